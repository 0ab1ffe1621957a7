use crate::{
    offerings::{Access, Offering, OfferingKind},
    register::Register,
    schedule::{Calendar, Occurrence, OccurrenceKey, Staffing, Status, occurrences},
    shared::{Key, Minute, instant_of},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use std::collections::BTreeMap;

/// So many days ahead, today among them, an hour in the plan is a promise: people plan a month.
pub const HORIZON_DAYS: i64 = 28;

/// So long after an hour was first published it may be put right as if it had stood so from the start.
const SLIP_MINUTES: i64 = 60;

/// A day and the clock readings it lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The day.
    pub day: Date,
    /// When it begins.
    pub start: Minute,
    /// When it ends, after the start.
    pub end: Minute,
}

impl Span {
    /// When an occurrence is.
    #[must_use]
    pub const fn of(o: &Occurrence) -> Self {
        Self {
            day: o.date,
            start: o.start,
            end: o.end,
        }
    }

    /// The instant it begins.
    #[must_use]
    pub fn starts(&self) -> Timestamp {
        instant_of(self.day, self.start)
    }

    /// The instant it ends.
    #[must_use]
    pub fn ends(&self) -> Timestamp {
        instant_of(self.day, self.end)
    }

    /// How many minutes the clock readings are apart.
    #[must_use]
    pub const fn minutes(&self) -> u32 {
        self.end.get().saturating_sub(self.start.get()) as u32
    }

    /// How many minutes two have in common.
    #[must_use]
    pub fn common(&self, other: &Self) -> u32 {
        let (from, to) = (self.start.max(other.start).get(), self.end.min(other.end).get());
        if self.day == other.day {
            u32::from(to.saturating_sub(from))
        } else {
            0
        }
    }
}

/// Why a promise was not kept as published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// Somebody who should have been there was away. Never why.
    Absence,
    /// Nobody was found to keep it.
    Nobody,
    /// A course or meeting for those who guide.
    Course,
    /// The house could not be used.
    Building,
    /// The place or the municipality was closed.
    Closed,
    /// It was moved, or made shorter, late.
    Moved,
    /// The plan itself was changed.
    Plan,
    /// Something else.
    Other,
}

impl Cause {
    /// Every cause.
    pub const ALL: [Self; 8] = [
        Self::Absence,
        Self::Nobody,
        Self::Course,
        Self::Building,
        Self::Closed,
        Self::Moved,
        Self::Plan,
        Self::Other,
    ];

    /// Stable code used in tables and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Absence => "absence",
            Self::Nobody => "nobody",
            Self::Course => "course",
            Self::Building => "building",
            Self::Closed => "closed",
            Self::Moved => "moved",
            Self::Plan => "plan",
            Self::Other => "other",
        }
    }

    /// Reads a code written by [`Cause::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }
}

/// A promise (løfte): an hour that was published, as it was first and as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Which occurrence.
    pub key: OccurrenceKey,
    /// Where.
    pub place: Key,
    /// As it was first published.
    pub first: Span,
    /// As it stands.
    pub latest: Span,
    /// When it was first published.
    pub published_at: Timestamp,
    /// When it was last changed.
    pub changed_at: Option<Timestamp>,
    /// Whether it is called off, or no longer in the plan.
    pub called_off: bool,
    /// Why it is not as it was first published.
    pub cause: Option<Cause>,
}

/// What has to be written so that what is kept follows the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Update {
    /// New, or changed.
    Put(Promise),
    /// A slip that was put right at once: it never was a promise.
    Forget(OccurrenceKey),
}

/// The municipality's own hours with a guide that citizens are told of, called-off ones too, by occurrence.
///
/// Partners keep their own promises, and what is only for those whom a host invites is not published.
#[must_use]
pub fn planned(register: &Register, first: Date, last: Date) -> BTreeMap<OccurrenceKey, Occurrence> {
    let mut plan = BTreeMap::new();
    for offering in &register.offerings {
        add(&mut plan, register, offering, (first, last));
    }
    plan
}

/// As [`planned`], of one offering.
#[must_use]
pub fn planned_of(
    register: &Register,
    offering: &Offering,
    first: Date,
    last: Date,
) -> BTreeMap<OccurrenceKey, Occurrence> {
    let mut plan = BTreeMap::new();
    add(&mut plan, register, offering, (first, last));
    plan
}

fn add(
    plan: &mut BTreeMap<OccurrenceKey, Occurrence>,
    register: &Register,
    offering: &Offering,
    (first, last): (Date, Date),
) {
    if !is_promised(offering) {
        return;
    }
    let calendar = Calendar::new(&register.municipality, &register.places);
    for schedule in offering.schedules.iter().filter(|s| s.staffing == Staffing::Staffed) {
        let place = register.places.iter().find(|p| p.key == schedule.place).and_then(|p| p.ended);
        for o in occurrences(schedule, &calendar, first, last) {
            if [offering.ended, place].into_iter().flatten().all(|ended| o.date < ended) {
                // Two on one day of a schedule have one name; the first of them stands for both.
                plan.entry(OccurrenceKey::of(&offering.key, &o)).or_insert(o);
            }
        }
    }
}

fn is_promised(offering: &Offering) -> bool {
    offering.published && offering.access != Access::Closed && offering.kind != OfferingKind::PartnerOffering
}

/// What changes in what is kept when the plan is `plan` at an instant. `kept` and `plan` are for the same days, from today
/// on. What is over is never changed, and what is called off stays so until the plan has it again.
#[must_use]
pub fn follow(kept: &[Promise], plan: &BTreeMap<OccurrenceKey, Occurrence>, now: Timestamp) -> Vec<Update> {
    let known: BTreeMap<&OccurrenceKey, &Promise> = kept.iter().map(|p| (&p.key, p)).collect();
    let open = kept.iter().filter(|p| now < p.latest.ends());
    let mut out: Vec<Update> = open.filter_map(|p| followed(p, plan.get(&p.key), now)).collect();
    let new = plan.iter().filter(|(key, o)| o.takes_place() && now < o.ends_at() && !known.contains_key(key));
    out.extend(new.map(|(key, o)| {
        Update::Put(Promise {
            key: key.clone(),
            place: o.place.clone(),
            first: Span::of(o),
            latest: Span::of(o),
            published_at: now,
            changed_at: None,
            called_off: false,
            cause: None,
        })
    }));
    out
}

fn followed(kept: &Promise, plan: Option<&Occurrence>, now: Timestamp) -> Option<Update> {
    let there = plan.filter(|o| o.takes_place());
    let slip = now.duration_since(kept.published_at).as_mins() < SLIP_MINUTES && now < kept.first.starts();
    let mut new = kept.clone();
    match there {
        Some(o) => {
            new.latest = Span::of(o);
            new.place.clone_from(&o.place);
            new.called_off = false;
        }
        None => new.called_off = true,
    }
    if new == *kept {
        return None;
    }
    match (there, plan) {
        (Some(o), _) if slip && !matches!(o.status, Status::Moved { .. }) => {
            new.first = new.latest;
            new.cause = None;
            return Some(Update::Put(new));
        }
        (None, None) if slip => return Some(Update::Forget(kept.key.clone())),
        _ => {}
    }
    new.changed_at = Some(now);
    new.cause = if new.called_off {
        kept.cause.or(Some(if plan.is_some() { Cause::Other } else { Cause::Plan }))
    } else if new.latest == new.first {
        None
    } else {
        Some(Cause::Moved)
    };
    Some(Update::Put(new))
}

/// The last day that is a promise at `today`.
#[must_use]
pub fn horizon(today: Date) -> Date {
    today.checked_add((HORIZON_DAYS - 1).days()).unwrap_or(Date::MAX)
}
