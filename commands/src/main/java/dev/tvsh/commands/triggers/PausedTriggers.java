package dev.tvsh.commands.triggers;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TriggerFiring;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The statements that keep the triggers of one table from firing for a part of a transaction. If that does not end well,
 * they were never off.
 */
public final class PausedTriggers {

    private final QualifiedName table;
    private final SortedMap<String, TriggerFiring> states;
    private final Templates templates;

    /** @param states what the triggers of the table are now, by name */
    public PausedTriggers(QualifiedName table, Map<String, TriggerFiring> states, Templates templates) {
        this.table = table;
        this.states = new TreeMap<>(states);
        this.templates = templates;
    }

    /** Whether the table has no trigger of the extension, so that nothing is to be done. */
    public boolean none() {
        return states.isEmpty();
    }

    /** Asks what the triggers are, once nobody else can change them; to be compared by {@link #are}. */
    public Rendered look() {
        return templates.render(
                "sql/trigger/on-table.sql.vm",
                Map.of(
                        "schema", Literal.of(table.schema()),
                        "table", Literal.of(table.name()),
                        "handlers", templates.render("sql/tview/handlers.sql.vm", Map.of())));
    }

    /** The answer to {@link #look()}. */
    public static SortedMap<String, TriggerFiring> states(List<Row> rows) {
        SortedMap<String, TriggerFiring> found = new TreeMap<>();
        rows.forEach(row -> found.put(row.text("name"), TriggerFiring.of(row.text("firing"))));
        return found;
    }

    /** Whether the statements are right for triggers in these states. */
    public boolean are(Map<String, TriggerFiring> found) {
        return states.equals(found);
    }

    /** Switches them off, in a transaction that has the table to itself. */
    public List<Rendered> off() {
        return new TriggerSwitch(templates).statements(changes());
    }

    /** Sets them to what they were, in the same transaction. */
    public List<Rendered> back() {
        List<TriggerChange> changes = changes().stream()
                .map(change -> new TriggerChange(change.name(), change.to(), change.from()))
                .toList();
        if (changes.isEmpty()) {
            return List.of();
        }
        // A table cannot be altered while a deferred trigger still waits to fire for it.
        List<Rendered> statements =
                new ArrayList<>(List.of(templates.render("sql/trigger/fire-deferred.sql.vm", Map.of())));
        statements.addAll(new TriggerSwitch(templates).statements(changes));
        return statements;
    }

    private List<TriggerChange> changes() {
        return states.entrySet().stream()
                .filter(state -> state.getValue() != TriggerFiring.DISABLED)
                .map(state -> new TriggerChange(
                        new TriggerName(table, state.getKey()), state.getValue(), TriggerFiring.DISABLED))
                .toList();
    }
}
