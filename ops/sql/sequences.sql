-- Where each sequence stands, in :sequences: sequences know no snapshot. 0 is one that was never used.
select coalesce(jsonb_object_agg(format('%I.%I', schemaname, sequencename), coalesce(last_value, 0)), '{}') as sequences
from pg_catalog.pg_sequences
where schemaname !~ '^pg_' and schemaname <> 'information_schema'
\gset
