package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.check.waiver.WaiveCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster owes goes along when pg_upgrade makes another one of it, and what was paid stays paid. */
@ExtendWith(ShopCluster.class)
class CarriedDebtsTest {
    private static final String DEBT = "min.brin_nulls";

    @TempDir
    Path state;

    @BeforeEach
    void indexes(TestCluster cluster) {
        cluster.sql("shop", "CREATE TABLE t (a int, b int)");
        cluster.sql("shop", "CREATE INDEX t_a ON t USING brin (a)");
        cluster.sql("shop", "CREATE INDEX t_b ON t USING brin (b)");
    }

    @AfterEach
    void clean(TestCluster cluster) {
        cluster.sql("shop", "DROP TABLE t");
    }

    @Test
    void theClusterThatPgUpgradeMadeOwesWhatTheOldOneDid(TestCluster cluster) throws IOException {
        assertThat(owed(cluster)).isEmpty();
        ledgerBefore(cluster, "14.5");
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        Outcome outcome = runner.run(new CheckCommand(), "--no-drift");
        assertThat(runner.lines())
                .contains("· pg_upgrade has made this cluster of one that ran 14.5: what that one owed, and what was"
                        + " rebuilt in it, counts here");
        assertThat(CheckFindings.of(outcome, DEBT).objects()).containsExactly("public.t_a", "public.t_b");
        cluster.sql("shop", "REINDEX INDEX t_a");
        assertThat(owed(cluster)).containsExactly("public.t_b");
    }

    @Test
    void whatWasPaidBeforeStaysPaid(TestCluster cluster) throws IOException {
        owed(cluster);
        ledgerBefore(cluster, "14.5");
        assertThat(owed(cluster)).hasSize(2);
        cluster.sql("shop", "REINDEX INDEX t_a");
        assertThat(owed(cluster)).containsExactly("public.t_b");
        // Once more to another one: the marks go along with the ledger.
        ledgerBefore(cluster, "14.23");
        assertThat(owed(cluster)).containsExactly("public.t_b");
    }

    @Test
    void aClusterThatIsOnlyLikeItOwesNothing(TestCluster cluster) throws IOException {
        owed(cluster);
        ledgerBefore(cluster, "14.5");
        Path old = state.resolve("ledger/4711.json");
        String content = Files.readString(old);
        for (String other : List.of(
                content.replaceAll("\"number\":\"[0-9]+\"", "\"number\":\"1\""),
                content.replaceAll("\"transaction\":[0-9]+", "\"transaction\":999999999"),
                content.replaceAll("\"[0-9]+ ([0-9]+ [a-z.\\\\\"_ ]+)\"", "\"1 $1\""))) {
            assertThat(other).isNotEqualTo(content);
            Files.writeString(old, other);
            assertThat(owed(cluster)).isEmpty();
            Files.delete(state.resolve("ledger/" + system(cluster) + ".json"));
        }
    }

    @Test
    void whatNothingShowsIsWaivedByTheCommandThatIsTold(TestCluster cluster) {
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        Finding finding = CheckFindings.single(runner.run(new CheckCommand(), "min.hot_chains"));
        assertThat(finding.remedy())
                .contains("REINDEX DATABASE CONCURRENTLY shop; when it is done: waive min.hot_chains --reason done"
                        + " --until 20");
        String[] words = finding.remedy()
                .substring(finding.remedy().indexOf("waive ") + "waive ".length())
                .split(" ", -1);
        assertThat(runner.run(new WaiveCommand(), Arrays.copyOf(words, words.length))
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
        assertThat(CheckFindings.single(runner.run(new CheckCommand(), "min.hot_chains"))
                        .status())
                .isEqualTo(Status.WAIVED);
    }

    /** Makes what is known of this cluster what was known of another one, of an earlier version. */
    private void ledgerBefore(TestCluster cluster, String version) throws IOException {
        Path folder = state.resolve("ledger");
        Path now = folder.resolve(system(cluster) + ".json");
        Files.writeString(
                folder.resolve("4711.json"),
                Files.readString(now)
                        .replace("\"version\":\"" + TestCluster.VERSION + "\"", "\"version\":\"" + version + "\""));
        Files.delete(now);
        Path built = folder.resolve(system(cluster) + "-built.json");
        if (Files.exists(built)) {
            Files.move(built, folder.resolve("4711-built.json"));
        }
    }

    private List<String> owed(TestCluster cluster) {
        Outcome outcome = new CommandRunner(cluster, "shop", state).run(new CheckCommand(), "--no-drift");
        return CheckFindings.all(outcome).stream()
                .filter(finding -> finding.id().equals(DEBT))
                .flatMap(finding -> finding.objects().stream())
                .toList();
    }

    private static String system(TestCluster cluster) {
        return cluster.value("postgres", "SELECT system_identifier::text FROM pg_control_system()");
    }
}
