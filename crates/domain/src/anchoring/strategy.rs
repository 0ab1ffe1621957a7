use super::{codes, keys, maybe_key};
use crate::shared::Key;
use serde::{Deserialize, Serialize};

/// Whose strategy it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StrategyLevel {
    /// The municipality's own.
    Municipal,
    /// The county's.
    County,
    /// The state's.
    National,
}
codes!(StrategyLevel { Municipal => "municipal", County => "county", National => "national" });

/// Whether a strategy can be leaned on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StrategyStatus {
    /// It begins later.
    Coming,
    /// It holds.
    InForce,
    /// It holds, but this is its last year.
    LastYear,
    /// Its period is over.
    Expired,
    /// Another has come in its place.
    Replaced,
}

impl StrategyStatus {
    /// Whether somebody who leans on it should know.
    #[must_use]
    pub const fn warns(self) -> bool {
        matches!(self, Self::LastYear | Self::Expired | Self::Replaced)
    }

    /// Whether it is over.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Expired | Self::Replaced)
    }
}

/// A strategy (strategi): an adopted plan with a period, local or national.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strategy {
    /// The strategy it was taken from, of those that ship.
    #[serde(with = "maybe_key")]
    pub shipped: Option<Key>,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub level: StrategyLevel,
    /// Who gave it out.
    pub owner: String,
    /// Its first year; `None` when not known.
    pub first_year: Option<i16>,
    /// Its last year; `None` when it has none.
    pub last_year: Option<i16>,
    /// What came in its place; empty when nothing has.
    pub replaced_by: String,
    /// Where it can be read: an address, or empty.
    pub link: String,
}

impl Strategy {
    /// How it stands in a year. A strategy that another has replaced is over whatever its period says.
    #[must_use]
    pub fn status(&self, year: i16) -> StrategyStatus {
        if !self.replaced_by.is_empty() {
            StrategyStatus::Replaced
        } else if self.last_year.is_some_and(|last| last < year) {
            StrategyStatus::Expired
        } else if self.first_year.is_some_and(|first| first > year) {
            StrategyStatus::Coming
        } else if self.last_year == Some(year) {
            StrategyStatus::LastYear
        } else {
            StrategyStatus::InForce
        }
    }
}

/// A goal of a strategy, told in own words, and the offerings that serve it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrategyGoal {
    /// What is to be reached, in own words.
    pub words: String,
    /// The offerings that serve it.
    #[serde(with = "keys")]
    pub offerings: Vec<Key>,
}
