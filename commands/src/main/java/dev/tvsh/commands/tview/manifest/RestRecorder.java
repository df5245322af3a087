package dev.tvsh.commands.tview.manifest;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.drift.RowView;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Counts and sums up what no TVIEW reads: a copy has to bring it all the same. */
final class RestRecorder {

    private final SqlRunner sql;
    private final RowView rows;

    RestRecorder(SqlRunner sql, RowView rows) {
        this.sql = sql;
        this.rows = rows;
    }

    /** @param known the tables that are recorded elsewhere */
    Manifest.Rest record(ContentReader reader, Set<QualifiedName> known, Unknowns unknowns) {
        Set<QualifiedName> others = new TreeSet<>();
        sql.each("sql/tview/other-tables.sql.vm", Map.of(), row -> others.add(ManifestRecorder.name(row)));
        others.removeAll(known);
        return new Manifest.Rest(
                reader.read(others, unknowns), unknowns.orNull("large objects", Fact.ask(this::largeObjects)));
    }

    private Manifest.LargeObjects largeObjects() {
        try (SqlRunner own = sql.another()) {
            own.lookOnly();
            own.run("sql/tview/content-settings.sql.vm", Map.of());
            return rows.read(own, () -> {
                Row row = own.one(
                        "sql/tview/large-objects.sql.vm",
                        Map.of("readable", own.info().superuser()));
                return new Manifest.LargeObjects(row.number("objects"), row.nullable("sum"));
            });
        }
    }
}
