package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.ConnectionOptions;
import dev.tvsh.commands.connection.ConnectionSpec;
import dev.tvsh.commands.connection.Connector;
import dev.tvsh.commands.connection.PasswordPrompt;
import dev.tvsh.commands.connection.ServerConnector;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ShellWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A server of tvsh's own on this machine, started from a copy of a backup of a cluster: nobody else reaches it, and it reaches
 * nobody. It stands in the journal from before it is there until it is gone.
 */
final class ScratchServer implements AutoCloseable {

    /** The name of its entries in the journal. */
    private static final String COMMAND = "scratch server";

    private static final int PORT = 5432;
    private static final String SCRATCH = ".scratch";

    private final CommandContext context;
    private final Path scratch;
    private final Path socket;
    private final Journal.Entry entry;

    private ScratchServer(CommandContext context, Path scratch, Path socket, Journal.Entry entry) {
        this.context = context;
        this.scratch = scratch;
        this.socket = socket;
        this.entry = entry;
    }

    /** Where the one of this backup is made: beside it, on the disk that has room for as much. */
    static Path place(BackupFolder backup) {
        return backup.directory().resolveSibling(backup.name() + SCRATCH);
    }

    /**
     * What starts it.
     *
     * @param socket the folder of its socket
     */
    static Rendered starting(CommandContext context, ClusterStart start, BackupFolder backup, Path socket) {
        return context.templates()
                .render(
                        "host/backup/scratch-start.sh.vm",
                        Map.of(
                                "tools", start.tools(),
                                "major", ShellWord.of(start.major()),
                                "copy", ShellWord.of(backup.directory().resolve(BackupFolder.CLUSTER)),
                                "scratch", ShellWord.of(place(backup)),
                                "socket", ShellWord.of(socket),
                                "directory", ShellWord.of(start.dataDirectory()),
                                "preload", ShellWord.of(start.preload())));
    }

    static Rendered stopping(CommandContext context, Path scratch, Path socket) {
        return context.templates()
                .render(
                        "host/backup/scratch-stop.sh.vm",
                        Map.of("scratch", ShellWord.of(scratch), "socket", ShellWord.of(socket)));
    }

    /**
     * How to start it.
     *
     * @param dataDirectory of the server that the backup is of; its programs are taken if it runs on this machine
     * @param preload {@code shared_preload_libraries}
     */
    record ClusterStart(ShellWord tools, int major, String dataDirectory, String preload) {}

    /** Starts one and waits until it is recovered. @throws TvshException if it does not start; it is gone again then */
    static ScratchServer start(CommandContext context, ClusterStart start, BackupFolder backup) {
        Path scratch = place(backup);
        if (Files.exists(scratch)) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    scratch + " is in the way and was not made by this tvsh",
                    List.of("Nothing was changed. Move it away, then again."));
        }
        Path socket;
        try {
            // The path of a socket must be short; this folder is its owner's only.
            socket = Files.createTempDirectory(Path.of("/tmp"), "tvsh");
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL, "no folder for a socket can be made: " + FileProblem.of(e), List.of(), e);
        }
        Journal.Entry entry =
                context.journal().begin(COMMAND, Map.of("directory", scratch.toString(), "socket", socket.toString()));
        ScratchServer server = new ScratchServer(context, scratch, socket, entry);
        boolean started = false;
        try {
            HostResult result = context.here().run(starting(context, start, backup, socket));
            if (!result.succeeded()) {
                throw new TvshException(
                        result.status() > 128 ? ExitCode.INTERRUPTED : ExitCode.NEGATIVE,
                        "the copy of the cluster does not start: " + ClientTools.firstError(result),
                        List.of("State: the backup is as it was, and not proved."));
            }
            started = true;
            return server;
        } finally {
            if (!started) {
                server.close();
            }
        }
    }

    /** What reaches it, as the user of the target. */
    Connector connector() {
        ConnectionSpec target = context.connector().spec();
        return new ServerConnector(
                new ConnectionSpec(
                        List.of(new ConnectionSpec.Host(socket.toString(), "", PORT)),
                        target.database(),
                        target.user(),
                        Map.of(),
                        target.passwordFile(),
                        ConnectionOptions.Passwords.NEVER),
                PasswordPrompt.NOBODY,
                warning -> {});
    }

    /** Ends and removes those that runs which died have left. The caller holds the lock. */
    static void cleanUp(CommandContext context) {
        for (Journal.Entry entry : context.journal().open(COMMAND)) {
            Path scratch = Path.of(String.valueOf(entry.facts().get("directory")));
            Path socket = Path.of(String.valueOf(entry.facts().get("socket")));
            if (Files.exists(scratch)) {
                context.say("removed the server " + scratch + ", which a verification that did not end has left");
            }
            new ScratchServer(context, scratch, socket, entry).close();
        }
    }

    @Override
    public void close() {
        HostResult result = context.here().run(stopping(context, scratch, socket));
        if (result.succeeded()) {
            context.journal().close(entry, "done", Map.of());
        } else {
            context.say("! cannot remove the server " + scratch + ": " + ClientTools.firstError(result)
                    + "   the next backup tries again");
        }
    }
}
