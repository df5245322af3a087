package dev.tvsh.commands.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.connection.ConnectionOptions.Passwords;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerConnectorTest {

    private static final String SECRET = "ge:heim\\ 'ü' $(id)";

    @TempDir
    private Path home;

    private final List<String> warnings = new ArrayList<>();
    private TestCluster cluster;

    @BeforeAll
    void start() {
        cluster = TestCluster.startWithPassword(SECRET);
    }

    @AfterAll
    void remove() {
        cluster.close();
    }

    private ServerConnector connector(String conninfo, Passwords passwords, PasswordPrompt prompt) {
        return connector(conninfo, passwords, prompt, Map.of());
    }

    private ServerConnector connector(
            String conninfo, Passwords passwords, PasswordPrompt prompt, Map<String, String> environment) {
        ConnectionOptions options = new ConnectionOptions(null, null, null, conninfo, passwords);
        ConnectionSpec spec = new ConnectionResolver(environment, home, "dba").resolve(options);
        return new ServerConnector(spec, prompt, warnings::add);
    }

    private String tcp() {
        return "host=127.0.0.1 user=postgres dbname=postgres port=" + cluster.port();
    }

    private static String ask(Session session, String query) {
        RecordingSink sink = new RecordingSink();
        session.execute(query, sink);
        return String.valueOf(sink.rows.get(0).get(0));
    }

    @Test
    void withoutAPasswordNobodyIsAskedInBatch() {
        ConnectionLostException e = catchThrowableOfType(
                ConnectionLostException.class,
                () -> connector(tcp(), Passwords.AS_NEEDED, PasswordPrompt.NOBODY)
                        .connect());
        assertThat(e)
                .hasMessage("connection to server at \"127.0.0.1\", port " + cluster.port()
                        + " failed: fe_sendauth: no password supplied");
        assertThat(e.exitCode()).isEqualTo(ExitCode.CONNECTION);
    }

    @Test
    void theMinusWOptionsNeverAndAlwaysAsk() {
        List<String> asked = new ArrayList<>();
        PasswordPrompt prompt = user -> {
            asked.add(user);
            return Optional.of(SECRET.toCharArray());
        };
        assertThat(catchThrowableOfType(
                        ConnectionLostException.class,
                        () -> connector(tcp(), Passwords.NEVER, prompt).connect()))
                .isNotNull();
        assertThat(asked).isEmpty();

        ServerConnector always = connector(tcp() + " password=wrong", Passwords.ALWAYS, prompt);
        always.connect().close();
        assertThat(asked).containsExactly("postgres");

        asked.clear();
        ServerConnector needed = connector(tcp(), Passwords.AS_NEEDED, prompt);
        assertThat(asked).isEmpty();
        needed.connect().close();
        try (Session other = needed.connectTo("template1")) {
            assertThat(ask(other, "SELECT current_database()")).isEqualTo("template1");
        }
        assertThat(asked).containsExactly("postgres");
        assertThat(needed.target().clientEnvironment()).containsEntry("PGPASSWORD", SECRET);
    }

    @Test
    void aWrongPasswordIsToldInTheServersWords() {
        ConnectionLostException e = catchThrowableOfType(
                ConnectionLostException.class,
                () -> connector(tcp() + " password=wrong", Passwords.AS_NEEDED, PasswordPrompt.NOBODY)
                        .connect());
        assertThat(e)
                .hasMessage("connection to server at \"127.0.0.1\", port " + cluster.port()
                        + " failed: FATAL:  password authentication failed for user \"postgres\"");
        assertThat(e.sqlState()).isEqualTo("28P01");
    }

    @Test
    void thePasswordFileAnswers() throws IOException {
        Path file = Files.writeString(
                home.resolve("passwords"),
                "*:*:*:postgres:" + SECRET.replace("\\", "\\\\").replace(":", "\\:") + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Map<String, String> environment = Map.of("PGPASSFILE", file.toString());
        ServerConnector connector = connector(tcp(), Passwords.NEVER, PasswordPrompt.NOBODY, environment);
        try (Session session = connector.connect()) {
            assertThat(ask(session, "SELECT 1")).isEqualTo("1");
        }
        assertThat(connector.target().clientEnvironment()).containsEntry("PGPASSFILE", file.toString());
        assertThat(connector.target().toString()).doesNotContain("heim");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(catchThrowableOfType(
                        ConnectionLostException.class,
                        () -> connector(tcp(), Passwords.NEVER, PasswordPrompt.NOBODY, environment)
                                .connect()))
                .hasMessageContaining("no password supplied");
        assertThat(warnings).anyMatch(warning -> warning.contains("has group or world access"));
    }

    @Test
    void libpqProgramsReachTheSameTarget() throws IOException, InterruptedException {
        ServerConnector connector = connector(
                "postgresql://postgres@127.0.0.1:1,127.0.0.1:" + cluster.port()
                        + "/postgres?options=-c%20work_mem%3D7MB&application_name=child",
                Passwords.AS_NEEDED,
                PasswordPrompt.NOBODY,
                Map.of("PGPASSWORD", SECRET));
        ProcessBuilder child = new ProcessBuilder(
                "psql", "-XAtc", "SELECT current_setting('work_mem'), current_setting('application_name')");
        child.environment().putAll(Map.of("PGSERVICE", "nosuch", "PGHOST", "nosuch"));
        connector.target().clientEnvironment().forEach((name, value) -> {
            if (value.isEmpty()) {
                child.environment().remove(name);
            } else {
                child.environment().put(name, value);
            }
        });
        Process process = child.redirectErrorStream(true).start();
        assertThat(new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("7MB|child\n");
        assertThat(process.waitFor()).isZero();
        try (Session session = connector.connect()) {
            assertThat(ask(session, "SHOW work_mem")).isEqualTo("7MB");
            assertThat(ask(session, "SHOW application_name")).isEqualTo("child");
        }
    }

    @Test
    void aHostileDatabaseName() {
        String name = "x'\"; DROP ROLE postgres; --\n$(touch /tmp/y) é%20?a=b";
        cluster.createDatabase(name);
        Map<String, String> environment = new HashMap<>(Map.of("PGPASSWORD", SECRET));
        try (Session session = connector(tcp(), Passwords.NEVER, PasswordPrompt.NOBODY, environment)
                .connectTo(name)) {
            assertThat(ask(session, "SELECT current_database()")).isEqualTo(name);
        }
        String quoted = "host=127.0.0.1 user=postgres port=" + cluster.port() + " dbname='"
                + name.replace("\\", "\\\\").replace("'", "\\'") + "'";
        try (Session session = connector(quoted, Passwords.NEVER, PasswordPrompt.NOBODY, environment)
                .connect()) {
            assertThat(session.info().database()).isEqualTo(name);
        }
    }

    @Test
    void anUnknownDatabaseAndAnUnknownHost() {
        Map<String, String> environment = Map.of("PGPASSWORD", SECRET);
        ConnectionLostException e = catchThrowableOfType(
                ConnectionLostException.class,
                () -> connector(tcp(), Passwords.NEVER, PasswordPrompt.NOBODY, environment)
                        .connectTo("nosuch"));
        assertThat(e.sqlState()).isEqualTo("3D000");
        assertThat(e.getMessage()).endsWith("failed: FATAL:  database \"nosuch\" does not exist");
        assertThat(catchThrowableOfType(
                        ConnectionLostException.class,
                        () -> connector("host=no.such.invalid", Passwords.NEVER, PasswordPrompt.NOBODY)
                                .connect()))
                .hasMessageContaining("could not translate host name \"no.such.invalid\" to address");
        assertThat(catchThrowableOfType(
                        ConnectionLostException.class,
                        () -> connector("host=/nowhere", Passwords.NEVER, PasswordPrompt.NOBODY)
                                .connect()))
                .hasMessageStartingWith("connection to server on socket \"/nowhere/.s.PGSQL.5432\" failed: ")
                .hasMessageContaining("No such file or directory");
    }

    @Test
    void severalHostsAreTriedUntilOneRefuses() {
        ConnectionLostException none = catchThrowableOfType(
                ConnectionLostException.class,
                () -> connector("host=127.0.0.1,127.0.0.1 port=1,2", Passwords.NEVER, PasswordPrompt.NOBODY)
                        .connect());
        assertThat(none.getMessage().lines())
                .containsExactly(
                        "connection to server at \"127.0.0.1\", port 1 failed: Connection refused",
                        "\tIs the server running on that host and accepting TCP/IP connections?",
                        "connection to server at \"127.0.0.1\", port 2 failed: Connection refused",
                        "\tIs the server running on that host and accepting TCP/IP connections?");
        ConnectionLostException refused = catchThrowableOfType(
                ConnectionLostException.class,
                () -> connector(
                                "host=127.0.0.1,127.0.0.1 user=postgres password=wrong port=" + cluster.port() + ",1",
                                Passwords.NEVER,
                                PasswordPrompt.NOBODY)
                        .connect());
        assertThat(refused.sqlState()).isEqualTo("28P01");
    }

    @Test
    void theKindOfServerThatIsWanted() {
        Map<String, String> environment = Map.of("PGPASSWORD", SECRET);
        for (String wanted : List.of("any", "read-write", "primary", "prefer-standby")) {
            try (Session session = connector(
                            tcp() + " target_session_attrs=" + wanted,
                            Passwords.NEVER,
                            PasswordPrompt.NOBODY,
                            environment)
                    .connect()) {
                assertThat(ask(session, "SELECT 1")).isEqualTo("1");
            }
        }
        assertThat(catchThrowableOfType(
                        ConnectionLostException.class,
                        () -> connector(
                                        tcp() + " target_session_attrs=standby",
                                        Passwords.NEVER,
                                        PasswordPrompt.NOBODY,
                                        environment)
                                .connect()))
                .isNotNull();
    }

    @Test
    void aSocketWithPeerAuthentication() {
        // Seen from a user namespace, whoever stands outside of it is nobody.
        String system = System.getProperty("user.name");
        String peer = system.equals("root") ? "nobody" : system;
        try (TestCluster own = TestCluster.start()) {
            own.sql("postgres", "CREATE ROLE \"" + peer + "\" LOGIN SUPERUSER");
            own.authentication("local all all peer\nhost all all 127.0.0.1/32 trust\n");
            String conninfo = "host=" + own.socketFolder() + " port=" + own.port() + " dbname=postgres user=";
            Session session = connector(conninfo + peer, Passwords.NEVER, PasswordPrompt.NOBODY)
                    .connect();
            assertThat(ask(session, "SELECT inet_server_addr()")).isEqualTo("null");
            assertThat(ask(session, "SELECT current_user")).isEqualTo(peer);
            assertThat(session.isClosed()).isFalse();

            CompletableFuture<DatabaseException> refused = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(DatabaseException.class, () -> ask(session, "SELECT pg_sleep(30)")));
            own.awaitSleeper();
            session.cancel();
            assertThat(refused.join().sqlState()).isEqualTo("57014");

            own.restart();
            assertThat(session.isClosed()).isTrue();
            session.close();

            ConnectionLostException e = catchThrowableOfType(
                    ConnectionLostException.class,
                    () -> connector(conninfo + "postgres", Passwords.NEVER, PasswordPrompt.NOBODY)
                            .connect());
            assertThat(e.getMessage()).endsWith("FATAL:  Peer authentication failed for user \"postgres\"");
        }
    }

    /** As an administrator meets it where each session of a database works as the owner of its tables. */
    @Test
    void aSuperuserWhomASettingMakesAnotherRoleIsHimselfInTvshsOwnSessions() {
        cluster.sql("postgres", "CREATE ROLE keeper");
        cluster.sql("postgres", "CREATE ROLE clerk LOGIN PASSWORD 'c' IN ROLE keeper");
        cluster.createDatabase("kept");
        cluster.sql("postgres", "ALTER DATABASE kept SET role = keeper");
        String kept = tcp().replace("dbname=postgres", "dbname=kept");
        Map<String, String> environment = Map.of("PGPASSWORD", SECRET, "PGOPTIONS", "-c work_mem=7MB");
        ServerConnector connector = connector(kept, Passwords.NEVER, PasswordPrompt.NOBODY, environment);
        try (Session own = connector.connect();
                Session users = connector.connectUser()) {
            assertThat(ask(own, "SELECT current_user || ' ' || current_setting('work_mem')"))
                    .isEqualTo("postgres 7MB");
            assertThat(own.info().superuser()).isTrue();
            assertThat(ask(users, "SELECT current_user")).isEqualTo("keeper");
        }
        assertThat(connector.target().clientEnvironment()).containsEntry("PGOPTIONS", "-c work_mem=7MB -c role=none");
        try (Session own = connector.connect()) {
            assertThat(ask(own, "RESET ROLE; SELECT current_user")).isEqualTo("postgres");
        }

        ServerConnector asked = connector(
                kept,
                Passwords.NEVER,
                PasswordPrompt.NOBODY,
                Map.of("PGPASSWORD", SECRET, "PGOPTIONS", "-c role=clerk"));
        try (Session own = asked.connect()) {
            assertThat(ask(own, "SELECT current_user")).isEqualTo("clerk");
        }
        ServerConnector other = connector(
                kept.replace("user=postgres", "user=clerk"),
                Passwords.NEVER,
                PasswordPrompt.NOBODY,
                Map.of("PGPASSWORD", "c"));
        try (Session own = other.connect()) {
            assertThat(ask(own, "SELECT current_user")).isEqualTo("keeper");
        }
        assertThat(other.target().clientEnvironment()).containsEntry("PGOPTIONS", "");
    }

    @Test
    void aLoginTriggerDoesNotFireForASuperuserOnAnotherDatabase() {
        try (TestCluster later = TestCluster.start("17.10")) {
            later.createDatabase("restored");
            later.sql("restored", "CREATE TABLE logins (at timestamptz DEFAULT now())");
            later.sql(
                    "restored",
                    "CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql"
                            + " AS 'BEGIN INSERT INTO logins DEFAULT VALUES; END'");
            later.sql("restored", "CREATE EVENT TRIGGER noting ON login EXECUTE FUNCTION note()");
            later.sql("restored", "ALTER EVENT TRIGGER noting ENABLE ALWAYS");
            later.sql("restored", "DELETE FROM logins");
            String server = "host=127.0.0.1 user=postgres port=" + later.port() + " dbname=";
            ServerConnector beside = connector(server + "postgres", Passwords.AS_NEEDED, PasswordPrompt.NOBODY);
            beside.connect().close();
            beside.connectTo("restored").close();
            try (Session own = connector(server + "restored", Passwords.AS_NEEDED, PasswordPrompt.NOBODY)
                    .connect()) {
                assertThat(ask(own, "SELECT count(*) FROM logins")).isEqualTo("1");
            }
        }
    }

    @Test
    void aServerThatDoesNotAnswerInTime() throws IOException {
        try (java.net.ServerSocket silent =
                new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime();
            ConnectionLostException e = catchThrowableOfType(
                    ConnectionLostException.class,
                    () -> connector(
                                    "host=127.0.0.1 connect_timeout=1 port=" + silent.getLocalPort(),
                                    Passwords.NEVER,
                                    PasswordPrompt.NOBODY)
                            .connect());
            assertThat(e.getMessage()).endsWith("failed: timeout expired");
            assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
        }
        try (Session session = connector(
                        tcp() + " connect_timeout=1",
                        Passwords.NEVER,
                        PasswordPrompt.NOBODY,
                        Map.of("PGPASSWORD", SECRET))
                .connect()) {
            assertThat(ask(session, "SELECT 'done' FROM pg_sleep(1.5)")).isEqualTo("done");
        }
    }
}
