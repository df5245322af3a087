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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An extension whose tables have rows of the user and refer to each other, as those of postgis_topology, pg_partman and age do. */
class ExtensionRowsTest {

    private static final String CHILDREN = "SELECT count(*) FROM layer JOIN topology USING (id)";

    @TempDir
    private Path state;

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
}
