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

/**
 * The client programs of PostgreSQL that copy databases: pg_dump, pg_dumpall and pg_restore.
 *
 * @param folder what stands before PATH, with a colon; empty where they are found on PATH
 * @param dumpVersion the version of pg_dump, for example {@code 15.18}
 */
public record ClientTools(ShellWord folder, String dumpVersion) {

    /** Names a folder in which the programs are looked for first. */
    public static final OptionSpec OPTION =
            OptionSpec.value("tools-dir", "DIR", "where pg_dump and pg_restore are, if not on PATH");

    private static final List<String> PROGRAMS = List.of("pg_dump", "pg_dumpall", "pg_restore");

    /**
     * Finds the programs and makes sure that they can read this server.
     *
     * @param major the major version of the server
     * @throws TvshException with {@link ExitCode#REFUSED} if one is missing, or older than the server
     */
    public static ClientTools find(CommandContext context, Invocation invocation, int major) {
        ShellWord folder = invocation
                .value("tools-dir")
                .map(dir -> ShellWord.of(Path.of(dir).toAbsolutePath() + ":"))
                .orElse(ShellWord.list(List.of()));
        HostResult result =
                context.here().run(context.templates().render("host/backup/tools.sh.vm", Map.of("tools", folder)));
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
        return new ClientTools(folder, Binaries.versionIn(facts.text("pg_dump")));
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
