#!/usr/bin/env bash
# Installs Azurite, Microsoft's storage emulator, at the version of the lock file. Does nothing when it is already there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/azurite"

for tool in node npm; do
  command -v "$tool" >/dev/null || { echo "eng/azurite.sh: $tool is missing; install Node.js 20 or newer." >&2; exit 1; }
done

stamp=node_modules/.installed-lock
if [ -f "$stamp" ] && cmp -s package-lock.json "$stamp"; then
  exit 0
fi

# Packages run no code of their own while they are installed; Azurite needs none of it.
npm ci --prefer-offline --ignore-scripts --no-audit --no-fund --loglevel=error
cp package-lock.json "$stamp"
