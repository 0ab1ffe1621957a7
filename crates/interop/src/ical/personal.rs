//! Calendar files for one reader: an appointment or a place at an event, and invitations by e-mail.

use super::{
    PRODUCT,
    lines::{Lines, one_line, quoted},
};
use domain::shared::Locale;
use jiff::Timestamp;

/// A time that somebody has been given. It has no field for what it is about: that stays between the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appointment<'a> {
    /// Names it for good; must say nothing about who or what, and not be the code that opens it.
    pub uid: &'a str,
    /// How often it was moved or cancelled.
    pub sequence: u32,
    /// When the file is written.
    pub stamp: Timestamp,
    /// The instant it begins.
    pub starts: Timestamp,
    /// The instant it ends.
    pub ends: Timestamp,
    /// Where, in words; left out when empty.
    pub location: &'a str,
    /// Latitude and longitude in millionths of a degree.
    pub position: Option<(i32, i32)>,
    /// The name of the service, shown as who keeps the appointment; left out when empty.
    pub service: &'a str,
    /// A telephone number to ring when something comes up; left out when empty.
    pub phone: &'a str,
    /// A reminder so many minutes before; none when 0.
    pub remind_minutes: u16,
    /// The language of the texts.
    pub language: Locale,
    /// Whether it was cancelled.
    pub cancelled: bool,
}

/// What a calendar shows instead of the topic.
const fn summary(language: Locale) -> &'static str {
    match language {
        Locale::Nb => "Avtalt veiledning",
        Locale::Nn => "Avtalt rettleiing",
        Locale::En => "Help appointment",
    }
}

/// The .ics of one appointment or enrolment: when, where, whom to ring – and never what about.
///
/// ```
/// use domain::shared::Locale;
/// use interop::ical::{Appointment, appointment};
/// let text = appointment(&Appointment {
///     uid: "8f0d4c@4601.terskel",
///     sequence: 0,
///     stamp: "2026-03-01T10:00:00Z".parse().unwrap(),
///     starts: "2026-03-03T11:00:00Z".parse().unwrap(),
///     ends: "2026-03-03T11:30:00Z".parse().unwrap(),
///     location: "Hovedbiblioteket",
///     position: None,
///     service: "Digihjelpen i Bergen",
///     phone: "53 03 00 00",
///     remind_minutes: 60,
///     language: Locale::Nb,
///     cancelled: false,
/// });
/// assert!(text.contains("SUMMARY;LANGUAGE=nb:Avtalt veiledning\r\n"));
/// assert!(text.contains("DTSTART:20260303T110000Z\r\n"));
/// ```
#[must_use]
pub fn appointment(a: &Appointment<'_>) -> String {
    let mut out = calendar("PUBLISH");
    let code = a.language.code();
    out.line("BEGIN", "VEVENT");
    out.line("UID", &one_line(a.uid));
    out.instant("DTSTAMP", a.stamp);
    out.line("SEQUENCE", &a.sequence.to_string());
    out.instant("DTSTART", a.starts);
    out.instant("DTEND", a.ends);
    out.text(&format!("SUMMARY;LANGUAGE={code}"), summary(a.language));
    let about = [a.service, a.phone].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n");
    out.text(&format!("DESCRIPTION;LANGUAGE={code}"), &about);
    out.text("LOCATION", a.location);
    out.position(a.position);
    out.line("STATUS", if a.cancelled { "CANCELLED" } else { "CONFIRMED" });
    out.line("TRANSP", "OPAQUE");
    out.line("CLASS", "PRIVATE");
    if a.remind_minutes > 0 && !a.cancelled {
        out.line("BEGIN", "VALARM");
        out.line("ACTION", "DISPLAY");
        out.text("DESCRIPTION", summary(a.language));
        out.line("TRIGGER", &format!("-PT{}M", a.remind_minutes));
        out.line("END", "VALARM");
    }
    out.line("END", "VEVENT");
    out.line("END", "VCALENDAR");
    out.done()
}

/// What an invitation asks of the reader's calendar (RFC 5546 §3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Put it in, or move it.
    Request,
    /// Take it out.
    Cancel,
}

impl Method {
    /// The word in the file and in the mail part's `method` parameter.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }

    /// The type of the mail part (RFC 6047 §2.4): its `method` must be the file's.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Request => "text/calendar; method=REQUEST; charset=utf-8",
            Self::Cancel => "text/calendar; method=CANCEL; charset=utf-8",
        }
    }
}

/// Somebody with an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mailbox<'a> {
    /// The name shown; left out when empty.
    pub name: &'a str,
    /// The address.
    pub email: &'a str,
}

/// An occurrence that guides or partners are invited to, or that is called off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invitation<'a> {
    /// The same in every message about it.
    pub uid: &'a str,
    /// Higher in every message after the first, also in the one that calls it off.
    pub sequence: u32,
    /// When the message is written.
    pub stamp: Timestamp,
    /// The instant it begins.
    pub starts: Timestamp,
    /// The instant it ends.
    pub ends: Timestamp,
    /// What it is: the offering, never a person who comes for help.
    pub summary: &'a str,
    /// More about it; left out when empty.
    pub description: &'a str,
    /// Where, in words; left out when empty.
    pub location: &'a str,
    /// The page about it; left out when empty.
    pub url: &'a str,
    /// BCP 47 code of the texts.
    pub language: &'a str,
    /// The sending address: programs refuse others.
    pub organizer: Mailbox<'a>,
    /// Those who are invited. One message to each names only that one.
    pub attendees: &'a [Mailbox<'a>],
    /// Whether answers to the message are read. When not, a link in the mail is the way to say no.
    pub answers_are_read: bool,
}

/// The text of a `text/calendar` mail part (RFC 5546 §3.2.2 REQUEST and §3.2.5 CANCEL; RFC 6047).
#[must_use]
pub fn invitation(method: Method, i: &Invitation<'_>) -> String {
    course_invitation(method, i, &[])
}

/// As [`invitation`], to something with more dates than the first: one event with its later dates named (RFC 5545
/// §3.8.5.2). A date that lasts longer or shorter than the first stands besides, in place of its own.
#[must_use]
pub fn course_invitation(method: Method, i: &Invitation<'_>, later: &[(Timestamp, Timestamp)]) -> String {
    let mut out = calendar(method.word());
    let first = (i.starts, i.ends);
    let lasts = |d: (Timestamp, Timestamp)| d.1.duration_since(d.0);
    event(&mut out, method, i, first, &|out| {
        // Some readers forget the first where others are named; named twice it counts once (§3.8.5.2).
        let named = if later.is_empty() { None } else { Some(first) };
        for (starts, _) in named.iter().chain(later) {
            out.instant("RDATE", *starts);
        }
    });
    for date in later.iter().filter(|d| lasts(**d) != lasts(first)) {
        event(&mut out, method, i, *date, &|out| out.instant("RECURRENCE-ID", date.0));
    }
    out.line("END", "VCALENDAR");
    out.done()
}

fn event(
    out: &mut Lines,
    method: Method,
    i: &Invitation<'_>,
    (starts, ends): (Timestamp, Timestamp),
    dates: &dyn Fn(&mut Lines),
) {
    out.line("BEGIN", "VEVENT");
    out.line("UID", &one_line(i.uid));
    out.instant("DTSTAMP", i.stamp);
    out.line("SEQUENCE", &i.sequence.to_string());
    out.instant("DTSTART", starts);
    out.instant("DTEND", ends);
    dates(out);
    out.text(&format!("SUMMARY;LANGUAGE={}", i.language), i.summary);
    out.text(&format!("DESCRIPTION;LANGUAGE={}", i.language), i.description);
    out.text("LOCATION", i.location);
    out.address("URL", i.url);
    out.line(
        &format!("{ORGANIZER}{}", named(i.organizer.name)),
        &mailto(i.organizer.email),
    );
    for attendee in i.attendees {
        let (state, rsvp) = match (method, i.answers_are_read) {
            (Method::Cancel, _) => ("", ""),
            (Method::Request, true) => (";PARTSTAT=NEEDS-ACTION", ";RSVP=TRUE"),
            (Method::Request, false) => (";PARTSTAT=NEEDS-ACTION", ";RSVP=FALSE"),
        };
        let name = format!(
            "ATTENDEE{};CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT{state}{rsvp}",
            named(attendee.name)
        );
        out.line(&name, &mailto(attendee.email));
    }
    let cancelled = method == Method::Cancel;
    out.line("STATUS", if cancelled { "CANCELLED" } else { "CONFIRMED" });
    out.line("TRANSP", "OPAQUE");
    out.line("END", "VEVENT");
}

const ORGANIZER: &str = "ORGANIZER";

/// The same invitation from another address: the one it is really sent from, which is known when it is.
///
/// ```
/// let ics = "BEGIN:VEVENT\r\nORGANIZER;CN=\"Digihjelpen\":mailto:\r\nEND:VEVENT\r\n";
/// let sent = interop::ical::sent_from(ics, "digihjelpen@kommune.example");
/// assert!(sent.contains("ORGANIZER;CN=\"Digihjelpen\":mailto:digihjelpen@kommune.example\r\n"));
/// ```
#[must_use]
pub fn sent_from(ics: &str, email: &str) -> String {
    let mut out = Lines::default();
    for line in ics.replace("\r\n ", "").split("\r\n").filter(|line| !line.is_empty()) {
        let organizer = line.strip_prefix(ORGANIZER).filter(|rest| rest.starts_with([';', ':']));
        let parameters = organizer.and_then(|rest| rest.rfind(":mailto:").map(|at| &rest[..at]));
        match (parameters, line.split_once(':')) {
            (Some(parameters), _) => out.line(&format!("{ORGANIZER}{parameters}"), &mailto(email)),
            (None, Some((name, value))) => out.line(name, value),
            (None, None) => out.line(line, ""),
        }
    }
    out.done()
}

fn calendar(method: &str) -> Lines {
    let mut out = Lines::default();
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", PRODUCT);
    out.line("CALSCALE", "GREGORIAN");
    out.line("METHOD", method);
    out
}

fn named(name: &str) -> String {
    if name.is_empty() {
        String::new()
    } else {
        format!(";CN={}", quoted(name))
    }
}

fn mailto(email: &str) -> String {
    format!("mailto:{}", one_line(email))
}
