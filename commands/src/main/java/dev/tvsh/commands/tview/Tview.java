package dev.tvsh.commands.tview;

import java.util.List;
import java.util.Optional;

/**
 * A registered TVIEW whose table and view both exist.
 *
 * @param viewDefinition what the server says the view is, every name with its schema
 * @param columns the columns of the view, in order; a refresh writes these and no others
 * @param key the column that both table and view have as key, {@code pk_<entity>} as a rule; empty if there is none
 * @param document whether both have a column {@code data}
 * @param reads the tables that the view reads, itself or through other views; more than the registered dependencies where a
 *     table stands behind another view
 * @param after the entities whose tables it reads, itself or through other views: they are to be refreshed before it
 * @param level 0 if it reads no other TVIEW's table, else one more than the highest level that it reads
 */
public record Tview(
        Registration registration,
        Fact<String> viewDefinition,
        List<String> columns,
        Optional<String> key,
        boolean document,
        List<QualifiedName> reads,
        List<String> after,
        int level) {
    public Tview {
        columns = List.copyOf(columns);
        reads = List.copyOf(reads);
        after = List.copyOf(after);
    }

    public String entity() {
        return registration.entity();
    }

    /** The materialised table, {@code tv_}. */
    public QualifiedName table() {
        return registration.table();
    }

    /** The backing view, {@code v_}. */
    public QualifiedName view() {
        return registration.view();
    }
}
