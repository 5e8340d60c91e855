#!/usr/bin/env bash
# Shows what works so far, on Azurite and real cryptography: two keys, a loan document sealed for both, stored, read back by each,
# refused to a stranger. Stays until Ctrl-C. With --check it does not stay and exits 0 only when all of it holds.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

check=false
case "${1:-}" in
  --check) check=true ;;
  "") ;;
  *) echo "usage: eng/demo.sh [--check]" >&2; exit 2 ;;
esac

need_dotnet
need_node
work=$(mktemp -d "${TMPDIR:-/tmp}/p8e-demo-XXXXXX")
finish() { stop_azurite; rm -rf "$work"; }
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say() { printf '\n== %s\n' "$1"; }
fail() { echo "FAILED: $1" >&2; exit 1; }
run() { printf '$ p8e %s\n' "$*"; "$p8e" "$@"; }
field() { sed -n "s/.*\"$1\":\"\\([^\"]*\\)\".*/\\1/p"; }

say "Preparing: build, emulator, curve library"
bash "$root/eng/native.sh"
bash "$root/eng/azurite.sh"
dotnet build "$root/tools/p8e/p8e.csproj" --nologo --verbosity quiet --disable-build-servers
p8e=$root/artifacts/bin/p8e/release/p8e
start_azurite "$work/azurite"
cd "$work"
echo "Azurite is up; account and keys lie in $work"

say "Two parties and a stranger make keys"
run keys new originator.key
run keys new servicer.key >servicer.txt
run keys new stranger.key >stranger.txt
echo "(the same for servicer.key and stranger.key)"

say "The originator seals a loan document for itself and the servicer, signs it and stores it"
cp "$root/samples/loan.json" loan.json
run object put loan.json --key originator.key --reader servicer.key
hash=$("$p8e" object put loan.json --key originator.key --reader servicer.key --json | field hash)
echo "Put again: the same object, nothing was stored twice."

say "Each reader opens it; hash and signature are checked before a byte comes out"
run object get "$hash" --key originator.key --output originator.json
run object get "$hash" --key servicer.key --output servicer.json
cmp loan.json originator.json || fail "the originator read something else than was stored"
cmp loan.json servicer.json || fail "the servicer read something else than was stored"

say "The stranger is refused"
refused=0
run object get "$hash" --key stranger.key --output stranger.json || refused=$?
[ "$refused" = 1 ] && [ ! -e stranger.json ] || fail "the stranger was not refused"

say "A long document (3 MiB) goes block by block into a blob"
head -c 3145728 /dev/urandom >appraisal.pdf
run object put appraisal.pdf --key originator.key --reader servicer.key
long=$("$p8e" object put appraisal.pdf --key originator.key --reader servicer.key --json | field hash)
run object get "$long" --key servicer.key --output appraisal-read.pdf
cmp appraisal.pdf appraisal-read.pdf || fail "the servicer read another long document than was stored"

say "What lies in the account"
run object list
[ "$("$p8e" object list --json | grep -o '"hash"' | wc -l)" = 2 ] || fail "the account should hold two objects"
run object sweep
case "$("$p8e" object put --help)" in *AccountKey*) fail "the help prints the account's key" ;; esac

say "Nothing in the account is readable without a key"
stop_azurite
found_in_account() { grep -rqaF -f <(node "$root/eng/traces.mjs" "$1") "$work/azurite/account"; }
found_in_account DIME || fail "the search does not even find the containers, so it proves nothing"
for word in Vandelay "Sample Lending" 250000.75; do
  ! found_in_account "$word" || fail "'$word' was found in the account's files"
done
echo "The account's files hold no word of the loan, neither as text nor as base64."

if $check; then
  say "All of it holds"
  exit 0
fi

rm -f "$work/azurite/stdin"
start_azurite "$work/azurite"
cat <<EOT

Try it yourself in another terminal (Ctrl-C here ends everything):
  export P8E_STORAGE='$P8E_STORAGE'
  cd $work
  $p8e object get '$hash' --key servicer.key
  $p8e object put FILE --key servicer.key --reader originator.key
EOT
while kill -0 "$azurite_pid" 2>/dev/null; do wait "$azurite_pid" || true; done
