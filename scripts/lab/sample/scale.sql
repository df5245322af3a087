-- More TVIEWs, to see how things behave with thousands of them. As superuser, in database shop, after the other files.
--
--   SET lab.tviews = '10000'       how many, at most 10000, in the same session before this file
--
-- Each is one small table with its TVIEW, in schemas lab_00, lab_01, … of 500 each. Commits as it goes, so it must run outside
-- of a transaction. Run again, it goes on where it stopped.

DO $$
DECLARE
    wanted constant int := current_setting('lab.tviews')::int;
    home   text;
    path   text := 'public, sales';
    made   int := 0;
BEGIN
    IF wanted NOT BETWEEN 0 AND 10000 THEN
        RAISE EXCEPTION 'lab.tviews is %, it must be between 0 and 10000', wanted;
    END IF;
    FOR i IN 0 .. (wanted - 1) / 500 LOOP
        EXIT WHEN wanted = 0;
        EXECUTE format('CREATE SCHEMA IF NOT EXISTS lab_%s AUTHORIZATION shop_owner', to_char(i, 'FM00'));
        path := path || ', lab_' || to_char(i, 'FM00');
    END LOOP;
    EXECUTE format('ALTER DATABASE %I SET search_path = %s', current_database(), path);
    COMMIT;

    PERFORM set_config('client_min_messages', 'warning', false);
    PERFORM set_config('role', 'shop_owner', false);
    FOR n IN 1 .. wanted LOOP
        CONTINUE WHEN EXISTS (SELECT FROM public.pg_tview_meta WHERE entity = 'item' || n);
        home := 'lab_' || to_char((n - 1) / 500, 'FM00');
        PERFORM set_config('search_path', home || ', public', false);
        EXECUTE format('CREATE TABLE tb_item%s (pk_item%1$s bigint PRIMARY KEY, id uuid NOT NULL, name text NOT NULL)', n);
        EXECUTE format('INSERT INTO tb_item%s SELECT k, md5(''item %1$s '' || k)::uuid, ''Item '' || k FROM generate_series(1, 5) AS k', n);
        PERFORM pg_tviews_create('tv_item' || n,
            format('SELECT pk_item%s, id, jsonb_build_object(''name'', name) AS data FROM tb_item%1$s', n));
        made := made + 1;
        IF made % 100 = 0 THEN
            COMMIT;
        END IF;
    END LOOP;
    COMMIT;
    PERFORM set_config('role', 'none', false);
    PERFORM set_config('search_path', path, false);
END
$$;

RESET client_min_messages;
