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
import dev.tvsh.commands.tview.drift.RowView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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
                .hasMessage("cannot read manifest " + file + ": No such file or directory");
        Files.writeString(file, "not json");
        assertThatThrownBy(() -> ManifestFile.read(file))
                .isInstanceOf(TvshException.class)
                .hasMessageContaining("is not a manifest");
        for (String other : List.of("", "  ", "null", "[]", "7")) {
            Files.writeString(file, other);
            assertThatThrownBy(() -> ManifestFile.read(file))
                    .as(other)
                    .isInstanceOf(TvshException.class)
                    .hasMessageContaining("is not a manifest");
        }
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

    @Test
    void aCopyHasToBringTablesThatNoTviewReadsAndLargeObjects(TestCluster cluster) {
        cluster.sql("shop", "CREATE TABLE audit AS SELECT 1 AS a, 'x'::text AS b");
        cluster.sql("shop", "SELECT lo_from_bytea(4711, 'abc')");
        Manifest before = summed(cluster);
        cluster.sql("shop", "UPDATE audit SET b = 'y'");
        cluster.sql("shop", "SELECT lo_put(4711, 1, 'x')");
        assertThat(ManifestComparison.of(before, summed(cluster)).differences())
                .extracting(Difference::line)
                .hasSize(2)
                .contains("rows of public.audit: expected as recorded, is changed")
                .anyMatch(line -> line.startsWith("content of large objects: expected "));
        cluster.sql("shop", "DROP TABLE audit");
        cluster.sql("shop", "SELECT lo_unlink(4711)");
        assertThat(ManifestComparison.of(before, summed(cluster)).differences())
                .extracting(Difference::line)
                .containsExactly("large objects: expected 1, is 0", "table public.audit: expected there, is gone");
        assertThat(ManifestComparison.of(before, record(cluster)).equal())
                .as("who did not look has nothing to say")
                .isTrue();
    }

    @Test
    void theFirstFormIsRead(TestCluster cluster) throws IOException {
        Manifest manifest = record(cluster);
        JsonMapper json = JsonMapper.builder().build();
        ObjectNode first = (ObjectNode) json.readTree(ManifestFile.toJson(manifest));
        first.put("schema", 1);
        first.remove(List.of("handlers", "rest"));
        first.get("baseTables").forEach(table -> ((ObjectNode) table).remove("content"));
        for (JsonNode tview : first.get("tviews")) {
            ((ObjectNode) tview).remove("content");
            for (String relation : List.of("table", "view")) {
                ((ObjectNode) tview.get(relation)).remove(List.of("constraints", "options", "columnComments"));
            }
        }
        Path file = folder.resolve("first.json");
        Files.writeString(file, first.toString());

        Manifest read = ManifestFile.read(file);

        assertThat(read.schema()).isEqualTo(1);
        assertThat(read.tviews()).hasSize(10);
        assertThat(ManifestComparison.of(read, manifest).differences()).isEmpty();
        assertThat(ManifestComparison.of(read, summed(cluster)).differences()).isEmpty();
    }

    private Manifest summed(TestCluster cluster) {
        try (SqlRunner sql =
                new CommandRunner(cluster, "shop", folder).context().open()) {
            return new ManifestRecorder(sql, Clock.systemUTC())
                    .record(TviewCatalog.read(sql), RowView.current(), ManifestRecorder.Contents.SUMMED, done -> {});
        }
    }

    private Manifest record(TestCluster cluster) {
        try (SqlRunner sql =
                new CommandRunner(cluster, "shop", folder).context().open()) {
            return new ManifestRecorder(sql, Clock.systemUTC()).record(TviewCatalog.read(sql));
        }
    }
}
