use super::{MonthNeed, Rates, Worker, chance::Chance};
use crate::{
    guides::GuideKind,
    offerings::{Offering, OfferingKind},
    shared::Key,
};
use jiff::{ToSpan, civil::Date};

/// How many times a year is lived through.
pub const RUNS: usize = 400;

/// How much one month's illness differs from another's, in hundredths of agreed hours, to both sides.
const SPREAD: f64 = 0.06;
/// Six weeks.
const ILL_DAYS: i64 = 42;

/// What may happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scenario {
    /// As it is agreed.
    Agreed,
    /// One person is away for six weeks, any one at any time.
    SixWeeks,
    /// Pupils are away while they have exams: from the middle of November to Christmas, and in May and June.
    Exams,
    /// Those who are hired, or whose hours have a last day, leave now.
    ProjectEnds,
}

impl Scenario {
    /// Every scenario.
    pub const ALL: [Self; 4] = [Self::Agreed, Self::SixWeeks, Self::Exams, Self::ProjectEnds];

    /// Stable code used in addresses and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::SixWeeks => "six_weeks",
            Self::Exams => "exams",
            Self::ProjectEnds => "project_ends",
        }
    }
}

/// A month of a forecast, in minutes. One in ten years is worse than `low`, one in ten better than `high`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub month: Date,
    /// What is needed.
    pub needed: u32,
    /// What there is, one time in ten or less.
    pub low: u32,
    /// What there is, half of the times.
    pub middle: u32,
    /// What there is, nine times in ten.
    pub high: u32,
    /// How many of a hundred times there was too little.
    pub short: u32,
    /// What falls first when there is what there is half of the times, in order.
    pub falls: Vec<Key>,
}

/// A year of a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// What happens.
    pub scenario: Scenario,
    /// Twelve months.
    pub months: Vec<Month>,
}

impl Forecast {
    /// How many months have too little in half of the times or more.
    #[must_use]
    pub fn short_months(&self) -> usize {
        self.months.iter().filter(|m| m.middle < m.needed).count()
    }

    /// What falls in any month, the most often first.
    #[must_use]
    pub fn falls_first(&self) -> Vec<Key> {
        let mut counted: Vec<(usize, Key)> = Vec::new();
        for key in self.months.iter().flat_map(|m| &m.falls) {
            match counted.iter_mut().find(|(_, k)| k == key) {
                Some((n, _)) => *n += 1,
                None => counted.push((1, key.clone())),
            }
        }
        counted.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
        counted.into_iter().map(|(_, key)| key).collect()
    }
}

/// The order in which offerings fall when there are too few people: what is new first, then what people can do without the
/// longest, and the open doors last. Among equals the one that needs most falls first.
#[must_use]
pub fn falling_order(offerings: &[Offering], new: Option<&Key>, needs: &[MonthNeed]) -> Vec<Key> {
    let minutes = |key: &Key| needs.iter().filter_map(|n| n.open.get(key)).sum::<u32>();
    let mut going: Vec<&Offering> = offerings.iter().filter(|o| minutes(&o.key) > 0).collect();
    going.sort_by_key(|o| {
        let last = match o.kind {
            OfferingKind::Outreach | OfferingKind::CitizenDay | OfferingKind::OpenGroup => 0,
            OfferingKind::TailoredCourse | OfferingKind::Course => 1,
            OfferingKind::Club | OfferingKind::DataCafe => 2,
            OfferingKind::OneToOne => 3,
            OfferingKind::LibraryDropIn | OfferingKind::CitizenServiceDropIn | OfferingKind::PartnerOffering => 4,
        };
        (
            new != Some(&o.key),
            last,
            std::cmp::Reverse(minutes(&o.key)),
            o.key.clone(),
        )
    });
    going.into_iter().map(|o| o.key.clone()).collect()
}

/// Lives through the year of each scenario many times, the same way for the same seed. `order` is what falls first.
#[must_use]
pub fn forecast(needs: &[MonthNeed], workers: &[Worker], rates: &Rates, order: &[Key], seed: u64) -> Vec<Forecast> {
    let agreed: Vec<Vec<u32>> = needs
        .iter()
        .map(|need| workers.iter().map(|w| w.minutes(need.month, need.last())).collect())
        .collect();
    let people = People {
        workers,
        agreed: &agreed,
        rates,
    };
    Scenario::ALL
        .into_iter()
        .map(|scenario| {
            let mut chance = Chance::new(seed);
            let years: Vec<Vec<u32>> = (0..RUNS).map(|_| year(scenario, needs, &people, &mut chance)).collect();
            let months = needs.iter().enumerate().map(|(n, need)| month(need, years.iter().map(|y| y[n]), order));
            Forecast {
                scenario,
                months: months.collect(),
            }
        })
        .collect()
}

fn month(need: &MonthNeed, there: impl Iterator<Item = u32>, order: &[Key]) -> Month {
    let mut there: Vec<u32> = there.collect();
    there.sort_unstable();
    let at = |tenths: usize| there.get(there.len().saturating_sub(1) * tenths / 10).copied().unwrap_or(0);
    let needed = need.total();
    let short = there.iter().filter(|minutes| **minutes < needed).count() * 100 / there.len().max(1);
    let mut lacking = needed.saturating_sub(at(5));
    let mut falls = Vec::new();
    for key in order {
        if lacking == 0 {
            break;
        }
        if let Some(minutes) = need.open.get(key) {
            falls.push(key.clone());
            lacking = lacking.saturating_sub(*minutes);
        }
    }
    Month {
        month: need.month,
        needed,
        low: at(1),
        middle: at(5),
        high: at(9),
        short: u32::try_from(short).unwrap_or(100),
        falls,
    }
}

/// Those who work, and their agreed minutes in each month, counted once for all the years.
struct People<'a> {
    workers: &'a [Worker],
    agreed: &'a [Vec<u32>],
    rates: &'a Rates,
}

/// Minutes that are there in each month of one year.
fn year(scenario: Scenario, needs: &[MonthNeed], people: &People<'_>, chance: &mut Chance) -> Vec<u32> {
    let Some(first) = needs.first().map(|n| n.month) else {
        return Vec::new();
    };
    let ill = chance.below(people.workers.len());
    let start = i64::try_from(chance.below(366)).unwrap_or(0);
    let sick_from = first.checked_add(start.days()).unwrap_or(first);
    let sick_to = sick_from.checked_add((ILL_DAYS - 1).days()).unwrap_or(sick_from);
    needs
        .iter()
        .zip(people.agreed)
        .map(|(need, agreed)| {
            let mut minutes = 0.0;
            for (n, (worker, agreed)) in people.workers.iter().zip(agreed).enumerate() {
                let share = there(worker, scenario, need) - f64::from(people.rates.absence) / 100.0;
                let moved = (chance.part() * 2.0 - 1.0) * SPREAD;
                let mut agreed = f64::from(*agreed);
                if scenario == Scenario::SixWeeks && n == ill && sick_from <= need.last() && need.month <= sick_to {
                    let (from, to) = (sick_from.max(need.month), sick_to.min(need.last()));
                    agreed -= f64::from(worker.minutes(from, to));
                }
                minutes += agreed * (share - moved).clamp(0.0, 1.0);
            }
            // Minutes of a month are far below what 32 bits hold.
            minutes.round() as u32
        })
        .collect()
}

/// How much of a month somebody is there in a scenario, from 0 to 1.
fn there(worker: &Worker, scenario: Scenario, need: &MonthNeed) -> f64 {
    match scenario {
        Scenario::Exams if worker.kind == GuideKind::Pupil => match need.month.month() {
            5 => 0.25,
            6 => 0.5,
            11 => 0.5,
            12 => 0.25,
            _ => 1.0,
        },
        Scenario::ProjectEnds if worker.kind == GuideKind::Hired || worker.until.is_some() => 0.0,
        _ => 1.0,
    }
}
