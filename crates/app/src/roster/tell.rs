//! Letters to guides about their shifts, with the calendar update that goes with them (iTIP).

use super::ground::{Duty, Ground};
use crate::{
    frame::AppError,
    guides,
    messages::{self, Invitation, Letter, post},
    texts::{T, Words},
};
use ::store::Tx;
use domain::{
    guides::Guide,
    messages::{Contact, Email},
    register::Register,
    schedule::{OccurrenceKey, day_in_words, occurrence_in_words},
    shared::{Id, day_and_minute},
};
use interop::ical::{self, Mailbox, Method};
use jiff::ToSpan;
use ui::args;

/// What a letter says: its heading – all of it in a text message – and its words.
type Said = (T, T);

const GIVEN: Said = (T::RosterLetterGiven, T::RosterLetterGivenText);
const GONE: Said = (T::RosterLetterGone, T::RosterLetterGoneText);
const OFF: Said = (T::RosterLetterOff, T::RosterLetterOffText);
const MOVED: Said = (T::RosterLetterMoved, T::RosterLetterMovedText);

/// Somebody was put on a shift: a letter and an invitation, or a text message.
pub(super) fn given(tx: &mut Tx, ground: &Ground, shift: usize, guide: Id) -> Result<(), AppError> {
    let register = super::crew::register(tx)?;
    say(tx, &register, &ground.duties[shift], guide, (Method::Request, GIVEN))
}

/// A shift of hers is at another time.
pub(super) fn moved(tx: &mut Tx, register: &Register, duty: &Duty, guide: Id) -> Result<(), AppError> {
    say(tx, register, duty, guide, (Method::Request, MOVED))
}

/// A shift of hers is called off, or no longer in the plan: then there is no `duty`.
pub(super) fn called_off(
    tx: &mut Tx,
    register: &Register,
    key: &OccurrenceKey,
    duty: Option<&Duty>,
    guide: Id,
) -> Result<(), AppError> {
    if let Some(duty) = duty {
        return say(tx, register, duty, guide, (Method::Cancel, OFF));
    }
    let Some(guide) = guides::one(tx, guide)? else {
        return Ok(());
    };
    let l = register.municipality.written_language;
    let name = register.offerings.iter().find(|o| o.key == key.offering).map_or("", |o| o.name.get(l));
    let when = day_in_words(key.original, day_and_minute(tx.now()).0, l);
    let heading = l.ta(T::RosterLetterOff, &args![("name", name), ("when", when)]);
    messages::say(tx, &guide.contact, &heading, &heading, guide.id.0)
}

/// Somebody was taken off a shift.
pub(super) fn taken_off(tx: &mut Tx, key: &OccurrenceKey, guide: Id) -> Result<(), AppError> {
    let register = super::crew::register(tx)?;
    let far = |days: i64| key.original.checked_add(days.days()).unwrap_or(key.original);
    let plan = super::ground::whole_plan(&register, far(-60), far(60));
    match plan.iter().find(|d| d.key == *key && d.occurrence.takes_place()) {
        Some(duty) => say(tx, &register, duty, guide, (Method::Cancel, GONE)),
        None => Ok(()),
    }
}

/// The name of a shift in somebody's calendar, the same in feeds and letters.
pub(super) fn uid(key: &OccurrenceKey, guide: Id) -> String {
    format!(
        "vakt-{}-{}-{}-{guide}@terskel",
        key.offering, key.schedule, key.original
    )
}

/// Grows with every letter: seconds since 2026.
pub(super) fn sequence(at: jiff::Timestamp) -> u32 {
    const FROM: i64 = 1_767_225_600;
    u32::try_from(at.as_second() - FROM).unwrap_or(0)
}

/// A letter with the calendar update that goes with it, to her who reads e-mail. A whole plan is told so: a text message for
/// each shift would be too many.
pub(super) fn write(tx: &mut Tx, register: &Register, duty: &Duty, guide: Id, method: Method) -> Result<(), AppError> {
    let said = match method {
        Method::Request => GIVEN,
        Method::Cancel => GONE,
    };
    match guides::one(tx, guide)? {
        Some(guide) => letter(tx, register, duty, &guide, (method, said)),
        None => Ok(()),
    }
}

/// The same to her whichever way she is reached.
fn say(
    tx: &mut Tx,
    register: &Register,
    duty: &Duty,
    guide: Id,
    (method, said): (Method, Said),
) -> Result<(), AppError> {
    let Some(guide) = guides::one(tx, guide)? else {
        return Ok(());
    };
    if !matches!(guide.contact, Contact::Sms(_)) {
        return letter(tx, register, duty, &guide, (method, said));
    }
    let l = register.municipality.written_language;
    let when = occurrence_in_words(&duty.occurrence, day_and_minute(tx.now()).0, l);
    let line = l.ta(said.0, &args![("name", duty.name.get(l)), ("when", when)]);
    messages::say(tx, &guide.contact, &line, &line, guide.id.0)
}

fn letter(
    tx: &mut Tx,
    register: &Register,
    duty: &Duty,
    guide: &Guide,
    (method, (heading, text)): (Method, Said),
) -> Result<(), AppError> {
    let Contact::Email(to) = guide.contact.clone() else {
        return Ok(());
    };
    let municipality = &register.municipality;
    let l = municipality.written_language;
    let now = tx.now();
    let place = register.places.iter().find(|p| p.key == duty.occurrence.place);
    let place = place.map_or("", |p| p.name.get(l));
    let name = duty.name.get(l);
    let when = occurrence_in_words(&duty.occurrence, day_and_minute(now).0, l);
    let about = args![("name", name), ("when", when.as_str()), ("place", place)];
    let calendar = calendar(register, duty, (guide.id, &guide.name, &to), method, now, place);
    post(
        tx,
        &Letter {
            to,
            heading: l.ta(heading, &about),
            text: l.ta(text, &about),
            invitation: Some(Invitation {
                method: method.word().to_owned(),
                ics: calendar,
            }),
            unsubscribe: String::new(),
            subject: guide.id.0,
        },
    )
}

fn calendar(
    register: &Register,
    duty: &Duty,
    (guide, name, email): (Id, &str, &Email),
    method: Method,
    now: jiff::Timestamp,
    place: &str,
) -> String {
    let municipality = &register.municipality;
    let l = municipality.written_language;
    let from = if municipality.email.is_empty() {
        email.as_str()
    } else {
        &municipality.email
    };
    ical::invitation(
        method,
        &ical::Invitation {
            uid: &uid(&duty.key, guide),
            sequence: sequence(now),
            stamp: now,
            starts: duty.occurrence.starts_at(),
            ends: duty.occurrence.ends_at(),
            summary: &l.ta(T::RosterCalendarSummary, &args![("name", duty.name.get(l))]),
            description: "",
            location: place,
            url: "",
            language: l.code(),
            organizer: Mailbox {
                name: municipality.service_name.get(l),
                email: from,
            },
            attendees: &[Mailbox {
                name,
                email: email.as_str(),
            }],
            answers_are_read: false,
        },
    )
}
