package dev.tvsh.commands.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.adopt.AdoptCommand;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.export.ExportCommand;
import dev.tvsh.commands.listing.TriggersCommand;
import dev.tvsh.commands.listing.TviewCommand;
import dev.tvsh.commands.listing.TviewsCommand;
import dev.tvsh.commands.queue.QueueCommand;
import dev.tvsh.commands.refresh.RefreshAllCommand;
import dev.tvsh.commands.testing.ClientPrograms;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.triggers.DisableTriggersCommand;
import dev.tvsh.commands.triggers.EnableTriggersCommand;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.drift.Drift;
import dev.tvsh.commands.tview.drift.DriftProbe;
import dev.tvsh.commands.validate.ValidateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Some thousand hostile names on a real server: every command does what it says, to what it says, and to nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileNamesTest {
    private static final long SEED = 20261121;
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path state;

    private TestCluster cluster;
    private HostileDatabase database;
    private CommandRunner tvsh;
    private Map<String, String> before;

    @BeforeAll
    void make() throws SQLException {
        cluster = TestCluster.start();
        database = HostileDatabase.create(cluster, SEED);
    }

    @AfterAll
    void remove() {
        cluster.close();
    }

    @BeforeEach
    void look() {
        tvsh = new CommandRunner(cluster, database.name(), state);
        before = database.everything();
    }

    @AfterEach
    void nothingElseHasHappened() {
        assertThat(database.everything()).isEqualTo(before);
        assertThat(Path.of("/tmp/hacked")).doesNotExist();
    }

    @Test
    void everyNameIsReadAsItIs() {
        TviewCatalog catalog = catalog();
        assertThat(catalog.tviews()).hasSize(HostileDatabase.TVIEWS + 1);
        database.tviews().forEach((entity, names) -> {
            Tview tview = catalog.find(entity).orElseThrow();
            assertThat(tview.table()).isEqualTo(new QualifiedName(names.schema(), names.table()));
            assertThat(tview.view()).isEqualTo(new QualifiedName(names.schema(), names.view()));
            assertThat(tview.columns()).containsExactly("pk_" + entity, "id", names.column(), "data");
            assertThat(tview.reads()).containsExactly(new QualifiedName(names.schema(), names.base()));
        });
        assertThat(catalog.triggers())
                .filteredOn(trigger -> database.tviews().containsKey(trigger.entity()))
                .hasSize(HostileDatabase.TVIEWS)
                .allSatisfy(trigger -> assertThat(database.tviews())
                        .extractingByKey(trigger.entity())
                        .returns(trigger.name(), HostileDatabase.Names::trigger));
    }

    @Test
    void driftIsFoundWhereItIsAndRefreshedAway() {
        List<String> stale = database.tviews().keySet().stream()
                .filter(entity -> Math.floorMod(entity.hashCode(), 7) == 0)
                .toList();
        stale.forEach(entity -> database.change(entity, "UPDATE %s SET data = '{}'"));
        try (SqlRunner sql = tvsh.context().open()) {
            Map<String, Fact<Drift>> drift =
                    new DriftProbe(sql).measure(catalog().tviews());
            drift.forEach((entity, measured) -> assertThat(measured)
                    .as(entity)
                    .isEqualTo(Fact.known(
                            entity.equals("plain")
                                    ? new Drift(0, 0, 0, 0)
                                    : new Drift(3, 0, 0, stale.contains(entity) ? 3 : 0))));
        }
        Outcome refreshed = tvsh.run(new RefreshAllCommand(), "--stale");
        assertThat(refreshed.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(refreshed.stable())
                .containsExactlyInAnyOrderElementsOf(
                        stale.stream().map(entity -> entity + " refreshed 3").toList());
        assertThat(stale).hasSizeGreaterThan(50);
    }

    @Test
    void triggersGoOffAndComeBackAsTheyWere() {
        List<String> entities = List.copyOf(database.tviews().keySet());
        database.state(entities.get(3), "DISABLE TRIGGER");
        database.state(entities.get(4), "ENABLE REPLICA TRIGGER");
        database.state(entities.get(5), "ENABLE ALWAYS TRIGGER");
        before = database.everything();
        tvsh.run(new DisableTriggersCommand());
        assertThat(catalog().triggers())
                .allMatch(trigger -> !trigger.firing().firesForWriters())
                .hasSize(HostileDatabase.TVIEWS + 1);
        assertThat(database.everything()).isNotEqualTo(before);
        tvsh.run(new EnableTriggersCommand());
    }

    @Test
    void listsHaveEveryNameAsItIs() {
        Map<String, List<String>> written = database.written();
        JsonNode tviews = document(new TviewsCommand()).get("tviews");
        assertThat(tviews).hasSize(HostileDatabase.TVIEWS + 1);
        for (JsonNode tview : tviews) {
            assertThat(List.of(
                            tview.get("table").asString(),
                            tview.get("view").asString(),
                            tview.get("dependsOn").get(0).asString(),
                            tview.get("triggers").get(0).get("name").asString()))
                    .isEqualTo(written.get(tview.get("entity").asString()));
        }
        JsonNode triggers = document(new TriggersCommand()).get("triggers");
        assertThat(triggers).hasSize(HostileDatabase.TVIEWS + 1);
        for (JsonNode trigger : triggers) {
            assertThat(List.of(
                            trigger.get("table").asString(), trigger.get("name").asString()))
                    .isEqualTo(written.getOrDefault(trigger.get("entity").asString(), List.of())
                            .subList(2, 4));
        }
    }

    @Test
    void oneTviewIsFoundByItsNameAndShownAsItIs() {
        List<String> entities = List.copyOf(database.tviews().keySet());
        for (int n = 0; n < entities.size(); n += 50) {
            String entity = entities.get(n);
            HostileDatabase.Names names = names(entity);
            JsonNode tview = document(new TviewCommand(), "--", entity).get("tview");
            assertThat(tview.get("entity").asString()).isEqualTo(entity);
            assertThat(tview.get("comment").asString()).isEqualTo(names.role());
            assertThat(tview.get("grants").get(0).get("grantee").asString()).isEqualTo(names.role());
            assertThat(tview.get("reads").get(0).asString())
                    .isEqualTo(new QualifiedName(names.schema(), names.base()).toString());
            assertThat(tview.get("drift").get("rows").asLong()).isEqualTo(3);
        }
    }

    @Test
    void whoHoldsATableIsToldByName() throws SQLException {
        String entity = List.copyOf(database.tviews().keySet()).get(7);
        String gid = "gid ' \" \\ $(x)";
        database.whileHeld(entity, gid, () -> {
            JsonNode queue = document(new QueueCommand());
            assertThat(queue.get("prepared").get(0).get("gid").asString()).isEqualTo(gid);
            List<String> written = database.written().getOrDefault(entity, List.of());
            assertThat(queue.get("prepared").toString()).contains(JSON.writeValueAsString(written.get(0)));
            assertThat(queue.get("holders").toString()).contains(JSON.writeValueAsString(written.get(2)));
        });
    }

    @Test
    void theCatalogsAloneRegisterTheSameAgain() {
        cluster.sql(
                database.name(),
                "DELETE FROM pg_tview_meta m USING pg_class t"
                        + " WHERE t.oid = m.table_oid AND t.relname = 'tv_' || m.entity");
        Outcome adopted = tvsh.run(new AdoptCommand(), "--no-drift");
        assertThat(adopted.stable())
                .filteredOn(line -> line.endsWith(" registered"))
                .hasSize(HostileDatabase.TVIEWS / 2 + 1);
    }

    @Test
    void aBackupRegistersTheSameAgainAndNothingDiffers() {
        String backup = state.resolve("backup").toString();
        assertThat(tvsh.run(new BackupCommand(), "--to", backup).exitCode()).isEqualTo(ExitCode.DONE);
        Outcome validated = tvsh.run(new ValidateCommand(), backup + "/manifest.json");
        assertThat(JSON.valueToTree(validated.document()).get("differences")).isEmpty();

        String all = "SELECT json_agg(m ORDER BY entity)::text FROM pg_tview_meta m";
        String registered = cluster.value(database.name(), all);
        cluster.sql(database.name(), "DELETE FROM pg_tview_meta");
        assertThat(tvsh.run(new AdoptCommand(), "--no-drift", "--from", backup).stable())
                .filteredOn(line -> line.endsWith(" registered"))
                .hasSize(HostileDatabase.TVIEWS + 1);
        assertThat(cluster.value(database.name(), all)).isEqualTo(registered);
    }

    @Test
    void theScriptOfAnExportMakesTheSameElsewhere() throws SQLException, IOException {
        Path here = state.resolve("here");
        assertThat(tvsh.run(new ExportCommand(), "--to", here + "/").exitCode()).isEqualTo(ExitCode.DONE);
        database.makeBaseTables("elsewhere");
        new ClientPrograms(cluster)
                .run("psql", "-d", "elsewhere", "-f", here.resolve("tviews.sql").toString());
        Path there = state.resolve("there");
        new CommandRunner(cluster, "elsewhere", state).run(new ExportCommand(), "--to", there + "/");
        JsonNode first = JSON.readTree(here.resolve("tviews.json"));
        JsonNode second = JSON.readTree(there.resolve("tviews.json"));
        for (String part : List.of("tviews", "triggers", "handlers")) {
            assertThat(second.get(part)).as(part).isEqualTo(first.get(part));
        }
        assertThat(Files.readString(there.resolve("tviews.sql")))
                .isEqualTo(Files.readString(here.resolve("tviews.sql")));
        cluster.sql("postgres", "DROP DATABASE elsewhere");
    }

    private HostileDatabase.Names names(String entity) {
        return Objects.requireNonNull(database.tviews().get(entity));
    }

    private JsonNode document(Command command, String... words) {
        List<String> all = new ArrayList<>(List.of("--json"));
        all.addAll(List.of(words));
        return JSON.valueToTree(tvsh.run(command, all.toArray(String[]::new)).document());
    }

    private TviewCatalog catalog() {
        try (SqlRunner sql = tvsh.context().open()) {
            return TviewCatalog.read(sql);
        }
    }
}
