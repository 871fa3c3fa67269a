# shellcheck shell=bash disable=SC2154,SC2034
# Sourced by restore.sh and verify_backup.sh: reads a manifest and holds a restored database against it.

# with_manifest: sets :manifest for the statements that follow. As Base64, because nothing in a file may become a command.
with_manifest() {
  printf "\\\\set encoded '%s'\n" "$(base64 --wrap=0 <"$manifest")"
  printf "select convert_from(decode(:'encoded', 'base64'), 'UTF8') as manifest\n\\\\gset\n"
}

# read_manifest: sets $expected_sum, $expected_bytes, $expected_version, $made_at and $made_epoch. Fails when it is not one.
read_manifest() {
  local line
  line=$({ with_manifest && cat -- "$here/sql/read-manifest.sql"; } | sql postgres 2>"$work/errors") && [ -n "$line" ] ||
    return 1
  IFS=$'\t' read -r expected_sum expected_bytes expected_version made_at made_epoch <<<"$line"
}

# matches_manifest DATABASE: says each difference; fails when there is any, or when it could not compare.
matches_manifest() {
  local what name expected found compared='' differences=0
  {
    printf 'begin isolation level repeatable read read only;\n'
    with_manifest
    cat -- "$here/sql/manifest.sql" "$here/sql/sequences.sql" "$here/sql/compare.sql"
  } | sql "$1" >"$work/differences" 2>"$work/errors" || { told "$work/errors" && return 1; }
  # Not a tab, of which several count as one.
  while IFS=$'\x1f' read -r what name expected found; do
    case $what in
      compared)
        compared=yes
        [ "$differences" -gt 0 ] || t "        $name tabelas, $expected linhas e $found sequências conferem." \
          "        $name tables, $expected rows and $found sequences match." >&2
        continue
        ;;
      missing) t "        falta a tabela $name ($expected linhas)" "        table $name is missing ($expected rows)" ;;
      extra) t "        a tabela $name não está no manifesto" "        table $name is not in the manifest" ;;
      rows) t "        $name: $found linhas em vez de $expected" "        $name: $found rows instead of $expected" ;;
      checksum) t "        $name: o conteúdo é outro" "        $name: the contents differ" ;;
      shape) t "        $name: a estrutura é outra" "        $name: the structure differs" ;;
      sequence) t "        sequência $name: $found em vez de $expected" "        sequence $name: $found instead of $expected" ;;
      migration) t "        a migração é outra" "        the migration differs" ;;
      *) t "        diferença desconhecida" "        unknown difference" ;;
    esac >&2
    differences=$((differences + 1))
  done < <(tr '\t' '\037' <"$work/differences")
  [ -n "$compared" ] && [ "$differences" -eq 0 ]
}
