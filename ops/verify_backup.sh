#!/usr/bin/env bash
# Proves a backup: restores it beside the database, compares it, boots SparkOne on it. See --help.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=ops/lib/settings.sh
. "$here/lib/settings.sh"
# shellcheck source=ops/lib/retention.sh
. "$here/lib/retention.sh"
# shellcheck source=ops/lib/manifest.sh
. "$here/lib/manifest.sh"
# shellcheck source=ops/lib/dump-file.sh
. "$here/lib/dump-file.sh"
# shellcheck source=ops/lib/fresh-database.sh
. "$here/lib/fresh-database.sh"
# shellcheck source=ops/lib/application.sh
. "$here/lib/application.sh"

usage() {
  t "Uso: ops/verify_backup.sh [OPÇÕES] [ARQUIVO | PASTA]

Prova um backup: restaura em um banco de rascunho no mesmo servidor, compara com o manifesto, inicia o SparkOne sobre
ele (sem integrações e sem worker: nada é enviado) e pede um resumo. O rascunho some no fim. Sem ARQUIVO, o backup mais
novo da PASTA (padrão: BACKUP_DIR, ou backups/ na raiz), que não pode ter mais de 26 horas. Um ARQUIVO mais velho que isso é
provado do mesmo modo, mas não vale como o backup verificado do dia.

  --max-age HORAS     recusa um backup mais velho
  --wait SEGUNDOS     quanto esperar por outro backup em andamento (padrão: 0)
  --without-manifest  aceita um .dump sem manifesto
  AGE_IDENTITY_FILE   a chave que abre backups cifrados
  SPARKONE_COMMAND    como iniciar o SparkOne fora do Compose e de um checkout
  TEXTFILE_DIR        onde ficam as métricas para o node-exporter (padrão: ops/textfile)

Saída: 0 provado · 1 falhou · 2 chamada errada · 3 não é um backup do SparkOne · 4 danificado ou cortado · 5 versão que
não serve · 6 difere do manifesto, ou falta ele, ou é velho demais · 7 falta a chave, ou é outra · 8 restaura e inicia,
mas o conteúdo não foi comparado (.sql sem manifesto) · 9 outro em andamento · 10 o SparkOne não respondeu sobre ele." \
    "Usage: ops/verify_backup.sh [OPTIONS] [FILE | FOLDER]

Proves a backup: restores it into a scratch database on the same server, compares it with its manifest, boots SparkOne
on it (no integrations and no worker: nothing is sent) and asks for a brief. The scratch database goes in the end.
Without FILE, the newest backup in FOLDER (default: BACKUP_DIR, or backups/ at the root), not older than 26 hours. A FILE
that is older is proven all the same, but does not count as the day's verified backup.

  --max-age HOURS     refuses an older backup
  --wait SECONDS      how long to wait for another backup under way (default: 0)
  --without-manifest  accepts a .dump without a manifest
  AGE_IDENTITY_FILE   the key that opens encrypted backups
  SPARKONE_COMMAND    how to start SparkOne outside of Compose and of a checkout
  TEXTFILE_DIR        where the metrics for node-exporter go (default: ops/textfile)

Exit code: 0 proven · 1 failed · 2 wrong call · 3 not a backup of SparkOne · 4 damaged or cut short · 5 a version that
does not fit · 6 differs from its manifest, or has none, or is too old · 7 the key is missing or another one · 8 restores
and boots, but the contents were not compared (.sql without a manifest) · 9 another one is under way · 10 SparkOne did
not answer on it."
}

# As the alerts have it: a day, and two hours for a late start.
readonly FRESH_HOURS=26
wait=0 target='' max_age='' needs_manifest=yes
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage && exit 0 ;;
    --wait) wait=${2:-} && shift ;;
    --max-age) max_age=${2:-} && shift ;;
    --without-manifest) needs_manifest='' ;;
    -*) die "$USAGE" "Opção desconhecida: $1" "Unknown option: $1" ;;
    *)
      [ -z "$target" ] || die "$USAGE" "Só um arquivo por vez." "One file at a time."
      target=$1
      ;;
  esac
  shift || true
done
[[ $wait$max_age =~ ^[0-9]+$ ]] || die "$USAGE" "Faltam números." "Numbers are missing."
target=${target:-$backups}
# Whether the result is one of the newest backup, and not of some file that somebody asked about.
counts=''
if [ -d "$target" ]; then
  counts=yes
  max_age=${max_age:-$FRESH_HOURS}
  newest=$(backups_in "$target" | head -n 1)
  target=${newest:-$(die "$FAILED" "Não há backup em $target." "There is no backup in $target.")} || exit
fi

make_work_folder
take_lock "$backups" "$wait"
# note_result: run_cleanups has the exit code as $code. Whoever cut it short learned nothing.
note_result() {
  if [ -z "$counts" ] || [ "$code" -gt 128 ]; then return; fi
  backup_metric last_verification_timestamp_seconds "$(date +%s)"
  backup_metric last_verification_exit_code "$code"
}
on_exit note_result
began=$(date +%s)
steps 4
open_database
step "Conferindo o arquivo ${target##*/}" "Checking the file ${target##*/}"
open_dump "$target" "$needs_manifest"
if [ -n "$max_age" ] && [ $((began - ${made_epoch:-0})) -gt $((max_age * 3600)) ]; then
  die "$MISMATCH" "O backup é de ${made_at:-data desconhecida}: tem mais de $max_age horas." \
    "The backup is of ${made_at:-an unknown date}: it is more than $max_age hours old."
fi

step "Restaurando em um banco de rascunho" "Restoring into a scratch database"
sweep_fresh verify
make_fresh "$(derived "verify_$(date -u +%Y%m%d%H%M%S)_$$")" || {
  told "$work/errors"
  die "$FAILED" "Não consigo criar o banco de rascunho." "The scratch database cannot be made."
}
load_dump || why_not_loaded
adopt_fresh

step "Comparando com o manifesto" "Comparing with the manifest"
if [ -z "$manifest" ]; then
  t "        Sem manifesto: o conteúdo não é comparado." "        No manifest: the contents are not compared." >&2
elif ! matches_manifest "$fresh"; then
  die "$MISMATCH" "O backup difere do seu manifesto." "The backup differs from its manifest."
fi

step "Iniciando o SparkOne sobre ele" "Booting SparkOne on it"
has_application || die "$NOT_SERVING" "Não há SparkOne aqui para iniciar: defina SPARKONE_COMMAND." \
  "There is no SparkOne here to boot: set SPARKONE_COMMAND."
query "$fresh" "$(<"$here/sql/pause.sql")" >/dev/null
application check "$fresh" || {
  told "$work/errors"
  die "$NOT_SERVING" "O SparkOne não respondeu sobre este backup." "SparkOne did not answer on this backup."
}

took=$(($(date +%s) - began))
if [ -z "$manifest" ]; then
  done_at_last "Restaura e inicia, em $took s; conteúdo não comparado" "It restores and boots, in $took s; contents not compared"
  exit "$NOT_COMPARED"
fi
# An old backup that is whole says nothing of those made since: it must not keep BackupUnverified quiet.
if [ $((began - made_epoch)) -le $((FRESH_HOURS * 3600)) ]; then
  counts=yes
  backup_metric last_verified_timestamp_seconds "$(date +%s)"
  backup_metric restore_seconds "$took"
else
  t "        Tem mais de $FRESH_HOURS horas: não vale como o backup verificado do dia." \
    "        It is more than $FRESH_HOURS hours old: it does not count as the day's verified backup." >&2
fi
done_at_last "Backup provado em $took s: ${target##*/}" "Backup proven in $took s: ${target##*/}"
