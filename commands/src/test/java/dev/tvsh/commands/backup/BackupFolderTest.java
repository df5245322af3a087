package dev.tvsh.commands.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Interruption;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.ConnectionOptions;
import dev.tvsh.commands.connection.ConnectionResolver;
import dev.tvsh.commands.connection.Connector;
import dev.tvsh.commands.connection.PasswordPrompt;
import dev.tvsh.commands.connection.ServerConnector;
import dev.tvsh.commands.host.HostRunner;
import dev.tvsh.commands.host.LocalHost;
import dev.tvsh.commands.journal.FileJournal;
import dev.tvsh.templates.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFolderTest {

    @TempDir
    private Path state;

    private BackupFolder folder = new BackupFolder(Path.of("/nowhere"));
    private @Nullable WriterMark mark;

    @BeforeEach
    void begin() throws IOException {
        folder = new BackupFolder(state.resolve("backup"));
        mark = folder.begin();
        folder.write(BackupFolder.DUMP, "rows");
        folder.write(BackupFolder.GLOBALS, "roles");
        folder.write(BackupFolder.MANIFEST, "names");
    }

    @AfterEach
    void end() {
        Thread.interrupted();
        Objects.requireNonNull(mark).close();
    }

    @Test
    void whileItIsWrittenNobodyElseRemovesIt() throws Exception {
        // As it is flushed, files are opened and closed: that must not end the lock.
        folder.complete(context());
        Files.move(folder.directory(), folder.part());
        assertThat(isLocked(folder.part(WriterMark.NAME))).isTrue();
        assertThatThrownBy(folder::discard)
                .isInstanceOfSatisfying(
                        TvshException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED))
                .hasMessage("another tvsh is writing a backup into " + folder.part());
        assertThat(folder.part(BackupFolder.DUMP)).exists();
        Objects.requireNonNull(mark).close();
        assertThat(isLocked(folder.part(WriterMark.NAME))).isFalse();
        assertThat(folder.discard()).isTrue();
        assertThat(folder.part()).doesNotExist();
    }

    /** As another process sees it. */
    private boolean isLocked(Path file) throws IOException, InterruptedException {
        Path program = Files.writeString(state.resolve("Locked.java"), """
                import java.nio.channels.FileChannel;
                import java.nio.file.*;
                class Locked {
                    public static void main(String[] file) throws Exception {
                        FileChannel channel = FileChannel.open(Path.of(file[0]), StandardOpenOption.WRITE);
                        System.exit(channel.tryLock() == null ? 42 : 43);
                    }
                }
                """);
        int status = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        program.toString(),
                        file.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(status).isIn(42, 43);
        return status == 42;
    }

    @Test
    void ctrlCAtTheEndBreaksNothingOffAndStandsAfterwards() throws IOException {
        TreeMap<String, String> sums = new TreeMap<>();
        for (String name : List.of(BackupFolder.DUMP, BackupFolder.GLOBALS, BackupFolder.MANIFEST)) {
            sums.put(name, Checksums.sha256(folder.part(name)));
        }
        Thread.currentThread().interrupt();
        folder.seal(sums);
        folder.settle();
        Proof proof = new Proof("2026-11-22T15:00:00Z", 1_000, "15.18", 2, folder.sums());
        folder.proved(proof);
        assertThat(folder.proof()).hasValue(proof);
        assertThatThrownBy(() -> folder.fault(context()))
                .isInstanceOfSatisfying(
                        TvshException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.INTERRUPTED));
        assertThat(Thread.interrupted()).isFalse();
        assertThat(folder.part()).doesNotExist();
        assertThat(folder.look(OptionalLong.empty()).fault()).isEmpty();
    }

    @Test
    void aNameThatTheProgramsForSumsEscapeIsOneLikeAnyOther() throws IOException {
        folder.write("a\\b c\\", "odd");
        folder.complete(context());
        assertThat(folder.fault(context())).isEmpty();
        assertThat(folder.directory().resolve("a\\b c\\")).exists();
    }

    @Test
    void aFolderWithAFileThatHasNoSumDoesNotGetItsName() throws IOException {
        folder.write("a\nb", "a name of two lines");
        assertThatThrownBy(() -> folder.complete(context()))
                .isInstanceOf(TvshException.class)
                .hasMessage("the files of " + folder.part() + " cannot be summed up: there is no sum of a\nb");
        assertThat(folder.exists()).isFalse();
    }

    /** Of a server that is not there: sums need the host only. */
    private CommandContext context() {
        Connector connector = new ServerConnector(
                new ConnectionResolver(Map.of(), Path.of("/nonexistent"), "nobody")
                        .resolve(new ConnectionOptions(
                                "localhost", "1", "nobody", null, ConnectionOptions.Passwords.NEVER)),
                PasswordPrompt.NOBODY,
                warning -> {});
        HostRunner host = new LocalHost(event -> {});
        return new CommandContext(
                connector,
                host,
                host,
                Templates.builtIn(),
                event -> {},
                (question, invocation) -> {},
                Interruption.NEVER,
                new FileJournal(state, connector.target(), Clock.systemUTC()),
                state,
                state,
                Clock.systemUTC());
    }
}
