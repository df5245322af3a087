package dev.tvsh.commands.tview.drift;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Finds out, in one query for all, what can be compared of each TVIEW. */
final class ComparisonReader {

    private final SqlRunner sql;

    ComparisonReader(SqlRunner sql) {
        this.sql = sql;
    }

    /** How to compare those whose table and view both exist and share a key; by entity. */
    Map<String, Comparison> read(List<Tview> tviews) {
        Map<String, Comparison> comparisons = new HashMap<>();
        Map<String, Ref> values = new HashMap<>(names(tviews));
        values.put("hashedTypes", RowHash.types(sql));
        sql.stream("sql/drift/columns.sql.vm", values, row -> {
            Tview tview = tviews.get(place(row));
            tview.key().ifPresent(key -> comparisons.put(tview.entity(), comparison(tview, key, row)));
        });
        return comparisons;
    }

    /** Those of {@code comparisons} whose view uses a function that may answer something else at every look. */
    List<Comparison> volatileOnes(List<Comparison> comparisons) {
        List<Tview> tviews = comparisons.stream().map(Comparison::tview).toList();
        return sql.query("sql/drift/volatile.sql.vm", names(tviews)).stream()
                .map(row -> comparisons.get(place(row)))
                .toList();
    }

    private static int place(Row row) {
        return Math.toIntExact(row.number("place")) - 1;
    }

    private static Comparison comparison(Tview tview, String key, Row row) {
        List<String> names = row.texts("names");
        List<String> schemas = row.texts("type_schemas");
        List<String> types = row.texts("type_names");
        List<String> collated = row.texts("collated");
        List<String> hashed = row.texts("hashed");
        List<ComparedColumn> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            all.add(new ComparedColumn(
                    names.get(i),
                    new QualifiedName(schemas.get(i), types.get(i)),
                    collated.get(i).equals("true"),
                    hashed.get(i).equals("true")));
        }
        List<ComparedColumn> columns =
                all.stream().filter(column -> !column.name().equals(key)).toList();
        return new Comparison(
                tview, key, columns.size() < all.size() ? all : List.of(), columns, row.number("estimate"));
    }

    private static Map<String, Literal> names(List<Tview> tviews) {
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
