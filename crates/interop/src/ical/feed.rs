//! A calendar to be read or followed by a program.

use super::{
    PRODUCT,
    lines::{Lines, Local, VTIMEZONE, one_line},
    series::Series,
};
use jiff::Timestamp;

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
    /// The address of the feed itself.
    pub source: String,
    /// Written in the order given.
    pub entries: Vec<Entry>,
}

/// One event of a calendar: a series, one date of a series that is different, or a date of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Names it for good, also after it was moved or called off. A date that is different has its series' name.
    pub uid: String,
    /// How often what matters about it (when, where, whether) has changed.
    pub sequence: u32,
    /// When that was last.
    pub changed: Timestamp,
    /// When it is.
    pub when: When,
    /// What it is.
    pub summary: String,
    /// More about it; left out when empty.
    pub description: String,
    /// Where, in words; left out when empty.
    pub location: String,
    /// Latitude and longitude in millionths of a degree.
    pub position: Option<(i32, i32)>,
    /// Its kind, in words; left out when empty.
    pub category: String,
    /// The page about it.
    pub url: String,
    /// Whether it is called off.
    pub cancelled: bool,
}

/// When an [`Entry`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// Again and again.
    Series(Series),
    /// One date.
    Once {
        /// The date of a series that this stands for, when it does.
        instead_of: Option<Local>,
        /// The instant it begins.
        starts: Timestamp,
        /// The instant it ends.
        ends: Timestamp,
    },
}

/// The media type of what [`write()`] gives.
pub const CONTENT_TYPE: &str = "text/calendar; charset=utf-8";

/// Writes a calendar (RFC 5545, with the names of RFC 7986 and those that older programs know). A series is written on
/// Norwegian clocks with the zone explained, single dates as instants in UTC, which no program can misread; lines end
/// with CR LF and are folded at 75 octets (§3.1), texts are escaped (§3.3.11). The same calendar gives the same text.
#[must_use]
pub fn write(feed: &Feed) -> String {
    let mut out = Lines::default();
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", PRODUCT);
    out.line("CALSCALE", "GREGORIAN");
    out.line("METHOD", "PUBLISH");
    out.text("NAME", &feed.name);
    out.text("X-WR-CALNAME", &feed.name);
    out.text("X-WR-TIMEZONE", domain::shared::TIME_ZONE);
    out.text("DESCRIPTION", &feed.description);
    out.line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    out.line("X-PUBLISHED-TTL", "PT1H");
    out.address("SOURCE;VALUE=URI", &feed.source);
    out.address("URL", &feed.url);
    out.as_is(VTIMEZONE);
    for entry in &feed.entries {
        event(&mut out, entry, feed.language);
    }
    out.line("END", "VCALENDAR");
    out.done()
}

fn event(out: &mut Lines, entry: &Entry, language: &str) {
    out.line("BEGIN", "VEVENT");
    out.line("UID", &one_line(&entry.uid));
    out.instant("DTSTAMP", entry.changed);
    out.instant("LAST-MODIFIED", entry.changed);
    out.line("SEQUENCE", &entry.sequence.to_string());
    when(out, &entry.when);
    out.text(&format!("SUMMARY;LANGUAGE={language}"), &entry.summary);
    out.text(&format!("DESCRIPTION;LANGUAGE={language}"), &entry.description);
    out.text("LOCATION", &entry.location);
    out.position(entry.position);
    out.text("CATEGORIES", &entry.category);
    out.address("URL", &entry.url);
    out.line("STATUS", if entry.cancelled { "CANCELLED" } else { "CONFIRMED" });
    // Nobody is busy because others may come by.
    out.line("TRANSP", "TRANSPARENT");
    out.line("END", "VEVENT");
}

fn when(out: &mut Lines, when: &When) {
    match when {
        When::Series(series) => series.write(out),
        When::Once {
            instead_of,
            starts,
            ends,
        } => {
            if let Some(of) = instead_of {
                out.local("RECURRENCE-ID", *of);
            }
            out.instant("DTSTART", *starts);
            out.instant("DTEND", *ends);
        }
    }
}
