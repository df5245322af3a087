package dev.tvsh.scripts;

import dev.tvsh.commands.testing.TestCluster;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All of a TVIEW database that an upgrade must leave as it was, read by the test itself and not by tvsh. */
final class ClusterState {

    private static final String TABLES = """
            SELECT c.oid::regclass::text FROM pg_class c
            WHERE c.relname LIKE 'tb\\_%' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1
            """;
    private static final String TRIGGERS = """
            SELECT tgrelid::regclass || '.' || tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1
            """;
    private static final String REGISTRATIONS = "SELECT entity, m::text FROM public.pg_tview_meta m ORDER BY 1";
    private static final String DRIFT = """
            SELECT entity, table_oid::regclass::text, view_oid::regclass::text FROM public.pg_tview_meta ORDER BY 1
            """;

    private ClusterState() {}

    /** Facts by name; the drift of a TVIEW counts the rows of its view whose data its table lacks or has otherwise. */
    static Map<String, String> of(TestCluster cluster, String database) {
        Map<String, String> facts = new TreeMap<>();
        for (List<@Nullable String> row : cluster.query(database, TABLES)) {
            facts.put(
                    "rows " + row.get(0),
                    cluster.value(
                            database,
                            "SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) FROM "
                                    + row.get(0) + " t"));
        }
        cluster.query(database, TRIGGERS).forEach(row -> facts.put("trigger " + row.get(0), "" + row.get(1)));
        cluster.query(database, REGISTRATIONS).forEach(row -> facts.put("registration " + row.get(0), "" + row.get(1)));
        for (List<@Nullable String> row : cluster.query(database, DRIFT)) {
            String key = "pk_" + row.get(0);
            facts.put(
                    "drift " + row.get(0),
                    cluster.value(
                            database,
                            "SELECT count(*) FROM " + row.get(1) + " t FULL JOIN " + row.get(2) + " v ON t." + key
                                    + " = v." + key + " WHERE t.data IS DISTINCT FROM v.data"));
        }
        return facts;
    }
}
