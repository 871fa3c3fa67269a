# shellcheck shell=bash disable=SC2016,SC2034,SC2154
# Sourced by the bats files on backups: a populated database for each test on a real PostgreSQL, and what breaks dumps.

bats_require_minimum_version 1.5.0
ROOT=$(cd -- "$BATS_TEST_DIRNAME/../.." && pwd)
export ROOT LOCALE=en
TASKS=300

# The server of the run, in the parts that libpq takes.
find_server() {
  local url=${TEST_DATABASE_URL:-postgres://root@127.0.0.1:5432/postgres}
  { read -r TEST_HOST && read -r TEST_PORT && read -r TEST_USER && read -r TEST_PASSWORD; } < <(node -e '
    const { hostname, port, username, password } = new URL(process.argv[1])
    for (const part of [hostname, port || "5432", username, password || "none"]) console.log(decodeURIComponent(part))' "$url")
  export TEST_HOST TEST_PORT TEST_USER TEST_PASSWORD
}

# on DATABASE STATEMENT…: what psql answers, without any of our scripts.
on() {
  local name=$1 statement arguments=()
  shift
  for statement in "$@"; do arguments+=(-c "$statement"); done
  PGHOST=$TEST_HOST PGPORT=$TEST_PORT PGUSER=$TEST_USER PGPASSWORD=$TEST_PASSWORD PGDATABASE=$name \
    psql -X -q -A -t -v ON_ERROR_STOP=1 "${arguments[@]}"
}

# dump_of DATABASE FILE ARGUMENTS…: pg_dump by itself.
dump_of() {
  local name=$1 file=$2
  shift 2
  PGHOST=$TEST_HOST PGPORT=$TEST_PORT PGUSER=$TEST_USER PGPASSWORD=$TEST_PASSWORD PGDATABASE=$name pg_dump "$@" >"$file"
}

url_of() {
  printf 'postgres://%s:%s@%s:%s/%s' "$TEST_USER" "$TEST_PASSWORD" "$TEST_HOST" "$TEST_PORT" "$1"
}

# sparkone_at URL ARGUMENTS…: the program of the run, else the sources, on that database and with nothing else configured.
sparkone_at() {
  env -i PATH="$PATH" HOME="$HOME" ENVIRONMENT=test DATABASE_URL="$1" \
    ${TEST_PROGRAM:+NODE_COMPILE_CACHE="${TEST_PROGRAM%/*}/cache"} node "${TEST_PROGRAM:-$ROOT/main.ts}" "${@:2}"
}

# Names of databases are short, because what the scripts derive of them keeps their first 24 letters alone.
# make_seed: the populated database that each test copies, and one good backup of it in $GOOD.
make_seed() {
  find_server
  export SEED="ops_${RANDOM}_$$" GOOD="$BATS_FILE_TMPDIR/good/seed.dump"
  on postgres "create database $SEED"
  sparkone_at "$(url_of "$SEED")" migrate >/dev/null
  PGHOST=$TEST_HOST PGPORT=$TEST_PORT PGUSER=$TEST_USER PGPASSWORD=$TEST_PASSWORD PGDATABASE=$SEED \
    psql -X -q -v ON_ERROR_STOP=1 -v tasks="$TASKS" -f "$ROOT/tests/ops/support/populate.sql"
  mkdir -p "$BATS_FILE_TMPDIR/good"
  ENV_FILE=/dev/null TEXTFILE_DIR="$BATS_FILE_TMPDIR/good" DATABASE_URL=$(url_of "$SEED") \
    "$ROOT/ops/backup.sh" "$BATS_FILE_TMPDIR/good" >/dev/null
  mv "$BATS_FILE_TMPDIR"/good/sparkone-*.dump "$GOOD"
  mv "$BATS_FILE_TMPDIR"/good/sparkone-*.manifest.json "$GOOD.manifest.json"
  SEED_CONTENTS=$(contents_of "$SEED")
  export SEED_CONTENTS
}

drop_seed() { drop_databases "$SEED"; }

# drop_databases PREFIX: and the roles of that prefix.
drop_databases() {
  local name
  for name in $(on postgres "select datname from pg_database where starts_with(datname, '$1')"); do
    on postgres "drop database if exists \"$name\" with (force)" || true
  done
  for name in $(on postgres "select rolname from pg_roles where starts_with(rolname, '$1')"); do
    on postgres "drop role if exists \"$name\"" || true
  done
}

# make_house: a database of the test's own, folders with spaces in their names, and a stand-in for SparkOne.
make_house() {
  export DB="${SEED}_$BATS_TEST_NUMBER" STATE="$BATS_TEST_TMPDIR/state of it" BACKUP_DIR="$BATS_TEST_TMPDIR/back ups"
  export TEXTFILE_DIR="$BATS_TEST_TMPDIR/text files" ENV_FILE="$BATS_TEST_TMPDIR/.env" DATABASE_URL
  # The runner's own, which nobody's server has.
  unset NODE_ENV NODE_COMPILE_CACHE
  unset COMPOSE_FILE AGE_RECIPIENT AGE_IDENTITY_FILE RESTIC_REPOSITORY RESTIC_PASSWORD KEEP_DAYS KEEP_WEEKS KEEP_MONTHS
  mkdir -p "$STATE" "$BACKUP_DIR" "$BATS_TEST_TMPDIR/bin"
  : >"$ENV_FILE"
  echo well >"$STATE/sick"
  on postgres "create database $DB template $SEED"
  DATABASE_URL=$(url_of "$DB")
  SPARKONE_COMMAND=$(stand_in_command)
  export SPARKONE_COMMAND
  METRICS="$TEXTFILE_DIR/sparkone_backup.prom"
}

tear_down_house() { drop_databases "$DB"; }

# The stand-in is told its folder in a file of its own: it gets no environment but SparkOne's.
stand_in_command() {
  local script="$BATS_TEST_TMPDIR/sparkone"
  printf '#!/usr/bin/env bash\nexec node %q "$1" %q\n' "$ROOT/tests/ops/support/sparkone-stand-in.ts" "$STATE" >"$script"
  chmod +x "$script"
  printf %q "$script"
}

# with_sparkone: SparkOne itself and no stand-in, as it ships.
with_sparkone() {
  SPARKONE_COMMAND="node $(printf %q "${TEST_PROGRAM:-$ROOT/main.ts}")"
}

# in_place_of PROGRAM SCRIPT: the first of that name on PATH; $REAL is where the true one lies.
in_place_of() {
  printf '#!/usr/bin/env bash\nREAL=%q\n%s\n' "$(command -v "$1")" "$2" >"$BATS_TEST_TMPDIR/bin/$1"
  chmod +x "$BATS_TEST_TMPDIR/bin/$1"
  PATH="$BATS_TEST_TMPDIR/bin:$PATH"
  hash -r
}

use_compose() {
  cp "$ROOT/tests/ops/support/docker-of-a-database.bash" "$BATS_TEST_TMPDIR/bin/docker"
  PATH="$BATS_TEST_TMPDIR/bin:$PATH"
  export COMPOSE_DATABASE=$DB COMPOSE_FILE="$BATS_TEST_TMPDIR/staging compose.yml"
  echo 'services: {}' >"$COMPOSE_FILE"
  printf 'api\nworker\npostgres\n' >"$STATE/running"
  unset DATABASE_URL SPARKONE_COMMAND
}

# a_copy: the good backup as a file of the test's own, in $FILE.
a_copy() {
  FILE="$BATS_TEST_TMPDIR/a copy.dump"
  cp "$GOOD" "$FILE"
  cp "$GOOD.manifest.json" "$FILE.manifest.json"
}

# retold FILTER: changes the manifest of $FILE.
retold() {
  jq "$1" "$FILE.manifest.json" >"$FILE.draft"
  mv "$FILE.draft" "$FILE.manifest.json"
}

# believable: makes the manifest of $FILE name its present bytes, so that only its contents can give it away.
believable() {
  retold ".sha256 = \"$(sha256sum <"$FILE" | cut -d ' ' -f 1)\" | .bytes = $(stat -c %s "$FILE")"
}

# altered STATEMENT: $FILE becomes a dump of a database where STATEMENT was run, under the good manifest.
altered() {
  a_copy
  on postgres "create database ${DB}_altered template $SEED"
  on "${DB}_altered" "$1"
  dump_of "${DB}_altered" "$FILE" --format=custom
  on postgres "drop database ${DB}_altered"
  believable
}

# a_plain_dump: $FILE becomes a .sql of the seed, without a manifest.
a_plain_dump() {
  FILE="$BATS_TEST_TMPDIR/by hand.sql"
  dump_of "$SEED" "$FILE"
}

# contents_of DATABASE: every row as pg_dump sees it, in no order, but for what restoring and migrating change on purpose.
contents_of() {
  local file="${BATS_TEST_TMPDIR:-$BATS_FILE_TMPDIR}/contents"
  dump_of "$1" "$file" --data-only --inserts --exclude-table-data=public.pauses \
    --exclude-table-data=public.mirrors --exclude-table-data=public.mirror_lanes \
    --exclude-table-data=pgboss.queue --exclude-table-data=pgboss.version 2>/dev/null
  grep -v '^\\\|^--' "$file" | sort | sha256sum
}

databases() { on postgres "select datname from pg_database where starts_with(datname, '$DB') order by 1"; }
roles() { on postgres "select rolname from pg_roles where starts_with(rolname, '$DB') order by 1"; }

# untouched: the database is the one it was, row for row, and nothing is left beside it.
untouched() {
  [ "$(databases)" = "$DB" ]
  [ -z "$(roles)" ]
  [ "$(contents_of "$DB")" = "$SEED_CONTENTS" ]
  [ "$(on "$DB" 'select count(*) from pauses')" = 0 ]
  [ "$(on "$DB" "select count(*) from mirrors where pause_reason = 'restore'")" = 0 ]
}

# verify ARGUMENTS…
verify() { run "$ROOT/ops/verify_backup.sh" "$@"; }

# refused CODE TEXT ARGUMENTS…: the verification of $FILE is red, with an exit code of its own and a plain message; no
# scratch database is left and no metric written.
refused() {
  verify "${@:3}" "$FILE"
  echo "$output"
  [ "$status" -eq "$1" ]
  [[ $output == *"$2"* ]]
  [ ! -e "$METRICS" ]
  untouched
}
