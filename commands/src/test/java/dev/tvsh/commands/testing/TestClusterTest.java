package dev.tvsh.commands.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ShopCluster.class)
class TestClusterTest {

    @Test
    void theShopIsThereAndItsRowsFollowWrites(TestCluster cluster) {
        assertThat(cluster.value("shop", "SELECT count(*) FROM tv_order_line")).isEqualTo("200000");
        cluster.sql("shop", "UPDATE tb_category SET name = 'Tea' WHERE pk_category = 1");
        assertThat(cluster.query("shop", "SELECT data ->> 'name' FROM tv_category WHERE pk_category = 1"))
                .isEqualTo(List.of(List.of("Tea")));
    }

    @Test
    void aKilledServerIsBackAfterAStart(TestCluster cluster) {
        cluster.kill();
        assertThatThrownBy(() -> cluster.sql("shop", "SELECT 1")).isInstanceOf(IllegalStateException.class);
        cluster.startServer();
        assertThat(cluster.value("shop", "SELECT 1")).isEqualTo("1");
        cluster.restart();
        assertThat(cluster.value("shop", "SHOW max_prepared_transactions")).isEqualTo("10");
    }

    @Test
    void anotherVersionAndNothingIsLeft() {
        Path data;
        try (TestCluster cluster = TestCluster.start("15.18")) {
            data = cluster.dataDirectory();
            assertThat(cluster.value("postgres", "SHOW server_version")).isEqualTo("15.18");
        }
        assertThat(Files.exists(data.getParent())).isFalse();
    }
}
