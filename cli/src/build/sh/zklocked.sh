#!/bin/sh
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC $ZKLOCKED_JAVA_OPTIONS -jar "$0" "$@"
