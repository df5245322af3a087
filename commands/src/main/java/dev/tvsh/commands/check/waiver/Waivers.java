package dev.tvsh.commands.check.waiver;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.files.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The findings that somebody answers for: {@code waivers.json} in the user's configuration, which may be edited by hand. */
public final class Waivers {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path file;
    private final List<Waiver> all;
    private final LocalDate today;

    private Waivers(Path file, List<Waiver> all, LocalDate today) {
        this.file = file;
        this.all = List.copyOf(all);
        this.today = today;
    }

    private record Content(List<Waiver> waivers) {}

    /**
     * Reads them.
     *
     * @param configuration the folder of the user's configuration
     * @throws TvshException if the file is there and not in order: what is waived must never be a guess
     */
    public static Waivers read(Path configuration, LocalDate today) {
        Path file = configuration.resolve("waivers.json");
        if (!Files.exists(file)) {
            return new Waivers(file, List.of(), today);
        }
        try {
            List<Waiver> all =
                    JSON.readValue(Files.readString(file), Content.class).waivers();
            all.forEach(waiver -> whole(waiver, today));
            return new Waivers(file, all, today);
        } catch (IOException | JacksonException | DateTimeException | NullPointerException e) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "cannot read the waivers in " + file + ": " + FileProblem.reason(e),
                    List.of("Each needs id, object (or *), owner, reason and until (a day such as 2026-12-01)."),
                    e);
        }
    }

    private static void whole(Waiver waiver, LocalDate today) {
        if (waiver.id().isBlank()
                || waiver.object().isBlank()
                || waiver.owner().isBlank()
                || waiver.reason().isBlank()) {
            throw new DateTimeException("one is incomplete");
        }
        waiver.expired(today);
    }

    public List<Waiver> all() {
        return all;
    }

    /** Those whose last day is over. */
    public List<Waiver> expired() {
        return all.stream().filter(waiver -> waiver.expired(today)).toList();
    }

    /** The waiver that holds today for an object of a check; of the whole check if {@code object} is {@code *}. */
    public Optional<Waiver> covering(String id, String object) {
        return all.stream()
                .filter(waiver -> !waiver.expired(today) && waiver.covers(id, object))
                .findFirst();
    }

    /** Adds one, in the place of an older one for the same object, and writes the file. */
    public void add(Waiver waiver) {
        List<Waiver> more = new ArrayList<>(all);
        more.removeIf(one -> one.id().equals(waiver.id()) && one.object().equals(waiver.object()));
        more.add(waiver);
        write(more);
    }

    /** Takes away those of this object. @return how many there were */
    public int remove(String id, String object) {
        List<Waiver> fewer = new ArrayList<>(all);
        fewer.removeIf(one -> one.id().equals(id) && one.object().equals(object));
        write(fewer);
        return all.size() - fewer.size();
    }

    private void write(List<Waiver> waivers) {
        try {
            PrivateFile.write(file, JSON.writeValueAsString(new Content(waivers)) + "\n");
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL, "cannot write the waivers " + file + ": " + FileProblem.reason(e), List.of(), e);
        }
    }
}
