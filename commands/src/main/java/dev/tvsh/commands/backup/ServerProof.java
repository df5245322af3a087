package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestComparison;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ShellWord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Proves a backup as if the cluster were lost: makes a server that has nothing, makes the roles of the backup on it, restores the
 * dump, compares that with the manifest, and removes the server. A database beside has the roles of the cluster of now, and so
 * proves nothing of those of the backup.
 */
final class ServerProof {

    /** Who restores. A role of this name in a backup would be told as one that cannot be made. */
    private static final String SUPERUSER = "tvsh_scratch";

    private final CommandContext context;
    private final ClientTools tools;
    private final int jobs;
    private final String database;

    ServerProof(CommandContext context, ClientTools tools, int jobs) {
        this.context = context;
        this.tools = tools;
        this.jobs = jobs;
        this.database = DatabaseName.with(context.connector().target().database(), RestoreProof.SCRATCH);
    }

    /** What would run, to be shown. */
    List<Rendered> scripts(BackupFolder backup, Manifest manifest, SqlRunner sql) {
        Path scratch = ScratchServer.place(backup);
        Path socket = Path.of("/tmp/SOCKET");
        LikeServer like = LikeServer.of(sql);
        SideDatabase side = new SideDatabase(context, database, manifest);
        return List.of(
                like.starting(context, tools.folder(), manifest, scratch, socket),
                role(),
                globals(backup, like, socket),
                side.creation(Optional.empty(), sql.info().major()),
                side.filling(backup, tools, jobs, sql.info().major()),
                ScratchServer.stopping(context, scratch, socket));
    }

    /**
     * Proves a backup that is whole, and marks it as proved. The caller holds the lock.
     *
     * @throws TvshException if it cannot be restored, after the server is removed
     */
    RestoreProof.Result prove(BackupFolder backup, Manifest manifest) {
        String live = context.connector().target().database();
        LikeServer like;
        Optional<Databases.State> now;
        int version;
        try (SqlRunner sql = Maintenance.open(context, live)) {
            RestoreObstacles.refuse(manifest, sql);
            like = LikeServer.of(sql);
            now = Databases.read(sql, List.of(live)).find(live);
            version = sql.info().serverVersionNum();
        }
        ScratchServer.cleanUp(context);
        Path scratch = ScratchServer.place(backup);
        try (SqlRunner sql = context.open()) {
            new FreeSpace(context).requireForServer(sql, backup);
        }
        context.say("restoring into a server of its own, to be compared and removed");
        Instant begun = context.clock().instant();
        ManifestComparison comparison;
        try (ScratchServer server = ScratchServer.start(
                context,
                scratch,
                socket -> like.starting(context, tools.folder(), manifest, scratch, socket),
                "no server can be made to restore into")) {
            comparison = compare(backup, manifest, now, like, server);
        }
        Duration time = Duration.between(begun, context.clock().instant());
        return new RestoreProof.Result(
                Proving.SERVER,
                RestoreProof.mark(context, backup, manifest, version, comparison, time),
                comparison,
                time);
    }

    private ManifestComparison compare(
            BackupFolder backup,
            Manifest manifest,
            Optional<Databases.State> now,
            LikeServer like,
            ScratchServer server) {
        try (SqlRunner sql = server.context(like.bootstrap()).open(DatabaseName.maintenance(database))) {
            sql.run(role());
        }
        CommandContext inside = server.context(SUPERUSER);
        makeRoles(globals(backup, like, server.socket()), backup, inside);
        return new SideDatabase(inside, database, manifest)
                .tried(backup, tools, jobs, now, "the server that it was restored into is removed again.");
    }

    private void makeRoles(Rendered globals, BackupFolder backup, CommandContext inside) {
        HostResult result = inside.here()
                .run(
                        globals,
                        inside.connector().target().clientEnvironment(DatabaseName.maintenance(database)),
                        line -> {});
        ClientTools.requireSuccess(
                result,
                "the roles of the backup cannot be made",
                ExitCode.NEGATIVE,
                List.of(
                        "look            " + backup.directory() + "/" + BackupFolder.GLOBALS,
                        "State: the server that it was restored into is removed again. The backup is not proved."));
    }

    private Rendered role() {
        return context.templates().render("sql/backup/scratch-role.sql.vm", Map.of("role", Identifier.of(SUPERUSER)));
    }

    private Rendered globals(BackupFolder backup, LikeServer like, Path socket) {
        return context.templates()
                .render(
                        "host/backup/globals.sh.vm",
                        Map.of(
                                "tools", tools.folder(),
                                "globals", ShellWord.of(backup.directory().resolve(BackupFolder.GLOBALS)),
                                "creation", ShellWord.of(like.creation()),
                                "scratch", ShellWord.of(ScratchServer.place(backup)),
                                "socket", ShellWord.of(socket)));
    }
}
