package dev.tvsh.commands.check.catalog;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The releases of PostgreSQL that are known, up to which the release notes were read: the file {@code releases.json}. Later ones
 * come out, and nothing is known of them.
 *
 * @param series one for each major version, the oldest first
 */
public record KnownReleases(List<Series> series) {
    private static final String FILE = "releases.json";

    public KnownReleases {
        series = series.stream().sorted(Comparator.comparingInt(Series::major)).toList();
    }

    /** Reads the file. */
    public static KnownReleases read() {
        List<Series> series = new ArrayList<>();
        for (JsonNode one : CheckCatalog.json(FILE)) {
            series.add(new Series(
                    ServerVersion.parse(one.path("newest").asString()), day(one, "released"), day(one, "end")));
        }
        return new KnownReleases(series);
    }

    private static LocalDate day(JsonNode series, String name) {
        return LocalDate.parse(series.path(name).asString());
    }

    /** That of a major version; empty if none is known. */
    public Optional<Series> of(int major) {
        return series.stream().filter(one -> one.major() == major).findFirst();
    }

    /** The newest one. */
    public Series latest() {
        return series.get(series.size() - 1);
    }
}
