package dev.tvsh.commands.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.testing.ServerPrograms;
import dev.tvsh.templates.ShellWord;
import dev.tvsh.templates.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's configuration folders, and programs that stand in for its own. */
class ManagedClusterTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void programs() throws IOException {
        ServerPrograms.script(folder.resolve("bin/pg_ctlcluster"), "exit 0");
        // -s VERSION NAME show port, VERSION NAME set port NUMBER
        ServerPrograms.script(folder.resolve("bin/pg_conftool"), """
                if [ "$1" = -s ]; then
                    sed -n 's/^port = //p' "$PG_CLUSTER_CONF_ROOT/$2/$3/postgresql.conf"
                else
                    sed -i "s/^port = .*/port = $5/" "$PG_CLUSTER_CONF_ROOT/$1/$2/postgresql.conf"
                fi""");
        cluster("15/main", "5433", "# auto: starts\n\n  manual # by hand\n");
        cluster("17/main", "5432", "auto\n");
    }

    @Test
    void oneTakesThePlaceOfTheOtherAndBackHoweverOftenItRuns() throws IOException, InterruptedException {
        for (int time = 0; time < 2; time++) {
            configure("15", "17");
            assertThat(Files.readString(etc("15/main", "postgresql.conf"))).contains("port = 5432");
            assertThat(Files.readString(etc("17/main", "postgresql.conf"))).contains("port = 5433");
            assertThat(etc("15/main", "start.conf")).hasContent("# auto: starts\n\n  auto # by hand\n");
            assertThat(etc("17/main", "start.conf")).hasContent("manual\n");
        }
        configure("17", "15");
        assertThat(Files.readString(etc("17/main", "postgresql.conf"))).contains("port = 5432");
        assertThat(etc("17/main", "start.conf")).hasContent("auto\n");
        assertThat(etc("15/main", "start.conf")).hasContent("# auto: starts\n\n  manual # by hand\n");
    }

    @Test
    void whatStartsByHandGoesOnStartingByHandAndADisabledOneCanBeStarted() throws IOException, InterruptedException {
        Files.writeString(etc("17/main", "start.conf"), "manual\n");
        Files.writeString(etc("15/main", "start.conf"), "disabled\n");
        configure("15", "17");
        assertThat(etc("15/main", "start.conf")).hasContent("manual\n");
        Files.delete(etc("17/main", "start.conf"));
        configure("15", "17");
        assertThat(etc("15/main", "start.conf")).as("17/main started at boot").hasContent("auto\n");
        assertThat(etc("17/main", "start.conf")).hasContent("manual\n");
    }

    @Test
    void theFolderOfItsConfigurationTellsWhichItIsThroughALinkToItsDataToo() throws IOException, InterruptedException {
        Path data = folder.resolve("disk/15");
        Files.createDirectories(data.resolve("global"));
        Files.createDirectories(data.resolve("base"));
        Files.writeString(data.resolve("PG_VERSION"), "15\n");
        Files.write(data.resolve("global/pg_control"), new byte[8192]);
        Files.createSymbolicLink(folder.resolve("data"), folder.resolve("disk"));
        Files.writeString(
                etc("15/main", "postgresql.conf"),
                "data_directory = '" + folder.resolve("data/15") + "'\t# use data in another directory\nport = 5433\n");
        HostFacts facts =
                HostFacts.parse(run("host/cluster/look.sh.vm", Map.of("data", ShellWord.of(data), "retired", true)));
        DataFolder found = DataFolder.of(facts);
        assertThat(found.configuration()).contains(folder.resolve("etc/15/main"));
        assertThat(found.managed()).contains(new ManagedCluster("15", "main"));
    }

    @Test
    void aPlanRemembersIt() {
        ManagedCluster cluster = new ManagedCluster("15", "main");
        assertThat(ManagedCluster.parse(cluster.toString())).contains(cluster);
        assertThat(ManagedCluster.parse("")).isEmpty();
    }

    @Test
    void aConfigurationThatIsRefusedIsToldByItsError() {
        assertThat(BinarySwitch.firstError("""
                        2026-11-22 01:08:40 UTC [1] LOG:  unrecognized configuration parameter "x" in file "/etc/a.conf" line 8
                        2026-11-22 01:08:40 UTC [1] FATAL:  configuration file "/etc/a.conf" contains errors
                        """))
                .isEqualTo("unrecognized configuration parameter \"x\" in file \"/etc/a.conf\" line 8");
    }

    private void configure(String version, String other) throws IOException, InterruptedException {
        Map<String, Object> values = new HashMap<>();
        values.put("version", ShellWord.of(version));
        values.put("name", ShellWord.of("main"));
        values.put("port", ShellWord.of(5432));
        values.put("other", true);
        values.put("otherVersion", ShellWord.of(other));
        values.put("otherName", ShellWord.of("main"));
        run("host/cluster/configure-managed.sh.vm", values);
    }

    private String run(String template, Map<String, ?> values) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder shell = new ProcessBuilder(
                        "sh", "-c", Templates.builtIn().render(template, values).text())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment().merge("PATH", folder.resolve("bin").toString(), (path, mine) -> mine + ":" + path);
        shell.environment().put("PG_CLUSTER_CONF_ROOT", folder.resolve("etc").toString());
        Process process = shell.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }

    private void cluster(String name, String port, String start) throws IOException {
        Files.createDirectories(folder.resolve("etc").resolve(name));
        Files.writeString(etc(name, "postgresql.conf"), "port = " + port + "\n");
        Files.writeString(etc(name, "start.conf"), start);
    }

    private Path etc(String cluster, String file) {
        return folder.resolve("etc").resolve(cluster).resolve(file);
    }
}
