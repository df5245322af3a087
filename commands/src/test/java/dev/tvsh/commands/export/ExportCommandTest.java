package dev.tvsh.commands.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.adopt.AdoptCommand;
import dev.tvsh.commands.drift.DriftCommand;
import dev.tvsh.commands.testing.ClientPrograms;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.CommandRunner.Killed;
import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.tview.HostileTview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ShopCluster.class)
class ExportCommandTest {

    private static final String DATABASE = "exporting";
    private static final String OTHER = "other";
    private static final String SCHEMA = "s\"; DROP TABLE tb_user; --";
    private static final String ENTITY = "zoë' $(id)\n\\ :x";

    private static final String PAYMENT = "trg_tview_payment_on_tb_payment";

    private final TestCluster cluster;
    private final Path home;
    private final CommandRunner tvsh;
    private final ClientPrograms programs;

    ExportCommandTest(TestCluster cluster, @TempDir Path home) {
        this.cluster = cluster;
        this.home = home;
        this.tvsh = new CommandRunner(cluster, DATABASE, home);
        this.programs = new ClientPrograms(cluster);
    }

    @BeforeEach
    void copy() {
        copy(DATABASE);
    }

    private void copy(String database) {
        cluster.copyDatabase("shop", database);
        cluster.sql("postgres", "ALTER DATABASE " + database + " SET search_path = public, sales");
        HostileTview.create(cluster, database, SCHEMA, ENTITY);
    }

    @AfterEach
    void drop() {
        cluster.sql("postgres", "DROP DATABASE " + DATABASE + " WITH (FORCE)");
        cluster.sql("postgres", "DROP DATABASE IF EXISTS " + OTHER + " WITH (FORCE)");
    }

    private Outcome export(String... words) {
        return tvsh.run(new ExportCommand(), words);
    }

    /** A database with the base tables and nothing of TVIEWs but the extension. */
    private void baseTablesOnly() {
        copy(OTHER);
        cluster.sql(OTHER, """
                DO $$
                DECLARE r record;
                BEGIN
                    FOR r IN SELECT DISTINCT tgrelid::regclass AS t, tgname FROM pg_trigger
                             WHERE tgfoid IN (SELECT oid FROM pg_proc WHERE proname = 'tview_trigger_handler') AND tgparentid = 0 LOOP
                        EXECUTE format('DROP TRIGGER %I ON %s', r.tgname, r.t);
                    END LOOP;
                    SELECT string_agg(table_oid::regclass::text, ',') AS tables, string_agg(view_oid::regclass::text, ',') AS views
                    INTO r FROM pg_tview_meta;
                    EXECUTE 'DROP VIEW ' || r.views || ' CASCADE';
                    EXECUTE 'DROP TABLE ' || r.tables || ' CASCADE';
                    DELETE FROM pg_tview_meta;
                END $$""");
    }

    @Test
    @Tag("T20")
    void theScriptMakesTheSameInAnotherDatabase() throws IOException {
        cluster.sql(DATABASE, "DROP VIEW best_products");
        cluster.sql(DATABASE, "COMMENT ON TABLE tv_user IS 'the ''user'''");
        cluster.sql(DATABASE, "COMMENT ON COLUMN tv_user.data IS 'all of it'");
        cluster.sql(DATABASE, "COMMENT ON VIEW v_offer IS 'offers'");
        cluster.sql(DATABASE, "CREATE INDEX \"by \"\"name\" ON tv_user ((data ->> 'name')) WHERE pk_user > 0");
        cluster.sql(DATABASE, "ALTER TABLE tv_user ADD CONSTRAINT positive CHECK (pk_user > 0)");
        cluster.sql(DATABASE, "GRANT SELECT (data), UPDATE (data) ON tv_user TO shop_app WITH GRANT OPTION");
        cluster.sql(DATABASE, "GRANT SELECT ON v_user TO PUBLIC");
        cluster.sql(DATABASE, "ALTER VIEW v_user SET (security_barrier = true, security_invoker = true)");
        cluster.sql(DATABASE, "ALTER VIEW v_supplier SET (security_barrier)");
        cluster.sql(DATABASE, "ALTER TABLE tv_user SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05)");
        cluster.sql(DATABASE, "ALTER TABLE tb_payment_1 DISABLE TRIGGER " + PAYMENT);
        cluster.sql(DATABASE, "ALTER TABLE ONLY tb_payment ENABLE ALWAYS TRIGGER " + PAYMENT);
        Path folder = home.resolve("export");
        Files.createDirectories(folder);

        Outcome outcome = export("--to", folder.toString());

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.stable())
                .hasSize(11)
                .containsSubsequence("category", "product", "review")
                .containsSubsequence("supplier", "offer");
        Path script = folder.resolve("tviews.sql");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(script)))
                .isEqualTo("rw-------");
        baseTablesOnly();
        cluster.sql(OTHER, "REVOKE ALL ON pg_tview_meta FROM shop_app");
        programs.run("psql", "-d", OTHER, "-f", script.toString());

        assertThat(cluster.value(OTHER, "SELECT has_table_privilege('shop_app', 'pg_tview_meta', 'SELECT')"))
                .isEqualTo("t");
        CommandRunner other = new CommandRunner(cluster, OTHER, home);
        assertThat(other.run(new DriftCommand()).exitCode()).isEqualTo(ExitCode.DONE);
        Path again = home.resolve("again");
        other.run(new ExportCommand(), "--to", again.toString());
        assertThat(again.resolve("tviews.sql")).hasSameTextualContentAs(script);
        assertThat(Files.readString(again.resolve("tviews.json")).replace('"' + OTHER + '"', '"' + DATABASE + '"'))
                .isEqualTo(Files.readString(folder.resolve("tviews.json")));
        assertThat(cluster.query(
                        OTHER,
                        "SELECT tgrelid::regclass::text, tgenabled FROM pg_trigger WHERE tgname = '" + PAYMENT
                                + "' ORDER BY 1"))
                .contains(List.of("tb_payment", "A"), List.of("tb_payment_1", "D"), List.of("tb_payment_2", "O"));
        assertThat(cluster.value(OTHER, "SELECT reloptions::text FROM pg_class WHERE relname = 'v_user'"))
                .isEqualTo("{security_barrier=true,security_invoker=true}");
        cluster.sql(OTHER, "UPDATE tb_user SET name = 'Ada' WHERE pk_user = 7");
        assertThat(cluster.value(OTHER, "SELECT data ->> 'name' FROM tv_user WHERE pk_user = 7"))
                .isEqualTo("Ada");

        cluster.sql(DATABASE, "DELETE FROM pg_tview_meta");
        assertThat(tvsh.run(
                                new AdoptCommand(),
                                "--no-drift",
                                "--from",
                                folder.resolve("tviews.json").toString())
                        .stable())
                .contains("user registered", ENTITY + " registered");
    }

    @Test
    void filesThatAreThereStayUnlessForced() throws IOException {
        Path file = home.resolve("mine.sql");
        Files.writeString(file, "mine");
        assertThatThrownBy(() -> export("--to", file.toString()))
                .isInstanceOfSatisfying(
                        TvshException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED))
                .hasMessage(file + " is there already");
        assertThat(Files.readString(file)).isEqualTo("mine");

        export("--to", file.toString(), "--force", "--only", "user,category");
        String text = Files.readString(file);
        assertThat(text)
                .contains("CREATE VIEW public.v_user AS", "CREATE VIEW public.v_category AS")
                .doesNotContain("v_order");
        assertThat(export("--only", "user").stable()).containsExactly("user");
        assertThat(tvsh.lines()).contains("CREATE VIEW public.v_user AS");
        assertThatThrownBy(() -> export("--only", "nobody")).hasMessageContaining("no TVIEW named 'nobody'");
    }

    @Test
    void whoeverDiesLeavesNoHalfFile() throws IOException {
        Path folder = home.resolve("export");
        export("--to", folder + "/");
        String whole = Files.readString(folder.resolve("tviews.json"));
        int deaths = 0;
        for (int n = 1; ; n += 3) {
            try {
                tvsh.dieAt(n).run(new ExportCommand(), "--force", "--to", folder.toString());
                break;
            } catch (Killed e) {
                deaths++;
            }
            // What kill -9 leaves, the next run replaces.
            Files.writeString(folder.resolve(".tviews.json.part"), "half");
            assertThat(Files.readString(folder.resolve("tviews.json"))).isEqualTo(whole);
        }
        assertThat(deaths).isGreaterThan(5);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("tviews.sql", "tviews.json");
        }
    }

    @Test
    void whatIsNotRegisteredIsToldAsMissing() {
        cluster.sql(DATABASE, "DELETE FROM pg_tview_meta WHERE entity = 'user'");
        Outcome outcome = export("--to", home.resolve("all.json").toString());
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(tvsh.lines()).contains("! not registered, so not exported: public.tv_user   → adopt");
    }

    @Test
    void withoutTheExtensionTheTablesAreMadeAndNothingIsRegistered() {
        Path file = home.resolve("all.sql");
        export("--to", file.toString());
        baseTablesOnly();
        cluster.sql(OTHER, "DROP EXTENSION pg_tviews");
        programs.run("psql", "-d", OTHER, "-f", file.toString());
        assertThat(cluster.value(OTHER, "SELECT count(*) FROM tv_user")).isEqualTo("5000");
        cluster.sql(OTHER, "UPDATE tb_user SET name = 'Ada' WHERE pk_user = 7");
    }
}
