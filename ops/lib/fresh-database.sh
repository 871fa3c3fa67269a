# shellcheck shell=bash disable=SC2154,SC2034
# Sourced by restore.sh and verify_backup.sh: a database beside ours into which a dump is loaded.

# make_fresh NAME: creates it, to be dropped when the script ends. A superuser does not load by itself: statements of a
# file would have its powers over the whole server. A role does that owns this one database and goes afterwards.
make_fresh() {
  local password
  fresh=$1 loader=''
  on_exit drop_fresh
  if [ "$(query postgres 'select rolsuper from pg_roles where rolname = current_user')" = t ]; then
    loader=$fresh
    password=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
    (umask 077 && printf '*:*:*:*:%s\n' "$password" >"$work/pgpass-$loader")
    query postgres "create role \"$loader\" login password '$password'" >/dev/null || return 1
  fi
  { cat -- "$here/sql/create-database.sql"; } |
    sql postgres --set=live="$database" --set=fresh="$fresh" --set=owner="${loader:-$owner}" 2>"$work/errors"
}

# These also run in the middle of load_dump, when it is interrupted, and never as the role that loads.
drop_database() {
  local as=''
  query postgres "drop database if exists \"$1\" with (force)" >/dev/null || true
}

drop_fresh() {
  local as=''
  drop_database "$fresh"
  [ -z "$loader" ] || query postgres "drop role if exists \"$loader\"" >/dev/null || true
}

# load_dump: fills it; every error is fatal.
load_dump() {
  local as=$loader guard
  if [ "$kind" = custom ]; then
    # A dump says itself where it ends: pg_restore notices what is missing, and need not read what comes after.
    { contents 2>/dev/null || true; } |
      pg "$fresh" pg_restore --exit-on-error --no-owner --no-privileges --no-tablespaces --no-publications \
        --no-subscriptions --dbname="$fresh" 2>"$work/errors"
    return
  fi
  # Within psql's own guard no line of the file can be a command of psql, such as the one that runs a shell.
  guard=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
  {
    printf '\\restrict %s\n' "$guard" &&
      contents | awk -f "$here/lib/plain-dump.awk" &&
      printf '\n\\unrestrict %s\nselect 1;\n' "$guard"
  } | sql "$fresh" >"$work/loaded" 2>"$work/errors"
}

# why_not_loaded: the refusal that fits what load_dump left in $work/errors.
why_not_loaded() {
  if grep -q 'backslash commands are restricted' "$work/errors"; then
    die "$NOT_A_DUMP" "O arquivo tem comandos do psql, que um backup não tem: recusado." \
      "The file has commands of psql, which no backup has: refused."
  elif grep -q 'invalid command .restrict' "$work/errors"; then
    die "$FAILED" "Este psql é antigo demais para um .sql com segurança; atualize o cliente do PostgreSQL." \
      "This psql is too old to take a .sql safely; update PostgreSQL's client."
  fi
  told "$work/errors"
  die "$DAMAGED" "O backup não pôde ser carregado por inteiro." "The backup could not be loaded whole."
}

# adopt_fresh: what was loaded becomes the property of whoever owns our database; refuses what is not SparkOne's.
adopt_fresh() {
  [ "$(query "$fresh" "select count(*) from unnest(array['tasks', 'people', 'notifications', 'pauses']) t where to_regclass('public.' || t) is not null")" = 4 ] ||
    die "$NOT_A_DUMP" "O arquivo é de um PostgreSQL, mas não do SparkOne." "The file is PostgreSQL's, but not SparkOne's."
  sql "$fresh" --set=live="$database" --set=loader="$loader" <"$here/sql/adopt-database.sql" 2>"$work/errors" || {
    told "$work/errors"
    die "$FAILED" "Não consegui passar o banco restaurado ao seu dono." "The restored database could not be handed to its owner."
  }
  loader=''
}

# sweep_fresh PURPOSE: drops what runs left that were killed. Under the lock nobody is at it any more, here; elsewhere
# somebody may be, for whom a day is enough.
sweep_fresh() {
  local name pattern yesterday
  pattern="^$(derived "$1")_([0-9]{14})_[0-9]+\$"
  yesterday=$(date -u -d '-1 day' +%Y%m%d%H%M%S)
  while IFS= read -r name; do
    if ! [[ $name =~ $pattern && ${BASH_REMATCH[1]} < $yesterday ]]; then continue; fi
    query postgres "drop database if exists \"$name\" with (force); drop role if exists \"$name\"" >/dev/null || true
  done < <(query postgres 'select datname from pg_database union select rolname from pg_roles')
}
