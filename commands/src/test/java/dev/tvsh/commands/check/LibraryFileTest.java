package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.adopt.AdoptCommand;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.listing.TviewsCommand;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.rollback.RollbackCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.Shape;
import dev.tvsh.commands.testing.ShapedCluster;
import dev.tvsh.commands.validate.ValidateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What depends on the file of the library; another library of PostgreSQL stands for it. */
class LibraryFileTest {
    private static ShapedCluster shapes;

    @TempDir
    Path state;

    @BeforeAll
    static void start() {
        shapes = ShapedCluster.start();
    }

    @AfterAll
    static void stop() {
        shapes.close();
    }

    @AfterEach
    void noLibrary() throws IOException {
        Files.deleteIfExists(library());
    }

    @Test
    void aPreloadedLibraryIsToldOf() throws IOException {
        String database = shapes.ownDatabase(Shape.BETA_8, "preloaded");
        assertThat(finding(database, "tv.preload").status()).isEqualTo(Status.OK);
        putLibrary("dict_int.so");
        setting(database, "'auto_explain', '" + library().toString().replace(".so", "") + "'");
        assertThat(finding(database, "tv.preload").objects()).containsExactly("session_preload_libraries");
        setting(database, "auto_explain");
        assertThat(finding(database, "tv.preload").status()).isEqualTo(Status.OK);
        shapes.cluster().sql("postgres", "CREATE ROLE stranger LOGIN");
        assertThat(finding("stranger", database, "tv.preload").status()).isEqualTo(Status.UNDETERMINED);
    }

    @Test
    @Tag("T8")
    void aFunctionOfTheCatalogThatTheLibraryLacksBlocks() throws IOException {
        String database = shapes.ownDatabase(Shape.BETA_8, "catalog");
        putLibrary("dict_int.so");
        shapes.cluster()
                .sql(
                        database,
                        "CREATE FUNCTION in_c(internal) RETURNS internal LANGUAGE c AS '$libdir/pg_tviews', 'dintdict_init'");
        shapes.cluster().sql(database, "ALTER EXTENSION pg_tviews ADD FUNCTION in_c(internal)");
        assertThat(finding(database, "tv.library_symbols").status()).isEqualTo(Status.OK);
        putLibrary("dict_xsyn.so");
        Finding missing = finding(database, "tv.library_symbols");
        assertThat(missing.isProblem(Severity.BLOCK)).isTrue();
        assertThat(missing.objects()).containsExactly("dintdict_init");
        assertThat(missing.detail()).contains("pg_upgrade");
        Files.delete(library());
        assertThat(finding(database, "tv.library_symbols").objects()).containsExactly("dintdict_init");
    }

    @Test
    @Tag("T8")
    void nothingIsRestoredWhereTheExtensionCouldNotBeMade() throws IOException {
        String database = shapes.ownDatabase(Shape.BETA_8, "restored");
        CommandRunner tvsh = new CommandRunner(shapes.cluster(), database, state);
        Path backup = state.resolve("backup");
        tvsh.run(new BackupCommand(), "--to", backup.toString());
        putLibrary("dict_int.so");
        Path script = shapes.cluster().binaries().resolve("share/postgresql/extension/pg_tviews--0.1.0.sql");
        Files.writeString(script, "\n-- AS 'MODULE_PATHNAME', 'pg_tviews_gone_wrapper';\n", StandardOpenOption.APPEND);
        try {
            assertThat(finding(database, "tv.library_symbols").objects()).containsExactly("pg_tviews_gone_wrapper");
            assertThatThrownBy(() -> tvsh.run(new RollbackCommand(), "--to", backup.toString()))
                    .isInstanceOf(TvshException.class)
                    .hasMessageContaining("pg_tviews_gone_wrapper")
                    .extracting(error -> ((TvshException) error).exitCode())
                    .isEqualTo(ExitCode.REFUSED);
            assertThat(tvsh.questions()).isEmpty();
        } finally {
            shapes.install(Shape.BETA_8);
        }
    }

    @Test
    @Tag("T8")
    void whereTheExtensionCouldNotBeMadeAgainNobodyIsToldToMakeIt() throws IOException {
        String database = shapes.ownDatabase(Shape.BETA_8, "advised");
        shapes.cluster().sql(database, "DROP EXTENSION pg_tviews");
        putLibrary("dict_int.so");
        Path script = shapes.cluster().binaries().resolve("share/postgresql/extension/pg_tviews--0.1.0.sql");
        String before = Files.readString(script);
        CommandRunner tvsh = new CommandRunner(shapes.cluster(), database, state);
        tvsh.run(new TviewsCommand());
        assertThat(tvsh.lines()).contains("→ CREATE EXTENSION pg_tviews;    then adopt, before anybody writes");
        Files.writeString(script, "\n-- AS 'MODULE_PATHNAME', 'pg_tviews_gone_wrapper';\n", StandardOpenOption.APPEND);
        try {
            tvsh.run(new TviewsCommand());
            assertThat(tvsh.lines())
                    .contains("→ check tv.library_symbols    CREATE EXTENSION would fail")
                    .noneMatch(line -> line.contains("CREATE EXTENSION pg_tviews;"));
            assertThatThrownBy(() -> tvsh.run(new AdoptCommand()))
                    .isInstanceOfSatisfying(
                            TvshException.class,
                            e -> assertThat(e.advice())
                                    .contains("check tv.library_symbols    CREATE EXTENSION would fail"));
            assertThat(finding(database, "tv.library_symbols").objects()).containsExactly("pg_tviews_gone_wrapper");
        } finally {
            Files.writeString(script, before);
        }
        tvsh.run(new TviewsCommand());
        assertThat(tvsh.lines()).contains("→ CREATE EXTENSION pg_tviews;    then adopt, before anybody writes");
    }

    @Test
    @Tag("T24")
    void whatAnOldLibraryTellsOfEachRowStaysOut() {
        String database = shapes.ownDatabase(Shape.BETA_4, "chatter");
        CommandRunner tvsh = new CommandRunner(shapes.cluster(), database, state);
        tvsh.run(new BackupCommand());
        Outcome outcome = tvsh.run(new ValidateCommand());
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(tvsh.lines()).anyMatch(line -> line.contains("writes proved on"));
        assertThat(tvsh.events()).noneMatch(Event.Notice.class::isInstance);
    }

    @Test
    @Tag("T1")
    void aBackupTellsWhatNobodyWillRegister() {
        String database = shapes.ownDatabase(Shape.UNREGISTERED, "unregistered backup");
        CommandRunner tvsh = new CommandRunner(shapes.cluster(), database, state);
        tvsh.run(new BackupCommand());
        assertThat(tvsh.lines())
                .contains("! not registered here, nor after a restore: sales.tv_bill, public.tv_maker, public.tv_part"
                        + " and 1 more   → check tv.unregistered");
    }

    private Finding finding(String database, String check) {
        return finding("postgres", database, check);
    }

    private Finding finding(String role, String database, String check) {
        Outcome outcome =
                new CommandRunner(shapes.cluster(), database, state).as(role).run(new CheckCommand(), check);
        return CheckFindings.all(outcome).get(0);
    }

    private static void setting(String database, String libraries) {
        shapes.cluster()
                .sql("postgres", "ALTER DATABASE \"" + database + "\" SET session_preload_libraries = " + libraries);
    }

    private static void putLibrary(String other) throws IOException {
        Files.copy(library().resolveSibling(other), library(), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path library() {
        return shapes.cluster().binaries().resolve("lib/postgresql/pg_tviews.so");
    }
}
