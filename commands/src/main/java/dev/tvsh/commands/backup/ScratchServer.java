package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.ConnectionOptions;
import dev.tvsh.commands.connection.ConnectionSpec;
import dev.tvsh.commands.connection.PasswordPrompt;
import dev.tvsh.commands.connection.ServerConnector;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ShellWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/**
 * A server of tvsh's own on this machine, for a backup to be proved in: nobody else reaches it, and it reaches nobody. It stands in the journal from before it is there until it is gone.
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

    static Rendered stopping(CommandContext context, Path scratch, Path socket) {
        return context.templates()
                .render(
                        "host/backup/scratch-stop.sh.vm",
                        Map.of("scratch", ShellWord.of(scratch), "socket", ShellWord.of(socket)));
    }

    /**
     * What every way to start one has in common, for the template that does.
     *
     * @param directory of the live server, whose programs are taken if it runs on this machine; empty if that may not be seen
     */
    static Map<String, Object> values(
            ShellWord tools, int major, Manifest manifest, Path scratch, Path socket, String directory) {
        Map<String, Object> values = new HashMap<>();
        values.put("tools", tools);
        values.put("major", ShellWord.of(major));
        values.put("scratch", ShellWord.of(scratch));
        values.put("socket", ShellWord.of(socket));
        values.put("directory", ShellWord.of(directory));
        values.put(
                "preload",
                ShellWord.of(Objects.requireNonNullElse(manifest.server().preload(), "")));
        return values;
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param scratch the folder that it is made in, which is not there yet
     * @param starting what makes and starts it, by the folder of its socket
     * @param failure what it means if it does not start
     * @throws TvshException if it does not start; it is gone again then
     */
    static ScratchServer start(
            CommandContext context, Path scratch, Function<Path, Rendered> starting, String failure) {
        if (Files.exists(scratch)) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    scratch + " is in the way and was not made by this tvsh",
                    List.of("Nothing was changed. Move it away, then again."));
        }
        // The path of a socket must be short.
        Path socket = Path.of("/tmp", "tvsh" + UUID.randomUUID().toString().substring(0, 13));
        Journal.Entry entry =
                context.journal().begin(COMMAND, Map.of("directory", scratch.toString(), "socket", socket.toString()));
        ScratchServer server = new ScratchServer(context, scratch, socket, entry);
        boolean started = false;
        try {
            Files.createDirectory(
                    socket, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            HostResult result = context.here().run(starting.apply(socket));
            ClientTools.requireSuccess(
                    result, failure, ExitCode.NEGATIVE, List.of("State: the backup is as it was, and not proved."));
            started = true;
            return server;
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL, "no folder for a socket can be made: " + FileProblem.of(e), List.of(), e);
        } finally {
            if (!started) {
                server.close();
            }
        }
    }

    /** The folder of its socket. */
    Path socket() {
        return socket;
    }

    /** What reaches it, as the user of the target. */
    CommandContext context() {
        return context(context.connector().spec().user());
    }

    /** What reaches it, as this user. */
    CommandContext context(String user) {
        ConnectionSpec target = context.connector().spec();
        return context.at(new ServerConnector(
                new ConnectionSpec(
                        List.of(new ConnectionSpec.Host(socket.toString(), "", PORT)),
                        target.database(),
                        user,
                        Map.of(),
                        target.passwordFile(),
                        ConnectionOptions.Passwords.NEVER),
                PasswordPrompt.NOBODY,
                warning -> {}));
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
