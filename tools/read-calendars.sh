#!/usr/bin/env bash
# Reads the calendars that `cargo test -p interop` wrote with Python's icalendar, in an environment of its own under target/.
# Where Python or the packages cannot be had, it says so and leaves it at that: ical.js always reads them.
set -eu
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
env="$target/calendar-readers"
skip() { echo "skipped: $*; ical.js has read the calendars"; exit 0; }

command -v python3 >/dev/null 2>&1 || skip "python3 is not here"
if [ ! -f "$env/.installed" ]; then
  python3 -m venv "$env" >/dev/null 2>&1 || skip "python3 cannot make an environment (on Debian: python3-venv)"
  "$env/bin/pip" install --quiet --disable-pip-version-check icalendar==7.3.0 recurring-ical-events==3.8.2 \
    >/dev/null 2>&1 </dev/null || skip "icalendar and recurring-ical-events could not be installed"
  touch "$env/.installed"
fi
exec "$env/bin/python" tools/read-calendars.py "$target/tmp/calendars"
