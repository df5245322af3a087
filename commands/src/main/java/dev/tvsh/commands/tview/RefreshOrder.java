package dev.tvsh.commands.tview;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which TVIEW reads the table of which other, itself or through views, and the order that follows from it. */
final class RefreshOrder {
    private final Map<QualifiedName, Set<QualifiedName>> readsOf = new HashMap<>();
    private final Set<QualifiedName> views = new HashSet<>();
    private final Map<QualifiedName, String> entityOfTable = new HashMap<>();
    private final Map<String, QualifiedName> viewOfEntity = new HashMap<>();
    private final Map<String, Integer> levels = new HashMap<>();

    void tview(Registration registration) {
        entityOfTable.put(registration.table(), registration.entity());
        viewOfEntity.put(registration.entity(), registration.view());
        views.add(registration.view());
    }

    void reads(QualifiedName view, QualifiedName relation, boolean relationIsView) {
        readsOf.computeIfAbsent(view, name -> new HashSet<>()).add(relation);
        if (relationIsView) {
            views.add(relation);
        }
    }

    /** The tables behind a view, also through other views, sorted. */
    List<QualifiedName> tablesBehind(QualifiedName view) {
        Set<QualifiedName> tables = new TreeSet<>();
        Set<QualifiedName> seen = new HashSet<>();
        List<QualifiedName> open = new ArrayList<>(List.of(view));
        while (!open.isEmpty()) {
            for (QualifiedName relation : readsOf.getOrDefault(open.remove(open.size() - 1), Set.of())) {
                if (!views.contains(relation)) {
                    tables.add(relation);
                } else if (seen.add(relation)) {
                    open.add(relation);
                }
            }
        }
        return List.copyOf(tables);
    }

    /** The entities whose tables the TVIEW reads, sorted; itself left out. */
    List<String> entitiesBefore(String entity) {
        QualifiedName view = viewOfEntity.get(entity);
        if (view == null) {
            return List.of();
        }
        Set<String> before = new TreeSet<>();
        for (QualifiedName table : tablesBehind(view)) {
            String other = entityOfTable.get(table);
            if (other != null && !other.equals(entity)) {
                before.add(other);
            }
        }
        return List.copyOf(before);
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
