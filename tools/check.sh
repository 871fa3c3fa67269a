#!/bin/sh
# check.sh [GATE…]: runs the quality gates (all without arguments), shows only what failed, fails when any did.
set -u
export NO_COLOR=1
cd -- "$(dirname -- "$0")/.." || exit 1

gates=${*:-format lint types core-types architecture unused workflows shell}
log=$(mktemp "${TMPDIR:-/tmp}/sparkone-check.XXXXXX") || exit 1
trap 'rm -f "$log"' EXIT
failed=

for gate in $gates; do
  if npm run -s "check:$gate" >"$log" 2>&1; then
    printf 'ok      %s\n' "$gate"
  else
    failed="$failed $gate"
    printf 'FAILED  %s\n' "$gate"
    sed 's/^/        /' "$log" | cut -c1-200 | head -n 100
  fi
done

[ -z "$failed" ] && exit 0
printf '\nFailed:%s. One alone: npm run -s check:NAME; make format mends what can be mended by itself.\n' "$failed" >&2
exit 1
