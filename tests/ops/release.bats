#!/usr/bin/env bats

# A copy of what a release reads, and a PATH on which docker is a stand-in beside a registry.
setup() {
  ROOT=$(cd -- "$BATS_TEST_DIRNAME/../.." && pwd)
  HERE="$BATS_TEST_TMPDIR/a checkout" COMMIT=4f1c2d34f1c2d34f1c2d34f1c2d34f1c2d34f1c2
  export REGISTRY="$BATS_TEST_TMPDIR/registry"
  mkdir -p "$HERE/tools" "$REGISTRY" "$BATS_TEST_TMPDIR/bin"
  cp "$ROOT/tools/release.sh" "$HERE/tools/"
  cp "$BATS_TEST_DIRNAME/support/docker-of-a-registry.bash" "$BATS_TEST_TMPDIR/bin/docker"
  chmod +x "$BATS_TEST_TMPDIR/bin/docker"
  PATH="$BATS_TEST_TMPDIR/bin:$PATH"
  echo '{"name":"sparkone","version":"1.2.3"}' >"$HERE/package.json"
  echo '{"version":"1.2.3","packages":{"":{"version":"1.2.3"}}}' >"$HERE/package-lock.json"
  printf '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-11-28\n\n- News.\n\n## [1.2.2] - 2026-10-01\n' >"$HERE/CHANGELOG.md"
  index amd64 arm64 >"$REGISTRY/$COMMIT"
  echo "1.2.3 (commit $COMMIT)" >"$REGISTRY/version"
}

index() { jq -cn '{manifests: [$ARGS.positional[] | {digest: "sha256:1", platform: {os: "linux", architecture: .}}]}' --args "$@"; }

release() { run "$HERE/tools/release.sh" "$@"; }

publish() { release "${1:-v1.2.3}" ghcr.io/you/sparkone "$COMMIT"; }

# Refused in words, with nothing published.
refused() {
  [ "$status" -eq 1 ]
  [[ $output == *"$1"* ]]
  [ ! -e "$REGISTRY/calls" ] || [ "$(grep -c 'imagetools create' "$REGISTRY/calls")" -eq 0 ]
}

@test "the image of the commit gets its version as a second tag, and nothing is built" {
  publish
  [ "$status" -eq 0 ]
  [ "${lines[-1]}" = ghcr.io/you/sparkone:1.2.3 ]
  cmp "$REGISTRY/1.2.3" "$REGISTRY/$COMMIT"
  [ "$(grep -c ' build ' "$REGISTRY/calls")" -eq 0 ]
  [ ! -e "$REGISTRY/latest" ]
}

@test "a release that is run again changes nothing" {
  publish
  : >"$REGISTRY/calls"
  publish
  [ "$status" -eq 0 ]
  [[ $output == *"this image already"* ]]
  [ "$(grep -c 'imagetools create' "$REGISTRY/calls")" -eq 0 ]
}

@test "a version that is another image already is never moved" {
  index amd64 arm64 riscv64 >"$REGISTRY/1.2.3"
  publish
  refused "never changes"
}

@test "a commit that main did not build is no release" {
  rm "$REGISTRY/$COMMIT"
  publish
  refused "has to be on main"
}

@test "an image that is still being built is waited for" {
  mv "$REGISTRY/$COMMIT" "$REGISTRY/later"
  RELEASE_WAIT=30 RELEASE_POLL_SECONDS=0.1 "$HERE/tools/release.sh" v1.2.3 ghcr.io/you/sparkone "$COMMIT" >"$BATS_TEST_TMPDIR/said" 2>&1 &
  until grep -q inspect "$REGISTRY/calls" 2>/dev/null; do sleep 0.05; done
  [ ! -e "$REGISTRY/1.2.3" ]
  mv "$REGISTRY/later" "$REGISTRY/$COMMIT"
  wait $!
  cmp "$REGISTRY/1.2.3" "$REGISTRY/$COMMIT"
}

@test "an image for one kind of processor is no release" {
  index amd64 >"$REGISTRY/$COMMIT"
  publish
  refused "not for arm64"
}

@test "an image that says another version or commit of itself is no release" {
  echo "1.2.2 (commit $COMMIT)" >"$REGISTRY/version"
  publish
  refused "'1.2.2 (commit"
  echo '1.2.3 (commit unknown)' >"$REGISTRY/version"
  publish
  refused "commit unknown"
}

@test "a tag that package.json or its lockfile contradicts is no release" {
  publish v1.2.4
  refused "package.json says 1.2.3, and the tag says 1.2.4"
  echo '{"version":"1.2.3","packages":{"":{"version":"1.2.2"}}}' >"$HERE/package-lock.json"
  publish
  refused "package-lock.json says 1.2.2"
}

@test "a version that is not the newest entry of the changelog is no release" {
  sed -i 's/^## \[1.2.3\]/## [1.3.0] - 2026-11-29\n\n&/' "$HERE/CHANGELOG.md"
  publish
  refused "newest entry"
}

@test "an entry without a date is no release" {
  sed -i 's/2026-11-28/unreleased/' "$HERE/CHANGELOG.md"
  publish
  refused "no date"
}

@test "changes that are listed as unreleased belong to the version first" {
  sed -i 's/^## \[Unreleased\]/&\n\n- More./' "$HERE/CHANGELOG.md"
  publish
  refused "unreleased"
}

@test "--check asks no registry and says the version" {
  release --check v1.2.3
  [ "$status" -eq 0 ]
  [ "$output" = 1.2.3 ]
  [ ! -e "$REGISTRY/calls" ]
}

@test "wrong calls exit with 2" {
  for call in '' 'latest' 'v1.2' '--check main' 'v1.2.3 ghcr.io/you/sparkone'; do
    # shellcheck disable=SC2086 # several words
    release $call
    [ "$status" -eq 2 ]
  done
}
