#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2030,SC2031,SC2154

load support/backups
load support/servers

setup_file() { make_seed; }
teardown_file() { drop_seed; }
setup() { make_house; }
teardown() { tear_down_house; }

restore() { run "$ROOT/ops/restore.sh" --yes "$@"; }

half_destroy() {
  on "$DB" 'delete from tasks where id % 2 = 0' "update messages set text = 'gone'" 'drop table receipts'
}

# restored: every row is that of the backup, one former database is kept, and sending and mirrors are paused.
restored() {
  [ "$(contents_of "$DB")" = "$SEED_CONTENTS" ]
  [ "$(databases | grep -c -E "^${DB}_before_[0-9]{14}\$")" -eq 1 ]
  [ "$(databases | wc -l)" -eq 2 ]
  [ -z "$(roles)" ]
  [ "$(on "$DB" 'select channel from pauses')" = all ]
  # A mirror begins by reading: what it had read before the backup says nothing of today's copies.
  [ "$(on "$DB" "select count(*) from mirrors where pause_reason = 'restore' and pulled_at is null and cursor is null")" = 2 ]
  [ "$(on "$DB" 'select count(*) from mirror_lanes')" = 0 ]
}

# harmless CODE TEXT: the file is refused with an exit code of its own and the database is as it was.
harmless() {
  restore "$FILE"
  echo "$output"
  [ "$status" -eq "$1" ]
  [[ $output == *"$2"* ]]
  untouched
}

@test "a database half destroyed comes back whole with the documented command" {
  a_copy
  use_compose
  half_destroy
  run env "COMPOSE_FILE=$COMPOSE_FILE" "$ROOT/ops/restore.sh" "$FILE" <<<'sim'
  echo "$output"
  [ "$status" -eq 0 ]
  [[ $output == *'[1/5   0%]'*'[5/5 100%] Restored in '*'Former: '* ]]
  restored
  grep -q 'restart api worker$' "$STATE/calls"
  [ "$(on "$(databases | grep before)" 'select count(*) from tasks')" -eq $((TASKS / 2)) ]
}

@test "over DATABASE_URL too, and the version of the code is what it is migrated to" {
  a_copy
  half_destroy
  unset SPARKONE_COMMAND
  restore "$FILE"
  echo "$output"
  [ "$status" -eq 0 ]
  restored
}

@test "whoever is connected goes on with the restored database" {
  a_copy
  half_destroy
  (while :; do on "$DB" 'select count(*) from tasks' 'select pg_sleep(0.2)' || true; done) >"$STATE/seen" 2>/dev/null 3>&- &
  client=$!
  restore "$FILE"
  [ "$status" -eq 0 ]
  until_true 20 grep -q -x "$TASKS" "$STATE/seen"
  kill "$client"
  wait "$client" || true
  [ "$(grep -v '^$' "$STATE/seen" | uniq | xargs)" = "$((TASKS / 2)) $TASKS" ]
}

@test "a database that is gone altogether comes back" {
  a_copy
  on postgres "drop database $DB"
  restore "$FILE"
  [ "$status" -eq 0 ]
  [ "$(on "$DB" 'select count(*) from tasks')" -eq "$TASKS" ]
  [ "$(databases)" = "$DB" ]
}

@test "an encrypted backup comes back with its key" {
  a_copy
  half_destroy
  age-keygen -o "$STATE/key" 2>/dev/null
  age --recipient "$(age-keygen -y "$STATE/key")" -o "$FILE.age" "$FILE"
  mv "$FILE.manifest.json" "$FILE.age.manifest.json"
  FILE="$FILE.age"
  believable
  AGE_IDENTITY_FILE="$STATE/key" restore "$FILE"
  [ "$status" -eq 0 ]
  restored
}

@test "a .sql by hand comes back row for row; that it was not compared has its own exit code" {
  a_plain_dump
  half_destroy
  with_sparkone
  restore "$FILE"
  echo "$output"
  [ "$status" -eq 8 ]
  restored
}

@test "a .sql of INSERTs comes back row for row, texts that look like SQL included" {
  FILE="$BATS_TEST_TMPDIR/inserts.sql"
  dump_of "$SEED" "$FILE" --inserts
  half_destroy
  restore "$FILE"
  [ "$status" -eq 8 ]
  restored
}

@test "garbage, empty, cut short, changed, without a manifest: refused, and the database is as it was" {
  FILE="$BATS_TEST_TMPDIR/x.dump"
  : >"$FILE"
  harmless 3 'empty'
  head -c 100000 /dev/urandom >"$FILE"
  harmless 3 'This is not a backup'
  a_copy
  truncate -s -2000 "$FILE"
  harmless 4 'damaged, cut short or another one'
  believable
  harmless 4 'could not be loaded whole'
  altered "update tasks set title = 'another' where id = 7"
  harmless 6 'The backup differs from its manifest; the database in use was not touched'
  rm "$FILE.manifest.json"
  harmless 6 'is missing'
}

@test "a .sql with an error, cut short or of a newer PostgreSQL: refused, and the database is as it was" {
  a_plain_dump
  sed -i '0,/^CREATE TABLE public.tasks/s//CREATE TABEL public.tasks/' "$FILE"
  harmless 4 'could not be loaded whole'
  a_plain_dump
  head -n 400 "$FILE" >"$FILE.draft"
  mv "$FILE.draft" "$FILE"
  harmless 4 'cut short'
  a_plain_dump
  sed -i 's/^-- Dumped from database version .*/-- Dumped from database version 99.1/' "$FILE"
  harmless 5 'PostgreSQL 99.1'
}

@test "a file cannot run a shell, leave its database or touch the server" {
  for evil in "\\! touch '$STATE/executed'" "select 1; \\! touch '$STATE/executed'" "\\connect $SEED" "\\c $SEED" \
    "\\o | touch '$STATE/executed'" "\\copy tasks to program 'touch \"$STATE/executed\"'" \
    "\\g | touch '$STATE/executed'" "\\i /etc/passwd" "\\setenv PATH x" \
    "COPY public.tasks TO PROGRAM 'touch \"$STATE/executed\"';" "DROP DATABASE $DB WITH (FORCE);" \
    "ALTER DATABASE $DB RENAME TO ${DB}_x;" "ALTER SYSTEM SET work_mem = '1MB';" "DROP ROLE $TEST_USER;" \
    "CREATE ROLE ${DB}_evil SUPERUSER;" "SET ROLE $TEST_USER;" "SET SESSION AUTHORIZATION $TEST_USER;" \
    "SELECT pg_read_file('/etc/passwd');"; do
    a_plain_dump
    sed -i "0,/^SET xmloption/s//$(sed 's/[&/\\]/\\&/g' <<<"$evil")\n&/" "$FILE"
    grep -q -F -- "$evil" "$FILE"
    restore "$FILE"
    echo "$evil: $output"
    [[ $status -eq 3 || $status -eq 4 ]]
    [ ! -e "$STATE/executed" ]
  done
  untouched
}

@test "nobody who says no, or says nothing, loses anything" {
  a_copy
  for answer in n '' whatever; do
    run "$ROOT/ops/restore.sh" "$FILE" <<<"$answer"
    [ "$status" -eq 2 ]
  done
  run "$ROOT/ops/restore.sh" "$FILE" </dev/null
  [ "$status" -eq 2 ]
  [[ $output == *'--yes'* ]]
  untouched
}

@test "interrupted while it loads, it leaves the database as it was and nothing beside it" {
  a_copy
  in_place_of pg_restore "[[ \"\$*\" != *--list* ]] || exec \"\$REAL\" \"\$@\"; touch $(printf %q "$STATE/begun"); exec sleep 60"
  setsid "$ROOT/ops/restore.sh" --yes "$FILE" >/dev/null 2>&1 3>&- &
  script=$!
  until_true 60 test -e "$STATE/begun"
  kill -TERM -- "-$script"
  wait "$script" && false
  untouched
}

# Whether the swap of this test stands between its two halves.
between_the_halves() { [ "$(on postgres "select count(*) from pg_stat_activity where wait_event = 'PgSleep' and query like '%, ''$DB''%'")" = 1 ]; }

@test "killed in the middle of the swap, it leaves the database in use" {
  a_copy
  in_place_of psql 'case "$*" in *--set=kept=*) sed "s/-- Who may do what.*/perform pg_sleep(60), '"'\$DB'"';/" | "$REAL" "$@" ;;
    *) exec "$REAL" "$@" ;; esac'
  setsid "$ROOT/ops/restore.sh" --yes "$FILE" >/dev/null 2>&1 3>&- &
  script=$!
  until_true 120 between_the_halves
  kill -KILL -- "-$script"
  wait "$script" || true
  [ "$(on postgres "select count(pg_terminate_backend(pid)) from pg_stat_activity where wait_event = 'PgSleep' and query like '%, ''$DB''%'")" = 1 ]
  until_true 20 test "$(contents_of "$DB")" = "$SEED_CONTENTS"
  run -1 grep before <(databases)
}

@test "what was on its way is neither lost nor said twice" {
  a_copy
  # Since the backup: 1 not begun · 2 confirmed · 3 an attempt more · 4 gone.
  on "$DB" "update notifications set status = 'delivered', settled_at = now(), updated_at = now() where id = 'notification-2'" \
    "insert into deliveries (id, notification_id, channel, round, attempt, state, started_at, lease_until, deadline_at)
     select 'more', 'notification-3', 'whatsapp', 1, 1, 'sending', now(), now(), now()" \
    "delete from notifications where id = 'notification-4'"
  restore "$FILE"
  [ "$status" -eq 0 ]
  [[ $output == *'1 had ended already, 1 wait, 2 may have left already'* ]]
  [ "$(on "$DB" "select id, status, reason from notifications where id in ('notification-1', 'notification-2', 'notification-3', 'notification-4') order by 1" | xargs)" = \
    'notification-1|pending| notification-2|delivered| notification-3|failed|restored notification-4|failed|restored' ]
  [ "$(on "$DB" "select state from deliveries where notification_id = 'notification-2'")" = cancelled ]
}

@test "with the former database unreadable, what was on its way waits as undelivered" {
  a_copy
  on "$DB" 'drop table notifications cascade'
  restore "$FILE"
  [ "$status" -eq 0 ]
  [ "$(on "$DB" "select count(*) from notifications where status = 'failed' and reason = 'restored'")" -eq 4 ]
}

@test "a role without the powers of a superuser restores what it owns" {
  on postgres "create role ${DB}_app login createdb password 'app'" "grant ${DB}_app to current_user" \
    "alter database $DB owner to ${DB}_app"
  on "$DB" "grant all on all tables in schema public, pgboss, drizzle to ${DB}_app" \
    "grant all on all sequences in schema public, pgboss, drizzle to ${DB}_app" "grant usage on schema pgboss, drizzle to ${DB}_app"
  a_copy
  DATABASE_URL="postgres://${DB}_app:app@$TEST_HOST:$TEST_PORT/$DB" restore "$FILE"
  echo "$output"
  [ "$status" -eq 0 ]
  [ "$(on "$DB" 'select count(*) from tasks')" -eq "$TASKS" ]
  [ "$(on "$DB" "select tableowner from pg_tables where tablename = 'tasks'")" = "${DB}_app" ]
}

@test "who may connect stays as it was" {
  a_copy
  on postgres "revoke connect on database $DB from public" "create role ${DB}_reader" "grant connect on database $DB to ${DB}_reader"
  restore "$FILE"
  [ "$status" -eq 0 ]
  [ "$(on postgres "select has_database_privilege('${DB}_reader', '$DB', 'connect')")" = t ]
  on postgres "create role ${DB}_other"
  [ "$(on postgres "select has_database_privilege('${DB}_other', '$DB', 'connect')")" = f ]
}

@test "a backup on which SparkOne does not work is not swapped in" {
  a_copy
  echo start >"$STATE/sick"
  harmless 10 'SparkOne does not work with this backup'
  a_plain_dump
  echo brief >"$STATE/sick"
  harmless 10 'SparkOne does not work with this backup'
}

@test "only what ran is restarted, and an application that is not ready afterwards is said" {
  a_copy
  use_compose
  printf 'postgres\nworker\n' >"$STATE/running"
  restore "$FILE"
  [ "$status" -eq 0 ]
  grep -q 'restart worker$' "$STATE/calls"
  printf 'postgres\nworker\napi\n' >"$STATE/running"
  UNREADY=yes READY_TIMEOUT=1 restore "$FILE"
  [ "$status" -eq 10 ]
  [[ $output == *'The database was restored, but the application has not answered yet'* ]]
}

@test "it never runs beside a backup" {
  a_copy
  exec 7>>"$BACKUP_DIR/.lock"
  flock 7
  harmless 9 'under way'
}

@test "help is in the operator's language, and a wrong call is refused" {
  restore --help
  [[ $output == 'Usage: ops/restore.sh'* ]]
  LOCALE=pt-BR restore --help
  [[ $output == 'Uso: ops/restore.sh'* ]]
  restore
  [ "$status" -eq 2 ]
  restore "$BATS_TEST_TMPDIR/nothing.dump"
  [ "$status" -eq 2 ]
}
