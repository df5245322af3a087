package dev.tvsh.scripts;

import dev.tvsh.commands.testing.TestCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A small database for runs that are killed: a partitioned base table, a second schema, a TVIEW that reads the table of
 * another one, and one whose view sleeps half way, so that a kill can meet a table that is half filled.
 */
final class KillSample {

    static final String DATABASE = "shop";

    private static final List<String> TVIEWS =
            List.of("public.tv_maker", "public.tv_label", "public.tv_part", "sales.tv_sale");
    private static final List<String> STATEMENTS = List.of(
            "CREATE EXTENSION pg_tviews",
            "CREATE TABLE tb_maker (pk_maker bigint PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid(), name text)",
            "CREATE TABLE tb_label (pk_label bigint PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid(), fk_maker bigint)",
            "CREATE TABLE tb_part (pk_part bigint PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid(), name text)"
                    + " PARTITION BY RANGE (pk_part)",
            "CREATE TABLE tb_part_1 PARTITION OF tb_part FOR VALUES FROM (0) TO (50)",
            "CREATE TABLE tb_part_2 PARTITION OF tb_part FOR VALUES FROM (50) TO (MAXVALUE)",
            "CREATE SCHEMA sales",
            "CREATE TABLE sales.tb_sale (pk_sale bigint PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid(), name text)",
            "INSERT INTO tb_maker SELECT n, gen_random_uuid(), 'maker ' || n FROM generate_series(1, 20) n",
            "INSERT INTO tb_label SELECT n, gen_random_uuid(), n FROM generate_series(1, 20) n",
            "INSERT INTO tb_part SELECT n, gen_random_uuid(), 'part ' || n FROM generate_series(1, 100) n",
            "INSERT INTO sales.tb_sale SELECT n, gen_random_uuid(), 'sale ' || n FROM generate_series(1, 30) n",
            "SELECT pg_tviews_create('tv_maker', 'SELECT pk_maker, id, jsonb_build_object(''name'', name) AS data FROM tb_maker')",
            "SELECT pg_tviews_create('tv_label', 'SELECT tb_label.pk_label, tb_label.id, tb_label.fk_maker AS fk_tv_maker,"
                    + " jsonb_build_object(''maker'', tv_maker.data) AS data"
                    + " FROM tb_label JOIN tv_maker ON tv_maker.pk_maker = tb_label.fk_maker')",
            "SELECT pg_tviews_create('tv_part', 'SELECT pk_part, id, jsonb_build_object(''name'', name) AS data FROM tb_part')",
            "CREATE OR REPLACE VIEW v_part AS SELECT pk_part, id, jsonb_build_object('name', name) AS data FROM tb_part"
                    + " WHERE pk_part <> 60 OR pg_sleep(0.05) IS NOT NULL",
            "SET search_path = sales, public; SELECT pg_tviews_create('tv_sale',"
                    + " 'SELECT pk_sale, id, jsonb_build_object(''name'', name) AS data FROM tb_sale')");

    private static final String TRIGGERS = """
            SELECT t.tgrelid::regclass::text, quote_ident(t.tgname), t.tgenabled::text FROM pg_trigger t
            JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = 'tview_trigger_handler' ORDER BY 1, 2
            """;
    private static final List<String> STATES =
            List.of("ENABLE", "ENABLE", "ENABLE", "ENABLE ALWAYS", "ENABLE REPLICA", "DISABLE");

    private final TestCluster cluster;

    KillSample(TestCluster cluster) {
        this.cluster = cluster;
        cluster.createDatabase(DATABASE);
        STATEMENTS.forEach(statement -> cluster.sql(DATABASE, statement));
    }

    /** Triggers in random states, and TVIEWs none of which is as its view has it. */
    void reset(Random random) {
        List<String> statements = new ArrayList<>(List.of("SET session_replication_role = replica"));
        cluster.query(DATABASE, TRIGGERS)
                .forEach(row -> statements.add("ALTER TABLE ONLY " + row.get(0) + " DISABLE TRIGGER " + row.get(1)));
        for (String table : TVIEWS) {
            statements.add("TRUNCATE " + table);
            statements.add("INSERT INTO " + table + " (" + columns(table) + ") SELECT " + columns(table) + " FROM "
                    + view(table));
            statements.add("UPDATE " + table + " SET data = '{\"stale\": true}' WHERE " + key(table) + " % 3 = 0");
            statements.add("DELETE FROM " + table + " WHERE " + key(table) + " % 7 = 0");
        }
        cluster.query(DATABASE, TRIGGERS)
                .forEach(row -> statements.add("ALTER TABLE ONLY " + row.get(0) + " "
                        + STATES.get(random.nextInt(STATES.size())) + " TRIGGER " + row.get(1)));
        cluster.sql(DATABASE, String.join("; ", statements));
    }

    /** The state of each trigger. */
    Map<String, String> triggers() {
        Map<String, String> states = new TreeMap<>();
        cluster.query(DATABASE, TRIGGERS).forEach(row -> states.put(row.get(0) + " " + row.get(1), "" + row.get(2)));
        return states;
    }

    /** A digest of the rows of each TVIEW's table. */
    Map<String, String> tables() {
        Map<String, String> digests = new TreeMap<>();
        TVIEWS.forEach(table -> digests.put(table, digest(table, columns(table))));
        return digests;
    }

    /** A digest of the rows that each TVIEW should have, from its view as it is now. */
    Map<String, String> views() {
        Map<String, String> digests = new TreeMap<>();
        TVIEWS.forEach(table -> digests.put(table, digest(view(table), columns(table))));
        return digests;
    }

    private String digest(String relation, String columns) {
        return cluster.value(
                DATABASE,
                "SELECT count(*) || ' ' || coalesce(sum(hashtextextended(to_jsonb(r)::text, 0)), 0) FROM (SELECT "
                        + columns + " FROM " + relation + ") r");
    }

    private static String view(String table) {
        return table.replace(".tv_", ".v_");
    }

    private static String key(String table) {
        return "pk_" + table.substring(table.indexOf("tv_") + 3);
    }

    private static String columns(String table) {
        return key(table) + (table.endsWith("label") ? ", id, fk_tv_maker, data" : ", id, data");
    }
}
