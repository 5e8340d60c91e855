#!/usr/bin/env bash
# Sums up a run of test programs. Called by eng/test.sh; tested by tests/Architecture.
# Usage: eng/test-summary.sh (NAME EXITCODE OUTPUT)...
#   OUTPUT is the file with what the test program printed; "-" for a check that is one test and says all with its exit code.
# Names what went wrong and ends with "N passed, N failed" or "N passed, N failed, N skipped", alone on the last line.
# Ends with 0 when at least one test passed and nothing failed, else with 1.
set -euo pipefail

(($# % 3 == 0)) || { echo "usage: eng/test-summary.sh (NAME EXITCODE OUTPUT)..." >&2; exit 2; }
passed=0 failed=0 skipped=0

# The line below xunit's summary header, or nothing; a program without tests prints "Total: 0" alone.
summary_of() {
  sed -e 's/\x1b\[[0-9;]*m//g' "$1" | awk '/=== TEST EXECUTION SUMMARY ===/ { take = NR + 1 } NR == take { line = $0 } END { print line }'
}

number() { # number LABEL LINE
  local found
  found=$(grep -oE "$1: [0-9]+" <<<"$2" | grep -oE '[0-9]+$') || found=0
  echo "$found"
}

while (($# > 0)); do
  name=$1 code=$2 output=$3
  shift 3

  if [ "$output" = - ]; then
    if [ "$code" = 0 ]; then
      passed=$((passed + 1))
    else
      echo "FAILED $name: ended with code $code"
      failed=$((failed + 1))
    fi
    continue
  fi

  line=$(summary_of "$output")
  if ! grep -qE 'Total: [0-9]+' <<<"$line"; then
    echo "FAILED $name: no summary; the test program broke off with code $code"
    failed=$((failed + 1))
    continue
  fi

  total=$(number Total "$line") errors=$(number Errors "$line") bad=$(number Failed "$line")
  # A test that runs on demand only did not run: it is skipped, not passed.
  left=$(($(number Skipped "$line") + $(number 'Not Run' "$line")))
  if [ $((bad + errors)) -gt 0 ]; then
    echo "FAILED $name: $bad failed, $errors errors outside of tests"
  elif [ "$code" != 0 ]; then
    echo "FAILED $name: no test failed, but the test program ended with code $code"
    errors=1
  elif [ "$total" = 0 ]; then
    echo "note: $name has no tests"
  fi
  passed=$((passed + total - bad - left))
  failed=$((failed + bad + errors))
  skipped=$((skipped + left))
done

[ $((passed + failed)) -gt 0 ] || echo "no test ran"
if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
