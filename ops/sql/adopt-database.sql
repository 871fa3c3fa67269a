-- Hands all that :loader owns here to the owner of :live, and lets the role go. Empty: our own role loaded it.
select :'loader' <> '' as has_loader, coalesce((
  select pg_get_userbyid(datdba) from pg_database where datname = :'live'), current_user) as owner
\gset
\if :has_loader
  reassign owned by :"loader" to :"owner";
  drop owned by :"loader";
  drop role :"loader";
\endif
analyze;
