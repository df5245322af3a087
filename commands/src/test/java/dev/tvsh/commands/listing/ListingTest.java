package dev.tvsh.commands.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.refresh.RefreshCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(ShopCluster.class)
class ListingTest {
    @TempDir
    Path state;

    private TestCluster cluster;
    private CommandRunner runner;

    @BeforeEach
    void connect(TestCluster shared) {
        cluster = shared;
        runner = new CommandRunner(shared, "shop", state);
    }

    @Test
    void theListHasTheWorstFirstAndAnEndThatCounts() {
        Outcome outcome = runner.run(new TviewsCommand());
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        List<List<String>> rows = table();
        assertThat(rows).hasSize(10);
        assertThat(rows.get(0))
                .containsSubsequence("public.tv_payment", "writes not followed: public.tb_payment (partitioned)");
        // Its trigger on tb_user is off, but that of another TVIEW tells of the same writes.
        assertThat(rows.get(1).get(1)).isEqualTo("ok");
        assertThat(runner.lines())
                .containsExactly("10 TVIEWs: 1 writes not followed, 9 ok · pg_tviews beta.7+ surface");
    }

    @Test
    void patternsChoose() {
        runner.run(new TviewsCommand(), "sales.*", "OFFER", "v_us?r");
        assertThat(table())
                .extracting(row -> row.get(0))
                .containsExactly("public.tv_offer", "public.tv_user", "sales.tv_invoice");
        runner.run(new TviewsCommand(), "nothing");
        assertThat(runner.lines()).containsExactly("0 TVIEWs · pg_tviews beta.7+ surface");
    }

    @Test
    void everyFaultIsTold() {
        cluster.copyDatabase("shop", "faults");
        cluster.sql("faults", "DELETE FROM pg_tview_meta WHERE entity = 'user'");
        cluster.sql("faults", "UPDATE pg_tview_meta SET table_oid = 1 WHERE entity = 'offer'");
        cluster.sql(
                "faults",
                "UPDATE pg_tview_meta SET dependencies = dependencies || ARRAY[1, 2]::oid[] WHERE entity = 'category'");
        cluster.sql("faults", "CREATE SCHEMA staging");
        cluster.sql("faults", "CREATE TABLE staging.v_supplier AS SELECT 1 AS pk_supplier");
        cluster.sql("faults", "ALTER TABLE tb_user DISABLE TRIGGER trg_tview_user_on_tb_user");
        cluster.sql("faults", "DROP TRIGGER trg_tview_invoice_on_tb_invoice ON sales.tb_invoice");
        runner = new CommandRunner(cluster, "faults", state);
        JsonNode document = json(new TviewsCommand());
        assertThat(document.get("dialect").asString()).isEqualTo("beta.7+ surface");
        assertThat(document.get("extension").get("library").asString()).isEqualTo("0.1.0-beta.8");
        assertThat(status(document, "user")).isEqualTo("not registered ");
        assertThat(status(document, "offer")).isEqualTo("dangling its table gone");
        assertThat(status(document, "category")).isEqualTo("dangling 2 dependencies gone");
        assertThat(status(document, "supplier")).isEqualTo("view name taken twice staging.v_supplier");
        assertThat(status(document, "order")).isEqualTo("triggers off 1 of 2");
        assertThat(status(document, "invoice")).isEqualTo("writes not followed sales.tb_invoice (no trigger)");
        assertThat(status(document, "order_line")).isEqualTo("ok ");

        JsonNode user = tview(document, "user");
        assertThat(user.get("registered").asBoolean()).isFalse();
        assertThat(user.get("table").asString()).isEqualTo("public.tv_user");
        JsonNode order = tview(document, "order");
        assertThat(order.get("registered").asBoolean()).isTrue();
        assertThat(order.get("view").asString()).isEqualTo("public.v_order");
        assertThat(order.get("dependsOn").toString()).contains("public.tb_order", "public.tb_user");
        assertThat(order.get("triggers").toString())
                .contains("{\"table\":\"public.tb_user\",\"name\":\"trg_tview_order_on_tb_user\",\"enabled\":\"D\"}");
        assertThat(order.get("rows").asLong()).isEqualTo(40_000);
        assertThat(order.get("bytes").asLong()).isPositive();

        runner.run(new TviewsCommand());
        assertThat(table()).extracting(row -> row.get(0)).startsWith("offer", "public.tv_category", "public.tv_user");
        assertThat(runner.lines()).last().isEqualTo("→ adopt");
        Outcome unregistered = runner.run(new TviewCommand(), "tv_user");
        assertThat(unregistered.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(runner.lines())
                .startsWith(
                        "public.tv_user · entity user · view public.v_user",
                        "✗ not registered: writes to its tables are not followed",
                        "reads",
                        "  public.v_user")
                .contains("definition")
                .anyMatch(line -> line.startsWith("  └─ public.tb_user   trigger"))
                .last()
                .isEqualTo("→ adopt");
        cluster.sql("faults", "DROP EXTENSION pg_tviews");
        runner.run(new TviewCommand(), "user");
        assertThat(runner.lines())
                .contains("✗ not registered, and pg_tviews is dropped: writes to its tables fail")
                .last()
                .isEqualTo("→ CREATE EXTENSION pg_tviews;    then adopt, before anybody writes");
        cluster.sql("faults", "CREATE TABLE pg_tview_meta (entity text)");
        runner.run(new TviewsCommand());
        assertThat(runner.lines())
                .last()
                .isEqualTo("→ check tv.leftovers    these stand in the way of CREATE EXTENSION");
        cluster.sql("postgres", "DROP DATABASE faults");
    }

    @Test
    void whoMayNotReadTheRegistrationsIsToldSoAndNothingLooksHealthy() {
        cluster.sql("postgres", "CREATE ROLE visitor LOGIN");
        runner.as("visitor");
        Outcome outcome = runner.run(new TviewsCommand());
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(table()).hasSize(10).allMatch(row -> row.get(1).startsWith("undetermined: this role may not read"));
        assertThat(runner.lines())
                .contains("? Which TVIEWs are registered is not known: this role may not read public.pg_tview_meta");
        assertThat(runner.run(new TriggersCommand(), "--off").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(table()).hasSize(1);
        cluster.sql("postgres", "DROP ROLE visitor");
    }

    @Test
    void aTableThatSomebodyHasForHimselfHoldsUpNothing() throws Exception {
        try (Connection other = cluster.connect("shop");
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE tv_user IN ACCESS EXCLUSIVE MODE");
            runner.run(new TviewsCommand(), "user", "supplier");
            assertThat(table())
                    .extracting(row -> row.get(3))
                    .doesNotContainNull()
                    .containsOnlyOnce("?");
            runner.run(new TviewCommand(), "user", "--limit", "1");
            assertThat(runner.lines())
                    .anyMatch(line -> line.contains("? somebody has the table for himself"))
                    .anyMatch(line -> line.startsWith("drift       ? "));
            other.rollback();
        }
    }

    @Test
    void oneTviewIsShownWithAllThatStandsBehindIt() {
        Outcome outcome = runner.run(new TviewCommand(), "v_offer");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(runner.lines())
                .startsWith("public.tv_offer · entity offer · view public.v_offer")
                .containsSubsequence(
                        "reads",
                        "  public.v_offer",
                        "  ├─ public.tb_offer   trigger fires",
                        "  ├─ public.tv_supplier   TVIEW supplier, trigger fires",
                        "  │  ├─ public.tb_contact   trigger of supplier",
                        "  │  └─ public.tb_supplier   trigger of supplier",
                        "  └─ public.v_product",
                        "     ├─ public.tb_product   trigger of order_line, product",
                        "     └─ public.v_category",
                        "        └─ public.tb_category   trigger of category")
                .contains("drift       none in 1,200 rows", "read by     no view")
                .anyMatch(line -> line.contains("JOIN public.tv_supplier ON"))
                .anyMatch(line -> line.startsWith("grants      shop_app: "));
        runner.run(new TviewCommand(), "order", "--no-drift");
        assertThat(runner.lines())
                .contains("drift       ? not measured   → drift order")
                .contains("  └─ public.tb_user   trigger of user fires, its own off: trg_tview_order_on_tb_user (D)")
                .noneMatch(line -> line.startsWith("refreshed"));
        runner.run(new RefreshCommand(), "user");
        runner.run(new TviewCommand(), "user");
        assertThat(runner.lines())
                .anyMatch(line -> line.matches(
                        "refreshed   \\d{4}-\\d\\d-\\d\\d .* UTC by refresh, 5,000 rows in [\\d,]+ ms \\(journal .*"));
        assertThat(json(new TviewCommand(), "user")
                        .get("tview")
                        .get("lastRefresh")
                        .get("rows")
                        .asLong())
                .isEqualTo(5_000);
        JsonNode document = json(new TviewCommand(), "review");
        JsonNode review = document.get("tview");
        assertThat(review.get("tree").get("reads").toString()).contains("public.tb_category");
        assertThat(review.get("readBy").toString()).contains("best_products");
        assertThat(review.get("drift").get("missing").asLong()).isZero();
        assertThat(review.get("definition").asString()).contains("public.v_product");
        assertThat(review.get("indexes").get(0).get("definition").asString()).startsWith("CREATE UNIQUE INDEX");
    }

    @Test
    void aSlipIsAnsweredAndANameIsNeeded() {
        assertThatThrownBy(() -> runner.run(new TviewCommand(), "ofer"))
                .asInstanceOf(type(TvshException.class))
                .satisfies(error -> assertThat(error.exitCode()).isEqualTo(ExitCode.FATAL))
                .satisfies(error -> assertThat(error.advice()).containsExactly("Did you mean public.tv_offer?"));
        assertThatThrownBy(() -> runner.run(new TviewCommand())).hasMessage("tview takes the name of one TVIEW");
    }

    @Test
    void triggersThatDoNotFireComeFirst() {
        runner.run(new TriggersCommand());
        assertThat(table().get(0))
                .containsExactly(
                        "public.tb_user",
                        "trg_tview_order_on_tb_user",
                        "order",
                        "public.tview_trigger_handler",
                        "never (D)",
                        "");
        assertThat(table())
                .anyMatch(row -> row.contains("always (A)") && row.contains("sales.tview_trigger_handler"))
                .anyMatch(row -> row.contains("copy on a partition"));
        assertThat(runner.lines().get(0))
                .isEqualTo("18 triggers on 15 tables: 1 does not fire, 1 always, 3 copies on partitions");
        JsonNode off = json(new TriggersCommand(), "--off").get("triggers");
        assertThat(off).hasSize(1);
        assertThat(off.get(0).get("enabled").asString()).isEqualTo("D");
    }

    private List<List<String>> table() {
        return runner.events().stream()
                .filter(Event.Table.class::isInstance)
                .map(event -> ((Event.Table) event).rows())
                .findFirst()
                .orElse(List.of());
    }

    private JsonNode json(Command command, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--json");
        Outcome outcome = runner.run(command, all.toArray(String[]::new));
        assertThat(runner.lines()).isEmpty();
        return JsonMapper.shared().valueToTree(outcome.document());
    }

    private static JsonNode tview(JsonNode document, String entity) {
        for (JsonNode tview : document.get("tviews")) {
            if (tview.get("entity").asString().equals(entity)) {
                return tview;
            }
        }
        throw new AssertionError("no TVIEW " + entity);
    }

    private static String status(JsonNode document, String entity) {
        JsonNode tview = tview(document, entity);
        return tview.get("status").asString() + " " + tview.get("detail").asString();
    }
}
