#!/usr/bin/env bash
# Two parties, each with its own storage account, keys and program: what the originator stores for the servicer arrives in the servicer's store, and a mail in its mailbox, over gRPC that asks for
# keys. Stays until Ctrl-C; with --check it does not stay, and it exits 0 only when all of it holds. Called by eng/demo.sh --parties 2.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

check=false
[ "${1:-}" != --check ] || check=true

need_dotnet
need_node
need curl "The demo talks to the programs with it; install it with the system's package manager."
need openssl "The demo makes the key with which one store shows itself to the other; install it with the system's package manager."
work=$(mktemp -d "${TMPDIR:-/tmp}/p8e-parties-XXXXXX")
programs=()
finish() { for program in "${programs[@]}"; do stop_program "$program"; done; stop_azurite; rm -rf "$work"; }
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

show() { printf '$ curl %s\n' "$*"; curl -sS --fail-with-body "$@"; echo; }

# Runs a command until it succeeds, for at most two minutes.
await() {
  local tries=0
  until "$@" >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ $tries -le 600 ] || return 1
    sleep 0.2
  done
}

say "Preparing: build, emulator with an account for each party, curve library"
bash "$root/eng/native.sh"
bash "$root/eng/azurite.sh"
for project in tools/p8e/p8e functions/Functions; do
  dotnet build "$root/$project.csproj" --nologo --verbosity quiet --disable-build-servers
done
p8e=$root/artifacts/bin/p8e/release/p8e
cd "$work"
key_of() { openssl rand -base64 48 | tr -d '\n'; }
originator_account=$(key_of) servicer_account=$(key_of)
export AZURITE_ACCOUNTS="originator:$originator_account;servicer:$servicer_account"
start_azurite "$work/azurite"
blobs=$(sed -n 's/.*BlobEndpoint=\([^;]*\)\/devstoreaccount1.*/\1/p' <<<"$P8E_STORAGE")
tables=$(sed -n 's/.*TableEndpoint=\([^;]*\)\/devstoreaccount1.*/\1/p' <<<"$P8E_STORAGE")
unset P8E_STORAGE AZURITE_ACCOUNTS

say "Each party makes its key; the servicer makes one for the originator's store to show itself with"
for party in originator servicer; do "$p8e" keys new "$party.key"; done
key_of >peer.secret
printf 'originator %s\n' "$(tr -d '\n' <peer.secret | openssl dgst -sha256 -r | cut -d' ' -f1)" >servicer.peers

# Starts the program of a party with its account's key and further settings; sets http and grpc.
start_party() {
  local party=$1 account=$2
  local storage="DefaultEndpointsProtocol=http;AccountName=$party;AccountKey=$account;BlobEndpoint=$blobs/$party;TableEndpoint=$tables/$party"
  shift 2
  start_program "$party.log" env "$@" \
    Host__HttpAddress=http://127.0.0.1:0 Host__GrpcAddress=http://127.0.0.1:0 Host__PortFile="$work/$party.json" Host__Instance="$party" Affiliate__Name="$party" \
    Affiliate__SigningKeyFile="$work/$party.key" ObjectStore__UriHost="$party.example" \
    Storage__ConnectionString="$storage" \
    "$root/artifacts/bin/Functions/release/P8e.Functions"
  programs+=("$started_pid")
  await_ports "$party.json" "$started_pid" "$party.log"
  sed -n 1p "$party.log"
  http=$(field http <"$party.json") grpc=$(field grpc <"$party.json")
  # Who calls a party's HTTP API shows a key of that party's deployment.
  (umask 077; "$p8e" access create --name demo --role submit read operate --at "$party" --storage "$storage" --json | field key >"$party.api-key"
   printf 'Authorization: Bearer %s\n' "$(cat "$party.api-key")" >"$party.authorization")
}

say "The servicer's program starts; its gRPC port takes replication from who shows the key"
start_party servicer "$servicer_account" ObjectStore__PeerKeysFile="$work/servicer.peers"
servicer=$http servicer_grpc=$grpc

say "The originator's program starts; it may connect to the servicer's address, which is not public here"
printf 'servicer %s x-p8e-peer-key %s\n' "$servicer_grpc" "$work/peer.secret" >originator.peers
start_party originator "$originator_account" ObjectStore__PeersFile="$work/originator.peers" ObjectStore__PeersAllowed="${servicer_grpc#http://}"
originator=$http

say "The originator registers where the servicer's key is at home"
"$p8e" keys show servicer.key --json >servicer.txt
reader=$(field publicKey <servicer.txt)
raw=$(node -p 'Buffer.from(process.argv[1].slice(4), "hex").toString("base64")' "$reader")
show -H @originator.authorization -X POST "$originator/api/v1/public-keys" -d "{\"publicKey\":\"$raw\",\"url\":\"$servicer_grpc\"}"

say "A document for the servicer is stored at the originator's, and arrives at the servicer's"
head -c 3145728 /dev/urandom >appraisal.pdf
show -H @originator.authorization -X POST "$originator/api/v1/objects?reader=$reader" --data-binary @appraisal.pdf -H 'Content-Type: application/octet-stream' | tee put.json
hash=$(field hash <put.json | tr '+/' '-_' | tr -d '=')
await curl -sSf -H @servicer.authorization "$servicer/api/v1/objects/$hash" -o arrived.pdf || fail "the document did not arrive: $(tail -n 5 originator.log servicer.log)"
cmp appraisal.pdf arrived.pdf || fail "the servicer has another document than was stored"
echo "The servicer opened it with its own key, out of its own store: $(wc -c <arrived.pdf) bytes, the same."
show -H @servicer.authorization -r 0-3 "$servicer/api/v1/objects/$hash" -o piece.pdf
cmp -n 4 appraisal.pdf piece.pdf || fail "the first four bytes are others"

say "A mail to the servicer"
printf 'a request to execute' >request.bin
show -H @originator.authorization -X POST "$originator/api/v1/objects?reader=$reader&mail=FRAGMENT_REQUEST" --data-binary @request.bin
has_mail() { curl -sSf -H @servicer.authorization "$servicer/api/v1/mail" | grep -q FRAGMENT_REQUEST; }
await has_mail || fail "the mail did not arrive: $(tail -n 5 originator.log servicer.log)"
show -H @servicer.authorization "$servicer/api/v1/mail"
mail=$(curl -sS -H @servicer.authorization "$servicer/api/v1/mail" | field id)
show -H @servicer.authorization -X POST "$servicer/api/v1/mail/$mail/acknowledge" | tee acknowledged.json
grep -q '"state":"acknowledged"' acknowledged.json || fail "the mail was not acknowledged"
has_mail && fail "the mailbox still delivers what was acknowledged"

say "Nobody else gets anything: neither without the key, nor on the HTTP port of the other party"
grep -rqa "$(cat peer.secret)" "$work/originator.log" "$work/servicer.log" && fail "a log holds the stores' secret"
status() { curl -sS -o /dev/null -w '%{http_code}' "$@"; }
nothing=$servicer/api/v1/objects/$(printf 'x%.0s' {1..32} | openssl dgst -sha256 -binary | base64 | tr '+/' '-_' | tr -d '=')
refused=$(status -H @servicer.authorization "$nothing")
[ "$refused" = 404 ] || fail "an object that is not there was answered with $refused"
for credential in 'X-Nothing: 1' @originator.authorization; do
  refused=$(status -H "$credential" "$servicer/api/v1/objects/$hash")
  [ "$refused" = 401 ] || fail "a call with '$credential' was answered with $refused"
done
echo "Without a key, and with a key of the other party's deployment: 401."

if $check; then
  say "All of it holds"
  exit 0
fi
cat <<EOT

Try it yourself in another terminal (Ctrl-C here ends everything):
  cd $work
  curl -H @originator.authorization $originator/api/v1/public-keys
  curl -H @originator.authorization -X POST '$originator/api/v1/objects?reader=$reader' --data-binary @$work/request.bin
  curl -H @servicer.authorization $servicer/api/v1/mail?state=dead
EOT
while kill -0 "$azurite_pid" 2>/dev/null; do wait "$azurite_pid" || true; done
