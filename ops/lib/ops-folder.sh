# shellcheck shell=bash disable=SC2154 # $root is whoever sources this
# Sourced by deploy.sh: the folder ops/ of the server changes and comes back together with the image that it belongs to.
#
#   ops           what is in service; secrets/, textfile/ and .env in it are the server's own and stay through it all
#   ops.next      what ops/remote.sh copied there, until a deploy takes it
#   ops.previous  what belongs to the image before
#   .ops.saved    during a deploy: what was in ops/ when it began. There at a start, the last deploy was cut off.

saved=$root/.ops.saved

# brought FOLDER FIND-ARGUMENTS…: what a checkout brings.
brought() {
  find "$1" -mindepth 1 -maxdepth 1 ! -name secrets ! -name textfile ! -name .env "${@:2}"
}

# save_ops: keeps what is in service. What a deploy that was cut off has kept is kept: it is what served.
save_ops() {
  [ ! -d "$saved" ] && [ -e "$root/ops/staging-compose.yml" ] || return 0
  rm -rf -- "$saved.part" && mkdir -- "$saved.part" || return 1
  brought "$root/ops" -exec cp -a -t "$saved.part" -- {} + && mv -- "$saved.part" "$saved"
}

# lay_ops FOLDER: ops/ holds what FOLDER does, and nothing else but the server's own.
lay_ops() {
  mkdir -p -- "$root/ops"
  brought "$root/ops" -exec rm -rf -- {} + && cp -a -- "$1/." "$root/ops/"
}

# same_as_saved: whether ops/ is what it was when the deploy began.
same_as_saved() {
  diff -r -q --no-dereference --exclude=secrets --exclude=textfile --exclude=.env -- "$root/ops" "$saved" >/dev/null 2>&1
}

# bring_ops_back: what was in service when the deploy began, with the files that are made of it.
bring_ops_back() {
  [ -d "$saved" ] || return 0
  if ! same_as_saved; then
    t "A pasta ops/ volta ao que era." "The folder ops/ becomes what it was." >&2
    lay_ops "$saved" || return 1
    "$root/ops/secrets.sh" --env-file "$root/.env" >/dev/null || return 1
  fi
  rm -rf -- "$saved"
}

# settle_ops [PREVIOUS-IMAGE]: the deploy succeeded. What was in service is the way back of --previous, where the image
# changed with it.
settle_ops() {
  if [ -n "${1:-}" ] && [ -d "$saved" ]; then
    rm -rf -- "$root/ops.previous"
    mv -- "$saved" "$root/ops.previous"
  fi
  rm -rf -- "$saved" "$root/ops.next"
}
