#!/bin/sh
# setup.sh [run]: installs the packages that package-lock.json names, unless they are there; with `run` only those that
# SparkOne itself needs, which leaves what is there for development in place.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/.." && pwd)
. "$here/terminal.sh"
. "$here/npm-ci.sh"

# npm itself runs on the machine's own Node: on another it would not find the machine-wide npmrc with its proxy and
# certificates.
"$here/node/ensure.sh" >/dev/null
if node "$here/installed.mjs" "$@"; then exit 0; fi
if [ "${1:-}" = run ]; then
  npm_ci "Installing packages (about 155 MB)" "$root" hono --omit=dev
else
  npm_ci "Installing packages and development tools (about 1.1 GB)" "$root" vitest
fi
