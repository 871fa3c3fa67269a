#!/usr/bin/env bash
# Restores a backup beside the database and lets it take its place when it is proven whole. See --help.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=ops/lib/settings.sh
. "$here/lib/settings.sh"
# shellcheck source=ops/lib/manifest.sh
. "$here/lib/manifest.sh"
# shellcheck source=ops/lib/dump-file.sh
. "$here/lib/dump-file.sh"
# shellcheck source=ops/lib/fresh-database.sh
. "$here/lib/fresh-database.sh"
# shellcheck source=ops/lib/application.sh
. "$here/lib/application.sh"
# shellcheck source=ops/lib/swap.sh
. "$here/lib/swap.sh"

usage() {
  t "Uso: ops/restore.sh [OPÇÕES] ARQUIVO

Restaura ARQUIVO (.dump de ops/backup.sh, cifrado ou não, ou .sql do pg_dump) em um banco novo, compara com o manifesto
e só então troca os nomes dos dois bancos, em um instante. O anterior fica, com outro nome. Qualquer falha deixa o banco
em uso como estava, e a aplicação no ar. Depois, o envio de mensagens e os espelhos ficam em pausa até você os retomar.
O banco é o de DATABASE_URL ou, sem ela, o serviço postgres do Compose (COMPOSE_FILE, padrão: ops/staging-compose.yml).

  --yes               não pergunta (para scripts)
  --wait SEGUNDOS     quanto esperar por um backup em andamento (padrão: 0)
  --without-manifest  aceita um .dump sem manifesto
  AGE_IDENTITY_FILE   a chave que abre backups cifrados
  SPARKONE_COMMAND    como rodar o SparkOne fora do Compose e de um checkout

Saída: 0 restaurado · 1 falhou · 2 chamada errada, ou ninguém confirmou · 3 não é um backup do SparkOne · 4 danificado
ou cortado · 5 versão que não serve · 6 difere do manifesto, ou falta ele · 7 falta a chave, ou é outra · 8 restaurado,
mas o conteúdo não foi comparado (.sql sem manifesto) · 9 outro em andamento · 10 o SparkOne não funciona com ele; ou,
depois da troca, ainda não respondeu (a mensagem diz qual)." \
    "Usage: ops/restore.sh [OPTIONS] FILE

Restores FILE (a .dump of ops/backup.sh, encrypted or not, or a .sql of pg_dump) into a new database, compares it with
its manifest and only then swaps the names of the two, in an instant. The former one stays, under another name. Any
failure leaves the database in use as it was, and the application running. Afterwards sending and mirrors are paused until
you resume them. The database is the one of DATABASE_URL or, without it, the service postgres of Compose (COMPOSE_FILE,
default: ops/staging-compose.yml).

  --yes               does not ask (for scripts)
  --wait SECONDS      how long to wait for a backup under way (default: 0)
  --without-manifest  accepts a .dump without a manifest
  AGE_IDENTITY_FILE   the key that opens encrypted backups
  SPARKONE_COMMAND    how to run SparkOne outside of Compose and of a checkout

Exit code: 0 restored · 1 failed · 2 wrong call, or nobody confirmed · 3 not a backup of SparkOne · 4 damaged or cut
short · 5 a version that does not fit · 6 differs from its manifest, or has none · 7 the key is missing or another one ·
8 restored, but the contents were not compared (.sql without a manifest) · 9 another one is under way · 10 SparkOne does
not work with it; or, after the swap, has not answered yet (the message says which)."
}

wait=0 target='' is_sure='' needs_manifest=yes
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage && exit 0 ;;
    -y | --yes) is_sure=yes ;;
    --wait) wait=${2:-} && shift ;;
    --without-manifest) needs_manifest='' ;;
    -*) die "$USAGE" "Opção desconhecida: $1" "Unknown option: $1" ;;
    *)
      [ -z "$target" ] || die "$USAGE" "Só um arquivo por vez." "One file at a time."
      target=$1
      ;;
  esac
  shift || true
done
[[ $wait =~ ^[0-9]+$ ]] || die "$USAGE" "--wait espera segundos." "--wait takes seconds."
[ -n "$target" ] || die "$USAGE" "Falta o arquivo; veja --help." "The file is missing; see --help."

make_work_folder
take_lock "$backups" "$wait"
steps 5
open_database
step "Conferindo o arquivo ${target##*/}" "Checking the file ${target##*/}"
open_dump "$target" "$needs_manifest"

t "        Banco: $where. Backup: ${made_at:-sem manifesto}." "        Database: $where. Backup: ${made_at:-no manifest}." >&2
if [ -z "$is_sure" ]; then
  t "O backup toma o lugar do banco em uso, que fica guardado com outro nome. Continuar? [s/N]" \
    "The backup takes the place of the database in use, which is kept under another name. Continue? [y/N]" >&2
  IFS= read -r answer || answer=''
  case $answer in
    [sSyY] | [sS][iI][mM] | [yY][eE][sS]) ;;
    *) die "$USAGE" "Nada foi feito. Em scripts, use --yes." "Nothing was done. In scripts, use --yes." ;;
  esac
fi

began=$(date +%s)
step "Restaurando em um banco novo" "Restoring into a new database"
sweep_fresh restore
make_fresh "$(derived "restore_$(date -u +%Y%m%d%H%M%S)_$$")" || {
  told "$work/errors"
  die "$FAILED" "Não consigo criar o banco novo." "The new database cannot be made."
}
load_dump || why_not_loaded
adopt_fresh

step "Comparando com o manifesto" "Comparing with the manifest"
if [ -z "$manifest" ]; then
  t "        Sem manifesto: o conteúdo não é comparado." "        No manifest: the contents are not compared." >&2
elif ! matches_manifest "$fresh"; then
  die "$MISMATCH" "O backup difere do seu manifesto; o banco em uso não foi tocado." \
    "The backup differs from its manifest; the database in use was not touched."
fi

step "Preparando para esta versão do SparkOne" "Preparing it for this version of SparkOne"
if has_application; then
  ready_for_application || {
    told "$work/errors"
    die "$NOT_SERVING" "O SparkOne não funciona com este backup; o banco em uso não foi tocado." \
      "SparkOne does not work with this backup; the database in use was not touched."
  }
else
  t "        Não há SparkOne aqui: rode sparkone migrate depois." "        There is no SparkOne here: run sparkone migrate afterwards." >&2
fi

step "Trocando os bancos" "Swapping the databases"
kept=$(derived "before_$(date -u +%Y%m%d%H%M%S)")
if ! reconcile || ! swap "$kept"; then
  told "$work/errors"
  die "$FAILED" "A troca não foi possível; o banco em uso continua o mesmo." "They could not be swapped; the database in use is still the same."
fi
took=$(($(date +%s) - began))
t "        Notificações a caminho: $ended já tinham chegado ao fim, $untouched esperam em pausa, $unknown podem já ter saído e
        ficaram como não entregues (na caixa de entrada, com POST /notifications/ID/retry para enviar de novo)." \
  "        Notifications on their way: $ended had ended already, $untouched wait, $unknown may have left already and count as
        undelivered (in the inbox, with POST /notifications/ID/retry to send them again)." >&2
restart_application || {
  told "$work/errors"
  t "Anterior:  $kept" "Former:   $kept"
  die "$NOT_SERVING" "O banco foi restaurado, mas a aplicação ainda não respondeu: veja docker compose ps e docker compose logs api." \
    "The database was restored, but the application has not answered yet: see docker compose ps and docker compose logs api."
}
done_at_last "Restaurado em $took s: ${target##*/}" "Restored in $took s: ${target##*/}"
t "Anterior:  $kept (apague quando não precisar mais: DROP DATABASE \"$kept\")
Envio:     em pausa; confira e responda \"retomar\" ao SparkOne (ou POST /notifications/resume)
Espelhos:  em pausa; cada um começa lendo o que está lá fora (sparkone mirror resume)" \
  "Former:    $kept (drop it when you need it no more: DROP DATABASE \"$kept\")
Sending:   paused; look around and answer \"resume\" to SparkOne (or POST /notifications/resume)
Mirrors:   paused; each begins by reading what is outside (sparkone mirror resume)"
[ -n "$manifest" ] || exit "$NOT_COMPARED"
