package dev.tvsh.commands.refresh;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.Confirmation.Question;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.change.Change;
import dev.tvsh.commands.change.ChangeProtocol;
import dev.tvsh.commands.change.WritableTarget;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal.Entry;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.Moment;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.drift.Drift;
import dev.tvsh.commands.tview.drift.DriftProbe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Refreshing TVIEWs from the first look to the last word; what the commands of this package share. */
final class RefreshProcedure {

    private final Invocation invocation;
    private final CommandContext context;
    private final RefreshOptions options;
    private final RefreshJournal journal;

    private RefreshProcedure(Invocation invocation, CommandContext context, RefreshOptions options) {
        this.invocation = invocation;
        this.context = context;
        this.options = options;
        this.journal = new RefreshJournal(context.journal(), invocation.command());
    }

    static Outcome run(Invocation invocation, CommandContext context) {
        RefreshOptions options = RefreshOptions.of(invocation);
        try (SqlRunner sql = context.open()) {
            return new RefreshProcedure(invocation, context, options.on(sql)).run(sql);
        }
    }

    private Outcome run(SqlRunner sql) {
        WritableTarget target = WritableTarget.require(sql);
        TviewCatalog catalog = TviewCatalog.read(sql);
        List<Tview> all = catalog.levels().stream().flatMap(List::stream).toList();
        RefreshSelection selection = RefreshSelection.of(invocation, all);
        if (!selection.named()) {
            RefreshObstacles.refuseUnregistered(catalog);
        }
        Optional<Entry> unfinished = options.restart() ? Optional.empty() : journal.unfinished(target, selection);
        List<Tview> wanted = selection.from(all);
        List<Tview> tviews = selection.stale() ? stale(wanted, unfinished, sql) : wanted;
        if (tviews.isEmpty()) {
            context.say(wanted.isEmpty() ? "No TVIEW to refresh." : "Nothing to refresh: no drift.");
            return new RefreshResults(tviews).outcome(ExitCode.DONE);
        }
        RefreshResults results = new RefreshResults(tviews);
        unfinished.ifPresent(entry ->
                tviews.forEach(tview -> RefreshJournal.done(entry, tview).ifPresent(results::addBefore)));
        List<Tview> left = tviews.stream().filter(tview -> !results.has(tview)).toList();

        Map<QualifiedName, RefreshTable> tables = RefreshTable.read(left, sql);
        RefreshStatements statements = new RefreshStatements(catalog, tables, options.locks(), context.templates());
        new RefreshObstacles(sql).refuse(left, tables.values());
        RefreshObstacles.refuseStrangers(tables.values(), statements::hasTriggers);
        if (options.locks().bySession()) {
            RefreshObstacles.refuseDeferred(tables.values(), statements::hasTriggers);
        }
        List<String> warnings = new RefreshWarnings(sql, context.journal(), options.locks()).of(left, tables.values());
        RefreshPlan plan = RefreshPlan.of(
                invocation.command(), left, options, statements, new RefreshCosts(left, journal.lastMillis(left), sql));

        List<String> consequences = new ArrayList<>();
        unfinished.ifPresent(entry -> consequences.add("Goes on with the run of " + Moment.shown(entry.begun()) + ": "
                + (tviews.size() - left.size()) + " of " + tviews.size() + " are done (--restart does all again)."));
        consequences.addAll(consequences(plan, tviews, all));
        consequences.addAll(warnings);
        consequences.addAll(options.locks().warnings());
        Change change = new Change(
                headline(tviews.size()),
                consequences,
                List.of("none needed: rows are derived, and what fails is rolled back"),
                plan::statementsInOrder,
                Question.yesNo("Go on"));
        return new ChangeProtocol(context)
                .run(
                        change,
                        invocation,
                        () -> new RefreshRun(
                                        context,
                                        plan,
                                        results,
                                        journal,
                                        journal.begin(target, selection, unfinished),
                                        new LockWaits(sql, context.clock()))
                                .work());
    }

    /** Those that differ from their view, or may, or are done already, and all that read one of them. */
    private List<Tview> stale(List<Tview> wanted, Optional<Entry> unfinished, SqlRunner sql) {
        Map<String, Fact<Drift>> drift = new DriftProbe(sql)
                .measure(
                        wanted,
                        done -> context.output()
                                .accept(new Event.Progress("measuring drift", done, wanted.size(), "")));
        Set<String> names = new HashSet<>();
        List<Tview> stale = new ArrayList<>();
        for (Tview tview : wanted) {
            boolean done = unfinished
                    .flatMap(entry -> RefreshJournal.done(entry, tview))
                    .isPresent();
            boolean differs = !(drift.get(tview.entity()) instanceof Fact.Known<Drift> known
                    && known.value().none());
            if (done || differs || tview.after().stream().anyMatch(names::contains)) {
                names.add(tview.entity());
                stale.add(tview);
            }
        }
        return stale;
    }

    private String headline(int count) {
        return String.format(Locale.ROOT, "%,d", count) + (count == 1 ? " TVIEW" : " TVIEWs")
                + " will be emptied and filled again from " + (count == 1 ? "its view" : "their views")
                + (count == 1 ? "." : options.atomic() ? ", all in one transaction." : ", one transaction each.");
    }

    private List<String> consequences(RefreshPlan plan, List<Tview> tviews, List<Tview> all) {
        List<String> lines = new ArrayList<>();
        lines.add(
                options.atomic()
                        ? "Nobody can read or write any of these tables until all are done;"
                                + " a REPEATABLE READ transaction begun before sees them empty."
                        : "Nobody can read or write a table while it is filled;"
                                + " a REPEATABLE READ transaction begun before sees it empty.");
        int useful = plan.schedule().usefulJobs();
        if (options.jobs() > useful) {
            lines.add("· more than --jobs " + useful + " find nothing to do: the longest takes as long as all others");
        } else if (options.jobs() == 1 && useful > 1 && !options.atomic()) {
            lines.add("· one at a time; --jobs 2" + (useful > 2 ? " to " + useful : "")
                    + " is faster, if the server has so many cores to spare");
        }
        List<String> behind = RefreshSelection.leftBehind(tviews, all);
        if (!behind.isEmpty()) {
            lines.add("! left out, but reads one of these: " + RefreshObstacles.shown(behind) + "   → --"
                    + RefreshSelection.DEPENDENTS);
        }
        return lines;
    }
}
