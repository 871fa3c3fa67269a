#!/usr/bin/env bash
# What the workflows do on the server, over SSH with a pinned host key. See --help.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib/messages.sh"
. "$here/lib/steps.sh"

usage() {
  t "Uso: ops/remote.sh copy
     ops/remote.sh run COMANDO [ARGUMENTOS…]

copy envia a pasta ops/ para STAGING_PATH/ops.next no servidor, de onde deploy.sh a põe no ar; run executa ali um comando, com a mesma entrada padrão.

Do ambiente: SSH_HOST (ou host:porta), SSH_USERNAME, SSH_KEY (a chave privada) e STAGING_PATH. A chave do servidor tem de
ser conhecida: em ops/known_hosts ou em SSH_KNOWN_HOSTS, no formato do ssh-keyscan. Sem ela nada é feito.

Saída: a do comando; 2 chamada errada; 255 o SSH não conectou." \
    "Usage: ops/remote.sh copy
     ops/remote.sh run COMMAND [ARGUMENTS…]

copy sends the folder ops/ to STAGING_PATH/ops.next on the server, from where deploy.sh puts it into service; run runs a command there, with the same standard input.

From the environment: SSH_HOST (or host:port), SSH_USERNAME, SSH_KEY (the private key) and STAGING_PATH. The server's key
has to be known: in ops/known_hosts or in SSH_KNOWN_HOSTS, as ssh-keyscan prints it. Without it nothing is done.

Exit code: that of the command; 2 wrong call; 255 SSH did not connect."
}

case ${1:-} in
  -h | --help)
    usage
    exit 0
    ;;
  copy) [ $# -eq 1 ] || die "$USAGE" "copy não tem argumentos." "copy takes no arguments." ;;
  run) [ $# -ge 2 ] || die "$USAGE" "Falta o comando." "The command is missing." ;;
  *) die "$USAGE" "Diga copy ou run; veja --help." "Say copy or run; see --help." ;;
esac
for name in SSH_HOST SSH_USERNAME SSH_KEY STAGING_PATH; do
  [ -n "${!name:-}" ] || die "$USAGE" "Falta $name no ambiente." "$name is missing in the environment."
done
[[ $SSH_HOST =~ ^([A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:]+\])(:([0-9]+))?$ ]] ||
  die "$USAGE" "SSH_HOST não é um host nem host:porta." "SSH_HOST is neither a host nor host:port."
host=${BASH_REMATCH[1]} port=${BASH_REMATCH[3]:-22}
host=${host#[} host=${host%]}
[[ $SSH_USERNAME =~ ^[A-Za-z0-9_][A-Za-z0-9._-]*$ ]] || die "$USAGE" "SSH_USERNAME não é um usuário." "SSH_USERNAME is no user name."
[[ $STAGING_PATH == /* ]] || die "$USAGE" "STAGING_PATH tem de começar com /." "STAGING_PATH has to begin with /."

make_work_folder
if [ -s "$here/known_hosts" ]; then
  cp -- "$here/known_hosts" "$work/known_hosts"
elif [ -n "${SSH_KNOWN_HOSTS:-}" ]; then
  printf '%s\n' "$SSH_KNOWN_HOSTS" >"$work/known_hosts"
else
  die "$USAGE" "A chave do servidor não é conhecida: grave ops/known_hosts ou a variável SSH_KNOWN_HOSTS (ssh-keyscan $host, conferida no servidor)." \
    "The server's key is not known: commit ops/known_hosts or set the variable SSH_KNOWN_HOSTS (ssh-keyscan $host, compared on the server)."
fi
(umask 077 && printf '%s\n' "$SSH_KEY" >"$work/key")

remote() {
  ssh -F /dev/null -T -p "$port" -l "$SSH_USERNAME" -i "$work/key" -o IdentitiesOnly=yes -o BatchMode=yes \
    -o StrictHostKeyChecking=yes -o "UserKnownHostsFile=$work/known_hosts" -o GlobalKnownHostsFile=/dev/null \
    -o ConnectTimeout=20 -o ServerAliveInterval=15 -o ServerAliveCountMax=8 -- "$host" "$1"
}

if [ "$1" = copy ]; then
  # Beside the one in service, whole or not at all: gzip, unlike tar, knows that something is missing.
  tar -C "$here/.." --exclude=ops/secrets --exclude=ops/textfile --exclude=ops/.env -czf - ops |
    remote "$(printf 'umask 022 && mkdir -p -- %q && cd -- %q && rm -rf ops.part && mkdir ops.part && tar -C ops.part --strip-components=1 -xzf - && rm -rf ops.next && mv ops.part ops.next' "$STAGING_PATH" "$STAGING_PATH")"
else
  shift
  remote "cd -- $(printf '%q' "$STAGING_PATH") &&$(printf ' %q' "$@")"
fi
