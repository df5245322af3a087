package dev.tvsh.commands.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.check.CheckCommand;
import dev.tvsh.commands.queue.QueueCommand;
import dev.tvsh.commands.refresh.RefreshAllCommand;
import dev.tvsh.commands.status.StatusCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.triggers.DisableTriggersCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandbyTest {
    @TempDir
    Path state;

    @Test
    @Tag("T23")
    void aStandbyCanBeLookedAtAndNotChanged() throws IOException {
        try (TestCluster cluster = TestCluster.startWithShop()) {
            cluster.stop();
            Files.createFile(cluster.dataDirectory().resolve("standby.signal"));
            cluster.startServer();
            CommandRunner runner = new CommandRunner(cluster, "shop", state);
            assertThat(cluster.value("shop", "SELECT pg_is_in_recovery()")).isEqualTo("t");

            assertThat(runner.run(new StatusCommand()).exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(runner.lines().get(0)).contains("10 TVIEWs");
            runner.run(new CheckCommand());
            assertThat(runner.lines()).anyMatch(line -> line.contains("standby"));
            assertThat(runner.run(new TviewsCommand()).document()).containsEntry("standby", true);
            assertThat(runner.run(new TriggersCommand()).exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(runner.run(new QueueCommand()).exitCode()).isEqualTo(ExitCode.DONE);
            runner.run(new TviewCommand(), "offer");
            assertThat(runner.lines()).contains("drift       none in 1,200 rows");

            for (Command command : List.of(new RefreshAllCommand(), new DisableTriggersCommand())) {
                assertThatThrownBy(() -> runner.run(command))
                        .as(command.spec().name())
                        .asInstanceOf(type(TvshException.class))
                        .satisfies(error -> assertThat(error.exitCode()).isEqualTo(ExitCode.REFUSED));
            }
        }
    }
}
