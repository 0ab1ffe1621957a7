//! What a certificate is made from, as the rooms tell it, and that one was given out.

use super::content::Service;
use crate::{frame::AppError, learning, roster};
use ::store::{Query, Tx};
use domain::{
    guides::Guide,
    register::Register,
    schedule::{Calendar, Occurrence, OccurrenceKey, occurrences},
    shared::{Id, Key, Locale},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use std::collections::BTreeMap;

/// How far from its day in the plan an occurrence may have been moved.
const MOVED_AT_MOST: i64 = 60;

/// What somebody did and learnt from one day to another, as far as it is over.
///
/// # Errors
/// A fault of the database.
pub fn service(
    q: &mut impl Query,
    guide: &Guide,
    register: &Register,
    (from, until): (Date, Date),
    now: Timestamp,
    l: Locale,
) -> Result<Service, AppError> {
    let shifts = roster::shifts_of(q, guide.id, from, until)?;
    Ok(Service {
        guide: guide.id,
        name: guide.name.clone(),
        kind: guide.kind,
        from,
        until,
        guiding: by_offering(&shifts, register, (from, until), now, l),
        training: learning::hours(q, guide.id, from, until)?,
    })
}

/// Minutes on shifts that took place and are over, by offering, the most first.
pub(super) fn by_offering(
    shifts: &[(OccurrenceKey, u32)],
    register: &Register,
    days: (Date, Date),
    now: Timestamp,
    l: Locale,
) -> Vec<(String, u32)> {
    let mut minutes: BTreeMap<&Key, u32> = BTreeMap::new();
    let mut plans: BTreeMap<(&Key, &Key), BTreeMap<Date, Occurrence>> = BTreeMap::new();
    for (key, long) in shifts {
        let plan = plans
            .entry((&key.offering, &key.schedule))
            .or_insert_with(|| plan(register, &key.offering, &key.schedule, days));
        // A schedule that is no longer in the register was kept as it was written down.
        let was_held = plan.get(&key.original).is_none_or(|o| o.takes_place() && o.ends_at() <= now);
        if was_held && key.original <= domain::shared::day_and_minute(now).0 {
            *minutes.entry(&key.offering).or_default() += long;
        }
    }
    let mut named: Vec<(String, u32)> = minutes.into_iter().map(|(key, m)| (name(register, key, l), m)).collect();
    named.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    named
}

fn plan(
    register: &Register,
    offering: &Key,
    schedule: &Key,
    (from, until): (Date, Date),
) -> BTreeMap<Date, Occurrence> {
    let offering = register.offerings.iter().find(|o| o.key == *offering);
    let Some(schedule) = offering.and_then(|o| o.schedules.iter().find(|s| s.key == *schedule)) else {
        return BTreeMap::new();
    };
    let calendar = Calendar::new(&register.municipality, &register.places);
    let first = from.checked_sub(MOVED_AT_MOST.days()).unwrap_or(from);
    let last = until.checked_add(MOVED_AT_MOST.days()).unwrap_or(until);
    let mut plan = BTreeMap::new();
    for occurrence in occurrences(schedule, &calendar, first, last) {
        // The first of two on the same day stands for both, as in the roster.
        plan.entry(occurrence.original.date).or_insert(occurrence);
    }
    plan
}

fn name(register: &Register, key: &Key, l: Locale) -> String {
    let found = register.offerings.iter().find(|o| o.key == *key);
    found.map_or_else(|| key.to_string(), |o| o.name.get(l).to_owned())
}

/// Writes down that a certificate was given out: for which days and how much, not what stood in it.
///
/// # Errors
/// A fault of the database.
pub fn issued(tx: &mut Tx, guide: Id, from: Date, until: Date, minutes: u32) -> Result<(), AppError> {
    let after = serde_json::json!({ "from": from.to_string(), "until": until.to_string(), "minutes": minutes });
    Ok(tx.history(
        "guides",
        "guide",
        guide.0,
        "certificate issued",
        None,
        Some(after.to_string()),
    )?)
}
