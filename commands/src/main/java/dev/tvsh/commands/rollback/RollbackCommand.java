package dev.tvsh.commands.rollback;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.ServerUse;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupFolder;
import dev.tvsh.commands.backup.Backups;
import dev.tvsh.commands.backup.ClientTools;
import dev.tvsh.commands.cluster.SwitchPlan;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.upgrade.OpenWork;
import dev.tvsh.commands.upgrade.SwitchRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way back: to the binaries of before, which loses nothing, or to a backup, which loses what was written since. */
public final class RollbackCommand implements Command {

    static final String PLAN = "plan";
    static final String DATABASE = "database";
    static final String KEEP = "keep-changes";
    static final String COUNT = "count";
    static final String DISCARD = "discard";

    @Override
    public CommandSpec spec() {
        return CommandSpec.changing(
                SwitchRun.ROLLBACK,
                "go back to the binaries before the upgrade, or to a backup",
                "",
                OptionSpec.value(
                        "to",
                        "BACKUP|ID|DATA-DIR",
                        "restore this backup beside the database and put it in its place; swap back what rollback ID has swapped; or start the cluster in this data directory again, from before pg_upgrade"),
                OptionSpec.value(
                        DATABASE, "NAME", "the database to put in place, where the one connected to is another"),
                OptionSpec.flag(
                        KEEP, "carry over the rows that were written since the backup; stop where that is not sure"),
                OptionSpec.value(
                        DISCARD, "TABLE", "with --keep-changes: leave this table as in the backup; may be repeated"),
                OptionSpec.flag(PLAN, "tell what it would do, what it costs and what is lost"),
                OptionSpec.flag(COUNT, "read all rows to tell which tables were written to since the backup"),
                OptionSpec.value("jobs", "N", "restore with so many sessions (default 2)"),
                ClientTools.OPTION);
    }

    @Override
    public ServerUse server(Invocation invocation) {
        return ServerUse.IF_THERE;
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        refuseMisplaced(invocation);
        Optional<String> to = invocation.value("to");
        if (to.isPresent()) {
            return back(to.get(), invocation, context);
        }
        OpenWork work = new OpenWork(context);
        WaysBack ways = new WaysBack(context);
        if (invocation.has(PLAN)) {
            Outcome upgrade = ways.upgraded()
                    ? new BinariesRollback(context).run(invocation)
                    : Outcome.done(Map.of(), List.of("plan shown"));
            return ways.show(upgrade);
        }
        Optional<Path> begun = work.openOldCluster().map(SwitchPlan::of).map(SwitchPlan::directory);
        if (begun.isEmpty() && !ways.upgraded() && work.openRollback().isEmpty()) {
            begun = ways.oldClusterNow().or(ways::oldCluster);
        }
        return begun.isPresent()
                ? new OldClusterRollback(context, begun.get()).run(invocation)
                : new BinariesRollback(context).run(invocation);
    }

    private static void refuseMisplaced(Invocation invocation) {
        if (invocation.has(KEEP) && !invocation.has("to")) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "rollback: --keep-changes goes with --to BACKUP",
                    List.of("Going back to the binaries of before keeps every row without it."));
        }
        if (invocation.has(DISCARD) && !invocation.has(KEEP)) {
            throw new TvshException(ExitCode.FATAL, "rollback: --discard goes with --keep-changes", List.of());
        }
    }

    /** A path is a backup, whether it is there or not; a bare word is what the journal knows by this name. */
    private static Outcome back(String to, Invocation invocation, CommandContext context) {
        if (Files.isDirectory(Path.of(to)) || to.contains("/")) {
            Path directory = Path.of(to).toAbsolutePath().normalize();
            if (OldClusterRollback.isCluster(directory)) {
                return new OldClusterRollback(context, directory).run(invocation);
            }
            BackupFolder folder = new BackupFolder(directory);
            return new RestoreRollback(context, folder, invocation).run();
        }
        Optional<Journal.Entry> swap = new WaysBack(context).swap(to);
        return swap.isPresent()
                ? new SwapBack(context, swap.get()).run(invocation)
                : new RestoreRollback(context, new Backups(context.journal()).find(to), invocation).run();
    }
}
