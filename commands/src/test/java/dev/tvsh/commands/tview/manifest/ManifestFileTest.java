package dev.tvsh.commands.tview.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.tview.HostileTview;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TviewCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ShopCluster.class)
class ManifestFileTest {
    @TempDir
    Path folder;

    @Test
    void whatWasWrittenIsReadAgain(TestCluster cluster) {
        String schema = "Ünï \"; DROP TABLE x; --";
        HostileTview.create(cluster, "shop", schema, "new\nline");
        Manifest manifest = record(cluster);
        Path file = folder.resolve("manifest.json");
        ManifestFile.write(manifest, file);
        assertThat(ManifestFile.read(file)).isEqualTo(manifest);
        assertThat(ManifestComparison.of(manifest, ManifestFile.read(file)).equal())
                .isTrue();
        assertThat(manifest.tviews())
                .extracting(entry -> entry.registration().table())
                .contains(new QualifiedName(schema, "tv_new\nline"));
        HostileTview.drop(cluster, "shop", schema, "new\nline");
    }

    @Test
    void itHoldsWhatAnUpgradeMayLose(TestCluster cluster) {
        Manifest manifest = record(cluster);
        assertThat(manifest.undetermined()).isEmpty();
        assertThat(manifest.tviews()).hasSize(10);
        assertThat(manifest.baseTables())
                .extracting(rows -> rows.table().name(), Manifest.TableRows::rows)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("tb_order_line", 200_000L),
                        org.assertj.core.groups.Tuple.tuple("tb_payment", 15_000L),
                        org.assertj.core.groups.Tuple.tuple("tb_contact", 150L));
        assertThat(manifest.baseTables())
                .extracting(rows -> rows.table().name())
                .doesNotContain("tv_supplier", "tb_payment_1");
        assertThat(manifest.database().settings())
                .containsExactly(new Manifest.Setting("", "search_path", "public, sales"));
        assertThat(manifest.members())
                .filteredOn(member -> member.name().name().equals("pg_tview_meta"))
                .singleElement()
                .satisfies(member -> assertThat(member.grants())
                        .extracting(Manifest.Grant::grantee)
                        .contains("shop_owner", "shop_app"));
        Manifest.TviewEntry product = manifest.tviews().stream()
                .filter(entry -> entry.registration().entity().equals("product"))
                .findFirst()
                .orElseThrow();
        assertThat(product.table().comment()).isEqualTo("What the catalogue pages read");
        assertThat(product.table().indexes()).anyMatch(index -> index.contains("tv_product_by_category"));
        assertThat(product.view().dependents()).contains("public.v_review");
    }

    @Test
    void fieldsOfALaterVersionArePassedOver(TestCluster cluster) throws IOException {
        Manifest manifest = record(cluster);
        Path file = folder.resolve("later.json");
        Files.writeString(file, ManifestFile.toJson(manifest).replaceFirst("\\{", "{ \"colour\" : [ 1 ], "));
        assertThat(ManifestFile.read(file)).isEqualTo(manifest);
    }

    @Test
    void aFileThatIsNoManifestIsRefusedInPlainWords() throws IOException {
        Path file = folder.resolve("other.json");
        assertThatThrownBy(() -> ManifestFile.read(file))
                .isInstanceOf(TvshException.class)
                .hasMessageStartingWith("cannot read manifest ");
        Files.writeString(file, "not json");
        assertThatThrownBy(() -> ManifestFile.read(file))
                .isInstanceOf(TvshException.class)
                .hasMessageContaining("is not a manifest");
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> ManifestFile.read(file)).isInstanceOf(TvshException.class);
        Files.writeString(file, "{\"schema\": 99}");
        assertThatThrownBy(() -> ManifestFile.read(file))
                .isInstanceOf(TvshException.class)
                .hasMessageContaining("form 99");
        Files.writeString(file, "{\"schema\": 1}");
        assertThatThrownBy(() -> ManifestFile.read(file))
                .isInstanceOf(TvshException.class)
                .hasMessageContaining("is not a manifest");
    }

    private Manifest record(TestCluster cluster) {
        try (SqlRunner sql =
                new CommandRunner(cluster, "shop", folder).context().open()) {
            return new ManifestRecorder(sql, Clock.systemUTC()).record(TviewCatalog.read(sql));
        }
    }
}
