package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.check.ledger.VersionLedger;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an earlier minor version has left behind is owed until it is rebuilt, and no longer. */
@ExtendWith(ShopCluster.class)
class PaidDebtsTest {
    private static final String DEBT = "min.brin_nulls";

    @TempDir
    Path state;

    @BeforeEach
    void twoIndexesOfAnEarlierVersion(TestCluster cluster) throws IOException {
        cluster.sql("shop", "CREATE TABLE t (a int, b int)");
        cluster.sql("shop", "CREATE INDEX t_a ON t USING brin (a)");
        cluster.sql("shop", "CREATE INDEX t_b ON t USING brin (b)");
        ran(cluster, "15.1", Instant.now().minusSeconds(100_000));
    }

    @AfterEach
    void clean(TestCluster cluster) {
        cluster.sql("shop", "DROP TABLE t");
    }

    @Test
    void anIndexThatSomebodyHasRebuiltSinceIsPaid(TestCluster cluster) {
        assertThat(owed(cluster)).containsExactly("public.t_a", "public.t_b");
        assertThat(owed(cluster)).containsExactly("public.t_a", "public.t_b");
        cluster.sql("shop", "REINDEX INDEX CONCURRENTLY t_a");
        assertThat(owed(cluster)).containsExactly("public.t_b");
        cluster.sql("shop", "REINDEX TABLE t");
        assertThat(owed(cluster)).isEmpty();
    }

    @Test
    void whatFixHasRebuiltIsPaidAndIsNotRebuiltAgain(TestCluster cluster) {
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        Outcome fixed = runner.run(new CheckCommand(), "--fix", DEBT);
        assertThat(fixed.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(runner.lines()).endsWith("2 run · min.brin_nulls fine");
        assertThat(owed(cluster)).isEmpty();
        runner.run(new CheckCommand(), "--fix", DEBT);
        assertThat(runner.lines()).containsExactly("Nothing to repair: min.brin_nulls finds nothing.");
    }

    @Test
    void aServerThatHadTheFaultAgainMeanwhileOwesAgain(TestCluster cluster) throws IOException {
        new CommandRunner(cluster, "shop", state).run(new CheckCommand(), "--fix", DEBT);
        assertThat(owed(cluster)).isEmpty();
        ran(cluster, "15.3", Instant.now());
        assertThat(owed(cluster)).containsExactly("public.t_a", "public.t_b");
    }

    @Test
    void aRecordThatCannotBeReadIsSaidAndLeavesTheDebt(TestCluster cluster) throws IOException {
        new CommandRunner(cluster, "shop", state).run(new CheckCommand(), "--fix", DEBT);
        Files.writeString(state.resolve("ledger/" + system(cluster) + "-built.json"), "{");
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        assertThat(CheckFindings.single(runner.run(new CheckCommand(), DEBT)).status())
                .isEqualTo(Status.PROBLEM);
        assertThat(runner.lines()).anyMatch(line -> line.startsWith("! cannot read "));
    }

    private List<String> owed(TestCluster cluster) {
        Outcome outcome = new CommandRunner(cluster, "shop", state).run(new CheckCommand(), "--to", "15.18");
        return CheckFindings.of(outcome, DEBT).objects();
    }

    private void ran(TestCluster cluster, String version, Instant when) throws IOException {
        VersionLedger.read(state, system(cluster)).see(Map.of("server", version), when);
    }

    private static String system(TestCluster cluster) {
        return cluster.value("postgres", "SELECT system_identifier::text FROM pg_control_system()");
    }
}
