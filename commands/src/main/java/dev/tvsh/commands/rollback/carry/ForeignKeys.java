package dev.tvsh.commands.rollback.carry;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.ServerSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at foreign keys that no trigger has watched. */
final class ForeignKeys {

    private static final int AT_A_TIME = 50;

    private final SqlRunner side;

    ForeignKeys(SqlRunner side) {
        this.side = side;
    }

    /** Rows of these tables, and of those that refer to them, whose foreign key leads nowhere. */
    List<Conflict> orphans(List<QualifiedName> tables) {
        List<Row> keys = side.query(
                "sql/carry/foreign-keys.sql.vm",
                Map.of(
                        "schemas",
                        Literal.ofTexts(
                                tables.stream().map(QualifiedName::schema).toList()),
                        "tables",
                        Literal.ofTexts(tables.stream().map(QualifiedName::name).toList())));
        List<Conflict> conflicts = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += AT_A_TIME) {
            List<Map<String, ?>> some = new ArrayList<>();
            for (int i = from; i < Math.min(from + AT_A_TIME, keys.size()); i++) {
                some.add(values(i, keys.get(i)));
            }
            for (Row row : side.query("sql/carry/orphans.sql.vm", Map.of("keys", some))) {
                if (row.number("rows") > 0) {
                    conflicts.add(conflict(keys.get((int) row.number("position")), row.number("rows")));
                }
            }
        }
        return conflicts;
    }

    private Map<String, ?> values(int position, Row key) {
        return Map.of(
                "position",
                Literal.of(position),
                "relation",
                side.render(
                        "sql/carry/relation.sql.vm",
                        Map.of("table", referring(key).identifier(), "partitioned", key.flag("partitioned"))),
                "target",
                target(key).identifier(),
                "known",
                ServerSql.of(key.text("known")),
                "joined",
                ServerSql.of(key.text("joined")));
    }

    private static Conflict conflict(Row key, long rows) {
        return new Conflict(
                referring(key),
                Quantity.of(rows, "row refers", "rows refer") + " to nothing in " + target(key) + " (" + key.text("key")
                        + ")");
    }

    private static QualifiedName referring(Row key) {
        return new QualifiedName(key.text("schema"), key.text("name"));
    }

    private static QualifiedName target(Row key) {
        return new QualifiedName(key.text("target_schema"), key.text("target"));
    }
}
