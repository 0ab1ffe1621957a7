//! What is wrong with a schedule, all of it at once.

use super::expand::{planned_on, plus_days, rule_days};
use super::{Change, Rule, Schedule, Staffing};
use crate::shared::Minute;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeSet;

/// Something wrong with a schedule. The texts, with what to write instead, belong to those who show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Problem {
    /// It ends when it begins, or before. Hours never pass midnight.
    EndNotAfterStart,
    /// The interval is outside 1 to `most`.
    IntervalOutOfRange {
        /// The largest allowed: 52 weeks or 12 months.
        most: u8,
    },
    /// A weekly rule without a weekday.
    NoWeekday,
    /// A weekday stands twice.
    DoubledWeekday(Weekday),
    /// The nth weekday is neither 1–5 nor −1.
    NthOutOfRange(i8),
    /// The day of the month is neither 1–31 nor −1.
    DayOutOfRange(i8),
    /// The last day is before the first.
    UntilBeforeFrom,
    /// The rule gives no day at all between its first and its last day.
    NeverOccurs,
    /// An exception for a day that the schedule does not have.
    ExceptionNotAnOccurrence(Date),
    /// More than one exception for a day.
    DoubledException(Date),
    /// A moved occurrence ends when it begins, or before.
    MovedEndNotAfterStart(Date),
    /// A day with several occurrences is moved; only the first would move.
    AmbiguousMove(Date),
    /// An extra date ends when it begins, or before.
    ExtraEndNotAfterStart(Date),
    /// An extra date stands twice with the same start.
    DoubledExtraDate(Date),
    /// It says how many guides are there, but not that it is staffed.
    GuidesWithoutStaffing,
}

impl Problem {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::EndNotAfterStart => "schedule.end_not_after_start",
            Self::IntervalOutOfRange { .. } => "schedule.interval_out_of_range",
            Self::NoWeekday => "schedule.no_weekday",
            Self::DoubledWeekday(_) => "schedule.doubled_weekday",
            Self::NthOutOfRange(_) => "schedule.nth_out_of_range",
            Self::DayOutOfRange(_) => "schedule.day_out_of_range",
            Self::UntilBeforeFrom => "schedule.until_before_from",
            Self::NeverOccurs => "schedule.never_occurs",
            Self::ExceptionNotAnOccurrence(_) => "schedule.exception_not_an_occurrence",
            Self::DoubledException(_) => "schedule.doubled_exception",
            Self::MovedEndNotAfterStart(_) => "schedule.moved_end_not_after_start",
            Self::AmbiguousMove(_) => "schedule.ambiguous_move",
            Self::ExtraEndNotAfterStart(_) => "schedule.extra_end_not_after_start",
            Self::DoubledExtraDate(_) => "schedule.doubled_extra_date",
            Self::GuidesWithoutStaffing => "schedule.guides_without_staffing",
        }
    }

    /// The day it is about, when it is about one.
    #[must_use]
    pub const fn date(self) -> Option<Date> {
        match self {
            Self::ExceptionNotAnOccurrence(date)
            | Self::DoubledException(date)
            | Self::MovedEndNotAfterStart(date)
            | Self::AmbiguousMove(date)
            | Self::ExtraEndNotAfterStart(date)
            | Self::DoubledExtraDate(date) => Some(date),
            _ => None,
        }
    }
}

/// Everything wrong with a schedule; empty when it is fine. Does not ask whether its place exists.
#[must_use]
pub fn check(schedule: &Schedule) -> Vec<Problem> {
    let mut problems = Vec::new();
    if schedule.end <= schedule.start {
        problems.push(Problem::EndNotAfterStart);
    }
    if schedule.guides > 0 && schedule.staffing != Staffing::Staffed {
        problems.push(Problem::GuidesWithoutStaffing);
    }
    check_rule(schedule, &mut problems);
    check_exceptions(schedule, &mut problems);
    check_extra_dates(schedule, &mut problems);
    problems
}

fn check_rule(schedule: &Schedule, problems: &mut Vec<Problem>) {
    let before = problems.len();
    match &schedule.rule {
        Rule::Weekly { every, weekdays } => {
            check_interval(*every, 52, problems);
            if weekdays.is_empty() {
                problems.push(Problem::NoWeekday);
            }
            let doubled = weekdays.iter().enumerate().filter(|(i, day)| weekdays[..*i].contains(day));
            problems.extend(doubled.map(|(_, day)| Problem::DoubledWeekday(*day)));
        }
        Rule::MonthlyByWeekday { every, nth, .. } => {
            check_interval(*every, 12, problems);
            if !matches!(nth, -1 | 1..=5) {
                problems.push(Problem::NthOutOfRange(*nth));
            }
        }
        Rule::MonthlyByDay { every, day } => {
            check_interval(*every, 12, problems);
            if !matches!(day, -1 | 1..=31) {
                problems.push(Problem::DayOutOfRange(*day));
            }
        }
        Rule::DatesOnly => {}
    }
    if schedule.until.is_some_and(|until| until < schedule.from) {
        problems.push(Problem::UntilBeforeFrom);
    }
    if problems.len() == before && schedule.rule != Rule::DatesOnly && !ever_occurs(schedule) {
        problems.push(Problem::NeverOccurs);
    }
}

/// The rarest rule there is, a fifth weekday of February, comes at least once in any 40 years.
fn ever_occurs(schedule: &Schedule) -> bool {
    let last = plus_days(schedule.from, 41 * 366).unwrap_or(Date::MAX);
    rule_days(schedule, schedule.from, last).next().is_some()
}

fn check_interval(every: u8, most: u8, problems: &mut Vec<Problem>) {
    if !(1..=most).contains(&every) {
        problems.push(Problem::IntervalOutOfRange { most });
    }
}

fn check_exceptions(schedule: &Schedule, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for exception in &schedule.exceptions {
        let date = exception.date;
        if !seen.insert(date) {
            problems.push(Problem::DoubledException(date));
        }
        let planned = planned_on(schedule, date);
        if planned == 0 {
            problems.push(Problem::ExceptionNotAnOccurrence(date));
        }
        if let Change::Moved { start, end, .. } = exception.change {
            if end <= start {
                problems.push(Problem::MovedEndNotAfterStart(date));
            }
            if planned > 1 {
                problems.push(Problem::AmbiguousMove(date));
            }
        }
    }
}

fn check_extra_dates(schedule: &Schedule, problems: &mut Vec<Problem>) {
    let mut seen: BTreeSet<(Date, Minute)> = BTreeSet::new();
    for extra in &schedule.extra_dates {
        let start = extra.start.unwrap_or(schedule.start);
        let own_times = extra.start.is_some() || extra.end.is_some();
        if own_times && extra.end.unwrap_or(schedule.end) <= start {
            problems.push(Problem::ExtraEndNotAfterStart(extra.date));
        }
        if !seen.insert((extra.date, start)) {
            problems.push(Problem::DoubledExtraDate(extra.date));
        }
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
