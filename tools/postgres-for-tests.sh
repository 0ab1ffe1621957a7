#!/usr/bin/env bash
# A private PostgreSQL for tests, from Debian's own binaries: loopback and a Unix socket only, a free port, no
# password, no flushing to disk. It lives in a temporary folder that belongs to this checkout.
#   tools/postgres-for-tests.sh start|url|stop
# Works as an ordinary user and as root (then the server runs as the user `postgres`).
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
mark=$(printf '%s' "$root" | cksum | cut -d' ' -f1)
place=${TMPDIR:-/tmp}/terskel-postgres-$(id -u)-$mark
say() { printf '%s\n' "$*" >&2; }

find_binaries() {
  bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  if [ -z "$bin" ] && command -v initdb >/dev/null; then bin=$(dirname "$(command -v initdb)"); fi
  if [ -z "$bin" ] || [ ! -x "$bin/initdb" ]; then
    say "PostgreSQL is not installed. On Debian: apt-get install postgresql"
    exit 1
  fi
}

# The server refuses to run as root.
as_owner() {
  if [ "$(id -u)" -ne 0 ]; then "$@"
  elif command -v runuser >/dev/null; then runuser -u postgres -- "$@"
  else setpriv --reuid postgres --regid postgres --init-groups "$@"
  fi
}

running() { [ -f "$place/url" ] && as_owner "$bin/pg_ctl" -D "$place/data" status >/dev/null 2>&1; }

free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 20000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "$port"; return; fi
  done
  say "no free port was found"; exit 1
}

start() {
  if running; then return; fi
  rm -rf "$place"
  mkdir -m 755 "$place"
  if [ "$(id -u)" -eq 0 ]; then chown postgres "$place"; fi
  cd "$place"
  as_owner "$bin/initdb" -D "$place/data" -U terskel --auth=trust --encoding=UTF8 --locale=C --no-sync >"$place/log" 2>&1 ||
    { cat "$place/log" >&2; exit 1; }
  for _ in 1 2 3 4 5; do
    port=$(free_port)
    if as_owner "$bin/pg_ctl" -D "$place/data" -l "$place/data/server.log" -w -t 30 start -o "-p $port -k $place \
        -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
        -c max_connections=300 -c shared_buffers=64MB" >/dev/null 2>&1 </dev/null; then
      echo "postgres://terskel@127.0.0.1:$port/postgres" >"$place/url"
      return
    fi
  done
  cat "$place/data/server.log" >&2
  say "PostgreSQL did not start"; exit 1
}

stop() {
  if [ ! -d "$place" ]; then return; fi
  cd "$place"
  as_owner "$bin/pg_ctl" -D "$place/data" -m immediate -w stop >/dev/null 2>&1 || true
  cd /
  rm -rf "$place"
}

find_binaries
case "${1:-}" in
  start) start ;;
  stop) stop ;;
  url)
    if ! running; then say "it does not run: tools/postgres-for-tests.sh start"; exit 1; fi
    cat "$place/url" ;;
  *) say "usage: tools/postgres-for-tests.sh start|url|stop"; exit 2 ;;
esac
