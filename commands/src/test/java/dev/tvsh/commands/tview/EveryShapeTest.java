package dev.tvsh.commands.tview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.registry.CommandRegistry;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.Shape;
import dev.tvsh.commands.testing.ShapedCluster;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.tview.recorded.RecordReader;
import dev.tvsh.commands.tview.recorded.RecordedRefresh;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a user sees of the commands on databases of every shape. */
class EveryShapeTest {
    private static ShapedCluster shapes;
    private static TestCluster cluster;

    @TempDir
    Path state;

    @BeforeAll
    static void start() {
        shapes = ShapedCluster.start();
        cluster = shapes.cluster();
    }

    @AfterAll
    static void stop() {
        shapes.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BETA_1 | pg_tviews 0.1.0-alpha, SQL objects of beta.1 (beta.1 surface) · 4 TVIEWs",
                "BETA_2 | pg_tviews 0.1.0-alpha, SQL objects of beta.2 (beta.2 surface) · 4 TVIEWs",
                "BETA_4 | pg_tviews 0.1.0-beta.4 (beta.3+ surface) · 4 TVIEWs",
                "BETA_7 | pg_tviews 0.1.0-beta.7 (beta.7+ surface) · 4 TVIEWs",
                "BETA_8 | pg_tviews 0.1.0-beta.8 (beta.7+ surface) · 4 TVIEWs",
                "MIXED | pg_tviews library 0.1.0-beta.8, SQL objects of beta.2 (library and SQL objects do not fit) · 4 TVIEWs",
                "SWAPPED | pg_tviews library 0.1.0-beta.8, SQL objects of beta.3 to beta.6 (beta.7+ surface) · 4 TVIEWs",
                "OLD_LIBRARY | pg_tviews library 0.1.0-alpha, SQL objects of beta.7 or beta.8"
                        + " (library and SQL objects do not fit) · 4 TVIEWs",
                "DOCUMENTED_0_1_0 | pg_tviews 0.1.0 (surface of the published guides) · 4 TVIEWs",
                "DOCUMENTED_0_1_1 | pg_tviews 0.1.1 (surface of the published guides) · 4 TVIEWs",
                "DOCUMENTED_0_2_0 | pg_tviews 0.2.0 (surface of the published guides) · 4 TVIEWs",
                "DROPPED | pg_tviews dropped, its triggers are still there · 0 of 4 TVIEWs registered",
                "UNREGISTERED | pg_tviews 0.1.0-beta.8 (nothing registered) · 0 of 4 TVIEWs registered",
                "ELSEWHERE | pg_tviews 0.1.0-beta.8 (beta.7+ surface) · 4 TVIEWs",
            })
    void statusTellsWhatTheDatabaseHas(Shape shape, String header) {
        CommandRunner tvsh = tvsh(shape);
        run(tvsh, "status");
        assertThat(tvsh.lines().get(0)).endsWith(header);
        assertThat(tvsh.lines().size() > 1).isEqualTo(troubled(shape));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MIXED        | tv.extension    | pg_tviews_refresh crashes the server",
                "OLD_LIBRARY  | tv.extension    | pg_tviews_refresh empties a table named like the TVIEW",
                "DROPPED      | tv.dropped      | writes to public.tb_maker, public.tb_part, public.tb_shelf and 2 more fail",
                "UNREGISTERED | tv.unregistered | 4 TVIEWs without registration, writes are not followed",
                "ELSEWHERE    | tv.schema       | writes to public.tb_maker, public.tb_part, public.tb_shelf and 2 more fail",
            })
    @Tag("T3")
    @Tag("T9")
    void whatIsWrongIsSaidBeforeThePromptAndBlocks(Shape shape, String check, String detail) {
        CommandRunner tvsh = tvsh(shape);
        run(tvsh, "status");
        assertThat(tvsh.lines().get(1)).startsWith("✗").contains(detail).endsWith("→ check " + check);
        assertThat(run(tvsh, "check").exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(tvsh.lines()).anyMatch(line -> line.startsWith("✗ " + check) && line.contains(detail));
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void whereNothingIsWrongNothingBlocks(Shape shape) {
        assertThat(run(tvsh(shape), "check").exitCode()).isEqualTo(troubled(shape) ? ExitCode.NEGATIVE : ExitCode.DONE);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void theCatalogHasEveryTviewByNameWhateverItsTableIsCalled(Shape shape) {
        TviewCatalog catalog = catalog(tvsh(shape));
        if (!registered(shape)) {
            assertThat(catalog.tviews()).isEmpty();
            assertThat(catalog.unregistered().orElse(List.of()))
                    .extracting(Unregistered::shown)
                    .containsExactly("sales.tv_bill", "public.tv_maker", "public.tv_part", "public.tv_shelf");
            return;
        }
        assertThat(catalog.unregistered()).isEqualTo(Fact.known(List.of()));
        assertThat(catalog.dangling()).isEqualTo(Fact.known(List.of()));
        assertThat(catalog.tviews()).extracting(Tview::entity).containsExactly("bill", "maker", "part", "shelf");
        Tview bill = catalog.find("bill").orElseThrow();
        assertThat(bill.table())
                .isEqualTo(new QualifiedName(
                        shape.onlyPublic() ? "public" : "sales", shape.namesTablesAsGiven() ? "bill" : "tv_bill"));
        assertThat(bill.view()).isEqualTo(new QualifiedName(shape.onlyPublic() ? "public" : "sales", "v_bill"));
        assertThat(bill.dependencies()).containsExactly(new QualifiedName("sales", "tb_bill"));
        assertThat(bill.unfollowed()).isEmpty();
        Tview shelf = catalog.find("shelf").orElseThrow();
        assertThat(shelf.after()).containsExactly("maker");
        assertThat(shelf.level()).isEqualTo(1);
        assertThat(catalog.find("part").orElseThrow().reads())
                .containsExactly(new QualifiedName("public", "tb_maker"), new QualifiedName("public", "tb_part"));
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    @Tag("T9")
    void refreshAllRefreshesByStatementsOfItsOwnOrRefuses(Shape shape) throws IOException {
        CommandRunner tvsh = tvsh(shape);
        if (!registered(shape)) {
            refused(tvsh, "refresh-all", "4 TVIEWs are not registered");
            return;
        }
        String bill = catalog(tvsh).find("bill").orElseThrow().table().toString();
        cluster.sql(database(shape), "DELETE FROM " + bill + " WHERE pk_bill = 3");
        assertThat(run(tvsh, "drift").exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(run(tvsh, "refresh-all").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(cluster.value(database(shape), "SELECT count(*) FROM " + bill))
                .isEqualTo("7");
        assertThat(run(tvsh, "drift").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(tvsh.ran()).noneMatch(sql -> sql.contains("pg_tviews_refresh("));
        assertThat(shapes.refreshWasCalled()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    @Tag("T3")
    void triggersAreSwitchedOffAndComeBackAsTheyWere(Shape shape) {
        CommandRunner tvsh = tvsh(shape);
        cluster.sql(database(shape), "ALTER TABLE tb_part ENABLE ALWAYS TRIGGER " + partTrigger(shape));
        List<TriggerState> before = catalog(tvsh).triggers();
        run(tvsh, "disable-triggers");
        assertThat(catalog(tvsh).triggers())
                .hasSameSizeAs(before)
                .allMatch(trigger -> trigger.firing() == TriggerFiring.DISABLED);
        // Where every write failed, none does now.
        cluster.sql(database(shape), "UPDATE tb_part SET name = name");
        run(tvsh, "enable-triggers");
        assertThat(catalog(tvsh).triggers()).isEqualTo(before);
        cluster.sql(database(shape), "ALTER TABLE tb_part ENABLE TRIGGER " + partTrigger(shape));
    }

    private static String partTrigger(Shape shape) {
        return shape.documented() ? "pg_tviews_part" : "trg_tview_part_on_tb_part";
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void aBackupIsComparedAndWritesAreTried(Shape shape) throws IOException {
        CommandRunner tvsh = tvsh(shape);
        run(tvsh, "backup", "--to", state.resolve("backup").toString());
        Outcome outcome = run(tvsh, "validate");
        boolean writesFollow = registered(shape) && shape != Shape.ELSEWHERE;
        assertThat(outcome.exitCode())
                .as(String.join("\n", tvsh.lines()))
                .isEqualTo(writesFollow ? ExitCode.DONE : ExitCode.NEGATIVE);
        // An error inside of the library may end a real server: what is known to fail is not tried.
        assertThat(tvsh.ran().stream().anyMatch(sql -> sql.startsWith("UPDATE")))
                .isEqualTo(shape != Shape.ELSEWHERE);
        assertThat(shapes.refreshWasCalled()).isFalse();
    }

    @Test
    void whatTheDocumentedSurfaceRecordsIsTold() {
        String database = database(Shape.DOCUMENTED_0_2_0);
        cluster.sql(
                database,
                "INSERT INTO pg_tviews_queue (entity_name, created_at, error_message) VALUES"
                        + " ('part', now() - interval '3 hours', NULL), ('part', now(), E'boom\nmore')");
        cluster.sql(database, "UPDATE pg_tviews_metadata SET last_error = 'boom' WHERE entity_name = 'part'");
        CommandRunner tvsh = tvsh(Shape.DOCUMENTED_0_2_0);
        run(tvsh, "status");
        assertThat(tvsh.lines())
                .contains(
                        "! 2 writes wait in public.pg_tviews_queue, the oldest for 3 h; 1 failed: boom   → check tv.queue",
                        "! 1 TVIEW with a recorded error: part: boom   → check tv.last_error");
        cluster.sql(database, "DELETE FROM pg_tviews_queue WHERE processed_at IS NULL");
        cluster.sql(database, "UPDATE pg_tviews_metadata SET last_error = NULL");
        run(tvsh, "status");
        assertThat(tvsh.lines()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void whatIsNotRecordedIsUnknownAndNeverZero(Shape shape) {
        try (var sql = tvsh(shape).context().open()) {
            RecordReader records = new RecordReader(sql);
            if (shape.documented()) {
                assertThat(records.refreshes().orElse(List.of()))
                        .extracting(RecordedRefresh::entity)
                        .containsExactly("bill", "maker", "part", "shelf");
            } else {
                assertThat(records.refreshes().reason()).isEqualTo("not recorded by this pg_tviews");
            }
        }
    }

    @Test
    void aColumnThatTheGuidesHaveAndTheDatabaseDoesNotIsNamed() {
        String database = shapes.ownDatabase(Shape.DOCUMENTED_0_2_0, "lacking");
        cluster.sql(database, "ALTER TABLE pg_tviews_queue DROP COLUMN error_message");
        cluster.sql(database, "ALTER TABLE pg_tviews_metadata RENAME COLUMN backing_table_name TO other");
        CommandRunner tvsh = new CommandRunner(cluster, database, state);
        TviewCatalog catalog = catalog(tvsh);
        assertThat(catalog.dialect()).isEqualTo(Dialect.DOCUMENTED);
        assertThat(catalog.registered().reason())
                .isEqualTo("public.pg_tviews_metadata has no column backing_table_name");
        run(tvsh, "status");
        assertThat(tvsh.lines())
                .contains(
                        "? whether writes wait in a queue: public.pg_tviews_queue has not the columns processed_at, created_at"
                                + " and error_message   → check tv.queue");
        refused(tvsh, "refresh-all", "has no column backing_table_name");
    }

    @Test
    void aNameThatTwoTablesHaveIsThatOfTheOneWithItsViewOrNone() {
        String database = shapes.ownDatabase(Shape.DOCUMENTED_0_2_0, "ambiguous");
        cluster.sql(database, "CREATE SCHEMA other; CREATE TABLE other.tv_part (a int)");
        CommandRunner tvsh = new CommandRunner(cluster, database, state);
        assertThat(catalog(tvsh).find("part").orElseThrow().table()).isEqualTo(new QualifiedName("public", "tv_part"));
        cluster.sql(database, "CREATE VIEW other.v_part AS SELECT 1 AS pk_part");
        TviewCatalog ambiguous = catalog(tvsh);
        assertThat(ambiguous.find("part")).isEmpty();
        assertThat(ambiguous.dangling().orElse(List.of()))
                .contains(new Dangling("part", List.of("its table", "its view")));
        refused(tvsh, "refresh-all", "part");
        cluster.sql(
                database,
                "UPDATE pg_tviews_metadata SET backing_table_name = 'public.tv_part' WHERE entity_name = 'part'");
        assertThat(catalog(tvsh).find("part").orElseThrow().table()).isEqualTo(new QualifiedName("public", "tv_part"));
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void aRoleWithoutPrivilegesLearnsWhyItLearnsNothing(Shape shape) {
        String role = "visitor_" + database(shape);
        cluster.sql("postgres", "CREATE ROLE " + role + " LOGIN");
        CommandRunner tvsh = tvsh(shape).as(role);
        TviewCatalog catalog = catalog(tvsh);
        // What the system catalogs tell, they tell everybody; what is registered, and what the library is, they do not.
        Dialect expected = switch (shape) {
            case UNREGISTERED -> Dialect.BETA_7;
            case ELSEWHERE -> Dialect.BETA_3;
            default -> catalog(tvsh(shape)).dialect();
        };
        assertThat(catalog.dialect()).isEqualTo(expected);
        if (shape == Shape.DROPPED) {
            return;
        }
        String metadata = shape.documented() ? "pg_tviews_metadata" : "pg_tview_meta";
        String schema = shape == Shape.ELSEWHERE ? "ext" : "public";
        assertThat(catalog.registered().reason()).isEqualTo("this role may not read " + schema + "." + metadata);
        run(tvsh, "status");
        assertThat(tvsh.lines().get(0)).endsWith("TVIEWs unknown");
        assertThat(tvsh.lines()).anyMatch(line -> line.startsWith("? ") && line.contains("may not read"));
        refused(tvsh, "refresh-all", "could not be determined: this role may not read");
    }

    @Test
    void aLibraryThatTheRoleMayNotAskIsUnknownAndNotMissing() {
        String database = shapes.ownDatabase(Shape.ELSEWHERE, "unasked");
        cluster.sql("postgres", "CREATE ROLE stranger LOGIN");
        CommandRunner tvsh = new CommandRunner(cluster, database, state).as("stranger");
        run(tvsh, "status");
        assertThat(tvsh.lines().get(0)).contains("pg_tviews library unknown, SQL objects of beta.7 or beta.8");
        assertThat(tvsh.lines())
                .contains(
                        "? whether the library answers: this role may not call pg_tviews_version   → check tv.library");
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void listsNameEveryTviewAndQueueSaysWhatItCannotKnow(Shape shape) throws IOException {
        CommandRunner tvsh = tvsh(shape);
        Outcome tviews = run(tvsh, "tviews");
        assertThat(tvsh.lines().get(0)).startsWith("4 TVIEWs: 4 ");
        assertThat(tvsh.lines().get(0).startsWith("4 TVIEWs: 4 ok")).isEqualTo(registered(shape));
        String last = tvsh.lines().get(tvsh.lines().size() - 1);
        assertThat(last)
                .isEqualTo(
                        switch (shape) {
                            case DROPPED -> "→ CREATE EXTENSION pg_tviews;    then adopt, before anybody writes";
                            case UNREGISTERED -> "→ adopt";
                            default -> last;
                        });
        assertThat(last.startsWith("→")).isNotEqualTo(registered(shape));
        assertThat(tviews.document()).containsKey("dialect");
        run(tvsh, "queue");
        String queue = String.join("\n", tvsh.lines());
        if (shape.documented()) {
            assertThat(queue).contains("public.pg_tviews_queue: nothing pending");
        } else {
            assertThat(queue).doesNotContain("nothing pending");
        }
        assertThat(shapes.refreshWasCalled()).isFalse();
    }

    private static void refused(CommandRunner tvsh, String command, String reason) {
        TvshException refused = catchThrowableOfType(TvshException.class, () -> run(tvsh, command));
        assertThat(refused).hasMessageContaining(reason);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    private static boolean registered(Shape shape) {
        return shape != Shape.DROPPED && shape != Shape.UNREGISTERED;
    }

    private static boolean troubled(Shape shape) {
        return !registered(shape) || shape == Shape.MIXED || shape == Shape.OLD_LIBRARY || shape == Shape.ELSEWHERE;
    }

    private static String database(Shape shape) {
        return shapes.database(shape);
    }

    private CommandRunner tvsh(Shape shape) {
        return new CommandRunner(cluster, database(shape), state);
    }

    private static TviewCatalog catalog(CommandRunner tvsh) {
        try (var sql = tvsh.context().open()) {
            return TviewCatalog.read(sql);
        }
    }

    private static Outcome run(CommandRunner tvsh, String name, String... words) {
        Command command = new CommandRegistry().find(name).orElseThrow();
        return tvsh.run(command, words);
    }
}
