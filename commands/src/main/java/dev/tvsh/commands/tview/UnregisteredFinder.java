package dev.tvsh.commands.tview;

import dev.tvsh.commands.connection.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells from triggers and from names what was made as a TVIEW and is not registered. */
final class UnregisteredFinder {
    private final Map<String, Long> triggersOf;

    UnregisteredFinder(List<TriggerState> triggers) {
        triggersOf = triggers.stream()
                .filter(trigger ->
                        !trigger.partitionClone() && !trigger.entity().isEmpty())
                .collect(Collectors.groupingBy(TriggerState::entity, Collectors.counting()));
    }

    /**
     * By entity.
     *
     * @param registered the entities that are registered
     * @param pairs tables and views with the names of a TVIEW that no registration names
     */
    List<Unregistered> find(Set<String> registered, List<Row> pairs) {
        Map<String, Unregistered> all = new TreeMap<>();
        triggersOf.forEach((entity, count) ->
                all.put(entity, new Unregistered(entity, Optional.empty(), Optional.empty(), count.intValue())));
        for (Row pair : pairs) {
            QualifiedName table = new QualifiedName(pair.text("schema"), pair.text("table_name"));
            QualifiedName view = new QualifiedName(pair.text("schema"), pair.text("view_name"));
            String entity = pair.text("entity");
            int count = triggersOf.getOrDefault(entity, 0L).intValue();
            all.put(entity, new Unregistered(entity, Optional.of(table), Optional.of(view), count));
        }
        all.keySet().removeAll(registered);
        return List.copyOf(all.values());
    }
}
