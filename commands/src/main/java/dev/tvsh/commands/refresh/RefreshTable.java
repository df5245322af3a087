package dev.tvsh.commands.refresh;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Ref;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the catalogs tell of the table of a TVIEW, and of what this role may do with it.
 *
 * @param partitioned whether its rows are in partitions
 * @param owned whether this role counts as its owner
 * @param policies whether row security applies to this role
 * @param lacking columns of the view that the table has not
 * @param ownColumns columns of the table that the view has not
 * @param rules rules that do something else in place of an INSERT
 * @param unstable functions in the view that give another value at every look
 * @param triggers whether triggers of the users fire at an INSERT
 * @param deferred whether some of its constraints and triggers wait for the end of the transaction
 */
record RefreshTable(
        QualifiedName name,
        boolean partitioned,
        boolean mayEmpty,
        boolean mayFill,
        boolean mayRead,
        boolean owned,
        boolean policies,
        List<String> lacking,
        List<String> ownColumns,
        List<String> rules,
        List<String> unstable,
        boolean triggers,
        boolean deferred) {

    /** Looks, at all of them together. */
    static Map<QualifiedName, RefreshTable> read(List<Tview> tviews, SqlRunner sql) {
        Map<QualifiedName, RefreshTable> tables = new HashMap<>();
        Map<String, Ref> values = new HashMap<>(tablesAndViews(tviews));
        values.put("handlers", sql.render("sql/tview/handlers.sql.vm", Map.of()));
        for (Row row : sql.query("sql/refresh/tables.sql.vm", values)) {
            RefreshTable table = of(row);
            tables.put(table.name(), table);
        }
        return tables;
    }

    private static RefreshTable of(Row row) {
        return new RefreshTable(
                new QualifiedName(row.text("schema"), row.text("table")),
                row.flag("partitioned"),
                row.flag("may_empty"),
                row.flag("may_fill"),
                row.flag("may_read"),
                row.flag("owned"),
                row.flag("policies"),
                row.texts("lacking"),
                row.texts("own_columns"),
                row.texts("rules"),
                row.texts("unstable"),
                row.flag("triggers"),
                row.flag("deferred"));
    }

    static Map<String, Literal> tablesAndViews(List<Tview> tviews) {
        return Map.of(
                "schemas", texts(tviews, tview -> tview.table().schema()),
                "tables", texts(tviews, tview -> tview.table().name()),
                "viewSchemas", texts(tviews, tview -> tview.view().schema()),
                "views", texts(tviews, tview -> tview.view().name()));
    }

    private static Literal texts(List<Tview> tviews, Function<Tview, String> name) {
        return Literal.ofTexts(tviews.stream().map(name).toList());
    }
}
