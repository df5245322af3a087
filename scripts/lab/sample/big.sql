-- Several large TVIEWs that do not read each other, as a refresh finds them in earnest. As superuser, in database shop, after the
-- other files.
--
--   SET lab.rows = '100000'        rows of the largest, in the same session before this file
--
-- Each has a base table of its own and joins a small one, so its refresh reads, makes documents, and writes four indexes. Their
-- sizes differ, as those of real ones do. Run again, it leaves what is there.

DO $$
DECLARE
    most   constant bigint := current_setting('lab.rows')::bigint;
    names  constant text[] := ARRAY['shipment', 'visit', 'ticket', 'message', 'refund', 'coupon', 'parcel', 'letter'];
    shares constant numeric[] := ARRAY[1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3];
    name   text;
BEGIN
    PERFORM set_config('client_min_messages', 'error', true);
    PERFORM set_config('role', 'shop_owner', true);
    PERFORM set_config('search_path', 'public', true);
    FOR i IN 1 .. cardinality(names) LOOP
        name := names[i];
        CONTINUE WHEN EXISTS (SELECT FROM pg_tview_meta WHERE entity = name);
        EXECUTE format('CREATE TABLE tb_%s (pk_%1$s bigint PRIMARY KEY, id uuid NOT NULL, fk_user bigint NOT NULL REFERENCES tb_user,'
                       ' label text NOT NULL, amount numeric NOT NULL, happened timestamptz NOT NULL)', name);
        EXECUTE format('INSERT INTO tb_%s SELECT n, md5(%1$L || n)::uuid, n %% 5000 + 1, ''%1$s '' || n, n %% 900 + 0.25,'
                       ' timestamptz ''2025-01-01 00:00:00+00'' + n * interval ''7 seconds'' FROM generate_series(1, %2$s) AS n',
                       name, (most * shares[i])::bigint);
        PERFORM pg_tviews_create('tv_' || name, format(
            'SELECT tb_%s.pk_%1$s, tb_%1$s.id, tb_%1$s.fk_user, tb_user.id AS user_id, jsonb_build_object(''label'', tb_%1$s.label,'
            ' ''amount'', tb_%1$s.amount, ''happened'', tb_%1$s.happened, ''user'', tb_user.name) AS data'
            ' FROM tb_%1$s JOIN tb_user ON tb_user.pk_user = tb_%1$s.fk_user', name));
        EXECUTE format('ANALYZE tb_%s, tv_%1$s', name);
    END LOOP;
END
$$;
