package dev.tvsh.commands.check.history;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.files.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Every run of check on one target, one JSON file each, in the state folder. */
public final class RunArchive {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path folder;

    /**
     * The runs on one target.
     *
     * @param state the folder of tvsh's own state
     * @param slug the name of the target
     */
    public RunArchive(Path state, String slug) {
        this.folder = state.resolve("checks").resolve(slug);
    }

    /**
     * Keeps a run.
     *
     * @param whole whether all checks were asked that were due; a later run is compared with such a one
     * @throws IOException if it cannot be written
     */
    public Path keep(Map<String, Object> document, Instant at, boolean whole) throws IOException {
        String name = at.toString().replace(":", "") + (whole ? "" : ".part") + ".json";
        Path file = folder.resolve(name);
        PrivateFile.write(file, JSON.writeValueAsString(document) + "\n");
        return file;
    }

    /** The last whole run. */
    public Optional<PastRun> last() {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> runs = files.filter(file -> file.toString().endsWith(".json")
                            && !file.toString().endsWith(".part.json"))
                    .sorted()
                    .toList();
            return runs.isEmpty() ? Optional.empty() : Optional.of(read(runs.get(runs.size() - 1)));
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL, "cannot read " + folder + ": " + FileProblem.reason(e), List.of(), e);
        }
    }

    /**
     * Reads a run, one that was kept or the output of {@code check --json}.
     *
     * @throws TvshException if it is none
     */
    public static PastRun read(Path file) {
        try {
            return PastRun.of(file.getFileName().toString(), JSON.readTree(Files.readString(file)));
        } catch (IOException | JacksonException e) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "cannot read the run of check in " + file + ": " + FileProblem.reason(e),
                    List.of("check --since last, or a file that check --json has written"),
                    e);
        }
    }
}
