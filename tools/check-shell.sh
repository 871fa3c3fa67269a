#!/bin/sh
# Every shell script parses; shellcheck looks deeper where it is installed (it is on CI).
set -eu
cd -- "$(dirname -- "$0")/.."

scripts=$(git ls-files --cached --others --exclude-standard -- '*.sh' '*.bats' '*.bash' '.ci/run')
[ -n "$scripts" ] || { echo "No shell scripts found: the list is wrong." >&2; exit 1; }
for script in $scripts; do
  case $(head -n 1 "$script") in
    *bats*) ;; # its own language, which shellcheck knows
    *bash*) bash -n "$script" ;;
    *) sh -n "$script" ;;
  esac
done
if command -v shellcheck >/dev/null 2>&1; then
  # shellcheck disable=SC2086 # one word for each script
  shellcheck --external-sources --source-path=SCRIPTDIR $scripts
elif [ -n "${CI:-}" ]; then
  echo "shellcheck is not installed, and CI requires it." >&2
  exit 1
fi
