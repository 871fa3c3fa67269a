# shellcheck shell=bash disable=SC2154,SC2034
# Sourced by backup.sh: a copy elsewhere, with restic, which encrypts it. Its password comes from the environment alone.

# copy_offsite FILE…: into RESTIC_REPOSITORY, which is made at the first time; then what is too old there goes.
copy_offsite() {
  command -v restic >/dev/null || {
    t "Falta o programa restic (Debian: apt-get install restic)." "The program restic is missing (Debian: apt-get install restic)." >&2
    return 1
  }
  {
    restic cat config >/dev/null 2>&1 || restic init
    restic backup --host sparkone --tag sparkone -- "$@"
    restic forget --host sparkone --tag sparkone --group-by host,tags --keep-daily "${KEEP_DAYS:-7}" \
      --keep-weekly "${KEEP_WEEKS:-4}" --keep-monthly "${KEEP_MONTHS:-6}" --prune
  } >/dev/null 2>"$work/errors" </dev/null
}
