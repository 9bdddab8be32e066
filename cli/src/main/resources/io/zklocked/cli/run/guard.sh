exec 3<"$1" || exit 125
orders=$1 report=$2 start=$3 way=$4 left=$5 tick=$6 outer=$7
group= ending= frozen= silent=0
shift 7
signal() {
  kill -s "$1" -- "-$group"
}
# zklocked says so after each look at the lock, unless it is stopped itself.
beat() {
  silent=0
  case $frozen in
  twice) frozen=once ;; # its look may have been before the stop, and only its word after
  once)
    frozen=
    [ "$way" = terminal ] || signal CONT
    ;;
  esac
}
tick() {
  silent=$((silent + 1))
  if [ "$silent" -ge 3 ] && [ "$group" ] && [ ! "$ending" ]; then
    [ "$frozen" ] || [ "$way" = apart ] || kill -s USR1 "$$"
    frozen=twice
    signal STOP
  fi
}
resume() {
  [ "$frozen" ] && return
  kill -s USR2 "$$" # what goes on without it stops again
  kill -s CONT "$$"
}
end() {
  ending=yes
  signal TERM
  signal CONT # a stopped process would not hear of it
}
listen() {
  while sleep "$tick" && echo tick; do :; done &
  while read -r line; do
    echo "$line" || exit
  done
  echo gone
}
obey() {
  while read -r order named; do
    case $order in
    beat | tick | resume | end) "$order" ;;
    group) group=$named ;;
    over) exit 0 ;;
    gone) break ;;
    *) signal "$order" ;;
    esac
  done
  # Without the word: zklocked is dead. Its shell first, or it takes the terminal from the user's.
  kill -s KILL "$$"
  [ "$group" ] || exit
  [ "$frozen" ] || end
  while [ ! "$frozen" ] && [ "$left" -gt 0 ] && signal 0; do
    sleep 0.1
    left=$((left - 1))
  done
  signal KILL
}
guard() {
  trap '' HUP INT QUIT TERM TSTP TTIN TTOU
  listen <&3 2>/dev/null | obey 3<&-
}
if [ "$way" = apart ]; then
  guard </dev/null >/dev/null 2>&1 &
  exec 4>&2 2>/dev/null
  # Not in the background: what is started there has INT and QUIT ignored.
  (exec setsid sh -c 'echo "group $$" >"$0" && echo "$$" >"$1" && read -r word <"$2" && [ "$word" = go ] ||
    exit 125; shift 2; exec "$@"' "$orders" "$report" "$start" "$@" 2>&4 3<&- 4>&-)
  exit
fi
trap 'frozen=yes' USR1
trap 'resumed=yes' USR2
set -m
(read -r word <"$start" && [ "$word" = go ] || exit 125; exec "$@") 3<&- &
group=$!
guard </dev/null >/dev/null 2>&1 &
echo "$group" >"$report"
exec </dev/null >/dev/null 2>&1
while :; do
  fg %1
  status=$?
  kill -s 0 "$group" || exit "$status"
  # Stopped at the terminal: so is zklocked, which looks at the lock before the command goes on.
  resumed=
  [ "$frozen" ] || kill -s TSTP -- "-$outer"
  until [ "$resumed" ]; do
    kill -s STOP "$$"
  done
  frozen=
done
