exec 3<"$1" || exit 125
# What is exported to the command keeps its value only under names that nobody else uses.
zklocked_orders=$1 zklocked_report=$2 zklocked_start=$3 zklocked_way=$4
zklocked_left=$5 zklocked_tick=$6 zklocked_outer=$7
zklocked_group= zklocked_ending= zklocked_frozen= zklocked_asked= zklocked_silent=0
shift 7
signal() {
  kill -s "$1" -- "-$zklocked_group"
}
# zklocked says so after each look at the lock, unless it is stopped itself.
beat() {
  zklocked_silent=0
  case $zklocked_frozen in
  twice) zklocked_frozen=once ;; # its look may have been before the stop, and only its word after
  once)
    zklocked_frozen=
    [ "$zklocked_way" = terminal ] && [ ! "$zklocked_asked" ] || signal CONT
    ;;
  esac
}
tick() {
  zklocked_silent=$((zklocked_silent + 1))
  [ "$zklocked_silent" -ge 3 ] && [ "$zklocked_group" ] || return
  if [ "$zklocked_ending" ]; then
    signal KILL # nobody else does, once the lock may be somebody's
    exit 0      # the group's number will be another's
  fi
  if [ "$zklocked_way" = terminal ] && [ ! "$zklocked_frozen" ]; then
    kill -s USR1 "$$"
    kill -s STOP "$$" # or it takes the terminal, which may be another's by now
  fi
  zklocked_frozen=twice
  signal STOP
}
resume() {
  [ "$zklocked_frozen" ] && return
  kill -s USR2 "$$" # what goes on without it stops again
  kill -s CONT "$$"
}
# Asked to end while it is stopped, it would never hear of it.
ask() {
  signal "$1"
  zklocked_asked=yes
  [ "$zklocked_frozen" ] || signal CONT
}
end() {
  zklocked_ending=yes
  if [ "$zklocked_frozen" ]; then
    signal KILL
  else
    ask TERM
  fi
}
listen() {
  while { sleep "$zklocked_tick" || sleep 1; } && echo tick; do :; done &
  while read -r zklocked_line; do
    echo "$zklocked_line" || exit
  done
  echo gone
}
obey() {
  while read -r zklocked_order zklocked_named; do
    case $zklocked_order in
    beat | tick | resume | end) "$zklocked_order" ;;
    HUP | TERM) ask "$zklocked_order" ;;
    group) zklocked_group=$zklocked_named ;;
    over) exit 0 ;;
    gone) break ;;
    *) signal "$zklocked_order" ;;
    esac
  done
  # Without the word: zklocked is dead. Its shell first, or it takes the terminal from the user's.
  kill -s KILL "$$"
  [ "$zklocked_group" ] || exit
  [ "$zklocked_frozen" ] || end
  while [ ! "$zklocked_frozen" ] && [ "$zklocked_left" -gt 0 ] && signal 0; do
    sleep 0.1 || sleep 1
    zklocked_left=$((zklocked_left - 1))
  done
  signal KILL
}
guard() {
  trap '' HUP INT QUIT TERM TSTP TTIN TTOU
  listen <&3 2>/dev/null | obey 3<&-
}
if [ "$zklocked_way" = apart ]; then
  guard </dev/null >/dev/null 2>&1 &
  exec 4>&2 2>/dev/null
  # Not in the background: what is started there has INT and QUIT ignored.
  (exec setsid sh -c 'echo "group $$" >"$0" && echo "$$" >"$1" && read -r zklocked_word <"$2" &&
    [ "$zklocked_word" = go ] || exit 125; shift 2; exec "$@"' \
    "$zklocked_orders" "$zklocked_report" "$zklocked_start" "$@" 2>&4 3<&- 4>&-)
  exit
fi
trap 'zklocked_frozen=yes' USR1
trap 'zklocked_resumed=yes' USR2
set -m
(read -r zklocked_word <"$zklocked_start" && [ "$zklocked_word" = go ] || exit 125; exec "$@") 3<&- &
zklocked_group=$!
guard </dev/null >/dev/null 2>&1 &
echo "$zklocked_group" >"$zklocked_report"
exec </dev/null >/dev/null 2>&1
while :; do
  fg %1
  zklocked_status=$?
  kill -s 0 "$zklocked_group" || exit "$zklocked_status"
  # Stopped at the terminal: so is zklocked, which looks at the lock before the command goes on.
  zklocked_resumed=
  [ "$zklocked_frozen" ] || kill -s TSTP -- "-$zklocked_outer"
  until [ "$zklocked_resumed" ]; do
    kill -s STOP "$$"
  done
  zklocked_frozen=
done
