#!/usr/bin/env bats
# shellcheck disable=SC2016 # what stands in is a script of its own

OLD=ghcr.io/you/sparkone:old
NEW=ghcr.io/you/sparkone:new

# A server folder with spaces in its name, holding the real ops/ but for what its own tests cover, and a PATH on which
# docker and curl are stand-ins. One on which OLD runs is made once and copied.
setup_file() {
  export BASE="$BATS_FILE_TMPDIR" LOCALE=en DEPLOY_READY_SECONDS=1 DEPLOY_POLL_SECONDS=0.05
  unset API_KEY SLACK_ALERT_WEBHOOK STAGING_URL REGISTRY_TOKEN
  make_server
  use "$BASE"
  STAGING_URL=https://sparkone.example.com "$SERVER/ops/deploy.sh" "$OLD"
  echo t >"$STATE/has-tables"
  : >"$STATE/calls"
}

setup() {
  use "$BATS_TEST_TMPDIR"
  mkdir -p "$BATS_TEST_TMPDIR/state" "$SERVER"
  cp -R "$BASE/the server/ops" "$SERVER/ops"
  rm -rf "$SERVER/ops/secrets" "$SERVER/ops/textfile" "$SERVER/ops/.env"
  echo f >"$STATE/has-tables"
  image=$NEW
}

use() {
  export SERVER="$1/the server" STATE="$1/state" PATH="$BASE/bin:$PATH"
}

make_server() {
  local ops
  ops=$(cd -- "$BATS_TEST_DIRNAME/../../ops" && pwd)
  mkdir -p "$BASE/the server/ops" "$BASE/state" "$BASE/bin"
  cp -R "$ops"/{lib,alertmanager,prometheus,blackbox,grafana,traefik,staging-compose.yml,deploy.sh,secrets.sh} "$BASE/the server/ops"
  rm -rf "$BASE/the server/ops/secrets"
  cp "$BATS_TEST_DIRNAME/support/docker-of-a-server.bash" "$BASE/bin/docker"
  chmod +x "$BASE/bin/docker"
  # Ready is whatever runs, but for what UNREADY names.
  stand_in "$BASE/bin/curl" '! grep -q -x -E -- "${UNREADY:-nothing}" "$STATE/running"'
  # Like Compose, which it calls, it cannot do without an image.
  stand_in "$BASE/the server/ops/backup.sh" 'echo "backup" >>"$STATE/calls"
    grep -q ^SPARKONE_IMAGE= "$SERVER/.env" && [[ backup != "${FAIL:-}" ]]'
  # From outside, INVISIBLE does not answer.
  stand_in "$BASE/the server/ops/smoke.sh" 'if [ "$1" = --health-only ]; then
      echo "outside $(<"$STATE/running") $2 $SMOKE_WAIT" >>"$STATE/calls"
      ! grep -q -x -E -- "${INVISIBLE:-nothing}" "$STATE/running"
      exit
    fi
    echo "smoke $(<"$STATE/running") $1" >>"$STATE/calls"
    [ -n "$API_KEY" ] && ! grep -q -x -E -- "${SICK:-nothing}" "$STATE/running"'
  echo f >"$BASE/state/has-tables"
}

stand_in() {
  printf '#!/usr/bin/env bash\n%s\n' "$2" >"$1"
  chmod +x "$1"
}

deploy() {
  run env "$@" "$SERVER/ops/deploy.sh" "$image"
}

# A server on which OLD runs, with a database.
with_old() {
  rm -rf "$SERVER"
  cp -R "$BASE/the server" "$SERVER"
  cp "$BASE/state"/* "$STATE"
}

running() { cat "$STATE/running"; }

asked() { grep -q -E -- "$1" "$STATE/calls"; }

# Nothing that is switched was asked for, and what ran runs.
untouched() {
  [ "$status" -eq 1 ]
  [ "$(running)" = "$OLD" ]
  [ "$(grep -c -- '--remove-orphans' "$STATE/calls")" -eq 0 ]
  [ "$(tail -n 1 "$SERVER/.release")" = "$OLD" ]
}

# The new image was switched in and out again.
went_back() {
  [ "$status" -eq 1 ]
  [ "$(running)" = "$OLD" ]
  [[ $output == *"The deploy FAILED; the image before it is in service again: $OLD"* ]]
  asked "^$NEW .*--remove-orphans"
  [ "$(tail -n 1 "$SERVER/.release")" = "$OLD" ]
  grep -q -x "SPARKONE_IMAGE=$OLD" "$SERVER/.env"
}

@test "the first deploy on an empty server needs nothing but an address" {
  deploy STAGING_URL=https://sparkone.example.com SLACK_ALERT_WEBHOOK=https://hooks.example.com/x
  [ "$status" -eq 0 ]
  [[ $output == *"[1/9   0%]"*"No database yet"*"[9/9 100%] In service: $NEW"* ]]
  [ "$(running)" = "$NEW" ]
  [ "$(stat -c %a "$SERVER/.env")" = 600 ]
  grep -q -x 'DOMAIN=sparkone.example.com' "$SERVER/.env"
  grep -q -x 'PUBLIC_URL=https://sparkone.example.com' "$SERVER/.env"
  grep -q -x -E 'API_KEY=spk_[0-9a-f]{48}' "$SERVER/.env"
  grep -q -x -E 'POSTGRES_PASSWORD=[0-9a-f]{48}' "$SERVER/.env"
  grep -q -x -E 'AUTH_SECRET=[0-9a-f]{48}' "$SERVER/.env"
  [ "AUTH_SECRET=$(<"$SERVER/ops/secrets/auth_secret")" = "$(grep '^AUTH_SECRET=' "$SERVER/.env")" ]
  [ "$(<"$SERVER/ops/secrets/slack_webhook")" = https://hooks.example.com/x ]
  [ "$(stat -c %a "$SERVER/ops/secrets")" = 700 ]
}

@test "every secret that the compose file mounts is there after the first deploy" {
  deploy STAGING_URL=https://sparkone.example.com
  [ "$status" -eq 0 ]
  local file
  while read -r file; do
    [ -e "$SERVER/ops/$file" ]
  done < <(grep -o -E '\./secrets/[a-z_.]+' "$SERVER/ops/staging-compose.yml" | sort -u)
  [[ $(<"$SERVER/ops/secrets/database_url") =~ ^postgres://sparkone:[0-9a-f]{48}@postgres:5432/sparkone$ ]]
  [ "$(<"$SERVER/ops/secrets/redis_url")" = redis://redis:6379 ]
  [ ! -s "$SERVER/ops/secrets/evolution_api_key" ]
}

@test "the database is started, backed up and migrated by the new image before anything is switched" {
  with_old
  deploy
  [ "$status" -eq 0 ]
  local order
  order=$(grep -o -E -- "--wait postgres|^backup|^$NEW .* migrate$|--remove-orphans|^smoke|^outside" "$STATE/calls" |
    sed 's/.* migrate$/migrate/' | tr '\n' ' ')
  [ "$order" = 'outside --wait postgres backup migrate --remove-orphans smoke outside ' ]
  [ "$(running)" = "$NEW" ]
  grep -q -x "SPARKONE_IMAGE=$NEW" "$SERVER/.env"
}

@test "the compose file, .env beside it and the proxy's plain port on this machine are what is used" {
  with_old
  echo PORT=8123 >>"$SERVER/.env"
  deploy
  [ "$status" -eq 0 ]
  asked "^$NEW compose --env-file .env -f ops/staging-compose.yml up"
  asked "^smoke $NEW http://127.0.0.1:8123$"
  [ "$(readlink "$SERVER/ops/.env")" = ../.env ]
}

@test "what the operator set in .env stays as it is" {
  printf 'API_KEY=mine # note\nAUTH_SECRET="a secret of mine # with 32 characters"\nPOSTGRES_PASSWORD="p@ss word/#"\nDOMAIN=other.example.com\n' >"$SERVER/.env"
  deploy STAGING_URL=https://sparkone.example.com
  [ "$status" -eq 0 ]
  [ "$(<"$SERVER/ops/secrets/api_key")" = mine ]
  [ "$(<"$SERVER/ops/secrets/auth_secret")" = 'a secret of mine # with 32 characters' ]
  [ "$(<"$SERVER/ops/secrets/database_url")" = 'postgres://sparkone:p%40ss%20word%2F%23@postgres:5432/sparkone' ]
  [ "$(grep -c '^DOMAIN=' "$SERVER/.env")" -eq 1 ]
  grep -q -x 'DOMAIN=other.example.com' "$SERVER/.env"
}

@test "alerts link the runbooks of the repository that was deployed, unless the operator said where" {
  run "$SERVER/ops/deploy.sh" --stdin "$NEW" <<<$'STAGING_URL=https://sparkone.example.com\nRUNBOOK_BASE_URL=https://forge.example/you/sparkone/blob/main'
  [ "$status" -eq 0 ]
  grep -q 'runbook_url: https://forge.example/you/sparkone/blob/main/docs/operacao.md#' "$SERVER/ops/secrets/alerts.yml"
  echo t >"$STATE/has-tables"
  sed -i 's|^RUNBOOK_BASE_URL=.*|RUNBOOK_BASE_URL=https://wiki.example|' "$SERVER/.env"
  run "$SERVER/ops/deploy.sh" --stdin "$NEW" <<<'RUNBOOK_BASE_URL=https://forge.example/you/sparkone/blob/main'
  [ "$status" -eq 0 ]
  grep -q 'runbook_url: https://wiki.example/docs/operacao.md#' "$SERVER/ops/secrets/alerts.yml"
}

@test "an Evolution key alone turns on the Evolution API of the compose file" {
  echo EVOLUTION_API_KEY=evo >"$SERVER/.env"
  deploy STAGING_URL=https://sparkone.example.com
  [ "$status" -eq 0 ]
  grep -q -x 'COMPOSE_PROFILES=whatsapp' "$SERVER/.env"
}

@test "with a database of your own none is started here" {
  printf 'DOMAIN=a.example.com\nDATABASE_URL=postgres://u:p@db.example.com/x\n' >"$SERVER/.env"
  deploy
  [ "$status" -eq 0 ]
  [ "$(grep -c -- '--wait postgres' "$STATE/calls")" -eq 0 ]
  [ "$(<"$SERVER/ops/secrets/database_url")" = postgres://u:p@db.example.com/x ]
  image=$OLD
  deploy
  [ "$status" -eq 0 ]
  asked '^backup'
}

@test "Upstash takes the place of the Redis beside us" {
  printf 'DOMAIN=a.example.com\nUPSTASH_REDIS_REST_URL=https://u.example.com\nUPSTASH_REDIS_REST_TOKEN=tok\n' >"$SERVER/.env"
  deploy
  [ "$status" -eq 0 ]
  [ ! -s "$SERVER/ops/secrets/redis_url" ]
  [ "$(<"$SERVER/ops/secrets/upstash_redis_rest_token")" = tok ]
}

@test "the registry's token comes over standard input, is on no command line and does not stay" {
  run "$SERVER/ops/deploy.sh" --stdin "$NEW" <<<$'REGISTRY_USERNAME=bot\nREGISTRY_TOKEN=ghs_secret\nSTAGING_URL=https://sparkone.example.com\nPATH=/nowhere'
  [ "$status" -eq 0 ]
  [ "$(<"$STATE/login")" = ghs_secret ]
  asked '^- login ghcr.io --username bot --password-stdin$'
  asked '^- logout ghcr.io$'
  [ "$(grep -r -l ghs_secret "$SERVER" "$STATE/calls" | wc -l)" -eq 0 ]
  [[ $output != *ghs_secret* ]]
}

@test "no generated secret is shown" {
  deploy STAGING_URL=https://sparkone.example.com
  local name
  for name in API_KEY AUTH_SECRET POSTGRES_PASSWORD GRAFANA_ADMIN_PASSWORD EVOLUTION_DATABASE_PASSWORD; do
    [[ $output != *"$(sed -n "s/^$name=//p" "$SERVER/.env")"* ]]
    [ "$(grep -c -- "$(sed -n "s/^$name=//p" "$SERVER/.env")" "$STATE/calls")" -eq 0 ]
  done
}

@test "the same image again is a deploy like any other and is remembered once" {
  with_old
  image=$OLD
  deploy
  [ "$status" -eq 0 ]
  [ "$(cat "$SERVER/.release")" = "$OLD" ]
}

@test "--current applies a changed .env and --previous goes one image back" {
  with_old
  deploy
  run "$SERVER/ops/deploy.sh" --current
  [ "$status" -eq 0 ]
  [ "$(running)" = "$NEW" ]
  run "$SERVER/ops/deploy.sh" --previous
  [ "$status" -eq 0 ]
  [ "$(running)" = "$OLD" ]
}

@test "--previous where nothing ran before says so and touches nothing" {
  with_old
  run "$SERVER/ops/deploy.sh" --previous
  untouched
  [[ $output == *"There is no image before this one on this server."* ]]
  rm "$SERVER/.release"
  run "$SERVER/ops/deploy.sh" --previous
  [ "$status" -eq 1 ]
}

@test "changed secrets and mounted files reach the containers that read them" {
  with_old
  run "$SERVER/ops/deploy.sh" --current
  [ "$status" -eq 0 ]
  [ "$(grep -c ' restart ' "$STATE/calls")" -eq 0 ]
  sed -i 's/^API_KEY=.*/API_KEY=another-key-of-mine/' "$SERVER/.env"
  run "$SERVER/ops/deploy.sh" --current
  [ "$status" -eq 0 ]
  asked ' restart .*api worker prometheus alertmanager'
  [ "$(<"$SERVER/ops/secrets/api_key")" = another-key-of-mine ]
  : >"$STATE/calls"
  echo '# changed' >>"$SERVER/ops/prometheus/alerts.yml"
  run "$SERVER/ops/deploy.sh" --current
  asked ' restart .*prometheus'
}

@test "the last five images are kept and older ones removed" {
  with_old
  local n
  for n in 1 2 3 4 5; do
    run "$SERVER/ops/deploy.sh" "ghcr.io/you/sparkone:$n"
    [ "$status" -eq 0 ]
  done
  [ "$(wc -l <"$SERVER/.release")" -eq 5 ]
  asked "^- image rm $OLD$"
}

@test "an .env or compose file with a mistake stops it before anything happens" {
  with_old
  deploy FAIL='config --quiet$'
  untouched
  [[ $output == *"has a mistake"* ]]
}

@test "no address at all stops it before anything happens" {
  deploy
  [ "$status" -eq 1 ]
  [[ $output == *"DOMAIN is missing"* ]]
  [ "$(grep -c ' up ' "$STATE/calls")" -eq 0 ]
}

@test "an address that is none stops it before anything happens" {
  deploy STAGING_URL='https://sparkone.example.com/a?b'
  [ "$status" -eq 1 ]
  [[ $output == *"STAGING_URL is not an address"* ]]
}

@test "secrets that cannot be laid out stop it before anything happens" {
  with_old
  stand_in "$SERVER/ops/secrets.sh" 'exit 1'
  deploy
  untouched
  [[ $output == *"The secrets could not be laid out"* ]]
}

@test "a registry that refuses stops it before anything happens" {
  with_old
  deploy FAIL=' login ' REGISTRY_TOKEN=x
  untouched
  [[ $output == *"The registry refused"* ]]
}

@test "an image that cannot be pulled and is not here stops it before anything happens" {
  with_old
  deploy FAIL='^- (pull|image inspect) '
  untouched
  [[ $output == *"could not be pulled"* ]]
}

@test "an image made on this server is in no registry and is used" {
  with_old
  deploy FAIL='^- pull '
  [ "$status" -eq 0 ]
}

@test "a database that does not get ready stops it before anything is switched" {
  with_old
  deploy FAIL='--wait postgres$'
  untouched
}

@test "a failed backup stops it before the migration" {
  with_old
  deploy FAIL=backup
  untouched
  [[ $output == *"The backup failed; nothing was switched"* ]]
  [ "$(grep -c migrate "$STATE/calls")" -eq 0 ]
}

@test "a database that will not say whether it holds anything is backed up" {
  with_old
  deploy FAIL=' psql '
  [ "$status" -eq 0 ]
  asked '^backup'
}

@test "a failed migration leaves the old image running" {
  with_old
  deploy FAIL='run --rm -T migrate$'
  untouched
  [[ $output == *"The migration failed; what ran before still runs"* ]]
}

@test "containers that do not start bring the image before back" {
  with_old
  deploy FAIL="^$NEW .*--remove-orphans$"
  went_back
}

@test "an image that does not get ready in time brings the one before back" {
  with_old
  deploy UNREADY="$NEW"
  went_back
  [[ $output == *"It did not get ready in 1 s"* ]]
}

@test "an image that fails the smoke test brings the one before back" {
  with_old
  deploy SICK="$NEW"
  went_back
  [[ $output == *"The check failed"* ]]
}

@test "an image that does not answer at the public address any more brings the one before back" {
  with_old
  deploy INVISIBLE="$NEW"
  went_back
  [[ $output == *"answered before and does not any more"* ]]
  asked "^outside $NEW https://sparkone.example.com 1$"
}

@test "an address that did not answer before says nothing about this image" {
  with_old
  deploy INVISIBLE='.*'
  [ "$status" -eq 0 ]
  [ "$(running)" = "$NEW" ]
  [ "$(grep -c '^outside' "$STATE/calls")" -eq 1 ]
}

@test "an interruption after the switch brings the image before back" {
  with_old
  stand_in "$SERVER/ops/smoke.sh" 'kill -TERM "$PPID"; sleep 0.2'
  deploy
  [ "$status" -ne 0 ]
  [ "$(running)" = "$OLD" ]
}

@test "an image before that does not start either is said and is another exit code" {
  with_old
  deploy FAIL='--remove-orphans$'
  [ "$status" -eq 10 ]
  [[ $output == *"did not get ready either: $OLD"* ]]
}

@test "an image before that does not get ready either is said and is another exit code" {
  with_old
  deploy UNREADY='.*'
  [ "$status" -eq 10 ]
  [[ $output == *"did not get ready either: $OLD"* ]]
}

@test "a first deploy that fails has nothing to go back to and says so" {
  deploy STAGING_URL=https://sparkone.example.com SICK=.*
  [ "$status" -eq 10 ]
  [[ $output == *"no image before this one"* ]]
  [ ! -e "$SERVER/.release" ]
}

@test "a first deploy that failed can be repeated" {
  deploy STAGING_URL=https://sparkone.example.com SICK=.*
  [ "$status" -eq 10 ]
  echo t >"$STATE/has-tables"
  deploy
  [ "$status" -eq 0 ]
  grep -q -x backup "$STATE/calls"
  [ "$(running)" = "$NEW" ]
}

@test "a database that is empty where SparkOne ran before stops a deploy" {
  with_old
  echo f >"$STATE/has-tables"
  deploy
  [ "$status" -eq 1 ]
  [[ $output == *"restore first"* ]]
  [ "$(running)" = "$OLD" ]
}

@test "a restart that failed is tried again by the next deploy" {
  with_old
  echo "# changed" >>"$SERVER/ops/traefik/dynamic.yml"
  deploy FAIL=' restart .*'
  [ "$status" -ne 0 ]
  : >"$STATE/calls"
  deploy
  [ "$status" -eq 0 ]
  asked ' restart .*reverse-proxy'
}

# What ops/remote.sh copied: the same but for a rule, a script and a file more, and one file less.
copied() {
  cp -R "$BASE/the server/ops" "$SERVER/ops.next"
  rm -rf "$SERVER/ops.next"/{secrets,textfile,.env} "$SERVER/ops.next/traefik/dynamic.yml"
  echo '# of the new' >>"$SERVER/ops.next/prometheus/alerts.yml"
  echo '# of the new' >>"$SERVER/ops.next/backup.sh"
  echo new >"$SERVER/ops.next/new-file"
  : >"$STATE/calls"
}

deploy_copied() {
  run env "$@" "$SERVER/ops.next/deploy.sh" "$NEW"
}

# ops/ is what a checkout of the old or of the new brings, beside what the server made there.
ops_of() {
  local expected=$BASE/the\ server/ops
  [ "$1" = old ] || expected=$BATS_TEST_TMPDIR/new
  diff -r --no-dereference --exclude=secrets --exclude=textfile --exclude=.env "$expected" "$SERVER/ops"
  [ -s "$SERVER/ops/secrets/api_key" ]
  diff "$SERVER/ops/prometheus/alerts.yml" "$SERVER/ops/secrets/alerts.yml"
  [ "$(readlink "$SERVER/ops/.env")" = ../.env ]
  [ ! -e "$SERVER/.ops.saved" ]
}

keep_copied() { cp -R "$SERVER/ops.next" "$BATS_TEST_TMPDIR/new"; }

@test "ops/ changes with the image, whole, and the server's own files in it stay" {
  with_old
  copied
  keep_copied
  echo certificate >"$SERVER/ops/secrets/acme/acme.json"
  deploy_copied
  [ "$status" -eq 0 ]
  ops_of new
  [ "$(<"$SERVER/ops/secrets/acme/acme.json")" = certificate ]
  [ ! -e "$SERVER/ops.next" ]
  asked "^$NEW compose --env-file .env -f ops/staging-compose.yml up"
  asked ' restart .*prometheus'
}

@test "the first deploy on an empty server takes ops/ from what was copied" {
  mv "$SERVER/ops" "$SERVER/ops.next"
  keep_copied
  run env STAGING_URL=https://sparkone.example.com "$SERVER/ops.next/deploy.sh" "$NEW"
  [ "$status" -eq 0 ]
  ops_of new
}

@test "whatever step fails, ops/ is what it was, with the image that belongs to it" {
  local step
  for step in 'FAIL=config --quiet$' 'FAIL=^- (pull|image inspect) ' 'FAIL=--wait postgres$' FAIL=backup \
    'FAIL=run --rm -T migrate$' "FAIL=^$NEW .*--remove-orphans$" "FAIL=^$NEW .* restart " "UNREADY=$NEW" "SICK=$NEW" "INVISIBLE=$NEW"; do
    with_old
    copied
    keep_copied
    deploy_copied "$step"
    [ "$status" -eq 1 ]
    ops_of old
    [ "$(running)" = "$OLD" ]
    rm -rf "$BATS_TEST_TMPDIR/new"
  done
}

@test "what came back is what its containers read again" {
  with_old
  copied
  deploy_copied SICK="$NEW"
  [ "$status" -eq 1 ]
  asked "^$OLD .* restart .*prometheus"
  [ "$(tail -n 1 "$SERVER/.configuration")" = "$(tail -n 1 "$BASE/the server/.configuration")" ]
}

@test "a deploy that was cut off leaves what served for the next one to come back to" {
  with_old
  copied
  stand_in "$SERVER/ops.next/smoke.sh" '[ "$1" = --health-only ] || kill -KILL "$PPID"'
  deploy_copied
  [ "$status" -eq 137 ]
  [ -e "$SERVER/ops/new-file" ]
  # The same again, which fails in order this time.
  rm -rf "$SERVER/ops.next"
  copied
  deploy_copied FAIL=backup
  [ "$status" -eq 1 ]
  ops_of old
}

@test "--previous brings the ops/ of the image before, and once more that of the image after" {
  with_old
  copied
  keep_copied
  deploy_copied
  [ "$status" -eq 0 ]
  run "$SERVER/ops/deploy.sh" --previous
  [ "$status" -eq 0 ]
  [ "$(running)" = "$OLD" ]
  ops_of old
  run "$SERVER/ops/deploy.sh" --previous
  [ "$status" -eq 0 ]
  [ "$(running)" = "$NEW" ]
  ops_of new
}

@test "what the operator changed in ops/ by hand is in service and is not undone by --current" {
  with_old
  echo '# by hand' >>"$SERVER/ops/traefik/dynamic.yml"
  run "$SERVER/ops/deploy.sh" --current
  [ "$status" -eq 0 ]
  run env FAIL=backup "$SERVER/ops/deploy.sh" --current
  [ "$status" -eq 1 ]
  grep -q '# by hand' "$SERVER/ops/traefik/dynamic.yml"
}

@test "two deploys at once are one too many" {
  with_old
  exec 8>>"$SERVER/.deploy.lock"
  flock 8
  deploy
  exec 8>&-
  [ "$status" -eq 9 ]
  [ "$(running)" = "$OLD" ]
}

@test "wrong calls exit with 2" {
  run "$SERVER/ops/deploy.sh"
  [ "$status" -eq 2 ]
  run "$SERVER/ops/deploy.sh" 'an image; rm -rf /'
  [ "$status" -eq 2 ]
  run "$SERVER/ops/deploy.sh" --current
  [ "$status" -eq 2 ]
  local vague
  for vague in ghcr.io/you/sparkone ghcr.io/you/sparkone:latest localhost:5000/sparkone; do
    run "$SERVER/ops/deploy.sh" "$vague"
    [ "$status" -eq 2 ]
    [[ $output == *"never latest"* ]]
  done
  run "$SERVER/ops/deploy.sh" --nonsense "$NEW"
  [ "$status" -eq 2 ]
}

@test "its words are Portuguese unless LOCALE says otherwise" {
  unset LOCALE
  deploy STAGING_URL=https://sparkone.example.com
  [[ $output == *"No ar: $NEW"* ]]
  run "$SERVER/ops/deploy.sh" --help
  [[ $output == Uso:* ]]
}
