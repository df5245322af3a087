package dev.tvsh.commands.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.templates.Templates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionTest {

    private TestCluster cluster;
    private Session session;
    private RecordingSink sink = new RecordingSink();

    @BeforeAll
    void start() {
        cluster = TestCluster.start();
    }

    @AfterAll
    void remove() {
        cluster.close();
    }

    @BeforeEach
    void open() {
        session = connector("postgres").connect();
    }

    @AfterEach
    void leave() {
        session.close();
    }

    private ServerConnector connector(String database) {
        ConnectionOptions options = new ConnectionOptions(
                cluster.host(),
                Integer.toString(cluster.port()),
                "postgres",
                database,
                ConnectionOptions.Passwords.NEVER);
        ConnectionSpec spec = new ConnectionResolver(Map.of(), Path.of("/nonexistent"), "nobody").resolve(options);
        return new ServerConnector(spec, PasswordPrompt.NOBODY, warning -> {});
    }

    private RecordingSink run(String statement) {
        sink = new RecordingSink();
        session.execute(statement, sink);
        return sink;
    }

    private DatabaseException refused(String statement) {
        DatabaseException e = catchThrowableOfType(DatabaseException.class, () -> run(statement));
        assertThat(e).as(statement).isNotNull();
        return e;
    }

    @Test
    void tellsWhoIsConnectedToWhat() {
        assertThat(session.info().serverVersion()).startsWith("15.12");
        assertThat(session.info().serverVersionNum()).isEqualTo(150012);
        assertThat(session.info().superuser()).isTrue();
        assertThat(session.info().user()).isEqualTo("postgres");
        assertThat(session.info().database()).isEqualTo("postgres");
        assertThat(run("SELECT pg_backend_pid()").rows)
                .isEqualTo(List.of(List.of(Integer.toString(session.info().backendPid()))));
        assertThat(run("SHOW application_name").rows).isEqualTo(List.of(List.of("tvsh")));
        assertThat(session.parameter("server_encoding")).isEqualTo("UTF8");
        assertThat(session.parameter("no such")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT 1 | SELECT 1
            TABLE generate_series(1, 3) | -
            VALUES (1), (2) | SELECT 2
            /* a /* b */ c */ (SELECT 1 -- x) | -
            SELECT FROM generate_series(1, 7) | SELECT 7
            SELECT generate_series(1, 25000) | SELECT 25000
            WITH x AS (SELECT generate_series(1, 2000)) TABLE x | SELECT 2000
            SELECT 1 AS a INTO TEMP t1 | SELECT 1
            CREATE TEMP TABLE t2 AS SELECT 1 | SELECT 1
            CREATE TEMP TABLE t3 (i int) | CREATE TABLE
            BEGIN | BEGIN
            SHOW search_path | SHOW
            VACUUM pg_class | VACUUM
            ALTER SYSTEM SET work_mem = '5MB' | ALTER SYSTEM
            DO $$ BEGIN COMMIT; END $$ | DO
            EXPLAIN SELECT 1 | EXPLAIN
            ; |
            """)
    void givesTheServersCommandTag(String statement, @Nullable String tag) {
        if ("-".equals(tag)) {
            refused(statement);
        } else {
            assertThat(run(statement).tags).containsExactly(tag == null ? "" : tag);
        }
        assertThat(session.transactionState())
                .isEqualTo(statement.equals("BEGIN") ? TransactionState.OPEN : TransactionState.IDLE);
    }

    @Test
    void statementsThatCannotRunInABlockRun() {
        run("CREATE TABLE IF NOT EXISTS alone (i int)");
        run("CREATE INDEX CONCURRENTLY ON alone (i)");
        run("DROP DATABASE IF EXISTS besides");
        run("CREATE DATABASE besides");
        run("DROP DATABASE besides");
        assertThat(sink.tags).containsExactly("DROP DATABASE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            SELECT '{"a":1}'::jsonb ? 'a' | t
            SELECT '$1 ? :x {d ''2020-01-01''}' | $1 ? :x {d '2020-01-01'}
            SELECT E'a\\tb\\'c' | a\tb'c
            SELECT $$it's ; $1$$ | it's ; $1
            SELECT ';' | ;
            SELECT 'a' ';' | -
            SELECT 0.1::float8 + 0.2 | 0.30000000000000004
            SELECT '\\x00ff'::bytea | \\x00ff
            SELECT timestamp '2020-02-03 04:05:06.7' | 2020-02-03 04:05:06.7
            SELECT true | t
            SELECT ARRAY[1, NULL] | {1,NULL}
            SELECT 12345678901234567890.10 | 12345678901234567890.10
            SELECT 'Grüße 伊藤 😀' | Grüße 伊藤 😀
            """)
    void handsOverTheServersOwnText(String statement, String value) {
        if (value.equals("-")) {
            refused(statement);
            return;
        }
        assertThat(run(statement).rows).isEqualTo(List.of(List.of(value.replace("\\\\x", "\\x"))));
        run("BEGIN");
        assertThat(run(statement).rows).isEqualTo(List.of(List.of(value)));
    }

    @Test
    void nullIsNotAnEmptyText() {
        assertThat(run("SELECT NULL, ''").rows.get(0)).containsExactly(null, "");
    }

    @Test
    void backslashesWithoutStandardConformingStrings() {
        run("SET standard_conforming_strings = off");
        run("SET escape_string_warning = off");
        assertThat(run("SELECT 'a\\'; b', ';'").rows).isEqualTo(List.of(List.of("a'; b", ";")));
    }

    @Test
    void columnsAreToldAlsoWithoutRows() {
        assertThat(run("SELECT 1 AS a, 'x'::text AS \"B c\" WHERE false").columns)
                .containsExactly(new Column("a", 23), new Column("B c", 25));
        assertThat(sink.rows).isEmpty();
    }

    @Test
    void severalStatementsInOneText() {
        run("SELECT 1 AS a; CREATE TEMP TABLE many (i int); SELECT 2 AS b");
        assertThat(sink.tags).containsExactly("SELECT 1", "CREATE TABLE", "SELECT 1");
        assertThat(sink.rows).isEqualTo(List.of(List.of("1"), List.of("2")));
        refused("SELECT 7; SELECT 1/0");
        assertThat(sink.rows).isEqualTo(List.of(List.of("7")));
    }

    @Test
    void anErrorHasAllItsFields() {
        ServerMessage error = refused("SELECT 1 +\n  nosuch").error();
        assertThat(error.sqlState()).isEqualTo("42703");
        assertThat(error.severity()).isEqualTo("ERROR");
        assertThat(error.position()).isEqualTo(14);
        assertThat(error.location()).contains("parse_relation.c");

        run("CREATE TEMP TABLE dup (i int PRIMARY KEY)");
        run("INSERT INTO dup VALUES (1)");
        assertThat(refused("INSERT INTO dup VALUES (1)").error().detail()).contains("(i)=(1)");

        ServerMessage inner =
                refused("DO $$ BEGIN EXECUTE 'SELECT * FROM nowhere'; END $$").error();
        assertThat(inner.internalQuery()).isEqualTo("SELECT * FROM nowhere");
        assertThat(inner.internalPosition()).isEqualTo(15);
        assertThat(inner.context()).contains("inline_code_block");
        assertThat(refused("SELECT $1").sqlState()).isEqualTo("42P02");
        assertThat(refused("SELECT '\0'").sqlState()).isEqualTo("22021");
        assertThat(refused("SELECT 1/0").exitCode()).isEqualTo(ExitCode.SCRIPT);
    }

    @Test
    void theUsersTransactionBlockIsTheUsersOwn() {
        assertThat(session.transactionState()).isEqualTo(TransactionState.IDLE);
        run("SELECT generate_series(1, 500)");
        assertThat(session.transactionState()).isEqualTo(TransactionState.IDLE);
        refused("SELECT 1/0");
        assertThat(session.transactionState()).isEqualTo(TransactionState.IDLE);
        run("BEGIN");
        run("CREATE TABLE mine (i int)");
        run("SELECT generate_series(1, 500)");
        assertThat(session.transactionState()).isEqualTo(TransactionState.OPEN);
        refused("SELECT 1/0");
        assertThat(session.transactionState()).isEqualTo(TransactionState.FAILED);
        assertThat(refused("SELECT 1").sqlState()).isEqualTo("25P02");
        assertThat(run("COMMIT").tags).containsExactly("ROLLBACK");
        assertThat(run("SELECT to_regclass('mine')").rows.get(0)).containsExactly((String) null);
    }

    @Test
    void whatAQueryDoesIsCommitted() {
        run("CREATE TABLE IF NOT EXISTS kept (i int)");
        run("CREATE OR REPLACE FUNCTION keep() RETURNS int LANGUAGE sql AS 'INSERT INTO kept VALUES (1) RETURNING 1'");
        run("SELECT keep()");
        run("WITH w AS (INSERT INTO kept VALUES (2) RETURNING i) SELECT i FROM w");
        assertThat(cluster.value("postgres", "SELECT count(*) FROM kept")).isEqualTo("2");
        run("CREATE CONSTRAINT TRIGGER late AFTER INSERT ON kept DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
                + " EXECUTE FUNCTION suppress_redundant_updates_trigger()");
        assertThat(refused("SELECT keep()").sqlState()).isEqualTo("39P01");
        assertThat(sink.tags).isEmpty();
        assertThat(session.transactionState()).isEqualTo(TransactionState.IDLE);
    }

    @Test
    void preparedStatementsOfTheUserOnly() {
        run("PREPARE q AS SELECT 1");
        run("SELECT generate_series(1, 5000)");
        assertThat(run("SELECT name FROM pg_prepared_statements").rows).isEqualTo(List.of(List.of("q")));
        run("DISCARD ALL");
        assertThat(run("SELECT 1").tags).containsExactly("SELECT 1");
    }

    @Test
    void copyCarriesItsDataBothWays() {
        run("CREATE TEMP TABLE copied (a int, b text)");
        List<String> pieces = new ArrayList<>(List.of("1\tone\n2\t", "t\u00fc\n"));
        session.execute("COPY copied FROM STDIN", new RecordingSink() {
            @Override
            public CopySource copyIn(boolean binary) {
                return () -> pieces.isEmpty() ? null : pieces.remove(0).getBytes(StandardCharsets.UTF_8);
            }
        });
        StringBuilder out = new StringBuilder();
        session.execute("SELECT 0; COPY copied TO STDOUT; SELECT 3", new RecordingSink() {
            @Override
            public void copyOut(byte[] data) {
                out.append(new String(data, StandardCharsets.UTF_8));
            }

            @Override
            public void row(List<@Nullable String> cells) {
                out.append(cells.get(0)).append('\n');
            }
        });
        assertThat(out).hasToString("0\n1\tone\n2\tt\u00fc\n3\n");
    }

    @Test
    void copyWithoutDataIsRefusedAndTheSessionGoesOn() {
        DatabaseException e = refused("COPY pg_class FROM STDIN");
        assertThat(e.error().message()).contains("there is no data for COPY FROM STDIN here");
        assertThat(run("COPY (SELECT 1) TO STDOUT").tags).containsExactly("COPY 1");
        assertThat(run("SELECT 1").rows).hasSize(1);
    }

    @Test
    void theFormOfDatesAndTheEncodingAreTheUsersToChange() {
        run("SET datestyle = german");
        assertThat(run("SELECT date '2020-02-01'").rows).isEqualTo(List.of(List.of("01.02.2020")));
        run("SET client_encoding = latin1");
        assertThat(run("SELECT 'Gr\u00fc\u00dfe'").rows).isEqualTo(List.of(List.of("Gr\u00fc\u00dfe")));
        run("RESET client_encoding");
        run("RESET datestyle");
        assertThat(run("SELECT date '2020-02-01'").rows).isEqualTo(List.of(List.of("2020-02-01")));
    }

    @Test
    void describesWithoutRunning() {
        assertThat(session.describe("SELECT 1/0 AS a, 'x'::varchar(7) AS b"))
                .containsExactly(new Column("a", 23), new Column("b", 1043, 11));
        assertThat(session.describe("CREATE TABLE nothing ()")).isEmpty();
        assertThat(catchThrowableOfType(DatabaseException.class, () -> session.describe("SELECT nosuch"))
                        .sqlState())
                .isEqualTo("42703");
        assertThat(run("SELECT to_regclass('nothing')").rows.get(0)).containsExactly((String) null);
    }

    @Test
    void notificationsComeBehindTheResults() {
        List<Notification> told = new ArrayList<>();
        run("LISTEN here");
        session.execute("NOTIFY here, 'x'", new RecordingSink() {
            @Override
            public void notification(Notification notification) {
                told.add(notification);
            }
        });
        assertThat(told).containsExactly(new Notification(session.info().backendPid(), "here", "x"));
        run("UNLISTEN *");
    }

    @Test
    void noticesComeAtOnce() throws SQLException {
        List<String> told = new ArrayList<>();
        try (Connection holder = cluster.connect("postgres");
                Statement gate = holder.createStatement()) {
            gate.execute("SELECT pg_advisory_lock(1)");
            run("SET lock_timeout = '60s'");
            session.execute(
                    "DO $$ BEGIN RAISE NOTICE 'one'; PERFORM pg_advisory_lock(1); RAISE WARNING 'two'; END $$",
                    new RecordingSink() {
                        @Override
                        public void notice(ServerMessage message) {
                            told.add(message.message());
                            assertThatCode(() -> gate.execute("SELECT pg_advisory_unlock_all()"))
                                    .doesNotThrowAnyException();
                        }
                    });
        }
        assertThat(told).containsExactly("one", "two");
    }

    @Test
    void aMillionRowsInConstantMemory() {
        AtomicLong count = new AtomicLong();
        AtomicLong firstRow = new AtomicLong();
        long start = System.nanoTime();
        long before = usedMemory();
        AtomicLong most = new AtomicLong();
        session.execute("SELECT i, repeat('x', 500) FROM generate_series(1, 1000000) AS i", new RecordingSink() {
            @Override
            public void row(List<@Nullable String> cells) {
                firstRow.compareAndSet(0, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
                if (count.incrementAndGet() % 200_000 == 0) {
                    most.accumulateAndGet(usedMemory() - before, Math::max);
                }
            }
        });
        assertThat(count.get()).isEqualTo(1_000_000);
        assertThat(most.get()).as("bytes held").isLessThan(24L << 20);
    }

    @Test
    void wideRowsInConstantMemory() {
        AtomicLong bytes = new AtomicLong();
        session.execute("SELECT repeat('x', 4000000) FROM generate_series(1, 300)", new RecordingSink() {
            @Override
            public void row(List<@Nullable String> cells) {
                bytes.addAndGet(String.valueOf(cells.get(0)).length());
            }
        });
        assertThat(bytes.get()).isEqualTo(1_200_000_000L);
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT pg_sleep(30)", "DO $$ BEGIN PERFORM pg_sleep(30); END $$"})
    void aStatementIsCancelledAndTheSessionGoesOn(String statement) {
        session.cancel();
        CompletableFuture<DatabaseException> refused = CompletableFuture.supplyAsync(() -> refused(statement));
        cluster.awaitSleeper();
        long start = System.nanoTime();
        session.cancel();
        assertThat(refused.join().sqlState()).isEqualTo("57014");
        assertThat(refused.join()).isNotInstanceOf(ConnectionLostException.class);
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
        assertThat(session.isClosed()).isFalse();
        assertThat(run("SELECT 1").rows).hasSize(1);
    }

    @Test
    void rowsStopAtACancelToo() {
        AtomicLong count = new AtomicLong();
        DatabaseException e = catchThrowableOfType(
                DatabaseException.class,
                () -> session.execute("SELECT generate_series(1, 1000000000)", new RecordingSink() {
                    @Override
                    public void row(List<@Nullable String> cells) {
                        if (count.incrementAndGet() == 10_000) {
                            session.cancel();
                        }
                    }
                }));
        assertThat(e.sqlState()).isEqualTo("57014");
        assertThat(count.get()).isLessThan(10_000_000);
        assertThat(session.transactionState()).isEqualTo(TransactionState.IDLE);
        assertThat(run("SELECT 1").rows).hasSize(1);
    }

    @Test
    void aSinkThatFailsLeavesTheSessionClean() {
        IllegalStateException e = catchThrowableOfType(
                IllegalStateException.class,
                () -> session.execute("SELECT generate_series(1, 100000)", new RecordingSink() {
                    @Override
                    public void row(List<@Nullable String> cells) {
                        throw new IllegalStateException("no room");
                    }
                }));
        assertThat(e).hasMessage("no room");
        assertThat(session.transactionState()).isEqualTo(TransactionState.IDLE);
        assertThat(run("SELECT 1").rows).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT 1; SELECT pg_sleep(60)",
                "SELECT 1; COPY (VALUES (1), (2)) TO STDOUT",
                "SELECT 1; CREATE TEMP TABLE IF NOT EXISTS into_here(a int); COPY into_here FROM STDIN"
            })
    void aSinkThatFailsAtTheEndOfAResultLeavesTheSessionCleanToo(String statements) {
        IllegalStateException e = catchThrowableOfType(
                IllegalStateException.class,
                () -> session.execute(statements, new RecordingSink() {
                    @Override
                    public void complete(String tag) {
                        throw new IllegalStateException("disk full");
                    }
                }));
        assertThat(e).hasMessage("disk full");
        assertThat(session.transactionState()).isEqualTo(TransactionState.IDLE);
        assertThat(run("SELECT 1").rows).hasSize(1);
    }

    @Test
    void aKilledServerProcessIsALostConnection() {
        int pid = session.info().backendPid();
        ConnectionLostException e = catchThrowableOfType(
                ConnectionLostException.class, () -> run("SELECT pg_terminate_backend(" + pid + "), pg_sleep(5)"));
        assertThat(e.sqlState()).isEqualTo("57P01");
        assertThat(e.exitCode()).isEqualTo(ExitCode.CONNECTION);
        assertThat(session.isClosed()).isTrue();
        assertThat(catchThrowableOfType(ConnectionLostException.class, () -> run("SELECT 1")))
                .isNotNull();
    }

    @Test
    void anIdleSessionNoticesThatTheServerEndedIt() {
        assertThat(session.isClosed()).isFalse();
        cluster.sql("postgres", "SELECT pg_terminate_backend(" + session.info().backendPid() + ")");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!session.isClosed() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(session.isClosed()).isTrue();
    }

    /** With 10,000 TVIEWs a server that compiles takes half as long again to answer. */
    @Test
    void whatOnlyLooksHasNothingCompiledAndWhatIsTypedIsLeftAlone() {
        SqlRunner sql = new SqlRunner(session, Templates.builtIn(), event -> {});
        assertThat(run("SHOW jit").rows).containsExactly(List.of("on"));
        ReadOnlyTransaction.snapshot(sql, () -> assertThat(run("SHOW jit").rows).containsExactly(List.of("off")));
        assertThat(run("SHOW jit").rows).containsExactly(List.of("on"));
        sql.lookOnly();
        assertThat(run("SHOW jit").rows).containsExactly(List.of("off"));
    }

    @Test
    void aServerKilledInTheMiddleOfAStatement() {
        try (TestCluster other = TestCluster.start()) {
            ConnectionOptions options = new ConnectionOptions(
                    null,
                    null,
                    null,
                    "postgresql://postgres@127.0.0.1:" + other.port() + "/postgres",
                    ConnectionOptions.Passwords.NEVER);
            ConnectionSpec spec = new ConnectionResolver(Map.of(), Path.of("/nonexistent"), "nobody").resolve(options);
            ServerConnector there = new ServerConnector(spec, PasswordPrompt.NOBODY, warning -> {});
            Session doomed = there.connect();
            CompletableFuture<ConnectionLostException> lost = CompletableFuture.supplyAsync(() -> catchThrowableOfType(
                    ConnectionLostException.class, () -> doomed.execute("SELECT pg_sleep(30)", new RecordingSink())));
            other.awaitSleeper();
            other.kill();
            assertThat(lost.join()).isNotNull();
            assertThat(lost.join().getMessage()).isEqualTo("the server closed the connection unexpectedly");
            assertThat(doomed.isClosed()).isTrue();
            ConnectionLostException refused = catchThrowableOfType(ConnectionLostException.class, there::connect);
            assertThat(refused.getMessage())
                    .startsWith("connection to server at \"127.0.0.1\", port " + other.port()
                            + " failed: Connection refused");
            doomed.close();
        }
    }
}
