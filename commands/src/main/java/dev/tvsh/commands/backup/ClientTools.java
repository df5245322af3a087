package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.cluster.Binaries;
import dev.tvsh.commands.cluster.HostFacts;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.templates.ShellWord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The client programs of PostgreSQL that copy databases: pg_dump, pg_dumpall and pg_restore.
 *
 * @param folder what stands before PATH, with a colon; empty where they are found on PATH
 * @param restoreVersion the version of pg_restore, for example {@code 15.18}
 * @param install what installs those of the server's own major version
 */
public record ClientTools(ShellWord folder, String restoreVersion, String install) {

    /** From this version on pg_restore sets a parameter that older servers do not know, and stops there. */
    private static final int SETS_TRANSACTION_TIMEOUT = 17;

    /** Names a folder in which the programs are looked for first. */
    public static final OptionSpec OPTION = OptionSpec.value(
            "tools-dir",
            "DIR",
            "where pg_dump and pg_restore are, if not where packages put those of the server's version, or on PATH");

    private static final List<String> PROGRAMS = List.of("pg_dump", "pg_dumpall", "pg_restore");

    /**
     * Finds the programs and makes sure that they can read this server.
     *
     * @param major the major version of the server
     * @throws TvshException with {@link ExitCode#REFUSED} if one is missing, or older than the server
     */
    public static ClientTools find(CommandContext context, Invocation invocation, int major) {
        Optional<Path> named = invocation.value("tools-dir").map(Path::of).map(Path::toAbsolutePath);
        HostResult result = context.here()
                .run(context.templates()
                        .render(
                                "host/backup/tools.sh.vm",
                                Map.of(
                                        "tools", first(named),
                                        "anywhere", named.isEmpty(),
                                        "major", ShellWord.of(major))));
        HostFacts facts = HostFacts.parse(result.output());
        String install = "install    " + installation(facts.text("manager"), major);
        for (String program : PROGRAMS) {
            String version = facts.text(program);
            if (version.isEmpty()) {
                throw refused(program + " is not on this machine's PATH", install);
            }
            if (Binaries.major(Binaries.versionIn(version)) < major) {
                throw refused(
                        program + " " + Binaries.versionIn(version) + " is older than the server, PostgreSQL " + major
                                + ", and cannot read it",
                        install);
            }
        }
        Optional<Path> own = named.or(() -> Optional.of(facts.text("folder"))
                .filter(path -> !path.isEmpty())
                .map(Path::of));
        return new ClientTools(first(own), Binaries.versionIn(facts.text("pg_restore")), install);
    }

    /** What stands before PATH so that the programs of this folder are found first. */
    private static ShellWord first(Optional<Path> folder) {
        return folder.map(path -> ShellWord.of(path + ":")).orElse(ShellWord.list(List.of()));
    }

    /**
     * Makes sure that what is dumped can be restored into this server again.
     *
     * @param major the major version of the server
     * @throws TvshException with {@link ExitCode#REFUSED} if pg_restore is too new for that
     */
    public void requireRestore(int major) {
        if (major < SETS_TRANSACTION_TIMEOUT && Binaries.major(restoreVersion) >= SETS_TRANSACTION_TIMEOUT) {
            throw refused(
                    "pg_restore " + restoreVersion + " sets transaction_timeout, which PostgreSQL " + major
                            + " does not know: it can restore nothing into it",
                    install);
        }
    }

    /** The first error that a client program told, without its name before it. */
    public static String firstError(HostResult result) {
        List<String> lines =
                result.errors().lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .filter(line -> line.contains("error: "))
                .map(line -> line.substring(line.indexOf("error: ") + "error: ".length()))
                .findFirst()
                .orElse(lines.isEmpty() ? "exit status " + result.status() : lines.get(lines.size() - 1));
    }

    /**
     * Makes sure that a client program has done its work.
     *
     * @param failure what it means if not, before its own first error
     * @param otherwise how tvsh ends then, unless a signal such as that of Ctrl-C ended the program
     */
    public static void requireSuccess(HostResult result, String failure, ExitCode otherwise, List<String> advice) {
        if (!result.succeeded()) {
            throw new TvshException(
                    result.endedBySignal() ? ExitCode.INTERRUPTED : otherwise,
                    failure + ": " + firstError(result),
                    advice);
        }
    }

    private static TvshException refused(String message, String install) {
        return new TvshException(
                ExitCode.REFUSED, message, List.of(install, "or         --tools-dir DIR, if they are elsewhere"));
    }

    private static String installation(String manager, int major) {
        return switch (manager) {
            case "dnf" -> "dnf install postgresql" + major;
            case "zypper" -> "zypper install postgresql" + major;
            case "apk" -> "apk add postgresql" + major + "-client";
            default -> "apt-get install postgresql-client-" + major;
        };
    }
}
