#!/usr/bin/env bash
# Asks a running SparkOne for what people rely on, one line for each answer. See --help.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib/messages.sh"

usage() {
  t "Uso: ops/smoke.sh [--key-file ARQUIVO] [--health-only] URL

Confere uma instalação no ar: saúde, métricas, resumo, console e tarefas (cria, lê, conclui e apaga a sua própria).
Uma linha por conferência; todas rodam, mesmo depois de uma falha.

  --key-file ARQUIVO  arquivo com a chave da API (senão, a variável API_KEY)
  --health-only       só a saúde, sem chave: para conferir de fora
  SMOKE_TIMEOUT       segundos de espera por resposta (padrão: 10)
  SMOKE_WAIT          segundos de espera até o endereço responder, antes de conferir (padrão: 0)

Saída: 0 tudo certo, 1 alguma conferência falhou, 2 chamada errada." \
    "Usage: ops/smoke.sh [--key-file FILE] [--health-only] URL

Checks a running installation: health, metrics, brief, console and tasks (creates, reads, completes and deletes its own).
One line a check; all of them run, also after a failure.

  --key-file FILE     a file that holds the API key (else the variable API_KEY)
  --health-only       health alone, without a key: to check from outside
  SMOKE_TIMEOUT       seconds to wait for an answer (default: 10)
  SMOKE_WAIT          seconds to wait until the address answers, before the checks (default: 0)

Exit code: 0 all is well, 1 a check failed, 2 wrong call."
}

refuse() {
  t "$@" >&2
  exit 2
}

key=${API_KEY:-} health_only='' base=''
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --health-only) health_only=yes ;;
    --key-file)
      [ -r "${2:-}" ] || refuse "Não consigo ler o arquivo da chave." "The key file cannot be read."
      key=$(<"$2")
      shift
      ;;
    -*) refuse "Opção desconhecida: $1" "Unknown option: $1" ;;
    *)
      [ -z "$base" ] || refuse "Só uma URL por vez." "One URL at a time."
      base=${1%/}
      ;;
  esac
  shift
done
[[ $base =~ ^https?://[^[:space:]]+$ ]] ||
  refuse "Falta a URL, por exemplo http://127.0.0.1:8000." "The URL is missing, for instance http://127.0.0.1:8000."
[[ $key =~ ^[[:space:]]*([^[:space:]]*)[[:space:]]*$ ]] || refuse "A chave tem espaços." "The key has spaces."
key=${BASH_REMATCH[1]}
[ -n "$key$health_only" ] ||
  refuse "Falta a chave: defina API_KEY ou use --key-file." "The key is missing: set API_KEY or use --key-file."

folder=$(mktemp -d)
failed=0 task='' asked=''
nonce="smoke-$$-$RANDOM$RANDOM"

# request METHOD PATH [JSON]: leaves the answer in $status, $type, $policy and $body. The key reaches curl over standard input.
request() {
  local extra=() said header='' quoted=${key//\\/\\\\}
  [ -z "${3:-}" ] || extra=(--header 'Content-Type: application/json' --data "$3")
  [ -n "$health_only" ] || header="header = \"Authorization: Bearer ${quoted//\"/\\\"}\""
  : >"$folder/body"
  : >"$folder/headers"
  # A server may be down, which is an answer too: its status is 000.
  said=$(printf '%s\n' "$header" |
    curl -q --config - --silent --max-time "${SMOKE_TIMEOUT:-10}" --output "$folder/body" --dump-header "$folder/headers" \
      --write-out '%{http_code} %{content_type}' --request "$1" "${extra[@]}" "$base$2" 2>/dev/null) || true
  status=${said%% *} type=${said#* }
  [ "$type" != "$said" ] || type=''
  body=$(tr -d '\0' <"$folder/body")
  policy=$(sed -n 's/\r$//; s/^content-security-policy: *//Ip' "$folder/headers")
}

good() { t "ok     $1" "ok     $2"; }

bad() {
  failed=$((failed + 1))
  t "FALHA  $1" "FAILED $2"
}

# check PORTUGUESE ENGLISH STATUS TYPE PATTERN: whether the last answer is the expected one. Its text is never shown.
check() {
  if [ "$status" = 000 ]; then
    bad "$1: sem resposta" "$2: no answer"
  elif [ "$status" != "$3" ]; then
    bad "$1: respondeu $status em vez de $3" "$2: answered $status instead of $3"
  elif [ -n "$4" ] && [ "${type%%;*}" != "$4" ]; then
    bad "$1: respondeu ${type:-sem tipo} em vez de $4" "$2: answered ${type:-no type} instead of $4"
  elif ! [[ $body =~ $5 ]]; then
    bad "$1: resposta com outro conteúdo" "$2: an answer with other contents"
  else
    good "$1" "$2"
    return 0
  fi
  return 1
}

# Whatever happened, the task goes: also one whose number never reached us.
clean_up() {
  if [ -z "$task" ] && [ -n "$asked" ]; then
    request GET "/tasks?q=$nonce"
    [[ $body =~ \"id\":([0-9]+) ]] && task=${BASH_REMATCH[1]}
  fi
  [ -z "$task" ] || request DELETE "/tasks/$task"
  rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

check_health() {
  request GET /health
  check "saúde" "health" 200 application/json '^\{"status":"ok",' || true
  request GET /health/ready
  check "saúde: pronto para atender" "health: ready" 200 application/json '^\{"status":"ready",' || true
  request GET /health/database
  check "saúde: banco de dados" "health: database" 200 application/json '"connected":true' || true
}

check_metrics() {
  request GET /metrics
  check "métricas" "metrics" 200 text/plain '(^|'$'\n'')sparkone_build_info\{' || true
}

check_brief() {
  request GET /brief/text
  check "resumo: texto" "brief: text" 200 text/plain '[^[:space:]]' || true
  request GET /brief/structured
  check "resumo: dados" "brief: data" 200 application/json '^\{.*"summary":\{.*\}$' || true
}

# Without its policy the page is not the one that SparkOne serves, or a proxy takes away what guards it.
check_console() {
  request GET /web/sign-in
  if check "console: página de entrada" "console: sign-in page" 200 text/html '<form '; then
    if [[ $policy == *"default-src 'none'"*"frame-ancestors 'none'"* ]]; then
      good "console: política de segurança" "console: security policy"
    else
      bad "console: política de segurança: não veio" "console: security policy: did not come"
    fi
  fi
}

check_tasks() {
  asked=yes
  request POST /tasks "{\"title\":\"$nonce\"}"
  if ! check "tarefas: criar" "tasks: create" 201 application/json '^\{.*"id":[0-9]+,.*\}$'; then
    bad "tarefas: ler, concluir e apagar: nada foi criado" "tasks: read, complete, delete: nothing was created"
    return
  fi
  [[ $body =~ \"id\":([0-9]+) ]] && task=${BASH_REMATCH[1]}
  request GET "/tasks/$task"
  check "tarefas: ler" "tasks: read" 200 application/json "^\{.*\"id\":$task,.*\"title\":\"$nonce\"" || true
  request PATCH "/tasks/$task/status" '{"status":"completed"}'
  check "tarefas: concluir" "tasks: complete" 200 application/json '"status":"completed"' || true
  request DELETE "/tasks/$task"
  check "tarefas: apagar" "tasks: delete" 204 '' '^$' || true
  request GET "/tasks/$task"
  check "tarefas: não existe mais" "tasks: gone" 404 application/problem+json '"status":404' && task='' asked=''
  return 0
}

# A first certificate takes a moment.
until
  request GET /health/live
  [ "$status" = 200 ] || [ "$SECONDS" -ge "${SMOKE_WAIT:-0}" ]
do
  sleep 1
done

check_health
if [ -z "$health_only" ]; then
  check_metrics
  check_brief
  check_console
  check_tasks
fi
if [ "$failed" -gt 0 ]; then
  t "$base: $failed conferências falharam." "$base: $failed checks failed."
  exit 1
fi
t "$base: tudo certo." "$base: all is well."
