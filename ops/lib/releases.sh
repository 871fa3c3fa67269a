# shellcheck shell=bash disable=SC2154,SC2034 # $root, $image and $previous are whoever sources this
# Sourced by deploy.sh: the images that were in service on this server, one a line, the latest last.

releases=$root/.release

# released_last: prints what is in service; nothing on a new server.
released_last() { tail -n 1 "$releases" 2>/dev/null || true; }

# released_before: prints what was in service before that; fails when there was nothing.
released_before() {
  [ "$(wc -l 2>/dev/null <"$releases" || echo 0)" -ge 2 ] || return 1
  tail -n 2 "$releases" | head -n 1
}

# remember: $image is in service, and the way back is to $previous.
remember() {
  switched=''
  settle_ops "$([ "$previous" = "$image" ] || echo "$previous")"
  env_put SPARKONE_IMAGE "$image" "$env_file"
  [ "$previous" = "$image" ] || printf '%s\n' "$image" >>"$releases"
  # Five ways back are enough; what is older would fill the disk.
  local old
  while [ "$(wc -l <"$releases")" -gt 5 ]; do
    old=$(head -n 1 "$releases")
    sed -i 1d "$releases"
    grep -q -x -F -- "$old" "$releases" || docker image rm "$old" >/dev/null 2>&1 || true
  done
}
