package dev.tvsh.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The password of a connection is in no transcript, log, history, journal, error or process list. */
class SecretsIT {

    private static final String PASSWORD = "s3cret \\o/ '\"$x";

    @TempDir
    private Path home;

    @Test
    void thePasswordIsNowhereToBeRead() throws IOException, InterruptedException {
        try (TestCluster cluster = TestCluster.startWithPassword(PASSWORD)) {
            cluster.createDatabase("shop");
            cluster.sql("shop", "CREATE EXTENSION pg_tviews");
            cluster.sql(
                    "shop",
                    "CREATE TABLE tb_thing (pk_thing bigserial PRIMARY KEY, id uuid DEFAULT gen_random_uuid())");
            cluster.sql(
                    "shop",
                    "SELECT pg_tviews_create('tv_thing', 'SELECT pk_thing, id, to_jsonb(pk_thing) AS data FROM tb_thing')");
            List<String> arguments = new ArrayList<>(MinorUpgradeIT.upgrade(cluster));
            arguments.add("-c");
            arguments.add("ALTER ROLE postgres PASSWORD '" + PASSWORD.replace("'", "''") + "'");

            Script.Started started = new Script("tvsh", home, Map.of("PGPASSWORD", PASSWORD))
                    .start(arguments.subList(0, arguments.size() - 2));
            List<String> seen = new ArrayList<>();
            while (started.process().isAlive()) {
                ProcessHandle.allProcesses()
                        .flatMap(process -> process.info().commandLine().stream())
                        .filter(line -> line.contains(PASSWORD))
                        .forEach(seen::add);
                Thread.sleep(5);
            }
            Script.Run run = started.finished();
            assertThat(run.exit()).as("%s", run).isZero();
            assertThat(seen).isEmpty();
            assertThat(run.output() + run.errors()).doesNotContain(PASSWORD);

            Script.Run typed = new Script("tvsh", home, Map.of("PGPASSWORD", PASSWORD))
                    .run(Stream.concat(
                                    arguments.stream().limit(9),
                                    arguments.stream().skip(arguments.size() - 2L))
                            .toList());
            assertThat(typed.exit()).as("%s", typed).isZero();
            Script.Run refused =
                    new Script("tvsh", home, Map.of("PGPASSWORD", PASSWORD + "!")).run(arguments.subList(0, 9));
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.toString()).doesNotContain(PASSWORD);
        }
        assertThat(filesWith(PASSWORD)).isEmpty();
        assertThat(filesWith("s3cret")).isEmpty();
    }

    private List<Path> filesWith(String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> found = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                        .contains(new String(wanted, StandardCharsets.ISO_8859_1))) {
                    found.add(file);
                }
            }
            return found;
        }
    }
}
