//! Content lines: names, values, escaping, folding (RFC 5545 §3.1 and §3.3.11).

use domain::shared::{Minute, TIME_ZONE};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::borrow::Cow;

/// A clock reading in Norway on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Local {
    /// The day.
    pub date: Date,
    /// The clock; 24:00 is the midnight that ends the day.
    pub clock: Minute,
}

impl Local {
    fn digits(self) -> String {
        let (date, minute) = match self.clock.get() {
            1440 => (self.date.tomorrow().unwrap_or(self.date), 0),
            minute => (self.date, minute),
        };
        format!("{}T{:02}{:02}00", basic(date), minute / 60, minute % 60)
    }
}

/// A day without hyphens, as RFC 5545 §3.3.4 writes it.
pub fn basic(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// The zone of every clock reading in a file: the summer time of the European Union, the same since 1996.
pub const VTIMEZONE: &str = "BEGIN:VTIMEZONE\r\nTZID:Europe/Oslo\r\nBEGIN:DAYLIGHT\r\nTZOFFSETFROM:+0100\r\n\
    TZOFFSETTO:+0200\r\nTZNAME:CEST\r\nDTSTART:19960331T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n\
    END:DAYLIGHT\r\nBEGIN:STANDARD\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\n\
    DTSTART:19961027T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

/// A file being written.
#[derive(Default)]
pub struct Lines(String);

impl Lines {
    /// What was written.
    pub fn done(self) -> String {
        self.0
    }

    /// Lines that are already as they must be.
    pub fn as_is(&mut self, text: &str) {
        self.0.push_str(text);
    }

    /// A property whose value needs no escaping.
    pub fn line(&mut self, name: &str, value: &str) {
        let mut left = 75;
        for part in [name, ":", value] {
            let mut rest = part;
            while rest.len() > left {
                let (fits, more) = rest.split_at(rest.floor_char_boundary(left));
                self.0.push_str(fits);
                self.0.push_str("\r\n ");
                left = 74;
                rest = more;
            }
            self.0.push_str(rest);
            left -= rest.len();
        }
        self.0.push_str("\r\n");
    }

    /// A property whose value is text; nothing when it is empty.
    pub fn text(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.line(name, &escaped(value));
        }
    }

    /// A property whose value is an address; control characters end a file's validity and are left out.
    pub fn address(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.line(name, &one_line(value));
        }
    }

    /// A property whose value is an instant, in UTC.
    pub fn instant(&mut self, name: &str, at: Timestamp) {
        self.line(name, &utc(at));
    }

    /// A property whose value is a clock reading in Norway.
    pub fn local(&mut self, name: &str, at: Local) {
        self.line(&format!("{name};TZID={TIME_ZONE}"), &at.digits());
    }

    /// Latitude and longitude in millionths of a degree.
    pub fn position(&mut self, position: Option<(i32, i32)>) {
        if let Some((latitude, longitude)) = position {
            self.line("GEO", &format!("{};{}", degrees(latitude), degrees(longitude)));
        }
    }
}

/// RFC 5545 §3.3.11; other control characters are left out.
fn escaped(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c.is_control() || matches!(c, '\\' | ';' | ',')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Text on one line, for addresses and identifiers.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        Cow::Owned(text.chars().filter(|c| !c.is_control()).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// A value of a parameter, in quotes; what may not stand between quotes is left out (RFC 5545 §3.2).
pub fn quoted(text: &str) -> String {
    let inner: String = text.chars().filter(|c| !c.is_control() && *c != '"').collect();
    format!("\"{inner}\"")
}

/// An instant as RFC 5545 §3.3.5 writes it in UTC.
pub fn utc(at: Timestamp) -> String {
    let t = TimeZone::UTC.to_datetime(at);
    let mut out = String::with_capacity(16);
    let year = i32::from(t.year()).unsigned_abs();
    for pair in [year / 100, year % 100] {
        two_digits(&mut out, pair);
    }
    for pair in [t.month(), t.day()] {
        two_digits(&mut out, u32::from(pair.unsigned_abs()));
    }
    out.push('T');
    for pair in [t.hour(), t.minute(), t.second()] {
        two_digits(&mut out, u32::from(pair.unsigned_abs()));
    }
    out.push('Z');
    out
}

/// A number below 100. A calendar has thousands of instants, and formatting them was a third of writing it.
fn two_digits(out: &mut String, n: u32) {
    for digit in [n / 10, n % 10] {
        out.push(char::from_digit(digit % 10, 10).unwrap_or('0'));
    }
}

/// Millionths of a degree as a decimal number.
fn degrees(millionths: i32) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let whole = millionths.unsigned_abs();
    format!("{sign}{}.{:06}", whole / 1_000_000, whole % 1_000_000)
}
