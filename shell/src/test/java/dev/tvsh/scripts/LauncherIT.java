package dev.tvsh.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.shell.testing.Screen;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's one archive has all that the many archives of the build have, native libraries among it. */
@ExtendWith(ShopCluster.class)
class LauncherIT {

    @TempDir
    private Path home;

    @Test
    void aSocketsFolderIsConnectedTo(TestCluster cluster) {
        Script.Run run = new Script(
                        "tvsh",
                        home,
                        environment(cluster, cluster.socketFolder().toString()))
                .run("-X", "-c", "\\conninfo", "-c", "tviews --json");
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.errors()).isEmpty();
        assertThat(run.output())
                .startsWith("You are connected to database \"shop\" as user \"postgres\" via socket in ")
                .contains("\"public.tv_user\"");
    }

    /** Without it a start takes twice as long; a rehearsal that fails leaves none. */
    @Test
    void anArchiveOfTheLoadedClassesIsKept() {
        assertThat(new Script("tvsh", home, Map.of()).run("--version").exit()).isZero();
        assertThat(Script.CHECKOUT.resolve("shell/target/launch/tvsh.jsa")).isNotEmptyFile();
    }

    @Test
    void aTerminalIsTypedAt(TestCluster cluster) throws Exception {
        Screen screen = Screen.start(
                home,
                environment(cluster, cluster.host()),
                List.of(Script.CHECKOUT.resolve("scripts/tvsh").toString(), "-X"));
        try {
            screen.await("shop=#").enter("select 'ty' || 'ped';").await("typed").press("C-d");
            screen.awaitExit(0);
        } finally {
            screen.stop();
        }
    }

    private Map<String, String> environment(TestCluster cluster, String host) {
        return Map.of(
                "TVSH_HOME",
                home.toString(),
                "PGHOST",
                host,
                "PGPORT",
                Integer.toString(cluster.port()),
                "PGUSER",
                "postgres",
                "PGDATABASE",
                "shop");
    }
}
