-- Volume, as a database has it that has been in use for years. As superuser, in database shop, after the other files.
--
--   SET lab.megabytes = '1000'     about how much it adds, indexes included, in the same session before this file
--
-- Text is made of sentences out of 40000 words, of which few are frequent, and a sentence comes again only after megabytes: gzip
-- makes of it what it makes of prose. Numbers, times, documents and keys are spread as real ones are. A little more than half of the
-- volume are tables that no TVIEW reads (a log and letters), a fifth are the bookings behind one TVIEW, a quarter is that TVIEW.
-- The same size gives the same rows.

DO $$
DECLARE
    megabytes constant bigint := current_setting('lab.megabytes')::bigint;
BEGIN
    IF to_regclass('public.tb_booking') IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM set_config('client_min_messages', 'error', true);
    PERFORM set_config('role', 'shop_owner', true);
    PERFORM set_config('search_path', 'public', true);

    CREATE TEMPORARY TABLE word ON COMMIT DROP AS
        SELECT n, (SELECT string_agg(syllable, '') FROM (
                       SELECT (ARRAY['ba', 'ter', 'lon', 'mi', 'sa', 'ren', 'ko', 'dis', 'pra', 'ul', 'ne', 'vor', 'ti', 'gan', 'ed', 'shi',
                                     'lo', 'mar', 'que', 'fen', 'op', 'tra', 'ing', 'cal', 'bu', 'der', 'wi', 'est', 'no', 'ha', 'jun', 'ly'])
                              [1 + (hashint8extended(n, place) & 31)] AS syllable
                       FROM generate_series(1, 1 + (n > 40)::int + (hashint8extended(n, 9) & 1)) AS place) AS syllables) AS word
        FROM generate_series(1, 40000) AS n;
    CREATE UNIQUE INDEX ON word (n);
    ANALYZE word;
    CREATE TEMPORARY TABLE sentence ON COMMIT DROP AS
        SELECT number,
               (SELECT initcap(left(min(word), 1)) || substr(string_agg(word, ' '), 2) || '.'
                FROM generate_series(1, 8 + (hashint8extended(number, 7) & 7)) AS place
                JOIN word ON word.n = (1 + floor(40000 * power((hashint8extended(number, 100 + place) & 1048575) / 1048576::float8, 4)))::int)
               AS text
        FROM generate_series(0, 65535) AS number;
    CREATE UNIQUE INDEX ON sentence (number);
    ANALYZE sentence;

    CREATE TABLE tb_log (
        pk_log bigint PRIMARY KEY, id uuid NOT NULL, happened timestamptz NOT NULL, actor bigint NOT NULL, kind text NOT NULL,
        detail jsonb NOT NULL, note text);
    INSERT INTO tb_log
        SELECT n, md5('log' || n)::uuid,
               timestamptz '2023-01-01 00:00:00+00' + n * interval '41 seconds' + (h & 33554431) * interval '1 microsecond',
               1 + floor(50000 * power((h >> 8 & 65535) / 65536.0, 2)),
               (ARRAY['login', 'view', 'search', 'basket.add', 'basket.remove', 'order.place', 'order.pay', 'mail.sent'])[1 + (h >> 3 & 7)],
               jsonb_build_object('ip', '10.' || (h >> 16 & 255) || '.' || (h >> 24 & 255) || '.' || (h >> 32 & 255),
                                  'session', md5('session' || n / 7), 'millis', (h >> 40 & 4095), 'ok', h & 31 <> 0,
                                  'path', '/' || split_part(s.text, ' ', 3) || '/' || split_part(s.text, ' ', 2) || '/' || (h >> 20 & 1048575)),
               CASE WHEN h & 3 = 0 THEN s.text END
        FROM generate_series(1, megabytes * 680) AS n
        CROSS JOIN LATERAL hashint8extended(n, 1) AS h
        JOIN sentence s ON s.number = h & 65535;
    CREATE INDEX ON tb_log (happened);
    CREATE INDEX ON tb_log (actor);

    CREATE TABLE tb_letter (
        pk_letter bigint PRIMARY KEY, id uuid NOT NULL UNIQUE, written date NOT NULL, sender text NOT NULL, subject text NOT NULL, body text NOT NULL);
    INSERT INTO tb_letter
        SELECT n, md5('letter' || n)::uuid, date '2021-01-01' + (n / 300)::int, split_part(a.text, ' ', 2) || (h & 4095) || '@example.com',
               b.text, concat_ws(' ', a.text, c.text, d.text, e.text, f.text, b.text)
        FROM generate_series(1, megabytes * 520) AS n
        CROSS JOIN LATERAL hashint8extended(n, 2) AS h
        JOIN sentence a ON a.number = h & 65535 JOIN sentence b ON b.number = h >> 8 & 65535 JOIN sentence c ON c.number = h >> 16 & 65535
        JOIN sentence d ON d.number = h >> 24 & 65535 JOIN sentence e ON e.number = h >> 32 & 65535 JOIN sentence f ON f.number = h >> 40 & 65535;

    CREATE TABLE tb_booking (
        pk_booking bigint PRIMARY KEY, id uuid NOT NULL UNIQUE, fk_user bigint NOT NULL REFERENCES tb_user, code text NOT NULL,
        amount numeric(12,2) NOT NULL, tax numeric NOT NULL, booked timestamptz NOT NULL, paid date, remark text NOT NULL);
    INSERT INTO tb_booking
        SELECT n, md5('booking' || n)::uuid, 1 + (h >> 4 & 4095), upper(substr(md5('code' || n), 1, 10)), (h >> 16 & 1048575) / 100.0,
               (h >> 16 & 1048575) * 0.0019, timestamptz '2022-06-01 00:00:00+00' + n * interval '97 seconds'
               + (h & 67108863) * interval '1 microsecond', CASE WHEN h & 15 <> 0 THEN date '2022-06-02' + (n / 900)::int END,
               concat_ws(' ', a.text, b.text)
        FROM generate_series(1, megabytes * 450) AS n
        CROSS JOIN LATERAL hashint8extended(n, 3) AS h
        JOIN sentence a ON a.number = h & 65535 JOIN sentence b ON b.number = h >> 24 & 65535;
    CREATE INDEX ON tb_booking (fk_user);
    CREATE INDEX ON tb_booking (booked);

    PERFORM pg_tviews_create('tv_booking',
        'SELECT tb_booking.pk_booking, tb_booking.id, tb_booking.fk_user, tb_user.id AS user_id, jsonb_build_object(''code'', tb_booking.code,'
        ' ''amount'', tb_booking.amount, ''booked'', tb_booking.booked, ''paid'', tb_booking.paid, ''user'', tb_user.name) AS data'
        ' FROM tb_booking JOIN tb_user ON tb_user.pk_user = tb_booking.fk_user');
    ANALYZE tb_log, tb_letter, tb_booking, tv_booking;
END
$$;
