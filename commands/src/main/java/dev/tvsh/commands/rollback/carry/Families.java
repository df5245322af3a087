package dev.tvsh.commands.rollback.carry;

import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Partitions and children by inheritance: a row of one is seen in others too. */
final class Families {

    private final Map<QualifiedName, List<QualifiedName>> parents = new HashMap<>();
    private final Map<QualifiedName, List<QualifiedName>> children = new HashMap<>();

    private Families() {}

    static Families read(SqlRunner sql) {
        Families families = new Families();
        sql.each("sql/carry/families.sql.vm", Map.of(), row -> {
            QualifiedName parent = new QualifiedName(row.text("parent_schema"), row.text("parent_name"));
            QualifiedName child = new QualifiedName(row.text("child_schema"), row.text("child_name"));
            families.parents.computeIfAbsent(child, name -> new ArrayList<>(1)).add(parent);
            families.children.computeIfAbsent(parent, name -> new ArrayList<>()).add(child);
        });
        return families;
    }

    /** These, and all that shows rows of theirs. */
    Set<QualifiedName> around(Collection<QualifiedName> tables) {
        Set<QualifiedName> all = new TreeSet<>(tables);
        follow(tables, parents, all);
        follow(tables, children, all);
        return all;
    }

    private static void follow(
            Collection<QualifiedName> from, Map<QualifiedName, List<QualifiedName>> way, Set<QualifiedName> into) {
        Deque<QualifiedName> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            for (QualifiedName next : way.getOrDefault(open.pop(), List.of())) {
                if (into.add(next)) {
                    open.push(next);
                }
            }
        }
    }
}
