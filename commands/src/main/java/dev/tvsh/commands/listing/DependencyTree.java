package dev.tvsh.commands.listing;

import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Relation;
import dev.tvsh.commands.tview.TriggerState;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.Unfollowed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a TVIEW reads, through views and through the tables of other TVIEWs, down to the base tables and their triggers. */
final class DependencyTree {
    private static final int LINES = 100;

    private final TviewCatalog catalog;
    private final String entity;
    private final QualifiedName root;
    private final boolean eachForItself;
    private final Map<QualifiedName, Tview> tviewOfTable = new HashMap<>();
    private final Map<QualifiedName, List<TriggerState>> triggersOn;
    private final Map<QualifiedName, String> unfollowed = new HashMap<>();

    DependencyTree(TviewCatalog catalog, Tview root) {
        this(catalog, root.entity(), root.view());
        for (Unfollowed table : root.unfollowed()) {
            unfollowed.put(table.table(), table.reason().words());
        }
    }

    /**
     * The tree of what is not registered.
     *
     * @param root its view
     */
    DependencyTree(TviewCatalog catalog, String entity, QualifiedName root) {
        this.catalog = catalog;
        this.entity = entity;
        this.root = root;
        this.eachForItself = catalog.extension()
                .map(extension -> extension.objects().eachTriggerForItself())
                .orElse(false);
        catalog.tviews().forEach(tview -> tviewOfTable.put(tview.table(), tview));
        triggersOn = catalog.triggers().stream()
                .filter(trigger -> !trigger.partitionClone())
                .collect(Collectors.groupingBy(TriggerState::table));
    }

    /**
     * A relation and what stands behind it.
     *
     * @param note what is to be said of it; empty if nothing
     * @param repeated whether what stands behind it was shown before
     */
    private record Node(QualifiedName name, String note, boolean repeated, List<Node> behind) {
        Map<String, Object> toJson() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", name.toString());
            json.put("note", note);
            json.put("reads", behind.stream().map(Node::toJson).toList());
            return json;
        }
    }

    private Node whole() {
        return new Node(root, "", false, behind(root, new HashSet<>(Set.of(root))));
    }

    private List<Node> behind(QualifiedName view, Set<QualifiedName> seen) {
        return catalog.graph().direct(view).stream()
                .map(relation -> node(relation, seen))
                .toList();
    }

    private Node node(Relation relation, Set<QualifiedName> seen) {
        Tview other = tviewOfTable.get(relation.name());
        QualifiedName next = other == null ? relation.name() : other.view();
        boolean leads = relation.isView() || other != null;
        boolean first = leads && seen.add(next);
        String note = relation.isView() ? "" : note(relation.name(), other);
        return new Node(relation.name(), note, leads && !first, first ? behind(next, seen) : List.of());
    }

    private String note(QualifiedName table, @Nullable Tview other) {
        String what = other == null ? "" : "TVIEW " + other.entity() + ", ";
        String reason = unfollowed.get(table);
        if (reason != null) {
            return what + "✗ its writes do not arrive: " + reason;
        }
        List<TriggerState> all = triggersOn.getOrDefault(table, List.of());
        List<TriggerState> own =
                all.stream().filter(trigger -> trigger.entity().equals(entity)).toList();
        if (own.isEmpty()) {
            String entities = all.stream().map(TriggerState::entity).distinct().collect(Collectors.joining(", "));
            return what + (entities.isEmpty() ? "no trigger" : "trigger of " + entities + off(all));
        }
        String off = off(own);
        List<String> others = eachForItself
                ? List.of()
                : all.stream()
                        .filter(trigger -> trigger.firing().firesForWriters())
                        .map(TriggerState::entity)
                        .distinct()
                        .toList();
        if (off.isEmpty() || others.isEmpty()) {
            return what + "trigger" + (off.isEmpty() ? " fires" : off);
        }
        return what + "trigger of " + String.join(", ", others) + " fires, its own" + off;
    }

    private static String off(List<TriggerState> triggers) {
        List<String> off = triggers.stream()
                .filter(trigger -> !trigger.firing().firesForWriters())
                .map(trigger -> trigger.name() + " (" + trigger.firing().letter() + ")")
                .toList();
        return off.isEmpty() ? "" : " off: " + String.join(", ", off);
    }

    /** The tree as it is drawn, not endless. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Node whole = whole();
        lines.add(whole.name().toString());
        draw(whole.behind(), "", lines);
        if (lines.size() > LINES) {
            int more = lines.size() - LINES;
            lines.subList(LINES, lines.size()).clear();
            lines.add("and " + more + " more lines, all of them with --json");
        }
        return lines;
    }

    private static void draw(List<Node> nodes, String indent, List<String> lines) {
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            boolean last = i == nodes.size() - 1;
            String note = node.repeated() ? (node.note() + "   (see above)").stripLeading() : node.note();
            lines.add(indent + (last ? "└─ " : "├─ ") + node.name() + (note.isEmpty() ? "" : "   " + note));
            draw(node.behind(), indent + (last ? "   " : "│  "), lines);
        }
    }

    /** The tree as a document. */
    Map<String, Object> toJson() {
        return whole().toJson();
    }
}
