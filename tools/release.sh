#!/usr/bin/env bash
# release.sh [--check] TAG [REPOSITORY COMMIT]: gives the image that was tested and deployed as REPOSITORY:COMMIT the
# version that TAG names as a second tag. Nothing is built anew, and a version that has an image never gets another.
# With --check, or without an image, it only says whether TAG, package.json, package-lock.json and CHANGELOG.md agree.
# RELEASE_WAIT is how many seconds to wait for the image of a commit that is still being built (default: 0).
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

refuse() {
  printf '%s\n' "$@" >&2
  exit "${code:-1}"
}

check=''
[ "${1:-}" != --check ] || { check=yes && shift; }
tag=${1:-} repository=${2:-} commit=${3:-}
code=2
[[ $tag =~ ^v([0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?)$ ]] || refuse "A release is tagged like v1.2.3, not '$tag'."
version=${BASH_REMATCH[1]}
case $# in
  1) check=yes ;;
  3) ;;
  *) refuse "Usage: tools/release.sh [--check] TAG [REPOSITORY COMMIT]" ;;
esac
code=1

stated() { node -p 'const it = require(process.argv[1]); it.packages ? it.packages[""].version : it.version' "$PWD/$1"; }
for file in package.json package-lock.json; do
  [ "$(stated "$file")" = "$version" ] || refuse "$file says $(stated "$file"), and the tag says $version."
done

heading=$(grep -m 1 '^## \[[0-9]' CHANGELOG.md || true)
[[ $heading =~ ^'## ['([^]]+)'] - '(.+)$ && ${BASH_REMATCH[1]} = "$version" ]] ||
  refuse "The newest entry of CHANGELOG.md is '$heading', and the tag says $version."
[[ ${BASH_REMATCH[2]} =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] || refuse "CHANGELOG.md gives $version no date."
unreleased=$(awk '/^## \[Unreleased\]/ { inside = 1; next } /^## / { inside = 0 } inside && NF' CHANGELOG.md)
[ -z "$unreleased" ] || refuse "CHANGELOG.md still lists changes as unreleased; they belong to $version."

[ -z "$check" ] || { echo "$version" && exit; }

inspect() { docker buildx imagetools inspect --raw "$repository:$1"; }

until index=$(inspect "$commit"); do
  [ "$SECONDS" -lt "${RELEASE_WAIT:-0}" ] ||
    refuse "There is no image of the commit $commit: it has to be on main, where it is tested and built first."
  sleep "${RELEASE_POLL_SECONDS:-30}"
done
for platform in amd64 arm64; do
  jq -e --arg platform "$platform" 'any(.manifests[]?.platform; .os == "linux" and .architecture == $platform)' \
    <<<"$index" >/dev/null || refuse "The image of $commit is not for $platform."
done

# Whoever cannot read the registry got no further than the image of the commit.
if taken=$(inspect "$version" 2>/dev/null); then
  [ "$taken" = "$index" ] || refuse "$version is another image already: a published version never changes. Make a new one."
  echo "$repository:$version is this image already."
  exit
fi

says=$(docker run --rm "$repository:$commit" version)
[ "$says" = "$version (commit $commit)" ] || refuse "The image says that it is '$says', not '$version (commit $commit)'."
docker buildx imagetools create --tag "$repository:$version" "$repository:$commit"
[ "$(inspect "$version")" = "$index" ] || refuse "$repository:$version is not the image of $commit."
echo "$repository:$version"
