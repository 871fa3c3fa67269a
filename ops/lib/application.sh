# shellcheck shell=bash disable=SC2154
# Sourced by restore.sh and verify_backup.sh: SparkOne itself, from SPARKONE_COMMAND, from a checkout or in the api's image.

# has_application: whether there is a SparkOne to run here.
has_application() {
  [ "$over" = compose ] || [ -n "${SPARKONE_COMMAND:-}" ] || [ -f "$root/main.ts" ] || has_compose
}

has_compose() { command -v docker >/dev/null && [ -r "$compose_file" ]; }

# application migrate|check DATABASE: brings the database to the version of the code; check also boots the API on it,
# with nothing else configured and no worker, and asks for a brief.
application() {
  if [ "$over" = url ] && { [ -n "${SPARKONE_COMMAND:-}" ] || [ -f "$root/main.ts" ]; }; then
    local node=(node)
    [ ! -x "$root/tools/with-node.sh" ] || node=("$root/tools/with-node.sh" node)
    (cd -- "$root" && DATABASE_URL=$DATABASE_URL "${node[@]}" "$here/lib/application.ts" "$@") </dev/null 2>"$work/errors"
  else
    compose run --rm --no-deps -T --entrypoint node api --input-type=module-typescript - "$@" \
      <"$here/lib/application.ts" 2>"$work/errors"
  fi
}

# ready_for_application: migrates $fresh. One whose contents nobody could compare also has to carry the API: a copy of it
# does, as the API writes.
ready_for_application() {
  local copy=${fresh}_copy
  application migrate "$fresh" || return 1
  [ -z "$manifest" ] || return 0
  on_exit drop_database "$copy"
  query postgres "create database \"$copy\" template \"$fresh\"" >/dev/null && application check "$copy"
}
