-- A minor update of the published guides: nothing but the version and an index.

\echo Use "ALTER EXTENSION pg_tviews UPDATE TO '0.1.1'" to load this file. \quit

CREATE OR REPLACE FUNCTION @extschema@.pg_tviews_version() RETURNS text
    LANGUAGE sql AS $$SELECT '0.1.1'::text$$;

CREATE INDEX pg_tviews_queue_pending ON @extschema@.pg_tviews_queue (created_at) WHERE processed_at IS NULL;
