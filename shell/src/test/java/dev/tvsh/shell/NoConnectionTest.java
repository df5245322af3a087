package dev.tvsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told where no connection comes about, and how the encrypted ones are looked at: as psql 15 does. */
@Timeout(120)
class NoConnectionTest {

    private static TestCluster cluster;

    @TempDir
    Path folder;

    private TestShell shell;

    @BeforeAll
    static void startServer() throws InterruptedException, IOException {
        PsqlRun.assertThere();
        cluster = TestCluster.start();
        for (String name : new String[] {"server.crt", "server.key"}) {
            Path file = copy(name, cluster.dataDirectory());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        cluster.sql("postgres", "create role encrypted login password 'right'");
        cluster.sql("postgres", "create role plain login");
        cluster.sql("postgres", "create role anyhow login password 'right'");
        cluster.sql("postgres", "alter system set ssl = on");
        cluster.authentication("""
                hostssl all encrypted all scram-sha-256
                hostnossl all plain all trust
                host all anyhow all scram-sha-256
                host narrow single all trust
                host postgres postgres all trust
                local all all trust
                """);
        cluster.restart();
    }

    @AfterAll
    static void stopServer() {
        cluster.close();
    }

    @BeforeEach
    void makeShell() throws IOException {
        shell = new TestShell(cluster, folder);
        copy("authority.crt", folder);
        copy("another.crt", folder);
    }

    private static Path copy(String name, Path to) throws IOException {
        try (InputStream in = NoConnectionTest.class.getResourceAsStream("tls/" + name)) {
            Path file = to.resolve(name);
            Files.copy(Objects.requireNonNull(in), file);
            return file;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"check --list", "\\check --list", "waive", "help", "help check --json"})
    void whatAsksNothingOfAServerDoesNotLookForOne(String command) {
        TestShell.Run run = shell.run("-X", "-p", "1", "-c", command);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"report", "backups", "resume", "rollback --plan", "rollback --plan --json"})
    void whatKnowsSomethingWithoutTheServerTellsIt(String command) {
        TestShell.Run run = shell.run("-X", "-p", "1", "-c", command);
        assertThat(run.err()).contains("Connection refused").contains("Not connected.");
        assertThat(run.status()).isZero();
        assertThat(run.out()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "status", "backups verify x", "check --list;", "waive\nselect 1;"})
    void whatNeedsTheServerEndsWithTwo(String command) {
        TestShell.Run run = shell.run("-X", "-p", "1", "-c", command, "-c", "help");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aCommandThatFindsNoRoomForItsOwnSessionSaysWhatTheServerSaid() {
        cluster.sql("postgres", "create role single login connection limit 1");
        cluster.sql("postgres", "create database narrow owner single");
        TestShell.Run run = shell.run("-X", "-w", "-d", "narrow", "-U", "single", "-c", "status");
        assertThat(run.err())
                .isEqualTo("✗ connection to server at \"127.0.0.1\", port " + cluster.port()
                        + " failed: FATAL:  too many connections for role \"single\"\n");
        assertThat(run.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host=127.0.0.1 port=1",
                "host=localhost port=1",
                "host=/nowhere",
                "host=127.0.0.1,/nowhere port=1,2",
                "host=nosuch hostaddr=127.0.0.1 port=1",
                "hostaddr=::1 port=1",
                "host=127.0.0.1 hostaddr=127.0.0.2 port=1",
                "postgresql://127.0.0.1:1/x",
                "host=no.such.invalid",
                "dbname=nosuch",
                "user=nosuch",
                "user=anyhow password=wrong",
                "user=anyhow",
                "user=encrypted password=wrong",
                "user=encrypted password=right sslmode=disable",
                "user=encrypted password=right",
                "user=encrypted password=wrong sslmode=allow",
                "user=encrypted sslmode=allow",
                "user=plain",
                "user=plain sslmode=require",
                "target_session_attrs=standby",
                "gssencmode=require",
                "channel_binding=require",
                "channel_binding=require user=anyhow password=right",
                "channel_binding=require user=anyhow password=right sslmode=disable",
                "sslmode=verify-ca sslrootcert=nosuch.crt",
                "sslmode=verify-ca sslrootcert=authority.crt",
                "sslmode=verify-ca sslrootcert=another.crt",
                "sslmode=require sslrootcert=another.crt",
                "sslmode=prefer sslrootcert=another.crt",
                "sslmode=verify-full sslrootcert=authority.crt",
                "host=localhost sslmode=verify-full sslrootcert=authority.crt",
                "host=localhost hostaddr=127.0.0.1 sslmode=verify-full sslrootcert=authority.crt",
                "host=elsewhere hostaddr=127.0.0.1 sslmode=verify-full sslrootcert=authority.crt",
            })
    void everyWayToFailIsToldTheSame(String conninfo) throws IOException, InterruptedException {
        List<String> arguments = List.of("-X", "-w", "-d", conninfo, "-c", "\\conninfo");
        TestShell.Run psql = new PsqlRun(folder, shell.environment()).run("", arguments);
        // Files are named from the folder that the process is in, which is another here.
        String here = conninfo.replace("rootcert=", "rootcert=" + folder + "/");
        TestShell.Run tvsh = shell.run("-X", "-w", "-d", here, "-c", "\\conninfo");
        assertThat(tvsh.err().replace(folder + "/", "")).isEqualTo(psql.err().replaceAll("(?m)^psql:", "tvsh:"));
        assertThat(tvsh.out()).isEqualTo(psql.out());
        assertThat(tvsh.status()).isEqualTo(psql.status());
    }

    @Test
    void whatIsNoServerOfPostgresqlIsToldAsSuch() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread web = new Thread(() -> answer(other));
            web.setDaemon(true);
            web.start();
            String port = Integer.toString(other.getLocalPort());
            assertThat(shell.run("-X", "-p", port, "-c", "select 1").err())
                    .isEqualTo("tvsh: error: connection to server at \"127.0.0.1\", port " + port
                            + " failed: received invalid response to SSL negotiation: H\n");
            assertThat(shell.run("-X", "-d", "sslmode=disable port=" + port, "-c", "select 1")
                            .err())
                    .isEqualTo("tvsh: error: connection to server at \"127.0.0.1\", port " + port
                            + " failed: expected authentication request from server, but received H\n");
        }
    }

    private static void answer(ServerSocket at) {
        try {
            while (true) {
                try (Socket asked = at.accept()) {
                    asked.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                    asked.getInputStream().readNBytes(8);
                }
            }
        } catch (IOException e) {
            // The test has ended.
            return;
        }
    }
}
