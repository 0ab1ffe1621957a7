use crate::{
    shared::{Id, Localized},
    statistics::{Cell, suppress_line},
};
use jiff::civil::Date;

/// What an employee says of something a guide does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SkillLevel {
    /// Can show others.
    CanShow,
    /// Manages it.
    Manages,
    /// Wants training.
    WantsTraining,
}

impl SkillLevel {
    /// Every one, in the order it is shown.
    pub const ALL: [Self; 3] = [Self::CanShow, Self::Manages, Self::WantsTraining];

    /// Stable code used in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CanShow => "can_show",
            Self::Manages => "manages",
            Self::WantsTraining => "wants_training",
        }
    }

    /// Reads a code written by [`SkillLevel::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.code() == code)
    }
}

/// Something a guide does at the counter, that employees are asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompetenceTask {
    /// Stable code.
    pub code: String,
    /// Whether it is about guiding; else it is about technology.
    pub guiding: bool,
    /// What it is.
    pub words: Localized,
}

/// Fewest answers that anything is shown of.
pub const FEWEST_ANSWERS: u32 = 5;
/// Most answers that a round takes in.
pub const MOST_ANSWERS: u32 = 5_000;

/// One round of asking the employees (kompetansekartlegging), by a link. Only sums are kept: there is no sheet to look into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompetenceRound {
    /// Its identity.
    pub id: Id,
    /// The secret part of the link.
    pub token: Id,
    /// The day it was opened.
    pub opened: Date,
    /// The day it was closed; nothing comes in after.
    pub closed: Option<Date>,
    /// How many have answered.
    pub sheets: u32,
    /// For each task how many chose each of [`SkillLevel::ALL`].
    pub counts: Vec<(String, [u64; 3])>,
}

impl CompetenceRound {
    /// What may be shown of each task: only when the round is closed – two looks with one answer between them would show that
    /// answer – and at least [`FEWEST_ANSWERS`] have answered. One to four are hidden, and one more where it could be worked
    /// out.
    #[must_use]
    pub fn shown(&self) -> Option<Vec<(&str, Vec<Cell>)>> {
        let enough = self.closed.is_some() && self.sheets >= FEWEST_ANSWERS;
        enough.then(|| self.counts.iter().map(|(task, counts)| (task.as_str(), suppress_line(counts))).collect())
    }
}
