package dev.tvsh.commands.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.Shape;
import dev.tvsh.commands.testing.ShapedCluster;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What would fail inside the library is found out before the library is loaded: there it may end the whole server. */
class WriteRehearsalTest {
    private static ShapedCluster shapes;

    @TempDir
    Path state;

    @BeforeAll
    static void start() {
        shapes = ShapedCluster.start();
        shapes.cluster().sql("postgres", "CREATE ROLE writer LOGIN");
        shapes.cluster().sql("postgres", "GRANT pg_read_all_data, pg_read_all_settings TO writer");
    }

    @AfterAll
    static void stop() {
        shapes.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"BETA_1", "BETA_2", "BETA_4", "BETA_7", "BETA_8", "MIXED"})
    void whatWorksIsStillProved(Shape shape) {
        String database = shapes.ownDatabase(shape, "proved " + shape);
        CommandRunner tvsh = recorded(database);
        Outcome outcome = tvsh.run(new ValidateCommand());
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(String.join("\n", tvsh.lines())).contains("writes proved on 4 of 5 tables");
        assertThat(written(tvsh)).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void aRowThatTenFollowIsNotWritten() {
        String database = shapes.ownDatabase(Shape.BETA_8, "ten");
        shapes.cluster().sql(database, "INSERT INTO tb_part (fk_maker) SELECT 1 + n % 3 FROM generate_series(1, 30) n");
        shapes.cluster().sql("postgres", "ALTER DATABASE ten SET lab.ten_rows_fail = on");
        assertThatThrownBy(() -> shapes.cluster().sql(database, "UPDATE tb_maker SET name = 'x' WHERE pk_maker = 1"))
                .hasMessageContaining("syntax error");
        CommandRunner tvsh = recorded(database);
        Outcome outcome = tvsh.run(new ValidateCommand());
        assertThat(written(tvsh)).hasSizeGreaterThanOrEqualTo(3).noneMatch(statement -> statement.contains("tb_maker"));
        assertThat(String.join("\n", tvsh.lines()))
                .contains("writes proved on 3 of 5 tables", "! not tried: write to public.tb_maker");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void aRightThatIsMissingIsFoundWithoutTheLibrary() {
        String database = shapes.ownDatabase(Shape.BETA_8, "rights");
        shapes.cluster().sql(database, "GRANT USAGE ON SCHEMA sales TO writer");
        shapes.cluster()
                .sql(database, "GRANT INSERT, UPDATE ON tb_maker, tb_part, tb_shelf, tv_maker, tv_shelf TO writer");
        shapes.cluster().sql(database, "GRANT UPDATE ON tv_part TO writer");
        CommandRunner tvsh = recorded(database).as("writer");
        tvsh.run(new ValidateCommand());
        assertThat(tvsh.lines())
                .anyMatch(line -> line.contains("write to public.tb_part") && line.contains("permission denied"));
        assertThat(written(tvsh)).singleElement().asString().contains("tb_shelf");
    }

    @Test
    void aTableOutsideOfTheSearchPathIsFoundWithoutTheLibrary() {
        String database = shapes.ownDatabase(Shape.BETA_8, "hidden");
        CommandRunner tvsh = recorded(database);
        shapes.cluster().sql("postgres", "ALTER DATABASE hidden SET search_path = public");
        Outcome outcome = tvsh.run(new ValidateCommand());
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(tvsh.lines())
                .anyMatch(line -> line.contains("write to sales.tb_bill") && line.contains("does not exist"));
        assertThat(written(tvsh)).noneMatch(statement -> statement.contains("tb_bill"));
    }

    private CommandRunner recorded(String database) {
        CommandRunner tvsh = new CommandRunner(shapes.cluster(), database, state);
        tvsh.run(new BackupCommand());
        return tvsh;
    }

    /** The statements that loaded the library. */
    private static List<String> written(CommandRunner tvsh) {
        return tvsh.ran().stream()
                .filter(statement -> statement.matches("(?s)UPDATE \\S*tb_\\S+ SET .*"))
                .toList();
    }
}
