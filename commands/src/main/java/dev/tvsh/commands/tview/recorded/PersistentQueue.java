package dev.tvsh.commands.tview.recorded;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The queue that the extension keeps in a table, where it does.
 *
 * @param relation the table
 * @param pending writes that TVIEWs have not followed yet
 * @param failed those of them that were tried
 * @param seconds the age of the oldest of them
 * @param error the error of one that was tried; empty if none was
 */
public record PersistentQueue(QualifiedName relation, long pending, long failed, long seconds, String error) {

    /** Asks for it; known to be empty where the extension has no such table. */
    public static Fact<Optional<PersistentQueue>> read(SqlRunner sql) {
        List<Row> found = sql.query("sql/queue/relation.sql.vm", Map.of());
        if (found.isEmpty()) {
            return Fact.known(Optional.empty());
        }
        Row row = found.get(0);
        QualifiedName relation = new QualifiedName(row.text("schema"), row.text("name"));
        if (!row.flag("readable")) {
            return Fact.undetermined("this role may not read " + relation);
        }
        if (!row.flag("complete")) {
            return Fact.undetermined(relation + " has not the columns processed_at, created_at and error_message");
        }
        return Fact.ask(() -> {
            Row counts = sql.one("sql/queue/pending.sql.vm", Map.of("queue", relation.identifier()));
            return Optional.of(new PersistentQueue(
                    relation,
                    counts.number("pending"),
                    counts.number("failed"),
                    counts.number("seconds"),
                    counts.text("error")));
        });
    }

    /** For documents. */
    public Map<String, Object> toJson() {
        return Map.of(
                "relation",
                relation.toString(),
                "pending",
                pending,
                "failed",
                failed,
                "seconds",
                seconds,
                "error",
                error);
    }
}
