package dev.tvsh.commands.upgrade;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.Confirmation.Question;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupFolder;
import dev.tvsh.commands.backup.Backups;
import dev.tvsh.commands.change.Change;
import dev.tvsh.commands.change.ChangeProtocol;
import dev.tvsh.commands.cluster.ServerControl;
import dev.tvsh.commands.cluster.ServiceManager;
import dev.tvsh.commands.cluster.SwitchPlan;
import dev.tvsh.commands.journal.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the server to another minor version: stops it, starts the new binaries on the same data, verifies. */
public final class UpgradeClusterCommand implements Command {

    @Override
    public CommandSpec spec() {
        return CommandSpec.changing(
                SwitchRun.UPGRADE,
                "take the server to another minor version",
                "",
                OptionSpec.value(
                        "to-binaries",
                        "DIR",
                        "the folder of the new version's postgres and pg_ctl (default: that of the server, if a package"
                                + " has replaced them there)"),
                OptionSpec.flag("no-backup", "go on although there is no backup of this database"));
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        Optional<Path> named = invocation
                .value("to-binaries")
                .map(folder -> Path.of(folder).toAbsolutePath().normalize());
        OpenWork work = new OpenWork(context);
        work.refuseOpenRollback();
        Optional<Journal.Entry> open = work.openUpgrade();
        if (open.isPresent()) {
            named.ifPresent(folder -> refuseOtherTarget(SwitchPlan.of(open.get()), folder));
            return work.resume(open.get(), invocation);
        }
        UpgradePlanner planner = new UpgradePlanner(context);
        UpgradePlanner.Finding finding = planner.find(named.orElseGet(() -> replaced(planner, context)));
        if (finding.alreadyThere()) {
            return alreadyThere(finding.plan(), context);
        }
        Optional<BackupFolder> backup = new Backups(context.journal()).newest().map(Backups::folder);
        refuseIfBlocked(finding, backup, invocation);
        return new ChangeProtocol(context)
                .run(change(finding, backup, context), invocation, () -> begin(finding, backup, context));
    }

    /** A package upgrade puts the new version where the old one was: that is the one folder that nobody has to name. */
    private static Path replaced(UpgradePlanner planner, CommandContext context) {
        Path folder = planner.replaced()
                .orElseThrow(
                        () -> new TvshException(
                                ExitCode.FATAL,
                                "upgrade-cluster needs --to-binaries: the programs that run have not been replaced on disk",
                                List.of(
                                        "upgrade-cluster --to-binaries DIR    the folder of the new version's postgres and pg_ctl")));
        context.say("--to-binaries " + folder + ", where the programs were replaced since the server started");
        return folder;
    }

    private static void refuseOtherTarget(SwitchPlan open, Path folder) {
        if (!open.to().equals(folder) && !open.to().equals(folder.resolve("bin"))) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "an upgrade to PostgreSQL " + open.toVersion() + " in " + open.to()
                            + " was begun and is not finished",
                    List.of(
                            "resume          finishes it",
                            "rollback        takes it back (about 10 s, nothing lost)",
                            "Nothing was changed."));
        }
    }

    private static Outcome alreadyThere(SwitchPlan plan, CommandContext context) {
        String line = "PostgreSQL " + plan.toVersion() + " is already there, nothing to do";
        context.say(line);
        return Outcome.done(
                Map.of("from", plan.fromVersion(), "to", plan.toVersion(), "alreadyThere", true), List.of(line));
    }

    private static void refuseIfBlocked(
            UpgradePlanner.Finding finding, Optional<BackupFolder> backup, Invocation invocation) {
        List<String> blocking = new ArrayList<>(finding.blocking());
        if (backup.isEmpty() && !invocation.has("no-backup")) {
            blocking.add("there is no backup of this database: type backup first, or go on with --no-backup");
        }
        if (!blocking.isEmpty()) {
            List<String> rest = new ArrayList<>(blocking.subList(1, blocking.size()));
            rest.add("Nothing was changed.");
            throw new TvshException(ExitCode.REFUSED, blocking.get(0), rest);
        }
    }

    private static Change change(
            UpgradePlanner.Finding finding, Optional<BackupFolder> backup, CommandContext context) {
        SwitchPlan plan = finding.plan();
        List<String> consequences = new ArrayList<>();
        consequences.addAll(ServiceManager.afterwards(finding.server(), plan));
        if (finding.server().replaced()) {
            consequences.add("! the binaries of " + plan.fromVersion()
                    + " have been replaced on disk: rollback needs them installed again");
        }
        if (backup.isEmpty()) {
            consequences.add("! there is no backup of this database");
        }
        consequences.add(
                "backup  " + backup.map(folder -> folder.directory().toString()).orElse("none"));
        ServerControl control = new ServerControl(context);
        return new Change(
                "The server will be stopped and started as PostgreSQL " + plan.toVersion()
                        + (plan.toVersion().equals(plan.fromVersion())
                                ? " from " + plan.to()
                                : " instead of " + plan.fromVersion())
                        + ", on the same data; "
                        + sessions(finding.facts().sessions()),
                consequences,
                List.of("rollback"),
                () -> List.of(control.stopping(finding.server(), plan), control.starting(finding.server(), plan)),
                Question.typed(
                        "Type the database name to go on",
                        context.connector().target().database()));
    }

    private static String sessions(long count) {
        if (count == 0) {
            return "nobody else is connected";
        }
        return count == 1 ? "1 session ends" : count + " sessions end";
    }

    private static Outcome begin(
            UpgradePlanner.Finding finding, Optional<BackupFolder> backup, CommandContext context) {
        Map<String, Object> facts = new LinkedHashMap<>(finding.plan().facts());
        facts.put("port", finding.facts().port());
        backup.ifPresent(folder -> facts.put("baseline", folder.manifestFile().toString()));
        Journal.Entry entry = context.journal().begin(SwitchRun.UPGRADE, facts);
        return new SwitchRun(context).carryOut(entry);
    }
}
