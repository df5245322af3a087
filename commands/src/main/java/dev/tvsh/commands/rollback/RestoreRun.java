package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupFolder;
import dev.tvsh.commands.backup.ClientTools;
import dev.tvsh.commands.backup.Databases;
import dev.tvsh.commands.backup.DifferenceReport;
import dev.tvsh.commands.backup.DumpListing;
import dev.tvsh.commands.backup.Maintenance;
import dev.tvsh.commands.backup.SideDatabase;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.rollback.carry.CarryOver;
import dev.tvsh.commands.rollback.carry.CarryReport;
import dev.tvsh.commands.tview.manifest.Difference;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestComparison;
import dev.tvsh.commands.tview.manifest.ManifestComparison.Ignoring;
import dev.tvsh.commands.upgrade.SwitchRun;
import dev.tvsh.templates.Rendered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Restores a backup beside the database, proves it, and swaps the two. Wherever an earlier run ended, this one sees from the
 * databases that there are: the kept one tells that the swap is done, a filled side database that the restore is.
 */
final class RestoreRun {

    /** Facts of its entry: the dump is in the side database; that is as the backup; rows of now are being put into it. */
    private static final String RESTORED = "restored";

    private static final String COMPARED = "compared";
    private static final String CARRYING = "carrying";
    private static final String CARRIED = "carried";

    /** How an entry is closed whose restored database waits for somebody to decide. */
    private static final String CONFLICTS = "conflicts";

    private static final ManifestComparison EQUAL = new ManifestComparison(List.of(), List.of());

    private final CommandContext context;
    private final RestorePlan plan;
    private final Manifest manifest;
    private final BackupFolder backup;
    private final ClientTools tools;
    private final int jobs;
    private final Keeping keeping;
    private final SideDatabase side;
    private final DatabaseSwap swap;
    private final BoundExtensionBack bound;

    RestoreRun(
            CommandContext context,
            RestorePlan plan,
            Manifest manifest,
            BackupFolder backup,
            ClientTools tools,
            int jobs,
            Keeping keeping) {
        this.tools = tools;
        this.keeping = keeping;
        this.context = context;
        this.plan = plan;
        this.manifest = manifest;
        this.backup = backup;
        this.jobs = jobs;
        this.side = new SideDatabase(context, plan.side(), manifest);
        this.swap = new DatabaseSwap(
                context,
                plan,
                manifest.database().originOrUsual().template(),
                "rollback --to " + plan.backup() + keeping.words() + "    goes on with the swap");
        this.bound = new BoundExtensionBack(context, plan, manifest, side, backup, tools);
    }

    /** What an entry tells of the restored database that it has left beside; empty if it has left none to go on with. */
    static Map<String, Object> left(Journal.Entry entry) {
        if (!entry.closed().equals(CONFLICTS)) {
            return Map.of();
        }
        Map<String, Object> left = new LinkedHashMap<>(entry.facts());
        left.keySet().retainAll(List.of(RESTORED, COMPARED, CARRYING, CARRIED, Keeping.FACT));
        return left;
    }

    /** What to know before the question of what comes back last, or not at all. */
    Optional<String> notice(SqlRunner maintenance) {
        return bound.notice(maintenance);
    }

    /** @throws TvshException with {@link ExitCode#REFUSED} if a prepared transaction would keep it from the swap */
    void requireNonePrepared(Databases databases) {
        swap.requireNonePrepared(databases);
    }

    /** What would take the swap back. */
    List<String> undo(Optional<Databases.State> now) {
        return swap.undo(now.isPresent());
    }

    /** The statements that decide; what adopts and compares in between depends on the restored database. */
    List<Rendered> statements(Optional<Databases.State> now, int major) {
        List<Rendered> all = new ArrayList<>();
        all.add(side.creation(now, major));
        all.add(side.filling(backup, tools, jobs, major));
        if (keeping.changes()) {
            all.addAll(CarryOver.statements(context.templates(), manifest));
        }
        all.addAll(swap.statements(now.isPresent()));
        all.addAll(bound.statements(major));
        return all;
    }

    Outcome carryOut(Optional<Journal.Entry> open, Map<String, Object> known) {
        Journal.Entry entry = open.orElseGet(() -> begin(known));
        try {
            return carryOut(entry);
        } catch (TvshException e) {
            throw e.standing(
                    "State: " + plan.database() + " is as it was.",
                    "rollback --to " + plan.backup() + keeping.words() + "    goes on");
        }
    }

    private Outcome carryOut(Journal.Entry entry) {
        try (SqlRunner maintenance = Maintenance.open(context, plan.database())) {
            maintenance.run("sql/rollback/settings.sql.vm", Map.of());
            Databases databases = Databases.read(maintenance, plan.databases());
            boolean swapped = databases.has(plan.kept()) && !databases.has(plan.side());
            if (swapped) {
                return tell(entry, databases, EQUAL, Optional.empty());
            }
            boolean goesOn = databases.has(plan.side()) && carrying(entry) && keeping.asIn(entry);
            ManifestComparison comparison = goesOn ? EQUAL : restored(entry, maintenance, databases);
            if (!comparison.equal()) {
                return tell(entry, databases, comparison, Optional.empty());
            }
            context.journal().note(entry, keeping.facts());
            if (keeping.changes()) {
                return carryOver(entry, goesOn, maintenance, databases);
            }
            swap.run(maintenance);
            return tell(entry, databases, comparison, Optional.empty());
        }
    }

    /** Whether the restored database is not as the backup any more: rows of now are in it. */
    private static boolean carrying(Journal.Entry entry) {
        return Boolean.TRUE.equals(entry.facts().get(CARRYING));
    }

    /** How the restored database differs from the backup. */
    private ManifestComparison restored(Journal.Entry entry, SqlRunner maintenance, Databases databases) {
        boolean there = databases.has(plan.side());
        restore(entry, maintenance, databases);
        if (there && entry.facts().containsKey(COMPARED) && !carrying(entry)) {
            return EQUAL;
        }
        try {
            side.settle(maintenance, databases.find(plan.database()), DumpListing.read(context, tools, backup.dump()));
        } catch (DatabaseException e) {
            if (!(e instanceof ConnectionLostException)) {
                // Whatever was restored, it is not the backup: the next run begins anew.
                context.journal().note(entry, Map.of(RESTORED, false));
            }
            throw e;
        }
        ManifestComparison comparison = side.compare(manifest, jobs, Ignoring.UNRECORDED);
        if (comparison.equal()) {
            context.journal().note(entry, Map.of(COMPARED, true));
        }
        return comparison;
    }

    /** @param goesOn whether rows of now that an earlier run has carried over are in the restored database */
    private Outcome carryOver(Journal.Entry entry, boolean goesOn, SqlRunner maintenance, Databases databases) {
        Object earlier = entry.facts().get(CARRIED);
        if (goesOn && earlier != null) {
            context.say("carried over by an earlier run: " + earlier);
        }
        context.journal().note(entry, Map.of(CARRYING, true));
        try (CarryOver carry = new CarryOver(context, plan.database(), plan.side(), manifest, keeping.discarded())) {
            CarryReport ahead = carry.ahead();
            if (!ahead.conflicts().isEmpty()) {
                ahead.lines().forEach(context::say);
                return conflicts(entry, ahead, goesOn);
            }
            ManifestComparison comparison = side.compare(ahead.expected(manifest), jobs, Ignoring.UNRECORDED);
            if (!comparison.equal()) {
                ahead.lines().forEach(context::say);
                return tell(entry, databases, comparison, Optional.of(ahead));
            }
            Instant waiting = context.clock().instant();
            CarryReport report = ahead.and(carry.carry());
            report.lines().forEach(context::say);
            if (!report.conflicts().isEmpty()) {
                return conflicts(entry, report, true);
            }
            context.journal().note(entry, Map.of(CARRIED, report.summary()));
            comparison = side.compareNames(manifest, Ignoring.UNRECORDED);
            if (comparison.equal()) {
                swap.run(maintenance, new QuietMoment(context, plan, carry));
                long millis =
                        Duration.between(waiting, context.clock().instant()).toMillis();
                context.say("writes waited for " + String.format(Locale.ROOT, "%.1f s", millis / 1000.0));
            }
            return tell(entry, databases, comparison, Optional.of(report));
        }
    }

    /** @param mixed whether rows that stand in nobody's way are in the restored database already */
    private Outcome conflicts(Journal.Entry entry, CarryReport report, boolean mixed) {
        context.journal().close(entry, CONFLICTS, Map.of(CARRYING, mixed));
        context.say("State: " + plan.database() + " is as it was. The restored database waits beside as " + plan.side()
                + (mixed ? ", with such rows of now as could be carried over." : ", without any of these rows."));
        context.say("mend them in " + plan.database() + ", or leave a table as in the backup:   → rollback --to "
                + plan.backup() + " --keep-changes --discard "
                + report.conflicts().get(0).table());
        Map<String, Object> document = new LinkedHashMap<>(plan.facts());
        document.putAll(report.document());
        return Outcome.negative(document, report.lines());
    }

    /** Restores begun for other backups are given up: this one takes their side database. */
    private Journal.Entry begin(Map<String, Object> known) {
        for (Journal.Entry older : context.journal().open(SwitchRun.ROLLBACK)) {
            context.journal().close(older, "abandoned", Map.of());
        }
        Map<String, Object> facts = new LinkedHashMap<>(plan.facts());
        facts.putAll(keeping.facts());
        facts.putAll(known);
        return context.journal().begin(SwitchRun.ROLLBACK, facts);
    }

    private void restore(Journal.Entry entry, SqlRunner maintenance, Databases databases) {
        boolean carrying = carrying(entry);
        boolean filled = Boolean.TRUE.equals(entry.facts().get(RESTORED)) && databases.has(plan.side());
        if (filled && !carrying) {
            return;
        }
        if (databases.has(plan.side())) {
            context.say("removed the " + (carrying ? "" : "half ") + "restored database " + plan.side());
            side.drop(maintenance);
        }
        maintenance.run(side.creation(
                databases.find(plan.database()), maintenance.info().major()));
        try {
            side.fill(side.filling(backup, tools, jobs, maintenance.info().major()), backup, List.of());
        } catch (TvshException e) {
            List<String> advice = new ArrayList<>(e.advice());
            advice.addAll(stateOnFailure(giveRoom(maintenance)));
            throw new TvshException(e.exitCode(), e.getMessage(), advice, e);
        }
        context.journal().note(entry, Map.of(RESTORED, true, CARRYING, false));
    }

    /** A half restored database may have filled the disk, which would end the server. @return whether it is gone */
    private boolean giveRoom(SqlRunner maintenance) {
        try {
            side.drop(maintenance);
            return true;
        } catch (DatabaseException e) {
            context.say("! " + plan.side() + " could not be dropped: " + e.getMessage());
            return false;
        }
    }

    private List<String> stateOnFailure(boolean dropped) {
        return List.of(
                dropped
                        ? "State: " + plan.database() + " is as it was; the half restored " + plan.side()
                                + " is dropped again."
                        : "State: nothing was swapped; the half restored " + plan.side()
                                + " is still there, and the next run removes it.",
                "rollback --to " + plan.backup() + keeping.words() + "    tries again");
    }

    /** @param databases those that there were at the beginning of this run */
    private Outcome tell(
            Journal.Entry entry, Databases databases, ManifestComparison comparison, Optional<CarryReport> carried) {
        int tviews = manifest.tviews().size();
        List<String> stable = new ArrayList<>();
        comparison.differences().forEach(difference -> stable.add(difference.line()));
        comparison.undetermined().forEach(unknown -> stable.add("undetermined: " + unknown));
        new DifferenceReport(context).tell(comparison, backup.name());
        Map<String, Object> document = new LinkedHashMap<>(plan.facts());
        document.put("tviews", tviews);
        carried.ifPresent(report -> document.putAll(report.document()));
        document.put(
                "differences",
                comparison.differences().stream().map(Difference::line).toList());
        document.put(
                "undetermined",
                comparison.equal() ? List.copyOf(manifest.undetermined().keySet()) : comparison.undetermined());
        if (!comparison.equal()) {
            context.journal()
                    .close(
                            entry,
                            "failed",
                            Map.of("differences", comparison.differences().size()));
            stable.add("not swapped");
            context.say("State: " + plan.database() + " is as it was. The restored database stays beside as "
                    + plan.side() + ", to be looked at.");
            return Outcome.negative(document, stable);
        }
        bound.run();
        context.journal().close(entry, "done", Map.of("differences", 0));
        stable.add(tviews + " TVIEWs restored, 0 differences");
        String since = carried.map(report -> ", with " + report.summary()).orElse("");
        carried.ifPresent(report -> stable.add(report.summary()));
        context.say(plan.database() + " is as in the backup" + since + ": " + tviews + " TVIEWs, 0 differences");
        DifferenceReport.undetermined("not compared, since not known of the backup", manifest)
                .forEach(context::say);
        if (databases.has(plan.database()) || databases.has(plan.kept())) {
            context.say("kept    " + plan.kept() + ", the database as it was before; rollback --to " + entry.id()
                    + " swaps back");
        }
        return Outcome.done(document, stable);
    }
}
