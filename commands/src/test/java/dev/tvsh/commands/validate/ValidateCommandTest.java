package dev.tvsh.commands.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.check.CheckCommand;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.status.StatusCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.tview.HostileTview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.manifest.ManifestFile;
import dev.tvsh.commands.tview.manifest.ManifestRecorder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ShopCluster.class)
class ValidateCommandTest {
    @TempDir
    Path state;

    /** Size is not what these tests are about. */
    @BeforeAll
    static void fewRows(TestCluster cluster) {
        cluster.sql("shop", "CREATE TABLE few AS SELECT * FROM tb_order_line LIMIT 5");
        cluster.sql("shop", "TRUNCATE tb_order_line, tv_order_line");
        cluster.sql("shop", "INSERT INTO tb_order_line SELECT * FROM few");
        cluster.sql("shop", "DROP TABLE few");
    }

    @Test
    void anUntouchedDatabaseIsAsBefore(TestCluster cluster) {
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        record(cluster, "shop");
        Outcome outcome = runner.run(new ValidateCommand(), manifest());
        assertThat(runner.lines()).hasSize(3);
        assertThat(runner.lines().get(0))
                .startsWith(
                        "! not tried: write to public.tb_category (followed by public.tv_category): 10 or more rows");
        assertThat(runner.lines().get(2))
                .startsWith("As before: 10 TVIEWs, 18 triggers, 11 base tables, writes proved on 7 of 12 tables");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(runner.run(new ValidateCommand(), manifest()).stable()).isEqualTo(outcome.stable());
    }

    @Test
    void theProbeLeavesNothingBehind(TestCluster cluster) {
        record(cluster, "shop");
        String rows = "SELECT md5(string_agg(t::text || t.ctid::text, '' ORDER BY pk_category)) FROM tv_category t";
        String before = cluster.value("shop", rows);
        validate(cluster);
        assertThat(cluster.value("shop", rows)).isEqualTo(before);
    }

    @Test
    void whatWasLostIsFound(TestCluster cluster) {
        record(cluster, "shop");
        String view = cluster.value("shop", "SELECT pg_get_viewdef('v_user'::regclass)");
        cluster.sql("shop", "CREATE OR REPLACE VIEW v_user AS " + view.replace("'since'", "'from'"));
        assertThat(differences(cluster)).anyMatch(line -> line.startsWith("definition of public.v_user: expected '…"));
        cluster.sql("shop", "CREATE OR REPLACE VIEW v_user AS " + view);

        cluster.sql("shop", "ALTER TABLE tb_order DISABLE TRIGGER trg_tview_order_on_tb_order");
        assertThat(differences(cluster))
                .containsExactly("trigger trg_tview_order_on_tb_order on public.tb_order:"
                        + " expected O, calls public.tview_trigger_handler for order,"
                        + " is D, calls public.tview_trigger_handler for order");
        cluster.sql("shop", "ALTER TABLE tb_order ENABLE TRIGGER trg_tview_order_on_tb_order");

        // Enabling all would not be the state of before either.
        cluster.sql("shop", "ALTER TABLE sales.tb_invoice ENABLE TRIGGER trg_tview_invoice_on_tb_invoice");
        assertThat(differences(cluster)).singleElement().asString().contains("expected A,", "is O,");
        cluster.sql("shop", "ALTER TABLE sales.tb_invoice ENABLE ALWAYS TRIGGER trg_tview_invoice_on_tb_invoice");

        cluster.sql("shop", "REVOKE SELECT ON pg_tview_meta FROM shop_app");
        assertThat(differences(cluster))
                .containsExactly("rights on public.pg_tview_meta of shop_app: expected SELECT, is nothing");
        cluster.sql("shop", "GRANT SELECT ON pg_tview_meta TO shop_app");

        cluster.sql("shop", "REVOKE UPDATE ON tv_order FROM shop_app");
        assertThat(differences(cluster))
                .containsExactly(
                        "rights on public.tv_order of shop_app: expected INSERT, SELECT, UPDATE, is INSERT, SELECT");
        cluster.sql("shop", "GRANT UPDATE ON tv_order TO shop_app");

        cluster.sql("shop", "INSERT INTO tb_contact (fk_supplier, name, email) VALUES (1, 'new', 'n@x')");
        assertThat(differences(cluster)).containsExactly("rows of public.tb_contact: expected 150, is 151");
        cluster.sql("shop", "DELETE FROM tb_contact WHERE name = 'new'");
        cluster.sql("shop", "SELECT pg_tviews_refresh('supplier')");

        cluster.sql("shop", "ALTER DATABASE shop RESET search_path");
        assertThat(differences(cluster)).contains("setting search_path: expected public, sales, is nothing");
        cluster.sql("shop", "ALTER DATABASE shop SET search_path = public, sales");

        cluster.sql("shop", "DROP INDEX tv_order_by_user");
        assertThat(differences(cluster))
                .singleElement()
                .asString()
                .startsWith("index public.tv_order: expected CREATE INDEX");
        cluster.sql("shop", "CREATE INDEX tv_order_by_user ON tv_order (fk_user)");
        assertThat(differences(cluster)).isEmpty();
    }

    @Test
    void aLostRegistrationIsFoundTwiceOverSinceWritesAreNotFollowed(TestCluster cluster) {
        record(cluster, "shop");
        cluster.sql("shop", "CREATE TABLE kept AS SELECT * FROM pg_tview_meta WHERE entity = 'review'");
        cluster.sql("shop", "DELETE FROM pg_tview_meta WHERE entity = 'review'");
        assertThat(differences(cluster))
                .contains("TVIEW public.tv_review: expected registered as review, is not registered");
        cluster.sql("shop", "INSERT INTO pg_tview_meta SELECT * FROM kept");
        cluster.sql("shop", "DROP TABLE kept");
        assertThat(differences(cluster)).isEmpty();
    }

    @Test
    void onlyMoreDriftThanBeforeIsADifference(TestCluster cluster) {
        cluster.sql("shop", "INSERT INTO tv_category (pk_category, id) VALUES (9999, gen_random_uuid())");
        record(cluster, "shop");
        assertThat(differences(cluster)).isEmpty();
        cluster.sql("shop", "DELETE FROM tv_category WHERE pk_category = 9999");
        assertThat(differences(cluster)).isEmpty();
        cluster.sql("shop", "UPDATE tv_supplier SET data = '{}' WHERE pk_supplier = 7");
        assertThat(differences(cluster))
                .containsExactly("drift of public.tv_supplier: expected 0 missing, 0 extra, 0 differing,"
                        + " is 0 missing, 0 extra, 1 differing");
        cluster.sql("shop", "SELECT pg_tviews_refresh('supplier')");
    }

    @Test
    void aHandlerThatDoesNothingIsSeenByTheProbeAlone(TestCluster cluster) {
        record(cluster, "shop");
        String handler = cluster.value("shop", "SELECT pg_get_functiondef('public.tview_trigger_handler'::regproc)");
        cluster.sql(
                "shop",
                "CREATE OR REPLACE FUNCTION public.tview_trigger_handler() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$BEGIN RETURN NULL; END$$");
        assertThat(differences(cluster))
                .contains("write to public.tb_supplier (followed by public.tv_supplier): its row was not written")
                .allMatch(line -> line.startsWith("write to "));
        cluster.sql("shop", handler);
        assertThat(differences(cluster)).isEmpty();
    }

    @Test
    void aWriteThatFailsIsTheFirstThingSaid(TestCluster cluster) {
        record(cluster, "shop");
        cluster.sql("shop", "ALTER FUNCTION pg_tviews_cascade(oid, bigint) RENAME TO pg_tviews_away");
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        assertThat(runner.run(new ValidateCommand(), manifest()).exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(runner.lines().get(0))
                .startsWith("✗ write to ")
                .contains("pg_tviews_cascade(oid, bigint) does not exist");
        cluster.sql("shop", "ALTER FUNCTION pg_tviews_away(oid, bigint) RENAME TO pg_tviews_cascade");
        assertThat(differences(cluster)).isEmpty();
    }

    @Test
    void aRowThatSomebodyHoldsIsUndeterminedNotBroken(TestCluster cluster) throws Exception {
        record(cluster, "shop");
        try (Connection other = cluster.connect("shop");
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE tb_offer IN SHARE MODE");
            Outcome outcome = validate(cluster);
            assertThat(outcome.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(String.valueOf(outcome.document().get("undetermined")))
                    .contains("public.tb_offer", "lock timeout");
            other.rollback();
        }
    }

    @Test
    void namesThatNeedQuotingAreProbedToo(TestCluster cluster) {
        String schema = "s\"; DROP TABLE tb_user; --";
        HostileTview.create(cluster, "shop", schema, "Zoë's \"x\"");
        record(cluster, "shop");
        // The extension itself cannot write it: it quotes nothing.
        assertThat(differences(cluster))
                .singleElement()
                .asString()
                .startsWith("write to \"s\"\"; DROP TABLE tb_user; --\".");
        HostileTview.drop(cluster, "shop", schema, "Zoë's \"x\"");
    }

    @Test
    void lettersOfOtherLanguagesNeedNoQuotes(TestCluster cluster) {
        HostileTview.create(cluster, "shop", "größe", "été");
        record(cluster, "shop");
        List<String> differences = differences(cluster);
        HostileTview.drop(cluster, "shop", "größe", "été");
        // The schema is not in the search_path, and the extension does not write that before its names.
        assertThat(differences).singleElement().asString().endsWith("relation \"v_été\" does not exist");
    }

    @Test
    void theManifestComesFromTheNewestBackupOrUpgrade(TestCluster cluster) {
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        assertThatThrownBy(() -> runner.run(new ValidateCommand()))
                .isInstanceOf(TvshException.class)
                .hasMessage("there is no manifest to compare with");
        record(cluster, "shop");
        var backup = runner.journal().begin("backup", Map.of());
        runner.journal().close(backup, "done", Map.of("manifest", "/nonexistent/manifest.json"));
        assertThatThrownBy(() -> runner.run(new ValidateCommand()))
                .hasMessage("the manifest to compare with is gone: /nonexistent/manifest.json")
                .isInstanceOfSatisfying(
                        TvshException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED));
        assertThat(runner.run(new ValidateCommand(), manifest().toString()).exitCode())
                .isEqualTo(ExitCode.DONE);
        assertThatThrownBy(() -> runner.run(new ValidateCommand(), "nosuch")).hasMessage("there is no backup nosuch");
        runner.journal().begin("upgrade-cluster", Map.of("baseline", manifest()));
        assertThat(runner.run(new ValidateCommand()).exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    @Tag("T1")
    void aRestoredDumpHasLostItsRegistrationsAndEverythingSaysSo(TestCluster cluster) throws Exception {
        record(cluster, "shop");
        Path dump = state.resolve("shop.dump");
        program("/usr/bin/pg_dump", "-Fc", "-f", dump.toString(), cluster, "shop");
        cluster.createDatabase("restored");
        program("/usr/bin/pg_restore", "--exit-on-error", dump.toString(), "--no-comments", cluster, "restored");
        CommandRunner restored = new CommandRunner(cluster, "restored", state);

        restored.run(new StatusCommand());
        assertThat(restored.lines().get(0)).contains("(nothing registered)", "0 TVIEWs");
        assertThat(restored.lines())
                .anyMatch(line -> line.startsWith("✗ 10 TVIEWs without registration, writes are not followed: "));
        assertThat(restored.run(new CheckCommand(), "--no-drift").exitCode()).isEqualTo(ExitCode.NEGATIVE);
        Outcome outcome = restored.run(new ValidateCommand(), manifest());
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(outcome.stable())
                .contains("TVIEW sales.tv_invoice: expected registered as invoice, is not registered");
        cluster.sql("postgres", "DROP DATABASE restored");
    }

    @Test
    void statusOfAHealthyShopIsOneLineAndOneWarning(TestCluster cluster) {
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        Outcome outcome = runner.run(new StatusCommand());
        assertThat(runner.lines())
                .containsExactly(
                        "shop@127.0.0.1:" + cluster.port()
                                + " · PostgreSQL 15.12 · pg_tviews 0.1.0-beta.8 (beta.7+ surface) · 10 TVIEWs",
                        "! 1 trigger off for writers: trg_tview_order_on_tb_user on public.tb_user (D)"
                                + "   → check tv.triggers_off");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(String.join("\n", outcome.stable())).doesNotContain(Integer.toString(cluster.port()));
    }

    private Outcome validate(TestCluster cluster) {
        return new CommandRunner(cluster, "shop", state).run(new ValidateCommand(), manifest());
    }

    /** The lines with differences; none if all is as before. */
    private List<String> differences(TestCluster cluster) {
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        Outcome outcome = runner.run(new ValidateCommand(), manifest());
        List<String> lines = runner.lines().stream()
                .filter(line -> line.startsWith("✗ "))
                .map(line -> line.substring(2))
                .toList();
        assertThat(outcome.exitCode()).isEqualTo(lines.isEmpty() ? ExitCode.DONE : ExitCode.NEGATIVE);
        return lines;
    }

    private String manifest() {
        return state.resolve("manifest.json").toString();
    }

    private void record(TestCluster cluster, String database) {
        try (SqlRunner sql =
                new CommandRunner(cluster, database, state).context().open()) {
            ManifestFile.write(
                    new ManifestRecorder(sql, Clock.systemUTC()).record(TviewCatalog.read(sql)), Path.of(manifest()));
        }
    }

    private static void program(
            String name, String first, String second, String third, TestCluster cluster, String database)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        name,
                        first,
                        second,
                        third,
                        "-h",
                        cluster.host(),
                        "-p",
                        Integer.toString(cluster.port()),
                        "-U",
                        cluster.user(),
                        "-d",
                        database)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
