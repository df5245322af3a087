package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.Shape;
import dev.tvsh.commands.testing.ShapedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another release of the extension meets here; another library of PostgreSQL stands for its own. */
class ExtensionRouteTest {
    private static ShapedCluster shapes;
    private static String database;

    @TempDir
    Path state;

    @BeforeAll
    static void start() {
        shapes = ShapedCluster.start();
        database = shapes.ownDatabase(Shape.BETA_8, "route");
    }

    @AfterAll
    static void stop() {
        shapes.close();
    }

    @BeforeEach
    void library() throws IOException {
        Files.copy(file().resolveSibling("dict_int.so"), file(), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path file() {
        return shapes.cluster().binaries().resolve("lib/postgresql/pg_tviews.so");
    }

    private static Path extensionFile(String name) {
        return shapes.cluster().binaries().resolve("share/postgresql/extension/" + name);
    }

    @Test
    void aReleaseThatNoFileHereInstalls() {
        Finding finding = finding("ext.release", "--to", "0.2.0");
        assertThat(finding.isProblem(Severity.BLOCK)).isTrue();
        assertThat(finding.detail()).isEqualTo("the files here install 0.1.0, not 0.2.0");
        assertThat(finding("ext.release", "--to", "0.1.0").status()).isEqualTo(Status.OK);
        assertThat(finding("ext.release").status()).isEqualTo(Status.OK);
    }

    @Test
    void aReleaseWithoutAnUpdatePathLosesRegistrations() throws IOException {
        Path script = extensionFile("pg_tviews--0.1.1.sql");
        Path update = extensionFile("pg_tviews--0.1.0--0.1.1.sql");
        Files.writeString(script, "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';\n");
        try {
            Finding finding = finding("ext.release", "--to", "0.1.1");
            assertThat(finding.isProblem(Severity.WARN)).isTrue();
            assertThat(finding.detail())
                    .isEqualTo(
                            "0.1.0 to 0.1.1 has no update path, and DROP with CREATE EXTENSION loses every registration");
            assertThat(finding.remedy()).contains("adopt");
            Files.writeString(update, "");
            assertThat(finding("ext.release", "--to", "0.1.1").status()).isEqualTo(Status.OK);
        } finally {
            Files.deleteIfExists(update);
            Files.delete(script);
        }
    }

    @Test
    void aLibraryTellsItsOwnVersion() throws IOException {
        String[] words = {"ext.release", "--to", "0.1.0-beta.9"};
        Finding finding = finding(words);
        assertThat(finding.isProblem(Severity.BLOCK)).isTrue();
        assertThat(finding.detail()).isEqualTo("the library on disk is not 0.1.0-beta.9");
        Files.writeString(file(), "0.1.0-beta.9", StandardOpenOption.APPEND);
        assertThat(finding(words).status()).isEqualTo(Status.OK);
    }

    @Test
    void filesThatAreGone() throws IOException {
        Path control = extensionFile("pg_tviews.control");
        String text = Files.readString(control);
        Files.delete(control);
        try {
            assertThat(finding("ext.release").detail()).isEqualTo("no files of pg_tviews are installed here");
            assertThat(finding("tv.script").status()).isEqualTo(Status.UNDETERMINED);
        } finally {
            Files.writeString(control, text);
        }
    }

    @Test
    void objectsThatOnlyOneReleaseHas() throws IOException {
        assertThat(finding("tv.script").status())
                .as(finding("tv.script").detail())
                .isEqualTo(Status.OK);
        Path script = extensionFile("pg_tviews--0.1.0.sql");
        String text = Files.readString(script);
        Files.writeString(
                script,
                text.replaceAll("(?i)FUNCTION pg_tviews_health_check", "FUNCTION \"pg_tviews_healthy\"")
                        + "\nCREATE TABLE IF NOT EXISTS @extschema@.pg_tview_more (a int);\n");
        try {
            Finding finding = finding("tv.script");
            assertThat(finding.isProblem(Severity.WARN)).isTrue();
            assertThat(finding.objects())
                    .containsExactly(
                            "function pg_tviews_health_check", "function pg_tviews_healthy", "table pg_tview_more");
            assertThat(finding.detail())
                    .startsWith("3 objects differ: function pg_tviews_health_check (only in this database)")
                    .contains("(only in the files)");
        } finally {
            Files.writeString(script, text);
        }
    }

    @Test
    void whatDropExtensionWouldRefuseFor() {
        assertThat(finding("tv.dependents").status())
                .as(finding("tv.dependents").detail())
                .isEqualTo(Status.OK);
        shapes.cluster().sql(database, "CREATE VIEW \"my metas\" AS SELECT entity FROM pg_tview_meta");
        shapes.cluster().sql(database, "CREATE TABLE noted (entity text REFERENCES pg_tview_meta)");
        assertThat(finding("tv.dependents").objects())
                .containsExactly("table constraint noted_entity_fkey on public.noted", "view public.\"my metas\"");
        Outcome major = new CommandRunner(shapes.cluster(), database, state)
                .run(new CheckCommand(), "tv.dependents", "--route", "ext-major");
        assertThat(CheckFindings.single(major).isProblem(Severity.BLOCK)).isTrue();
        shapes.cluster().sql(database, "DROP TABLE noted");
        shapes.cluster().sql(database, "DROP VIEW \"my metas\"");
        assertThat(finding("tv.dependents").status()).isEqualTo(Status.OK);
    }

    @Test
    void sessionsThatAreOlderThanTheLibrary() throws IOException, SQLException, InterruptedException {
        try (Connection old = shapes.cluster().connect(database)) {
            assertThat(old.isClosed()).isFalse();
            // The server tells the times of files in whole seconds.
            TimeUnit.MILLISECONDS.sleep(1_100);
            library();
            Finding finding = finding("tv.sessions");
            assertThat(finding.isProblem(Severity.WARN)).as(finding.detail()).isTrue();
            assertThat(finding.objects()).hasSize(1).allMatch(pid -> pid.startsWith("pid "));
            assertThat(finding.detail())
                    .startsWith("1 older than the library on disk: pid ")
                    .contains("(postgres");
        }
        await("tv.sessions");
    }

    /** A session ends a moment after its connection. */
    private void await(String check) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (finding(check).status() != Status.OK && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(finding(check).status()).isEqualTo(Status.OK);
    }

    @Test
    void aPersonIsAskedForTheFilesOfTheWayBack() {
        assertThat(finding("tv.files_kept").status()).isEqualTo(Status.MANUAL);
    }

    private Finding finding(String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--route";
        all[words.length + 1] = "ext-minor";
        return CheckFindings.single(new CommandRunner(shapes.cluster(), database, state).run(new CheckCommand(), all));
    }
}
