package dev.tvsh.commands.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.host.ClusterHosts;
import dev.tvsh.commands.rollback.RollbackCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.testing.TestSshd;
import dev.tvsh.templates.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server stands on another machine: all that happens on its host goes through a real sshd. */
@Timeout(300)
class UpgradeOverSshTest {
    private static final String DATABASE = SmallShop.HOSTILE;

    @TempDir
    private Path folder;

    @Test
    void thereAndBackAndFinishedAfterAKillAndAHostThatWasAway() throws IOException, InterruptedException {
        try (TestSshd sshd = TestSshd.start(Files.createDirectory(folder.resolve("sshd")));
                ClusterHosts hosts = new ClusterHosts(sshd.environment(), Templates::builtIn);
                TestCluster cluster = TestCluster.start()) {
            SmallShop.create(cluster, DATABASE);
            String target = TestCluster.binaries("15.18").resolve("bin").toString();
            CommandRunner tvsh =
                    new CommandRunner(cluster, DATABASE, folder.resolve("state")).hostAt(hosts, "ssh:" + TestSshd.NAME);
            tvsh.run(new BackupCommand());

            assertThat(tvsh.run(new UpgradeClusterCommand(), "--to-binaries", target)
                            .stable())
                    .containsExactly("PostgreSQL 15.12 -> 15.18", "2 TVIEWs and 2 triggers as before");
            assertThat(startedBySshd(cluster)).isTrue();
            assertThat(sshd.log()).containsOnlyOnce("Accepted publickey");
            List<Integer> scripts = tvsh.hostScripts();
            assertThat(scripts).hasSizeGreaterThanOrEqualTo(4);

            assertThat(tvsh.run(new RollbackCommand()).stable())
                    .containsExactly("PostgreSQL 15.18 -> 15.12", "2 TVIEWs and 2 triggers as before");
            assertThat(startedBySshd(cluster)).isTrue();

            for (int script : scripts) {
                assertThatThrownBy(() -> tvsh.dieAt(script).run(new UpgradeClusterCommand(), "--to-binaries", target))
                        .isInstanceOf(CommandRunner.Killed.class);
                if (!tvsh.journal().open(SwitchRun.UPGRADE).isEmpty()) {
                    tvsh.hostAt(hosts, "ssh:closed");
                    assertThatThrownBy(() -> tvsh.run(new ResumeCommand()))
                            .isInstanceOf(TvshException.class)
                            .hasMessageContaining("cannot run anything on closed");
                    tvsh.hostAt(hosts, "ssh:" + TestSshd.NAME);
                }
                assertThat(tvsh.run(new ResumeCommand()).exitCode()).isEqualTo(ExitCode.DONE);
                tvsh.run(new UpgradeClusterCommand(), "--to-binaries", target);
                assertThat(cluster.value(DATABASE, "SHOW server_version")).startsWith("15.18");
                assertThat(tvsh.journal().open(SwitchRun.UPGRADE))
                        .as("killed before event %d", script)
                        .isEmpty();
                tvsh.run(new RollbackCommand());
            }
        }
    }

    /** What sshd gives to every shell has come down to the server. */
    private static boolean startedBySshd(TestCluster cluster) throws IOException {
        String pid = Files.readAllLines(cluster.dataDirectory().resolve("postmaster.pid"))
                .get(0);
        return Files.readString(Path.of("/proc", pid, "environ")).contains("SEEN_BY=sshd");
    }
}
