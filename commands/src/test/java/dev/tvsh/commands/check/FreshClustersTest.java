package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.TestCluster;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cluster that was made just now gives no finding that is not true. */
class FreshClustersTest {
    @TempDir
    Path state;

    @ParameterizedTest
    @CsvSource({
        "13.22, 17, pg-upgrade, env.end_of_life env.source_newest_minor",
        "13.22, 17.10, dump-restore, env.end_of_life env.source_newest_minor env.target_newest_minor",
        "15.12, 15.18, pg-minor, env.target_newest_minor",
        "15.12, 15.20, pg-minor, ''",
        "15.18, 18, pg-upgrade, env.source_newest_minor",
        "15.18, 18, dump-restore, env.source_newest_minor",
        "18.1, 18.1, pg-minor, env.target_newest_minor"
    })
    void nothingIsWrong(String version, String target, String route, String old) {
        try (TestCluster cluster = TestCluster.start(version)) {
            // No release becomes older while the test does.
            Outcome outcome = new CommandRunner(cluster, "postgres", state)
                    .on(LocalDate.of(2026, 11, 22))
                    .run(new CheckCommand(), "--to", target, "--route", route);
            List<String> known = List.of("env.end_of_life", "env.source_newest_minor", "env.target_newest_minor");
            assertThat(CheckFindings.all(outcome))
                    .filteredOn(one -> one.status() == Status.PROBLEM && known.contains(one.id()))
                    .allMatch(one -> one.severity() == Severity.NOTICE)
                    .extracting(Finding::id)
                    .containsExactlyInAnyOrderElementsOf(old.isEmpty() ? List.of() : List.of(old.split(" ")));
            assertThat(CheckFindings.all(outcome))
                    .filteredOn(one -> !known.contains(one.id()))
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
