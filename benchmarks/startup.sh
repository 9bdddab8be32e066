#!/usr/bin/env bash
# Prints what the agent adds to the start of programs, on JDK 17 and, where there is one, 25.
# For an idle machine; takes some minutes. usage: benchmarks/startup.sh [rounds, 11 or more]
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -B -ntp -pl agent -am -Pstartup -DskipTests -Dstartup.rounds="${1:-11}" verify "${@:2}" \
  | sed -n -e 's/^\[INFO\] *\[java\] //p' -e '/ERROR/p'
