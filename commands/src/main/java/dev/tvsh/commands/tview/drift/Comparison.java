package dev.tvsh.commands.tview.drift;

import dev.tvsh.commands.tview.Tview;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import java.util.List;
import java.util.Map;

/**
 * How the table of a TVIEW is compared with its view.
 *
 * @param key the column by which rows are matched
 * @param summed all columns that are compared, the key with them; none if the key can only be matched, not compared
 * @param columns what is compared of rows that both have
 * @param rows about how many rows the table has
 */
record Comparison(Tview tview, String key, List<ComparedColumn> summed, List<ComparedColumn> columns, long rows) {

    private static final Identifier TABLE = Identifier.of("t");
    private static final Identifier VIEW = Identifier.of("v");

    Comparison {
        summed = List.copyOf(summed);
        columns = List.copyOf(columns);
    }

    String entity() {
        return tview.entity();
    }

    Comparison without(List<ComparedColumn> others) {
        return new Comparison(
                tview,
                key,
                List.of(),
                columns.stream().filter(column -> !others.contains(column)).toList(),
                rows);
    }

    /** What the template that measures needs. */
    Map<String, Object> values() {
        return Map.of(
                "entity", Literal.of(entity()),
                "key", Identifier.of(key),
                "summed", ComparedColumn.values(summed),
                "columns", ComparedColumn.values(columns),
                "sides",
                        List.of(
                                Map.of("relation", tview.table().identifier(), "alias", TABLE),
                                Map.of("relation", tview.view().identifier(), "alias", VIEW)));
    }

    /** What the template needs that looks at the view twice. */
    Map<String, Object> twice(Sample sample) {
        return Map.of(
                "key", Identifier.of(key),
                "columns", ComparedColumn.values(columns),
                "view", tview.view().identifier(),
                "threshold", sample.threshold(),
                "sides", List.of(Map.of("alias", TABLE), Map.of("alias", VIEW)));
    }
}
