package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.cluster.Binaries;
import dev.tvsh.commands.cluster.HostFacts;
import dev.tvsh.commands.host.HostListener;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ShellWord;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies a whole cluster with pg_basebackup, and looks at the copy with pg_verifybackup. */
final class ClusterCopy {

    private final CommandContext context;
    private final ShellWord tools;
    private final int major;

    /** @param major of the server; the two programs are also looked for where packages of this version have them */
    ClusterCopy(CommandContext context, ShellWord tools, int major) {
        this.context = context;
        this.tools = tools;
        this.major = major;
    }

    /** @throws TvshException with {@link ExitCode#REFUSED} if a program is missing or of another major version */
    void requirePrograms() {
        HostResult result = context.here().run(script("host/backup/basebackup-tools.sh.vm", Map.of()));
        HostFacts facts = HostFacts.parse(result.output());
        for (String program : List.of("pg_basebackup", "pg_verifybackup")) {
            String version = facts.text(program);
            if (version.isEmpty()) {
                throw refused(program + " is not on this machine's PATH");
            }
            if (Binaries.major(Binaries.versionIn(version)) != major) {
                throw refused(program + " " + Binaries.versionIn(version) + " is not of PostgreSQL " + major
                        + ", as the server is");
            }
        }
    }

    Rendered copying(Path folder) {
        return script("host/backup/basebackup.sh.vm", Map.of("folder", ShellWord.of(folder)));
    }

    /** @throws TvshException if it fails; what it has left is the caller's care */
    void copy(Path folder) {
        run(copying(folder), new ClusterProgress(context.output()), "the backup failed", ExitCode.FATAL);
    }

    Rendered checking(Path folder) {
        return script("host/backup/verifybackup.sh.vm", Map.of("folder", ShellWord.of(folder)));
    }

    /** @throws TvshException if a file of the copy is not what the server has sent, or its log is not whole */
    void check(Path folder) {
        run(checking(folder), line -> {}, "the copy of the cluster is damaged", ExitCode.NEGATIVE);
    }

    private Rendered script(String template, Map<String, ShellWord> values) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("tools", tools);
        all.put("major", ShellWord.of(major));
        return context.templates().render(template, all);
    }

    private void run(Rendered script, HostListener listener, String failure, ExitCode exitCode) {
        HostResult result =
                context.here().run(script, context.connector().target().clientEnvironment(), listener);
        ClientTools.requireSuccess(result, failure, exitCode, List.of("State: the database is as it was."));
    }

    private TvshException refused(String message) {
        return new TvshException(
                ExitCode.REFUSED,
                message,
                List.of(
                        "--tools-dir DIR                  if it is elsewhere",
                        "backup --method directory        needs pg_dump only",
                        "Nothing was changed."));
    }
}
