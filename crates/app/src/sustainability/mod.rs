//! Bærekraften: har vi folk nok til det vi lover? Avtalte timer settes opp mot det planen krever, måned for måned, og det prøves hva
//! som ryker når noen er syk, elevene har eksamen eller en stilling tar slutt. Svaret vises før et nytt tilbud går ut.

mod hours;
mod office;
pub mod store;
#[cfg(test)]
mod tests;

use crate::frame::{Audience, Routes};
use ::store::{Query, Tx};
use domain::{access::Permission, shared::day_and_minute};
use jiff::{ToSpan, civil::Date};

pub use office::before_publishing;

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let sees = Audience::SignedIn(Permission::SeeOffice);
    let people = Audience::SignedIn(Permission::ManageGuides);
    Routes::default()
        .get("/kontor/baerekraft", sees, office::page)
        .post("/kontor/baerekraft", people, office::set)
        .get("/kontor/baerekraft/timer", people, hours::page)
        .post("/kontor/baerekraft/timer", people, hours::import)
        .post("/kontor/baerekraft/timer/{id}/fjern", people, hours::remove)
        .get("/kontor/baerekraft/timer.csv", people, hours::export)
        .get("/kontor/baerekraft/vaktliste.csv", people, hours::roster)
}

/// How long agreed hours are kept after they ended.
const KEPT_DAYS: i64 = 400;

fn forgotten_before(today: Date) -> Date {
    today.checked_sub(KEPT_DAYS.days()).unwrap_or(today)
}

/// The night's work: agreed hours that ended more than a year ago are forgotten.
///
/// # Errors
/// A fault of the database.
pub fn tonight(tx: &mut Tx) -> Result<(), crate::frame::AppError> {
    store::forget_before(tx, forgotten_before(day_and_minute(tx.now()).0))
}

/// How many rows are kept longer than was promised.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, today: Date) -> Result<i64, crate::frame::AppError> {
    store::left_before(q, forgotten_before(today.yesterday().unwrap_or(today)))
}
