#!/usr/bin/env bash
# Builds everything once and runs every test that needs no network.
# Usage: eng/test.sh [--long] [ROOM...]     ROOM is a folder of tests/, for example Protocol; without one all are run.
#   --long  also what takes minutes: more cases per property (P8E_LONG=1) and two builds compared byte by byte
# The last line is "N passed, N failed" (and ", N skipped"); the exit code is 0 when at least one test ran and none failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

long=0 rooms=()
for argument in "$@"; do
  case $argument in
    --long) long=1 ;;
    -*) sed -n '2,5s/^# //p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
    *) rooms+=("${argument%.Tests}") ;;
  esac
done

# Nothing that dotnet starts may outlive this script, ask the network for advice, or report home.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=1 \
  MSBUILDDISABLENODEREUSE=1 NuGetAudit=false
[ "$long" = 0 ] || export P8E_LONG=1

missing=0
need() { # need WHAT HOW: says both and goes on, so that all that is missing is said at once
  echo "eng/test.sh needs $1: $2" >&2
  missing=1
}

sdk=$(sed -n 's/.*"version": *"\([0-9.]*\)".*/\1/p' global.json)
if ! command -v dotnet >/dev/null; then
  need "the .NET SDK $sdk or a newer 10.0" "https://dotnet.microsoft.com/download/dotnet/10.0"
elif ! dotnet --version >/dev/null 2>&1; then
  need "the .NET SDK $sdk or a newer 10.0" "this machine has only: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')(https://dotnet.microsoft.com/download/dotnet/10.0)"
fi
command -v git >/dev/null || need "git" "the tests of the tree ask it for the list of files; install it with the system's package manager"
if [ -f eng/azurite.sh ]; then
  node_version=$(node --version 2>/dev/null || echo none)
  [ "${node_version#v}" != none ] && [ "$(cut -d. -f1 <<<"${node_version#v}")" -ge 20 ] ||
    need "Node.js 20 or newer" "found $node_version; the storage emulator Azurite runs on it (https://nodejs.org)"
  command -v npm >/dev/null || need "npm" "it comes with Node.js and installs Azurite (https://nodejs.org)"
fi
[ "$missing" = 0 ] || exit 2

projects=()
for project in tests/*/*.Tests.csproj; do
  name=$(basename "$project" .Tests.csproj)
  if [ ${#rooms[@]} = 0 ] || [[ " ${rooms[*]} " == *" $name "* ]]; then projects+=("$project"); fi
done
if [ ${#projects[@]} = 0 ] || { [ ${#rooms[@]} != 0 ] && [ ${#projects[@]} != ${#rooms[@]} ]; }; then
  echo "eng/test.sh: not every room has tests: ${rooms[*]-}. There are: $(printf '%s\n' tests/*/*.Tests.csproj | sed 's|.*/||; s|\.Tests\.csproj||' | tr '\n' ' ')" >&2
  exit 2
fi

started=$SECONDS
for preparation in eng/azurite.sh eng/native.sh; do
  [ ! -f "$preparation" ] || bash "$preparation" || { echo "$preparation failed"; echo "0 passed, 1 failed"; exit 1; }
done
built=(P8eFunctions.sln)
[ ${#rooms[@]} = 0 ] || built=("${projects[@]}")
for target in "${built[@]}"; do
  dotnet build "$target" -c Release -v quiet -nologo -clp:NoSummary -nodeReuse:false --disable-build-servers ||
    { echo "FAILED build of $target: no test ran"; echo "0 passed, 1 failed"; exit 1; }
done
echo "built in $((SECONDS - started)) s"

outputs=$(mktemp -d "${TMPDIR:-/tmp}/p8e-test-XXXXXX")
trap 'rm -rf "$outputs"' EXIT
results=()

# What the test programs say about themselves and the frames of the runner hide the failures.
readable() { grep --line-buffered -vE '^ *(Discover(ing|ed)|Starting|Finished): |^=== TEST EXECUTION|^ +P8e\.[A-Za-z.]+  Total: |^ +at (System|Xunit)\.' || true; }

for project in "${projects[@]}"; do
  name=$(basename "$project" .csproj) started=$SECONDS
  program=artifacts/bin/$name/release/P8e.$name
  { code=0; "$program" -noColor -noLogo 2>&1 || code=$?; echo "$code" >"$outputs/$name.code"; } | tee "$outputs/$name" | readable
  results+=("$name" "$(cat "$outputs/$name.code")" "$outputs/$name")
  echo "$name: $((SECONDS - started)) s"
done

if [ "$long" = 1 ] && [ ${#rooms[@]} = 0 ]; then
  started=$SECONDS code=0
  bash eng/reproduce.sh || code=$?
  results+=("eng/reproduce.sh" "$code" -)
  echo "eng/reproduce.sh: $((SECONDS - started)) s"
fi

echo
bash eng/test-summary.sh "${results[@]}"
