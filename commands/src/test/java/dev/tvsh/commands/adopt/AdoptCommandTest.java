package dev.tvsh.commands.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.check.CheckCommand;
import dev.tvsh.commands.drift.DriftCommand;
import dev.tvsh.commands.testing.ClientPrograms;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.CommandRunner.Killed;
import dev.tvsh.commands.testing.ShopCopy;
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
import org.junit.jupiter.api.io.TempDir;

@ShopCopy(AdoptCommandTest.DATABASE)
class AdoptCommandTest {

    static final String DATABASE = "adopting";
    private static final String RESTORED = "restored";

    /** All registrations by name, without the times. */
    private static final String REGISTRATIONS = """
            SELECT string_agg(concat_ws('|', entity, table_oid::regclass, view_oid::regclass, dependencies::regclass[], fk_columns,
                   uuid_fk_columns, dependency_types, dependency_paths, array_match_keys, definition), E'\\n' ORDER BY entity)
            FROM pg_tview_meta""";

    private final TestCluster cluster;
    private final Path home;
    private final CommandRunner tvsh;
    private final ClientPrograms programs;

    AdoptCommandTest(TestCluster cluster, @TempDir Path home) {
        this.cluster = cluster;
        this.home = home;
        this.tvsh = new CommandRunner(cluster, DATABASE, home);
        this.programs = new ClientPrograms(cluster);
    }

    @BeforeEach
    void copy() {
        cluster.sql("postgres", "ALTER DATABASE " + DATABASE + " SET search_path = public, sales");
    }

    @AfterEach
    void drop() {
        cluster.sql("postgres", "DROP DATABASE IF EXISTS " + RESTORED + " WITH (FORCE)");
    }

    private Outcome adopt(String... words) {
        return tvsh.run(new AdoptCommand(), words);
    }

    private void rename(String name) {
        cluster.sql(DATABASE, "UPDATE tb_user SET name = '" + name + "' WHERE pk_user = 7");
    }

    private String shown() {
        return cluster.value(DATABASE, "SELECT data ->> 'name' FROM tv_user WHERE pk_user = 7");
    }

    /** T1 and T2: a dump says nothing, restores without an error, and nothing follows. */
    @Test
    @Tag("T1")
    @Tag("T2")
    void aRestoredDatabaseFollowsAgainFromTheCatalogAlone() throws IOException {
        Path dump = home.resolve("dump");
        programs.run("pg_dump", "-Fc", "-f", dump.toString(), DATABASE);
        Path documented = home.resolve("documented.sql");
        programs.run(
                "pg_dump", "-f", documented.toString(), "-t", "pg_tview_meta", "-t", "pg_tview_audit_log", DATABASE);
        assertThat(Files.readString(documented)).doesNotContain("CREATE TABLE", "COPY ", "INSERT ");
        cluster.createDatabase(RESTORED);
        cluster.sql("postgres", "ALTER DATABASE " + RESTORED + " SET search_path = public, sales");
        programs.run("pg_restore", "--exit-on-error", "-d", RESTORED, dump.toString());
        assertThat(cluster.value(RESTORED, "SELECT count(*) FROM pg_tview_meta"))
                .isEqualTo("0");
        cluster.sql(RESTORED, "UPDATE tb_user SET name = 'Ada' WHERE pk_user = 7");

        CommandRunner restored = new CommandRunner(cluster, RESTORED, home);
        Outcome outcome = restored.run(new AdoptCommand(), "--as", "shop_app");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(restored.lines())
                .startsWith("10 TVIEWs will be registered, as the catalogs of this database alone show.")
                .anyMatch(line -> line.startsWith("? a guess from triggers and names"))
                .anyMatch(line -> line.startsWith("undo    \\i ") || line.startsWith("        \\i "))
                .anyMatch(line -> line.startsWith("10 TVIEWs registered, 0 rights given back · verified"))
                .anyMatch(line -> line.startsWith("writes of shop_app proved on "))
                .anyMatch(line -> line.startsWith("! ") && line.endsWith("→ refresh-all --stale"));
        assertThat(cluster.value(RESTORED, "SELECT data ->> 'name' FROM tv_user WHERE pk_user = 7"))
                .isNotEqualTo("Ada");
        cluster.sql(RESTORED, "UPDATE tb_user SET name = 'Eve' WHERE pk_user = 7");
        assertThat(cluster.value(RESTORED, "SELECT data ->> 'name' FROM tv_user WHERE pk_user = 7"))
                .isEqualTo("Eve");
        String dependencies = "SELECT entity, array(SELECT d::regclass::text FROM unnest(dependencies) d ORDER BY 1)"
                + " FROM pg_tview_meta ORDER BY 1";
        assertThat(cluster.query(RESTORED, dependencies)).isEqualTo(cluster.query(DATABASE, dependencies));
    }

    @Test
    @Tag("T3")
    @Tag("T4")
    void aManifestBringsBackAllThatWasRegisteredAndGranted() {
        cluster.sql(DATABASE, "ALTER EVENT TRIGGER pg_tviews_ddl_end DISABLE");
        String registrations = cluster.value(DATABASE, REGISTRATIONS);
        Path backup = home.resolve("backup");
        tvsh.run(new BackupCommand(), "--to", backup.toString());
        cluster.sql(DATABASE, "DROP EXTENSION pg_tviews");
        TvshException dropped = catchThrowableOfType(TvshException.class, this::adopt);
        assertThat(dropped.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(dropped.advice()).anyMatch(line -> line.startsWith("CREATE EXTENSION pg_tviews;"));
        cluster.sql(DATABASE, "CREATE EXTENSION pg_tviews");
        assertThatThrownBy(() ->
                        cluster.sql(DATABASE, "SET ROLE shop_app; UPDATE tb_user SET name = 'x' WHERE pk_user = 7"))
                .hasMessageContaining("permission denied for table pg_tview_meta");

        Outcome outcome = adopt("--from", backup.toString(), "--as", "shop_app");

        assertThat(tvsh.lines()).anyMatch(line -> line.startsWith("writes of shop_app proved on "));
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(cluster.value(DATABASE, REGISTRATIONS)).isEqualTo(registrations);
        assertThat(cluster.value(DATABASE, "SELECT evtenabled FROM pg_event_trigger"))
                .isEqualTo("D");
        cluster.sql(DATABASE, "SET ROLE shop_app; UPDATE tb_user SET name = 'Ada' WHERE pk_user = 7");
        assertThat(shown()).isEqualTo("Ada");

        assertThat(adopt("--from", backup.resolve("manifest.json").toString()).exitCode())
                .isEqualTo(ExitCode.DONE);
        assertThat(tvsh.lines()).singleElement().asString().startsWith("Nothing to do: 10 TVIEWs registered just so");
        assertThat(tvsh.questions()).isEmpty();
    }

    @Test
    @Tag("T5")
    void anExtensionThatCannotBeMadeInThatVersionIsToldToBeMadeInOneThatIsThere() throws IOException {
        Path backup = home.resolve("backup");
        tvsh.run(new BackupCommand(), "--to", backup.toString());
        String registrations = cluster.value(DATABASE, REGISTRATIONS);
        // As the guides have it: each by itself, so the first is done for good when the second fails.
        cluster.sql(DATABASE, "DROP EXTENSION pg_tviews");
        assertThatThrownBy(() -> cluster.sql(DATABASE, "CREATE EXTENSION pg_tviews VERSION '0.1.1'"))
                .hasMessageContaining("no installation script nor update path for version \"0.1.1\"");
        assertThatThrownBy(() -> rename("Ada")).hasMessageContaining("pg_tviews_cascade");

        TvshException refused = catchThrowableOfType(TvshException.class, () -> adopt("--from", backup.toString()));

        assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused.advice())
                .containsExactly(
                        "Its triggers are still there, so writes to their tables fail.",
                        "CREATE EXTENSION pg_tviews;    then adopt, before anybody writes");
        Outcome checked = tvsh.run(new CheckCommand(), "tv.dropped");
        assertThat(checked.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(tvsh.run(new DriftCommand()).exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(tvsh.lines()).last().isEqualTo("→ CREATE EXTENSION pg_tviews;    then adopt, before anybody writes");
        cluster.sql(DATABASE, "CREATE EXTENSION pg_tviews");
        assertThat(adopt("--from", backup.toString()).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(cluster.value(DATABASE, REGISTRATIONS)).isEqualTo(registrations);
        rename("Ada");
        assertThat(shown()).isEqualTo("Ada");
    }

    @Test
    void recordedRightsOnTablesAndViewsAreGivenBack() throws IOException {
        cluster.sql(DATABASE, "GRANT SELECT (data), UPDATE (data) ON tv_user TO shop_app WITH GRANT OPTION");
        cluster.sql(DATABASE, "GRANT SELECT ON v_user TO PUBLIC");
        Path backup = home.resolve("backup");
        tvsh.run(new BackupCommand(), "--to", backup.toString());
        String rights =
                "SELECT json_agg(json_build_array(c.oid, g.grantee::regrole, g.privilege_type, g.is_grantable, a.attacl)"
                        + " ORDER BY c.oid, g.grantee, g.privilege_type, a.attacl::text)::text"
                        + " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(c.relacl) g"
                        + " WHERE c.relname ~ '^t?v_'";
        String before = cluster.value(DATABASE, rights);
        cluster.sql(DATABASE, "REVOKE ALL ON tv_user, v_user FROM shop_app, PUBLIC");
        cluster.sql(DATABASE, "REVOKE ALL (data) ON tv_user FROM shop_app");

        Outcome outcome = adopt("--from", backup.toString(), "--only", "user", "--no-drift");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(tvsh.lines()).anyMatch(line -> line.contains(" recorded rights given back: "));
        assertThat(tvsh.ran())
                .contains(
                        "GRANT \"select\" ON TABLE public.v_user TO PUBLIC",
                        "GRANT update (data) ON TABLE public.tv_user TO shop_app WITH GRANT OPTION");
        assertThat(cluster.value(DATABASE, rights)).isEqualTo(before);
        assertThat(adopt("--from", backup.toString()).stable()).containsExactly("10 right already");
    }

    /** T4. Nothing is tried that an extension built as it ships would end the server for. */
    @Test
    @Tag("T4")
    void aRoleWhoseWritesWouldFailIsToldWhatItLacks() {
        cluster.sql(DATABASE, "DROP EXTENSION pg_tviews");
        cluster.sql(DATABASE, "CREATE EXTENSION pg_tviews");

        Outcome outcome = adopt("--as", "shop_app");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(tvsh.lines())
                .contains(
                        "✗ writes of shop_app fail: it lacks rights, nothing was written",
                        "  GRANT SELECT ON public.pg_tview_meta TO shop_app;");
        assertThat(tvsh.ran()).noneMatch(statement -> statement.startsWith("UPDATE"));

        cluster.sql(DATABASE, "GRANT SELECT ON public.pg_tview_meta TO shop_app");
        assertThat(adopt("--as", "shop_app").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(tvsh.lines()).anyMatch(line -> line.startsWith("writes of shop_app proved on "));
        assertThatThrownBy(() -> adopt("--as", "nobody")).hasMessage("there is no role 'nobody'");
    }

    /** T7: rows with the OIDs of another database. */
    @Test
    @Tag("T7")
    void oldOidsAreReplacedAndTheUndoBringsThemBack() throws IOException {
        String before = cluster.value(DATABASE, REGISTRATIONS);
        cluster.sql(
                DATABASE,
                "UPDATE pg_tview_meta SET table_oid = 4000000000::bigint::oid, dependencies = '{4000000001}' WHERE entity <> 'user'");
        cluster.sql(
                DATABASE,
                "UPDATE pg_tview_meta SET table_oid = 'pg_class'::regclass, view_oid = 'pg_tables'::regclass WHERE entity = 'user'");
        String broken = cluster.value(DATABASE, "SELECT json_agg(m ORDER BY entity)::text FROM pg_tview_meta m");

        Outcome outcome = adopt("--no-drift");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.stable()).contains("user replaced", "offer replaced").hasSize(11);
        assertThat(cluster.query(
                        DATABASE,
                        "SELECT entity, table_oid::regclass, view_oid::regclass FROM pg_tview_meta ORDER BY 1"))
                .hasSize(10)
                .contains(List.of("user", "tv_user", "v_user"), List.of("invoice", "tv_invoice", "v_invoice"));
        assertThat(before).contains("tv_invoice");

        Path undo = undoFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(undo)))
                .isEqualTo("rw-------");
        cluster.sql(DATABASE, Files.readString(undo));
        assertThat(cluster.value(DATABASE, "SELECT json_agg(m ORDER BY entity)::text FROM pg_tview_meta m"))
                .isEqualTo(broken);
    }

    private Path undoFile() throws IOException {
        try (var files = Files.list(home.resolve("undo"))) {
            return files.reduce((one, other) -> other).orElseThrow();
        }
    }

    /** T22: two tables of the name. */
    @Test
    @Tag("T22")
    void whereTwoTablesCouldBeMeantItRefusesAndLists() {
        cluster.sql(DATABASE, "DELETE FROM pg_tview_meta WHERE entity IN ('user', 'offer')");
        cluster.sql(DATABASE, "CREATE SCHEMA staging");
        cluster.sql(DATABASE, "CREATE TABLE staging.tv_user AS TABLE tv_user");
        cluster.sql(DATABASE, "CREATE VIEW staging.v_user AS TABLE v_user");

        TvshException refused = catchThrowableOfType(TvshException.class, this::adopt);

        assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused).hasMessage("1 TVIEW cannot be registered");
        assertThat(refused.advice())
                .contains("✗ user: could be public.tv_user or staging.tv_user", "Nothing was changed.");
        assertThat(cluster.value(DATABASE, "SELECT count(*) FROM pg_tview_meta"))
                .isEqualTo("8");
        cluster.sql(DATABASE, "DROP SCHEMA staging CASCADE");
        cluster.sql(DATABASE, "ALTER TABLE tv_user RENAME TO users");
        assertThat(catchThrowableOfType(TvshException.class, this::adopt).advice())
                .contains(
                        "✗ user: no table tv_user has a view v_user beside it; triggers for it are on public.tb_user");
        assertThat(adopt("--except", "user", "--no-drift").stable())
                .containsExactly("offer registered", "0 right already");
        assertThatThrownBy(() -> adopt("--only", "nobody")).hasMessage("there is no TVIEW 'nobody' to register");
    }

    @Test
    void aManifestThatDoesNotFitTheDatabaseIsRefused() {
        Path backup = home.resolve("backup");
        tvsh.run(new BackupCommand(), "--to", backup.toString());
        cluster.sql(DATABASE, "DELETE FROM pg_tview_meta");
        cluster.sql(DATABASE, "DROP TABLE tv_payment");
        cluster.sql(DATABASE, "ALTER TABLE tv_user RENAME TO users");
        cluster.sql(DATABASE, "CREATE VIEW tv_user AS TABLE users");
        cluster.sql(
                DATABASE,
                "INSERT INTO pg_tview_meta (entity, table_oid, view_oid, definition) VALUES"
                        + " ('category', 'tv_supplier'::regclass, 'v_supplier'::regclass, '')");

        TvshException refused = catchThrowableOfType(TvshException.class, () -> adopt("--from", backup.toString()));

        assertThat(refused.advice())
                .contains(
                        "✗ category: is registered with the table public.tv_supplier, not public.tv_category",
                        "✗ payment: no table public.tv_payment",
                        "✗ supplier: public.tv_supplier is registered as category",
                        "✗ user: public.tv_user is no table");
        assertThat(cluster.value(DATABASE, "SELECT count(*) FROM pg_tview_meta"))
                .isEqualTo("1");
        assertThatThrownBy(() -> adopt("--from", home.resolve("nothing").toString()))
                .hasMessageStartingWith("there is no backup");
    }

    @Test
    void aTableOfRegistrationsThatIsNotKnownIsNotFilled() {
        cluster.sql(DATABASE, "DELETE FROM pg_tview_meta");
        cluster.sql(DATABASE, "ALTER TABLE pg_tview_meta ADD COLUMN source_hash bytea NOT NULL");
        assertThatThrownBy(this::adopt)
                .hasMessage("public.pg_tview_meta cannot be filled: nothing is known of its column source_hash bytea");
        cluster.sql(DATABASE, "ALTER TABLE pg_tview_meta ALTER source_hash SET DEFAULT ''");
        assertThat(adopt("--no-drift").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(cluster.value(DATABASE, "SELECT count(*) FROM pg_tview_meta"))
                .isEqualTo("10");
    }

    @Test
    void dryRunShowsAndChangesNothing() {
        cluster.sql(DATABASE, "DELETE FROM pg_tview_meta WHERE entity = 'user'");
        adopt("--dry-run");
        assertThat(tvsh.wouldRun()).hasSize(2);
        assertThat(tvsh.wouldRun().get(0)).isEqualTo("LOCK TABLE public.pg_tview_meta IN SHARE ROW EXCLUSIVE MODE");
        assertThat(tvsh.wouldRun().get(1)).startsWith("INSERT INTO public.pg_tview_meta (entity, view_oid, table_oid");
        assertThat(tvsh.lines())
                .contains(
                        "undo    DELETE FROM public.pg_tview_meta WHERE entity = ANY (ARRAY['user']::pg_catalog.text[])");
        assertThat(cluster.value(DATABASE, "SELECT count(*) FROM pg_tview_meta"))
                .isEqualTo("9");
        assertThat(tvsh.journal().entries()).isEmpty();
        assertThat(home.resolve("undo")).doesNotExist();
    }

    @Test
    void killedAnywhereAndRunAgainAllIsRegistered() {
        String all = cluster.value(DATABASE, "SELECT count(*) FROM pg_tview_meta");
        int deaths = 0;
        for (int n = 1; ; n++) {
            cluster.sql(DATABASE, "DELETE FROM pg_tview_meta WHERE entity IN ('user', 'offer')");
            try {
                tvsh.dieAt(n).run(new AdoptCommand(), "--no-drift");
                break;
            } catch (Killed e) {
                deaths++;
            }
            assertThat(cluster.value(DATABASE, "SELECT count(*) FROM pg_tview_meta"))
                    .as("after death at %d: all or nothing", n)
                    .isIn("8", "10");
            assertThat(adopt("--no-drift").exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(cluster.value(DATABASE, "SELECT count(*) FROM pg_tview_meta"))
                    .isEqualTo(all);
            assertThat(tvsh.journal().open("adopt")).as("after death at %d", n).isEmpty();
        }
        assertThat(deaths).isGreaterThan(30);
    }

    @Test
    void namesThatNeedQuotes() {
        String schema = "s\"; DROP TABLE tb_user; --";
        String entity = "zoë' $(id)\n\\";
        HostileTview.create(cluster, DATABASE, schema, entity);
        String before = cluster.value(
                DATABASE,
                "SELECT json_agg(json_build_array(entity, table_oid, view_oid, dependencies)) FROM pg_tview_meta");
        Path backup = home.resolve("backup");
        tvsh.run(new BackupCommand(), "--to", backup.toString());
        for (String[] words : List.of(new String[] {}, new String[] {"--from", backup.toString()})) {
            cluster.sql(
                    DATABASE,
                    "DELETE FROM pg_tview_meta WHERE table_oid = (SELECT table_oid FROM pg_tview_meta ORDER BY table_oid DESC LIMIT 1)");
            assertThat(adopt(words).stable()).contains(entity + " registered");
            assertThat(
                            cluster.value(
                                    DATABASE,
                                    "SELECT json_agg(json_build_array(entity, table_oid, view_oid, dependencies)) FROM pg_tview_meta"))
                    .isEqualTo(before);
        }
    }

    @Test
    void itWaitsForNobodyAndHoldsUpNoWriter() throws Exception {
        cluster.sql(DATABASE, "DELETE FROM pg_tview_meta WHERE entity = 'offer'");
        try (var other = cluster.connect(DATABASE);
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SET client_min_messages = error; UPDATE tb_user SET name = 'Ada' WHERE pk_user = 7");
            assertThat(adopt("--no-drift").stable()).containsExactly("offer registered", "0 right already");
            other.rollback();
            statement.execute("LOCK TABLE pg_tview_meta IN SHARE MODE");
            other.commit();
        }
        rename("Eve");
        assertThat(shown()).isEqualTo("Eve");
    }
}
