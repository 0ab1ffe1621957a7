//! ROS: hva som kan gå galt når vi hjelper folk, hvor ille det er, hva vi gjør med det, og hvem som står for resten. Analysen
//! lages sammen i et verksted, godkjennes av en leder og ses på igjen når dagen kommer eller noe har skjedd. Her samles også
//! sjekklistene for stedene og alt som har en frist, etter hvem som skal gjøre det.

mod refusal;
pub mod store;

pub use refusal::RiskRefusal;

use crate::frame::AppError;
use ::store::{Query, Tx};
use domain::shared::{Id, day_and_minute};
use jiff::civil::Date;

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

/// A measure for a scenario in force that came after the analysis: due at once, and taken into the next version. The caller has
/// guarded the words against personal data.
///
/// # Errors
/// Absent when there is no such scenario in force; a fault of the database.
pub fn add_measure(tx: &mut Tx, scenario: Id, what: &str, owner: &str, due: Option<Date>) -> Result<Id, AppError> {
    if !store::in_force(tx)?.iter().any(|v| v.analysis.scenario(scenario).is_some()) {
        return Err(AppError::Absent);
    }
    store::add_loose(tx, &store::About::Scenario(scenario), what, owner, due)
}

/// The approved analyses: (what its versions share, its title, the day).
///
/// # Errors
/// A fault of the database.
pub fn approved(q: &mut impl Query) -> Result<Vec<(Id, String, Date)>, AppError> {
    let all = store::in_force(q)?.into_iter();
    Ok(all.filter_map(|v| Some((v.line, v.analysis.title, day_and_minute(v.approved?.0).0))).collect())
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
