package dev.tvsh.commands.tview;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which view of a database reads which tables and views. What functions read is not in it: the server does not record that. */
public final class ReadGraph {
    private final Map<QualifiedName, List<Relation>> readsOf;

    private ReadGraph(Map<QualifiedName, List<Relation>> readsOf) {
        this.readsOf = readsOf;
    }

    /** What the view reads itself, by name; nothing if it is no view. */
    public List<Relation> direct(QualifiedName view) {
        return readsOf.getOrDefault(view, List.of()).stream()
                .sorted(Comparator.comparing(Relation::name))
                .toList();
    }

    /** The tables behind a view, also through other views, by name. */
    public List<Relation> tablesBehind(QualifiedName view) {
        SortedMap<QualifiedName, Relation> tables = new TreeMap<>();
        Set<QualifiedName> seen = new HashSet<>();
        List<QualifiedName> open = new ArrayList<>(List.of(view));
        while (!open.isEmpty()) {
            for (Relation relation : readsOf.getOrDefault(open.remove(open.size() - 1), List.of())) {
                if (!relation.isView()) {
                    tables.put(relation.name(), relation);
                } else if (seen.add(relation.name())) {
                    open.add(relation.name());
                }
            }
        }
        return List.copyOf(tables.values());
    }

    /** The views that read a relation themselves, by name. */
    public List<QualifiedName> readersOf(QualifiedName relation) {
        return readsOf.entrySet().stream()
                .filter(entry ->
                        entry.getValue().stream().anyMatch(read -> read.name().equals(relation)))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Gathers what views read. */
    static final class Builder {
        private final Map<QualifiedName, List<Relation>> readsOf = new HashMap<>();

        Builder reads(QualifiedName view, Relation relation) {
            readsOf.computeIfAbsent(view, name -> new ArrayList<>(2)).add(relation);
            return this;
        }

        /** What was gathered; nothing may be added afterwards. */
        ReadGraph build() {
            return new ReadGraph(readsOf);
        }
    }
}
