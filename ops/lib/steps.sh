# shellcheck shell=bash disable=SC2154,SC2034
# Sourced by the scripts of ops/: where a script stands, how it ends, and what it leaves behind (nothing).

# What every script on backups answers with; each one's --help says it in words.
readonly FAILED=1 USAGE=2 NOT_A_DUMP=3 DAMAGED=4 WRONG_VERSION=5 MISMATCH=6 NO_KEY=7 NOT_COMPARED=8 BUSY=9 NOT_SERVING=10

steps_total=1 step_now=0
cleanups=()

# steps TOTAL: how many steps are to come.
steps() { steps_total=$1 step_now=0; }

# step PORTUGUESE ENGLISH: the next one begins; the percentage is what is behind it.
step() {
  printf '[%d/%d %3d%%] ' $((step_now + 1)) "$steps_total" $((100 * step_now / steps_total)) >&2
  t "$1" "$2" >&2
  step_now=$((step_now + 1))
}

# done_at_last PORTUGUESE ENGLISH
done_at_last() {
  printf '[%d/%d 100%%] ' "$steps_total" "$steps_total" >&2
  t "$1" "$2" >&2
}

# die CODE PORTUGUESE ENGLISH
die() {
  local code=$1
  shift
  t "$@" >&2
  exit "$code"
}

# on_exit COMMAND…: run when the script ends, however it ends, the latest first.
on_exit() { cleanups=("$(printf '%q ' "$@")" "${cleanups[@]}"); }

run_cleanups() {
  local code=$? command
  # A second Ctrl-C must not cut short what puts things back.
  trap '' INT TERM HUP
  set +e
  for command in "${cleanups[@]}"; do eval "$command"; done
  exit "$code"
}
trap run_cleanups EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# make_work_folder: a private folder in $work that goes when the script ends.
make_work_folder() {
  work=$(mktemp -d "${TMPDIR:-/tmp}/sparkone.XXXXXX")
  on_exit rm -rf -- "$work"
}

# take_lock FOLDER SECONDS: one backup, restore or verification at a time. Held until the script and all it started end.
take_lock() {
  mkdir -p -- "$1"
  exec 9>>"$1/.lock"
  flock --wait "$2" 9 || die "$BUSY" "Outro backup, restauração ou verificação está em andamento; tente de novo depois." \
    "Another backup, restore or verification is under way; try again later."
}

# told FILE: the errors a program left in FILE, without the lines that quote rows, statements or values.
told() {
  grep -E -i 'error|fatal|warning|could not|cannot|failed|no space|permission' -- "$1" |
    grep -E -v '^ *(DETAIL|CONTEXT|HINT|LINE|QUERY|STATEMENT|Command was)' |
    sed -E 's/(syntax for |value |token |Key |near )[^:]*:? *"[^"]*".*/\1…/; s#(postgres(ql)?://)[^ ]*#\1…#g' | head -n 5 >&2 || true
}
