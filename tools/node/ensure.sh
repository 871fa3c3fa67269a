#!/bin/sh
# Prints the folder to put first on PATH so that `node` is 24 or newer; prints nothing when the installed one is.
# Installs the pinned Node only where it is missing: 24, but 26 on macOS arm64, for which npm has no current 24.
# Everything said to people goes to standard error.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/../terminal.sh"
. "$here/../npm-ci.sh"

by_hand="Install Node 24 or newer from your package manager or from nodejs.org; this project then uses it."
bin=$here/node_modules/.bin
stamp=$here/node_modules/.installed-lock

at_least() { "$1" -e "process.exit(parseInt(process.versions.node, 10) >= $2 ? 0 : 1)" >/dev/null 2>&1; }

command -v node >/dev/null 2>&1 || fail "Node.js was not found." "$by_hand"
if at_least node 24; then exit 0; fi

if ! cmp -s "$here/package-lock.json" "$stamp"; then
  yours=$(node --version)
  at_least node 20 || fail "Node.js $yours is too old even to start with." "$by_hand"
  # The ready-made Linux builds need glibc, which Node names in its report.
  node -e 'process.exit(
    ["x64", "arm64"].includes(process.arch) && (process.platform === "darwin" ||
      (process.platform === "linux" && Boolean(process.report.getReport().header.glibcVersionRuntime))) ? 0 : 1)' ||
    fail "There is no ready-made Node 24 for this machine ($(uname -sm))." "$by_hand"
  npm_ci "Installing a current Node for this project (yours, $yours, stays as it is)" "$here" .bin/node
  at_least "$bin/node" 24 || fail "The ready-made Node does not run on this machine ($(uname -srm))." "$by_hand"
  cp "$here/package-lock.json" "$stamp"
fi
printf '%s\n' "$bin"
