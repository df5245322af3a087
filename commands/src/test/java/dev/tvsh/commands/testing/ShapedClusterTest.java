package dev.tvsh.commands.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The stand-in is, in each shape, what the real extension of that age is. */
class ShapedClusterTest {
    private static ShapedCluster shapes;

    @BeforeAll
    static void start() {
        shapes = ShapedCluster.start();
    }

    @AfterAll
    static void stop() {
        shapes.close();
    }

    @ParameterizedTest
    @CsvSource({
        // shape, members, library, result of refresh, its argument, tags, dimensions, the table of bill, rows after an
        // INSERT
        "BETA_1, 21, 0.1.0-alpha,  none, none,       0, 2, public.bill,   3",
        "BETA_2, 35, 0.1.0-alpha,  text, tview_name, 2, 2, public.bill,   3",
        "BETA_4, 35, 0.1.0-beta.4, void, entity,     2, 2, sales.bill,    3",
        "BETA_7, 35, 0.1.0-beta.7, void, entity,     3, 2, sales.tv_bill, 4",
        "BETA_8, 35, 0.1.0-beta.8, void, entity,     3, 1, sales.tv_bill, 4",
        "MIXED,  35, 0.1.0-beta.8, text, tview_name, 2, 2, sales.tv_bill, 4",
    })
    void eachBetaHasItsSurface(
            Shape shape,
            String members,
            String library,
            String result,
            String argument,
            String tags,
            String dimensions,
            String bill,
            String rows) {
        String database = shapes.ownDatabase(shape, "surface of " + shape);
        TestCluster cluster = shapes.cluster();
        assertThat(cluster.value(database, "SELECT extversion FROM pg_extension WHERE extname = 'pg_tviews'"))
                .isEqualTo("0.1.0");
        assertThat(cluster.value(
                        database,
                        "SELECT count(*) FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid"
                                + " WHERE e.extname = 'pg_tviews' AND d.deptype = 'e'"))
                .isEqualTo(members);
        assertThat(cluster.value(database, "SELECT pg_tviews_version()")).isEqualTo(library);
        assertThat(cluster.value(
                        database,
                        "SELECT coalesce(min(prorettype::regtype::text || ' ' || proargnames[1]), 'none none')"
                                + " FROM pg_proc WHERE proname = 'pg_tviews_refresh'"))
                .isEqualTo(result + " " + argument);
        assertThat(
                        cluster.value(
                                database,
                                "SELECT coalesce(sum(cardinality(evttags)), 0) FROM pg_event_trigger WHERE evtname = 'pg_tviews_ddl_end'"))
                .isEqualTo(tags);
        assertThat(cluster.value(
                        database,
                        "SELECT attndims FROM pg_attribute"
                                + " WHERE attrelid = 'pg_tview_meta'::regclass AND attname = 'dependency_paths'"))
                .isEqualTo(dimensions);
        assertThat(cluster.value(
                        database,
                        "SELECT n.nspname || '.' || c.relname FROM pg_tview_meta m JOIN pg_class c ON c.oid = m.table_oid"
                                + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE m.entity = 'bill'"))
                .isEqualTo(bill);
        cluster.sql(database, "INSERT INTO tb_maker (name) VALUES ('new')");
        cluster.sql(database, "UPDATE tb_maker SET name = 'other' WHERE pk_maker = 1");
        assertThat(cluster.value(database, "SELECT count(*) FROM tv_maker")).isEqualTo(rows);
        assertThat(cluster.value(database, "SELECT data ->> 'name' FROM tv_maker WHERE pk_maker = 1"))
                .isEqualTo("other");
    }

    @ParameterizedTest
    @EnumSource(
            value = Shape.class,
            names = {"DOCUMENTED_0_1_0", "DOCUMENTED_0_1_1", "DOCUMENTED_0_2_0"})
    void theDocumentedSurfaceFollowsWrites(Shape shape) {
        String database = shapes.ownDatabase(shape, "surface of " + shape);
        TestCluster cluster = shapes.cluster();
        assertThat(
                        cluster.value(
                                database,
                                "SELECT (extversion = pg_tviews_version()) || extversion FROM pg_extension WHERE extname = 'pg_tviews'"))
                .isEqualTo(
                        "true" + shape.name().substring("DOCUMENTED_".length()).replace('_', '.'));
        cluster.sql(database, "UPDATE tb_maker SET name = 'other' WHERE pk_maker = 1");
        assertThat(cluster.value(
                        database, "SELECT data -> 'maker' ->> 'name' FROM tv_shelf WHERE fk_tv_maker = 1 LIMIT 1"))
                .isEqualTo("other");
        assertThat(cluster.value(database, "SELECT count(*) FROM pg_tviews_get_queue()"))
                .isEqualTo("0");
        assertThat(cluster.value(database, "SELECT pg_tviews_refresh('part', force => true)"))
                .isEqualTo("refreshed");
    }

    @Test
    void theDocumentedSurfaceIsUpdatedAndTheMinorUpdateUndone() {
        String database = shapes.ownDatabase(Shape.DOCUMENTED_0_1_0, "updated");
        for (String version : new String[] {"0.1.1", "0.1.0", "0.1.1", "0.2.0"}) {
            shapes.cluster().sql(database, "ALTER EXTENSION pg_tviews UPDATE TO '" + version + "'");
            assertThat(shapes.cluster().value(database, "SELECT pg_tviews_version()"))
                    .isEqualTo(version);
        }
        assertThat(shapes.cluster().value(database, "SELECT count(stats_last_computed) FROM pg_tviews_metadata"))
                .isEqualTo("0");
        assertThat(shapes.cluster().value(database, "SELECT count(*) FROM pg_tviews_validate()"))
                .isEqualTo("0");
    }

    @Test
    void callingRefreshOnAMixtureEndsTheSessionAndIsLogged() throws Exception {
        String database = shapes.database(Shape.MIXED);
        assertThatThrownBy(() -> shapes.cluster().value(database, "SELECT pg_tviews_refresh('tv_maker')"))
                .hasMessageContaining("terminating connection");
        assertThat(shapes.refreshWasCalled()).isTrue();
    }

    @Test
    void whereTheExtensionWasDroppedWritesFailAndWhereItKnowsNothingTheyAreLost() {
        TestCluster cluster = shapes.cluster();
        assertThatThrownBy(() -> cluster.sql(shapes.database(Shape.DROPPED), "UPDATE tb_maker SET name = 'x'"))
                .hasMessageContaining("pg_tviews_cascade");
        cluster.sql(shapes.database(Shape.UNREGISTERED), "UPDATE tb_maker SET name = 'x'");
        assertThat(cluster.value(
                        shapes.database(Shape.UNREGISTERED),
                        "SELECT count(*) FROM tv_maker WHERE data ->> 'name' = 'x'"))
                .isEqualTo("0");
    }
}
