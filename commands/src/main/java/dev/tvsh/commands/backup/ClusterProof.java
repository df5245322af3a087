package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.connection.Connector;
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

/**
 * Proves a backup of a cluster: starts a copy of it, reads every row of the database, compares names, rights and states with
 * the manifest, and removes the copy.
 */
final class ClusterProof {

    private final CommandContext context;
    private final ShellWord tools;

    ClusterProof(CommandContext context, ShellWord tools) {
        this.context = context;
        this.tools = tools;
    }

    /** What would run, to be shown. */
    List<Rendered> scripts(BackupFolder backup, Manifest manifest, SqlRunner sql) {
        Path socket = Path.of("/tmp/SOCKET");
        return List.of(
                ScratchServer.starting(context, start(manifest, sql), backup, socket),
                ScratchServer.stopping(context, ScratchServer.place(backup), socket));
    }

    /** Proves it, and marks it as proved. The caller holds the lock. */
    RestoreProof.Result prove(BackupFolder backup) {
        Manifest manifest = RestoreObstacles.whole(backup, context);
        ScratchServer.ClusterStart start;
        try (SqlRunner sql = context.open()) {
            start = start(manifest, sql);
        }
        ScratchServer.cleanUp(context);
        new FreeSpace(context).require(backup.bytes(), 1, ScratchServer.place(backup));
        context.say("starting a copy of the copy, to be compared and removed");
        Instant begun = context.clock().instant();
        ManifestComparison comparison;
        int version;
        try (ScratchServer server = ScratchServer.start(context, start, backup)) {
            Connector connector = server.connector();
            try (SqlRunner sql = SqlRunner.open(connector::connect, context.templates(), context.output())) {
                version = sql.info().serverVersionNum();
                // The manifest of a cluster has no rows; that each can be read is told by what cannot.
                comparison = ManifestComparison.of(
                        manifest, SideDatabase.recorded(context, sql).named());
            }
        }
        Duration time = Duration.between(begun, context.clock().instant());
        return new RestoreProof.Result(
                RestoreProof.mark(context, backup, manifest, version, comparison, time), comparison, time);
    }

    private ScratchServer.ClusterStart start(Manifest manifest, SqlRunner sql) {
        return new ScratchServer.ClusterStart(
                tools,
                sql.info().serverVersionNum() / 10_000,
                Objects.requireNonNullElse(
                        sql.one("sql/backup/cluster.sql.vm", Map.of()).nullable("directory"), ""),
                Objects.requireNonNullElse(manifest.server().preload(), ""));
    }
}
