package dev.tvsh.commands.drift;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.tview.Dangling;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.TviewNames;
import dev.tvsh.commands.tview.Unregistered;
import dev.tvsh.commands.tview.WayBack;
import dev.tvsh.commands.tview.drift.DriftProbe;
import dev.tvsh.commands.tview.drift.Measurement;
import dev.tvsh.commands.tview.drift.Sample;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code drift}: which rows of the tables of TVIEWs are not as their views have them. */
public final class DriftCommand implements Command {

    private static final String NAME = "drift";

    @Override
    public CommandSpec spec() {
        return CommandSpec.reading(
                NAME,
                "count the rows that are not as their view has them",
                "[NAME...]",
                OptionSpec.value("sample", "PERCENT", "look at this part of the rows only, the same on every run"));
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        Sample sample = invocation.value("sample").map(Sample::ofPercent).orElse(Sample.WHOLE);
        try (SqlRunner sql = context.open()) {
            sql.lookOnly();
            TviewCatalog catalog = TviewCatalog.read(sql);
            List<Unregistered> unregistered = catalog.unregistered().orElse(List.of());
            boolean all = invocation.arguments().isEmpty();
            List<Tview> tviews =
                    all ? catalog.tviews() : new TviewNames(catalog.tviews(), unregistered).all(invocation.arguments());
            DriftReport report = new DriftReport(sample, () -> WayBack.lines(catalog, sql));
            long begun = context.clock().millis();
            Map<String, Measurement> measured = new DriftProbe(sql)
                    .sampling(sample)
                    .inspect(
                            tviews,
                            (done, next) ->
                                    context.output().accept(new Event.Progress(NAME, done, tviews.size(), next)));
            tviews.forEach(tview -> report.measured(tview, measured.get(tview.entity())));
            if (all) {
                addUnmeasured(catalog, unregistered, report);
            }
            if (!invocation.json()) {
                report.lines(context.clock().millis() - begun).forEach(context::say);
            }
            return report.outcome();
        }
    }

    /** What nobody can measure is told all the same: that it is not in the list would look like health. */
    private static void addUnmeasured(TviewCatalog catalog, List<Unregistered> unregistered, DriftReport report) {
        Set<String> whole = catalog.tviews().stream().map(Tview::entity).collect(Collectors.toSet());
        for (Dangling dangling : catalog.dangling().orElse(List.of())) {
            if (!whole.contains(dangling.entity())) {
                report.undetermined(
                        dangling.entity(), "gone: " + String.join(", ", dangling.gone()), dangling.entity());
            }
        }
        unregistered.forEach(one -> report.undetermined(one.entity(), "not registered", one.shown()));
    }
}
