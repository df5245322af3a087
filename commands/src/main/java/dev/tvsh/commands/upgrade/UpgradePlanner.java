package dev.tvsh.commands.upgrade;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.cluster.Binaries;
import dev.tvsh.commands.cluster.ClusterFacts;
import dev.tvsh.commands.cluster.ServerControl;
import dev.tvsh.commands.cluster.ServerProcess;
import dev.tvsh.commands.cluster.SwitchPlan;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds out whether and how the target's server can go to other binaries of its major version. Changes nothing. */
final class UpgradePlanner {

    private final CommandContext context;
    private final ServerControl control;

    UpgradePlanner(CommandContext context) {
        this.context = context;
        this.control = new ServerControl(context);
    }

    /**
     * What was found.
     *
     * @param blocking why it cannot go there as things are, the worst first
     */
    record Finding(SwitchPlan plan, ServerProcess server, ClusterFacts facts, List<String> blocking) {

        /** Whether the server already runs from there. */
        boolean alreadyThere() {
            return plan.fromVersion().equals(plan.toVersion()) && server.runsFrom(plan.to());
        }
    }

    Finding find(Path folder) {
        try (SqlRunner sql = context.open()) {
            ClusterFacts facts = ClusterFacts.read(sql);
            ServerProcess server = localServer(facts);
            TreeSet<String> shared = new TreeSet<>();
            TreeSet<String> libraries = new TreeSet<>();
            neededFiles(sql, facts, shared, libraries);
            Binaries binaries = control.binaries(server, folder, shared, libraries);
            refuseOtherVersion(facts, binaries);
            SwitchPlan plan = plan(facts, server, binaries);
            return new Finding(plan, server, facts, blocking(facts, binaries));
        }
    }

    /** The folder that the server runs from, if the programs in it were replaced since it was started. */
    Optional<Path> replaced() {
        try (SqlRunner sql = context.open()) {
            ServerProcess server = localServer(ClusterFacts.read(sql));
            return server.replaced() ? Optional.of(server.binaries()) : Optional.empty();
        }
    }

    private ServerProcess localServer(ClusterFacts facts) {
        ServerProcess server = control.look(facts.directory());
        facts.require(server);
        if (!server.manageable()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "the server belongs to user " + server.owner() + ", who alone can stop and start it",
                    List.of("run tvsh as " + server.owner() + " or as root"));
        }
        return server;
    }

    private static void neededFiles(SqlRunner sql, ClusterFacts facts, Set<String> shared, Set<String> libraries) {
        for (Row row : sql.query("sql/cluster/needed-files.sql.vm", Map.of())) {
            if (row.text("place").equals("share")) {
                shared.add(row.text("file"));
            } else {
                libraries.add(library(row.text("file")));
            }
        }
        for (String preloaded : facts.preloaded().split(",", -1)) {
            String name = preloaded.strip().replace("\"", "").replaceFirst("^\\$libdir/", "");
            if (!name.isEmpty() && !name.startsWith("/")) {
                libraries.add(library(name));
            }
        }
    }

    private static String library(String name) {
        return name.endsWith(".so") ? name : name + ".so";
    }

    private static void refuseOtherVersion(ClusterFacts facts, Binaries binaries) {
        String from = facts.version();
        String to = binaries.version();
        if (Binaries.major(to) != Binaries.major(from)) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    binaries.folder() + " holds PostgreSQL " + to + ", the server is " + from,
                    List.of(
                            "upgrade-cluster goes to another minor version only; the data files of another major"
                                    + " version differ.",
                            "Nothing was changed."));
        }
        if (Binaries.minor(to) < Binaries.minor(from)) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    binaries.folder() + " holds PostgreSQL " + to + ", which is older than the server, " + from,
                    List.of("rollback        goes back to the binaries of before", "Nothing was changed."));
        }
    }

    private SwitchPlan plan(ClusterFacts facts, ServerProcess server, Binaries binaries) {
        List<String> options = new ArrayList<>(server.command().options());
        for (String setting : facts.fromEnvironment()) {
            options.add("-c");
            options.add(setting);
        }
        return new SwitchPlan(
                server.directory(),
                server.system(),
                startDirectory(facts, server),
                options,
                server.log()
                        .orElse(context.state()
                                .toAbsolutePath()
                                .resolve("logs")
                                .resolve(context.connector().target().slug() + ".log")),
                server.binaries(),
                binaries.folder(),
                server.managedFrom(binaries.folder()),
                facts.version(),
                binaries.version());
    }

    /** Where the configuration is, if it is not in the data directory and no option names it. */
    private static String startDirectory(ClusterFacts facts, ServerProcess server) {
        String given = server.command().directory();
        if (given.startsWith("/")) {
            return given;
        }
        boolean named = server.command().options().stream().anyMatch(option -> option.contains("config_file="));
        Path configured = facts.configuration().getParent();
        return named || configured == null ? facts.directory().toString() : configured.toString();
    }

    private static List<String> blocking(ClusterFacts facts, Binaries binaries) {
        List<String> blocking = new ArrayList<>();
        for (String file : binaries.missing()) {
            blocking.add("PostgreSQL " + binaries.version() + " lacks " + file
                    + ", which this database needs: install the extension for the new binaries first");
        }
        if (binaries.share().isEmpty() || binaries.libraries().isEmpty()) {
            blocking.add("where " + binaries.folder() + " keeps the files of extensions could not be determined:"
                    + " it has no pg_config");
        }
        for (String name : facts.prepared()) {
            blocking.add("a prepared transaction is open and holds locks: '" + name
                    + "'. End it with COMMIT PREPARED or ROLLBACK PREPARED");
        }
        return blocking;
    }
}
