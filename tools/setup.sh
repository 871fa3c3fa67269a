#!/bin/sh
# Installs the packages that package-lock.json names, unless they are there. With --production the development tools
# are left out, except where they were installed before.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/.." && pwd)
. "$here/terminal.sh"
. "$here/npm-ci.sh"

# npm itself runs on the machine's own Node: on another it would not find the machine-wide npmrc with its proxy and
# certificates.
"$here/node/ensure.sh" >/dev/null

mode=${1:---all}
if [ "$mode" = --production ] && [ -d "$root/node_modules/vitest" ]; then mode=--all; fi

if node "$here/installed.mjs" "$mode"; then exit 0; fi
if [ "$mode" = --production ]; then
  npm_ci "Installing packages" "$root" hono --omit=dev
else
  npm_ci "Installing packages and development tools" "$root" vitest
fi
