"""Our calendars as Python's icalendar sees them: every date from 2024 to 2030 at its instants, also where the clocks are
changed. The calendars and what should be in them come from `cargo test -p interop`; see tools/read-calendars.sh."""

import sys
from datetime import datetime, timezone
from pathlib import Path

import icalendar
import recurring_ical_events


def expected(text):
    found, dates = {}, []
    for line in text.strip().split("\n"):
        if line.startswith("# "):
            dates = found.setdefault(line[2:], [])
        else:
            dates.append(line)
    return found


def instant(time):
    return time.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(text):
    found = {}
    calendar = icalendar.Calendar.from_ical(text)
    first, last = datetime(2023, 12, 1, tzinfo=timezone.utc), datetime(2031, 2, 1, tzinfo=timezone.utc)
    for event in recurring_ical_events.of(calendar).between(first, last):
        off = " off" if event.get("STATUS") == "CANCELLED" else ""
        line = f"{instant(event['DTSTART'].dt)} {instant(event['DTEND'].dt)}{off}"
        found.setdefault(str(event["SUMMARY"]), []).append(line)
    return {series: sorted(dates) for series, dates in found.items()}


def main(folder):
    wrong = 0
    for name in ("bergen", "clocks"):
        ours = expected((folder / f"{name}.txt").read_text())
        theirs = read((folder / f"{name}.ics").read_text())
        for series in sorted(ours.keys() | theirs.keys()):
            a, b = set(ours.get(series, [])), set(theirs.get(series, []))
            if a != b or len(ours.get(series, [])) != len(theirs.get(series, [])):
                wrong += 1
                print(f"{name} {series}: only ours {sorted(a - b)[:4]}, only theirs {sorted(b - a)[:4]}")
        print(f"icalendar finds every date of {name}" if not wrong else f"{name} is read otherwise")
    invited = set(expected((folder / "invitation.txt").read_text())["kurs"])
    for name, method, status in (("request", "REQUEST", ""), ("cancel", "CANCEL", " off")):
        text = (folder / f"{name}.ics").read_text()
        calendar = icalendar.Calendar.from_ical(text)
        asked = {str(e["ORGANIZER"]) for e in calendar.walk("VEVENT")}, {str(e["ATTENDEE"]) for e in calendar.walk("VEVENT")}
        right = asked == ({"mailto:digihjelpen@eksempel.no"}, {"mailto:bolig@eksempel.no"}) and calendar["METHOD"] == method
        if not right or set(read(text)["kurs"]) != {line + status for line in invited}:
            wrong += 1
            print(f"the invitation {name} is read otherwise")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
