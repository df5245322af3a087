package dev.tvsh.commands.tview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RefreshOrderTest {
    private final RefreshOrder order = new RefreshOrder();

    @Test
    void aTviewComesAfterThoseWhoseTablesItsViewReadsAlsoThroughOtherViews() {
        tviews("a", "b", "c");
        order.reads(v("a"), tb("a"), false);
        order.reads(v("b"), name("helper"), true);
        order.reads(name("helper"), tv("a"), false);
        order.reads(v("c"), v("b"), true);

        assertThat(order.level("a")).isZero();
        assertThat(order.level("b")).isEqualTo(1);
        assertThat(order.entitiesBefore("b")).isEqualTo(List.of("a"));
        // c reads the view of b, not its table: it needs a, as b does, and no b.
        assertThat(order.entitiesBefore("c")).isEqualTo(List.of("a"));
        assertThat(order.tablesBehind(v("c"))).isEqualTo(List.of(tv("a")));
    }

    @Test
    void aCircleEnds() {
        tviews("a", "b");
        order.reads(v("a"), tv("b"), false);
        order.reads(v("b"), tv("a"), false);
        order.reads(v("a"), v("a"), true);
        assertThat(List.of(order.level("a"), order.level("b"))).containsExactlyInAnyOrder(1, 0);
    }

    @Test
    void aLongChainIsNoTrouble() {
        for (int i = 0; i < 3000; i++) {
            tviews("e" + i);
            order.reads(v("e" + i), i == 0 ? tb("e0") : tv("e" + (i - 1)), false);
        }
        assertThat(order.level("e2999")).isEqualTo(2999);
    }

    private void tviews(String... entities) {
        for (String entity : entities) {
            order.tview(new Registration(
                    entity,
                    tv(entity),
                    v(entity),
                    "",
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    ""));
        }
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
