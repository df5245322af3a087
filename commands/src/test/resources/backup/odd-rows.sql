-- Tables of an application beside its TVIEWs, with all that is hard to carry from one database to another.

SET client_min_messages = error;
CREATE TYPE pair AS (a int, b text);
CREATE DOMAIN word AS text CHECK (value <> '');

CREATE TABLE odd (
    pk       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    bytes    bytea, doc jsonb, list text[], grid int[][], num numeric, at timestamptz, day date, span interval,
    dom      word, price euro, mood mood, moods mood[], pair pair, pairs pair[], words text, fixed char(5), bit bit(3), flag bool,
    real8    float8, address inet, cash money, xml xml, period tstzrange, vector tsvector, uuid uuid, relation regclass,
    twice    numeric GENERATED ALWAYS AS (num * 2) STORED);
INSERT INTO odd (bytes, doc, list, num, at, words) SELECT '\x00ff', '{"a": 1.0}', '{a,NULL}', n, 'epoch', 'w' || n FROM generate_series(1, 300) n;

-- Keys of several columns, text with line ends, of a custom order; a table that refers to itself; a chain of foreign keys.
CREATE TABLE "Ŝlosilo ""a"".b; --" ("k 1" text, "k'2" date, "é" text, PRIMARY KEY ("k'2", "k 1"));
INSERT INTO "Ŝlosilo ""a"".b; --" SELECT E'a\n\t\\' || n, date '2026-01-01' + n, 'é' FROM generate_series(1, 50) n;
CREATE TABLE abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghij1 (abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghij1 int PRIMARY KEY,
    parent int REFERENCES abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghij1, label text UNIQUE);
INSERT INTO abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghij1 SELECT n, nullif(n / 2, 0), 'l' || n FROM generate_series(1, 40) n;
CREATE TABLE aa_child (id serial PRIMARY KEY, parent int NOT NULL);
CREATE TABLE zz_parent (id serial PRIMARY KEY, name text UNIQUE);
ALTER TABLE aa_child ADD FOREIGN KEY (parent) REFERENCES zz_parent ON DELETE CASCADE;
INSERT INTO zz_parent (name) SELECT 'p' || n FROM generate_series(1, 30) n;
INSERT INTO aa_child (parent) SELECT 1 + n % 30 FROM generate_series(1, 90) n;

-- Children by inheritance, a table of one row per reader, one without any key that nobody writes.
CREATE TABLE base (id int PRIMARY KEY, name text);
CREATE TABLE derived (extra text, PRIMARY KEY (id)) INHERITS (base);
INSERT INTO base VALUES (1, 'base');
INSERT INTO derived VALUES (1, 'derived', 'x');
CREATE TABLE quiet (a text);
INSERT INTO quiet VALUES ('same'), ('same'), (NULL);
CREATE TABLE many (a int PRIMARY KEY, b text);
INSERT INTO many SELECT n, 'b' || n FROM generate_series(1, 20000) n;
CREATE MATERIALIZED VIEW counted_many AS SELECT count(*) AS n FROM many;
CREATE SEQUENCE lonely;
SELECT lo_from_bytea(424242, convert_to(repeat('old', 2000), 'UTF8'));
GRANT UPDATE ON LARGE OBJECT 424242 TO way_app;

-- Fires wherever it may.
CREATE TABLE trace (a text PRIMARY KEY);
CREATE FUNCTION trace() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO public.trace VALUES (gen_random_uuid()::text); RETURN NULL; END$$;
CREATE TRIGGER always AFTER INSERT OR DELETE OR UPDATE ON zz_parent FOR EACH ROW EXECUTE FUNCTION trace();
ALTER TABLE zz_parent ENABLE ALWAYS TRIGGER always;

-- Everything that is in a database, of which nothing may get lost.
CREATE FUNCTION all_rows() RETURNS text LANGUAGE plpgsql SET search_path = '' SET extra_float_digits = 1 AS $$
DECLARE
    t record;
    part text;
    found text := '';
BEGIN
    FOR t IN SELECT c.oid::regclass::text AS name FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'm') AND n.nspname IN ('public', 'depot') AND c.relname NOT LIKE 'pg_tview%' AND c.relname NOT LIKE 'tv_%' ORDER BY c.oid::regclass::text COLLATE "C"
    LOOP
        EXECUTE format('SELECT count(*) || '' '' || coalesce(sum(hashtextextended(x::text, 0)), 0) FROM ONLY %s x', t.name) INTO part;
        found := found || t.name || ' ' || part || E'\n';
    END LOOP;
    FOR t IN SELECT format('%I.%I', schemaname, sequencename) AS name, last_value FROM pg_catalog.pg_sequences ORDER BY 1 LOOP
        found := found || t.name || ' ' || coalesce(t.last_value, 0) || E'\n';
    END LOOP;
    FOR t IN SELECT m.oid AS name, pg_catalog.pg_get_userbyid(lomowner) || ' ' || coalesce(lomacl::text, '') || ' ' || md5(lo_get(m.oid)) AS x
             FROM pg_catalog.pg_largeobject_metadata m ORDER BY 1 LOOP
        found := found || t.name || ' ' || t.x || E'\n';
    END LOOP;
    RETURN found;
END$$;
