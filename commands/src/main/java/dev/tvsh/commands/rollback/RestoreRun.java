package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.backup.BackupFolder;
import dev.tvsh.commands.backup.ClientTools;
import dev.tvsh.commands.backup.Databases;
import dev.tvsh.commands.backup.DumpListing;
import dev.tvsh.commands.backup.SideDatabase;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.tview.manifest.Difference;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestComparison;
import dev.tvsh.commands.upgrade.SwitchRun;
import dev.tvsh.templates.Rendered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Restores a backup beside the database, proves it, and swaps the two. Wherever an earlier run ended, this one sees from the
 * databases that there are: the kept one tells that the swap is done, a filled side database that the restore is.
 */
final class RestoreRun {

    private static final String RESTORED = "restored";

    private final CommandContext context;
    private final RestorePlan plan;
    private final Manifest manifest;
    private final BackupFolder backup;
    private final int jobs;
    private final SideDatabase side;
    private final DatabaseSwap swap;

    RestoreRun(CommandContext context, RestorePlan plan, Manifest manifest, BackupFolder backup, int jobs) {
        this.context = context;
        this.plan = plan;
        this.manifest = manifest;
        this.backup = backup;
        this.jobs = jobs;
        this.side = new SideDatabase(context, plan.side(), manifest);
        this.swap = new DatabaseSwap(context, plan);
    }

    /** What would take the swap back. */
    List<String> undo() {
        return swap.undo();
    }

    /** The statements that decide; what adopts and compares in between depends on the restored database. */
    List<Rendered> statements(Optional<Databases.State> now, ClientTools tools, int major) {
        List<Rendered> all = new ArrayList<>();
        all.add(side.creation(now));
        all.add(side.filling(backup, tools, jobs, major));
        all.addAll(swap.statements());
        return all;
    }

    Outcome carryOut(Optional<Journal.Entry> open, ClientTools tools) {
        Journal.Entry entry = open.orElseGet(this::begin);
        try (SqlRunner maintenance = context.open(plan.maintenance())) {
            Databases databases = Databases.read(maintenance, plan.databases());
            boolean swapped = databases.has(plan.kept()) && !databases.has(plan.side());
            ManifestComparison comparison = new ManifestComparison(List.of(), List.of());
            if (!swapped) {
                Optional<Databases.State> like = databases.find(plan.database());
                restore(entry, maintenance, databases, tools);
                side.settle(maintenance, like, DumpListing.read(context, tools, backup.dump()));
                comparison = side.compare();
                if (comparison.equal()) {
                    swap.run(maintenance);
                }
            }
            return tell(entry, comparison);
        }
    }

    /** Restores begun for other backups are given up: this one takes their side database. */
    private Journal.Entry begin() {
        for (Journal.Entry older : context.journal().open(SwitchRun.ROLLBACK)) {
            context.journal().close(older, "abandoned", Map.of());
        }
        return context.journal().begin(SwitchRun.ROLLBACK, plan.facts());
    }

    private void restore(Journal.Entry entry, SqlRunner maintenance, Databases databases, ClientTools tools) {
        boolean filled = entry.facts().containsKey(RESTORED) && databases.has(plan.side());
        if (filled) {
            return;
        }
        if (databases.has(plan.side())) {
            context.say("removed the half restored database " + plan.side());
            side.drop(maintenance);
        }
        maintenance.run(side.creation(databases.find(plan.database())));
        side.fill(side.filling(backup, tools, jobs, maintenance.info().serverVersionNum() / 10_000), stateOnFailure());
        context.journal().note(entry, Map.of(RESTORED, true));
    }

    private List<String> stateOnFailure() {
        return List.of(
                "If a role is missing: its definition is in " + plan.backup() + "/" + BackupFolder.GLOBALS,
                "State: " + plan.database() + " is as it was; the half restored " + plan.side()
                        + " is replaced by the next run.",
                "rollback --to " + plan.backup() + "    tries again");
    }

    private Outcome tell(Journal.Entry entry, ManifestComparison comparison) {
        int tviews = manifest.tviews().size();
        List<String> stable = new ArrayList<>();
        for (Difference difference : comparison.differences()) {
            stable.add(difference.line());
            context.say("✗ " + difference.line());
        }
        for (String unknown : comparison.undetermined()) {
            stable.add("undetermined: " + unknown);
            context.say("? " + unknown);
        }
        Map<String, Object> document = new LinkedHashMap<>(plan.facts());
        document.put("tviews", tviews);
        document.put(
                "differences",
                comparison.differences().stream().map(Difference::line).toList());
        document.put("undetermined", comparison.undetermined());
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
        context.journal().close(entry, "done", Map.of("differences", 0));
        stable.add(tviews + " TVIEWs restored, 0 differences");
        context.say(plan.database() + " is as in the backup: " + tviews + " TVIEWs, 0 differences");
        context.say("kept    " + plan.kept() + ", the database as it was before; rollback --to " + entry.id()
                + " swaps back");
        return Outcome.done(document, stable);
    }
}
