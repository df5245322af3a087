package dev.tvsh.commands.tview.recorded;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.templates.Identifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what the surface of the published guides records. The betas record nothing of the kind: they refresh within the write
 * itself, keep no queue, and forget when and how that went. There every answer is undetermined, and says so.
 */
public final class RecordReader {
    /** Why nothing is known where no such relation belongs to the extension. */
    public static final String NOT_RECORDED = "not recorded by this pg_tviews";

    private final SqlRunner sql;

    /** @param sql a session outside of any transaction */
    public RecordReader(SqlRunner sql) {
        this.sql = sql;
    }

    /** The writes that wait. */
    public Fact<RecordedQueue> queue() {
        return ask(
                "pg_tviews_queue",
                List.of("processed_at", "created_at", "error_message"),
                queue -> queue(sql.one("sql/tview/recorded-queue.sql.vm", Map.of("queue", queue))));
    }

    /** What is recorded of each TVIEW, by entity. */
    public Fact<List<RecordedRefresh>> refreshes() {
        return ask(
                "pg_tviews_metadata",
                List.of("entity_name", "last_refreshed", "last_refresh_duration_ms", "last_error"),
                metadata -> sql.query("sql/tview/recorded-refreshes.sql.vm", Map.of("metadata", metadata)).stream()
                        .map(RecordReader::refresh)
                        .toList());
    }

    private <T> Fact<T> ask(String relation, List<String> columns, Function<Identifier, T> question) {
        Optional<Row> found = sql.query("sql/tview/recorded-relations.sql.vm", Map.of()).stream()
                .filter(row -> row.text("name").equals(relation))
                .findFirst();
        if (found.isEmpty()) {
            return Fact.undetermined(NOT_RECORDED);
        }
        QualifiedName name = new QualifiedName(found.get().text("schema"), relation);
        List<String> there = found.get().texts("columns");
        List<String> missing =
                columns.stream().filter(column -> !there.contains(column)).toList();
        if (!missing.isEmpty()) {
            return Fact.undetermined(name + " has no column " + String.join(", ", missing));
        }
        if (!found.get().flag("readable")) {
            return Fact.undetermined("this role may not read " + name);
        }
        return Fact.ask(() -> question.apply(name.identifier()));
    }

    private static RecordedQueue queue(Row row) {
        return new RecordedQueue(
                row.number("pending"),
                row.number("failed"),
                Optional.ofNullable(row.nullable("oldest_seconds")).map(Long::valueOf),
                Optional.ofNullable(row.nullable("last_error")));
    }

    private static RecordedRefresh refresh(Row row) {
        return new RecordedRefresh(
                row.text("entity"),
                Optional.ofNullable(row.nullable("last_refreshed")),
                Optional.ofNullable(row.nullable("duration_ms")).map(Long::valueOf),
                Optional.ofNullable(row.nullable("last_error")));
    }
}
