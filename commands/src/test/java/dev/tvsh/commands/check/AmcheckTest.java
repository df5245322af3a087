package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.TestCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Indexes that are verified one by one. */
class AmcheckTest {
    @TempDir
    Path state;

    @ParameterizedTest
    @ValueSource(strings = {"13.22", "15.12", "18.1"})
    void anIndexThatIsNotInItsOrderIsFound(String version) {
        try (TestCluster cluster = TestCluster.start(version)) {
            cluster.createDatabase("d");
            cluster.sql("d", "CREATE TABLE t (a text, b int)");
            cluster.sql("d", "INSERT INTO t SELECT n::text, n FROM generate_series(1, 1000) n");
            cluster.sql("d", "CREATE INDEX \"t A\" ON t (a)");
            cluster.sql("d", "CREATE INDEX t_b ON t (b)");

            Finding without = finding(cluster, "idx.amcheck");
            assertThat(without.status()).isEqualTo(Status.UNDETERMINED);
            assertThat(without.detail()).isEqualTo("amcheck is not installed in this database");
            assertThat(without.remedy()).isEqualTo("CREATE EXTENSION amcheck");

            cluster.sql("d", "CREATE EXTENSION amcheck");
            assertThat(finding(cluster, "idx.amcheck").status()).isEqualTo(Status.OK);
            // As if another version of the collation put it the other way round.
            cluster.sql("d", "UPDATE pg_index SET indoption = '3' WHERE indexrelid = '\"t A\"'::regclass");
            Finding found = finding(cluster, "idx.amcheck");
            assertThat(found.isProblem(Severity.BLOCK)).as(found.detail()).isTrue();
            assertThat(found.objects()).containsExactly("public.\"t A\"");
            assertThat(found.detail()).startsWith("1 damaged index of ").contains("item order invariant violated");
            cluster.sql("d", "REINDEX INDEX \"t A\"");
            assertThat(finding(cluster, "idx.amcheck").status()).isEqualTo(Status.OK);

            cluster.sql("d", "CREATE ROLE guest LOGIN");
            Finding refused = CheckFindings.single(
                    new CommandRunner(cluster, "d", state).as("guest").run(new CheckCommand(), "idx.amcheck"));
            assertThat(refused.status()).isEqualTo(Status.UNDETERMINED);
            assertThat(refused.detail()).contains("permission denied");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "15.12")
    void itIsAskedOnlyWhereItIsNamedAndOfferedElsewhere(String version) {
        try (TestCluster cluster = TestCluster.start(version)) {
            Outcome outcome = new CommandRunner(cluster, "postgres", state).run(new CheckCommand(), "--to", "17");
            assertThat(CheckFindings.all(outcome)).extracting(Finding::id).doesNotContain("idx.amcheck");
            assertThat(CheckFindings.of(outcome, "env.amcheck").detail()).contains("check idx.amcheck");
        }
    }

    private Finding finding(TestCluster cluster, String id) {
        return CheckFindings.single(new CommandRunner(cluster, "d", state).run(new CheckCommand(), id));
    }
}
