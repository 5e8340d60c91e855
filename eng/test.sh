#!/usr/bin/env bash
# Builds everything once and runs every test that needs no network.
# Usage: eng/test.sh [--long] [ROOM...]     ROOM is a folder of tests/, for example Protocol; without one all are run.
#   --long  also what takes minutes: more cases per property (P8E_LONG=1) and two builds compared byte by byte
# The last line is "N passed, N failed" (and ", N skipped"); the exit code is 0 when at least one test ran and none failed.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"

long=0 rooms=()
for argument in "$@"; do
  case $argument in
    --long) long=1 ;;
    -*) sed -n '2,5s/^# //p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
    *) rooms+=("${argument%.Tests}") ;;
  esac
done

[ "$long" = 0 ] || export P8E_LONG=1

need_dotnet
need_node
need git "The tests of the tree ask it for the list of files; install it with the system's package manager."

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
for preparation in eng/azurite.sh tests/Interop/install.sh eng/native.sh; do
  bash "$preparation" || { echo "FAILED $preparation: no test ran"; echo "0 passed, 1 failed"; exit 1; }
done
# Where eng/native.sh could not install the curve library it unpacked it here.
[ ! -d artifacts/native ] || export LD_LIBRARY_PATH=$root/artifacts/native${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
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
readable() { grep --line-buffered -vE '^Ok, p|^ *(Discover(ing|ed)|Starting|Finished): |^=== TEST EXECUTION|^ +P8e\.[A-Za-z.]+  Total: |^ +at (System|Xunit)\.' || true; }

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
