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
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFolderTest {

    @TempDir
    private Path state;

    private BackupFolder folder = new BackupFolder(Path.of("/nowhere"));

    @BeforeEach
    void begin() throws IOException {
        folder = new BackupFolder(state.resolve("backup"));
        folder.begin();
        folder.write(BackupFolder.DUMP, "rows");
        folder.write(BackupFolder.GLOBALS, "roles");
        folder.write(BackupFolder.MANIFEST, "names");
    }

    @AfterEach
    void uninterrupted() {
        Thread.interrupted();
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
