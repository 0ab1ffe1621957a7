//! Utstyret: nettbrett, PC-er, teleslynger og projektorer. Skranken låner ut og tar imot; kontoret sier hva som finnes, og
//! setter av til det som skal skje. Den som låner, får en lapp med et nummer. Et fornavn kan stå på den, og det slettes når
//! tingen er tilbake.

mod desk;
mod office;
mod refusal;
pub mod store;
mod views;

#[cfg(test)]
mod tests;

pub use refusal::EquipmentRefusal;
pub use store::{reconcile, release, reserve};
pub use views::{back_words, place_name};

use crate::frame::{AppError, Audience, Routes};
use ::store::Tx;
use domain::access::Permission;

/// The counter's page and the office's.
#[must_use]
pub fn routes() -> Routes {
    let desk = Audience::SignedIn(Permission::UseDesk);
    let edit = Audience::SignedIn(Permission::EditRegister);
    Routes::default()
        .get("/skranke/utlan", desk, desk::page)
        .get("/skranke/utlan/ny", desk, desk::new)
        .post("/skranke/utlan/ny", desk, desk::lend)
        .post("/skranke/utlan/levert", desk, desk::take_back)
        .get("/kontor/utstyr", edit, office::list)
        .post("/kontor/utstyr", edit, office::create)
        .get("/kontor/utstyr/{id}", edit, office::one)
        .post("/kontor/utstyr/{id}", edit, office::save)
        .post("/kontor/utstyr/{id}/avslutt", edit, office::end)
        .post("/kontor/utstyr/{id}/sett-av", edit, office::set_aside)
        .post("/kontor/utstyr/{id}/frigi", edit, office::release)
}

/// The night's work: what was set aside for yesterday is counted and forgotten.
///
/// # Errors
/// A fault of the database.
pub fn tonight(tx: &mut Tx) -> Result<(), AppError> {
    store::tidy(tx)
}
