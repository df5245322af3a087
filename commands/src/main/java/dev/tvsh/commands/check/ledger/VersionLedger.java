package dev.tvsh.commands.check.ledger;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
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
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every version that a cluster was ever seen with: of the server, its collations, the extension and its library. What a server
 * of an earlier version has done to the data is still there, whatever runs now. One file for each system identifier, in the state
 * folder. A restore makes another cluster, all of which is built anew; so does pg_upgrade, but of the same files: its ledger goes on
 * with the one before where {@link Traits} show that.
 */
public final class VersionLedger {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** From this version on pg_upgrade keeps the numbers of databases and files. */
    private static final int KEEPS_NUMBERS = 15;

    private final Path file;
    private final List<Sighting> seen;
    private final Map<String, Traits> traits;

    private VersionLedger(Path file, List<Sighting> seen, Map<String, Traits> traits) {
        this.file = file;
        this.seen = new ArrayList<>(seen);
        this.traits = new TreeMap<>(traits);
    }

    /**
     * Which objects of the cluster were made anew since it has a correction.
     *
     * @param faulty whether a version of the server has the fault that a check, named by its id, is about
     * @throws TvshException if that is known and cannot be read
     */
    BuildMarks builds(BiPredicate<String, String> faulty, Instant now) {
        return BuildMarks.read(built(), seen, faulty, now);
    }

    private Path built() {
        return file.resolveSibling(String.valueOf(file.getFileName()).replace(".json", "-built.json"));
    }

    /**
     * What the file holds.
     *
     * @param traits of each database that was looked into, by its name; older files have none
     */
    private record Content(
            int schema, List<Sighting> seen, @Nullable Map<String, Traits> traits) {}

    /**
     * Reads the ledger of a cluster; an empty one if it was never seen.
     *
     * @param state the folder of tvsh's own state
     * @param system the system identifier of the cluster
     * @throws TvshException if it is there and cannot be read
     */
    public static VersionLedger read(Path state, String system) {
        return read(state.resolve("ledger").resolve(system + ".json"));
    }

    private static VersionLedger read(Path file) {
        if (!Files.exists(file)) {
            return new VersionLedger(file, List.of(), Map.of());
        }
        try {
            Content content = JSON.readValue(Files.readString(file), Content.class);
            return new VersionLedger(file, content.seen(), Objects.requireNonNullElse(content.traits(), Map.of()));
        } catch (IOException | JacksonException e) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "cannot read the ledger of versions " + file + ": " + FileProblem.reason(e),
                    List.of("Repair it, or move it away: what this cluster once ran is then forgotten."),
                    e);
        }
    }

    /** All that was seen, in the order in which it was. */
    public List<Sighting> seen() {
        return List.copyOf(seen);
    }

    /** Whether the cluster was never seen before. */
    boolean fresh() {
        return seen.isEmpty();
    }

    /**
     * Goes on with the ledger of the cluster that pg_upgrade has made this one of, if there is one.
     *
     * @param now by what this cluster is known
     * @param major its major version
     * @return the earliest version of that cluster
     * @throws TvshException if a ledger cannot be read
     * @throws IOException if one cannot be found or copied
     */
    Optional<ServerVersion> goOn(Traits now, int major) throws IOException {
        if (major < KEEPS_NUMBERS || !Files.isDirectory(file.resolveSibling("."))) {
            return Optional.empty();
        }
        List<Path> others;
        try (Stream<Path> files = Files.list(file.resolveSibling("."))) {
            others = files.map(Path::normalize)
                    .filter(one ->
                            one.toString().endsWith(".json") && !one.toString().endsWith("-built.json"))
                    .sorted()
                    .toList();
        }
        for (Path other : others) {
            VersionLedger before = read(other);
            Optional<ServerVersion> lowest = before.earlier(major).stream().findFirst();
            boolean later = before.lowestServer(major).isPresent();
            Traits known = before.traits.get(now.database());
            if (lowest.isPresent() && !later && known != null && now.come(known)) {
                seen.addAll(before.seen);
                if (Files.exists(before.built())) {
                    PrivateFile.write(built(), Files.readString(before.built()));
                }
                return lowest;
            }
        }
        return Optional.empty();
    }

    /** The lowest version of each major version before this one that the cluster, or what it was made of, was seen with. */
    public List<ServerVersion> earlier(int major) {
        return seen.stream()
                .filter(one -> one.what().equals(Sighting.SERVER))
                .map(one -> ServerVersion.parse(one.version()).major())
                .filter(one -> one < major)
                .distinct()
                .sorted()
                .flatMap(one -> lowestServer(one).stream())
                .map(one -> ServerVersion.parse(one.version()))
                .toList();
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
        see(versions, null, now);
    }

    /**
     * The same, and by what one of its databases is known.
     *
     * @throws IOException if it cannot be written
     */
    void see(Map<String, String> versions, @Nullable Traits known, Instant now) throws IOException {
        boolean changed = known != null && !known.looksLike(traits.put(known.database(), known));
        for (Map.Entry<String, String> version : versions.entrySet()) {
            changed |= see(version.getKey(), version.getValue(), now.toString());
        }
        if (changed) {
            PrivateFile.write(file, JSON.writeValueAsString(new Content(1, seen, traits)));
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
