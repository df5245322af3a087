package dev.tvsh.commands.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.backup.CopyProgress.Part;
import dev.tvsh.commands.backup.CopyProgress.Work;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.TestCluster;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** How far a dump or a restore has come. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopyProgressTest {

    private static final long MEGABYTE = 1 << 20;
    private static final int ROWS = 300_000;

    private final TestCluster cluster = TestCluster.start();

    @TempDir
    private Path state;

    @BeforeAll
    void rows() {
        cluster.sql(
                "postgres",
                "CREATE TABLE \"big \"\" one\" AS SELECT n, repeat('x', 100) AS t FROM generate_series(1, " + ROWS
                        + ") AS n");
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void theTablesThatTheProgramTellsAreWeighedByTheirSize() {
        CommandRunner tvsh = new CommandRunner(cluster, "postgres", state);
        CommandContext context = tvsh.context();
        Map<String, Part> parts = Map.of(
                "public.a",
                new Part(1, 30 * MEGABYTE),
                "public.b",
                new Part(1, 60 * MEGABYTE),
                "s.c d",
                new Part(1, MEGABYTE));
        try (CopyProgress progress = new CopyProgress(context, "postgres", Work.BACKUP, parts, 1)) {
            progress.line("pg_dump: reading schemas");
            progress.line("pg_dump: dumping contents of table \"public.a\"");
            progress.line("pg_dump: dumping contents of table \"s.c d\"");
            progress.line("pg_dump: dumping contents of table \"public.nobody knows\"");
            progress.line("pg_dump: dumping contents of table \"public.b\"");
        }
        assertThat(told(tvsh))
                .extracting(told -> told.done() + "/" + told.total() + " " + told.detail())
                .containsExactly(
                        "0/3 0 bytes of 91 MB · public.a",
                        "1/3 30 MB of 91 MB · s.c d",
                        "2/3 31 MB of 91 MB · public.nobody knows",
                        "3/4 31 MB of 91 MB · public.b");
    }

    @Test
    void howFarItIsInATableTheServerTellsAndThatIsNotRecorded() throws Exception {
        CommandRunner tvsh = new CommandRunner(cluster, "postgres", state);
        Map<String, Part> parts = Map.of("public.big \" one", new Part(ROWS, 40 * MEGABYTE));
        try (Connection copying = cluster.connect("postgres");
                CopyProgress progress = new CopyProgress(tvsh.context(), "postgres", Work.BACKUP, parts, 1)) {
            CopyOut copy = begun(copying);
            progress.line("pg_dump: dumping contents of table \"public.big \" one\"");
            while (told(tvsh).stream().allMatch(told -> told.detail().startsWith("0 bytes"))) {
                progress.idle();
            }
            assertThat(told(tvsh)).last().satisfies(told -> {
                assertThat(told.detail())
                        .matches("[0-9.]+ [kM]B of 40 MB( · [0-9]+:[0-9]+ left)? · public\\.big \" one");
                assertThat(told.done()).isZero();
            });
            copy.cancelCopy();
        }
        assertThat(tvsh.events()).noneMatch(Event.WillRun.class::isInstance);
    }

    private static CopyOut begun(Connection copying) throws SQLException {
        copying.createStatement().execute("SET application_name = 'pg_dump'");
        CopyOut copy = copying.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY \"big \"\" one\" TO STDOUT");
        for (int row = 0; row < 1_000; row++) {
            copy.readFromCopy();
        }
        return copy;
    }

    private static List<Event.Progress> told(CommandRunner tvsh) {
        return tvsh.events().stream()
                .filter(Event.Progress.class::isInstance)
                .map(Event.Progress.class::cast)
                .toList();
    }
}
