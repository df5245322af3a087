package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.testing.ClientPrograms;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.Shape;
import dev.tvsh.commands.testing.ShapedCluster;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The published pre-upgrade script and {@code check} on the same broken databases, which is the table in the README. With
 * {@code -Dtvsh.published.script=FILE} the script itself is asked too; it wants a file {@code /backups/latest.sql}.
 */
class BrokenDatabasesTest {
    private static final String SCRIPT = System.getProperty("tvsh.published.script", "");
    private static final String HEAD = """
            | the database | published script | `check` |
            |--|--|--|
            """;

    private static final Pattern MOMENTARY = Pattern.compile(", [0-9]+ (s old|bytes)");

    private static final List<Broken> ALL = List.of(
            new Broken("restored from its own dump", "tv.unregistered", ""),
            new Broken("`DROP EXTENSION`", "tv.dropped", "DROP EXTENSION pg_tviews"),
            new Broken("the library under the SQL objects of an older release", "tv.extension", "", "", Shape.MIXED),
            new Broken(
                    "the library is gone",
                    "tv.library",
                    "CREATE OR REPLACE FUNCTION pg_tviews_version() RETURNS text STRICT LANGUAGE plpgsql AS"
                            + " $$BEGIN RAISE 'could not access file \"$libdir/pg_tviews\": No such file or directory'; END$$"),
            new Broken("the extension in a schema of its own", "tv.schema", "", "", Shape.ELSEWHERE),
            new Broken(
                    "a copy of a view in another schema",
                    "tv.copies",
                    "CREATE SCHEMA staging CREATE VIEW v_maker AS SELECT * FROM public.v_maker"),
            new Broken("triggers are off", "tv.triggers_off", "ALTER TABLE tb_maker DISABLE TRIGGER USER"),
            new Broken("the event trigger is off", "tv.event_trigger", "ALTER EVENT TRIGGER pg_tviews_ddl_end DISABLE"),
            new Broken("a TVIEW is stale", "tv.drift", "UPDATE tv_maker SET data = '{}' WHERE pk_maker = 2"),
            new Broken(
                    "a prepared transaction is open",
                    "env.prepared",
                    "BEGIN; CREATE TABLE held (a int); PREPARE TRANSACTION 'pay-8841'",
                    "ROLLBACK PREPARED 'pay-8841'",
                    Shape.BETA_8),
            new Broken(
                    "a replication slot that nobody follows",
                    "env.slots_idle",
                    "SELECT pg_create_logical_replication_slot('audit', 'pgoutput')",
                    "SELECT pg_drop_replication_slot('audit')",
                    Shape.BETA_8),
            new Broken(
                    "an invalid index",
                    "env.invalid_indexes",
                    "CREATE INDEX part_name ON tb_part (name);"
                            + " UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'part_name'::regclass"),
            new Broken("the backup is an empty file of two years ago", "backup.recent", ""));

    private static ShapedCluster shapes;

    @TempDir
    Path state;

    /** A fault, and the check that has to find it. */
    private record Broken(String title, String check, String fault, String repair, Shape shape) {
        Broken(String title, String check, String fault) {
            this(title, check, fault, "", Shape.BETA_8);
        }
    }

    @BeforeAll
    static void start() {
        shapes = ShapedCluster.start();
        shapes.cluster().sql("postgres", "ALTER SYSTEM SET wal_level = logical");
        shapes.cluster().sql("postgres", "ALTER SYSTEM SET fsync = on");
        shapes.cluster().restart();
    }

    @AfterAll
    static void stop() {
        shapes.close();
    }

    @Test
    void onAHealthyDatabaseBothAreContent() throws IOException, InterruptedException {
        String database = shapes.ownDatabase(Shape.BETA_8, "healthy");
        CommandRunner tvsh = new CommandRunner(shapes.cluster(), database, state);
        tvsh.run(new BackupCommand());
        assertThat(scriptIsReady(database)).isTrue();
        tvsh.run(new CheckCommand(), "--to", "15.18");
        assertThat(tvsh.lines()).endsWith("Ready.").noneMatch(line -> line.matches("[✗?!] .*"));
    }

    @Test
    void whereTheScriptSaysReadyCheckSaysWhatIsWrong() throws IOException, InterruptedException {
        List<String> rows = new ArrayList<>();
        for (Broken broken : ALL) {
            String database = database(broken);
            assertThat(scriptIsReady(database)).as(broken.title()).isTrue();
            Finding finding = CheckFindings.of(check(database), broken.check());
            assertThat(finding.status()).as(broken.title()).isEqualTo(Status.PROBLEM);
            rows.add("| " + broken.title() + " | ready | " + finding.symbol() + " `" + finding.id() + "` "
                    + MOMENTARY.matcher(finding.detail()).replaceAll("") + " |");
            if (!broken.repair().isEmpty()) {
                shapes.cluster().sql(database, broken.repair());
            }
        }
        String readme = Files.readString(
                Path.of(System.getProperty("tvsh.checkout", "")).resolve("README.md"));
        int begin = readme.indexOf(HEAD);
        String table = begin < 0 ? "" : readme.substring(begin + HEAD.length(), readme.indexOf("\n\n", begin));
        assertThat(table).isEqualTo(String.join("\n", rows));
    }

    private static String database(Broken broken) {
        TestCluster cluster = shapes.cluster();
        String database = shapes.ownDatabase(
                broken.shape(), broken.check().substring(broken.check().indexOf('.') + 1));
        if (broken.title().startsWith("restored")) {
            return restored(database);
        }
        if (!broken.fault().isEmpty()) {
            cluster.sql(database, broken.fault());
        }
        return database;
    }

    private static String restored(String database) {
        TestCluster cluster = shapes.cluster();
        ClientPrograms programs = new ClientPrograms(cluster);
        Path dump = cluster.socketFolder().resolve("dump");
        programs.run("pg_dump", "-Fc", "-f", dump.toString(), database);
        cluster.createDatabase("restored");
        programs.run("pg_restore", "--exit-on-error", "-d", "restored", dump.toString());
        return "restored";
    }

    private Outcome check(String database) {
        return new CommandRunner(shapes.cluster(), database, state.resolve(database))
                .run(new CheckCommand(), "--to", "15.18");
    }

    /** The script's verdict, on an empty backup. */
    private boolean scriptIsReady(String database) throws IOException, InterruptedException {
        Path backup = state.resolve("latest.sql");
        PublishedScript script = new PublishedScript(shapes.cluster(), database, backup);
        assertThat(script.ready()).as("without a backup").isFalse();
        Files.createFile(backup);
        assertThat(script.remarks()).isEqualTo("0 TVIEWs, queue unknown, 0 errors");
        boolean ready = script.ready();
        Files.delete(backup);
        if (!SCRIPT.isEmpty()) {
            assertThat(published(database)).as("the script itself").isEqualTo(ready);
        }
        return ready;
    }

    private static boolean published(String database) throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder("bash", SCRIPT).inheritIO();
        script.environment()
                .putAll(Map.of(
                        "PGHOST",
                        shapes.cluster().host(),
                        "PGPORT",
                        Integer.toString(shapes.cluster().port()),
                        "PGUSER",
                        shapes.cluster().user(),
                        "PGDATABASE",
                        database));
        return script.start().waitFor() == 0;
    }
}
