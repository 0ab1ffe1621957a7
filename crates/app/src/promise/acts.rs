//! What is done with an hour that cannot be kept as published: called off, moved or made shorter – one act, everywhere at once.

use super::{PromiseRefusal, alarm, state, store, substitute};
use crate::{
    exchange,
    frame::AppError,
    messages,
    texts::{T, Words},
};
use ::store::Tx;
use domain::{
    promise::Cause,
    register::{Register, check},
    schedule::{Change, Exception, OccurrenceKey},
    shared::{Localized, day_and_minute},
};

/// Calls an occurrence off: the public pages, screens, feeds and what a poster's code leads to follow the plan, and everybody
/// booked, enrolled or on their way to keep it is told. In a transaction that has bumped the content version.
///
/// Called off twice, it is the same.
///
/// # Errors
/// Absent when there is no such schedule; a fault of the database.
pub fn call_off(tx: &mut Tx, key: &OccurrenceKey, reason: &Localized, cause: Cause) -> Result<(), AppError> {
    let register = stored(tx)?;
    let off = |e: &Exception| e.date == key.original && e.change == Change::CalledOff;
    if schedule(&register, key)?.iter().any(off) {
        return Ok(());
    }
    tell_substitutes(tx, &register, key, reason)?;
    change(tx, register, key, Change::CalledOff, reason)?;
    store::set_cause(tx, key, cause)
}

/// Lets an occurrence be at another time, or end earlier.
///
/// # Errors
/// [`PromiseRefusal::BadTime`] when the plan cannot have it so; absent when there is no such schedule.
pub fn move_to(tx: &mut Tx, key: &OccurrenceKey, to: Change, reason: &Localized) -> Result<(), AppError> {
    let register = stored(tx)?;
    change(tx, register, key, to, reason)
}

fn stored(tx: &mut Tx) -> Result<Register, AppError> {
    Ok(exchange::store::load(tx)?.ok_or(AppError::Absent)?.into_register())
}

fn schedule<'r>(register: &'r Register, key: &OccurrenceKey) -> Result<&'r Vec<Exception>, AppError> {
    let offering = register.offerings.iter().find(|o| o.key == key.offering);
    let found = offering.and_then(|o| o.schedules.iter().find(|s| s.key == key.schedule));
    found.map(|s| &s.exceptions).ok_or(AppError::Absent)
}

fn change(
    tx: &mut Tx,
    mut register: Register,
    key: &OccurrenceKey,
    to: Change,
    reason: &Localized,
) -> Result<(), AppError> {
    let before = check(&register);
    let offering = register.offerings.iter_mut().find(|o| o.key == key.offering);
    let schedules = offering.map(|o| &mut o.schedules).ok_or(AppError::Absent)?;
    let schedule = schedules.iter_mut().find(|s| s.key == key.schedule).ok_or(AppError::Absent)?;
    schedule.exceptions.retain(|e| e.date != key.original);
    schedule.exceptions.push(Exception {
        date: key.original,
        change: to,
        reason: reason.clone(),
        decided_at: Some(tx.now()),
    });
    schedule.exceptions.sort_by_key(|e| e.date);
    if check(&register).iter().any(|problem| !before.contains(problem)) {
        return Err(AppError::refused(PromiseRefusal::BadTime));
    }
    exchange::save(tx, &register)?;
    Ok(())
}

/// Those who had said yes need not come.
fn tell_substitutes(tx: &mut Tx, register: &Register, key: &OccurrenceKey, reason: &Localized) -> Result<(), AppError> {
    let (now, today) = (tx.now(), day_and_minute(tx.now()).0);
    let Some(stand) = state::stand(tx, register, key, now)? else {
        return Ok(());
    };
    let l = register.municipality.written_language;
    let what = alarm::line(&stand, register, today, l);
    let text = l.ta(
        T::PromiseOffText,
        &ui::args![("what", what), ("why", reason.get(l).to_owned())],
    );
    for (who, _) in &stand.substitutes {
        if let Some(contact) = substitute::contact_of(tx, *who)? {
            messages::say(tx, &contact, &l.t(T::PromiseOffHeading), &text, subject_of(key))?;
        }
    }
    Ok(())
}

/// What letters about an occurrence hang on.
pub(super) fn subject_of(key: &OccurrenceKey) -> [u8; 16] {
    use sha2::Digest;
    let mut subject = [0; 16];
    subject.copy_from_slice(&sha2::Sha256::digest(key.to_string().as_bytes())[..16]);
    subject
}
