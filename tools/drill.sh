#!/bin/sh
# drill.sh NAME: provokes one incident on a local installation of its own, with real PostgreSQL, Redis, Prometheus and
# Alertmanager, and tells its story step by step: what fires, what takes over, how it ends. Fails when it went otherwise.
set -eu
cd -- "$(dirname -- "$0")/.."

name=${1:-}
if [ ! -f "ops/drills/$name.drill.ts" ]; then
  echo "There is no drill of that name. There are:" >&2
  for drill in ops/drills/*.drill.ts; do basename "$drill" .drill.ts; done >&2
  exit 2
fi
exec vitest run --project ops --reporter=verbose "ops/drills/$name.drill.ts"
