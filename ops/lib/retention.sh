# shellcheck shell=bash
# Sourced by backup.sh: which backups stay. Only files that carry a name of ours are ever looked at.

# backups_in FOLDER: the backups there, the newest first.
backups_in() {
  find "$1" -maxdepth 1 -type f -regextype posix-extended \
    -regex '.*/sparkone-[0-9]{8}T[0-9]{6}Z\.dump(\.age)?' | sort --reverse
}

# drop_orphans FOLDER: manifests whose backup never came, because its run was killed between the two.
drop_orphans() {
  local manifest
  while IFS= read -r manifest; do
    [ -e "${manifest%.manifest.json}" ] || rm -f -- "$manifest"
  done < <(find "$1" -maxdepth 1 -type f -regextype posix-extended \
    -regex '.*/sparkone-[0-9]{8}T[0-9]{6}Z\.dump(\.age)?\.manifest\.json')
}

# keep_recent FOLDER: everything of the last KEEP_DAYS days, the newest of each of KEEP_WEEKS weeks and of each of
# KEEP_MONTHS months before; the rest goes. The newest backup always stays.
keep_recent() {
  local file stamp day week month oldest weeks=' ' months=' '
  oldest=$(date -u -d "-${KEEP_DAYS:-7} days" +%Y%m%dT%H%M%SZ)
  while IFS= read -r file; do
    stamp=${file##*/sparkone-} stamp=${stamp%%.*} day=${stamp%T*}
    [[ $stamp < $oldest ]] || continue
    week=$(date -u -d "$day" +%G-%V) month=${day:0:6}
    if [[ $weeks != *" $week "* ]] && [ "$(wc -w <<<"$weeks")" -lt "${KEEP_WEEKS:-4}" ]; then
      weeks+="$week "
    elif [[ $months != *" $month "* ]] && [ "$(wc -w <<<"$months")" -lt "${KEEP_MONTHS:-6}" ]; then
      months+="$month "
    else
      rm -f -- "$file" "$file.manifest.json"
    fi
  done < <(backups_in "$1" | tail -n +2)
}
