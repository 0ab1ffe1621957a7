//! Those who signed up follow the plan: whoever changes it, and wherever, they are told in the same transaction.

use super::{
    dates,
    store::{self, List, What},
};
use crate::frame::AppError;
use ::store::Tx;
use domain::{
    enrolments::Target, messages::Occasion, register::Register, schedule::Occurrence, shared::day_and_minute,
};
use jiff::{ToSpan, civil::Date};

/// So many changed dates of a series people are told of at once. A new hour for a whole year is one thing to say, not fifty.
const MOST_TOLD: usize = 4;

/// Tells those who signed up for what a new register has called off, moved, or put back. Called in the transaction that
/// stores the register.
///
/// # Errors
/// A fault of the database.
pub fn reconcile(tx: &mut Tx, old: &Register, new: &Register) -> Result<(), AppError> {
    for list in store::not_over(tx)? {
        let What::Places(target) = list.what.clone() else {
            continue;
        };
        match target.original {
            Some(day) if list.starts > tx.now() => follow_date(tx, new, &list, &target, day)?,
            Some(_) => {}
            None => follow_series(tx, (old, new), &list, &target)?,
        }
    }
    Ok(())
}

fn follow_date(tx: &mut Tx, new: &Register, list: &List, target: &Target, day: Date) -> Result<(), AppError> {
    let coming = planned(new, target, day.checked_sub(60.days()).unwrap_or(day));
    match coming.iter().find(|o| o.original.date == day) {
        Some(o) if (o.starts_at(), o.ends_at()) != (list.starts, list.ends) || list.called_off => {
            store::moved(tx, target, o.starts_at(), o.ends_at(), &reason(new, target, day))?;
        }
        Some(_) => {}
        None if !list.called_off => {
            store::called_off(tx, target, &reason(new, target, day))?;
        }
        None => {}
    }
    Ok(())
}

fn follow_series(
    tx: &mut Tx,
    (old, new): (&Register, &Register),
    list: &List,
    target: &Target,
) -> Result<(), AppError> {
    let (now, today) = (tx.now(), day_and_minute(tx.now()).0);
    let (before, after) = (planned(old, target, today), planned(new, target, today));
    let there = |was: &Occurrence| after.iter().find(|o| o.original.date == was.original.date);
    let changed = before.iter().filter(|was| {
        let same = |o: &Occurrence| (o.starts_at(), o.ends_at()) == (was.starts_at(), was.ends_at());
        was.starts_at() > now && !there(was).is_some_and(same)
    });
    if after.is_empty() && !before.is_empty() {
        if !list.called_off {
            store::called_off(tx, target, "")?;
        }
        return Ok(());
    }
    for was in changed.take(MOST_TOLD) {
        let why = reason(new, target, was.original.date);
        let (occasion, is) = match there(was) {
            Some(o) => (Occasion::EventMoved, o),
            None => (Occasion::CalledOff, was),
        };
        let date = List {
            starts: is.starts_at(),
            ends: is.ends_at(),
            ..list.clone()
        };
        let from = (occasion == Occasion::EventMoved).then(|| day_and_minute(was.starts_at()));
        store::tell_of_date(tx, &date, occasion, from, &why)?;
    }
    Ok(())
}

/// What takes place of a target's schedule from a day on.
fn planned(register: &Register, target: &Target, first: Date) -> Vec<Occurrence> {
    let Some(offering) = register.offerings.iter().find(|o| o.key == target.offering) else {
        return Vec::new();
    };
    let schedule = offering.schedules.iter().find(|s| s.key == target.schedule);
    let mut all = schedule.map_or_else(Vec::new, |s| dates::span(register, s, first));
    all.retain(|o| o.takes_place() && offering.ended.is_none_or(|day| o.date < day));
    all
}

/// Why a date is changed, in the municipality's own words; may be empty.
fn reason(register: &Register, target: &Target, day: Date) -> String {
    let offering = register.offerings.iter().find(|o| o.key == target.offering);
    let schedule = offering.and_then(|o| o.schedules.iter().find(|s| s.key == target.schedule));
    let exception = schedule.and_then(|s| s.exceptions.iter().find(|e| e.date == day));
    exception.map_or_else(String::new, |e| {
        e.reason.get(register.municipality.written_language).to_owned()
    })
}
