-- Variables that steer, and what they do not take.
\set AUTOCOMMIT maybe
\set VERBOSITY loud
\set FETCH_COUNT many
\set ON_ERROR_ROLLBACK perhaps
\set ECHO_HIDDEN what
\set IGNOREEOF x
\echo :IGNOREEOF
\unset VERBOSITY
\echo :VERBOSITY
select 1 as a union select 2;
\echo :ROW_COUNT :ERROR :SQLSTATE
select 1/0;
\echo :ROW_COUNT :ERROR :SQLSTATE :LAST_ERROR_SQLSTATE :LAST_ERROR_MESSAGE
\set VERBOSITY terse
select 1 +;
do $$ begin raise notice 'told' using detail = 'd', hint = 'h'; end $$;
\set VERBOSITY default
\set SHOW_CONTEXT always
do $$ begin raise notice 'told' using detail = 'd', hint = 'h'; end $$;
\set SHOW_CONTEXT never
do $$ begin perform 1/0; end $$;
\set SHOW_CONTEXT errors
do $$ begin perform 1/0; end $$;
create schema torture;
begin;
create table torture.kept (i int);
\set ON_ERROR_ROLLBACK on
select 1/0;
insert into torture.kept values (1);
commit;
\set ON_ERROR_ROLLBACK off
\set AUTOCOMMIT off
insert into torture.kept values (2);
rollback;
select * from torture.kept;
commit;
\set AUTOCOMMIT on
\getenv home NO_SUCH_VARIABLE
\setenv THIS_ONE yes
\getenv this THIS_ONE
\echo :this
\getenv only_one
\set a b 'c d' e
\echo :a :'a' :"a" :{?a} :{?nosuch}
\if :{?a}
  \echo yes

  select 'in the branch';
\elif bad
  \echo no
\else
  \echo no
\endif
\if nonsense
\endif
-- of a branch that is passed over nothing stays in the statement
\if false
select (
\endif
select 'x' as
\if true
 kept
\elif true
 dropped (
\else
 dropped
\endif
;
select
\if false
 1 as first
\else
 (2) as second
\endif
;
