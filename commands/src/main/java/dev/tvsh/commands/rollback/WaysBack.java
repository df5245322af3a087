package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupFolder;
import dev.tvsh.commands.backup.Backups;
import dev.tvsh.commands.backup.Databases;
import dev.tvsh.commands.backup.Maintenance;
import dev.tvsh.commands.cluster.DataFolder;
import dev.tvsh.commands.cluster.SwitchPlan;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.DatabaseIdentity;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.Bytes;
import dev.tvsh.commands.output.Moment;
import dev.tvsh.commands.triggers.DisableTriggersCommand;
import dev.tvsh.commands.upgrade.OpenWork;
import dev.tvsh.commands.upgrade.SwitchRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every way back that the journal and the cluster know of, the cheapest first: what it costs, what it loses, what to type. */
final class WaysBack {

    private static final int BACKUPS = 3;

    private final CommandContext context;

    WaysBack(CommandContext context) {
        this.context = context;
    }

    /** Whether an upgrade of this target is recorded that is not taken back. */
    boolean upgraded() {
        Optional<DatabaseIdentity> here = context.journal().database();
        return context.journal().entries().stream()
                .filter(entry -> entry.command().equals(SwitchRun.UPGRADE))
                .reduce((older, newer) -> newer)
                .filter(newest -> here.isEmpty()
                        || SwitchPlan.of(newest).system().equals(here.get().system()))
                .map(newest -> !newest.facts().containsKey("rolledBack"))
                .orElse(false);
    }

    /** The data directory of now, if the newest way back to an old cluster has led there. */
    Optional<Path> oldClusterNow() {
        Optional<DatabaseIdentity> here = context.journal().database();
        return context.journal().entries().stream()
                .filter(entry -> entry.command().equals(OpenWork.OLD_CLUSTER))
                .reduce((older, newer) -> newer)
                .map(SwitchPlan::of)
                .filter(plan -> major(plan.toVersion()) <= major(plan.fromVersion()))
                .filter(plan -> here.map(DatabaseIdentity::system).equals(Optional.of(plan.system())))
                .map(SwitchPlan::directory);
    }

    private static int major(String version) {
        return (int) Double.parseDouble(version);
    }

    /**
     * The data directory of the one cluster that the last pg_upgrade has surely left: of several of its version the one that can be
     * started. Empty if there is none, or several.
     */
    Optional<Path> oldCluster() {
        List<OldCluster> known = oldClusters(new ArrayList<>()).stream()
                .filter(old -> old.proof().isPresent())
                .toList();
        // After several upgrades those before the last one are not meant, even where the way to it is closed.
        int last = known.stream()
                .filter(OldCluster::ofOlderMajor)
                .mapToInt(old -> old.folder().major())
                .max()
                .orElse(0);
        List<OldCluster> meant = known.stream()
                .filter(old -> last == 0 || old.folder().major() == last)
                .toList();
        List<OldCluster> open =
                meant.stream().filter(old -> old.obstacle().isEmpty()).toList();
        return Stream.of(open, meant)
                .filter(some -> some.size() == 1)
                .findFirst()
                .map(some -> some.get(0).folder().directory());
    }

    /** Those on the server's host; where they cannot be looked for, {@code lines} says why. */
    private List<OldCluster> oldClusters(List<String> lines) {
        OldClusters clusters = new OldClusters(context);
        try {
            Optional<DataFolder> current = clusters.current();
            if (current.isEmpty()) {
                lines.add(
                        "? the server does not answer, so it cannot be told where its data are: the plan for an old cluster"
                                + "   → rollback --plan --to DATA-DIR");
            }
            return current.map(clusters::of).orElse(List.of());
        } catch (TvshException e) {
            e.passOnIfInterrupted();
            lines.add("? whether pg_upgrade has left an old cluster: " + e.getMessage());
            return List.of();
        }
    }

    /** The finished restore of this id. */
    Optional<Journal.Entry> swap(String id) {
        new OpenSwaps(context).settle();
        return context.journal().entries().stream()
                .filter(entry -> entry.id().equals(id) && isSwap(entry))
                .findFirst();
    }

    Outcome show(Outcome first) {
        List<String> lines = new ArrayList<>();
        if (!context.journal().open(DisableTriggersCommand.NAME).isEmpty()) {
            lines.add("triggers are off: on again as they were, loses nothing   → enable-triggers");
        }
        boolean untouched = !upgraded();
        boolean way = upgraded();
        for (OldCluster old : oldClusters(lines)) {
            lines.add(old.line());
            way |= old.obstacle().isEmpty();
            untouched = false;
        }
        List<String> extension = new ExtensionBack(context).lines();
        lines.addAll(extension);
        swaps().forEach(entry -> {
            RestorePlan plan = RestorePlan.of(entry);
            lines.add(plan.kept() + " is kept from the rollback of " + Moment.shown(entry.begun())
                    + ": swapping back takes about a second and loses what was written since   → rollback --to "
                    + entry.id());
        });
        lines.addAll(backups());
        if (!way && lines.stream().allMatch(line -> line.startsWith("? ") || line.startsWith("✗ "))) {
            lines.add(
                    "there is no way back: no upgrade, no kept database and no usable backup is recorded here   → backup --verify restore");
        }
        if (untouched && extension.isEmpty()) {
            lines.addAll(RoutesBack.lines());
        }
        lines.forEach(context::say);
        Map<String, Object> document = new LinkedHashMap<>(first.document());
        document.put("ways", lines);
        return new Outcome(first.exitCode(), document, first.stable());
    }

    /** The newest few that look whole, and the damaged ones among them. */
    private List<String> backups() {
        List<String> lines = new ArrayList<>();
        int whole = 0;
        for (Journal.Entry entry : new Backups(context.journal()).all()) {
            BackupFolder folder = Backups.folder(entry);
            Optional<String> fault = Backups.visibleFault(entry);
            if (fault.isEmpty() && whole == BACKUPS) {
                break;
            }
            try {
                lines.add(fault.isPresent() ? damaged(folder, fault.get()) : restoring(folder));
                whole += fault.isPresent() ? 0 : 1;
            } catch (TvshException e) {
                lines.add(damaged(folder, e.getMessage()));
            }
        }
        return lines;
    }

    private static String damaged(BackupFolder folder, String fault) {
        return "✗ backup " + folder.name() + " is damaged: " + fault;
    }

    private static String restoring(BackupFolder folder) {
        if (folder.isCluster()) {
            return "backup " + folder.name() + ", a copy of the whole cluster: put back with the server stopped, "
                    + Bytes.shown(folder.bytes()) + "; loses every write to any database since "
                    + Moment.shown(folder.manifest().taken()) + "   → rollback --plan --to " + folder.directory();
        }
        return "backup " + folder.name() + ", "
                + folder.proof()
                        .map(proof -> "proved by a restore of " + proof.millis() / 1_000 + " s")
                        .orElse("never proved")
                + ": restored beside and swapped, a second copy on disk (the backup is " + Bytes.shown(folder.bytes())
                + "); loses every write since " + Moment.shown(folder.manifest().taken())
                + ", but for what --keep-changes carries over   → rollback --to " + folder.directory();
    }

    /** Those whose kept database is still there, the newest first. */
    private List<Journal.Entry> swaps() {
        new OpenSwaps(context).settle();
        List<Journal.Entry> all = new ArrayList<>();
        context.journal().entries().stream().filter(WaysBack::isSwap).forEach(entry -> all.add(0, entry));
        if (all.isEmpty()) {
            return all;
        }
        try (SqlRunner sql =
                Maintenance.open(context, RestorePlan.of(all.get(0)).database())) {
            Databases there = Databases.read(
                    sql, all.stream().map(entry -> RestorePlan.of(entry).kept()).toList());
            return all.stream()
                    .filter(entry -> there.has(RestorePlan.of(entry).kept()))
                    .toList();
        } catch (ConnectionLostException e) {
            context.say("? kept databases: the server cannot be asked: " + e.getMessage());
            return List.of();
        }
    }

    private static boolean isSwap(Journal.Entry entry) {
        return (entry.command().equals(SwitchRun.ROLLBACK) || entry.command().equals(SwapBack.COMMAND))
                && entry.closed().equals("done")
                && entry.facts().containsKey("kept");
    }
}
