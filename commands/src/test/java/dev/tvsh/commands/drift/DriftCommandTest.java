package dev.tvsh.commands.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCopy;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.testing.TransactionIds;
import dev.tvsh.commands.tview.HostileTview;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ShopCopy(DriftCommandTest.DATABASE)
class DriftCommandTest {

    static final String DATABASE = "drifting";

    private final TestCluster cluster;
    private final CommandRunner tvsh;

    DriftCommandTest(TestCluster cluster, @TempDir Path home) {
        this.cluster = cluster;
        this.tvsh = new CommandRunner(cluster, DATABASE, home);
    }

    private Outcome drift(String... words) {
        return tvsh.run(new DriftCommand(), words);
    }

    @Test
    void aHealthyShopIsOneLine() {
        Outcome outcome = drift();

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(tvsh.lines()).singleElement().asString().startsWith("10 TVIEWs, no drift · 313,300 rows · ");
        assertThat(outcome.stable()).hasSize(10).contains("order_line ok 0 missing, 0 extra, 0 differing");
    }

    @Test
    void missingExtraAndDifferingRowsAreCountedAndTheNextThingToTypeIsTold() {
        cluster.sql(DATABASE, "DELETE FROM tv_user WHERE pk_user <= 3");
        cluster.sql(DATABASE, "UPDATE tv_user SET data = data || '{\"name\": \"old\"}' WHERE pk_user IN (7, 8)");
        cluster.sql(DATABASE, "UPDATE tv_user SET id = gen_random_uuid(), updated_at = 'epoch' WHERE pk_user > 20");
        cluster.sql(DATABASE, "INSERT INTO tv_user SELECT -1, id, identifier, data FROM tv_user WHERE pk_user = 9");
        cluster.sql(DATABASE, "UPDATE tv_product SET fk_category = fk_category % 40 + 1 WHERE pk_product = 5");

        Outcome outcome = drift();

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(tvsh.lines())
                .startsWith(
                        "✗ public.tv_user      3 missing, 1 extra, 2 differing",
                        "✗ public.tv_product   0 missing, 0 extra, 1 differing")
                .endsWith("→ refresh user product")
                .hasSize(4);
        assertThat(tvsh.lines().get(2)).startsWith("2 with drift of 10 TVIEWs · ");
        assertThat(document(outcome, "user"))
                .isEqualTo(Map.of(
                        "entity",
                        "user",
                        "missing",
                        3L,
                        "extra",
                        1L,
                        "differing",
                        2L,
                        "status",
                        "drift",
                        "reason",
                        ""));

        assertThat(drift("v_user", "category").stable())
                .containsExactly(
                        "category ok 0 missing, 0 extra, 0 differing", "user drift 3 missing, 1 extra, 2 differing");
        assertThatThrownBy(() -> drift("usr")).hasMessageContaining("no TVIEW named 'usr'");
    }

    @Test
    void oneThatFailsIsUndeterminedAndTheOthersAreMeasured() throws SQLException {
        cluster.sql(DATABASE, """
                CREATE OR REPLACE VIEW v_supplier AS SELECT pk_supplier, id, identifier,
                jsonb_build_object('x', 1 / (pk_supplier - 7)) AS data FROM tb_supplier""");
        try (Connection other = cluster.connect(DATABASE);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE tv_category");
            Outcome outcome = drift();

            assertThat(outcome.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(tvsh.lines())
                    .startsWith(
                            "? public.tv_category   canceling statement due to lock timeout",
                            "? public.tv_supplier   division by zero");
            assertThat(outcome.stable().stream().filter(line -> line.contains(" ok ")))
                    .hasSize(8);
            assertThat(document(outcome, "supplier").get("missing")).isNull();
            assertThat(document(outcome, "supplier").get("status")).isEqualTo("undetermined");
            other.rollback();
        }
    }

    @Test
    void aRoleThatMayNotReadOneTableOrSeesOnlySomeRowsIsTold() {
        cluster.sql(DATABASE, "CREATE ROLE watcher LOGIN");
        try {
            cluster.sql(DATABASE, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO watcher");
            cluster.sql(DATABASE, "REVOKE SELECT ON tv_user FROM watcher");
            cluster.sql(DATABASE, "ALTER TABLE tv_offer ENABLE ROW LEVEL SECURITY");

            Outcome outcome = tvsh.as("watcher").run(new DriftCommand(), "user", "offer", "category");

            assertThat(outcome.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(document(outcome, "user").get("reason")).isEqualTo("permission denied for table tv_user");
            assertThat(document(outcome, "offer").get("reason")).asString().contains("row-level security policy");
            assertThat(document(outcome, "category").get("status")).isEqualTo("ok");
        } finally {
            cluster.sql(DATABASE, "DROP OWNED BY watcher");
            cluster.sql(DATABASE, "DROP ROLE watcher");
        }
    }

    @Test
    void whatAViewMakesAnewAtEveryLookIsNotDrift() {
        replaceView("category", "gen_random_uuid() AS id, identifier, data");
        assertThat(drift("category").stable()).containsExactly("category ok 0 missing, 0 extra, 0 differing");

        cluster.sql(DATABASE, "ALTER TABLE tv_category ADD COLUMN mark uuid DEFAULT gen_random_uuid()");
        cluster.sql(DATABASE, "CREATE VIEW inner_category AS SELECT *, gen_random_uuid() AS mark FROM old_category");
        cluster.sql(
                DATABASE,
                "CREATE OR REPLACE VIEW v_category AS SELECT pk_category, id, identifier, data, mark FROM inner_category");
        Outcome other = drift("category");
        assertThat(other.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(document(other, "category").get("reason"))
                .isEqualTo("not compared, since its view makes it anew at every look: mark");

        cluster.sql(
                DATABASE,
                "CREATE OR REPLACE VIEW v_category AS SELECT pk_category, id, identifier,"
                        + " data || jsonb_build_object('mark', mark) AS data, mark FROM inner_category");
        Outcome document = drift("category");
        assertThat(document.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(document(document, "category").get("status")).isEqualTo("undetermined");
        assertThat(document(document, "category").get("reason"))
                .isEqualTo("not compared, since its view makes it anew at every look: data, mark");

        cluster.sql(DATABASE, "DELETE FROM tv_category WHERE pk_category = 4");
        assertThat(drift("category").stable()).containsExactly("category drift 1 missing, 0 extra, 0 differing");
    }

    /** Makes v_category read the view that it was, under another name, so that its columns can be changed. */
    private void replaceView(String entity, String columns) {
        cluster.sql(DATABASE, "ALTER VIEW v_" + entity + " OWNER TO postgres");
        cluster.sql(
                DATABASE,
                "CREATE VIEW old_" + entity + " AS "
                        + cluster.value(DATABASE, "SELECT pg_get_viewdef('v_" + entity + "'::regclass)"));
        cluster.sql(
                DATABASE,
                "CREATE OR REPLACE VIEW v_" + entity + " AS SELECT pk_" + entity + ", " + columns + " FROM old_"
                        + entity);
    }

    @Test
    void columnsOfDifferentTypesAreComparedAsFarAsTheyCanBe() {
        cluster.sql(DATABASE, "CREATE COLLATION other (provider = libc, locale = 'C')");
        cluster.sql(
                DATABASE,
                "CREATE TABLE tb_odd (pk_odd int PRIMARY KEY, number int, word text, at timestamptz, place point,"
                        + " document json, numbers int[], amount numeric, \"c0\" text)");
        cluster.sql(
                DATABASE,
                "INSERT INTO tb_odd SELECT n, n, 'w' || n, now(), point(n, n), json_build_object('n', n), ARRAY[n], n + 0.123,"
                        + " 'x' FROM generate_series(1, 50) n");
        cluster.sql(DATABASE, "CREATE VIEW v_odd AS SELECT *, 1 AS present FROM tb_odd");
        cluster.sql(
                DATABASE,
                "CREATE TABLE tv_odd (pk_odd bigint PRIMARY KEY, number text, word text COLLATE other, at text, place point,"
                        + " document json, numbers text[], amount numeric(9, 1), \"c0\" text, present text)");
        cluster.sql(DATABASE, "SET TimeZone TO 'Asia/Tokyo'; INSERT INTO tv_odd SELECT * FROM v_odd");
        cluster.sql(
                DATABASE,
                "INSERT INTO pg_tview_meta (entity, view_oid, table_oid, definition) VALUES"
                        + " ('odd', 'v_odd'::regclass, 'tv_odd'::regclass, '')");
        assertThat(drift("odd").stable()).containsExactly("odd ok 0 missing, 0 extra, 0 differing");

        cluster.sql(DATABASE, "UPDATE tv_odd SET number = '-' WHERE pk_odd = 1");
        cluster.sql(DATABASE, "UPDATE tv_odd SET word = NULL WHERE pk_odd = 2");
        cluster.sql(DATABASE, "UPDATE tv_odd SET place = point(0, 0) WHERE pk_odd = 3");
        cluster.sql(DATABASE, "UPDATE tv_odd SET numbers = '{}' WHERE pk_odd = 4");
        cluster.sql(DATABASE, "UPDATE tv_odd SET document = '{}' WHERE pk_odd = 5");
        assertThat(drift("odd").stable()).containsExactly("odd drift 0 missing, 0 extra, 5 differing");
    }

    /** Few types cannot be hashed, and none of them shall make a TVIEW one that cannot be measured. */
    @Test
    void anyTypeIsComparedAndNullIsNotEmpty() {
        cluster.sql(DATABASE, "CREATE TYPE mood AS ENUM ('calm', 'awake')");
        cluster.sql(
                DATABASE,
                "CREATE TABLE tb_kind (pk_kind int PRIMARY KEY, flags bit(4), words tsvector, price money, feeling mood,"
                        + " feelings mood[], span int4range, paper xml, place macaddr8, note text)");
        cluster.sql(
                DATABASE,
                "INSERT INTO tb_kind SELECT n, B'0101', 'a b', 1.5::text::money, 'calm', '{awake}', int4range(1, n + 1), '<a/>',"
                        + " '08:00:2b:01:02:03:04:05', '' FROM generate_series(1, 20) n");
        cluster.sql(DATABASE, "CREATE VIEW v_kind AS SELECT * FROM tb_kind");
        cluster.sql(DATABASE, "CREATE TABLE tv_kind AS SELECT * FROM v_kind");
        cluster.sql(
                DATABASE,
                "INSERT INTO pg_tview_meta (entity, view_oid, table_oid, definition) VALUES"
                        + " ('kind', 'v_kind'::regclass, 'tv_kind'::regclass, '')");
        assertThat(drift("kind").stable()).containsExactly("kind ok 0 missing, 0 extra, 0 differing");
        assertThat(tvsh.ran()).noneMatch(sql -> sql.contains("FULL JOIN"));

        cluster.sql(DATABASE, "UPDATE tv_kind SET flags = B'0100' WHERE pk_kind = 1");
        cluster.sql(DATABASE, "UPDATE tv_kind SET words = 'a' WHERE pk_kind = 2");
        cluster.sql(DATABASE, "UPDATE tv_kind SET price = 2.5::text::money WHERE pk_kind = 3");
        cluster.sql(DATABASE, "UPDATE tv_kind SET feeling = 'awake' WHERE pk_kind = 4");
        cluster.sql(DATABASE, "UPDATE tv_kind SET feelings = '{calm}' WHERE pk_kind = 5");
        cluster.sql(DATABASE, "UPDATE tv_kind SET span = 'empty' WHERE pk_kind = 6");
        cluster.sql(DATABASE, "UPDATE tv_kind SET paper = '<b/>' WHERE pk_kind = 7");
        cluster.sql(DATABASE, "UPDATE tv_kind SET place = NULL WHERE pk_kind = 8");
        cluster.sql(DATABASE, "UPDATE tv_kind SET note = NULL WHERE pk_kind = 9");
        assertThat(drift("kind").stable()).containsExactly("kind drift 0 missing, 0 extra, 9 differing");
    }

    @Test
    void aSampleSaysThatItIsOneAndTakesTheSameRowsOfBothSides() {
        assertThat(drift("--sample", "3", "order_line").exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(tvsh.lines()).singleElement().asString().contains(", about 3 % of all");
        long rows = Long.parseLong(
                tvsh.lines().get(0).replaceAll(".* · ([0-9,]+) rows.*", "$1").replace(",", ""));
        assertThat(rows).isBetween(4_000L, 8_000L);

        cluster.sql(DATABASE, "UPDATE tv_order_line SET data = '{}'");
        cluster.sql(DATABASE, "DELETE FROM tv_user");
        Outcome outcome = drift("--sample", "10", "order_line", "user");
        assertThat((Long) document(outcome, "order_line").get("differing")).isBetween(15_000L, 25_000L);
        assertThat((Long) document(outcome, "user").get("missing")).isBetween(300L, 700L);
        assertThat(document(outcome, "user").get("reason")).isEqualTo("of about 10 % of the rows");
        assertThat(drift("--sample", "10", "order_line", "user").stable()).isEqualTo(outcome.stable());
        assertThat(document(drift("--sample", "100", "user"), "user").get("missing"))
                .isEqualTo(5000L);

        for (String wrong : List.of("0", "-1", "101", "a few")) {
            assertThatThrownBy(() -> drift("--sample", wrong))
                    .isInstanceOf(TvshException.class)
                    .hasMessageContaining("'" + wrong + "'");
        }
    }

    @Test
    void whatIsNotRegisteredOrGoneIsNotHealth() {
        cluster.sql(DATABASE, "DELETE FROM pg_tview_meta");
        Outcome outcome = drift();
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(tvsh.lines())
                .contains("? public.tv_user         not registered", "→ adopt")
                .hasSize(12);

        cluster.sql(DATABASE, "DROP EXTENSION pg_tviews");
        assertThat(drift().exitCode()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void aTviewWithoutAKeyIsUndetermined() {
        cluster.sql(DATABASE, "ALTER TABLE tv_category RENAME COLUMN pk_category TO number");
        Outcome outcome = drift("category");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(document(outcome, "category").get("reason")).asString().contains("no column pk_");
    }

    @Test
    void itOnlyLooks() {
        cluster.sql(DATABASE, "UPDATE tv_category SET data = '{}'");
        assertThat(TransactionIds.takenBy(cluster, this::drift)).isZero();
    }

    @Test
    void hostileNames() {
        String schema = "s\"; DROP TABLE tb_user; --";
        String entity = "zoë' $(id)\n\\";
        HostileTview.create(cluster, DATABASE, schema, entity);
        assertThat(drift(entity).stable()).containsExactly(entity + " drift 1 missing, 1 extra, 1 differing");
        assertThat(tvsh.lines()).endsWith("→ refresh-all --stale");
    }

    private static Map<?, ?> document(Outcome outcome, String entity) {
        return ((List<?>) outcome.document().getOrDefault("tviews", List.of()))
                .stream()
                        .map(tview -> (Map<?, ?>) tview)
                        .filter(tview -> entity.equals(tview.get("entity")))
                        .findFirst()
                        .orElseThrow();
    }
}
