package dev.tvsh.commands.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.CommandRunner.Killed;
import dev.tvsh.commands.testing.ShopCopy;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.triggers.DisableTriggersCommand;
import dev.tvsh.commands.triggers.EnableTriggersCommand;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ShopCopy(RefreshAllTest.DATABASE)
class RefreshAllTest {

    /** Small ones, and tv_offer reads the table tv_supplier. */
    private static final List<String> SMALL = List.of("category", "offer", "supplier");

    static final String DATABASE = "refreshed";

    private final CommandRunner tvsh;
    private final TestCluster cluster;

    RefreshAllTest(TestCluster cluster, @TempDir Path home) {
        this.cluster = cluster;
        this.tvsh = new CommandRunner(cluster, DATABASE, home);
    }

    private long drift(String table, String view, String key) {
        return Long.parseLong(cluster.value(
                DATABASE,
                "SELECT count(*) FROM " + table + " t FULL JOIN " + view + " v USING (" + key + ") WHERE t." + key
                        + " IS NULL OR v." + key + " IS NULL OR t.data IS DISTINCT FROM v.data"));
    }

    private long drift(String entity) {
        return drift("tv_" + entity, "v_" + entity, "pk_" + entity);
    }

    private List<List<@Nullable String>> triggers() {
        return cluster.query(
                DATABASE, "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger ORDER BY 1, 2");
    }

    /** Writes that do not reach the TVIEWs, a deleted row among them. */
    private void spoil() {
        try (Connection connection = cluster.connect(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute("SET session_replication_role TO replica");
            statement.execute("UPDATE tb_supplier SET name = name || '!'");
            statement.execute("UPDATE tb_category SET name = name || '!'");
            statement.execute("DELETE FROM tb_offer WHERE pk_offer <= 5");
            statement.execute(
                    "INSERT INTO tb_category (identifier, name) VALUES ('new', 'new') ON CONFLICT DO NOTHING");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyTableIsAsItsViewAndTriggersAreAsTheyWere() {
        spoil();
        List<List<@Nullable String>> triggers = triggers();
        assertThat(drift("offer")).isPositive();

        Outcome outcome = tvsh.run(new RefreshAllCommand());

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        for (String entity : List.of(
                "category", "product", "user", "review", "supplier", "offer", "order", "order_line", "payment")) {
            assertThat(drift(entity)).as(entity).isZero();
        }
        assertThat(drift("sales.tv_invoice", "sales.v_invoice", "pk_invoice")).isZero();
        assertThat(triggers()).isEqualTo(triggers);
        assertThat(outcome.stable()).hasSize(10).contains("order_line refreshed 200000", "offer refreshed 1195");
        assertThat(outcome.stable().indexOf("supplier refreshed 60"))
                .isLessThan(outcome.stable().indexOf("offer refreshed 1195"));
        assertThat(tvsh.lines()).last().asString().startsWith("10 refreshed, 0 failed, 0 skipped");
        assertThat(tvsh.journal().open("refresh-all")).isEmpty();
        assertThat(tvsh.questions())
                .singleElement()
                .satisfies(asked -> assertThat(asked.typedName()).isEmpty());
    }

    private long done() {
        return tvsh.journal().open("refresh-all").stream()
                .flatMap(entry -> entry.facts().keySet().stream())
                .filter(fact -> fact.startsWith("done "))
                .count();
    }

    @Test
    void severalAtATimeEachAfterAllThatItReads() throws SQLException {
        spoil();
        List<List<@Nullable String>> triggers = triggers();
        CompletableFuture<Outcome> running;
        try (Connection reader = cluster.connect(DATABASE);
                Statement statement = reader.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("LOCK TABLE tv_supplier IN ACCESS SHARE MODE");
            running = CompletableFuture.supplyAsync(
                    () -> tvsh.run(new RefreshAllCommand(), "--jobs", "3", "--lock-timeout", "300"));
            // All others are done, two sessions find nothing to do, and what reads tv_supplier has not begun.
            long end = System.nanoTime() + 120_000_000_000L;
            while (done() < 8) {
                assertThat(System.nanoTime()).as("in time").isLessThan(end);
                assertThat(tvsh.ran()).doesNotContain("TRUNCATE ONLY public.tv_offer");
                LockSupport.parkNanos(20_000_000);
            }
            assertThat(tvsh.ran()).doesNotContain("TRUNCATE ONLY public.tv_offer");
        }
        Outcome outcome = running.join();

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.stable()).hasSize(10).contains("order_line refreshed 200000", "offer refreshed 1195");
        for (String entity : List.of("category", "product", "user", "review", "supplier", "offer", "order_line")) {
            assertThat(drift(entity)).as(entity).isZero();
        }
        assertThat(triggers()).isEqualTo(triggers);
        List<String> ran = tvsh.ran();
        assertThat(ran.indexOf("TRUNCATE ONLY public.tv_supplier"))
                .isLessThan(ran.indexOf("TRUNCATE ONLY public.tv_offer"));
        // Each transaction stands in the transcript as one, whatever ran beside it.
        for (int i = 0; i < ran.size(); i++) {
            if (ran.get(i).startsWith("TRUNCATE")) {
                List<String> after = ran.subList(i + 1, ran.size());
                assertThat(after.subList(0, after.indexOf("COMMIT"))).noneMatch(sql -> sql.startsWith("BEGIN"));
            }
        }
    }

    /** As the real extension's do on a table tv_: they end in a column that does not exist. */
    @Test
    @Tag("T17")
    void triggersOnTheTableOfATviewDoNotFireMeanwhile() {
        cluster.sql(DATABASE, """
                CREATE FUNCTION sales.pg_tview_trigger_handler() RETURNS trigger LANGUAGE plpgsql
                AS $$ BEGIN RAISE EXCEPTION 'fired'; END $$""");
        cluster.sql(DATABASE, """
                CREATE TRIGGER "fails ""here" AFTER INSERT ON tv_supplier FOR EACH ROW
                EXECUTE FUNCTION sales.pg_tview_trigger_handler('offer')""");
        cluster.sql(DATABASE, "ALTER TABLE tv_supplier ENABLE ALWAYS TRIGGER \"fails \"\"here\"");
        cluster.sql(DATABASE, """
                CREATE FUNCTION sales.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$""");
        cluster.sql(DATABASE, """
                CREATE CONSTRAINT TRIGGER later AFTER INSERT ON tv_supplier DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
                EXECUTE FUNCTION sales.note()""");
        List<List<@Nullable String>> triggers = triggers();

        assertThat(tvsh.run(new RefreshAllCommand(), "--only", "supplier").stable())
                .containsExactly("supplier refreshed 60");

        assertThat(triggers()).isEqualTo(triggers);
    }

    @Test
    void dryRunShowsAndChangesNothing() {
        spoil();
        long before = drift("category");

        tvsh.run(new RefreshAllCommand(), "--dry-run", "--only", String.join(",", SMALL));

        List<String> wouldRun = List.copyOf(tvsh.wouldRun());
        assertThat(wouldRun)
                .containsSubsequence(
                        "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
                        "SET LOCAL search_path TO public, pg_catalog, pg_temp",
                        "TRUNCATE ONLY public.tv_supplier",
                        "ALTER TABLE ONLY public.tv_supplier DISABLE TRIGGER trg_tview_offer_on_tv_supplier",
                        "INSERT INTO public.tv_supplier (pk_supplier, id, identifier, data)\n"
                                + "SELECT pk_supplier, id, identifier, data FROM public.v_supplier",
                        "SET CONSTRAINTS ALL IMMEDIATE",
                        "ALTER TABLE ONLY public.tv_supplier ENABLE TRIGGER trg_tview_offer_on_tv_supplier",
                        "COMMIT",
                        "TRUNCATE ONLY public.tv_offer",
                        "INSERT INTO public.tv_offer (pk_offer, id, fk_product, fk_tv_supplier, supplier_id, data)\n"
                                + "SELECT pk_offer, id, fk_product, fk_tv_supplier, supplier_id, data FROM public.v_offer",
                        "COMMIT",
                        "TRUNCATE ONLY public.tv_category",
                        "INSERT INTO public.tv_category (pk_category, id, identifier, data)\n"
                                + "SELECT pk_category, id, identifier, data FROM public.v_category",
                        "COMMIT")
                .anySatisfy(sql -> assertThat(sql).contains("'lock_timeout', '5s'", "'row_security', 'off'"));
        assertThat(drift("category")).isEqualTo(before);
        assertThat(tvsh.journal().entries()).isEmpty();

        // What it would run is what it runs, word for word.
        tvsh.run(new RefreshAllCommand(), "--only", String.join(",", SMALL));
        assertThat(tvsh.ran()
                        .subList(tvsh.ran().size() - wouldRun.size(), tvsh.ran().size()))
                .isEqualTo(wouldRun);
    }

    @Test
    void killedAnywhereAndRunAgainEveryTableIsAsItsView() {
        cluster.sql(DATABASE, "ALTER TABLE tv_supplier ENABLE ALWAYS TRIGGER trg_tview_offer_on_tv_supplier");
        List<List<@Nullable String>> triggers = triggers();
        String[] command = {"--only", String.join(",", SMALL)};
        int deaths = 0;
        for (int n = 1; ; n++) {
            spoil();
            try {
                // With two at a time the events come in another order each time, with one always in the same.
                String[] words = n % 3 == 0 ? new String[] {"--only", String.join(",", SMALL), "--jobs", "2"} : command;
                tvsh.dieAt(n).run(new RefreshAllCommand(), words);
                break;
            } catch (Killed e) {
                deaths++;
            }
            assertThat(triggers()).as("after death at %s", n).isEqualTo(triggers);
            for (String entity : SMALL) {
                assertThat(cluster.value(DATABASE, "SELECT count(*) > 0 FROM tv_" + entity))
                        .isEqualTo("t");
            }
            Outcome again = tvsh.run(new RefreshAllCommand(), command);
            assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
            for (String entity : SMALL) {
                assertThat(drift(entity)).as("%s after death at %s", entity, n).isZero();
            }
        }
        assertThat(deaths).isGreaterThan(30);
        assertThat(triggers()).isEqualTo(triggers);
        assertThat(tvsh.journal().open("refresh-all")).isEmpty();
    }

    @Test
    void anInterruptedRunIsGoneOnWithUnlessSomethingElseWasBegun() {
        dieWhileFilling("tv_offer");
        Outcome rest = tvsh.run(new RefreshAllCommand(), "--only", String.join(",", SMALL));
        assertThat(rest.stable())
                .containsExactly("category refreshed 40", "supplier refreshed 60", "offer refreshed 1200");
        assertThat(tvsh.lines()).anyMatch(line -> line.contains("1 of 3 are done"));

        dieWhileFilling("tv_offer");
        assertThat(tvsh.run(new RefreshAllCommand(), "--only", "category").stable())
                .containsExactly("category refreshed 40");

        dieWhileFilling("tv_offer");
        assertThat(tvsh.run(new RefreshAllCommand(), "--only", String.join(",", SMALL), "--restart")
                        .stable())
                .hasSize(3)
                .noneMatch(line -> line.endsWith("skipped"));

        dieWhileFilling("tv_offer");
        tvsh.run(new DisableTriggersCommand());
        tvsh.run(new EnableTriggersCommand());
        assertThat(tvsh.run(new RefreshAllCommand(), "--only", String.join(",", SMALL))
                        .stable())
                .hasSize(3)
                .noneMatch(line -> line.endsWith("skipped"));
        assertThat(tvsh.journal().open("refresh-all")).isEmpty();
    }

    private void dieWhileFilling(String table) {
        tvsh.dieBefore("INSERT INTO public." + table + " ");
        assertThatThrownBy(() -> tvsh.run(new RefreshAllCommand(), "--only", String.join(",", SMALL), "--restart"))
                .isInstanceOf(Killed.class);
    }

    @Test
    void aViewThatFailsStopsThereAndItsTableStaysAsItWas() {
        cluster.sql(DATABASE, """
                CREATE OR REPLACE VIEW v_supplier AS SELECT pk_supplier, id, identifier,
                jsonb_build_object('x', 1 / (pk_supplier - 7)) AS data FROM tb_supplier""");
        String before =
                cluster.value(DATABASE, "SELECT md5(string_agg(t::text, ',' ORDER BY pk_supplier)) FROM tv_supplier t");

        Outcome stopped = tvsh.run(new RefreshAllCommand(), "--only", String.join(",", SMALL));

        assertThat(stopped.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(stopped.stable()).containsExactly("category skipped", "supplier failed", "offer skipped");
        assertThat(tvsh.lines()).contains("✗ public.tv_supplier: division by zero");
        assertThat(cluster.value(
                        DATABASE, "SELECT md5(string_agg(t::text, ',' ORDER BY pk_supplier)) FROM tv_supplier t"))
                .isEqualTo(before);

        Outcome continued = tvsh.run(new RefreshAllCommand(), "--only", "supplier,offer,user", "--continue");
        assertThat(continued.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(continued.stable()).containsExactly("supplier failed", "user refreshed 5000", "offer skipped");
    }

    @Test
    void staleOnesOnlyAndThoseThatReadThem() {
        assertThat(tvsh.run(new RefreshAllCommand(), "--stale", "--only", String.join(",", SMALL))
                        .document())
                .containsEntry("tviews", List.of());
        assertThat(tvsh.lines()).containsExactly("Nothing to refresh: no drift.");
        cluster.sql(DATABASE, "UPDATE tv_supplier SET data = data || '{\"spoilt\": true}' WHERE pk_supplier = 1");
        assertThat(drift("offer")).isZero();

        Outcome outcome = tvsh.run(new RefreshAllCommand(), "--stale", "--only", String.join(",", SMALL));

        assertThat(outcome.stable()).containsExactly("supplier refreshed 60", "offer refreshed 1200");
        assertThat(drift("supplier") + drift("offer")).isZero();
    }

    @Test
    void aTableThatSomebodyHoldsIsNamedWithTheHolder() throws SQLException {
        try (Connection other = cluster.connect(DATABASE);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SET application_name TO 'a reader'");
            statement.executeQuery("SELECT count(*) FROM tv_supplier").close();

            Outcome outcome = tvsh.run(
                    new RefreshAllCommand(),
                    "--only",
                    String.join(",", SMALL),
                    "--lock-timeout",
                    "1",
                    "--retries",
                    "1");

            assertThat(outcome.stable()).containsExactly("category refreshed 40", "supplier failed", "offer skipped");
            assertThat(tvsh.lines())
                    .anyMatch(line -> line.startsWith("✗ public.tv_supplier: ") && line.contains("lock timeout"));
            assertThat(tvsh.lines()).anyMatch(line -> line.contains("a reader"));
            other.rollback();
        }
    }

    @Test
    void preparedTransactionsAreNamed() throws SQLException {
        try (Connection other = cluster.connect(DATABASE);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("UPDATE tv_supplier SET data = data WHERE pk_supplier = 1");
            statement.execute("PREPARE TRANSACTION 'pay-8841'");
        }
        Outcome outcome =
                tvsh.run(new RefreshAllCommand(), "--only", "supplier", "--lock-timeout", "1", "--retries", "1");
        assertThat(outcome.stable()).containsExactly("supplier failed");
        assertThat(tvsh.lines())
                .anyMatch(line -> line.startsWith("! prepared transaction 'pay-8841'") && line.contains("tv_supplier"))
                .anyMatch(line -> line.contains("held by the prepared transaction 'pay-8841'"));
        cluster.sql(DATABASE, "ROLLBACK PREPARED 'pay-8841'");
    }

    @Test
    void refusedWhereItCannotBeDoneRight() {
        cluster.sql(DATABASE, "CREATE TABLE mine (fk bigint REFERENCES tv_supplier)");
        TvshException foreignKey = catchThrowableOfType(
                TvshException.class, () -> tvsh.run(new RefreshAllCommand(), "--only", "supplier"));
        assertThat(foreignKey.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(foreignKey).hasMessageContaining("public.mine (mine_fk_fkey) to public.tv_supplier");
        cluster.sql(DATABASE, "DROP TABLE mine");

        cluster.sql(DATABASE, "DELETE FROM pg_tview_meta WHERE entity = 'user'");
        TvshException unregistered = catchThrowableOfType(TvshException.class, () -> tvsh.run(new RefreshAllCommand()));
        assertThat(unregistered.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(unregistered).hasMessageContaining("public.tv_user");
        assertThatThrownBy(() -> tvsh.run(new RefreshAllCommand(), "--only", "nobody"))
                .hasMessageContaining("no TVIEW named 'nobody'");
    }

    @Test
    void columnsOfTheUsersAreWarnedOf() {
        cluster.sql(DATABASE, "ALTER TABLE tv_supplier ADD COLUMN \"my \"\"note\" text");
        tvsh.run(new RefreshAllCommand(), "--only", "supplier");
        assertThat(tvsh.lines())
                .anyMatch(line -> line.startsWith("! public.tv_supplier") && line.contains("my \"note"));
        assertThat(tvsh.lines()).contains("! left out, but reads one of these: public.tv_offer   → --with-dependents");
    }

    @Test
    void namesThatNeedQuotesAndTablesOfTheSameNameElsewhere() {
        for (String name : List.of("a\"b", "\"; DROP TABLE tb_user; --", "new\nline", "$(id)", "it's, too", "Grün €")) {
            String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
            cluster.sql(DATABASE, "CREATE SCHEMA " + quoted);
            cluster.sql(DATABASE, "CREATE VIEW " + quoted + "." + quoted + " AS SELECT 1::bigint AS " + quoted);
            cluster.sql(DATABASE, "CREATE TABLE " + quoted + ".t (" + quoted + " bigint)");
            cluster.sql(
                    DATABASE,
                    "INSERT INTO pg_tview_meta (entity, view_oid, table_oid, definition) VALUES ('"
                            + name.replace("'", "''") + "', '" + (quoted + "." + quoted).replace("'", "''")
                            + "'::regclass, '"
                            + (quoted + ".t").replace("'", "''") + "'::regclass, '')");

            Outcome outcome = tvsh.run(new RefreshAllCommand(), "--only", name);

            assertThat(outcome.stable()).containsExactly(name + " refreshed 1");
            assertThat(cluster.value(DATABASE, "SELECT count(*) FROM " + quoted + ".t"))
                    .isEqualTo("1");
        }
    }
}
