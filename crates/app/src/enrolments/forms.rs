//! What stands in the forms of this room: who, how many, and how we reach her – all of it optional but how many.

use crate::{
    privacy,
    texts::{T, Words},
};
use domain::{
    enrolments::Wishes,
    messages::{Contact, ContactProblem, Email, Phone, has_address},
    privacy::{Expect, check},
    shared::{Id, Locale, PartOfDay},
};
use jiff::civil::Weekday;

/// The fields of a form as they came.
pub type Pairs = Vec<(String, String)>;

/// The longest first name or alias.
pub const LONGEST_NAME: usize = 40;

/// A field; empty when it is not there.
#[must_use]
pub fn value<'p>(pairs: &'p [(String, String)], name: &str) -> &'p str {
    pairs.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
}

/// What somebody wrote, and what is wrong with it.
pub struct Written {
    /// A first name or an alias; may be empty.
    pub name: String,
    /// How to reach her.
    pub to: Contact,
    /// How many people.
    pub size: u8,
    /// The language of messages, when another than the page's was chosen; empty otherwise.
    pub message_language: String,
    /// Which times suit her.
    pub wishes: Wishes,
    /// Known from the form.
    pub form: Id,
    /// Problems: the field, and what is wrong.
    pub problems: Vec<(String, String)>,
}

/// Reads the form: what was meant, and every problem at once. `fresh` is the identity of a form that carries none.
#[must_use]
pub fn read(pairs: &[(String, String)], l: Locale, fresh: Id) -> Written {
    let mut problems = Vec::new();
    let name = value(pairs, "navn").to_owned();
    if name.chars().count() > LONGEST_NAME {
        problems.push(("navn".to_owned(), l.t(T::EnrolmentsNameLong)));
    } else if let Some(found) = check(&name, Expect::default()).first() {
        let (finding, hint) = privacy::words(found.kind, l);
        problems.push(("navn".to_owned(), format!("{finding} {hint}")));
    } else if has_address(&name) {
        problems.push(("navn".to_owned(), l.t(T::BookingsNamePersonal)));
    }
    let to = contact(value(pairs, "kontakt"), value(pairs, "adresse")).unwrap_or_else(|problem| {
        problems.push(("adresse".to_owned(), l.t(words(problem))));
        Contact::None
    });
    Written {
        name,
        to,
        size: if value(pairs, "antall") == "2" { 2 } else { 1 },
        message_language: message_language(value(pairs, "meldingssprak")),
        wishes: wishes(pairs),
        form: Id::parse(value(pairs, "skjema")).unwrap_or(fresh),
        problems,
    }
}

fn message_language(chosen: &str) -> String {
    let is_code = chosen.len() <= 12 && chosen.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if is_code { chosen.to_owned() } else { String::new() }
}

fn contact(way: &str, address: &str) -> Result<Contact, ContactProblem> {
    match way {
        "sms" => Contact::sms(address),
        "call" => Phone::parse(address).map(Contact::Call),
        "email" => Email::parse(address).map(Contact::Email),
        _ => Ok(Contact::None),
    }
}

const fn words(problem: ContactProblem) -> T {
    match problem {
        ContactProblem::Empty => T::EnrolmentsContactEmpty,
        ContactProblem::NotAPhone => T::EnrolmentsContactNotAPhone,
        ContactProblem::NotAMobile => T::EnrolmentsContactNotAMobile,
        ContactProblem::NotAnEmail => T::EnrolmentsContactNotAnEmail,
    }
}

/// The working days in the forms of this room, with the codes they have there.
pub const WEEKDAYS: [(Weekday, &str); 5] = [
    (Weekday::Monday, "ma"),
    (Weekday::Tuesday, "ti"),
    (Weekday::Wednesday, "on"),
    (Weekday::Thursday, "to"),
    (Weekday::Friday, "fr"),
];

fn wishes(pairs: &[(String, String)]) -> Wishes {
    let has = |name: &str, code: &str| pairs.iter().any(|(n, v)| n == name && v == code);
    let days: Vec<Weekday> = WEEKDAYS.into_iter().filter(|(_, code)| has("dag", code)).map(|(day, _)| day).collect();
    let parts: Vec<PartOfDay> = PartOfDay::ALL.into_iter().filter(|part| has("del", part.code())).collect();
    Wishes::new(&days, &parts)
}
