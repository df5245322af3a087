-- Programs at the other end, and what asks.
create schema torture;
\set dir 'a b''c'
\echo `echo from a program` and :dir
\echo `echo one; echo two` x`printf y`z
\echo `printf '%s|' :'dir'`
\echo `printf '%s|' :dir`
\set value `echo 5`
select :value as five;
\if false
\echo `echo must not run >&2`
\endif
select 'piped' as word, generate_series(1, 3) as i \g | tr a-z A-Z
select 1 as unaligned, 2 as b \g (format=unaligned footer=off) | cat -A
\o | sed 's/^/> /'
select 'through sed' as x;
create table torture.t (a int, b text);
\o
select 'back' as x;
\copy torture.t from program 'printf "1\\tone\\n2\\ttwo\\n"'
-- a program that prints at its end: psql says COPY before it waits, so one that prints a line at once may be first
\copy torture.t to program 'tr a-z A-Z'
\copy (select 3) to program 'tac'
\copy torture.t from program 'printf "x\\n"'
select * from torture.t
\w | tr a-z A-Z
\w
;
\w |cat
\prompt 'Your name: ' name
somebody
\echo <:name>
\prompt other
another line
\echo <:other>
\prompt
\set SINGLELINE on
select 1 as single
select 2
select (3
) as three
\set SINGLELINE off
select 'more'
as lines;
-- what becomes of a program that fails, or ends early
create temp table fed (i int);
\copy fed from program 'echo 1; exit 3'
\copy fed to program 'cat >/dev/null; exit 4'
\copy fed from program 'nosuchprogram 2>/dev/null'
table fed;
\copy (select i, repeat('x', 100) from generate_series(1, 100000) i) to program 'true'
-- nobody reads any more when the file is there
\! rm -f closed
\o |exec <&-; >closed
\! n=0; until [ -e closed ] || [ $n = 1200 ]; do sleep 0.05; n=$((n + 1)); done
\! rm closed
select 1;
\o
select 2;
\o /dev/full
select 1;
select 2;
\o
\! printf 'a\n\nb'
\! false
\echo
\echo `echo in backquotes; exit 3`
