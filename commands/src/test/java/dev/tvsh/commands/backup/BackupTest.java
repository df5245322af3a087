package dev.tvsh.commands.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ServerPrograms;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.triggers.DisableTriggersCommand;
import dev.tvsh.commands.triggers.EnableTriggersCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupTest {

    private static final String DATABASE = SmallShop.HOSTILE;

    private final TestCluster cluster = TestCluster.start();

    @TempDir
    private Path state;

    @BeforeAll
    void shop() {
        SmallShop.create(cluster, DATABASE);
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    @Tag("T26")
    void theFolderIsWholePrivateAndInTheJournal() throws IOException {
        CommandRunner tvsh = tvsh("whole");
        Outcome outcome = tvsh.run(new BackupCommand());

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.stable())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("5 tables and 2 TVIEWs in the backup"),
                        line -> assertThat(line).startsWith("views 2, sha256 "));
        Journal.Entry entry = new Backups(tvsh.journal()).newest().orElseThrow();
        BackupFolder folder = Backups.folder(entry);
        assertThat(mode(folder.directory())).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder.directory())) {
            assertThat(files.toList())
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
        }
        assertThat(folder.fault(tvsh.context())).isEmpty();
        assertThat(folder.manifest().tviews()).hasSize(2);
        assertThat(Files.readString(folder.directory().resolve("globals.sql"))).contains("CREATE ROLE");
        assertThat(entry.facts())
                .containsEntry("manifest", folder.manifestFile().toString());
        assertThat(parts()).isEmpty();
    }

    @Test
    void howSmallTheDumpGetsIsForTheUserToSay() {
        for (String method : List.of("dump", "directory")) {
            long packed = packed(method, "--compress", "9");
            assertThat(packed(method, "--compress", "0"))
                    .isGreaterThan(2 * packed(method))
                    .isGreaterThan(2 * packed);
            assertThat(packed(method)).isGreaterThan(packed).isEqualTo(packed(method, "--compress", "3"));
        }
        assertThatThrownBy(() -> tvsh("level").run(new BackupCommand(), "--compress", "10"))
                .isInstanceOfSatisfying(
                        TvshException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FATAL))
                .hasMessage("backup: --compress takes 0 to 9, not '10'");
    }

    /** The bytes of all rows in such a backup. */
    private long packed(String method, String... level) {
        CommandRunner tvsh = tvsh("packed");
        tvsh.run(
                new BackupCommand(),
                Stream.concat(Stream.of("--method", method), Stream.of(level)).toArray(String[]::new));
        Path dump = Backups.folder(new Backups(tvsh.journal()).newest().orElseThrow())
                .dump();
        if (!Files.isDirectory(dump)) {
            return size(dump);
        }
        try (Stream<Path> files = Files.list(dump)) {
            return files.filter(file -> !file.endsWith("toc.dat"))
                    .mapToLong(BackupTest::size)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aChangedByteOrAMissingFileIsAFault() throws IOException {
        Path directory = state.resolve("fault");
        CommandRunner tvsh = tvsh("fault-state");
        tvsh.run(new BackupCommand(), "--to", directory.toString());
        BackupFolder folder = new BackupFolder(directory);
        byte[] dump = Files.readAllBytes(folder.dump());
        dump[dump.length / 2] ^= 1;
        Files.write(folder.dump(), dump);
        assertThat(folder.fault(tvsh.context()))
                .hasValueSatisfying(fault ->
                        assertThat(fault).isEqualTo("database.dump is not what was written: its SHA-256 differs"));
        Files.delete(folder.dump());
        assertThat(folder.fault(tvsh.context())).contains("database.dump is missing");
        Files.delete(directory.resolve("SHA256SUMS"));
        assertThat(folder.fault(tvsh.context())).contains("SHA256SUMS is missing");
    }

    @Test
    void countsAgreeWithTheDumpWhileTheApplicationWrites() throws IOException {
        // Rows come in between the snapshot and the counting.
        CommandRunner tvsh = tvsh("snapshot");
        Path tools = state.resolve("slow-tools");
        long before = Long.parseLong(cluster.value(DATABASE, "SELECT count(*) FROM tb_maker"));
        ServerPrograms.script(
                tools.resolve("pg_dump"),
                "[ \"$1\" = --version ] || psql -q -c \"INSERT INTO tb_maker (name) VALUES ('late')\"\n"
                        + "PATH=\"${PATH#*:}\" exec pg_dump \"$@\"");
        tvsh.run(new BackupCommand(), "--tools-dir", tools.toString());
        assertThat(cluster.value(DATABASE, "SELECT count(*) FROM tb_maker")).isEqualTo(Long.toString(before + 1));
        BackupFolder folder =
                Backups.folder(new Backups(tvsh.journal()).newest().orElseThrow());
        assertThat(folder.manifest().baseTables()).anySatisfy(table -> {
            assertThat(table.table().name()).isEqualTo("tb_maker");
            assertThat(table.rows()).isEqualTo(before);
        });
    }

    @Test
    void clientProgramsThatAreTooOldAreRefusedWithTheWayToInstallNewer() throws IOException {
        Path tools = state.resolve("old-tools");
        ServerPrograms.script(tools.resolve("pg_dump"), "echo 'pg_dump (PostgreSQL) 13.14 (Debian 13.14-0+deb11u1)'");
        CommandRunner tvsh = tvsh("old");
        assertThatThrownBy(() -> tvsh.run(new BackupCommand(), "--tools-dir", tools.toString()))
                .isInstanceOfSatisfying(TvshException.class, e -> {
                    assertThat(e).hasMessageContaining("pg_dump 13.14 is older than the server, PostgreSQL 15");
                    assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED);
                    assertThat(e.advice().get(0)).contains("install postgresql-client-15");
                });
        assertThat(tvsh.journal().entries()).isEmpty();
    }

    @Test
    void clientProgramsWhoseRestoreWouldFailHereAreRefusedBeforeTheDump() throws IOException {
        Path tools = state.resolve("new-tools");
        for (String program : List.of("pg_dump", "pg_dumpall", "pg_restore")) {
            ServerPrograms.script(tools.resolve(program), "echo '" + program + " (PostgreSQL) 18.1'");
        }
        CommandRunner tvsh = tvsh("new");
        assertThatThrownBy(() -> tvsh.run(new BackupCommand(), "--tools-dir", tools.toString()))
                .isInstanceOfSatisfying(TvshException.class, e -> {
                    assertThat(e).hasMessageContaining("pg_restore 18.1 sets transaction_timeout");
                    assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED);
                    assertThat(e.advice().get(0)).contains("install postgresql-client-15");
                });
        assertThat(tvsh.journal().entries()).isEmpty();
    }

    @Test
    void aDumpThatFailsLeavesNothingThatLooksWhole() throws IOException {
        Path tools = state.resolve("full-disk");
        ServerPrograms.script(
                tools.resolve("pg_dump"),
                "case $1 in --version) echo 'pg_dump (PostgreSQL) 15.18' ;;"
                        + " *) echo 'pg_dump: error: could not write to output file: No space left on device' >&2; exit 1 ;; esac");
        CommandRunner tvsh = tvsh("full");
        Path directory = state.resolve("full-backup");
        assertThatThrownBy(() ->
                        tvsh.run(new BackupCommand(), "--to", directory.toString(), "--tools-dir", tools.toString()))
                .hasMessage("the backup failed: could not write to output file: No space left on device");
        assertThat(directory).doesNotExist();
        assertThat(parts()).isEmpty();
        assertThat(new Backups(tvsh.journal()).newest()).isEmpty();
    }

    @Test
    void ctrlCLeavesNothingAndSaysSo() throws IOException, SQLException {
        CommandRunner tvsh = tvsh("interrupted");
        Thread backup = Thread.currentThread();
        try (Connection holder = cluster.connect(DATABASE);
                Statement hold = holder.createStatement()) {
            holder.setAutoCommit(false);
            hold.execute("LOCK TABLE tb_maker IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<Void> interruption = CompletableFuture.runAsync(() -> {
                String waits = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'pg_dump'"
                        + " AND wait_event_type = 'Lock')";
                while (!cluster.value("postgres", waits).equals("t")) {
                    LockSupport.parkNanos(20_000_000);
                }
                backup.interrupt();
            });
            assertThatThrownBy(() -> tvsh.run(new BackupCommand())).isInstanceOfSatisfying(TvshException.class, e -> {
                assertThat(e.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
                assertThat(e).hasMessage("interrupted");
                assertThat(e.advice()).containsExactly("State: no backup was kept.");
            });
            interruption.join();
        }
        assertThat(parts()).isEmpty();
    }

    @Test
    void whatADeadRunLeftIsNamedAndRemovedButNothingOfOthers() throws IOException {
        CommandRunner tvsh = tvsh("leftovers");
        Path home = state.resolve("leftovers/backups")
                .resolve(tvsh.connector().target().slug());
        Path dead = home.resolve("2026-01-01T000000.part");
        Files.createDirectories(dead);
        Files.writeString(dead.resolve(".tvsh-backup"), "");
        Files.writeString(dead.resolve("database.dump"), "half");
        tvsh.run(new BackupCommand());
        assertThat(tvsh.lines()).contains("removed the half written backup " + dead);
        assertThat(dead).doesNotExist();

        Path foreign = state.resolve("foreign.part");
        Files.createDirectories(foreign);
        Files.writeString(foreign.resolve("thesis.txt"), "mine");
        assertThatThrownBy(() -> tvsh.run(
                        new BackupCommand(), "--to", state.resolve("foreign").toString()))
                .hasMessageContaining("was not written by tvsh");
        assertThat(foreign.resolve("thesis.txt")).exists();
    }

    @Test
    void whatAnotherRunIsWritingIsLeftAlone() throws IOException {
        BackupFolder folder = new BackupFolder(state.resolve("shared"));
        CommandRunner tvsh = tvsh("sharing");
        // As if one had died over that folder, which a run on another database then took.
        tvsh.journal()
                .begin(Backups.COMMAND, Map.of("directory", folder.directory().toString()));
        WriterMark mark = folder.begin();
        folder.write(BackupFolder.DUMP, "half");

        assertThatThrownBy(() ->
                        tvsh.run(new BackupCommand(), "--to", folder.directory().toString()))
                .isInstanceOfSatisfying(
                        TvshException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED))
                .hasMessage("another tvsh is writing a backup into " + folder.part());
        assertThat(tvsh.run(new BackupCommand()).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(folder.part(BackupFolder.DUMP)).hasContent("half");
        assertThat(tvsh.journal().entries()).noneMatch(Journal.Entry::isOpen);

        mark.close();
        assertThat(folder.discard()).isTrue();
    }

    @Test
    @Tag("T16")
    @Tag("T26")
    void refusedWhileTriggersAreOff() {
        CommandRunner tvsh = tvsh("triggers");
        tvsh.run(new DisableTriggersCommand());
        assertThatThrownBy(() -> tvsh.run(new BackupCommand()))
                .isInstanceOfSatisfying(
                        TvshException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED))
                .hasMessageContaining("switched off");
        assertThat(tvsh.run(new BackupCommand(), "--triggers-off").exitCode()).isEqualTo(ExitCode.DONE);
        tvsh.run(new EnableTriggersCommand());
        assertThat(tvsh.run(new BackupCommand()).exitCode()).isEqualTo(ExitCode.DONE);
    }

    private CommandRunner tvsh(String home) {
        return new CommandRunner(cluster, DATABASE, state.resolve(home));
    }

    private List<Path> parts() throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
