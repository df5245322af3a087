package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.Confirmation.Question;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupFolder;
import dev.tvsh.commands.backup.Backups;
import dev.tvsh.commands.change.Change;
import dev.tvsh.commands.change.ChangeProtocol;
import dev.tvsh.commands.cluster.Binaries;
import dev.tvsh.commands.cluster.ServerControl;
import dev.tvsh.commands.cluster.ServerProcess;
import dev.tvsh.commands.cluster.ServiceManager;
import dev.tvsh.commands.cluster.SwitchPlan;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.Moment;
import dev.tvsh.commands.upgrade.CatalogRecord;
import dev.tvsh.commands.upgrade.OpenWork;
import dev.tvsh.commands.upgrade.SwitchRun;
import dev.tvsh.templates.Rendered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes the newest upgrade back: the same data, the binaries of before. */
final class BinariesRollback {

    private final CommandContext context;

    BinariesRollback(CommandContext context) {
        this.context = context;
    }

    Outcome run(Invocation invocation) {
        OpenWork work = new OpenWork(context);
        Optional<Journal.Entry> open = work.openRollback();
        if (open.isPresent() && SwitchPlan.isIn(open.get())) {
            return work.resume(open.get(), invocation);
        }
        work.refuseOpenRollback();
        Journal.Entry upgrade = newestUpgrade();
        SwitchPlan there = SwitchPlan.of(upgrade);
        if (upgrade.facts().containsKey("rolledBack")) {
            return alreadyBack(there);
        }
        ServerControl control = new ServerControl(context);
        ServerProcess server = control.look(there.directory());
        SwitchPlan plan = there.reversed(server);
        refuseWithoutBinaries(control, server, plan);
        Change change = new Change(
                "The server will be stopped and started as PostgreSQL " + plan.toVersion() + " again"
                        + (plan.toVersion().equals(plan.fromVersion())
                                ? " from " + plan.to()
                                : " instead of " + plan.fromVersion())
                        + ", on the same data",
                consequences(server, plan),
                List.of(SwitchRun.forwardAgain(plan)),
                () -> scripts(control, server, plan),
                Question.yesNo("Go on"));
        if (invocation.has(RollbackCommand.PLAN)) {
            return Plan.show(context, change);
        }
        return new ChangeProtocol(context).run(change, invocation, () -> {
            Map<String, Object> facts = new LinkedHashMap<>(plan.facts());
            facts.put(SwitchRun.UNDOES, upgrade.id());
            facts.putAll(CatalogRecord.shared(upgrade));
            return new SwitchRun(context).carryOut(context.journal().begin(SwitchRun.ROLLBACK, facts));
        });
    }

    private Journal.Entry newestUpgrade() {
        List<Journal.Entry> entries = context.journal().entries();
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).command().equals(SwitchRun.UPGRADE)) {
                return entries.get(i);
            }
        }
        throw new TvshException(
                ExitCode.REFUSED,
                "no upgrade of this target is recorded here",
                List.of(
                        backup(),
                        "rollback --to DATA-DIR    starts the cluster again that pg_upgrade was to make another one of",
                        "rollback --plan    lists every way back, what each costs and loses",
                        "Nothing was changed."));
    }

    /** The only way back that needs no upgrade loses what was written since. */
    private String backup() {
        Optional<BackupFolder> newest = new Backups(context.journal()).newest().map(Backups::folder);
        if (newest.isEmpty()) {
            return "rollback --to BACKUP-DIR    restores a backup; none is recorded here";
        }
        String taken = Moment.shown(newest.get().manifest().taken());
        return newest.get().isCluster()
                ? "rollback --plan --to " + newest.get().directory() + "    how the whole cluster is put back as of "
                        + taken
                : "rollback --to " + newest.get().directory() + "    restores the backup of " + taken
                        + "; loses what was written since, but for what --keep-changes carries over";
    }

    private static List<String> consequences(ServerProcess server, SwitchPlan plan) {
        List<String> consequences = new ArrayList<>(ServiceManager.afterwards(server, plan));
        consequences.add("cost    about 10 s without connections");
        consequences.add("loss    nothing; what was written since the upgrade stays");
        return consequences;
    }

    private Outcome alreadyBack(SwitchPlan upgrade) {
        String line = "the upgrade to PostgreSQL " + upgrade.toVersion() + " is already taken back, nothing to do";
        context.say(line);
        return Outcome.done(Map.of("to", upgrade.fromVersion(), "alreadyThere", true), List.of(line));
    }

    /** A package upgrade in place leaves other binaries in the old folder, or none. */
    private static void refuseWithoutBinaries(ServerControl control, ServerProcess server, SwitchPlan plan) {
        Binaries binaries = control.binaries(server, plan.to(), Set.of(), Set.of());
        if (!binaries.version().equals(plan.toVersion())) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    plan.to() + " holds PostgreSQL " + binaries.version() + " now and not " + plan.toVersion(),
                    List.of(
                            "install PostgreSQL " + plan.toVersion() + " there again, then: rollback",
                            "Nothing was changed."));
        }
    }

    private static List<Rendered> scripts(ServerControl control, ServerProcess server, SwitchPlan plan) {
        List<Rendered> scripts = new ArrayList<>();
        if (server.running()) {
            scripts.add(control.stopping(server, plan));
        }
        scripts.add(control.starting(server, plan));
        return scripts;
    }
}
