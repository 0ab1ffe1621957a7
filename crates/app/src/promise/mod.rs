//! Løftet: en publisert time er et løfte. Her står hvem som holder den, hva som skjer når ingen kan, hvem som får vite det, og
//! hvor mye av det som ble lovet, som ble holdt. Hvordan en time står, regnes ut av det som er kjent; ingen skriver det.

pub mod acts;
pub mod alarm;
pub mod evidence;
mod figures;
#[cfg(test)]
mod joined;
pub mod keepers;
mod office;
mod sick;
pub mod state;
pub mod store;
pub mod substitute;
#[cfg(test)]
mod tests;
mod views;

use crate::{
    frame::{Audience, Refusal, Routes},
    texts::T,
};
use ::store::Query;
use axum::http::StatusCode;
use domain::{access::Permission, schedule::OccurrenceKey, shared::Id};
use jiff::civil::Date;

pub use acts::call_off;
pub use alarm::{follow_plan, tonight};
pub use office::waits;

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let sees = Audience::SignedIn(Permission::SeeOffice);
    let edits = Audience::SignedIn(Permission::EditRegister);
    let desk = Audience::SignedIn(Permission::UseDesk);
    let figures = Audience::SignedIn(Permission::SeeFigures);
    Routes::default()
        .get("/kontor/lofte", sees, office::list)
        .get("/kontor/lofte/holdere", edits, keepers::page)
        .post("/kontor/lofte/holdere", edits, keepers::save)
        .get("/kontor/lofte/varsel", edits, keepers::alarm_page)
        .post("/kontor/lofte/varsel", edits, keepers::alarm_save)
        .post("/kontor/lofte/varsel/{id}/fjern", edits, keepers::alarm_remove)
        .get("/kontor/lofte/{offering}/{plan}/{day}", sees, office::one)
        .post("/kontor/lofte/{offering}/{plan}/{day}/spor", edits, office::ask)
        .post("/kontor/lofte/{offering}/{plan}/{day}/tar", edits, office::found)
        .post("/kontor/lofte/{offering}/{plan}/{day}/flytt", edits, office::move_it)
        .post("/kontor/lofte/{offering}/{plan}/{day}/avlys", edits, office::call_off)
        .post("/kontor/lofte/{offering}/{plan}/{day}/svar", edits, office::say)
        .get("/kontor/syk", edits, sick::office)
        .post("/kontor/syk", edits, sick::away_office)
        .post("/kontor/syk/spor", edits, sick::ask_office)
        .post("/kontor/syk/avlys", edits, sick::call_off_office)
        .post("/kontor/syk/tilbake", edits, sick::back_office)
        .get("/skranke/syk", desk, sick::desk)
        .post("/skranke/syk", desk, sick::away_desk)
        .post("/skranke/syk/spor", desk, sick::ask_desk)
        .post("/skranke/syk/avlys", desk, sick::call_off_desk)
        .post("/skranke/syk/tilbake", desk, sick::back_desk)
        .get("/vikar/{token}", Audience::Public, substitute::page)
        .post("/vikar/{token}", Audience::Public, substitute::submit)
        .get("/kontor/tall/forutsigbarhet", figures, figures::page)
        .get("/kontor/tall/forutsigbarhet.csv", figures, figures::csv)
}

/// Why something about a promise was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromiseRefusal {
    /// The hour is over, called off, or not in the plan.
    Over,
    /// The plan cannot have the hour at that time.
    BadTime,
    /// She is a guide whose papers are not in order that day.
    NotReady,
    /// The hour is in the roster, and she is no guide that it knows by that name.
    NotAGuide,
}

impl Refusal for PromiseRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Over => "promise.over",
            Self::BadTime => "promise.bad_time",
            Self::NotReady => "promise.not_ready",
            Self::NotAGuide => "promise.not_a_guide",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::Over => (T::PromiseRefusalOver, T::PromiseRefusalOverHint),
            Self::BadTime => (T::PromiseRefusalBadTime, T::PromiseRefusalBadTimeHint),
            Self::NotReady => (T::PromiseRefusalNotReady, T::PromiseRefusalNotReadyHint),
            Self::NotAGuide => (T::PromiseRefusalNotAGuide, T::PromiseRefusalNotAGuideHint),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Over => StatusCode::CONFLICT,
            Self::BadTime | Self::NotReady | Self::NotAGuide => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// How many rows about people are kept longer than was promised.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, today: Date) -> Result<i64, crate::frame::AppError> {
    let yesterday = today.yesterday().unwrap_or(today);
    store::left_before(q, alarm::forgotten_before(yesterday))
}

/// The guides who have said yes to hours where there is no roster, on the days `first..=last` of the plan.
///
/// # Errors
/// A fault of the database.
pub fn guides_elsewhere(
    q: &mut impl Query,
    first: Date,
    last: Date,
) -> Result<Vec<(OccurrenceKey, Id)>, crate::frame::AppError> {
    let all = store::substitutes(q, first, last)?.into_iter();
    let guide = |who: &store::Person| match who {
        store::Person::Guide(id) => Some(*id),
        store::Person::Keeper(_) => None,
    };
    Ok(all
        .flat_map(|(key, there)| there.into_iter().filter_map(move |(who, _)| Some((key.clone(), guide(&who)?))))
        .collect())
}

/// The hours outside the roster that a guide has said yes to from a day on have somebody no more: she leaves. How many.
///
/// # Errors
/// A fault of the database.
pub fn leaves(tx: &mut ::store::Tx, guide: Id, from: Date) -> Result<usize, crate::frame::AppError> {
    let mut n = 0;
    for (key, who) in guides_elsewhere(tx, from, Date::MAX)? {
        if who == guide {
            n += usize::from(store::leave_seat(tx, &key, store::Person::Guide(guide))?);
        }
    }
    Ok(n)
}

/// Forgets a guide who is erased: what she was asked, and the name she stepped in under. That the hour was kept stays.
///
/// # Errors
/// A fault of the database.
pub fn forget(tx: &mut ::store::Tx, guide: Id) -> Result<(), crate::frame::AppError> {
    store::forget(tx, guide)
}

/// Tells the named people at once of what nobody keeps any more, and takes the alarm back where somebody does again.
///
/// # Errors
/// A fault of the database.
pub fn look_again(tx: &mut ::store::Tx) -> Result<(), crate::frame::AppError> {
    match crate::exchange::store::load(tx)? {
        Some(stored) => alarm::give(tx, &stored.into_register(), ""),
        None => Ok(()),
    }
}
