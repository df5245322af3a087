package dev.tvsh.commands.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.report.ReportCommand;
import dev.tvsh.commands.rollback.RollbackCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.TestCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeClusterTest {

    @TempDir
    private Path state;

    @Test
    void thereAndBackAgain() {
        try (TestCluster cluster = TestCluster.startWithShop()) {
            CommandRunner tvsh = new CommandRunner(cluster, "shop", state);
            tvsh.run(new BackupCommand());
            Outcome there = tvsh.run(new UpgradeClusterCommand(), "--to-binaries", newBinaries());
            assertThat(there.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(cluster.value("shop", "SHOW server_version")).isEqualTo("15.18");
            tvsh.run(new ReportCommand());
            Outcome back = tvsh.run(new RollbackCommand());
            assertThat(back.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(cluster.value("shop", "SHOW server_version")).isEqualTo("15.12");
        }
    }

    private static String newBinaries() {
        return TestCluster.binaries("15.18").resolve("bin").toString();
    }
}
