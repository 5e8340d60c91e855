#!/usr/bin/env bash
# One loan through the ten steps, on Azurite, a development chain and real cryptography: keys are made, the sample contract is published, a loan is submitted, executed, written to the chain, seen
# there, indexed, and read back decrypted; then nothing of it is found in the account's files. Stays until Ctrl-C. With --check it does not stay, its last line is the
# execution as JSON, and it exits 0 only when all of it holds. With --vault the originator's keys lie in a key vault that answers like Azure's: it makes every signature. With --parties 2 it shows two stores instead: replication and mail (eng/demo-parties.sh).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

check=false parties=1 vault=false
while [ $# -gt 0 ]; do
  case $1 in
    --check) check=true ;;
    --vault) vault=true ;;
    --parties) parties=${2:-}; shift ;;
    *) parties= ;;
  esac
  shift || true
done
case $parties in
  1) ;;
  2) ! $vault || { echo "eng/demo.sh: --vault goes with one party" >&2; exit 2; }
     if $check; then exec bash "$root/eng/demo-parties.sh" --check; else exec bash "$root/eng/demo-parties.sh"; fi ;;
  *) echo "usage: eng/demo.sh [--parties 1|2] [--vault] [--check]" >&2; exit 2 ;;
esac

need_dotnet
need_node
need curl "The demo talks to the program with it; install it with the system's package manager."
work=$(mktemp -d "${TMPDIR:-/tmp}/p8e-demo-XXXXXX")
finish() { stop_program "${program_pid:-}"; stop_program "${chain_pid:-}"; stop_program "${vault_pid:-}"; stop_azurite; rm -rf "$work"; }
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

run() { printf '$ p8e %s\n' "$*"; "$p8e" "$@"; }
get() { curl -sS --fail-with-body -H @authorization "$P8E_API/api/v1/$1"; }

say "Preparing: build, emulator, curve library"
bash "$root/eng/native.sh"
bash "$root/eng/azurite.sh"
for project in tools/p8e/p8e tools/devchain/devchain tools/devvault/devvault functions/Functions samples/Loan/Contracts/LoanContracts; do
  dotnet build "$root/$project.csproj" --nologo --verbosity quiet --disable-build-servers
done
bin=$root/artifacts/bin
p8e=$bin/p8e/release/p8e
contracts=$bin/LoanContracts/release/P8e.LoanContracts.dll
records=$bin/LoanContracts/release/P8e.LoanRecords.dll
start_azurite "$work/azurite"
cd "$work"
echo "Azurite is up; account and keys lie in $work"

if $vault; then
  say "A key vault for development starts; the originator makes a signing key that never leaves it, and an encryption key"
  start_program vault.log "$bin/devvault/release/devvault" --folder vault --port-file vault.json
  vault_pid=$started_pid
  await_ports vault.json "$vault_pid" vault.log
  head -n 1 vault.log
  # As a managed identity on Azure: the program gets its tokens from the endpoint that these two name.
  export IDENTITY_ENDPOINT=$(field identity <vault.json) IDENTITY_HEADER=$(field identityHeader <vault.json)
  authority=$(field authority <vault.json)
  at_vault=(--vault "$(field vault <vault.json)" --credential ManagedIdentity --authority-file "$authority")
  run keys create originator "${at_vault[@]}"
  run keys create originator-encryption --kind Encryption "${at_vault[@]}"
  owner=$("$p8e" keys show originator --json "${at_vault[@]}" | field testNetAddress)
  export Vault__Address=$(field vault <vault.json) Vault__AuthorityFile=$authority
  export Affiliate__SigningKey=$("$p8e" keys show originator --json "${at_vault[@]}" | field identifier)
  export Affiliate__EncryptionKey=$("$p8e" keys show originator-encryption --kind Encryption --json "${at_vault[@]}" | field identifier)
else
  say "The originator makes a key"
  run keys create originator.key
  owner=$("$p8e" keys show originator.key --json | field testNetAddress)
  export Affiliate__SigningKeyFile=$work/originator.key
fi

say "A development chain starts; its genesis gives the originator funds"
"$bin/devchain/release/devchain" genesis genesis.json --chain-id demo --account "$owner=1000000000000000"
start_program chain.log "$bin/devchain/release/devchain" --genesis genesis.json --data chain --grpc-port 0 --rest-port 0 --rpc-port 0 --block-milliseconds 500 --port-file chain.json
chain_pid=$started_pid
await_ports chain.json "$chain_pid" chain.log
of_chain() { field "$1" <chain.json; }
head -n 1 chain.log

say "The program starts: HTTP, task hub and timers in one process, its state in the storage account"
export Host__Roles=http,hub,timers Host__HttpAddress=http://127.0.0.1:0 Host__PortFile=$work/program.json Host__Instance=demo
export Storage__ConnectionString=$P8E_STORAGE Affiliate__Name=originator
export Chain__ChainId=demo Chain__GrpcAddress=$(of_chain grpc) Chain__RpcAddress=$(of_chain rpc)
# Until the sandbox has its kernel rules, an operator says which contracts may run here.
export Contracts__Trusted=$(node -p 'crypto.createHash("sha256").update(fs.readFileSync(process.argv[1])).digest("hex")' "$contracts")
start_program program.log "$bin/Functions/release/P8e.Functions"
program_pid=$started_pid
await_ports program.json "$program_pid" program.log
export P8E_API=$(field http <program.json)
sed -n 1p program.log

say "Nobody may do anything there without a key: the operator makes one"
refused=0
"$p8e" executions list >refused.txt 2>&1 || refused=$?
[ "$refused" = 1 ] && grep -q access.unauthenticated refused.txt || fail "a call without a key was not refused: $(cat refused.txt)"
cat refused.txt
(umask 077; "$p8e" access create --name demo --role submit read operate --at originator --json | field key >api.key; printf 'Authorization: Bearer %s\n' "$(cat api.key)" >authorization)
export P8E_API_KEY_FILE=$work/api.key
run access list

say "The sample contract is published: package and specifications stored, what the chain lacks written"
run contract publish --contracts "$contracts" --records "$records"
name=$(node -p 'JSON.parse(fs.readFileSync(process.argv[1])).contract' "$root/samples/Loan/loan.json")

say "One loan is submitted; the ten steps as they happen"
cp "$root/samples/Loan/loan.json" loan.json
run submit loan.json --key demo-loan || fail "the loan was not acknowledged: $(tail -n 5 program.log)"
execution=$("$p8e" submit loan.json --key demo-loan --json | field id)
[ -n "$execution" ] || fail "the same loan under the same key was not found again"
get "executions/$execution" >execution.json
scope=$(node -p 'JSON.parse(fs.readFileSync("execution.json")).scope.address')
echo "Submitted again under the same key: the same execution, nothing was sent twice."

say "The chain has the scope, by query, as any node's REST shows it"
curl -sS --fail-with-body "$(of_chain rest)/provenance/metadata/v1/scope/$scope" >scope.json
grep -q "\"value_owner_address\":\"$owner\"" scope.json || fail "the chain does not show the scope as the originator's: $(cat scope.json)"
run scope show "$scope"

say "The records are read back from the originator's store, decrypted, and compared with what was submitted"
read_back=()
for record in $(node -p 'JSON.parse(fs.readFileSync("execution.json")).results.map(result => result.record).join(" ")'); do
  get "scopes/$scope/records/$record" >"record-$record.json"
  read_back+=("record-$record.json")
done
run record show "$scope" servicingData
run record history "$scope" asset
get "contracts/$name" >contract.json
node "$root/eng/demo-result.mjs" loan.json execution.json contract.json "${read_back[@]}" >result.json || fail "what was read back is not what was submitted"
echo "All ${#read_back[@]} records are what was submitted."

say "The store by itself: a document for two readers, refused to a stranger"
# The command line seals with keys of its own; what the program seals it seals with the originator's.
$vault || cp originator.key documents.key
$vault && run keys create documents.key >documents.txt
run keys create servicer.key >servicer.txt
run keys create stranger.key >stranger.txt
cp "$root/samples/loan.json" document.json
run object put document.json --affiliate originator --key documents.key --reader servicer.key
hash=$("$p8e" object put document.json --affiliate originator --key documents.key --reader servicer.key --json | field hash)
run object get "$hash" --affiliate originator --key servicer.key --output servicer.json
cmp document.json servicer.json || fail "the servicer read something else than was stored"
refused=0
run object get "$hash" --affiliate originator --key stranger.key --output stranger.json || refused=$?
[ "$refused" = 1 ] && [ ! -e stranger.json ] || fail "the stranger was not refused"
head -c 3145728 /dev/urandom >appraisal.pdf
long=$("$p8e" object put appraisal.pdf --affiliate originator --key documents.key --json | field hash)
run object get "$long" --affiliate originator --key documents.key --output appraisal-read.pdf
cmp appraisal.pdf appraisal-read.pdf || fail "a long document was read back as another"
run object sweep --affiliate originator
case "$("$p8e" object put --help)" in *AccountKey*) fail "the help prints the account's key" ;; esac

say "Nothing in the account, nor in the program's log, is readable without a key"
if $check; then
  # What the emulator still holds in memory is in its files once it has ended.
  stop_program "$program_pid"
  program_pid=
  stop_azurite
fi
found() { grep -rqaF -f <(node "$root/eng/traces.mjs" "$1") "$work/azurite/account" "$work/program.log"; }
found RecordLoanContract || fail "the search does not even find the contract's name, so it proves nothing"
for word in SL-2024-000417 "1420 Juniper" Vandelay 250000.75; do
  ! found "$word" || fail "'$word' was found in the account's files"
done
# Of the key the account holds a hash.
! found "$(cut -c 22-64 api.key)" || fail "the API key was found in the account's files"
echo "No word of the loan is there, neither as text nor as base64, and not the API key."

if $check; then
  say "All of it holds"
  cat result.json
  exit 0
fi

cat <<EOT

Look at it in a browser: $P8E_API/console (any user name; the password is the key in $work/api.key)
Try it yourself in another terminal (Ctrl-C here ends everything):
  export P8E_API='$P8E_API' P8E_STORAGE='$P8E_STORAGE' P8E_API_KEY_FILE='$P8E_API_KEY_FILE'
  cd $work
  $p8e submit loan.json
  $p8e executions list
  $p8e record show $scope asset
  $p8e contract schema $name
  curl -H @authorization $P8E_API/api/v1/scopes/$scope
EOT
while kill -0 "$azurite_pid" 2>/dev/null; do wait "$azurite_pid" || true; done
