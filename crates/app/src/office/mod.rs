//! Kontoret: der de som styrer tilbudet, ser hva som venter, og endrer det innbyggerne leser. Her er hjemsiden og det som er
//! felles for alle skjemaer: spørsmål tegnes, svar kontrolleres, to som endrer det samme får se begges ord, og siste endring
//! kan angres. Skjemaene for tilbud, steder, aktører, tider og kommunen ligger i rommene sine.

pub mod editor;
pub mod entered;
mod home;
pub mod questions;
mod refusal;
pub mod undo;
mod waiting;
pub mod words;

#[cfg(test)]
mod tests;

pub use refusal::OfficeRefusal;

use crate::frame::{Audience, Routes};
use domain::access::Permission;

/// The home page of those who run the service.
#[must_use]
pub fn routes() -> Routes {
    Routes::default().get("/kontor", Audience::SignedIn(Permission::SeeOffice), home::page)
}
