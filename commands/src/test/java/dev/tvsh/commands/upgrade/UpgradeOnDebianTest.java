package dev.tvsh.commands.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.host.ClusterHosts;
import dev.tvsh.commands.rollback.RollbackCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.DebianHost;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.templates.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is one that Debian's packages manage: their own programs stop and start it, where they would start what was asked for. */
class UpgradeOnDebianTest {

    private static final String DATABASE = SmallShop.HOSTILE;
    private static final String[] NO_BACKUP = {"--no-backup"};

    @TempDir
    private Path folder;

    private TestCluster cluster;
    private DebianHost debian;
    private ClusterHosts hosts;
    private CommandRunner tvsh;

    @BeforeEach
    void serve() throws IOException {
        cluster = TestCluster.start();
        SmallShop.create(cluster, DATABASE);
        debian = DebianHost.of(cluster, Files.createDirectory(folder.resolve("debian")), "15.12");
        hosts = new ClusterHosts(debian.environment(), Templates::builtIn);
        tvsh = new CommandRunner(cluster, DATABASE, folder.resolve("state")).hostAt(hosts, "ssh:" + DebianHost.NAME);
    }

    @AfterEach
    void end() {
        hosts.close();
        cluster.close();
    }

    @Test
    void replacedInPlaceDebiansProgramsTakeItThereAndBackWhereverTvshWasKilled() throws IOException {
        assertThatThrownBy(() -> tvsh.run(new UpgradeClusterCommand(), NO_BACKUP))
                .hasMessage(
                        "upgrade-cluster needs --to-binaries: the programs that run have not been replaced on disk");
        debian.install("15.18");

        assertThat(tvsh.run(new UpgradeClusterCommand(), NO_BACKUP).stable())
                .containsExactly("PostgreSQL 15.12 -> 15.18", "2 TVIEWs and 2 triggers as before");
        assertThat(tvsh.lines())
                .first()
                .asString()
                .contains("--to-binaries " + debian.binaries())
                .contains("replaced");
        assertThat(tvsh.lines()).noneMatch(line -> line.contains("outside"));
        assertThat(debian.done()).containsExactly("stop", "start");
        List<Integer> scripts = tvsh.hostScripts();

        assertThatThrownBy(() -> tvsh.run(new RollbackCommand()))
                .hasMessage(debian.binaries() + " holds PostgreSQL 15.18 now and not 15.12");
        debian.install("15.12");
        assertThat(tvsh.run(new RollbackCommand()).stable()).first().isEqualTo("PostgreSQL 15.18 -> 15.12");
        assertThat(debian.done()).containsExactly("stop", "start");

        assertThat(tvsh.lines()).contains("undo    install PostgreSQL 15.18 again, then upgrade-cluster");
        List<Integer> scriptsBack = tvsh.hostScripts();

        for (int script : scripts) {
            debian.install("15.18");
            assertThatThrownBy(() -> tvsh.dieAt(script).run(new UpgradeClusterCommand(), NO_BACKUP))
                    .isInstanceOf(CommandRunner.Killed.class);
            boolean begun = !tvsh.journal().open(SwitchRun.UPGRADE).isEmpty();
            tvsh.run(begun ? new ResumeCommand() : new UpgradeClusterCommand(), begun ? new String[0] : NO_BACKUP);
            assertThat(version()).as("killed before event %d", script).isEqualTo("15.18");
            assertThat(debian.done()).as("killed before event %d", script).containsExactly("stop", "start");
            debian.install("15.12");
            tvsh.run(new RollbackCommand());
            debian.done();
        }
        for (int script : scriptsBack) {
            debian.install("15.18");
            tvsh.run(new UpgradeClusterCommand(), NO_BACKUP);
            debian.install("15.12");
            debian.done();
            assertThatThrownBy(() -> tvsh.dieAt(script).run(new RollbackCommand()))
                    .isInstanceOf(CommandRunner.Killed.class);
            tvsh.run(new RollbackCommand());
            assertThat(version()).as("killed before event %d", script).isEqualTo("15.12");
            assertThat(debian.done()).as("killed before event %d", script).containsExactly("stop", "start");
        }
    }

    @Test
    void otherBinariesAreStartedBesideItsPackagesAndTheLineTellsTheWayBackUnderThem() throws IOException {
        String other = TestCluster.binaries("15.18").resolve("bin").toString();
        tvsh.run(new UpgradeClusterCommand(), "--to-binaries", other, "--no-backup");
        assertThat(tvsh.lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("! Debian's packages manage this server as 15/main")
                        .contains("the next boot starts " + debian.binaries())
                        .endsWith("upgrade-cluster --to-binaries " + debian.binaries()));
        assertThat(version()).isEqualTo("15.18");
        assertThat(debian.done()).isEmpty();

        // The way back leads to the packages' own folder.
        tvsh.run(new RollbackCommand());
        assertThat(version()).isEqualTo("15.12");
        assertThat(debian.done()).containsExactly("stop", "start");

        tvsh.run(new UpgradeClusterCommand(), "--to-binaries", other, "--no-backup");
        debian.install("15.18");
        tvsh.run(new UpgradeClusterCommand(), "--to-binaries", debian.binaries().toString(), "--no-backup");
        assertThat(tvsh.lines()).first().asString().contains("as PostgreSQL 15.18 from " + debian.binaries());
        assertThat(version()).isEqualTo("15.18");
        assertThat(debian.done()).containsExactly("stop", "start");
    }

    @Test
    void whatTheNewProgramsSayWhenTheyDoNotStartIsTold() throws IOException {
        debian.install("15.18");
        Path settings = folder.resolve("debian/etc/15/main/postgresql.conf");
        String before = Files.readString(settings);
        Files.writeString(settings, before + "no_such = 1\n");
        assertThatThrownBy(() -> tvsh.run(new UpgradeClusterCommand(), NO_BACKUP))
                .isInstanceOfSatisfying(
                        TvshException.class,
                        e -> assertThat(e.advice()).anyMatch(line -> line.startsWith("State: the server is stopped")))
                .hasMessageStartingWith("unrecognized configuration parameter \"no_such\"");
        Files.writeString(settings, before);
        assertThat(tvsh.run(new ResumeCommand()).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(version()).isEqualTo("15.18");
        assertThat(debian.done()).containsExactly("stop", "start", "start");
    }

    private String version() {
        return cluster.value(DATABASE, "SHOW server_version");
    }
}
