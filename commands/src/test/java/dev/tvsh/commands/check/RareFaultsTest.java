package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.check.catalog.Ask;
import dev.tvsh.commands.check.catalog.CheckCatalog;
import dev.tvsh.commands.check.catalog.CheckSpec;
import dev.tvsh.commands.check.catalog.Route;
import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.probe.CheckContext;
import dev.tvsh.commands.check.probe.Databases;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.Standby;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that no statement plants: a standby that is behind, a damaged block, time that passes. */
class RareFaultsTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    Path state;

    @ParameterizedTest
    @ValueSource(strings = {"13.22", "15.12", "18.1"})
    void aStandbyThatIsBehind(String version) throws IOException, InterruptedException {
        try (TestCluster primary = TestCluster.start(version);
                TestCluster standby = Standby.of(primary, "follower 1")) {
            await(() -> primary.value("postgres", "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'")
                    .equals("1"));
            assertThat(finding(primary, "env.standbys").status()).isEqualTo(Status.OK);

            standby.sql("postgres", "SELECT pg_wal_replay_pause()");
            primary.sql("postgres", "CREATE TABLE m AS SELECT repeat('x', 100) AS a FROM generate_series(1, 200000)");
            await(() -> finding(primary, "env.standbys").status() == Status.PROBLEM);
            Finding behind = finding(primary, "env.standbys");
            assertThat(behind.isProblem(Severity.BLOCK)).isTrue();
            assertThat(behind.objects()).containsExactly("\"follower 1\"");
            assertThat(behind.detail()).startsWith("1 standby behind: \"follower 1\" (streaming), ");

            standby.sql("postgres", "SELECT pg_wal_replay_resume()");
            await(() -> finding(primary, "env.standbys").status() == Status.OK);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"13.22", "15.12", "18.1"})
    void aBlockThatFailsItsChecksum(String version) throws IOException, InterruptedException {
        try (TestCluster cluster = TestCluster.start(version)) {
            cluster.withChecksums();
            cluster.createDatabase("hurt");
            cluster.sql("hurt", "CREATE TABLE m AS SELECT repeat('x', 100) AS a FROM generate_series(1, 1000)");
            Path file = cluster.dataDirectory().resolve(cluster.value("hurt", "SELECT pg_relation_filepath('m')"));
            assertThat(finding(cluster, "env.checksum_failures").status()).isEqualTo(Status.OK);

            cluster.stop();
            try (RandomAccessFile block = new RandomAccessFile(file.toFile(), "rw")) {
                block.seek(8_000);
                block.write('y');
            }
            cluster.startServer();
            assertThatThrownBy(() -> cluster.value("hurt", "SELECT count(*) FROM m"))
                    .hasStackTraceContaining("invalid page in block 0");
            await(() -> finding(cluster, "env.checksum_failures").status() == Status.PROBLEM);
            Finding finding = finding(cluster, "env.checksum_failures");
            assertThat(finding.isProblem(Severity.BLOCK)).isTrue();
            assertThat(finding.objects()).containsExactly("hurt");
            assertThat(finding.detail()).isEqualTo("1 database: hurt (1)");

            cluster.sql("hurt", "DROP TABLE m");
            cluster.sql("hurt", "SELECT pg_stat_reset()");
            await(() -> finding(cluster, "env.checksum_failures").status() == Status.OK);
        }
    }

    /** With the time from which on a transaction is an old one as the only thing that is another one than in the catalog. */
    @ParameterizedTest
    @ValueSource(strings = {"13.22", "15.12", "18.1"})
    void aTransactionThatIsOpenForLong(String version) throws SQLException, InterruptedException {
        try (TestCluster cluster = TestCluster.start(version);
                Connection open = cluster.connect("postgres")) {
            open.setAutoCommit(false);
            String pid;
            try (var statement = open.createStatement();
                    var row = statement.executeQuery("SELECT pg_backend_pid()")) {
                assertThat(row.next()).isTrue();
                pid = row.getString(1);
            }
            assertThat(older(cluster, "0 s").objects()).containsExactly("pid " + pid);
            assertThat(older(cluster, "0 s").detail()).contains("pid " + pid + " (postgres, idle in transaction), ");
            assertThat(older(cluster, "1 h").status()).isEqualTo(Status.OK);
            await(() -> older(cluster, "1 s").status() == Status.PROBLEM);
            assertThat(finding(cluster, "env.long_xacts").status()).isEqualTo(Status.OK);
            open.rollback();
            assertThat(older(cluster, "0 s").status()).isEqualTo(Status.OK);
        }
    }

    private Finding older(TestCluster cluster, String age) {
        CheckSpec spec = CheckCatalog.read().require("env.long_xacts");
        Ask.Query query = (Ask.Query) spec.ask();
        assertThat(query.with()).containsOnlyKeys("age");
        CheckSpec shorter = new CheckSpec(
                spec.id(),
                spec.title(),
                spec.why(),
                spec.routes(),
                spec.window(),
                new Ask.Query(query.template(), query.everywhere(), Map.of("age", age), query.data()),
                spec.noun(),
                spec.nouns(),
                spec.remedy(),
                spec.fix(),
                spec.lasting(),
                spec.urgent(),
                spec.named(),
                spec.unproved(),
                spec.source());
        CommandRunner runner = new CommandRunner(cluster, "postgres", state);
        try (SqlRunner sql = runner.context().open()) {
            Databases.lookOnly(sql, LIMIT);
            return new CheckRunner(new CheckContext(runner.context(), sql, LIMIT))
                    .run(List.of(shorter))
                    .get(0)
                    .on(Route.PG_UPGRADE);
        }
    }

    private Finding finding(TestCluster cluster, String id) {
        return CheckFindings.single(
                new CommandRunner(cluster, "postgres", state).run(new CheckCommand(), id, "--route", "pg-upgrade"));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
