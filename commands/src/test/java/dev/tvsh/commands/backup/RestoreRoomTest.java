package dev.tvsh.commands.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second copy of a database has to find room where it will be, which need not be where the server is. */
class RestoreRoomTest {

    private static final long MORE_THAN_ANY_DISK = Long.MAX_VALUE;

    private static TestCluster cluster;
    private static Path elsewhere;

    @TempDir
    private Path state;

    @BeforeAll
    static void placed() throws IOException {
        cluster = TestCluster.start();
        elsewhere = Files.createDirectory(cluster.socketFolder().resolve("else where"));
        cluster.sql("postgres", "CREATE TABLESPACE \"else $\" LOCATION '" + elsewhere + "'");
        cluster.sql("postgres", "CREATE DATABASE far TABLESPACE \"else $\"");
        cluster.sql("postgres", "CREATE DATABASE mixed");
        cluster.sql("mixed", "CREATE TABLE t (a int) TABLESPACE \"else $\"");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void itIsLookedForWhereTheDatabaseIs() {
        assertThat(refusal("far", "else $")).contains(" left in " + elsewhere + ", and the database is ");
        assertThat(refusal("far", "pg_default")).contains(" left in " + elsewhere + " and " + base() + ", and ");
        assertThat(refusal("mixed", "pg_default")).contains(" left in " + elsewhere + " and " + base() + ", and ");
        assertThat(refusal("postgres", "pg_default")).contains(" left in " + base() + ", and ");
        assertThat(refusal("gone", "else $")).contains(" left in " + elsewhere + ", and ");
    }

    @Test
    void whereItIsScarceARollbackMayAndAProofMayNot() throws IOException {
        long free = Files.getFileStore(elsewhere).getUsableSpace();
        try (SqlRunner sql = open()) {
            RestoreRoom room = new RestoreRoom(sql, "far", "else $");
            assertThat(room.require(free / 2)).isEmpty();
            room.requireWhole(free / 2);

            assertThat(room.require(free * 2)).get().asString().endsWith("smaller than the one of now");
            assertThatThrownBy(() -> room.requireWhole(free * 2)).isInstanceOfSatisfying(TvshException.class, e -> {
                assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED);
                assertThat(e.advice().get(0)).startsWith("--scratch-server ");
            });
        }
    }

    private String refusal(String database, String tablespace) {
        try (SqlRunner sql = open()) {
            new RestoreRoom(sql, database, tablespace).require(MORE_THAN_ANY_DISK);
            return "";
        } catch (TvshException e) {
            assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED);
            return e.getMessage();
        }
    }

    private SqlRunner open() {
        return new CommandRunner(cluster, "postgres", state).context().open();
    }

    private static Path base() {
        return cluster.dataDirectory().resolve("base");
    }
}
