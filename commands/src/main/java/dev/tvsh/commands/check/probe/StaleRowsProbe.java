package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.drift.Drift;
import dev.tvsh.commands.tview.drift.DriftProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the tables of TVIEWs stand against their views. */
final class StaleRowsProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        Fact<List<Tview>> registered = context.catalog().registered();
        if (registered instanceof Fact.Undetermined) {
            return Answer.undetermined(registered.reason());
        }
        Map<String, Fact<Drift>> measured =
                new DriftProbe(context.sql()).within(context.limit()).measure(registered.orElse(List.of()));
        List<String> unknown = new ArrayList<>();
        List<String> drifted = new ArrayList<>();
        long missing = 0;
        long extra = 0;
        long differing = 0;
        for (Tview tview : registered.orElse(List.of())) {
            Fact<Drift> fact = measured.getOrDefault(tview.entity(), Fact.undetermined("not measured"));
            if (fact instanceof Fact.Known<Drift> known) {
                Drift drift = known.value();
                missing += drift.missing();
                extra += drift.extra();
                differing += drift.differing();
                if (!drift.none()) {
                    drifted.add(tview.table().toString());
                }
            } else {
                unknown.add(tview.table() + " (" + fact.reason() + ")");
            }
        }
        if (!unknown.isEmpty()) {
            return Answer.undetermined("not measured: " + Shown.names(unknown))
                    .withRemedy("drift, which takes its time; or check tv.drift --timeout " + context.longerLimit());
        }
        if (drifted.isEmpty()) {
            return Answer.ok();
        }
        // Rows of deleted base rows stay behind on every healthy installation.
        Severity severity = missing == 0 && differing == 0 ? Severity.NOTICE : Severity.WARN;
        Drift sum = new Drift(0, missing, extra, differing);
        return Answer.problem(
                severity,
                drifted,
                Quantity.of(sum.total(), "row") + " not as the view has it (" + sum.shown() + "): "
                        + Shown.names(drifted),
                "refresh-all");
    }
}
