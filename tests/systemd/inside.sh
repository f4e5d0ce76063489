#!/usr/bin/env bash
# Runs as root under the systemd of the lab (see run.sh). The service polls a mock feed and a name server
# that run beside it; each step says what it claims and the first claim that does not hold ends the test with
# the journal's last lines. Nothing here waits a fixed time where there is something to wait for.
set -euo pipefail

config=/etc/jarshy/jarshy.toml
db=/var/lib/jarshy/jarshy.db
feeds=http://127.0.0.1:8080

# --- helpers -----------------------------------------------------------------------------------------

fail() {
    echo "FAILED: $*" >&2
    systemctl status jarshy --no-pager --full >&2 || true
    journalctl -u jarshy -n 60 --no-pager -o cat >&2 || true
    exit 1
}

passed() { echo "ok: $*"; }

# await SECONDS CLAIM COMMAND...: the claim holds as soon as the command succeeds.
await() {
    local deadline=$((SECONDS + $1)) claim=$2
    shift 2
    until "$@"; do
        [ "$SECONDS" -lt "$deadline" ] || fail "$claim (not within the time given)"
        sleep 0.2
    done
    passed "$claim"
}

# claim CLAIM COMMAND...: the claim holds if the command succeeds now.
claim() {
    local claim=$1
    shift
    "$@" || fail "$claim"
    passed "$claim"
}

property() { systemctl show jarshy --value -p "$1"; }
query() { sqlite3 -readonly -cmd '.timeout 5000' "$db" "$1" 2>/dev/null; }
answers() { [ "$(query "$1")" = "$2" ]; }
exceeds() { [ "$(query "$1")" -gt "$2" ]; }
is() { [ "$(property "$1")" = "$2" ]; }
# journal_says PATTERN: since the last `mark`.
mark() { since=$(journalctl -n 0 --show-cursor | sed -n 's/^-- cursor: //p'); }
journal_says() { journalctl -u jarshy -o cat --after-cursor "$since" | grep -iE "$1" >/dev/null; }

status_says() { property StatusText | grep -iE "$1" >/dev/null; }

# configure SCHEDULE [LINES]: three feeds, by number, by a name only DNS knows, by a name of /etc/hosts.
configure() {
    cat >"$config" <<TOML
[poll]
schedule = "$1"
jitter = "0s"
allow_private_networks = true

[[feeds]]
url = "$feeds/rss.xml"

[[feeds]]
url = "http://feeds.example.test:8080/atom.xml"

[[feeds]]
url = "http://localhost:8080/feed.json"
${2:-}
TOML
}

# --- what the service needs around it ----------------------------------------------------------------

mkdir -p /etc/jarshy
systemd-run -q --unit=mock-feed /usr/bin/jarshy mock-feed --listen 127.0.0.1:8080
# A name server that knows one name, so that resolving really goes through a socket.
cat >/run/name-server.py <<'PYTHON'
import socket, struct

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 53))
while True:
    query, client = server.recvfrom(512)
    end = query.index(b"\0", 12) + 5
    name, kind = query[12 : end - 4], query[end - 4 : end - 2]
    known = name == b"\5feeds\7example\4test\0"
    answer = b""
    if known and kind == b"\0\1":
        answer = b"\xc0\x0c\0\1\0\1" + struct.pack(">IH", 60, 4) + socket.inet_aton("127.0.0.1")
    flags = b"\x81\x80" if known else b"\x81\x83"
    counts = struct.pack(">HHHH", 1, 1 if answer else 0, 0, 0)
    server.sendto(query[:2] + flags + counts + query[12:end] + answer, client)
PYTHON
systemd-run -q --unit=name-server /usr/bin/python3 /run/name-server.py
echo "nameserver 127.0.0.1" >/etc/resolv.conf
# Shorter times than in use, so that the test is short; nothing else is changed.
mkdir -p /etc/systemd/system/jarshy.service.d
printf '[Service]\nTimeoutStartSec=20\nWatchdogSec=4\nRestartSec=1\n' >/etc/systemd/system/jarshy.service.d/times.conf
systemctl daemon-reload
await 10 "the mock feed answers" curl -fsS -o /dev/null "$feeds/rss.xml"

# --- the unit itself ---------------------------------------------------------------------------------

complaints=$(systemd-analyze verify --man=no jarshy.service 2>&1 | grep -F jarshy || true)
claim "systemd understands every line of the unit" test -z "$complaints"
score=$(systemd-analyze security --no-pager jarshy.service | sed -n 's/.*exposure level.*: \([0-9.]*\).*/\1/p')
claim "the exposure level is $score, at most 1.5" awk -v score="$score" 'BEGIN { exit !(score != "" && score <= 1.5) }'

# --- start, poll -------------------------------------------------------------------------------------

configure '*/2 * * * * *'
claim "it starts and tells systemd that it is ready" systemctl start jarshy
claim "it is active" is ActiveState active
pid=$(property MainPID)
[ "${pid:-0}" -gt 1 ] || fail "it has a main process"
await 5 "its status speaks" status_says '[a-z]'
echo "    status: $(property StatusText)"
await 20 "four items are kept" answers "select count(*) from items" 4
await 20 "each is seen in three feeds, one of them under a name that only DNS knows" \
    answers "select count(*) from item_sources" 12
await 20 "a second round brings 304" exceeds "select count(*) from polls where outcome = 'not_modified'" 2
claim "no poll failed" answers "select count(*) from polls where outcome = 'failed'" 0

# --- what it may and may not do ----------------------------------------------------------------------

process_has() { grep -qE "^$1:[[:space:]]+$2\$" "/proc/$pid/status"; }
claim "it runs as a user that is not root" test "$(stat -c %u "/proc/$pid")" != 0
claim "it holds no capability" process_has CapEff 0000000000000000
claim "it can gain none" process_has NoNewPrivs 1
claim "its system calls are filtered" process_has Seccomp 2
cannot_execute() { awk -v at="$1" '$5 == at { options = $6 } END { exit options !~ /noexec/ }' "/proc/$pid/mountinfo"; }
for place in "$(readlink -f /var/lib/jarshy)" /tmp /var/tmp /dev/shm; do
    claim "nothing in $place can be executed" cannot_execute "$place"
done
claim "the database is closed to others, and its group may read it" test "$(stat -Lc %a "$db")" = 640
claim "the state directory is closed to others" test "$(stat -Lc %a /var/lib/jarshy)" = 750
as_service=(systemd-run -q --wait --pipe -p DynamicUser=yes -p User=jarshy -p StateDirectory=jarshy -p StateDirectoryMode=0750)
claim "another service reads the database as the same user" \
    test "$("${as_service[@]}" sqlite3 -readonly "$db" "select count(*) from items")" = 4

# --- watchdog ----------------------------------------------------------------------------------------

pinged_at=$(property WatchdogTimestampMonotonic)
pinged() { [ "$(property WatchdogTimestampMonotonic)" -gt "$pinged_at" ]; }
await 10 "it shows the watchdog that it is alive" pinged

# --- reload ------------------------------------------------------------------------------------------

mark
configure '*/2 * * * * *' "
[[feeds]]
url = \"$feeds/rss.xml?again\""
claim "reload is accepted" systemctl reload jarshy
await 10 "it says that it has read the config again" journal_says 'reloaded'
await 20 "the added feed is polled, and its articles are not kept twice" \
    answers "select (select count(*) from items) || ' ' || (select count(*) from item_sources)" "4 16"
claim "it is the same process" is MainPID "$pid"
await 5 "it is active and not reloading" is ActiveState active

mark
cp "$config" /run/good.toml
echo 'shedule = "nonsense"' >"$config"
systemctl reload jarshy || true
await 10 "a config with a mistake is refused, says the journal" journal_says 'refused'
await 5 "and names the mistake" journal_says 'shedule'
polls=$(query "select count(*) from polls")
await 10 "the old config keeps being polled" exceeds "select count(*) from polls" "$polls"
claim "it is still the same process" is MainPID "$pid"
await 5 "it is still active" is ActiveState active

# --- kill --------------------------------------------------------------------------------------------

cp /run/good.toml "$config"
systemctl kill -s KILL jarshy
restarted() { [ "$(property NRestarts)" = 1 ] && [ "$(property ActiveState)" = active ]; }
await 15 "after kill -9 it comes back by itself" restarted
polls=$(query "select count(*) from polls")
await 10 "and goes on polling" exceeds "select count(*) from polls" "$polls"
claim "with a sound database" answers "pragma integrity_check" ok
claim "and nothing kept twice" answers "select count(*) from items" 4

# --- stop, restart -----------------------------------------------------------------------------------

# A server that takes connections and never answers, so that a poll is in flight when the stop comes.
systemd-run -q --unit=silent-server /usr/bin/python3 -c \
    'import socket, time; server = socket.create_server(("127.0.0.1", 8081)); time.sleep(3600)'
configure '*/2 * * * * *' "
[[feeds]]
url = \"http://127.0.0.1:8081/\""
systemctl reload jarshy
hangs() { [ -n "$(ss -Htn state established dport = :8081)" ]; }
await 15 "a poll waits for a server that never answers" hangs
before=$(date +%s%N)
claim "it stops all the same" systemctl stop jarshy
took=$((($(date +%s%N) - before) / 1000000))
claim "within ten seconds ($took ms)" test "$took" -lt 10000
claim "cleanly" is Result success
claim "with exit code 0" is ExecMainStatus 0
systemctl stop silent-server

configure '0 0 1 1 *'
systemctl reset-failed jarshy 2>/dev/null || true
systemctl start jarshy
polls=$(query "select count(*) from polls")
for _ in 1 2; do systemctl restart jarshy; done
# There is no event for a poll that does not come; a due feed is polled in the first second.
sleep 4
claim "a restart by itself causes no poll" answers "select count(*) from polls" "$polls"
claim "it is active after the restarts" is ActiveState active
systemctl stop jarshy

# --- a mistake in the config at the start ------------------------------------------------------------

mark
echo 'shedule = "nonsense"' >"$config"
refused() { ! systemctl start jarshy 2>/dev/null; }
claim "it does not start with a mistake in the config" refused
await 5 "the journal names the mistake" journal_says 'shedule'
claim "it exits with 2" is ExecMainStatus 2
sleep 2
claim "it is not started again and again" is ActiveState failed

# --- a lasting user, as the unit's head tells --------------------------------------------------------

systemctl reset-failed jarshy
useradd --system jarshy
useradd --groups jarshy analyst
printf '[Service]\nDynamicUser=no\nUser=jarshy\n' >/etc/systemd/system/jarshy.service.d/user.conf
systemctl daemon-reload
configure '0 0 1 1 *'
claim "it starts as a lasting user" systemctl start jarshy
claim "its files have moved out of the private directory" test ! -L /var/lib/jarshy
claim "a member of the group reads the database" \
    test "$(runuser -u analyst -- sqlite3 -readonly "$db" "select count(*) from items")" = 4
stranger_reads() { runuser -u nobody -- sqlite3 -readonly "$db" "select count(*) from items" 2>/dev/null; }
no_stranger() { ! stranger_reads; }
claim "a stranger does not" no_stranger
systemctl stop jarshy

echo "all claims hold; exposure level $score"
