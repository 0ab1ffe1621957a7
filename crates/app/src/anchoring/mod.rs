//! Forankring: det tilbudet hviler på. Hva det koster og hvem som betaler, i fire år og tre alternativer, og hvilken måned pengene
//! tar slutt. Hvilke strategier og vedtak det bygger på, hva det skal føre til og hvordan det måles, tilskudd fra søknad til
//! rapport, og hvem som er orientert. Alt skrives ett sted og brukes i søknader, svar til politikerne og saker.

#[cfg(test)]
mod application_tests;
mod apply;
mod born;
mod due;
mod forms;
mod grant_store;
pub mod made_up;
mod money;
mod night;
mod office;
mod paper;
mod picture;
mod refusal;
mod responsible;
pub mod store;
#[cfg(test)]
mod tests;
mod views;
mod words;

pub use due::{due, waits};
pub use money::{before_publishing, money_part};
pub use night::tonight;
pub use paper::{Freezable, budget_block, budget_sources, cliff_blocks, content as to_freeze};
pub use refusal::AnchoringRefusal;
pub use store::{Grounds, grounds};
pub use words::{alternative, money as amount};

use crate::frame::{AppError, Audience, Routes};
use ::store::Query;
use domain::{
    access::Permission,
    anchoring::{CommitmentKind, Entry},
    register::Register,
};
use jiff::civil::Date;

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let reads = Audience::SignedIn(Permission::SeeOffice);
    let edits = Audience::SignedIn(Permission::EditRegister);
    Routes::default()
        .get("/kontor/forankring", reads, office::overview)
        .get("/kontor/forankring/budsjett", reads, money::page)
        .get("/kontor/forankring/strategier", reads, office::strategies)
        .post("/kontor/forankring/strategier", edits, office::take_strategy)
        .get("/kontor/forankring/vedtak", reads, office::commitments)
        .get("/kontor/forankring/gevinster", reads, office::benefits)
        .get("/kontor/forankring/samordning", reads, office::alignment)
        .get("/kontor/forankring/tilskudd", reads, office::grants)
        .post("/kontor/forankring/tilskudd", edits, office::take_call)
        .get("/kontor/forankring/tilskudd/{id}", reads, office::grant)
        .post("/kontor/forankring/tilskudd/{id}/vilkar", edits, office::condition_done)
        .get("/kontor/forankring/tilskudd/{id}/varsel", edits, responsible::page)
        .post("/kontor/forankring/tilskudd/{id}/varsel", edits, responsible::save)
        .get("/kontor/forankring/tilskudd/{id}/soknad/{part}", edits, apply::part)
        .post("/kontor/forankring/tilskudd/{id}/soknad/{part}", edits, apply::save)
        .get(
            "/kontor/forankring/tilskudd/{id}/dokument/{form}",
            reads,
            paper::application,
        )
        .get("/kontor/forankring/tilskudd/{id}/rapport/{form}", reads, paper::report)
        .get("/kontor/forankring/sporsmal", reads, office::question)
        .get("/kontor/forankring/status/{form}", reads, paper::status)
        .get("/kontor/forankring/ny/{kind}", edits, office::new)
        .post("/kontor/forankring/ny/{kind}", edits, office::create)
        .get("/kontor/forankring/endre/{id}", edits, office::edit)
        .post("/kontor/forankring/endre/{id}", edits, office::keep)
        .post("/kontor/forankring/fjern/{id}", edits, office::remove)
}

/// Whether somebody in the municipality has decided something that holds today: the council, a committee or the management, a plan
/// or a line of the budget. A law is no decision of the municipality's.
///
/// # Errors
/// A fault of the database.
pub fn decided(q: &mut impl Query, today: Date) -> Result<bool, AppError> {
    let decision = |e: &Entry| matches!(e, Entry::Commitment(c) if c.kind != CommitmentKind::Law && c.holds(today));
    Ok(store::all(q)?.iter().any(|s| decision(&s.entry)))
}

/// How many entries name an offering or a digital service that the register does not have: they rest on nothing.
///
/// # Errors
/// A fault of the database.
pub fn strangers(q: &mut impl Query, register: &Register) -> Result<usize, AppError> {
    let known = |key: &str| {
        register.offerings.iter().any(|o| o.key.as_str() == key)
            || register.services.iter().any(|s| s.key.as_str() == key)
    };
    store::strangers(q, known)
}
