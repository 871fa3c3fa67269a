#!/bin/sh
# Builds dist/: the bundled server, and the modules and types for embedders. `server` as argument: that one alone.
set -eu
cd -- "$(dirname -- "$0")/.."
. tools/terminal.sh

build() {
  step "$@" || {
    cat "$step_log" >&2
    fail "The build failed."
  }
}
build "Building the server" "" node tools/build.ts
[ "${1:-}" = server ] || build "Building modules and types" "" node node_modules/typescript7/bin/tsc -p tools/tsconfig.build.json
say "dist/sparkone.mjs and its parts: $(($(cat dist/*.mjs | wc -c) / 1024)) kB"
