package dev.tvsh.commands.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.refresh.RefreshAllCommand;
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
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Some thousand hostile names on a real server: every command does what it says, to what it says, and to nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileNamesTest {
    private static final long SEED = 20261121;

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

    private TviewCatalog catalog() {
        try (SqlRunner sql = tvsh.context().open()) {
            return TviewCatalog.read(sql);
        }
    }
}
