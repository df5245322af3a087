package dev.tvsh.commands.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.testing.ClientPrograms;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.TestCluster;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollback after days: what the application has written since comes along, or is told. */
class KeepChangesTest {

    private static final String LONG = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghij1";

    private static final List<String> DECIDING = List.of("sql/carry/", "sql/server/commit", "sql/rollback/rename");

    private static TestCluster cluster;

    @TempDir
    private static Path state;

    private static CommandRunner tvsh;
    private static String backup;

    @BeforeAll
    static void start() throws URISyntaxException {
        cluster = TestCluster.start();
        cluster.createDatabase("way");
        script("everything.sql");
        script("odd-rows.sql");
        tvsh = new CommandRunner(cluster, "way", state);
        backup = state.resolve("backup").toString();
        assertThat(tvsh.run(new BackupCommand(), "--to", backup).exitCode()).isEqualTo(ExitCode.DONE);
        cluster.sql("postgres", "CREATE DATABASE pristine TEMPLATE way");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** As after some days. */
    @BeforeEach
    void write() throws URISyntaxException {
        cluster.query("postgres", "SELECT format('%I', datname) FROM pg_database WHERE datname LIKE 'way%'")
                .forEach(row -> cluster.sql("postgres", "DROP DATABASE " + row.get(0) + " WITH (FORCE)"));
        cluster.sql("postgres", "CREATE DATABASE way TEMPLATE pristine");
        cluster.sql("postgres", "ALTER DATABASE way SET search_path = public, depot");
        script("odd-writes.sql");
    }

    @Test
    void rowsWrittenSinceComeAlongAndTviewsShowThem() {
        List<String> rows = rows();
        cluster.sql("way", "DROP EXTENSION pg_tviews");
        cluster.sql("way", "DROP TABLE quiet");
        tvsh.run(new RollbackCommand(), "--to", backup, "--plan");
        assertThat(tvsh.lines())
                .contains(
                        "        public.odd: 300 rows then, 299 now",
                        "        and 3 more tables",
                        "        --keep-changes carries them over");

        Outcome outcome = tvsh.run(new RollbackCommand(), "--to", backup, "--keep-changes");

        assertThat(outcome.stable())
                .containsExactly(
                        "40 TVIEWs restored, 0 differences",
                        "15 rows inserted, 12 changed, 12 deleted since in 14 tables");
        assertThat(tvsh.lines())
                .contains(
                        "written since   public.odd: 2 inserted, 2 changed, 3 deleted",
                        "written since   public.zz_parent: 1 inserted, 1 deleted",
                        "written since   pg_catalog.pg_largeobject: 1 inserted, 1 changed, 1 deleted",
                        "written since   depot.tb_n4: 1 deleted",
                        "written since   public." + LONG + ": 2 inserted, 2 changed");
        assertThat(tvsh.lines()).contains("! gone now, and back as in the backup: public.quiet");
        assertThat(tvsh.events()).noneMatch(Event.Notice.class::isInstance);
        assertThat(rows()).containsExactlyElementsOf(rows);
        assertThat(cluster.value("way", "SELECT data ->> 'label' FROM tv_n10 WHERE pk_n10 = 11"))
                .isEqualTo("since");
        assertThat(cluster.value("way", "SELECT count(*) FROM depot.tv_n4")).isEqualTo("8");
        assertThat(cluster.value("way", "SELECT tgenabled FROM pg_trigger WHERE tgname = 'always'"))
                .isEqualTo("A");
        cluster.sql("way", "SET ROLE way_app; UPDATE tb_n1 SET label = 'after' WHERE pk_n1 = 1");
        assertThat(cluster.value("way", "SELECT data ->> 'label' FROM tv_n1 WHERE pk_n1 = 1"))
                .isEqualTo("after");
        assertNothingLeft();
    }

    @Test
    void whatCannotBeCarriedOverForSureIsListedAndNothingIsSwapped() {
        cluster.sql("way", "INSERT INTO quiet VALUES ('not any more')");
        cluster.sql("way", "DELETE FROM tb_n7");
        cluster.sql("way", "ALTER TABLE many ADD c int");
        cluster.sql("way", "CREATE TABLE made (a int PRIMARY KEY)");
        cluster.sql("way", "ALTER TABLE " + LONG + " DROP CONSTRAINT " + LONG.substring(0, 53) + "_label_key");
        cluster.sql("way", "UPDATE " + LONG + " SET label = 'twice' WHERE " + LONG + " IN (7, 8)");
        cluster.sql("way", "ALTER TABLE aa_child DROP CONSTRAINT aa_child_parent_fkey");
        cluster.sql("way", "DELETE FROM zz_parent WHERE id = 5");
        List<String> rows = rows();

        Outcome outcome = tvsh.run(new RollbackCommand(), "--to", backup, "--keep-changes");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(tvsh.lines())
                .contains(
                        "✗ public.made: made since the backup",
                        "✗ public.tb_n7: unlogged, and empty now as after a crash: 9 rows in the backup",
                        "✗ public.many: its columns changed since the backup",
                        "✗ public.quiet: its rows differ and it has no primary key to tell which: 3 in the backup, 4 now",
                        "✗ public.aa_child: 3 rows refer to nothing in public.zz_parent (aa_child_parent_fkey)")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("✗ public." + LONG + ": its rows cannot be carried over: duplicate key value")
                        .contains("(label)=(twice)"));
        assertThat(rows()).containsExactlyElementsOf(rows);
        assertThat(cluster.value("way_tvsh_restore", "SELECT count(*) FROM odd"))
                .isEqualTo("300");
        assertThat(tvsh.journal().entries()).noneMatch(Journal.Entry::isOpen);

        Outcome decided = tvsh.run(
                new RollbackCommand(),
                "--to",
                backup,
                "--keep-changes",
                "--discard",
                "quiet",
                "--discard",
                "tb_n7",
                "--discard",
                "public.many",
                "--discard",
                LONG,
                "--discard",
                "aa_child",
                "--discard",
                "zz_parent",
                "--discard",
                "made");

        assertThat(decided.exitCode()).as(tvsh.lines().toString()).isEqualTo(ExitCode.DONE);
        assertThat(tvsh.ran()).as("restored once").noneMatch(text -> text.contains("pg_restore --section="));
        assertThat(cluster.value("way", "SELECT count(*) FROM many")).isEqualTo("20000");
        assertThat(cluster.value("way", "SELECT count(*) FROM odd")).isEqualTo("299");
        assertNothingLeft();
    }

    @Test
    void nothingThatWasCommittedIsLostWhileTheApplicationWrites() throws SQLException {
        AtomicBoolean ended = new AtomicBoolean();
        List<Integer> committed = new ArrayList<>();
        CompletableFuture<Void> application = CompletableFuture.runAsync(() -> {
            for (int number = 100_000; !ended.get(); number++) {
                try (Connection connection = cluster.connect("way");
                        Statement statement = connection.createStatement()) {
                    statement.execute("INSERT INTO many VALUES (" + number + ", 'busy')");
                    committed.add(number);
                } catch (SQLException e) {
                    // Its session was ended; it comes again.
                }
            }
        });

        Outcome outcome = tvsh.run(new RollbackCommand(), "--to", backup, "--keep-changes");

        ended.set(true);
        application.join();
        assertThat(outcome.exitCode()).as(tvsh.lines().toString()).isEqualTo(ExitCode.DONE);
        assertThat(committed).hasSizeGreaterThan(10);
        assertThat(cluster.query("way", "SELECT a FROM many WHERE a >= 100000 ORDER BY 1").stream()
                        .map(row -> Integer.valueOf(row.get(0)))
                        .toList())
                .containsAll(committed);
    }

    /** One that has read the settings, and whoever connects, must not wait for each other. */
    @Test
    void nobodyWaitsForASwapThatWaitsForAnother() throws SQLException {
        CompletableFuture<Outcome> rollback;
        try (Connection reader = cluster.connect("postgres");
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT FROM pg_db_role_setting");
            rollback = CompletableFuture.supplyAsync(
                    () -> tvsh.run(new RollbackCommand(), "--to", backup, "--keep-changes"));
            while (asked("sql/carry/held") < 3 && !rollback.isDone()) {
                try (ResultSet waiting = statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted"
                        + " AND relation = 'pg_db_role_setting'::regclass")) {
                    assertThat(waiting.next()).isTrue();
                    assertThat(waiting.getInt(1)).isZero();
                }
            }
            reader.rollback();
        }

        assertThat(rollback.join().exitCode()).as(tvsh.lines().toString()).isEqualTo(ExitCode.DONE);
        assertNothingLeft();
    }

    private static long asked(String template) {
        return tvsh.events().stream()
                .filter(event -> event instanceof Event.WillRun run
                        && run.script().get(0).template().startsWith(template))
                .count();
    }

    /** Each looks for a deadlock once, and here before the swap gets to the lock that makes it one. */
    @Test
    void anApplicationThatConnectsAgainAndAgainDoesNotEndTheSwap() {
        cluster.sql("postgres", "ALTER SYSTEM SET deadlock_timeout = '5ms'");
        cluster.sql("postgres", "SELECT pg_reload_conf()");
        AtomicBoolean ended = new AtomicBoolean();
        CompletableFuture<?> applications =
                CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(() -> {
                            while (!ended.get()) {
                                try (Connection connection = cluster.connect("way")) {
                                    connection.isValid(1);
                                } catch (SQLException e) {
                                    // Its session was ended; it comes again.
                                }
                            }
                        }))
                        .limit(3)
                        .toArray(CompletableFuture[]::new));
        try {
            Outcome outcome = tvsh.run(new RollbackCommand(), "--to", backup, "--keep-changes");

            assertThat(outcome.exitCode()).as(tvsh.lines().toString()).isEqualTo(ExitCode.DONE);
        } finally {
            ended.set(true);
            applications.join();
            cluster.sql("postgres", "ALTER SYSTEM RESET deadlock_timeout");
            cluster.sql("postgres", "SELECT pg_reload_conf()");
        }
    }

    @Test
    void rowsThatCameAlongBeforeAConflictWasFoundAreNotTakenForThoseOfTheBackup() throws SQLException {
        try (Connection writer = cluster.connect("way");
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO quiet VALUES ('not seen at first')");
            CompletableFuture<Void> late = CompletableFuture.runAsync(() -> {
                cluster.sql("postgres", """
                        DO $$ BEGIN
                          FOR i IN 1 .. 6000 LOOP
                            IF EXISTS (SELECT FROM pg_locks WHERE NOT granted AND mode = 'ShareLock') THEN RETURN; END IF;
                            PERFORM pg_sleep(0.02);
                          END LOOP;
                          RAISE EXCEPTION 'nobody waits for the writer';
                        END $$""");
                commit(writer);
            });

            Outcome outcome = tvsh.run(new RollbackCommand(), "--to", backup, "--keep-changes");

            late.join();
            assertThat(outcome.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        }
        assertThat(tvsh.lines())
                .contains(
                        "✗ public.quiet: its rows differ and it has no primary key to tell which: 3 in the backup, 4 now")
                .contains("State: way is as it was. The restored database waits beside as way_tvsh_restore,"
                        + " with such rows of now as could be carried over.");
        assertThat(cluster.value("way_tvsh_restore", "SELECT count(*) FROM odd"))
                .isEqualTo("299");

        assertThat(tvsh.run(new RollbackCommand(), "--to", backup).exitCode()).isEqualTo(ExitCode.DONE);

        assertThat(cluster.value("way", "SELECT count(*) FROM odd")).isEqualTo("300");
        assertNothingLeft();
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aWriterWhoDoesNotEndIsEndedAndTvshIsNot() throws SQLException {
        try (Connection writer = cluster.connect("way");
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO quiet VALUES ('never committed')");

            assertThat(tvsh.run(new RollbackCommand(), "--to", backup, "--keep-changes")
                            .exitCode())
                    .isEqualTo(ExitCode.DONE);

            assertThatThrownBy(writer::commit).isInstanceOf(SQLException.class);
        }
        assertThat(cluster.value("way", "SELECT count(*) FROM odd")).isEqualTo("299");
        assertNothingLeft();
    }

    @Test
    void killedBeforeAnyStepTheNextRunFinishes() throws URISyntaxException {
        tvsh.run(new RollbackCommand(), "--to", backup, "--keep-changes", "--yes");
        List<Integer> steps = new ArrayList<>();
        List<Event> events = tvsh.events();
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof Event.WillRun run
                    && DECIDING.stream()
                            .anyMatch(start -> run.script().get(0).template().startsWith(start))) {
                steps.add(i + 1);
            }
        }
        assertThat(steps).hasSizeGreaterThan(50);
        for (int step = 0; step < steps.size(); step += steps.size() / 5) {
            int event = steps.get(step);
            write();
            List<String> rows = rows();
            assertThatThrownBy(() ->
                            tvsh.dieAt(event).run(new RollbackCommand(), "--to", backup, "--keep-changes", "--yes"))
                    .isInstanceOf(CommandRunner.Killed.class);
            assertThat(rows()).as("killed at %d", event).containsExactlyElementsOf(rows);

            Outcome again = tvsh.run(new RollbackCommand(), "--to", backup, "--keep-changes", "--yes");

            assertThat(again.exitCode())
                    .as("killed at %d: %s", event, tvsh.lines())
                    .isEqualTo(ExitCode.DONE);
            assertThat(rows()).as("killed at %d", event).containsExactlyElementsOf(rows);
            assertNothingLeft();
        }
    }

    @Test
    void asksForWhatItNeeds() {
        assertThatThrownBy(() -> tvsh.run(new RollbackCommand(), "--keep-changes"))
                .isInstanceOf(TvshException.class)
                .hasMessageContaining("--keep-changes goes with --to");
        assertThatThrownBy(() -> tvsh.run(new RollbackCommand(), "--to", backup, "--discard", "odd"))
                .isInstanceOf(TvshException.class)
                .hasMessageContaining("--discard goes with --keep-changes");
        assertThatThrownBy(
                        () -> tvsh.run(new RollbackCommand(), "--to", backup, "--keep-changes", "--discard", "nowhere"))
                .isInstanceOf(TvshException.class)
                .hasMessageContaining("there is no table nowhere");
    }

    private static void assertNothingLeft() {
        assertThat(cluster.value("postgres", "SELECT string_agg(datname, ' ') FROM pg_database"))
                .doesNotContain("_tvsh_");
        assertThat(tvsh.journal().entries()).noneMatch(Journal.Entry::isOpen);
    }

    private static void script(String name) throws URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(KeepChangesTest.class.getResource("/backup/" + name))
                .toURI());
        new ClientPrograms(cluster).run("psql", "-q", "-d", "way", "-v", "ON_ERROR_STOP=1", "-f", file.toString());
    }

    private static List<String> rows() {
        return cluster.value("way", "SELECT all_rows()").lines().toList();
    }
}
