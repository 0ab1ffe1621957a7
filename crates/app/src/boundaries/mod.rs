//! Grenser: «Kan jeg hjelpe med dette?» Svaret er ja, ja med varsomhet eller nei, med grunnen, ordene å si og hvor en heller
//! skal gå. Kommunens egne avvik fra den nasjonale profilen lagres her.

mod desk;
mod forms;
mod office;
pub mod store;
#[cfg(test)]
mod tests;
mod views;

pub use views::{answer_tag, word as answer_word};

use crate::frame::{Audience, Routes};
use domain::access::Permission;

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let at_desk = Audience::SignedIn(Permission::UseDesk);
    let reads = Audience::SignedIn(Permission::SeeOffice);
    let edits = Audience::SignedIn(Permission::EditRegister);
    Routes::default()
        .get("/skranke/kan-jeg", at_desk, desk::may_i)
        .get("/kontor/grenser", reads, office::list)
        .get("/kontor/grenser/{code}", edits, office::edit)
        .post("/kontor/grenser/{code}", edits, office::save)
        .post("/kontor/grenser/{code}/fjern", edits, office::remove)
}
