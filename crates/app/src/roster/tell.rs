//! Letters to guides about their shifts, with the calendar update that goes with them (iTIP).

use super::ground::{Duty, Ground};
use crate::{
    frame::AppError,
    guides,
    messages::{Invitation, Letter, post},
    texts::{T, Words},
};
use ::store::Tx;
use domain::{
    messages::{Contact, Email},
    register::Register,
    schedule::{OccurrenceKey, occurrence_in_words},
    shared::{Id, day_and_minute},
};
use interop::ical::{self, Mailbox, Method};
use jiff::ToSpan;
use ui::args;

/// Somebody was put on a shift: a letter and an invitation, when she has an e-mail address.
pub(super) fn given(tx: &mut Tx, ground: &Ground, shift: usize, guide: Id) -> Result<(), AppError> {
    let register = super::crew::register(tx)?;
    write(tx, &register, &ground.duties[shift], guide, Method::Request)
}

/// Somebody was taken off a shift.
pub(super) fn taken_off(tx: &mut Tx, key: &OccurrenceKey, guide: Id) -> Result<(), AppError> {
    let register = super::crew::register(tx)?;
    let far = |days: i64| key.original.checked_add(days.days()).unwrap_or(key.original);
    let duties = super::ground::duties(tx, &register, far(-60), far(60))?;
    match duties.iter().find(|d| d.key == *key) {
        Some(duty) => write(tx, &register, duty, guide, Method::Cancel),
        // Called off: the room that did it tells the guides.
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

pub(super) fn write(tx: &mut Tx, register: &Register, duty: &Duty, guide: Id, method: Method) -> Result<(), AppError> {
    let Some(guide) = guides::one(tx, guide)? else {
        return Ok(());
    };
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
    let (heading, text) = match method {
        Method::Request => (T::RosterLetterGiven, T::RosterLetterGivenText),
        Method::Cancel => (T::RosterLetterGone, T::RosterLetterGoneText),
    };
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
