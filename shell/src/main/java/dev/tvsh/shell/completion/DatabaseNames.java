package dev.tvsh.shell.completion;

import java.util.List;

/**
 * The names in a database that are worth completing.
 *
 * @param relations tables and views
 */
public record DatabaseNames(List<Relation> relations) {

    /** Before anything is known. */
    public static final DatabaseNames NONE = new DatabaseNames(List.of());

    public DatabaseNames {
        relations = List.copyOf(relations);
    }

    /**
     * A table or view.
     *
     * @param visible whether it can be named without its schema
     * @param columns in order
     */
    public record Relation(String schema, String name, boolean visible, List<String> columns) {

        private static final String TVIEW = "tv_";

        public Relation {
            columns = List.copyOf(columns);
        }

        boolean isTview() {
            return name.startsWith(TVIEW) && name.length() > TVIEW.length();
        }

        String entity() {
            return name.substring(TVIEW.length());
        }
    }
}
