#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2030,SC2031,SC2154

load support/backups
load support/servers

setup_file() { make_seed; }
teardown_file() { drop_seed; }
setup() { make_house; }
teardown() { tear_down_house; }

backup() { run --separate-stderr "$ROOT/ops/backup.sh" "$@"; }
made() { find "$BACKUP_DIR" -name 'sparkone-*' | sort; }
nothing_left() { [ -z "$(find "$BACKUP_DIR" -type f ! -name .lock)" ]; }

@test "a backup is a dump in pg_dump's format beside a manifest of what it holds" {
  backup
  [ "$status" -eq 0 ]
  file=$(find "$BACKUP_DIR" -name 'sparkone-*.dump')
  [[ $file =~ /sparkone-[0-9]{8}T[0-9]{6}Z\.dump$ ]]
  pg_restore --list "$file" | grep -q 'TABLE DATA public tasks'
  manifest() { jq -r "$1" "$file.manifest.json"; }
  [ "$(manifest .sha256)" = "$(sha256sum <"$file" | cut -d ' ' -f 1)" ]
  [ "$(manifest '.tables["public.tasks"].rows')" -eq "$TASKS" ]
  [ "$(manifest '.sequences["public.tasks_id_seq"] | join(" ")')" = "$TASKS $TASKS" ]
  [ "$(manifest '.tables | keys | map(split(".")[0]) | unique | join(" ")')" = 'drizzle pgboss public' ]
  [[ $(manifest .migration) =~ ^[0-9]+:[0-9]+$ ]]
  [[ $(manifest .server_version) =~ ^[0-9]+\. ]]
  [ "$(stat -c %a "$file")" = 600 ]
}

@test "the checksums do not depend on the order of rows" {
  backup
  on "$DB" 'update tasks set version = version' 'vacuum full tasks' 'cluster tasks using tasks_pkey' \
    'create table again as select * from messages order by id desc' 'truncate messages' \
    'insert into messages select * from again' 'drop table again'
  rm "$BACKUP_DIR"/*.dump
  tables=$(jq -S .tables "$BACKUP_DIR"/*.manifest.json)
  rm "$BACKUP_DIR"/*
  backup
  [ "$(jq -S .tables "$BACKUP_DIR"/*.manifest.json)" = "$tables" ]
}

@test "what is written during a backup is in dump and manifest alike" {
  (while on "$DB" "insert into task_changes (task_id, version, action, actor_id, channel, at, changes)
      select 1, max(version) + 1, 'updated', 'person-1', 'api', now(), '{}' from task_changes where task_id = 1"; do :; done) \
    >/dev/null 2>&1 3>&- &
  writer=$!
  until_true 20 test "$(on "$DB" 'select count(*) from task_changes')" -gt 0
  backup
  kill "$writer"
  wait "$writer" || true
  [ "$status" -eq 0 ]
  run "$ROOT/ops/verify_backup.sh" "$BACKUP_DIR"
  [ "$status" -eq 0 ]
}

@test "it shows where it stands, and prints the exact commands to verify and to restore" {
  backup
  [[ $stderr == *'[1/4   0%]'*'[2/4  25%]'*'[4/4 100%] Backup ready'* ]]
  verify=$(sed -n 's/^Verify: *//p' <<<"$output")
  restore=$(sed -n 's/^Restore: *//p' <<<"$output")
  run bash -c "cd / && $verify"
  [ "$status" -eq 0 ]
  run bash -c "cd / && $restore --yes"
  [ "$status" -eq 0 ]
}

@test "no password reaches a command line or a line that anybody reads" {
  on postgres "create role ${DB}_owner superuser login password 'top:unspoken\\100%'"
  DATABASE_URL="postgres://${DB}_owner:top%3Aunspoken%5C100%25@$TEST_HOST:$TEST_PORT/$DB"
  for program in psql pg_dump pg_restore; do
    in_place_of "$program" "printf '%s\n' \"\$*\" >>$(printf %q "$STATE/arguments"); exec \"\$REAL\" \"\$@\""
  done
  backup
  [ "$status" -eq 0 ]
  said="$output$stderr"
  run "$ROOT/ops/verify_backup.sh" "$BACKUP_DIR"
  [ "$status" -eq 0 ]
  said+=$output
  DATABASE_URL=${DATABASE_URL/:$TEST_PORT/:1}
  backup
  [ "$status" -eq 1 ]
  said+="$output$stderr"
  [ "$(wc -l <"$STATE/arguments")" -gt 5 ]
  printf '%s' "$said" >"$STATE/said"
  run -1 grep -r 'unspoken' "$STATE/arguments" "$STATE/said" "$BACKUP_DIR" "$TEXTFILE_DIR"
}

@test "a full disk leaves nothing and says so" {
  run bash -c 'ulimit -f 16; exec "$0"' "$ROOT/ops/backup.sh"
  [ "$status" -eq 1 ]
  [[ $output == *'The backup failed'* ]]
  nothing_left
  [ ! -e "$METRICS" ]
}

@test "a dump that breaks off leaves nothing, and the metric as it was" {
  in_place_of pg_dump 'head -c 5000 /dev/zero; echo "pg_dump: error: connection lost" >&2; exit 1'
  backup
  [ "$status" -eq 1 ]
  [[ $stderr == *'connection lost'* ]]
  nothing_left
  [ ! -e "$METRICS" ]
}

@test "a backup that is interrupted leaves nothing behind" {
  in_place_of pg_dump "head -c 5000 /dev/zero; touch $(printf %q "$STATE/begun"); exec sleep 60"
  "$ROOT/ops/backup.sh" >/dev/null 2>&1 3>&- &
  script=$!
  until_true 20 test -e "$STATE/begun"
  pkill -TERM -P "$script" || true
  kill -TERM "$script"
  wait "$script" && false
  nothing_left
}

@test "what a killed backup left is never taken for one and goes with the next" {
  in_place_of pg_dump "head -c 5000 /dev/zero; touch $(printf %q "$STATE/begun"); exec sleep 60"
  setsid "$ROOT/ops/backup.sh" >/dev/null 2>&1 3>&- &
  script=$!
  until_true 20 test -e "$STATE/begun"
  kill -KILL -- "-$script"
  wait "$script" || true
  [ -z "$(made)" ]
  [ -n "$(find "$BACKUP_DIR" -name '.sparkone-*.part')" ]
  # A little later it would have been these two.
  touch "$BACKUP_DIR/.sparkone-20260101T000000Z.dump.part.manifest"
  touch "$BACKUP_DIR/sparkone-20260101T000000Z.dump.manifest.json"
  rm "$BATS_TEST_TMPDIR/bin/pg_dump"
  backup
  [ "$status" -eq 0 ]
  [ -z "$(find "$BACKUP_DIR" -name '.sparkone-*.part*')" ]
  [ ! -e "$BACKUP_DIR/sparkone-20260101T000000Z.dump.manifest.json" ]
}

@test "two never run at once" {
  exec 7>>"$BACKUP_DIR/.lock"
  flock 7
  backup
  [ "$status" -eq 9 ]
  nothing_left
  exec 7>&-
  backup --wait 5
  [ "$status" -eq 0 ]
}

@test "with a recipient it is encrypted, and only the key opens it" {
  age-keygen -o "$BATS_TEST_TMPDIR/key" 2>/dev/null
  AGE_RECIPIENT=$(age-keygen -y "$BATS_TEST_TMPDIR/key") backup
  [ "$status" -eq 0 ]
  file=$(find "$BACKUP_DIR" -name '*.dump.age')
  [ "$(head -c 18 "$file")" = age-encryption.org ]
  [ -z "$(find "$BACKUP_DIR" -name '*.dump')" ]
  age --decrypt --identity "$BATS_TEST_TMPDIR/key" "$file" | pg_restore --list | grep -q 'TABLE DATA public tasks'
  AGE_IDENTITY_FILE="$BATS_TEST_TMPDIR/key" run "$ROOT/ops/verify_backup.sh" "$file"
  [ "$status" -eq 0 ]
}

@test "with a repository it is copied off-site, and comes back from there" {
  export RESTIC_REPOSITORY="$BATS_TEST_TMPDIR/far away" RESTIC_PASSWORD=far RESTIC_CACHE_DIR="$BATS_TEST_TMPDIR/cache"
  backup
  [ "$status" -eq 0 ]
  file=$(find "$BACKUP_DIR" -name 'sparkone-*.dump')
  restic restore latest --target "$BATS_TEST_TMPDIR/back" >/dev/null
  cmp "$file" "$BATS_TEST_TMPDIR/back$file"
  cmp "$file.manifest.json" "$BATS_TEST_TMPDIR/back$file.manifest.json"
}

@test "a copy off-site that fails is a failure, and the backup stays" {
  RESTIC_REPOSITORY=/dev/null/nowhere RESTIC_PASSWORD=far backup
  [ "$status" -eq 1 ]
  [ "$(made | wc -l)" -eq 2 ]
  [ ! -e "$METRICS" ]
}

@test "old ones go: all of the last days stay, then one a week, then one a month" {
  for days in 1 2 3 8 9 20 40 41 75 100 140 400; do
    for name in dump dump.manifest.json; do
      touch "$BACKUP_DIR/sparkone-$(date -u -d "-$days days" +%Y%m%d)T030000Z.$name"
    done
  done
  touch "$BACKUP_DIR/sparkone-20200101T000000Z.dump.mine" "$BACKUP_DIR/notes.txt"
  KEEP_DAYS=5 KEEP_WEEKS=2 KEEP_MONTHS=2 backup
  [ "$status" -eq 0 ]
  [ -e "$BACKUP_DIR/sparkone-20200101T000000Z.dump.mine" ]
  [ -e "$BACKUP_DIR/notes.txt" ]
  days_kept=$(find "$BACKUP_DIR" -name '*T030000Z.dump' | sed 's/.*sparkone-\([0-9]*\)T.*/\1/' | sort -r)
  [ "$(head -n 3 <<<"$days_kept")" = "$(for days in 1 2 3; do date -u -d "-$days days" +%Y%m%d; done)" ]
  [ "$(wc -l <<<"$days_kept")" -eq 7 ]
  [ "$(find "$BACKUP_DIR" -name '*T030000Z.dump.manifest.json' | wc -l)" -eq 7 ]
}

@test "the metric says when, and leaves the others as they are" {
  mkdir -p "$TEXTFILE_DIR"
  name=sparkone_backup_restore_seconds
  printf '# HELP %s Seconds.\n# TYPE %s gauge\n%s 7\n' "$name" "$name" "$name" >"$METRICS"
  backup
  grep -q -x 'sparkone_backup_restore_seconds 7' "$METRICS"
  when=$(sed -n 's/^sparkone_backup_last_success_timestamp_seconds //p' "$METRICS")
  [ $(($(date +%s) - when)) -lt 60 ]
  grep -q -x "sparkone_backup_last_size_bytes $(stat -c %s "$BACKUP_DIR"/sparkone-*.dump)" "$METRICS"
  [ "$(stat -c %a "$METRICS")" = 644 ]
  [ "$(grep -c '^# TYPE sparkone_backup_last_success' "$METRICS")" -eq 1 ]
  promtool check metrics <"$METRICS"
}

@test "it works in cron: no terminal, a bare environment, another folder" {
  printf 'DATABASE_URL="%s"\nBACKUP_SCHEDULE=0 2 * * *\nBACKUP_DIR=%s # here\nX=$(touch "%s")\n' \
    "$DATABASE_URL" "$BACKUP_DIR" "$STATE/executed" >"$ENV_FILE"
  run env -i PATH=/usr/bin:/bin ENV_FILE="$ENV_FILE" TEXTFILE_DIR="$TEXTFILE_DIR" \
    bash -c 'cd / && exec setsid --wait "$0" </dev/null' "$ROOT/ops/backup.sh"
  [ "$status" -eq 0 ]
  [[ $output == *'Backup pronto'* ]]
  [ "$(made | wc -l)" -eq 2 ]
  [ ! -e "$STATE/executed" ]
}

@test "without DATABASE_URL it goes through Compose" {
  use_compose
  backup
  [ "$status" -eq 0 ]
  [ "$(made | wc -l)" -eq 2 ]
  grep -q 'exec -T -e PGDATABASE=.* postgres pg_dump ' "$STATE/calls"
  [[ $output == *"Restore: COMPOSE_FILE="*"/ops/restore.sh"* ]]
}

@test "a database that does not answer, or is the embedded one, is a plain message" {
  DATABASE_URL=postgres://me:hidden@127.0.0.1:1/none backup
  [ "$status" -eq 1 ]
  [[ $stderr == *'The database does not answer (none @ 127.0.0.1:1)'* ]]
  DATABASE_URL=pglite://./data backup
  [ "$status" -eq 1 ]
  [[ $stderr == *'sparkone backup'* ]]
  nothing_left
}

@test "how long to keep is asked before anything is made" {
  local name
  for name in KEEP_DAYS KEEP_WEEKS KEEP_MONTHS; do
    run env "$name=a week" "$ROOT/ops/backup.sh"
    [ "$status" -eq 2 ]
    [[ $output == *"$name is not a number."* ]]
  done
  [ -z "$(made)" ]
}

@test "help is in the operator's language, and a wrong call is refused" {
  run "$ROOT/ops/backup.sh" --help
  [ "$status" -eq 0 ]
  [[ $output == 'Usage: ops/backup.sh'* ]]
  LOCALE=pt-BR run "$ROOT/ops/backup.sh" --help
  [[ $output == 'Uso: ops/backup.sh'* ]]
  backup --everything
  [ "$status" -eq 2 ]
  backup "$ENV_FILE"
  [ "$status" -eq 2 ]
}
