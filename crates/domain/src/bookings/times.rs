use super::{CELL, cells};
use crate::{
    offerings::BookingPlan,
    schedule::Occurrence,
    shared::{Key, Minute, day_and_minute, instant_of},
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use std::{collections::BTreeSet, ops::Range};

/// Who books. Staff do it for those who ring or come to the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A citizen on the web: within the notice, and not what is kept for phone and counter.
    Web,
    /// Staff: until it begins, and what is kept too.
    Staff,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// How long, in minutes.
    pub minutes: u16,
    /// Who books.
    pub by: By,
    /// When it is asked.
    pub now: Timestamp,
}

/// A lane of something that is taken for some cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Busy {
    /// Which of several alike.
    pub lane: u16,
    /// The cells, from [`cells`].
    pub cells: Range<i64>,
    /// It is only held while somebody fills in a form.
    pub held: bool,
}

/// Something that appointments share: so many, and what is taken of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    /// How many there are.
    pub lanes: u16,
    /// What is taken.
    pub busy: Vec<Busy>,
}

/// How one something is at one time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Nobody has it.
    pub free: u16,
    /// Held while somebody fills in a form.
    pub held: u16,
    /// Booked.
    pub booked: u16,
}

impl Stock {
    /// How many lanes are free, held and booked in these cells. The three add up to the number of lanes.
    #[must_use]
    pub fn parts(&self, span: &Range<i64>) -> Parts {
        let touching = |b: &&Busy| b.lane < self.lanes && b.cells.start < span.end && span.start < b.cells.end;
        let lanes = |held: bool| -> BTreeSet<u16> {
            self.busy.iter().filter(touching).filter(|b| b.held == held).map(|b| b.lane).collect()
        };
        let (booked, held) = (lanes(false), lanes(true));
        let count = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let (only_held, booked) = (count(held.difference(&booked).count()), count(booked.len()));
        Parts {
            free: self.lanes.saturating_sub(only_held).saturating_sub(booked),
            held: only_held,
            booked,
        }
    }
}

/// What is taken already around one occurrence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// The guides of its schedule; the number of lanes is the occurrence's own.
    pub guides: Vec<Busy>,
    /// The rooms at the place, when appointments need one.
    pub rooms: Option<Stock>,
    /// The machines at the place, when appointments need one.
    pub machines: Option<Stock>,
    /// How many ordinary appointments of the occurrence are booked or held on the web.
    pub on_web: u16,
}

/// Why a time is free, or why it is not: the first that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// It can be booked.
    Free,
    /// The occurrence is called off.
    CalledOff,
    /// It has begun, or is nearer than the notice.
    TooSoon,
    /// It is further ahead than is booked.
    TooLate,
    /// Every guide is booked.
    Full,
    /// Every guide that is not booked is held by somebody who fills in a form.
    Held,
    /// There is a guide, but no room.
    NoRoom,
    /// There is a guide, but no machine.
    NoMachine,
    /// What is left of the occurrence is kept for phone and counter.
    Kept,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 9] = [
        Self::Free,
        Self::CalledOff,
        Self::TooSoon,
        Self::TooLate,
        Self::Full,
        Self::Held,
        Self::NoRoom,
        Self::NoMachine,
        Self::Kept,
    ];
}

/// A time that is in the plan, with why it is free or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// The schedule.
    pub schedule: Key,
    /// The day the plan gave the occurrence; with the schedule it names the occurrence.
    pub original: Date,
    /// Where.
    pub place: Key,
    /// The day.
    pub day: Date,
    /// Clock reading when it begins.
    pub start: Minute,
    /// Clock reading when it ends.
    pub end: Minute,
    /// The instant it begins.
    pub starts_at: Timestamp,
    /// The instant it ends.
    pub ends_at: Timestamp,
    /// The guides.
    pub guides: Parts,
    /// Why it is free or not.
    pub verdict: Verdict,
}

impl Time {
    /// Whether it can be booked.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.verdict == Verdict::Free
    }

    /// The cells an appointment at this time takes: its own and the guide's pause after it.
    #[must_use]
    pub fn cells(&self, buffer: u16) -> Range<i64> {
        let pause = SignedDuration::from_mins(i64::from(buffer));
        cells(
            self.starts_at,
            self.ends_at.saturating_add(pause).unwrap_or(self.ends_at),
        )
    }
}

/// How many ordinary appointments an occurrence has room for.
#[must_use]
pub fn ordinary_appointments(plan: &BookingPlan, occurrence: &Occurrence) -> u16 {
    let minutes = occurrence.ends_at().duration_since(occurrence.starts_at()).as_mins();
    let each = i64::from(plan.minutes + plan.buffer).max(CELL);
    // The last one needs no pause after it.
    let in_a_row = u16::try_from((minutes + i64::from(plan.buffer)) / each).unwrap_or(0);
    in_a_row.saturating_mul(occurrence.guides)
}

/// How many of them may be booked on the web; the rest are kept for those who ring or come.
#[must_use]
pub fn open_on_web(plan: &BookingPlan, occurrence: &Occurrence) -> u16 {
    let all = ordinary_appointments(plan, occurrence);
    all - plan.kept.of(all)
}

/// How many ordinary appointments one of this length counts as, at least 1.
#[must_use]
pub fn units(plan: &BookingPlan, minutes: u16) -> u16 {
    let each = (plan.minutes + plan.buffer).max(1);
    (minutes + plan.buffer).div_ceil(each).max(1)
}

/// The times of an occurrence, in order: each start of the plan from which there is room for the whole length, with why it
/// is free or not. A clock reading that the autumn change repeats is offered once, as the first of the two.
#[must_use]
pub fn times(plan: &BookingPlan, occurrence: &Occurrence, load: &Load, asked: &Asked) -> Vec<Time> {
    let (from, until) = (occurrence.starts_at(), occurrence.ends_at());
    let step = SignedDuration::from_mins(i64::from(plan.step.max(5)));
    let length = SignedDuration::from_mins(i64::from(asked.minutes));
    let mut out = Vec::new();
    let mut at = from;
    while let Ok(end) = at.checked_add(length) {
        if end > until || length.is_zero() {
            break;
        }
        let (day, start) = day_and_minute(at);
        if instant_of(day, start) == at {
            let (_, end_minute) = day_and_minute(end);
            out.push(time(plan, occurrence, load, asked, (day, start, end_minute), (at, end)));
        }
        let Ok(next) = at.checked_add(step) else { break };
        at = next;
    }
    out
}

fn time(
    plan: &BookingPlan,
    occurrence: &Occurrence,
    load: &Load,
    asked: &Asked,
    (day, start, end): (Date, Minute, Minute),
    (starts_at, ends_at): (Timestamp, Timestamp),
) -> Time {
    let mut time = Time {
        schedule: occurrence.schedule.clone(),
        original: occurrence.original.date,
        place: occurrence.place.clone(),
        day,
        start,
        end,
        starts_at,
        ends_at,
        guides: Parts::default(),
        verdict: Verdict::Free,
    };
    let span = time.cells(plan.buffer);
    time.guides = parts_of(occurrence.guides, &load.guides, &span);
    time.verdict = verdict(plan, occurrence, load, asked, &time, &span);
    time
}

fn parts_of(lanes: u16, busy: &[Busy], span: &Range<i64>) -> Parts {
    let near = busy.iter().filter(|b| b.cells.start < span.end && span.start < b.cells.end);
    Stock {
        lanes,
        busy: near.cloned().collect(),
    }
    .parts(span)
}

fn verdict(
    plan: &BookingPlan,
    occurrence: &Occurrence,
    load: &Load,
    asked: &Asked,
    time: &Time,
    span: &Range<i64>,
) -> Verdict {
    let free = |stock: &Option<Stock>| stock.as_ref().is_none_or(|s| s.parts(span).free > 0);
    let on_web = u32::from(load.on_web) + u32::from(units(plan, asked.minutes));
    if !occurrence.takes_place() {
        Verdict::CalledOff
    } else if time.starts_at < earliest(plan, asked) {
        Verdict::TooSoon
    } else if time.day > last_day(plan, asked.now) {
        Verdict::TooLate
    } else if time.guides.free == 0 && time.guides.held == 0 {
        Verdict::Full
    } else if time.guides.free == 0 {
        Verdict::Held
    } else if !free(&load.rooms) {
        Verdict::NoRoom
    } else if !free(&load.machines) {
        Verdict::NoMachine
    } else if asked.by == By::Web && on_web > u32::from(open_on_web(plan, occurrence)) {
        Verdict::Kept
    } else {
        Verdict::Free
    }
}

fn earliest(plan: &BookingPlan, asked: &Asked) -> Timestamp {
    let hours = match asked.by {
        By::Web => i64::from(plan.notice_hours),
        By::Staff => 0,
    };
    asked.now.checked_add(SignedDuration::from_hours(hours)).unwrap_or(asked.now)
}

/// The last day that can be booked, seen from now.
#[must_use]
pub fn last_day(plan: &BookingPlan, now: Timestamp) -> Date {
    let today = day_and_minute(now).0;
    today.checked_add(i32::from(plan.horizon_days).days()).unwrap_or(today)
}

/// Gives each of some appointments a lane of the guides, so that no lane has two at once and none touches what is `fixed`.
/// `None` for those there is no lane for. With nothing fixed, everybody has a lane when there are as many lanes as
/// appointments at the busiest moment.
///
/// ```
/// use domain::bookings::lanes_for;
/// assert_eq!(lanes_for(2, &[], &[0..6, 3..9, 6..12]), [Some(0), Some(1), Some(0)]);
/// assert_eq!(lanes_for(1, &[], &[0..6, 3..9]), [Some(0), None]);
/// ```
#[must_use]
pub fn lanes_for(lanes: u16, fixed: &[Busy], appointments: &[Range<i64>]) -> Vec<Option<u16>> {
    let touches = |a: &Range<i64>, b: &Range<i64>| a.start < b.end && b.start < a.end;
    let mut given: Vec<Option<u16>> = vec![None; appointments.len()];
    let mut order: Vec<usize> = (0..appointments.len()).collect();
    order.sort_by_key(|i| (appointments[*i].start, appointments[*i].end, *i));
    for i in order {
        let span = &appointments[i];
        let taken = |lane: u16| {
            let by_other = |(other, its): (&Range<i64>, &Option<u16>)| *its == Some(lane) && touches(other, span);
            fixed.iter().any(|b| b.lane == lane && touches(&b.cells, span))
                || appointments.iter().zip(&given).any(by_other)
        };
        given[i] = (0..lanes).find(|lane| !taken(*lane));
    }
    given
}

/// The free times nearest to one that was wanted, at most `most`, in the order of the calendar.
#[must_use]
pub fn nearest(times: &[Time], wanted: Timestamp, most: usize) -> Vec<Time> {
    let mut free: Vec<Time> = times.iter().filter(|t| t.is_free()).cloned().collect();
    free.sort_by_key(|t| (t.starts_at.duration_since(wanted).abs(), t.starts_at));
    free.truncate(most);
    free.sort_by_key(|t| (t.starts_at, t.place.to_string()));
    free
}

/// The most appointments that are made in one go.
pub const LONGEST_SERIES: u8 = 12;

/// The days of a series: the first, and so many in all with this many weeks between; at most [`LONGEST_SERIES`].
///
/// ```
/// use domain::bookings::series;
/// let tuesdays = series(jiff::civil::date(2026, 3, 3), 1, 6);
/// assert_eq!(tuesdays[5], jiff::civil::date(2026, 4, 7));
/// ```
#[must_use]
pub fn series(first: Date, every_weeks: u8, count: u8) -> Vec<Date> {
    let day = |n: u8| first.checked_add((i32::from(n) * i32::from(every_weeks) * 7).days()).ok();
    (0..count.clamp(1, LONGEST_SERIES)).filter_map(day).collect()
}
