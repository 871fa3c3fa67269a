# shellcheck shell=bash disable=SC2154,SC2034
# Sourced by backup.sh: one transaction held open in the background, so that dump and manifest are of the same moment.

# ask_snapshot: standard input to the transaction; prints what it answers. Fails when the transaction is gone.
ask_snapshot() {
  local line mark="answered-$RANDOM$RANDOM"
  { cat && printf '\\echo %s\n' "$mark"; } >&6 2>/dev/null || return 1
  while IFS= read -r line <&5; do
    [ "$line" != "$mark" ] || return 0
    printf '%s\n' "$line"
  done
  return 1
}

# open_snapshot: sets $snapshot, the name by which pg_dump joins in, and takes stock of what the database holds.
open_snapshot() {
  # Its own descriptors are closed in subshells; these are not.
  coproc SNAPSHOT { sql "$database" 2>"$work/errors-snapshot"; }
  exec 5<&"${SNAPSHOT[0]}" 6>&"${SNAPSHOT[1]}"
  snapshot=$(ask_snapshot <<<'begin isolation level repeatable read; select pg_export_snapshot();') || return 1
  [ -n "$snapshot" ] || return 1
  cat -- "$here/sql/manifest.sql" "$here/sql/sequences.sql" - <<<'\set sequences_before :sequences' |
    ask_snapshot >/dev/null
}

# compose_manifest FILE NAME: prints the manifest of the dump in FILE, which will be called NAME; ends the transaction.
compose_manifest() {
  local sum
  sum=$(sha256sum <"$1")
  {
    cat -- "$here/sql/sequences.sql"
    printf '\\set file %s\n' "$(quoted "$2")"
    printf '\\set bytes %s\n\\set sha256 %s\n' "$(stat --format=%s -- "$1")" "${sum%% *}"
    cat -- "$here/sql/compose-manifest.sql"
    printf 'commit;\n'
  } | ask_snapshot
}
