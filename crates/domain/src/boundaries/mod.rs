//! Grensene: may I help with this? The national definition says what guidance is not; here stands each limit as a rule
//! with an answer, why, the words to say, what to do instead and where to send people.
//!
//! The rules are a versioned standard profile in data (`standard-profile.toml`). A municipality may deviate from a
//! rule; a deviation without a risk assessment is shown as such, and never dropped.

mod coverage;
mod profile;
mod search;

#[cfg(test)]
mod tests;

pub use coverage::{CompetenceStatement, Coverage, Gap, MinimumState, TopicState, coverage};
pub use profile::{Asked, BoundaryAnswer, BoundaryRule, Category, Profile, Requirement, SendTo};
pub use search::{IndexEntry, find, index, tokens};

use crate::{
    register::{Deviation, Register},
    shared::{Key, Localized},
};
use jiff::civil::Date;

/// A rule as it holds in a municipality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffectiveRule {
    /// The code of the rule.
    pub code: String,
    /// The rule of the standard profile; `None` when a deviation names a rule that this version no longer has.
    pub rule: Option<&'static BoundaryRule>,
    /// The answer here.
    pub answer: BoundaryAnswer,
    /// What the municipality has decided, when it has.
    pub deviation: Option<DeviationState>,
}

/// A deviation, and how its risk assessment stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviationState {
    /// The deviation's key.
    pub key: Key,
    /// What the standard profile answers.
    pub standard: Option<BoundaryAnswer>,
    /// Why.
    pub reason: Localized,
    /// The role that owns the decision.
    pub owner: String,
    /// No risk assessment is named: shown as "ROS mangler".
    pub missing_risk_assessment: bool,
    /// The deadline for it.
    pub due: Option<Date>,
    /// It is missing and the deadline has passed. The deviation holds all the same.
    pub overdue: bool,
}

/// The rules as they hold in a municipality today: the profile's rules in its order, each with its deviation, and then
/// the deviations that no rule of this version matches. No deviation is ever left out.
///
/// Where two deviations name the same rule, the first by key decides and the others follow at the end.
#[must_use]
pub fn effective(register: &Register, today: Date) -> Vec<EffectiveRule> {
    let profile = Profile::standard();
    let mut left: Vec<&Deviation> = register.deviations.iter().collect();
    let mut out: Vec<EffectiveRule> = profile
        .rules
        .iter()
        .map(|rule| {
            let own = left.iter().position(|d| d.rule == rule.code).map(|at| left.remove(at));
            with_deviation(&rule.code, Some(rule), own, today)
        })
        .collect();
    out.extend(left.into_iter().map(|d| with_deviation(&d.rule, profile.rule(&d.rule), Some(d), today)));
    out
}

fn with_deviation(
    code: &str,
    rule: Option<&'static BoundaryRule>,
    own: Option<&Deviation>,
    today: Date,
) -> EffectiveRule {
    let standard = rule.map(|r| r.answer);
    let answer = own.and_then(|d| BoundaryAnswer::parse(&d.answer)).or(standard).unwrap_or(BoundaryAnswer::No);
    EffectiveRule {
        code: code.to_owned(),
        rule,
        answer,
        deviation: own.map(|d| state(d, standard, today)),
    }
}

fn state(d: &Deviation, standard: Option<BoundaryAnswer>, today: Date) -> DeviationState {
    let missing = d.risk_assessment.trim().is_empty();
    DeviationState {
        key: d.key.clone(),
        standard,
        reason: d.reason.clone(),
        owner: d.owner.clone(),
        missing_risk_assessment: missing,
        due: d.risk_assessment_due,
        overdue: missing && d.risk_assessment_due.is_some_and(|due| due < today),
    }
}
