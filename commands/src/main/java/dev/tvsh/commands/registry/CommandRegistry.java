package dev.tvsh.commands.registry;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.adopt.AdoptCommand;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.backup.BackupsCommand;
import dev.tvsh.commands.check.CheckCommand;
import dev.tvsh.commands.check.waiver.WaiveCommand;
import dev.tvsh.commands.drain.DrainCommand;
import dev.tvsh.commands.drift.DriftCommand;
import dev.tvsh.commands.export.ExportCommand;
import dev.tvsh.commands.listing.TriggersCommand;
import dev.tvsh.commands.listing.TviewCommand;
import dev.tvsh.commands.listing.TviewsCommand;
import dev.tvsh.commands.queue.QueueCommand;
import dev.tvsh.commands.readonly.ReadOnlyCommand;
import dev.tvsh.commands.refresh.RefreshAllCommand;
import dev.tvsh.commands.refresh.RefreshCommand;
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
import org.jspecify.annotations.Nullable;

/**
 * Every command of tvsh. Only the names are known at first: a command is made when it is asked for, so that starting to run
 * one statement does not load them all.
 */
public final class CommandRegistry {

    /** In the order in which help lists them. */
    private static final List<String> NAMES = List.of(
            "status",
            "tviews",
            "tview",
            "triggers",
            "queue",
            "check",
            "waive",
            "backup",
            "backups",
            "read-only",
            "drain",
            "disable-triggers",
            "enable-triggers",
            "upgrade-cluster",
            "resume",
            "adopt",
            "drift",
            "export-tviews",
            "refresh",
            "refresh-all",
            "validate",
            "rollback",
            "report");

    public CommandRegistry() {}

    /** The names of all commands. */
    public List<String> names() {
        return NAMES;
    }

    public List<Command> all() {
        return NAMES.stream().flatMap(name -> find(name).stream()).toList();
    }

    /** The command of this name. */
    public Optional<Command> find(String name) {
        return Optional.ofNullable(create(name));
    }

    private static @Nullable Command create(String name) {
        return switch (name) {
            case "status" -> new StatusCommand();
            case "tviews" -> new TviewsCommand();
            case "tview" -> new TviewCommand();
            case "triggers" -> new TriggersCommand();
            case "queue" -> new QueueCommand();
            case "check" -> new CheckCommand();
            case "waive" -> new WaiveCommand();
            case "backup" -> new BackupCommand();
            case "backups" -> new BackupsCommand();
            case "read-only" -> new ReadOnlyCommand();
            case "drain" -> new DrainCommand();
            case "disable-triggers" -> new DisableTriggersCommand();
            case "enable-triggers" -> new EnableTriggersCommand();
            case "upgrade-cluster" -> new UpgradeClusterCommand();
            case "resume" -> new ResumeCommand();
            case "adopt" -> new AdoptCommand();
            case "export-tviews" -> new ExportCommand();
            case "drift" -> new DriftCommand();
            case "refresh" -> new RefreshCommand();
            case "refresh-all" -> new RefreshAllCommand();
            case "validate" -> new ValidateCommand();
            case "rollback" -> new RollbackCommand();
            case "report" -> new ReportCommand();
            default -> null;
        };
    }
}
