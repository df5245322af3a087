package dev.tvsh.commands.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.adopt.AdoptCommand;
import dev.tvsh.commands.connection.ResultSink;
import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.connection.SessionEndedException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.refresh.RefreshAllCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCopy;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.triggers.DisableTriggersCommand;
import dev.tvsh.commands.triggers.EnableTriggersCommand;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.validate.ProbeResult;
import dev.tvsh.commands.validate.WriteProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A library named pg_tviews is in every session. What the real one would do at an error in a statement that locks, end the
 * server, is here a line in the server's log that must not be there.
 */
@ShopCopy(PreloadedLibraryTest.DATABASE)
class PreloadedLibraryTest {

    static final String DATABASE = "preloaded";
    private static final String SMALL = "category,offer,supplier";

    private final CommandRunner tvsh;
    private final TestCluster cluster;
    private final Path folder;
    private int logged;

    PreloadedLibraryTest(TestCluster cluster, @TempDir Path folder) {
        this.cluster = cluster;
        this.folder = folder;
        this.tvsh = new CommandRunner(cluster, DATABASE, folder.resolve("home"));
    }

    @BeforeEach
    void preload() throws IOException {
        Path library = folder.resolve("pg_tviews.so");
        Files.copy(cluster.binaries().resolve("lib/postgresql/dict_int.so"), library);
        cluster.sql(
                "postgres",
                "ALTER DATABASE " + DATABASE + " SET session_preload_libraries = '"
                        + library.toString().replace(".so", "") + "'");
        logged = log().length();
    }

    private String log() throws IOException {
        return Files.readString(cluster.log());
    }

    private void assertNoErrorInAStatementThatLocks() throws IOException {
        assertThat(log().substring(logged))
                .doesNotContain("due to lock timeout", "canceling statement", "deadlock detected");
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

    private Connection holder(String lock) throws SQLException {
        Connection other = cluster.connect(DATABASE);
        Statement statement = other.createStatement();
        statement.execute("SET application_name TO 'a holder'");
        statement.execute("BEGIN");
        statement.execute(lock);
        return other;
    }

    private boolean anyoneWaits() {
        return isTrue("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)");
    }

    @Test
    void aRefreshThatWaitsTooLongIsGivenUpWithoutAnError() throws Exception {
        try (Connection other = holder("LOCK TABLE tv_supplier IN ACCESS SHARE MODE")) {
            Outcome outcome =
                    tvsh.run(new RefreshAllCommand(), "--only", SMALL, "--lock-timeout", "1", "--retries", "1");

            assertThat(outcome.stable()).containsExactly("category refreshed 40", "supplier failed", "offer skipped");
            assertThat(tvsh.lines())
                    .anyMatch(line -> line.startsWith("! pg_tviews is preloaded"))
                    .anyMatch(line -> line.contains("held by pid") && line.contains("a holder"));
            assertThat(anyoneWaits()).isFalse();
            assertThat(other.isClosed()).isFalse();
        }
        assertThat(tvsh.ran().stream().filter("TRUNCATE ONLY public.tv_supplier"::equals))
                .hasSize(2);
        assertNoErrorInAStatementThatLocks();
        assertThat(tvsh.run(new RefreshAllCommand(), "--only", SMALL).stable())
                .containsExactly("category refreshed 40", "supplier refreshed 60", "offer refreshed 1200");
    }

    @Test
    void aLockThatIsGivenBackIsTakenByAnotherSession() throws Exception {
        CompletableFuture<Outcome> running;
        try (Connection other = holder("LOCK TABLE tv_supplier IN ACCESS SHARE MODE")) {
            running = CompletableFuture.supplyAsync(() -> tvsh.run(
                    new RefreshAllCommand(),
                    "--only",
                    SMALL,
                    "--jobs",
                    "2",
                    "--lock-timeout",
                    "1",
                    "--retries",
                    "100"));
            await(() -> tvsh.ran().stream()
                            .filter("TRUNCATE ONLY public.tv_supplier"::equals)
                            .count()
                    > 1);
            assertThat(other.isClosed()).isFalse();
        }
        assertThat(running.join().exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(tvsh.lines()).last().asString().contains(" retried on lock");
        assertNoErrorInAStatementThatLocks();
    }

    @Test
    void triggersThatCannotBeSwitchedStayAsTheyAre() throws Exception {
        String states = "SELECT string_agg(tgenabled::text, '' ORDER BY oid) FROM pg_trigger WHERE tgname LIKE 'trg%'";
        String before = cluster.value(DATABASE, states);
        try (Connection other = holder("LOCK TABLE tb_user IN ROW EXCLUSIVE MODE")) {
            assertThatThrownBy(() -> tvsh.run(new DisableTriggersCommand(), "--lock-timeout", "1", "--retries", "0"))
                    .isInstanceOfSatisfying(TvshException.class, e -> {
                        assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED);
                        assertThat(e).hasMessage("no lock to be had on public.tb_user");
                        assertThat(e.advice()).anyMatch(line -> line.contains("a holder"));
                    });
            assertThat(other.isClosed()).isFalse();
            assertThat(anyoneWaits()).isFalse();
        }
        assertThat(cluster.value(DATABASE, states)).isEqualTo(before);
        assertThat(tvsh.journal().open(DisableTriggersCommand.NAME)).isEmpty();
        tvsh.run(new DisableTriggersCommand());
        assertThat(cluster.value(DATABASE, states)).doesNotContain("O");
        tvsh.run(new EnableTriggersCommand());
        assertThat(cluster.value(DATABASE, states)).isEqualTo(before);
        assertNoErrorInAStatementThatLocks();
    }

    /** The server looks for a deadlock after a second, and would find this one in the session of tvsh. */
    @Test
    void aDeadlockWithoutTheRightToLeaveItToOthersIsGivenUpBefore() throws Exception {
        cluster.sql("postgres", "ALTER ROLE shop_owner LOGIN");
        try (Connection other = holder("LOCK TABLE tb_user IN ROW EXCLUSIVE MODE");
                Statement statement = other.createStatement()) {
            statement.execute("SET deadlock_timeout TO '10min'");
            CompletableFuture<Outcome> running = CompletableFuture.supplyAsync(
                    () -> tvsh.as("shop_owner").run(new DisableTriggersCommand(), "--lock-timeout", "60"));
            await(this::anyoneWaits);
            statement.execute("LOCK TABLE tb_category IN ROW EXCLUSIVE MODE");
            statement.execute("COMMIT");
            assertThat(running.join().exitCode()).isEqualTo(ExitCode.DONE);
        }
        assertThat(tvsh.lines()).anyMatch(line -> line.startsWith("? this role may not see whether pg_tviews"));
        assertNoErrorInAStatementThatLocks();
    }

    @Test
    void aProbeThatWaitsTooLongIsGivenUpWithoutAnError() throws Exception {
        try (SqlRunner sql = tvsh.context().open();
                Connection other = holder("LOCK TABLE tb_supplier IN SHARE MODE")) {
            List<ProbeResult> results = new WriteProbe(sql, TviewCatalog.read(sql)).run();

            assertThat(results)
                    .filteredOn(result -> result.kind() == ProbeResult.Kind.UNDETERMINED)
                    .singleElement()
                    .satisfies(result -> {
                        assertThat(result.table()).hasToString("public.tb_supplier");
                        assertThat(result.reason()).isEqualTo("somebody else has a lock that it needs");
                    });
            assertThat(anyoneWaits()).isFalse();
            assertThat(other.isClosed()).isFalse();
        }
        assertNoErrorInAStatementThatLocks();
    }

    @Test
    void aRegistrationIsMadeInASessionThatCanBeEnded() {
        cluster.sql(DATABASE, "DELETE FROM pg_tview_meta WHERE entity = 'category'");
        assertThat(tvsh.run(new AdoptCommand()).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(isTrue("SELECT EXISTS (SELECT FROM pg_tview_meta WHERE entity = 'category')"))
                .isTrue();
    }

    /** As Ctrl-C does it. */
    @Test
    void whatWouldBeCancelledIsCutOff() throws Exception {
        try (Connection other = holder("LOCK TABLE tv_user IN ACCESS SHARE MODE");
                Session session = tvsh.connector().connect()) {
            session.endOnCancel();
            session.execute("BEGIN", ResultSink.NONE);
            session.execute("SET client_connection_check_interval = '250ms'", ResultSink.NONE);
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(
                    () -> session.execute("LOCK TABLE tv_user IN ACCESS EXCLUSIVE MODE", ResultSink.NONE));
            await(this::anyoneWaits);
            session.cancel();
            assertThatThrownBy(waiting::join).hasCauseInstanceOf(SessionEndedException.class);
            await(() -> !anyoneWaits());
            assertThat(other.isClosed()).isFalse();
        }
        assertNoErrorInAStatementThatLocks();
    }
}
