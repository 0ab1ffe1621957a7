use super::{Alternative, Budget, CostKind, MoneyLine, MoneySource, codes};
use crate::shared::{Id, Key};
use jiff::{ToSpan, civil::Date};
use std::cmp::Reverse;

/// Which money is counted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Footing {
    /// What is adopted and granted.
    Secured,
    /// As [`Footing::Secured`], without grants: can we run it without the project money?
    WithoutProject,
    /// Also what is proposed and applied for.
    Everything,
}
codes!(Footing { Secured => "secured", WithoutProject => "without_project", Everything => "everything" });

impl Footing {
    const fn counts(self, m: &MoneyLine) -> bool {
        match self {
            Self::Secured => m.secured,
            Self::WithoutProject => m.secured && !matches!(m.source, MoneySource::Grant),
            Self::Everything => true,
        }
    }
}

/// A month of the plan, in øre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoneyMonth {
    /// Its first day.
    pub month: Date,
    /// What it costs.
    pub cost: i64,
    /// How much of it there is money for; never more than the cost.
    pub covered: i64,
}

impl MoneyMonth {
    /// What is missing; nothing in a month that is paid for.
    #[must_use]
    pub const fn missing(&self) -> i64 {
        self.cost - self.covered
    }
}

/// The four years of an alternative, month by month: the funding cliff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyOutlook {
    /// Which money is counted on.
    pub footing: Footing,
    /// The alternative.
    pub alternative: Alternative,
    /// 48 months.
    pub months: Vec<MoneyMonth>,
}

impl MoneyOutlook {
    /// The first month, from the month of a day on, that the money does not reach: it turns red. `None` when all of them are
    /// paid for.
    #[must_use]
    pub fn turns_red(&self, from: Date) -> Option<Date> {
        let from = from.first_of_month();
        self.months.iter().find(|m| m.month >= from && m.missing() > 0).map(|m| m.month)
    }

    /// What is missing in a year, in øre.
    #[must_use]
    pub fn missing_in(&self, year: i16) -> i64 {
        self.months.iter().filter(|m| m.month.year() == year).map(MoneyMonth::missing).sum()
    }

    /// What it costs in a year, and what there is money for, in øre.
    #[must_use]
    pub fn year(&self, year: i16) -> (i64, i64) {
        let of = || self.months.iter().filter(move |m| m.month.year() == year);
        (of().map(|m| m.cost).sum(), of().map(|m| m.covered).sum())
    }
}

/// Money that may be used from one month to another, both included.
struct Pot {
    first: Date,
    last: Date,
    left: i64,
}

/// The months of a year, by number 0–11: what a yearly amount comes to. The twelve make the year exactly.
const fn twelfth(amount: i64, month: i64) -> i64 {
    amount * (month + 1) / 12 - amount * month / 12
}

fn january(year: i16) -> Date {
    Date::new(year, 1, 1).unwrap_or(Date::MAX)
}

fn pots(budget: &Budget, footing: Footing) -> Vec<Pot> {
    let years = budget.years();
    let end = january(years[3]).last_of_year();
    let mut out = Vec::new();
    for (_, m) in budget.money.iter().filter(|(_, m)| footing.counts(m)) {
        for (n, year) in years.into_iter().enumerate() {
            let first = january(year);
            let lapses = if m.source == MoneySource::Grant {
                end
            } else {
                first.last_of_year()
            };
            let last = m.last_day.map_or(lapses, |day| day.min(lapses));
            if m.year(n) > 0 && last >= first {
                out.push(Pot {
                    first,
                    last: last.first_of_month(),
                    left: m.year(n),
                });
            }
        }
    }
    // What lapses first is used first: no other order covers more.
    out.sort_by_key(|pot| (pot.last, pot.first));
    out
}

/// Lives through the four years of an alternative. Own money is for its year and lapses with it; a grant may be used until its
/// last day, and what lapses first is used first. What is paid once is paid in January.
#[must_use]
pub fn outlook(budget: &Budget, alternative: Alternative, footing: Footing) -> MoneyOutlook {
    let mut pots = pots(budget, footing);
    let mut months = Vec::with_capacity(48);
    for (n, year) in budget.years().into_iter().enumerate() {
        let operating = budget.cost(alternative, CostKind::Operating, n);
        for m in 0..12_i32 {
            let month = january(year).saturating_add(m.months());
            let once = if m == 0 {
                budget.cost(alternative, CostKind::OneOff, n)
            } else {
                0
            };
            let cost = twelfth(operating, i64::from(m)) + once;
            let mut covered = 0;
            for pot in pots.iter_mut().filter(|p| p.first <= month && month <= p.last) {
                let taken = pot.left.min(cost - covered);
                pot.left -= taken;
                covered += taken;
            }
            months.push(MoneyMonth { month, cost, covered });
        }
    }
    MoneyOutlook {
        footing,
        alternative,
        months,
    }
}

/// What falls first when `missing` øre are missing in a year: what the reduced alternative is without, then what is for one
/// offering, in the order offerings fall (`order`, the first first), and what is for the whole service last. Among equals the
/// dearest. Only what is paid every year can fall. Together they make up what is missing, or are all there is.
#[must_use]
pub fn falls_first(budget: &Budget, alternative: Alternative, year: i16, missing: i64, order: &[Key]) -> Vec<Id> {
    let Some(n) = budget.place_of(year) else {
        return Vec::new();
    };
    let mut lines: Vec<_> = budget
        .costs_of(alternative)
        .filter(|(_, c)| c.kind == CostKind::Operating && c.year(n) > 0)
        .collect();
    lines.sort_by_key(|(id, c)| {
        let place = c.offering.as_ref().map(|key| order.iter().position(|o| o == key).unwrap_or(order.len()));
        (c.in_reduced, place.is_none(), place, Reverse(c.year(n)), *id)
    });
    let mut left = missing;
    let fall = lines.into_iter().take_while(|(_, c)| {
        let falls = left > 0;
        left -= c.year(n);
        falls
    });
    fall.map(|(id, _)| *id).collect()
}
