-- Nothing leaves a restored database until an operator says so, and nothing is written to a mirror: its copies may be
-- newer than the tasks, so that it begins as if it had never been read. Older backups have no mirrors.
insert into public.pauses (channel, since) values ('all', now()) on conflict do nothing;
do $$
begin
  if to_regclass('public.mirrors') is not null then
    delete from public.mirror_lanes;
    insert into public.mirrors (name, pause_reason, paused_since, fields)
    values ('notion', 'restore', now(), '{}'), ('sheets', 'restore', now(), '{}')
    on conflict (name) do update set
      pause_reason = 'restore', pause_trouble = null, paused_since = now(), cursor = null, sweep_id = null,
      sweep_cursor = null, enrol_after = null, pulled_at = null, swept_at = null, failing_since = null, failure = null,
      resume_at = null;
  end if;
end $$;
