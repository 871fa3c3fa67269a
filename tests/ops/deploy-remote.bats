#!/usr/bin/env bats
# shellcheck disable=SC2016 # what stands in is a script of its own

# ssh is a stand-in that notes how it was called and runs the command here, as the server would.
setup() {
  ROOT=$(cd -- "$BATS_TEST_DIRNAME/../.." && pwd)
  export STATE="$BATS_TEST_TMPDIR" LOCALE=en
  export SSH_HOST=server.example.com SSH_USERNAME=deploy SSH_KEY='-----BEGIN KEY-----' SSH_KNOWN_HOSTS='server.example.com ssh-ed25519 AAAA'
  export STAGING_PATH="$BATS_TEST_TMPDIR/the server's folder"
  mkdir -p "$STATE/bin" "$STATE/checkout/ops/lib" "$STATE/checkout/ops/secrets" "$STATE/checkout/ops/textfile"
  cp "$ROOT/ops/remote.sh" "$STATE/checkout/ops/"
  cp "$ROOT"/ops/lib/{messages,steps}.sh "$STATE/checkout/ops/lib/"
  echo here >"$STATE/checkout/ops/secrets/api_key"
  printf '%s\n' '#!/usr/bin/env bash' 'printf "%s\n" "$*" >"$STATE/call"' \
    'while [ "$1" != -- ]; do case $1 in -i) cp "$2" "$STATE/key"; stat -c %a "$2" >"$STATE/mode" ;; UserKnownHostsFile=*) cp "${1#*=}" "$STATE/known" ;; esac; shift; done' \
    'exec sh -c "$3"' >"$STATE/bin/ssh"
  chmod +x "$STATE/bin/ssh"
  PATH="$STATE/bin:$PATH"
}

remote() { run "$STATE/checkout/ops/remote.sh" "$@"; }

@test "copy brings ops beside the one in service, in a folder with spaces, and touches nothing else" {
  mkdir -p "$STAGING_PATH/ops/secrets"
  echo there >"$STAGING_PATH/ops/secrets/api_key"
  remote copy
  [ "$status" -eq 0 ]
  [ -x "$STAGING_PATH/ops.next/remote.sh" ]
  [ "$(ls -A "$STAGING_PATH")" = $'ops\nops.next' ]
  [ "$(find "$STAGING_PATH/ops" -type f)" = "$STAGING_PATH/ops/secrets/api_key" ]
  [ ! -e "$STAGING_PATH/ops.next/secrets" ]
  [ ! -e "$STAGING_PATH/ops.next/textfile" ]
}

@test "a second copy leaves nothing of the first" {
  mkdir -p "$STAGING_PATH/ops.next/old" "$STAGING_PATH/ops.part"
  remote copy
  [ "$status" -eq 0 ]
  [ ! -e "$STAGING_PATH/ops.next/old" ]
  [ -x "$STAGING_PATH/ops.next/remote.sh" ]
}

@test "a copy that breaks off leaves the one before it whole" {
  mkdir -p "$STAGING_PATH/ops.next"
  echo whole >"$STAGING_PATH/ops.next/deploy.sh"
  stand_in_tar
  remote copy
  [ "$status" -ne 0 ]
  [ "$(<"$STAGING_PATH/ops.next/deploy.sh")" = whole ]
}

# Sends half of what it should, as a line that breaks does.
stand_in_tar() {
  printf '%s\n' '#!/usr/bin/env bash' 'case "$*" in *-czf*) command -p tar "$@" | head -c 700 ;; *) command -p tar "$@" ;; esac' >"$STATE/bin/tar"
  chmod +x "$STATE/bin/tar"
}

@test "run runs the command there, word for word, with its standard input and its exit code" {
  mkdir -p "$STAGING_PATH"
  run "$STATE/checkout/ops/remote.sh" run sh -c 'pwd; cat; echo "$1"; exit 7' - 'a  b"; echo $HOME' <<<"from outside"
  [ "$status" -eq 7 ]
  [ "${lines[0]}" = "$STAGING_PATH" ]
  [ "${lines[1]}" = "from outside" ]
  [ "${lines[2]}" = 'a  b"; echo $HOME' ]
}

@test "the host key is pinned and never taken on trust" {
  mkdir -p "$STAGING_PATH"
  remote run true
  [ "$status" -eq 0 ]
  [[ $(<"$STATE/call") == *"-o StrictHostKeyChecking=yes"*"GlobalKnownHostsFile=/dev/null"* ]]
  [ "$(<"$STATE/known")" = "$SSH_KNOWN_HOSTS" ]
  [ "$(grep -r -i -l 'StrictHostKeyChecking=\(no\|accept-new\)' "$ROOT/ops" "$ROOT/.github" | wc -l)" -eq 0 ]
}

@test "a committed known_hosts wins over the variable" {
  mkdir -p "$STAGING_PATH"
  echo committed >"$STATE/checkout/ops/known_hosts"
  remote run true
  [ "$(<"$STATE/known")" = committed ]
}

@test "without a known host key nothing is done" {
  unset SSH_KNOWN_HOSTS
  remote run true
  [ "$status" -eq 2 ]
  [[ $output == *"The server's key is not known"* ]]
  [ ! -e "$STATE/call" ]
}

@test "the private key is a private file, on no command line, and gone afterwards" {
  mkdir -p "$STAGING_PATH"
  TMPDIR="$STATE/tmp"
  mkdir "$TMPDIR"
  export TMPDIR
  remote run true
  [ "$(<"$STATE/key")" = "$SSH_KEY" ]
  [ "$(<"$STATE/mode")" = 600 ]
  [[ $(<"$STATE/call") != *BEGIN* ]]
  [ -z "$(ls -A "$TMPDIR")" ]
}

@test "SSH_HOST may carry a port" {
  mkdir -p "$STAGING_PATH"
  SSH_HOST=server.example.com:2222 remote run true
  [[ $(<"$STATE/call") == *"-p 2222 -l deploy "*"-- server.example.com "* ]]
}

@test "what is missing or no host, user or path is refused by name" {
  local name
  for name in SSH_HOST SSH_USERNAME SSH_KEY STAGING_PATH; do
    run env -u "$name" "$STATE/checkout/ops/remote.sh" copy
    [ "$status" -eq 2 ]
    [[ $output == *"$name is missing"* ]]
  done
  SSH_HOST=-oProxyCommand=x remote copy
  [ "$status" -eq 2 ]
  SSH_USERNAME='a b' remote copy
  [ "$status" -eq 2 ]
  STAGING_PATH=relative remote copy
  [ "$status" -eq 2 ]
  remote run
  [ "$status" -eq 2 ]
  remote dance
  [ "$status" -eq 2 ]
}
