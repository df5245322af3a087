package dev.tvsh.commands.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.rollback.RollbackCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ServerPrograms;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
                    .containsExactly("proved by a start");
            // From another database, as where the one of the backup is gone.
            assertThat(new CommandRunner(cluster, "postgres", state.resolve("elsewhere"))
                            .run(
                                    new BackupsCommand(),
                                    "verify",
                                    state.resolve("it's a copy").toString())
                            .stable())
                    .containsExactly("proved by a start");
            assertThat(new BackupFolder(backup).proof()).isPresent();
            assertThat(backup.resolveSibling("it's a copy.scratch")).doesNotExist();
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
    void thePrintedWayBackRunsWithAServerThatIsStoppedAndNeverTouchesWhatItKept()
            throws IOException, InterruptedException {
        try (TestCluster cluster = TestCluster.start()) {
            cluster.createDatabase("before");
            CommandRunner tvsh = new CommandRunner(cluster, "before", state.resolve("home"));
            Path backup = state.resolve("copy");
            tvsh.run(new BackupCommand(), "--method", "physical", "--to", backup.toString());
            cluster.createDatabase("since");
            tvsh.run(new RollbackCommand(), "--plan", "--to", backup.toString());
            String printed = tvsh.wouldRun().get(0);
            String databases = "SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database WHERE datname ~ 'e$'";

            assertThat(asRoot(cluster, printed)).isZero();
            assertThat(cluster.value("postgres", databases)).isEqualTo("before");

            cluster.createDatabase("more");
            assertThat(asRoot(cluster, printed)).isEqualTo(1);
            assertThat(cluster.value("postgres", databases)).isEqualTo("before more");
            Path kept = cluster.dataDirectory().resolveSibling("data.before-rollback");
            assertThat(kept.resolve("PG_VERSION")).exists();
            assertThat(kept.resolve("data")).doesNotExist();

            cluster.stop();
            Files.move(kept, kept.resolveSibling("elsewhere"));
            assertThat(asRoot(cluster, printed)).isZero();
            assertThat(cluster.value("postgres", databases)).isEqualTo("before");
        }
    }

    /** Runs it where {@code runuser} only keeps PostgreSQL's programs from being root. */
    private int asRoot(TestCluster cluster, String script) throws IOException, InterruptedException {
        boolean root = System.getProperty("user.name").equals("root");
        Path runuser = ServerPrograms.script(
                state.resolve("bin/runuser"), "shift 3\nexec " + (root ? "unshare -U " : "") + "\"$@\"");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(state.resolve("script.log").toFile());
        builder.environment()
                .merge(
                        "PATH",
                        runuser.getParent() + ":" + cluster.binaries().resolve("bin"),
                        (path, first) -> first + ":" + path);
        return builder.start().waitFor();
    }

    @Test
    void configurationOutsideOfTheDataDirectoryComesAlong() throws IOException {
        try (TestCluster cluster = TestCluster.start()) {
            Path outside =
                    Files.createDirectories(state.resolve("it's \"etc\"")).resolve("site ü.conf");
            Files.writeString(outside, "# ünïcode\nwork_mem = '5MB'\n");
            cluster.sql("postgres", "SELECT 1");
            Files.writeString(
                    cluster.dataDirectory().resolve("postgresql.conf"),
                    "\ninclude '" + outside.toString().replace("'", "''") + "'\n",
                    StandardOpenOption.APPEND);
            CommandRunner tvsh = new CommandRunner(cluster, "postgres", state);
            Path backup = state.resolve("with-configuration");
            tvsh.run(new BackupCommand(), "--method", "physical", "--to", backup.toString());
            assertThat(tvsh.lines()).anyMatch(line -> line.startsWith("config  1 file from outside"));
            assertThat(backup.resolve("configuration").resolve(Path.of("/").relativize(outside)))
                    .hasSameTextualContentAs(outside);
            assertThat(new BackupFolder(backup).fault(tvsh.context())).isEmpty();
            tvsh.run(new RollbackCommand(), "--plan", "--to", backup.toString());
            assertThat(tvsh.lines())
                    .anyMatch(line -> line.startsWith("config ") && line.endsWith(backup + "/configuration"));
        }
    }

    @Test
    void aCopyIsStartedWithoutTouchingAnythingElseAndAKilledRunLeavesItToTheNext() throws IOException {
        try (TestCluster cluster = TestCluster.start()) {
            SmallShop.create(cluster, SmallShop.HOSTILE);
            Path archived = state.resolve("archived");
            cluster.sql("postgres", "ALTER SYSTEM SET archive_mode = on");
            cluster.sql("postgres", "ALTER SYSTEM SET archive_command = 'touch " + archived + "'");
            cluster.sql("postgres", "ALTER SYSTEM SET max_connections = 123");
            cluster.restart();
            CommandRunner tvsh = new CommandRunner(cluster, SmallShop.HOSTILE, state);
            Path backup = state.resolve("it's a copy");
            assertThat(tvsh.run(
                                    new BackupCommand(),
                                    "--method",
                                    "physical",
                                    "--verify",
                                    "restore",
                                    "--to",
                                    backup.toString())
                            .stable())
                    .containsExactly("the whole cluster in the backup", "proved by a start");
            cluster.sql("postgres", "ALTER SYSTEM SET archive_command = ''");
            cluster.restart();
            Files.deleteIfExists(archived);

            tvsh.run(new BackupsCommand(), "verify", "it's a copy");
            int events = tvsh.events().size();
            int lefts = 0;
            for (int part = 1; part <= 4; part++) {
                tvsh.dieAt(events * part / 5);
                assertThatThrownBy(() -> tvsh.run(new BackupsCommand(), "verify", "it's a copy"))
                        .isInstanceOf(CommandRunner.Killed.class);
                boolean left = Files.exists(state.resolve("it's a copy.scratch"));
                lefts += left ? 1 : 0;
                assertThat(tvsh.run(new BackupsCommand(), "verify", "it's a copy")
                                .exitCode())
                        .isEqualTo(ExitCode.DONE);
                assertThat(tvsh.lines().stream().anyMatch(line -> line.startsWith("removed the server ")))
                        .isEqualTo(left);
            }
            assertThat(lefts).isPositive();
            assertThat(state.resolve("it's a copy.scratch")).doesNotExist();
            assertThat(tvsh.journal().entries())
                    .noneMatch(Journal.Entry::isOpen)
                    .allSatisfy(entry -> {
                        Object socket = entry.facts().get("socket");
                        assertThat(socket == null || Files.notExists(Path.of(socket.toString())))
                                .isTrue();
                    });
            assertThat(archived).doesNotExist();
        }
    }

    @Test
    void aCopyThatIsNotWhatWasBackedUpIsNotProved() throws IOException {
        try (TestCluster cluster = TestCluster.start()) {
            SmallShop.create(cluster, SmallShop.HOSTILE);
            CommandRunner tvsh = new CommandRunner(cluster, SmallShop.HOSTILE, state);
            Path backup = state.resolve("other");
            tvsh.run(new BackupCommand(), "--method", "physical", "--to", backup.toString());
            Path manifest = backup.resolve("manifest.json");
            String before = Checksums.sha256(manifest);
            Files.writeString(manifest, Files.readString(manifest).replaceFirst("(\"connectionLimit\" *: *)-1", "$17"));
            Path sums = backup.resolve("SHA256SUMS");
            Files.writeString(sums, Files.readString(sums).replace(before, Checksums.sha256(manifest)));

            Outcome outcome = tvsh.run(new BackupsCommand(), "verify", "other");

            assertThat(outcome.exitCode()).isEqualTo(ExitCode.NEGATIVE);
            assertThat(outcome.stable()).singleElement().asString().startsWith("connection limit");
            assertThat(new BackupFolder(backup).proof()).isEmpty();
        }
    }

    @Test
    void whatItCannotDoIsSaidBefore() {
        try (TestCluster cluster = TestCluster.start()) {
            CommandRunner tvsh = new CommandRunner(cluster, "postgres", state);
            assertThatThrownBy(() -> tvsh.run(new BackupCommand(), "--method", "physical", "--exclude-tview-data"))
                    .hasMessageContaining("--exclude-tview-data goes with a dump");
            assertThatThrownBy(() -> tvsh.run(new BackupCommand(), "--method", "physical", "--compress", "9"))
                    .hasMessageContaining("--compress goes with a dump");
            assertThat(tvsh.run(new BackupCommand(), "--method", "physical", "--dry-run")
                            .exitCode())
                    .isEqualTo(ExitCode.DONE);
            assertThat(tvsh.wouldRun()).anyMatch(text -> text.contains("pg_basebackup --pgdata="));
        }
    }
}
