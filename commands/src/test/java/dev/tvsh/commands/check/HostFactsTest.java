package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
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
    @Tag("T8")
    void aFunctionThatTheTargetsLibraryLacks(TestCluster cluster) {
        cluster.sql(
                "shop",
                "CREATE FUNCTION in_c() RETURNS text STRICT LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler'");
        String folder = TestCluster.binaries(TARGET).resolve("bin").toString();
        String[] words = {"env.target_symbols", "--to", TARGET, "--to-binaries", folder};
        assertThat(CheckFindings.single(run(cluster, words)).status()).isEqualTo(Status.OK);
        cluster.sql("shop", "UPDATE pg_proc SET prosrc = 'call_handler_of_old' WHERE proname = 'in_c'");
        Finding finding = CheckFindings.single(run(cluster, words));
        assertThat(finding.isProblem(Severity.BLOCK)).isTrue();
        assertThat(finding.objects()).containsExactly("call_handler_of_old");
        assertThat(finding.detail())
                .startsWith("1 C function that the target lacks: call_handler_of_old in ")
                .endsWith("/plpgsql.so");
        cluster.sql("shop", "DROP FUNCTION in_c");
        assertThat(CheckFindings.single(run(cluster, words)).status()).isEqualTo(Status.OK);
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
    void aFileSystemThatIsTooSmallForACopy(TestCluster cluster) throws IOException, InterruptedException {
        Path small = Files.createDirectory(state.resolve("small"));
        assumeTrue(
                ended("mount", "-t", "tmpfs", "-o", "size=3m,nr_inodes=10", "tmpfs", small.toString()) == 0,
                "only root can make a file system");
        cluster.sql("postgres", "CREATE TABLESPACE small LOCATION '" + small + "'");
        try {
            cluster.sql(
                    "shop",
                    "CREATE TABLE large TABLESPACE small AS SELECT md5(n::text) AS a FROM generate_series(1, 30000) n");
            Finding disk = CheckFindings.single(run(cluster, "env.disk", "--to", "17"));
            assertThat(disk.isProblem(Severity.BLOCK)).isTrue();
            assertThat(disk.objects()).containsExactly(small.toString());
            assertThat(disk.detail()).startsWith("1 file system too small: 0.0 GB free in " + small);
            Finding inodes = CheckFindings.single(run(cluster, "env.inodes", "--to", "17"));
            assertThat(inodes.objects()).containsExactly(small.toString());
            assertThat(inodes.detail()).contains(" inodes free in " + small);
            cluster.sql("shop", "DROP TABLE large");
            // Only then are the files gone too.
            cluster.sql("shop", "CHECKPOINT");
            thereIsRoomForThisCluster(cluster);
        } finally {
            cluster.sql("shop", "DROP TABLE IF EXISTS large");
            cluster.sql("shop", "DROP TABLESPACE small");
            ended("umount", small.toString());
        }
    }

    private static int ended(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
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
