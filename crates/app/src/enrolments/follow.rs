//! Those who signed up follow the plan: whoever changes it, and wherever, they are told in the same transaction.

use super::{
    dates,
    store::{self, List, What},
};
use crate::frame::AppError;
use ::store::Tx;
use domain::{
    enrolments::Target,
    messages::DateChange,
    register::Register,
    schedule::{Calendar, Occurrence, Schedule, why_not},
    shared::{Localized, day_and_minute},
};
use jiff::{Timestamp, ToSpan, civil::Date};

/// Tells those who signed up for what a new register has called off, moved, or put back. Called in the transaction that
/// stores the register.
///
/// # Errors
/// A fault of the database.
pub fn reconcile(tx: &mut Tx, old: &Register, new: &Register) -> Result<(), AppError> {
    follow_offered_times(tx, new)?;
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

/// Times that somebody who waits was offered, and that are not in the plan any more, are taken back.
fn follow_offered_times(tx: &mut Tx, new: &Register) -> Result<(), AppError> {
    for time in store::offered_times(tx)? {
        let store::OfferedTime {
            enrolment: id,
            offering,
            schedule,
            starts,
            ends,
        } = time;
        let day = day_and_minute(starts).0;
        let target = Target {
            offering,
            schedule,
            original: Some(day),
        };
        let holds = |o: &Occurrence| o.takes_place() && o.starts_at() <= starts && ends <= o.ends_at();
        if starts > tx.now() && !planned(new, &target, day).iter().any(holds) {
            store::take_back_time(tx, id, &reason(new, &target, day))?;
        }
    }
    Ok(())
}

fn follow_date(tx: &mut Tx, new: &Register, list: &List, target: &Target, day: Date) -> Result<(), AppError> {
    let coming = planned(new, target, day.checked_sub(60.days()).unwrap_or(day));
    let is = coming.iter().find(|o| o.takes_place() && o.original.date == day);
    let same = is.is_some_and(|o| (o.starts_at(), o.ends_at()) == (list.starts, list.ends));
    match is {
        Some(o) if same && list.called_off => store::reinstated(tx, target, o.starts_at(), o.ends_at()),
        Some(_) if same => Ok(0),
        Some(o) => store::moved(tx, target, o.starts_at(), o.ends_at(), &reason(new, target, day)),
        None if list.called_off => Ok(0),
        None => store::called_off(tx, target, &reason(new, target, day)),
    }
    .map(|_| ())
}

fn follow_series(
    tx: &mut Tx,
    (old, new): (&Register, &Register),
    list: &List,
    target: &Target,
) -> Result<(), AppError> {
    let (now, today) = (tx.now(), day_and_minute(tx.now()).0);
    let (before, after) = (planned(old, target, today), planned(new, target, today));
    let going = |all: &[Occurrence]| all.iter().any(|o| o.takes_place() && o.starts_at() > now);
    match (going(&before), going(&after)) {
        (_, true) if list.called_off => {
            let ends = after.iter().map(Occurrence::ends_at).max().unwrap_or(list.ends);
            let first = after.iter().filter(|o| o.takes_place() && o.starts_at() > now).map(Occurrence::starts_at);
            return store::reinstated(tx, target, first.min().unwrap_or(list.starts), ends).map(|_| ());
        }
        (true, false) if !list.called_off => {
            return store::called_off(tx, target, &Localized::default()).map(|_| ());
        }
        (_, false) => return Ok(()),
        _ => {}
    }
    let changes = changes(old, target, (&before, &after), now);
    let mut reasons = changes.iter().map(|c| reason(new, target, c.original));
    let why = reasons.next().filter(|first| reasons.all(|other| other == *first)).unwrap_or_default();
    let ends = changes.first().map_or(list.ends, |c| c.ends);
    let dates: Vec<DateChange> = changes.into_iter().map(|c| c.change).collect();
    store::tell_of_dates(tx, list, (&dates, ends), &why)
}

/// A date of a series that is different.
struct Changed {
    /// The day the plan gave it.
    original: Date,
    /// What is different.
    change: DateChange,
    /// When it ends, or would have.
    ends: Timestamp,
}

/// Which coming dates of a series are different: called off, moved, or on after all.
fn changes(
    old: &Register,
    target: &Target,
    (before, after): (&[Occurrence], &[Occurrence]),
    now: Timestamp,
) -> Vec<Changed> {
    let coming = |all: &[Occurrence], original: Date| -> Option<Occurrence> {
        all.iter().find(|o| o.original.date == original).cloned()
    };
    let mut days: Vec<Date> = before.iter().chain(after).map(|o| o.original.date).collect();
    days.sort_unstable();
    days.dedup();
    let mut out = Vec::new();
    for day in days {
        let (was, is) = (coming(before, day), coming(after, day));
        let time = |o: &Occurrence| (o.date, o.start);
        let on = |o: &Option<Occurrence>| o.as_ref().filter(|o| o.takes_place() && o.starts_at() > now).cloned();
        let (was, is) = match (on(&was), on(&is)) {
            (Some(was), Some(is)) if time(&was) != time(&is) || was.end != is.end => (was, Some(is)),
            (Some(was), None) => (was, None),
            // A day that the plan named before, and that was called off or closed; a new date is no change of an old one.
            (None, Some(is)) if was.is_some() || was_closed(old, target, day) => {
                (was.unwrap_or_else(|| is.clone()), Some(is))
            }
            _ => continue,
        };
        out.push(Changed {
            original: day,
            change: DateChange {
                was: time(&was),
                now: is.as_ref().map(time),
            },
            ends: is.unwrap_or(was).ends_at(),
        });
    }
    out
}

fn schedule_of<'r>(register: &'r Register, target: &Target) -> Option<&'r Schedule> {
    let offering = register.offerings.iter().find(|o| o.key == target.offering)?;
    offering.schedules.iter().find(|s| s.key == target.schedule)
}

fn was_closed(old: &Register, target: &Target, day: Date) -> bool {
    let calendar = Calendar::new(&old.municipality, &old.places);
    schedule_of(old, target).is_some_and(|s| why_not(s, &calendar, day).is_some())
}

/// What a target's schedule has from a day on, called-off dates too.
fn planned(register: &Register, target: &Target, first: Date) -> Vec<Occurrence> {
    let Some(offering) = register.offerings.iter().find(|o| o.key == target.offering) else {
        return Vec::new();
    };
    let mut all = schedule_of(register, target).map_or_else(Vec::new, |s| dates::span(register, s, first));
    all.retain(|o| offering.ended.is_none_or(|day| o.date < day));
    all
}

/// Why a date is changed, in the municipality's own words; may be empty.
fn reason(register: &Register, target: &Target, day: Date) -> Localized {
    let exception = schedule_of(register, target).and_then(|s| s.exceptions.iter().find(|e| e.date == day));
    exception.map(|e| e.reason.clone()).unwrap_or_default()
}
