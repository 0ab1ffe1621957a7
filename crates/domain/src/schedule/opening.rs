//! Open now, today, this week, next time: what the register and an instant say about whether somebody is there.

use super::expand::plus_days;
use super::{Calendar, Closure, Holiday, Occurrence, Schedule, Staffing, Status, occurrences, public_holiday, why_not};
use crate::{
    offerings::{Access, Offering, OfferingKind},
    places::Place,
    register::Register,
    shared::{Key, Localized, Minute, day_and_minute, instant_of},
};
use jiff::{Timestamp, civil::Date};

/// Where an occurrence is in its course, seen from now. In the order it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Moment {
    /// It goes on now.
    OpenNow,
    /// It has not begun.
    Later,
    /// It does not take place.
    CalledOff,
    /// It is over.
    Finished,
}

/// One occurrence of an offering, with what a page needs to show it in the right company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The offering.
    pub offering: Key,
    /// How one gets a place: "open now" with [`Access::ByAppointment`] is no invitation to just come.
    pub access: Access,
    /// It is a partner's own offering, shown apart from the municipality's.
    pub partner: bool,
    /// Where it is in its course.
    pub moment: Moment,
    /// The occurrence.
    pub occurrence: Occurrence,
}

/// Whether somebody is there now, and if not, when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenState {
    /// Somebody is there.
    OpenNow {
        /// Clock reading when it ends.
        until: Minute,
        /// What is open.
        entry: Entry,
    },
    /// Nobody now, but later today.
    LaterToday {
        /// What opens next.
        entry: Entry,
    },
    /// There was to be somebody today, but it is called off or moved to another day.
    CalledOffToday {
        /// Why, for the public; may be empty.
        reason: Localized,
        /// The next time.
        next: Option<Entry>,
    },
    /// Nobody more today.
    ClosedToday {
        /// Why, when the plan names today but it is closed.
        why: Option<Closure>,
        /// The next time; `None` when no date is set.
        next: Option<Entry>,
    },
}

/// One day of the week view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayPlan {
    /// The day.
    pub date: Date,
    /// The public holiday it is.
    pub holiday: Option<Holiday>,
    /// Sorted by start; called-off ones are among them.
    pub entries: Vec<Entry>,
}

/// Hours when a house itself is open today. No promise of guidance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseHours {
    /// Where it is in its course.
    pub moment: Moment,
    /// The hours; their `staffing` says whether the house has staff or one lets oneself in.
    pub occurrence: Occurrence,
}

/// Everything with a guide today: what is open now first, then later today, called off, and finished; among equals
/// what one can just come to first, the municipality's own before partners', then by start.
///
/// Only published offerings that have not ended and are open to the public ([`Access::Closed`] is for those the host
/// invites), and only staffed hours: the others are in [`unstaffed_today`].
#[must_use]
pub fn today(register: &Register, now: Timestamp) -> Vec<Entry> {
    View::new(register, now).today(|staffing| staffing == Staffing::Staffed)
}

/// The hours today when an offering's place can be used but nobody guides: unstaffed and self-service. Sorted as
/// [`today`].
#[must_use]
pub fn unstaffed_today(register: &Register, now: Timestamp) -> Vec<Entry> {
    View::new(register, now).today(|staffing| staffing != Staffing::Staffed)
}

/// Seven days from `first_day` with everything that has a guide, as [`today`] chooses it.
#[must_use]
pub fn week(register: &Register, first_day: Date, now: Timestamp) -> Vec<DayPlan> {
    let view = View::new(register, now);
    let last = plus_days(first_day, 6).unwrap_or(Date::MAX);
    let mut all = view.entries(view.for_all(), first_day, last, is_guidance);
    all.sort_by(|a, b| by_time(a).cmp(&by_time(b)));
    let days = (0..7).filter_map(|days| plus_days(first_day, days));
    days.map(|date| {
        let entries = all.extract_if(.., |e| e.occurrence.date == date).collect();
        DayPlan {
            date,
            holiday: public_holiday(date),
            entries,
        }
    })
    .collect()
}

/// The next `count` occurrences of an offering with a guide that take place and are not over, in order. Fewer when
/// fewer are planned in the coming ten years.
#[must_use]
pub fn next_occurrences(register: &Register, offering: &Offering, now: Timestamp, count: usize) -> Vec<Occurrence> {
    let view = View::new(register, now);
    let coming = |e: &Entry| e.occurrence.takes_place() && e.moment != Moment::Finished;
    view.next(|| std::iter::once(offering), is_guidance, coming, count)
        .into_iter()
        .map(|e| e.occurrence)
        .collect()
}

/// Whether an offering is open. Does not ask whether it is published, so that drafts can be looked at; an ended one is
/// closed with no next time.
#[must_use]
pub fn offering_state(register: &Register, offering: &Offering, now: Timestamp) -> OpenState {
    View::new(register, now).state(|| std::iter::once(offering), |_| true)
}

/// Whether somebody who guides is at a place, or in a part of it. Partners' offerings count.
#[must_use]
pub fn place_state(register: &Register, place: &Key, now: Timestamp) -> OpenState {
    let view = View::new(register, now);
    view.state(
        || view.for_all(),
        |schedule| view.calendar.is_inside(&schedule.place, place),
    )
}

/// Whether there is somebody one can just come to at the municipality's own offerings. Partners' offerings and
/// those with appointment or sign-up do not count.
#[must_use]
pub fn municipality_state(register: &Register, now: Timestamp) -> OpenState {
    let view = View::new(register, now);
    let counts = |o: &&Offering| !is_partner(o) && o.access == Access::JustCome;
    view.state(|| view.for_all().filter(counts), |_| true)
}

/// When a house itself is open today, sorted by start; empty when it is not, or when it has ended.
#[must_use]
pub fn place_hours_today(register: &Register, place: &Place, now: Timestamp) -> Vec<HouseHours> {
    let view = View::new(register, now);
    let mut hours: Vec<HouseHours> = view
        .house(place)
        .map(|occurrence| HouseHours {
            moment: moment_of(&occurrence, now),
            occurrence,
        })
        .collect();
    hours.sort_by_key(|h| (h.occurrence.start, h.occurrence.end));
    hours
}

/// The next instant when any answer in this file changes if nobody changes the register: something begins or ends
/// today, or the day does. Always after `now`.
#[must_use]
pub fn next_change(register: &Register, now: Timestamp) -> Timestamp {
    let view = View::new(register, now);
    let published = register.offerings.iter().filter(|o| o.published);
    let guided = view.entries(published, view.today, view.today, |_| true).into_iter().map(|e| e.occurrence);
    let houses = register.places.iter().flat_map(|p| view.house(p));
    let midnight = Minute::new(1440).map_or(Timestamp::MAX, |end| instant_of(view.today, end));
    let turns = guided.chain(houses).flat_map(|o| [o.starts_at(), o.ends_at()]);
    turns.filter(|at| *at > now).fold(midnight, Timestamp::min)
}

/// The register seen from one instant.
struct View<'r> {
    register: &'r Register,
    calendar: Calendar<'r>,
    now: Timestamp,
    today: Date,
}

impl<'r> View<'r> {
    fn new(register: &'r Register, now: Timestamp) -> Self {
        let calendar = Calendar::new(&register.municipality, &register.places);
        Self {
            register,
            calendar,
            now,
            today: day_and_minute(now).0,
        }
    }

    fn for_all(&self) -> impl Iterator<Item = &'r Offering> + use<'r> {
        self.register.offerings.iter().filter(|o| o.published && o.access != Access::Closed)
    }

    fn today(&self, staffing: impl Fn(Staffing) -> bool) -> Vec<Entry> {
        let mut all = self.entries(self.for_all(), self.today, self.today, |s| staffing(s.staffing));
        all.sort_by(|a, b| {
            let rank = |e: &Entry| (e.moment, e.access != Access::JustCome, e.partner);
            rank(a).cmp(&rank(b)).then_with(|| by_time(a).cmp(&by_time(b)))
        });
        all
    }

    fn entries(
        &self,
        offerings: impl Iterator<Item = &'r Offering>,
        first: Date,
        last: Date,
        keep: impl Fn(&Schedule) -> bool,
    ) -> Vec<Entry> {
        let mut out = Vec::new();
        for offering in offerings {
            for schedule in offering.schedules.iter().filter(|s| keep(s)) {
                let found = occurrences(schedule, &self.calendar, first, last).into_iter();
                let there = found.filter(|o| !self.has_ended(offering, &o.place, o.date));
                out.extend(there.map(|occurrence| self.entry(offering, occurrence)));
            }
        }
        out
    }

    fn entry(&self, offering: &Offering, occurrence: Occurrence) -> Entry {
        Entry {
            offering: offering.key.clone(),
            access: offering.access,
            partner: is_partner(offering),
            moment: moment_of(&occurrence, self.now),
            occurrence,
        }
    }

    /// From the day it ended, an offering or a place has no more occurrences.
    fn has_ended(&self, offering: &Offering, place: &Key, date: Date) -> bool {
        let place = self.register.places.iter().find(|p| p.key == *place).and_then(|p| p.ended);
        [offering.ended, place].into_iter().flatten().any(|ended| ended <= date)
    }

    fn house<'a>(&'a self, place: &'a Place) -> impl Iterator<Item = Occurrence> + use<'a, 'r> {
        let open = place.ended.is_none_or(|ended| ended > self.today);
        let schedules = place.hours.iter().filter(move |_| open);
        schedules.flat_map(|s| occurrences(s, &self.calendar, self.today, self.today))
    }

    /// The first `count` entries that `wanted` accepts, from today on. Looks further ahead only when it must.
    fn next<I: Iterator<Item = &'r Offering>>(
        &self,
        offerings: impl Fn() -> I,
        keep: impl Fn(&Schedule) -> bool,
        wanted: impl Fn(&Entry) -> bool,
        count: usize,
    ) -> Vec<Entry> {
        let mut found = Vec::new();
        for days in [8, 70, 400, 3653] {
            let last = plus_days(self.today, days).unwrap_or(Date::MAX);
            found = self.entries(offerings(), self.today, last, &keep);
            found.retain(|e| wanted(e));
            if found.len() >= count {
                break;
            }
        }
        found.sort_by(|a, b| by_time(a).cmp(&by_time(b)));
        found.truncate(count);
        found
    }

    fn state<I: Iterator<Item = &'r Offering>>(
        &self,
        offerings: impl Fn() -> I,
        here: impl Fn(&Schedule) -> bool,
    ) -> OpenState {
        let keep = |s: &Schedule| is_guidance(s) && here(s);
        let mut day = self.entries(offerings(), self.today, self.today, keep);
        let open = day.iter().enumerate().filter(|(_, e)| e.moment == Moment::OpenNow);
        if let Some((index, _)) = open.max_by_key(|(_, e)| e.occurrence.end) {
            let entry = day.swap_remove(index);
            return OpenState::OpenNow {
                until: entry.occurrence.end,
                entry,
            };
        }
        let later = day.iter().enumerate().filter(|(_, e)| e.moment == Moment::Later);
        if let Some((index, _)) = later.min_by_key(|(_, e)| e.occurrence.start) {
            return OpenState::LaterToday {
                entry: day.swap_remove(index),
            };
        }
        let coming = |e: &Entry| e.moment == Moment::Later;
        let next = self.next(&offerings, keep, coming, 1).pop();
        let called_off = day.into_iter().find_map(|e| match e.occurrence.status {
            Status::CalledOff { reason, .. } => Some(reason),
            _ => None,
        });
        match called_off.map(Err).or_else(|| self.closure_today(offerings(), keep).map(Ok)) {
            Some(Err(reason) | Ok(Closure::MovedTo { reason, .. })) => OpenState::CalledOffToday { reason, next },
            Some(Ok(why)) => OpenState::ClosedToday { why: Some(why), next },
            None => OpenState::ClosedToday { why: None, next },
        }
    }

    fn closure_today(
        &self,
        offerings: impl Iterator<Item = &'r Offering>,
        keep: impl Fn(&Schedule) -> bool,
    ) -> Option<Closure> {
        offerings
            .flat_map(|o| o.schedules.iter().map(move |s| (o, s)))
            .filter(|(o, s)| keep(s) && !self.has_ended(o, &s.place, self.today))
            .find_map(|(_, s)| why_not(s, &self.calendar, self.today))
    }
}

fn is_guidance(schedule: &Schedule) -> bool {
    schedule.staffing == Staffing::Staffed
}

fn is_partner(offering: &Offering) -> bool {
    offering.kind == OfferingKind::PartnerOffering
}

fn moment_of(occurrence: &Occurrence, now: Timestamp) -> Moment {
    if !occurrence.takes_place() {
        Moment::CalledOff
    } else if now < occurrence.starts_at() {
        Moment::Later
    } else if now < occurrence.ends_at() {
        Moment::OpenNow
    } else {
        Moment::Finished
    }
}

fn by_time(e: &Entry) -> (Date, Minute, Minute, &Key, &Key) {
    (
        e.occurrence.date,
        e.occurrence.start,
        e.occurrence.end,
        &e.offering,
        &e.occurrence.schedule,
    )
}

#[cfg(test)]
#[path = "opening_tests.rs"]
mod tests;
