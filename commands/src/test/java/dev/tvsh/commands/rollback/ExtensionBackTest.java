package dev.tvsh.commands.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.Shape;
import dev.tvsh.commands.testing.ShapedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is printed to put an earlier release of pg_tviews back is run. */
class ExtensionBackTest {

    @TempDir
    private Path state;

    @Test
    void thePrintedScriptPutsTheFilesOfBeforeBackAndAgainThoseOfNow() throws IOException, InterruptedException {
        try (ShapedCluster shapes = ShapedCluster.start()) {
            String database = shapes.database(Shape.BETA_4);
            CommandRunner tvsh = new CommandRunner(shapes.cluster(), database, state.resolve("home"));
            tvsh.run(new BackupCommand(), "--to", state.resolve("backup").toString());
            Path lib = Path.of(
                    shapes.cluster().value("postgres", "SELECT setting FROM pg_config WHERE name = 'PKGLIBDIR'"));
            Path share = Path.of(
                            shapes.cluster().value("postgres", "SELECT setting FROM pg_config WHERE name = 'SHAREDIR'"))
                    .resolve("extension");
            Path old = Files.createDirectories(state.resolve("old/usr/lib"));
            Files.writeString(old.resolve("pg_tviews.so"), "old library");
            Files.copy(share.resolve("pg_tviews.control"), old.resolve("pg_tviews.control"));
            Files.copy(share.resolve("pg_tviews--0.1.0.sql"), old.resolve("pg_tviews--0.1.0.sql"));

            shapes.install(Shape.BETA_8);
            Files.writeString(lib.resolve("pg_tviews.so"), "new library");
            Files.writeString(share.resolve("pg_tviews--0.1.0--0.2.0.sql"), "SELECT 1");
            shapes.cluster()
                    .sql(
                            database,
                            "CREATE OR REPLACE FUNCTION pg_tviews_version() RETURNS text LANGUAGE sql"
                                    + " AS $$ SELECT '0.1.0-beta.8' $$");
            tvsh.run(new RollbackCommand(), "--plan");
            String printed = tvsh.wouldRun().get(0);
            assertThat(tvsh.lines()).anyMatch(line -> line.contains(" and was 0.1.0-beta.4 at the backup of "));
            assertThat(printed).contains(lib.toString());
            String made = Files.readString(share.resolve("pg_tviews--0.1.0.sql"));

            assertThat(run(printed, state.resolve("home"))).isEqualTo(1);
            assertThat(lib.resolve("pg_tviews.so")).hasContent("new library");
            for (int times = 1; times <= 2; times++) {
                assertThat(run(printed, state.resolve("old"))).isZero();
                assertThat(lib.resolve("pg_tviews.so")).hasContent("old library");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lib.resolve("pg_tviews.so"))))
                        .isEqualTo("rwxr-xr-x");
                assertThat(share.resolve("pg_tviews--0.1.0--0.2.0.sql")).doesNotExist();
                assertThat(lib.resolve("pg_tviews.before-rollback/pg_tviews.so"))
                        .hasContent("new library");
            }
            shapes.cluster().createDatabase("fresh");
            shapes.cluster().sql("fresh", "CREATE EXTENSION pg_tviews");
            assertThat(shapes.cluster().value("fresh", "SELECT pg_tviews_version()"))
                    .isEqualTo("0.1.0-beta.4");

            assertThat(run(printed, lib.resolve("pg_tviews.before-rollback"))).isZero();
            assertThat(lib.resolve("pg_tviews.so")).hasContent("new library");
            assertThat(share.resolve("pg_tviews--0.1.0.sql")).hasContent(made);
            assertThat(share.resolve("pg_tviews--0.1.0--0.2.0.sql")).exists();
        }
    }

    /** As a careful root would, whose files nobody else may read unless told. */
    private static int run(String printed, Path oldFiles) throws IOException, InterruptedException {
        String script = "umask 077\n" + printed.replace("/OLD-FILES", oldFiles.toString());
        return new ProcessBuilder(List.of("sh", "-c", script))
                .inheritIO()
                .start()
                .waitFor();
    }
}
