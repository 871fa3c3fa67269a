#!/bin/sh
# with-node.sh COMMAND…: runs it with a Node that fits and with the project's own tools on PATH.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
node=$("$here/node/ensure.sh")
PATH=${node:+$node:}$here/../node_modules/.bin:$PATH
export PATH
exec "$@"
