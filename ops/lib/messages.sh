# shellcheck shell=bash
# Sourced by the scripts of ops/: what operators read, in Portuguese unless LOCALE says otherwise.

# t PORTUGUESE ENGLISH: prints the one for LOCALE (pt-BR by default), with a line end.
t() {
  case ${LOCALE:-pt-BR} in
    pt*) printf '%s\n' "$1" ;;
    *) printf '%s\n' "$2" ;;
  esac
}
