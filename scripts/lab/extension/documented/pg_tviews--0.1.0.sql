-- The pg_tviews of the published guides, version 0.1.0, for tests. Nobody has ever seen it: names, arguments and columns are those
-- that the guides use, how rows follow is invented, and what the guides do not speak of is as small as it can be.

\echo Use "CREATE EXTENSION pg_tviews" to load this file. \quit

CREATE TABLE @extschema@.pg_tviews_metadata (
    entity_name              text PRIMARY KEY,
    backing_table_name       text NOT NULL,
    internal_version         text NOT NULL DEFAULT '1',
    last_refreshed           timestamptz,
    last_refresh_duration_ms bigint,
    last_error               text
);

-- A row for each write that a TVIEW had to follow. Not processed: it did not, and the error tells why.
CREATE TABLE @extschema@.pg_tviews_queue (
    queue_id      bigserial PRIMARY KEY,
    entity_name   text        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    processed_at  timestamptz,
    error_message text
);

CREATE FUNCTION @extschema@.pg_tviews_version() RETURNS text
    LANGUAGE sql AS $$SELECT '0.1.0'::text$$;

CREATE FUNCTION @extschema@.pg_tviews_get_queue() RETURNS TABLE (entity_name text, created_at timestamptz, error_message text)
    LANGUAGE sql AS $$
    SELECT q.entity_name, q.created_at, q.error_message FROM @extschema@.pg_tviews_queue q
    WHERE q.processed_at IS NULL ORDER BY q.queue_id
$$;

CREATE FUNCTION @extschema@.pg_tviews_health_check() RETURNS text
    LANGUAGE sql AS $$
    SELECT CASE WHEN EXISTS (SELECT FROM @extschema@.pg_tviews_metadata WHERE last_error IS NOT NULL) THEN 'ERROR' ELSE 'OK' END
$$;

-- All rows of one TVIEW; not forced, only if it is behind.
CREATE FUNCTION @extschema@.pg_tviews_refresh(name text, force boolean) RETURNS text
    LANGUAGE plpgsql AS $$
DECLARE
    tv    regclass;
    v     text;
    begun timestamptz := clock_timestamp();
BEGIN
    SELECT m.backing_table_name::regclass INTO tv FROM @extschema@.pg_tviews_metadata m WHERE m.entity_name = name;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Metadata not found for TVIEW: %', name;
    ELSIF NOT force AND NOT EXISTS (SELECT FROM @extschema@.pg_tviews_queue q WHERE q.entity_name = name AND q.processed_at IS NULL) THEN
        RETURN 'nothing to do';
    END IF;
    SELECT format('%I.v_%s', n.nspname, name) INTO v
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = tv;
    EXECUTE format('DELETE FROM %s', tv);
    EXECUTE format('INSERT INTO %s SELECT * FROM %s', tv, v);
    UPDATE @extschema@.pg_tviews_queue q SET processed_at = now() WHERE q.entity_name = name AND q.processed_at IS NULL;
    UPDATE @extschema@.pg_tviews_metadata m
    SET last_refreshed = now(), last_error = NULL,
        last_refresh_duration_ms = 1000 * extract(epoch FROM clock_timestamp() - begun)
    WHERE m.entity_name = name;
    RETURN 'refreshed';
END
$$;

CREATE FUNCTION @extschema@.pg_tviews_refresh(name text) RETURNS text
    LANGUAGE sql AS $$SELECT @extschema@.pg_tviews_refresh(name, true)$$;

CREATE FUNCTION @extschema@.pg_tviews_refresh_async(name text) RETURNS void
    LANGUAGE sql AS $$INSERT INTO @extschema@.pg_tviews_queue (entity_name) VALUES (name)$$;

-- Writes the rows again that show the key of the row that has changed, or all where they show none. A write of the application never fails here.
CREATE FUNCTION @extschema@.pg_tviews_trigger_handler() RETURNS trigger
    LANGUAGE plpgsql SET client_min_messages = error AS $$
DECLARE
    changed jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
    key     text  := (SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                      WHERE i.indrelid = TG_RELID AND i.indisprimary);
    shown   text;
    tv      regclass;
    v       regclass;
BEGIN
    SELECT m.backing_table_name::regclass INTO STRICT tv FROM @extschema@.pg_tviews_metadata m WHERE m.entity_name = TG_ARGV[0];
    SELECT format('%I.v_%s', n.nspname, TG_ARGV[0])::regclass INTO v
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = tv;
    SELECT a.attname INTO shown FROM pg_attribute a
    WHERE a.attrelid = v AND a.attname IN (key, regexp_replace(key, '^pk_', 'fk_')) ORDER BY a.attname DESC LIMIT 1;
    IF shown IS NULL THEN
        EXECUTE format('DELETE FROM %s', tv);
        EXECUTE format('INSERT INTO %s SELECT * FROM %s', tv, v);
    ELSE
        EXECUTE format('DELETE FROM %s WHERE %I = $1', tv, shown) USING (changed ->> key)::bigint;
        EXECUTE format('INSERT INTO %s SELECT * FROM %s WHERE %I = $1', tv, v, shown) USING (changed ->> key)::bigint;
    END IF;
    INSERT INTO @extschema@.pg_tviews_queue (entity_name, processed_at) VALUES (TG_ARGV[0], now());
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    INSERT INTO @extschema@.pg_tviews_queue (entity_name, error_message) VALUES (TG_ARGV[0], SQLERRM);
    UPDATE @extschema@.pg_tviews_metadata m SET last_error = SQLERRM WHERE m.entity_name = TG_ARGV[0];
    RETURN NULL;
END
$$;

CREATE FUNCTION @extschema@.pg_tviews_create(tview_name text, select_sql text) RETURNS text
    LANGUAGE plpgsql AS $$
DECLARE
    entity text := regexp_replace(tview_name, '^tv_', '');
    base   regclass;
BEGIN
    EXECUTE format('CREATE VIEW v_%s AS %s', entity, select_sql);
    EXECUTE format('CREATE TABLE tv_%s AS SELECT * FROM v_%1$s', entity);
    EXECUTE format('ALTER TABLE tv_%s ADD PRIMARY KEY (pk_%1$s)', entity);
    FOR base IN
        WITH RECURSIVE reached (oid) AS (
            SELECT format('v_%s', entity)::regclass::oid
            UNION
            SELECT d.refobjid FROM reached
            JOIN pg_rewrite r ON r.ev_class = reached.oid
            JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass)
        SELECT c.oid FROM reached JOIN pg_class c ON c.oid = reached.oid AND c.relkind IN ('r', 'p')
    LOOP
        EXECUTE format('CREATE TRIGGER pg_tviews_%s AFTER INSERT OR UPDATE OR DELETE ON %s'
                       ' FOR EACH ROW EXECUTE FUNCTION @extschema@.pg_tviews_trigger_handler(%1$L)', entity, base);
    END LOOP;
    INSERT INTO @extschema@.pg_tviews_metadata (entity_name, backing_table_name, last_refreshed)
    VALUES (entity, format('tv_%s', entity)::regclass::text, now());
    RETURN format('TVIEW %s is created', entity);
END
$$;
