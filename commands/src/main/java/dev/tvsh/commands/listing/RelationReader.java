package dev.tvsh.commands.listing;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.templates.Literal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the catalogs have of the relations of one TVIEW. */
final class RelationReader {
    private final SqlRunner sql;
    private final Duration limit;

    /** @param limit how long the server may look for the newest row */
    RelationReader(SqlRunner sql, Duration limit) {
        this.sql = sql;
        this.limit = limit;
    }

    Fact<RelationFacts> read(Tview tview) {
        Map<String, Literal> names = Map.of(
                "schema", Literal.of(tview.table().schema()),
                "table", Literal.of(tview.table().name()),
                "viewSchema", Literal.of(tview.view().schema()),
                "view", Literal.of(tview.view().name()));
        return Fact.ask(() -> {
            Row row = sql.one("sql/listing/relation.sql.vm", names);
            return new RelationFacts(
                    row.text("owner"),
                    row.text("view_owner"),
                    row.text("comment"),
                    number(row, "rows"),
                    number(row, "table_bytes"),
                    number(row, "index_bytes"),
                    new RelationFacts.Activity(
                            row.number("inserted"),
                            row.number("updated"),
                            row.number("deleted"),
                            row.nullable("since")),
                    row.flag("updated_at") ? newest(tview) : Fact.undetermined("it has no column updated_at"),
                    sql.query("sql/listing/indexes.sql.vm", names).stream()
                            .map(index -> new RelationFacts.Index(
                                    index.text("name"),
                                    index.text("definition"),
                                    index.flag("valid"),
                                    index.number("scans")))
                            .toList(),
                    sql.query("sql/listing/grants.sql.vm", names).stream()
                            .map(grant -> new RelationFacts.Grant(
                                    grant.flag("of_view"), grant.text("grantee"), grant.texts("privileges")))
                            .toList());
        });
    }

    private Fact<String> newest(Tview tview) {
        return Fact.ask(() -> {
            try (SqlRunner own = sql.another()) {
                own.lookOnly();
                own.run("sql/server/time-limit.sql.vm", Map.of("time", Literal.of(limit.toMillis() + "ms")));
                return own.one(
                                "sql/listing/newest.sql.vm",
                                Map.of("table", tview.table().identifier()))
                        .text("newest");
            }
        });
    }

    private static @Nullable Long number(Row row, String column) {
        String text = row.nullable(column);
        return text == null ? null : Long.valueOf(text);
    }
}
