#!/bin/sh
# Makes libsecp256k1 available, which does the curve work 25 to 50 times faster than the base class library (B1 in tests/Benchmarks).
# Does nothing when it loads already. Prints one line that says what it did.
#   eng/native.sh             exits 0 also when there is none: the program then falls back
#   eng/native.sh --require   exits 1 when there is none
set -u
cd "$(dirname "$0")/.." || exit 1
folder=artifacts/native
sonames="libsecp256k1.so.6 libsecp256k1.so.5 libsecp256k1.so.2 libsecp256k1.so.1 libsecp256k1.so.0"
package_pattern='^libsecp256k1-[0-9]+$'

require=no
case "${1-}" in
  "") ;;
  --require) require=yes ;;
  *) echo "native.sh: unknown argument $1 (only --require is known)" >&2; exit 2 ;;
esac

say() { echo "native.sh: $*"; }

# The loader itself says whether it finds a library; ldconfig's list knows nothing of LD_LIBRARY_PATH or of broken files.
loads() { [ -z "$(LD_PRELOAD="$1" /bin/true 2>&1)" ]; }

# Prints the newest soname that loads, as the program will choose.
installed() {
  for name in $sonames; do
    if loads "$name"; then echo "$name"; return 0; fi
  done
  return 1
}

# Prints the soname that an earlier run unpacked.
unpacked() {
  for name in $sonames; do
    if [ -e "$folder/$name" ] && loads "$PWD/$folder/$name"; then echo "$name"; return 0; fi
  done
  return 1
}

# Prints the newest package of the library that the package lists know.
package() { apt-cache search --names-only "$package_pattern" 2>/dev/null | cut -d' ' -f1 | sort -V | tail -n 1; }

find_package() {
  found=$(package)
  if [ -z "$found" ] && [ "$(id -u)" = 0 ]; then
    apt-get update -qq >/dev/null 2>&1
    found=$(package)
  fi
  [ -n "$found" ]
}

install() { [ "$(id -u)" = 0 ] && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$found" >/dev/null 2>&1; }

unpack() {
  work=$(mktemp -d) || return 1
  mkdir -p "$folder"
  (cd "$work" && apt-get download -qq "$found" >/dev/null 2>&1 && dpkg -x ./*.deb . 2>/dev/null) \
    && find "$work" -name 'libsecp256k1.so.*' -exec cp -P {} "$folder" \;
  rm -rf "$work"
}

if name=$(installed); then
  say "$name is there, nothing to do"
elif name=$(unpacked); then
  say "$name is in $folder since an earlier run: copy it beside the program or set LD_LIBRARY_PATH=$PWD/$folder"
elif command -v apt-get >/dev/null && find_package && install && name=$(installed); then
  say "installed $found: $name"
elif command -v apt-get >/dev/null && [ -n "${found-}" ] && unpack && name=$(unpacked); then
  say "unpacked $name into $folder: copy it beside the program or set LD_LIBRARY_PATH=$PWD/$folder"
else
  say "no libsecp256k1 here and no way to get it: the base class library does the curve work, 25 to 50 times slower (sealing for 3 readers takes about 13 ms instead of 0.35)"
  [ "$require" = no ] || exit 1
fi
