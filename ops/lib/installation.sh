# shellcheck shell=bash
# Sourced by deploy.sh: what a server needs to know, completed in its .env, and what of it reaches containers as files.

# shellcheck source=ops/lib/env.sh disable=SC2154 # $here is whoever sources this
. "$here/lib/env.sh"

random_hex() { od -An -v -N "$1" -tx1 /dev/urandom | tr -d ' \n'; }

# env_put NAME VALUE FILE: sets NAME in a NAME=VALUE file, in its place or at the end. The file changes all at once.
env_put() {
  local draft value=$2 line
  # Single quotes keep a value as it is for Compose, Node and env_value alike; what would end them or a line is refused.
  [[ $value != *\'* && $value != *[[:cntrl:]]* ]] || die "$FAILED" "$1 tem aspas simples ou quebra de linha." \
    "$1 holds a single quote or a line end."
  [[ $value =~ ^[A-Za-z0-9_./:@%+,-]*$ ]] || value="'$value'"
  draft=$(mktemp "$3.XXXXXX")
  while IFS= read -r line || [ -n "$line" ]; do
    [[ $line =~ ^[[:space:]]*(export[[:space:]]+)?"$1"[[:space:]]*= ]] || printf '%s\n' "$line"
  done <"$3" >"$draft"
  printf '%s=%s\n' "$1" "$value" >>"$draft"
  chmod 600 "$draft"
  mv -f -- "$draft" "$3"
}

# env_complete NAME VALUE FILE: sets NAME when it is missing or empty.
env_complete() {
  [ -n "$(env_value "$1" "$3" || true)" ] || env_put "$1" "$2" "$3"
}

# complete_env FILE: makes what a first start needs and nobody gave, and takes what came with this call.
complete_env() {
  local file=$1 host
  [ -e "$file" ] || (umask 077 && : >"$file")
  chmod 600 "$file"
  env_complete POSTGRES_PASSWORD "$(random_hex 24)" "$file"
  env_complete API_KEY "spk_$(random_hex 24)" "$file"
  env_complete AUTH_SECRET "$(random_hex 24)" "$file"
  env_complete GRAFANA_ADMIN_PASSWORD "$(random_hex 16)" "$file"
  env_complete EVOLUTION_DATABASE_PASSWORD "$(random_hex 24)" "$file"
  [ -z "${SLACK_ALERT_WEBHOOK:-}" ] || env_put SLACK_ALERT_WEBHOOK "$SLACK_ALERT_WEBHOOK" "$file"
  [ -z "${RUNBOOK_BASE_URL:-}" ] || env_complete RUNBOOK_BASE_URL "$RUNBOOK_BASE_URL" "$file"
  if [ -n "${STAGING_URL:-}" ]; then
    [[ $STAGING_URL =~ ^https?://([A-Za-z0-9.-]+)(:[0-9]+)?/?$ ]] ||
      die "$FAILED" "STAGING_URL não é um endereço como https://sparkone.exemplo.com." \
        "STAGING_URL is not an address like https://sparkone.example.com."
    host=${BASH_REMATCH[1]}
    env_complete DOMAIN "$host" "$file"
    env_complete PUBLIC_URL "${STAGING_URL%/}" "$file"
  fi
  [ -n "$(env_value DOMAIN "$file" || true)" ] || die "$FAILED" "Falta DOMAIN no .env (ou STAGING_URL nesta chamada)." \
    "DOMAIN is missing in .env (or STAGING_URL in this call)."
  # The given two variables are enough for WhatsApp: then the Evolution API beside us is meant.
  if [ -n "$(env_value EVOLUTION_API_KEY "$file" || true)" ] && [ -z "$(env_value EVOLUTION_API_BASE_URL "$file" || true)" ]; then
    env_complete COMPOSE_PROFILES whatsapp "$file"
  fi
}

# url_encoded TEXT
url_encoded() {
  local LC_ALL=C text=$1 i character
  for ((i = 0; i < ${#text}; i++)); do
    character=${text:i:1}
    case $character in
      [A-Za-z0-9._~-]) printf '%s' "$character" ;;
      *) printf '%%%02X' "'$character" ;;
    esac
  done
}

# write_app_secrets ENV-FILE FOLDER: one file for each secret of SparkOne and of what runs beside it; empty is absent.
write_app_secrets() {
  local file=$1 folder=$2 redis
  (umask 077 && mkdir -p -- "$folder/acme")
  chmod 700 -- "$folder"
  # Traefik writes its certificates there as a user of its own; who else is on the machine is kept out by the folder.
  chmod 777 -- "$folder/acme"
  of() { env_value "$1" "$file" || true; }
  put api_key "$(of API_KEY)"
  put auth_secret "$(of AUTH_SECRET)"
  put web_admin_password "$(of WEB_ADMIN_PASSWORD)"
  put oidc_client_secret "$(of OIDC_CLIENT_SECRET)"
  put database_url "$(of DATABASE_URL)" "postgres://sparkone:$(url_encoded "$(of POSTGRES_PASSWORD)")@postgres:5432/sparkone"
  redis=redis://redis:6379
  [ -z "$(of UPSTASH_REDIS_REST_URL)" ] || redis=''
  put redis_url "$(of REDIS_URL)" "$redis"
  put upstash_redis_rest_token "$(of UPSTASH_REDIS_REST_TOKEN)"
  put notion_api_key "$(of NOTION_API_KEY)"
  put google_sheets_credentials "$(of GOOGLE_SHEETS_CREDENTIALS)"
  put agno_api_key "$(of AGNO_API_KEY)"
  put llm_api_key "$(of LLM_API_KEY)"
  put evolution_api_key "$(of EVOLUTION_API_KEY)"
  put evolution_webhook_secret "$(of EVOLUTION_WEBHOOK_SECRET)"
  put evolution_database_password "$(of EVOLUTION_DATABASE_PASSWORD)"
  put evolution_database_url \
    "postgresql://evolution:$(url_encoded "$(of EVOLUTION_DATABASE_PASSWORD)")@postgres:5432/evolution"
  put smtp_password "$(of SMTP_PASSWORD)"
  put postgres_password "$(of POSTGRES_PASSWORD)"
  put grafana_admin_password "$(of GRAFANA_ADMIN_PASSWORD)"
}

# put NAME VALUE [DEFAULT]: into the file that is there, not in its place: a container that has it mounted sees it.
put() {
  local target=$folder/$1 value=${2:-${3:-}}
  # What Docker makes of a file that was not there when it was mounted.
  [ ! -d "$target" ] || rmdir -- "$target"
  [ -f "$target" ] && printf '%s' "$value" | cmp -s -- - "$target" || printf '%s' "$value" >"$target"
  chmod 644 -- "$target"
}
