-- What a database holds, left in psql's variables :tables, :sequences and :migration. To be run in a transaction that
-- is REPEATABLE READ, so that all of it is one snapshot. What a row looks like as text depends on these settings.
set local timezone to 'UTC';
set local datestyle to 'ISO, YMD';
set local intervalstyle to 'iso_8601';
set local bytea_output to 'hex';
set local extra_float_digits to 1;
set local search_path to pg_catalog;

-- A checksum does not depend on the order of rows: it adds up both halves of the MD5 of each.
select coalesce(string_agg(format($q$
    select %L as name, count(*) as rows, concat_ws(':',
      coalesce(sum(('x' || left(h, 16))::bit(64)::bigint::numeric), 0),
      coalesce(sum(('x' || right(h, 16))::bit(64)::bigint::numeric), 0)) as checksum
    from (select md5(t::text) as h from %s t) hashes$q$, relation, relation), ' union all ' order by relation),
    'select null::text as name, 0::bigint as rows, null::text as checksum where false') as contents
from (
  select format('%I.%I', n.nspname, c.relname) as relation
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and c.relpersistence <> 't' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
) relations
\gset

-- The shape of a table: its columns, and its indexes, constraints and triggers by name. NOT NULL is a constraint with a
-- name from PostgreSQL 18 on alone, so it is read from the columns.
with shapes as (
  select c.oid, md5(concat_ws(' ',
    (select string_agg(concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull), ',' order by a.attname)
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
    (select string_agg(i.indexrelid::regclass::text, ',' order by i.indexrelid::regclass::text)
      from pg_index i where i.indrelid = c.oid and i.indisvalid),
    (select string_agg(k.conname, ',' order by k.conname)
      from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n'),
    (select string_agg(g.tgname, ',' order by g.tgname) from pg_trigger g where g.tgrelid = c.oid and not g.tgisinternal)
  )) as shape
  from pg_class c where c.relkind = 'r'
), contents as (
  :contents
)
select coalesce(jsonb_object_agg(name, jsonb_build_object('rows', rows, 'checksum', checksum, 'shape', shape)), '{}') as tables
from contents join shapes on shapes.oid = contents.name::regclass
\gset

select case when to_regclass('drizzle.__drizzle_migrations') is null then 'select '''' as migration' else
  'select concat(count(*), '':'', max(created_at)) as migration from drizzle.__drizzle_migrations' end as statement
\gset
:statement
\gset
