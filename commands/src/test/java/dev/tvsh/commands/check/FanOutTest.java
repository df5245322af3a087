package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.Shape;
import dev.tvsh.commands.testing.ShapedCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that ten others follow, at which every known pg_tviews fails. */
class FanOutTest {
    private static final String FOUND = "1 TVIEW has rows whose key 10 or more rows of another show,"
            + " and every known pg_tviews fails a write to such a row: public.tv_maker (up to 17 of public.tv_part)";

    private static ShapedCluster shapes;

    @TempDir
    Path state;

    @BeforeAll
    static void start() {
        shapes = ShapedCluster.start();
    }

    @AfterAll
    static void stop() {
        shapes.close();
    }

    @Test
    void itIsFoundWhereTheWriteFailsAndNowhereElse() {
        String database = shapes.ownDatabase(Shape.BETA_8, "ten");
        shapes.cluster().sql("postgres", "ALTER DATABASE ten SET lab.ten_rows_fail = on");
        assertThat(look(database).status()).isEqualTo(Status.OK);
        shapes.cluster().sql(database, "UPDATE tb_maker SET name = 'x' WHERE pk_maker = 1");
        shapes.cluster().sql(database, "INSERT INTO tb_part (fk_maker) SELECT 1 + n % 3 FROM generate_series(1, 30) n");
        assertThatThrownBy(() -> shapes.cluster().sql(database, "UPDATE tb_maker SET name = 'y' WHERE pk_maker = 1"))
                .hasMessageContaining("syntax error");
        Finding counted = look(database);
        assertThat(counted.isProblem(Severity.NOTICE)).isTrue();
        assertThat(counted.objects()).containsExactly("public.tv_maker");
        assertThat(counted.detail()).isEqualTo(FOUND);
        shapes.cluster().sql(database, "DELETE FROM tv_part WHERE pk_part > 20");
        assertThat(look(database).status()).isEqualTo(Status.OK);
    }

    @Test
    void whatALargeTableShowsIsKnownFromItsStatisticsAndWithoutThemStopsNobody() {
        String database = shapes.ownDatabase(Shape.BETA_8, "large");
        shapes.cluster().sql(database, "ALTER TABLE tv_part SET (autovacuum_enabled = off)");
        shapes.cluster()
                .sql(
                        database,
                        "INSERT INTO tv_part (pk_part, id, fk_maker) SELECT 1000 + n, gen_random_uuid(),"
                                + " CASE WHEN n <= 5000 THEN 2 END FROM generate_series(1, 200000) n");
        Outcome outcome = run(database);
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(CheckFindings.single(outcome).status()).isEqualTo(Status.SKIPPED);
        assertThat(CheckFindings.single(outcome).detail()).isEqualTo("no statistics of public.tv_part: ANALYZE");
        shapes.cluster().sql(database, "ANALYZE tv_part");
        assertThat(look(database).isProblem(Severity.NOTICE)).isTrue();
        assertThat(look(database).detail()).matches(".* \\(up to [45],[0-9]{3} of public\\.tv_part\\)");
        shapes.cluster().sql(database, "UPDATE tv_part SET fk_maker = NULL");
        shapes.cluster().sql(database, "ANALYZE tv_part");
        assertThat(look(database).status()).isEqualTo(Status.OK);
    }

    private Finding look(String database) {
        return CheckFindings.single(run(database));
    }

    private Outcome run(String database) {
        return new CommandRunner(shapes.cluster(), database, state).run(new CheckCommand(), "tv.fan_out");
    }
}
