-- Every format with every border, on cells of every kind.
create schema torture;
create table torture.cells as
  select * from (values
    (1, 'plain', 1.5, null::text, true),
    (-22222, E'two\nlines', 1234567.891, 'ein "Zitat" & <tag> | $ % # _ { } ~ ^ \ ', false),
    (0, E'tab\there\rcr\x01', 0, '日本語 テキスト', null),
    (7, '', -0.001, E'e\u0301 ｶﾅ 😀 👩‍👩‍👧 \u200b\u00ad', true),
    (8, '   ', 1e20, E'long text that goes on and on and on and on, with many words, until it has to be wrapped\nand a line', false),
    (9, E'\n', 'NaN', E'a,b;c"d''e', true)) t ("number", "text
of two", "Größe", "a longer heading", b);
\set q 'select * from torture.cells'
\pset null (null)
\t off
\pset format aligned
:q;
\pset border 0
:q;
\pset border 2
:q;
\pset linestyle old-ascii
:q;
\pset border 1
:q;
\pset border 0
:q;
\pset linestyle unicode
\pset border 0
:q;
\pset border 1
:q;
\pset border 2
:q;
\pset unicode_border_linestyle double
:q;
\pset unicode_column_linestyle double
:q;
\pset unicode_header_linestyle double
:q;
\pset unicode_border_linestyle single
:q;
\x
:q;
\pset border 1
:q;
\pset linestyle old-ascii
:q;
\pset border 0
:q;
\pset border 2
:q;
\pset linestyle ascii
:q;
\x
\pset format wrapped
\pset columns 70
:q;
\pset columns 40
:q;
\pset border 0
:q;
\pset border 1
:q;
\pset columns 90
:q;
\pset linestyle old-ascii
:q;
\x
:q;
\pset border 0
:q;
\pset border 2
:q;
\pset linestyle ascii
:q;
\pset border 1
:q;
\pset columns 30
:q;
\pset border 0
:q;
\t
:q;
\t
\pset border 1
\pset expanded auto
\pset columns 60
:q;
\pset format aligned
:q;
select 1 as a, 2 as b;
select repeat('x', 100) as single;
\pset columns 0
\x off
\pset title 'A title: <&>'
:q;
\pset border 0
select 1 as a;
\pset border 2
select 1 as a, 'x' as b;
\pset format html
:q;
\pset tableattr 'class="x"'
:q;
\x
:q;
\t
:q;
\x
:q;
\t
\pset format asciidoc
:q;
\pset border 0
:q;
\pset border 1
\x
:q;
\t
:q;
\x
:q;
\t
\pset format latex
:q;
\pset border 2
:q;
\pset border 3
:q;
\pset border 0
:q;
\x
:q;
\pset border 1
:q;
\pset border 2
:q;
\t
:q;
\x
:q;
\pset format latex-longtable
\t
:q;
\pset tableattr '0.3 0.1'
:q;
\pset border 0
:q;
\pset border 3
:q;
\pset border 1
\pset title
:q;
\x
:q;
\x
\pset format troff-ms
:q;
\pset border 2
:q;
\x
:q;
\pset border 1
:q;
\pset border 0
:q;
\t
:q;
\x
:q;
\t
\pset title T
\pset format csv
:q;
\pset csv_fieldsep ;
:q;
\pset csv_fieldsep .
:q;
\pset csv_fieldsep ,
\x
:q;
\t
:q;
\x
:q;
\pset format unaligned
:q;
\pset fieldsep '\t'
\pset recordsep '\n--\n'
:q;
\x
:q;
\t
:q;
\x
:q;
\pset recordsep_zero
\pset fieldsep_zero
:q;
\pset
\pset fieldsep |
\pset recordsep '\n'
\pset title
\a
\pset numericlocale
:q;
select 1234567::money, 12345678 as n, 123456789.123 as d, -1000 as m, 999 as s, 1e30::float8 as e;
\pset numericlocale off
\f ','
\a
:q;
\C 'by command'
:q;
\H
:q;
\H
\T
\C
\pset footer
:q;
\pset footer on
\pset pager
\pset pager always
\pset pager_min_lines 100
\pset pager_min_lines 1
\pset pager off
\pset nosuch
\pset format a
\pset linestyle nosuch
\pset unicode_border_linestyle nosuch
\pset border x
\pset expanded nosuch
\pset pager nosuch
\pset tuples_only nosuch
\pset csv_fieldsep xx
\pset csv_fieldsep '"'
\pset format w
\pset columns -1
\pset columns
\pset format latex
\pset format ALIGNED
\pset
select;
\x
select;
select where false;
select 1 as x where false;
\pset format html
select;
\x
select 1 as x where false;
\pset format aligned
-- pieces
\set FETCH_COUNT 2
\pset border 2
select i, repeat('x', i) as x from generate_series(1, 5) i;
select i, repeat('x', i) as x from generate_series(1, 4) i;
values (1, 'one'), (22, 'two'), (333, 'three');
\x
select i, repeat('x', i) as x from generate_series(1, 5) i;
\x
\pset format unaligned
select i, repeat('x', i) as x from generate_series(1, 5) i;
\pset format csv
select i, repeat('x', i) as x from generate_series(1, 5) i;
\pset format html
select i, repeat('x', i) as x from generate_series(1, 3) i;
\pset format aligned
\set FETCH_COUNT 0
\pset border 1
-- more rows than are held in memory
select i, md5(i::text) as m, case when i = 1999 then repeat('wide ', 20) end as w from generate_series(1, 2000) i;
select i / (i - 3) as error_in_the_middle from generate_series(1, 5) i;
