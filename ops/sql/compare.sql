-- What a restored database has, in :tables, :sequences and :migration, against the manifest in :manifest. A line for
-- each difference: what, where, expected, found. The last line says how much was compared.
with
  expected as (select key as name, value as it from jsonb_each(:'manifest'::jsonb -> 'tables')),
  found as (select key as name, value as it from jsonb_each(:'tables'::jsonb)),
  expected_sequences as (select key as name, value as it from jsonb_each(:'manifest'::jsonb -> 'sequences')),
  found_sequences as (select key as name, value as it from jsonb_each(:'sequences'::jsonb))
select 'missing', name, e.it ->> 'rows', '' from expected e where name not in (select name from found)
union all
select 'extra', name, '', f.it ->> 'rows' from found f where name not in (select name from expected)
union all
select kind, name, coalesce(e.it ->> kind, ''), f.it ->> kind
from expected e join found f using (name), unnest(array['rows', 'checksum', 'shape']) kind
where e.it ->> kind is distinct from f.it ->> kind
union all
select 'sequence', name, coalesce(e.it::text, ''), coalesce(f.it::text, '')
from expected_sequences e full join found_sequences f using (name)
where (f.it::bigint between (e.it ->> 0)::bigint and (e.it ->> 1)::bigint) is not true
union all
select 'migration', '', coalesce(:'manifest'::jsonb ->> 'migration', ''), :'migration'
where :'manifest'::jsonb ->> 'migration' is distinct from :'migration'
union all
select 'compared', (select count(*) from expected)::text,
  coalesce((select sum((it ->> 'rows')::bigint) from found), 0)::text,
  (select count(*) from expected_sequences)::text;
