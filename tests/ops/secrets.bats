#!/usr/bin/env bats

setup() {
  ops=$BATS_TEST_DIRNAME/../../ops
  home="$BATS_TEST_TMPDIR/a server"
  mkdir -p "$home/ops"
  cp -r "$ops/secrets.sh" "$ops/lib" "$ops/alertmanager" "$ops/prometheus" "$home/ops/"
  out=$home/ops/secrets
}

# secrets [NAME=VALUE…] [-- ARGUMENT…]: as cron would run it.
secrets() {
  local given=()
  while [ $# -gt 0 ] && [ "$1" != -- ]; do given+=("$1") && shift; done
  [ $# -eq 0 ] || shift
  run env -i PATH=/usr/bin:/bin "${given[@]}" "$home/ops/secrets.sh" "$@" </dev/null
}

yaml() { grep -A20 -- "- name: $1\$" "$out/alertmanager.yml" | sed '1d;/^  - name/,$d'; }

@test "secrets: each value lands in its file, from the .env beside ops" {
  printf '%s\n' API_KEY=key-0123456789abcdef 'SLACK_ALERT_WEBHOOK="https://hooks.example/T1"' SMTP_PASSWORD=pass >"$home/.env"
  secrets
  [ "$status" -eq 0 ]
  [ "$(cat "$out/metrics_key")" = key-0123456789abcdef ]
  [ "$(cat "$out/sparkone_alerts_key")" = key-0123456789abcdef ]
  [ "$(cat "$out/slack_webhook")" = https://hooks.example/T1 ]
  [ "$(cat "$out/smtp_password")" = pass ]
}

@test "secrets: the environment wins over the file" {
  echo 'API_KEY=from-the-file-0000' >"$home/.env"
  secrets API_KEY=from-the-environment
  [ "$(cat "$out/metrics_key")" = from-the-environment ]
}

@test "secrets: no value is ever printed" {
  secrets API_KEY=canary-1 SLACK_ALERT_WEBHOOK=https://canary-2 SMTP_HOST=canary-3 SMTP_PASSWORD=canary-4 \
    SMTP_FROM=canary-5@example.com FALLBACK_EMAIL=canary-6@example.com WATCHDOG_URL=https://canary-7
  [ "$status" -eq 0 ]
  [[ $output != *canary* ]]
  secrets API_KEY=canary-1 SLACK_ALERT_WEBHOOK=canary-2
  [ "$status" -eq 2 ]
  [[ $output == *SLACK_ALERT_WEBHOOK* && $output != *canary* ]]
}

@test "secrets: nobody else on the machine gets into the folder, and the containers can read the files" {
  secrets API_KEY=key
  [ "$(stat -c %a "$out")" = 700 ]
  [ "$(stat -c %a "$out"/* | sort -u)" = 644 ]
}

@test "secrets: a second run changes nothing, and a container that has a file mounted sees the next text" {
  secrets API_KEY=key
  before=$(stat -c '%i %y' "$out"/*)
  secrets API_KEY=key
  [[ $output != *gravado* ]]
  [ "$(stat -c '%i %y' "$out"/*)" = "$before" ]
  inode=$(stat -c %i "$out/metrics_key")
  secrets API_KEY=another-key
  [[ $output == *"metrics_key: gravado"* ]]
  [ "$(stat -c %i "$out/metrics_key")" = "$inode" ]
  [ "$(cat "$out/metrics_key")" = another-key ]
}

@test "secrets: a folder that Docker made in place of a file gives way" {
  mkdir -p "$out/slack_webhook"
  secrets API_KEY=key SLACK_ALERT_WEBHOOK=https://hooks.example/T1
  [ "$status" -eq 0 ]
  [ -f "$out/slack_webhook" ]
}

@test "secrets: without API_KEY nothing is written" {
  secrets SLACK_ALERT_WEBHOOK=https://hooks.example/T1
  [ "$status" -eq 2 ]
  [[ $output == *API_KEY* ]]
  [ ! -e "$out" ]
}

@test "secrets: without the committed configuration nothing is written" {
  rm "$home/ops/alertmanager/alertmanager.yml"
  secrets API_KEY=key
  [ "$status" -eq 1 ]
  [ ! -e "$out" ]
}

@test "secrets: with Slack alone the committed configuration is what runs" {
  secrets API_KEY=key SLACK_ALERT_WEBHOOK=https://hooks.example/T1
  diff "$home/ops/alertmanager/alertmanager.yml" "$out/alertmanager.yml"
}

@test "secrets: without SLACK_ALERT_WEBHOOK no receiver speaks of Slack" {
  secrets API_KEY=key SMTP_HOST=mail.example SMTP_FROM=a@example.com FALLBACK_EMAIL=b@example.com
  [ -z "$(yaml slack)" ]
  [ -f "$out/slack_webhook" ] && [ ! -s "$out/slack_webhook" ]
  grep -q 'alertname !~ "DatabaseDown' "$out/alertmanager.yml"
}

@test "secrets: with nobody else to tell, SparkOne is told even of itself, and the operator is warned" {
  secrets API_KEY=key
  [ "$status" -eq 0 ]
  [[ $output == *"ninguém fica sabendo"* ]]
  [ "$(grep -c 'alertname !~' "$out/alertmanager.yml")" -eq 0 ]
  secrets API_KEY=key LOCALE=en
  [[ $output == *"nobody is told"* ]]
}

@test "secrets: the e-mail of Alertmanager follows SMTP_ and FALLBACK_EMAIL" {
  secrets API_KEY=key SMTP_HOST=mail.example SMTP_USERNAME="o'hara@example.com" FALLBACK_EMAIL=b@example.com
  [[ $(yaml email) == *"smarthost: 'mail.example:587'"*"require_tls: true"*"auth_username: 'o''hara@example.com'"* ]]
  [[ $(yaml email) == *"from: 'o''hara@example.com'"* ]]
  secrets API_KEY=key SMTP_HOST=mail.example SMTP_SECURITY=tls SMTP_FROM=a@example.com FALLBACK_EMAIL=b@example.com
  [[ $(yaml email) == *"smarthost: 'mail.example:465'"*"require_tls: false"* ]]
  [[ $(yaml email) != *auth_username* ]]
  secrets API_KEY=key SMTP_HOST=mail.example SMTP_FROM=a@example.com
  [ -z "$(yaml email)" ]
}

@test "secrets: TLS on a port that Alertmanager cannot speak is said, and stops nothing" {
  secrets API_KEY=key SMTP_HOST=m SMTP_PORT=8465 SMTP_SECURITY=tls SMTP_FROM=a@example.com FALLBACK_EMAIL=b@example.com
  [ "$status" -eq 0 ]
  [ -z "$(yaml email)" ]
  [[ $output == *465* ]]
}

@test "secrets: the heartbeat goes to WATCHDOG_URL alone" {
  secrets API_KEY=key
  [ -z "$(yaml heartbeat)" ]
  secrets API_KEY=key WATCHDOG_URL=https://beat.example/1
  [[ $(yaml heartbeat) == *"url: 'https://beat.example/1'"* ]]
}

@test "secrets: LOCALE chooses the language of the messages" {
  secrets API_KEY=key LOCALE=en
  grep -q '^templates: \[templates/en.tmpl\]$' "$out/alertmanager.yml"
  secrets API_KEY=key
  grep -q '^templates: \[templates/pt-BR.tmpl\]$' "$out/alertmanager.yml"
}

@test "secrets: alerts link where RUNBOOK_BASE_URL and GRAFANA_URL say, and the repository's own places otherwise" {
  secrets API_KEY=key
  diff "$home/ops/prometheus/alerts.yml" "$out/alerts.yml"
  secrets API_KEY=key RUNBOOK_BASE_URL=https://forge.example/you/repo/blob/main/ GRAFANA_URL=https://g.example/
  grep -q -x ' *runbook_url: https://forge.example/you/repo/blob/main/docs/operacao.md#disco-cheio' "$out/alerts.yml"
  grep -q -x ' *dashboard_url: https://g.example/d/sparkone-overview' "$out/alerts.yml"
  [ "$(grep -c -E 'runbook_url: docs|localhost:3000' "$out/alerts.yml")" -eq 0 ]
}

@test "secrets: a link that rules could read as something else is refused" {
  local link
  for link in docs 'https://a b' 'https://a"' 'https://{{.}}' 'https://a#b' "https://a'"; do
    secrets API_KEY=key RUNBOOK_BASE_URL="$link"
    [ "$status" -eq 2 ]
    [[ $output == *RUNBOOK_BASE_URL* ]]
  done
  [ ! -e "$out" ]
}

@test "secrets: a value with a line end cannot add lines to the configuration" {
  secrets API_KEY=key FALLBACK_EMAIL=$'a@example.com\n  - name: evil' SMTP_HOST=m SMTP_FROM=a@example.com
  [ "$status" -eq 2 ]
  [[ $output == *FALLBACK_EMAIL* && $output != *evil* ]]
}

@test "secrets: the help speaks Portuguese, and English where LOCALE says so" {
  secrets -- --help
  [ "$status" -eq 0 ]
  [[ $output == Uso:* ]]
  secrets LOCALE=en -- --help
  [[ $output == Usage:* ]]
  secrets -- --nonsense
  [ "$status" -eq 2 ]
}
