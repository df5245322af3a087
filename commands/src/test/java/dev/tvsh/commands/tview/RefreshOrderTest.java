package dev.tvsh.commands.tview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RefreshOrderTest {
    private final ReadGraph.Builder graph = new ReadGraph.Builder();

    @Test
    void aTviewComesAfterThoseWhoseTablesItsViewReadsAlsoThroughOtherViews() {
        reads(v("a"), tb("a"), false);
        reads(v("b"), name("helper"), true);
        reads(name("helper"), tv("a"), false);
        reads(v("c"), v("b"), true);

        RefreshOrder order = order("a", "b", "c");
        assertThat(order.level("a")).isZero();
        assertThat(order.level("b")).isEqualTo(1);
        assertThat(order.entitiesBefore("b")).isEqualTo(List.of("a"));
        // c reads the view of b, not its table: it needs a, as b does, and no b.
        assertThat(order.entitiesBefore("c")).isEqualTo(List.of("a"));
        assertThat(graph.build().tablesBehind(v("c")))
                .extracting(Relation::name)
                .isEqualTo(List.of(tv("a")));
    }

    @Test
    void aCircleEnds() {
        reads(v("a"), tv("b"), false);
        reads(v("b"), tv("a"), false);
        reads(v("a"), v("a"), true);
        RefreshOrder order = order("a", "b");
        assertThat(List.of(order.level("a"), order.level("b"))).containsExactlyInAnyOrder(1, 0);
    }

    @Test
    void aLongChainIsNoTrouble() {
        String[] entities = new String[3000];
        for (int i = 0; i < entities.length; i++) {
            entities[i] = "e" + i;
            reads(v("e" + i), i == 0 ? tb("e0") : tv("e" + (i - 1)), false);
        }
        assertThat(order(entities).level("e2999")).isEqualTo(2999);
    }

    private RefreshOrder order(String... entities) {
        RefreshOrder order = new RefreshOrder(graph.build());
        for (String entity : entities) {
            order.tview(entity, tv(entity), v(entity));
        }
        return order;
    }

    private void reads(QualifiedName view, QualifiedName relation, boolean relationIsView) {
        graph.reads(view, new Relation(relation, relationIsView ? Relation.Kind.VIEW : Relation.Kind.TABLE));
    }

    private static QualifiedName tv(String entity) {
        return name("tv_" + entity);
    }

    private static QualifiedName v(String entity) {
        return name("v_" + entity);
    }

    private static QualifiedName tb(String entity) {
        return name("tb_" + entity);
    }

    private static QualifiedName name(String name) {
        return new QualifiedName("public", name);
    }
}
