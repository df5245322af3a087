package dev.tvsh.commands.check;

import dev.tvsh.commands.check.catalog.Route;
import java.util.List;

/**
 * What a route costs, predicted from sizes.
 *
 * @param downtimeSeconds how long nobody can write; an estimate
 * @param spaceBytes how much space it needs beside what is used now; an estimate
 * @param noReturn from when on going back loses something
 * @param wayBack how one goes back
 * @param lost what does not come along
 */
record RouteCost(long downtimeSeconds, long spaceBytes, String noReturn, String wayBack, String lost) {
    /** A stop, a checkpoint and a start. */
    private static final long RESTART = 20;
    /** Starting two servers, and pg_upgrade's own checks. */
    private static final long PG_UPGRADE = 60;
    /** Relations whose definitions pg_upgrade dumps and restores in a second. */
    private static final long RELATIONS_A_SECOND = 200;
    /** Bytes that are copied in a second at the most: how fast the host writes nobody can measure who changes nothing. */
    static final long COPIED_A_SECOND = 200L << 20;
    /** Bytes that are dumped, restored and indexed in a second, where nobody has measured it. */
    static final long RESTORED_A_SECOND = 20L << 20;
    /** A dump takes about a third of what it dumps. */
    private static final long DUMP_PART = 3;

    /**
     * Predicts.
     *
     * @param bytes the size of all databases
     * @param relations how many tables, indexes and views they have
     * @param tviews whether the extension is here
     * @param statisticsKept whether pg_upgrade carries the planner's statistics over
     * @param copied how many bytes are copied in a second
     * @param restored how many bytes are dumped, restored and indexed in a second
     */
    static RouteCost of(
            Route route,
            long bytes,
            long relations,
            boolean tviews,
            boolean statisticsKept,
            long copied,
            long restored) {
        String statistics = statisticsKept ? "" : "planner statistics";
        return switch (route) {
            case PG_UPGRADE ->
                new RouteCost(
                        PG_UPGRADE + relations / RELATIONS_A_SECOND + bytes / Math.max(1, copied),
                        bytes,
                        "the first write in the new cluster (with --link: its first start"
                                + (statisticsKept ? "; with --swap: as soon as files move)" : ")"),
                        "start the old cluster again",
                        statistics.isEmpty() ? "nothing" : statistics);
            case DUMP_RESTORE ->
                new RouteCost(
                        2 * RESTART + relations / RELATIONS_A_SECOND + bytes / Math.max(1, restored),
                        bytes + bytes / DUMP_PART,
                        "the first write in the new cluster",
                        "start the old cluster again",
                        String.join(
                                ", ",
                                tviews
                                        ? List.of(
                                                "planner statistics",
                                                "registrations of TVIEWs (adopt brings them back)")
                                        : List.of("planner statistics")));
            case ANY, PG_MINOR, EXT_MINOR, EXT_MAJOR ->
                new RouteCost(RESTART, 0, "none", "start the old programs again", "nothing");
        };
    }
}
