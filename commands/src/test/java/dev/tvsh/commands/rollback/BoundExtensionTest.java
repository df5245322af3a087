package dev.tvsh.commands.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShapedCluster;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.validate.ValidateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An extension that refuses every database but one as pg_cron does, and has its name, its schema and its tables. */
class BoundExtensionTest {

    private static final String DATABASE = SmallShop.HOSTILE;
    private static final String JOBS = "SELECT string_agg(jobid || ' ' || command, ', ' ORDER BY jobid) FROM cron.job";

    private static ShapedCluster server;
    private static TestCluster cluster;

    @TempDir
    Path state;

    private CommandRunner tvsh;
    private String backup;

    @BeforeAll
    static void start() throws IOException {
        server = ShapedCluster.start();
        cluster = server.cluster();
        Files.writeString(file(".control"), "default_version = '1.6'\nrelocatable = false\nschema = pg_catalog\n");
        Files.writeString(file("--1.6.sql"), """
                DO $$ BEGIN
                  IF current_database() <> current_setting('cron.database_name') THEN
                    RAISE EXCEPTION 'can only create extension in database %', current_setting('cron.database_name');
                  END IF;
                END $$;
                CREATE SCHEMA cron;
                CREATE TABLE cron.job (jobid bigserial PRIMARY KEY, command text, username text DEFAULT current_user);
                CREATE FUNCTION cron.schedule(text) RETURNS bigint LANGUAGE sql
                  AS 'INSERT INTO cron.job (command) VALUES ($1) RETURNING jobid';
                SELECT pg_extension_config_dump('cron.job', '');
                SELECT pg_extension_config_dump('cron.job_jobid_seq', '');
                """);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Path file(String end) {
        return server.cluster().binaries().resolve("share/postgresql/extension/pg_cron" + end);
    }

    @BeforeEach
    void backUp() throws IOException {
        place(DATABASE);
        cluster.sql("postgres", "DROP DATABASE IF EXISTS \"" + DATABASE.replace("\"", "\"\"") + "\" WITH (FORCE)");
        SmallShop.create(cluster, DATABASE);
        cluster.sql(DATABASE, "CREATE TABLE cron_table (a int)");
        cluster.sql(DATABASE, "CREATE EXTENSION pg_cron");
        cluster.sql(DATABASE, "SELECT cron.schedule('first'), cron.schedule('second')");
        cluster.sql(DATABASE, "GRANT USAGE ON SCHEMA cron TO PUBLIC");
        cluster.sql(DATABASE, "GRANT SELECT ON cron.job TO PUBLIC");
        cluster.sql(DATABASE, "REVOKE EXECUTE ON FUNCTION cron.schedule(text) FROM PUBLIC");
        tvsh = new CommandRunner(cluster, DATABASE, state);
        backup = state.resolve("backup").toString();
        Outcome outcome = tvsh.run(new BackupCommand(), "--verify", "restore", "--to", backup);
        assertThat(outcome.exitCode()).as(tvsh.lines().toString()).isEqualTo(ExitCode.DONE);
        assertThat(tvsh.lines())
                .contains(
                        "without pg_cron and its jobs, which a database of another name cannot have; they are in the dump");
        cluster.sql(DATABASE, "DELETE FROM cron.job");
        cluster.sql(DATABASE, "DROP TABLE cron_table");
    }

    private static void place(String database) throws IOException {
        Path settings = cluster.dataDirectory().resolve("postgresql.auto.conf");
        Files.writeString(settings, "cron.database_name = '" + database.replace("'", "''") + "'\n");
        cluster.restart();
    }

    @Test
    void itComesBackLastAndWholeWithItsRowsAndGrants() {
        assertThat(tvsh.run(new RollbackCommand(), "--to", backup).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(tvsh.lines())
                .contains(
                        "last    pg_cron and its jobs come back as in the backup, once the restored database has its name")
                .contains("pg_cron and its jobs are back");
        jobsAreBack();
    }

    @Test
    void whereItCannotBeThatIsSaidBeforeAndTheRestIsRestored() throws IOException {
        place("postgres");
        String told = "! pg_cron and its jobs do not come back: on this server they can only be in database postgres"
                + " (cron.database_name)";
        tvsh.run(new RollbackCommand(), "--to", backup, "--plan");
        assertThat(tvsh.lines()).containsOnlyOnce(told);
        assertThat(tvsh.run(new RollbackCommand(), "--to", backup).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(cluster.value(DATABASE, "SELECT count(*) FROM pg_extension WHERE extname = 'pg_cron'"))
                .isEqualTo("0");
        assertThat(cluster.value(DATABASE, "SELECT count(*) FROM cron_table")).isEqualTo("0");
    }

    @Test
    void whereItFailsAllElseIsInPlaceAndTheSameAgainFinishes() throws IOException {
        String script = Files.readString(file("--1.6.sql"));
        Files.writeString(file("--1.6.sql"), script + "SELECT 1 / 0;\n");
        assertThatThrownBy(() -> tvsh.run(new RollbackCommand(), "--to", backup))
                .hasMessageStartingWith("pg_cron and its jobs did not come back: ")
                .hasMessageContaining("division by zero")
                .isInstanceOfSatisfying(
                        TvshException.class,
                        e -> assertThat(e.advice())
                                .containsExactly(
                                        "State: " + DATABASE
                                                + " is restored and in its place, but for pg_cron and its jobs.",
                                        "rollback --to " + backup + "    tries that again"));
        assertThat(cluster.value(DATABASE, "SELECT count(*) FROM cron_table")).isEqualTo("0");
        Files.writeString(file("--1.6.sql"), script);
        assertThat(tvsh.run(new RollbackCommand(), "--to", backup).exitCode()).isEqualTo(ExitCode.DONE);
        jobsAreBack();
    }

    @Test
    void keepingChangesTellsWhichRowsOfExtensionsItDoesNotKeep() throws IOException {
        Path other = file(".control").resolveSibling("rooms.control");
        Files.writeString(other, "default_version = '1'\nrelocatable = true\n");
        Files.writeString(other.resolveSibling("rooms--1.sql"), """
                CREATE TABLE room (name text PRIMARY KEY);
                CREATE TABLE "Floor, 1" (name text PRIMARY KEY);
                SELECT pg_extension_config_dump('room', '');
                SELECT pg_extension_config_dump('"Floor, 1"', 'WHERE false');
                """);
        cluster.sql(DATABASE, "CREATE EXTENSION rooms");
        tvsh.run(new RollbackCommand(), "--to", backup, "--keep-changes", "--plan");
        assertThat(tvsh.lines())
                .containsOnlyOnce(
                        "! of extension rooms, the rows of public.\"Floor, 1\", public.room come back as in the backup");
        tvsh.run(new RollbackCommand(), "--to", backup, "--plan");
        assertThat(String.join(" ", tvsh.lines())).doesNotContain("rooms");
    }

    private void jobsAreBack() {
        assertThat(cluster.value(DATABASE, JOBS)).isEqualTo("1 first, 2 second");
        assertThat(cluster.value(DATABASE, "SELECT cron.schedule('next')")).isEqualTo("3");
        assertThat(cluster.value(DATABASE, "SELECT has_table_privilege('public', 'cron.job', 'SELECT')"))
                .isEqualTo("t");
        assertThat(cluster.value(DATABASE, "SELECT has_function_privilege('public', 'cron.schedule(text)', 'EXECUTE')"))
                .isEqualTo("f");
        assertThat(tvsh.run(new ValidateCommand(), backup + "/manifest.json").exitCode())
                .as(tvsh.lines().toString())
                .isEqualTo(ExitCode.DONE);
        assertThat(tvsh.journal().entries()).noneMatch(Journal.Entry::isOpen);
    }
}
