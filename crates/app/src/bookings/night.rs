//! What happens to appointments without anybody at the desk: the plan changes under them, and they are forgotten in time.

use super::{
    book, claims,
    store::{self, Appointment},
    tell::Teller,
};
use crate::{frame::AppError, messages};
use ::store::{Query, Tx};
use domain::{
    register::Register,
    schedule::{Calendar, occurrences},
    shared::{Id, Key, day_and_minute},
};
use jiff::civil::Date;
use std::collections::HashMap;

/// Calls off the appointments that a new register leaves without an occurrence, and tells those who booked. Called in the
/// transaction that stores the register, so that nobody keeps a time that is not there.
///
/// # Errors
/// A fault of the database.
pub fn reconcile(
    tx: &mut Tx,
    register: &Register,
    offerings: &HashMap<Key, Id>,
    places: &HashMap<Key, Id>,
) -> Result<(), AppError> {
    let (today, now) = (day_and_minute(tx.now()).0, tx.now());
    let coming = store::not_begun(tx, today)?;
    if coming.is_empty() {
        return Ok(());
    }
    let teller = Teller::of_register(register, offerings, places);
    let key_of: HashMap<Id, &Key> = offerings.iter().map(|(key, id)| (*id, key)).collect();
    for a in coming.iter().filter(|a| a.starts_at > now) {
        if let Some(reason) = lost(register, key_of.get(&a.offering).copied(), a) {
            book::call_off(tx, &teller, a, &reason)?;
        }
    }
    Ok(())
}

/// Why an appointment has no occurrence any more, in the municipality's own words (may be empty); `None` when it has.
fn lost(register: &Register, offering: Option<&Key>, a: &Appointment) -> Option<String> {
    let Some(offering) = register.offerings.iter().find(|o| Some(&o.key) == offering) else {
        return Some(String::new());
    };
    let Some(schedule) = offering.schedules.iter().find(|s| s.key == a.schedule) else {
        return Some(String::new());
    };
    let ended = offering.ended.is_some_and(|day| day <= a.day);
    let calendar = Calendar::new(&register.municipality, &register.places);
    let still = occurrences(schedule, &calendar, a.day, a.day).into_iter().any(|o| {
        o.takes_place() && o.original.date == a.original && o.starts_at() <= a.starts_at && a.ends_at <= o.ends_at()
    });
    if still && !ended {
        return None;
    }
    let own = register.municipality.written_language;
    let exception = schedule.exceptions.iter().find(|e| e.date == a.original);
    Some(exception.map_or_else(String::new, |e| e.reason.get(own).to_owned()))
}

/// The night's work: holds past their time, claims of days that are over, and everything about appointments whose last day
/// is past. What is counted stays.
///
/// # Errors
/// A fault of the database.
pub fn tonight(tx: &mut Tx) -> Result<(), AppError> {
    let (today, now) = (day_and_minute(tx.now()).0, tx.now());
    claims::forget_expired(tx)?;
    claims::forget_past(tx, today)?;
    for id in store::due(tx, today, now)? {
        messages::forget(tx, id.0)?;
        claims::free(tx, id.0)?;
        store::delete(tx, id)?;
    }
    store::delete_old(tx, today)
}

/// How many rows are kept longer than was promised.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, day: Date) -> Result<i64, AppError> {
    store::left_before(q, day)
}
