-- The manifest, of what manifest.sql left and what the shell says in :file, :bytes and :sha256. A sequence may have
-- moved between the snapshot and the end of the dump: both ends are kept, and a restored one lies between them.
select jsonb_pretty(jsonb_build_object(
  'format', 1,
  'file', :'file',
  'bytes', :'bytes'::bigint,
  'sha256', :'sha256',
  'created_at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  'server_version', current_setting('server_version'),
  'migration', :'migration',
  'tables', :'tables'::jsonb,
  'sequences', (
    select coalesce(jsonb_object_agg(key, jsonb_build_array(:'sequences_before'::jsonb -> key, value)), '{}')
    from jsonb_each(:'sequences'::jsonb)
  )));
