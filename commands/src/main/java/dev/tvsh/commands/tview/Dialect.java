package dev.tvsh.commands.tview;

/**
 * Which surface of pg_tviews a database really has. The version of the extension does not tell: it was the same for every
 * release, so this is decided from the SQL objects and from what the library says of itself.
 */
public enum Dialect {
    /** No extension and no trigger of it. */
    NOT_INSTALLED("not installed"),
    /** The extension was dropped and its triggers are still there: every write to their tables fails. */
    BROKEN_DROPPED("dropped, its triggers are still there"),
    /** The extension is there and knows no TVIEW, but triggers for TVIEWs are there: after a restore, or DROP and CREATE. */
    UNREGISTERED("nothing registered"),
    BETA_1("beta.1 surface"),
    BETA_2("beta.2 surface"),
    BETA_3("beta.3+ surface"),
    BETA_7("beta.7+ surface"),
    /** SQL objects of an early release with the library of a later one: its refresh function may crash the server. */
    MIXED("mixed: SQL objects older than the library"),
    /** A metadata relation as the published guides have it; no release so far. */
    PUBLISHED("surface of the published guides"),
    /** None of the above. */
    UNKNOWN("unknown surface");

    private final String label;

    Dialect(String label) {
        this.label = label;
    }

    /** A few words for people. */
    public String label() {
        return label;
    }

    /** Whether {@code pg_tviews_refresh(entity)} may be called; otherwise a refresh uses statements of its own. */
    public boolean refreshesByFunction() {
        return this == BETA_3 || this == BETA_7;
    }

    /** Whether {@code pg_tviews_create} and {@code pg_tviews_drop} may be called. */
    public boolean createsByFunction() {
        return this == BETA_7;
    }

    /**
     * Decides.
     *
     * @param anyRegistered whether at least one TVIEW is registered, or that is undetermined
     */
    static Dialect decide(Surface surface, Fact<String> library, boolean anyRegistered, boolean anyTrigger) {
        if (!surface.installed()) {
            return anyTrigger ? BROKEN_DROPPED : NOT_INSTALLED;
        }
        if (surface.publishedMetadata()) {
            return PUBLISHED;
        }
        int beta = library.map(Dialect::beta).orElse(0);
        if (surface.refreshReturnsText() && beta >= 3) {
            return MIXED;
        }
        if (!anyRegistered && anyTrigger) {
            return UNREGISTERED;
        }
        if (surface.refreshByEntity()) {
            return beta >= 7 ? BETA_7 : BETA_3;
        }
        if (surface.refreshReturnsText()) {
            return BETA_2;
        }
        return surface.eventTrigger() ? UNKNOWN : BETA_1;
    }

    /** The number N of a version {@code 0.1.0-beta.N}; 0 for {@code 0.1.0-alpha} and whatever else is not a beta. */
    private static int beta(String version) {
        String mark = "-beta.";
        int at = version.indexOf(mark);
        if (at < 0) {
            return 0;
        }
        String number = version.substring(at + mark.length());
        return number.matches("[0-9]{1,4}") ? Integer.parseInt(number) : 0;
    }

    /** What the catalogs tell of the extension's SQL objects. */
    record Surface(
            boolean installed,
            boolean publishedMetadata,
            boolean refreshByEntity,
            boolean refreshReturnsText,
            boolean eventTrigger) {}
}
