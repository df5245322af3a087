-- Stand-in for pg_tviews 0.1.0-beta.8, for tests and demos. It is NOT pg_tviews.
--
-- It has the same members, signatures and owners as the real extension, follows writes by the same rules and breaks in the
-- same ways, as far as SQL and plpgsql reach. What it cannot do is listed in the lab's README.
--
-- As in the real one: no function sets a search_path, names are resolved when they are used and are not quoted, nothing is
-- granted, and no table is marked for pg_dump.

\echo Use "CREATE EXTENSION pg_tviews" to load this file. \quit

-- Tables ------------------------------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS @extschema@.pg_tview_meta (
    entity           text        NOT NULL PRIMARY KEY,
    view_oid         oid         NOT NULL,
    table_oid        oid         NOT NULL,
    definition       text        NOT NULL,
    dependencies     oid[]       NOT NULL DEFAULT '{}',
    fk_columns       text[]      NOT NULL DEFAULT '{}',
    uuid_fk_columns  text[]      NOT NULL DEFAULT '{}',
    dependency_types text[]      NOT NULL DEFAULT '{}',
    dependency_paths text[]      NOT NULL DEFAULT '{}',
    array_match_keys text[]      NOT NULL DEFAULT '{}',
    created_at       timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS @extschema@.pg_tview_helpers (
    helper_name text        NOT NULL PRIMARY KEY,
    is_helper   boolean     NOT NULL DEFAULT true,
    used_by     text[]      NOT NULL DEFAULT '{}',
    depends_on  text[]      NOT NULL DEFAULT '{}',
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS @extschema@.pg_tview_audit_log (
    log_id       bigserial   PRIMARY KEY,
    operation    text        NOT NULL,
    entity       text        NOT NULL,
    performed_by text        NOT NULL DEFAULT current_user,
    performed_at timestamptz NOT NULL DEFAULT now(),
    details      jsonb,
    client_addr  inet        DEFAULT inet_client_addr(),
    client_port  integer     DEFAULT inet_client_port()
);

CREATE INDEX IF NOT EXISTS idx_audit_log_entity    ON @extschema@.pg_tview_audit_log (entity);
CREATE INDEX IF NOT EXISTS idx_audit_log_timestamp ON @extschema@.pg_tview_audit_log (performed_at DESC);

COMMENT ON TABLE @extschema@.pg_tview_meta      IS 'Registered TVIEWs (stand-in)';
COMMENT ON TABLE @extschema@.pg_tview_helpers   IS 'Never written (stand-in)';
COMMENT ON TABLE @extschema@.pg_tview_audit_log IS 'Creation and removal of TVIEWs (stand-in)';

-- Views: placeholders in the real extension too, they tell nothing ----------------------------------------------------------

CREATE VIEW @extschema@.pg_tviews_queue_realtime AS
SELECT current_setting('application_name') AS session, pg_backend_pid() AS backend_pid, txid_current() AS transaction_id,
       0 AS queue_size, '{}'::text[] AS entities, now() AS last_enqueued;

CREATE VIEW @extschema@.pg_tviews_cache_stats AS
SELECT cache_type, 0::bigint AS entries, '0 bytes'::text AS estimated_size
FROM (VALUES ('graph_cache'::text), ('table_cache'::text)) AS cache (cache_type);

CREATE VIEW @extschema@.pg_tviews_performance_summary AS
SELECT entity, count(*) AS total_refreshes, 0.0 AS avg_refresh_ms, now() AS last_refresh
FROM @extschema@.pg_tview_meta GROUP BY entity;

-- The type: a real base type, but its text is only checked to be JSON -------------------------------------------------------

CREATE TYPE TViewSchema;
CREATE FUNCTION tviewschema_in(input cstring) RETURNS TViewSchema
    IMMUTABLE PARALLEL SAFE STRICT LANGUAGE internal AS 'json_in';
CREATE FUNCTION tviewschema_out(input TViewSchema) RETURNS cstring
    IMMUTABLE PARALLEL SAFE STRICT LANGUAGE internal AS 'json_out';
CREATE TYPE TViewSchema (INTERNALLENGTH = variable, INPUT = tviewschema_in, OUTPUT = tviewschema_out, STORAGE = extended);

-- What is installed ---------------------------------------------------------------------------------------------------------

CREATE FUNCTION pg_tviews_version() RETURNS text
    STRICT LANGUAGE sql AS $$SELECT '0.1.0-beta.8'::text$$;

CREATE FUNCTION pg_tviews_hook_status() RETURNS text
    STRICT LANGUAGE sql AS $$SELECT 'Stand-in: there is no library and no hook'::text$$;

CREATE FUNCTION pg_tviews_check_jsonb_delta() RETURNS boolean
    STRICT LANGUAGE sql AS $$SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'jsonb_delta')$$;

CREATE FUNCTION pg_tviews_queue_stats() RETURNS jsonb
    STRICT LANGUAGE sql AS $$
    SELECT jsonb_object_agg(counter, 0)
    FROM unnest('{queue_size,total_refreshes,total_iterations,max_iterations,total_timing_ms,graph_cache_hit_rate,
                  table_cache_hit_rate,graph_cache_hits,graph_cache_misses,table_cache_hits,table_cache_misses}'::text[]) AS counter
$$;

CREATE FUNCTION pg_tviews_debug_queue() RETURNS jsonb
    STRICT LANGUAGE sql AS $$SELECT '[]'::jsonb$$;

-- As blind as the real one: it looks for triggers under a name that no trigger has, and takes no registration for health.
CREATE FUNCTION pg_tviews_health_check() RETURNS TABLE (status text, component text, message text, severity text)
    STRICT LANGUAGE plpgsql AS $$
DECLARE
    orphans bigint;
BEGIN
    RETURN QUERY SELECT 'OK', 'extension', 'pg_tviews ' || pg_tviews_version() || ' (stand-in)', 'info';

    IF pg_tviews_check_jsonb_delta() THEN
        RETURN QUERY SELECT 'OK', 'jsonb_delta', 'jsonb_delta is installed', 'info';
    ELSE
        RETURN QUERY SELECT 'WARNING', 'jsonb_delta', 'jsonb_delta is not installed, rows are replaced whole', 'warning';
    END IF;

    SELECT count(*) INTO orphans FROM pg_tview_meta m
    WHERE NOT EXISTS (SELECT FROM pg_class c WHERE c.relname = 'tv_' || m.entity);
    IF orphans > 0 THEN
        RETURN QUERY SELECT 'ERROR', 'metadata', orphans || ' registrations without a table', 'error';
    ELSE
        RETURN QUERY SELECT 'OK', 'metadata', 'Every registration has a table', 'info';
    END IF;

    SELECT count(*) INTO orphans FROM pg_trigger WHERE tgname LIKE 'tview_%';
    IF orphans > 0 THEN
        RETURN QUERY SELECT 'WARNING', 'triggers', orphans || ' triggers without a TVIEW', 'warning';
    ELSE
        RETURN QUERY SELECT 'OK', 'triggers', 'Every trigger belongs to a TVIEW', 'info';
    END IF;

    RETURN QUERY SELECT 'OK', 'tviews', count(*) || ' TVIEWs registered', 'info' FROM pg_tview_meta;
END
$$;

-- Reading a definition ------------------------------------------------------------------------------------------------------

CREATE FUNCTION pg_tviews_analyze_select(sql text) RETURNS jsonb
    STRICT LANGUAGE plpgsql AS $$
DECLARE
    names text[];
    pk    text;
BEGIN
    EXECUTE 'CREATE TEMP VIEW tview_analysis AS ' || sql;
    SELECT array_agg(attname::text ORDER BY attnum) INTO names
    FROM pg_attribute WHERE attrelid = 'pg_temp.tview_analysis'::regclass AND attnum > 0;
    DROP VIEW pg_temp.tview_analysis;
    SELECT n INTO pk FROM unnest(names) WITH ORDINALITY AS c (n, i) WHERE n LIKE 'pk\_%' ORDER BY i LIMIT 1;
    RETURN jsonb_build_object(
        'entity_name',       substr(pk, 4),
        'pk_column',         pk,
        'id_column',         CASE WHEN 'id' = ANY (names) THEN 'id' END,
        'identifier_column', CASE WHEN 'identifier' = ANY (names) THEN 'identifier' END,
        'data_column',       CASE WHEN 'data' = ANY (names) THEN 'data' END,
        'fk_columns',        to_jsonb(ARRAY(SELECT n FROM unnest(names) AS n WHERE n LIKE 'fk\_%')),
        'uuid_fk_columns',   to_jsonb(ARRAY(SELECT n FROM unnest(names) AS n WHERE n LIKE '%\_id')),
        'additional_columns', to_jsonb(ARRAY(SELECT n FROM unnest(names) AS n
                                             WHERE n NOT IN (coalesce(pk, ''), 'id', 'identifier', 'data')
                                               AND n NOT LIKE 'fk\_%' AND n NOT LIKE '%\_id')));
EXCEPTION WHEN OTHERS THEN
    RETURN jsonb_build_object('error', SQLERRM);
END
$$;

CREATE FUNCTION pg_tviews_infer_types(table_name text, columns text[]) RETURNS jsonb
    STRICT LANGUAGE sql AS $$
    SELECT coalesce(jsonb_object_agg(attname, format_type(atttypid, atttypmod)), '{}')
    FROM pg_attribute
    WHERE attrelid = $1::regclass AND attname::text = ANY ($2) AND attnum > 0 AND NOT attisdropped
$$;

-- Rows that follow writes ---------------------------------------------------------------------------------------------------

-- One row of a base table has changed. Every TVIEW registered as depending on that table gets the rows recomputed that the
-- change can reach, and so on through the TVIEWs that carry a key of theirs. No registration: nothing happens, silently.
CREATE FUNCTION pg_tviews_cascade(base_table_oid oid, pk_value bigint) RETURNS void
    STRICT LANGUAGE plpgsql AS $$
DECLARE
    base_table  text;
    base_entity text;
    dependent   record;
    meta        record;
    keys        bigint[];
    todo_entity text[];
    todo_keys   text[];
    step        int;
    columns     text;
    changes     text;
    written     bigint;
    parent      text;
BEGIN
    FOR dependent IN
        SELECT m.entity, m.fk_columns, c.relname AS v FROM pg_tview_meta m LEFT JOIN pg_class c ON c.oid = m.view_oid
        WHERE base_table_oid = ANY (m.dependencies)
    LOOP
        IF dependent.v IS NULL THEN
            RAISE WARNING 'TVIEW "%" is registered without its view', dependent.entity;
            CONTINUE;
        END IF;
        IF base_table IS NULL THEN
            SELECT c.relname INTO base_table FROM pg_class c WHERE c.oid = base_table_oid;
            base_entity := regexp_replace(base_table, '^(tb_)+', '');
        END IF;

        IF dependent.entity = base_entity THEN
            -- The entity's own table. A deleted row is not in the view any more, so its row in tv_ stays.
            EXECUTE format('SELECT array_agg(pk_%s) FROM %s WHERE pk_%1$s = $1', dependent.entity, dependent.v)
                INTO keys USING pk_value;
        ELSIF 'fk_' || base_entity = ANY (dependent.fk_columns) THEN
            -- The TVIEW shows the key of the changed row.
            EXECUTE format('SELECT array_agg(pk_%s) FROM %s WHERE fk_%s = $1',
                           dependent.entity, dependent.v, base_entity)
                INTO keys USING pk_value;
        ELSE
            -- The changed row must show the key of the TVIEW. Where it has no such column, this is error 42703.
            EXECUTE format('SELECT array_agg(DISTINCT fk_%s) FILTER (WHERE fk_%1$s IS NOT NULL) FROM %s WHERE pk_%s = $1',
                           dependent.entity, base_table, base_entity)
                INTO keys USING pk_value;
            IF keys IS NULL THEN
                -- Deleted, so it cannot be asked: all rows of the TVIEW.
                EXECUTE format('SELECT array_agg(pk_%s) FROM tv_%1$s', dependent.entity) INTO keys;
            END IF;
        END IF;
        CONTINUE WHEN keys IS NULL;

        todo_entity := ARRAY[dependent.entity];
        todo_keys   := ARRAY[keys::text];
        step        := 1;
        WHILE step <= cardinality(todo_entity) LOOP
            IF step > 10000 THEN
                RAISE EXCEPTION 'TVIEWs depend on each other in a circle' USING ERRCODE = '54001';
            END IF;
            keys := todo_keys[step]::bigint[];
            SELECT m.entity, t.relname AS tv, v.relname AS v INTO meta
            FROM pg_tview_meta m JOIN pg_class t ON t.oid = m.table_oid JOIN pg_class v ON v.oid = m.view_oid
            WHERE m.entity = todo_entity[step];
            IF NOT FOUND THEN
                RAISE WARNING 'TVIEW "%" is registered without its table or view', todo_entity[step];
                step := step + 1;
                CONTINUE;
            END IF;

            RAISE WARNING 'jsonb_delta is not installed, rows of % are replaced whole', meta.tv;

            -- Columns of whatever is called so in any schema, as in the real one: a second view of the name breaks this.
            SELECT string_agg(a.attname, ', ' ORDER BY a.attnum),
                   string_agg(CASE WHEN a.attname <> 'pk_' || meta.entity THEN format('%s = EXCLUDED.%1$s, ', a.attname) END, '')
            INTO columns, changes
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relname = meta.v AND a.attnum > 0 AND NOT a.attisdropped;

            EXECUTE format('INSERT INTO %s (%s) SELECT %2$s FROM %s WHERE pk_%s = ANY ($1)'
                           ' ON CONFLICT (pk_%4$s) DO UPDATE SET %supdated_at = now()',
                           meta.tv, columns, meta.v, meta.entity, changes)
                USING keys;
            GET DIAGNOSTICS written = ROW_COUNT;
            IF written < cardinality(keys) THEN
                RAISE WARNING '% of % rows of % are not in % any more', cardinality(keys) - written, cardinality(keys), meta.tv, meta.v;
            END IF;

            -- The schema is fixed here, as in the real one: installed elsewhere than in public, this fails.
            FOR parent IN
                SELECT m.entity FROM public.pg_tview_meta m WHERE 'fk_' || meta.entity = ANY (m.fk_columns)
            LOOP
                EXECUTE format('SELECT array_agg(pk_%s) FROM tv_%1$s WHERE fk_%s = ANY ($1)', parent, meta.entity)
                    INTO changes USING keys;
                IF changes IS NOT NULL THEN
                    todo_entity := todo_entity || parent;
                    todo_keys   := todo_keys || changes;
                END IF;
            END LOOP;
            step := step + 1;
        END LOOP;
    END LOOP;
END
$$;

CREATE FUNCTION pg_tviews_insert(base_table_oid oid, pk_value bigint) RETURNS void
    STRICT LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_tviews_cascade(base_table_oid, pk_value);
END
$$;

CREATE FUNCTION pg_tviews_delete(base_table_oid oid, pk_value bigint) RETURNS void
    STRICT LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_tviews_cascade(base_table_oid, pk_value);
END
$$;

-- Two trigger functions that nothing uses. In the real one they fill a queue that is never worked off.
CREATE FUNCTION pg_tview_trigger_handler() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    RETURN NULL;
END
$$;

CREATE FUNCTION pg_tview_stmt_trigger_handler() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    RETURN NULL;
END
$$;

-- All rows of one TVIEW -----------------------------------------------------------------------------------------------------

CREATE FUNCTION pg_tviews_refresh(entity text) RETURNS void
    STRICT LANGUAGE plpgsql AS $$
DECLARE
    tv      text;
    v       text;
    columns text;
BEGIN
    SELECT t.relname, w.relname,
           (SELECT string_agg(a.attname, ', ' ORDER BY a.attnum) FROM pg_attribute a
            WHERE a.attrelid = m.view_oid AND a.attnum > 0 AND NOT a.attisdropped)
    INTO tv, v, columns
    FROM pg_tview_meta m LEFT JOIN pg_class t ON t.oid = m.table_oid LEFT JOIN pg_class w ON w.oid = m.view_oid
    WHERE m.entity = pg_tviews_refresh.entity;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'TVIEW "%": metadata not found', entity USING ERRCODE = '22000';
    ELSIF tv IS NULL OR columns IS NULL THEN
        RAISE EXCEPTION 'TVIEW "%": its table or view is gone', entity USING ERRCODE = '22000';
    END IF;
    EXECUTE format('TRUNCATE %s', tv);
    EXECUTE format('INSERT INTO %s (%s) SELECT %2$s FROM %s', tv, columns, v);
END
$$;

-- Creating and dropping -----------------------------------------------------------------------------------------------------

CREATE FUNCTION pg_tviews_create(tview_name text, select_sql text) RETURNS text
    STRICT LANGUAGE plpgsql AS $create$
DECLARE
    home        text := current_schema();
    name_given  text := regexp_replace(tview_name, '^tv_', '');
    definition  text := select_sql;
    entity      text;
    view        oid;
    columns     record;
    source_key  text;
    fields      text;
    dependency  record;
    depends_on  oid[];
    fk          text;
    found       text;
    types       text[] := '{}';
    paths       text[] := '{}';
    match_keys  text[] := '{}';
    flat        text;
BEGIN
    IF EXISTS (SELECT FROM pg_tview_meta m WHERE m.entity = regexp_replace(tview_name, '^(tv_)+', '')) THEN
        RAISE EXCEPTION 'TVIEW "%" already exists', tview_name USING ERRCODE = '22000';
    ELSIF home IS NULL THEN
        RAISE EXCEPTION 'The search_path names no schema to create in' USING ERRCODE = '22000';
    END IF;

    -- The view comes first, under a name of no meaning: its columns tell what the entity is.
    EXECUTE format('CREATE VIEW %s.tview_in_the_making AS %s', home, definition);
    view := format('%s.tview_in_the_making', home)::regclass;
    SELECT substr(a.attname, 4) INTO entity FROM pg_attribute a
    WHERE a.attrelid = view AND a.attnum > 0 AND a.attname LIKE 'pk\_%' ORDER BY a.attnum LIMIT 1;

    IF entity IS NULL THEN
        -- A plain SELECT is wrapped. Its id is a new one at every look.
        entity := name_given;
        SELECT a.attname INTO source_key FROM pg_attribute a
        WHERE a.attrelid = view AND a.attnum > 0
          AND (a.attname = 'id' OR a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype))
        ORDER BY a.attname = 'id' DESC, a.attnum LIMIT 1;
        IF source_key IS NULL THEN
            RAISE EXCEPTION 'TVIEW "%" needs a column pk_%, id or an integer to be its key', tview_name, name_given
                USING ERRCODE = '22000';
        END IF;
        SELECT string_agg(format('%L, source.%s', a.attname, a.attname), ', ' ORDER BY a.attnum) INTO fields
        FROM pg_attribute a WHERE a.attrelid = view AND a.attnum > 0;
        EXECUTE format('DROP VIEW %s.tview_in_the_making', home);
        definition := format('SELECT source.%s AS pk_%s, gen_random_uuid() AS id, jsonb_build_object(%s) AS data FROM (%s) AS source',
                             source_key, entity, fields, select_sql);
        EXECUTE format('CREATE VIEW %s.tview_in_the_making AS %s', home, definition);
        view := format('%s.tview_in_the_making', home)::regclass;
    END IF;
    EXECUTE format('ALTER VIEW %s.tview_in_the_making RENAME TO v_%s', home, entity);

    -- The table: types go by the names of columns, not by what the view has.
    SELECT string_agg(c.name, ', ' ORDER BY c.place, c.attnum) AS names,
           string_agg(c.name || ' ' || c.type, ', ' ORDER BY c.place, c.attnum) AS typed,
           string_agg(CASE WHEN c.name = 'id' THEN 'id::uuid' ELSE c.name END, ', ' ORDER BY c.place, c.attnum) AS selected,
           coalesce(array_agg(c.name ORDER BY c.attnum) FILTER (WHERE c.place = 5), '{}') AS fks,
           coalesce(array_agg(c.name ORDER BY c.attnum) FILTER (WHERE c.place = 6), '{}') AS uuid_fks
    INTO columns
    FROM (SELECT a.attname::text AS name, a.attnum, k.place,
                 CASE k.place WHEN 1 THEN 'bigint PRIMARY KEY' WHEN 2 THEN 'uuid NOT NULL' WHEN 3 THEN 'text' WHEN 4 THEN 'jsonb'
                              WHEN 5 THEN 'bigint' WHEN 6 THEN 'uuid'
                              ELSE CASE WHEN t.typcategory = 'A' OR t.typname = 'jsonb' THEN format_type(t.oid, NULL) ELSE 'text' END
                 END AS type
          FROM pg_attribute a
          JOIN pg_type t ON t.oid = a.atttypid,
          LATERAL (SELECT CASE WHEN a.attname = 'pk_' || entity THEN 1 WHEN a.attname = 'id' THEN 2
                               WHEN a.attname = 'identifier' THEN 3 WHEN a.attname = 'data' THEN 4
                               WHEN a.attname LIKE 'fk\_%' THEN 5 WHEN a.attname LIKE '%\_id' THEN 6 ELSE 7 END) AS k (place)
          WHERE a.attrelid = view AND a.attnum > 0) AS c;
    EXECUTE format('CREATE TABLE %s.tv_%s (%s, created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now())',
                   home, entity, columns.typed);
    IF 'id' = ANY (string_to_array(columns.names, ', ')) THEN
        EXECUTE format('CREATE INDEX idx_tv_%s_id ON %s.tv_%1$s (id)', entity, home);
    END IF;
    FOREACH fk IN ARRAY columns.uuid_fks LOOP
        EXECUTE format('CREATE INDEX idx_tv_%s_%s ON %s.tv_%1$s (%2$s)', entity, fk, home);
    END LOOP;
    IF 'data' = ANY (string_to_array(columns.names, ', ')) THEN
        EXECUTE format('CREATE INDEX idx_tv_%s_data_gin ON %s.tv_%1$s USING gin (data)', entity, home);
    END IF;
    EXECUTE format('INSERT INTO %s.tv_%s (%s) SELECT %s FROM %1$s.v_%2$s', home, entity, columns.names, columns.selected);

    -- What the view reads itself. Tables behind another view are not looked for.
    SELECT coalesce(array_agg(DISTINCT c.oid ORDER BY c.oid), '{}') INTO depends_on
    FROM pg_rewrite r
    JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
    JOIN pg_class c ON c.oid = d.refobjid
    WHERE r.ev_class = view AND c.oid <> view AND c.relkind IN ('r', 'm', 'p');

    -- How a key shows in the document: 'name', v_x.data is an object, 'name', jsonb_agg(v_x.data is an array.
    flat := lower(translate(definition, E'\n\t', '  '));
    FOREACH fk IN ARRAY columns.fks LOOP
        found := substring(flat FROM '''(\w+)'',\s*v_' || substr(fk, 4) || '\.data');
        IF found IS NOT NULL THEN
            types := types || 'nested_object'::text;
            paths := paths || found;
            match_keys := match_keys || ''::text;
            CONTINUE;
        END IF;
        found := substring(flat FROM '''(\w+)'',\s*(?:coalesce\s*\()?\s*jsonb_agg\s*\(\s*v_' || substr(fk, 4) || '\.data');
        types := types || CASE WHEN found IS NULL THEN 'scalar' ELSE 'array' END;
        paths := paths || coalesce(found, '');
        match_keys := match_keys || CASE WHEN found IS NULL THEN '' ELSE 'id' END;
    END LOOP;

    INSERT INTO pg_tview_meta AS m (entity, view_oid, table_oid, definition, dependencies, fk_columns, uuid_fk_columns,
                                    dependency_types, dependency_paths, array_match_keys)
    VALUES (entity, view, format('%s.tv_%s', home, entity)::regclass, definition, depends_on, columns.fks, columns.uuid_fks,
            types, paths, match_keys)
    ON CONFLICT ON CONSTRAINT pg_tview_meta_pkey DO NOTHING;

    -- The handler belongs to whoever creates the first TVIEW, not to the extension, and another role may not replace it.
    IF cardinality(depends_on) = 0 THEN
        RAISE WARNING 'TVIEW "%" reads no table', entity;
    ELSE
        CREATE OR REPLACE FUNCTION tview_trigger_handler() RETURNS trigger
            LANGUAGE plpgsql AS $handler$
        DECLARE
            key     text;
            old_key bigint;
            new_key bigint;
        BEGIN
            SELECT a.attname INTO key
            FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
            WHERE i.indrelid = TG_RELID AND i.indisprimary LIMIT 1;
            IF key IS NULL THEN
                RAISE EXCEPTION '% has no primary key', TG_TABLE_NAME;
            END IF;
            IF TG_OP <> 'INSERT' THEN
                EXECUTE format('SELECT ($1).%I', key) INTO old_key USING OLD;
            END IF;
            IF TG_OP <> 'DELETE' THEN
                EXECUTE format('SELECT ($1).%I', key) INTO new_key USING NEW;
            END IF;
            RAISE NOTICE 'TVIEW %: % on %, % = %', TG_ARGV[0], TG_OP, TG_TABLE_NAME, key, coalesce(new_key, old_key);
            CASE TG_OP
                WHEN 'INSERT' THEN PERFORM pg_tviews_insert(TG_RELID, new_key);
                WHEN 'UPDATE' THEN PERFORM pg_tviews_cascade(TG_RELID, new_key);
                WHEN 'DELETE' THEN PERFORM pg_tviews_delete(TG_RELID, old_key);
            END CASE;
            RETURN coalesce(NEW, OLD);
        END
        $handler$;
    END IF;
    FOR dependency IN SELECT c.oid, c.relname FROM pg_class c WHERE c.oid = ANY (depends_on) ORDER BY c.oid LOOP
        IF EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = dependency.relname::regclass
                   AND t.tgname = format('trg_tview_%s_on_%s', entity, dependency.relname)::name) THEN
            RAISE WARNING 'Trigger trg_tview_%_on_% is there already', entity, dependency.relname;
        ELSE
            EXECUTE format('CREATE TRIGGER trg_tview_%s_on_%s AFTER INSERT OR UPDATE OR DELETE ON %2$s'
                           ' FOR EACH ROW EXECUTE FUNCTION tview_trigger_handler(%1$L)', entity, dependency.relname);
        END IF;
    END LOOP;

    -- The real beta.8 tries to write pg_tview_audit_log here and never succeeds: it hands a name where text is wanted.
    RAISE WARNING 'TVIEW % is created, but the audit log could not be written', entity;
    RETURN format('TVIEW %s is created', quote_literal(tview_name));
END
$create$;

CREATE FUNCTION pg_tviews_drop(tview_name text, if_exists boolean DEFAULT false) RETURNS text
    STRICT LANGUAGE plpgsql AS $$
DECLARE
    dropped    text := regexp_replace(tview_name, '^(tv_)+', '');
    meta       record;
    view       oid;
    dependency text;
BEGIN
    SELECT m.view_oid, m.table_oid INTO meta FROM pg_tview_meta m WHERE m.entity = dropped;
    IF NOT FOUND THEN
        IF if_exists THEN
            RETURN format('TVIEW %s is dropped', quote_literal(tview_name));
        END IF;
        RAISE EXCEPTION 'TVIEW "%": metadata not found', dropped USING ERRCODE = '22000';
    END IF;

    -- Triggers are found through the view, and the view is looked for in one schema only.
    SELECT c.oid INTO view FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relname = 'v_' || dropped AND n.nspname = current_schema() AND c.relkind IN ('v', 'm');
    IF NOT FOUND THEN
        RAISE WARNING 'v_% is not in the current schema, its triggers stay', dropped;
    ELSE
        FOR dependency IN
            SELECT DISTINCT c.relname
            FROM pg_rewrite r
            JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
            JOIN pg_class c ON c.oid = d.refobjid
            WHERE r.ev_class = view AND c.oid <> view AND c.relkind IN ('r', 'm', 'p')
        LOOP
            EXECUTE format('DROP TRIGGER IF EXISTS trg_tview_%s_on_%s ON %2$s', dropped, dependency);
        END LOOP;
    END IF;

    IF EXISTS (SELECT FROM pg_class WHERE oid = meta.table_oid) THEN
        EXECUTE format('DROP TABLE IF EXISTS %s', meta.table_oid::regclass);
    END IF;
    IF EXISTS (SELECT FROM pg_class WHERE oid = meta.view_oid) THEN
        EXECUTE format('DROP VIEW IF EXISTS %s', meta.view_oid::regclass);
    END IF;
    DELETE FROM pg_tview_meta m WHERE m.entity = dropped;

    RAISE WARNING 'TVIEW % is dropped, but the audit log could not be written', dropped;
    RETURN format('TVIEW %s is dropped', quote_literal(tview_name));
END
$$;

-- Conversion is destructive in the real one and refused here ------------------------------------------------------------------

CREATE FUNCTION pg_tviews_convert_existing_table(table_name text) RETURNS text
    STRICT LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The stand-in does not convert tables' USING ERRCODE = '0A000';
END
$$;

CREATE FUNCTION pg_tviews_convert_table(table_name text) RETURNS void
    STRICT LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'No SELECT is pending for "%"', table_name USING ERRCODE = '22000';
END
$$;

-- These two fail whenever they are called, as the real ones do: 42703 and 42601 -----------------------------------------------

CREATE FUNCTION pg_tviews_show_cascade_path(entity text) RETURNS TABLE (depth integer, entity_name text, depends_on text)
    STRICT LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY EXECUTE 'SELECT 0, entity_name, entity FROM pg_tview_meta WHERE entity = $1' USING entity;
END
$$;

CREATE FUNCTION pg_tviews_performance_stats()
    RETURNS TABLE (entity text, table_size text, total_size text, row_count bigint, index_count integer)
    STRICT LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY EXECUTE 'SELECT m.entity, NULL, NULL, (SELECT count(*) FROM (''tv_'' || m.entity)::regclass), 0 FROM pg_tview_meta m';
END
$$;

-- Prepared transactions: unusable in the real one, and here. Neither can commit from inside a function --------------------------

CREATE FUNCTION pg_tviews_commit_prepared(gid text) RETURNS void
    STRICT LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'SELECT refresh_queue FROM pg_tview_pending_refreshes WHERE gid = $1' USING gid;
    EXECUTE format('COMMIT PREPARED %L', gid);
END
$$;

CREATE FUNCTION pg_tviews_rollback_prepared(gid text) RETURNS void
    STRICT LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ROLLBACK PREPARED %L', gid);
END
$$;

CREATE FUNCTION pg_tviews_recover_prepared_transactions() RETURNS TABLE (gid text, queue_size integer, status text)
    STRICT LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY EXECUTE 'SELECT gid, queue_size, ''error''::text FROM pg_tview_pending_refreshes'
                         ' WHERE prepared_at < now() - interval ''1 hour'' ORDER BY prepared_at';
END
$$;

-- The event trigger: it fires for every CREATE TABLE and leaves the table alone, since there is no hook to remember a SELECT -----

CREATE FUNCTION pg_tviews_handle_ddl_event() RETURNS event_trigger
    LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM pg_event_trigger_ddl_commands();
END
$$;

CREATE EVENT TRIGGER pg_tviews_ddl_end ON ddl_command_end
    WHEN TAG IN ('CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO')
    EXECUTE FUNCTION pg_tviews_handle_ddl_event();
COMMENT ON EVENT TRIGGER pg_tviews_ddl_end IS 'Sees every new table and changes none (stand-in)';
