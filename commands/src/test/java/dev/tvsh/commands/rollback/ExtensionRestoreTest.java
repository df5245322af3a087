package dev.tvsh.commands.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShapedCluster;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an extension brings along when it is made in a database that is restored. */
class ExtensionRestoreTest {

    private static final String CHILDREN = "SELECT count(*) FROM layer JOIN topology USING (id)";

    @TempDir
    private Path state;

    /** Its tables have rows of the user and refer to each other, as those of postgis_topology, pg_partman and age do. */
    @Test
    void whatRefersToOthersComesAfterThemWithManyJobsToo() throws IOException {
        try (ShapedCluster server = ShapedCluster.start()) {
            TestCluster cluster = server.cluster();
            Path extensions = cluster.binaries().resolve("share/postgresql/extension");
            Files.writeString(extensions.resolve("topology.control"), "default_version = '1'\n");
            Files.writeString(extensions.resolve("topology--1.sql"), """
                    CREATE TABLE topology (id int PRIMARY KEY);
                    CREATE TABLE layer (id int REFERENCES topology);
                    SELECT pg_extension_config_dump('topology', '');
                    SELECT pg_extension_config_dump('layer', '');
                    """);
            SmallShop.create(cluster, SmallShop.HOSTILE);
            cluster.sql(SmallShop.HOSTILE, "CREATE EXTENSION topology");
            cluster.sql(SmallShop.HOSTILE, "INSERT INTO topology SELECT generate_series(1, 300000)");
            cluster.sql(SmallShop.HOSTILE, "INSERT INTO layer VALUES (300000)");
            CommandRunner tvsh = new CommandRunner(cluster, SmallShop.HOSTILE, state);
            String backup = state.resolve("backup").toString();

            assertThat(tvsh.run(new BackupCommand(), "--verify", "restore", "--to", backup)
                            .stable())
                    .contains("proved by a restore");
            cluster.sql(SmallShop.HOSTILE, "DROP EXTENSION topology");
            assertThat(tvsh.run(new RollbackCommand(), "--to", backup, "--jobs", "4")
                            .exitCode())
                    .isEqualTo(ExitCode.DONE);

            assertThat(cluster.value(SmallShop.HOSTILE, CHILDREN)).isEqualTo("1");
        }
    }

    /** pg_tviews 0.1.0-beta.8 ends the server at the next statement that fails in a session that has its library. */
    @Test
    void theSessionThatLoadsTheLibraryOfPgTviewsDoesNothingElse() throws IOException {
        try (ShapedCluster server = ShapedCluster.start()) {
            TestCluster cluster = server.cluster();
            SmallShop.create(cluster, SmallShop.HOSTILE);
            CommandRunner tvsh = new CommandRunner(cluster, SmallShop.HOSTILE, state);
            String backup = state.resolve("backup").toString();
            tvsh.run(new BackupCommand(), "--to", backup);
            Path script = cluster.binaries().resolve("share/postgresql/extension/pg_tviews--0.1.0.sql");
            Files.writeString(script, Files.readString(script) + """
                    CREATE OR REPLACE FUNCTION pg_tviews_handle_ddl_event() RETURNS event_trigger LANGUAGE plpgsql
                      AS $$ BEGIN RAISE EXCEPTION 'here the library would be loaded'; END $$;
                    """);
            cluster.sql("postgres", "ALTER SYSTEM SET log_statement = 'all'");
            cluster.sql("postgres", "ALTER SYSTEM SET log_line_prefix = '%p '");
            cluster.restart();

            assertThat(tvsh.run(new RollbackCommand(), "--to", backup, "--jobs", "1")
                            .exitCode())
                    .isEqualTo(ExitCode.DONE);

            List<String> log = Files.readAllLines(cluster.log());
            String made = log.stream()
                    .filter(line -> line.contains("statement: CREATE EXTENSION IF NOT EXISTS pg_tviews "))
                    .findFirst()
                    .orElseThrow();
            String session = made.substring(0, made.indexOf(' ') + 1);
            assertThat(log.subList(log.indexOf(made) + 1, log.size()))
                    .noneMatch(line -> line.startsWith(session) && line.matches(".* statement: [A-Z].*"));
        }
    }
}
