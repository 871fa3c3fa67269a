# shellcheck shell=bash disable=SC2154,SC2034
# Sourced by the scripts on backups: the one way to the database, over DATABASE_URL or inside the postgres container.

# shellcheck source=ops/lib/database-url.sh
. "$here/lib/database-url.sh"

# open_database: finds out which database is meant and that it answers. Sets $database (its name), $server_version,
# $server_major and $where (for people). Needs $work and the variables of the environment and of .env.
open_database() {
  if [ -z "${DATABASE_URL:-}" ] && [ -n "${DATABASE_URL_FILE:-}" ]; then DATABASE_URL=$(<"$DATABASE_URL_FILE"); fi
  case ${DATABASE_URL:-} in
    '') open_compose ;;
    postgres://* | postgresql://*) open_url ;;
    pglite://*) die "$FAILED" "O banco é o embutido (pglite): use sparkone backup e sparkone restore." \
      "The database is the embedded one (pglite): use sparkone backup and sparkone restore." ;;
    *) die "$FAILED" "DATABASE_URL não começa com postgres://." "DATABASE_URL does not start with postgres://." ;;
  esac
  server_version=$(query postgres "show server_version") ||
    die "$FAILED" "O banco não responde ($where)." "The database does not answer ($where)."
  server_major=${server_version%%.*}
}

open_url() {
  local program
  for program in psql pg_dump pg_restore; do
    command -v "$program" >/dev/null || die "$FAILED" "Falta o programa $program (Debian: apt-get install postgresql-client)." \
      "The program $program is missing (Debian: apt-get install postgresql-client)."
  done
  use_database_url "$DATABASE_URL"
  over=url database=$PGDATABASE owner=$PGUSER where="$PGDATABASE @ $PGHOST:$PGPORT"
}

open_compose() {
  local names
  command -v docker >/dev/null || die "$FAILED" "Sem DATABASE_URL e sem Docker: não sei onde está o banco." \
    "Neither DATABASE_URL nor Docker: there is no telling where the database is."
  [ -r "$compose_file" ] || die "$FAILED" "Não encontrei o arquivo do Compose: $compose_file." \
    "The Compose file was not found: $compose_file."
  # shellcheck disable=SC2016 # for the shell in the container
  names=$(compose exec -T postgres sh -c 'printf "%s\n" "${POSTGRES_USER:-postgres}" "${POSTGRES_DB:-${POSTGRES_USER:-postgres}}"' \
    </dev/null 2>"$work/errors") || {
    told "$work/errors"
    die "$FAILED" "O serviço postgres de $compose_file não está no ar." "The service postgres of $compose_file is not running."
  }
  over=compose owner=${names%%$'\n'*} database=${names#*$'\n'} where="$database @ ${compose_file##*/}: postgres"
}

# compose ARGUMENTS…: from the folder whose .env the Compose file reads.
compose() { (cd -- "$root" && docker compose -f "$compose_file" "$@"); }

# pg DATABASE PROGRAM ARGUMENTS…: psql, pg_dump or pg_restore where the database is; $as, when set, is another role.
pg() {
  local name=$1 program=$2
  shift 2
  if [ "$over" = compose ]; then
    compose exec -T -e "PGDATABASE=$name" -e "PGUSER=${as:-$owner}" postgres "$program" --no-password "$@"
  elif [ -n "${as:-}" ]; then
    PGDATABASE=$name PGUSER=$as PGPASSFILE="$work/pgpass-$as" "$program" --no-password "$@"
  else
    PGDATABASE=$name "$program" --no-password "$@"
  fi
}

# sql DATABASE ARGUMENTS…: psql that stops at the first error; statements on standard input.
sql() {
  local name=$1
  shift
  pg "$name" psql --no-psqlrc --quiet --no-align --tuples-only --field-separator=$'\t' \
    --set=ON_ERROR_STOP=1 --set=VERBOSITY=terse "$@"
}

# query DATABASE STATEMENT: what it answers; what went wrong goes to $work/errors.
query() { printf '%s\n' "$2" | sql "$1" 2>"$work/errors"; }

# quoted TEXT: as a literal of SQL.
quoted() { printf "'%s'" "${1//\'/\'\'}"; }

# derived SUFFIX: a name for another database beside ours, within PostgreSQL's 63 bytes.
derived() {
  local base=${database//[^A-Za-z0-9_]/_}
  printf '%s_%s' "${base:0:24}" "$1"
}
