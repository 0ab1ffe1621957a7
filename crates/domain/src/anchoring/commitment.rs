use super::{codes, keys};
use crate::{offerings::Offering, shared::Key};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What kind of decision something rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommitmentKind {
    /// An act or regulation.
    Law,
    /// The council's decision.
    Council,
    /// A committee's decision.
    Committee,
    /// An adopted plan.
    Plan,
    /// A line of the adopted budget.
    BudgetLine,
    /// A decision of the management.
    Management,
}
codes!(CommitmentKind {
    Law => "law",
    Council => "council",
    Committee => "committee",
    Plan => "plan",
    BudgetLine => "budget_line",
    Management => "management",
});

/// How far what was promised has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nobody has said.
    NotSaid,
    /// It is done, or is being done as promised.
    Kept,
    /// It is begun.
    UnderWay,
    /// It is not begun.
    NotBegun,
}
codes!(Standing { NotSaid => "", Kept => "kept", UnderWay => "under_way", NotBegun => "not_begun" });

/// A commitment (forpliktelse): a decision, a plan or a duty that offerings rest on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// What it is called.
    pub title: String,
    /// What kind of decision.
    pub kind: CommitmentKind,
    /// Who decided.
    pub body: String,
    /// When; `None` when not known.
    pub on: Option<Date>,
    /// The year it was decided, where the day is not known; `None` where it is, or where neither is.
    #[serde(default)]
    pub year: Option<i16>,
    /// Its number in the municipality's case system; may be empty.
    pub case_number: String,
    /// What was decided, as it was worded.
    pub wording: String,
    /// The last day it holds; `None` when it has none.
    pub valid_to: Option<Date>,
    /// Whether the whole service rests on it.
    pub whole_service: bool,
    /// The offerings that rest on it.
    #[serde(with = "keys")]
    pub offerings: Vec<Key>,
    /// How far it has come.
    pub standing: Standing,
    /// How far it has come, in words: what is done, what is left.
    pub standing_words: String,
}

impl Commitment {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds(&self, today: Date) -> bool {
        self.valid_to.is_none_or(|last| last >= today)
    }

    /// The year it was decided: of its day, otherwise the year that is known by itself.
    #[must_use]
    pub fn decided_in(&self) -> Option<i16> {
        self.on.map(Date::year).or(self.year)
    }

    /// Whether an offering rests on it.
    #[must_use]
    pub fn carries(&self, offering: &Key) -> bool {
        self.whole_service || self.offerings.contains(offering)
    }
}

/// The offerings citizens see, not ended, that rest on no commitment that holds today.
#[must_use]
pub fn unanchored<'o>(offerings: &'o [Offering], commitments: &[&Commitment], today: Date) -> Vec<&'o Offering> {
    let going = offerings.iter().filter(|o| o.published && o.ended.is_none_or(|ended| ended > today));
    going.filter(|o| !commitments.iter().any(|c| c.holds(today) && c.carries(&o.key))).collect()
}
