package dev.tvsh.scripts;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One of the checkout's scripts, ready to run with a home folder of its own.
 *
 * @param name its name under {@code scripts}
 * @param home the folder that takes the place of the user's own configuration and state
 * @param environment more variables
 */
record Script(String name, Path home, Map<String, String> environment) {

    static final Path CHECKOUT = Path.of(System.getProperty("tvsh.checkout", ""));
    private static final int PATIENCE_MINUTES = 5;

    static Script tvsh(Path home) {
        return new Script("tvsh", home, Map.of());
    }

    static Script demo(Path home) {
        return new Script("demo", home, Map.of());
    }

    /** Runs it to its end, with nothing on its standard input. */
    Run run(String... arguments) {
        return run(List.of(arguments));
    }

    Run run(List<String> arguments) {
        try {
            Started started = start(arguments);
            if (!started.process().waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                started.process().destroyForcibly();
                throw new AssertionError(name + " did not end: " + started.output() + started.errors());
            }
            return started.finished();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Starts it and returns at once. */
    Started start(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(CHECKOUT.resolve("scripts").resolve(name).toString());
        command.addAll(arguments);
        try {
            Path out = Files.createTempFile("tvsh-it", ".out");
            Path err = Files.createTempFile("tvsh-it", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().put("TVSH_HOME", home.toString());
            builder.environment().putAll(environment);
            return new Started(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A run that goes on, its output in files so that nothing blocks and children may outlive it. */
    record Started(Process process, Path out, Path err) {

        String output() {
            return read(out);
        }

        String errors() {
            return read(err);
        }

        Run finished() {
            Run run = new Run(process.exitValue(), output(), errors());
            try {
                Files.delete(out);
                Files.delete(err);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return run;
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What a run answered. */
    record Run(int exit, String output, String errors) {

        @Override
        public String toString() {
            return "exit " + exit + "\n--- stdout\n" + output + "--- stderr\n" + errors;
        }
    }
}
