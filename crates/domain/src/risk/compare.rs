use super::analysis::{RiskAnalysis, RiskScenario};

/// What was done to a scenario between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScenarioChange {
    /// It is new.
    Added(RiskScenario),
    /// It is no longer there.
    Removed(RiskScenario),
    /// It is otherwise: as it was, and as it is.
    Changed(Box<RiskScenario>, Box<RiskScenario>),
}

/// How one version differs from an earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnalysisChange {
    /// The scale is another: ratings of the two cannot be set beside each other as numbers.
    pub scale: bool,
    /// Title, scope, participants, date, owner or review is another.
    pub about: bool,
    /// Scenarios, in the order of the later version; those that are gone come last.
    pub scenarios: Vec<ScenarioChange>,
}

impl AnalysisChange {
    /// Whether nothing is otherwise.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        !self.scale && !self.about && self.scenarios.is_empty()
    }
}

/// What has changed from one version to another.
#[must_use]
pub fn compare(from: &RiskAnalysis, to: &RiskAnalysis) -> AnalysisChange {
    let without_scenarios = |a: &RiskAnalysis| RiskAnalysis {
        scenarios: Vec::new(),
        scale: from.scale.clone(),
        ..a.clone()
    };
    let mut scenarios: Vec<ScenarioChange> = to
        .scenarios
        .iter()
        .filter_map(|s| match from.scenario(s.id) {
            None => Some(ScenarioChange::Added(s.clone())),
            Some(was) if was != s => Some(ScenarioChange::Changed(Box::new(was.clone()), Box::new(s.clone()))),
            Some(_) => None,
        })
        .collect();
    let gone = from.scenarios.iter().filter(|s| to.scenario(s.id).is_none());
    scenarios.extend(gone.cloned().map(ScenarioChange::Removed));
    AnalysisChange {
        scale: from.scale != to.scale,
        about: without_scenarios(from) != without_scenarios(to),
        scenarios,
    }
}
