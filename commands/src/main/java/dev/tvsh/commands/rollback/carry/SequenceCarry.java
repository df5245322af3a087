package dev.tvsh.commands.rollback.carry;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.templates.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gives the sequences of the side database the values of now: numbers that were given out may be known outside. */
final class SequenceCarry {

    private static final int AT_A_TIME = 200;

    private final SqlRunner now;
    private final SqlRunner side;

    SequenceCarry(SqlRunner now, SqlRunner side) {
        this.now = now;
        this.side = side;
    }

    private record Value(String last, boolean called) {}

    /** Can be repeated. @return how many stood elsewhere */
    int carry() {
        SortedMap<QualifiedName, Value> there = values(now);
        SortedMap<QualifiedName, Value> here = values(side);
        List<Map<String, Literal>> behind = new ArrayList<>();
        here.forEach((name, value) -> {
            Value newest = there.getOrDefault(name, value);
            if (!newest.equals(value)) {
                behind.add(Map.of(
                        "relation", Literal.of(name.toString()),
                        "value", Literal.of(Long.parseLong(newest.last())),
                        "called", Literal.of(newest.called())));
            }
        });
        for (int from = 0; from < behind.size(); from += AT_A_TIME) {
            side.run(
                    "sql/carry/sequence-set.sql.vm",
                    Map.of("sequences", behind.subList(from, Math.min(from + AT_A_TIME, behind.size()))));
        }
        return behind.size();
    }

    private static SortedMap<QualifiedName, Value> values(SqlRunner sql) {
        TreeSet<QualifiedName> names = new TreeSet<>();
        sql.each("sql/carry/sequences.sql.vm", Map.of(), row -> names.add(name(row)));
        SortedMap<QualifiedName, Value> values = new TreeMap<>();
        List<QualifiedName> all = List.copyOf(names);
        for (int from = 0; from < all.size(); from += AT_A_TIME) {
            List<Map<String, ?>> some = all.subList(from, Math.min(from + AT_A_TIME, all.size())).stream()
                    .<Map<String, ?>>map(name -> Map.of(
                            "schema", Literal.of(name.schema()),
                            "name", Literal.of(name.name()),
                            "relation", name.identifier()))
                    .toList();
            sql.each(
                    "sql/carry/sequence-values.sql.vm",
                    Map.of("sequences", some),
                    row -> values.put(name(row), new Value(row.text("last_value"), row.flag("is_called"))));
        }
        return values;
    }

    private static QualifiedName name(Row row) {
        return new QualifiedName(row.text("schema"), row.text("name"));
    }
}
