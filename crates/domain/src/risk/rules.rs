use super::{
    analysis::{RiskAnalysis, RiskScenario},
    scale::RiskClass,
};
use crate::shared::Id;
use jiff::civil::Date;

/// What stands in the way of holding or approving an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hindrance {
    /// Nobody is said to have taken part.
    NoParticipants,
    /// It is not said when it was held.
    NoDate,
    /// It was held on a day that has not come.
    DateNotCome,
    /// There is no scenario.
    NoScenarios,
    /// The scenario is not rated, or only by half.
    NotRated(Id),
    /// It is not said who owns the risk.
    NoOwner,
    /// It is not said when it is looked at again, or that day has passed.
    NoReview,
    /// It is not said how well the rating is known.
    NoKnowledge(Id),
    /// The scenario is red and nothing is done about it.
    NoMeasure(Id),
    /// A measure has no owner or no deadline.
    UnownedMeasure(Id),
    /// With the measures it lies higher than without.
    WorseAfter(Id),
    /// It is rated lower with measures, but there are none.
    BetterForNothing(Id),
    /// What is left is yellow or red, and no named owner has accepted it with a reason.
    NotAccepted(Id),
}

impl Hindrance {
    /// The scenario it is about, when it is about one.
    #[must_use]
    pub const fn scenario(self) -> Option<Id> {
        match self {
            Self::NotRated(id)
            | Self::NoKnowledge(id)
            | Self::NoMeasure(id)
            | Self::UnownedMeasure(id)
            | Self::WorseAfter(id)
            | Self::BetterForNothing(id)
            | Self::NotAccepted(id) => Some(id),
            _ => None,
        }
    }
}

/// What is missing before an analysis is held: who, when, and every scenario rated. Nothing when it can be.
#[must_use]
pub fn hindrances_to_hold(a: &RiskAnalysis, today: Date) -> Vec<Hindrance> {
    let mut out = Vec::new();
    if a.participants.iter().all(|p| p.trim().is_empty()) {
        out.push(Hindrance::NoParticipants);
    }
    match a.held_on {
        None => out.push(Hindrance::NoDate),
        Some(day) if day > today => out.push(Hindrance::DateNotCome),
        Some(_) => {}
    }
    if a.scenarios.is_empty() {
        out.push(Hindrance::NoScenarios);
    }
    let half =
        |s: &&RiskScenario| !s.before.is_some_and(|r| a.scale.holds(r)) || s.after.is_some_and(|r| !a.scale.holds(r));
    out.extend(a.scenarios.iter().filter(half).map(|s| Hindrance::NotRated(s.id)));
    out
}

/// What is missing before an analysis is approved: all that is needed to hold it, a named risk owner, a day to look again, how
/// well each rating is known, a measure with owner and deadline for everything red, and a named acceptance with a reason of
/// everything that is left yellow or red. Nothing when it can be.
///
/// Whoever approves is somebody with that right; the rules here do not know who asks.
#[must_use]
pub fn hindrances_to_approve(a: &RiskAnalysis, today: Date) -> Vec<Hindrance> {
    let mut out = hindrances_to_hold(a, today);
    if a.owner.trim().is_empty() {
        out.push(Hindrance::NoOwner);
    }
    if a.review.is_none_or(|day| day <= today) {
        out.push(Hindrance::NoReview);
    }
    for s in a.scenarios.iter().filter(|s| s.before.is_some_and(|r| a.scale.holds(r))) {
        out.extend(of_scenario(a, s));
    }
    out
}

fn of_scenario(a: &RiskAnalysis, s: &RiskScenario) -> Vec<Hindrance> {
    let mut out = Vec::new();
    if s.knowledge.is_none() {
        out.push(Hindrance::NoKnowledge(s.id));
    }
    let (before, left) = (a.class_before(s), a.class_residual(s));
    if before == Some(RiskClass::High) && s.measures.is_empty() && s.valid_acceptance().is_none() {
        out.push(Hindrance::NoMeasure(s.id));
    }
    if s.measures.iter().any(|m| m.owner.trim().is_empty() || m.due.is_none()) {
        out.push(Hindrance::UnownedMeasure(s.id));
    }
    if let (Some(before), Some(after)) = (s.before, s.after) {
        if !a.scale.holds(after) {
            // Said already: it is rated by half.
        } else if after.value() > before.value() || a.scale.class(after) > a.scale.class(before) {
            out.push(Hindrance::WorseAfter(s.id));
        } else if after.value() < before.value() && s.measures.is_empty() {
            out.push(Hindrance::BetterForNothing(s.id));
        }
    }
    if left > Some(RiskClass::Low) && s.valid_acceptance().is_none() {
        out.push(Hindrance::NotAccepted(s.id));
    }
    out
}
