-- The major update of the published guides: other arguments, functions for statistics and validation, other columns. The two
-- settings that it brings are not here: only a library can define settings.

\echo Use "ALTER EXTENSION pg_tviews UPDATE TO '0.2.0'" to load this file. \quit

CREATE OR REPLACE FUNCTION @extschema@.pg_tviews_version() RETURNS text
    LANGUAGE sql AS $$SELECT '0.2.0'::text$$;

ALTER TABLE @extschema@.pg_tviews_metadata
    ADD COLUMN stats_last_computed timestamp,
    ADD COLUMN query_plan          text,
    ADD COLUMN source_hash         bytea,
    DROP COLUMN internal_version;

DROP FUNCTION @extschema@.pg_tviews_refresh_async(text);
DROP FUNCTION @extschema@.pg_tviews_refresh(text);
DROP FUNCTION @extschema@.pg_tviews_refresh(text, boolean);

CREATE FUNCTION @extschema@.pg_tviews_refresh(entity_name text, force boolean DEFAULT false) RETURNS text
    LANGUAGE plpgsql AS $$
DECLARE
    tv    regclass;
    v     text;
    begun timestamptz := clock_timestamp();
BEGIN
    SELECT m.backing_table_name::regclass INTO tv FROM @extschema@.pg_tviews_metadata m
    WHERE m.entity_name = pg_tviews_refresh.entity_name;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Metadata not found for TVIEW: %', entity_name;
    END IF;
    SELECT format('%I.v_%s', n.nspname, entity_name) INTO v
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = tv;
    EXECUTE format('DELETE FROM %s', tv);
    EXECUTE format('INSERT INTO %s SELECT * FROM %s', tv, v);
    UPDATE @extschema@.pg_tviews_queue q SET processed_at = now()
    WHERE q.entity_name = pg_tviews_refresh.entity_name AND q.processed_at IS NULL;
    UPDATE @extschema@.pg_tviews_metadata m
    SET last_refreshed = now(), last_error = NULL, stats_last_computed = now(),
        last_refresh_duration_ms = 1000 * extract(epoch FROM clock_timestamp() - begun)
    WHERE m.entity_name = pg_tviews_refresh.entity_name;
    RETURN 'refreshed';
END
$$;

CREATE FUNCTION @extschema@.pg_tviews_stats() RETURNS TABLE (entity_name text, row_estimate bigint, stats_last_computed timestamp)
    LANGUAGE sql AS $$
    SELECT m.entity_name, c.reltuples::bigint, m.stats_last_computed
    FROM @extschema@.pg_tviews_metadata m JOIN pg_class c ON c.oid = to_regclass(m.backing_table_name)
$$;

CREATE FUNCTION @extschema@.pg_tviews_validate() RETURNS TABLE (entity_name text, issue text)
    LANGUAGE sql AS $$
    SELECT m.entity_name, 'no table ' || m.backing_table_name FROM @extschema@.pg_tviews_metadata m
    WHERE to_regclass(m.backing_table_name) IS NULL
$$;
