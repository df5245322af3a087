package dev.tvsh.commands.names;

import dev.tvsh.commands.testing.HostileStrings;
import dev.tvsh.commands.testing.TestCluster;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A database in which nothing has a harmless name: itself, its roles, schemas, tables, views, columns, triggers and entities.
 * The server quotes them when they are made, so this does not share a mistake with what is tested. Every TVIEW has three rows
 * and no drift.
 */
final class HostileDatabase {
    /**
     * How many TVIEWs there are; each brings seven names. Every second has a table and a view named after its entity, as the
     * catalogs alone need it to tell which belong together.
     */
    static final int TVIEWS = 500;

    private static final int SCHEMAS = 20;
    private static final int ROLES = 10;
    /** The key of a TVIEW is {@code pk_} and its entity, and a name has at most 63 bytes. */
    private static final int LONGEST_ENTITY = 60;

    private static final String MAKE = """
            DO LANGUAGE plpgsql $make$
            DECLARE
              t record;
              home text;
            BEGIN
              FOR t IN SELECT * FROM jsonb_to_recordset(current_setting('test.tviews')::jsonb)
                AS x (schema text, entity text, base text, view text, "table" text, trigger text, col text, owner text) LOOP
                EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', t.schema);
                EXECUTE format('CREATE TABLE %I.%I (%I bigint PRIMARY KEY, id uuid NOT NULL DEFAULT gen_random_uuid(), %I text)',
                  t.schema, t.base, 'pk_' || t.entity, t.col);
                EXECUTE format('INSERT INTO %I.%I (%I, %I) SELECT n, ''row '' || n FROM generate_series(1, 3) AS n',
                  t.schema, t.base, 'pk_' || t.entity, t.col);
                CONTINUE WHEN current_setting('test.base_only')::boolean;
                EXECUTE format('CREATE VIEW %1$I.%2$I AS SELECT %3$I, id, %4$I, jsonb_build_object(%4$L, %4$I) AS data FROM %1$I.%5$I',
                  t.schema, t.view, 'pk_' || t.entity, t.col, t.base);
                EXECUTE format('CREATE TABLE %I.%I (%I bigint PRIMARY KEY, id uuid NOT NULL, %I text, data jsonb)',
                  t.schema, t.table, 'pk_' || t.entity, t.col);
                EXECUTE format('INSERT INTO %1$I.%2$I SELECT * FROM %1$I.%3$I', t.schema, t.table, t.view);
                EXECUTE format('CREATE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %I.%I FOR EACH ROW'
                  ' EXECUTE FUNCTION public.tview_trigger_handler(%L)', t.trigger, t.schema, t.base, t.entity);
                IF t.owner IS NOT NULL THEN
                  EXECUTE format('GRANT SELECT ON %I.%I TO %I', t.schema, t.table, t.owner);
                  EXECUTE format('COMMENT ON TABLE %I.%I IS %L', t.schema, t.table, t.owner);
                END IF;
                EXECUTE format('INSERT INTO public.pg_tview_meta (entity, view_oid, table_oid, definition, dependencies)'
                  ' VALUES (%L, %L::regclass, %L::regclass, ''by hand'', ARRAY[%L::regclass::oid])', t.entity,
                  format('%I.%I', t.schema, t.view), format('%I.%I', t.schema, t.table), format('%I.%I', t.schema, t.base));
              END LOOP;
            END $make$""";

    private final TestCluster cluster;
    private final String name;
    private final List<String> roles;
    private final Map<String, Names> tviews;

    private HostileDatabase(TestCluster cluster, String name, List<String> roles, Map<String, Names> tviews) {
        this.cluster = cluster;
        this.name = name;
        this.roles = roles;
        this.tviews = tviews;
    }

    /** Makes it; the same seed gives the same names. */
    static HostileDatabase create(TestCluster cluster, long seed) throws SQLException {
        Iterator<String> names = HostileStrings.names(1 + ROLES + SCHEMAS + 8 * TVIEWS, seed).stream()
                // The server keeps these for itself.
                .filter(text -> !text.startsWith("pg_") && !text.equals("user") && !text.equals("public"))
                .iterator();
        String database = names.next();
        List<String> roles = take(names, ROLES);
        List<String> schemas = take(names, SCHEMAS);
        Map<String, Names> tviews = new LinkedHashMap<>();
        while (tviews.size() < TVIEWS) {
            String entity = names.next();
            if (entity.getBytes(StandardCharsets.UTF_8).length <= LONGEST_ENTITY) {
                int n = tviews.size();
                boolean usual = n % 2 == 0;
                tviews.put(
                        entity,
                        new Names(
                                schemas.get(n % SCHEMAS),
                                names.next(),
                                usual ? "v_" + entity : names.next(),
                                usual ? "tv_" + entity : names.next(),
                                names.next(),
                                names.next(),
                                roles.get(n % ROLES)));
            }
        }
        HostileDatabase made = new HostileDatabase(cluster, database, roles, tviews);
        made.make();
        return made;
    }

    private static List<String> take(Iterator<String> names, int count) {
        List<String> taken = new ArrayList<>();
        while (taken.size() < count) {
            taken.add(names.next());
        }
        return taken;
    }

    private void make() throws SQLException {
        cluster.createDatabase(name);
        for (String role : roles) {
            cluster.sql("postgres", "CREATE ROLE \"" + role.replace("\"", "\"\"") + "\" LOGIN");
        }
        cluster.sql(name, "CREATE EXTENSION pg_tviews");
        // The first of all makes the trigger function.
        cluster.sql(name, "CREATE TABLE tb_plain (pk_plain bigserial PRIMARY KEY, id uuid NOT NULL, name text)");
        cluster.sql(
                name,
                "SELECT pg_tviews_create('plain', 'SELECT pk_plain, id, jsonb_build_object() AS data FROM tb_plain')");
        fill(name, false);
    }

    /** Makes a database that has the base tables and the extension, and nothing else of these TVIEWs. */
    void makeBaseTables(String other) throws SQLException {
        cluster.createDatabase(other);
        cluster.sql(other, "CREATE EXTENSION pg_tviews");
        cluster.sql(other, "CREATE TABLE tb_plain (pk_plain bigserial PRIMARY KEY, id uuid NOT NULL, name text)");
        fill(other, true);
    }

    private void fill(String database, boolean baseOnly) throws SQLException {
        List<Map<String, String>> rows = new ArrayList<>();
        tviews.forEach((entity, names) -> rows.add(names.row(entity)));
        try (Connection connection = cluster.connect(database);
                PreparedStatement hand = connection.prepareStatement(
                        "SELECT set_config('test.tviews', ?, false), set_config('test.base_only', ?, false)")) {
            hand.setString(1, new JsonMapper().writeValueAsString(rows));
            hand.setString(2, Boolean.toString(baseOnly));
            hand.execute();
            try (PreparedStatement make = connection.prepareStatement(MAKE)) {
                make.execute();
            }
        }
    }

    String name() {
        return name;
    }

    List<String> roles() {
        return roles;
    }

    /** The names of each TVIEW's objects, by entity. */
    Map<String, Names> tviews() {
        return tviews;
    }

    /** Runs a statement on the table of a TVIEW, whose name takes the place of {@code %s}. */
    void change(String entity, String statement) {
        run(entity, statement.replace("%s", "%1$I.%2$I"));
    }

    /** Sets the state of a TVIEW's trigger, for example by {@code DISABLE TRIGGER}. */
    void state(String entity, String verb) {
        run(entity, "ALTER TABLE %1$I.%3$I " + verb + " %4$I");
    }

    private void run(String entity, String format) {
        Names names = Objects.requireNonNull(tviews.get(entity));
        try (Connection connection = cluster.connect(name);
                PreparedStatement quote = connection.prepareStatement("SELECT format(?, ?, ?, ?, ?)")) {
            List<String> values = List.of(format, names.schema(), names.table(), names.base(), names.trigger());
            for (int i = 0; i < values.size(); i++) {
                quote.setString(i + 1, values.get(i));
            }
            try (ResultSet quoted = quote.executeQuery();
                    Statement statement = connection.createStatement()) {
                quoted.next();
                statement.setEscapeProcessing(false);
                statement.execute(quoted.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(entity + ": " + e.getMessage(), e);
        }
    }

    /**
     * All names of this database and how many rows each table has, so that nothing made, dropped, renamed or emptied by
     * accident goes unseen.
     */
    Map<String, String> everything() {
        Map<String, String> everything = new TreeMap<>();
        String names = """
                SELECT 'relation', n.nspname, c.relname, concat(c.relkind, ' ', c.relacl) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
                UNION ALL SELECT 'column', a.attrelid::text, a.attname, a.atttypid::regtype::text FROM pg_attribute a WHERE a.attrelid >= 16384
                UNION ALL SELECT 'trigger', t.tgrelid::text, t.tgname, t.tgenabled::text FROM pg_trigger t
                UNION ALL SELECT 'role', '', r.rolname, '' FROM pg_roles r
                UNION ALL SELECT 'database', '', d.datname, '' FROM pg_database d
                UNION ALL SELECT 'registration', table_oid::text, entity, view_oid::text FROM pg_tview_meta
                UNION ALL SELECT 'rows', n.nspname, c.relname,
                  (xpath('/row/count/text()', query_to_xml(format('SELECT count(*) FROM %I.%I', n.nspname, c.relname), false, true, '')))[1]::text
                  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND c.oid >= 16384""";
        cluster.query(name, names)
                .forEach(row -> everything.put(
                        row.subList(0, 3).stream().map(String::valueOf).collect(Collectors.joining("|")),
                        String.valueOf(row.get(3))));
        return everything;
    }

    /** The names of tables and views as the server itself writes them in SQL, by entity. */
    Map<String, List<String>> written() {
        Map<String, List<String>> written = new LinkedHashMap<>();
        cluster.query(
                        name,
                        "SELECT m.entity, format('%I.%I', n.nspname, t.relname), format('%I.%I', vn.nspname, v.relname),"
                                + " (SELECT format('%I.%I', bn.nspname, b.relname) FROM pg_class b JOIN pg_namespace bn ON bn.oid = b.relnamespace"
                                + " WHERE b.oid = m.dependencies[1]), (SELECT g.tgname FROM pg_trigger g WHERE g.tgrelid = m.dependencies[1])"
                                + " FROM pg_tview_meta m JOIN pg_class t ON t.oid = m.table_oid JOIN pg_namespace n ON n.oid = t.relnamespace"
                                + " JOIN pg_class v ON v.oid = m.view_oid JOIN pg_namespace vn ON vn.oid = v.relnamespace")
                .forEach(row -> written.put(
                        Objects.requireNonNull(row.get(0)),
                        row.subList(1, 5).stream().map(Objects::requireNonNull).toList()));
        return written;
    }

    /** Runs something while a transaction holds the base table of a TVIEW, and another one its table and is prepared. */
    void whileHeld(String entity, String prepared, Runnable action) throws SQLException {
        List<String> written = Objects.requireNonNull(written().get(entity));
        try (Connection one = cluster.connect(name);
                Connection other = cluster.connect(name);
                Statement lock = one.createStatement();
                Statement prepare = other.createStatement()) {
            one.setAutoCommit(false);
            lock.setEscapeProcessing(false);
            lock.execute("LOCK TABLE " + written.get(2) + " IN SHARE MODE");
            prepare.setEscapeProcessing(false);
            prepare.execute("BEGIN");
            prepare.execute("LOCK TABLE " + written.get(0) + " IN SHARE MODE");
            prepare.execute("PREPARE TRANSACTION '" + prepared.replace("'", "''") + "'");
            action.run();
            prepare.execute("ROLLBACK PREPARED '" + prepared.replace("'", "''") + "'");
            one.rollback();
        }
    }

    /** The names of one TVIEW's objects. */
    record Names(String schema, String base, String view, String table, String trigger, String column, String role) {
        private Map<String, String> row(String entity) {
            return Map.of(
                    "schema", schema, "entity", entity, "base", base, "view", view, "table", table, "trigger", trigger,
                    "col", column, "owner", role);
        }
    }
}
