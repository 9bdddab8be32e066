#!/bin/sh
# The first files that Java opens would take the places of streams that are closed.
{ true 9<&0; } 2>/dev/null || exec 0</dev/null
{ true 9>&1; } 2>/dev/null || exec 1>/dev/null
true 9>&2 || exec 2>/dev/null
# Java would read of its arguments what is ASCII alone; what it starts is given its own locale again.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
C | POSIX)
  exec env LC_ALL=C.UTF-8 "${JAVA_HOME:+$JAVA_HOME/bin/}java" "-Dio.zklocked.cli.locale=${LC_ALL-unset}" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC $ZKLOCKED_JAVA_OPTIONS -jar "$0" "$@"
  ;;
esac
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC $ZKLOCKED_JAVA_OPTIONS -jar "$0" "$@"
