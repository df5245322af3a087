package dev.tvsh.commands.rollback.carry;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.QualifiedName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Which tables can be compared, and what is to be said of the others.
 *
 * @param comparable those that are alike in both databases
 * @param conflicts those that are not, and whose rows would be lost
 * @param notes what comes back that is gone now
 */
record CarriedTables(List<TableShape> comparable, List<Conflict> conflicts, List<String> notes) {

    private static final int SHOWN = 10;

    /**
     * Looks at the tables of both databases.
     *
     * @param now those of the database of now
     * @param side those of the restored one
     * @param tviews tables of TVIEWs, whose rows follow from others
     * @param discarded what the user has named to be left as in the backup
     */
    static CarriedTables of(
            SortedMap<QualifiedName, TableShape> now,
            SortedMap<QualifiedName, TableShape> side,
            Set<QualifiedName> tviews,
            List<String> discarded) {
        Set<QualifiedName> left = new HashSet<>(tviews);
        left.addAll(named(discarded, now, side));
        List<TableShape> comparable = new ArrayList<>();
        List<Conflict> conflicts = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        now.forEach((name, shape) -> {
            if (left.contains(name)) {
                return;
            }
            TableShape before = side.get(name);
            if (before == null) {
                conflicts.add(new Conflict(name, "made since the backup"));
            } else if (!before.takesRowsOf(shape)) {
                conflicts.add(new Conflict(name, "its columns changed since the backup"));
            } else {
                comparable.add(before);
            }
        });
        List<String> gone = side.keySet().stream()
                .filter(name -> !now.containsKey(name) && !left.contains(name))
                .map(QualifiedName::toString)
                .toList();
        if (!gone.isEmpty()) {
            notes.add("gone now, and back as in the backup: " + Quantity.some(gone, SHOWN));
        }
        discarded.forEach(name -> notes.add(name + " is left as in the backup"));
        return new CarriedTables(comparable, conflicts, notes);
    }

    private static Set<QualifiedName> named(
            List<String> words, Map<QualifiedName, TableShape> now, Map<QualifiedName, TableShape> side) {
        Set<QualifiedName> all = new TreeSet<>(now.keySet());
        all.addAll(side.keySet());
        Set<QualifiedName> found = new HashSet<>();
        for (String word : words) {
            if (word.equals(LargeObjectCarry.NAME.name())) {
                continue;
            }
            List<QualifiedName> matching = all.stream()
                    .filter(name -> name.toString().equals(word)
                            || name.name().equals(word)
                            || (name.schema() + "." + name.name()).equals(word))
                    .toList();
            if (matching.size() != 1) {
                throw new TvshException(
                        ExitCode.FATAL,
                        "--discard: " + (matching.isEmpty() ? "there is no table " : "which table is ") + word,
                        List.of("Name it with its schema, as the list of conflicts does. Nothing was swapped."));
            }
            found.addAll(matching);
        }
        return found;
    }
}
