package dev.tvsh.commands.rollback.carry;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Rendered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds where the rows of two databases on one server differ, without moving any: both sum them up, at the same time. */
final class RowSums {

    /** In so many parts a table is split by the hash of its keys. */
    static final int PARTS = 4096;

    private static final int TABLES_AT_A_TIME = 50;

    private final SqlRunner now;
    private final SqlRunner side;

    RowSums(SqlRunner now, SqlRunner side) {
        this.now = now;
        this.side = side;
    }

    /** How many rows there are, and what their texts sum up to. */
    record Sum(long rows, String sum) {
        static final Sum NOTHING = new Sum(0, "0");
    }

    /** What both databases say of one table. */
    record Pair(Sum now, Sum side) {
        boolean equal() {
            return now.equals(side);
        }
    }

    /** What these tables sum up to in both databases. */
    Map<QualifiedName, Pair> of(List<TableShape> tables) {
        Map<QualifiedName, Pair> pairs = new HashMap<>();
        for (int from = 0; from < tables.size(); from += TABLES_AT_A_TIME) {
            List<TableShape> some = tables.subList(from, Math.min(from + TABLES_AT_A_TIME, tables.size()));
            Map<QualifiedName, Sum> there = new HashMap<>();
            Map<QualifiedName, Sum> here = new HashMap<>();
            Rendered question = question(some, false);
            Aside.run(
                    now.later(question, row -> there.put(name(row), sum(row))),
                    side.later(question, row -> here.put(name(row), sum(row))));
            some.forEach(table -> pairs.put(
                    table.name(),
                    new Pair(
                            there.getOrDefault(table.name(), Sum.NOTHING),
                            here.getOrDefault(table.name(), Sum.NOTHING))));
        }
        return pairs;
    }

    /** The parts of a table with a key in which its rows differ. */
    Set<Long> differing(TableShape table) {
        return differing(question(List.of(table), true));
    }

    /** The parts in which large objects differ. */
    Set<Long> differingObjects() {
        return differing(side.render("sql/carry/object-parts.sql.vm", Map.of("buckets", Literal.of(PARTS))));
    }

    private Set<Long> differing(Rendered question) {
        Map<Long, Sum> there = new HashMap<>();
        Map<Long, Sum> here = new HashMap<>();
        Aside.run(
                now.later(question, row -> there.put(row.number("bucket"), sum(row))),
                side.later(question, row -> here.put(row.number("bucket"), sum(row))));
        Set<Long> parts = new TreeSet<>(there.keySet());
        parts.addAll(here.keySet());
        parts.removeIf(part -> there.getOrDefault(part, Sum.NOTHING).equals(here.getOrDefault(part, Sum.NOTHING)));
        return parts;
    }

    private Rendered question(List<TableShape> tables, boolean split) {
        List<Map<String, Object>> values = new ArrayList<>();
        tables.forEach(table -> values.add(table.values(side)));
        return side.render(
                "sql/carry/sums.sql.vm", Map.of("tables", values, "split", split, "buckets", Literal.of(PARTS)));
    }

    private static QualifiedName name(Row row) {
        return new QualifiedName(row.text("schema"), row.text("name"));
    }

    private static Sum sum(Row row) {
        return new Sum(row.number("rows"), row.text("sum"));
    }
}
