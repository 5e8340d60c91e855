#!/usr/bin/env bash
# Builds core/ twice, in two folders of different length, and compares the SHA-256 of every P8e.*.dll: same sources, same bytes.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"

folder=$(mktemp -d "${TMPDIR:-/tmp}/p8e-reproduce-XXXXXX")
trap 'rm -rf "$folder"' EXIT

for copy in a another-and-longer-one; do
  mkdir "$folder/$copy"
  # The tree as it is now, new files too; a file deleted but not yet committed is still listed.
  git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    [ ! -e "$file" ] || printf '%s\0' "$file"
  done | tar -c --null -T - | tar -x -C "$folder/$copy"
  for project in "$folder/$copy"/core/*/*.csproj; do
    dotnet build "$project" -c Release -v quiet -nologo -clp:NoSummary -nodeReuse:false --disable-build-servers
  done >"$folder/$copy.log" || { cat "$folder/$copy.log"; exit 1; }
  (cd "$folder/$copy/artifacts/bin" && sha256sum -- */release/P8e.*.dll) >"$folder/$copy.sums"
done

if ! diff "$folder/a.sums" "$folder/another-and-longer-one.sums"; then
  echo "eng/reproduce.sh: two builds of the same sources differ"
  exit 1
fi
echo "eng/reproduce.sh: $(wc -l <"$folder/a.sums") assemblies are equal in two builds"
