package dev.tvsh.commands.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCopy;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must be found before the first statement, and what may not pass unseen. */
@ShopCopy(RefreshObstaclesTest.DATABASE)
class RefreshObstaclesTest {

    static final String DATABASE = "obstructed";

    private final CommandRunner tvsh;
    private final TestCluster cluster;

    RefreshObstaclesTest(TestCluster cluster, @TempDir Path home) {
        this.cluster = cluster;
        this.tvsh = new CommandRunner(cluster, DATABASE, home);
    }

    private void sql(String... statements) {
        for (String statement : statements) {
            cluster.sql(DATABASE, statement);
        }
    }

    private static void pause() {
        LockSupport.parkNanos(50_000_000);
    }

    private void refused(String message, String... words) {
        TvshException e = catchThrowableOfType(TvshException.class, () -> tvsh.run(new RefreshAllCommand(), words));
        assertThat(e).hasMessageContaining(message);
        assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(tvsh.ran()).noneMatch(ran -> ran.startsWith("TRUNCATE"));
        assertThat(tvsh.questions()).isEmpty();
    }

    private String supplier() {
        return cluster.value(DATABASE, "SELECT md5(string_agg(t::text, ',' ORDER BY pk_supplier)) FROM tv_supplier t");
    }

    @Test
    void rowSecurityThatHidesRowsFromTheViewIsRefused() {
        sql(
                "ALTER TABLE tb_contact ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY a_few ON tb_contact USING (pk_contact < 10)");
        assertThat(tvsh.run(new RefreshAllCommand(), "--only", "supplier").exitCode())
                .as("the view reads as the owner of the table, whom it does not concern")
                .isEqualTo(ExitCode.DONE);

        sql("ALTER TABLE tb_contact FORCE ROW LEVEL SECURITY");

        refused("public.v_supplier reads public.tb_contact as shop_owner", "--only", "supplier");
        assertThat(tvsh.run(new RefreshAllCommand(), "--only", "category").exitCode())
                .isEqualTo(ExitCode.DONE);

        sql("CREATE ROLE reader BYPASSRLS", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
        sql("ALTER VIEW v_supplier OWNER TO reader");
        assertThat(tvsh.run(new RefreshAllCommand(), "--only", "supplier").exitCode())
                .isEqualTo(ExitCode.DONE);
        sql("DROP OWNED BY reader CASCADE", "DROP ROLE reader");
    }

    @Test
    void rowSecurityOfTheTableItselfIsRefusedForAllWhomItConcerns() {
        sql("ALTER TABLE tv_category ENABLE ROW LEVEL SECURITY", "ALTER TABLE tv_category FORCE ROW LEVEL SECURITY");
        tvsh.as("shop_owner");
        refused("row security of the table applies to this role", "--only", "category");
    }

    @Test
    void missingPrivilegesAreNamedTogether() {
        tvsh.as("shop_app");
        refused("this role may not empty the table: public.tv_category, public.tv_user", "--only", "user,category");
        sql("GRANT TRUNCATE ON tv_user TO shop_app", "REVOKE SELECT ON v_user FROM shop_app");
        refused("this role may not read the view: public.tv_user", "--only", "user");
        sql("GRANT SELECT ON v_user TO shop_app", "REVOKE INSERT ON tv_user FROM shop_app");
        refused("this role may not insert into the table: public.tv_user", "--only", "user");
        sql("GRANT INSERT (pk_user, id, identifier, data) ON tv_user TO shop_app");
        assertThat(tvsh.run(new RefreshAllCommand(), "--only", "user").stable()).containsExactly("user refreshed 5000");
        sql("GRANT TRUNCATE ON tv_supplier TO shop_app");
        refused("which only its owner may switch off", "--only", "supplier");
    }

    @Test
    void rulesAndColumnsThatDoNotFitAreRefused() {
        sql("CREATE RULE away AS ON INSERT TO tv_category DO INSTEAD NOTHING");
        refused("public.tv_category (away)", "--only", "category");
        sql("ALTER TABLE tv_user DROP COLUMN identifier CASCADE");
        refused("public.tv_user (identifier)", "--only", "user");
    }

    @Test
    void triggersThatDropOrAddRowsAreFoundAndTheTableStaysAsItWas() {
        sql("CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN IF NEW.pk_supplier = 7 THEN RETURN NULL; END IF; RETURN NEW; END $$");
        sql("CREATE FUNCTION thin() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN DELETE FROM tv_supplier WHERE pk_supplier = 9; RETURN NULL; END $$");
        String before = supplier();

        sql("CREATE TRIGGER skip BEFORE INSERT ON tv_supplier FOR EACH ROW EXECUTE FUNCTION skip()");
        Outcome skipped = tvsh.run(new RefreshAllCommand(), "--only", "supplier");
        assertThat(skipped.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(tvsh.lines())
                .contains("✗ public.tv_supplier: public.v_supplier has 60 rows, and 59 went into public.tv_supplier");
        assertThat(supplier()).isEqualTo(before);

        sql(
                "DROP TRIGGER skip ON tv_supplier",
                "CREATE TRIGGER thin AFTER INSERT ON tv_supplier FOR EACH STATEMENT EXECUTE FUNCTION thin()");
        assertThat(tvsh.run(new RefreshAllCommand(), "--only", "supplier").exitCode())
                .isEqualTo(ExitCode.NEGATIVE);
        assertThat(tvsh.lines())
                .contains("✗ public.tv_supplier: public.tv_supplier has 59 rows after 60 were inserted");
        assertThat(supplier()).isEqualTo(before);

        sql("ALTER TABLE tv_supplier DISABLE TRIGGER thin");
        assertThat(tvsh.run(new RefreshAllCommand(), "--only", "supplier").exitCode())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void valuesThatAreNewAtEachLookAreWarnedOf() {
        sql("CREATE OR REPLACE VIEW v_category AS SELECT pk_category, gen_random_uuid() AS id, identifier,"
                + " jsonb_build_object('name', name) AS data FROM tb_category");
        tvsh.run(new RefreshAllCommand(), "--only", "category,user", "--dry-run");
        assertThat(tvsh.lines())
                .anyMatch(line -> line.startsWith("! public.tv_category: its view calls gen_random_uuid"))
                .noneMatch(line -> line.startsWith("! public.tv_user"));
    }

    @Test
    @Tag("T17")
    void olderSnapshotsAndDumpsAreNamed() throws SQLException {
        try (Connection other = cluster.connect(DATABASE);
                Statement statement = other.createStatement()) {
            statement.execute("SET application_name TO 'month end'");
            statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
            statement.execute("SELECT 1 FROM pg_class LIMIT 1");
            tvsh.run(new RefreshAllCommand(), "--only", "category", "--dry-run");
            assertThat(tvsh.lines())
                    .anyMatch(
                            line -> line.contains("month end, idle in transaction") && line.contains("older snapshot"));
            tvsh.as("shop_owner").run(new RefreshAllCommand(), "--only", "category", "--dry-run");
            assertThat(tvsh.lines()).anyMatch(line -> line.startsWith("? this role is not told"));

            tvsh.as("postgres");
            statement.execute("SET application_name TO 'pg_dump'");
            refused("a pg_dump has just begun", "--only", "category");
            statement.execute("LOCK TABLE tb_user IN ACCESS SHARE MODE");
            tvsh.run(new RefreshAllCommand(), "--only", "category");
            assertThat(tvsh.lines()).anyMatch(line -> line.startsWith("! a pg_dump runs"));
        }
    }

    @Test
    @Tag("T14")
    void aPreparedTransactionThatNobodyEndsIsRefused() throws SQLException {
        try (Connection other = cluster.connect(DATABASE);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("UPDATE tv_supplier SET data = data WHERE pk_supplier = 1");
            statement.execute("PREPARE TRANSACTION 'old one'");
        }
        try {
            String[] impatient = {"--only", "supplier", "--lock-timeout", "1", "--retries", "1"};
            while (cluster.value(
                            DATABASE, "SELECT clock_timestamp() - prepared > interval '4 s' FROM pg_prepared_xacts")
                    .equals("f")) {
                pause();
            }
            refused("prepared transaction 'old one'", impatient);
            assertThat(tvsh.run(new RefreshAllCommand(), "--only", "category").exitCode())
                    .isEqualTo(ExitCode.DONE);
        } finally {
            sql("ROLLBACK PREPARED 'old one'");
        }
    }

    @Test
    @Tag("T23")
    void aStandbyIsRefused() throws IOException {
        cluster.stop();
        Path signal = Files.createFile(cluster.dataDirectory().resolve("standby.signal"));
        cluster.startServer();
        try {
            refused("standby");
        } finally {
            cluster.stop();
            Files.delete(signal);
            cluster.startServer();
        }
    }

    @Test
    @Tag("T17")
    void aTableOfTheSameNameEarlierInThePathIsLeftAlone() {
        sql(
                "CREATE SCHEMA decoy",
                "CREATE TABLE decoy.tv_category AS SELECT * FROM public.tv_category",
                "CREATE VIEW decoy.v_category AS SELECT 1::bigint AS pk_category",
                "ALTER DATABASE " + DATABASE + " SET search_path = decoy, public",
                "UPDATE public.tv_category SET data = '{}'");
        tvsh.run(new RefreshAllCommand(), "--only", "category");
        assertThat(cluster.query(
                        DATABASE,
                        "SELECT (SELECT count(*) FROM decoy.tv_category), (SELECT count(*) FROM public.tv_category"
                                + " WHERE data <> '{}')"))
                .containsExactly(List.of("40", "40"));
    }

    @Test
    void optionsThatDoNotGoTogether() {
        for (String[] words : List.of(
                new String[] {"--atomic", "--jobs", "2"},
                new String[] {"--atomic", "--continue"},
                new String[] {"--jobs", "0"})) {
            TvshException e = catchThrowableOfType(TvshException.class, () -> tvsh.run(new RefreshAllCommand(), words));
            assertThat(e.exitCode()).isEqualTo(ExitCode.FATAL);
        }
        TvshException nameless = catchThrowableOfType(TvshException.class, () -> tvsh.run(new RefreshCommand()));
        assertThat(nameless.exitCode()).isEqualTo(ExitCode.FATAL);
    }
}
