package dev.tvsh.commands.tview;

/**
 * Which surface of pg_tviews a database really has. Two facts decide that are independent of each other: what the SQL objects
 * were made by, and what the library says it is.
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
    /**
     * The library does not fit the SQL objects. Either {@code pg_tviews_refresh} is declared to return a text that the library
     * does not return, which crashes the server; or the library takes the entity for the name of a table, and empties it.
     */
    MIXED("library and SQL objects do not fit"),
    /** A metadata relation as the published guides have it; no release so far. */
    DOCUMENTED("surface of the published guides"),
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

    /** Whether it is that of a release, so that what happens when a row is written is known. */
    public boolean released() {
        return switch (this) {
            case BETA_1, BETA_2, BETA_3, BETA_7, MIXED -> true;
            case NOT_INSTALLED, BROKEN_DROPPED, UNREGISTERED, DOCUMENTED, UNKNOWN -> false;
        };
    }

    /** Where the extension is not installed. */
    static Dialect withoutExtension(boolean anyTrigger) {
        return anyTrigger ? BROKEN_DROPPED : NOT_INSTALLED;
    }

    /**
     * Where it is.
     *
     * @param anyRegistered whether at least one TVIEW is registered, or that is undetermined
     */
    static Dialect decide(SqlObjects objects, Fact<String> library, boolean anyRegistered, boolean anyTrigger) {
        LibraryVersion version = new LibraryVersion(library.orElse(""));
        boolean byEntity = objects == SqlObjects.BETA_3 || objects == SqlObjects.BETA_7;
        if ((objects == SqlObjects.BETA_2 && version.atLeastBeta(3)) || (byEntity && version.first())) {
            return MIXED;
        }
        boolean beta = objects != SqlObjects.DOCUMENTED && objects != SqlObjects.UNKNOWN;
        if (beta && !anyRegistered && anyTrigger) {
            return UNREGISTERED;
        }
        return switch (objects) {
            case BETA_1 -> BETA_1;
            case BETA_2 -> BETA_2;
            case BETA_3, BETA_7 -> version.atLeastBeta(7) ? BETA_7 : BETA_3;
            case DOCUMENTED -> DOCUMENTED;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
