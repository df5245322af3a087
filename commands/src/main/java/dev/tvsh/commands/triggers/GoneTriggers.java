package dev.tvsh.commands.triggers;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.templates.Literal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Triggers that were recorded and are not there any more.
 *
 * @param fromTables those whose table is still there: its writes do not reach the TVIEW
 * @param withTables those that went with their table
 */
record GoneTriggers(List<TriggerName> fromTables, List<TriggerName> withTables) {

    static GoneTriggers look(TriggerStates recorded, LiveTriggers now, SqlRunner sql) {
        List<TriggerName> gone = recorded.asMap().keySet().stream()
                .filter(name -> now.all().find(name).isEmpty())
                .toList();
        if (gone.isEmpty()) {
            return new GoneTriggers(List.of(), List.of());
        }
        List<QualifiedName> tables =
                gone.stream().flatMap(name -> name.on().stream()).distinct().toList();
        Set<QualifiedName> existing = new HashSet<>();
        for (Row row : sql.query(
                "sql/trigger/existing-tables.sql.vm",
                Map.of(
                        "schemas",
                        Literal.ofTexts(
                                tables.stream().map(QualifiedName::schema).toList()),
                        "tables",
                        Literal.ofTexts(tables.stream().map(QualifiedName::name).toList())))) {
            existing.add(new QualifiedName(row.text("schema"), row.text("table")));
        }
        List<TriggerName> fromTables = new ArrayList<>();
        List<TriggerName> withTables = new ArrayList<>();
        gone.forEach(name -> (name.on().filter(existing::contains).isPresent() ? fromTables : withTables).add(name));
        return new GoneTriggers(fromTables, withTables);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        fromTables.forEach(name -> lines.add("✗ " + name + " is gone: writes to this table do not reach its TVIEW"));
        withTables.forEach(name -> lines.add("! " + name + " went with its table"));
        return lines;
    }
}
