-- What an application writes after the backup of odd-rows.sql and everything.sql.

SET client_min_messages = error;
INSERT INTO odd (bytes, doc, list, grid, num, at, day, span, dom, price, mood, moods, pair, pairs, words, fixed, bit, flag, real8, address, cash, xml, period, vector, uuid, relation) VALUES
    ('\xdeadbeef00', '{"a": [1, null, "\u00e9\\n"]}', '{"a,b",NULL,"NULL","",\\}', '{{1,2},{3,NULL}}', 'NaN', 'infinity', '-infinity', '-1 mons +25:00:00', E'w\n(",\\)', 3.50, 'sad',
     '{glad,NULL}', ROW(NULL, E'x"y\\z\n(,)'), ARRAY[ROW(1, ''), NULL]::pair[], E'two\nlines\ttab\\backslash', 'ab ', B'101', true, 'NaN', '::1/64', 12.34, '<a>b</a>',
     '[2026-01-01,infinity)', '''a b'':1 c', gen_random_uuid(), 'many'),
    (NULL, 'null', '{}', NULL, 1e-30, '-infinity', 'infinity', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', '', NULL, NULL, '-0', NULL, NULL, NULL, 'empty', NULL, NULL, NULL);
UPDATE odd SET num = 1.00 WHERE pk = 1;
UPDATE odd SET span = '24 hours', real8 = 1e-300, words = 'NULL' WHERE pk = 2;
DELETE FROM odd WHERE pk BETWEEN 10 AND 12;
UPDATE "Ŝlosilo ""a"".b; --" SET "k 1" = "k 1" || '!' WHERE "k'2" < '2026-01-04';
DELETE FROM "Ŝlosilo ""a"".b; --" WHERE "k'2" = '2026-02-01';
-- Keys change places, and so do unique labels; rows refer to rows that come later.
INSERT INTO abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghij1 VALUES (41, 42, 'l41'), (42, 41, 'l42');
UPDATE abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghij1 SET label = 'tmp' WHERE label = 'l3';
UPDATE abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghij1 SET label = 'l3' WHERE label = 'l4';
UPDATE abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghij1 SET label = 'l4' WHERE label = 'tmp';
DELETE FROM zz_parent WHERE id = 3;
INSERT INTO zz_parent (name) VALUES ('p3');
INSERT INTO aa_child (parent) VALUES (31);
INSERT INTO base VALUES (2, 'base');
INSERT INTO derived VALUES (2, 'derived', 'y');
UPDATE many SET b = 'other' WHERE a % 5000 = 0;
INSERT INTO many VALUES (30000, 'new');
REFRESH MATERIALIZED VIEW counted_many;
SELECT setval('lonely', 77, true);
SELECT lo_unlink(max(oid)) FROM pg_largeobject_metadata WHERE oid <> 424242;
SELECT lo_from_bytea(424243, convert_to(repeat('new', 3000), 'UTF8')) > 0;
ALTER LARGE OBJECT 424243 OWNER TO way_owner;
GRANT SELECT ON LARGE OBJECT 424243 TO way_app;
SELECT lo_put(424242, 5000, 'since') IS NULL;
SET ROLE way_app;
UPDATE tb_n10 SET label = 'since' WHERE pk_n10 = 2;
INSERT INTO tb_n10 SELECT 11, id, 'since', 'sad', 2, 'infinity' FROM tb_n10 LIMIT 1;
UPDATE tb_n2 SET label = 'since' WHERE pk_n2 = 2;
DELETE FROM depot.tb_n4 WHERE pk_n4 = 4;
UPDATE tb_n1 SET label = 'since' WHERE pk_n1 = 1;
