# shellcheck shell=bash disable=SC2154 # $env_file and $here are whoever sources this
# Sourced by deploy.sh: whether what runs answers, on this machine and at its public address.

is_ready() {
  curl -q --silent --fail --max-time 5 --output /dev/null "http://127.0.0.1:$(port)/health/ready"
}

port() {
  local given
  given=$(env_value PORT "$env_file" || true)
  echo "${given:-8000}"
}

wait_until_ready() {
  local deadline=$((SECONDS + ${DEPLOY_READY_SECONDS:-120}))
  until is_ready; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep "${DEPLOY_POLL_SECONDS:-2}"
  done
}

# At the address that people use, through DNS, proxy and certificate. Where that did not answer before, as on a first
# deploy or where a server cannot reach itself by that name, it says nothing about this image.
answers_outside() {
  local address=${STAGING_URL:-}
  [ -n "$address" ] || address=$(env_value PUBLIC_URL "$env_file" || true)
  [ -n "$address" ] && SMOKE_WAIT=$1 SMOKE_TIMEOUT=5 "$here/smoke.sh" --health-only "$address"
}

smoke() { API_KEY=$(env_value API_KEY "$env_file") "$here/smoke.sh" "http://127.0.0.1:$(port)"; }
