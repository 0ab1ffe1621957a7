//! ROS: hva som kan gå galt når vi hjelper folk, hvor ille det er, hva vi gjør med det, og hvem som står for resten. Analysen
//! lages sammen i et verksted, godkjennes av en leder og ses på igjen når dagen kommer eller noe har skjedd. Her samles også
//! sjekklistene for stedene og alt som har en frist, etter hvem som skal gjøre det.

mod deadlines;
mod forms;
pub mod made_up;
mod matrix;
mod office;
mod paper;
mod phone;
mod places;
mod refusal;
mod scenario;
pub mod store;
#[cfg(test)]
mod tests;
mod views;
mod words;
mod workshop;

pub use deadlines::{due, waits};
pub use paper::to_freeze;
pub use refusal::RiskRefusal;
pub use words::due as due_words;
pub use words::rating as rating_words;

use crate::frame::{AppError, Audience, Routes};
use ::store::{Query, Tx};
use domain::{
    access::Permission,
    shared::{Id, day_and_minute},
};
use jiff::civil::Date;

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let reads = Audience::SignedIn(Permission::SeeOffice);
    let assesses = Audience::SignedIn(Permission::AssessRisk);
    let accepts = Audience::SignedIn(Permission::AcceptRisk);
    Routes::default()
        .get("/kontor/ros", reads, office::list)
        .get("/kontor/ros/ny", assesses, office::new)
        .post("/kontor/ros/ny", assesses, office::create)
        .get("/kontor/ros/scenario/{id}", reads, office::scenario_in_force)
        .get("/kontor/ros/tiltak/{id}", reads, scenario::measure)
        .post("/kontor/ros/tiltak/{id}", assesses, scenario::happened)
        .get("/kontor/ros/steder", reads, places::list)
        .get("/kontor/ros/steder/{key}", reads, places::one)
        .get("/kontor/ros/steder/{key}/runde", assesses, places::walk)
        .post("/kontor/ros/steder/{key}/runde", assesses, places::keep)
        .post("/kontor/ros/steder/{key}/tiltak", assesses, places::measure)
        .get("/kontor/ros/{id}", reads, office::one)
        .get("/kontor/ros/{id}/om", assesses, office::about)
        .post("/kontor/ros/{id}/om", assesses, office::save_about)
        .get("/kontor/ros/{id}/skala", assesses, office::scale)
        .post("/kontor/ros/{id}/skala", assesses, office::save_scale)
        .get("/kontor/ros/{id}/bibliotek", assesses, office::shelf)
        .post("/kontor/ros/{id}/bibliotek", assesses, office::take_in)
        .post("/kontor/ros/{id}/status", assesses, office::act)
        .post("/kontor/ros/{id}/godkjenn", accepts, office::approve)
        .get("/kontor/ros/{id}/sammenlign", reads, office::versions)
        .get("/kontor/ros/{id}/dokument/{form}", reads, paper::file)
        .get("/kontor/ros/{id}/verksted", reads, workshop::page)
        .post("/kontor/ros/{id}/verksted", assesses, workshop::press)
        .get("/kontor/ros/{id}/verksted/del", reads, workshop::content)
        .get("/kontor/ros/{id}/verksted/strom", reads, workshop::stream)
        .get("/kontor/ros/{id}/scenario/ny", assesses, scenario::new)
        .post("/kontor/ros/{id}/scenario/ny", assesses, scenario::create)
        .get("/kontor/ros/{id}/scenario/{scenario}", reads, scenario::one)
        .get(
            "/kontor/ros/{id}/scenario/{scenario}/aksept",
            accepts,
            scenario::acceptance,
        )
        .post("/kontor/ros/{id}/scenario/{scenario}/aksept", accepts, scenario::accept)
        .post("/kontor/ros/{id}/scenario/{scenario}/fjern", assesses, scenario::remove)
        .post("/kontor/ros/{id}/scenario/{scenario}/sett", assesses, scenario::settle)
        .get("/kontor/ros/{id}/scenario/{scenario}/{part}", assesses, scenario::part)
        .post("/kontor/ros/{id}/scenario/{scenario}/{part}", assesses, scenario::save)
        .get("/verksted/{code}", Audience::Public, phone::page)
        .post("/verksted/{code}", Audience::Public, phone::add)
        .get("/kontor/frister", reads, deadlines::page)
}

/// The scenarios of the analyses in force: (scenario, its title, the title of the analysis). The scenario's id stays the same
/// from version to version.
///
/// # Errors
/// A fault of the database.
pub fn scenarios(q: &mut impl Query) -> Result<Vec<(Id, String, String)>, AppError> {
    let all = store::in_force(q)?;
    let of = |v: &store::Version| {
        let analysis = v.analysis.title.clone();
        let one = move |s: &domain::risk::RiskScenario| (s.id, s.title.clone(), analysis.clone());
        v.analysis.scenarios.iter().map(one).collect::<Vec<_>>()
    };
    Ok(all.iter().flat_map(of).collect())
}

/// Marks a scenario for a new look: it stands first among what is due until somebody has. The same reason while one is open
/// changes nothing. The caller has guarded `why` against personal data.
///
/// # Errors
/// Absent when there is no such scenario in force; a fault of the database.
pub fn reopen(tx: &mut Tx, scenario: Id, why: &str) -> Result<(), AppError> {
    store::reopen(tx, scenario, why)
}

/// A measure for a scenario in force that came after the analysis: due at once, and taken into the next version. Without an
/// `owner` it belongs to the one who owns the analysis. The caller has guarded the words against personal data.
///
/// # Errors
/// Absent when there is no such scenario in force; a fault of the database.
pub fn add_measure(tx: &mut Tx, scenario: Id, what: &str, owner: &str, due: Option<Date>) -> Result<Id, AppError> {
    let in_force = store::in_force(tx)?;
    let found = in_force.iter().find(|v| v.analysis.scenario(scenario).is_some()).ok_or(AppError::Absent)?;
    let owner = if owner.is_empty() { &found.analysis.owner } else { owner };
    store::add_loose(tx, &store::About::Scenario(scenario), what, owner, due)
}

/// An analysis that is approved, as other rooms point to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approved {
    /// What all versions of it share.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// The day it was approved.
    pub on: Date,
    /// The page of the version that is in force.
    pub path: String,
}

/// The approved analyses, by title.
///
/// # Errors
/// A fault of the database.
pub fn approved(q: &mut impl Query) -> Result<Vec<Approved>, AppError> {
    let all = store::in_force(q)?.into_iter();
    let of = |v: store::Version| {
        Some(Approved {
            id: v.line,
            on: day_and_minute(v.approved?.0).0,
            path: format!("/kontor/ros/{}", v.id),
            title: v.analysis.title,
        })
    };
    Ok(all.filter_map(of).collect())
}

/// The night's work: what is past its time is deleted.
///
/// # Errors
/// A fault of the database.
pub fn tonight(tx: &mut Tx) -> Result<(), AppError> {
    store::forget_old(tx)
}

/// How many rows the night should have deleted by a day.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, today: Date) -> Result<i64, AppError> {
    store::late(q, today)
}
