exec 3<"$1" || exit 125
orders=$1 report=$2 way=$3 left=$4 outer=$5
group=
shift 5
signal() {
  kill -s "$1" -- "-$group"
}
obey() {
  trap '' HUP INT QUIT TERM TSTP TTIN TTOU
  while read -r order named <&3; do
    case $order in
    over) exit 0 ;;
    group) group=$named ;;
    resume) kill -s CONT "$$" ;;
    *) signal "$order" ;;
    esac
  done
  # Without the word: zklocked is dead. Its shell first, or it takes the terminal from the user's.
  kill -s KILL "$$"
  [ "$group" ] || exit
  signal TERM
  signal CONT
  while [ "$left" -gt 0 ] && signal 0; do
    sleep 0.1
    left=$((left - 1))
  done
  signal KILL
}
if [ "$way" = apart ]; then
  obey </dev/null >/dev/null 2>&1 &
  exec 4>&2 2>/dev/null
  # Not in the background: what is started there has INT and QUIT ignored.
  (exec setsid sh -c 'echo "group $$" >"$0" && echo "$$" >"$1" || exit 125; shift; exec "$@"' \
    "$orders" "$report" "$@" 2>&4 3<&- 4>&-)
  exit
fi
set -m
(exec "$@") 3<&- &
group=$!
obey </dev/null >/dev/null 2>&1 &
echo "$group" >"$report"
exec </dev/null >/dev/null 2>&1
while :; do
  fg %1
  status=$?
  kill -s 0 "$group" || exit "$status"
  # Stopped at the terminal: so is zklocked, and goes on when it does.
  kill -s TSTP -- "-$outer"
  kill -s STOP "$$"
done
