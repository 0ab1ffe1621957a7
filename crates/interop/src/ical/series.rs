//! From a schedule to what a calendar file says about it: one series by rule, the days it leaves out, and the dates that
//! are different.

use super::lines::{Lines, Local, utc};
use domain::{
    schedule::{Calendar, Occurrence, Rule, Schedule, Status, occurrences, rule_days},
    shared::{Minute, day_and_minute, instant_of},
};
use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, Weekday, date},
};
use std::collections::BTreeMap;

/// A series (RFC 5545 §3.8.5): a first date, a rule, a last date, and the dates of the rule that it leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    first: Local,
    end: Minute,
    rule: String,
    last: Timestamp,
    except: Vec<Local>,
}

impl Series {
    pub(super) fn write(&self, out: &mut Lines) {
        let end = Local {
            date: self.first.date,
            clock: self.end,
        };
        out.local("DTSTART", self.first);
        out.local("DTEND", end);
        // The last date counts (§3.3.10), and with a zone at the start it is written in UTC.
        out.line("RRULE", &format!("{};UNTIL={}", self.rule, utc(self.last)));
        for at in &self.except {
            out.local("EXDATE", *at);
        }
    }
}

/// What a calendar file says about a schedule, piece by piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The dates that are as the rule has them.
    Series(Series),
    /// A date of the series that is different: moved, called off, with a theme of its own, or across the change of the clocks.
    Instead(Local, Occurrence),
    /// A date beside the rule.
    Once(Occurrence),
}

/// The days that a feed tells about: from the year of two months ago to the year of six months ahead, whole years. So a
/// called-off day stays for two months at least, and a series changes its first and last date once a year, not daily.
#[must_use]
pub fn window(today: Date) -> (Date, Date) {
    let back = today.checked_sub(60.days()).unwrap_or(today);
    let ahead = today.checked_add(180.days()).unwrap_or(today);
    (
        date(back.year(), 1, 1),
        Date::new(ahead.year(), 12, 31).unwrap_or(Date::MAX),
    )
}

/// Takes a schedule apart for a calendar file, so that a reader who expands it finds exactly the occurrences of
/// `first..=last` for which `there` says yes, each at its instants.
#[must_use]
pub fn parts(
    schedule: &Schedule,
    calendar: &Calendar<'_>,
    (first, last): (Date, Date),
    there: impl Fn(&Occurrence) -> bool,
) -> Vec<Part> {
    let mut found: BTreeMap<(Date, Minute), Occurrence> = occurrences(schedule, calendar, first, last)
        .into_iter()
        .filter(|o| there(o))
        .map(|o| ((o.original.date, o.original.start), o))
        .collect();
    let local = |date| Local {
        date,
        clock: schedule.start,
    };
    let mut days: Vec<Date> = rule_days(schedule, first, last).collect();
    let taken = |day: &Date| found.contains_key(&(*day, schedule.start));
    let (head, tail) = (days.iter().position(taken), days.iter().rposition(taken));
    days = match (head, tail) {
        (Some(head), Some(tail)) => days.drain(head..=tail).collect(),
        _ => Vec::new(),
    };
    let mut out = Vec::new();
    if let (Some(begins), Some(until)) = (days.first(), days.last())
        && let Some(rule) = rule_text(&schedule.rule)
    {
        let (begins, until) = (*begins, *until);
        let except = days.iter().filter(|d| !found.contains_key(&(**d, schedule.start)));
        out.push(Part::Series(Series {
            first: local(begins),
            end: schedule.end,
            rule,
            last: instant_of(until, schedule.start),
            except: except.map(|d| local(*d)).collect(),
        }));
    }
    for day in days {
        if let Some(occurrence) = found.remove(&(day, schedule.start))
            && differs(schedule, &occurrence)
        {
            out.push(Part::Instead(local(day), occurrence));
        }
    }
    out.extend(found.into_values().map(Part::Once));
    out
}

/// Whether a reader who only knows the rule would be wrong about a date.
fn differs(schedule: &Schedule, o: &Occurrence) -> bool {
    o.status != Status::Planned
        || !o.note.is_empty()
        || (o.start, o.end) != (schedule.start, schedule.end)
        || crosses_clock_change(o)
}

/// Programs disagree about the length of a date that the clocks are changed in, and about clock readings that are skipped
/// or come twice; those dates are told in UTC.
fn crosses_clock_change(o: &Occurrence) -> bool {
    let minutes = i64::from(o.end.get()) - i64::from(o.start.get());
    o.ends_at().duration_since(o.starts_at()) != SignedDuration::from_mins(minutes)
        || !reads_back(o.date, o.start, o.starts_at())
        || !reads_back(o.date, o.end, o.ends_at())
        || comes_twice(o.starts_at())
        || comes_twice(o.ends_at())
}

/// Whether the clock really shows this at an instant.
fn reads_back(date: Date, clock: Minute, at: Timestamp) -> bool {
    let (day, minute) = day_and_minute(at);
    (day, minute) == (date, clock)
        || (clock.get() == 1440 && Some(day) == date.tomorrow().ok() && minute == Minute::MIDNIGHT)
}

/// Whether the clock shows the same an hour later.
fn comes_twice(at: Timestamp) -> bool {
    let an_hour_on = at.checked_add(SignedDuration::from_hours(1));
    an_hour_on.is_ok_and(|later| day_and_minute(later) == day_and_minute(at))
}

/// RFC 5545 §3.3.10; `None` when there is no rule. The series begins on a day of the rule, so intervals count from there.
fn rule_text(rule: &Rule) -> Option<String> {
    let every = |n: u8| if n > 1 { format!(";INTERVAL={n}") } else { String::new() };
    Some(match rule {
        Rule::Weekly { every: n, weekdays } => {
            let mut days = weekdays.clone();
            days.sort_by_key(|d| d.to_monday_zero_offset());
            let days: Vec<&str> = days.into_iter().map(two_letters).collect();
            format!("FREQ=WEEKLY{};WKST=MO;BYDAY={}", every(*n), days.join(","))
        }
        Rule::MonthlyByWeekday { every: n, nth, weekday } => {
            format!("FREQ=MONTHLY{};BYDAY={nth}{}", every(*n), two_letters(*weekday))
        }
        Rule::MonthlyByDay { every: n, day } => format!("FREQ=MONTHLY{};BYMONTHDAY={day}", every(*n)),
        Rule::DatesOnly => return None,
    })
}

fn two_letters(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}
