package dev.tvsh.commands.triggers;

import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TriggerFiring;
import dev.tvsh.commands.tview.TriggerState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The states of triggers by name: of those that a database has, or of those that were recorded. */
final class TriggerStates {

    private static final int SHOWN = 5;

    private final SortedMap<TriggerName, TriggerFiring> states;

    TriggerStates(Map<TriggerName, TriggerFiring> states) {
        this.states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
    }

    /** What a journal entry recorded; nothing if it recorded none. */
    static TriggerStates recorded(Map<String, Object> facts) {
        Map<TriggerName, TriggerFiring> states = new TreeMap<>();
        if (facts.get("triggers") instanceof List<?> triggers) {
            for (Object trigger : triggers) {
                if (trigger instanceof Map<?, ?> fields) {
                    states.put(name(fields), TriggerFiring.of(text(fields, "state")));
                }
            }
        }
        return new TriggerStates(states);
    }

    private static TriggerName name(Map<?, ?> fields) {
        String trigger = text(fields, "trigger");
        return fields.containsKey("table")
                ? new TriggerName(new QualifiedName(text(fields, "schema"), text(fields, "table")), trigger)
                : TriggerName.event(trigger);
    }

    private static String text(Map<?, ?> fields, String name) {
        return String.valueOf(fields.get(name));
    }

    /** What a manifest recorded. */
    static TriggerStates recorded(Collection<TriggerState> triggers) {
        Map<TriggerName, TriggerFiring> states = new TreeMap<>();
        triggers.forEach(trigger -> states.put(new TriggerName(trigger.table(), trigger.name()), trigger.firing()));
        return new TriggerStates(states);
    }

    /** What these triggers were before. */
    static TriggerStates before(List<TriggerChange> changes) {
        Map<TriggerName, TriggerFiring> states = new TreeMap<>();
        changes.forEach(change -> states.put(change.name(), change.from()));
        return new TriggerStates(states);
    }

    /** As a journal records it. */
    List<Map<String, String>> toFact() {
        List<Map<String, String>> fact = new ArrayList<>();
        states.forEach((name, state) -> fact.add(name.on()
                .map(table -> Map.of(
                        "schema",
                        table.schema(),
                        "table",
                        table.name(),
                        "trigger",
                        name.trigger(),
                        "state",
                        state.letter()))
                .orElseGet(() -> Map.of("trigger", name.trigger(), "state", state.letter()))));
        return fact;
    }

    /** These, and those of {@code other} that are not among these. */
    TriggerStates orElse(TriggerStates other) {
        Map<TriggerName, TriggerFiring> merged = new TreeMap<>(other.states);
        merged.putAll(states);
        return new TriggerStates(merged);
    }

    /** Only those that fire, or do not fire, when an ordinary session writes. */
    TriggerStates firing(boolean firing) {
        Map<TriggerName, TriggerFiring> kept = new TreeMap<>(states);
        kept.values().removeIf(state -> state.firesForWriters() != firing);
        return new TriggerStates(kept);
    }

    /** Only those in this state. */
    TriggerStates only(TriggerFiring state) {
        Map<TriggerName, TriggerFiring> kept = new TreeMap<>(states);
        kept.values().removeIf(value -> value != state);
        return new TriggerStates(kept);
    }

    /** Those that {@code other} does not have in the same state. */
    TriggerStates except(TriggerStates other) {
        Map<TriggerName, TriggerFiring> kept = new TreeMap<>(states);
        kept.entrySet().removeAll(other.states.entrySet());
        return new TriggerStates(kept);
    }

    /** Those whose names are not among these. */
    TriggerStates without(Collection<TriggerName> names) {
        Map<TriggerName, TriggerFiring> kept = new TreeMap<>(states);
        kept.keySet().removeAll(names);
        return new TriggerStates(kept);
    }

    /** Those whose names are among these. */
    TriggerStates only(Collection<TriggerName> names) {
        Map<TriggerName, TriggerFiring> kept = new TreeMap<>(states);
        kept.keySet().retainAll(names);
        return new TriggerStates(kept);
    }

    /** What takes the triggers that fire for ordinary writes to never firing. */
    List<TriggerChange> off() {
        List<TriggerChange> changes = new ArrayList<>();
        firing(true)
                .states
                .forEach((name, state) -> changes.add(new TriggerChange(name, state, TriggerFiring.DISABLED)));
        return changes;
    }

    /** The changes of these that {@code this}, read afterwards, does not show. */
    List<TriggerChange> missed(List<TriggerChange> changes) {
        return changes.stream()
                .filter(change -> states.get(change.name()) != change.to())
                .toList();
    }

    Optional<TriggerFiring> find(TriggerName name) {
        return Optional.ofNullable(states.get(name));
    }

    SortedMap<TriggerName, TriggerFiring> asMap() {
        return states;
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
        String first =
                states.keySet().stream().limit(SHOWN).map(TriggerName::toString).collect(Collectors.joining(", "));
        return size() > SHOWN ? first + ", …" : first;
    }
}
