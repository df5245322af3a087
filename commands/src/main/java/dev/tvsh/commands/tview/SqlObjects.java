package dev.tvsh.commands.tview;

/**
 * Which release the extension's SQL objects were made by. CREATE EXTENSION made them, and they stay when another library is
 * installed; the version of the extension tells nothing, it was the same for every release. Read from the catalogs alone.
 */
public enum SqlObjects {
    BETA_1("beta.1"),
    BETA_2("beta.2"),
    BETA_3("beta.3 to beta.6"),
    /** These two differ in how one column is declared, which pg_upgrade does not keep. */
    BETA_7("beta.7 or beta.8"),
    /** The metadata relation of the published guides; no release so far has it. */
    DOCUMENTED("the published guides"),
    /** No release that is known made these. */
    UNKNOWN("no known release");

    private final String label;

    SqlObjects(String label) {
        this.label = label;
    }

    /** The release, in a few words for people. */
    public String label() {
        return label;
    }

    /**
     * Whether a trigger tells of a write to the TVIEW alone that it was made for. In every release so far it tells of the table,
     * and whatever is registered with that table follows.
     */
    public boolean eachTriggerForItself() {
        return this == DOCUMENTED;
    }

    /** Decides by what the catalogs have. */
    static SqlObjects of(Surface surface) {
        if (surface.documentedMetadata()) {
            return DOCUMENTED;
        }
        if (surface.refreshByEntity() && !surface.refreshReturnsText()) {
            return surface.eventTriggerForTableAs() ? BETA_7 : BETA_3;
        }
        if (surface.refreshReturnsText()) {
            return surface.refreshByEntity() ? UNKNOWN : BETA_2;
        }
        return surface.eventTrigger() ? UNKNOWN : BETA_1;
    }

    /**
     * What the catalogs tell of the members of the extension.
     *
     * @param documentedMetadata whether it has {@code pg_tviews_metadata}
     * @param refreshByEntity whether {@code pg_tviews_refresh(entity) RETURNS void} is there
     * @param refreshReturnsText whether a {@code pg_tviews_refresh} returns text
     * @param eventTrigger whether it has an event trigger
     * @param eventTriggerForTableAs whether that fires for CREATE TABLE AS
     */
    record Surface(
            boolean documentedMetadata,
            boolean refreshByEntity,
            boolean refreshReturnsText,
            boolean eventTrigger,
            boolean eventTriggerForTableAs) {}
}
