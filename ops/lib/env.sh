# shellcheck shell=bash
# Sourced by the scripts of ops/: reads NAME=VALUE files, which are data and are never run as shell.

# env_value NAME FILE: prints the value of NAME, as Compose and Node would read the file; fails when it is not there.
# The last of several wins. Quotes around a value go, and so does a comment after an unquoted one.
env_value() {
  local line value='' found=''
  [ -r "$2" ] || return 1
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    [[ $line =~ ^[[:space:]]*(export[[:space:]]+)?"$1"[[:space:]]*=[[:space:]]*(.*)$ ]] || continue
    value=${BASH_REMATCH[2]} found=yes
    if [[ $value =~ ^\'([^\']*)\' ]] || [[ $value =~ ^\"([^\"]*)\" ]]; then
      value=${BASH_REMATCH[1]}
    else
      value=${value%%[[:space:]]#*}
      value=${value%"${value##*[![:space:]]}"}
      case $value in '#'*) value='' ;; esac
    fi
  done <"$2"
  [ -n "$found" ] || return 1
  printf '%s\n' "$value"
}

# env_default FILE NAME…: takes each NAME that the environment does not have from FILE, and exports it.
env_default() {
  local file=$1 name value
  shift
  for name in "$@"; do
    [ -z "${!name:-}" ] || continue
    value=$(env_value "$name" "$file") || continue
    [ -z "$value" ] || export "$name=$value"
  done
}
