package dev.tvsh.commands.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.rollback.RollbackCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of the whole cluster by pg_basebackup. */
class PhysicalBackupTest {

    @TempDir
    private Path state;

    @Test
    void theClusterIsCopiedCheckedListedAndTheWayBackIsPrinted() throws IOException {
        try (TestCluster cluster = TestCluster.start()) {
            SmallShop.create(cluster, SmallShop.HOSTILE);
            CommandRunner tvsh = new CommandRunner(cluster, SmallShop.HOSTILE, state);
            Path backup = state.resolve("it's a copy");

            assertThat(tvsh.run(new BackupCommand(), "--method", "physical", "--to", backup.toString())
                            .stable())
                    .containsExactly("the whole cluster in the backup");

            assertThat(backup.resolve("cluster/PG_VERSION")).exists();
            assertThat(tvsh.lines()).anyMatch(line -> line.startsWith("the whole cluster, 2 TVIEWs in "));
            tvsh.run(new BackupsCommand());
            assertThat(tvsh.run(new BackupsCommand(), "show", "it's a copy").exitCode())
                    .isEqualTo(ExitCode.DONE);
            assertThat(tvsh.run(new BackupsCommand(), "verify", "it's a copy").stable())
                    .containsExactly("the copy is whole");
            assertThatThrownBy(() -> tvsh.run(new RollbackCommand(), "--to", backup.toString()))
                    .isInstanceOfSatisfying(
                            TvshException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED));
            tvsh.run(new RollbackCommand(), "--plan", "--to", backup.toString());
            assertThat(tvsh.wouldRun())
                    .singleElement()
                    .asString()
                    .contains(cluster.dataDirectory().toString())
                    .contains("it'\\''s a copy/cluster'");
            tvsh.run(new RollbackCommand(), "--plan");
            assertThat(tvsh.lines()).anyMatch(line -> line.contains("a copy of the whole cluster"));

            Files.writeString(backup.resolve("cluster/global/pg_control"), "cut");
            assertThatThrownBy(() -> tvsh.run(new BackupsCommand(), "verify", "it's a copy"))
                    .hasMessageContaining("cluster/global/pg_control is not what was written");
        }
    }

    @Test
    void whatItCannotDoIsSaidBefore() {
        try (TestCluster cluster = TestCluster.start()) {
            CommandRunner tvsh = new CommandRunner(cluster, "postgres", state);
            assertThatThrownBy(() -> tvsh.run(new BackupCommand(), "--method", "physical", "--verify", "restore"))
                    .hasMessageContaining("--verify restore goes with a dump");
            assertThatThrownBy(() -> tvsh.run(new BackupCommand(), "--method", "physical", "--exclude-tview-data"))
                    .hasMessageContaining("--exclude-tview-data goes with a dump");
            assertThat(tvsh.run(new BackupCommand(), "--method", "physical", "--dry-run")
                            .exitCode())
                    .isEqualTo(ExitCode.DONE);
            assertThat(tvsh.wouldRun()).anyMatch(text -> text.contains("pg_basebackup --pgdata="));
        }
    }
}
