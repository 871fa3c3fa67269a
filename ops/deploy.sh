#!/usr/bin/env bash
# Puts one image of SparkOne into service on this server, and the one before it back when that fails. See --help.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -- "$here/.." && pwd)
env_file=$root/.env
. "$here/lib/messages.sh"
. "$here/lib/steps.sh"
. "$here/lib/installation.sh"
. "$here/lib/ops-folder.sh"
. "$here/lib/releases.sh"
. "$here/lib/answers.sh"

usage() {
  t "Uso: ops/deploy.sh [--stdin] IMAGEM
     ops/deploy.sh --current | --previous

Coloca IMAGEM no ar neste servidor: completa o .env, grava os segredos, baixa as imagens, faz um backup, migra o banco,
sobe tudo, espera ficar pronto e confere com ops/smoke.sh, e também pelo endereço público, se ele respondia antes. Se algo
falha depois da troca, volta à imagem anterior. A pasta ops/ troca e volta junto com a imagem: chamado de ops.next/ (onde
ops/remote.sh a deixa), é essa que entra no ar.

  --current   de novo a imagem que está no ar: depois de mudar o .env
  --previous  a imagem que estava no ar antes desta
  --stdin     lê da entrada padrão, uma por linha: REGISTRY_USERNAME, REGISTRY_TOKEN, STAGING_URL, SLACK_ALERT_WEBHOOK,
              RUNBOOK_BASE_URL (senão, do ambiente)

  DEPLOY_READY_SECONDS  quanto esperar pelo serviço pronto (padrão: 120)

Saída: 0 no ar; 1 falhou, e o que estava no ar continua ou voltou; 2 chamada errada; 9 outro deploy em andamento;
10 falhou e não há o que sirva: precisa de você." \
    "Usage: ops/deploy.sh [--stdin] IMAGE
     ops/deploy.sh --current | --previous

Puts IMAGE into service on this server: completes .env, lays out the secrets, pulls the images, takes a backup, migrates
the database, starts everything, waits until it is ready and checks it with ops/smoke.sh, also at its public address if
that answered before. When something fails after the switch, the image before it comes back. The folder ops/ changes and
comes back with the image: called from ops.next/ (where ops/remote.sh leaves it), that one goes into service.

  --current   the image that runs once more: after a change of .env
  --previous  the image that ran before this one
  --stdin     reads from standard input, one a line: REGISTRY_USERNAME, REGISTRY_TOKEN, STAGING_URL, SLACK_ALERT_WEBHOOK,
              RUNBOOK_BASE_URL (else from the environment)

  DEPLOY_READY_SECONDS  how long to wait until it is ready (default: 120)

Exit code: 0 in service; 1 failed, and what ran before still runs or is back; 2 wrong call; 9 another deploy is under
way; 10 failed, and nothing serves: it needs you."
}

image='' from_stdin=''
# Where ops/ comes from, when it is to change: what ops/remote.sh copied, if it is what runs here.
new_ops=''
[ "$here" = "$root/ops" ] || new_ops=$here
for argument in "$@"; do
  case $argument in
    -h | --help)
      usage
      exit 0
      ;;
    --stdin) from_stdin=yes ;;
    --current) image=$(released_last) ;;
    --previous)
      image=$(released_before) || die "$FAILED" "Não há imagem anterior neste servidor." "There is no image before this one on this server."
      [ ! -d "$root/ops.previous" ] || new_ops=$root/ops.previous
      ;;
    -*) die "$USAGE" "Opção desconhecida: $argument" "Unknown option: $argument" ;;
    *) image=$argument ;;
  esac
done
[[ $image =~ ^[A-Za-z0-9][A-Za-z0-9._:/@-]*$ ]] ||
  die "$USAGE" "Falta a imagem, por exemplo ghcr.io/voce/sparkone:4f1c2d3." "The image is missing, for instance ghcr.io/you/sparkone:4f1c2d3."
# Going back is to a name, and this one means another image tomorrow.
[[ $image != *:latest && ${image##*/} =~ [:@] ]] ||
  die "$USAGE" "Diga que imagem: com a versão ou o commit, nunca latest." "Say which image: by version or commit, never latest."

if [ -n "$from_stdin" ]; then
  while IFS='=' read -r name value; do
    case $name in
      REGISTRY_USERNAME | REGISTRY_TOKEN | STAGING_URL | SLACK_ALERT_WEBHOOK | RUNBOOK_BASE_URL)
        printf -v "$name" '%s' "$value"
        ;;
    esac
  done
fi
env_default "$env_file" LOCALE

compose() {
  (cd -- "$root" && SPARKONE_IMAGE=$running docker compose --env-file "$env_file" -f "$here/staging-compose.yml" "$@") </dev/null
}

# attempt PORTUGUESE ENGLISH COMMAND…: what fails here ends the deploy with these words.
attempt() {
  local words=("$1" "$2")
  shift 2
  "$@" || die "$FAILED" "${words[@]}"
}

log_in() {
  [ -n "${REGISTRY_TOKEN:-}" ] || return 0
  local registry=${image%%/*}
  # Whatever happens, the token does not stay on the server.
  on_exit docker logout "$registry"
  printf '%s' "$REGISTRY_TOKEN" | docker login "$registry" --username "${REGISTRY_USERNAME:-sparkone}" --password-stdin
}

pull() {
  # An image made on the server itself is in no registry.
  docker pull "$image" || docker image inspect "$image" >/dev/null 2>&1 || return 1
  compose pull --quiet --ignore-pull-failures
}

has_own_database() { [ -z "$(env_value DATABASE_URL "$env_file" || true)" ]; }

start_database() { ! has_own_database || compose up --detach --wait postgres; }

# Whether there is anything to lose. When nobody can say, there is.
has_tables() {
  has_own_database || { [ -s "$releases" ] && return 0 || return 1; }
  local found
  found=$(compose exec -T postgres psql -U sparkone -d sparkone -tAc "select to_regclass('public.tasks') is not null") || return 0
  [ "$found" != f ]
}

# Once switched, however this script ends without having proven the new image, the one before comes back. $code is what
# run_cleanups exits with.
switched=''
go_back() {
  [ -n "$switched" ] || return 0
  if [ -z "$previous" ] || [ "$previous" = "$image" ]; then
    t "Não há imagem anterior para voltar. Veja: docker compose -f ops/staging-compose.yml logs api" \
      "There is no image before this one to go back to. See: docker compose -f ops/staging-compose.yml logs api" >&2
    code=$NOT_SERVING
    return 0
  fi
  t "Voltando à imagem anterior: $previous" "Going back to the image before: $previous" >&2
  running=$previous
  if bring_ops_back && start && wait_until_ready; then
    t "O deploy FALHOU; a imagem anterior está no ar de novo: $previous" \
      "The deploy FAILED; the image before it is in service again: $previous" >&2
  else
    t "O deploy FALHOU e a imagem anterior também não ficou pronta: $previous" \
      "The deploy FAILED, and the image before it did not get ready either: $previous" >&2
    code=$NOT_SERVING
  fi
}

# What is mounted into containers, which Compose does not look into.
configuration() {
  (cd -- "$here" && find prometheus alertmanager blackbox grafana traefik secrets -path secrets/acme -prune -o -type f -print0 |
    sort -z | xargs -0 sha256sum) | sha256sum
}

# Compose replaces what has another image or variable; what has other files is started anew.
start() {
  compose up --detach --remove-orphans || return 1
  local before now
  before=$(cat "$root/.configuration" 2>/dev/null || true)
  now=$(configuration)
  # On a first start all is new.
  if [ -n "$before" ] && [ "$now" != "$before" ]; then
    # Whoever is cut off here has some of them changed: the next start begins them all anew.
    echo changing >"$root/.configuration"
    compose restart reverse-proxy api worker prometheus alertmanager grafana blackbox-exporter || return 1
  fi
  printf '%s\n' "$now" >"$root/.configuration"
}

steps 9
step "Conferindo o servidor" "Checking the server"
for program in docker curl flock; do
  command -v "$program" >/dev/null || die "$FAILED" "Falta o programa $program." "The program $program is missing."
done
exec 9>>"$root/.deploy.lock"
flock --nonblock 9 || die "$BUSY" "Outro deploy está em andamento." "Another deploy is under way."
running=$image
attempt "Este Docker não tem o plugin compose." "This Docker has no compose plugin." docker compose version
previous=$(released_last)
attempt "Não consigo guardar a pasta ops/." "The folder ops/ cannot be kept." save_ops
on_exit bring_ops_back
if [ -n "$new_ops" ]; then
  here=$root/ops
  attempt "Não consigo trocar a pasta ops/." "The folder ops/ cannot be changed." lay_ops "$new_ops"
fi

step "Completando o .env e gravando os segredos" "Completing .env and laying out the secrets"
complete_env "$env_file"
# Compose asks for an image whatever it does, also for the backup of a second try after a first deploy that failed.
env_complete SPARKONE_IMAGE "$image" "$env_file"
write_app_secrets "$env_file" "$here/secrets"
attempt "Os segredos não puderam ser gravados." "The secrets could not be laid out." "$here/secrets.sh" --env-file "$env_file"
mkdir -p -- "$here/textfile" "$root/backups"
# node-exporter reads it as another user, whatever the umask of this one.
chmod 755 -- "$here/textfile"
# Compose reads the .env beside its file.
ln -sfn ../.env "$here/.env"
attempt "ops/staging-compose.yml ou o .env tem um erro." "ops/staging-compose.yml or .env has a mistake." compose config --quiet

step "Baixando as imagens" "Pulling the images"
attempt "O registro recusou o acesso." "The registry refused access." log_in
attempt "As imagens não puderam ser baixadas." "The images could not be pulled." pull

answered=''
! answers_outside 0 >/dev/null 2>&1 || answered=yes

step "Subindo o banco" "Starting the database"
attempt "O banco não ficou pronto." "The database did not get ready." start_database

if has_tables; then
  step "Fazendo um backup" "Taking a backup"
  attempt "O backup falhou; nada foi trocado." "The backup failed; nothing was switched." "$here/backup.sh" --wait 900
else
  # A database that is empty where SparkOne ran before is one that was lost: migrating it would look like success.
  [ ! -s "$releases" ] || die "$FAILED" "O banco está vazio, mas o SparkOne já rodou aqui: restaure antes (docs/infra.md)." \
    "The database is empty, but SparkOne ran here before: restore first (docs/infra.md)."
  step "Nenhum banco ainda: sem backup" "No database yet: no backup"
fi

step "Migrando o banco" "Migrating the database"
attempt "A migração falhou; o que estava no ar continua." "The migration failed; what ran before still runs." \
  compose run --rm -T migrate

step "Trocando a imagem" "Switching the image"
on_exit go_back
switched=yes
attempt "Nem tudo subiu." "Not everything started." start

step "Esperando ficar pronto" "Waiting until it is ready"
attempt "Não ficou pronto em ${DEPLOY_READY_SECONDS:-120} s." "It did not get ready in ${DEPLOY_READY_SECONDS:-120} s." wait_until_ready

step "Conferindo com ops/smoke.sh" "Checking with ops/smoke.sh"
attempt "A conferência falhou." "The check failed." smoke
[ -z "$answered" ] || attempt "O endereço público respondia e não responde mais." "The public address answered before and does not any more." \
  answers_outside "${DEPLOY_READY_SECONDS:-120}"
remember
done_at_last "No ar: $image" "In service: $image"
