//! Arrangementene: det som er planlagt for en dato – tema, program, hvem som gjør hva – og det som kom ut av det: hvor mange
//! som kom, hva de syntes, og hva vi lærte. Ingen som kommer, står med navn her.

mod assessment;
mod coming;
pub mod course_store;
mod desk;
mod forms;
pub mod invites;
mod links;
mod office;
mod public;
mod refusal;
pub mod store;
#[cfg(test)]
mod tests;
pub mod theme_store;
mod themes;
mod things;
mod views;
mod yearly;

pub use office::waits;
pub use public::specials;
pub use refusal::EventRefusal;
pub use store::{sign_up, target};

use crate::frame::{AppError, Audience, Routes};
use ::store::Tx;
use domain::access::Permission;

/// The night's work: codes of polls that are long closed, and addresses of those who were invited to what is over.
///
/// # Errors
/// A fault of the database.
pub fn tonight(tx: &mut Tx) -> Result<(), AppError> {
    theme_store::forget_old(tx)?;
    invites::forget_old(tx)
}

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let see = Audience::SignedIn(Permission::SeeOffice);
    let edit = Audience::SignedIn(Permission::EditRegister);
    let at_desk = Audience::SignedIn(Permission::UseDesk);
    Routes::default()
        .get("/arrangement", Audience::Public, public::list)
        .get("/arrangement/{slug}/{which}", Audience::Public, public::one)
        .get("/bidra/{token}", Audience::Public, links::invitation)
        .post("/bidra/{token}", Audience::Public, links::answer_invitation)
        .get("/temavalg", Audience::Public, links::poll_door)
        .get("/temavalg/{code}", Audience::Public, links::poll)
        .post("/temavalg/{code}", Audience::Public, links::choose)
        .get("/vurdering/{token}", Audience::Public, links::assess_page)
        .post("/vurdering/{token}", Audience::Public, links::assess)
        .get("/skranke/arrangement", at_desk, desk::page)
        .post("/skranke/arrangement/{slug}/{which}", at_desk, desk::count)
        .get("/kontor/arrangement", see, office::list)
        .get("/kontor/arrangement/kostra", see, yearly::page)
        .get("/kontor/arrangement/kostra.csv", see, yearly::file)
        .get("/kontor/arrangement/temaer", edit, themes::bank)
        .get("/kontor/arrangement/temaer/{key}", edit, themes::theme)
        .post("/kontor/arrangement/temaer/{key}", edit, themes::save_theme)
        .get("/kontor/arrangement/temavalg", edit, themes::polls)
        .post("/kontor/arrangement/temavalg", edit, themes::open_poll)
        .get("/kontor/arrangement/temavalg/{id}", edit, themes::poll)
        .post("/kontor/arrangement/temavalg/{id}", edit, themes::close_poll)
        .get("/kontor/arrangement/{slug}/{which}", edit, office::plan)
        .get("/kontor/arrangement/{slug}/{which}/{part}", edit, office::part)
        .post("/kontor/arrangement/{slug}/{which}/{part}", edit, office::save_part)
}
