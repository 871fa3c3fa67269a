#!/bin/sh
# sparkone.sh [ARGUMENTS…]: SparkOne from the sources, with .env where there is one. WATCH=1 restarts it at each change.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/.." && pwd)

set -- "$root/main.ts" "$@"
if [ -f "$root/.env" ]; then set -- --env-file="$root/.env" "$@"; fi
if [ -n "${WATCH:-}" ]; then set -- --watch "$@"; fi
# In the place of this shell, so that Ctrl-C and the exit code are SparkOne's own.
exec "$here/with-node.sh" node "$@"
