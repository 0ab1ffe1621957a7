//! Which events there are on which days: what the register and the plans say together.

use super::store::Planned;
use domain::{
    enrolments::Target,
    events::{EventPlan, Missing, is_event},
    offerings::Offering,
    register::Register,
    schedule::{Calendar, Change, Occurrence, Schedule, occurrences},
    shared::Key,
};
use jiff::civil::Date;

/// An event on a day.
pub struct Coming<'a> {
    /// The offering.
    pub offering: &'a Offering,
    /// The occurrence.
    pub occurrence: Occurrence,
}

impl Coming<'_> {
    /// What a plan for this date is the plan for.
    pub fn target(&self) -> Target {
        Target {
            offering: self.offering.key.clone(),
            schedule: self.occurrence.schedule.clone(),
            original: Some(self.occurrence.original.date),
        }
    }

    /// The plan that holds for this date: its own, else that of its series.
    pub fn plan<'p>(&self, plans: &'p [Planned]) -> Option<&'p Planned> {
        let own = self.target();
        let of_series = |p: &&Planned| {
            p.target.original.is_none() && p.target.offering == own.offering && p.target.schedule == own.schedule
        };
        plans.iter().find(|p| p.target == own).or_else(|| plans.iter().find(of_series))
    }

    /// What the plan of this date lacks.
    pub fn missing(&self, plans: &[Planned]) -> Vec<Missing> {
        let usual = EventPlan::usual(self.offering);
        let plan = self.plan(plans).map_or(&usual, |p| &p.plan);
        plan.missing(self.offering.kind, self.occurrence.guides)
    }
}

/// The offerings whose occurrences are events, as long as they have not ended.
pub fn offerings(register: &Register, today: Date) -> impl Iterator<Item = &Offering> {
    register
        .offerings
        .iter()
        .filter(move |o| is_event(o.kind) && o.ended.is_none_or(|ended| ended > today))
}

/// Every event from one day to another, sorted by when it is. Called-off ones are among them.
pub fn between(register: &Register, today: Date, first: Date, last: Date) -> Vec<Coming<'_>> {
    let calendar = Calendar::new(&register.municipality, &register.places);
    let mut out: Vec<Coming<'_>> = offerings(register, today)
        .flat_map(|offering| offering.schedules.iter().map(move |schedule| (offering, schedule)))
        .flat_map(|(offering, schedule)| {
            let found = occurrences(schedule, &calendar, first, last).into_iter();
            found.map(move |occurrence| Coming { offering, occurrence })
        })
        .collect();
    out.sort_by(|a, b| {
        let key = |c: &Coming<'_>| (c.occurrence.date, c.occurrence.start);
        key(a).cmp(&key(b)).then_with(|| a.offering.key.cmp(&b.offering.key))
    });
    out
}

/// The offering and schedule a target names, and its occurrence when it names a date.
pub fn find<'a>(register: &'a Register, target: &Target) -> Option<(&'a Offering, &'a Schedule, Option<Occurrence>)> {
    let offering = register.offerings.iter().find(|o| o.key == target.offering && is_event(o.kind))?;
    let schedule = schedule_of(offering, &target.schedule)?;
    let Some(day) = target.original else {
        return Some((offering, schedule, None));
    };
    let to = schedule.exceptions.iter().find_map(|e| match e.change {
        Change::Moved { date, .. } if e.date == day => Some(date),
        _ => None,
    });
    let calendar = Calendar::new(&register.municipality, &register.places);
    let at = to.unwrap_or(day);
    let occurrence = occurrences(schedule, &calendar, at, at).into_iter().find(|o| o.original.date == day)?;
    Some((offering, schedule, Some(occurrence)))
}

fn schedule_of<'a>(offering: &'a Offering, key: &Key) -> Option<&'a Schedule> {
    offering.schedules.iter().find(|s| s.key == *key)
}
