//! Arkivpakkene: dokumentene slik de var den dagen de ble sendt videre. Koordinatoren velger hva som skal med, og fryser det. Pakken
//! får et nummer, tallene følger med, og ingenting i den blir endret siden. Kommunens sakssystem er arkivet: derfra kommer en
//! referanse tilbake, og den skrives inn her. Er noe feil, lages en ny utgave som sier hva som er nytt.

mod assemble;
mod choose;
mod content;
pub mod made_up;
mod office;
mod refusal;
pub mod store;
#[cfg(test)]
mod tests;
mod views;

pub use content::{Content, Matter, made, made_here};
pub use store::freeze;

use crate::frame::{AppError, Audience, Routes};
use ::store::{Query, Tx};
use domain::access::Permission;
use jiff::civil::Date;

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let reads = Audience::SignedIn(Permission::SeeOffice);
    let edits = Audience::SignedIn(Permission::EditRegister);
    Routes::default()
        .get("/kontor/arkivpakke", reads, office::list)
        .get("/kontor/arkivpakke/ny", edits, office::new)
        .post("/kontor/arkivpakke/ny", edits, office::create)
        .get("/kontor/arkivpakke/{id}", reads, office::one)
        .get("/kontor/arkivpakke/{id}/pakke.zip", reads, office::zip)
        .get("/kontor/arkivpakke/{id}/fil/{name}", reads, office::file)
        .post("/kontor/arkivpakke/{id}/referanse", edits, office::write_reference)
}

/// The night's work: what is past its time is deleted.
///
/// # Errors
/// A fault of the database.
pub fn tonight(tx: &mut Tx) -> Result<(), AppError> {
    store::forget_old(tx)
}

/// How many packages the night should have deleted by a day.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, today: Date) -> Result<i64, AppError> {
    Ok(store::past(q, today)?.len().try_into().unwrap_or(i64::MAX))
}

/// The numbers of packages that are not what was frozen, and of those that are gone before their time.
///
/// # Errors
/// A fault of the database.
pub fn broken(q: &mut impl Query) -> Result<Vec<i64>, AppError> {
    store::broken(q)
}
