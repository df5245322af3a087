package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.triggers.DisableTriggersCommand;
import dev.tvsh.commands.tview.TriggerState;
import java.util.List;

/** Whether triggers are off: then writes do not reach TVIEWs, and an upgrade keeps it so. */
final class TriggersOffProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        List<TriggerState> off = context.catalog().silentTriggers();
        if (off.isEmpty()) {
            return Answer.ok();
        }
        List<String> names = off.stream().map(TriggersOffProbe::shown).toList();
        boolean byTvsh = !context.journal().open(DisableTriggersCommand.NAME).isEmpty();
        return Answer.problem(
                names,
                Quantity.of(off.size(), "trigger") + " off for writers: " + Shown.names(names),
                byTvsh
                        ? "enable-triggers, then refresh-all"
                        : "on purpose? if not: ALTER TABLE … ENABLE TRIGGER, then refresh-all");
    }

    private static String shown(TriggerState trigger) {
        return trigger.name() + " on " + trigger.table() + " ("
                + trigger.firing().letter() + ")";
    }
}
