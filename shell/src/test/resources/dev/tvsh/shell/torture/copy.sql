-- Data between the lines of a script, and where it goes wrong.
create schema torture;
create table torture.goods (id int primary key, name text, price numeric(8,2));

copy torture.goods from stdin;
1	apple	0.50
2	pear\tgreen	\N
3	backslash \\ dot \.	7
\.
copy torture.goods to stdout;
copy (select name from torture.goods order by id desc) to stdout with (format csv, header);
copy torture.goods from stdin with (format csv, null '-');
4,"two
lines",-
5,"a ""quote""",12.25
\.
select * from torture.goods order by id;
-- The second line is wrong, the third is never reached, and the script goes on behind the mark.
copy torture.goods from stdin;
6	fine	1
six	wrong	1
7	never	1
\.
select count(*) from torture.goods;
copy torture.nosuch from stdin;
select 1 as one\; copy torture.goods (id) to stdout\; select 2 as two;
copy torture.goods to stdout \g
select count(*) from torture.goods where name is null;
\copy torture.goods (id) from stdin
8
\.
select 1/0;
\copy torture.goods (id) from stdin
nine
\.
select nosuch;
