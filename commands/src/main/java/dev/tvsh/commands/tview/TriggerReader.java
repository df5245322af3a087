package dev.tvsh.commands.tview;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the triggers that call the extension, inside of the snapshot. */
final class TriggerReader {
    private final List<TriggerState> triggers = new ArrayList<>();
    private final List<EventTriggerState> eventTriggers = new ArrayList<>();
    private final Set<QualifiedName> notAlterable = new TreeSet<>();

    TriggerReader(SqlRunner sql) {
        sql.each(
                "sql/tview/triggers.sql.vm",
                Map.of("handlers", sql.render("sql/tview/handlers.sql.vm", Map.of())),
                this::trigger);
        Collections.sort(triggers);
        sql.each("sql/tview/event-triggers.sql.vm", Map.of(), this::eventTrigger);
    }

    /** By table and name. */
    List<TriggerState> triggers() {
        return List.copyOf(triggers);
    }

    List<EventTriggerState> eventTriggers() {
        return List.copyOf(eventTriggers);
    }

    /** The tables whose triggers the role of the session may not switch, by name. */
    List<QualifiedName> notAlterable() {
        return List.copyOf(notAlterable);
    }

    private void trigger(Row row) {
        QualifiedName table = new QualifiedName(row.text("table_schema"), row.text("table_name"));
        if (!row.flag("alterable")) {
            notAlterable.add(table);
        }
        triggers.add(new TriggerState(
                table,
                row.text("name"),
                new QualifiedName(row.text("handler_schema"), row.text("handler_name")),
                TriggerFiring.of(row.text("firing")),
                row.text("entity"),
                row.flag("partition_clone"),
                row.text("definition")));
    }

    private void eventTrigger(Row row) {
        eventTriggers.add(new EventTriggerState(
                row.text("name"),
                TriggerFiring.of(row.text("firing")),
                new QualifiedName(row.text("handler_schema"), row.text("handler_name")),
                row.texts("tags"),
                row.flag("member")));
    }
}
