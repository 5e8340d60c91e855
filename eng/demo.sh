#!/usr/bin/env bash
# Shows what works so far, on Azurite, a development chain and real cryptography: two keys, a loan document sealed for both, stored, read back
# by each, refused to a stranger; then a scope, taken to the chain by a durable workflow that waits for the listener. Stays until Ctrl-C.
# With --check it does not stay and exits 0 only when all of it holds.
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
need curl "The demo talks to the program with it; install it with the system's package manager."
work=$(mktemp -d "${TMPDIR:-/tmp}/p8e-demo-XXXXXX")
finish() { stop_program "${program_pid:-}"; stop_program "${chain_pid:-}"; stop_azurite; rm -rf "$work"; }
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
for project in tools/p8e/p8e tools/devchain/devchain functions/Functions; do
  dotnet build "$root/$project.csproj" --nologo --verbosity quiet --disable-build-servers
done
p8e=$root/artifacts/bin/p8e/release/p8e
devchain=$root/artifacts/bin/devchain/release/devchain
functions=$root/artifacts/bin/Functions/release/P8e.Functions
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

say "A development chain starts; its genesis gives both parties funds"
rm -f "$work/azurite/stdin"
start_azurite "$work/azurite"
address() { "$p8e" keys show "$1" --json | field testNetAddress; }
owner=$(address originator.key)
"$devchain" genesis genesis.json --chain-id demo --account "$owner=1000000000000000" --account "$(address servicer.key)=1000000000000000"
start_program chain.log "$devchain" --genesis genesis.json --data chain --grpc-port 0 --rest-port 0 --rpc-port 0 --block-milliseconds 500 --port-file chain.json
chain_pid=$started_pid
await_ports chain.json "$chain_pid" chain.log
of_chain() { field "$1" <chain.json; }
head -n 1 chain.log

say "The program starts: HTTP, task hub and timers in one process, its state in the storage account"
export Host__Roles=http,hub,timers Host__HttpAddress=http://127.0.0.1:0 Host__PortFile=$work/program.json Host__Instance=demo
export Storage__ConnectionString=$P8E_STORAGE Affiliate__SigningKeyFile=$work/originator.key
export Chain__ChainId=demo Chain__GrpcAddress=$(of_chain grpc) Chain__RpcAddress=$(of_chain rpc)
start_program program.log "$functions"
program_pid=$started_pid
await_ports program.json "$program_pid" program.log
api=$(field http <program.json)
rest=$(of_chain rest)
sed -n 1p program.log

say "A workflow publishes a scope specification, then writes a scope of it"
scope=$(node -p 'crypto.randomUUID()')
node "$root/eng/first-scope.mjs" "$owner" "$scope" "$(node -p 'crypto.randomUUID()')" >transactions.json
submit() { curl -sS --fail-with-body -H 'Content-Type: application/json' -H 'Idempotency-Key: first-scope' --data @transactions.json "$api/api/v1/transactions"; }
submit | tee accepted.json
echo
workflow=$(field id <accepted.json)
status() { curl -sS --fail-with-body "$api/api/v1/workflows/$workflow"; }
tries=0
until status >view.json && grep -qE '"status":"(Completed|Failed|Terminated)"' view.json; do
  tries=$((tries + 1))
  [ $tries -lt 600 ] || fail "the workflow did not end within a minute: $(cat view.json) $(tail -n 5 program.log)"
  sleep 0.1
done
cat view.json
echo
grep -q '"status":"Completed"' view.json || fail "the workflow did not complete"
[ "$(submit | field id)" = "$workflow" ] || fail "the same Idempotency-Key started another workflow"
echo "Each transaction was signed once, stored, sent, and seen by the listener in a block. Submitted again under the same key: the same workflow."

say "The scope by query, as any node's REST shows it"
curl -sS --fail-with-body "$rest/provenance/metadata/v1/scope/$scope" | tee scope.json
echo
[ "$(grep -o "\"value_owner_address\":\"$owner\"" scope.json | wc -l)" = 1 ] || fail "the chain does not show the scope as the originator's"

if $check; then
  say "All of it holds"
  exit 0
fi

cat <<EOT

Try it yourself in another terminal (Ctrl-C here ends everything):
  export P8E_STORAGE='$P8E_STORAGE'
  cd $work
  $p8e object get '$hash' --key servicer.key
  $p8e object put FILE --key servicer.key --reader originator.key
  curl $api/health
  curl $api/api/v1/workflows/$workflow
  curl $rest/provenance/metadata/v1/scope/$scope
EOT
while kill -0 "$azurite_pid" 2>/dev/null; do wait "$azurite_pid" || true; done
