#!/bin/sh
# Installs the packages that package-lock.json names, unless they are there.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/.." && pwd)
. "$here/terminal.sh"
. "$here/npm-ci.sh"

# npm itself runs on the machine's own Node: on another it would not find the machine-wide npmrc with its proxy and
# certificates.
"$here/node/ensure.sh" >/dev/null
if node "$here/installed.mjs"; then exit 0; fi
npm_ci "Installing packages (about 800 MB)" "$root" vitest
