package dev.tvsh.commands.rollback;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.backup.BackupFolder;
import dev.tvsh.commands.backup.Backups;
import dev.tvsh.commands.backup.ClientTools;
import dev.tvsh.commands.journal.Journal;
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

    @Override
    public CommandSpec spec() {
        return CommandSpec.changing(
                SwitchRun.ROLLBACK,
                "go back to the binaries before the upgrade, or to a backup",
                "",
                OptionSpec.value(
                        "to",
                        "BACKUP|ID",
                        "restore this backup beside the database and put it in its place; or swap back what rollback ID has swapped"),
                OptionSpec.value(
                        DATABASE, "NAME", "the database to put in place, where the one connected to is another"),
                OptionSpec.flag(PLAN, "tell what it would do, what it costs and what is lost"),
                OptionSpec.value("jobs", "N", "restore with so many sessions (default 2)"),
                ClientTools.OPTION);
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        Optional<String> to = invocation.value("to");
        if (to.isPresent()) {
            return back(to.get(), invocation, context);
        }
        WaysBack ways = new WaysBack(context);
        if (invocation.has(PLAN)) {
            Outcome upgrade = ways.upgraded()
                    ? new BinariesRollback(context).run(invocation)
                    : Outcome.done(Map.of(), List.of("plan shown"));
            return ways.show(upgrade);
        }
        return new BinariesRollback(context).run(invocation);
    }

    /** A path is a backup, whether it is there or not; a bare word is what the journal knows by this name. */
    private static Outcome back(String to, Invocation invocation, CommandContext context) {
        if (Files.isDirectory(Path.of(to)) || to.contains("/")) {
            BackupFolder folder = new BackupFolder(Path.of(to).toAbsolutePath().normalize());
            return new RestoreRollback(context, folder, invocation).run();
        }
        Optional<Journal.Entry> swap = new WaysBack(context).swap(to);
        return swap.isPresent()
                ? new SwapBack(context, swap.get()).run(invocation)
                : new RestoreRollback(context, new Backups(context.journal()).find(to), invocation).run();
    }
}
