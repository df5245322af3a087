package dev.tvsh.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job: the runbook takes a sample cluster from 15.12 to 15.18, and its transcript verifies and replays. */
class MinorUpgradeIT {

    static final String RUNBOOK =
            Script.CHECKOUT.resolve("scripts/runbooks/postgres-minor.tvsh").toString();

    @TempDir
    private Path home;

    @Test
    void theRunbookUpgradesAndLeavesEverythingElseAsItWas() throws IOException {
        try (TestCluster cluster = TestCluster.startWithShop()) {
            cluster.sql("shop", "UPDATE tb_payment SET amount = amount + 1 WHERE pk_payment <= 3");
            Map<String, String> before = ClusterState.of(cluster, "shop");

            Script.Run run = Script.tvsh(home).run(upgrade(cluster));

            assertThat(run.exit()).as("%s", run).isZero();
            assertThat(cluster.value("shop", "SHOW server_version")).isEqualTo("15.18");
            Map<String, String> after = ClusterState.of(cluster, "shop");
            assertThat(after.keySet()).isEqualTo(before.keySet());
            before.forEach((fact, value) -> {
                if (fact.startsWith("drift ")) {
                    assertThat(after.get(fact)).as(fact).isIn("0", value);
                } else {
                    assertThat(after.get(fact)).as(fact).isEqualTo(value);
                }
            });
            assertThat(run.output())
                    .contains("15.12")
                    .contains("15.18")
                    .containsPattern("[Dd]owntime.*\\d+(\\.\\d+)? s");
            assertThat(run.errors()).isEmpty();

            Path transcript = transcript(home);
            assertThat(Script.tvsh(home).run("verify", transcript.toString()).exit())
                    .isZero();
            assertThat(flipped(transcript)).allSatisfy(damaged -> {
                Script.Run verify = Script.tvsh(home).run("verify", damaged.toString());
                assertThat(verify.exit()).as("%s %s", damaged, verify).isEqualTo(4);
                assertThat(verify.output() + verify.errors()).contains("record");
            });
            replaysOnAnEqualCluster(transcript);
            stopsWhereAViewIsDifferent(transcript);
        }
    }

    private void replaysOnAnEqualCluster(Path transcript) {
        try (TestCluster second = TestCluster.startWithShop()) {
            second.sql("shop", "UPDATE tb_payment SET amount = amount + 1 WHERE pk_payment <= 3");
            Script.Run replay = Script.tvsh(home).run(replay(transcript, second));
            assertThat(replay.exit()).as("%s", replay).isZero();
            assertThat(second.value("shop", "SHOW server_version")).isEqualTo("15.18");
        }
    }

    private void stopsWhereAViewIsDifferent(Path transcript) {
        try (TestCluster third = TestCluster.startWithShop()) {
            third.sql("shop", "UPDATE tb_payment SET amount = amount + 1 WHERE pk_payment <= 3");
            String definition = third.value("shop", "SELECT pg_get_viewdef('v_category'::regclass)");
            third.sql(
                    "shop",
                    "CREATE OR REPLACE VIEW v_category AS SELECT * FROM ("
                            + definition.substring(0, definition.length() - 1) + ") changed WHERE pk_category > 0");
            Script.Run replay = Script.tvsh(home).run(replay(transcript, third));
            assertThat(replay.exit()).as("%s", replay).isEqualTo(4);
            assertThat(replay.output()).contains("expected").contains("got");
            assertThat(third.value("shop", "SHOW server_version")).isEqualTo("15.12");
        }
    }

    static List<String> upgrade(TestCluster cluster) {
        List<String> arguments = new ArrayList<>(List.of("-X"));
        arguments.addAll(target(cluster));
        arguments.addAll(
                List.of("-v", "to_version=15.18", "-v", "to_binaries=" + newBinaries(), "--yes", "-f", RUNBOOK));
        return arguments;
    }

    private static List<String> replay(Path transcript, TestCluster cluster) {
        List<String> arguments = new ArrayList<>(List.of("replay", transcript.toString()));
        arguments.addAll(target(cluster));
        arguments.addAll(List.of("--set", "to_binaries=" + newBinaries(), "--yes"));
        return arguments;
    }

    private static List<String> target(TestCluster cluster) {
        return List.of(
                "-h", cluster.host(), "-p", Integer.toString(cluster.port()), "-U", cluster.user(), "-d", "shop");
    }

    private static Path newBinaries() {
        return TestCluster.binaries("15.18").resolve("bin");
    }

    static Path transcript(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("transcripts"))) {
            List<Path> transcripts =
                    files.filter(file -> file.toString().endsWith(".jsonl")).toList();
            assertThat(transcripts).hasSize(1);
            return transcripts.get(0);
        }
    }

    /** Copies of the file, each with another byte changed: the first, the last, and some between. */
    private List<Path> flipped(Path transcript) throws IOException {
        byte[] bytes = Files.readAllBytes(transcript);
        List<Path> copies = new ArrayList<>();
        for (int i = 0; i <= 5; i++) {
            int at = Math.min(bytes.length - 1, (int) ((long) bytes.length * i / 5));
            byte[] damaged = bytes.clone();
            damaged[at] ^= 1;
            copies.add(Files.write(home.resolve("damaged-" + at + ".jsonl"), damaged));
        }
        return copies;
    }
}
