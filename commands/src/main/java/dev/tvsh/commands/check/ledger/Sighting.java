package dev.tvsh.commands.check.ledger;

/**
 * A version that a cluster was seen with.
 *
 * @param what of what, for example {@code server}, {@code extension pg_tviews}, {@code library pg_tviews} or {@code libc}
 * @param first when it was seen first, as an ISO-8601 instant
 * @param last when it was seen last
 */
public record Sighting(String what, String version, String first, String last) {
    static final String SERVER = "server";

    Sighting seenAgain(String now) {
        return new Sighting(what, version, first, now);
    }
}
