//! The alarm: an hour that nobody keeps is told to named people once, some days ahead. And the night's work of the room.

use super::{
    state::{Stand, stands},
    store,
};
use crate::{
    exchange,
    frame::AppError,
    messages, roster,
    texts::{T, Words},
};
use ::store::Tx;
use domain::{
    promise::{HORIZON_DAYS, Update, follow, horizon, planned},
    register::Register,
    schedule::occurrence_in_words,
    shared::{Locale, day_and_minute},
};
use jiff::{ToSpan, civil::Date};

/// How long what is about people is kept after the day, and how far a moved hour lies from its day in the plan.
const KEPT_DAYS: i64 = 28;
const MOVED_DAYS: i64 = 62;

fn ahead(day: Date, n: i64) -> Date {
    day.checked_add(n.days()).unwrap_or(day)
}

fn ago(day: Date, n: i64) -> Date {
    day.checked_sub(n.days()).unwrap_or(day)
}

/// Lets what is kept of what was published follow the plan. Called wherever a register is stored, and every night.
///
/// # Errors
/// A fault of the database.
pub fn follow_plan(tx: &mut Tx, register: &Register) -> Result<(), AppError> {
    let (now, today) = (tx.now(), day_and_minute(tx.now()).0);
    let last = horizon(today);
    let kept = store::published(tx, ago(today, MOVED_DAYS), ahead(last, MOVED_DAYS))?;
    let mut plan = planned(register, today, ahead(last, MOVED_DAYS));
    plan.retain(|key, o| o.date <= last || kept.iter().any(|p| p.key == *key));
    let updates = follow(&kept, &plan, now);
    for update in &updates {
        if let Update::Put(p) = update
            && !p.called_off
            && kept.iter().any(|k| k.key == p.key && k.latest != p.latest)
        {
            roster::moved(tx, register, &p.key, p.latest.day)?;
        }
    }
    store::update(tx, &updates)
}

/// The night's work: the plan of one more day is a promise, alarms are given, and what is about people is forgotten in time.
///
/// # Errors
/// A fault of the database.
pub fn tonight(tx: &mut Tx) -> Result<(), AppError> {
    let Some(stored) = exchange::store::load(tx)? else {
        return Ok(());
    };
    let register = stored.into_register();
    follow_plan(tx, &register)?;
    give(tx, &register, "")?;
    store::forget_before(tx, forgotten_before(day_and_minute(tx.now()).0))
}

/// The first day that people are remembered of.
#[must_use]
pub fn forgotten_before(today: Date) -> Date {
    ago(today, KEPT_DAYS)
}

/// Tells the named people of the hours that nobody keeps, each once; `link` is the full address of the page of promises, empty
/// when nobody knows it. An hour that has somebody again may alarm again.
///
/// # Errors
/// A fault of the database.
pub fn give(tx: &mut Tx, register: &Register, link: &str) -> Result<(), AppError> {
    let (now, today) = (tx.now(), day_and_minute(tx.now()).0);
    let days = store::alarm_days(tx)?.min(HORIZON_DAYS - 1);
    let all = stands(tx, register, today, ahead(today, days), now)?;
    let given = store::alarms(tx, today)?;
    let mut new = Vec::new();
    for stand in all.iter().filter(|s| s.occurrence.ends_at() > now) {
        if stand.missing() > 0 {
            if !given.contains(&stand.key) && store::alarm(tx, &stand.key)? {
                new.push(stand);
            }
        } else if given.contains(&stand.key) {
            store::all_clear(tx, &stand.key)?;
        }
    }
    if new.is_empty() {
        return Ok(());
    }
    let l = register.municipality.written_language;
    let text = words(&new, register, today, link, l);
    for person in store::alarm_people(tx)? {
        messages::say(tx, &person.contact, &l.t(T::PromiseAlarmHeading), &text, person.id.0)?;
    }
    Ok(())
}

/// When and where an hour is, in one line.
#[must_use]
pub fn line(stand: &Stand, register: &Register, today: Date, l: Locale) -> String {
    format!(
        "{}, {}, {}",
        stand.name(register, l),
        occurrence_in_words(&stand.occurrence, today, l),
        stand.place(register, l)
    )
}

fn words(new: &[&Stand], register: &Register, today: Date, link: &str, l: Locale) -> String {
    let mut text = l.ta(T::PromiseAlarmText, &ui::args![("n", new.len())]);
    for stand in new {
        text.push('\n');
        text.push_str(&line(stand, register, today, l));
    }
    if !link.is_empty() {
        text.push_str("\n\n");
        text.push_str(link);
    }
    text
}
