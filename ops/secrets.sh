#!/usr/bin/env bash
# Lays out the secrets and the configuration that Prometheus and Alertmanager read as files. See --help.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib/messages.sh"
. "$here/lib/env.sh"

usage() {
  t "Uso: ops/secrets.sh [--env-file ARQUIVO] [--to PASTA]

Grava em ops/secrets/ os segredos que o Prometheus e o Alertmanager leem de arquivos e a configuração do Alertmanager
que vale para este servidor. Pode rodar quantas vezes for preciso: só muda o que mudou. Nenhum valor é mostrado.

  metrics_key          API_KEY, para o Prometheus ler /metrics
  sparkone_alerts_key  API_KEY, para o Alertmanager avisar o SparkOne
  slack_webhook        SLACK_ALERT_WEBHOOK
  smtp_password        SMTP_PASSWORD
  alertmanager.yml     de ops/alertmanager/alertmanager.yml: sem Slack quando falta SLACK_ALERT_WEBHOOK; com e-mail
                       próprio quando há SMTP_HOST e FALLBACK_EMAIL; com o vigia quando há WATCHDOG_URL; no idioma
                       de LOCALE
  alerts.yml           as regras de ops/prometheus/alerts.yml, com endereços que se podem abrir de qualquer lugar: os
                       runbooks em RUNBOOK_BASE_URL (onde fica a pasta docs/), os painéis em GRAFANA_URL

Os valores vêm do ambiente e, o que faltar, de ARQUIVO (padrão: o .env ao lado da pasta ops/).

Saída: 0 tudo gravado, 1 não deu para gravar, 2 chamada errada ou valor que falta ou não serve." \
    "Usage: ops/secrets.sh [--env-file FILE] [--to FOLDER]

Writes to ops/secrets/ the secrets that Prometheus and Alertmanager read from files, and the configuration of
Alertmanager that holds for this server. May run as often as you like: only what changed is written. No value is shown.

  metrics_key          API_KEY, for Prometheus to read /metrics
  sparkone_alerts_key  API_KEY, for Alertmanager to tell SparkOne
  slack_webhook        SLACK_ALERT_WEBHOOK
  smtp_password        SMTP_PASSWORD
  alertmanager.yml     from ops/alertmanager/alertmanager.yml: without Slack where SLACK_ALERT_WEBHOOK is missing; with
                       its own e-mail where SMTP_HOST and FALLBACK_EMAIL are set; with the heartbeat where WATCHDOG_URL
                       is; in the language of LOCALE
  alerts.yml           the rules of ops/prometheus/alerts.yml with links that open from anywhere: runbooks at
                       RUNBOOK_BASE_URL (where the folder docs/ lies), dashboards at GRAFANA_URL

Values come from the environment and, where it has none, from FILE (default: the .env beside the folder ops/).

Exit code: 0 all is written, 1 it could not be, 2 wrong call, or a value that is missing or will not do."
}

refuse() {
  t "$@" >&2
  exit 2
}

folder=$here/secrets env_file=$here/../.env
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --env-file)
      [ -r "${2:-}" ] || refuse "Não consigo ler o arquivo de --env-file." "The file of --env-file cannot be read."
      env_file=$2
      shift
      ;;
    --to)
      [ -n "${2:-}" ] || refuse "Falta a pasta de --to." "The folder of --to is missing."
      folder=$2
      shift
      ;;
    *) refuse "Opção desconhecida: $1" "Unknown option: $1" ;;
  esac
  shift
done

names=(API_KEY SLACK_ALERT_WEBHOOK SMTP_HOST SMTP_PORT SMTP_USERNAME SMTP_PASSWORD SMTP_FROM SMTP_SECURITY
  FALLBACK_EMAIL WATCHDOG_URL RUNBOOK_BASE_URL GRAFANA_URL)
env_default "$env_file" LOCALE "${names[@]}"
for name in "${names[@]}"; do
  [[ ${!name:-} != *[[:cntrl:]]* ]] ||
    refuse "$name tem quebra de linha ou outro caractere de controle." "$name holds a line end or a control character."
done
[ -n "${API_KEY:-}" ] || refuse "Falta API_KEY no ambiente ou no .env." "API_KEY is missing in the environment or .env."
for name in SLACK_ALERT_WEBHOOK WATCHDOG_URL; do
  [[ ${!name:-} =~ ^(https?://[^[:space:]]+)?$ ]] ||
    refuse "$name não é um endereço http(s)." "$name is not an http(s) address."
done
# These become part of rules: nothing that YAML or a template would read otherwise.
for name in RUNBOOK_BASE_URL GRAFANA_URL; do
  [[ ${!name:-} =~ ^(https?://[A-Za-z0-9._~:/@%+-]+)?$ ]] ||
    refuse "$name não é um endereço http(s) simples." "$name is not a plain http(s) address."
done

security=${SMTP_SECURITY:-starttls} mail=''
if [ -n "${SMTP_HOST:-}" ] && [ -n "${FALLBACK_EMAIL:-}" ]; then
  mail=yes
  case $security in
    tls) port=${SMTP_PORT:-465} ;;
    *) port=${SMTP_PORT:-587} ;;
  esac
  from=${SMTP_FROM:-${SMTP_USERNAME:-}}
  [[ $from == *@* ]] || refuse "Falta SMTP_FROM." "SMTP_FROM is missing."
  # Alertmanager speaks TLS from the first byte on this port alone.
  if [ "$security" = tls ] && [ "$port" != 465 ]; then
    mail=''
    t "Atenção: com SMTP_SECURITY=tls o Alertmanager só envia pela porta 465; ele fica sem e-mail próprio." \
      "Mind: with SMTP_SECURITY=tls Alertmanager sends through port 465 only; it has no e-mail of its own." >&2
  fi
fi

# A string in YAML: whatever is in it, it stays one.
yaml() { printf "'%s'" "${1//\'/\'\'}"; }

email_receiver() {
  [ -n "$mail" ] || return 0
  printf '    email_configs:\n'
  printf '      - %s\n' "to: $(yaml "$FALLBACK_EMAIL")"
  printf '        %s\n' "from: $(yaml "$from")" "smarthost: $(yaml "$SMTP_HOST:$port")" \
    "require_tls: $([ "$security" = starttls ] && echo true || echo false)"
  if [ -n "${SMTP_USERNAME:-}" ]; then
    printf '        %s\n' "auth_username: $(yaml "$SMTP_USERNAME")" "auth_password_file: /run/secrets/smtp_password"
  fi
  printf '        %s\n' "send_resolved: true" "headers: { Subject: '{{ template \"sparkone.title\" . }}' }" \
    "text: '{{ template \"sparkone.text\" . }}'" "html: ''"
}

heartbeat_receiver() {
  [ -n "${WATCHDOG_URL:-}" ] || return 0
  printf '    webhook_configs:\n      - url: %s\n        send_resolved: false\n' "$(yaml "$WATCHDOG_URL")"
}

# The committed configuration, line by line; a receiver is what stands below its name.
alertmanager_config() {
  local line receiver=''
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      '  - name: '*) receiver=${line#  - name: } ;;
      '    '*) [ "$receiver" != slack ] || [ -n "${SLACK_ALERT_WEBHOOK:-}" ] || continue ;;
    esac
    case $line in
      'templates: ['*) [[ ${LOCALE:-pt-BR} == pt* ]] || line='templates: [templates/en.tmpl]' ;;
      # With nobody else to tell, SparkOne is better than silence.
      "      matchers: ['alertname !~ "*) [ -n "${SLACK_ALERT_WEBHOOK:-}$mail" ] || continue ;;
    esac
    printf '%s\n' "$line"
    case $line in
      '  - name: email') email_receiver ;;
      '  - name: heartbeat') heartbeat_receiver ;;
    esac
  done <"$here/alertmanager/alertmanager.yml"
}

# The committed rules, line by line, with their links where people can open them.
alert_rules() {
  local line runbooks=${RUNBOOK_BASE_URL:-} dashboards=${GRAFANA_URL:-http://localhost:3000}
  runbooks=${runbooks%/}
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      *' runbook_url: docs/'*) line=${line/docs\//${runbooks:+$runbooks/}docs/} ;;
      *' dashboard_url: http://localhost:3000/'*) line=${line/http:\/\/localhost:3000/${dashboards%/}} ;;
    esac
    printf '%s\n' "$line"
  done <"$here/prometheus/alerts.yml"
}

# put NAME TEXT: into the file that is there, not in its place: a container that has it mounted sees the new text.
put() {
  local file=$folder/$1
  # What Docker makes of a file that was not there when it was mounted.
  [ ! -d "$file" ] || rmdir -- "$file"
  if [ -f "$file" ] && printf '%s' "$2" | cmp -s -- - "$file"; then
    t "$1: igual" "$1: unchanged"
  else
    printf '%s' "$2" >"$file"
    t "$1: gravado" "$1: written"
  fi
  # The containers read it as users of their own; who else is on the machine is kept out by the folder.
  chmod 644 -- "$file"
}

config=$(alertmanager_config)
rules=$(alert_rules)
umask 077
mkdir -p -- "$folder"
chmod 700 -- "$folder"
put metrics_key "$API_KEY"
put sparkone_alerts_key "$API_KEY"
put slack_webhook "${SLACK_ALERT_WEBHOOK:-}"
put smtp_password "${SMTP_PASSWORD:-}"
put alertmanager.yml "$config"$'\n'
put alerts.yml "$rules"$'\n'

if [ -z "${SLACK_ALERT_WEBHOOK:-}$mail" ]; then
  t "Atenção: sem SLACK_ALERT_WEBHOOK e sem SMTP_HOST e FALLBACK_EMAIL, ninguém fica sabendo quando o próprio SparkOne parar." \
    "Mind: without SLACK_ALERT_WEBHOOK, and without SMTP_HOST and FALLBACK_EMAIL, nobody is told when SparkOne itself stops." >&2
fi
