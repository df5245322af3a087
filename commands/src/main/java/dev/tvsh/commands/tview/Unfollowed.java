package dev.tvsh.commands.tview;

/**
 * A table that a TVIEW reads, and whose writes do not reach it.
 *
 * @param table the table
 * @param reason why not
 */
public record Unfollowed(QualifiedName table, Reason reason) {
    /** Why writes do not reach a TVIEW. */
    public enum Reason {
        /** The table stands behind another view, and neither is it registered nor does the TVIEW show the key of one that is. */
        NOT_REGISTERED("not among its dependencies"),
        /** It is registered, and has no trigger that tells of writes. */
        NO_TRIGGER("no trigger"),
        /** It has triggers, and none fires for ordinary sessions. */
        TRIGGER_OFF("trigger off"),
        /** Its triggers tell of the partition, which is not registered. */
        PARTITIONED("partitioned");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    /** For people, for example {@code public.tb_payment (partitioned)}. */
    public String shown() {
        return table + " (" + reason.words() + ")";
    }
}
