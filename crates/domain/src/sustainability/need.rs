use crate::{guides::GuideKind, promise::planned, register::Register, shared::Key};
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeMap;

/// Somebody with agreed hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worker {
    /// What colleagues call her.
    pub name: String,
    /// How she came to guide.
    pub kind: GuideKind,
    /// Agreed minutes a week.
    pub minutes_per_week: u32,
    /// From this day.
    pub from: Date,
    /// To and with this day; `None` when it is for good.
    pub until: Option<Date>,
}

impl Worker {
    /// Agreed minutes in the days `first..=last`, counted on the five working days of each week.
    #[must_use]
    pub fn minutes(&self, first: Date, last: Date) -> u32 {
        let from = first.max(self.from);
        let to = self.until.map_or(last, |until| until.min(last));
        if from > to {
            return 0;
        }
        let working = from.series(1.day()).take_while(|day| *day <= to).filter(|day| is_working_day(*day)).count();
        self.minutes_per_week * u32::try_from(working).unwrap_or(0) / 5
    }
}

pub(super) fn is_working_day(day: Date) -> bool {
    use jiff::civil::Weekday::{Saturday, Sunday};
    !matches!(day.weekday(), Saturday | Sunday)
}

/// What comes on top of the open hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// Preparation and tidying, in hundredths of the open hours.
    pub preparation: u16,
    /// Minutes of meetings for each person and month.
    pub meetings: u16,
    /// Minutes of training for each person and month.
    pub training: u16,
    /// Minutes of travel for each guide and occurrence.
    pub travel: u16,
    /// Leave and illness, in hundredths of agreed hours.
    pub absence: u16,
}

impl Default for Rates {
    /// A quarter of an hour for each open hour, two hours of meetings and two of training a month, no travel, and a fifth of
    /// agreed hours for leave and illness: five weeks of leave and some eight per cent illness. Assumptions to be changed.
    fn default() -> Self {
        Self {
            preparation: 25,
            meetings: 120,
            training: 120,
            travel: 0,
            absence: 18,
        }
    }
}

/// What a month needs, in minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthNeed {
    /// The first day of the month.
    pub month: Date,
    /// Open minutes times the guides that are needed, by offering.
    pub open: BTreeMap<Key, u32>,
    /// Preparation, meetings, training and travel.
    pub around: u32,
}

impl MonthNeed {
    /// Everything that is needed.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.open.values().sum::<u32>() + self.around
    }

    /// The last day of the month.
    #[must_use]
    pub fn last(&self) -> Date {
        self.month.last_of_month()
    }
}

/// What the plan of a register needs in the twelve months from the month of `from`, for so many people. An offering under way
/// is counted when it is published in `register`: give one in which it is, to see before it is.
#[must_use]
pub fn needs(register: &Register, rates: &Rates, people: usize, from: Date) -> Vec<MonthNeed> {
    let first = from.first_of_month();
    let months = (0..12).filter_map(|n| first.checked_add(n.months()).ok());
    let people = u32::try_from(people).unwrap_or(u32::MAX);
    months
        .map(|month| {
            let (mut open, mut trips) = (BTreeMap::new(), 0);
            for (key, o) in planned(register, month, month.last_of_month()) {
                if o.takes_place() {
                    let crew = u32::from(o.guides.max(1));
                    let minutes = u32::from(o.end.get().saturating_sub(o.start.get())) * crew;
                    *open.entry(key.offering).or_default() += minutes;
                    trips += crew;
                }
            }
            let hours: u32 = open.values().sum();
            let around = hours * u32::from(rates.preparation) / 100
                + people * (u32::from(rates.meetings) + u32::from(rates.training))
                + trips * u32::from(rates.travel);
            MonthNeed { month, open, around }
        })
        .collect()
}
