package dev.tvsh.commands.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.report.ReportCommand;
import dev.tvsh.commands.testing.ClientPrograms;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.validate.ValidateCommand;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database with all that may get lost is destroyed in six ways, and each time it comes back as it was. */
class EverythingBackTest {

    private static final List<String> DESTRUCTIONS = List.of(
            "DROP EXTENSION pg_tviews",
            "DROP EXTENSION pg_tviews; CREATE EXTENSION pg_tviews",
            "DROP SCHEMA depot CASCADE",
            "TRUNCATE pg_tview_meta",
            "DROP OWNED BY way_app; SELECT lo_unlink(oid) FROM pg_largeobject_metadata; DELETE FROM tb_n6");

    private static final String LARGE_OBJECTS =
            "SELECT md5(string_agg(lo_get(oid)::text, ',' ORDER BY oid)) FROM pg_largeobject_metadata";

    @TempDir
    private Path state;

    @Test
    void sixTimes() throws URISyntaxException {
        try (TestCluster cluster = TestCluster.start()) {
            cluster.createDatabase("way");
            Path script = Path.of(Objects.requireNonNull(getClass().getResource("/backup/everything.sql"))
                    .toURI());
            new ClientPrograms(cluster).run("psql", "-d", "way", "-f", script.toString());
            String objects = cluster.value("way", LARGE_OBJECTS);
            CommandRunner tvsh = new CommandRunner(cluster, "way", state);
            String first = state.resolve("first").toString();
            assertThat(tvsh.run(new BackupCommand(), "--to", first, "--verify", "restore")
                            .exitCode())
                    .as(tvsh.lines().toString())
                    .isEqualTo(ExitCode.DONE);
            for (String destruction : DESTRUCTIONS) {
                cluster.sql("way", destruction);
                Outcome back = tvsh.run(new RollbackCommand(), "--to", first);
                assertThat(back.stable())
                        .as(destruction + tvsh.lines())
                        .containsExactly("40 TVIEWs restored, 0 differences");
                applicationWrites(cluster);
                assertThat(cluster.value("way", LARGE_OBJECTS)).as(destruction).isEqualTo(objects);
            }
            cluster.sql("postgres", "DROP DATABASE way");
            CommandRunner besides = new CommandRunner(cluster, "postgres", state);
            assertThatThrownBy(() -> besides.run(new RollbackCommand(), "--to", first))
                    .hasMessage("the backup is of database way, and this is postgres");
            assertThat(besides.run(new RollbackCommand(), "--to", first, "--database", "way")
                            .exitCode())
                    .isEqualTo(ExitCode.DONE);
            assertThat(cluster.value("way", LARGE_OBJECTS)).isEqualTo(objects);
            String last = state.resolve("last").toString();
            tvsh.run(new BackupCommand(), "--to", last);
            assertThat(tvsh.run(new BackupCommand(), "--diff", first, last).stable())
                    .containsExactly("no difference");
            applicationWrites(cluster);
        }
    }

    @Test
    void theSwapIsTakenBackByASwapAndThePlanNamesEveryWay() {
        try (TestCluster cluster = TestCluster.start()) {
            cluster.createDatabase("way");
            cluster.sql("way", "CREATE TABLE t AS SELECT 1 AS a");
            CommandRunner tvsh = new CommandRunner(cluster, "way", state);
            tvsh.run(new RollbackCommand(), "--plan");
            assertThat(String.join("\n", tvsh.lines())).contains("there is no way back");
            String backup = state.resolve("swapped").toString();
            tvsh.run(new BackupCommand(), "--to", backup);
            cluster.sql("way", "UPDATE t SET a = 2");
            tvsh.run(new RollbackCommand(), "--to", backup);
            assertThat(cluster.value("way", "SELECT a FROM t")).isEqualTo("1");
            List<Journal.Entry> entries = tvsh.journal().entries();
            String id = entries.get(entries.size() - 1).id();
            tvsh.run(new RollbackCommand(), "--plan");
            assertThat(String.join("\n", tvsh.lines()))
                    .contains("→ rollback --to " + id)
                    .contains("backup swapped, never proved")
                    .contains("→ rollback --to " + backup);
            assertThat(tvsh.questions()).isEmpty();

            assertThat(tvsh.run(new RollbackCommand(), "--to", id).exitCode()).isEqualTo(ExitCode.DONE);

            assertThat(tvsh.questions()).hasSize(1);
            assertThat(cluster.value("way", "SELECT a FROM t")).isEqualTo("2");
            assertThat(tvsh.journal().entries()).noneMatch(Journal.Entry::isOpen);
            assertThat(tvsh.run(new RollbackCommand(), "--to", id).stable()).containsExactly("already there");
            assertThat(cluster.value("way", "SELECT a FROM t")).isEqualTo("2");
            String again = tvsh.journal().entries().get(entries.size()).id();
            assertThat(tvsh.run(new RollbackCommand(), "--to", again).stable()).containsExactly("swapped back");
            assertThatThrownBy(() -> tvsh.run(new RollbackCommand(), "--to", id))
                    .hasMessageContaining("is not there any more");
        }
    }

    @Test
    void validateComparesWithTheBackupThatIsInPlaceAndNotWithOneOfWhatItReplaced() {
        try (TestCluster cluster = TestCluster.start()) {
            SmallShop.create(cluster, "way");
            CommandRunner tvsh = new CommandRunner(cluster, "way", state);
            String good = state.resolve("good").toString();
            tvsh.run(new BackupCommand(), "--to", good);
            cluster.sql("way", "GRANT SELECT ON tv_part TO PUBLIC");
            tvsh.run(new BackupCommand(), "--to", state.resolve("of the damage").toString());

            tvsh.run(new RollbackCommand(), "--to", good);
            assertThat(tvsh.run(new ValidateCommand()).exitCode())
                    .as(tvsh.lines().toString())
                    .isEqualTo(ExitCode.DONE);
            tvsh.run(new ReportCommand());
            assertThat(String.join("\n", tvsh.lines()))
                    .containsPattern("against the manifest of .* UTC: 0 differences");

            // Each swap brings the other one into place.
            for (int swap = 1; swap <= 2; swap++) {
                List<Journal.Entry> entries = tvsh.journal().entries();
                tvsh.run(
                        new RollbackCommand(),
                        "--to",
                        entries.get(entries.size() - 1).id());
                assertThat(tvsh.run(new ValidateCommand()).exitCode())
                        .as(tvsh.lines().toString())
                        .isEqualTo(ExitCode.DONE);
            }
        }
    }

    private static void applicationWrites(TestCluster cluster) {
        cluster.sql("way", "SET ROLE way_app; UPDATE tb_n8 SET label = 'written' WHERE pk_n8 = 3");
        assertThat(cluster.value("way", "SELECT data ->> 'label' FROM depot.tv_n8 WHERE pk_n8 = 3"))
                .isEqualTo("written");
        cluster.sql("way", "SET ROLE way_app; UPDATE tb_n8 SET label = 'row 3' WHERE pk_n8 = 3");
    }
}
