//! Who keeps the hours of the made-up year, what became of each, one promise that was broken, one hour ahead that nobody keeps, and
//! the hours that are agreed. Everybody goes by an invented first name.

use crate::{
    frame::AppError,
    promise::{
        store::{self as promises, Absence},
        substitute::token_hash,
    },
    sustainability,
};
use domain::{
    guides::GuideKind,
    messages::{Contact, Email},
    promise::{Cause, planned},
    register::Register,
    schedule::OccurrenceKey,
    shared::Key,
    sustainability::Worker,
};
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeSet;
use store::Tx;

const NAMES: [&str; 5] = ["Kari", "Jonas", "Amina", "Eva", "Per"];

/// Names who keeps each schedule, and writes down the agreed hours.
///
/// # Errors
/// A fault of the database.
pub fn begin(tx: &mut Tx<'_>, register: &Register, first: Date, today: Date) -> Result<(), AppError> {
    let year = first.checked_add(1.year()).unwrap_or(first);
    let schedules: BTreeSet<(Key, Key)> = planned(register, first, year.max(today))
        .into_keys()
        .map(|key| (key.offering, key.schedule))
        .collect();
    for ((offering, schedule), name) in schedules.iter().zip(NAMES.iter().cycle()) {
        let keeper = promises::keeper_named(tx, name)?;
        promises::keep(tx, offering, schedule, &promises::KeptBy::Keeper(keeper))?;
    }
    for name in NAMES {
        let id = promises::keeper_named(tx, name)?;
        if let Ok(email) = Email::parse(&format!("{}@eksempel.no", name.to_lowercase())) {
            promises::set_contact(tx, id, &Contact::Email(email))?;
        }
    }
    let summer = today.checked_add(5.months()).unwrap_or(today);
    let kinds = [
        (GuideKind::Employee, 22, None),
        (GuideKind::Employee, 18, None),
        (GuideKind::Pupil, 6, Some(summer)),
        (GuideKind::Hired, 15, Some(summer)),
        (GuideKind::Volunteer, 5, None),
    ];
    for (name, (kind, hours, until)) in NAMES.into_iter().zip(kinds) {
        sustainability::store::put(
            tx,
            &Worker {
                name: name.to_owned(),
                kind,
                minutes_per_week: hours * 60,
                from: first,
                until,
            },
        )?;
    }
    Ok(())
}

/// What an hour shows when it is over: that it was held when somebody came, else what was said the day after.
///
/// # Errors
/// A fault of the database.
pub fn over(tx: &mut Tx<'_>, key: &OccurrenceKey, came: bool, broken: bool) -> Result<(), AppError> {
    if came {
        return promises::hold(tx, key);
    }
    promises::say(tx, key, !broken)?;
    if broken {
        promises::set_cause(tx, key, Cause::Nobody)?;
    }
    Ok(())
}

/// Somebody is away on a day some days ahead, and nobody has taken her hour yet.
///
/// # Errors
/// A fault of the database.
pub fn ahead(tx: &mut Tx<'_>, register: &Register, today: Date) -> Result<(), AppError> {
    let (first, last) = (
        today.checked_add(2.days()).unwrap_or(today),
        today.checked_add(6.days()).unwrap_or(today),
    );
    let kept = promises::kept_by(tx)?;
    let found = planned(register, first, last).into_iter().find_map(|(key, o)| {
        let by = kept.get(&(key.offering.clone(), key.schedule.clone()))?;
        match by {
            promises::KeptBy::Keeper(id) if o.takes_place() => Some((*id, o.date, key)),
            _ => None,
        }
    });
    let Some((keeper, day, key)) = found else {
        return Ok(());
    };
    // A colleague is asked, with a link that everybody who tries the demonstration can open: /vikar/demo.
    if let Some(other) = promises::keepers(tx)?.iter().find(|k| k.id != keeper) {
        let who = promises::Person::Keeper(other.id);
        promises::ask(tx, &key, who, &other.name, &token_hash("demo"))?;
    }
    promises::away(
        tx,
        Absence {
            keeper,
            first: day,
            last: day,
        },
    )
}
