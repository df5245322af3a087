package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How server (15.12) and target stand among the releases that tvsh knows, and that it says where its knowledge ends. */
@ExtendWith(ShopCluster.class)
class KnownReleasesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @TempDir
    Path state;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "15.18 | a newer minor release than 15.18 is known: 15.20 of 2026-11-12 | take that one: check --to 15.20",
                "17.11 | a newer minor release than 17.11 is known: 17.12 of 2026-11-12 | take that one: check --to 17.12",
                "15.21 | 15.21 is later than this tvsh, which knows nothing of what it asks for: the last of its series that it"
                        + " knows is 15.20 of 2026-11-12 | read its release notes, or take a newer tvsh",
                "19 | 19 is later than this tvsh, which knows nothing of what it asks for: it knows releases up to 18.7 of"
                        + " 2026-11-12 | read its release notes, or take a newer tvsh",
            })
    void theTarget(String target, String detail, String remedy, TestCluster cluster) {
        Finding finding = finding(cluster, TODAY, "env.target_newest_minor", "--to", target);
        assertThat(finding.isProblem(Severity.NOTICE)).isTrue();
        assertThat(finding.objects()).containsExactly(target);
        assertThat(finding.detail()).isEqualTo(detail);
        assertThat(finding.remedy()).isEqualTo(remedy);
    }

    @ParameterizedTest
    @CsvSource({"15.20", "17.12", "17"})
    void theNewestTargetIsFine(String target, TestCluster cluster) {
        assertThat(finding(cluster, TODAY, "env.target_newest_minor", "--to", target)
                        .status())
                .isEqualTo(Status.OK);
    }

    @Test
    void ofATargetWithoutMinorItsProgramsTellWhichItIs(TestCluster cluster) {
        String folder = TestCluster.binaries("17.10").resolve("bin").toString();
        assertThat(finding(cluster, TODAY, "env.target_newest_minor", "--to", "17", "--to-binaries", folder)
                        .detail())
                .isEqualTo("a newer minor release than 17.10 is known: 17.12 of 2026-11-12");
        assertThat(finding(cluster, TODAY, "env.target_newest_minor", "--to", "17", "--to-binaries", state.toString())
                        .status())
                .isEqualTo(Status.OK);
    }

    @Test
    void theNewestThatIsKnownBecomesOld(TestCluster cluster) {
        Finding finding = finding(cluster, LocalDate.of(2027, 3, 13), "env.target_newest_minor", "--to", "15.20");
        assertThat(finding.detail())
                .isEqualTo(
                        "15.20 is the newest of its series that this tvsh knows, of 2026-11-12: there are newer ones by"
                                + " now");
        assertThat(finding(cluster, LocalDate.of(2027, 3, 12), "env.target_newest_minor", "--to", "15.20")
                        .status())
                .isEqualTo(Status.OK);
        // 14.25 was the last.
        assertThat(finding(cluster, LocalDate.of(2027, 3, 13), "env.target_newest_minor", "--to", "14.25")
                        .status())
                .isEqualTo(Status.OK);
    }

    @Test
    void theServerBeforeAnotherMajorVersionAndByItself(TestCluster cluster) {
        Finding before = finding(cluster, TODAY, "env.source_newest_minor", "--to", "17");
        assertThat(before.isProblem(Severity.NOTICE)).isTrue();
        assertThat(before.detail()).isEqualTo("a newer minor release than 15.12 is known: 15.20 of 2026-11-12");
        assertThat(before.remedy()).isEqualTo("take that one first: check --to 15.20");
        assertThat(finding(cluster, TODAY, "env.source_newest_minor").remedy()).isEqualTo("check --to 15.20");
        assertThat(finding(cluster, TODAY, "env.source_newest_minor", "--to", "15.18")
                        .status())
                .isEqualTo(Status.OK);
    }

    @Test
    void aMajorVersionThatIsCorrectedNoMore(TestCluster cluster) {
        assertThat(finding(cluster, TODAY, "env.end_of_life").status()).isEqualTo(Status.OK);
        assertThat(finding(cluster, LocalDate.of(2027, 11, 10), "env.end_of_life")
                        .status())
                .isEqualTo(Status.OK);
        LocalDate end = LocalDate.of(2027, 11, 11);
        Finding here = finding(cluster, end, "env.end_of_life");
        assertThat(here.isProblem(Severity.NOTICE)).isTrue();
        assertThat(here.detail()).isEqualTo("15 is corrected no more since 2027-11-11");
        assertThat(here.remedy()).isEqualTo("go on to a later one: check --to 18");
        assertThat(finding(cluster, end, "env.end_of_life", "--to", "17").remedy())
                .isEmpty();
        Finding both = finding(cluster, LocalDate.of(2030, 1, 1), "env.end_of_life", "--to", "17");
        assertThat(both.objects()).containsExactly("15", "17");
        assertThat(both.remedy()).isEqualTo("go on to a later one: check --to 18");
    }

    @Test
    void aCheckWithoutTargetStaysCalm(TestCluster cluster) {
        CommandRunner runner = new CommandRunner(cluster, "shop", state).on(LocalDate.of(2028, 1, 1));
        runner.run(new CheckCommand(), "--no-drift");
        assertThat(runner.lines())
                .noneMatch(line -> line.contains("env.source_newest_minor") || line.contains("env.end_of_life"))
                .anyMatch(line -> line.matches("· \\d+ notices, .* fine → check --verbose"));
    }

    private Finding finding(TestCluster cluster, LocalDate day, String... words) {
        return CheckFindings.single(
                new CommandRunner(cluster, "shop", state).on(day).run(new CheckCommand(), words));
    }
}
