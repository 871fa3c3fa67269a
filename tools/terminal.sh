# shellcheck shell=sh
# Sourced by the scripts beside it: messages on standard error, a moving line on a terminal and plain lines elsewhere.

say() { printf '%s\n' "$*" >&2; }

# fail PROBLEM WHAT-TO-DO…: one line for each, then out.
fail() {
  printf '\n%s\n' "$1" >&2
  shift
  for hint in "$@"; do printf '  %s\n' "$hint" >&2; done
  exit 1
}

megabytes() { du -sm "$1" 2>/dev/null | awk '{ print $1 }'; }

tick() {
  while :; do
    passed=$(($(date +%s) - $2))
    size=${3:+$(megabytes "$3")}
    printf '\r%s … %s s%s\033[K' "$1" "$passed" "${size:+, $size MB}" >&2
    sleep 1
  done
}

# step LABEL FOLDER COMMAND…: runs the command with its output in $step_log. FOLDER, when not empty, is one whose growing
# size is worth showing. Returns the command's status and leaves the log in place only when it failed.
step() {
  label=$1 folder=$2
  shift 2
  step_log=$(mktemp "${TMPDIR:-/tmp}/sparkone-log.XXXXXX") ||
    fail "The folder ${TMPDIR:-/tmp} for temporary files cannot be written." "Set TMPDIR to a folder that can."
  began=$(date +%s) ticker='' status=0
  if [ -t 2 ]; then
    tick "$label" "$began" "$folder" &
    ticker=$!
    trap 'kill "$ticker" 2>/dev/null; rm -f "$step_log"; exit 130' INT TERM
  else
    say "$label …"
  fi
  "$@" >"$step_log" 2>&1 </dev/null || status=$?
  if [ -n "$ticker" ]; then
    kill "$ticker" 2>/dev/null
    wait "$ticker" 2>/dev/null
    trap - INT TERM
    printf '\r\033[K' >&2
  fi
  took=$(($(date +%s) - began))
  if [ "$status" -eq 0 ]; then
    say "$label: done in $took s"
    rm -f "$step_log"
  else
    say "$label: failed after $took s"
  fi
  return "$status"
}
