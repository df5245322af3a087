package dev.tvsh.commands.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ShopCluster.class)
class ReportCommandTest {

    @TempDir
    Path state;

    @Test
    void aManifestThatIsGoneIsToldAndTheRestIsReported(TestCluster cluster) {
        CommandRunner tvsh = new CommandRunner(cluster, "shop", state);
        Path gone = state.resolve("gone").resolve("manifest.json");
        var backup = tvsh.journal().begin("backup", Map.of());
        tvsh.journal().close(backup, "done", Map.of("manifest", gone.toString()));
        assertThat(tvsh.run(new ReportCommand()).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(String.join("\n", tvsh.lines()))
                .contains("TVIEWs: 10 registered")
                .contains("undetermined: what has changed: cannot read manifest " + gone);
    }
}
