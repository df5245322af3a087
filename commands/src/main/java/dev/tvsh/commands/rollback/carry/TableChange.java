package dev.tvsh.commands.rollback.carry;

import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/** How many rows of a table were written since the backup, by key. */
public record TableChange(QualifiedName table, long inserted, long changed, long deleted) {

    TableChange and(TableChange later) {
        return new TableChange(table, inserted + later.inserted, changed + later.changed, deleted + later.deleted);
    }

    /** For example {@code public.tb_order: 31 inserted, 4 changed}. */
    String line() {
        List<String> parts = new ArrayList<>();
        add(parts, inserted, "inserted");
        add(parts, changed, "changed");
        add(parts, deleted, "deleted");
        return table + ": " + String.join(", ", parts);
    }

    private static void add(List<String> parts, long number, String what) {
        if (number > 0) {
            parts.add(Quantity.of(number) + " " + what);
        }
    }
}
