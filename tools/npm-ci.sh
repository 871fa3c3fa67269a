# shellcheck shell=sh
# shellcheck disable=SC2154 # step_log comes from terminal.sh
# Sourced after terminal.sh: one `npm ci` whose failures say what to do.

explain_npm() {
  folder=$1 log=$2
  if grep -qE 'ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED' "$log"; then
    fail "npm could not reach its registry: is this machine connected?" \
      "Behind a proxy: npm config set proxy http://HOST:PORT, and the same for https-proxy." \
      "Then run the same command again; what was already fetched is not fetched twice." "npm's own words: $log"
  fi
  if grep -qE 'SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT|CERT_' "$log"; then
    fail "npm does not trust the certificate of its registry." \
      "Behind an inspecting proxy: npm config set cafile /path/to/its/certificate.pem" "npm's own words: $log"
  fi
  if grep -qE 'EACCES|EPERM|EROFS' "$log"; then
    fail "npm could not write to $folder or to its cache ($(npm config get cache 2>/dev/null))." \
      "Make both writable for $(id -un), or copy the project to a folder of your own." "npm's own words: $log"
  fi
  if grep -q 'ENOSPC' "$log"; then
    fail "The disk is full." "The project needs about 1.3 GB for its packages and tools. Free some space and run the same command again."
  fi
  if grep -q 'EUSAGE' "$log"; then
    fail "package.json and package-lock.json in $folder do not agree." "Run npm install there and commit the lockfile."
  fi
  tail -n 15 "$log" >&2
  fail "npm could not install the packages in $folder." "All that npm said: $log"
}

# In a folder and not by --prefix, which would hide the machine-wide npmrc with its proxy and certificates.
run_npm_ci() (
  cd -- "$into" || return 1
  npm ci --ignore-scripts --prefer-offline --no-progress --loglevel=http \
    --fetch-retries=2 --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=5000 "$@" &&
    [ -e "$into/node_modules/$expected" ] # npm shrugs off an optional package that it could not fetch
)

# npm_ci LABEL FOLDER EXPECTED ARGUMENTS…: installs exactly the lockfile of FOLDER; no package may run a script of its
# own. EXPECTED is a file under node_modules that must be there afterwards.
npm_ci() {
  label=$1 into=$2 expected=$3
  shift 3
  command -v npm >/dev/null 2>&1 || fail "npm was not found." \
    "Install it: it comes with Node.js from nodejs.org, and is a package of its own, npm, on Debian and Ubuntu."
  [ -w "$into" ] || fail "The folder $into is read-only." \
    "Make it writable for $(id -un), or copy the project to a folder of your own."
  step "$label" "$into/node_modules" run_npm_ci "$@" || explain_npm "$into" "$step_log"
}
