//! That an hour was held: the first time somebody signs in at the desk, gives a ticket or registers a visit while it goes on.
//! It is written at most once for each hour, and says neither when nor what.

use super::store;
use crate::frame::{AppError, Cx, Published};
use ::store::Tx;
use domain::{
    promise::planned_of,
    schedule::{Calendar, Entry, Moment, Occurrence, OccurrenceKey},
    shared::{Key, PartOfDay, day_and_minute},
    visits::Visit,
};
use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

/// So many hours are remembered before everything is forgotten; said again, an hour is written again, no more.
const MOST: usize = 20_000;

/// What this process has written already, so that a hundred visits of an hour cost one statement.
#[derive(Default)]
pub struct Said(Mutex<HashSet<(i64, OccurrenceKey)>>);

impl Said {
    fn new_ones(&self, tenant: i64, keys: Vec<OccurrenceKey>) -> Vec<OccurrenceKey> {
        let said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        keys.into_iter().filter(|key| !said.contains(&(tenant, key.clone()))).collect()
    }

    /// Remembers what is written for good.
    pub fn remember(&self, tenant: i64, keys: &[OccurrenceKey]) {
        if keys.is_empty() {
            return;
        }
        let mut said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if said.len() > MOST {
            said.clear();
        }
        said.extend(keys.iter().map(|key| (tenant, key.clone())));
    }
}

/// Writes that hours were held; in the transaction of what shows it.
///
/// # Errors
/// A fault of the database.
pub fn write(tx: &mut Tx, held: &[OccurrenceKey]) -> Result<(), AppError> {
    held.iter().try_for_each(|key| store::hold(tx, key))
}

/// What a visit shows that is not written yet: the offering's hour of that day and place, when there is no doubt which.
#[must_use]
pub fn of_visit(cx: &Cx, published: &Published, visit: &Visit) -> Vec<OccurrenceKey> {
    cx.app.said().new_ones(cx.tenant().id, shown_by(cx, published, visit))
}

fn shown_by(cx: &Cx, published: &Published, visit: &Visit) -> Vec<OccurrenceKey> {
    let (Some(place), Some(offering)) = (
        published.place_by_id(visit.place),
        published.offering_by_id(visit.offering),
    ) else {
        return Vec::new();
    };
    let register = &published.register;
    let calendar = Calendar::new(&register.municipality, &register.places);
    let begun = |o: &Occurrence| o.takes_place() && o.starts_at() <= cx.now;
    let mut there: Vec<(OccurrenceKey, Occurrence)> = planned_of(register, offering, visit.day, visit.day)
        .into_iter()
        .filter(|(_, o)| begun(o) && calendar.is_inside(&o.place, &place.key))
        .collect();
    if there.len() > 1
        && let Some(part) = visit.part_of_day
    {
        there.retain(|(_, o)| PartOfDay::of(o.start) == part);
    }
    match there.as_slice() {
        [(only, _)] => vec![only.clone()],
        _ => Vec::new(),
    }
}

/// What a ticket given at a place now shows that is not written yet.
#[must_use]
pub fn of_ticket(cx: &Cx, published: &Published, place: &Key) -> Vec<OccurrenceKey> {
    let register = &published.register;
    let calendar = Calendar::new(&register.municipality, &register.places);
    let today = day_and_minute(cx.now).0;
    let mut found = Vec::new();
    for offering in register.offerings.iter().filter(|o| o.kind.is_drop_in()) {
        let goes_on = |o: &Occurrence| o.takes_place() && o.starts_at() <= cx.now && cx.now < o.ends_at();
        let plan = planned_of(register, offering, today, today).into_iter();
        found.extend(plan.filter(|(_, o)| goes_on(o) && calendar.is_inside(&o.place, place)).map(|(key, _)| key));
    }
    cx.app.said().new_ones(cx.tenant().id, found)
}

/// Writes what an open desk shows: somebody is signed in where an hour goes on.
///
/// # Errors
/// A fault of the database.
pub async fn of_desk(cx: &Cx, today: &[Entry]) -> Result<(), AppError> {
    let open = today.iter().filter(|e| e.moment == Moment::OpenNow && !e.partner);
    let keys = open.map(|e| OccurrenceKey::of(&e.offering, &e.occurrence)).collect();
    let held = cx.app.said().new_ones(cx.tenant().id, keys);
    if held.is_empty() {
        return Ok(());
    }
    let written = held.clone();
    cx.write(move |tx| write(tx, &written)).await?;
    cx.app.said().remember(cx.tenant().id, &held);
    Ok(())
}
