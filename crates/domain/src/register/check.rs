use super::Register;
use crate::{
    offerings::{BookingPlan, Kept},
    schedule::{self, Problem, Schedule},
    shared::{Key, Localized},
};
use std::collections::{BTreeMap, BTreeSet};

/// The sort of thing in the register that a problem is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Entity {
    /// The municipality.
    Municipality,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
    /// An offering.
    Offering,
    /// A digital service.
    Service,
    /// A door.
    Door,
    /// A deviation.
    Deviation,
    /// A channel.
    Channel,
    /// A network meeting.
    NetworkMeeting,
    /// A milestone.
    Milestone,
}

/// What is wrong in a register whose values each have the right type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegisterFault {
    /// A text that must be there is empty.
    Missing,
    /// A reference to something of this sort that is not in the register.
    UnknownReference(Entity, Key),
    /// The same key, or the same value in a list, twice.
    Duplicate(String),
    /// A thing is part of itself, through these.
    Cycle(Vec<Key>),
    /// A thing refers to itself.
    Itself,
    /// A clock reading that ends something is not after the one that begins it.
    EndNotAfterStart,
    /// A last day (or year) before the first.
    LastBeforeFirst,
    /// A number outside its range: lowest and highest.
    OutOfRange(i64, i64),
    /// A text that does not have the form it must have.
    Form,
    /// What only a schedule can have wrong.
    Schedule(schedule::Problem),
}

impl RegisterFault {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing_field",
            Self::UnknownReference(..) => "unknown_reference",
            Self::Duplicate(_) => "duplicate",
            Self::Cycle(_) => "cycle",
            Self::Itself => "itself",
            Self::EndNotAfterStart => "end_not_after_start",
            Self::LastBeforeFirst => "last_before_first",
            Self::OutOfRange(..) => "out_of_range",
            Self::Form => "wrong_form",
            Self::Schedule(problem) => problem.code(),
        }
    }
}

/// One problem in a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterProblem {
    /// The sort of thing.
    pub entity: Entity,
    /// Its key; empty for the municipality.
    pub key: String,
    /// The field, as a path of English names and places counted from 0: `part_of`, `schedules[1].end`.
    pub field: String,
    /// What is wrong.
    pub fault: RegisterFault,
}

/// Every problem in a register that its types do not rule out: references, doubles, cycles, order of days and times,
/// ranges and forms. Empty for a register that may be stored and shown.
#[must_use]
pub fn check(register: &Register) -> Vec<RegisterProblem> {
    let mut checker = Checker::new(register);
    checker.municipality(register);
    checker.organisations(register);
    checker.places(register);
    checker.offerings(register);
    checker.services_and_doors(register);
    checker.the_rest(register);
    checker.found
}

struct Checker {
    found: Vec<RegisterProblem>,
    entity: Entity,
    key: String,
    known: BTreeMap<Entity, BTreeSet<Key>>,
}

impl Checker {
    fn new(register: &Register) -> Self {
        let mut known: BTreeMap<Entity, BTreeSet<Key>> = BTreeMap::new();
        for (entity, key) in keys(register) {
            known.entry(entity).or_default().insert(key.clone());
        }
        let mut checker = Self {
            found: vec![],
            entity: Entity::Municipality,
            key: String::new(),
            known,
        };
        checker.doubles(register);
        checker
    }

    fn doubles(&mut self, register: &Register) {
        let mut seen = BTreeSet::new();
        for (entity, key) in keys(register) {
            if !seen.insert((entity, key)) {
                self.at(entity, key);
                self.fault("key", RegisterFault::Duplicate(key.to_string()));
            }
        }
    }

    fn at(&mut self, entity: Entity, key: &Key) {
        self.entity = entity;
        self.key = key.to_string();
    }

    fn fault(&mut self, field: impl Into<String>, fault: RegisterFault) {
        let (entity, key, field) = (self.entity, self.key.clone(), field.into());
        self.found.push(RegisterProblem {
            entity,
            key,
            field,
            fault,
        });
    }

    fn written(&mut self, field: &str, text: &Localized) {
        let blank = [&text.nb, &text.nn, &text.en].iter().all(|t| t.trim().is_empty());
        if blank {
            self.fault(field, RegisterFault::Missing);
        }
    }

    fn refers(&mut self, field: impl Into<String>, to: Entity, key: &Key) {
        if !self.known.get(&to).is_some_and(|keys| keys.contains(key)) {
            self.fault(field, RegisterFault::UnknownReference(to, key.clone()));
        }
    }

    fn refers_all(&mut self, field: &str, to: Entity, keys: &[Key]) {
        for (i, key) in keys.iter().enumerate() {
            let field = format!("{field}[{i}]");
            if keys[..i].contains(key) {
                self.fault(field, RegisterFault::Duplicate(key.to_string()));
            } else {
                self.refers(field, to, key);
            }
        }
    }

    fn no_doubles<T: PartialEq>(&mut self, field: &str, values: &[T], show: impl Fn(&T) -> String) {
        for (i, value) in values.iter().enumerate() {
            if values[..i].contains(value) {
                self.fault(format!("{field}[{i}]"), RegisterFault::Duplicate(show(value)));
            }
        }
    }

    fn address(&mut self, field: &str, text: &str) {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let ok = rest.is_some_and(|r| !r.is_empty() && !r.chars().any(|c| c.is_whitespace() || c.is_control()));
        if !text.is_empty() && !ok {
            self.fault(field, RegisterFault::Form);
        }
    }

    fn mail(&mut self, field: &str, text: &str) {
        let ok = text
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace));
        if !text.is_empty() && !ok {
            self.fault(field, RegisterFault::Form);
        }
    }

    fn range(&mut self, field: impl Into<String>, value: i64, low: i64, high: i64) {
        if !(low..=high).contains(&value) {
            self.fault(field, RegisterFault::OutOfRange(low, high));
        }
    }

    fn municipality(&mut self, register: &Register) {
        let m = &register.municipality;
        self.entity = Entity::Municipality;
        self.key.clear();
        if !digits(&m.number, 4) {
            self.fault("number", RegisterFault::Form);
        }
        self.written("name", &m.name);
        self.written("service_name", &m.service_name);
        self.address("homepage", &m.homepage);
        self.mail("email", &m.email);
        self.closed_periods(register);
        self.school_holidays(register);
    }

    fn closed_periods(&mut self, register: &Register) {
        let periods = &register.municipality.closed_periods;
        for (i, period) in periods.iter().enumerate() {
            let field = format!("closed_periods[{i}]");
            if periods[..i].iter().any(|p| p.key == period.key) {
                self.fault(format!("{field}.key"), RegisterFault::Duplicate(period.key.to_string()));
            }
            if let Some(place) = &period.place {
                self.refers(format!("{field}.place"), Entity::Place, place);
            }
            if period.last < period.first {
                self.fault(format!("{field}.last"), RegisterFault::LastBeforeFirst);
            }
        }
    }

    fn school_holidays(&mut self, register: &Register) {
        let holidays = &register.municipality.school_holidays;
        for (i, holiday) in holidays.iter().enumerate() {
            let field = format!("school_holidays[{i}]");
            if holidays[..i].iter().any(|h| h.key == holiday.key) {
                self.fault(
                    format!("{field}.key"),
                    RegisterFault::Duplicate(holiday.key.to_string()),
                );
            }
            self.written(&format!("{field}.name"), &holiday.name);
            if holiday.last < holiday.first {
                self.fault(format!("{field}.last"), RegisterFault::LastBeforeFirst);
            }
        }
    }

    fn organisations(&mut self, register: &Register) {
        let parents = parents(register.organisations.iter().map(|o| (&o.key, o.part_of.as_ref())));
        for organisation in &register.organisations {
            self.at(Entity::Organisation, &organisation.key);
            self.written("name", &organisation.name);
            self.part_of(
                Entity::Organisation,
                &organisation.key,
                organisation.part_of.as_ref(),
                &parents,
            );
            self.address("website", &organisation.website);
            self.mail("email", &organisation.email);
        }
    }

    fn part_of(&mut self, entity: Entity, key: &Key, parent: Option<&Key>, parents: &BTreeMap<&Key, &Key>) {
        if let Some(parent) = parent {
            self.refers("part_of", entity, parent);
        }
        if let Some(ring) = ring(key, parents) {
            self.fault("part_of", RegisterFault::Cycle(ring));
        }
    }

    fn places(&mut self, register: &Register) {
        let parents = parents(register.places.iter().map(|p| (&p.key, p.part_of.as_ref())));
        for place in &register.places {
            self.at(Entity::Place, &place.key);
            self.written("name", &place.name);
            self.refers("organisation", Entity::Organisation, &place.organisation);
            self.part_of(Entity::Place, &place.key, place.part_of.as_ref(), &parents);
            if !place.postal_code.is_empty() && !digits(&place.postal_code, 4) {
                self.fault("postal_code", RegisterFault::Form);
            }
            if let Some((latitude, longitude)) = place.position {
                self.range("latitude", latitude.into(), -90_000_000, 90_000_000);
                self.range("longitude", longitude.into(), -180_000_000, 180_000_000);
            }
            self.schedules("hours", &place.hours);
        }
    }

    fn offerings(&mut self, register: &Register) {
        for offering in &register.offerings {
            self.at(Entity::Offering, &offering.key);
            self.written("name", &offering.name);
            self.written("summary", &offering.summary);
            self.refers("organisation", Entity::Organisation, &offering.organisation);
            self.refers_all("contributors", Entity::Organisation, &offering.contributors);
            self.refers_all("services", Entity::Service, &offering.services);
            self.refers_all("refers_to", Entity::Offering, &offering.refers_to);
            if let Some(i) = offering.refers_to.iter().position(|k| *k == offering.key) {
                self.fault(format!("refers_to[{i}]"), RegisterFault::Itself);
            }
            self.successor(&offering.key, offering.successor.as_ref());
            self.no_doubles("topics", &offering.topics, |t| t.code().to_owned());
            self.languages(&offering.languages);
            self.schedules("schedules", &offering.schedules);
            if let Some(plan) = &offering.booking {
                self.booking_plan(plan);
            }
        }
    }

    fn booking_plan(&mut self, plan: &BookingPlan) {
        self.fives("booking.minutes", plan.minutes, 10, 240);
        self.fives("booking.buffer", plan.buffer, 0, 60);
        self.fives("booking.step", plan.step, 5, 240);
        for (i, need) in plan.needs.iter().enumerate() {
            self.fives(&format!("booking.needs[{i}].lasts"), need.minutes, 10, 240);
        }
        self.no_doubles("booking.needs", &plan.needs, |n| n.topic.code().to_owned());
        if let Kept::PerCent(per_cent) = plan.kept {
            self.range("booking.kept_per_cent", per_cent.into(), 1, 100);
        }
        self.range("booking.notice_hours", plan.notice_hours.into(), 0, 336);
        self.range("booking.horizon_days", plan.horizon_days.into(), 1, 365);
        self.range("booking.hold_minutes", plan.hold_minutes.into(), 2, 60);
        self.range("booking.keep_days", plan.keep_days.into(), 1, 365);
        if plan.keep_days > BookingPlan::DEFAULT_KEEP_DAYS && plan.keep_reason.is_empty() {
            self.fault("booking.keep_reason", RegisterFault::Missing);
        }
    }

    /// Times are taken in pieces of five minutes.
    fn fives(&mut self, field: &str, minutes: u16, least: i64, most: i64) {
        self.range(field, minutes.into(), least, most);
        if !minutes.is_multiple_of(5) {
            self.fault(field, RegisterFault::Form);
        }
    }

    fn successor(&mut self, key: &Key, successor: Option<&Key>) {
        match successor {
            Some(next) if next == key => self.fault("successor", RegisterFault::Itself),
            Some(next) => self.refers("successor", Entity::Offering, next),
            None => {}
        }
    }

    fn languages(&mut self, languages: &[String]) {
        self.no_doubles("languages", languages, Clone::clone);
        for (i, language) in languages.iter().enumerate() {
            let ok = language.len() >= 2
                && language.len() <= 35
                && language.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                && language.bytes().take(2).all(|b| b.is_ascii_lowercase());
            if !ok {
                self.fault(format!("languages[{i}]"), RegisterFault::Form);
            }
        }
    }

    fn schedules(&mut self, field: &str, schedules: &[Schedule]) {
        for (i, schedule) in schedules.iter().enumerate() {
            let field = format!("{field}[{i}]");
            if schedules[..i].iter().any(|s| s.key == schedule.key) {
                self.fault(
                    format!("{field}.key"),
                    RegisterFault::Duplicate(schedule.key.to_string()),
                );
            }
            self.refers(format!("{field}.place"), Entity::Place, &schedule.place);
            self.schedule(&field, schedule);
        }
    }

    fn schedule(&mut self, field: &str, schedule: &Schedule) {
        for problem in schedule::check(schedule) {
            let (part, fault) = schedule_fault(schedule, problem);
            self.fault(format!("{field}.{part}"), fault);
        }
    }

    fn services_and_doors(&mut self, register: &Register) {
        for service in &register.services {
            self.at(Entity::Service, &service.key);
            self.written("name", &service.name);
            self.written("owner", &service.owner);
            self.address("website", &service.website);
        }
        for door in &register.doors {
            self.at(Entity::Door, &door.key);
            self.written("name", &door.name);
            self.written("helps_with", &door.helps_with);
            self.no_doubles("topics", &door.topics, |t| t.code().to_owned());
            self.address("website", &door.website);
        }
    }

    fn the_rest(&mut self, register: &Register) {
        for deviation in &register.deviations {
            self.at(Entity::Deviation, &deviation.key);
            if deviation.rule.is_empty() || !deviation.rule.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
                self.fault("rule", RegisterFault::Form);
            }
            if !["may", "with_care", "no"].contains(&deviation.answer.as_str()) {
                self.fault("answer", RegisterFault::Form);
            }
            self.refers_all("services", Entity::Service, &deviation.scope.services);
            self.no_doubles("forms", &deviation.scope.forms, |f| f.code().to_owned());
            self.no_doubles("guides", &deviation.scope.guides, |g| g.code().to_owned());
            self.written("reason", &deviation.reason);
            if deviation.owner.trim().is_empty() {
                self.fault("owner", RegisterFault::Missing);
            }
        }
        for channel in &register.channels {
            self.at(Entity::Channel, &channel.key);
            self.written("name", &channel.name);
            if let Some(organisation) = &channel.organisation {
                self.refers("organisation", Entity::Organisation, organisation);
            }
        }
        for meeting in &register.network_meetings {
            self.at(Entity::NetworkMeeting, &meeting.key);
            self.written("name", &meeting.name);
            self.refers_all("participants", Entity::Organisation, &meeting.participants);
            self.range("per_year", meeting.per_year.into(), 1, 52);
        }
        for milestone in &register.milestones {
            self.at(Entity::Milestone, &milestone.key);
            self.written("text", &milestone.text);
            self.range("year", milestone.year.into(), 1800, 2200);
            if milestone.until_year.is_some_and(|until| until < milestone.year) {
                self.fault("until_year", RegisterFault::LastBeforeFirst);
            }
        }
    }
}

fn keys(register: &Register) -> impl Iterator<Item = (Entity, &Key)> {
    let organisations = register.organisations.iter().map(|x| (Entity::Organisation, &x.key));
    let places = register.places.iter().map(|x| (Entity::Place, &x.key));
    let offerings = register.offerings.iter().map(|x| (Entity::Offering, &x.key));
    let services = register.services.iter().map(|x| (Entity::Service, &x.key));
    let doors = register.doors.iter().map(|x| (Entity::Door, &x.key));
    let deviations = register.deviations.iter().map(|x| (Entity::Deviation, &x.key));
    let channels = register.channels.iter().map(|x| (Entity::Channel, &x.key));
    let meetings = register.network_meetings.iter().map(|x| (Entity::NetworkMeeting, &x.key));
    let milestones = register.milestones.iter().map(|x| (Entity::Milestone, &x.key));
    let first = organisations.chain(places).chain(offerings).chain(services).chain(doors);
    first.chain(deviations).chain(channels).chain(meetings).chain(milestones)
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

fn parents<'a>(pairs: impl Iterator<Item = (&'a Key, Option<&'a Key>)>) -> BTreeMap<&'a Key, &'a Key> {
    pairs.filter_map(|(key, parent)| Some((key, parent?))).collect()
}

/// The way from `key` back to itself, when there is one.
fn ring(key: &Key, parents: &BTreeMap<&Key, &Key>) -> Option<Vec<Key>> {
    let mut way = vec![key.clone()];
    let mut at = *parents.get(key)?;
    while at != key {
        if way.contains(at) {
            return None;
        }
        way.push(at.clone());
        at = parents.get(at)?;
    }
    way.push(key.clone());
    Some(way)
}

/// Where in a schedule a problem stands, and what it is among the register's faults.
fn schedule_fault(schedule: &Schedule, problem: Problem) -> (String, RegisterFault) {
    let first = |part: &str, date| {
        let i = schedule.exceptions.iter().position(|e| e.date == date).unwrap_or_default();
        format!("exceptions[{i}].{part}")
    };
    let (part, fault) = match problem {
        Problem::EndNotAfterStart => ("end", RegisterFault::EndNotAfterStart),
        Problem::IntervalOutOfRange { most } => ("every", RegisterFault::OutOfRange(1, most.into())),
        Problem::NoWeekday => ("weekdays", RegisterFault::Missing),
        Problem::NthOutOfRange(_) => ("nth", RegisterFault::OutOfRange(1, 5)),
        Problem::DayOutOfRange(_) => ("day", RegisterFault::OutOfRange(1, 31)),
        Problem::UntilBeforeFrom => ("until", RegisterFault::LastBeforeFirst),
        Problem::NeverOccurs => ("from", RegisterFault::Schedule(problem)),
        Problem::GuidesWithoutStaffing => ("guides", RegisterFault::Schedule(problem)),
        Problem::DoubledWeekday(day) => {
            let i = match &schedule.rule {
                schedule::Rule::Weekly { weekdays, .. } => weekdays.iter().rposition(|d| *d == day),
                _ => None,
            };
            return (
                format!("weekdays[{}]", i.unwrap_or_default()),
                RegisterFault::Duplicate(format!("{day:?}")),
            );
        }
        Problem::ExceptionNotAnOccurrence(date) => return (first("date", date), RegisterFault::Schedule(problem)),
        Problem::AmbiguousMove(date) => return (first("moved_to", date), RegisterFault::Schedule(problem)),
        Problem::MovedEndNotAfterStart(date) => return (first("end", date), RegisterFault::EndNotAfterStart),
        Problem::DoubledException(date) => {
            let i = schedule.exceptions.iter().rposition(|e| e.date == date).unwrap_or_default();
            return (
                format!("exceptions[{i}].date"),
                RegisterFault::Duplicate(date.to_string()),
            );
        }
        Problem::ExtraEndNotAfterStart(date) => {
            let i = schedule.extra_dates.iter().position(|e| e.date == date).unwrap_or_default();
            return (format!("extra_dates[{i}].end"), RegisterFault::EndNotAfterStart);
        }
        Problem::DoubledExtraDate(date) => {
            let i = schedule.extra_dates.iter().rposition(|e| e.date == date).unwrap_or_default();
            return (
                format!("extra_dates[{i}].date"),
                RegisterFault::Duplicate(date.to_string()),
            );
        }
    };
    (part.to_owned(), fault)
}
