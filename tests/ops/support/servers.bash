# shellcheck shell=bash
# Sourced by bats files that need something to ask. What is started here ends with the test, and by itself after minutes.

ROOT=$(cd -- "$BATS_TEST_DIRNAME/../.." && pwd)

# until_true SECONDS COMMAND…: waits for a condition; fails at the deadline.
until_true() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.05
  done
}

free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'
}

# start_sparkone KEY: the real thing on a database of its own; leaves SPARKONE_URL and SPARKONE_PID.
start_sparkone() {
  local port
  port=$(free_port)
  SPARKONE_URL=http://127.0.0.1:$port
  env -i PATH="$PATH" HOME="$BATS_FILE_TMPDIR" ENVIRONMENT=test PORT="$port" API_KEY="$1" \
    DATABASE_URL="pglite://$BATS_FILE_TMPDIR/data" ${TEST_PROGRAM:+NODE_COMPILE_CACHE="${TEST_PROGRAM%/*}/cache"} \
    timeout 530 node "${TEST_PROGRAM:-$ROOT/main.ts}" >"$BATS_FILE_TMPDIR/sparkone.log" 2>&1 3>&- &
  SPARKONE_PID=$!
  export SPARKONE_URL SPARKONE_PID
  until_true 120 curl -q -fs -o "$BATS_FILE_TMPDIR/ready" "$SPARKONE_URL/health/ready" || {
    tail -n 5 "$BATS_FILE_TMPDIR/sparkone.log" >&2
    return 1
  }
}

# start_faulty FAULT: the same behind a proxy that gets one thing wrong; leaves FAULTY_URL.
start_faulty() {
  timeout 100 node "$ROOT/tests/ops/support/faulty-proxy.ts" "$SPARKONE_URL" "$1" >"$BATS_TEST_TMPDIR/port" 3>&- &
  FAULTY_PID=$!
  until_true 20 test -s "$BATS_TEST_TMPDIR/port"
  FAULTY_URL=http://127.0.0.1:$(<"$BATS_TEST_TMPDIR/port")
  export FAULTY_URL
}

stop_faulty() {
  [ -z "${FAULTY_PID:-}" ] || kill "$FAULTY_PID" 2>/dev/null || true
}
