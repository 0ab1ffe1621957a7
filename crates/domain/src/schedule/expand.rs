//! From a schedule to its occurrences: RFC 5545 recurrence on clock readings, with closed days and exceptions.

use super::{Change, Exception, Holiday, Rule, Schedule, Staffing, public_holiday};
use crate::{
    municipality::{ClosedPeriod, Municipality, SchoolHoliday},
    places::Place,
    shared::{Key, Localized, Minute, day_and_minute, instant_of},
};
use jiff::{
    SignedDuration, Span, Timestamp,
    civil::{Date, Weekday},
};

/// The days when things are closed: what every schedule of a municipality is read against.
#[derive(Clone, Debug, Default)]
pub struct Calendar<'a> {
    closed: &'a [ClosedPeriod],
    school: &'a [SchoolHoliday],
    places: &'a [Place],
}

impl<'a> Calendar<'a> {
    /// The calendar of a municipality. With `places`, a place that is part of a closed place is closed too; give an
    /// empty slice to leave that out.
    #[must_use]
    pub fn new(municipality: &'a Municipality, places: &'a [Place]) -> Self {
        Self {
            closed: &municipality.closed_periods,
            school: &municipality.school_holidays,
            places,
        }
    }

    /// Whether `place` is `house` or a part of it, at any depth.
    #[must_use]
    pub fn is_inside(&self, place: &Key, house: &Key) -> bool {
        let mut at = Some(place);
        // A cycle is refused on import; the bound keeps a wrong register from hanging a page.
        for _ in 0..=self.places.len() {
            match at {
                Some(key) if key == house => return true,
                Some(key) => at = self.places.iter().find(|p| p.key == *key).and_then(|p| p.part_of.as_ref()),
                None => return false,
            }
        }
        false
    }

    fn closures(&self, place: &Key, first: Date, last: Date) -> Closures<'a> {
        let covers = |period: &ClosedPeriod| period.place.as_ref().is_none_or(|house| self.is_inside(place, house));
        Closures {
            closed: self.closed.iter().filter(|p| p.first <= last && first <= p.last && covers(p)).collect(),
            school: self.school,
        }
    }
}

/// What closes one place in a span of days.
struct Closures<'a> {
    closed: Vec<&'a ClosedPeriod>,
    school: &'a [SchoolHoliday],
}

impl Closures<'_> {
    fn period(&self, date: Date) -> Option<Closure> {
        let period = self.closed.iter().find(|p| p.first <= date && date <= p.last)?;
        Some(Closure::ClosedPeriod(period.reason.clone()))
    }

    fn any(&self, schedule: &Schedule, date: Date) -> Option<Closure> {
        let public = || {
            let holiday = (!schedule.on_public_holidays).then(|| public_holiday(date))??;
            Some(Closure::PublicHoliday(holiday))
        };
        let school = || {
            let mut free = self.school.iter().filter(|_| !schedule.on_school_holidays);
            let found = free.find(|s| s.first <= date && date <= s.last)?;
            Some(Closure::SchoolHoliday(found.name.clone()))
        };
        self.period(date).or_else(public).or_else(school)
    }
}

/// Why a day that one would expect an occurrence on has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Closure {
    /// A public holiday.
    PublicHoliday(Holiday),
    /// The schools are closed, and the schedule follows them.
    SchoolHoliday(Localized),
    /// The place or the whole municipality is closed, with the reason.
    ClosedPeriod(Localized),
    /// It was moved to another day.
    MovedTo {
        /// The new day.
        date: Date,
        /// The new start.
        start: Minute,
        /// The new end.
        end: Minute,
        /// Why, for the public; may be empty.
        reason: Localized,
    },
}

/// The day and start that the plan gave an occurrence. With the schedule's key it names the occurrence for good, also
/// after it was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Original {
    /// The day in the plan.
    pub date: Date,
    /// The start in the plan.
    pub start: Minute,
}

/// The name of an occurrence for good, also after it was moved or called off: whose it is, in which schedule, and the day
/// the plan gave it. Written `offering/schedule.2026-03-03`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OccurrenceKey {
    /// The offering.
    pub offering: Key,
    /// The schedule, unique within the offering.
    pub schedule: Key,
    /// The day in the plan.
    pub original: Date,
}

impl OccurrenceKey {
    /// The name of an offering's occurrence.
    #[must_use]
    pub fn of(offering: &Key, occurrence: &Occurrence) -> Self {
        Self {
            offering: offering.clone(),
            schedule: occurrence.schedule.clone(),
            original: occurrence.original.date,
        }
    }

    /// Reads what is written by `Display`; `None` for anything else.
    ///
    /// ```
    /// use domain::schedule::OccurrenceKey;
    /// let key = OccurrenceKey::parse("kom-innom/tirsdag.2026-03-03").unwrap();
    /// assert_eq!(key.to_string(), "kom-innom/tirsdag.2026-03-03");
    /// assert_eq!(OccurrenceKey::parse("kom-innom/tirsdag"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (offering, rest) = text.split_once('/')?;
        let (schedule, day) = rest.split_once('.')?;
        Some(Self {
            offering: Key::parse(offering).ok()?,
            schedule: Key::parse(schedule).ok()?,
            original: day.parse().ok()?,
        })
    }
}

impl std::fmt::Display for OccurrenceKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}.{}", self.offering, self.schedule, self.original)
    }
}

/// An occurrence (gjennomføring): one dated instance of a schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The key of its schedule.
    pub schedule: Key,
    /// When the plan had it.
    pub original: Original,
    /// The day it takes place, or would have.
    pub date: Date,
    /// Clock reading when it begins.
    pub start: Minute,
    /// Clock reading when it ends.
    pub end: Minute,
    /// Where.
    pub place: Key,
    /// Who is there.
    pub staffing: Staffing,
    /// How many guides are meant to be there.
    pub guides: u16,
    /// Whether it takes place.
    pub status: Status,
    /// What is special that day; may be empty.
    pub note: Localized,
}

/// Whether an occurrence takes place as planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// As planned.
    Planned,
    /// It does not take place (avlyst).
    CalledOff {
        /// Why, for the public; may be empty.
        reason: Localized,
        /// It was decided on the day itself, so people may be on their way.
        short_notice: bool,
    },
    /// It takes place at another time than planned.
    Moved {
        /// When the plan had it.
        from: Original,
        /// Why, for the public; may be empty.
        reason: Localized,
    },
}

impl Occurrence {
    /// The instant it begins. A start that the spring change skips is moved forward by the gap, one that the autumn
    /// change repeats is the first of the two (RFC 5545 §3.3.5).
    #[must_use]
    pub fn starts_at(&self) -> Timestamp {
        instant_of(self.date, self.start)
    }

    /// The instant it ends, never before it begins: where the spring change would turn the two round, it lasts as
    /// long as its clock readings say.
    #[must_use]
    pub fn ends_at(&self) -> Timestamp {
        let (start, end) = (self.starts_at(), instant_of(self.date, self.end));
        if end > start {
            return end;
        }
        let minutes = i64::from(self.end.get()) - i64::from(self.start.get());
        start.saturating_add(SignedDuration::from_mins(minutes.max(0))).unwrap_or(start)
    }

    /// Whether somebody can come: it is planned or moved, not called off.
    #[must_use]
    pub const fn takes_place(&self) -> bool {
        !matches!(self.status, Status::CalledOff { .. })
    }
}

/// The occurrences of a schedule that fall on the days `first..=last`, sorted by day and start.
///
/// Called-off occurrences are among them, with their status; closed days are not (see [`why_not`]). Extra dates and
/// moved occurrences take place on public and school holidays too – somebody decided them – but never in a closed
/// period. An extra date with the same start as the rule's is the same occurrence; with another start it is one more.
/// An exception calls off every occurrence of its day, and moves the first. The work grows with the days asked for,
/// not with the age of the schedule.
#[must_use]
pub fn occurrences(schedule: &Schedule, calendar: &Calendar<'_>, first: Date, last: Date) -> Vec<Occurrence> {
    let closures = calendar.closures(&schedule.place, first, last);
    let inside = |date: Date| first <= date && date <= last;
    let moved_here = schedule
        .exceptions
        .iter()
        .filter(|e| matches!(e.change, Change::Moved { date, .. } if inside(date)));
    let mut beside: Vec<Date> = schedule.extra_dates.iter().map(|e| e.date).filter(|d| inside(*d)).collect();
    beside.extend(moved_here.map(|e| e.date));
    beside.sort_unstable();
    beside.dedup();
    let mut out = Vec::new();
    for date in rule_days(schedule, first, last) {
        settle_day(schedule, &closures, date, true, &mut out);
    }
    for date in beside {
        let by_rule = gives(schedule, date);
        if !(by_rule && inside(date)) {
            settle_day(schedule, &closures, date, by_rule, &mut out);
        }
    }
    if schedule.exceptions.is_empty() && schedule.extra_dates.is_empty() {
        return out;
    }
    out.retain(|o| inside(o.date));
    out.sort_by_key(|o| (o.date, o.start, o.original));
    out
}

/// Why a day that the schedule names has no occurrence. `None` when it has one – also one that is called off, which
/// carries its own reason – or when the schedule does not name the day at all.
#[must_use]
pub fn why_not(schedule: &Schedule, calendar: &Calendar<'_>, date: Date) -> Option<Closure> {
    let by_rule = gives(schedule, date);
    if !by_rule && schedule.extra_dates.iter().all(|e| e.date != date) {
        return None;
    }
    let closures = calendar.closures(&schedule.place, date, date);
    let mut found = Vec::new();
    settle_day(schedule, &closures, date, by_rule, &mut found);
    if found.iter().any(|o| o.date == date) {
        return None;
    }
    match exception_on(schedule, date) {
        Some(Exception {
            change: Change::Moved { date, start, end },
            reason,
            ..
        }) => {
            let landing = calendar.closures(&schedule.place, *date, *date).period(*date);
            let moved = Closure::MovedTo {
                date: *date,
                start: *start,
                end: *end,
                reason: reason.clone(),
            };
            Some(landing.unwrap_or(moved))
        }
        _ => closures.any(schedule, date),
    }
}

/// One occurrence as the plan has it, before closed days and exceptions.
struct Planned<'a> {
    start: Minute,
    end: Minute,
    extra: Option<&'a Localized>,
}

/// What the rule and the extra dates give for a day, sorted by start, one for each start.
fn plan_of_day(schedule: &Schedule, date: Date, by_rule: bool) -> Vec<Planned<'_>> {
    let extras = schedule.extra_dates.iter().filter(|e| e.date == date);
    let mut plan: Vec<Planned<'_>> = extras
        .map(|e| Planned {
            start: e.start.unwrap_or(schedule.start),
            end: e.end.unwrap_or(schedule.end),
            extra: Some(&e.note),
        })
        .collect();
    if by_rule {
        plan.push(Planned {
            start: schedule.start,
            end: schedule.end,
            extra: None,
        });
    }
    // The sort is stable, so of two with the same start the extra date is kept.
    plan.sort_by_key(|p| p.start);
    plan.dedup_by_key(|p| p.start);
    plan
}

fn exception_on(schedule: &Schedule, date: Date) -> Option<&Exception> {
    schedule.exceptions.iter().find(|e| e.date == date)
}

fn settle_day(schedule: &Schedule, closures: &Closures<'_>, date: Date, by_rule: bool, out: &mut Vec<Occurrence>) {
    let exception = exception_on(schedule, date);
    for (index, planned) in plan_of_day(schedule, date, by_rule).into_iter().enumerate() {
        let applies = exception.filter(|e| index == 0 || e.change == Change::CalledOff);
        out.extend(settle(schedule, closures, date, &planned, applies));
    }
}

fn settle(
    schedule: &Schedule,
    closures: &Closures<'_>,
    date: Date,
    planned: &Planned<'_>,
    exception: Option<&Exception>,
) -> Option<Occurrence> {
    let original = Original {
        date,
        start: planned.start,
    };
    let mut occurrence = Occurrence {
        schedule: schedule.key.clone(),
        original,
        date,
        start: planned.start,
        end: planned.end,
        place: schedule.place.clone(),
        staffing: schedule.staffing,
        guides: schedule.guides,
        status: Status::Planned,
        note: planned.extra.cloned().unwrap_or_default(),
    };
    if let Some(Exception {
        change: Change::Moved { date, start, end },
        reason,
        ..
    }) = exception
    {
        (occurrence.date, occurrence.start, occurrence.end) = (*date, *start, *end);
        occurrence.status = Status::Moved {
            from: original,
            reason: reason.clone(),
        };
        return closures.period(*date).is_none().then_some(occurrence);
    }
    let closed = if planned.extra.is_some() {
        closures.period(date)
    } else {
        closures.any(schedule, date)
    };
    if closed.is_some() {
        return None;
    }
    if let Some(exception) = exception {
        let short_notice = exception.decided_at.is_some_and(|at| day_and_minute(at).0 >= date);
        occurrence.status = Status::CalledOff {
            reason: exception.reason.clone(),
            short_notice,
        };
    }
    Some(occurrence)
}

/// How many occurrences the plan has on a day, before closed days and exceptions.
pub(super) fn planned_on(schedule: &Schedule, date: Date) -> usize {
    plan_of_day(schedule, date, gives(schedule, date)).len()
}

fn gives(schedule: &Schedule, date: Date) -> bool {
    rule_days(schedule, date, date).next().is_some()
}

/// The days the rule gives in `first..=last`, in order, closed or not, without extra dates and exceptions. Jumps straight
/// to the first: nothing is walked from the day the schedule began.
#[must_use]
pub fn rule_days(schedule: &Schedule, first: Date, last: Date) -> Box<dyn Iterator<Item = Date>> {
    let last = schedule.until.map_or(last, |until| until.min(last));
    days_of_rule(&schedule.rule, schedule.from, first, last)
}

/// The days of a rule that holds from `from`, among `first..=last`, in order.
#[must_use]
pub fn days_of_rule(rule: &Rule, from: Date, first: Date, last: Date) -> Box<dyn Iterator<Item = Date>> {
    let (lo, hi) = (first.max(from), last);
    if lo > hi {
        return Box::new(std::iter::empty());
    }
    match rule {
        Rule::Weekly { every, weekdays } => Box::new(weekly(from, *every, weekdays, lo, hi)),
        Rule::MonthlyByWeekday { every, nth, weekday } => {
            let (nth, weekday) = (*nth, *weekday);
            Box::new(monthly(from, *every, lo, hi, move |month| {
                nth_weekday(month, nth, weekday)
            }))
        }
        Rule::MonthlyByDay { every, day } => {
            let day = *day;
            Box::new(monthly(from, *every, lo, hi, move |month| day_of_month(month, day)))
        }
        Rule::DatesOnly => Box::new(std::iter::empty()),
    }
}

fn weekly(from: Date, every: u8, weekdays: &[Weekday], lo: Date, hi: Date) -> impl Iterator<Item = Date> + use<> {
    // Days are counted from `from`; its own Monday is at or before it, and may lie before the first day of a `Date`.
    let every = i64::from(every.max(1));
    let monday = -i64::from(from.weekday().to_monday_zero_offset());
    let (lo, hi) = (days_between(from, lo), days_between(from, hi));
    let skip = ((lo - monday) / 7 + every - 1) / every;
    let mut offsets: Vec<i64> = weekdays.iter().map(|w| i64::from(w.to_monday_zero_offset())).collect();
    offsets.sort_unstable();
    offsets.dedup();
    (skip..)
        .map(move |turn| monday + 7 * every * turn)
        .take_while(move |monday| *monday <= hi)
        .flat_map(move |monday| offsets.clone().into_iter().map(move |days| monday + days))
        .filter(move |days| lo <= *days && *days <= hi)
        .filter_map(move |days| plus_days(from, days))
}

fn monthly(
    from: Date,
    every: u8,
    lo: Date,
    hi: Date,
    pick: impl Fn(Date) -> Option<Date>,
) -> impl Iterator<Item = Date> {
    let every = usize::from(every.max(1));
    let month_index = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month()) - 1;
    let base = month_index(from);
    let skip = usize::try_from(month_index(lo) - base).unwrap_or(0).next_multiple_of(every);
    (skip..)
        .step_by(every)
        .map_while(move |months| first_of_month(base + i32::try_from(months).ok()?).filter(|first| *first <= hi))
        .filter_map(pick)
        .filter(move |date| lo <= *date && *date <= hi)
}

fn first_of_month(index: i32) -> Option<Date> {
    let year = i16::try_from(index.div_euclid(12)).ok()?;
    let month = i8::try_from(index.rem_euclid(12) + 1).ok()?;
    Date::new(year, month, 1).ok()
}

fn nth_weekday(month: Date, nth: i8, weekday: Weekday) -> Option<Date> {
    matches!(nth, -1 | 1..=5).then(|| month.nth_weekday_of_month(nth, weekday).ok())?
}

fn day_of_month(month: Date, day: i8) -> Option<Date> {
    if day == -1 {
        Some(month.last_of_month())
    } else {
        Date::new(month.year(), month.month(), day).ok()
    }
}

fn days_between(first: Date, last: Date) -> i64 {
    last.duration_since(first).as_hours() / 24
}

/// `None` beyond the last day a `Date` can hold.
pub(super) fn plus_days(date: Date, days: i64) -> Option<Date> {
    // A span, as a duration of days may only be half as long as the calendar.
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
#[path = "expand_tests.rs"]
mod tests;
