package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What only the server's host can tell. */
@ExtendWith(ShopCluster.class)
class HostFactsTest {
    private static final String TARGET = "15.18";

    @TempDir
    Path state;

    @Test
    void theTargetIsWhatItIsSaidToBeAndHasTheFiles(TestCluster cluster) {
        String folder = TestCluster.binaries(TARGET).resolve("bin").toString();
        assertThat(CheckFindings.single(run(cluster, "env.target_files", "--to", TARGET, "--to-binaries", folder))
                        .status())
                .isEqualTo(Status.OK);
        Finding other =
                CheckFindings.single(run(cluster, "env.target_files", "--to", "15.17", "--to-binaries", folder));
        assertThat(other.detail()).isEqualTo("PostgreSQL 15.18 is in " + folder);
        Finding none = CheckFindings.single(
                run(cluster, "env.target_files", "--to", TARGET, "--to-binaries", state.toString()));
        assertThat(none.status()).isEqualTo(Status.UNDETERMINED);
        assertThat(none.detail()).startsWith("there is no postgres in ");
    }

    @Test
    void anExtensionThatTheTargetLacks(TestCluster cluster) {
        cluster.sql(
                "shop",
                "CREATE FUNCTION of_a_lost_library() RETURNS text STRICT LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler'");
        cluster.sql("shop", "UPDATE pg_proc SET probin = '$libdir/lost' WHERE proname = 'of_a_lost_library'");
        String folder = TestCluster.binaries(TARGET).resolve("bin").toString();
        Finding finding =
                CheckFindings.single(run(cluster, "env.target_files", "--to", TARGET, "--to-binaries", folder));
        assertThat(finding.objects()).allMatch(file -> file.endsWith("/lost.so"));
        cluster.sql("shop", "DROP FUNCTION of_a_lost_library");
        assertThat(CheckFindings.single(run(cluster, "env.target_files", "--to", TARGET, "--to-binaries", folder))
                        .status())
                .isEqualTo(Status.OK);
    }

    @Test
    void aConfigurationThatTheTargetRefuses(TestCluster cluster) throws IOException {
        String folder = TestCluster.binaries(TARGET).resolve("bin").toString();
        String[] words = {"guc.target_reads", "--to", TARGET, "--to-binaries", folder};
        assertThat(CheckFindings.single(run(cluster, words)).status()).isEqualTo(Status.OK);
        Path file = cluster.dataDirectory().resolve("test.conf");
        String before = Files.readString(file);
        Files.writeString(file, before + "no_such_thing = 1\n");
        Finding finding = CheckFindings.single(run(cluster, words));
        assertThat(finding.status()).isEqualTo(Status.PROBLEM);
        assertThat(finding.detail()).contains("no_such_thing");
        Files.writeString(file, before);
        assertThat(CheckFindings.single(run(cluster, words)).status()).isEqualTo(Status.OK);
    }

    @Test
    void thereIsRoomForThisCluster(TestCluster cluster) {
        assertThat(CheckFindings.single(run(cluster, "env.disk", "--to", "17")).status())
                .isEqualTo(Status.OK);
        assertThat(CheckFindings.single(run(cluster, "env.inodes", "--to", "17"))
                        .status())
                .isEqualTo(Status.OK);
    }

    @Test
    void withoutTheTargetsProgramsAMajorTargetIsOpenAndAMinorOneIsNot(TestCluster cluster) {
        assertThat(CheckFindings.single(run(cluster, "env.build", "--to", "17")).status())
                .isEqualTo(Status.UNDETERMINED);
        assertThat(CheckFindings.single(run(cluster, "env.build", "--to", TARGET))
                        .status())
                .isEqualTo(Status.SKIPPED);
    }

    @Test
    void whoMayNotSeeTheHostIsToldOnce(TestCluster cluster) {
        cluster.sql("postgres", "CREATE ROLE stranger LOGIN");
        CommandRunner runner = new CommandRunner(cluster, "shop", state).as("stranger");
        Outcome outcome = runner.run(new CheckCommand(), "env.disk", "env.inodes", "--to", "17");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(runner.lines())
                .filteredOn(line -> line.contains("no access to the server's host: role stranger may not see"))
                .hasSize(1);
        cluster.sql("postgres", "DROP ROLE stranger");
    }

    private Outcome run(TestCluster cluster, String... words) {
        return new CommandRunner(cluster, "shop", state).run(new CheckCommand(), words);
    }
}
