package dev.tvsh.commands.tview;

import dev.tvsh.commands.testing.TestCluster;

/**
 * A TVIEW whose names need quoting. The extension cannot make one, so it is registered by hand. Its table has two rows: one
 * differs from the view, one is too many; one is missing.
 */
public final class HostileTview {
    private HostileTview() {}

    public static void create(TestCluster cluster, String database, String schema, String entity) {
        String home = quote(schema) + ".";
        String key = quote("pk_" + entity);
        String base = home + quote("tb_" + entity);
        String view = home + quote("v_" + entity);
        String table = home + quote("tv_" + entity);
        cluster.sql(database, "CREATE SCHEMA " + quote(schema));
        cluster.sql(database, "CREATE TABLE " + base + " (" + key + " bigint PRIMARY KEY, name text)");
        cluster.sql(database, "INSERT INTO " + base + " VALUES (1, 'one'), (2, 'two')");
        cluster.sql(
                database,
                "CREATE VIEW " + view + " AS SELECT " + key
                        + ", gen_random_uuid() AS id, jsonb_build_object('name', name) AS data FROM " + base);
        cluster.sql(database, "CREATE TABLE " + table + " (" + key + " bigint PRIMARY KEY, id uuid, data jsonb)");
        cluster.sql(
                database,
                "INSERT INTO " + table + " VALUES (1, gen_random_uuid(), '{\"name\": \"old\"}'),"
                        + " (3, gen_random_uuid(), '{}')");
        cluster.sql(
                database,
                "CREATE TRIGGER " + quote("trg \"" + entity) + " AFTER INSERT OR UPDATE OR DELETE ON " + base
                        + " FOR EACH ROW EXECUTE FUNCTION tview_trigger_handler(" + literal(entity) + ")");
        cluster.sql(
                database,
                "INSERT INTO pg_tview_meta (entity, view_oid, table_oid, definition, dependencies) VALUES ("
                        + literal(entity) + ", " + literal(view) + "::regclass, " + literal(table)
                        + "::regclass, 'by hand', ARRAY[" + literal(base) + "::regclass::oid])");
    }

    public static void drop(TestCluster cluster, String database, String schema, String entity) {
        cluster.sql(database, "DELETE FROM pg_tview_meta WHERE entity = " + literal(entity));
        cluster.sql(database, "DROP SCHEMA " + quote(schema) + " CASCADE");
    }

    private static String quote(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
