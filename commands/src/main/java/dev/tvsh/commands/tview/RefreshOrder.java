package dev.tvsh.commands.tview;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which TVIEW reads the table of which other, itself or through views, and the order that follows from it. */
final class RefreshOrder {
    private final ReadGraph graph;
    private final Map<QualifiedName, String> entityOfTable = new HashMap<>();
    private final Map<String, QualifiedName> viewOfEntity = new HashMap<>();
    private final Map<String, List<String>> before = new HashMap<>();
    private final Map<String, Integer> levels = new HashMap<>();

    RefreshOrder(ReadGraph graph) {
        this.graph = graph;
    }

    void tview(String entity, QualifiedName table, QualifiedName view) {
        entityOfTable.put(table, entity);
        viewOfEntity.put(entity, view);
    }

    /** The entities whose tables the TVIEW reads, sorted; itself left out. To be called when all TVIEWs are known. */
    List<String> entitiesBefore(String entity) {
        return before.computeIfAbsent(entity, this::find);
    }

    private List<String> find(String entity) {
        QualifiedName view = viewOfEntity.get(entity);
        if (view == null) {
            return List.of();
        }
        Set<String> entities = new TreeSet<>();
        for (Relation table : graph.tablesBehind(view)) {
            String other = entityOfTable.get(table.name());
            if (other != null && !other.equals(entity)) {
                entities.add(other);
            }
        }
        return List.copyOf(entities);
    }

    /** The level of a TVIEW. Where TVIEWs read each other in a circle, the one that closes it counts as read by none. */
    int level(String entity) {
        return level(entity, new HashSet<>());
    }

    private int level(String entity, Set<String> above) {
        Integer known = levels.get(entity);
        if (known != null) {
            return known;
        }
        above.add(entity);
        int level = 0;
        for (String other : entitiesBefore(entity)) {
            if (!above.contains(other)) {
                level = Math.max(level, level(other, above) + 1);
            }
        }
        above.remove(entity);
        levels.put(entity, level);
        return level;
    }
}
