package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.host.ClusterHosts;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShapedCluster;
import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.testing.TestSshd;
import dev.tvsh.templates.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
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
                "CREATE FUNCTION of_a_lost_library() RETURNS text STRICT LANGUAGE c AS '$libdir/plpgsql',"
                        + " 'plpgsql_call_handler'");
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
    void anExtensionThatNoScriptOfTheTargetUpdates(TestCluster cluster) {
        String folder = TestCluster.binaries(TARGET).resolve("bin").toString();
        String[] words = {"env.target_update_paths", "--to", TARGET, "--to-binaries", folder};
        cluster.sql("shop", "CREATE EXTENSION pgcrypto");
        assertThat(CheckFindings.single(run(cluster, words)).status()).isEqualTo(Status.OK);
        cluster.sql("shop", "UPDATE pg_extension SET extversion = '0.9' WHERE extname = 'pgcrypto'");
        Finding finding = CheckFindings.single(run(cluster, words));
        assertThat(finding.isProblem(Severity.WARN)).isTrue();
        assertThat(finding.objects()).containsExactly("pgcrypto");
        assertThat(finding.detail())
                .isEqualTo("1 extension without a path: pgcrypto 0.9 has no path to the target's 1.3");
        // Over two scripts.
        cluster.sql("shop", "UPDATE pg_extension SET extversion = '1.1' WHERE extname = 'pgcrypto'");
        assertThat(CheckFindings.single(run(cluster, words)).status()).isEqualTo(Status.OK);
        cluster.sql("shop", "DROP EXTENSION pgcrypto");
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
    void aFileSystemThatIsTooSmallForACopy(TestCluster cluster) throws IOException {
        Path small = Files.createDirectory(state.resolve("small"));
        cluster.sql("postgres", "CREATE TABLESPACE small LOCATION '" + small + "'");
        try (ClusterHosts hosts = new ClusterHosts(withFileSystem(small), Templates::builtIn)) {
            cluster.sql(
                    "shop",
                    "CREATE TABLE large TABLESPACE small AS SELECT md5(n::text) AS a FROM generate_series(1, 30000) n");
            CommandRunner runner = new CommandRunner(cluster, "shop", state).hostAt(hosts, "ssh:small");
            Files.writeString(state.resolve("options"), "size=1m,nr_inodes=1");
            Finding disk = CheckFindings.single(runner.run(new CheckCommand(), "env.disk", "--to", "17"));
            assertThat(disk.isProblem(Severity.BLOCK)).as(disk.detail()).isTrue();
            assertThat(disk.objects()).containsExactly(small.toString());
            assertThat(disk.detail()).startsWith("1 file system too small: 0.0 GB free in " + small);
            Finding inodes = CheckFindings.single(runner.run(new CheckCommand(), "env.inodes", "--to", "17"));
            assertThat(inodes.objects()).containsExactly(small.toString());
            assertThat(inodes.detail()).contains(" inodes free in " + small);
            Files.writeString(state.resolve("options"), "size=30m,nr_inodes=10");
            for (String check : List.of("env.disk", "env.inodes")) {
                assertThat(CheckFindings.single(runner.run(new CheckCommand(), check, "--to", "17"))
                                .status())
                        .isEqualTo(Status.OK);
            }
        } finally {
            cluster.sql("shop", "DROP TABLE IF EXISTS large");
            cluster.sql("shop", "DROP TABLESPACE small");
        }
    }

    /** Lets scripts run where a folder is a file system of its own, with the options that stand in a file; nobody has to be root. */
    private Map<String, String> withFileSystem(Path folder) throws IOException {
        Path program = Files.writeString(state.resolve("elsewhere"), """
            #!/bin/sh
            set -eu
            if [ "$1" = -G ]; then exit 0; fi
            for command; do :; done
            exec unshare -Urm sh -c 'mount -t tmpfs -o "$(cat "$2")" tmpfs "$1" && exec sh -c "$3"' sh %1$s %2$s/options "$command"
            """.formatted(folder, state));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return Map.of(ClusterHosts.SSH_VARIABLE, program.toString());
    }

    @Test
    void aFolderThatAnEarlierAttemptHasLeft(TestCluster cluster) throws IOException {
        Path place = Files.createDirectory(state.resolve("place"));
        cluster.sql("postgres", "CREATE TABLESPACE place LOCATION '" + place + "'");
        try {
            String[] words = {"pgu.new_tablespace_dir", "--route", "pg-upgrade", "--to", "17"};
            assertThat(CheckFindings.single(run(cluster, words)).status()).isEqualTo(Status.OK);
            Path left = Files.createDirectory(place.resolve("PG_17_202406281"));
            Finding finding = CheckFindings.single(run(cluster, words));
            assertThat(finding.isProblem(Severity.BLOCK)).isTrue();
            assertThat(finding.objects()).containsExactly(left.toString());
            Files.delete(left);
            assertThat(CheckFindings.single(run(cluster, words)).status()).isEqualTo(Status.OK);
        } finally {
            cluster.sql("postgres", "DROP TABLESPACE place");
        }
    }

    @Test
    void whatLiesElsewhereThanInTheDataDirectory(TestCluster cluster) throws IOException {
        String[] words = {"env.symlinks_waldir", "--route", "pg-upgrade"};
        assertThat(CheckFindings.single(run(cluster, words)).status()).isEqualTo(Status.OK);
        Path elsewhere = Files.createFile(state.resolve("else where"));
        Path link = Files.createSymbolicLink(cluster.dataDirectory().resolve("pg_else"), elsewhere);
        try {
            Finding finding = CheckFindings.single(run(cluster, words));
            assertThat(finding.objects()).containsExactly("pg_else");
            assertThat(finding.detail()).isEqualTo("1 link: pg_else in " + elsewhere);
        } finally {
            Files.delete(link);
        }
        assertThat(CheckFindings.single(run(cluster, words)).status()).isEqualTo(Status.OK);
    }

    @Test
    void aClusterThatPgUpgradeHasNotFinished(TestCluster cluster) throws IOException {
        String[] words = {"env.unfinished_upgrade"};
        assertThat(CheckFindings.single(run(cluster, words)).status()).isEqualTo(Status.OK);
        Path output = cluster.dataDirectory().resolve("pg_upgrade_output.d");
        Path run = output.resolve("20261122T042640.652");
        Path logs = Files.createDirectories(run.resolve("log"));
        Path log = logs.resolve("pg_upgrade_utility.log");
        try {
            String begun = "command: cp -Rf \"/old/pg_xact\" \"/new/pg_xact\" >> \"/new/log\" 2>&1\n";
            Files.writeString(log, begun);
            Finding finding = CheckFindings.single(run(cluster, words));
            assertThat(finding.isProblem(Severity.BLOCK)).isTrue();
            assertThat(finding.objects()).containsExactly("pg_upgrade_output.d/20261122T042640.652");
            for (String harmless : List.of("", begun + "command: \"/18/bin/pg_resetwal\" -o 16872 \"/new\"\n")) {
                Files.writeString(log, harmless);
                assertThat(CheckFindings.single(run(cluster, words)).status()).isEqualTo(Status.OK);
            }
        } finally {
            for (Path left : List.of(log, logs, run, output)) {
                Files.delete(left);
            }
        }
    }

    @Test
    void theConfigurationElsewhereAndAProgramThatAPackageHasReplaced() throws IOException {
        try (ShapedCluster shapes = ShapedCluster.start()) {
            TestCluster own = shapes.cluster();
            String[] words = {"env.files_outside", "--route", "pg-upgrade"};
            CommandRunner runner = new CommandRunner(own, "postgres", state);
            assertThat(CheckFindings.single(runner.run(new CheckCommand(), words))
                            .status())
                    .isEqualTo(Status.OK);
            Path hba = Files.copy(own.dataDirectory().resolve("pg_hba.conf"), state.resolve("hba.conf"));
            own.sql("postgres", "ALTER SYSTEM SET hba_file = '" + hba + "'");
            own.restart();
            Finding finding = CheckFindings.single(runner.run(new CheckCommand(), words));
            assertThat(finding.objects()).containsExactly("hba_file");
            own.sql("postgres", "ALTER SYSTEM RESET hba_file");
            own.restart();
            assertThat(CheckFindings.single(runner.run(new CheckCommand(), words))
                            .status())
                    .isEqualTo(Status.OK);

            words = new String[] {"env.binary_swap_state", "--route", "pg-upgrade"};
            assertThat(CheckFindings.single(runner.run(new CheckCommand(), words))
                            .status())
                    .isEqualTo(Status.OK);
            Path program = own.binaries().resolve("bin/postgres");
            Path other = Files.copy(program, program.resolveSibling("other"), StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(other, program, StandardCopyOption.ATOMIC_MOVE);
            Finding swapped = CheckFindings.single(runner.run(new CheckCommand(), words));
            assertThat(swapped.detail()).endsWith("/bin/postgres was replaced since the server started");
            assertThat(swapped.isProblem(Severity.WARN)).isTrue();
            own.restart();
            assertThat(CheckFindings.single(runner.run(new CheckCommand(), words))
                            .status())
                    .isEqualTo(Status.OK);
        }
    }

    @Test
    void copiesArePredictedFromHowFastTheHostReads(TestCluster cluster) throws IOException, InterruptedException {
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        String[] words = {"--to", "17", "--no-drift", "--except", "env.inodes"};
        cluster.sql(
                "shop",
                "CREATE UNLOGGED TABLE large AS SELECT repeat(md5(n::text), 50) AS a FROM generate_series(1, 60000) n");
        try {
            cluster.sql("shop", "CHECKPOINT");
            runner.run(new CheckCommand(), words);
            boolean pastTheCache = new ProcessBuilder(
                                    "dd",
                                    "if=" + cluster.dataDirectory().resolve("global/pg_control"),
                                    "of=/dev/null",
                                    "iflag=direct")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
            assertThat(runner.lines())
                    .filteredOn(line -> line.contains(" a second, where the host reads "))
                    .hasSize(pastTheCache ? 1 : 0);
        } finally {
            cluster.sql("shop", "DROP TABLE large");
        }
        cluster.sql("shop", "CHECKPOINT");
        runner.run(new CheckCommand(), words);
        assertThat(runner.lines())
                .anyMatch(line -> line.startsWith("Take ")
                        && line.contains(
                                " in this one; the rest by rules of thumb, which may be wrong by a factor of four)"));
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

    @Test
    void overSshEverythingIsAskedAsHere(TestCluster cluster) throws IOException, InterruptedException {
        try (TestSshd sshd = TestSshd.start(Files.createDirectory(state.resolve("sshd")));
                ClusterHosts hosts = new ClusterHosts(sshd.environment(), Templates::builtIn)) {
            String folder = TestCluster.binaries(TARGET).resolve("bin").toString();
            String[] words = {"env.*", "guc.target_reads", "--to", TARGET, "--to-binaries", folder};
            CommandRunner runner = new CommandRunner(cluster, "shop", state);
            List<String> here = facts(runner.run(new CheckCommand(), words));
            assertThat(facts(runner.hostAt(hosts, "ssh:db1").run(new CheckCommand(), words)))
                    .isEqualTo(here);
            assertThat(sshd.calls().size()).isGreaterThan(5);
            assertThat(sshd.log()).containsOnlyOnce("Accepted publickey");
        }
    }

    private static List<String> facts(Outcome outcome) {
        return CheckFindings.all(outcome).stream()
                .filter(finding -> finding.status() != Status.SKIPPED)
                .map(Finding::stable)
                .toList();
    }

    @Test
    void aHostThatCannotBeReachedIsToldOnceWithWhatToTry(TestCluster cluster) throws IOException, InterruptedException {
        try (TestSshd sshd = TestSshd.start(Files.createDirectory(state.resolve("sshd")));
                ClusterHosts hosts = new ClusterHosts(sshd.environment(), Templates::builtIn)) {
            CommandRunner runner = new CommandRunner(cluster, "shop", state).hostAt(hosts, "ssh:closed");
            Outcome outcome = runner.run(new CheckCommand(), "env.disk", "env.inodes", "--to", "17");
            assertThat(outcome.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(runner.lines())
                    .filteredOn(line -> line.startsWith(
                                    "? env.disk, env.inodes no access to the server's host: cannot run anything on"
                                            + " closed: ssh: connect to host 127.0.0.1 port 1: Connection refused")
                            && line.endsWith("→ ssh -o BatchMode=yes closed true must work"))
                    .hasSize(1);
            assertThat(sshd.calls()).hasSize(2);
        }
    }

    private Outcome run(TestCluster cluster, String... words) {
        return new CommandRunner(cluster, "shop", state).run(new CheckCommand(), words);
    }
}
