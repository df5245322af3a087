package dev.tvsh.commands.rollback;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.backup.BackupFolder;
import dev.tvsh.commands.backup.ClientTools;
import dev.tvsh.commands.upgrade.SwitchRun;
import java.nio.file.Path;
import java.util.Optional;

/** The way back: to the binaries of before, which loses nothing, or to a backup, which loses what was written since. */
public final class RollbackCommand implements Command {

    static final String PLAN = "plan";

    @Override
    public CommandSpec spec() {
        return CommandSpec.changing(
                SwitchRun.ROLLBACK,
                "go back to the binaries before the upgrade, or to a backup",
                "",
                OptionSpec.value("to", "BACKUP-DIR", "restore this backup beside the database and put it in its place"),
                OptionSpec.flag(PLAN, "tell what it would do, what it costs and what is lost"),
                OptionSpec.value("jobs", "N", "restore with so many sessions (default 2)"),
                ClientTools.OPTION);
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        Optional<String> backup = invocation.value("to");
        if (backup.isPresent()) {
            Path directory = Path.of(backup.get()).toAbsolutePath().normalize();
            return new RestoreRollback(context, new BackupFolder(directory), invocation).run();
        }
        return new BinariesRollback(context).run(invocation);
    }
}
