use super::{codes, maybe_key};
use crate::shared::{Id, Key};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Years of a budget: those of the municipality's four-year plan (økonomiplan).
pub const YEARS: usize = 4;
/// The largest amount of one line in one year, in øre: ten milliard kroner.
pub const MOST_ORE: i64 = 1_000_000_000_000;

/// Whether something is paid once or every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostKind {
    /// Once: equipment, a launch. It is counted in January of its year.
    OneOff,
    /// Every year, spread evenly over the months.
    Operating,
}
codes!(CostKind { OneOff => "one_off", Operating => "operating" });

/// What an amount is worked out from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostBasis {
    /// An amount each year, in øre.
    Amounts([i64; YEARS]),
    /// Whole hours each year, at a rate in øre for an hour.
    Hours {
        /// Hours in each of the years.
        hours: [u32; YEARS],
        /// What an hour costs, in øre, everything included.
        rate: i64,
    },
}

/// Something that costs: a line as it will stand in the municipality's budget and four-year plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostLine {
    /// What it is.
    pub name: String,
    /// Where it stands in the municipality's own budget: account, responsibility, project. May be empty.
    pub place: String,
    /// Once or every year.
    pub kind: CostKind,
    /// What it is worked out from.
    pub basis: CostBasis,
    /// Whether the reduced alternative has it too.
    pub in_reduced: bool,
    /// The offering it is for; `None` when it is for the whole service.
    #[serde(with = "maybe_key")]
    pub offering: Option<Key>,
}

impl CostLine {
    /// What it costs in year `n` (0–3), in øre; nothing outside the plan.
    #[must_use]
    pub fn year(&self, n: usize) -> i64 {
        match &self.basis {
            CostBasis::Amounts(amounts) => amounts.get(n).copied().unwrap_or(0),
            CostBasis::Hours { hours, rate } => hours.get(n).map_or(0, |h| i64::from(*h) * rate),
        }
    }
}

/// Where money comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneySource {
    /// The municipality's own budget.
    Own,
    /// A grant or other project money: it ends.
    Grant,
    /// Somebody else: a partner, a foundation.
    Other,
}
codes!(MoneySource { Own => "own", Grant => "grant", Other => "other" });

/// Money there is, or that somebody has asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyLine {
    /// What it is.
    pub name: String,
    /// Where it stands in the municipality's own budget. May be empty.
    pub place: String,
    /// Whose it is.
    pub source: MoneySource,
    /// Adopted or granted. What is only proposed or applied for is no money yet.
    pub secured: bool,
    /// Øre that come in each of the years.
    pub amounts: [i64; YEARS],
    /// The last day it may be used; `None` when it follows the budget year, or for a grant the whole plan.
    pub last_day: Option<Date>,
}

impl MoneyLine {
    /// What comes in year `n` (0–3), in øre.
    #[must_use]
    pub fn year(&self, n: usize) -> i64 {
        self.amounts.get(n).copied().unwrap_or(0)
    }
}

/// What can be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alternative {
    /// Alternative 0: do nothing.
    Nothing,
    /// Some of it.
    Reduced,
    /// What is recommended: all of it.
    Recommended,
}
codes!(Alternative { Nothing => "nothing", Reduced => "reduced", Recommended => "recommended" });

/// What is said of the budget as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetFrame {
    /// The first of the four years.
    pub first_year: i16,
    /// What is run today, or planned: the sums for "today" are this alternative's.
    pub running: Alternative,
    /// What each alternative means, in the municipality's own words, by its code.
    pub words: BTreeMap<String, String>,
    /// The municipality's centrality class (1–6, Statistics Norway); `None` when nobody has said.
    pub centrality: Option<u8>,
}

impl BudgetFrame {
    /// A frame about nothing yet, from a year.
    #[must_use]
    pub fn begin(first_year: i16) -> Self {
        Self {
            first_year,
            running: Alternative::Recommended,
            words: BTreeMap::new(),
            centrality: None,
        }
    }

    /// What an alternative means, in the municipality's own words; empty when it is not written.
    #[must_use]
    pub fn words(&self, alternative: Alternative) -> &str {
        self.words.get(alternative.code()).map_or("", String::as_str)
    }
}

/// A budget: what the service costs and who pays, four years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// What is said of it as a whole.
    pub frame: BudgetFrame,
    /// What costs.
    pub costs: Vec<(Id, CostLine)>,
    /// What there is to pay with.
    pub money: Vec<(Id, MoneyLine)>,
}

/// A year of an alternative, in øre. `own`, `grant` and `other` are all the money there is that year, secured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct YearSum {
    /// The year.
    pub year: i16,
    /// Paid once.
    pub one_off: i64,
    /// Paid every year.
    pub operating: i64,
    /// The municipality's own.
    pub own: i64,
    /// Grants.
    pub grant: i64,
    /// From others.
    pub other: i64,
    /// What is applied for or proposed, from anybody; in none of the three above.
    pub asked: i64,
}

impl YearSum {
    /// Everything it costs that year.
    #[must_use]
    pub const fn cost(&self) -> i64 {
        self.one_off + self.operating
    }
}

impl Budget {
    /// Whether nothing is written yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.costs.is_empty() && self.money.is_empty()
    }

    /// The four years.
    #[must_use]
    pub fn years(&self) -> [i16; YEARS] {
        [0, 1, 2, 3].map(|n| self.frame.first_year.saturating_add(n))
    }

    /// The place of a year in the plan; `None` outside it.
    #[must_use]
    pub fn place_of(&self, year: i16) -> Option<usize> {
        self.years().iter().position(|y| *y == year)
    }

    /// The lines of an alternative. Nothing costs nothing.
    pub fn costs_of(&self, alternative: Alternative) -> impl Iterator<Item = &(Id, CostLine)> {
        self.costs.iter().filter(move |(_, c)| match alternative {
            Alternative::Nothing => false,
            Alternative::Reduced => c.in_reduced,
            Alternative::Recommended => true,
        })
    }

    /// What an alternative costs of a kind in year `n` (0–3), in øre.
    #[must_use]
    pub fn cost(&self, alternative: Alternative, kind: CostKind, n: usize) -> i64 {
        self.costs_of(alternative).filter(|(_, c)| c.kind == kind).map(|(_, c)| c.year(n)).sum()
    }

    /// The four years of an alternative.
    #[must_use]
    pub fn sums(&self, alternative: Alternative) -> [YearSum; YEARS] {
        let years = self.years();
        [0, 1, 2, 3].map(|n| {
            let money = |wanted: fn(&MoneyLine) -> bool| -> i64 {
                self.money.iter().filter(|(_, m)| wanted(m)).map(|(_, m)| m.year(n)).sum()
            };
            YearSum {
                year: years[n],
                one_off: self.cost(alternative, CostKind::OneOff, n),
                operating: self.cost(alternative, CostKind::Operating, n),
                own: money(|m| m.secured && m.source == MoneySource::Own),
                grant: money(|m| m.secured && m.source == MoneySource::Grant),
                other: money(|m| m.secured && m.source == MoneySource::Other),
                asked: money(|m| !m.secured),
            }
        })
    }
}

/// Fewer guidances than this say nothing about what one costs.
pub const LEAST_GUIDANCES: u64 = 50;

/// What a guidance costs: the year's operating budget divided by the guidances counted in twelve months. It is no price, and it
/// leaves out what was not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CostPerGuidance {
    /// The year of the budget.
    pub year: i16,
    /// Operating costs of that year, in øre.
    pub cost: i64,
    /// Guidances counted in the last twelve whole months.
    pub guidances: u64,
}

impl CostPerGuidance {
    /// Øre for one, to the nearest whole krone.
    #[must_use]
    pub fn each(&self) -> i64 {
        let n = i64::try_from(self.guidances).unwrap_or(i64::MAX).max(1);
        (self.cost + n * 50) / (n * 100) * 100
    }
}

/// What a guidance costs in the alternative that is run, with the budget of `year`. `None` when the year is outside the plan,
/// when it costs nothing, and when fewer than [`LEAST_GUIDANCES`] were counted.
#[must_use]
pub fn cost_per_guidance(budget: &Budget, year: i16, guidances: u64) -> Option<CostPerGuidance> {
    let n = budget.place_of(year)?;
    let cost = budget.cost(budget.frame.running, CostKind::Operating, n);
    (cost > 0 && guidances >= LEAST_GUIDANCES).then_some(CostPerGuidance { year, cost, guidances })
}
