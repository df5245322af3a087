package dev.tvsh.commands.check.ledger;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.files.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which objects were made anew since the server has a correction, and so owe nothing any more. A server does not record when an index
 * was built; but its file is another one then. The file that it had when a check first found it on a corrected server is taken down
 * here; where it has another one later, that was built by a corrected server. One file beside the ledger of the cluster.
 */
public final class BuildMarks {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final @Nullable Path file;
    private final Instant now;
    private final Map<String, Marks> checks;
    private boolean changed;

    private BuildMarks(@Nullable Path file, Instant now, Map<String, Marks> checks) {
        this.file = file;
        this.now = now;
        this.checks = new HashMap<>(checks);
    }

    /**
     * The marks of one check.
     *
     * @param since when the first was set, as an ISO-8601 instant
     * @param objects by database and name
     */
    private record Marks(String since, Map<String, Map<String, String>> objects) {}

    private record Content(int schema, Map<String, Marks> checks) {}

    /** None, and nothing is taken down. */
    public static BuildMarks none() {
        return new BuildMarks(null, Instant.EPOCH, Map.of());
    }

    /**
     * Reads those of a cluster. What was noted before the cluster ran a version with the fault again is forgotten.
     *
     * @param faulty whether a version of the server has the fault that a check, named by its id, is about
     * @throws TvshException if the file is there and cannot be read
     */
    static BuildMarks read(Path file, List<Sighting> seen, BiPredicate<String, String> faulty, Instant now) {
        if (!Files.exists(file)) {
            return new BuildMarks(file, now, Map.of());
        }
        try {
            Map<String, Marks> known =
                    JSON.readValue(Files.readString(file), Content.class).checks();
            BuildMarks marks = new BuildMarks(file, now, known);
            marks.changed = marks.checks
                    .entrySet()
                    .removeIf(check -> seen.stream()
                            .filter(one -> one.what().equals(Sighting.SERVER))
                            .filter(one -> one.last().compareTo(check.getValue().since()) > 0)
                            .anyMatch(one -> faulty.test(check.getKey(), one.version())));
            return marks;
        } catch (IOException | JacksonException e) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "cannot read " + file + ": " + FileProblem.reason(e),
                    List.of("Move it away: what was rebuilt is then found as if it was not."),
                    e);
        }
    }

    /** Whether the object was made anew since it was first asked about; the first time it is not. */
    public boolean anew(String check, String database, String object, String mark) {
        if (file == null) {
            return false;
        }
        Map<String, String> marks = checks.computeIfAbsent(check, first -> new Marks(now.toString(), new HashMap<>()))
                .objects()
                .computeIfAbsent(database, first -> new HashMap<>());
        String before = marks.putIfAbsent(object, mark);
        changed |= before == null;
        return before != null && !before.equals(mark);
    }

    /**
     * Writes what was noted.
     *
     * @throws IOException if that does not work
     */
    void write() throws IOException {
        if (changed && file != null) {
            PrivateFile.write(file, JSON.writeValueAsString(new Content(1, checks)));
            changed = false;
        }
    }
}
