//! Grenser: «Kan jeg hjelpe med dette?» Svaret er ja, ja med varsomhet eller nei, med grunnen, ordene å si og hvor en heller
//! skal gå. Det kan henge på tjenesten, formen og hvem som veileder. Kommunens egne avvik fra den nasjonale profilen lagres her.
//!
//! Av de samme reglene og tilbudene blir tjenestebeskrivelsen laget. Lederen godkjenner den ved navn, hver veileder sier at den
//! er lest, og alle kan lese den i klare ord.

mod counted;
pub mod counts;
mod description;
mod desk;
mod forms;
pub mod generate;
pub mod made_up;
mod office;
mod paper;
mod reading;
mod refusal;
mod situation;
pub mod store;
#[cfg(test)]
mod tests;
pub mod versions;
mod views;

pub use paper::{Giver, content as description_content, to_freeze};
pub use reading::{is_described, link as description_link};
pub use refusal::BoundariesRefusal;
pub use views::{answer_tag, word as answer_word};

use crate::frame::{AppError, Audience, Routes};
use ::store::Tx;
use domain::access::Permission;

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let at_desk = Audience::SignedIn(Permission::UseDesk);
    let reads = Audience::SignedIn(Permission::SeeOffice);
    let edits = Audience::SignedIn(Permission::EditRegister);
    let figures = Audience::SignedIn(Permission::SeeFigures);
    description_routes()
        .get("/skranke/kan-jeg", at_desk, desk::may_i)
        .get("/skranke/kan-jeg/alle", at_desk, desk::all)
        .post("/skranke/kan-jeg/tell", at_desk, desk::count)
        .get("/kontor/grenser", reads, office::list)
        .get("/kontor/grenser/utgave", reads, office::edition)
        .post("/kontor/grenser/utgave", edits, office::follow)
        .get("/kontor/grenser/spurt", figures, counted::page)
        .get("/kontor/grenser/spurt.csv", figures, counted::csv)
        .get("/kontor/grenser/{code}", edits, office::edit)
        .post("/kontor/grenser/{code}", edits, office::save)
        .post("/kontor/grenser/{code}/fjern", edits, office::remove)
}

fn description_routes() -> Routes {
    let at_desk = Audience::SignedIn(Permission::UseDesk);
    let reads = Audience::SignedIn(Permission::SeeOffice);
    let edits = Audience::SignedIn(Permission::EditRegister);
    let leader = Audience::SignedIn(Permission::OverrideGate);
    Routes::default()
        .get("/tjenestebeskrivelse", Audience::Public, reading::public)
        .get("/skranke/tjenestebeskrivelse", at_desk, reading::at_desk)
        .get(
            "/veileder/{token}/tjenestebeskrivelse",
            Audience::Public,
            reading::by_link,
        )
        .get("/kontor/tjenestebeskrivelse", reads, description::home)
        .get(
            "/kontor/tjenestebeskrivelse/ord/{section}",
            edits,
            description::own_words,
        )
        .post(
            "/kontor/tjenestebeskrivelse/ord/{section}",
            edits,
            description::save_words,
        )
        .get("/kontor/tjenestebeskrivelse/godkjenn", leader, description::approval)
        .post("/kontor/tjenestebeskrivelse/godkjenn", leader, description::approve)
        .get("/kontor/tjenestebeskrivelse/plakat.pdf", reads, paper::poster)
        .get("/kontor/tjenestebeskrivelse/{version}", reads, description::one)
        .get("/kontor/tjenestebeskrivelse/{version}/fil/{kind}", reads, paper::file)
}

/// The night's work: receipts of taps, counts of long ago, and names of those who approved what has long been replaced.
///
/// # Errors
/// A fault of the database.
pub fn tonight(tx: &mut Tx) -> Result<(), AppError> {
    counts::forget_old(tx)?;
    versions::forget_names(tx)
}
