#!/usr/bin/env bash
# Makes the package: the function app for linux-x64 with its runtime, as a folder, as a zip to deploy, and as what a container image is built from. Nothing of the SDK is needed where it runs.
# Usage: eng/publish.sh [--output DIR]     DIR is artifacts/package/out unless given; what lies there is replaced.
#   DIR/app        the app's root: host.json, function folders, P8e.Functions, sandbox/, runtime/, libsecp256k1
#   DIR/app.zip    the same, for zip deployment; same sources, same bytes
#   DIR/container  a Dockerfile and what it copies
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() { sed -n '2,6s/^# //p' "${BASH_SOURCE[0]}" >&2; exit 2; }
output=$root/artifacts/package/out empty=
while [ $# -gt 0 ]; do
  case $1 in
    --output) [ -n "${2:-}" ] || usage; output=$(realpath -m "$2"); shift ;;
    # For tests/Benchmarks: an empty web program published the same way, into DIR/app.
    --empty-api) empty=true ;;
    *) usage ;;
  esac
  shift
done

need_dotnet
need_node

# publish PROJECT DIR RUNTIME: RUNTIME is where the runtime lies, seen from DIR. The tree's build makes the assemblies (after eng/test.sh there is nothing to make), the publish compiles them ahead.
publish() {
  dotnet build "$root/$1" --configuration Release --verbosity quiet --nologo -clp:NoSummary -nodeReuse:false --disable-build-servers
  dotnet publish "$root/$1" --configuration Release --runtime linux-x64 --self-contained false --output "$2" --verbosity quiet --nologo --disable-build-servers \
    -p:PackageRuntime="$3" -p:ArtifactsPath="$root/artifacts/package/build" -p:CustomAfterMicrosoftCommonTargets="$root/eng/package/package.targets"
}

# Where the loader finds the curve library that the program would take here; nothing when there is none.
curve_library() {
  local name path
  for name in libsecp256k1.so.6 libsecp256k1.so.5 libsecp256k1.so.2 libsecp256k1.so.1; do
    for path in "$root/artifacts/native/$name" "$(LD_PRELOAD='' ldconfig -p 2>/dev/null | sed -n "s|.*$name .*=> ||p" | head -n 1)"; do
      [ ! -e "$path" ] || { echo "$path"; return; }
    done
  done
}

rm -rf "$output/app" "$output/app.zip" "$output/container"
mkdir -p "$output"
app=$output/app
if [ -n "$empty" ]; then
  publish tests/EmptyApi/EmptyApi.csproj "$app" runtime
  exit
fi

publish functions/Functions.csproj "$app" runtime
publish core/Execution.Sandbox/Execution.Sandbox.csproj "$app/sandbox" ../runtime

bash "$root/eng/native.sh" --require || { echo "eng/publish.sh: a package without libsecp256k1 would sign and seal 25 to 50 times slower." >&2; exit 1; }
library=$(curve_library)
[ -n "$library" ] || { echo "eng/publish.sh: libsecp256k1 loads, but its file was not found." >&2; exit 1; }
cp -L "$library" "$app/$(basename "$library")"

# The tree's host.json starts the SDK's `dotnet`; the package has an executable of its own.
node -e '
  const file = process.argv[1], host = JSON.parse(fs.readFileSync(file));
  Object.assign(host.customHandler.description, { defaultExecutablePath: "P8e.Functions", arguments: [] });
  fs.writeFileSync(file, JSON.stringify(host, null, 2) + "\n");
' "$app/host.json"

# Nobody but the owner writes; three programs run.
find "$app" -type d -exec chmod 755 {} +
find "$app" -type f -exec chmod 644 {} +
chmod 755 "$app/P8e.Functions" "$app/sandbox/P8e.Execution.Sandbox"
node "$root/eng/package/zip.mjs" "$app" "$output/app.zip"

mkdir -p "$output/container"
cp -al "$app" "$output/container/app"
cp "$root"/eng/package/{Dockerfile,health.sh} "$output/container/"
# Triggers belong to the Functions host, which a container has not.
find "$output/container/app" -mindepth 2 -maxdepth 2 -name function.json -delete
find "$output/container/app" -mindepth 1 -maxdepth 1 -type d -empty -delete
rm "$output/container/app/host.json"

echo "eng/publish.sh: $(du -sm "$app" | cut -f1) MiB in $app, $(($(stat -c %s "$output/app.zip") / 1048576)) MiB zipped"
