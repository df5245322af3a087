package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.cluster.BinarySwitch;
import dev.tvsh.commands.cluster.ClusterPair;
import dev.tvsh.commands.cluster.DataFolder;
import dev.tvsh.commands.cluster.Downtime;
import dev.tvsh.commands.cluster.ServerControl;
import dev.tvsh.commands.cluster.SwitchPlan;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.upgrade.OpenWork;
import dev.tvsh.templates.Rendered;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stops one cluster's server and starts the other's. Wherever an earlier run ended, this one sees it on the host. */
final class OldClusterRun {

    private static final String LEFT = "leaves";
    private static final String LINKED = "linked";

    private final CommandContext context;
    private final ServerControl control;
    private final SwitchPlan plan;
    private final Optional<Path> left;
    private final boolean linked;

    /**
     * @param plan how the old cluster is started
     * @param left the data directory of the other one, if that is known
     * @param linked whether both hold the same files
     */
    OldClusterRun(CommandContext context, SwitchPlan plan, Optional<Path> left, boolean linked) {
        this.context = context;
        this.control = new ServerControl(context);
        this.plan = plan;
        this.left = left;
        this.linked = linked;
    }

    /** What an earlier run began. */
    static OldClusterRun of(CommandContext context, Journal.Entry entry) {
        return new OldClusterRun(
                context,
                SwitchPlan.of(entry),
                Optional.ofNullable(entry.facts().get(LEFT))
                        .map(String::valueOf)
                        .map(Path::of),
                entry.facts().containsKey(LINKED));
    }

    /** What runs, in order. */
    List<Rendered> statements() {
        List<Rendered> all = new ArrayList<>();
        left.map(control::lookAside).ifPresent(folder -> {
            requireWay(folder);
            if (folder.server().running()) {
                all.add(stopping(folder));
            }
            if (linked) {
                all.add(new ClusterPair(context).takingOver(folder.directory(), plan.directory()));
            }
        });
        configuring().ifPresent(all::add);
        all.add(control.starting(control.lookAside(plan.directory()).server(), plan));
        return all;
    }

    private Rendered stopping(DataFolder folder) {
        return control.stopping(folder.server(), stop(folder));
    }

    private Optional<Rendered> configuring() {
        return plan.managed()
                .map(cluster -> control.configuring(
                        cluster, port(), left.map(control::lookAside).flatMap(DataFolder::managed)));
    }

    private int port() {
        return context.connector().target().port();
    }

    /** Begins. Ways to other clusters that were begun and not finished are given up for this one. */
    Outcome begin() {
        for (Journal.Entry older : context.journal().open(OpenWork.OLD_CLUSTER)) {
            context.journal().close(older, "abandoned", Map.of());
        }
        Map<String, Object> facts = new LinkedHashMap<>(plan.facts());
        left.ifPresent(path -> facts.put(LEFT, path.toString()));
        if (linked) {
            facts.put(LINKED, true);
        }
        return carryOut(context.journal().begin(OpenWork.OLD_CLUSTER, facts));
    }

    /** Does what is left to do and closes the entry. */
    Outcome carryOut(Journal.Entry entry) {
        left.map(control::lookAside).ifPresent(folder -> leave(entry, folder));
        configuring().ifPresent(script -> run(script, "the clusters could not be configured"));
        Downtime downtime = start(entry);
        int tviews;
        try (SqlRunner sql = context.open()) {
            String system = sql.one("sql/server/identity.sql.vm", Map.of()).text("system_identifier");
            if (!system.equals(plan.system())) {
                throw new TvshException(
                        ExitCode.NEGATIVE,
                        "another server answers on port " + port(),
                        List.of("State: PostgreSQL " + plan.toVersion() + " runs on " + plan.directory() + "."));
            }
            tviews = TviewCatalog.read(sql).registered().orElse(List.of()).size();
        }
        context.journal().close(entry, "done", Map.of("downtimeSeconds", downtime.seconds()));
        context.say("PostgreSQL " + plan.toVersion() + " on " + plan.directory() + " · "
                + downtime.length().map(length -> "down " + downtime + " · ").orElse("")
                + tviews + " TVIEWs registered   → validate");
        left.filter(path -> !linked)
                .ifPresent(path ->
                        context.say("kept    " + path + ", stopped; rollback --to " + path + " starts it again"));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("directory", plan.directory().toString());
        document.put("version", plan.toVersion());
        document.put("tviews", tviews);
        return Outcome.done(document, List.of("PostgreSQL " + plan.toVersion() + ", " + tviews + " TVIEWs registered"));
    }

    private void leave(Journal.Entry entry, DataFolder folder) {
        try {
            requireWay(folder);
        } catch (TvshException e) {
            e.passOnIfInterrupted();
            context.journal().close(entry, "abandoned", Map.of());
            throw e;
        }
        if (folder.server().running()) {
            context.journal()
                    .note(entry, Map.of("stopping", context.clock().instant().toString()));
            run(stopping(folder), "the server could not be stopped");
        }
        if (linked) {
            run(
                    new ClusterPair(context).takingOver(folder.directory(), plan.directory()),
                    "the control files could not be renamed");
        }
    }

    /** Time has passed since it was looked at: a boot, for one, may have started the server that must not have run since. */
    private void requireWay(DataFolder folder) {
        if (linked && !folder.retired()) {
            new OldCluster(control.lookAside(plan.directory()), Optional.of(folder), true, Optional.empty())
                    .requireWay();
        }
    }

    private void run(Rendered script, String failure) {
        HostResult result = context.host().run(script);
        if (!result.succeeded()) {
            throw new TvshException(
                    ExitCode.NEGATIVE,
                    failure + ": " + (result.errors() + result.output()).strip(),
                    List.of("rollback        goes on when the cause is mended"));
        }
    }

    private Downtime start(Journal.Entry entry) {
        try {
            return new BinarySwitch(context).run(entry, plan);
        } catch (TvshException e) {
            if (e.exitCode() != ExitCode.NEGATIVE) {
                throw e;
            }
            List<String> advice = new ArrayList<>(List.of(
                    "This is why PostgreSQL " + plan.toVersion() + " did not start. Its log: " + plan.log(),
                    "State: no server runs; the data of both clusters is untouched.",
                    "rollback        tries again when the cause is mended"));
            left.filter(path -> !linked)
                    .ifPresent(path -> advice.add("rollback --to " + path + "    starts the other one again"));
            throw new TvshException(ExitCode.NEGATIVE, String.valueOf(e.getMessage()), advice, e);
        }
    }

    private SwitchPlan stop(DataFolder folder) {
        return new SwitchPlan(
                folder.directory(),
                folder.server().system(),
                folder.directory().toString(),
                List.of(),
                plan.log(),
                folder.server().binaries(),
                folder.server().binaries(),
                folder.managed(),
                folder.server().major(),
                folder.server().major());
    }
}
