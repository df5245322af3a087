package dev.tvsh.commands.registry;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.check.CheckCommand;
import dev.tvsh.commands.refresh.RefreshAllCommand;
import dev.tvsh.commands.report.ReportCommand;
import dev.tvsh.commands.rollback.RollbackCommand;
import dev.tvsh.commands.status.StatusCommand;
import dev.tvsh.commands.triggers.DisableTriggersCommand;
import dev.tvsh.commands.triggers.EnableTriggersCommand;
import dev.tvsh.commands.upgrade.ResumeCommand;
import dev.tvsh.commands.upgrade.UpgradeClusterCommand;
import dev.tvsh.commands.validate.ValidateCommand;
import java.util.List;
import java.util.Optional;

/** Every command of tvsh, in the order in which help lists them. */
public final class CommandRegistry {

    private final List<Command> commands;

    public CommandRegistry() {
        this.commands = List.of(
                new StatusCommand(),
                new CheckCommand(),
                new BackupCommand(),
                new DisableTriggersCommand(),
                new EnableTriggersCommand(),
                new UpgradeClusterCommand(),
                new ResumeCommand(),
                new RefreshAllCommand(),
                new ValidateCommand(),
                new RollbackCommand(),
                new ReportCommand());
    }

    public List<Command> all() {
        return commands;
    }

    /** The command of this name. */
    public Optional<Command> find(String name) {
        return commands.stream()
                .filter(command -> command.spec().name().equals(name))
                .findFirst();
    }
}
