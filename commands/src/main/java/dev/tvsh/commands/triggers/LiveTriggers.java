package dev.tvsh.commands.triggers;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TriggerFiring;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The triggers that a database has now: every one that calls a handler of the extension, on every table and partition.
 *
 * @param onTables their states
 * @param onEvents the states of the extension's event triggers
 * @param parents of a clone on a partition, the trigger of the partitioned table
 */
record LiveTriggers(TriggerStates onTables, TriggerStates onEvents, Map<TriggerName, TriggerName> parents) {

    static LiveTriggers read(SqlRunner sql) {
        Map<TriggerName, TriggerFiring> states = new TreeMap<>();
        Map<TriggerName, TriggerName> parents = new TreeMap<>();
        sql.stream(
                "sql/trigger/states.sql.vm",
                Map.of("handlers", sql.render("sql/tview/handlers.sql.vm", Map.of())),
                row -> {
                    TriggerName name =
                            new TriggerName(new QualifiedName(row.text("schema"), row.text("table")), row.text("name"));
                    states.put(name, firing(row));
                    String parent = row.nullable("parent_name");
                    if (parent != null) {
                        QualifiedName table = new QualifiedName(row.text("parent_schema"), row.text("parent_table"));
                        parents.put(name, new TriggerName(table, parent));
                    }
                });
        Map<TriggerName, TriggerFiring> events = new TreeMap<>();
        sql.stream(
                "sql/trigger/event-states.sql.vm",
                Map.of(),
                row -> events.put(TriggerName.event(row.text("name")), firing(row)));
        return new LiveTriggers(new TriggerStates(states), new TriggerStates(events), parents);
    }

    private static TriggerFiring firing(Row row) {
        return TriggerFiring.of(row.text("firing"));
    }

    /** Those on tables and those on events. */
    TriggerStates all() {
        return onTables.orElse(onEvents);
    }

    /** What was recorded of the trigger, or of the nearest one above that it is a clone of. */
    Optional<TriggerFiring> inherited(TriggerName clone, TriggerStates recorded) {
        for (@Nullable TriggerName name = clone; name != null; name = parents.get(name)) {
            Optional<TriggerFiring> state = recorded.find(name);
            if (state.isPresent()) {
                return state;
            }
        }
        return Optional.empty();
    }
}
