package dev.tvsh.commands.check.ledger;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.check.catalog.ServerVersion;
import dev.tvsh.commands.files.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every version that a cluster was ever seen with: of the server, its collations, the extension and its library. What a server
 * of an earlier version has done to the data is still there, whatever runs now. One file for each system identifier, in the state
 * folder; pg_upgrade and a restore make another cluster, with a ledger of its own.
 */
public final class VersionLedger {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final List<Sighting> seen;

    private VersionLedger(Path file, List<Sighting> seen) {
        this.file = file;
        this.seen = new ArrayList<>(seen);
    }

    /**
     * Which objects of the cluster were made anew since it has a correction.
     *
     * @param faulty whether a version of the server has the fault that a check, named by its id, is about
     * @throws TvshException if that is known and cannot be read
     */
    BuildMarks builds(BiPredicate<String, String> faulty, Instant now) {
        String name = String.valueOf(file.getFileName()).replace(".json", "-built.json");
        return BuildMarks.read(file.resolveSibling(name), seen, faulty, now);
    }

    /** What the file holds. */
    private record Content(int schema, List<Sighting> seen) {}

    /**
     * Reads the ledger of a cluster; an empty one if it was never seen.
     *
     * @param state the folder of tvsh's own state
     * @param system the system identifier of the cluster
     * @throws TvshException if it is there and cannot be read
     */
    public static VersionLedger read(Path state, String system) {
        Path file = state.resolve("ledger").resolve(system + ".json");
        if (!Files.exists(file)) {
            return new VersionLedger(file, List.of());
        }
        try {
            return new VersionLedger(
                    file, JSON.readValue(Files.readString(file), Content.class).seen());
        } catch (IOException | JacksonException e) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "cannot read the ledger of versions " + file + ": " + e.getMessage(),
                    List.of("Repair it, or move it away: what this cluster once ran is then forgotten."),
                    e);
        }
    }

    /** All that was seen, in the order in which it was. */
    public List<Sighting> seen() {
        return List.copyOf(seen);
    }

    /** The lowest minor version of this major version that the server was ever seen with, and since when. */
    public Optional<Sighting> lowestServer(int major) {
        return seen.stream()
                .filter(one -> one.what().equals(Sighting.SERVER))
                .filter(one -> ServerVersion.parse(one.version()).major() == major)
                .min(Comparator.comparingInt(
                        one -> ServerVersion.parse(one.version()).minor()));
    }

    /**
     * Takes down what is seen now, and writes the file if that is new, or was last seen on another day.
     *
     * @param versions by what they are of
     * @throws IOException if it cannot be written
     */
    public void see(Map<String, String> versions, Instant now) throws IOException {
        boolean changed = false;
        for (Map.Entry<String, String> version : versions.entrySet()) {
            changed |= see(version.getKey(), version.getValue(), now.toString());
        }
        if (changed) {
            PrivateFile.write(file, JSON.writeValueAsString(new Content(1, seen)));
        }
    }

    private boolean see(String what, String version, String now) {
        for (int i = 0; i < seen.size(); i++) {
            Sighting one = seen.get(i);
            if (one.what().equals(what) && one.version().equals(version)) {
                seen.set(i, one.seenAgain(now));
                return !one.last().regionMatches(0, now, 0, "2026-11-21".length());
            }
        }
        seen.add(new Sighting(what, version, now, now));
        return true;
    }
}
