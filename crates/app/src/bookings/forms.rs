use super::{
    book::{Bookable, Chosen, Wish},
    store::Party,
};
use crate::texts::T;
use domain::{
    messages::{Contact, Email, Phone, has_address},
    offerings::Topic,
    privacy::{Expect, check},
    shared::{Id, Key, Locale},
};
use jiff::Timestamp;

/// The fields of a form or an address, as they were sent.
pub type Pairs = Vec<(String, String)>;

/// A field; empty when it was not sent.
pub fn value<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
}

/// Whether a box is ticked.
pub fn ticked(pairs: &Pairs, name: &str) -> bool {
    value(pairs, name) == "1"
}

/// An identity in a field.
pub fn id(pairs: &Pairs, name: &str) -> Option<Id> {
    Id::parse(value(pairs, name))
}

/// What is needed, as far as the offering can give it.
pub fn wish(pairs: &Pairs, b: &Bookable) -> Wish {
    let need = Topic::parse(value(pairs, "behov")).filter(|t| b.plan.choices(&b.offering.topics).contains(t));
    let language = value(pairs, "sprak");
    let known = b.offering.languages.iter().any(|l| l == language);
    Wish {
        need,
        extra_long: b.plan.extra_long && ticked(pairs, "dobbel"),
        two: ticked(pairs, "to"),
        interpreter: b.plan.interpreter && ticked(pairs, "tolk"),
        help_language: if known { language.to_owned() } else { String::new() },
    }
}

/// What is needed as the fields it came from, so that it is carried from page to page.
pub fn fields_of(wish: &Wish) -> Vec<(&'static str, String)> {
    let need = wish.need.map_or("vet-ikke", Topic::code).to_owned();
    let mut out = vec![("behov", need)];
    let ticks = [("dobbel", wish.extra_long), ("to", wish.two), ("tolk", wish.interpreter)];
    out.extend(ticks.into_iter().filter(|(_, on)| *on).map(|(name, _)| (name, "1".to_owned())));
    if !wish.help_language.is_empty() {
        out.push(("sprak", wish.help_language.clone()));
    }
    out
}

/// The same as the end of an address.
pub fn query_of(wish: &Wish) -> String {
    let parts: Vec<String> = fields_of(wish).into_iter().map(|(n, v)| format!("{n}={v}")).collect();
    parts.join("&")
}

/// A time as it is sent: the schedule and the instant.
pub fn time_value(schedule: &Key, starts_at: Timestamp) -> String {
    format!("{schedule}~{}", starts_at.as_second())
}

/// The time that was chosen.
pub fn chosen(text: &str) -> Option<Chosen> {
    let (schedule, second) = text.split_once('~')?;
    Some(Chosen {
        schedule: Key::parse(schedule).ok()?,
        starts_at: Timestamp::from_second(second.parse().ok()?).ok()?,
    })
}

/// The longest name or alias.
pub const LONGEST_NAME: usize = 40;

/// Something wrong in a form: the field, and what to say.
pub type Problem = (&'static str, T);

/// The language of messages: the one that was chosen, else the page's.
fn message_language(pairs: &Pairs, locale: Locale) -> String {
    let chosen = value(pairs, "meldingssprak");
    let is_code = (2..=12).contains(&chosen.len()) && chosen.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if is_code {
        chosen.to_owned()
    } else {
        locale.code().to_owned()
    }
}

/// Who books, or every problem with what was written.
pub fn party(pairs: &Pairs, locale: Locale) -> Result<Party, Vec<Problem>> {
    let mut problems: Vec<Problem> = Vec::new();
    let name = value(pairs, "navn");
    if name.chars().count() > LONGEST_NAME {
        problems.push(("navn", T::BookingsNameLong));
    } else if !check(name, Expect::default()).is_empty() || has_address(name) {
        problems.push(("navn", T::BookingsNamePersonal));
    }
    let contact = match value(pairs, "mate") {
        "sms" => Contact::sms(value(pairs, "telefon")).map_err(|_| ("telefon", T::BookingsSmsWrong)),
        "call" => Phone::parse(value(pairs, "telefon"))
            .map(Contact::Call)
            .map_err(|_| ("telefon", T::BookingsPhoneWrong)),
        "email" => Email::parse(value(pairs, "epost"))
            .map(Contact::Email)
            .map_err(|_| ("epost", T::BookingsEmailWrong)),
        _ => Ok(Contact::None),
    };
    match contact {
        Ok(contact) if problems.is_empty() => Ok(Party {
            name: name.to_owned(),
            contact,
            language: message_language(pairs, locale),
        }),
        Ok(_) => Err(problems),
        Err(problem) => {
            problems.push(problem);
            Err(problems)
        }
    }
}
