package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.TestCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cluster that was made just now gives no finding that is not true. */
class FreshClustersTest {
    @TempDir
    Path state;

    @ParameterizedTest
    @CsvSource({
        "13.22, 17, pg-upgrade",
        "15.12, 15.18, pg-minor",
        "15.18, 18, pg-upgrade",
        "15.18, 18, dump-restore",
        "18.1, 18.1, pg-minor"
    })
    void nothingIsWrong(String version, String target, String route) {
        try (TestCluster cluster = TestCluster.start(version)) {
            Outcome outcome = new CommandRunner(cluster, "postgres", state)
                    .run(new CheckCommand(), "--to", target, "--route", route);
            assertThat(CheckFindings.all(outcome))
                    .filteredOn(one -> one.status() == Status.PROBLEM)
                    // True: fsync is off in tests, nobody has backed them up; defaults change, 18 makes checksums.
                    .extracting(Finding::id)
                    .isSubsetOf(
                            "env.safety_settings",
                            "backup.recent",
                            "backup.proved",
                            "tv.extension",
                            "route.target",
                            "guc.defaults",
                            "pgu.checksums");
        }
    }
}
