package dev.tvsh.commands.check;

import dev.tvsh.commands.tview.Dialect;
import java.util.List;

/** Whether the extension was dropped under its TVIEWs: then every write to their tables fails. */
final class DroppedCheck implements Check {
    @Override
    public String id() {
        return "tv.dropped";
    }

    @Override
    public Severity severity() {
        return Severity.BLOCK;
    }

    @Override
    public Finding run(CheckContext context) {
        if (context.catalog().dialect() != Dialect.BROKEN_DROPPED) {
            return Finding.ok(this);
        }
        List<String> tables = context.catalog().triggers().stream()
                .filter(trigger -> trigger.firing().firesForWriters())
                .map(trigger -> trigger.table().toString())
                .distinct()
                .toList();
        String detail = "the extension is gone and its triggers are not: "
                + (tables.isEmpty() ? "they are off" : "writes to " + Shown.names(tables) + " fail");
        return Finding.problem(this, tables, detail, "install pg_tviews again and register from a backup");
    }
}
