# shellcheck shell=bash disable=SC2154,SC2034
# Sourced by restore.sh: a restored database takes the place of the one in use.

# reconcile: nothing leaves the restored database until somebody says so, and nothing in it is said twice. Asks the
# database that goes, as late as possible; one that does not answer knows nothing.
reconcile() {
  local asked became counts
  query "$fresh" "$(<"$here/sql/pause.sql")" >/dev/null || return 1
  asked=$(query "$fresh" "$(<"$here/sql/unsettled.sql")") || return 1
  became=$(with_encoded "$asked" what-became.sql | sql "$database" 2>/dev/null) || became=$(base64 <<<'[]')
  counts=$(with_encoded "$became" reconcile.sql | sql "$fresh" 2>"$work/errors") || return 1
  IFS=$'\t' read -r ended untouched unknown <<<"$counts"
}

with_encoded() {
  printf "\\\\set encoded '%s'\n" "$1"
  cat -- "$here/sql/$2"
}

# swap KEPT: one transaction, so that the application has the old database or the new one, whenever this ends.
swap() {
  sql postgres --set=live="$database" --set=fresh="$fresh" --set=kept="$1" <"$here/sql/swap.sql" 2>"$work/errors"
}

# restart_application: those of api and worker that run, so that they forget what they had read; then waits for the API.
restart_application() {
  local service running=()
  [ "$over" = compose ] || has_compose || return 0
  while IFS= read -r service; do
    case $service in api | worker) running+=("$service") ;; esac
  done < <(compose ps --services --status running </dev/null 2>/dev/null)
  [ ${#running[@]} -gt 0 ] || return 0
  compose restart "${running[@]}" </dev/null >/dev/null 2>"$work/errors" || return 1
  case " ${running[*]} " in *' api '*) await_ready ;; esac
}

await_ready() {
  local deadline=$((SECONDS + ${READY_TIMEOUT:-120}))
  local probe='fetch("http://127.0.0.1:8000/health/ready").then((it) => process.exit(it.ok ? 0 : 1), () => process.exit(1))'
  until compose exec -T api node -e "$probe" </dev/null >/dev/null 2>"$work/errors"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 1
  done
}
