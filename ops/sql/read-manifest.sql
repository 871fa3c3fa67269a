-- One line of what the shell needs of the manifest in :manifest; an error when it is not one of ours.
select it ->> 'sha256', it ->> 'bytes', it ->> 'server_version', it ->> 'created_at',
  extract(epoch from (it ->> 'created_at')::timestamptz)::bigint
from (select :'manifest'::jsonb as it) manifest
where it ->> 'format' = '1' and it ->> 'sha256' ~ '^[0-9a-f]{64}$' and it ->> 'bytes' ~ '^[0-9]+$'
  and it ->> 'server_version' ~ '^[0-9]+\.'  and it ->> 'migration' is not null
  and jsonb_typeof(it -> 'tables') = 'object' and jsonb_typeof(it -> 'sequences') = 'object'
  and it -> 'tables' <> '{}';
