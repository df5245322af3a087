package dev.tvsh.commands.check;

import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.check.catalog.CheckCatalog;
import dev.tvsh.commands.check.catalog.Route;
import dev.tvsh.commands.check.catalog.ServerVersion;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the user wants to know.
 *
 * @param only the checks that were named; empty for all that are due
 * @param except the checks that shall not be asked
 * @param route the way that was named, if one was
 * @param to the target as it was typed; empty if none was
 * @param target the target, if it is a version of the server
 * @param limit how long one question may take
 */
record CheckRequest(
        Set<String> only,
        Set<String> except,
        Optional<Route> route,
        String to,
        Optional<ServerVersion> target,
        Duration limit) {
    private static final int SECONDS = 60;

    static CheckRequest of(Invocation invocation, CheckCatalog catalog) {
        Set<String> only = ids(catalog, invocation.arguments());
        only.addAll(ids(catalog, lists(invocation, "only")));
        Set<String> except = ids(catalog, lists(invocation, "except"));
        if (invocation.has("no-drift")) {
            except.add("tv.drift");
        }
        Optional<Route> route = invocation.value("route").map(Route::parse);
        Optional<String> to = invocation.value("to");
        boolean ofServer = route.map(way -> !way.ofExtension()).orElse(true);
        return new CheckRequest(
                only,
                except,
                route,
                to.orElse(""),
                ofServer ? to.map(ServerVersion::parse) : Optional.empty(),
                Duration.ofSeconds(invocation.number("timeout", SECONDS)));
    }

    private static List<String> lists(Invocation invocation, String option) {
        return invocation.values(option).stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private static Set<String> ids(CheckCatalog catalog, List<String> words) {
        Set<String> ids = new LinkedHashSet<>();
        for (String word : words) {
            catalog.named(word).forEach(check -> ids.add(check.id()));
        }
        return ids;
    }

    /** The ways to look at, the usual one first. */
    List<Route> routes(ServerVersion current) {
        return route.map(List::of).orElseGet(() -> Route.between(current, target));
    }

    /** The release of the extension to upgrade to; empty if the target is one of the server. */
    String release() {
        return target.isPresent() ? "" : to;
    }

    /** Whether all checks that are due are asked. */
    boolean whole() {
        return only.isEmpty() && except.isEmpty();
    }
}
