# shellcheck shell=bash disable=SC2154,SC2034
# Sourced by the scripts on backups: what node-exporter's textfile collector reads.

# backup_metric NAME VALUE: sets one metric of sparkone_backup.prom and keeps the others. The file changes all at once.
backup_metric() {
  local folder=${TEXTFILE_DIR:-$here/textfile} name=sparkone_backup_$1 help draft
  case $1 in
    last_success_timestamp_seconds) help='When the last backup was made.' ;;
    last_size_bytes) help='How large the last backup is.' ;;
    last_verification_timestamp_seconds) help='When the newest backup was last put to the proof, whatever came of it.' ;;
    last_verification_exit_code) help='How that ended: 0 proven, else what verify_backup.sh --help says.' ;;
    last_verified_timestamp_seconds) help='When a backup of its day was last restored, compared and booted.' ;;
    restore_seconds) help='How long restoring and comparing the last verified backup took.' ;;
  esac
  mkdir -p -- "$folder"
  draft=$(mktemp "$folder/.sparkone_backup.XXXXXX")
  # A lock of its own: the folder may be that of the backups, whose lock this process already holds.
  (
    flock 8
    {
      if [ -e "$folder/sparkone_backup.prom" ]; then grep -v -w -- "$name" "$folder/sparkone_backup.prom" || true; fi
      printf '# HELP %s %s\n# TYPE %s gauge\n%s %s\n' "$name" "$help" "$name" "$name" "$2"
    } >"$draft"
    chmod 644 "$draft"
    mv -f -- "$draft" "$folder/sparkone_backup.prom"
  ) 8>>"$folder/.sparkone_backup.lock"
}
