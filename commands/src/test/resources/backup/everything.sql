-- A database with all that a way back has to bring back: many TVIEWs in two schemas, large objects, partitions, row security, unlogged
-- tables, odd names, settings, and an application that owns nothing. As superuser, in an empty database.

DO $$
BEGIN
    PERFORM set_config('client_min_messages', 'error', false);
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'way_owner') THEN
        CREATE ROLE way_owner;
        CREATE ROLE way_app LOGIN;
    END IF;
    EXECUTE format('ALTER DATABASE %I OWNER TO way_owner', current_database());
    EXECUTE format('ALTER DATABASE %I SET search_path = public, depot', current_database());
    EXECUTE format('ALTER DATABASE %I SET work_mem = ''5MB''', current_database());
    EXECUTE format('ALTER ROLE way_app IN DATABASE %I SET lock_timeout = ''9s''', current_database());
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 70', current_database());
END
$$;

CREATE EXTENSION pg_tviews;
GRANT ALL ON SCHEMA public TO way_owner;
CREATE SCHEMA depot;
CREATE TYPE mood AS ENUM ('glad', 'sad');
CREATE DOMAIN euro AS numeric(12, 2) CHECK (value >= 0);

DO $$
DECLARE
    tviews constant bigint := coalesce(nullif(current_setting('way.tviews', true), ''), '40')::bigint;
    name   text;
    place  text;
BEGIN
    PERFORM set_config('client_min_messages', 'error', true);
    FOR i IN 1 .. tviews LOOP
        name := 'n' || i;
        place := CASE WHEN i % 4 = 0 THEN 'depot' ELSE 'public' END;
        PERFORM set_config('search_path', place || ', public', true);
        EXECUTE format('CREATE TABLE tb_%s (pk_%1$s bigint PRIMARY KEY, id uuid NOT NULL, label text, mood mood, price euro, made timestamptz)%s', name,
            CASE WHEN i % 5 = 0 THEN format(' PARTITION BY RANGE (pk_%s)', name) ELSE '' END);
        IF i % 5 = 0 THEN
            EXECUTE format('CREATE TABLE tb_%s_low PARTITION OF tb_%1$s FOR VALUES FROM (MINVALUE) TO (5)', name);
            EXECUTE format('CREATE TABLE tb_%s_high PARTITION OF tb_%1$s FOR VALUES FROM (5) TO (MAXVALUE)', name);
        ELSIF i % 7 = 0 THEN
            EXECUTE format('ALTER TABLE tb_%s SET UNLOGGED', name);
        END IF;
        EXECUTE format('INSERT INTO tb_%s SELECT n, md5(%1$L || n)::uuid, ''row '' || n, CASE WHEN n %% 2 = 0 THEN ''sad'' ELSE ''glad'' END::mood,'
                       ' n + 0.5, timestamptz ''2026-01-01 00:00:00+00'' + n * interval ''1 hour'' FROM generate_series(1, 9) AS n', name);
        PERFORM pg_tviews_create('tv_' || name, format(
            'SELECT pk_%s, id, jsonb_build_object(''label'', label, ''price'', price) AS data FROM tb_%1$s', name));
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON tb_%s, tv_%1$s, v_%1$s TO way_app', name);
    END LOOP;
END
$$;

ALTER TABLE public.tb_n1 ENABLE ROW LEVEL SECURITY;
CREATE POLICY everything ON public.tb_n1 USING (true) WITH CHECK (pk_n1 > 0);
ALTER TABLE public.tb_n2 ENABLE ALWAYS TRIGGER trg_tview_n2_on_tb_n2;
ALTER TABLE public.tb_n3 DISABLE TRIGGER trg_tview_n3_on_tb_n3;
COMMENT ON TABLE public.tv_n1 IS 'it''s "the first" $$ \ one';
CREATE INDEX "odd; name" ON public.tv_n1 ((data ->> 'label'));
CREATE TABLE "T""able'; DROP TABLE x; -- é" ("Col umn" text, "sel""ect" int[]);
INSERT INTO "T""able'; DROP TABLE x; -- é" VALUES ('a\b', '{1,NULL}'), (NULL, NULL);
CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM public.tv_n1;
SELECT lo_from_bytea(0, decode(repeat('c0ffee', 9000), 'hex')) FROM generate_series(1, 3);
GRANT USAGE ON SCHEMA depot TO way_app;
GRANT SELECT ON pg_tview_meta TO way_app;
ALTER EVENT TRIGGER pg_tviews_ddl_end DISABLE;
ANALYZE;
