package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupFolder;
import dev.tvsh.commands.backup.Maintenance;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.Moment;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ShellWord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells how a copy of a whole cluster is put back. It takes the server's host, and every database of the server goes back. */
final class ClusterRollback {

    /** Stands where the server does not answer. */
    private static final String UNKNOWN = "/DATA-DIRECTORY";

    private final CommandContext context;
    private final BackupFolder backup;
    private final Manifest manifest;

    ClusterRollback(CommandContext context, BackupFolder backup, Manifest manifest) {
        this.context = context;
        this.backup = backup;
        this.manifest = manifest;
    }

    /** Shows what to run, with {@code --plan} and {@code --dry-run}; else refuses. */
    Outcome show(Invocation invocation) {
        if (!invocation.has(RollbackCommand.PLAN) && !invocation.dryRun()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "the backup is a copy of the whole cluster, which is put back on the server's host with the server stopped",
                    List.of(
                            "rollback --plan --to " + backup.directory() + "    shows the commands",
                            "Nothing was changed."));
        }
        Rendered script = script();
        List<String> lines = new ArrayList<>(List.of(
                "every database of the server will be as in the copy of "
                        + manifest.database().name() + "'s server, PostgreSQL "
                        + manifest.server().version(),
                "loss    every write to any of them since " + Moment.shown(manifest.taken()),
                "cost    the server is down while the copy is copied; its binaries must be of the same major version",
                "undo    the data directory of before stays beside; stop, move the two, start",
                "keep    registrations and states come back with the files, nothing is to be adopted",
                "run     on the server's host, as root; stop and start it by its service manager where it has one:"));
        backup.configuration()
                .ifPresent(folder -> lines.add(
                        lines.size() - 1,
                        "config  stays as it is outside of the data directory; what it was then is in " + folder));
        lines.forEach(context::say);
        context.output().accept(new Event.WouldRun(script));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("plan", lines);
        document.put("statements", List.of(script.text()));
        return Outcome.done(document, List.of("plan shown"));
    }

    private Rendered script() {
        String data = dataDirectory();
        return context.templates()
                .render(
                        "host/rollback/cluster.sh.vm",
                        Map.of(
                                "major", ShellWord.of(manifest.server().versionNum() / 10_000),
                                "data", ShellWord.of(data),
                                "kept", ShellWord.of(data + ".before-rollback"),
                                "copy", ShellWord.of(backup.directory().resolve(BackupFolder.CLUSTER))));
    }

    private String dataDirectory() {
        try (SqlRunner sql = Maintenance.open(context, manifest.database().name())) {
            return sql.one("sql/backup/cluster.sql.vm", Map.of()).text("directory");
        } catch (ConnectionLostException e) {
            context.say("? the server does not answer: put its data directory for " + UNKNOWN);
            return UNKNOWN;
        }
    }
}
