package dev.tvsh.commands.testing;

/** How many transaction ids a cluster gives out, while autovacuum, which takes some at its own time, is held off. */
public final class TransactionIds {

    private static final String NEXT = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text";

    private static final String VACUUMING =
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'";

    private TransactionIds() {}

    /** The number of ids that were given out while this ran. */
    public static long takenBy(TestCluster cluster, Runnable work) {
        autovacuum(cluster, "off");
        while (!cluster.value("postgres", VACUUMING).equals("0")) {
            cluster.sql("postgres", "SELECT pg_sleep(0.2)");
        }
        try {
            long before = next(cluster);
            work.run();
            return next(cluster) - before;
        } finally {
            autovacuum(cluster, "on");
        }
    }

    private static long next(TestCluster cluster) {
        return Long.parseLong(cluster.value("postgres", NEXT));
    }

    private static void autovacuum(TestCluster cluster, String state) {
        cluster.sql("postgres", "ALTER SYSTEM SET autovacuum = " + state);
        cluster.sql("postgres", "SELECT pg_reload_conf()");
        String told = "SELECT current_setting('autovacuum') = '" + state + "'";
        while (!cluster.value("postgres", told).equals("t")) {
            cluster.sql("postgres", "SELECT pg_sleep(0.1)");
        }
    }
}
