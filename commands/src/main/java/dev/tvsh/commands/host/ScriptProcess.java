package dev.tvsh.commands.host;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that runs a script, followed to its end. */
final class ScriptProcess {

    private static final long POLITE_MILLIS = 5_000;

    /** How long to wait for the last output, which a process that was left running in the background may keep open. */
    private static final long LAST_OUTPUT_MILLIS = 500;

    /** Stands in the queue of lines for somebody who wants attention; a line of output is never empty there. */
    private static final String BELL = "";

    private final Process process;

    private ScriptProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param name what stands in errors for what it runs
     */
    static ScriptProcess start(ProcessBuilder builder, String name) {
        try {
            return new ScriptProcess(builder.start());
        } catch (IOException e) {
            throw cannotStart(builder.command().get(0), name, e);
        }
    }

    static TvshException cannotStart(String program, String name, IOException e) {
        return new TvshException(
                ExitCode.FATAL,
                "cannot start " + program + " for " + name + ": " + e.getMessage(),
                List.of("Nothing of it has run."),
                e);
    }

    /** Lets it read a text, and then the end; in a thread of its own, because it may write before it has read all. */
    ScriptProcess reading(String text) {
        Thread thread = new Thread(
                () -> {
                    try (OutputStream input = process.getOutputStream()) {
                        input.write(text.getBytes(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        // It has ended, and its status says why.
                        return;
                    }
                },
                "host input");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    /** Waits for its end. An interrupt ends it, and all that it has started. */
    HostResult follow(HostListener listener) {
        boolean ended = false;
        try {
            HostResult result = followed(listener);
            ended = true;
            return result;
        } catch (InterruptedException e) {
            // The interrupt is answered with this; what the command has to put right must not run into it again.
            throw new TvshException(ExitCode.INTERRUPTED, "interrupted", List.of(), e);
        } finally {
            if (!ended) {
                end();
            }
        }
    }

    private HostResult followed(HostListener listener) throws InterruptedException {
        BlockingQueue<String> queue = new ArrayBlockingQueue<>(1_000);
        // Whoever finds the queue full need not ring: it is emptied as fast as can be.
        listener.bell(() -> queue.offer(BELL));
        OutputReader output = OutputReader.start(process.getInputStream(), queue);
        OutputReader errors = OutputReader.start(process.getErrorStream(), queue);
        long deadline = Long.MAX_VALUE;
        while (!(output.ended() && errors.ended()) && System.nanoTime() < deadline) {
            listener.idle();
            String line = queue.poll(20, TimeUnit.MILLISECONDS);
            if (line != null) {
                tell(line, listener);
            } else if (deadline == Long.MAX_VALUE && !process.isAlive()) {
                deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_OUTPUT_MILLIS);
            }
        }
        output.abandon();
        errors.abandon();
        for (String line = queue.poll(); line != null; line = queue.poll()) {
            tell(line, listener);
        }
        return new HostResult(process.waitFor(), output.kept(), errors.kept());
    }

    private static void tell(String line, HostListener listener) {
        if (!line.equals(BELL)) {
            listener.line(line);
        }
    }

    /** Ends it and all that it has started: politely, then by force. */
    private void end() {
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
