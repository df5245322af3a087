package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestComparison;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ShellWord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Proves a backup of a cluster: starts a copy of it, reads every row of the database, compares names, rights and states with
 * the manifest, and removes the copy.
 */
final class ClusterProof {

    private final CommandContext context;
    private final ShellWord tools;
    private final int jobs;

    /** @param jobs in how many sessions rows are read */
    ClusterProof(CommandContext context, ShellWord tools, int jobs) {
        this.context = context;
        this.tools = tools;
        this.jobs = jobs;
    }

    /** What would run, to be shown. */
    List<Rendered> scripts(BackupFolder backup, Manifest manifest, SqlRunner sql) {
        Path socket = Path.of("/tmp/SOCKET");
        return List.of(
                starting(backup, manifest, sql.info().major(), directory(sql), socket),
                ScratchServer.stopping(context, ScratchServer.place(backup), socket));
    }

    /** Proves it, and marks it as proved. The caller holds the lock. */
    RestoreProof.Result prove(BackupFolder backup) {
        Manifest manifest = RestoreObstacles.whole(backup, context);
        int major;
        String directory;
        try (SqlRunner sql = context.open()) {
            major = sql.info().major();
            directory = directory(sql);
        }
        ScratchServer.cleanUp(context);
        new FreeSpace(context).require(backup.bytes(), 1, ScratchServer.place(backup));
        context.say("starting a copy of the copy, to be compared and removed");
        Instant begun = context.clock().instant();
        ManifestComparison comparison;
        int version;
        Function<Path, Rendered> starting = socket -> starting(backup, manifest, major, directory, socket);
        try (ScratchServer server = ScratchServer.start(
                context, ScratchServer.place(backup), starting, "the copy of the cluster does not start")) {
            try (SqlRunner sql = server.context().open()) {
                version = sql.info().serverVersionNum();
            }
            // The manifest of a cluster has no rows; that each can be read is told by what cannot.
            comparison = ManifestComparison.of(
                    manifest,
                    SideDatabase.recorded(server.context(), manifest.database().name(), jobs)
                            .named());
        }
        Duration time = Duration.between(begun, context.clock().instant());
        return new RestoreProof.Result(
                Proving.CLUSTER,
                RestoreProof.mark(context, backup, manifest, version, comparison, time),
                comparison,
                time);
    }

    /**
     * What copies the copy and starts that.
     *
     * @param directory of the server that the backup is of; its programs are taken if it runs on this machine
     */
    private Rendered starting(BackupFolder backup, Manifest manifest, int major, String directory, Path socket) {
        Map<String, Object> values =
                ScratchServer.values(tools, major, manifest, ScratchServer.place(backup), socket, directory);
        values.put("copied", true);
        values.put("copy", ShellWord.of(backup.directory().resolve(BackupFolder.CLUSTER)));
        return context.templates().render("host/backup/scratch-start.sh.vm", values);
    }

    private static String directory(SqlRunner sql) {
        return Objects.requireNonNullElse(
                sql.one("sql/backup/cluster.sql.vm", Map.of()).nullable("directory"), "");
    }
}
