select 1 as a, 'text' as b, null as c, 1.50 as d;
select 'a
b' as "x
y", 1 as z, 'tab	x' as t, E'cr\rx' as r, E'\x01' as ctl;
select 1 as z, 'a
bb
c' as last;
select '日本' as 日, 'é' as e, 'x' as y union all select 'a','b','ccc';
select;
select from generate_series(1,2);
select 1 where false;
create table t1(a int, b text);
insert into t1 values(1,'x'),(2,null) returning *;
insert into t1 values(3,'y');
update t1 set b='q' where a=1;
delete from t1 where a=2 returning a;
do $$begin raise notice 'hello'; raise warning 'w' using detail='d', hint='h'; end$$;
select * from nosuch;
select a,
   nosuch
from t1;
select 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', nosuch, 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb';
select nosuch, 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb';
select '日本日本', nosuch;
select	nosuch;
do $$begin perform nosuch(); end$$;
insert into t1 values('x');
create table t1(a int primary key);
/* c */ select 1;
-- c
select 2 -- d
;
/* multi
line */
select nosuch2;
select 1; select 2 \; select 3;
select 'a;b', $$x;y$$, "a" from t1 where a in (1,2);
create function f() returns int begin atomic select 1; select case when true then 2 else 3 end; end;
select f();
drop function f();
\echo 'a b' c "d e"
\set x 'it''s'
select :'x', :"x" from (select 1 as "it's") q;
\set n 5
select :n + 1, 2::int, array[1,2][1:2];
\x
select 1 as a, 'text' as bbbbbb, null as c;
select 'a
b' as "x
y", 1 as z;
select 1 where false;
select repeat('a', 30) as b;
\x off
\t
select 1, 2;
\t off
\a
select 1 as a, 2 as b;
\a
\pset null NULL
select null;
\pset border 2
select 'a
b' as x, 2 as y;
\pset border 0
select 'a
b' as x, 2 as y;
\pset title Tit
select 1 as xxxxxxxxxxxxxxx;
\pset title
\pset border 1
\pset footer off
select 1;
\pset format csv
select 'a"b' as x, 'c,d' as y, E'e\nf' as z;
\pset format aligned
begin;
select 1/0;
select 1;
rollback;
select 1 \gx
select 2 \g
\g
\p
\r
\if true
select 'yes';
\else
select 'no';
\endif
\if :{?nosuch}
select 'no';
\elif 1
select 'elif';
\endif
\foo
\pset foo
\set ON_ERROR_STOP maybe
\echo :ON_ERROR_STOP :SQLSTATE :ROW_COUNT :ERROR
\echo :DBNAME :USER
select 'unterminated
x';
select 1 as last