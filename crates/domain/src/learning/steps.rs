use super::{Training, TrainingKind};

/// What comes before guiding alone: so many shifts beside somebody experienced, then so many with two on shift. 0 asks for none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepRule {
    /// Shifts where one follows an experienced guide.
    pub shadowing: u8,
    /// Shifts with two, where one guides with somebody beside.
    pub two_on_shift: u8,
}

impl Default for StepRule {
    /// One of each, until the municipality decides otherwise.
    fn default() -> Self {
        Self {
            shadowing: 1,
            two_on_shift: 1,
        }
    }
}

/// Where somebody is on the way to guiding alone (steg).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// Follows an experienced guide; so many shifts are left.
    Follows(u8),
    /// Guides with somebody beside; so many shifts are left.
    Beside(u8),
    /// Can guide alone.
    Alone,
}

/// Where somebody is, counted from confirmed lines of the log. `decided` is the coordinator's word that she can guide alone,
/// which holds whatever has been counted: somebody who has guided for years does not begin again.
///
/// ```
/// use domain::learning::{Step, StepRule, step};
/// assert_eq!(step(StepRule::default(), &[], false), Step::Follows(1));
/// assert_eq!(step(StepRule::default(), &[], true), Step::Alone);
/// ```
#[must_use]
pub fn step(rule: StepRule, log: &[Training], decided: bool) -> Step {
    let count = |kind: TrainingKind| {
        let n = log.iter().filter(|t| t.confirmed && t.kind == kind).count();
        u8::try_from(n).unwrap_or(u8::MAX)
    };
    let follows = rule.shadowing.saturating_sub(count(TrainingKind::Shadowing));
    let beside = rule.two_on_shift.saturating_sub(count(TrainingKind::TwoOnShift));
    match (decided, follows, beside) {
        (true, ..) | (_, 0, 0) => Step::Alone,
        (_, 0, n) => Step::Beside(n),
        (_, n, _) => Step::Follows(n),
    }
}
