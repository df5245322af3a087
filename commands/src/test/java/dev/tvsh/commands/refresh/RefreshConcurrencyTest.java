package dev.tvsh.commands.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCopy;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.upgrade.ResumeCommand;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others at work in the same tables, and Ctrl-C. */
@ShopCopy(RefreshConcurrencyTest.DATABASE)
class RefreshConcurrencyTest {

    static final String DATABASE = "contended";

    /** tv_offer reads tv_supplier. */
    private static final String SMALL = "category,offer,supplier";

    private static final String[] STABLE = {"category refreshed 40", "supplier refreshed 60", "offer refreshed 1200"};

    private final CommandRunner tvsh;
    private final TestCluster cluster;

    RefreshConcurrencyTest(TestCluster cluster, @TempDir Path home) {
        this.cluster = cluster;
        this.tvsh = new CommandRunner(cluster, DATABASE, home);
    }

    private CompletableFuture<Outcome> begin(String... words) {
        return CompletableFuture.supplyAsync(() -> tvsh.run(new RefreshAllCommand(), words));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 120_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private boolean isTrue(String sql) {
        return cluster.value(DATABASE, sql).equals("t");
    }

    private void awaitWaiterFor(String table) {
        await(() -> isTrue(
                "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = '" + table + "'::regclass)"));
    }

    private List<Event.Progress> progress() {
        return tvsh.events().stream()
                .filter(Event.Progress.class::isInstance)
                .map(Event.Progress.class::cast)
                .toList();
    }

    /** Somebody reads the table until closed. */
    private Connection reader(String table) throws SQLException {
        Connection other = cluster.connect(DATABASE);
        Statement statement = other.createStatement();
        statement.execute("SET application_name TO 'a reader'");
        statement.execute("BEGIN");
        statement.execute("LOCK TABLE " + table + " IN ACCESS SHARE MODE");
        return other;
    }

    @Test
    void aLockThatIsGivenBackIsWaitedForMeanwhileOthersAreDone() throws SQLException {
        CompletableFuture<Outcome> running;
        try (Connection other = reader("tv_supplier")) {
            assertThat(other.isClosed()).isFalse();
            running = begin("--only", SMALL, "--lock-timeout", "2", "--retries", "100");
            await(() -> tvsh.ran().stream()
                            .filter("TRUNCATE ONLY public.tv_supplier"::equals)
                            .count()
                    > 1);
            await(() -> progress().stream()
                    .anyMatch(event -> event.detail().contains("retried on lock")
                            && event.running().stream()
                                    .anyMatch(line -> line.startsWith("public.tv_supplier waiting")
                                            && line.contains("(postgres, a reader, idle in transaction"))));
            assertThat(isTrue("SELECT count(*) > 0 FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'"))
                    .isTrue();
        }
        assertThat(running.join().stable()).containsExactly(STABLE);
        assertThat(tvsh.lines()).last().asString().contains(" retried on lock");
        List<String> ran = tvsh.ran();
        assertThat(ran.indexOf("TRUNCATE ONLY public.tv_category"))
                .isLessThan(ran.lastIndexOf("TRUNCATE ONLY public.tv_supplier"));
    }

    @Test
    void aDeadlockIsTriedAgain() throws SQLException {
        cluster.sql(DATABASE, "ALTER DATABASE " + DATABASE + " SET deadlock_timeout = '10s'");
        try (Connection other = cluster.connect(DATABASE);
                Statement statement = other.createStatement()) {
            statement.execute("SET deadlock_timeout TO '10min'");
            statement.execute("BEGIN");
            statement.execute("LOCK TABLE tb_contact IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<Outcome> running = begin("--only", "supplier", "--lock-timeout", "120");
            awaitWaiterFor("tb_contact");
            statement.execute("LOCK TABLE tv_supplier IN ACCESS SHARE MODE");
            statement.execute("ROLLBACK");
            assertThat(running.join().stable()).containsExactly("supplier refreshed 60");
        }
        assertThat(tvsh.lines()).last().asString().endsWith(" · 1 retried on lock");
        assertThat(tvsh.ran()).contains("ROLLBACK");
    }

    @Test
    void whoHasATableBehindTheViewIsNamed() throws SQLException {
        try (Connection other = cluster.connect(DATABASE);
                Statement statement = other.createStatement()) {
            statement.execute("SET application_name TO 'ddl'");
            statement.execute("BEGIN");
            statement.execute("LOCK TABLE tb_contact IN ACCESS EXCLUSIVE MODE");
            Outcome outcome =
                    tvsh.run(new RefreshAllCommand(), "--only", "supplier", "--lock-timeout", "1", "--retries", "1");
            assertThat(outcome.stable()).containsExactly("supplier failed");
            assertThat(tvsh.lines())
                    .anyMatch(line -> line.contains("public.tb_contact is held by pid") && line.contains("ddl"));
        }
    }

    @Test
    void ctrlCLetsTheRunningOneEndAndTheNextRunGoesOn() throws SQLException {
        CompletableFuture<Outcome> running;
        try (Connection other = reader("tv_supplier")) {
            assertThat(other.isClosed()).isFalse();
            running = begin("--only", SMALL, "--lock-timeout", "120");
            awaitWaiterFor("tv_supplier");
            tvsh.interrupt();
            await(() -> tvsh.lines().stream().anyMatch(line -> line.startsWith("Stops when those that run are done")));
        }
        Outcome stopped = running.join();
        assertThat(stopped.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(stopped.stable()).containsExactly("category skipped", "supplier refreshed 60", "offer skipped");

        Outcome rest = tvsh.run(new RefreshAllCommand(), "--only", SMALL);
        assertThat(tvsh.lines()).anyMatch(line -> line.contains("1 of 3 are done"));
        assertThat(rest.stable()).containsExactly(STABLE);
        assertThat(tvsh.ran()).doesNotContain("TRUNCATE ONLY public.tv_supplier");
    }

    @Test
    void aSecondCtrlCRollsBackWhatRuns() throws SQLException {
        cluster.sql(DATABASE, "UPDATE tv_supplier SET data = '{}'");
        CompletableFuture<Outcome> running;
        try (Connection other = reader("tv_supplier")) {
            assertThat(other.isClosed()).isFalse();
            running = begin("--only", SMALL, "--jobs", "2", "--lock-timeout", "120");
            awaitWaiterFor("tv_supplier");
            tvsh.interrupt();
            tvsh.interrupt();
            await(() -> tvsh.lines().stream().anyMatch(line -> line.startsWith("Cancelling")));
        }
        Outcome stopped = running.join();
        assertThat(stopped.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(stopped.stable()).contains("supplier skipped", "offer skipped");
        assertThat(isTrue("SELECT bool_and(data = '{}') FROM tv_supplier")).isTrue();
    }

    @Test
    void allOrNothing() {
        String before = "SELECT md5((SELECT string_agg(t::text, ',' ORDER BY pk_supplier) FROM tv_supplier t)"
                + " || (SELECT string_agg(t::text, ',' ORDER BY pk_category) FROM tv_category t))";
        cluster.sql(DATABASE, "UPDATE tv_category SET data = '{}'");
        cluster.sql(
                DATABASE,
                "CREATE OR REPLACE VIEW v_supplier AS SELECT pk_supplier, id, identifier,"
                        + " jsonb_build_object('x', 1 / (pk_supplier - 7)) AS data FROM tb_supplier");
        String digest = cluster.value(DATABASE, before);

        Outcome failed = tvsh.run(new RefreshAllCommand(), "--only", SMALL, "--atomic");

        assertThat(failed.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(failed.stable()).containsExactly("category skipped", "supplier failed", "offer skipped");
        assertThat(cluster.value(DATABASE, before)).isEqualTo(digest);

        cluster.sql(
                DATABASE,
                "CREATE OR REPLACE VIEW v_supplier AS SELECT pk_supplier, id, identifier,"
                        + " jsonb_build_object('x', pk_supplier) AS data FROM tb_supplier");
        assertThat(tvsh.run(new RefreshAllCommand(), "--only", SMALL, "--atomic")
                        .stable())
                .containsExactly(STABLE);
        assertThat(tvsh.ran().stream().filter("COMMIT"::equals)).hasSize(1);
        assertThat(tvsh.ran())
                .contains(
                        "LOCK TABLE public.tv_category, public.tv_supplier, public.tv_offer IN ACCESS EXCLUSIVE MODE");
    }

    @Test
    void triggersThatChangeMeanwhileAreLeftAsTheyAre() throws SQLException {
        CompletableFuture<Outcome> running;
        try (Connection other = reader("tv_supplier");
                Statement statement = other.createStatement()) {
            running = begin("--only", "supplier", "--lock-timeout", "2", "--retries", "100");
            await(() -> tvsh.ran().contains("ROLLBACK"));
            statement.execute("ALTER TABLE tv_supplier ENABLE ALWAYS TRIGGER trg_tview_offer_on_tv_supplier");
            statement.execute("COMMIT");
        }
        assertThat(running.join().stable()).containsExactly("supplier refreshed 60");
        assertThat(cluster.value(
                        DATABASE, "SELECT tgenabled FROM pg_trigger WHERE tgname = 'trg_tview_offer_on_tv_supplier'"))
                .isEqualTo("A");
    }

    @Test
    void someByNameAndThoseThatReadThem() {
        assertThat(tvsh.run(new RefreshCommand(), "tv_supplier").stable()).containsExactly("supplier refreshed 60");
        assertThat(tvsh.lines()).contains("! left out, but reads one of these: public.tv_offer   → --with-dependents");
        assertThat(tvsh.run(new RefreshCommand(), "supplier", "category", "--with-dependents", "--jobs", "2")
                        .stable())
                .containsExactly(STABLE);
        assertThat(tvsh.journal().open("refresh")).isEmpty();
    }

    @Test
    void anInterruptedRefreshIsNamedWithWhatGoesOnWithIt() {
        for (int n = 1; tvsh.journal().open("refresh").isEmpty(); n++) {
            assertThatThrownBy(diesAt(n)).isInstanceOf(CommandRunner.Killed.class);
        }
        tvsh.run(new ResumeCommand());
        assertThat(tvsh.lines()).containsExactly("refreshing was interrupted    → refresh supplier --with-dependents");
    }

    private ThrowingCallable diesAt(int event) {
        return () -> tvsh.dieAt(event).run(new RefreshCommand(), "supplier", "--with-dependents");
    }

    @Test
    void anInterruptedStaleRunAnswersAsOneThatWasNot() {
        cluster.sql(DATABASE, "UPDATE tv_supplier SET data = '{}'");
        cluster.sql(DATABASE, "UPDATE tv_category SET data = '{}'");
        for (int n = 1; ; n++) {
            try {
                tvsh.dieAt(n).run(new RefreshAllCommand(), "--only", SMALL, "--stale");
            } catch (CommandRunner.Killed e) {
                if (isTrue("SELECT bool_or(data = '{}') AND (SELECT count(*) FROM tv_supplier WHERE data <> '{}') = 60"
                        + " FROM tv_category")) {
                    break;
                }
            }
        }
        assertThat(tvsh.run(new RefreshAllCommand(), "--only", SMALL, "--stale").stable())
                .containsExactly(STABLE);
    }
}
