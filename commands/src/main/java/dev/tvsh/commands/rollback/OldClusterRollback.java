package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.Confirmation.Question;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.change.Change;
import dev.tvsh.commands.change.ChangeProtocol;
import dev.tvsh.commands.cluster.Binaries;
import dev.tvsh.commands.cluster.DataFolder;
import dev.tvsh.commands.cluster.ManagedCluster;
import dev.tvsh.commands.cluster.ServerControl;
import dev.tvsh.commands.cluster.SwitchPlan;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.upgrade.OpenWork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes a pg_upgrade back: stops the server, and starts the old cluster in its place. */
final class OldClusterRollback {

    private final CommandContext context;
    private final Path directory;

    OldClusterRollback(CommandContext context, Path directory) {
        this.context = context;
        this.directory = directory;
    }

    /** Whether this is the data directory of a cluster. */
    static boolean isCluster(Path directory) {
        return Files.exists(directory.resolve("PG_VERSION"));
    }

    Outcome run(Invocation invocation) {
        Optional<Journal.Entry> open = new OpenWork(context)
                .openOldCluster()
                .filter(entry -> SwitchPlan.of(entry).directory().equals(directory));
        Optional<DataFolder> current = new OldClusters(context).current();
        if (open.isPresent()) {
            return goOn(open.get(), invocation);
        }
        if (current.isPresent() && current.get().directory().equals(directory)) {
            return alreadyBack(current.get());
        }
        OldCluster old = new OldClusters(context).at(directory, current);
        refuse(old);
        OldClusterRun run =
                new OldClusterRun(context, plan(old), old.current().map(DataFolder::directory), old.shared());
        Change change = change(old, run, plan(old));
        if (invocation.has(RollbackCommand.PLAN)) {
            return Plan.show(context, change);
        }
        return new ChangeProtocol(context).run(change, invocation, run::begin);
    }

    private Outcome goOn(Journal.Entry entry, Invocation invocation) {
        OldClusterRun run = OldClusterRun.of(context, entry);
        SwitchPlan plan = SwitchPlan.of(entry);
        Change change = new Change(
                "going back to PostgreSQL " + plan.toVersion() + " in " + plan.directory()
                        + " was begun and not finished",
                List.of(),
                List.of(),
                run::statements,
                Question.yesNo("Go on"));
        return new ChangeProtocol(context).run(change, invocation, () -> run.carryOut(entry));
    }

    private Outcome alreadyBack(DataFolder current) {
        String line = "PostgreSQL " + current.server().major() + " in " + directory + " is what runs, nothing to do";
        context.say(line);
        return Outcome.done(Map.of("directory", directory.toString(), "alreadyThere", true), List.of("already there"));
    }

    private static void refuse(OldCluster old) {
        old.requireWay();
        List<DataFolder> both = new ArrayList<>(List.of(old.folder()));
        old.current().ifPresent(both::add);
        for (DataFolder folder : both) {
            if (!folder.server().manageable()) {
                throw new TvshException(
                        ExitCode.REFUSED,
                        folder.directory() + " belongs to user "
                                + folder.server().owner() + ", who alone can stop and start its server",
                        List.of("run tvsh as " + folder.server().owner() + " or as root", "Nothing was changed."));
            }
        }
    }

    /** How the old cluster is started: its own configuration, but where the applications look for it. */
    private SwitchPlan plan(OldCluster old) {
        DataFolder folder = old.folder();
        Binaries binaries = binaries(folder);
        Optional<DataFolder> current = old.current();
        Optional<ManagedCluster> managed = folder.server().managedFrom(binaries.folder());
        return new SwitchPlan(
                folder.directory(),
                folder.server().system(),
                folder.configuration().orElse(folder.directory()).toString(),
                managed.isPresent()
                        ? List.of()
                        : List.of(
                                "-p",
                                String.valueOf(context.connector().target().port())),
                managed.map(OldClusterRollback::log)
                        .orElseGet(() -> context.state()
                                .toAbsolutePath()
                                .resolve("logs")
                                .resolve(context.connector().target().slug() + ".log")),
                current.map(other -> other.server().binaries()).orElse(binaries.folder()),
                binaries.folder(),
                managed,
                current.map(other -> other.server().major()).orElse(binaries.version()),
                binaries.version());
    }

    /** Where the packages let it log, unless it was told otherwise. */
    private static Path log(ManagedCluster cluster) {
        return Path.of("/var/log/postgresql", "postgresql-" + cluster.version() + "-" + cluster.name() + ".log");
    }

    private Binaries binaries(DataFolder folder) {
        ServerControl control = new ServerControl(context);
        String needed = "PostgreSQL " + folder.server().major();
        Binaries binaries;
        try {
            binaries = control.binaries(folder.server(), folder.server().binaries(), Set.of(), Set.of());
        } catch (TvshException e) {
            e.passOnIfInterrupted();
            throw new TvshException(
                    ExitCode.REFUSED,
                    "the programs that " + folder.directory() + " ran with are not there: " + e.getMessage(),
                    List.of("install " + needed + " there again, then the same command", "Nothing was changed."),
                    e);
        }
        if (Binaries.major(binaries.version()) != folder.major()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    binaries.folder() + " holds PostgreSQL " + binaries.version() + ", and the files are of " + needed,
                    List.of("install " + needed + " there again, then the same command", "Nothing was changed."));
        }
        return binaries;
    }

    /** What the next boot will start, and where. */
    private List<String> nextStart(OldCluster old, SwitchPlan plan) {
        int port = context.connector().target().port();
        Optional<ManagedCluster> other = old.current().flatMap(DataFolder::managed);
        if (plan.managed().isPresent()) {
            String gets = "config  " + plan.managed().get() + " gets port " + port;
            return List.of(
                    other.isPresent()
                            ? gets + " and starts at boot if " + other.get()
                                    + " did, which gets its port and starts by hand"
                            : gets);
        }
        List<String> lines = new ArrayList<>();
        other.ifPresent(cluster ->
                lines.add("! " + cluster + " starts at boot if its start.conf says auto: write manual there"));
        old.current()
                .map(folder -> folder.server().unit())
                .filter(unit -> !unit.isEmpty())
                .ifPresent(unit -> lines.add("! systemd manages the server as " + unit
                        + ": disable that unit, or it starts the new cluster at the next boot"));
        lines.add("port    " + port + ", whatever its postgresql.conf says: set it there too, for the next start");
        return lines;
    }

    private Change change(OldCluster old, OldClusterRun run, SwitchPlan plan) {
        List<String> consequences = new ArrayList<>();
        old.proof()
                .ifPresentOrElse(
                        how -> consequences.add("proof   " + how),
                        () -> consequences.add("! nothing proves that this server was made of that cluster"));
        consequences.add("loss    every write since " + old.stopped() + ", to any database of the server");
        consequences.add("cost    about 10 s without connections");
        List<String> undo = new ArrayList<>();
        if (old.shared()) {
            consequences.add("! "
                    + old.current()
                            .map(made -> made.directory().toString())
                            .orElse("the cluster that pg_upgrade has made")
                    + " cannot be started any more: run pg_upgrade again, into an empty cluster");
            undo.add("pg_upgrade, into an empty cluster");
        } else {
            old.current().ifPresent(other -> {
                consequences.add("keep    " + other.directory() + " stays as it is, stopped");
                undo.add("rollback --to " + other.directory());
            });
        }
        consequences.addAll(nextStart(old, plan));
        boolean runs = old.current().filter(other -> other.server().running()).isPresent();
        String stopped = runs
                ? "The server will be stopped, and PostgreSQL " + plan.toVersion() + " started on "
                : "PostgreSQL " + plan.toVersion() + " will be started on ";
        return new Change(
                stopped + plan.directory() + ", the cluster as it was when it was stopped at " + old.stopped(),
                consequences,
                undo,
                run::statements,
                Question.typed(
                        "Type the database name to go on",
                        context.connector().target().database()));
    }
}
