package dev.tvsh.commands.cluster;

import dev.tvsh.commands.journal.Journal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How long nobody could connect: from the beginning of the stop to the first new session.
 *
 * @param length the time; empty if it was not recorded, because the server was not stopped by tvsh
 */
public record Downtime(Optional<Duration> length) {

    /** The downtime that an entry of the journal tells of. */
    public static Downtime of(Journal.Entry entry) {
        Optional<Instant> stopping = time(entry, "stopping");
        Optional<Instant> started = time(entry, "started");
        if (stopping.isEmpty() || started.isEmpty()) {
            return new Downtime(Optional.empty());
        }
        Duration length = Duration.between(stopping.get(), started.get());
        return new Downtime(Optional.of(length.isNegative() ? Duration.ZERO : length));
    }

    /** In seconds; 0 if unknown. */
    public double seconds() {
        return length.map(time -> time.toMillis() / 1000.0).orElse(0.0);
    }

    /** For example {@code 0.9 s}. */
    @Override
    public String toString() {
        return length.isEmpty() ? "unknown" : String.format(Locale.ROOT, "%.1f s", seconds());
    }

    private static Optional<Instant> time(Journal.Entry entry, String stage) {
        try {
            return Optional.of(Instant.parse(String.valueOf(entry.facts().getOrDefault(stage, ""))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
