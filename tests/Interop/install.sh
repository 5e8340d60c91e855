#!/usr/bin/env bash
# Installs grpc-js and CosmJS at the versions of the lock file, for tests/Grpc, tests/Devchain and the benchmarks. Does nothing when it is already there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

stamp=node_modules/.installed-lock
if [ -f "$stamp" ] && cmp -s package-lock.json "$stamp"; then
  exit 0
fi

# Packages run no code of their own while they are installed.
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
cp package-lock.json "$stamp"
