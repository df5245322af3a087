package dev.tvsh.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of tvsh anywhere in the runbook, then the same runbook again: it finishes, and the end is the same.
 *
 * <p>Every record of the transcript is a boundary. By default each boundary of an input and every eighth of the others is
 * tried, and some random moments; the environment variable {@code TVSH_KILL_STRIDE=1} tries all.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledRunIT {

    private static final int STRIDE = Integer.parseInt(System.getenv().getOrDefault("TVSH_KILL_STRIDE", "8"));
    private static final int RANDOM_MOMENTS = Integer.parseInt(System.getenv().getOrDefault("TVSH_KILL_RANDOM", "8"));
    private static final long SEED = Long.parseLong(System.getenv().getOrDefault("TVSH_KILL_SEED", "20261121"));
    private static final List<String> SAMPLE = List.of(
            "CREATE EXTENSION pg_tviews",
            "CREATE TABLE tb_maker (pk_maker bigserial PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid(), name text)",
            "CREATE TABLE tb_part (pk_part bigserial PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid(),"
                    + " fk_maker bigint REFERENCES tb_maker, name text)",
            "INSERT INTO tb_maker (name) SELECT 'maker ' || n FROM generate_series(1, 20) n",
            "INSERT INTO tb_part (fk_maker, name) SELECT 1 + n % 20, 'part ' || n FROM generate_series(1, 500) n",
            "SELECT pg_tviews_create('tv_maker', 'SELECT pk_maker, id, jsonb_build_object(''name'', name) AS data FROM tb_maker')",
            "SELECT pg_tviews_create('tv_part', 'SELECT p.pk_part, p.id, p.fk_maker, jsonb_build_object(''name'', p.name,"
                    + " ''maker'', m.data) AS data FROM tb_part p JOIN v_maker m ON m.pk_maker = p.fk_maker')",
            "ALTER TABLE tb_part ENABLE ALWAYS TRIGGER trg_tview_part_on_tb_part",
            "UPDATE tb_maker SET name = 'renamed' WHERE pk_maker = 3",
            "DELETE FROM tb_part WHERE pk_part = 500");

    @TempDir
    private static Path folder;

    private final List<String> kinds = new ArrayList<>();
    private Map<String, String> expected = Map.of();
    private long millis;

    @BeforeAll
    void anUndisturbedRun() throws IOException {
        Path home = Files.createDirectory(folder.resolve("undisturbed"));
        try (TestCluster cluster = cluster()) {
            long begun = System.nanoTime();
            Script.Run run = Script.tvsh(home).run(MinorUpgradeIT.upgrade(cluster));
            millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            assertThat(run.exit()).as("%s", run).isZero();
            expected = endOf(cluster);
            for (String line : Files.readAllLines(MinorUpgradeIT.transcript(home))) {
                kinds.add(line.replaceFirst(".*?\"kind\":\"([a-z]+)\".*", "$1"));
            }
        }
        assertThat(expected).containsEntry("version", "15.18");
        assertThat(kinds).contains("input", "rendered", "result");
    }

    @Test
    void killedAtEveryBoundaryTheNextRunFinishes() throws Exception {
        int tried = 0;
        for (int n = 1; n < kinds.size(); n++) {
            String kind = kinds.get(n - 1);
            if (n % STRIDE == 0 || kind.equals("input") || kind.equals("result")) {
                int records = n;
                Path home = Files.createDirectory(folder.resolve("boundary-" + n));
                killAndRunAgain("after record " + n + " of " + kinds.size(), home, () -> records(home) >= records);
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(10);
    }

    @Test
    void killedAtRandomMomentsTheNextRunFinishes() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < RANDOM_MOMENTS; i++) {
            long moment = (long) (random.nextDouble() * millis);
            Path home = Files.createDirectory(folder.resolve("random-" + i));
            long begun = System.nanoTime();
            killAndRunAgain(
                    "after " + moment + " ms, moment " + i + " of seed " + SEED,
                    home,
                    () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) >= moment);
        }
    }

    private void killAndRunAgain(String when, Path home, BooleanSupplier moment)
            throws IOException, InterruptedException {
        try (TestCluster cluster = cluster()) {
            Script.Started started = Script.tvsh(home).start(MinorUpgradeIT.upgrade(cluster));
            while (started.process().isAlive() && !moment.getAsBoolean()) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            started.process().destroyForcibly().waitFor();
            Script.Run killed = started.finished();

            Script.Run again = Script.tvsh(home).run(MinorUpgradeIT.upgrade(cluster));

            assertThat(again.exit())
                    .as("killed %s: %s%nthen %s", when, killed, again)
                    .isZero();
            assertThat(endOf(cluster)).as("killed %s", when).isEqualTo(expected);
            assertThat(leftovers(home)).as("killed %s", when).isEmpty();
        }
    }

    private static TestCluster cluster() {
        TestCluster cluster = TestCluster.start();
        cluster.createDatabase("shop");
        SAMPLE.forEach(statement -> cluster.sql("shop", statement));
        return cluster;
    }

    /** The state at the end; identities are random, so what is random in the sample is compared within one cluster only. */
    private static Map<String, String> endOf(TestCluster cluster) {
        Map<String, String> facts = new HashMap<>();
        ClusterState.of(cluster, "shop").forEach((fact, value) -> {
            if (fact.startsWith("trigger ") || fact.startsWith("drift ")) {
                facts.put(fact, value);
            }
        });
        facts.put("version", cluster.value("shop", "SHOW server_version"));
        facts.put(
                "registered",
                cluster.value("shop", "SELECT string_agg(entity, ' ' ORDER BY entity) FROM pg_tview_meta"));
        facts.put(
                "parts",
                cluster.value(
                        "shop",
                        "SELECT count(*) || ' ' || sum(pk_part) || ' ' || md5(string_agg(name, ',' ORDER BY pk_part)) FROM tb_part"));
        facts.put(
                "databases",
                cluster.value("shop", "SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database"));
        return facts;
    }

    private static long records(Path home) {
        Path folder = home.resolve("transcripts");
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            long records = 0;
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                for (byte b : bytes) {
                    records += b == '\n' ? 1 : 0;
                }
            }
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Half-made backups that the second run should have cleaned up. */
    private static List<Path> leftovers(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".part"))
                    .toList();
        }
    }
}
