#!/bin/sh
# Installs the packages that package-lock.json names, unless they are there. With --production the development tools
# are left out, except where they were installed before.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/.." && pwd)
. "$here/terminal.sh"
. "$here/npm-ci.sh"

node=$("$here/node/ensure.sh")
PATH=${node:+$node:}$PATH
export PATH

mode=${1:---all}
if [ "$mode" = --production ] && [ -d "$root/node_modules/vitest" ]; then mode=--all; fi

if node "$here/installed.mjs" "$mode"; then exit 0; fi
if [ "$mode" = --production ]; then
  npm_ci "Installing packages" "$root" hono --omit=dev
else
  npm_ci "Installing packages and development tools" "$root" vitest
fi
