use super::{
    Benefit, Briefing, BudgetFrame, Commitment, CostLine, Grant, GrantCall, GrantCondition, Measurement, MoneyLine,
    RelatedProject, Spending, Strategy, StrategyGoal, codes,
};
use serde::{Deserialize, Serialize};

/// The kinds of things that are written down about what the service rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntryKind {
    /// What is said of the budget as a whole.
    Frame,
    /// Something that costs.
    Cost,
    /// Money to pay with.
    Money,
    /// A strategy.
    Strategy,
    /// A goal of a strategy.
    Goal,
    /// A decision, a plan or a duty.
    Commitment,
    /// Other work to align with.
    Project,
    /// That somebody was told.
    Briefing,
    /// An effect that is expected.
    Benefit,
    /// What was found about a benefit.
    Measurement,
    /// A call for applications.
    Call,
    /// A grant.
    Grant,
    /// A condition of a grant.
    Condition,
    /// Money of a grant that was used.
    Spending,
}
codes!(EntryKind {
    Frame => "frame",
    Cost => "cost",
    Money => "money",
    Strategy => "strategy",
    Goal => "goal",
    Commitment => "commitment",
    Project => "project",
    Briefing => "briefing",
    Benefit => "benefit",
    Measurement => "measurement",
    Call => "call",
    Grant => "grant",
    Condition => "condition",
    Spending => "spending",
});

impl EntryKind {
    /// The kind it is a part of, when it is a part of something.
    #[must_use]
    pub const fn part_of(self) -> Option<Self> {
        match self {
            Self::Goal => Some(Self::Strategy),
            Self::Measurement => Some(Self::Benefit),
            Self::Condition | Self::Spending => Some(Self::Grant),
            _ => None,
        }
    }
}

/// One thing that is written down about what the service rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// What is said of the budget as a whole.
    Frame(BudgetFrame),
    /// Something that costs.
    Cost(CostLine),
    /// Money to pay with.
    Money(MoneyLine),
    /// A strategy.
    Strategy(Strategy),
    /// A goal of a strategy.
    Goal(StrategyGoal),
    /// A decision, a plan or a duty.
    Commitment(Commitment),
    /// Other work to align with.
    Project(RelatedProject),
    /// That somebody was told.
    Briefing(Briefing),
    /// An effect that is expected.
    Benefit(Benefit),
    /// What was found about a benefit.
    Measurement(Measurement),
    /// A call for applications.
    Call(GrantCall),
    /// A grant.
    Grant(Grant),
    /// A condition of a grant.
    Condition(GrantCondition),
    /// Money of a grant that was used.
    Spending(Spending),
}

impl Entry {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> EntryKind {
        match self {
            Self::Frame(_) => EntryKind::Frame,
            Self::Cost(_) => EntryKind::Cost,
            Self::Money(_) => EntryKind::Money,
            Self::Strategy(_) => EntryKind::Strategy,
            Self::Goal(_) => EntryKind::Goal,
            Self::Commitment(_) => EntryKind::Commitment,
            Self::Project(_) => EntryKind::Project,
            Self::Briefing(_) => EntryKind::Briefing,
            Self::Benefit(_) => EntryKind::Benefit,
            Self::Measurement(_) => EntryKind::Measurement,
            Self::Call(_) => EntryKind::Call,
            Self::Grant(_) => EntryKind::Grant,
            Self::Condition(_) => EntryKind::Condition,
            Self::Spending(_) => EntryKind::Spending,
        }
    }
}

/// An entry with its parts, as it stands in the municipality's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnchoredEntry {
    /// The entry.
    pub entry: Entry,
    /// The names of its fields that are assumed, as the folder calls them in English.
    pub assumed: Vec<String>,
    /// What is a part of it: goals, findings, conditions, spending.
    pub parts: Vec<AnchoredEntry>,
}
