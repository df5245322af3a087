package dev.tvsh.commands.rollback.carry;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Rendered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the rows of a table are made of.
 *
 * @param types of the columns, in their order, as the server writes them
 * @param generated the columns that the table computes itself
 * @param key the columns that tell one row from another: the primary key, else a unique index without NULLs; empty if none
 * @param unlogged whether a crash of the server empties it
 * @param ruled whether rewrite rules stand in the way of writing to it
 */
record TableShape(
        QualifiedName name,
        boolean partitioned,
        List<String> columns,
        List<String> types,
        List<String> generated,
        List<String> key,
        boolean unlogged,
        boolean ruled) {

    /** All tables of a database, partitions within their table. The session has an empty search_path. */
    static SortedMap<QualifiedName, TableShape> read(SqlRunner sql) {
        SortedMap<QualifiedName, TableShape> shapes = new TreeMap<>();
        sql.each("sql/carry/tables.sql.vm", Map.of(), row -> {
            TableShape shape = of(row);
            shapes.put(shape.name(), shape);
        });
        return shapes;
    }

    private static TableShape of(Row row) {
        return new TableShape(
                new QualifiedName(row.text("schema"), row.text("name")),
                row.flag("partitioned"),
                row.texts("columns"),
                row.texts("types"),
                row.texts("generated"),
                row.texts("key"),
                row.flag("unlogged"),
                row.flag("ruled"));
    }

    /** Whether a row of one, as text, is a row of the other. */
    boolean takesRowsOf(TableShape other) {
        return columns.equals(other.columns)
                && types.equals(other.types)
                && generated.equals(other.generated)
                && partitioned == other.partitioned;
    }

    /** The columns that are written. */
    List<String> written() {
        return columns.stream().filter(column -> !generated.contains(column)).toList();
    }

    /** What templates say of it: {@code relation}, {@code row}, and {@code key} if it has one. */
    Map<String, Object> values(SqlRunner sql) {
        Map<String, Object> values = new HashMap<>();
        values.put("schema", Literal.of(name.schema()));
        values.put("name", Literal.of(name.name()));
        values.put("table", name.identifier());
        values.put("relation", relation(sql));
        values.put("row", row(sql));
        if (!key.isEmpty()) {
            values.put(
                    "key",
                    sql.render(
                            "sql/carry/key.sql.vm",
                            Map.of("columns", key.stream().map(Identifier::of).toList())));
        }
        return values;
    }

    private Rendered relation(SqlRunner sql) {
        return sql.render("sql/carry/relation.sql.vm", Map.of("table", name.identifier(), "partitioned", partitioned));
    }

    private Rendered row(SqlRunner sql) {
        List<Map<String, ?>> all = columns.stream()
                .<Map<String, ?>>map(
                        column -> Map.of("name", Identifier.of(column), "generated", generated.contains(column)))
                .toList();
        return sql.render("sql/carry/row.sql.vm", Map.of("columns", all));
    }
}
