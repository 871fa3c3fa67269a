#!/usr/bin/env bash
# Stands in for docker on a server: $STATE holds what it was asked (calls), what runs (running) and what went in (login).
# A call whose line matches FAIL fails. A line is: the image that Compose was given, then the arguments.
set -euo pipefail
line="${SPARKONE_IMAGE:--} $*"
line=${line//"$SERVER/"/}
printf '%s\n' "$line" >>"$STATE/calls"
case "$*" in
  login*) cat >"$STATE/login" ;;
  # What fails here has switched some of it already, as with the real one.
  *' up --detach --remove-orphans') printf '%s' "$SPARKONE_IMAGE" >"$STATE/running" ;;
esac
if [[ -n "${FAIL:-}" && $line =~ $FAIL ]]; then
  echo "stand-in: refused" >&2
  exit 1
fi
case "$*" in *' psql '*) cat "$STATE/has-tables" ;; esac
