package dev.tvsh.commands.cluster;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ShellWord;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at a server on its host, stops it and starts it, always as the owner of its data directory. */
public final class ServerControl {

    private static final long SECONDS = 600;

    private final CommandContext context;

    public ServerControl(CommandContext context) {
        this.context = context;
    }

    /**
     * Looks at the server of a data directory, running or not.
     *
     * @throws TvshException with {@link ExitCode#REFUSED} if the directory cannot be read here
     */
    public ServerProcess look(Path directory) {
        return ServerProcess.of(facts(directory, false));
    }

    /** Looks at a data directory that may have been put out of use; else as {@link #look}. */
    public DataFolder lookAside(Path directory) {
        return DataFolder.of(facts(directory, true));
    }

    private HostFacts facts(Path directory, boolean retired) {
        HostResult result = context.host()
                .run(context.templates()
                        .render(
                                "host/cluster/look.sh.vm",
                                Map.of("data", ShellWord.of(directory), "retired", retired)));
        if (!result.succeeded()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    firstLine(result.errors()),
                    List.of("\\set host ssh:HOST for another machine, sudo:USER for the owner of the data directory"));
        }
        return HostFacts.parse(result.output());
    }

    /**
     * Looks at the server programs in a folder, or in its subfolder {@code bin}.
     *
     * @param shared files that the folder of extensions must have, for example {@code pg_tviews.control}
     * @param libraries files that the folder of libraries must have
     * @throws TvshException with {@link ExitCode#REFUSED} if there is no server in it that the owner can run
     */
    public Binaries binaries(
            ServerProcess server, Path folder, Collection<String> shared, Collection<String> libraries) {
        HostResult result = context.host()
                .run(context.templates()
                        .render(
                                "host/cluster/binaries.sh.vm",
                                Map.of(
                                        "folder", ShellWord.of(folder),
                                        "asOwner", server.asOwner(),
                                        "shared",
                                                shared.stream()
                                                        .map(ShellWord::of)
                                                        .toList(),
                                        "libraries",
                                                libraries.stream()
                                                        .map(ShellWord::of)
                                                        .toList())));
        if (!result.succeeded()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    firstLine(result.errors()),
                    List.of(
                            "--to-binaries takes the folder that postgres and pg_ctl of the new version are in",
                            "Nothing was changed."));
        }
        return Binaries.of(HostFacts.parse(result.output()));
    }

    /** What stops the server: the host's packages if they will start it again, else the programs that the plan leads to. */
    public Rendered stopping(ServerProcess server, SwitchPlan plan) {
        if (plan.managed().isPresent()) {
            Map<String, Object> values = new HashMap<>(words(plan.managed().get()));
            values.put("seconds", ShellWord.of(SECONDS));
            return context.templates().render("host/cluster/stop-managed.sh.vm", values);
        }
        return context.templates()
                .render(
                        "host/cluster/stop.sh.vm",
                        Map.of(
                                "asOwner", server.asOwner(),
                                "pgctl", ShellWord.of(plan.to().resolve("pg_ctl")),
                                "data", ShellWord.of(plan.directory()),
                                "seconds", ShellWord.of(SECONDS)));
    }

    /**
     * What lets a cluster that the host's packages manage take the place of another one.
     *
     * @param other the one that had the port, and starts at boot; empty if it is not managed so
     */
    public Rendered configuring(ManagedCluster cluster, int port, Optional<ManagedCluster> other) {
        Map<String, Object> values = new HashMap<>(words(cluster));
        values.put("port", ShellWord.of(port));
        values.put("other", other.isPresent());
        other.ifPresent(one -> {
            values.put("otherVersion", ShellWord.of(one.version()));
            values.put("otherName", ShellWord.of(one.name()));
        });
        return context.templates().render("host/cluster/configure-managed.sh.vm", values);
    }

    private static Map<String, Object> words(ManagedCluster cluster) {
        return Map.of("version", ShellWord.of(cluster.version()), "name", ShellWord.of(cluster.name()));
    }

    /** What starts the server from the binaries that the plan leads to, with the options that it had. */
    public Rendered starting(ServerProcess server, SwitchPlan plan) {
        if (plan.managed().isPresent()) {
            return context.templates()
                    .render(
                            "host/cluster/start-managed.sh.vm",
                            words(plan.managed().get()));
        }
        Map<String, Object> values = new HashMap<>();
        values.put("asOwner", server.asOwner());
        values.put("pgctl", ShellWord.of(plan.to().resolve("pg_ctl")));
        values.put("directory", ShellWord.of(plan.startDirectory()));
        values.put("data", ShellWord.of(plan.directory()));
        values.put("log", ShellWord.of(plan.log()));
        values.put("seconds", ShellWord.of(SECONDS));
        values.put("hasOptions", !plan.options().isEmpty());
        // pg_ctl hands the options to a shell of its own: words inside of one word.
        values.put("options", ShellWord.of(ShellWord.list(plan.options()).text()));
        return context.templates().render("host/cluster/start.sh.vm", values);
    }

    private static String firstLine(String text) {
        return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("the host gave no reason");
    }
}
