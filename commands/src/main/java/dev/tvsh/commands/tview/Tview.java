package dev.tvsh.commands.tview;

import java.util.List;
import java.util.Optional;

/**
 * A registered TVIEW whose table and view both exist.
 *
 * @param table the materialised table, {@code tv_}
 * @param view the backing view, {@code v_}
 * @param dependencies the tables that are registered as those whose writes it follows, in the recorded order; those that are
 *     gone are left out
 * @param columns the columns of the view, in order; a refresh writes these and no others
 * @param key the column that both table and view have as key, {@code pk_<entity>} as a rule; empty if there is none
 * @param document whether both have a column {@code data}
 * @param reads the tables that the view reads, itself or through other views, by name
 * @param unfollowed those of {@code reads} whose writes do not reach it, by name
 * @param after the entities whose tables it reads, itself or through other views: they are to be refreshed before it
 * @param level 0 if it reads no other TVIEW's table, else one more than the highest level that it reads
 */
public record Tview(
        String entity,
        QualifiedName table,
        QualifiedName view,
        List<QualifiedName> dependencies,
        List<String> columns,
        Optional<String> key,
        boolean document,
        List<QualifiedName> reads,
        List<Unfollowed> unfollowed,
        List<String> after,
        int level) {
    public Tview {
        dependencies = List.copyOf(dependencies);
        columns = List.copyOf(columns);
        reads = List.copyOf(reads);
        unfollowed = List.copyOf(unfollowed);
        after = List.copyOf(after);
    }
}
