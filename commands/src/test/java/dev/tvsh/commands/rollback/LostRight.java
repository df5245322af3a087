package dev.tvsh.commands.rollback;

import dev.tvsh.commands.testing.TestCluster;

/** What the role that backs up and restores may do no more, until it is given back. */
enum LostRight {
    SUPERUSER("ALTER ROLE operator NOSUPERUSER", "ALTER ROLE operator SUPERUSER", "", ""),
    LOGIN("ALTER ROLE operator NOLOGIN", "ALTER ROLE operator LOGIN", "", ""),
    CONNECT(
            "ALTER ROLE operator NOSUPERUSER",
            "ALTER ROLE operator SUPERUSER",
            "ALTER DATABASE %1$I OWNER TO postgres; REVOKE CONNECT ON DATABASE %1$I FROM PUBLIC",
            "GRANT CONNECT ON DATABASE %1$I TO PUBLIC; ALTER DATABASE %1$I OWNER TO operator"),
    OWNER(
            "ALTER ROLE operator NOSUPERUSER CREATEDB",
            "ALTER ROLE operator SUPERUSER NOCREATEDB",
            "ALTER DATABASE %1$I OWNER TO postgres",
            "ALTER DATABASE %1$I OWNER TO operator");

    private final String taking;
    private final String giving;
    private final String takingEach;
    private final String givingEach;

    LostRight(String taking, String giving, String takingEach, String givingEach) {
        this.taking = taking;
        this.giving = giving;
        this.takingEach = takingEach;
        this.givingEach = givingEach;
    }

    /** Makes the role, and gives it a database. */
    static void begin(TestCluster cluster, String database) {
        cluster.sql("postgres", "CREATE ROLE operator SUPERUSER LOGIN");
        cluster.sql("postgres", "ALTER DATABASE \"" + database.replace("\"", "\"\"") + "\" OWNER TO operator");
    }

    void take(TestCluster cluster) {
        // First what is more than the rights of databases; these may be changed at the same time, by whom they are
        // taken from.
        cluster.sql("postgres", taking);
        try {
            forEach(cluster, takingEach);
        } catch (IllegalStateException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.contains("tuple concurrently") && !reason.contains("does not exist")) {
                throw e;
            }
        }
    }

    void give(TestCluster cluster) {
        forEach(cluster, givingEach);
        cluster.sql("postgres", giving);
    }

    private static void forEach(TestCluster cluster, String each) {
        if (each.isEmpty()) {
            return;
        }
        cluster.query(
                        "postgres",
                        "SELECT format('" + each + "', datname) FROM pg_database WHERE datname NOT IN ('postgres',"
                                + " 'template0', 'template1')")
                .forEach(row -> cluster.sql("postgres", String.valueOf(row.get(0))));
    }
}
