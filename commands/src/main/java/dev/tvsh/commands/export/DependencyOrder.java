package dev.tvsh.commands.export;

import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Relation;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Each TVIEW after those whose view or table its own view reads, also through other views; else by entity. */
final class DependencyOrder {

    private final TviewCatalog catalog;

    DependencyOrder(TviewCatalog catalog) {
        this.catalog = catalog;
    }

    List<Tview> of(List<Tview> tviews) {
        Map<QualifiedName, Tview> owners = new HashMap<>();
        for (Tview tview : tviews) {
            owners.put(tview.view(), tview);
            owners.put(tview.table(), tview);
        }
        List<Tview> ordered = new ArrayList<>();
        Set<QualifiedName> seen = new HashSet<>();
        tviews.stream()
                .sorted(Comparator.comparing(Tview::entity))
                .forEach(tview -> visit(tview, owners, seen, ordered));
        return ordered;
    }

    /** Without recursion: views may be piled up high. */
    private void visit(Tview first, Map<QualifiedName, Tview> owners, Set<QualifiedName> seen, List<Tview> ordered) {
        Deque<QualifiedName> open = new ArrayDeque<>(List.of(first.view()));
        Set<QualifiedName> entered = new HashSet<>();
        while (!open.isEmpty()) {
            QualifiedName relation = open.peek();
            Tview owner = owners.get(relation);
            if (entered.add(relation) && !seen.contains(relation)) {
                List<QualifiedName> reads = new ArrayList<>();
                // The table of a TVIEW is filled from its view.
                if (owner != null && owner.table().equals(relation)) {
                    reads.add(owner.view());
                }
                catalog.graph().direct(relation).stream().map(Relation::name).forEach(reads::add);
                reads.stream()
                        .sorted(Comparator.reverseOrder())
                        .filter(name -> !entered.contains(name) && !seen.contains(name))
                        .forEach(open::push);
            } else {
                open.pop();
                if (seen.add(relation) && owner != null && owner.view().equals(relation)) {
                    ordered.add(owner);
                }
            }
        }
    }
}
