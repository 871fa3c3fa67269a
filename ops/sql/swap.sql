-- :fresh takes the name :live, whose database stays as :kept: all of it or nothing, whatever happens to this session.
-- Whoever is connected is cut off, and cut off again when somebody was quicker.
select set_config('swap.live', :'live', false), set_config('swap.fresh', :'fresh', false),
  set_config('swap.kept', :'kept', false)
\g /dev/null
do $$
declare
  live constant text := current_setting('swap.live');
  fresh constant text := current_setting('swap.fresh');
  privilege record;
begin
  for attempt in 1..10 loop
    begin
      perform pg_stat_clear_snapshot();
      perform pg_terminate_backend(pid) from pg_stat_activity
        where datname in (live, fresh) and backend_type = 'client backend';
      if exists (select from pg_database where datname = live) then
        execute format('alter database %I rename to %I', live, current_setting('swap.kept'));
      end if;
      execute format('alter database %I rename to %I', fresh, live);
      -- Who may do what with the database itself is no part of a dump.
      for privilege in
        select p.privilege_type as allowed, coalesce(quote_ident(r.rolname), 'public') as grantee
        from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) p
        left join pg_roles r on r.oid = p.grantee
        where d.datname = current_setting('swap.kept')
      loop
        execute format('grant %s on database %I to %s', privilege.allowed, live, privilege.grantee);
      end loop;
      return;
    exception when object_in_use then
      if attempt = 10 then raise; end if;
    end;
  end loop;
end $$;
