package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.check.catalog.CheckCatalog;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.check.waiver.WaiveCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import tools.jackson.databind.json.JsonMapper;

/** What a run of check does beside asking: other databases, waivers, earlier runs, routes, repair, and what goes wrong. */
@ExtendWith(ShopCluster.class)
class CheckRunTest {
    private static final String INVALID =
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'broken'::regclass";

    @TempDir
    Path state;

    @Test
    void everyDatabaseIsLookedInto(TestCluster cluster) {
        String name = "odd \"name";
        cluster.createDatabase(name);
        cluster.sql(name, "CREATE TABLE t (a int)");
        cluster.sql(name, "CREATE INDEX broken ON t (a)");
        cluster.sql(name, INVALID);
        assertThat(CheckFindings.single(run(cluster, "env.invalid_indexes")).objects())
                .containsExactly("public.broken (database odd \"name)");
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        assertThat(runner.run(new CheckCommand(), "--fix", "env.invalid_indexes", "--yes")
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
        assertThat(runner.ran()).contains("REINDEX INDEX CONCURRENTLY public.broken");
        assertThat(CheckFindings.single(run(cluster, "env.invalid_indexes")).status())
                .isEqualTo(Status.OK);
        cluster.sql("postgres", "DROP DATABASE \"odd \"\"name\"");
    }

    @Test
    void whatCannotBeRepairedIsSaid(TestCluster cluster) {
        assertThatThrownBy(() -> run(cluster, "--fix", "env.prepared"))
                .isInstanceOf(TvshException.class)
                .hasMessage("check --fix does not repair env.prepared");
    }

    @Test
    void aDatabaseThatMayNotBeEnteredIsSaidOnce(TestCluster cluster) {
        cluster.createDatabase("secret");
        cluster.sql("postgres", "REVOKE CONNECT ON DATABASE secret FROM PUBLIC");
        cluster.sql("postgres", "CREATE ROLE visitor LOGIN");
        CommandRunner runner = new CommandRunner(cluster, "shop", state).as("visitor");
        assertThat(CheckFindings.single(runner.run(new CheckCommand(), "env.databases"))
                        .detail())
                .isEqualTo("no right to connect to secret");
        cluster.sql("postgres", "DROP ROLE visitor");
        cluster.sql("postgres", "ALTER DATABASE secret CONNECTION LIMIT 0");
        cluster.sql("postgres", "DROP DATABASE secret");
    }

    @Test
    void whoMayNotDumpATableOfRowSecurityIsTold(TestCluster cluster) {
        cluster.sql("postgres", "CREATE ROLE dumper LOGIN");
        cluster.sql("shop", "CREATE TABLE hers (a int)");
        cluster.sql("shop", "CREATE TABLE forced (a int)");
        cluster.sql("shop", "ALTER TABLE forced OWNER TO dumper");
        assertThat(hidden(cluster, "dumper")).isEmpty();
        cluster.sql("shop", "ALTER TABLE hers ENABLE ROW LEVEL SECURITY");
        cluster.sql("shop", "ALTER TABLE forced ENABLE ROW LEVEL SECURITY");
        assertThat(hidden(cluster, "dumper")).containsExactly("public.hers");
        cluster.sql("shop", "ALTER TABLE forced FORCE ROW LEVEL SECURITY");
        assertThat(hidden(cluster, "dumper")).containsExactly("public.forced", "public.hers");
        assertThat(hidden(cluster, "postgres")).isEmpty();
        cluster.sql("postgres", "ALTER ROLE dumper BYPASSRLS");
        assertThat(hidden(cluster, "dumper")).isEmpty();
        cluster.sql("shop", "DROP TABLE hers, forced");
        cluster.sql("postgres", "DROP ROLE dumper");
    }

    private List<String> hidden(TestCluster cluster, String role) {
        CommandRunner runner = new CommandRunner(cluster, "shop", state).as(role);
        return CheckFindings.single(runner.run(new CheckCommand(), "beh.row_security", "--route", "dump-restore"))
                .objects();
    }

    @Test
    void aWaiverIsShownCountedAndEnds(TestCluster cluster) throws IOException {
        plantUnregistered(cluster);
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        assertThat(runner.run(new CheckCommand(), "tv.unregistered").exitCode()).isEqualTo(ExitCode.NEGATIVE);
        runner.run(new WaiveCommand(), "tv.unregistered", "--reason", "gone on Monday", "--until", "2999-01-01");
        Outcome waived = runner.run(new CheckCommand(), "tv.unregistered");
        assertThat(CheckFindings.single(waived).status()).isEqualTo(Status.WAIVED);
        assertThat(waived.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(String.join("\n", runner.lines())).contains("(until 2999-01-01, postgres: gone on Monday)");
        Path file = state.resolve("waivers.json");
        Files.writeString(file, Files.readString(file).replace("2999-01-01", "2020-01-01"));
        Outcome expired = runner.run(new CheckCommand(), "tv.unregistered");
        assertThat(expired.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(String.join("\n", runner.lines())).contains("waiver of * expired on 2020-01-01");
        Files.writeString(file, "{\"waivers\": [{\"id\": \"tv.unregistered\"}]}");
        assertThatThrownBy(() -> run(cluster, "tv.unregistered")).hasMessageContaining("cannot read the waivers");
        repairUnregistered(cluster);
    }

    @Test
    void aWaiverOfOneObjectLeavesTheOthers(TestCluster cluster) {
        plantUnregistered(cluster);
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        runner.run(
                new WaiveCommand(),
                "tv.unregistered",
                "--object",
                "public.tv_review",
                "--reason",
                "old",
                "--until",
                "2999-01-01");
        Finding finding = CheckFindings.single(runner.run(new CheckCommand(), "tv.unregistered"));
        assertThat(finding.status()).isEqualTo(Status.PROBLEM);
        assertThat(finding.objects()).containsExactly("sales.tv_invoice");
        repairUnregistered(cluster);
    }

    @Test
    void ofManyChangesTheFirstAreTold(TestCluster cluster) {
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        runner.run(new CheckCommand(), "--to", "15.18");
        cluster.sql("shop", "CREATE TABLE many (a int)");
        try {
            for (int i = 10; i < 22; i++) {
                cluster.sql("shop", "CREATE INDEX many_" + i + " ON many (a)");
            }
            cluster.sql("shop", "UPDATE pg_index SET indisvalid = false WHERE indrelid = 'many'::regclass");
            runner.run(new CheckCommand(), "--to", "15.18", "--since", "last");
            assertThat(runner.lines())
                    .contains("  new    env.invalid_indexes public.many_19", "  new    and 2 more → check --json")
                    .doesNotContain("  new    env.invalid_indexes public.many_20")
                    .anyMatch(line -> line.contains(": 12 new, 0 fixed, "));
        } finally {
            cluster.sql("shop", "DROP TABLE many");
        }
    }

    @Test
    void aRunIsComparedWithTheLastOne(TestCluster cluster) throws IOException {
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        runner.run(new CheckCommand(), "--to", "15.18");
        plantUnregistered(cluster);
        runner.run(new CheckCommand(), "--to", "15.18", "--since", "last");
        assertThat(runner.lines()).contains("  new    tv.unregistered public.tv_review");
        repairUnregistered(cluster);
        runner.run(new CheckCommand(), "--to", "15.18", "--since", "last");
        assertThat(runner.lines()).contains("  fixed  tv.unregistered public.tv_review");
        assertThat(String.join("\n", runner.lines())).contains("0 new, 2 fixed, 8 still there");
        try (Stream<Path> runs = Files.walk(state.resolve("checks")).filter(Files::isRegularFile)) {
            List<Path> files = runs.toList();
            assertThat(files).hasSize(3);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.get(0))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theRoutesToAnotherMajorAreCompared(TestCluster cluster) {
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        Outcome outcome = runner.run(new CheckCommand(), "--to", "17", "--no-drift");
        assertThat(outcome.document()).containsEntry("route", "pg-upgrade");
        assertThat(String.join("\n", runner.lines()))
                .contains(
                        "  pg-upgrade ",
                        "  dump-restore ",
                        "Take pg-upgrade, with 7 undetermined to settle first: neither is blocked, ",
                        "registrations of TVIEWs",
                        "estimates from ");
        Outcome chosen = runner.run(new CheckCommand(), "--to", "17", "--no-drift", "--route", "dump-restore");
        assertThat(chosen.document()).containsEntry("route", "dump-restore").doesNotContainKey("routes");
    }

    @Test
    void howLongARestoreTakesIsMeasuredWhereABackupWasProved(TestCluster cluster) throws IOException {
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        Path folder = state.resolve("proved");
        runner.run(new BackupCommand(), "--to", folder.toString(), "--verify", "restore");
        String[] words = {"--to", "17", "--no-drift"};
        runner.run(new CheckCommand(), words);
        assertThat(String.join("\n", runner.lines()))
                .contains("  dump-restore ", "down ~1 min")
                .doesNotContain("proved on");
        Path proof = folder.resolve("PROVED.json");
        Files.writeString(proof, Files.readString(proof).replaceFirst("\"millis\" : [0-9]+", "\"millis\" : 7200000"));
        runner.run(new CheckCommand(), words);
        assertThat(runner.lines())
                .anyMatch(line -> line.matches("  dump-restore .* down ~[2-9] h [0-9]{2} min .*"))
                .last()
                .asString()
                .matches(".*; restored as fast as the backup that was proved on [0-9-]{10}; the rest by rules of thumb,"
                        + " .*");
    }

    @Test
    void severityIsThatOfTheRoute(TestCluster cluster) throws SQLException {
        try (Connection connection = cluster.connect("shop");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("CREATE TABLE held (a int)");
            statement.execute("PREPARE TRANSACTION 'held'");
        }
        assertThat(run(cluster, "env.prepared", "--to", "15.18").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(run(cluster, "env.prepared", "--to", "17", "--route", "pg-upgrade")
                        .exitCode())
                .isEqualTo(ExitCode.NEGATIVE);
        cluster.sql("shop", "ROLLBACK PREPARED 'held'");
    }

    @Test
    void theListAsksNobody(TestCluster cluster) {
        CommandRunner runner =
                new CommandRunner(cluster, "shop", state).at("127.0.0.2").as("nobody");
        Outcome outcome = runner.run(new CheckCommand(), "--list");
        assertThat(runner.ran()).isEmpty();
        assertThat(runner.lines())
                .anyMatch(line -> line.startsWith("env.prepared ") && line.contains("else: warn, pg-upgrade: block"))
                .endsWith(CheckCatalog.read().all().size() + " checks");
        assertThat(outcome.document()).containsKey("checks");
    }

    @Test
    void whatIsLeftOutIsNamed(TestCluster cluster) {
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        Outcome outcome = runner.run(new CheckCommand(), "--except", "tv.*,backup.recent");
        assertThat(CheckFindings.all(outcome))
                .filteredOn(finding -> finding.id().startsWith("tv."))
                .extracting(Finding::status)
                .containsOnly(Status.SKIPPED);
        assertThat(String.join("\n", runner.lines())).contains("left out: backup.recent, tv.copies, ");
        assertThat(CheckFindings.all(run(cluster, "--only", "tv.*")))
                .allMatch(finding -> finding.id().startsWith("tv."));
    }

    @Test
    void buildServersCanReadIt(TestCluster cluster) throws IOException, SAXException, ParserConfigurationException {
        plantUnregistered(cluster);
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        runner.run(new CheckCommand(), "--to", "15.18", "--junit");
        var suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(String.join("\n", runner.lines()))))
                .getDocumentElement();
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(1);
        repairUnregistered(cluster);
    }

    @Test
    void theDocumentIsAsPromised(TestCluster cluster) {
        Outcome outcome = run(cluster, "--to", "15.18");
        var json = JsonMapper.shared().valueToTree(outcome.document());
        assertThat(json.path("schema").asInt()).isEqualTo(1);
        assertThat(json.path("route").asString()).isEqualTo("pg-minor");
        assertThat(json.path("summary").path("block").asInt()).isZero();
        assertThat(json.path("summary").path("warn").asInt()).isEqualTo(4);
        assertThat(json.path("findings").get(0).propertyNames())
                .contains("id", "severity", "status", "objects", "detail", "remedy", "fix");
    }

    @Test
    void aLockedCatalogLeavesWhatNeedsItUndeterminedAndNothingElse(TestCluster cluster) throws SQLException {
        try (Connection connection = cluster.connect("shop");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE pg_catalog.pg_event_trigger");
            CommandRunner runner = new CommandRunner(cluster, "shop", state);
            Outcome outcome = runner.run(new CheckCommand(), "--to", "15.18", "--timeout", "2");
            assertThat(outcome.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(CheckFindings.of(outcome, "tv.unregistered").detail()).startsWith("canceling statement due to ");
            assertThat(CheckFindings.of(outcome, "env.prepared").status()).isEqualTo(Status.OK);
            assertThat(runner.lines())
                    .filteredOn(line -> line.contains("canceling statement") && line.endsWith("→ check --timeout 20"))
                    .hasSize(1);
            connection.rollback();
        }
    }

    @Test
    void aQuestionThatTakesTooLongIsGivenUpAndStopsNoOther(TestCluster cluster) {
        String view = cluster.value("shop", "SELECT pg_get_viewdef('v_payment'::regclass)");
        cluster.sql(
                "shop", "CREATE OR REPLACE VIEW v_payment AS " + view.replace(";", " WHERE pg_sleep(600) IS NOT NULL"));
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        Outcome outcome = runner.run(new CheckCommand(), "--to", "15.18", "--timeout", "5");
        cluster.sql("shop", "CREATE OR REPLACE VIEW v_payment AS " + view);
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(CheckFindings.all(outcome))
                .filteredOn(Finding::isUndetermined)
                .extracting(Finding::id)
                .containsExactly("tv.drift");
        assertThat(CheckFindings.of(outcome, "tv.drift").detail())
                .startsWith("not measured: ")
                .contains("public.tv_payment (canceling statement due to statement timeout)");
        assertThat(runner.lines())
                .anyMatch(line -> line.startsWith("? tv.drift ")
                        && line.endsWith("→ drift, which takes its time; or check tv.drift --timeout 50"))
                .last()
                .asString()
                .startsWith("Not ready: 1 undetermined. What cannot be known here somebody answers for: waive tv.drift"
                        + " --reason TEXT --until 20");
    }

    @Test
    void aServerThatDiesInTheMiddleLeavesWhatWasKnown() {
        try (TestCluster cluster = TestCluster.startWithShop()) {
            plantUnregistered(cluster);
            String view = cluster.value("shop", "SELECT pg_get_viewdef('v_category'::regclass)");
            cluster.sql(
                    "shop",
                    "CREATE OR REPLACE VIEW v_category AS " + view.replace(";", " WHERE pg_sleep(60) IS NOT NULL"));
            CommandRunner runner = new CommandRunner(cluster, "shop", state);
            CompletableFuture<Outcome> running =
                    CompletableFuture.supplyAsync(() -> runner.run(new CheckCommand(), "--to", "15.18"));
            String sleeping = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'";
            while (cluster.value("postgres", sleeping).equals("0")) {
                assertThat(running).isNotDone();
            }
            cluster.kill();
            Outcome outcome = running.join();
            assertThat(outcome.exitCode()).isEqualTo(ExitCode.CONNECTION);
            assertThat(CheckFindings.of(outcome, "tv.unregistered").status()).isEqualTo(Status.PROBLEM);
            assertThat(CheckFindings.of(outcome, "env.prepared").detail())
                    .isEqualTo("not asked: the connection was lost");
            assertThat(outcome.document()).containsEntry("complete", false);
        }
    }

    @Test
    void whoCannotWriteStateCanStillLook(TestCluster cluster) throws IOException {
        Path file = Files.createFile(state.resolve("file"));
        CommandRunner runner = new CommandRunner(cluster, "shop", file);
        assertThat(runner.run(new CheckCommand(), "env.prepared").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(runner.lines())
                .anyMatch(line -> line.startsWith("! the ledger of versions is not kept: "))
                .anyMatch(line -> line.startsWith("! this run is not kept: "));
    }

    private static void plantUnregistered(TestCluster cluster) {
        cluster.sql("shop", "CREATE TABLE kept AS SELECT * FROM pg_tview_meta WHERE entity IN ('review', 'invoice')");
        cluster.sql("shop", "DELETE FROM pg_tview_meta WHERE entity IN ('review', 'invoice')");
    }

    private static void repairUnregistered(TestCluster cluster) {
        cluster.sql("shop", "INSERT INTO pg_tview_meta SELECT * FROM kept");
        cluster.sql("shop", "DROP TABLE kept");
    }

    private Outcome run(TestCluster cluster, String... words) {
        return new CommandRunner(cluster, "shop", state).run(new CheckCommand(), words);
    }
}
