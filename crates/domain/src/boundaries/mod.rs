//! Grensene: may I help with this? The national definition says what guidance is not; here stands each limit as a rule
//! with an answer, why, the words to say, what to do instead and where to send people.
//!
//! The rules are a versioned standard profile in data (`standard-profile.toml` and what later editions add). A municipality
//! may deviate from a rule, everywhere or for some services, forms and guides; a deviation without a risk assessment is shown
//! as such, and never dropped. From the same rules comes the service description.

mod changes;
mod coverage;
mod description;
mod exceptions;
mod profile;
mod scope;
mod search;

#[cfg(test)]
mod description_tests;
#[cfg(test)]
mod tests;

pub use crate::register::BoundaryScope;
pub use changes::{RuleChange, RuleChangeKind, rule_changes};
pub use coverage::{CompetenceStatement, Coverage, Gap, MinimumState, TopicState, coverage};
pub use description::{
    DescriptionPoint, DescriptionSection, DescriptionText, SectionChange, SectionChangeKind, WordChange,
    section_changes, word_changes,
};
pub use exceptions::{AskedKind, ExceptionHelp, ExceptionReason};
pub use profile::{Asked, BoundaryAnswer, BoundaryRule, Category, Profile, Requirement, RuleSource, SendTo};
pub use scope::{BoundaryCase, Situation};
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
    /// The answer here, where nothing is known of the service, the form and who guides.
    pub answer: BoundaryAnswer,
    /// What the municipality has decided for everywhere, when it has.
    pub deviation: Option<DeviationState>,
    /// What it has decided for some services, forms or guides.
    pub narrow: Vec<DeviationState>,
}

/// A deviation, and how its risk assessment stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviationState {
    /// The deviation's key.
    pub key: Key,
    /// What the standard profile answers.
    pub standard: Option<BoundaryAnswer>,
    /// The answer here.
    pub answer: BoundaryAnswer,
    /// What it is decided for.
    pub scope: BoundaryScope,
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
    /// The day it is to be looked at again.
    pub review_on: Option<Date>,
    /// That day has come.
    pub review_due: bool,
}

/// What an answer rests on (hjemmel).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerGround<'r> {
    /// The rule of the standard profile itself.
    Standard,
    /// A case of it.
    Case(&'r BoundaryCase),
    /// What the municipality has decided.
    Deviation(&'r DeviationState),
}

impl EffectiveRule {
    /// Everything the municipality has decided for the rule.
    pub fn deviations(&self) -> impl Iterator<Item = &DeviationState> {
        self.deviation.iter().chain(&self.narrow)
    }

    /// The answer in a situation, and what it rests on.
    ///
    /// The narrowest decision of the municipality that applies goes first, and between equals the strictest. But a case of the
    /// standard profile gives way only to a decision that names every side the case is narrow on: who decides for everybody
    /// that one may help with something has not thereby let pupils do it.
    #[must_use]
    pub fn answer_in(&self, s: &Situation) -> (BoundaryAnswer, AnswerGround<'_>) {
        let own = self.deviations().filter(|d| d.scope.applies(s)).max_by_key(|d| (d.scope.narrow(), d.answer));
        let cases = self.rule.into_iter().flat_map(|r| &r.cases).filter(|c| c.scope.applies(s));
        let standard = cases
            .filter(|c| own.is_none_or(|d| !d.scope.names_sides_of(&c.scope)))
            .max_by_key(|c| (c.scope.narrow(), c.answer));
        match (own, standard) {
            (Some(d), Some(c)) if c.answer > d.answer => (c.answer, AnswerGround::Case(c)),
            (Some(d), _) => (d.answer, AnswerGround::Deviation(d)),
            (None, Some(c)) => (c.answer, AnswerGround::Case(c)),
            (None, None) => (self.answer, AnswerGround::Standard),
        }
    }
}

/// The rules as they hold in a municipality today: the rules of the edition it follows, in their order, each with its
/// deviations, and then the deviations that no rule of this edition matches. No deviation is ever left out.
///
/// Where two deviations are for everywhere, the first by key decides and the others follow at the end.
#[must_use]
pub fn effective(register: &Register, today: Date) -> Vec<EffectiveRule> {
    let profile = Profile::of_version(&register.municipality.standard_profile);
    let mut left: Vec<&Deviation> = register.deviations.iter().collect();
    let mut out: Vec<EffectiveRule> = profile
        .rules
        .iter()
        .map(|rule| {
            let everywhere = |d: &&Deviation| d.rule == rule.code && d.scope.is_everywhere();
            let own = left.iter().position(everywhere).map(|at| left.remove(at));
            let (narrow, rest): (Vec<_>, Vec<_>) =
                left.drain(..).partition(|d| d.rule == rule.code && !d.scope.is_everywhere());
            left = rest;
            with_deviations(&rule.code, Some(rule), own, &narrow, today)
        })
        .collect();
    out.extend(left.into_iter().map(|d| {
        let rule = profile.rule(&d.rule);
        if d.scope.is_everywhere() {
            with_deviations(&d.rule, rule, Some(d), &[], today)
        } else {
            // What is decided for some is not the answer for everybody, even when no edition has the rule any more.
            with_deviations(&d.rule, rule, None, &[d], today)
        }
    }));
    out
}

fn with_deviations(
    code: &str,
    rule: Option<&'static BoundaryRule>,
    own: Option<&Deviation>,
    narrow: &[&Deviation],
    today: Date,
) -> EffectiveRule {
    let standard = rule.map(|r| r.answer);
    let deviation = own.map(|d| state(d, standard, today));
    EffectiveRule {
        code: code.to_owned(),
        rule,
        answer: deviation.as_ref().map(|d| d.answer).or(standard).unwrap_or(BoundaryAnswer::No),
        deviation,
        narrow: narrow.iter().map(|d| state(d, standard, today)).collect(),
    }
}

fn state(d: &Deviation, standard: Option<BoundaryAnswer>, today: Date) -> DeviationState {
    let missing = d.risk_assessment.trim().is_empty();
    DeviationState {
        key: d.key.clone(),
        standard,
        answer: BoundaryAnswer::parse(&d.answer).or(standard).unwrap_or(BoundaryAnswer::No),
        scope: d.scope.clone(),
        reason: d.reason.clone(),
        owner: d.owner.clone(),
        missing_risk_assessment: missing,
        due: d.risk_assessment_due,
        overdue: missing && d.risk_assessment_due.is_some_and(|due| due < today),
        review_on: d.review_on,
        review_due: d.review_on.is_some_and(|day| day <= today),
    }
}
