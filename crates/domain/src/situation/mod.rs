//! Situasjonen: what a municipality knows before it decides – the survey's questions and answers, national facts with year and
//! source, local figures, the employees' own view of what they can do – and the way from there to the first open day.
//!
//! A figure without a year or a source is refused, and so is a row of figures that measure different things. Nothing here is
//! about a person.

mod answer;
mod competence;
mod evidence;
mod fact;
mod figure;
mod guide;
mod population;
mod refusal;
mod shipped;
#[cfg(test)]
mod tests;

pub use answer::{QuestionLead, SurveyAnswer, SurveyArea, SurveyQuestion};
pub use competence::{CompetenceRound, CompetenceTask, FEWEST_ANSWERS, MOST_ANSWERS, SkillLevel};
pub use evidence::Evidence;
pub use fact::{Ages, Estimate, Fact, FactKind, FactWarning, PeopleCount, USUAL_YEARS, estimate, replaced, together};
pub use figure::{FigureSeries, LocalFigure, LocalFigureKind, ages_of};
pub use guide::{EstablishmentStep, FirstVersion, Signs, StepState, StepText, first_version, next, state};
pub use population::{BANDS, LocalPopulation, POPULATION_SOURCE, POPULATION_URL, PopulationYear};
pub use refusal::SituationRefusal;
pub use shipped::{competence_tasks, questions, shipped_facts, step_text};
