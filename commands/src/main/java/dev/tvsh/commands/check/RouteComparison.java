package dev.tvsh.commands.check;

import dev.tvsh.commands.backup.Backups;
import dev.tvsh.commands.backup.Proof;
import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.probe.CheckContext;
import dev.tvsh.commands.check.probe.ReadRate;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.output.Bytes;
import dev.tvsh.commands.output.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The routes that lead to the target, side by side, and the one to take. */
final class RouteComparison {
    /** From this version on pg_upgrade brings the planner's statistics along. */
    private static final int KEEPS_STATISTICS = 18;

    /** A difference of less than so many seconds is no reason to lose more. */
    private static final long MATTERS = 900;

    private final List<Standing> standings;
    /** A shorter restore tells more of what each takes anyway than of how fast it is. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    private final String basis;

    /** A route, what was found on it, and what it costs. */
    private record Standing(Findings findings, RouteCost cost) {
        /** What nobody has looked at yet is no reason to take the other way. */
        private static final Comparator<Standing> BEST_FIRST = Comparator.comparingLong(Standing::blocks)
                .thenComparingLong(one -> one.cost().downtimeSeconds() / MATTERS)
                .thenComparing(one -> one.findings().route());

        long blocks() {
            return findings.problems(Severity.BLOCK);
        }
    }

    private RouteComparison(List<Standing> standings, String basis) {
        this.standings = standings;
        this.basis = basis;
    }

    /**
     * Compares.
     *
     * @throws DatabaseException if the sizes cannot be had
     */
    static RouteComparison of(CheckContext context, List<Findings> findings) {
        Row sizes = context.sql().one("sql/check/route/sizes.sql.vm", Map.of());
        long bytes = sizes.number("bytes");
        long relations = sizes.number("relations") * Math.max(1, sizes.number("databases"));
        boolean kept = context.target()
                .map(version -> version.major() >= KEEPS_STATISTICS)
                .orElse(false);
        Optional<Proof> measured = new Backups(context.journal())
                .newestProved()
                .flatMap(entry -> Backups.folder(entry).proof())
                .filter(proof -> proof.millis() >= LONG_ENOUGH.toMillis());
        long restored = measured.map(proof -> sizes.number("here") * 1000 / proof.millis())
                .orElse(RouteCost.RESTORED_A_SECOND);
        Optional<Long> read = new ReadRate(context).measure();
        long copied = Math.min(read.orElse(Long.MAX_VALUE) / 2, RouteCost.COPIED_A_SECOND);
        List<Standing> standings = findings.stream()
                .map(one -> new Standing(
                        one, RouteCost.of(one.route(), bytes, relations, sizes.flag("tviews"), kept, copied, restored)))
                .sorted(Standing.BEST_FIRST)
                .toList();
        String basis = "estimates from " + Bytes.shown(bytes) + " in "
                + Quantity.of(sizes.number("databases"), "database")
                + ", " + Quantity.of(sizes.number("relations"), "relation") + " in this one"
                + read.map(rate -> "; copied at " + Bytes.shown(copied) + " a second, where the host reads "
                                + Bytes.shown(rate))
                        .orElse("")
                + measured.map(proof -> "; restored as fast as the backup that was proved on "
                                + proof.at().substring(0, "2026-11-21".length()))
                        .orElse("")
                + "; the rest by rules of thumb, which may be wrong by a factor of four";
        return new RouteComparison(standings, basis);
    }

    /** What was found on the route to take. */
    Findings best() {
        return standings.get(0).findings();
    }

    /** Why that one. */
    String why() {
        if (standings.size() < 2) {
            return "";
        }
        Standing best = standings.get(0);
        Standing next = standings.get(1);
        String time = "down for about " + minutes(best.cost()) + " instead of " + minutes(next.cost());
        long fewer = next.blocks() - best.blocks();
        if (fewer > 0) {
            return "it has " + fewer + " block less";
        }
        String obstacles = next.blocks() == 0 ? "neither is blocked, " : "both are blocked by as much, ";
        boolean longer = next.cost().downtimeSeconds() / MATTERS > best.cost().downtimeSeconds() / MATTERS;
        return obstacles + (longer ? time : "down for about as long, and less is lost");
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Standing one : standings) {
            RouteCost cost = one.cost();
            String obstacles = one.findings().obstacles();
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-13s %s · down ~%s · needs %s more · back: %s, until %s · lost: %s",
                    one.findings().route().word(),
                    obstacles.isEmpty() ? "ready" : obstacles,
                    minutes(cost),
                    Bytes.shown(cost.spaceBytes()),
                    cost.wayBack(),
                    cost.noReturn(),
                    cost.lost()));
        }
        String obstacles = best().obstacles();
        String first = obstacles.isEmpty() ? "" : ", with " + obstacles + " to settle first";
        lines.add("Take " + best().route().word() + first + ": " + why() + " (" + basis + ").");
        return lines;
    }

    private static String minutes(RouteCost cost) {
        long seconds = cost.downtimeSeconds();
        if (seconds < 60) {
            return "1 min";
        }
        return seconds < 7200
                ? Math.round(seconds / 60.0) + " min"
                : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
    }

    List<Map<String, Object>> document() {
        List<Map<String, Object>> routes = new ArrayList<>();
        for (Standing one : standings) {
            Map<String, Object> route = new LinkedHashMap<>();
            route.put("route", one.findings().route().word());
            route.put("blocking", one.findings().blocking());
            route.put("cost", one.cost());
            route.put("recommended", one.equals(standings.get(0)));
            route.put("basis", basis);
            routes.add(route);
        }
        return routes;
    }
}
