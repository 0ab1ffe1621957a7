// Our calendars as a reader that others have written sees them: every date from 2024 to 2030 at its instants, also where
// the clocks are changed. The calendars and what should be in them come from `cargo test -p interop`.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import ICAL from "ical.js";

const folder = path.join(process.env.CARGO_TARGET_DIR ?? "../target", "tmp/calendars");

/** What our own reckoning says: `start end` for each date of a series, ` off` behind one that is called off. */
function expected(name: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let dates: string[] = [];
  for (const line of readFileSync(path.join(folder, `${name}.txt`), "utf8").trim().split("\n")) {
    if (line.startsWith("# ")) found.set(line.slice(2), (dates = []));
    else dates.push(line);
  }
  return found;
}

const instant = (time: ICAL.Time) => time.toJSDate().toISOString().replace(".000Z", "Z");

/** What ical.js finds. */
function read(name: string): Map<string, string[]> {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(path.join(folder, `${name}.ics`), "utf8")));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const found = new Map<string, string[]>();
  const add = (series: string, start: ICAL.Time, end: ICAL.Time, status: unknown) => {
    const dates = found.get(series) ?? [];
    found.set(series, dates);
    dates.push(`${instant(start)} ${instant(end)}${status === "CANCELLED" ? " off" : ""}`);
  };
  const components = calendar.getAllSubcomponents("vevent");
  const differing = components.filter((c) => c.hasProperty("recurrence-id"));
  for (const component of components.filter((c) => !c.hasProperty("recurrence-id"))) {
    const uid = component.getFirstPropertyValue("uid");
    // Without the list it takes every other series' dates for its own.
    const event = new ICAL.Event(component, { exceptions: differing.filter((c) => c.getFirstPropertyValue("uid") === uid) });
    const series = String(component.getFirstPropertyValue("summary"));
    if (!event.isRecurring()) {
      add(series, event.startDate, event.endDate, component.getFirstPropertyValue("status"));
      continue;
    }
    const dates = event.iterator();
    for (let next = dates.next(); next; next = dates.next()) {
      const { item, startDate, endDate } = event.getOccurrenceDetails(next);
      add(series, startDate, endDate, item.component.getFirstPropertyValue("status"));
    }
  }
  // A date whose series is not there any more stands alone.
  const series = new Set(components.filter((c) => !c.hasProperty("recurrence-id")).map((c) => c.getFirstPropertyValue("uid")));
  for (const component of differing.filter((c) => !series.has(c.getFirstPropertyValue("uid")))) {
    const event = new ICAL.Event(component);
    add(String(component.getFirstPropertyValue("summary")), event.startDate, event.endDate, component.getFirstPropertyValue("status"));
  }
  for (const dates of found.values()) dates.sort();
  return found;
}

for (const name of ["bergen", "clocks"]) {
  test(`ical.js finds every date of ${name}, 2024 to 2030`, () => {
    const [ours, theirs] = [expected(name), read(name)];
    assert.deepEqual([...theirs.keys()].sort(), [...ours.keys()].sort());
    for (const [series, dates] of ours) assert.deepEqual(theirs.get(series), dates, series);
  });
}

for (const [name, method, status] of [["request", "REQUEST", ""], ["cancel", "CANCEL", " off"]] as const) {
  test(`ical.js reads the invitation of an event's contributor: ${method}`, () => {
    const ours = expected("invitation").get("kurs") ?? [];
    assert.deepEqual(read(name).get("kurs"), ours.map((line) => `${line}${status}`));
    const calendar = new ICAL.Component(ICAL.parse(readFileSync(path.join(folder, `${name}.ics`), "utf8")));
    assert.equal(calendar.getFirstPropertyValue("method"), method);
    for (const event of calendar.getAllSubcomponents("vevent")) {
      assert.equal(event.getFirstPropertyValue("organizer"), "mailto:digihjelpen@eksempel.no");
      assert.equal(event.getFirstPropertyValue("attendee"), "mailto:bolig@eksempel.no");
      assert.equal(event.getFirstPropertyValue("sequence"), method === "CANCEL" ? 3 : 0);
      assert.equal(event.getFirstPropertyValue("location"), "Hovedbiblioteket, Strømgaten 6");
    }
  });
}
