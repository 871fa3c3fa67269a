-- The database :fresh, owned by :owner, that sorts like :live where that is there. Until it takes its place nobody else
-- may look into it.
select format('create database %I owner %I template template0 encoding ''UTF8''', :'fresh', :'owner') || coalesce((
  select format(' lc_collate %L lc_ctype %L', datcollate, datctype)
  from pg_database where datname = :'live' and datlocprovider = 'c'), '')
\gexec
revoke all on database :"fresh" from public;
