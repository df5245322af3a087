package dev.tvsh.commands.host;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.templates.Rendered;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A program that the user has named: it reads what tvsh writes, or writes what tvsh reads, or has the terminal for itself. */
public final class HostProgram {

    /** What of the program is in tvsh's hands; the rest is the terminal's. */
    private enum End {
        INPUT,
        INPUT_ONLY,
        OUTPUT,
        NONE
    }

    private static final int SIGNALLED = 128;
    private static final int PIECE = 8_192;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    /** How long to wait for the last output, which a process that was left running in the background may keep open. */
    private static final long LAST_OUTPUT_MILLIS = 1_000;

    private final Process process;
    private final List<Thread> readers;

    private HostProgram(Process process, List<Thread> readers) {
        this.process = process;
        this.readers = readers;
    }

    /**
     * Starts a program; what is written goes to it, what it writes to {@code texts}. Closing waits for its end.
     *
     * @param checked whether closing fails if the program has failed
     */
    public static OutputStream reading(
            Rendered script, Map<String, String> environment, Consumer<String> texts, boolean checked) {
        Process process = start(script, environment, End.INPUT);
        HostProgram program = new HostProgram(
                process, List.of(copy(process.getInputStream(), texts), copy(process.getErrorStream(), texts)));
        return new FilterOutputStream(process.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                try {
                    out.write(bytes, from, length);
                } catch (IOException e) {
                    // That it has ended shows in one way or another, according to when.
                    throw new IOException("Broken pipe", e);
                }
            }

            @Override
            public void flush() throws IOException {
                try {
                    super.flush();
                } catch (IOException e) {
                    throw new IOException("Broken pipe", e);
                }
            }

            @Override
            public void close() throws IOException {
                int status = 0;
                try {
                    super.close();
                } finally {
                    status = program.await();
                }
                if (checked) {
                    check(status);
                }
            }
        };
    }

    /** @throws IOException if the program has failed */
    private static void check(int status) throws IOException {
        if (status == NOT_FOUND || status == NOT_EXECUTABLE) {
            throw new IOException(status == NOT_FOUND ? "command not found" : "command not executable");
        }
        if (status != 0) {
            throw new IOException(
                    status > SIGNALLED
                            ? "child process was terminated by signal " + (status - SIGNALLED)
                            : "child process exited with exit code " + status);
        }
    }

    /**
     * Starts a program and gives what it writes; its errors go to {@code texts}.
     *
     * @param checked whether closing fails if the program has failed
     */
    public static InputStream writing(
            Rendered script, Map<String, String> environment, Consumer<String> texts, boolean checked) {
        Process process = start(script, environment, End.OUTPUT);
        HostProgram program = new HostProgram(process, List.of(copy(process.getErrorStream(), texts)));
        return new FilterInputStream(process.getInputStream()) {
            @Override
            public void close() throws IOException {
                super.close();
                int status = program.await();
                if (checked) {
                    check(status);
                }
            }
        };
    }

    /**
     * Runs a program that reads what tvsh itself was given to read.
     *
     * @param output takes what it writes
     * @param errors takes what it writes to standard error
     */
    public static void running(
            Rendered script, Map<String, String> environment, Consumer<String> output, Consumer<String> errors) {
        Process process = start(script, environment, End.OUTPUT);
        List<Thread> readers = List.of(copy(process.getInputStream(), output), copy(process.getErrorStream(), errors));
        new HostProgram(process, readers).await();
    }

    /** Runs a program that has the terminal for itself. @return its exit status */
    public static int attached(Rendered script, Map<String, String> environment) {
        return new HostProgram(start(script, environment, End.NONE), List.of()).await();
    }

    /**
     * Starts a program that reads what is written to its {@link #input()} and has the terminal for everything else.
     *
     * @param ended runs on some thread when the program has ended, before {@link #await()} returns; told whether it was there at all
     */
    public static HostProgram showing(Rendered script, Map<String, String> environment, Consumer<Boolean> ended) {
        Process process = start(script, environment, End.INPUT_ONLY);
        Thread watcher = new Thread(() -> ended.accept(found(waitFor(process))), "program end");
        watcher.setDaemon(true);
        watcher.start();
        return new HostProgram(process, List.of(watcher));
    }

    /** What the program reads. */
    public OutputStream input() {
        return process.getOutputStream();
    }

    /** As the shell tells it with these two. */
    private static boolean found(int status) {
        return status != NOT_EXECUTABLE && status != NOT_FOUND;
    }

    private static int waitFor(Process process) {
        return process.onExit().join().exitValue();
    }

    /** Waits for the end of the program. @return its exit status */
    public int await() {
        boolean ended = false;
        try {
            int status = process.waitFor();
            for (Thread reader : readers) {
                reader.join(LAST_OUTPUT_MILLIS);
            }
            ended = true;
            return status;
        } catch (InterruptedException e) {
            throw new TvshException(ExitCode.INTERRUPTED, "stopped waiting for the program", List.of(), e);
        } finally {
            if (!ended) {
                process.destroy();
            }
        }
    }

    private static Thread copy(InputStream stream, Consumer<String> texts) {
        Thread thread = new Thread(
                () -> {
                    try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                        char[] some = new char[PIECE];
                        for (int n = reader.read(some); n >= 0; n = reader.read(some)) {
                            texts.accept(String.valueOf(some, 0, n));
                        }
                    } catch (IOException e) {
                        // The program has been ended; nothing more is to be told.
                        return;
                    }
                },
                "program output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Process start(Rendered script, Map<String, String> environment, End end) {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script.text());
        builder.environment().clear();
        builder.environment().putAll(environment);
        if (end == End.OUTPUT || end == End.NONE) {
            builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
        }
        if (end == End.INPUT_ONLY || end == End.NONE) {
            builder.redirectOutput(ProcessBuilder.Redirect.INHERIT).redirectError(ProcessBuilder.Redirect.INHERIT);
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new TvshException(ExitCode.FATAL, "cannot start sh: " + FileProblem.of(e), List.of(), e);
        }
    }
}
