package dev.tvsh.commands.tview;

/** A table or view that a view reads. */
public record Relation(QualifiedName name, Kind kind) {
    /** What it is, with the letter of {@code pg_class.relkind}. */
    public enum Kind {
        TABLE("r"),
        PARTITIONED("p"),
        FOREIGN("f"),
        VIEW("v"),
        MATERIALIZED("m");

        private final String letter;

        Kind(String letter) {
            this.letter = letter;
        }

        /** The kind that the catalogs write with this letter. */
        public static Kind of(String letter) {
            for (Kind kind : values()) {
                if (kind.letter.equals(letter)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("not a kind of relation that has rows: " + letter);
        }
    }

    /** Whether there are others behind it. */
    public boolean isView() {
        return kind == Kind.VIEW || kind == Kind.MATERIALIZED;
    }
}
