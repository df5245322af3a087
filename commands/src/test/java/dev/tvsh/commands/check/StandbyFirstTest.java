package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.TestCluster;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A primary and standbys of which one writes what the other does not understand. */
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

    @Test
    void releasesThatCannotReplayWhatAnEarlierOneWroteAreTold() {
        try (TestCluster cluster = TestCluster.start("15.12")) {
            String check = "min.standby_replay";
            assertThat(followers(cluster, "15.18", check)).isEmpty();
            cluster.sql("postgres", "SELECT pg_create_physical_replication_slot('follower')");
            assertThat(followers(cluster, "15.15", check)).isEmpty();
            assertThat(followers(cluster, "15.16", check)).containsExactly("slot follower");
            assertThat(followers(cluster, "15.18", check)).containsExactly("slot follower");
            assertThat(followers(cluster, "15.19", check)).isEmpty();
            Outcome named =
                    new CommandRunner(cluster, "postgres", state).run(new CheckCommand(), "--to", "15.19", check);
            assertThat(CheckFindings.single(named).status()).isEqualTo(Status.SKIPPED);
        }
        try (TestCluster cluster = TestCluster.start("15.18")) {
            cluster.sql("postgres", "SELECT pg_create_physical_replication_slot('follower')");
            assertThat(followers(cluster, "15.18", "min.standby_replay"))
                    .as("no step")
                    .isEmpty();
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
