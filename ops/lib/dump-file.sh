# shellcheck shell=bash disable=SC2154,SC2034
# Sourced by restore.sh and verify_backup.sh: what a file is, whether it is whole, and its contents as a stream.

# open_dump FILE MANIFEST-NEEDED: refuses with its own exit code whatever is not a whole dump that fits this server. Sets
# $dump, $kind (custom or plain) and $manifest (empty: there is none).
open_dump() {
  dump=$1 manifest='' kind=''
  [ -f "$dump" ] || die "$USAGE" "O arquivo não existe: $dump" "There is no such file: $dump"
  [ -r "$dump" ] || die "$USAGE" "Não posso ler $dump." "$dump cannot be read."
  [ -s "$dump" ] || die "$NOT_A_DUMP" "O arquivo está vazio." "The file is empty."
  is_encrypted=''
  [ "$(head -c 18 -- "$dump" | tr -d '\0')" != age-encryption.org ] || is_encrypted=yes
  if [ -z "$is_encrypted" ]; then find_kind; fi
  if [ -f "$dump.manifest.json" ]; then
    manifest=$dump.manifest.json
    check_sum
  fi
  if [ -n "$is_encrypted" ]; then check_key && find_kind; fi
  "check_$kind"
  [ -n "$manifest" ] || [ "$kind" = plain ] || [ -z "$2" ] ||
    die "$MISMATCH" "Falta o manifesto $dump.manifest.json; sem ele, use --without-manifest." \
      "The manifest $dump.manifest.json is missing; to go without it, use --without-manifest."
}

# contents: the dump as pg_dump wrote it.
contents() {
  if [ -n "$is_encrypted" ]; then
    age --decrypt --identity "${AGE_IDENTITY_FILE:-}" -- "$dump" 2>"$work/errors-age"
  else
    cat -- "$dump"
  fi
}

find_kind() {
  # head leaves early, which is no failure of whoever feeds it.
  (contents || true) 2>/dev/null | head -c 4096 | tr -d '\0' >"$work/head" || true
  case $(<"$work/head") in
    PGDMP*) kind=custom ;;
    *'-- PostgreSQL database dump'*) kind=plain ;;
    *) die "$NOT_A_DUMP" "Isto não é um backup: nem o formato do pg_dump (.dump), nem o SQL dele (.sql)." \
      "This is not a backup: neither pg_dump's own format (.dump) nor its SQL (.sql)." ;;
  esac
}

check_sum() {
  local sum
  read_manifest || die "$MISMATCH" "O manifesto está danificado: $manifest" "The manifest is damaged: $manifest"
  sum=$(sha256sum <"$dump")
  [ "${sum%% *} $(stat --format=%s -- "$dump")" = "$expected_sum $expected_bytes" ] ||
    die "$DAMAGED" "O arquivo não é o que o manifesto descreve: está danificado, cortado ou trocado." \
      "The file is not the one the manifest describes: it is damaged, cut short or another one."
}

check_key() {
  command -v age >/dev/null || die "$NO_KEY" "Falta o programa age (Debian: apt-get install age)." \
    "The program age is missing (Debian: apt-get install age)."
  [ -r "${AGE_IDENTITY_FILE:-}" ] || die "$NO_KEY" "O backup está cifrado: AGE_IDENTITY_FILE deve apontar para a chave." \
    "The backup is encrypted: AGE_IDENTITY_FILE has to name the key's file."
  contents >/dev/null && return 0
  if grep -q -i 'no identity matched\|identit' "$work/errors-age"; then
    die "$NO_KEY" "A chave em AGE_IDENTITY_FILE não abre este backup." "The key in AGE_IDENTITY_FILE does not open this backup."
  fi
  die "$DAMAGED" "O arquivo cifrado está danificado ou cortado." "The encrypted file is damaged or cut short."
}

check_custom() {
  # It reads no further than the list, which is no failure of whoever feeds it.
  if ! { contents 2>/dev/null || true; } | pg postgres pg_restore --list >"$work/list" 2>"$work/errors"; then
    if grep -q 'unsupported version' "$work/errors"; then
      die "$WRONG_VERSION" "O backup é de um pg_dump mais novo que este pg_restore." \
        "The backup was made by a pg_dump newer than this pg_restore."
    fi
    die "$DAMAGED" "O arquivo está danificado ou cortado." "The file is damaged or cut short."
  fi
  check_version "$(sed -n 's/^; *Dumped from database version: //p' "$work/list")"
}

check_plain() {
  # After the line comes at most what pg_dump ends with since 2025.
  contents | tail -n 8 | grep -q '^-- PostgreSQL database dump complete$' ||
    die "$DAMAGED" "O arquivo está cortado: falta a linha final do pg_dump." "The file is cut short: pg_dump's last line is missing."
  check_version "$(sed -n 's/^-- Dumped from database version //p' "$work/head")"
}

# check_version VERSION: a dump goes to the same PostgreSQL or a newer one, never to an older one.
check_version() {
  [[ $1 =~ ^[0-9]+ ]] || die "$NOT_A_DUMP" "O arquivo não diz de que PostgreSQL veio." "The file does not say which PostgreSQL it is from."
  [ "${BASH_REMATCH[0]}" -le "$server_major" ] ||
    die "$WRONG_VERSION" "O backup é do PostgreSQL ${1%% *} e o servidor é o $server_version: é preciso um igual ou mais novo." \
      "The backup is from PostgreSQL ${1%% *} and the server is $server_version: it takes the same or a newer one."
  [ -z "$manifest" ] || [ "${expected_version%% *}" = "${1%% *}" ] ||
    die "$MISMATCH" "O manifesto é de outro PostgreSQL." "The manifest is from another PostgreSQL."
}
