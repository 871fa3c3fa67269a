# shellcheck shell=bash disable=SC2154,SC2034
# Sourced by the scripts on backups, after $here: what they share and what they are told by the environment and by .env.

# shellcheck source=ops/lib/messages.sh
. "$here/lib/messages.sh"
# shellcheck source=ops/lib/env.sh
. "$here/lib/env.sh"
# shellcheck source=ops/lib/steps.sh
. "$here/lib/steps.sh"
# shellcheck source=ops/lib/database.sh
. "$here/lib/database.sh"
# shellcheck source=ops/lib/metrics.sh
. "$here/lib/metrics.sh"

root=$(cd -- "$here/.." && pwd)
env_default "${ENV_FILE:-$root/.env}" LOCALE DATABASE_URL DATABASE_URL_FILE COMPOSE_FILE BACKUP_DIR TEXTFILE_DIR \
  KEEP_DAYS KEEP_WEEKS KEEP_MONTHS AGE_RECIPIENT AGE_IDENTITY_FILE RESTIC_REPOSITORY RESTIC_REPOSITORY_FILE \
  RESTIC_PASSWORD RESTIC_PASSWORD_FILE AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_DEFAULT_REGION \
  B2_ACCOUNT_ID B2_ACCOUNT_KEY

compose_file=${COMPOSE_FILE:-$here/staging-compose.yml}
case $compose_file in
  /*) ;;
  *) if [ -e "$compose_file" ]; then compose_file=$PWD/$compose_file; else compose_file=$root/$compose_file; fi ;;
esac
# Compose would read it as well, and from another folder.
unset COMPOSE_FILE
backups=${BACKUP_DIR:-$root/backups}
# A relative one is meant from where SparkOne lies, wherever cron starts us.
case $backups in /*) ;; *) backups=$root/$backups ;; esac
