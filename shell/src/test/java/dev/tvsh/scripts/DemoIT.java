package dev.tvsh.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, as the README tells a newcomer to run it. */
class DemoIT {

    @TempDir
    private Path folder;

    @Test
    void keepsAClusterRunsAScriptOnItAndStopsIt() throws IOException {
        Script demo = Script.demo(folder.resolve("home"));
        Path kept = folder.resolve("kept cluster");

        Script.Run upgrade = demo.run("--keep", kept.toString(), "--run", MinorUpgradeIT.RUNBOOK, "--yes");
        assertThat(upgrade.exit()).as("%s", upgrade).isZero();
        assertThat(kept.resolve("data/postmaster.pid")).doesNotExist();

        Script.Run version = demo.run("--keep", kept.toString(), "--", "-Atc", "SHOW server_version");
        assertThat(version.output()).isEqualTo("15.18\n");
        assertThat(version.exit()).isZero();
    }

    @Test
    void exitsWithTheCodeOfTheScript() throws IOException {
        Path script = Files.writeString(folder.resolve("bad.tvsh"), "\\set ON_ERROR_STOP on\nSELECT 1/0;\n");
        Script.Run run = Script.demo(folder.resolve("home")).run("--run", script.toString());
        assertThat(run.exit()).as("%s", run).isEqualTo(3);
        assertThat(run.errors()).contains("division by zero");
    }

    @Test
    void namesWhatIsMissingBeforeItStartsAnything() throws IOException {
        Path tools = Files.createDirectory(folder.resolve("bin"));
        for (String tool : new String[] {"bash", "readlink", "id", "sed", "sort", "tr", "apt-get"}) {
            Files.copy(Path.of("/usr/bin", tool), tools.resolve(tool));
        }
        Script bare = new Script("demo", folder.resolve("home"), java.util.Map.of("PATH", tools.toString()));
        Script.Run run = bare.run();
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.errors()).contains("pg_dump").contains("apt-get install ", "postgresql-client", "xz-utils");
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void aWrongOptionIsAnError() {
        Script.Run run = Script.demo(folder.resolve("home")).run("--nonsense");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.errors()).contains("--nonsense").contains("usage:");
    }
}
