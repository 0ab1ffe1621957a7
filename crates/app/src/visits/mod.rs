//! Henvendelsene ved skranken: skjermen den som veileder har foran seg, og det som huskes om hver henvendelse. Den som
//! veileder registrerer etter at personen har gått, på få trykk, og kan rette og angre samme dag. Om natten legges like
//! henvendelser sammen, slik at ingen rad lenger hører til én person eller ett øyeblikk.

pub mod counts;
mod desk;
mod figures;
mod forms;
pub mod labels;
mod paper;
mod record;
mod refusal;
mod sealing;
pub mod store;
mod tally;
#[cfg(test)]
mod tests;
mod views;

use crate::frame::{Audience, Routes};
use domain::access::Permission;

pub use desk::place_of_desk;
pub use sealing::{seal_due, seal_one};

/// The routes of the desk.
#[must_use]
pub fn routes() -> Routes {
    const DESK: Audience = Audience::SignedIn(Permission::UseDesk);
    Routes::default()
        .get("/skranke", DESK, desk::page)
        .get("/skranke/velg-sted", DESK, desk::choose)
        .post("/skranke/velg-sted", DESK, desk::chosen)
        .post("/skranke/henvendelser", DESK, desk::register)
        .get("/skranke/henvendelser/{id}", DESK, desk::edit)
        .post("/skranke/henvendelser/{id}", DESK, desk::correct)
        .post("/skranke/henvendelser/{id}/angre", DESK, desk::undo)
        .post(
            "/skranke/skjema",
            Audience::SignedIn(Permission::EditRegister),
            desk::set_form,
        )
        .get("/skranke/tell", DESK, tally::page)
        .get(
            "/skranke/papir",
            Audience::SignedIn(Permission::EnterPaper),
            paper::page,
        )
        .post(
            "/skranke/papir",
            Audience::SignedIn(Permission::EnterPaper),
            paper::save,
        )
}
