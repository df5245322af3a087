package dev.tvsh.commands.tview.manifest;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.drift.RowView;
import dev.tvsh.templates.Literal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts rows, a few tables in one statement. */
final class RowCounter {
    private static final int TABLES_AT_A_TIME = 50;

    private final SqlRunner sql;
    private final RowView rows;

    RowCounter(SqlRunner sql, RowView rows) {
        this.sql = sql;
        this.rows = rows;
    }

    List<Manifest.TableRows> count(Collection<QualifiedName> tables, Unknowns unknowns) {
        List<QualifiedName> all = List.copyOf(tables);
        List<Manifest.TableRows> counted = new ArrayList<>();
        for (int from = 0; from < all.size(); from += TABLES_AT_A_TIME) {
            List<QualifiedName> part = all.subList(from, Math.min(from + TABLES_AT_A_TIME, all.size()));
            Fact<Map<QualifiedName, Long>> together = ask(part);
            for (QualifiedName table : part) {
                // Where one of them fails, the others are asked again without it.
                Fact<Map<QualifiedName, Long>> answer =
                        together instanceof Fact.Known || part.size() == 1 ? together : ask(List.of(table));
                Fact<Long> count = answer.map(byName -> byName.getOrDefault(table, 0L));
                counted.add(new Manifest.TableRows(table, unknowns.orNull("rows of " + table, count)));
            }
        }
        return counted;
    }

    private Fact<Map<QualifiedName, Long>> ask(List<QualifiedName> tables) {
        List<Map<String, Object>> values = tables.stream()
                .map(table -> Map.<String, Object>of(
                        "schema", Literal.of(table.schema()),
                        "name", Literal.of(table.name()),
                        "relation", table.identifier()))
                .toList();
        return Fact.ask(() -> rows.read(sql, () -> {
            Map<QualifiedName, Long> counted = new HashMap<>();
            for (Row row : sql.query("sql/tview/row-counts.sql.vm", Map.of("tables", values))) {
                counted.put(ManifestRecorder.name(row), row.number("rows"));
            }
            return counted;
        }));
    }
}
