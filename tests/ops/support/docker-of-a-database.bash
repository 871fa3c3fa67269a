#!/usr/bin/env bash
# Stands in for docker where a Compose project has a real PostgreSQL: its "container" is the server of the tests. $STATE
# holds what was asked (calls) and which services run (running). UNREADY: the API never becomes ready.
set -euo pipefail
printf '%s\n' "$*" >>"$STATE/calls"
[ "$1 $2" = 'compose -f' ] && [ -f "$3" ]
shift 3
case "$*" in
  'exec -T api node -e '*) [ -z "${UNREADY:-}" ] ;;
  'ps --services --status running') cat "$STATE/running" ;;
  'restart '*) ;;
  'exec -T postgres sh -c '*)
    export POSTGRES_USER="$TEST_USER" POSTGRES_DB="$COMPOSE_DATABASE"
    shift 3
    exec "$@"
    ;;
  'exec -T -e '*)
    shift 2
    while [ "$1" = -e ]; do
      export "${2?}"
      shift 2
    done
    [ "$1" = postgres ]
    shift
    # The socket in the container asks nobody for a password; this server may.
    [ "$PGUSER" = "$TEST_USER" ] || export PGOPTIONS="-c role=$PGUSER"
    export PGHOST="$TEST_HOST" PGPORT="$TEST_PORT" PGUSER="$TEST_USER" PGPASSWORD="$TEST_PASSWORD"
    exec "$@"
    ;;
  'run --rm --no-deps -T --entrypoint node api '*)
    shift 7
    # As in the image, the one file that ships lies where this starts.
    program=${TEST_PROGRAM:-$ROOT/main.ts}
    cd "${program%/*}"
    printf 'postgres://%s:%s@%s:%s/%s' "$TEST_USER" "$TEST_PASSWORD" "$TEST_HOST" "$TEST_PORT" "$COMPOSE_DATABASE" >"$STATE/database_url"
    exec env -i PATH="$PATH" HOME="$HOME" DATABASE_URL_FILE="$STATE/database_url" REDIS_URL=redis://nowhere.invalid \
      WHATSAPP_NOTIFY_NUMBERS=5511999999999 EVOLUTION_API_KEY=never EVOLUTION_API_BASE_URL=http://nowhere.invalid \
      ${TEST_PROGRAM:+NODE_COMPILE_CACHE="${program%/*}/cache"} node "$@"
    ;;
  *)
    echo "stand-in: not expected: $*" >&2
    exit 1
    ;;
esac
