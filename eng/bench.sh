#!/bin/sh
# Builds the C program beside which the curve is measured, where there is a C compiler, installs CosmJS, and runs the benchmarks.
#   eng/bench.sh [B1|B2|…|B10|B12|DC|SB|W|all] [--quick] [--write]
set -eu
cd "$(dirname "$0")/.."
folder=artifacts/native
source=tests/Benchmarks/native/curve.c
eng/native.sh
bash tests/Interop/install.sh

mkdir -p "$folder"
LD_LIBRARY_PATH=$PWD/$folder${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH

# The newest soname that the loader finds, as the program chooses it.
library=
for name in libsecp256k1.so.6 libsecp256k1.so.5 libsecp256k1.so.2 libsecp256k1.so.1 libsecp256k1.so.0; do
  if [ -z "$(LD_PRELOAD=$name /bin/true 2>&1)" ]; then library=$name; break; fi
done

rm -f "$folder/curve"
if [ -z "$library" ]; then
  echo "bench.sh: no libsecp256k1, so nothing is measured beside it"
elif ! command -v cc >/dev/null; then
  echo "bench.sh: no C compiler, so nothing is measured beside libsecp256k1 called from C"
elif ! cc -O2 -o "$folder/curve" "$source" "-L$folder" "-l:$library"; then
  echo "bench.sh: the C program was not built, so nothing is measured beside libsecp256k1 called from C"
fi

exec dotnet run --project tests/Benchmarks -- "$@"
