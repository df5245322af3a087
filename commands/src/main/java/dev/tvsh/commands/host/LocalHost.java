package dev.tvsh.commands.host;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.templates.Rendered;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs scripts on this machine. A script reads nothing; a server that it leaves running in the background goes on without
 * tvsh.
 */
public final class LocalHost implements HostRunner {

    private static final long POLITE_MILLIS = 5_000;

    /** How long to wait for the last output, which a process that was left running in the background may keep open. */
    private static final long LAST_OUTPUT_MILLIS = 500;

    private final EventSink events;

    public LocalHost(EventSink events) {
        this.events = events;
    }

    @Override
    public HostResult run(Rendered script, Map<String, String> environment, HostListener listener) {
        events.accept(new Event.WillRun(script));
        Path file = write(script);
        try {
            return run(script, file, environment, listener);
        } finally {
            delete(file);
        }
    }

    private static HostResult run(Rendered script, Path file, Map<String, String> environment, HostListener listener) {
        Process process = start(script, file, environment);
        boolean ended = false;
        try {
            HostResult result = follow(process, listener);
            ended = true;
            return result;
        } catch (InterruptedException e) {
            // The interrupt is answered with this; what the command has to put right must not run into it again.
            throw new TvshException(ExitCode.INTERRUPTED, "stopped: " + script.template(), List.of(), e);
        } finally {
            if (!ended) {
                end(process);
            }
        }
    }

    /** A file, because an argument is limited in length, shown in lists of processes, and bound to the locale. */
    private static Path write(Rendered script) {
        try {
            return Files.writeString(Files.createTempFile("tvsh", ".sh"), script.text() + "\n");
        } catch (IOException e) {
            throw cannotStart(script, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It holds nothing that the transcript does not hold, and only its owner can read it.
            file.toFile().deleteOnExit();
        }
    }

    private static Process start(Rendered script, Path file, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder("sh", file.toString()).redirectInput(new File("/dev/null"));
        environment.forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        try {
            return builder.start();
        } catch (IOException e) {
            throw cannotStart(script, e);
        }
    }

    private static TvshException cannotStart(Rendered script, IOException e) {
        return new TvshException(
                ExitCode.FATAL,
                "cannot start sh for " + script.template() + ": " + e.getMessage(),
                List.of("Nothing of it has run."),
                e);
    }

    private static HostResult follow(Process process, HostListener listener) throws InterruptedException {
        BlockingQueue<String> queue = new ArrayBlockingQueue<>(1_000);
        OutputReader output = OutputReader.start(process.getInputStream(), queue);
        OutputReader errors = OutputReader.start(process.getErrorStream(), queue);
        long deadline = Long.MAX_VALUE;
        while (!(output.ended() && errors.ended()) && System.nanoTime() < deadline) {
            listener.idle();
            String line = queue.poll(20, TimeUnit.MILLISECONDS);
            if (line != null) {
                listener.line(line);
            } else if (deadline == Long.MAX_VALUE && !process.isAlive()) {
                deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_OUTPUT_MILLIS);
            }
        }
        output.abandon();
        errors.abandon();
        for (String line = queue.poll(); line != null; line = queue.poll()) {
            listener.line(line);
        }
        return new HostResult(process.waitFor(), output.kept(), errors.kept());
    }

    /** Ends the script and all that it has started: politely, then by force. */
    private static void end(Process process) {
        List<ProcessHandle> tree = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        tree.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(POLITE_MILLIS);
        boolean interrupted = false;
        while (tree.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline && !interrupted) {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                // A second Ctrl-C: no more waiting.
                interrupted = true;
            }
        }
        tree.forEach(ProcessHandle::destroyForcibly);
    }
}
