package dev.tvsh.commands.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A dump is restored as if the cluster were lost: with its roles, into a server that has nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerProofTest {

    private static final String DATABASE = SmallShop.HOSTILE;

    private final TestCluster cluster = TestCluster.start();

    @TempDir
    private Path state;

    @BeforeAll
    void shop() throws IOException {
        Path tablespace = Files.createDirectory(cluster.socketFolder().resolve("fast $(id) disk"));
        SmallShop.create(cluster, DATABASE);
        cluster.sql("postgres", "CREATE ROLE \"o'w$(id) & ner\" NOLOGIN PASSWORD 'secret'");
        cluster.sql("postgres", "CREATE ROLE clerk LOGIN CONNECTION LIMIT 7");
        cluster.sql("postgres", "ALTER ROLE clerk SET work_mem = '7MB'");
        cluster.sql("postgres", "GRANT \"o'w$(id) & ner\" TO clerk");
        cluster.sql("postgres", "CREATE TABLESPACE \"fast $\" LOCATION '" + tablespace + "'");
        cluster.sql(DATABASE, "CREATE TABLE tb_fast (pk_fast int) TABLESPACE \"fast $\"");
        cluster.sql(DATABASE, "ALTER TABLE tb_fast OWNER TO \"o'w$(id) & ner\"");
        cluster.sql(DATABASE, "GRANT SELECT ON tv_part TO clerk");
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void theRolesTablespacesAndRowsComeBackAndTheServerIsGone() throws IOException {
        cluster.sql("postgres", "ALTER SYSTEM SET default_text_search_config = 'pg_catalog.german'");
        cluster.sql("postgres", "ALTER SYSTEM SET dynamic_library_path = '$libdir:/a \\ ''b'''");
        cluster.restart();
        CommandRunner tvsh = tvsh("proved");
        Path backup = state.resolve("it's a dump");

        Outcome outcome =
                tvsh.run(new BackupCommand(), "--verify", "restore", "--scratch-server", "--to", backup.toString());

        assertThat(outcome.exitCode()).as(tvsh.lines().toString()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.stable()).contains("proved by a restore into a server of its own");
        assertThat(tvsh.lines()).anyMatch(line -> line.startsWith("proved: restored with its roles, 2 TVIEWs, "));
        assertThat(new BackupFolder(backup).proof()).isPresent();
        assertThat(new BackupFolder(backup).fault(tvsh.context())).isEmpty();
        assertNothingLeft(tvsh, backup);
        assertThat(String.join("\n", tvsh.ran())).doesNotContain("SCRAM");
    }

    @Test
    void aRoleThatItsRolesDoNotHaveIsFoundHereOnly() throws IOException {
        CommandRunner tvsh = tvsh("missing");
        Path backup = state.resolve("missing-backup");
        tvsh.run(new BackupCommand(), "--to", backup.toString());
        edit(tvsh, backup, "(?m)^.*\\bclerk\\b.*$", "");

        assertThat(tvsh.run(new BackupsCommand(), "verify", backup.toString()).exitCode())
                .isEqualTo(ExitCode.DONE);
        assertThatThrownBy(() -> tvsh.run(new BackupsCommand(), "verify", backup.toString(), "--scratch-server"))
                .isInstanceOfSatisfying(
                        TvshException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NEGATIVE))
                .hasMessageContaining("role \"clerk\" does not exist");
        assertNothingLeft(tvsh, backup);
    }

    @Test
    void rolesThatCannotBeMadeAreToldByTheirLineAndWithoutTheirPasswords() throws IOException {
        CommandRunner tvsh = tvsh("broken");
        Path backup = state.resolve("broken-backup");
        tvsh.run(new BackupCommand(), "--to", backup.toString());
        edit(tvsh, backup, "(?m)^(ALTER ROLE \"o'w.*) PASSWORD ", "$1 PASSWRD ");

        assertThatThrownBy(() -> tvsh.run(new BackupsCommand(), "verify", backup.toString(), "--scratch-server"))
                .hasMessageContaining("the roles of the backup cannot be made: line ")
                .hasMessageNotContaining("SCRAM");
        assertNothingLeft(tvsh, backup);
    }

    @Test
    void killedBeforeAnyStepTheNextRunRemovesTheServerAndProves() {
        CommandRunner tvsh = tvsh("killed");
        Path backup = state.resolve("killed-backup");
        tvsh.run(new BackupCommand(), "--to", backup.toString());
        tvsh.run(new BackupsCommand(), "verify", backup.toString(), "--scratch-server");
        int events = tvsh.events().size();
        int lefts = 0;
        for (int part = 1; part <= 3; part++) {
            tvsh.dieAt(events * part / 4);
            assertThatThrownBy(() -> tvsh.run(new BackupsCommand(), "verify", backup.toString(), "--scratch-server"))
                    .isInstanceOf(CommandRunner.Killed.class);
            boolean left = Files.exists(ScratchServer.place(new BackupFolder(backup)));
            lefts += left ? 1 : 0;
            assertThat(tvsh.run(new BackupsCommand(), "verify", backup.toString(), "--scratch-server")
                            .exitCode())
                    .isEqualTo(ExitCode.DONE);
            assertThat(tvsh.lines().stream().anyMatch(line -> line.startsWith("removed the server ")))
                    .isEqualTo(left);
        }
        assertThat(lefts).isPositive();
        assertNothingLeft(tvsh, backup);
    }

    @Test
    void whatItWouldRunIsShownAndWhatDoesNotGoTogetherIsRefused() {
        CommandRunner tvsh = tvsh("dry");
        Path backup = state.resolve("dry-backup");
        tvsh.run(new BackupCommand(), "--to", backup.toString());
        tvsh.run(new BackupsCommand(), "verify", backup.toString(), "--scratch-server", "--dry-run");
        assertThat(tvsh.wouldRun())
                .anyMatch(text -> text.contains("initdb "))
                .anyMatch(text -> text.contains("psql "))
                .anyMatch(text -> text.contains("pg_restore "));
        assertThatThrownBy(() -> tvsh.run(new BackupCommand(), "--scratch-server"))
                .hasMessage("backup: --scratch-server goes with --verify restore");
    }

    @Test
    void aDiskThatItMayFillIsLeftAloneAndTheBackupIsReadOnce() throws IOException {
        CommandRunner tvsh = tvsh("full");
        Path backup = state.resolve("full-backup");
        tvsh.run(new BackupCommand(), "--to", backup.toString());
        String oid = cluster.value(DATABASE, "SELECT oid FROM pg_database WHERE datname = current_database()");
        Path hole = cluster.dataDirectory().resolve("base").resolve(oid).resolve("hole");
        try (RandomAccessFile file = new RandomAccessFile(hole.toFile(), "rw")) {
            file.setLength(2 * Files.getFileStore(state).getUsableSpace());
        }
        try {
            assertThatThrownBy(() -> tvsh.run(new BackupsCommand(), "verify", backup.toString(), "--scratch-server"))
                    .isInstanceOfSatisfying(
                            TvshException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED))
                    .hasMessageContaining(" left, and what is to be copied is ");
        } finally {
            Files.delete(hole);
        }
        assertNothingLeft(tvsh, backup);
        for (String where : List.of("--scratch-server", "--jobs=1")) {
            tvsh.run(new BackupsCommand(), "verify", backup.toString(), where);
            assertThat(tvsh.ran())
                    .filteredOn(text -> text.contains("sha256sum"))
                    .hasSize(1);
        }
    }

    /** The sums are right all the same: as if it had been written so. */
    private static void edit(CommandRunner tvsh, Path backup, String pattern, String replacement) throws IOException {
        Path globals = backup.resolve(BackupFolder.GLOBALS);
        Path sums = backup.resolve(Checksums.FILE);
        String before = Checksums.sha256(globals);
        String text = Files.readString(globals);
        String edited = text.replaceAll(pattern, replacement);
        assertThat(edited).isNotEqualTo(text);
        Files.writeString(globals, edited);
        Files.writeString(sums, Files.readString(sums).replace(before, Checksums.sha256(globals)));
        assertThat(new BackupFolder(backup).fault(tvsh.context())).isEmpty();
    }

    private static void assertNothingLeft(CommandRunner tvsh, Path backup) {
        assertThat(ScratchServer.place(new BackupFolder(backup))).doesNotExist();
        assertThat(tvsh.journal().entries()).noneMatch(Journal.Entry::isOpen).allSatisfy(entry -> {
            Object socket = entry.facts().get("socket");
            assertThat(socket == null || Files.notExists(Path.of(socket.toString())))
                    .isTrue();
        });
    }

    private CommandRunner tvsh(String home) {
        return new CommandRunner(cluster, DATABASE, state.resolve(home));
    }
}
