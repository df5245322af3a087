package dev.tvsh.commands.triggers;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TriggerFiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The states of triggers by name: of all that a database has, or of those that a journal recorded. */
final class TriggerStates {

    private final SortedMap<TriggerName, TriggerFiring> states;

    private TriggerStates(SortedMap<TriggerName, TriggerFiring> states) {
        this.states = states;
    }

    /** What the database has now: every trigger that calls a handler of the extension, on every table and partition. */
    static TriggerStates read(SqlRunner sql) {
        SortedMap<TriggerName, TriggerFiring> states = new TreeMap<>();
        for (Row row : sql.query("sql/tview/triggers.sql.vm", Map.of())) {
            QualifiedName table = new QualifiedName(row.text("table_schema"), row.text("table_name"));
            states.put(new TriggerName(table, row.text("name")), TriggerFiring.of(row.text("firing")));
        }
        return new TriggerStates(states);
    }

    /** What a journal entry recorded; nothing if it recorded none. */
    static TriggerStates recorded(Map<String, Object> facts) {
        SortedMap<TriggerName, TriggerFiring> states = new TreeMap<>();
        if (facts.get("triggers") instanceof List<?> triggers) {
            for (Object trigger : triggers) {
                if (trigger instanceof Map<?, ?> fields) {
                    QualifiedName table = new QualifiedName(text(fields, "schema"), text(fields, "table"));
                    states.put(
                            new TriggerName(table, text(fields, "trigger")), TriggerFiring.of(text(fields, "state")));
                }
            }
        }
        return new TriggerStates(states);
    }

    private static String text(Map<?, ?> fields, String name) {
        return String.valueOf(fields.get(name));
    }

    /** As a journal records it. */
    List<Map<String, String>> toFact() {
        List<Map<String, String>> fact = new ArrayList<>();
        states.forEach((name, state) -> fact.add(Map.of(
                "schema",
                name.table().schema(),
                "table",
                name.table().name(),
                "trigger",
                name.trigger(),
                "state",
                state.letter())));
        return fact;
    }

    /** These, and those of {@code newer} that are not among these. */
    TriggerStates orElse(TriggerStates newer) {
        SortedMap<TriggerName, TriggerFiring> merged = new TreeMap<>(newer.states);
        merged.putAll(states);
        return new TriggerStates(merged);
    }

    /** Only those in this state, or only the others. */
    TriggerStates only(TriggerFiring state, boolean equal) {
        SortedMap<TriggerName, TriggerFiring> kept = new TreeMap<>(states);
        kept.values().removeIf(value -> (value == state) != equal);
        return new TriggerStates(kept);
    }

    /** Those that {@code other} does not have in the same state. */
    TriggerStates except(TriggerStates other) {
        SortedMap<TriggerName, TriggerFiring> kept = new TreeMap<>(states);
        kept.entrySet().removeAll(other.states.entrySet());
        return new TriggerStates(kept);
    }

    /** What takes the triggers that fire for ordinary writes to never firing. */
    List<TriggerChange> off() {
        List<TriggerChange> changes = new ArrayList<>();
        states.forEach((name, state) -> {
            if (state.firesForWriters()) {
                changes.add(new TriggerChange(name, state, TriggerFiring.DISABLED));
            }
        });
        return changes;
    }

    /** What takes the triggers that are still there to these states. */
    List<TriggerChange> from(TriggerStates current) {
        List<TriggerChange> changes = new ArrayList<>();
        states.forEach((name, state) -> {
            TriggerFiring now = current.states.get(name);
            if (now != null && now != state) {
                changes.add(new TriggerChange(name, now, state));
            }
        });
        return changes;
    }

    /** The triggers that {@code current} does not have any more. */
    List<TriggerName> goneFrom(TriggerStates current) {
        return states.keySet().stream()
                .filter(name -> !current.states.containsKey(name))
                .toList();
    }

    /** The changes of these that {@code this}, read afterwards, does not show. */
    List<TriggerChange> missed(List<TriggerChange> changes) {
        return changes.stream()
                .filter(change -> states.get(change.name()) != change.to())
                .toList();
    }

    Set<TriggerName> names() {
        return states.keySet();
    }

    long count(TriggerFiring state) {
        return states.values().stream().filter(value -> value == state).count();
    }

    int size() {
        return states.size();
    }

    boolean isEmpty() {
        return states.isEmpty();
    }

    /** The first few names, for a message. */
    String shown() {
        String first = names().stream().limit(5).map(TriggerName::toString).collect(Collectors.joining(", "));
        return size() > 5 ? first + ", …" : first;
    }
}
