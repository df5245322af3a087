package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.TestCluster;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A primary that will write what its standbys do not understand yet. */
class StandbyFirstTest {
    @TempDir
    Path state;

    @ParameterizedTest
    @CsvSource({"13.4, 13.5, 13.22, min.standby_first", "14.0, 14.1, 14.19, min.standby_first_14"})
    void standbysAreToBeUpdatedBeforeThePrimaryCrossesTheRelease(
            String version, String first, String later, String check) {
        try (TestCluster cluster = TestCluster.start(version)) {
            assertThat(followers(cluster, first, check)).isEmpty();
            cluster.sql("postgres", "SELECT pg_create_physical_replication_slot('follower')");
            assertThat(followers(cluster, first, check)).containsExactly("slot follower");
            assertThat(followers(cluster, later, check)).containsExactly("slot follower");
            assertThat(followers(cluster, version, check)).as("no step").isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"13.22, 13.23"})
    void oneThatHasCrossedItLongAgoIsNotTold(String version, String next) {
        try (TestCluster cluster = TestCluster.start(version)) {
            cluster.sql("postgres", "SELECT pg_create_physical_replication_slot('follower')");
            assertThat(followers(cluster, next, "min.standby_first")).isEmpty();
            assertThat(followers(cluster, next, "min.standby_first_14")).isEmpty();
        }
    }

    private List<String> followers(TestCluster cluster, String target, String check) {
        Outcome outcome = new CommandRunner(cluster, "postgres", state).run(new CheckCommand(), "--to", target);
        return CheckFindings.all(outcome).stream()
                .filter(finding -> finding.id().equals(check))
                .flatMap(finding -> finding.objects().stream())
                .toList();
    }
}
