package dev.tvsh.commands.readonly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.drain.DrainCommand;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.refresh.RefreshAllCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadOnlyCommandTest {

    private static final String DATABASE = SmallShop.HOSTILE;
    private static final String WRITE = "UPDATE tb_maker SET name = 'written' WHERE pk_maker = 2";

    private final TestCluster cluster = TestCluster.start();
    private boolean made;

    @TempDir
    private Path state;

    @BeforeEach
    void shop() {
        if (!made) {
            SmallShop.create(cluster, DATABASE);
            cluster.sql("postgres", "CREATE ROLE \"App; --\" LOGIN");
            cluster.sql("postgres", "ALTER ROLE \"App; --\" SET default_transaction_read_only = off");
            cluster.sql(DATABASE, "GRANT ALL ON ALL TABLES IN SCHEMA public TO \"App; --\"");
            made = true;
        }
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void newSessionsAreRefusedTheirWritesAndEverythingIsAsBeforeAfterwards() {
        CommandRunner tvsh = new CommandRunner(cluster, DATABASE, state);
        String before = settings();
        tvsh.run(new ReadOnlyCommand(), "on", "--dry-run");
        assertThat(settings()).isEqualTo(before);
        assertThat(tvsh.wouldRun()).hasSize(2);

        Outcome on = tvsh.run(new ReadOnlyCommand(), "on", "--as", "App; --");

        assertThat(on.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(on.stable()).containsExactly("read-only");
        assertThat(tvsh.questions())
                .singleElement()
                .satisfies(question -> assertThat(question.typedName()).isEqualTo(DATABASE));
        assertThatThrownBy(() -> cluster.sql(DATABASE, WRITE)).hasMessageContaining("read-only transaction");
        assertThat(tvsh.run(new ReadOnlyCommand(), "status", "--as", "App; --").exitCode())
                .isEqualTo(ExitCode.DONE);
        assertThat(tvsh.run(new ReadOnlyCommand(), "on").stable()).containsExactly("read-only");
        // What belongs to an upgrade goes on.
        assertThat(tvsh.run(new RefreshAllCommand()).exitCode()).isEqualTo(ExitCode.DONE);

        assertThat(tvsh.run(new ReadOnlyCommand(), "off").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(settings()).isEqualTo(before);
        assertThatCode(() -> cluster.sql(DATABASE, WRITE)).doesNotThrowAnyException();
        assertThat(tvsh.run(new ReadOnlyCommand(), "off").stable()).containsExactly("not read-only");
        assertThat(tvsh.run(new ReadOnlyCommand()).stable()).containsExactly("takes writes");
    }

    @Test
    void sessionsFromBeforeAreToldAndEndedWhenAsked() throws SQLException {
        CommandRunner tvsh = new CommandRunner(cluster, DATABASE, state);
        tvsh.run(new DrainCommand());
        try (Connection application = cluster.connect(DATABASE)) {
            assertThat(application.isValid(5)).isTrue();
            Outcome on = tvsh.run(new ReadOnlyCommand(), "on");
            assertThat(on.document()).containsEntry("sessionsFromBefore", 1);
            assertThat(String.join("\n", tvsh.lines())).contains("1 session from before can still write");
            for (String again : List.of("status", "on")) {
                assertThat(tvsh.run(new ReadOnlyCommand(), again).document())
                        .containsEntry("sessionsFromBefore", "undetermined");
                assertThat(String.join("\n", tvsh.lines()))
                        .contains("which of 1 session began before is not known, and those can still write");
            }
            Outcome ended = tvsh.run(new ReadOnlyCommand(), "on", "--terminate");
            assertThat(ended.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(ended.document()).containsEntry("sessionsFromBefore", 0);
            assertThat(application.isValid(5)).isFalse();
            assertThat(tvsh.run(new ReadOnlyCommand(), "status").document()).containsEntry("sessionsFromBefore", 0);
        } finally {
            tvsh.run(new ReadOnlyCommand(), "off");
        }
    }

    @Test
    void aSessionThatDoesNotEndCanStillWriteAndIsToldSo() throws SQLException, IOException, InterruptedException {
        CommandRunner tvsh = new CommandRunner(cluster, DATABASE, state);
        tvsh.run(new DrainCommand());
        try (Connection application = cluster.connect(DATABASE);
                Statement statement = application.createStatement();
                ResultSet pid = statement.executeQuery("SELECT pg_backend_pid()")) {
            pid.next();
            signal("STOP", pid.getString(1));
            try {
                Outcome on = tvsh.hurried().run(new ReadOnlyCommand(), "on", "--terminate");
                assertThat(on.exitCode()).isEqualTo(ExitCode.NEGATIVE);
                assertThat(on.document()).containsEntry("readOnly", true).containsEntry("sessionsFromBefore", 1);
                assertThat(String.join("\n", tvsh.lines())).contains("1 session from before can still write");
                assertThat(tvsh.run(new DrainCommand(), "--terminate").exitCode())
                        .isEqualTo(ExitCode.NEGATIVE);
                assertThat(String.join("\n", tvsh.lines()))
                        .contains("1 session told to end")
                        .contains("✗ 1 session left:");
            } finally {
                signal("CONT", pid.getString(1));
            }
        } finally {
            tvsh.run(new ReadOnlyCommand(), "off");
        }
    }

    private static void signal(String name, String pid) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                .inheritIO()
                .start()
                .waitFor();
    }

    @Test
    void killedBeforeAnyStepItCanBeSwitchedOff() {
        CommandRunner tvsh = new CommandRunner(cluster, DATABASE, state);
        String before = settings();
        tvsh.run(new ReadOnlyCommand(), "on");
        int steps = tvsh.events().size();
        tvsh.run(new ReadOnlyCommand(), "off");
        for (int step = 1; step <= steps; step++) {
            int at = step;
            assertThatThrownBy(() -> tvsh.dieAt(at).run(new ReadOnlyCommand(), "on"))
                    .isInstanceOf(CommandRunner.Killed.class);
            assertThat(tvsh.run(new ReadOnlyCommand(), "on").exitCode()).isEqualTo(ExitCode.DONE);
            tvsh.run(new ReadOnlyCommand(), "off");
            assertThat(settings()).as("killed at event %d", at).isEqualTo(before);
            assertThat(tvsh.journal().entries()).noneMatch(Journal.Entry::isOpen);
        }
    }

    @Test
    void whoMayNotIsToldSoBeforeTheQuestionAndNothingStaysOpen() {
        cluster.sql("postgres", "CREATE ROLE \"no; owner\" LOGIN");
        CommandRunner tvsh = new CommandRunner(cluster, DATABASE, state);
        assertThatThrownBy(() -> tvsh.as("no; owner").run(new ReadOnlyCommand(), "on"))
                .hasMessage("no; owner may not change settings of database " + DATABASE + ": it belongs to postgres")
                .isInstanceOfSatisfying(
                        TvshException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED));
        assertThat(tvsh.questions()).isEmpty();
    }

    @Test
    void anOwnerWhoMayNotChangeARoleThatMayWriteLeavesNothingOpen() {
        cluster.sql("postgres", "CREATE ROLE owning LOGIN");
        cluster.sql("postgres", "CREATE DATABASE owned OWNER owning");
        CommandRunner tvsh = new CommandRunner(cluster, "owned", state).as("owning");
        String before = settings();
        assertThatThrownBy(() -> tvsh.run(new ReadOnlyCommand(), "on")).hasMessageContaining("permission denied");
        assertThat(settings()).isEqualTo(before);
        assertThat(tvsh.journal().entries()).noneMatch(Journal.Entry::isOpen);
    }

    private String settings() {
        return cluster.value("postgres", "SELECT string_agg(s::text, ' ' ORDER BY s::text) FROM pg_db_role_setting s");
    }
}
