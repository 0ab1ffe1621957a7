//! What is written into the forms of this room.

use super::store::Sending;
use domain::{
    messages::{Contact, ContactProblem, Email, QuietHours},
    shared::Minute,
};

/// A form as it came: names and values in order.
pub type Fields = Vec<(String, String)>;

/// The first value of a field, without space around it; empty when it is not there.
pub fn value<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
}

/// A text of several lines as it is kept: without what browsers put at the end of lines.
pub fn lines(fields: &Fields, name: &str) -> String {
    value(fields, name).replace("\r\n", "\n")
}

/// Where a test message goes: an e-mail address or a mobile number.
pub fn trial(text: &str) -> Result<Contact, ContactProblem> {
    if text.contains('@') {
        Email::parse(text).map(Contact::Email)
    } else {
        Contact::sms(text)
    }
}

/// What is wrong with how the municipality sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendingProblem {
    /// Not a time of day.
    Time(&'static str),
    /// Not 3–11 letters and digits, of which one is a letter.
    Sender,
}

/// How the municipality sends; every problem at once.
pub fn sending(fields: &Fields) -> Result<Sending, Vec<SendingProblem>> {
    let mut problems = Vec::new();
    let mut time = |name: &'static str| {
        let found = Minute::parse(value(fields, name));
        if found.is_none() {
            problems.push(SendingProblem::Time(name));
        }
        found
    };
    let (from, until) = (time("stille-fra"), time("stille-til"));
    let sender = value(fields, "avsender").to_owned();
    // An alphanumeric sender is at most 11 characters (3GPP TS 23.040 §9.1.2.5); gateways want plain letters and digits.
    let fits = (3..=11).contains(&sender.len())
        && sender.bytes().all(|b| b.is_ascii_alphanumeric() || b == b' ')
        && sender.bytes().any(|b| b.is_ascii_alphabetic());
    if !sender.is_empty() && !fits {
        problems.push(SendingProblem::Sender);
    }
    match (from, until) {
        (Some(from), Some(until)) if problems.is_empty() => Ok(Sending {
            quiet: QuietHours { from, until },
            sender,
        }),
        _ => Err(problems),
    }
}

/// Whether a text is the code of a language (BCP 47, language alone or with a script or region).
pub fn is_language(code: &str) -> bool {
    let mut parts = code.split('-');
    parts
        .next()
        .is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_lowercase()))
        && parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}
