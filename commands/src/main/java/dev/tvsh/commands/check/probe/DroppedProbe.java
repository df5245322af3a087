package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.tview.Dialect;
import java.util.List;

/** Whether the extension was dropped under its TVIEWs: then every write to their tables fails. */
final class DroppedProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        if (context.catalog().dialect() != Dialect.BROKEN_DROPPED) {
            return Answer.ok();
        }
        List<String> tables = context.catalog().triggers().stream()
                .filter(trigger -> trigger.firing().firesForWriters())
                .map(trigger -> trigger.table().toString())
                .distinct()
                .toList();
        String detail = "the extension is gone and its triggers are not: "
                + (tables.isEmpty() ? "they are off" : "writes to " + Shown.names(tables) + " fail");
        return Answer.problem(tables, detail, "install pg_tviews again and register from a backup");
    }
}
