//! Åpningsplanen: when an offering takes place, as rules on the wall clock and exceptions to them.
//!
//! A municipality writes "Tuesday and Thursday 12–15, not on public holidays" once. From that this room says which
//! days that is, whether somebody is there now, when the next time is, why there is nothing on a day one would expect
//! something, what is wrong with a plan, and how all of it is said in plain words.

mod check;
mod describe;
mod expand;
mod holidays;
mod opening;

pub use check::{Problem, check};
pub use describe::{
    clock, closure_in_words, day_in_words, month_name, occurrence_in_words, schedule_in_words, time_range, weekday_name,
};
pub use expand::{
    Calendar, Closure, Occurrence, OccurrenceKey, Original, Status, days_of_rule, occurrences, rule_days, why_not,
};
pub use holidays::{Holiday, easter_sunday, holidays_of_year, holidays_on, public_holiday};
pub use opening::{
    DayPlan, Entry, HouseHours, Moment, OpenState, municipality_state, next_change, next_occurrences, offering_state,
    place_hours_today, place_state, today, unstaffed_today, week,
};

use crate::shared::{Key, Localized, Minute};
use jiff::{
    Timestamp,
    civil::{Date, Weekday},
};

/// A schedule (åpningsplan): a recurrence rule and its exceptions for an offering at a place.
///
/// Times are clock readings in Europe/Oslo; an occurrence never passes midnight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Its key, unique within its owner, e.g. `tirsdag`.
    pub key: Key,
    /// Where.
    pub place: Key,
    /// Which days.
    pub rule: Rule,
    /// Clock reading when it begins.
    pub start: Minute,
    /// Clock reading when it ends, after the start.
    pub end: Minute,
    /// First day the rule holds; also where intervals are counted from.
    pub from: Date,
    /// Last day the rule holds.
    pub until: Option<Date>,
    /// Who is there.
    pub staffing: Staffing,
    /// How many guides are meant to be there; 0 when nobody is.
    pub guides: u16,
    /// Whether it takes place on public holidays (usually not).
    pub on_public_holidays: bool,
    /// Whether it takes place when the schools are closed (usually yes).
    pub on_school_holidays: bool,
    /// Days that are different.
    pub exceptions: Vec<Exception>,
    /// Days besides the rule.
    pub extra_dates: Vec<ExtraDate>,
}

/// Which days a schedule has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Every `every` weeks (1 or more) on these weekdays; weeks begin on Monday and are counted from `from`'s week.
    Weekly {
        /// Interval in weeks, 1–52.
        every: u8,
        /// At least one, no doubles.
        weekdays: Vec<Weekday>,
    },
    /// Every `every` months on the `nth` (1–5, or −1 for the last) of a weekday. A month without a fifth is skipped.
    MonthlyByWeekday {
        /// Interval in months, 1–12.
        every: u8,
        /// 1–5 or −1.
        nth: i8,
        /// The weekday.
        weekday: Weekday,
    },
    /// Every `every` months on this day of the month (1–31, or −1 for the last). A month without it is skipped.
    MonthlyByDay {
        /// Interval in months, 1–12.
        every: u8,
        /// 1–31 or −1.
        day: i8,
    },
    /// Only the extra dates.
    DatesOnly,
}

/// Who is there during the hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Staffing {
    /// A guide is there: this is guidance.
    Staffed,
    /// The house has staff, but nobody who guides.
    Unstaffed,
    /// Self-service: one lets oneself in.
    SelfService,
}

impl Staffing {
    /// Every level.
    pub const ALL: [Self; 3] = [Self::Staffed, Self::Unstaffed, Self::SelfService];

    /// Stable code used in tables and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Staffed => "staffed",
            Self::Unstaffed => "unstaffed",
            Self::SelfService => "self_service",
        }
    }

    /// Reads a code written by [`Staffing::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// A day that is different from the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The day the rule gives.
    pub date: Date,
    /// What happens instead.
    pub change: Change,
    /// Why, for the public; may be empty.
    pub reason: Localized,
    /// When it was decided; short notices are those decided on the day itself.
    pub decided_at: Option<Timestamp>,
}

/// What happens on a day that is different.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It does not take place (avlyst).
    CalledOff,
    /// It takes place at another time, the same day or another.
    Moved {
        /// The new day.
        date: Date,
        /// The new start.
        start: Minute,
        /// The new end, after the start.
        end: Minute,
    },
}

/// A day besides the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraDate {
    /// The day.
    pub date: Date,
    /// Start; the schedule's own when `None`.
    pub start: Option<Minute>,
    /// End; the schedule's own when `None`.
    pub end: Option<Minute>,
    /// What is special that day, e.g. the theme of a Datakafé; may be empty.
    pub note: Localized,
}
