//! What one can sign up for: the coming dates of an offering, or its whole series.

use super::store::{List, What};
use crate::{
    events,
    frame::{AppError, Published},
};
use ::store::Query;
use domain::{
    enrolments::{Enrolled, Target},
    events::{SignUp, SignUpMode},
    offerings::{Access, Offering, OfferingKind},
    register::Register,
    schedule::{Calendar, Occurrence, Schedule, occurrences},
};
use jiff::{Timestamp, ToSpan, civil::Date};

/// How many days ahead one can sign up for.
const AHEAD: i64 = 183;
/// How many dates are shown at most.
const DATES: usize = 12;

/// Something to sign up for.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What.
    pub target: Target,
    /// The date; of a series its first, or its next.
    pub date: Occurrence,
    /// How many times it meets: 1 for a date.
    pub meetings: usize,
    /// The instant after which nobody can get a place.
    pub starts: Timestamp,
    /// The instant it is over.
    pub ends: Timestamp,
    /// How one gets a place.
    pub sign_up: SignUp,
    /// How it stands with the places.
    pub places: Enrolled,
}

impl Choice {
    /// The list of it.
    #[must_use]
    pub fn list(&self) -> List {
        List {
            what: What::Places(self.target.clone()),
            starts: self.starts,
            ends: self.ends,
            called_off: false,
        }
    }

    /// Whether one can sign up now.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.sign_up.is_open(now, self.starts)
    }
}

/// What one can sign up for at an offering in the coming half year, by date; at most a dozen.
///
/// # Errors
/// A fault of the database.
pub fn choices(
    q: &mut impl Query,
    published: &Published,
    offering: &Offering,
    now: Timestamp,
) -> Result<Vec<Choice>, AppError> {
    let register = &published.register;
    let mut out: Vec<Choice> = Vec::new();
    if offering.access == Access::ByAppointment || offering.ended.is_some() {
        return Ok(out);
    }
    let first = domain::shared::day_and_minute(now).0;
    let mut coming: Vec<Occurrence> = offering.schedules.iter().flat_map(|s| span(register, s, first)).collect();
    coming.retain(|o| o.takes_place() && o.starts_at() > now);
    coming.sort_by_key(|o| (o.date, o.start));
    for date in coming {
        if out.len() >= DATES {
            break;
        }
        let target = events::target(
            q,
            &Target {
                offering: offering.key.clone(),
                schedule: date.schedule.clone(),
                original: Some(date.original.date),
            },
        )?;
        if out.iter().any(|c| c.target == target) {
            continue;
        }
        if let Some(choice) = choice(q, register, offering, target, date)? {
            out.push(choice);
        }
    }
    Ok(out)
}

/// One target of an offering, also when it is over or closed; `None` when there is no such date.
///
/// # Errors
/// A fault of the database.
pub fn one(
    q: &mut impl Query,
    published: &Published,
    target: &Target,
    now: Timestamp,
) -> Result<Option<Choice>, AppError> {
    let register = &published.register;
    let Some(offering) = published.offering(target.offering.as_str()) else {
        return Ok(None);
    };
    let Some(schedule) = offering.schedules.iter().find(|s| s.key == target.schedule) else {
        return Ok(None);
    };
    let today = domain::shared::day_and_minute(now).0;
    let dates = match target.original {
        // A moved date lies anywhere near the day of the plan.
        Some(day) => span(register, schedule, day.checked_sub(60.days()).unwrap_or(day)),
        None => span(register, schedule, today),
    };
    let date = match target.original {
        Some(day) => dates.into_iter().find(|o| o.original.date == day),
        None => dates.into_iter().find(Occurrence::takes_place),
    };
    match date {
        Some(date) => choice(q, register, offering, target.clone(), date),
        None => Ok(None),
    }
}

fn choice(
    q: &mut impl Query,
    register: &Register,
    offering: &Offering,
    target: Target,
    date: Occurrence,
) -> Result<Option<Choice>, AppError> {
    let Some(sign_up) = events::sign_up(q, &target)?.filter(|s| s.mode != SignUpMode::Open) else {
        return Ok(None);
    };
    let places = super::counts(q, &target)?;
    let (starts, ends, meetings) = match target.original {
        Some(_) => (date.starts_at(), date.ends_at(), 1),
        None => of_series(register, offering, &target, &date),
    };
    Ok(Some(Choice {
        target,
        date,
        meetings,
        starts,
        ends,
        sign_up,
        places,
    }))
}

/// When a series begins for somebody who signs up, when it is over, and how many times it meets. One can join a club on any
/// of its days; a course is joined when it begins.
fn of_series(
    register: &Register,
    offering: &Offering,
    target: &Target,
    next: &Occurrence,
) -> (Timestamp, Timestamp, usize) {
    let schedule = offering.schedules.iter().find(|s| s.key == target.schedule);
    let course = matches!(offering.kind, OfferingKind::Course | OfferingKind::TailoredCourse);
    let from = match schedule {
        Some(schedule) if course => schedule.from.max(next.date.checked_sub(AHEAD.days()).unwrap_or(next.date)),
        _ => next.date,
    };
    let mut all: Vec<Occurrence> = schedule.map_or_else(Vec::new, |s| span(register, s, from));
    all.retain(Occurrence::takes_place);
    let starts = all.first().map_or(next.starts_at(), Occurrence::starts_at);
    let ends = all.last().map_or(next.ends_at(), Occurrence::ends_at);
    (starts, ends, all.len())
}

/// What a schedule has from a day on, as far ahead as one can sign up.
pub(super) fn span(register: &Register, schedule: &Schedule, first: Date) -> Vec<Occurrence> {
    let calendar = Calendar::new(&register.municipality, &register.places);
    let last = first.checked_add(AHEAD.days()).unwrap_or(first);
    occurrences(schedule, &calendar, first, last)
}
