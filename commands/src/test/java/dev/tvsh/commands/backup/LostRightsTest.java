package dev.tvsh.commands.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ServerPrograms;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A right that a backup had when it began is taken away while it runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostRightsTest {

    private static final String DATABASE = SmallShop.HOSTILE;

    /** As the owner of a file who is no superuser of the system, whoever runs the tests. */
    private static final String ORDINARY = "if [ \"$(id -u)\" -eq 0 ]; then exec unshare -U pg_dump \"$@\"; fi\n";

    private final TestCluster cluster = TestCluster.start();

    @TempDir
    private Path state;

    @BeforeAll
    void shop() {
        SmallShop.create(cluster, DATABASE);
        cluster.sql("postgres", "CREATE ROLE keeper LOGIN");
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({
        "REVOKE pg_read_all_data FROM keeper, permission denied for",
        "ALTER ROLE keeper CONNECTION LIMIT 1, too many connections for role",
        "ALTER ROLE keeper NOLOGIN, is not permitted to log in"
    })
    void aRoleLosesWhatItMayDo(String taken, String reason) throws IOException {
        give();
        CommandRunner tvsh = new CommandRunner(cluster, DATABASE, state).as("keeper");
        Path tools = tools("psql -q -U postgres -c \"" + taken + "\"\n");
        Path to = state.resolve("to");

        assertThatThrownBy(() -> tvsh.run(new BackupCommand(), "--to", to.toString(), "--tools-dir", tools.toString()))
                .hasMessageContaining(reason);

        assertNothingLeft(tvsh);
        give();
        assertThat(tvsh.run(new BackupCommand(), "--to", to.toString()).exitCode())
                .isEqualTo(ExitCode.DONE);
        assertThat(new BackupFolder(to).fault(tvsh.context())).isEmpty();
    }

    @Test
    void theFolderBecomesReadOnly() throws IOException {
        CommandRunner tvsh = new CommandRunner(cluster, DATABASE, state);
        Path tools = tools(
                "for word; do case $word in --file=*) chmod 500 \"$(dirname \"${word#--file=}\")\" ;; esac; done\n"
                        + ORDINARY);
        Path to = state.resolve("to");

        assertThatThrownBy(() -> tvsh.run(new BackupCommand(), "--to", to.toString(), "--tools-dir", tools.toString()))
                .hasMessageStartingWith("the backup failed: ")
                .hasMessageContaining("Permission denied");

        assertNothingLeft(tvsh);
        assertThat(tvsh.run(new BackupCommand(), "--to", to.toString()).exitCode())
                .isEqualTo(ExitCode.DONE);
    }

    private void give() {
        cluster.sql("postgres", "ALTER ROLE keeper LOGIN CONNECTION LIMIT -1");
        cluster.sql("postgres", "ALTER ROLE keeper RESET ALL");
        cluster.sql("postgres", "GRANT pg_read_all_data TO keeper");
    }

    private Path tools(String before) throws IOException {
        Path folder = state.resolve("tools");
        ServerPrograms.script(
                folder.resolve("pg_dump"),
                "PATH=\"${PATH#*:}\"; export PATH; case $1 in --version) exec pg_dump \"$@\" ;; esac\n" + before
                        + "exec pg_dump \"$@\"");
        return folder;
    }

    private void assertNothingLeft(CommandRunner tvsh) throws IOException {
        assertThat(tvsh.journal().entries()).noneMatch(Journal.Entry::isOpen);
        try (Stream<Path> tree = Files.walk(state)) {
            assertThat(tree.filter(path -> path.toString().endsWith(".part"))).isEmpty();
        }
    }
}
