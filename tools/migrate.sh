#!/bin/sh
# Migrates DATABASE_URL when it is set, else the PostgreSQL of `make dev-up` when it is up, else ./data; says which.
set -eu
cd -- "$(dirname -- "$0")/.."
exec ./tools/with-node.sh node --env-file-if-exists=.env tools/migrate.ts
