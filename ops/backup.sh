#!/usr/bin/env bash
# Backs up the database with a manifest of what it holds. See --help.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=ops/lib/settings.sh
. "$here/lib/settings.sh"
# shellcheck source=ops/lib/snapshot.sh
. "$here/lib/snapshot.sh"
# shellcheck source=ops/lib/retention.sh
. "$here/lib/retention.sh"
# shellcheck source=ops/lib/offsite.sh
. "$here/lib/offsite.sh"

usage() {
  t "Uso: ops/backup.sh [--wait SEGUNDOS] [PASTA]

Faz um backup do PostgreSQL em PASTA (padrão: BACKUP_DIR, ou backups/ na raiz), com um manifesto ao lado: tabelas,
linhas, somas do conteúdo, sequências e migração, tirados no mesmo instante. O banco é o de DATABASE_URL ou, sem ela,
o serviço postgres do Compose (COMPOSE_FILE, padrão: ops/staging-compose.yml). As variáveis também valem no .env.

  --wait SEGUNDOS    quanto esperar por outro backup em andamento (padrão: 0)
  AGE_RECIPIENT      cifra o backup com age para esta chave pública (várias: separadas por espaço)
  RESTIC_REPOSITORY  copia também para este repositório do restic (com RESTIC_PASSWORD ou RESTIC_PASSWORD_FILE)
  KEEP_DAYS, KEEP_WEEKS, KEEP_MONTHS  o que fica: tudo dos últimos dias (7), um por semana (4), um por mês (6)
  TEXTFILE_DIR       onde fica a métrica para o node-exporter (padrão: ops/textfile)

Saída: 0 feito, 1 falhou (nada fica pela metade), 2 chamada errada, 9 outro em andamento." \
    "Usage: ops/backup.sh [--wait SECONDS] [FOLDER]

Backs up PostgreSQL into FOLDER (default: BACKUP_DIR, or backups/ at the root), with a manifest beside it: tables, rows,
checksums of the contents, sequences and migration, all of one moment. The database is the one of DATABASE_URL or,
without it, the service postgres of Compose (COMPOSE_FILE, default: ops/staging-compose.yml). The variables may also
stand in .env.

  --wait SECONDS     how long to wait for another backup under way (default: 0)
  AGE_RECIPIENT      encrypts the backup with age for this public key (several: separated by spaces)
  RESTIC_REPOSITORY  also copies it to this repository of restic (with RESTIC_PASSWORD or RESTIC_PASSWORD_FILE)
  KEEP_DAYS, KEEP_WEEKS, KEEP_MONTHS  what stays: all of the last days (7), one a week (4), one a month (6)
  TEXTFILE_DIR       where the metric for node-exporter goes (default: ops/textfile)

Exit code: 0 done, 1 failed (nothing is left half done), 2 wrong call, 9 another one is under way."
}

wait=0 folder=''
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage && exit 0 ;;
    --wait) wait=${2:-} && shift ;;
    -*) die "$USAGE" "Opção desconhecida: $1" "Unknown option: $1" ;;
    *)
      [ -z "$folder" ] || die "$USAGE" "Só uma pasta por vez." "One folder at a time."
      folder=$1
      ;;
  esac
  shift || true
done
[[ $wait =~ ^[0-9]+$ ]] || die "$USAGE" "--wait espera segundos." "--wait takes seconds."
# Before anything is made: what is to go would else be asked with the backup already there.
for name in KEEP_DAYS KEEP_WEEKS KEEP_MONTHS; do
  [[ ${!name:-0} =~ ^[0-9]{1,4}$ ]] || die "$USAGE" "$name não é um número." "$name is not a number."
done
folder=${folder:-$backups}
[ ! -e "$folder" ] || [ -d "$folder" ] || die "$USAGE" "$folder não é uma pasta." "$folder is not a folder."

umask 077
make_work_folder
mkdir -p -- "$folder" 2>"$work/errors" || die "$FAILED" "Não consigo criar a pasta $folder." "The folder $folder cannot be made."
folder=$(cd -- "$folder" && pwd)
take_lock "$folder" "$wait"
# What an earlier run left that was killed: the lock says that nobody is at it any more.
rm -f -- "$folder"/.sparkone-*.part "$folder"/.sparkone-*.part.manifest

broke() {
  cat -- "$work"/errors* >"$work/all-errors" 2>/dev/null || true
  told "$work/all-errors"
  die "$FAILED" "O backup falhou: $1" "The backup failed: $2"
}

steps $((4 + ${RESTIC_REPOSITORY:+1} + 0))
open_database
step "Banco: $where, PostgreSQL $server_version" "Database: $where, PostgreSQL $server_version"
open_snapshot || broke "não consegui ler o banco." "the database could not be read."

name=sparkone-$(date -u +%Y%m%dT%H%M%SZ).dump${AGE_RECIPIENT:+.age}
[ ! -e "$folder/$name" ] || broke "$name já existe." "$name is already there."
draft=$folder/.$name.part
on_exit rm -f -- "$draft" "$draft.manifest"

encrypted() {
  local recipient recipients=()
  for recipient in ${AGE_RECIPIENT:-}; do recipients+=(--recipient "$recipient"); done
  if [ ${#recipients[@]} -eq 0 ]; then cat; else age "${recipients[@]}" 2>"$work/errors-age"; fi
}

step "Copiando para $name" "Copying to $name"
pg "$database" pg_dump --format=custom --snapshot="$snapshot" --lock-wait-timeout=60s 2>"$work/errors" </dev/null |
  encrypted >"$draft" || broke "a cópia não se completou (disco cheio?)." "the copy was not completed (disk full?)."

step "Escrevendo o manifesto" "Writing the manifest"
if ! compose_manifest "$draft" "$name" >"$draft.manifest" || ! grep -q '"sha256"' "$draft.manifest"; then
  broke "o manifesto não se completou." "the manifest was not completed."
fi
sync -- "$draft" "$draft.manifest"
# The manifest first: a backup that is there is complete.
mv -- "$draft.manifest" "$folder/$name.manifest.json"
mv -- "$draft" "$folder/$name"
sync -- "$folder"

if [ -n "${RESTIC_REPOSITORY:-}" ]; then
  step "Copiando para fora (restic)" "Copying off-site (restic)"
  copy_offsite "$folder/$name" "$folder/$name.manifest.json" ||
    broke "$folder/$name está pronto, mas a cópia externa não." "$folder/$name is ready, but its off-site copy is not."
fi

step "Apagando os antigos" "Deleting old ones"
keep_recent "$folder"
drop_orphans "$folder"
backup_metric last_size_bytes "$(stat -c %s -- "$folder/$name")"
backup_metric last_success_timestamp_seconds "$(date +%s)"
done_at_last "Backup pronto: $name, $(du -h -- "$folder/$name" | cut -f 1)" "Backup ready: $name, $(du -h -- "$folder/$name" | cut -f 1)"

prefix=''
[ "$over" = url ] || prefix="COMPOSE_FILE=$(printf %q "$compose_file") "
t "Arquivo:   $folder/$name" "File:    $folder/$name"
t "Verificar: $prefix$(printf '%q %q' "$here/verify_backup.sh" "$folder/$name")" \
  "Verify:  $prefix$(printf '%q %q' "$here/verify_backup.sh" "$folder/$name")"
t "Restaurar: $prefix$(printf '%q %q' "$here/restore.sh" "$folder/$name")" \
  "Restore: $prefix$(printf '%q %q' "$here/restore.sh" "$folder/$name")"
