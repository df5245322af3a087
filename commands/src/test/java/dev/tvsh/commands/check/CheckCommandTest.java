package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.testing.TransactionIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Each fault is planted on a real server, found, and taken away again. */
@ExtendWith(ShopCluster.class)
class CheckCommandTest {
    @TempDir
    Path state;

    @Test
    void theShopGivesNoFindingThatIsNotTrue(TestCluster cluster) {
        Outcome outcome = run(cluster, "--to", "15.18");
        assertThat(CheckFindings.all(outcome))
                .filteredOn(finding -> finding.status() != Status.OK && finding.status() != Status.SKIPPED)
                .extracting(Finding::id)
                .containsExactlyInAnyOrder(
                        "tv.triggers_off",
                        "tv.unfollowed",
                        "tv.fan_out",
                        "backup.recent",
                        "backup.proved",
                        "env.safety_settings",
                        // 15.20 is out.
                        "env.target_newest_minor");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.document()).containsEntry("route", "pg-minor").containsEntry("from", "15.12");
    }

    @Test
    void aFindingIsOneLineWithWhatToDo(TestCluster cluster) {
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        runner.run(new CheckCommand(), "--to", "15.18");
        assertThat(runner.lines().get(0)).matches("route pg-minor · 15\\.12 → 15\\.18 · \\d+ checks in .*");
        assertThat(runner.lines())
                .contains("! tv.triggers_off      1 trigger off for writers: trg_tview_order_on_tb_user on"
                        + " public.tb_user (D) → on purpose? if not: ALTER TABLE … ENABLE TRIGGER, then"
                        + " refresh-all")
                .endsWith("Nothing blocks; 4 warnings.");
    }

    @Test
    void aMajorTargetIsCheckedAndWhatIsOpenIsSaid(TestCluster cluster) {
        Outcome outcome = run(cluster, "--to", "17", "--no-drift");
        assertThat(CheckFindings.all(outcome))
                .filteredOn(Finding::isUndetermined)
                .extracting(Finding::id)
                .containsExactlyInAnyOrder(
                        "env.build",
                        "env.target_files",
                        "env.target_libraries",
                        "env.target_symbols",
                        "env.target_update_order",
                        "env.target_update_paths",
                        "guc.target_reads");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void theTargetMustBeAStepForward(TestCluster cluster) {
        assertThat(run(cluster, "--to", "15.11", "route.target").exitCode()).isEqualTo(ExitCode.NEGATIVE);
        Outcome older = run(cluster, "--to", "14", "--only", "route.*");
        assertThat(older.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(older.document()).as("no route leads there, none is praised").doesNotContainKey("routes");
        Outcome same = run(cluster, "--to", "15.12", "route.target");
        assertThat(CheckFindings.of(same, "route.target").severity()).isEqualTo(Severity.NOTICE);
        assertThat(same.exitCode()).isEqualTo(ExitCode.DONE);
        assertThatThrownBy(() -> run(cluster, "--to", "seventeen"))
                .isInstanceOf(TvshException.class)
                .hasMessageContaining("not a version");
    }

    @Test
    void anUnknownCheckIsNamed(TestCluster cluster) {
        assertThatThrownBy(() -> run(cluster, "tv.nothing")).hasMessage("there is no check tv.nothing");
        assertThatThrownBy(() -> run(cluster, "--only", "tv.drfit"))
                .isInstanceOfSatisfying(
                        TvshException.class,
                        e -> assertThat(e.advice()).containsExactly("near: tv.drift   all: check --list"));
    }

    @Test
    void aGroupOfChecks(TestCluster cluster) {
        assertThat(CheckFindings.all(run(cluster, "backup.")))
                .extracting(Finding::id)
                .containsExactlyInAnyOrder("backup.recent", "backup.proved");
        assertThat(CheckFindings.all(run(cluster, "--only", "backup.*"))).hasSize(2);
    }

    @Test
    @Tag("T1")
    void aMissingRegistration(TestCluster cluster) {
        cluster.sql("shop", "CREATE TABLE kept AS SELECT * FROM pg_tview_meta WHERE entity IN ('review', 'invoice')");
        cluster.sql("shop", "DELETE FROM pg_tview_meta WHERE entity IN ('review', 'invoice')");
        Outcome outcome = run(cluster, "tv.unregistered");
        assertThat(CheckFindings.of(outcome, "tv.unregistered").objects())
                .containsExactly("sales.tv_invoice", "public.tv_review");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        cluster.sql("shop", "INSERT INTO pg_tview_meta SELECT * FROM kept");
        cluster.sql("shop", "DROP TABLE kept");
        assertFine(cluster, "tv.unregistered");
    }

    @Test
    void aRegistrationOfNothing(TestCluster cluster) {
        cluster.sql(
                "shop",
                "INSERT INTO pg_tview_meta (entity, view_oid, table_oid, definition, dependencies)"
                        + " VALUES ('ghost', 1, 2, '', '{3,4}')");
        Finding finding = found(cluster, "tv.dangling");
        assertThat(finding.detail())
                .isEqualTo("1 registration of something that is gone: ghost (its table, its view, 2 dependencies)");
        cluster.sql("shop", "DELETE FROM pg_tview_meta WHERE entity = 'ghost'");
        assertFine(cluster, "tv.dangling");
    }

    @Test
    @Tag("T22")
    void aViewOfTheSameNameElsewhereAtWhichWritesFail(TestCluster cluster) {
        cluster.sql("shop", "CREATE SCHEMA staging CREATE VIEW v_user AS SELECT 1 AS pk_user");
        Finding finding = found(cluster, "tv.copies");
        assertThat(finding.detail())
                .isEqualTo("1 relation has the name of a TVIEW's view, so that writes to its base tables fail:"
                        + " staging.v_user (TVIEW user)");
        assertThat(finding.severity()).isEqualTo(Severity.BLOCK);
        cluster.sql("shop", "DROP SCHEMA staging CASCADE");
        assertFine(cluster, "tv.copies");
    }

    @Test
    @Tag("T6")
    void whatWouldStandInTheWayOfTheExtension(TestCluster cluster) {
        cluster.sql("shop", "CREATE SCHEMA old CREATE TABLE pg_tview_meta (entity text)");
        assertThat(found(cluster, "tv.leftovers").objects()).containsExactly("table old.pg_tview_meta");
        cluster.sql("shop", "DROP SCHEMA old CASCADE");
        assertFine(cluster, "tv.leftovers");
    }

    @Test
    @Tag("T21")
    void tablesWhoseWritesNeverReachATview(TestCluster cluster) {
        assertThat(found(cluster, "tv.unfollowed").detail())
                .isEqualTo("1 TVIEW does not follow writes to all that it reads: payment of public.tb_payment"
                        + " (partitioned)");
        cluster.sql("shop", "ALTER TABLE tb_supplier DISABLE TRIGGER USER");
        assertThat(found(cluster, "tv.unfollowed").objects()).containsExactly("payment");
        cluster.sql("shop", "ALTER TABLE tb_supplier ENABLE TRIGGER USER");
    }

    @Test
    void aDroppedExtensionAndItsTriggers(TestCluster cluster) {
        cluster.copyDatabase("shop", "dropped");
        cluster.sql("dropped", "DROP EXTENSION pg_tviews");
        Outcome outcome = new CommandRunner(cluster, "dropped", state).run(new CheckCommand());
        assertThat(CheckFindings.of(outcome, "tv.dropped").status()).isEqualTo(Status.PROBLEM);
        assertThat(CheckFindings.of(outcome, "tv.dropped").objects())
                .contains("public.tb_category", "sales.tb_invoice");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        cluster.sql("postgres", "DROP DATABASE dropped");
    }

    @Test
    void anEventTriggerThatIsOff(TestCluster cluster) {
        cluster.sql("shop", "ALTER EVENT TRIGGER pg_tviews_ddl_end DISABLE");
        assertThat(found(cluster, "tv.event_trigger").objects()).containsExactly("pg_tviews_ddl_end");
        cluster.sql("shop", "ALTER EVENT TRIGGER pg_tviews_ddl_end ENABLE");
        assertFine(cluster, "tv.event_trigger");
    }

    @Test
    @Tag("T11")
    void aLibraryThatCannotBeLoaded(TestCluster cluster) {
        String source = cluster.value("shop", "SELECT pg_get_functiondef('pg_tviews_version'::regproc)");
        cluster.sql(
                "shop",
                "CREATE OR REPLACE FUNCTION pg_tviews_version() RETURNS text STRICT LANGUAGE plpgsql AS"
                        + " $$BEGIN RAISE 'could not access file \"$libdir/pg_tviews\"'; END$$");
        assertThat(found(cluster, "tv.library").detail()).contains("could not access file");
        cluster.sql("shop", source);
        assertFine(cluster, "tv.library");
    }

    @Test
    void driftIsANoticeWhereOnlyDeletedRowsStayedAndAWarningElse(TestCluster cluster) {
        cluster.sql("shop", "INSERT INTO tv_category (pk_category, id) VALUES (9999, gen_random_uuid())");
        Finding extra = found(cluster, "tv.drift");
        assertThat(extra.severity()).isEqualTo(Severity.NOTICE);
        assertThat(extra.objects()).containsExactly("public.tv_category");
        cluster.sql("shop", "DELETE FROM tv_category WHERE pk_category = 9999");
        cluster.sql("shop", "UPDATE tv_supplier SET data = '{}' WHERE pk_supplier = 7");
        Finding differing = found(cluster, "tv.drift");
        assertThat(differing.severity()).isEqualTo(Severity.WARN);
        assertThat(differing.detail())
                .isEqualTo("1 row not as the view has it (0 missing, 0 extra, 1 differing): public.tv_supplier");
        cluster.sql("shop", "SELECT pg_tviews_refresh('supplier')");
        assertFine(cluster, "tv.drift");
    }

    @Test
    void oneTviewThatCannotBeReadHidesNoOther(TestCluster cluster) {
        String view = cluster.value("shop", "SELECT pg_get_viewdef('v_category'::regclass)");
        cluster.sql("shop", "CREATE OR REPLACE VIEW v_category AS " + view.replace(";", " WHERE 1 / 0 = pk_category"));
        Finding finding = found(cluster, "tv.drift");
        assertThat(finding.status()).isEqualTo(Status.UNDETERMINED);
        assertThat(finding.detail())
                .contains("public.tv_category (", "division by zero")
                .doesNotContain("tv_user", "aborted");
        cluster.sql("shop", "CREATE OR REPLACE VIEW v_category AS " + view);
        assertFine(cluster, "tv.drift");
    }

    @Test
    @Tag("T14")
    void aPreparedTransaction(TestCluster cluster) throws SQLException {
        try (Connection connection = cluster.connect("shop");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("CREATE TABLE prepared_thing (a int)");
            statement.execute("PREPARE TRANSACTION 'pay-8841'");
        }
        assertThat(found(cluster, "env.prepared").objects()).containsExactly("pay-8841");
        cluster.sql("shop", "ROLLBACK PREPARED 'pay-8841'");
        assertFine(cluster, "env.prepared");
    }

    @Test
    void anInvalidIndex(TestCluster cluster) {
        cluster.sql("shop", "CREATE INDEX broken_index ON tb_user (name)");
        cluster.sql("shop", "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'broken_index'::regclass");
        assertThat(found(cluster, "env.invalid_indexes").objects()).containsExactly("public.broken_index");
        cluster.sql("shop", "DROP INDEX broken_index");
        assertFine(cluster, "env.invalid_indexes");
    }

    @Test
    void aSettingThatWaitsForTheRestartIsNoErrorAndAnErrorIs(TestCluster cluster) throws IOException {
        Path file = cluster.dataDirectory().resolve("test.conf");
        String before = Files.readString(file);
        Files.writeString(file, before + "max_connections = 77\n");
        reload(cluster);
        assertThat(found(cluster, "guc.pending_restart").objects()).containsExactly("max_connections");
        assertFine(cluster, "guc.file_errors");
        Files.writeString(file, before + "no_such_thing = 1\n");
        assertThat(found(cluster, "guc.file_errors").objects()).containsExactly("no_such_thing");
        Files.writeString(file, before);
        reload(cluster);
        assertFine(cluster, "guc.file_errors");
        assertFine(cluster, "guc.pending_restart");
    }

    @Test
    void aCollationOfAnotherVersion(TestCluster cluster) {
        cluster.sql("shop", "CREATE COLLATION sorted (provider = icu, locale = 'de')");
        cluster.sql("shop", "UPDATE pg_collation SET collversion = '1' WHERE collname = 'sorted'");
        assertThat(found(cluster, "min.collation").objects()).containsExactly("collation public.sorted");
        cluster.sql("shop", "DROP COLLATION sorted");
        assertFine(cluster, "min.collation");
    }

    @Test
    void aBackupThatIsThereAndOneWhoseFilesAreGone(TestCluster cluster) throws IOException {
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        assertThat(status(runner, "backup.recent")).isEqualTo(Status.PROBLEM);
        Path folder = state.resolve("kept");
        assertThat(runner.run(new BackupCommand(), "--to", folder.toString()).exitCode())
                .isEqualTo(ExitCode.DONE);
        assertThat(status(runner, "backup.recent")).isEqualTo(Status.OK);
        assertThat(status(runner, "backup.proved")).isEqualTo(Status.PROBLEM);
        Files.delete(folder.resolve("database.dump"));
        assertThat(status(runner, "backup.recent")).isEqualTo(Status.PROBLEM);
    }

    @Test
    void aBackupThatWasProved(TestCluster cluster) {
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        assertThat(runner.run(new BackupCommand(), "--verify", "restore").exitCode())
                .isEqualTo(ExitCode.DONE);
        assertThat(status(runner, "backup.proved")).isEqualTo(Status.OK);
    }

    @Test
    void aLetterAsksForDetailToo(TestCluster cluster) {
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        runner.run(new CheckCommand(), "--no-drift");
        assertThat(runner.lines()).anyMatch(line -> line.contains("check --verbose"));
        runner = new CommandRunner(cluster, "shop", state);
        runner.run(new CheckCommand(), "--no-drift", "-v");
        assertThat(runner.lines()).noneMatch(line -> line.contains("check --verbose"));
        assertThat(runner.lines()).anyMatch(line -> line.contains("tv.dangling"));
    }

    private static Status status(CommandRunner runner, String id) {
        return CheckFindings.of(runner.run(new CheckCommand(), id), id).status();
    }

    @Test
    @Tag("T23")
    void aStandby() throws IOException {
        try (TestCluster cluster = TestCluster.startWithShop()) {
            cluster.stop();
            Path signal = Files.createFile(cluster.dataDirectory().resolve("standby.signal"));
            cluster.startServer();
            Outcome outcome = run(cluster, "--to", "15.18");
            assertThat(CheckFindings.of(outcome, "env.standby").status()).isEqualTo(Status.PROBLEM);
            assertThat(CheckFindings.of(outcome, "tv.drift").status()).isEqualTo(Status.OK);
            assertThat(outcome.exitCode()).isEqualTo(ExitCode.NEGATIVE);
            cluster.stop();
            Files.delete(signal);
            cluster.startServer();
            assertFine(cluster, "env.standby");
        }
    }

    @Test
    void aRoleWithConnectOnlyIsToldWhatItCannotKnow(TestCluster cluster) {
        cluster.sql("postgres", "CREATE ROLE guest LOGIN");
        Outcome outcome =
                new CommandRunner(cluster, "shop", state).as("guest").run(new CheckCommand(), "--to", "15.18");
        assertThat(CheckFindings.all(outcome))
                .filteredOn(Finding::isUndetermined)
                .extracting(Finding::id)
                .containsExactlyInAnyOrder(
                        "tv.unregistered",
                        "tv.dangling",
                        "tv.copies",
                        "tv.unfollowed",
                        "tv.fan_out",
                        "tv.drift",
                        "tv.preload",
                        "tv.library_symbols",
                        "env.long_xacts",
                        "env.unfinished_upgrade",
                        "guc.file_errors");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.REFUSED);
        cluster.sql("postgres", "DROP ROLE guest");
    }

    @Test
    void checkChangesNothingAndTakesNoTransactionId(TestCluster cluster) {
        assertThat(TransactionIds.takenBy(cluster, () -> {
                    for (int i = 0; i < 3; i++) {
                        run(cluster, "--to", "15.18");
                    }
                }))
                .isZero();
    }

    @Test
    void twoRunsCompareEqualAndAChangedViewShows(TestCluster cluster) {
        List<String> stable = run(cluster, "--to", "15.18").stable();
        assertThat(run(cluster, "--to", "15.18").stable()).isEqualTo(stable);
        String view = cluster.value("shop", "SELECT pg_get_viewdef('v_user'::regclass)");
        cluster.sql("shop", "CREATE OR REPLACE VIEW v_user AS " + view.replace("'since'", "'from'"));
        assertThat(run(cluster, "--to", "15.18").stable()).isNotEqualTo(stable);
        cluster.sql("shop", "CREATE OR REPLACE VIEW v_user AS " + view);
        assertThat(run(cluster, "--to", "15.18").stable()).isEqualTo(stable);
    }

    private void assertFine(TestCluster cluster, String id) {
        assertThat(found(cluster, id).status()).isEqualTo(Status.OK);
    }

    /** What a check of this id alone finds. */
    private Finding found(TestCluster cluster, String id) {
        return CheckFindings.of(run(cluster, id), id);
    }

    private Outcome run(TestCluster cluster, String... words) {
        return new CommandRunner(cluster, "shop", state).run(new CheckCommand(), words);
    }

    private static void reload(TestCluster cluster) {
        cluster.sql("postgres", "SELECT pg_reload_conf()");
        // The postmaster reads the files on its own time.
        cluster.sql("postgres", "SELECT pg_sleep(0.5)");
    }
}
