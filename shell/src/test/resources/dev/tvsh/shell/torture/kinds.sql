-- Every kind of object and what \d tells of it.
create schema torture;
set search_path = torture, public;
create type mood as enum ('low', 'high');
create domain positive as int check (value > 0) not null;
create type pair as (a int, b text collate "C");
create table parent (
  id int generated always as identity primary key,
  name text collate "C" not null default 'x',
  twice int generated always as (length(name) * 2) stored,
  feel mood,
  constraint short check (length(name) < 10),
  unique (name, id) deferrable initially deferred,
  exclude using btree (name with =)
) with (fillfactor = 70, toast.autovacuum_enabled = off);
comment on column parent.name is 'what it is called';
comment on table parent is 'the parent';
create index part_of on parent (lower(name)) include (id) where name > 'm';
create unlogged table child (extra int references parent on delete cascade, parent_name text) inherits (parent);
create table measures (at date not null, value int, owner int references parent) partition by range (at);
create table measures_1 partition of measures for values from ('2020-01-01') to ('2021-01-01');
create table measures_rest partition of measures default partition by list (value);
create index on measures (value);
create view seen as select id, upper(name) as name from parent;
create materialized view kept as select * from parent;
create rule quiet as on insert to seen do instead nothing;
create rule also as on update to parent do also select 1;
create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger before_all before insert or update of name on parent for each row when (new.id > 0) execute function f();
create trigger on_parts after insert on measures for each row execute function f();
alter table parent disable trigger before_all;
alter table parent enable row level security;
create policy mine on parent for select to public using (name = current_user) with check (true);
create policy mine on parent as restrictive for select to public using (name = current_user);
create statistics both (ndistinct, mcv) on id, name from parent;
create sequence counter as smallint increment 2 maxvalue 99 cycle owned by child.extra;
create table typed of pair;
create publication told for table parent, measures_1 with (publish = 'insert');
alter table child replica identity full;
\d
\d parent
\d+ parent
\d child
\d+ child
\d measures
\d+ measures
\d+ measures_1
\d measures_rest
\d seen
\d+ seen
\d kept
\d+ kept
\d counter
\d parent_id_seq
\d part_of
\d+ part_of
\d measures_value_idx
\d pair
\d typed
\d+ typed
\dt
\dt+ child
\dv
\dm
\di
\dtvs p*
\dT
\dT+ mood
\dD
\df
\df+ f
\dn torture
\dn+ torture
\dX
\dP
\dPn
\dp parent
\dRp
\dRp+
\dRs
\dy
\dL
\da nosuch*
\dO nosuch
\dc nosuch
\des
\dew+
\det
\deu
\ddp
\dA
\d nosuch
\dt nosuch
\d a.b.c.d
\dt otherdb.public.x
\sf f
\sf+ f()
\sf nosuch
\sv seen
\sv+ seen
\sv parent
\sv nosuch
\dt (
\dRp+ told
drop publication told;
create publication all_of_it for all tables;
\dRp+
drop publication all_of_it;
