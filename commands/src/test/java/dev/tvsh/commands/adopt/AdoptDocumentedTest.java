package dev.tvsh.commands.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.rollback.RollbackCommand;
import dev.tvsh.commands.testing.ClientPrograms;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.Shape;
import dev.tvsh.commands.testing.ShapedCluster;
import dev.tvsh.commands.testing.TestCluster;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the published guides describe keeps registrations by name, in columns of its own; a dump loses them there too. */
class AdoptDocumentedTest {

    private static final String DATABASE = "documented";
    private static final String RESTORED = "documented_again";
    private static final String REGISTERED =
            "SELECT entity_name, backing_table_name::regclass::oid FROM pg_tviews_metadata ORDER BY 1";

    private static ShapedCluster shapes;
    private static TestCluster cluster;

    @TempDir
    private Path home;

    private CommandRunner tvsh;

    @BeforeAll
    static void start() {
        shapes = ShapedCluster.start();
        cluster = shapes.cluster();
    }

    @AfterAll
    static void stop() {
        shapes.close();
    }

    @BeforeEach
    void look() {
        tvsh = new CommandRunner(cluster, DATABASE, home);
    }

    @AfterEach
    void drop() {
        for (List<?> row :
                cluster.query("postgres", "SELECT datname FROM pg_database WHERE datname LIKE 'documented%'")) {
            cluster.sql("postgres", "DROP DATABASE " + row.get(0) + " WITH (FORCE)");
        }
    }

    private static String follows(String database, String name) {
        cluster.sql(database, "UPDATE tb_part SET name = '" + name + "' WHERE pk_part = 7");
        return cluster.value(database, "SELECT data ->> 'name' FROM tv_part WHERE pk_part = 7");
    }

    @ParameterizedTest
    @EnumSource(names = "DOCUMENTED_.*", mode = EnumSource.Mode.MATCH_ANY)
    void aRestoredDatabaseFollowsAgain(Shape shape) {
        shapes.ownDatabase(shape, DATABASE);
        Path dump = home.resolve("dump");
        ClientPrograms programs = new ClientPrograms(cluster);
        programs.run("pg_dump", "-Fc", "-f", dump.toString(), DATABASE);
        cluster.createDatabase(RESTORED);
        cluster.sql("postgres", "ALTER DATABASE " + RESTORED + " SET search_path = public, sales");
        programs.run("pg_restore", "--exit-on-error", "-d", RESTORED, dump.toString());
        assertThat(cluster.query(RESTORED, REGISTERED)).isEmpty();
        assertThat(follows(RESTORED, "lost")).isNotEqualTo("lost");
        CommandRunner restored = new CommandRunner(cluster, RESTORED, home);

        Outcome outcome = restored.run(new AdoptCommand());

        assertThat(outcome.exitCode()).as(String.join("\n", restored.lines())).isEqualTo(ExitCode.DONE);
        assertThat(outcome.stable())
                .containsExactly(
                        "bill registered",
                        "maker registered",
                        "part registered",
                        "shelf registered",
                        "0 right already");
        assertThat(cluster.query(RESTORED, "SELECT backing_table_name FROM pg_tviews_metadata ORDER BY 1"))
                .isEqualTo(List.of(
                        List.of("public.tv_maker"),
                        List.of("public.tv_part"),
                        List.of("public.tv_shelf"),
                        List.of("sales.tv_bill")));
        assertThat(follows(RESTORED, "kept")).isEqualTo("kept");
        assertThat(restored.run(new AdoptCommand()).stable()).containsExactly("0 right already");
    }

    @ParameterizedTest
    @EnumSource(names = "DOCUMENTED_.*", mode = EnumSource.Mode.MATCH_ANY)
    void aManifestRegistersAgainAndTheUndoTakesItBack(Shape shape) {
        shapes.ownDatabase(shape, DATABASE);
        String backup = home.resolve("backup").toString();
        tvsh.run(new BackupCommand(), "--to", backup);
        var before = cluster.query(DATABASE, REGISTERED);
        cluster.sql(DATABASE, "DELETE FROM pg_tviews_metadata WHERE entity_name <> 'maker'");
        cluster.sql(DATABASE, "UPDATE pg_tviews_metadata SET backing_table_name = 'tv_gone'");

        Outcome outcome = tvsh.run(new AdoptCommand(), "--from", backup);

        assertThat(outcome.exitCode()).as(String.join("\n", tvsh.lines())).isEqualTo(ExitCode.DONE);
        assertThat(outcome.stable())
                .containsExactly(
                        "bill registered", "part registered", "shelf registered", "maker replaced", "0 right already");
        assertThat(cluster.query(DATABASE, REGISTERED)).isEqualTo(before);
        assertThat(follows(DATABASE, "kept")).isEqualTo("kept");
    }

    @ParameterizedTest
    @EnumSource(names = "DOCUMENTED_.*", mode = EnumSource.Mode.MATCH_ANY)
    void afterARollbackItFollowsAsBefore(Shape shape) {
        shapes.ownDatabase(shape, DATABASE);
        String backup = home.resolve("backup").toString();
        tvsh.run(new BackupCommand(), "--to", backup);
        String version = cluster.value(DATABASE, "SELECT extversion FROM pg_extension WHERE extname = 'pg_tviews'");
        cluster.sql(DATABASE, "DROP EXTENSION pg_tviews CASCADE; DELETE FROM tv_part");

        Outcome outcome = tvsh.run(new RollbackCommand(), "--to", backup);

        if (!version.equals("0.2.0")) {
            // The server has files of another version: what it restores beside is not what was backed up, and is not
            // put in place.
            assertThat(outcome.exitCode()).isEqualTo(ExitCode.NEGATIVE);
            assertThat(tvsh.lines())
                    .contains("✗ extension pg_tviews: expected " + version + ", is 0.2.0")
                    .last()
                    .asString()
                    .startsWith("State: documented is as it was.");
            return;
        }
        assertThat(outcome.exitCode()).as(String.join("\n", tvsh.lines())).isEqualTo(ExitCode.DONE);
        assertThat(outcome.stable()).containsExactly("4 TVIEWs restored, 0 differences");
        assertThat(follows(DATABASE, "kept")).isEqualTo("kept");
    }

    /** Its triggers call members of the extension, so they go with it. */
    @ParameterizedTest
    @EnumSource(names = "DOCUMENTED_.*", mode = EnumSource.Mode.MATCH_ANY)
    void triggersThatWentWithTheExtensionAreToldAsWhatMakesThem(Shape shape) {
        shapes.ownDatabase(shape, DATABASE);
        String backup = home.resolve("backup").toString();
        tvsh.run(new BackupCommand(), "--to", backup);
        String version = cluster.value(DATABASE, "SELECT extversion FROM pg_extension WHERE extname = 'pg_tviews'");
        cluster.sql(DATABASE, "DROP EXTENSION pg_tviews CASCADE; CREATE EXTENSION pg_tviews");

        Outcome outcome = tvsh.run(new AdoptCommand(), "--from", backup);

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(tvsh.lines().contains("! pg_tviews was " + version + " there and is 0.2.0 here"))
                .as(String.join("\n", tvsh.lines()))
                .isNotEqualTo(version.equals("0.2.0"));
        assertThat(tvsh.lines()).anyMatch(line -> line.startsWith("✗ 6 recorded triggers not there"));
        tvsh.lines().stream()
                .filter(line -> line.startsWith("  CREATE TRIGGER "))
                .forEach(line -> cluster.sql(DATABASE, line.strip().replaceAll(";$", "")));
        assertThat(follows(DATABASE, "kept")).isEqualTo("kept");
        assertThat(tvsh.run(new AdoptCommand(), "--from", backup).exitCode()).isEqualTo(ExitCode.DONE);
    }
}
