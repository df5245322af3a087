-- What sends a statement besides a semicolon.
select 1 as a, 'x' as b \gx
select 7 as seven, null as nothing \gset my_
\echo :my_seven :my_nothing
select 1 where false \gset
select generate_series(1, 2) \gset
select format('select %s as n', i) from generate_series(1, 3) i \gexec
select 'select 1/0' union all select 'select 2 as still' \gexec
select 1::numeric(6,2) as n, 'a'::varchar(7) as v, current_date as d \gdesc
create table nosuch () \gdesc
select nosuch \gdesc
select 1 as x\; select 2 as y \gset
\echo :y
select v, h, c from (values ('r1', 'c1', 1), ('r2', 'c2', 2), ('r1', 'c2', 3), ('r3', null, 4)) t (v, h, c) \crosstabview
select v, h, c, s from (values ('a', 'x', 1, 2), ('b', 'y', 2, 1)) t (v, h, c, s) \crosstabview v h c s
select v, h, c from (values ('a', 'x', 1), ('a', 'x', 2)) t (v, h, c) \crosstabview
select 1 as a, 2 as b \crosstabview
select 1 as a, 2 as b, 3 as c, 4 as d \crosstabview
select 1 as a, 2 as b, 3 as c \crosstabview 1 1
select 1 as a, 2 as b, 3 as c \crosstabview 9
CREATE TABLE
\g
select 1 as last
\g (format=unaligned footer=off)
\g
-- only the last result
\set SHOW_ALL_RESULTS off
select 1 \; select 2;
select 1 \; select 2 as a \gx
select 1 \; select 2 as a \gset only_
\echo :only_a
select 1 \; create temp table only_tag (a int);
insert into only_tag values (1) \; select 3 \; insert into only_tag values (2);
select 1 \; copy only_tag to stdout;
\echo :ROW_COUNT
select 1 \; select 1 / 0;
select 1;
\set SHOW_ALL_RESULTS on
select 1 as a \; create temp table only_tag2 (a int) \gset tag_
\echo :tag_a
-- what a statement says besides its rows, which a program does not print here: psql does not wait for it, and either may be first
insert into only_tag values (3) returning a \g |test "$(cksum)" = "128046321 20" || echo other rows
copy only_tag to stdout \g |test "$(cksum)" = "846835361 6" || echo other rows
\echo :ROW_COUNT
copy only_tag to stdout;
\echo :ROW_COUNT
-- a line that a backslash command has ended is a line of the statement
select 1 \echo in between
, nosuch;
select 1 \p
, 2 \p
;
\p
-- a refused \g leaves the statement
\restrict key
select 1 \g
, 2;
select 3
\gdesc
, 4;
\unrestrict key
