package dev.tvsh.commands.rollback;

import dev.tvsh.commands.testing.TestCluster;
import java.util.List;

/** What the role that backs up and restores may do no more, until it is given back. */
enum LostRight {
    SUPERUSER("ALTER ROLE operator NOSUPERUSER", "ALTER ROLE operator SUPERUSER", List.of(), List.of()),
    LOGIN("ALTER ROLE operator NOLOGIN", "ALTER ROLE operator LOGIN", List.of(), List.of()),
    CONNECT(
            "ALTER ROLE operator NOSUPERUSER",
            "ALTER ROLE operator SUPERUSER",
            List.of("ALTER DATABASE %I OWNER TO postgres", "REVOKE CONNECT ON DATABASE %I FROM PUBLIC"),
            List.of("GRANT CONNECT ON DATABASE %I TO PUBLIC", "ALTER DATABASE %I OWNER TO operator")),
    OWNER(
            "ALTER ROLE operator NOSUPERUSER CREATEDB",
            "ALTER ROLE operator SUPERUSER NOCREATEDB",
            List.of("ALTER DATABASE %I OWNER TO postgres"),
            List.of("ALTER DATABASE %I OWNER TO operator"));

    private final String taking;
    private final String giving;
    private final List<String> takingEach;
    private final List<String> givingEach;

    LostRight(String taking, String giving, List<String> takingEach, List<String> givingEach) {
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
        // First what is more than the rights of databases; these may be changed at the same time, by whom they are taken from.
        cluster.sql("postgres", taking);
        for (String each : takingEach) {
            try {
                forEach(cluster, each);
            } catch (IllegalStateException e) {
                if (!String.valueOf(e.getMessage()).matches("(?s)ERROR: (tuple concurrently|database .* does not exist).*")) {
                    throw e;
                }
            }
        }
    }

    void give(TestCluster cluster) {
        givingEach.forEach(each -> forEach(cluster, each));
        cluster.sql("postgres", giving);
    }

    private static void forEach(TestCluster cluster, String each) {
        cluster.query(
                        "postgres",
                        "SELECT format('" + each + "', datname) FROM pg_database WHERE datname NOT IN ('postgres',"
                                + " 'template0', 'template1')")
                .forEach(row -> cluster.sql("postgres", String.valueOf(row.get(0))));
    }
}
