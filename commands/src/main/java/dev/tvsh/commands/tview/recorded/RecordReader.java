package dev.tvsh.commands.tview.recorded;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what the surface of the published guides records of refreshes. The betas refresh within the write itself and forget when
 * and how that went; there the answer is undetermined, and says so.
 */
public final class RecordReader {
    /** Why nothing is known where no such relation belongs to the extension. */
    public static final String NOT_RECORDED = "not recorded by this pg_tviews";

    private static final List<String> COLUMNS =
            List.of("entity_name", "last_refreshed", "last_refresh_duration_ms", "last_error");

    private final SqlRunner sql;

    /** @param sql a session outside of any transaction */
    public RecordReader(SqlRunner sql) {
        this.sql = sql;
    }

    /** What is recorded of each TVIEW, by entity. */
    public Fact<List<RecordedRefresh>> refreshes() {
        List<Row> found = sql.query("sql/tview/recorded-relation.sql.vm", Map.of());
        if (found.isEmpty()) {
            return Fact.undetermined(NOT_RECORDED);
        }
        QualifiedName metadata =
                new QualifiedName(found.get(0).text("schema"), found.get(0).text("name"));
        List<String> there = found.get(0).texts("columns");
        List<String> missing =
                COLUMNS.stream().filter(column -> !there.contains(column)).toList();
        if (!missing.isEmpty()) {
            return Fact.undetermined(metadata + " has no column " + String.join(", ", missing));
        }
        if (!found.get(0).flag("readable")) {
            return Fact.undetermined("this role may not read " + metadata);
        }
        return Fact.ask(() ->
                sql.query("sql/tview/recorded-refreshes.sql.vm", Map.of("metadata", metadata.identifier())).stream()
                        .map(RecordReader::refresh)
                        .toList());
    }

    private static RecordedRefresh refresh(Row row) {
        return new RecordedRefresh(
                row.text("entity"),
                Optional.ofNullable(row.nullable("last_refreshed")),
                Optional.ofNullable(row.nullable("duration_ms")).map(Long::valueOf),
                Optional.ofNullable(row.nullable("last_error")));
    }
}
