package dev.tvsh.shell.testing;

import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.shell.Main;
import dev.tvsh.shell.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs of tvsh in batch within the test, all with one state folder and one target. */
public final class BatchRun {

    private final Path home;
    private final TestCluster cluster;
    private final String database;

    /** Runs on the database of this name as superuser; {@code home} is for state and configuration. */
    public BatchRun(Path home, TestCluster cluster, String database) {
        this.home = home;
        this.cluster = cluster;
        this.database = database;
    }

    /**
     * What a run gave.
     *
     * @param status the exit status
     * @param out standard output
     * @param err standard error
     */
    public record Ran(int status, String out, String err) {}

    /** Runs with these arguments and this standard input. */
    public Ran run(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        World world = new World(
                environment(),
                home,
                home,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                out,
                err,
                Optional.empty(),
                action -> {});
        int status = Main.run(List.of(arguments), world);
        return new Ran(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The environment variables that lead to the target and to the state folder. */
    public Map<String, String> environment() {
        return Map.of(
                "TVSH_HOME",
                home.resolve("tvsh").toString(),
                "PGHOST",
                cluster.host(),
                "PGPORT",
                Integer.toString(cluster.port()),
                "PGUSER",
                cluster.user(),
                "PGDATABASE",
                database);
    }

    /** The transcripts, oldest first. */
    public List<Path> transcripts() {
        try (Stream<Path> files = Files.walk(home.resolve("tvsh"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl")
                            && file.toString().contains("transcripts"))
                    .sorted((one, other) -> Long.compare(time(one), time(other)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long time(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
