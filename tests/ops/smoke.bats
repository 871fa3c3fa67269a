#!/usr/bin/env bats

load support/servers

KEY='spk_smoke_"quoted"\7f1c2d3b4a59'

setup_file() {
  load support/servers
  start_sparkone 'spk_smoke_"quoted"\7f1c2d3b4a59'
}

teardown_file() {
  kill "$SPARKONE_PID"
}

setup() {
  export API_KEY=$KEY LOCALE=en SMOKE_TIMEOUT=10
}

teardown() {
  stop_faulty
}

smoke() {
  run "$ROOT/ops/smoke.sh" "$@"
}

tasks() {
  curl -q -fs --config - "$SPARKONE_URL/tasks" <<<'header = "Authorization: Bearer spk_smoke_\"quoted\"\\7f1c2d3b4a59"'
}

nothing_left() {
  [[ $(tasks) == '{"tasks":[],'* ]]
}

# broken FAULT FAILURES PART…: the run is a failure, says all it names, asks everything else too and leaves no task.
broken() {
  start_faulty "$1"
  smoke "$FAULTY_URL"
  [ "$status" -eq 1 ]
  [ "$(grep -c '^FAILED ' <<<"$output")" -eq "$2" ]
  shift 2
  local part
  for part in "$@"; do [[ $output == *"FAILED $part"* ]]; done
  nothing_left
}

@test "a healthy installation passes with one line for each check and nothing left behind" {
  smoke "$SPARKONE_URL"
  [ "$status" -eq 0 ]
  [ "$(grep -c '^ok ' <<<"$output")" -eq 13 ]
  [[ $output != *FAILED* ]]
  nothing_left
}

@test "through a proxy that does no harm it passes too" {
  start_faulty none
  smoke "$FAULTY_URL/"
  [ "$status" -eq 0 ]
}

@test "the words are Portuguese unless LOCALE says otherwise" {
  unset LOCALE
  smoke "$SPARKONE_URL"
  [[ $output == *"ok     tarefas: criar"*"tudo certo"* ]]
}

@test "the key may come from a file in a folder with spaces" {
  mkdir "$BATS_TEST_TMPDIR/a folder"
  printf '%s\n' "$KEY" >"$BATS_TEST_TMPDIR/a folder/key"
  unset API_KEY
  smoke --key-file "$BATS_TEST_TMPDIR/a folder/key" "$SPARKONE_URL"
  [ "$status" -eq 0 ]
}

@test "health alone needs no key and sends none" {
  unset API_KEY
  smoke --health-only "$SPARKONE_URL"
  [ "$status" -eq 0 ]
  [ "$(grep -c '^ok ' <<<"$output")" -eq 3 ]
}

@test "the key is on no command line and in no output" {
  mkdir "$BATS_TEST_TMPDIR/bin"
  local curl
  curl=$(command -v curl)
  printf '#!/bin/sh\nprintf "%%s\\n" "$*" >>"%s"\nexec "%s" "$@"\n' "$BATS_TEST_TMPDIR/calls" "$curl" \
    >"$BATS_TEST_TMPDIR/bin/curl"
  chmod +x "$BATS_TEST_TMPDIR/bin/curl"
  PATH="$BATS_TEST_TMPDIR/bin:$PATH" smoke "$SPARKONE_URL"
  [ "$status" -eq 0 ]
  [ "$(wc -l <"$BATS_TEST_TMPDIR/calls")" -eq 13 ]
  [ "$(grep -c spk_smoke "$BATS_TEST_TMPDIR/calls")" -eq 0 ]
  [[ $output != *spk_smoke* ]]
}

@test "a wrong key is a failure of all that needs one" {
  API_KEY=spk_another smoke "$SPARKONE_URL"
  [ "$status" -eq 1 ]
  [[ $output == *"ok     health"*"FAILED metrics: answered 401"*"FAILED tasks: create: answered 401"* ]]
}

@test "a server that is down is a failure of every check" {
  smoke "http://127.0.0.1:$(free_port)"
  [ "$status" -eq 1 ]
  [[ $output != *"ok "* ]]
  [[ $output == *"FAILED health: no answer"* ]]
}

@test "500 everywhere is a failure whatever the body says" {
  broken all-500 9 "health: answered 500 instead of 200"
}

@test "a login page with 200 is a failure" {
  broken login-page 9 "health: answered text/html" "console: sign-in page" "tasks: create"
}

@test "a redirect to a login page is a failure" {
  broken login-redirect 9 "health: answered 302"
}

@test "another program's JSON is a failure" {
  broken other-json 9 "health: an answer with other contents"
}

@test "JSON cut short is a failure" {
  broken cut-json 9 "health: an answer with other contents"
}

@test "a server that accepts and never answers is a failure within its timeout" {
  export SMOKE_TIMEOUT=0.3
  broken silent 9 "health: no answer"
}

@test "a database that is down is a failure while the rest is still asked" {
  broken database-down 1 "health: database: answered 503"
  [[ $output == *"ok     tasks: gone"* ]]
}

@test "an installation that is not ready is a failure" {
  broken unready 1 "health: ready: answered 503"
}

@test "empty metrics are a failure" {
  broken metrics-empty 1 "metrics: an answer with other contents"
}

@test "metrics without a series of SparkOne are a failure" {
  broken metrics-of-another 1 "metrics"
}

@test "an empty brief is a failure" {
  broken brief-empty 1 "brief: text"
}

@test "a brief without a summary is a failure" {
  broken brief-without-summary 1 "brief: data"
}

@test "a console without its policy is a failure" {
  broken no-policy 1 "console: security policy: did not come"
  [[ $output == *"ok     console: sign-in page"* ]]
}

@test "reading another task than the one created is a failure" {
  broken task-not-read 2 "tasks: read" "tasks: gone"
}

@test "a task that stays open is a failure and is deleted all the same" {
  broken task-not-completed 1 "tasks: complete"
}

@test "a task that outlives its deletion is a failure" {
  start_faulty task-not-deleted
  smoke "$FAULTY_URL"
  [ "$status" -eq 1 ]
  [[ $output == *"ok     tasks: delete"*"FAILED tasks: gone: answered 200 instead of 404"* ]]
  local id
  id=$(tasks | grep -o '"id":[0-9]*' | grep -o '[0-9]*')
  curl -q -fs --config - -X DELETE "$SPARKONE_URL/tasks/$id" \
    <<<'header = "Authorization: Bearer spk_smoke_\"quoted\"\\7f1c2d3b4a59"'
}

@test "a task whose creation was answered with an error is found and deleted" {
  broken created-but-500 2 "tasks: create: answered 500"
}

@test "with SMOKE_WAIT it waits for a server that is only coming up" {
  local port
  port=$(free_port)
  SMOKE_WAIT=60 "$ROOT/ops/smoke.sh" --health-only "http://127.0.0.1:$port" >"$BATS_TEST_TMPDIR/said" 3>&- &
  local waiting=$!
  # It has asked, and nobody was there.
  until_true 20 test -d "/proc/$waiting"
  timeout 100 node "$ROOT/tests/ops/support/faulty-proxy.ts" "$SPARKONE_URL" none "$port" >"$BATS_TEST_TMPDIR/port" 3>&- &
  export FAULTY_PID=$!
  wait "$waiting"
  grep -q 'all is well' "$BATS_TEST_TMPDIR/said"
}

@test "wrong calls exit with 2 and say what is missing" {
  smoke
  [ "$status" -eq 2 ]
  smoke ftp://somewhere
  [ "$status" -eq 2 ]
  smoke --nonsense "$SPARKONE_URL"
  [ "$status" -eq 2 ]
  smoke --key-file /nowhere "$SPARKONE_URL"
  [ "$status" -eq 2 ]
  unset API_KEY
  smoke "$SPARKONE_URL"
  [ "$status" -eq 2 ]
  [[ $output == *API_KEY* ]]
}

@test "--help explains itself in both languages" {
  smoke --help
  [ "$status" -eq 0 ]
  [[ $output == Usage:* ]]
  LOCALE=pt-BR smoke --help
  [[ $output == Uso:* ]]
}
