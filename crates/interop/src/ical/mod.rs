//! Kalenderfiler som telefoner og datamaskiner leser (iCalendar, RFC 5545). Hver gjennomføring er en hendelse for seg, med et
//! navn som aldri skifter, så en flyttet eller avlyst dag retter seg selv i kalenderen til den som følger den.

use jiff::{Timestamp, tz::TimeZone};
use std::fmt::Write as _;

#[cfg(test)]
mod tests;

/// A calendar to be read or followed by a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// What it is called in the reader's calendar.
    pub name: String,
    /// One sentence about it.
    pub description: String,
    /// BCP 47 code of the texts.
    pub language: &'static str,
    /// The page that shows the same.
    pub url: String,
    /// When it was written.
    pub stamp: Timestamp,
    /// In any order; written in the order given.
    pub events: Vec<Event>,
}

/// One dated thing one can come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Names it for good, also after it was moved or called off.
    pub uid: String,
    /// The instant it begins.
    pub starts: Timestamp,
    /// The instant it ends.
    pub ends: Timestamp,
    /// What it is.
    pub summary: String,
    /// More about it; left out when empty.
    pub description: String,
    /// Where, in words; left out when empty.
    pub location: String,
    /// Latitude and longitude in millionths of a degree.
    pub position: Option<(i32, i32)>,
    /// The page about it.
    pub url: String,
    /// Whether it is called off.
    pub cancelled: bool,
}

/// The media type of what [`write()`] gives.
pub const CONTENT_TYPE: &str = "text/calendar; charset=utf-8";

/// Writes a calendar. Times are instants in UTC, which every program shows on its own clock; lines end with CR LF and are
/// folded at 75 octets (RFC 5545 §3.1), texts are escaped (§3.3.11).
#[must_use]
pub fn write(feed: &Feed) -> String {
    let mut out = Lines::default();
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", "-//Terskel//Digihjelpen//NO");
    out.line("CALSCALE", "GREGORIAN");
    out.line("METHOD", "PUBLISH");
    out.text("NAME", &feed.name);
    out.text("X-WR-CALNAME", &feed.name);
    out.text("X-WR-TIMEZONE", domain::shared::TIME_ZONE);
    out.text("DESCRIPTION", &feed.description);
    out.line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    out.line("X-PUBLISHED-TTL", "PT1H");
    out.line("URL", &one_line(&feed.url));
    for event in &feed.events {
        out.event(event, feed);
    }
    out.line("END", "VCALENDAR");
    out.0
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn event(&mut self, event: &Event, feed: &Feed) {
        self.line("BEGIN", "VEVENT");
        self.line("UID", &one_line(&event.uid));
        self.line("DTSTAMP", &instant(feed.stamp));
        self.line("DTSTART", &instant(event.starts));
        self.line("DTEND", &instant(event.ends));
        self.text(&format!("SUMMARY;LANGUAGE={}", feed.language), &event.summary);
        self.text(&format!("DESCRIPTION;LANGUAGE={}", feed.language), &event.description);
        self.text("LOCATION", &event.location);
        if let Some((latitude, longitude)) = event.position {
            self.line("GEO", &format!("{};{}", degrees(latitude), degrees(longitude)));
        }
        self.line("URL", &one_line(&event.url));
        self.line("STATUS", if event.cancelled { "CANCELLED" } else { "CONFIRMED" });
        // Nobody is busy because others may come by.
        self.line("TRANSP", "TRANSPARENT");
        self.line("END", "VEVENT");
    }

    /// A property whose value is text; nothing when it is empty.
    fn text(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.line(name, &escaped(value));
        }
    }

    fn line(&mut self, name: &str, value: &str) {
        let mut left = 75;
        for c in format!("{name}:{value}").chars() {
            if c.len_utf8() > left {
                self.0.push_str("\r\n ");
                left = 74;
            }
            self.0.push(c);
            left -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// RFC 5545 §3.3.11; other control characters are left out, for they end the file's validity.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

fn one_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

fn instant(at: Timestamp) -> String {
    let t = TimeZone::UTC.to_datetime(at);
    let (day, time) = (t.date(), t.time());
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write!(
        out,
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        day.year(),
        day.month(),
        day.day(),
        time.hour(),
        time.minute(),
        time.second()
    );
    out
}

/// Millionths of a degree as a decimal number.
fn degrees(millionths: i32) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let whole = millionths.unsigned_abs();
    format!("{sign}{}.{:06}", whole / 1_000_000, whole % 1_000_000)
}
