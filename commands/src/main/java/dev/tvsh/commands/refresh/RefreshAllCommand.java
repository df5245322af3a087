package dev.tvsh.commands.refresh;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.Confirmation.Question;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.change.Change;
import dev.tvsh.commands.change.ChangeProtocol;
import dev.tvsh.commands.change.LockPolicy;
import dev.tvsh.commands.change.LockRetry;
import dev.tvsh.commands.change.WritableTarget;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal.Entry;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.Moment;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.drift.Drift;
import dev.tvsh.commands.tview.drift.DriftProbe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fills the tables of all TVIEWs again from their views, each after those that it reads. */
public final class RefreshAllCommand implements Command {

    @Override
    public CommandSpec spec() {
        List<OptionSpec> options = new ArrayList<>(List.of(
                OptionSpec.value("only", "NAMES", "refresh these, separated by commas"),
                OptionSpec.value("except", "NAMES", "leave these out"),
                OptionSpec.flag("stale", "refresh only where table and view differ"),
                OptionSpec.flag("continue", "go on with the others after an error"),
                OptionSpec.flag("restart", "begin again where an interrupted run could be gone on with")));
        options.addAll(LockPolicy.options());
        return CommandSpec.changing(
                RefreshJournal.COMMAND,
                "fill the tables of all TVIEWs again from their views",
                "",
                options.toArray(OptionSpec[]::new));
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        LockPolicy policy = LockPolicy.of(invocation);
        try (SqlRunner sql = context.open()) {
            WritableTarget target = WritableTarget.require(sql);
            sql.run("sql/refresh/quiet.sql.vm", Map.of());
            TviewCatalog catalog = TviewCatalog.read(sql);
            List<Tview> all = catalog.levels().stream().flatMap(List::stream).toList();
            RefreshSelection selection = RefreshSelection.of(invocation, all);
            if (!selection.named()) {
                RefreshObstacles.refuseUnregistered(catalog);
            }
            List<Tview> wanted = selection.from(all);
            List<Tview> tviews = selection.stale() ? stale(wanted, sql, context) : wanted;
            if (tviews.isEmpty()) {
                context.say(wanted.isEmpty() ? "No TVIEW to refresh." : "Nothing to refresh: no drift.");
                return outcome(ExitCode.DONE, List.of());
            }
            RefreshObstacles obstacles = new RefreshObstacles(context, sql);
            obstacles.refuseForeignKeys(tviews);

            LockRetry retry = new LockRetry(sql, policy, context.output());
            TviewRefresher refresher = new TviewRefresher(catalog, sql, retry, context.templates());
            boolean restart = invocation.has("restart");
            List<String> consequences = new ArrayList<>(obstacles.warnings(tviews));
            consequences.addAll(0, consequences(tviews, all, unfinished(target, selection, restart, context)));
            Change change = new Change(
                    tviews.size() + (tviews.size() == 1 ? " TVIEW" : " TVIEWs")
                            + " will be emptied and filled again from "
                            + (tviews.size() == 1 ? "its view" : "their views") + ", one transaction each.",
                    consequences,
                    List.of("none needed: rows are derived, and what fails is rolled back"),
                    () -> tviews.stream()
                            .flatMap(tview -> refresher.statements(tview).stream())
                            .toList(),
                    Question.yesNo("Go on"));
            RefreshRun run = new RefreshRun(context, refresher, invocation.has("continue"));
            return new ChangeProtocol(context).run(change, invocation, () -> {
                run.work(tviews, new RefreshJournal(context.journal()).begin(target, selection, restart));
                run.summary().forEach(context::say);
                return outcome(run.exitCode(), run.results());
            });
        }
    }

    /** Those that differ from their view, or may, and all that read one of them. */
    private static List<Tview> stale(List<Tview> wanted, SqlRunner sql, CommandContext context) {
        Map<String, Fact<Drift>> drift = new DriftProbe(sql)
                .measure(
                        wanted,
                        done -> context.output()
                                .accept(new Event.Progress("measuring drift", done, wanted.size(), "")));
        Set<String> names = new HashSet<>();
        List<Tview> stale = new ArrayList<>();
        for (Tview tview : wanted) {
            boolean differs = !(drift.get(tview.entity()) instanceof Fact.Known<Drift> known
                    && known.value().none());
            if (differs || tview.after().stream().anyMatch(names::contains)) {
                names.add(tview.entity());
                stale.add(tview);
            }
        }
        return stale;
    }

    private static Optional<Entry> unfinished(
            WritableTarget target, RefreshSelection selection, boolean restart, CommandContext context) {
        return restart ? Optional.empty() : new RefreshJournal(context.journal()).unfinished(target, selection);
    }

    private static List<String> consequences(List<Tview> tviews, List<Tview> all, Optional<Entry> unfinished) {
        List<String> lines = new ArrayList<>();
        unfinished.ifPresent(entry -> lines.add("Goes on with the run of " + Moment.shown(entry.begun()) + ": "
                + RefreshJournal.done(entry, tviews) + " of " + tviews.size()
                + " are done (--restart does all again)."));
        lines.add("Nobody can read or write a table while it is filled;"
                + " a REPEATABLE READ transaction begun before sees it empty.");
        List<String> behind = RefreshSelection.leftBehind(tviews, all);
        if (!behind.isEmpty()) {
            lines.add("! left out, but reads one of these: " + RefreshObstacles.shown(behind));
        }
        return lines;
    }

    private static Outcome outcome(ExitCode exitCode, List<RefreshResult> results) {
        return new Outcome(
                exitCode,
                Map.of("tviews", results.stream().map(RefreshResult::toJson).toList()),
                results.stream().map(RefreshResult::stable).toList());
    }
}
