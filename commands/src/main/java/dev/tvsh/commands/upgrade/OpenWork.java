package dev.tvsh.commands.upgrade;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.Confirmation.Question;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.change.Change;
import dev.tvsh.commands.change.ChangeProtocol;
import dev.tvsh.commands.cluster.ServerControl;
import dev.tvsh.commands.cluster.ServerProcess;
import dev.tvsh.commands.cluster.SwitchPlan;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.templates.Rendered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes of binaries that an earlier tvsh began on this target and did not end. */
public final class OpenWork {

    /** The name of the entries of a way back to the cluster that pg_upgrade has left. */
    public static final String OLD_CLUSTER = "old-cluster";

    /** The names of all entries that such a change has. */
    public static final List<String> COMMANDS = List.of(SwitchRun.UPGRADE, SwitchRun.ROLLBACK, OLD_CLUSTER);

    private final CommandContext context;

    public OpenWork(CommandContext context) {
        this.context = context;
    }

    public Optional<Journal.Entry> openUpgrade() {
        return newest(SwitchRun.UPGRADE);
    }

    public Optional<Journal.Entry> openRollback() {
        return newest(SwitchRun.ROLLBACK);
    }

    public Optional<Journal.Entry> openOldCluster() {
        return newest(OLD_CLUSTER);
    }

    /**
     * Lets nothing else begin.
     *
     * @throws TvshException with {@link ExitCode#REFUSED} while a way back is under way
     */
    public void refuseOpenRollback() {
        Optional<Journal.Entry> open = openRollback().or(this::openOldCluster);
        if (open.isPresent()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "a rollback that was begun on this target is not finished",
                    List.of(howToGoOn(open.get()), "Nothing was changed."));
        }
    }

    /** A way back that is finished by the command that began it, and by no other; on one line, with that command. */
    public Optional<String> unfinishedRollback() {
        Optional<Journal.Entry> restore = openRollback().filter(entry -> !SwitchPlan.isIn(entry));
        return restore.isPresent()
                ? restore.map(entry -> told("a restore is not finished", entry))
                : openOldCluster()
                        .map(entry -> told("going back to the cluster before pg_upgrade is not finished", entry));
    }

    private static String told(String line, Journal.Entry rollback) {
        return line + "    → " + howToGoOn(rollback).replaceAll("  +.*", "");
    }

    /** What to type to finish a way back. */
    private static String howToGoOn(Journal.Entry rollback) {
        return SwitchPlan.isIn(rollback)
                ? "rollback        finishes it"
                : "rollback --to " + rollback.facts().getOrDefault("backup", "DIR")
                        + rollback.facts().getOrDefault("options", "") + "    finishes it";
    }

    /** Goes on with a change of binaries, after asking. */
    public Outcome resume(Journal.Entry entry, Invocation invocation) {
        SwitchPlan plan = SwitchPlan.of(entry);
        ServerControl control = new ServerControl(context);
        ServerProcess server = control.look(plan.directory());
        Change change = new Change(
                entry.command() + " to PostgreSQL " + plan.toVersion() + " was begun and not finished; the server "
                        + state(server, plan),
                List.of(),
                List.of(entry.command().equals(SwitchRun.UPGRADE) ? "rollback" : SwitchRun.forwardAgain(plan)),
                () -> remaining(control, server, plan),
                Question.yesNo("Go on"));
        return new ChangeProtocol(context).run(change, invocation, () -> new SwitchRun(context).carryOut(entry));
    }

    private static String state(ServerProcess server, SwitchPlan plan) {
        if (!server.running()) {
            return "is stopped";
        }
        return "runs as " + (server.runsFrom(plan.to()) ? plan.toVersion() : plan.fromVersion());
    }

    private static List<Rendered> remaining(ServerControl control, ServerProcess server, SwitchPlan plan) {
        List<Rendered> scripts = new ArrayList<>();
        if (server.running() && !server.runsFrom(plan.to())) {
            scripts.add(control.stopping(server, plan));
        }
        if (!server.runsFrom(plan.to())) {
            scripts.add(control.starting(server, plan));
        }
        return scripts;
    }

    private Optional<Journal.Entry> newest(String command) {
        List<Journal.Entry> open = context.journal().open(command);
        return open.isEmpty() ? Optional.empty() : Optional.of(open.get(open.size() - 1));
    }
}
