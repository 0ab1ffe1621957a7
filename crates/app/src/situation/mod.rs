//! Grunnlaget: det kommunen vet før den bestemmer seg. Her svarer dere på spørsmålene i håndboka, ett om gangen, og ser hva som
//! mangler. Nasjonale tall ligger klare med år og kilde, folketallet deres er her, og de ansatte kan si hva de kan uten navn.
//! Veien viser hva som gjenstår fram til første åpne dag, og stopper ingen.

mod employees;
mod facts;
mod fetch;
mod figures;
pub mod figures_store;
mod guide;
mod office;
mod refusal;
pub mod store;
mod survey;
#[cfg(test)]
mod tests;
mod words;

pub use fetch::FigureSource;
pub use guide::waits;
pub use words::{measured, number, percent};

use crate::frame::{AppError, Audience, Routes};
use ::store::Query;
use domain::{
    access::Permission,
    situation::{Evidence, LocalFigureKind, LocalPopulation, SurveyAnswer, SurveyQuestion, estimate, questions},
};
use jiff::civil::Date;

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let reads = Audience::SignedIn(Permission::SeeOffice);
    let edits = Audience::SignedIn(Permission::EditRegister);
    Routes::default()
        .get("/kontor/veien", reads, guide::page)
        .post("/kontor/veien", edits, guide::mark)
        .get("/kontor/grunnlag", reads, office::page)
        .get("/kontor/grunnlag/kartlegging", reads, survey::list)
        .get("/kontor/grunnlag/kartlegging/{code}", reads, survey::one)
        .post("/kontor/grunnlag/kartlegging/{code}", edits, survey::save)
        .get("/kontor/grunnlag/tilbud", reads, survey::inventory)
        .get("/kontor/grunnlag/fakta", reads, facts::list)
        .post("/kontor/grunnlag/fakta", edits, facts::set_fresh)
        .get("/kontor/grunnlag/fakta/ny", edits, facts::new)
        .post("/kontor/grunnlag/fakta/ny", edits, facts::create)
        .get("/kontor/grunnlag/fakta/sammen", reads, facts::beside)
        .get("/kontor/grunnlag/fakta/{key}", reads, facts::one)
        .post("/kontor/grunnlag/fakta/{key}/fjern", edits, facts::remove)
        .get("/kontor/grunnlag/tall", reads, figures::page)
        .get("/kontor/grunnlag/tall/importer", edits, figures::import)
        .post("/kontor/grunnlag/tall/importer", edits, figures::take_in)
        .post("/kontor/grunnlag/tall/hent", edits, figures::fetch)
        .post("/kontor/grunnlag/tall/{id}/fjern", edits, figures::remove)
        .get("/kontor/grunnlag/ansatte", reads, employees::page)
        .post("/kontor/grunnlag/ansatte", edits, employees::act)
        .get("/kartlegging/{token}", Audience::Public, employees::sheet)
        .post("/kartlegging/{token}", Audience::Public, employees::take)
}

/// Everything known before a decision, with year and source: what documents are made from. `number` is the municipality's
/// number, `today` decides which figures are old.
///
/// The answers stand in the order of the survey, and every question without one is among the gaps. Facts that may not be
/// printed – no year, no source – are left out; those that are old or have been replaced are there with a warning. Estimates
/// are made of every fact whose people can be counted exactly.
///
/// # Errors
/// A fault of the database.
pub fn evidence(q: &mut impl Query, number: &str, today: Date) -> Result<Evidence, AppError> {
    let kept = store::answers(q)?;
    let (mut answers, mut gaps): (Vec<(&'static SurveyQuestion, SurveyAnswer)>, Vec<_>) = (Vec::new(), Vec::new());
    for question in questions() {
        match kept.iter().find(|a| a.question == question.code) {
            Some(answer) if answer.is_answered() => answers.push((question, answer.clone())),
            Some(asked) => gaps.push((question, asked.responsible.clone())),
            None => gaps.push((question, String::new())),
        }
    }
    let fresh = store::fresh_years(q)?;
    let facts = store::facts(q)?.into_iter().filter(|f| f.check().is_ok());
    let facts: Vec<_> = facts.map(|f| (f.warnings(today, fresh), f)).map(|(w, f)| (f, w)).collect();
    let mut figures = figures_store::figures(q)?;
    let brought_in: Vec<_> = figures.iter().flat_map(domain::situation::LocalFigure::population).collect();
    let shipped = LocalPopulation::shipped(number);
    let population = match (shipped, brought_in.is_empty()) {
        (None, true) => None,
        (shipped, _) => Some(shipped.unwrap_or_default().with(brought_in)),
    };
    let people = |ages| population.as_ref()?.people(ages);
    let estimates = facts.iter().filter_map(|(f, _)| estimate(f, people).ok()).collect();
    figures.retain(|f| f.kind != LocalFigureKind::PopulationByAge);
    Ok(Evidence {
        answers,
        gaps,
        facts,
        estimates,
        population,
        figures,
    })
}
