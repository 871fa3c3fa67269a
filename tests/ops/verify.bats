#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031,SC2154

load support/backups
load support/servers

setup_file() { make_seed; }
teardown_file() { drop_seed; }
setup() { make_house; }
teardown() { tear_down_house; }

@test "a good backup is restored, compared, booted and asked for a brief by SparkOne itself" {
  a_copy
  unset SPARKONE_COMMAND
  verify "$FILE"
  [ "$status" -eq 0 ]
  [[ $output == *'[1/4   0%]'*' sequences match.'*'[4/4 100%] Backup proven in '* ]]
  when=$(sed -n 's/^sparkone_backup_last_verified_timestamp_seconds //p' "$METRICS")
  [ $(($(date +%s) - when)) -lt 60 ]
  grep -q -E '^sparkone_backup_restore_seconds [0-9]+$' "$METRICS"
  promtool check metrics <"$METRICS"
  untouched
}

@test "through Compose it boots the image of the api, whatever is configured there" {
  a_copy
  use_compose
  verify "$FILE"
  [ "$status" -eq 0 ]
  grep -q 'run --rm --no-deps -T --entrypoint node api --input-type=module-typescript - check ' "$STATE/calls"
  untouched
}

@test "nothing can be sent from it: no integration is on, there is no worker, and sending is paused" {
  a_copy
  EVOLUTION_API_KEY=never SMTP_PASSWORD=never REDIS_URL=redis://nowhere.invalid WHATSAPP_NOTIFY_NUMBERS=5511999999999 \
    verify "$FILE"
  [ "$status" -eq 0 ]
  [ "$(cut -d ' ' -f 1 "$STATE/environment" | xargs)" = 'migrate serve' ]
  names=$(sed -n 's/^serve //p' "$STATE/environment" | jq -r 'keys[]' | grep -v '^\(PWD\|SHLVL\|_\)$' | xargs)
  [ "$names" = 'API_KEY DATABASE_URL ENVIRONMENT HOME HOST LOCALE LOG_LEVEL PATH PORT' ]
}

@test "without a file it takes the newest backup of the folder" {
  a_copy
  mv "$FILE" "$BACKUP_DIR/sparkone-20260101T000000Z.dump"
  mv "$FILE.manifest.json" "$BACKUP_DIR/sparkone-20260101T000000Z.dump.manifest.json"
  echo garbage >"$BACKUP_DIR/sparkone-20250101T000000Z.dump"
  verify
  [ "$status" -eq 0 ]
  grep -q -x 'sparkone_backup_last_verification_exit_code 0' "$METRICS"
}

@test "how the proof of the newest backup ended is told, well or not; that of a file somebody asks about is not" {
  newest=$BACKUP_DIR/sparkone-20260101T000000Z.dump
  a_copy
  cp "$FILE.manifest.json" "$newest.manifest.json"
  echo garbage >"$newest"
  verify "$newest"
  [ "$status" -ne 0 ]
  [ ! -e "$METRICS" ]
  verify
  failed=$status
  [ "$failed" -ne 0 ]
  grep -q -x "sparkone_backup_last_verification_exit_code $failed" "$METRICS"
  when=$(sed -n 's/^sparkone_backup_last_verification_timestamp_seconds //p' "$METRICS")
  [ $(($(date +%s) - when)) -lt 60 ]
  if grep -q last_verified "$METRICS"; then false; fi
  cp "$FILE" "$newest"
  verify "$newest"
  [ "$status" -eq 0 ]
  grep -q -x 'sparkone_backup_last_verification_exit_code 0' "$METRICS"
  promtool check metrics <"$METRICS"
}

@test "no backup at all is red" {
  verify
  [ "$status" -eq 1 ]
  [[ $output == *'There is no backup in '* ]]
  verify "$BACKUP_DIR/nothing.dump"
  [ "$status" -eq 2 ]
}

@test "red: an empty file" {
  FILE="$BATS_TEST_TMPDIR/empty.dump"
  : >"$FILE"
  refused 3 'The file is empty'
}

@test "red: garbage" {
  FILE="$BATS_TEST_TMPDIR/garbage.dump"
  head -c 100000 /dev/urandom >"$FILE"
  refused 3 'This is not a backup'
  printf -- 'PostgreSQL database dump, or so it says\n' >"$FILE"
  refused 3 'This is not a backup'
}

@test "red: a dump cut short" {
  a_copy
  truncate -s -2000 "$FILE"
  refused 4 'damaged, cut short or another one'
  believable
  refused 4 'could not be loaded whole'
  truncate -s 300 "$FILE"
  believable
  refused 4 'damaged or cut short'
}

@test "red: one byte of the dump is another" {
  a_copy
  printf '\377' | dd of="$FILE" bs=1 seek=40000 conv=notrunc status=none
  refused 4 'damaged, cut short or another one'
}

@test "red: a table is missing" {
  altered 'drop table receipts'
  refused 6 'table public.receipts is missing'
}

@test "red: the rows of a table are missing" {
  altered 'delete from messages where id = (select max(id) from messages)'
  refused 6 "public.messages: $((TASKS / 2 - 1)) rows instead of $((TASKS / 2))"
}

@test "red: one row has changed" {
  altered "update tasks set title = 'another' where id = 7"
  refused 6 'public.tasks: the contents differ'
}

@test "red: two rows have swapped a value" {
  altered "update tasks set title = case id when 7 then 'Tarefa 8' else 'Tarefa 7' end where id in (7, 8)"
  refused 6 'public.tasks: the contents differ'
}

@test "red: a table, an index or a constraint is not what it was" {
  altered 'create table more (id int)'
  refused 6 'table public.more is not in the manifest'
  altered 'drop index tasks_due_index'
  refused 6 'public.tasks: the structure differs'
  altered 'alter table tasks drop constraint tasks_status_check'
  refused 6 'public.tasks: the structure differs'
}

@test "red: a sequence stands elsewhere, which would give numbers out twice" {
  altered "select setval('tasks_id_seq', 5)"
  refused 6 'sequence public.tasks_id_seq: 5 instead of'
}

@test "red: an older dump under a newer manifest" {
  altered 'delete from tasks where id > 290'
  refused 6 'public.tasks: 290 rows'
  cp "$GOOD.manifest.json" "$FILE.manifest.json"
  refused 4 'another one'
}

@test "red: a backup that is too old" {
  a_copy
  retold '.created_at = "2026-01-01T00:00:00Z"'
  refused 6 'it is more than 26 hours old' --max-age 26
}

@test "an old backup may be proven, and does not pass for the one of the day" {
  a_copy
  retold '.created_at = "2026-01-01T00:00:00Z"'
  verify "$FILE"
  [ "$status" -eq 0 ]
  [[ $output == *"does not count as the day's verified backup"* ]]
  [ ! -e "$METRICS" ]
}

@test "red: a manifest that was changed" {
  for change in '.tables["public.tasks"].rows = 299' '.tables["public.tasks"].checksum = "1:1"' \
    'del(.tables["public.people"])' '.tables["public.ghosts"] = {"rows": 0, "checksum": "0:0", "shape": ""}' \
    '.sequences["public.tasks_id_seq"] = [1, 2]' 'del(.sequences["public.tasks_id_seq"])' \
    '.migration = "1:1"' '.server_version = "13.1"' '.tables = {}' '.format = 2' 'del(.sequences)' '.sha256 = ""'; do
    a_copy
    retold "$change"
    verify "$FILE"
    echo "$change: $output"
    [ "$status" -eq 6 ]
  done
  echo '{' >"$FILE.manifest.json"
  refused 6 'The manifest is damaged'
  : >"$FILE.manifest.json"
  refused 6 'The manifest is damaged'
}

@test "nothing in a manifest is run" {
  a_copy
  printf "\n\\\\.\n'; \\\\! touch %q\n" "$STATE/executed" >>"$FILE.manifest.json"
  refused 6 'The manifest is damaged'
  [ ! -e "$STATE/executed" ]
}

@test "red: no manifest, unless that is accepted, which has an exit code of its own" {
  a_copy
  rm "$FILE.manifest.json"
  refused 6 'The manifest '
  refused 8 'contents not compared' --without-manifest
}

@test "red: encrypted and no key, another key, or a broken file" {
  a_copy
  age-keygen -o "$STATE/key" 2>/dev/null
  age-keygen -o "$STATE/other" 2>/dev/null
  age --recipient "$(age-keygen -y "$STATE/key")" -o "$FILE.age" "$FILE"
  mv "$FILE.manifest.json" "$FILE.age.manifest.json"
  FILE="$FILE.age"
  believable
  refused 7 'AGE_IDENTITY_FILE has to name'
  export AGE_IDENTITY_FILE="$STATE/other"
  refused 7 'does not open this backup'
  export AGE_IDENTITY_FILE="$STATE/key"
  truncate -s -1000 "$FILE"
  believable
  refused 4 'encrypted file is damaged'
}

@test "red: SparkOne does not start on it, or gives no brief" {
  a_copy
  for sick in start brief page empty; do
    echo "$sick" >"$STATE/sick"
    refused 10 'SparkOne did not answer'
  done
}

@test "an interrupted verification drops its scratch database" {
  a_copy
  echo well >"$STATE/sick"
  in_place_of pg_restore "[[ \"\$*\" != *--list* ]] || exec \"\$REAL\" \"\$@\"; touch $(printf %q "$STATE/begun"); exec sleep 60"
  setsid "$ROOT/ops/verify_backup.sh" "$FILE" >/dev/null 2>&1 3>&- &
  script=$!
  until_true 30 test -e "$STATE/begun"
  [ "$(databases | wc -l)" -eq 2 ]
  kill -TERM -- "-$script"
  wait "$script" && false
  untouched
}

@test "what a killed verification left goes with a later one" {
  a_copy
  left="${DB:0:24}_verify_20260101000000_1"
  on postgres "create database \"$left\"" "create role \"$left\""
  verify "$FILE"
  [ "$status" -eq 0 ]
  untouched
}

@test "help is in the operator's language, and a wrong call is refused" {
  verify --help
  [[ $output == 'Usage: ops/verify_backup.sh'* ]]
  LOCALE=pt-BR verify --help
  [[ $output == 'Uso: ops/verify_backup.sh'* ]]
  verify --max-age soon x
  [ "$status" -eq 2 ]
}
