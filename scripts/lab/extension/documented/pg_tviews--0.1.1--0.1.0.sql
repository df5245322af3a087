-- The way back of the published guides, which know one for the minor update only.

\echo Use "ALTER EXTENSION pg_tviews UPDATE TO '0.1.0'" to load this file. \quit

CREATE OR REPLACE FUNCTION @extschema@.pg_tviews_version() RETURNS text
    LANGUAGE sql AS $$SELECT '0.1.0'::text$$;

DROP INDEX @extschema@.pg_tviews_queue_pending;
