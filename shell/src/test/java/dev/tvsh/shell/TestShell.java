package dev.tvsh.shell;

import dev.tvsh.commands.testing.TestCluster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs tvsh in this process as its launcher would, and keeps what it answers. */
final class TestShell {

    /** What a run answered. */
    record Run(int status, String out, String err) {}

    private final TestCluster cluster;
    private final Path home;

    TestShell(TestCluster cluster, Path home) {
        this.cluster = cluster;
        this.home = home;
    }

    Path home() {
        return home;
    }

    /** Runs on database {@code postgres} without standard input. */
    Run run(String... arguments) {
        return pipe("", arguments);
    }

    /** Runs with this standard input. */
    Run pipe(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return run(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, out::toString, arguments);
    }

    Run run(OutputStream out, String... arguments) {
        return run(InputStream.nullInputStream(), out, charset -> "", arguments);
    }

    private Run run(
            InputStream in,
            OutputStream out,
            java.util.function.Function<java.nio.charset.Charset, String> printed,
            String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        World world = new World(environment(), home, home, in, out, err, Optional.empty(), action -> {});
        int status = Main.run(List.of(arguments), world);
        return new Run(status, printed.apply(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    Map<String, String> environment() {
        return Map.of(
                "PGHOST",
                cluster.host(),
                "PGPORT",
                Integer.toString(cluster.port()),
                "PGUSER",
                cluster.user(),
                "PGDATABASE",
                "postgres",
                "TVSH_HOME",
                home.resolve("tvsh").toString());
    }

    /** Writes a file into the folder that runs are in. @return its name */
    String file(String name, String text) {
        try {
            Files.writeString(home.resolve(name), text);
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of all transcripts, the oldest first. */
    List<String> transcript() {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(home.resolve("tvsh/transcripts"))) {
            for (Path file : files.sorted().toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
