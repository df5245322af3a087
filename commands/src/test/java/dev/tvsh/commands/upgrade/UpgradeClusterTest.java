package dev.tvsh.commands.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.report.ReportCommand;
import dev.tvsh.commands.rollback.RollbackCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ServerPrograms;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.templates.TemplateKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeClusterTest {

    private static final String DATABASE = SmallShop.HOSTILE;

    @TempDir
    private Path state;

    @Test
    void thereAndBackLosesNothing() {
        try (TestCluster cluster = cluster()) {
            CommandRunner tvsh = tvsh(cluster);
            tvsh.run(new BackupCommand());

            Outcome there = tvsh.run(new UpgradeClusterCommand(), "--to-binaries", newBinaries());

            assertThat(tvsh.lines().get(0)).contains("15.18").contains("15.12");
            assertThat(tvsh.lines()).contains("undo    rollback");
            assertThat(tvsh.questions())
                    .singleElement()
                    .satisfies(question -> assertThat(question.typedName()).isEqualTo(DATABASE));
            assertThat(there.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(there.stable())
                    .containsExactly("PostgreSQL 15.12 -> 15.18", "2 TVIEWs and 2 triggers as before");
            assertThat(version(cluster)).isEqualTo("15.18");
            assertThat(there.document().get("downtimeSeconds")).isInstanceOf(Double.class);
            // Options of the command line have come along.
            assertThat(cluster.value(DATABASE, "SHOW max_prepared_transactions"))
                    .isEqualTo("10");

            Outcome again = tvsh.run(new UpgradeClusterCommand(), "--to-binaries", newBinaries());
            assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(tvsh.lines()).containsExactly("PostgreSQL 15.18 is already there, nothing to do");

            tvsh.run(new ReportCommand());
            assertThat(String.join("\n", tvsh.lines()))
                    .contains("| from | PostgreSQL 15.12 |")
                    .contains("| to | PostgreSQL 15.18 |")
                    .containsPattern("\\| downtime \\| \\d+\\.\\d s \\|")
                    .contains("## Backup")
                    .containsPattern("against the manifest of .* UTC: 0 differences");

            cluster.sql(DATABASE, "UPDATE tb_maker SET name = 'written on 15.18' WHERE pk_maker = 1");
            Outcome back = tvsh.run(new RollbackCommand());
            assertThat(back.stable()).containsExactly("PostgreSQL 15.18 -> 15.12", "2 TVIEWs and 2 triggers as before");
            assertThat(version(cluster)).isEqualTo("15.12");
            assertThat(cluster.value(DATABASE, "SELECT data ->> 'name' FROM tv_maker WHERE pk_maker = 1"))
                    .isEqualTo("written on 15.18");
            assertThat(tvsh.run(new RollbackCommand()).exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(tvsh.lines()).singleElement().asString().contains("already taken back");
            assertThat(tvsh.run(new ResumeCommand()).stable()).containsExactly("nothing is open");
        }
    }

    @Test
    void killedBeforeAnyStepTheNextRunFinishes() {
        try (TestCluster cluster = cluster()) {
            CommandRunner tvsh = tvsh(cluster);
            tvsh.run(new BackupCommand());
            tvsh.run(new UpgradeClusterCommand(), "--to-binaries", newBinaries());
            List<Integer> steps = steps(tvsh.events());
            tvsh.run(new RollbackCommand());
            for (int step : steps) {
                assertThatThrownBy(
                                () -> tvsh.dieAt(step).run(new UpgradeClusterCommand(), "--to-binaries", newBinaries()))
                        .isInstanceOf(CommandRunner.Killed.class);

                assertThat(tvsh.run(new ResumeCommand()).exitCode())
                        .as("killed before event %d", step)
                        .isEqualTo(ExitCode.DONE);
                Outcome again = tvsh.run(new UpgradeClusterCommand(), "--to-binaries", newBinaries());

                assertThat(again.exitCode()).as("killed before event %d", step).isEqualTo(ExitCode.DONE);
                assertThat(version(cluster)).as("killed before event %d", step).isEqualTo("15.18");
                assertThat(open(tvsh)).as("killed before event %d", step).isEmpty();
                tvsh.run(new RollbackCommand());
                assertThat(version(cluster)).isEqualTo("15.12");
            }
        }
    }

    @Test
    void theWayBackIsFinishedAfterAKillToo() {
        try (TestCluster cluster = cluster()) {
            CommandRunner tvsh = tvsh(cluster);
            tvsh.run(new BackupCommand());
            tvsh.run(new UpgradeClusterCommand(), "--to-binaries", newBinaries());
            tvsh.run(new RollbackCommand());
            for (int step : steps(tvsh.events())) {
                tvsh.run(new UpgradeClusterCommand(), "--to-binaries", newBinaries());
                assertThatThrownBy(() -> tvsh.dieAt(step).run(new RollbackCommand()))
                        .isInstanceOf(CommandRunner.Killed.class);

                Outcome again = tvsh.run(new RollbackCommand());

                assertThat(again.exitCode()).as("killed before event %d", step).isEqualTo(ExitCode.DONE);
                assertThat(version(cluster)).as("killed before event %d", step).isEqualTo("15.12");
                assertThat(open(tvsh)).as("killed before event %d", step).isEmpty();
            }
        }
    }

    /** The events to die at: every script on the host, what comes next to it, and some of the many questions in between. */
    private static List<Integer> steps(List<Event> events) {
        Set<Integer> steps = new TreeSet<>(Set.of(events.size()));
        for (int n = 1; n <= events.size(); n++) {
            if (events.get(n - 1) instanceof Event.WillRun run
                    && run.script().get(0).kind() == TemplateKind.HOST) {
                steps.add(n);
                steps.add(n + 1);
            } else if (n % 8 == 0) {
                steps.add(n);
            }
        }
        assertThat(steps).hasSizeGreaterThan(10);
        return List.copyOf(steps);
    }

    @Test
    void binariesThatDoNotStartAreToldAndTakenBack(@TempDir Path folder) throws IOException {
        try (TestCluster cluster = cluster()) {
            CommandRunner tvsh = tvsh(cluster);
            tvsh.run(new BackupCommand());
            Path broken = ServerPrograms.copy("15.18", folder.resolve("broken"));
            String real = newBinaries() + "/postgres";
            ServerPrograms.script(
                    broken.resolve("bin/postgres"),
                    "case $1 in -V|--version) exec " + real + " --version ;; esac\n"
                            + "echo 'LOG:  starting' >&2\n"
                            + "echo '2026-11-21 10:00:00 UTC [17] FATAL:  could not access file \"pg_x\": No such file' >&2\n"
                            + "exit 1");

            assertThatThrownBy(() -> tvsh.run(
                            new UpgradeClusterCommand(),
                            "--to-binaries",
                            broken.resolve("bin").toString()))
                    .isInstanceOfSatisfying(TvshException.class, e -> {
                        assertThat(e).hasMessage("could not access file \"pg_x\": No such file");
                        assertThat(e.exitCode()).isEqualTo(ExitCode.NEGATIVE);
                        assertThat(String.join("\n", e.advice()))
                                .contains("State: the server is stopped")
                                .contains("rollback ");
                    });
            assertThat(cluster.isRunning()).isFalse();

            assertThat(tvsh.run(new RollbackCommand()).exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(version(cluster)).isEqualTo("15.12");
            assertThat(open(tvsh)).isEmpty();
        }
    }

    @Test
    void whatCannotBecomeOfItIsRefusedBeforeTheStop(@TempDir Path folder) throws IOException {
        try (TestCluster cluster = cluster()) {
            CommandRunner tvsh = tvsh(cluster);
            String pid = cluster.value("postgres", "SELECT pg_postmaster_start_time()");

            refused(tvsh, newBinaries(), "there is no backup of this database");
            tvsh.run(new BackupCommand());
            refused(tvsh, folder.toString(), "there is no postgres in");

            Path major = folder.resolve("16");
            ServerPrograms.script(major.resolve("bin/postgres"), "echo 'postgres (PostgreSQL) 16.3'");
            ServerPrograms.script(major.resolve("bin/pg_ctl"), "exit 1");
            refused(tvsh, major.toString(), "holds PostgreSQL 16.3, the server is 15.12");

            Path older = folder.resolve("older");
            ServerPrograms.script(older.resolve("bin/postgres"), "echo 'postgres (PostgreSQL) 15.2'");
            ServerPrograms.script(older.resolve("bin/pg_ctl"), "exit 1");
            refused(tvsh, older.toString(), "which is older than the server, 15.12");

            Path plain = Files.createDirectories(folder.resolve("plain/bin"));
            Files.writeString(plain.resolve("postgres"), "");
            Files.writeString(plain.resolve("pg_ctl"), "");
            refused(tvsh, plain.toString(), "bin/postgres is not executable");

            Path without = ServerPrograms.copy("15.18", folder.resolve("without"));
            Files.delete(without.resolve("share/postgresql/extension/pg_tviews.control"));
            refused(tvsh, without.toString(), "PostgreSQL 15.18 lacks ");
            assertThatThrownBy(() -> tvsh.run(new UpgradeClusterCommand(), "--to-binaries", without.toString()))
                    .hasMessageContaining("/extension/pg_tviews.control");

            cluster.sql(DATABASE, "BEGIN; INSERT INTO tb_maker (name) VALUES ('p'); PREPARE TRANSACTION 'pay-8841'");
            refused(tvsh, newBinaries(), "'pay-8841'");
            cluster.sql(DATABASE, "ROLLBACK PREPARED 'pay-8841'");

            assertThat(cluster.value("postgres", "SELECT pg_postmaster_start_time()"))
                    .isEqualTo(pid);
            assertThat(open(tvsh)).isEmpty();
        }
    }

    @Test
    void aDryRunShowsWhatWouldRunAndDoesNothing() {
        try (TestCluster cluster = cluster()) {
            CommandRunner tvsh = tvsh(cluster);
            tvsh.run(new UpgradeClusterCommand(), "--to-binaries", newBinaries(), "--no-backup", "--dry-run");
            assertThat(tvsh.wouldRun()).hasSize(2);
            assertThat(tvsh.wouldRun().get(0)).contains("stop");
            assertThat(tvsh.wouldRun().get(1)).contains("start").contains("15.18");
            assertThat(tvsh.questions()).isEmpty();
            assertThat(version(cluster)).isEqualTo("15.12");
        }
    }

    private static void refused(CommandRunner tvsh, String folder, String reason) {
        assertThatThrownBy(() -> tvsh.run(new UpgradeClusterCommand(), "--to-binaries", folder))
                .isInstanceOfSatisfying(TvshException.class, e -> {
                    assertThat(e.getMessage()).contains(reason);
                    assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED);
                    assertThat(e.advice()).contains("Nothing was changed.");
                });
    }

    private static List<Journal.Entry> open(CommandRunner tvsh) {
        return tvsh.journal().entries().stream().filter(Journal.Entry::isOpen).toList();
    }

    private static TestCluster cluster() {
        TestCluster cluster = TestCluster.start();
        SmallShop.create(cluster, DATABASE);
        return cluster;
    }

    private CommandRunner tvsh(TestCluster cluster) {
        return new CommandRunner(cluster, DATABASE, state);
    }

    private static String version(TestCluster cluster) {
        return cluster.value("postgres", "SHOW server_version");
    }

    private static String newBinaries() {
        return TestCluster.binaries("15.18").resolve("bin").toString();
    }
}
