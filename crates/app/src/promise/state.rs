//! How each promise stands: the plan, those who keep it, those who are away, those who stepped in, and what is known of it.

use super::store::{self, Absence, Asked, Keeper, KeptBy, Person};
use crate::{frame::AppError, guides, roster};
use ::store::Query;
use domain::{
    promise::{Facts, Keeping, RosterCrew, Standing, planned, standing},
    register::Register,
    schedule::{Occurrence, OccurrenceKey},
    shared::{Id, Key, Locale},
};
use jiff::{Timestamp, ToSpan, civil::Date};
use std::collections::{BTreeMap, BTreeSet};

/// A moved occurrence lies at most so far from its day in the plan; beyond, it is found by its own day.
const MOVED_DAYS: i64 = 62;

/// Somebody whom the roster has on an hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnHour {
    /// Who.
    pub guide: Id,
    /// What colleagues call her.
    pub name: String,
    /// Whether she can be there as things are: her papers are in order, and she is not left alone who may not be.
    pub counts: bool,
}

/// One promise and how it stands.
#[derive(Clone, Debug)]
pub struct Stand {
    /// Which occurrence.
    pub key: OccurrenceKey,
    /// The occurrence.
    pub occurrence: Occurrence,
    /// How it stands.
    pub standing: Standing,
    /// How many are needed.
    pub needed: u16,
    /// Who keeps it, when there is no roster.
    pub keeper: Option<Keeper>,
    /// Whether the papers of the one who keeps it are in order that day.
    pub keeper_ready: bool,
    /// Who has the shift, when there is one.
    pub crew: Option<Vec<OnHour>>,
    /// Why the leader published it without anybody; empty when she did not.
    pub without: String,
    /// Those who stepped in.
    pub substitutes: Vec<(Person, String)>,
    /// Who has been asked.
    pub asked: Vec<Asked>,
}

impl Stand {
    /// Whether the roster has somebody on it.
    #[must_use]
    pub fn has(&self, guide: Id) -> bool {
        self.crew.iter().flatten().any(|on| on.guide == guide)
    }

    /// Those who are there, by name: the crew of a roster, or those who stepped in, or the standing keeper.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.crew.iter().flatten().filter(|on| on.counts).map(|on| on.name.as_str()).collect();
        if self.crew.is_none() {
            names.extend(self.substitutes.iter().map(|(_, name)| name.as_str()));
            if names.is_empty() && self.missing() == 0 {
                names.extend(self.keeper.as_ref().map(|k| k.name.as_str()));
            }
        }
        names
    }

    /// How many are missing.
    #[must_use]
    pub fn missing(&self) -> u16 {
        self.standing.missing(self.needed)
    }

    /// The address of its page in the office.
    #[must_use]
    pub fn path(&self) -> String {
        path(&self.key)
    }

    /// The name of the offering.
    #[must_use]
    pub fn name<'r>(&self, register: &'r Register, l: Locale) -> &'r str {
        register.offerings.iter().find(|o| o.key == self.key.offering).map_or("", |o| o.name.get(l))
    }

    /// The name of the place.
    #[must_use]
    pub fn place<'r>(&self, register: &'r Register, l: Locale) -> &'r str {
        register.places.iter().find(|p| p.key == self.occurrence.place).map_or("", |p| p.name.get(l))
    }
}

/// The address of an occurrence's page in the office.
#[must_use]
pub fn path(key: &OccurrenceKey) -> String {
    format!("/kontor/lofte/{}/{}/{}", key.offering, key.schedule, key.original)
}

/// Everything that decides how promises stand in some days.
pub struct Kept {
    /// Everybody who keeps something, by name.
    pub keepers: Vec<Keeper>,
    /// Who keeps each schedule.
    pub kept_by: BTreeMap<(Key, Key), KeptBy>,
    absences: Vec<Absence>,
    substitutes: BTreeMap<OccurrenceKey, Vec<(Person, String)>>,
    asked: Vec<Asked>,
    evidence: BTreeMap<OccurrenceKey, bool>,
    crews: BTreeMap<OccurrenceKey, roster::Crew>,
    rostered: BTreeSet<(Key, Key)>,
    names: BTreeMap<Id, String>,
    gates: guides::NamedGates,
}

impl Kept {
    /// Reads what is kept about the days `first..=last`.
    ///
    /// # Errors
    /// A fault of the database.
    pub fn read(q: &mut impl Query, register: &Register, first: Date, last: Date) -> Result<Self, AppError> {
        let (from, to) = (before(first, MOVED_DAYS), after(last, MOVED_DAYS));
        Ok(Self {
            keepers: store::keepers(q)?,
            kept_by: store::kept_by(q)?,
            absences: store::absences(q, first, last)?,
            substitutes: store::substitutes(q, from, to)?,
            asked: store::asked(q, from, to)?,
            evidence: store::evidence(q, from, to)?,
            crews: roster::crew_in(q, register, first, last)?,
            rostered: roster::rostered(q)?,
            names: guides::names(q)?,
            gates: guides::NamedGates::read(q)?,
        })
    }

    /// Whether somebody is away on a day.
    #[must_use]
    pub fn is_away(&self, keeper: &Keeper, day: Date) -> bool {
        self.absences.iter().any(|a| a.keeper == keeper.id && a.first <= day && day <= a.last)
    }

    /// Whether somebody who keeps hours may do so on a day: a guide whose papers have run out, and the time of grace with them,
    /// may not, whoever named her before.
    #[must_use]
    pub fn is_ready(&self, keeper: &Keeper, day: Date) -> bool {
        self.gates.may_guide(&keeper.name, day)
    }

    /// Whether a schedule's hours are kept by the roster. Then it has no standing keeper.
    #[must_use]
    pub fn is_rostered(&self, key: &OccurrenceKey) -> bool {
        self.rostered.contains(&(key.offering.clone(), key.schedule.clone()))
    }

    fn crew(&self, key: &OccurrenceKey) -> Option<(RosterCrew, Vec<OnHour>)> {
        if !self.is_rostered(key) {
            return None;
        }
        let none = roster::Crew::default();
        let crew = self.crews.get(key).unwrap_or(&none);
        let on = crew.on.iter().map(|id| OnHour {
            guide: *id,
            name: self.names.get(id).cloned().unwrap_or_default(),
            counts: crew.counts(*id),
        });
        let counted = RosterCrew {
            needed: crew.needed,
            on: crew.ready(),
        };
        Some((counted, on.collect()))
    }

    fn stand(&self, key: &OccurrenceKey, o: &Occurrence, now: Timestamp) -> Stand {
        let by = self.kept_by.get(&(key.offering.clone(), key.schedule.clone()));
        let (crew, on) = self.crew(key).unzip();
        let keeper = match by {
            Some(KeptBy::Keeper(id)) if crew.is_none() => self.keepers.iter().find(|k| k.id == *id),
            _ => None,
        };
        let ready = keeper.is_none_or(|k| self.is_ready(k, o.date));
        let keeping = match keeper {
            None => Keeping::Nobody,
            Some(k) if !ready || self.is_away(k, o.date) => Keeping::Away,
            Some(_) => Keeping::There,
        };
        let substitutes = self.substitutes.get(key).cloned().unwrap_or_default();
        let facts = Facts {
            takes_place: o.takes_place(),
            ends: o.ends_at(),
            crew,
            keeping,
            substitutes: u16::try_from(substitutes.len()).unwrap_or(u16::MAX),
            held: self.evidence.get(key).copied(),
        };
        Stand {
            key: key.clone(),
            occurrence: o.clone(),
            standing: standing(&facts, now),
            needed: crew.map_or(1, |c| c.needed),
            keeper: keeper.cloned(),
            keeper_ready: ready,
            crew: on,
            without: match by {
                Some(KeptBy::Nobody(reason)) => reason.clone(),
                _ => String::new(),
            },
            substitutes,
            asked: self.asked.iter().filter(|a| a.key == *key).cloned().collect(),
        }
    }
}

fn before(day: Date, n: i64) -> Date {
    day.checked_sub(n.days()).unwrap_or(day)
}

fn after(day: Date, n: i64) -> Date {
    day.checked_add(n.days()).unwrap_or(day)
}

/// How every promise of the days `first..=last` stands, by day and start.
///
/// # Errors
/// A fault of the database.
pub fn stands(
    q: &mut impl Query,
    register: &Register,
    first: Date,
    last: Date,
    now: Timestamp,
) -> Result<Vec<Stand>, AppError> {
    let kept = Kept::read(q, register, first, last)?;
    Ok(stands_with(&kept, register, first, last, now))
}

/// As [`stands`], from what was read.
#[must_use]
pub fn stands_with(kept: &Kept, register: &Register, first: Date, last: Date, now: Timestamp) -> Vec<Stand> {
    let plan = planned(register, first, last);
    let mut all: Vec<Stand> = plan.iter().map(|(key, o)| kept.stand(key, o, now)).collect();
    all.sort_by_key(|s| (s.occurrence.date, s.occurrence.start, s.key.clone()));
    all
}

/// How one promise stands; `None` when the plan has no such occurrence near its day.
///
/// # Errors
/// A fault of the database.
pub fn stand(
    q: &mut impl Query,
    register: &Register,
    key: &OccurrenceKey,
    now: Timestamp,
) -> Result<Option<Stand>, AppError> {
    let (first, last) = (before(key.original, MOVED_DAYS), after(key.original, MOVED_DAYS));
    let Some(offering) = register.offerings.iter().find(|o| o.key == key.offering) else {
        return Ok(None);
    };
    let plan = domain::promise::planned_of(register, offering, first, last);
    let Some(o) = plan.get(key) else {
        return Ok(None);
    };
    let kept = Kept::read(q, register, o.date, o.date)?;
    Ok(Some(kept.stand(key, o, now)))
}
