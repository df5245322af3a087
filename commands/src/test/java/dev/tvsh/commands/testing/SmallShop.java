package dev.tvsh.commands.testing;

import java.util.List;

/** Two TVIEWs with few rows, for tests that need many clusters, and names that are hard to quote. */
public final class SmallShop {

    /** A name that a careless program would run, split or lose. */
    public static final String HOSTILE = "sh\"o'p; DROP TABLE x; -- $(id) é";

    private static final List<String> STATEMENTS = List.of(
            "CREATE EXTENSION pg_tviews",
            "CREATE TABLE tb_maker (pk_maker bigserial PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid(), name text)",
            "CREATE TABLE tb_part (pk_part bigserial PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid(),"
                    + " fk_maker bigint REFERENCES tb_maker, name text)",
            "CREATE TABLE \"t\"\"b'; DROP TABLE tb_part; -- \n $(id) é\" (a int)",
            "INSERT INTO tb_maker (name) SELECT 'maker ' || n FROM generate_series(1, 20) n",
            "INSERT INTO tb_part (fk_maker, name) SELECT 1 + n % 20, 'part ' || n FROM generate_series(1, 500) n",
            "SELECT pg_tviews_create('tv_maker', 'SELECT pk_maker, id, jsonb_build_object(''name'', name) AS data FROM tb_maker')",
            "SELECT pg_tviews_create('tv_part', 'SELECT p.pk_part, p.id, p.fk_maker, jsonb_build_object(''name'', p.name,"
                    + " ''maker'', m.data) AS data FROM tb_part p JOIN v_maker m ON m.pk_maker = p.fk_maker')",
            "ALTER TABLE tb_part ENABLE ALWAYS TRIGGER trg_tview_part_on_tb_part",
            "DELETE FROM tb_part WHERE pk_part = 500");

    private SmallShop() {}

    /** Makes the database of this name and fills it. */
    public static void create(TestCluster cluster, String database) {
        cluster.createDatabase(database);
        STATEMENTS.forEach(statement -> cluster.sql(database, statement));
    }
}
