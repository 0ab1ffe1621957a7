//! From what is kept – the register, the guides, what they said, who is on which shift – to what the plan is made from.

use super::{crew, store};
use crate::{
    frame::AppError,
    guides,
    roster::store::{Span, Target},
};
use ::store::Query;
use domain::{
    guides::{About, Gate, Guide, GuideKind, Level},
    learning::Step,
    municipality::Municipality,
    offerings::Offering,
    places::Place,
    register::Register,
    roster::{Block, Busy, BusyWhy, Demand, Given, Person, Plan, Planning, Shift, Skill, Willingness},
    schedule::{Calendar, Occurrence, OccurrenceKey, occurrences, public_holiday},
    shared::{Id, Key, Localized, Minute, PartOfDay},
};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Weekday},
};
use std::collections::{BTreeMap, BTreeSet};

/// How far back work counts when it is shared fairly, in days.
const FAIR_DAYS: i64 = 28;
/// How little people like what they did not wish for.
const UNWISHED: u8 = 2;
/// How little they like what they would rather not.
const RATHER_NOT: u8 = 3;
/// Travel in the open: minutes to get going, and minutes a kilometre.
const SET_OUT: f64 = 8.0;
const A_KILOMETRE: f64 = 2.5;
/// Minutes between two houses when nobody has written where they are.
const UNKNOWN_WAY: u16 = 30;

/// A shift of the roster, with what pages say about it.
#[derive(Clone, Debug)]
pub struct Duty {
    /// The occurrence.
    pub key: OccurrenceKey,
    /// What it is called.
    pub name: Localized,
    /// When and where.
    pub occurrence: Occurrence,
    /// What it needs.
    pub demand: Demand,
}

/// Everything a plan is made from, and who is on the published shifts.
pub struct Ground {
    /// For the rules.
    pub planning: Planning,
    /// Who is on the published shifts.
    pub plan: Plan,
    /// The shifts, in the order of the planning.
    pub duties: Vec<Duty>,
    /// The people, in the order of the planning.
    pub guides: Vec<Guide>,
    /// Shifts that are not to be planned; see [`Ground::only`].
    closed: BTreeSet<usize>,
}

impl Ground {
    /// Where a shift stands in the planning.
    pub fn shift(&self, key: &OccurrenceKey) -> Option<usize> {
        self.duties.iter().position(|d| d.key == *key)
    }

    /// Where a guide stands in the planning.
    pub fn person(&self, guide: Id) -> Option<usize> {
        self.guides.iter().position(|g| g.id == guide)
    }

    /// A shift and a guide in the planning.
    pub fn given(&self, key: &OccurrenceKey, guide: Id) -> Option<Given> {
        Some(Given {
            shift: self.shift(key)?,
            person: self.person(guide)?,
        })
    }

    /// Who and where, of somebody on a shift in the planning.
    pub fn named(&self, given: Given) -> (&OccurrenceKey, Id) {
        (&self.duties[given.shift].key, self.guides[given.person].id)
    }

    /// Her minutes on shift in the week of a shift.
    pub fn minutes_of(&self, person: usize, shift: usize) -> u32 {
        let week = week_of(self.duties[shift].occurrence.date);
        let hers = self.plan.given().filter(|g| g.person == person);
        let hers = hers.filter(|g| (week.0..=week.1).contains(&self.duties[g.shift].occurrence.date));
        hers.map(|g| self.planning.shifts[g.shift].minutes()).sum()
    }

    /// The name of the other shift that something in the way is about; empty when it is about none.
    pub fn other_of(&self, block: &Block) -> Localized {
        match block {
            Block::Clash { with } | Block::Travel { with, .. } | Block::Rest { with } => {
                self.duties.get(*with).map(|d| d.name.clone()).unwrap_or_default()
            }
            _ => Localized::default(),
        }
    }

    /// Only these days are to be planned, and only what is not over: elsewhere stands who stands.
    pub fn only(mut self, first: Date, last: Date, now: Timestamp) -> Self {
        for (s, duty) in self.duties.iter().enumerate() {
            let o = &duty.occurrence;
            if o.date < first || o.date > last || o.ends_at() <= now {
                let crew = self.plan.crew(s).to_vec();
                let shift = &mut self.planning.shifts[s];
                shift.guides = u16::try_from(crew.len()).unwrap_or(u16::MAX);
                shift.skills.clear();
                shift.experienced_with_new = false;
                shift.young_with_old = false;
                self.planning.locked.extend(crew.into_iter().map(|person| Given { shift: s, person }));
                self.closed.insert(s);
            }
        }
        self
    }

    /// Whether a shift is to be planned.
    pub fn is_open(&self, shift: usize) -> bool {
        !self.closed.contains(&shift)
    }
}

/// The shifts of the roster from one day to another, called-off ones left out, sorted by when they are.
///
/// # Errors
/// A fault of the database.
pub fn duties(q: &mut impl Query, register: &Register, first: Date, last: Date) -> Result<Vec<Duty>, AppError> {
    let demands = store::demands(q)?;
    let mut all = whole_plan(register, first, last);
    all.retain(|d| d.occurrence.takes_place());
    Ok(all
        .into_iter()
        .filter_map(|mut d| {
            let target = Target::of(&d.key);
            let usual = demands.get(&target.whole())?;
            d.demand = demands.get(&target).unwrap_or(usual).clone();
            Some(d)
        })
        .collect())
}

/// Every occurrence of the plan from one day to another, in the roster or not, called-off ones too, sorted by when they are.
/// What they need is not filled in.
#[must_use]
pub fn whole_plan(register: &Register, first: Date, last: Date) -> Vec<Duty> {
    let calendar = Calendar::new(&register.municipality, &register.places);
    let mut out = Vec::new();
    for offering in &register.offerings {
        for schedule in &offering.schedules {
            let there = |o: &Occurrence| offering.ended.is_none_or(|ended| o.date < ended);
            let found = occurrences(schedule, &calendar, first, last).into_iter().filter(there);
            out.extend(found.map(|o| duty(offering, o, &Demand::default())));
        }
    }
    out.sort_by(|a, b| {
        (a.occurrence.date, a.occurrence.start, &a.key).cmp(&(b.occurrence.date, b.occurrence.start, &b.key))
    });
    // An extra date with another start than the rule's shares the name of its day; the first stands for both.
    let mut seen = BTreeSet::new();
    out.retain(|d| seen.insert(d.key.clone()));
    out
}

fn duty(offering: &Offering, occurrence: Occurrence, demand: &Demand) -> Duty {
    Duty {
        key: OccurrenceKey::of(&offering.key, &occurrence),
        name: offering.name.clone(),
        occurrence,
        demand: demand.clone(),
    }
}

/// The Monday of a day's week, and the Sunday.
#[must_use]
pub fn week_of(day: Date) -> (Date, Date) {
    let back = i64::from(day.weekday().since(Weekday::Monday));
    let monday = day.checked_sub(back.days()).unwrap_or(day);
    (monday, monday.checked_add(6.days()).unwrap_or(day))
}

/// The ground for a span of days: their whole weeks, and a day on both sides for the night's rest.
///
/// # Errors
/// A fault of the database.
pub fn ground(q: &mut impl Query, register: &Register, first: Date, last: Date) -> Result<Ground, AppError> {
    let from = week_of(first).0.checked_sub(1.days()).unwrap_or(first);
    let to = week_of(last).1.checked_add(1.days()).unwrap_or(last);
    let duties = duties(q, register, from, to)?;
    let guides = guides::all(q)?;
    let days: BTreeSet<Date> = duties.iter().map(|d| d.occurrence.date).collect();
    let gates = guides::gates_on(q, days)?;
    let said = Said {
        learning: learning(q, &guides, first)?,
        elsewhere: elsewhere(q, register, from, to)?,
        spans: store::spans(q, from)?,
        answers: store::answers(q, from.checked_sub(14.days()).unwrap_or(from))?,
        carried: crew::minutes_between(q, before(first, FAIR_DAYS), before(first, 1))?,
        first,
    };
    let (places, travel) = travel(register, &duties);
    let series: BTreeSet<(&Key, &Key)> = duties.iter().map(|d| (&d.key.offering, &d.key.schedule)).collect();
    let series: Vec<_> = series.into_iter().collect();
    let shifts = duties.iter().map(|d| shift(d, &places, &series)).collect();
    let mut people: Vec<Person> = guides.iter().map(|g| person(g, register, &duties, &gates, &said)).collect();
    for (younger, older) in crate::learning::pairs(q, first)? {
        let at = |id: Id| guides.iter().position(|g| g.id == id);
        if let (Some(one), Some(other)) = (at(younger), at(older)) {
            people[one].pair = Some(other);
            people[other].pair = Some(one);
        }
    }
    let mut out = Ground {
        planning: Planning {
            people,
            shifts,
            travel,
            ..Planning::default()
        },
        plan: Plan::empty(duties.len()),
        duties,
        guides,
        closed: BTreeSet::new(),
    };
    even_out_newcomers(&mut out, first);
    let published = crew::shifts_between(q, before(from, 60), to.checked_add(60.days()).unwrap_or(to))?;
    let known = |s: &crew::OnShift| Some((out.given(&s.key, s.guide)?, s.locked));
    let given: Vec<(Given, bool)> = published.iter().filter_map(known).collect();
    out.planning.locked.extend(given.iter().filter(|(_, locked)| *locked).map(|(g, _)| *g));
    out.plan = Plan::of(out.duties.len(), given.iter().map(|(g, _)| *g));
    out.planning.before = out.plan.given().collect();
    Ok(out)
}

fn before(day: Date, days: i64) -> Date {
    day.checked_sub(days.days()).unwrap_or(day)
}

/// What people said, and did before.
struct Said {
    learning: BTreeSet<Id>,
    elsewhere: Vec<(Id, Occurrence)>,
    spans: Vec<Span>,
    answers: BTreeMap<(Id, OccurrenceKey), Willingness>,
    carried: BTreeMap<Id, u32>,
    first: Date,
}

/// So long after somebody began, the log decides whether she can guide alone. Who has been here longer is not asked to begin
/// again.
const NEW_DAYS: i64 = 183;

/// Those who have come lately and are not yet through the steps before guiding alone: they need somebody experienced beside
/// them on a day.
///
/// # Errors
/// A fault of the database.
pub fn learning(q: &mut impl Query, guides: &[Guide], on: Date) -> Result<BTreeSet<Id>, AppError> {
    let here = before(on, NEW_DAYS);
    if guides.iter().all(|g| g.since <= here) {
        return Ok(BTreeSet::new());
    }
    let steps = crate::learning::steps(q)?;
    let new = guides.iter().filter(|g| g.since > here);
    Ok(new.filter(|g| steps.get(&g.id).is_some_and(|s| *s != Step::Alone)).map(|g| g.id).collect())
}

/// Hours outside the roster that guides have said yes to.
fn elsewhere(
    q: &mut impl Query,
    register: &Register,
    first: Date,
    last: Date,
) -> Result<Vec<(Id, Occurrence)>, AppError> {
    let taken = crate::promise::guides_elsewhere(q, before(first, 60), last.checked_add(60.days()).unwrap_or(last))?;
    if taken.is_empty() {
        return Ok(Vec::new());
    }
    let rostered = store::rostered(q)?;
    let outside = |d: &Duty| !rostered.contains(&(d.key.offering.clone(), d.key.schedule.clone()));
    let plan = whole_plan(register, first, last).into_iter().filter(|d| d.occurrence.takes_place() && outside(d));
    let plan: BTreeMap<OccurrenceKey, Occurrence> = plan.map(|d| (d.key, d.occurrence)).collect();
    Ok(taken.into_iter().filter_map(|(key, guide)| Some((guide, plan.get(&key)?.clone()))).collect())
}

/// Those who came lately are not asked to make up for the time before they came.
fn even_out_newcomers(ground: &mut Ground, first: Date) {
    let here = before(first, FAIR_DAYS);
    let old = || ground.guides.iter().zip(&ground.planning.people).filter(|(g, _)| g.since <= here);
    let minutes: u64 = old().map(|(_, p)| u64::from(p.carried_minutes)).sum();
    let shares: u64 = old().map(|(_, p)| u64::from(p.share)).sum();
    for (guide, person) in ground.guides.iter().zip(&mut ground.planning.people) {
        if guide.since > here {
            let usual = minutes * u64::from(person.share) / shares.max(1);
            person.carried_minutes = person.carried_minutes.max(u32::try_from(usual).unwrap_or(u32::MAX));
        }
    }
}

fn shift(duty: &Duty, places: &[Key], series: &[(&Key, &Key)]) -> Shift {
    let of = (&duty.key.offering, &duty.key.schedule);
    Shift {
        key: duty.key.clone(),
        series: series.iter().position(|s| *s == of).unwrap_or(0),
        day: duty.occurrence.date,
        start: duty.occurrence.start,
        end: duty.occurrence.end,
        place: places.iter().position(|p| *p == duty.occurrence.place).unwrap_or(0),
        guides: duty.demand.guides,
        skills: duty.demand.skills(),
        experienced_with_new: duty.demand.experienced_with_new,
        young_with_old: duty.demand.young_with_old,
        adult_with_pupils: duty.demand.adult_with_pupils,
        same_face: duty.demand.same_face,
    }
}

fn person(
    guide: &Guide,
    register: &Register,
    duties: &[Duty],
    gates: &BTreeMap<Date, BTreeMap<Id, Gate>>,
    said: &Said,
) -> Person {
    let shut = |(day, gates): (&Date, &BTreeMap<Id, Gate>)| {
        (!gates.get(&guide.id).is_some_and(Gate::may_guide)).then_some(*day)
    };
    let pupil = guide.kind == GuideKind::Pupil;
    let share = guide.limits.minutes_per_week.map(|m| m / 60);
    let share = share.or(guide.wishes.shifts_per_week.map(|n| u32::from(n) * 3)).unwrap_or(6);
    let new = guide.limits.needs_experienced || said.learning.contains(&guide.id);
    Person {
        id: Some(guide.id),
        barred: gates.iter().filter_map(shut).collect(),
        busy: busy(guide, register, duties, said),
        minutes_per_week: guide.limits.minutes_per_week,
        under_18: guide.limits.under_18,
        pupil,
        needs_experienced: new,
        experienced: !(new || guide.limits.under_18 || pupil),
        pair: None,
        rest_minutes: guide.limits.rest_minutes,
        masters: masters(guide, said.first),
        shifts_per_week: guide.wishes.shifts_per_week,
        reluctance: duties.iter().map(|d| reluctance(guide, d, said)).collect(),
        share: u16::try_from(share.min(168)).unwrap_or(168),
        carried_minutes: said.carried.get(&guide.id).copied().unwrap_or(0),
    }
}

fn masters(guide: &Guide, on: Date) -> BTreeSet<Skill> {
    let can = guide.competences.iter().filter(|c| c.level >= Level::Can && c.holds(on));
    let about = can.map(|c| match &c.about {
        About::Topic(topic) => Skill::topic(*topic),
        About::Service(key) => Skill::service(key),
    });
    about.chain(guide.languages.iter().map(|l| Skill::language(l))).collect()
}

fn reluctance(guide: &Guide, duty: &Duty, said: &Said) -> u8 {
    let answer = said.answers.get(&(guide.id, duty.key.clone()));
    if answer == Some(&Willingness::Gladly) {
        return 0;
    }
    let (wishes, o) = (&guide.wishes, &duty.occurrence);
    let unwished = [
        !wishes.places.is_empty() && !wishes.places.contains(&o.place),
        !wishes.days.is_empty() && !wishes.days.contains(&o.date.weekday()),
        !wishes.parts.is_empty() && !wishes.parts.contains(&PartOfDay::of(o.start)),
    ];
    let degrees = unwished.into_iter().filter(|u| *u).count();
    let rather_not = if answer == Some(&Willingness::RatherNot) {
        RATHER_NOT
    } else {
        0
    };
    (u8::try_from(degrees).unwrap_or(0) * UNWISHED + rather_not).min(9)
}

/// School hours where nobody has written others: 08:00–14:30 from Monday to Friday.
const SCHOOL: (u16, u16) = (8 * 60, 14 * 60 + 30);

fn busy(guide: &Guide, register: &Register, duties: &[Duty], said: &Said) -> Vec<Busy> {
    let mut out = Vec::new();
    let mine: Vec<&Span> = said.spans.iter().filter(|s| s.guide == guide.id).collect();
    let own_hours = mine.iter().any(|s| s.why == BusyWhy::School);
    let days: BTreeSet<Date> = duties.iter().map(|d| d.occurrence.date).collect();
    let minute = |m| Minute::new(m).unwrap_or(Minute::MIDNIGHT);
    for day in days {
        let school = is_school_day(&register.municipality, day);
        for span in mine.iter().filter(|s| s.covers(day) && (s.why != BusyWhy::School || school)) {
            out.push(Busy {
                why: span.why,
                day,
                start: span.start,
                end: span.end,
            });
        }
        if guide.limits.school_days && school && !own_hours {
            out.push(Busy {
                why: BusyWhy::School,
                day,
                start: minute(SCHOOL.0),
                end: minute(SCHOOL.1),
            });
        }
    }
    let hers = said.elsewhere.iter().filter(|(id, _)| *id == guide.id);
    out.extend(hers.map(|(_, o)| Busy {
        why: BusyWhy::Elsewhere,
        day: o.date,
        start: o.start,
        end: o.end,
    }));
    let no = |d: &&Duty| said.answers.get(&(guide.id, d.key.clone())) == Some(&Willingness::No);
    out.extend(duties.iter().filter(no).map(|d| Busy {
        why: BusyWhy::SaidNo,
        day: d.occurrence.date,
        start: d.occurrence.start,
        end: d.occurrence.end,
    }));
    out
}

/// Whether there is school on a day: from Monday to Friday, neither a public nor a school holiday.
fn is_school_day(municipality: &Municipality, day: Date) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let free = municipality.school_holidays.iter().any(|h| h.first <= day && day <= h.last);
    !(weekend || free || public_holiday(day).is_some())
}

/// The places of the shifts, and the minutes between them.
fn travel(register: &Register, duties: &[Duty]) -> (Vec<Key>, Vec<Vec<u16>>) {
    let keys: BTreeSet<&Key> = duties.iter().map(|d| &d.occurrence.place).collect();
    let keys: Vec<Key> = keys.into_iter().cloned().collect();
    let houses: Vec<Option<&Place>> = keys.iter().map(|k| house(register, k)).collect();
    let mut out: Vec<Vec<u16>> = houses.iter().map(|a| houses.iter().map(|b| way(*a, *b)).collect()).collect();
    // A third place is never a short cut, so that what holds from one shift to the next holds for all of a day.
    for k in 0..out.len() {
        for i in 0..out.len() {
            for j in 0..out.len() {
                out[i][j] = out[i][j].min(out[i][k].saturating_add(out[k][j]));
            }
        }
    }
    (keys, out)
}

/// The house a place is in, at most so many steps out.
fn house<'r>(register: &'r Register, key: &Key) -> Option<&'r Place> {
    let find = |key: &Key| register.places.iter().find(|p| p.key == *key);
    let mut at = find(key)?;
    for _ in 0..register.places.len() {
        match at.part_of.as_ref().and_then(find) {
            Some(outer) => at = outer,
            None => break,
        }
    }
    Some(at)
}

fn way(a: Option<&Place>, b: Option<&Place>) -> u16 {
    let (Some(a), Some(b)) = (a, b) else { return UNKNOWN_WAY };
    if a.key == b.key {
        return 0;
    }
    let (Some(from), Some(to)) = (a.position, b.position) else {
        return UNKNOWN_WAY;
    };
    // A degree of latitude is 111 km; of longitude, that times the cosine. Good enough within a municipality.
    let degrees = |n: i32| f64::from(n) / 1e6;
    let north = (degrees(from.0) - degrees(to.0)) * 111.0;
    let east = (degrees(from.1) - degrees(to.1)) * 111.0 * degrees(from.0).to_radians().cos();
    // At most half a day, so it fits.
    (SET_OUT + A_KILOMETRE * north.hypot(east)).min(720.0) as u16
}
