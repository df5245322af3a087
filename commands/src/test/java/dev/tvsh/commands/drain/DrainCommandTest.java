package dev.tvsh.commands.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.TestCluster;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainCommandTest {

    @TempDir
    private Path state;

    @Test
    void whoIsLeftIsNamedAndEndedOnlyWhenAsked() throws SQLException {
        try (TestCluster cluster = TestCluster.start()) {
            cluster.createDatabase("shop");
            CommandRunner tvsh = new CommandRunner(cluster, "shop", state);
            assertThat(tvsh.run(new DrainCommand()).stable()).containsExactly("drained");
            try (Connection one = cluster.connect("shop");
                    Connection two = cluster.connect("shop");
                    Statement statement = one.createStatement()) {
                statement.execute("SET application_name = 'pool 1'");
                one.setAutoCommit(false);
                statement.execute("CREATE TABLE uncommitted (a int)");

                Outcome left = tvsh.run(new DrainCommand(), "--timeout", "1");

                assertThat(left.exitCode()).isEqualTo(ExitCode.NEGATIVE);
                assertThat(String.join("\n", tvsh.lines()))
                        .contains("✗ 2 sessions left:")
                        .contains("postgres (pool 1): idle in transaction");
                assertThat(tvsh.questions()).isEmpty();
                assertThat(tvsh.run(new DrainCommand(), "--below", "3").exitCode())
                        .isEqualTo(ExitCode.DONE);

                Outcome ended = tvsh.run(new DrainCommand(), "--timeout", "1", "--terminate");

                assertThat(ended.exitCode()).isEqualTo(ExitCode.DONE);
                assertThat(tvsh.questions()).hasSize(1);
                assertThat(two.isValid(5)).isFalse();
                assertThat(cluster.value("shop", "SELECT to_regclass('uncommitted')"))
                        .isEqualTo("null");
            }
        }
    }

    @Test
    void whoMayNotSeeWhatOthersDoIsToldThatTheyAreThere() throws SQLException {
        try (TestCluster cluster = TestCluster.start()) {
            cluster.sql("postgres", "CREATE ROLE owning LOGIN");
            cluster.sql("postgres", "CREATE DATABASE shop OWNER owning");
            CommandRunner tvsh = new CommandRunner(cluster, "shop", state).as("owning");
            try (Connection other = cluster.connect("shop")) {
                assertThat(other.isValid(5)).isTrue();
                assertThat(tvsh.run(new DrainCommand(), "--timeout", "1").exitCode())
                        .isEqualTo(ExitCode.NEGATIVE);
                assertThat(String.join("\n", tvsh.lines()))
                        .contains("✗ 1 session left:")
                        .contains(" postgres");
            }
        }
    }
}
