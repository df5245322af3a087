package dev.tvsh.commands.rollback.carry;

import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.manifest.Manifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was written since a backup, and what of it was carried over.
 *
 * @param changes by table, those with most rows first
 * @param conflicts what stands in the way; if there are any nothing was carried over
 * @param notes what else is to be known
 * @param compared the tables whose rows were found to be, or made, those of now; partitions and parents with them
 * @param sequences how many sequences have moved on
 */
public record CarryReport(
        List<TableChange> changes,
        List<Conflict> conflicts,
        List<String> notes,
        Set<QualifiedName> compared,
        int sequences) {

    private static final int SHOWN = 20;

    public CarryReport {
        changes = List.copyOf(changes);
        conflicts = List.copyOf(conflicts);
        notes = List.copyOf(notes);
        compared = Set.copyOf(compared);
    }

    /** Both together, where the later one went on from this one. */
    public CarryReport and(CarryReport later) {
        Map<QualifiedName, TableChange> all = new LinkedHashMap<>();
        changes.forEach(change -> all.put(change.table(), change));
        later.changes.forEach(change -> all.merge(change.table(), change, TableChange::and));
        Set<QualifiedName> both = new HashSet<>(compared);
        both.addAll(later.compared);
        return new CarryReport(
                List.copyOf(all.values()), later.conflicts, later.notes, both, Math.max(sequences, later.sequences));
    }

    /** For people, the worst first. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        conflicts.stream().limit(SHOWN).forEach(conflict -> lines.add("✗ " + conflict.line()));
        if (conflicts.size() > SHOWN) {
            lines.add("✗ and " + Quantity.of(conflicts.size() - SHOWN) + " more");
        }
        notes.stream().limit(SHOWN).forEach(note -> lines.add("! " + note));
        changes.stream().limit(SHOWN).forEach(change -> lines.add("written since   " + change.line()));
        if (changes.size() > SHOWN) {
            lines.add("written since   " + Quantity.of(changes.size() - SHOWN, "more table"));
        }
        return lines;
    }

    /** For example {@code 31 rows inserted, 4 changed, 0 deleted since in 3 tables}. */
    public String summary() {
        return Quantity.of(inserted(), "row") + " inserted, " + Quantity.of(changed()) + " changed, "
                + Quantity.of(deleted()) + " deleted since in " + Quantity.of(changes.size(), "table");
    }

    public Map<String, Object> document() {
        List<Map<String, Object>> tables = new ArrayList<>();
        for (TableChange change : changes) {
            Map<String, Object> table = new LinkedHashMap<>();
            table.put("table", change.table().toString());
            table.put("inserted", change.inserted());
            table.put("changed", change.changed());
            table.put("deleted", change.deleted());
            tables.add(table);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("writtenSince", tables);
        document.put("conflicts", conflicts.stream().map(Conflict::line).toList());
        document.put("notes", notes);
        document.put("sequences", sequences);
        return document;
    }

    /**
     * What a database with these changes is to be compared with: the backup, but for rows that are those of now, and for
     * TVIEWs, which follow them. Whether they do is a matter of drift.
     */
    public Manifest expected(Manifest backup) {
        Manifest.Rest rest = backup.rest();
        boolean objects = compared.contains(LargeObjectCarry.NAME);
        return backup.withRows(
                backup.tviews().stream().map(entry -> entry.withContent(null)).toList(),
                unknown(backup.baseTables()),
                rest == null ? null : new Manifest.Rest(unknown(rest.tables()), objects ? null : rest.largeObjects()));
    }

    /** Those that were compared with the database of now are not to be compared with the backup any more. */
    private List<Manifest.TableRows> unknown(List<Manifest.TableRows> tables) {
        return tables.stream()
                .map(table ->
                        compared.contains(table.table()) ? new Manifest.TableRows(table.table(), null, null) : table)
                .toList();
    }

    private long inserted() {
        return changes.stream().mapToLong(TableChange::inserted).sum();
    }

    private long changed() {
        return changes.stream().mapToLong(TableChange::changed).sum();
    }

    private long deleted() {
        return changes.stream().mapToLong(TableChange::deleted).sum();
    }
}
