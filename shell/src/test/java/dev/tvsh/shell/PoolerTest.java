package dev.tvsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.testing.LoopbackPort;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.shell.testing.BatchRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real PgBouncer between tvsh and the server, which hands one server process to whoever has a transaction to run. */
@Timeout(120)
class PoolerTest {

    /** What everybody has who connects by JDBC, and what older versions need before tvsh's own sessions could pass. */
    private static final String STRICT = "extra_float_digits";

    private static final String LENIENT = STRICT + ",intervalstyle";

    private static final String SHOP = "shop";

    private static TestCluster cluster;

    @TempDir
    Path folder;

    @BeforeAll
    static void startServer() {
        cluster = TestCluster.start();
        SmallShop.create(cluster, SHOP);
    }

    @AfterAll
    static void stopServer() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {STRICT, LENIENT})
    void noCommandRunsThroughItAndTheApplicationKeepsItsSettings(String ignored) throws Exception {
        try (Pooler pooler = new Pooler(ignored)) {
            for (String command : List.of("status", "tviews", "drift", "check", "refresh-all", "report")) {
                BatchRun.Ran ran = pooler.run(command);
                assertThat(ran.err())
                        .as(command)
                        .startsWith("✗ a connection pooler answers for " + SHOP + ", not the server\n")
                        .contains("    connects to the server behind it", "Nothing was changed.");
                assertThat(ran.status()).as(command).isEqualTo(5);
            }
            assertThat(pooler.run("show default_transaction_read_only").out()).contains("off");
            assertThat(pooler.run("show lock_timeout").out()).contains("0");
        }
    }

    @Test
    void theAddressThatIsToldIsThatOfTheServer() throws Exception {
        try (Pooler pooler = new Pooler(LENIENT)) {
            String told = pooler.run("status")
                    .err()
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("\\c "))
                    .findFirst()
                    .orElseThrow()
                    .replaceFirst("    .*", "");
            BatchRun.Ran ran = pooler.run(told, "status");
            assertThat(ran.err()).isEmpty();
            assertThat(ran.out()).contains(":" + cluster.port() + " · PostgreSQL 15.12");
            assertThat(ran.status()).isZero();
        }
    }

    @Test
    void sqlAndWhatNeedsNoServerPass() throws Exception {
        try (Pooler pooler = new Pooler(STRICT)) {
            assertThat(pooler.run("select 6 * 7 as answer", "help", "check --list")
                            .status())
                    .isZero();
        }
    }

    /** Belongs to the user nobody where this runs as root, as PgBouncer wants it. */
    private final class Pooler implements AutoCloseable {

        private final int port;
        private final Process process;

        Pooler(String ignored) throws IOException, InterruptedException {
            port = LoopbackPort.free();
            Path settings =
                    Files.writeString(folder.resolve("pgbouncer.ini"), """
                    [databases]
                    * = host=127.0.0.1 port=%d user=postgres
                    [pgbouncer]
                    listen_addr = 127.0.0.1
                    listen_port = %d
                    unix_socket_dir =
                    auth_type = any
                    pool_mode = transaction
                    default_pool_size = 1
                    ignore_startup_parameters = %s
                    """.formatted(cluster.port(), port, ignored));
            List<String> line = new ArrayList<>(List.of("pgbouncer"));
            if (System.getProperty("user.name").equals("root")) {
                line.addAll(List.of("-u", "nobody"));
            }
            line.add(settings.toString());
            ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
            builder.environment().merge("PATH", "/usr/sbin", (path, sbin) -> path + ":" + sbin);
            Path log = folder.resolve("log");
            process = builder.redirectOutput(log.toFile()).start();
            LoopbackPort.await(port, process, log);
        }

        BatchRun.Ran run(String... lines) {
            List<String> arguments = new ArrayList<>(List.of("-X", "--yes", "-h", "127.0.0.1", "-p", "" + port));
            for (String line : lines) {
                arguments.addAll(List.of("-c", line));
            }
            return new BatchRun(folder, cluster, SHOP).run("", arguments.toArray(String[]::new));
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }
}
