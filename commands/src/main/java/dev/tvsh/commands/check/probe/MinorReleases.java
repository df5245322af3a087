package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.check.catalog.KnownReleases;
import dev.tvsh.commands.check.catalog.Series;
import dev.tvsh.commands.check.catalog.ServerVersion;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * How a version stands among the releases that are known; of those that came out later nothing can be said, and that is told.
 *
 * @param today what day it is
 */
record MinorReleases(KnownReleases known, LocalDate today) {
    static MinorReleases of(CheckContext context) {
        return new MinorReleases(
                KnownReleases.read(), LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC));
    }

    /**
     * Whether a version is the newest of its series that is known.
     *
     * @param version without a minor part it is the newest one, whichever that is
     * @param remedy what to do where a newer one is known; {@code %s} stands for that one
     */
    Answer newest(ServerVersion version, String remedy) {
        Optional<Series> series = known.of(version.major());
        if (series.isEmpty()) {
            return unknown(
                    version,
                    "it knows releases up to " + known.latest().newest() + " of "
                            + known.latest().released());
        }
        ServerVersion newest = series.get().newest();
        String day = newest + " of " + series.get().released();
        if (newest.before(version)) {
            return unknown(version, "the last of its series that it knows is " + day);
        }
        List<String> objects = List.of(version.toString());
        if (version.before(newest)) {
            return Answer.problem(
                    objects, "a newer minor release than " + version + " is known: " + day, remedy.formatted(newest));
        }
        return version.minor() >= 0 && series.get().aged(today)
                ? Answer.problem(
                        objects,
                        version + " is the newest of its series that this tvsh knows, of "
                                + series.get().released() + ": there are newer ones by now",
                        "look for them, and for a newer tvsh")
                : Answer.ok();
    }

    private static Answer unknown(ServerVersion version, String last) {
        return Answer.problem(
                List.of(version.toString()),
                version + " is later than this tvsh, which knows nothing of what it asks for: " + last,
                "read its release notes, or take a newer tvsh");
    }

    /** Since when nothing of these major versions is corrected any more: the day of each that has ended. */
    List<Series> ended(List<Integer> majors) {
        return majors.stream()
                .distinct()
                .flatMap(major -> known.of(major).stream())
                .filter(series -> series.ended(today))
                .toList();
    }
}
