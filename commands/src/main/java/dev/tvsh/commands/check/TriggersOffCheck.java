package dev.tvsh.commands.check;

import dev.tvsh.commands.triggers.DisableTriggersCommand;
import dev.tvsh.commands.tview.TriggerState;
import java.util.List;

/** Whether triggers are off: then writes do not reach TVIEWs, and an upgrade keeps it so. */
final class TriggersOffCheck implements Check {
    @Override
    public String id() {
        return "tv.triggers_off";
    }

    @Override
    public Severity severity() {
        return Severity.WARN;
    }

    @Override
    public Finding run(CheckContext context) {
        List<TriggerState> off = context.catalog().silentTriggers();
        if (off.isEmpty()) {
            return Finding.ok(this);
        }
        List<String> names = off.stream().map(TriggersOffCheck::shown).toList();
        boolean byTvsh = !context.journal().open(DisableTriggersCommand.NAME).isEmpty();
        return Finding.problem(
                this,
                names,
                Shown.count(off.size(), "trigger") + " off for writers: " + Shown.names(names),
                byTvsh
                        ? "enable-triggers, then refresh-all"
                        : "on purpose? if not: ALTER TABLE … ENABLE TRIGGER, then refresh-all");
    }

    private static String shown(TriggerState trigger) {
        return trigger.name() + " on " + trigger.table() + " ("
                + trigger.firing().letter() + ")";
    }
}
