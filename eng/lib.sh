# Shared by the scripts in eng/; sourced, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Nothing that dotnet starts may outlive a script, and a build may not turn red because a list of advisories was or was not reached.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=1 MSBUILDDISABLENODEREUSE=1 NuGetAudit=false

# Says what is missing and how to get it; ends the script.
need() {
  command -v "$1" >/dev/null 2>&1 && return
  echo "$0: $1 is missing. $2" >&2
  exit 1
}

need_dotnet() {
  need dotnet "Install the .NET SDK 10 (https://dot.net) and put it on the path."
  (cd "$root" && dotnet --version >/dev/null 2>&1) || { echo "$0: the .NET SDK on the path is not 10.0.4xx, which global.json asks for. Installed:" >&2; dotnet --list-sdks >&2; exit 1; }
}

need_node() {
  need node "Install Node.js 20 or newer."
  need npm "It comes with Node.js 20."
  [ "$(node -p 'parseInt(process.versions.node)')" -ge 20 ] || { echo "$0: Node.js $(node --version) is too old. Install 20 or newer." >&2; exit 1; }
}

# Starts Azurite on free ports in the folder $1 and sets P8E_STORAGE. It ends with this script, whatever becomes of the script:
# its standard input is a pipe that only this script holds open.
start_azurite() {
  local folder=$1 log=$1/azurite.log azurite=$root/eng/azurite
  mkdir -p "$folder"
  : >"$log"
  mkfifo "$folder/stdin"
  exec 9<>"$folder/stdin"
  # It leaves small files in its working folder. Nothing but this script may hold the pipe: neither Azurite nor a shell that waits for it.
  (
    cd "$folder"
    exec node --require "$azurite/with-parent.cjs" "$azurite/node_modules/azurite/dist/src/azurite.js" \
      --skipApiVersionCheck --disableTelemetry --silent --location "$folder/account" \
      --blobPort 0 --tablePort 0 --queuePort 0
  ) <"$folder/stdin" >"$log" 2>&1 8>&- 9>&- &
  azurite_pid=$!
  local tries=0
  until grep -q 'Table service is successfully listening' "$log"; do
    tries=$((tries + 1))
    if [ $tries -gt 300 ] || ! kill -0 $azurite_pid 2>/dev/null; then
      echo "$0: Azurite did not start:" >&2
      tail -n 20 "$log" >&2
      exit 1
    fi
    sleep 0.1
  done
  local blob table
  blob=$(sed -n 's/.*Blob service is successfully listening at //p' "$log")
  table=$(sed -n 's/.*Table service is successfully listening at //p' "$log")
  # The emulator's well-known account and key, the same for everybody.
  export P8E_STORAGE="DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;BlobEndpoint=$blob/devstoreaccount1;TableEndpoint=$table/devstoreaccount1"
}

# Ends Azurite in order, so that everything is written to its folder.
stop_azurite() {
  [ -n "${azurite_pid:-}" ] || return 0
  echo stop >&9 2>/dev/null || true
  wait "$azurite_pid" 2>/dev/null || true
  azurite_pid=
}

# Runs a program in the background, its output in the file $1, and sets started_pid. It ends with this script, whatever becomes of the script.
start_program() {
  local log=$1
  shift
  if [ -z "${alive_pipe:-}" ]; then
    # Nobody writes into it and this script alone holds it open: it breaks when the script is gone.
    alive_pipe=$log.alive
    mkfifo "$alive_pipe"
    exec 8<>"$alive_pipe"
  fi
  "$@" >"$log" 2>&1 </dev/null 8>&- 9>&- &
  started_pid=$!
  (cat >/dev/null; kill "$started_pid") <"$alive_pipe" >/dev/null 2>&1 8>&- 9>&- &
}

# Waits until a program that writes its addresses to the file $1 has done so; $2 is its process, $3 its output.
await_ports() {
  local tries=0
  until [ -s "$1" ]; do
    tries=$((tries + 1))
    if [ $tries -gt 300 ] || ! kill -0 "$2" 2>/dev/null; then
      echo "$0: a program did not start:" >&2
      tail -n 20 "$3" >&2
      exit 1
    fi
    sleep 0.1
  done
}

# Ends a program in order and waits for it.
stop_program() {
  [ -n "${1:-}" ] || return 0
  kill "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

# What a demo says: a heading, and why it does not hold.
say() { printf '\n== %s\n' "$1"; }
fail() { echo "FAILED: $1" >&2; exit 1; }

# The text of the member $1 in a line of JSON on standard input.
field() { sed -n "s/.*\"$1\":\"\\([^\"]*\\)\".*/\\1/p"; }
