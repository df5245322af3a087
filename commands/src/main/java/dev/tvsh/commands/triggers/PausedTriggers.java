package dev.tvsh.commands.triggers;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TriggerFiring;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Triggers of one table that do not fire for a part of a transaction; if that does not end well, they were never off. */
public final class PausedTriggers {

    private final List<TriggerChange> changes;
    private final SqlRunner sql;
    private final TriggerSwitch triggers;

    private PausedTriggers(List<TriggerChange> changes, SqlRunner sql, TriggerSwitch triggers) {
        this.changes = changes;
        this.sql = sql;
        this.triggers = triggers;
    }

    /** Switches these triggers off, in the open transaction, which already has the table to itself. */
    public static PausedTriggers pause(
            QualifiedName table, Collection<String> names, SqlRunner sql, Templates templates) {
        List<TriggerChange> changes = new ArrayList<>();
        if (!names.isEmpty()) {
            for (Row row : sql.query(
                    "sql/trigger/on-table.sql.vm",
                    Map.of(
                            "schema", Literal.of(table.schema()),
                            "table", Literal.of(table.name()),
                            "names", Literal.ofTexts(names)))) {
                TriggerFiring firing = TriggerFiring.of(row.text("firing"));
                if (firing != TriggerFiring.DISABLED) {
                    changes.add(new TriggerChange(
                            new TriggerName(table, row.text("name")), firing, TriggerFiring.DISABLED));
                }
            }
        }
        TriggerSwitch triggers = new TriggerSwitch(templates);
        triggers.statements(changes).forEach(sql::run);
        return new PausedTriggers(changes, sql, triggers);
    }

    /** Sets them to what they were, in the same transaction. */
    public void resume() {
        if (changes.isEmpty()) {
            return;
        }
        // A table cannot be altered while a deferred trigger still waits to fire for it.
        sql.run("sql/trigger/fire-deferred.sql.vm", Map.of());
        List<TriggerChange> back = changes.stream()
                .map(change -> new TriggerChange(change.name(), change.to(), change.from()))
                .toList();
        triggers.statements(back).forEach(sql::run);
    }
}
