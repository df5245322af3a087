-- A database with an object of every kind that a backslash command tells of.
create schema store;
comment on schema store is 'what is sold';
create role clerk nologin;
create role "Head Clerk" login createdb createrole connection limit 2 valid until '2030-01-01 00:00+00';
comment on role clerk is 'sells';
grant clerk to "Head Clerk";
create extension if not exists hstore schema store;
create domain store.price as numeric(10, 2) constraint positive check (value > 0);
comment on constraint positive on domain store.price is 'nothing is free';
create type store.state as enum ('new', 'paid', 'sent');
create type store.place as (street text, town text);
comment on type store.state is 'of an order';
create table store.item (
  id int generated always as identity primary key,
  name text not null collate "C",
  price store.price default 1,
  tags text[],
  total numeric generated always as (price * 2) stored,
  constraint named check (name <> ''));
comment on table store.item is 'an item';
comment on column store.item.name is 'as on the label';
comment on constraint named on store.item is 'all have one';
alter table store.item alter name set statistics 500, alter tags set storage external;
create index item_name on store.item (lower(name), price desc) where price > 5;
create unique index item_u on store.item (name) include (price);
alter table store.item cluster on item_u;
alter table store.item replica identity using index item_u;
create statistics store.item_stats (ndistinct, mcv) on name, price from store.item;
create rule item_quiet as on delete to store.item where old.id < 0 do instead nothing;
comment on rule item_quiet on store.item is 'quiet';
create function store.touched() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger item_touched before update of name on store.item for each row when (old.name <> new.name)
  execute function store.touched();
create trigger item_off after insert on store.item for each statement execute function store.touched();
alter table store.item disable trigger item_off;
comment on trigger item_touched on store.item is 'touched';
alter table store.item enable row level security;
create policy clerks on store.item as restrictive for update to clerk using (price > 1) with check (true);
grant select, insert (name, price) on store.item to clerk;
create table store.sale (id bigint, item int references store.item on delete cascade, sold date not null, note text) partition by range (sold);
create table store.sale_1 partition of store.sale for values from ('2020-01-01') to ('2021-01-01');
create table store.sale_x partition of store.sale default partition by hash (id);
create index sale_sold on store.sale (sold);
create table child () inherits (store.item);
create unlogged table scratch (a int, b text) with (fillfactor = 50, autovacuum_enabled = off);
create view store.cheap as select id, name from store.item where price < 2 with local check option;
comment on view store.cheap is 'bargains';
create materialized view store.counted as select count(*) as n from store.item;
create sequence store.numbers as smallint increment 5 maxvalue 100 cycle;
alter sequence store.numbers owned by store.item.price;
create function store.double(x int, y int default 2) returns int immutable parallel safe language sql as 'select x * y';
comment on function store.double is 'twice, or more';
create function store.body(x text) returns text begin atomic select upper(x); end;
create procedure store.close_day(inout n int) language plpgsql security definer as $$ begin n := 1; end $$;
create aggregate store.product (int) (sfunc = int4mul, stype = int, initcond = '1');
comment on aggregate store.product (int) is 'multiplies';
create operator store.=== (leftarg = int, rightarg = int, function = int4eq);
comment on operator store.=== (int, int) is 'very equal';
create operator store.!!! (rightarg = int, function = int4abs);
create operator family store.families using btree;
create operator class store.backwards for type int using btree family store.families as
  operator 1 >, operator 2 >=, operator 3 =, operator 4 <=, operator 5 <, function 1 btint4cmp(int, int);
comment on operator class store.backwards using btree is 'from the end';
comment on operator family store.families using btree is 'all sorts';
create cast (store.place as text) with inout as assignment;
create collation store.german (provider = icu, locale = 'de');
create conversion store.conversion for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create function store.noticed() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger watcher on ddl_command_end when tag in ('CREATE TABLE') execute function store.noticed();
create access method heap2 type table handler heap_tableam_handler;
create text search configuration store.plain (copy = simple);
create text search dictionary store.stops (template = simple, accept = false);
alter text search configuration store.plain alter mapping for word with store.stops, english_stem;
create foreign data wrapper nowhere options (debug 'true');
create server faraway type 'x' version '1' foreign data wrapper nowhere options (host 'h');
create user mapping for clerk server faraway options (user 'u');
create foreign table store.remote (a int options (column_name 'b'), t text not null) server faraway options (tbl 't');
create publication everything for all tables;
create publication parts for table store.item (id, name) where (id > 0);
create publication rest for tables in schema public with (publish = 'insert');
create subscription faraway connection 'host=h' publication p with (connect = false, enabled = false, slot_name = none);
alter default privileges in schema store grant select on tables to clerk;
alter default privileges for role clerk revoke execute on functions from public;
alter role clerk set work_mem = '1MB';
select pg_catalog.lo_create(4711);
comment on large object 4711 is 'a picture';
grant select on large object 4711 to clerk;
