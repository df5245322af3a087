package dev.tvsh.commands.check.catalog;

import java.util.Map;
import java.util.Optional;

/**
 * One check, as data: what is asked, when it matters, and how the answer is told. {@link CheckCatalog} tells how to add one.
 *
 * @param id its name, which never changes, for example {@code tv.unregistered}
 * @param title what it looks at, in a few words
 * @param why why it matters, one sentence
 * @param routes how bad a problem is on each route; {@link Route#ANY} stands for those that are not named
 * @param noun what one of its objects is called in a finding
 * @param nouns the same for many
 * @param remedy what to do, in words; a probe may know better
 * @param lasting whether its answer belongs to the cluster, and not to the moment or to this machine; then a replay compares it
 * @param urgent whether it makes writes fail or TVIEWs silently stale, and can be told at once
 * @param named whether it is asked only where it was named, because it takes long
 * @param unproved why no test can plant its fault; empty if one does
 * @param source where it is known from
 */
public record CheckSpec(
        String id,
        String title,
        String why,
        Map<Route, Severity> routes,
        Window window,
        Ask ask,
        String noun,
        String nouns,
        String remedy,
        Fix fix,
        boolean lasting,
        boolean urgent,
        boolean named,
        String unproved,
        String source) {

    public CheckSpec {
        routes = Map.copyOf(routes);
    }

    /** How bad a problem is on this route; empty if it does not matter there. */
    public Optional<Severity> severityOn(Route route) {
        return Optional.ofNullable(routes.get(route)).or(() -> Optional.ofNullable(routes.get(Route.ANY)));
    }

    /** How bad it is where it is worst. */
    public Severity worst() {
        return routes.values().stream().sorted().findFirst().orElse(Severity.NOTICE);
    }

    /** Whether it is asked in every database. */
    public boolean everywhere() {
        return ask instanceof Ask.Query query && query.everywhere();
    }
}
