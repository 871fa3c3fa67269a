# shellcheck shell=bash disable=SC2154,SC2034
# Sourced by database.sh: DATABASE_URL as the variables of libpq, so that no command line and no log ever holds it.

# url_decoded TEXT
url_decoded() {
  local text=${1//\\/\\\\}
  # Only what is a code: a lone percent sign stays what it is.
  while [[ $text =~ ^(.*)%([0-9A-Fa-f]{2})(.*)$ ]]; do text="${BASH_REMATCH[1]}\\x${BASH_REMATCH[2]}${BASH_REMATCH[3]}"; done
  printf '%b' "$text"
}

# use_database_url URL: sets PGHOST, PGPORT, PGUSER, PGDATABASE, PGSSL… and a private PGPASSFILE in $work.
use_database_url() {
  local rest=${1#*://} authority query='' database user='' password='' setting name value host hosts='' ports=''
  case $rest in *\?*) query=${rest#*\?} rest=${rest%%\?*} ;; esac
  authority=${rest%%/*} database=''
  case $rest in */*) database=${rest#*/} ;; esac
  case $authority in *@*) user=${authority%@*} authority=${authority##*@} ;; esac
  case $user in *:*) password=${user#*:} user=${user%%:*} ;; esac
  for host in ${authority//,/ }; do
    if [[ $host =~ ^\[(.*)\](:([0-9]+))?$ ]]; then
      hosts+=",${BASH_REMATCH[1]}" ports+=",${BASH_REMATCH[3]:-5432}"
    else
      hosts+=",$(url_decoded "${host%%:*}")"
      case $host in *:*) ports+=",${host##*:}" ;; *) ports+=,5432 ;; esac
    fi
  done
  PGHOST=${hosts#,} PGPORT=${ports#,} PGUSER=$(url_decoded "$user") PGDATABASE=$(url_decoded "$database")
  PGHOST=${PGHOST:-127.0.0.1} PGPORT=${PGPORT:-5432} PGUSER=${PGUSER:-$(id -un)}
  PGDATABASE=${PGDATABASE:-$PGUSER}
  for setting in ${query//&/ }; do
    name=${setting%%=*} value=$(url_decoded "${setting#*=}")
    case $name in
      host) PGHOST=$value ;;
      port) PGPORT=$value ;;
      sslmode) export PGSSLMODE=$value ;;
      ssl) case $value in true | require) export PGSSLMODE=require ;; esac ;;
      sslrootcert) export PGSSLROOTCERT=$value ;;
      sslcert) export PGSSLCERT=$value ;;
      sslkey) export PGSSLKEY=$value ;;
      password) password=${setting#*=} ;;
    esac
  done
  export PGHOST PGPORT PGUSER PGDATABASE PGPASSFILE="$work/pgpass"
  unset PGPASSWORD PGSERVICE PGSERVICEFILE
  remember_password "$PGPASSFILE" "$(url_decoded "$password")"
}

# remember_password FILE PASSWORD
remember_password() {
  local password=${2//\\/\\\\}
  (umask 077 && printf '*:*:*:*:%s\n' "${password//:/\\:}" >"$1")
}
