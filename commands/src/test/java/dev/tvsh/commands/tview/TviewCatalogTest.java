package dev.tvsh.commands.tview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ShopCluster.class)
class TviewCatalogTest {
    @TempDir
    Path state;

    @Test
    void theShopHasTenTviewsInTwoLevels(TestCluster cluster) {
        TviewCatalog catalog = read(cluster, "postgres");
        assertThat(catalog.dialect()).isEqualTo(Dialect.BETA_7);
        assertThat(catalog.extension().orElseThrow().library()).isEqualTo(Fact.known("0.1.0-beta.8"));
        assertThat(catalog.levels()).hasSize(2);
        assertThat(catalog.levels().get(0)).hasSize(9);
        assertThat(catalog.levels().get(1)).extracting(Tview::entity).containsExactly("offer");
        assertThat(catalog.unregistered()).isEqualTo(Fact.known(List.of()));
        assertThat(catalog.dangling()).isEqualTo(Fact.known(List.of()));

        Tview review = catalog.find("review").orElseThrow();
        assertThat(review.key()).contains("pk_review");
        assertThat(review.reads())
                .extracting(QualifiedName::toString)
                .containsExactly("public.tb_category", "public.tb_product", "public.tb_review", "public.tb_user");
        assertThat(review.dependencies()).extracting(QualifiedName::toString).containsExactly("public.tb_review");
        assertThat(catalog.find("offer").orElseThrow().after()).containsExactly("supplier");
    }

    @Test
    void writesThatDoNotReachATviewAreKnown(TestCluster cluster) {
        // Product and review read other views and show their keys, by which changes arrive; a partition is nobody's
        // dependency.
        assertThat(unfollowed(cluster)).containsExactly("payment: public.tb_payment (partitioned)");

        cluster.sql("shop", "CREATE VIEW latest AS SELECT max(placed) AS placed FROM tb_order");
        String view = cluster.value("shop", "SELECT pg_get_viewdef('v_category'::regclass)");
        cluster.sql("shop", "CREATE OR REPLACE VIEW v_category AS " + view.replace(";", " CROSS JOIN latest"));
        cluster.sql("shop", "ALTER TABLE tb_supplier DISABLE TRIGGER USER");
        assertThat(unfollowed(cluster))
                .containsExactly(
                        "category: public.tb_order (not among its dependencies)",
                        "offer: public.tb_order (not among its dependencies)",
                        "payment: public.tb_payment (partitioned)",
                        "product: public.tb_order (not among its dependencies)",
                        "review: public.tb_order (not among its dependencies)",
                        "supplier: public.tb_supplier (trigger off)");
        cluster.sql("shop", "ALTER TABLE tb_supplier ENABLE TRIGGER USER");
        cluster.sql("shop", "CREATE OR REPLACE VIEW v_category AS " + view);
        cluster.sql("shop", "DROP VIEW latest");
    }

    private List<String> unfollowed(TestCluster cluster) {
        return read(cluster, "postgres").tviews().stream()
                .flatMap(tview -> tview.unfollowed().stream().map(table -> tview.entity() + ": " + table.shown()))
                .toList();
    }

    @Test
    void leftoversAndCopiesOfNamesAreFound(TestCluster cluster) {
        TviewCatalog before = read(cluster, "postgres");
        assertThat(before.leftovers()).isEmpty();
        assertThat(before.copies()).isEqualTo(Fact.known(List.of()));
        assertThat(before.files()).isEqualTo(Fact.known(new ExtensionFiles(List.of("0.1.0"), List.of())));

        cluster.sql("shop", "CREATE SCHEMA staging");
        cluster.sql("shop", "CREATE TABLE staging.v_user AS SELECT 1 AS pk_user");
        cluster.sql("shop", "CREATE TABLE staging.pg_tview_meta (entity text)");
        cluster.sql("shop", "CREATE TABLE staging.pg_tviews_metrics (at timestamptz)");
        cluster.sql("shop", "CREATE FUNCTION public.pg_tviews_debug_queue(int) RETURNS int LANGUAGE sql AS 'SELECT 1'");
        TviewCatalog after = read(cluster, "postgres");
        assertThat(after.copies())
                .isEqualTo(Fact.known(List.of(new ViewCopy("user", new QualifiedName("staging", "v_user")))));
        assertThat(after.leftovers())
                .extracting(Leftover::shown, Leftover::likeMember)
                .containsExactly(
                        tuple("table staging.pg_tview_meta", true),
                        tuple("function public.pg_tviews_debug_queue(integer)", false),
                        tuple("table staging.pg_tviews_metrics", false));
        cluster.sql("shop", "DROP FUNCTION public.pg_tviews_debug_queue(int)");
        cluster.sql("shop", "DROP SCHEMA staging CASCADE");
    }

    @Test
    void whatARoleMayNotDoIsKnown(TestCluster cluster) {
        assertThat(read(cluster, "postgres").lacking()).isEqualTo(Fact.known(new Lacking(List.of(), List.of())));
        Lacking owner = read(cluster, "shop_owner").lacking().orElse(new Lacking(List.of(), List.of()));
        assertThat(owner.refresh()).isEmpty();
        Lacking app = read(cluster, "shop_app").lacking().orElse(new Lacking(List.of(), List.of()));
        assertThat(app.refresh()).hasSize(10);
        assertThat(app.switchTriggers()).contains(new QualifiedName("sales", "tb_invoice"));
    }

    @Test
    void triggersAreFoundByTheirHandlerWithTheirStates(TestCluster cluster) {
        TviewCatalog catalog = read(cluster, "postgres");
        assertThat(catalog.silentTriggers())
                .extracting(TriggerState::name, trigger -> trigger.table().toString(), TriggerState::firing)
                .containsExactly(tuple("trg_tview_order_on_tb_user", "public.tb_user", TriggerFiring.DISABLED));
        assertThat(catalog.triggers())
                .filteredOn(trigger -> trigger.firing() == TriggerFiring.ALWAYS)
                .extracting(TriggerState::entity)
                .containsExactly("invoice");
        assertThat(catalog.triggers()).filteredOn(TriggerState::partitionClone).hasSize(3);
    }

    @Test
    void theFingerprintChangesWithAViewAndWithATriggerAndComesBack(TestCluster cluster) {
        String before = TviewFingerprint.line(read(cluster, "postgres"));
        assertThat(TviewFingerprint.line(read(cluster, "postgres"))).isEqualTo(before);

        String view = cluster.value("shop", "SELECT pg_get_viewdef('v_payment'::regclass)");
        cluster.sql(
                "shop",
                "CREATE OR REPLACE VIEW v_payment AS "
                        + view.replace(";", " JOIN (SELECT 1 FROM tb_user LIMIT 1) AS other ON true"));
        assertThat(TviewFingerprint.line(read(cluster, "postgres"))).isNotEqualTo(before);
        cluster.sql("shop", "CREATE OR REPLACE VIEW v_payment AS " + view);
        assertThat(TviewFingerprint.line(read(cluster, "postgres"))).isEqualTo(before);

        cluster.sql("shop", "ALTER TABLE tb_payment_2 DISABLE TRIGGER trg_tview_payment_on_tb_payment");
        assertThat(TviewFingerprint.line(read(cluster, "postgres"))).isNotEqualTo(before);
        cluster.sql("shop", "ALTER TABLE tb_payment_2 ENABLE TRIGGER trg_tview_payment_on_tb_payment");
        assertThat(TviewFingerprint.line(read(cluster, "postgres"))).isEqualTo(before);
    }

    @Test
    void aRoleThatMayNotReadTheMetadataLearnsNothingAndIsToldSo(TestCluster cluster) {
        cluster.sql("postgres", "CREATE ROLE visitor LOGIN");
        TviewCatalog catalog = read(cluster, "visitor");
        assertThat(catalog.registered().reason()).isEqualTo("this role may not read public.pg_tview_meta");
        assertThat(catalog.unregistered().reason()).isNotEmpty();
        assertThat(catalog.triggers()).isNotEmpty();
        // Not UNREGISTERED: that nothing can be read does not mean that nothing is there.
        assertThat(catalog.dialect()).isEqualTo(Dialect.BETA_7);
        cluster.sql("postgres", "DROP ROLE visitor");
    }

    @Test
    void theTextOfAViewIsReadOnlyWhereItIsAskedFor(TestCluster cluster) throws Exception {
        QualifiedName invoice = new QualifiedName("sales", "v_invoice");
        QualifiedName offer = new QualifiedName("public", "v_offer");
        try (java.sql.Connection other = cluster.connect("shop");
                java.sql.Statement lock = other.createStatement();
                SqlRunner sql = runner(cluster, "postgres").context().open()) {
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE tv_supplier IN ACCESS EXCLUSIVE MODE");
            assertThat(TviewCatalog.read(sql).tviews()).hasSize(10);
            ViewDefinitions definitions = new ViewDefinitions(sql);
            assertThat(definitions.of(offer).reason()).contains("lock timeout");
            assertThat(definitions.of(invoice).orElse("")).contains("sales.tb_invoice", "public.tb_order");
            other.rollback();
        }
    }

    @Test
    void hostileNamesComeThrough(TestCluster cluster) throws Exception {
        String schema = "s\"; DROP TABLE x; --";
        String entity = "zoë' $(id)\n\\";
        HostileTview.create(cluster, "shop", schema, entity);
        TviewCatalog catalog = read(cluster, "postgres");
        Tview tview = catalog.find(entity).orElseThrow();
        assertThat(tview.table()).isEqualTo(new QualifiedName(schema, "tv_" + entity));
        assertThat(tview.key()).contains("pk_" + entity);
        assertThat(catalog.triggers())
                .filteredOn(trigger -> trigger.entity().equals(entity))
                .hasSize(1);
        try (SqlRunner sql = runner(cluster, "postgres").context().open()) {
            assertThat(new dev.tvsh.commands.tview.drift.DriftProbe(sql).measure(List.of(tview)))
                    .containsEntry(entity, Fact.known(new dev.tvsh.commands.tview.drift.Drift(2, 1, 1, 1)));
        }
        HostileTview.drop(cluster, "shop", schema, entity);
        assertThat(read(cluster, "postgres").find(entity)).isEmpty();
    }

    private TviewCatalog read(TestCluster cluster, String role) {
        try (SqlRunner sql = runner(cluster, role).context().open()) {
            return TviewCatalog.read(sql);
        }
    }

    private CommandRunner runner(TestCluster cluster, String role) {
        return new CommandRunner(cluster, "shop", state).as(role);
    }
}
