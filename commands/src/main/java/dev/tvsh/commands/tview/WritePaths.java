package dev.tvsh.commands.tview;

import dev.tvsh.commands.tview.Unfollowed.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which writes reach which TVIEW. A trigger tells the extension of a write; it looks for the TVIEWs that have the table among
 * their dependencies, and goes on from each to those that show its key, as a column {@code fk_<entity>}.
 */
final class WritePaths {
    private static final String FOREIGN_KEY = "fk_";

    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<QualifiedName, String> entityOfTable = new HashMap<>();
    private final Map<QualifiedName, Set<String>> firesFor = new HashMap<>();
    private final boolean eachForItself;

    private record Node(List<Relation> dependencies, List<String> sources) {}

    /**
     * Ways from triggers.
     *
     * @param triggers all that call the extension
     * @param eachForItself whether a trigger tells of a write to the TVIEW alone that it was made for, not to all of the table
     */
    WritePaths(List<TriggerState> triggers, boolean eachForItself) {
        this.eachForItself = eachForItself;
        for (TriggerState trigger : triggers) {
            Set<String> entities = firesFor.computeIfAbsent(trigger.table(), table -> new HashSet<>());
            if (trigger.firing().firesForWriters()) {
                entities.add(trigger.entity());
            }
        }
    }

    /** @param fkColumns the keys of others that the TVIEW shows */
    void tview(String entity, QualifiedName table, List<Relation> dependencies, List<String> fkColumns) {
        List<String> sources = fkColumns.stream()
                .filter(column -> column.startsWith(FOREIGN_KEY))
                .map(column -> column.substring(FOREIGN_KEY.length()))
                .toList();
        nodes.put(entity, new Node(dependencies, sources));
        entityOfTable.put(table, entity);
    }

    /** Those of the tables that it reads whose writes do not reach it. To be called when all TVIEWs are known. */
    List<Unfollowed> unfollowed(String entity, List<Relation> reads) {
        List<Unfollowed> unfollowed = new ArrayList<>();
        for (Relation table : reads) {
            reason(entity, table, new HashSet<>())
                    .ifPresent(reason -> unfollowed.add(new Unfollowed(table.name(), reason)));
        }
        return List.copyOf(unfollowed);
    }

    /** Why writes to the table do not reach the TVIEW; empty if they do. */
    private Optional<Reason> reason(String entity, Relation table, Set<String> seen) {
        Node node = nodes.get(entity);
        if (node == null || !seen.add(entity)) {
            return Optional.of(Reason.NOT_REGISTERED);
        }
        Reason reason = Reason.NOT_REGISTERED;
        if (node.dependencies().stream().anyMatch(known -> known.name().equals(table.name()))) {
            Optional<Reason> direct = direct(entity, table);
            if (direct.isEmpty()) {
                return direct;
            }
            reason = direct.get();
        }
        List<String> sources = new ArrayList<>(node.sources());
        for (Relation dependency : node.dependencies()) {
            String other = entityOfTable.get(dependency.name());
            if (other != null) {
                sources.add(other);
            }
        }
        for (String source : sources) {
            // Only the extension writes the table of another TVIEW, and goes on from there itself.
            if (source.equals(entityOfTable.get(table.name()))) {
                return Optional.empty();
            }
            Optional<Reason> through = reason(source, table, seen);
            if (through.isEmpty()) {
                return through;
            }
            reason = reason == Reason.NOT_REGISTERED ? through.get() : reason;
        }
        return Optional.of(reason);
    }

    private Optional<Reason> direct(String entity, Relation table) {
        if (table.kind() == Relation.Kind.PARTITIONED) {
            return Optional.of(Reason.PARTITIONED);
        }
        Set<String> entities = firesFor.get(table.name());
        if (entities == null) {
            return Optional.of(Reason.NO_TRIGGER);
        }
        return (eachForItself ? entities.contains(entity) : !entities.isEmpty())
                ? Optional.empty()
                : Optional.of(Reason.TRIGGER_OFF);
    }
}
