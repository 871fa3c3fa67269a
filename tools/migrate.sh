#!/bin/sh
# Migrates DATABASE_URL when it is set, else the PostgreSQL of `make dev-up` when it is up, else ./data; says why.
set -eu
cd -- "$(dirname -- "$0")/.."
set -- tools/migrate.ts
if [ -f .env ]; then set -- --env-file=.env "$@"; fi
exec ./tools/with-node.sh node "$@"
