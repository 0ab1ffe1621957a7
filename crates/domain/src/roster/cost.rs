use super::{Given, Plan, Planning, check::monday};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What a plan costs, part by part, in points; see [`super::Weights`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Guides that are missing.
    pub missing: i64,
    /// Shifts people would rather not have.
    pub reluctance: i64,
    /// More or fewer shifts a week than people would like.
    pub shifts_per_week: i64,
    /// Work that is not fairly shared, the time before counted in.
    pub fairness: i64,
    /// What was changed from before.
    pub stability: i64,
    /// Pairs that were asked for and are not there.
    pub pairing: i64,
    /// More faces than wanted.
    pub faces: i64,
}

impl Cost {
    /// All parts together.
    #[must_use]
    pub const fn total(&self) -> i64 {
        self.missing
            + self.reluctance
            + self.shifts_per_week
            + self.fairness
            + self.stability
            + self.pairing
            + self.faces
    }
}

/// What a plan costs, counted from the beginning.
#[must_use]
pub fn cost(planning: &Planning, plan: &Plan) -> Cost {
    let w = &planning.weights;
    let mut out = Cost::default();
    for s in 0..planning.shifts.len() {
        let crew = plan.crew(s);
        out.missing += i64::from(w.missing) * i64::from(missing(planning, s, crew));
        out.pairing += i64::from(w.pairing) * i64::from(lacks_pair(planning, s, crew));
    }
    for given in plan.given() {
        out.reluctance += i64::from(w.reluctance) * i64::from(planning.reluctance(given));
    }
    out.shifts_per_week = i64::from(w.shifts_per_week) * weeks(planning, plan);
    out.fairness = i64::from(w.fairness) * unfair(planning, plan);
    let kept = |g: &&Given| plan.crew(g.shift).contains(&g.person);
    let before = planning.before.len();
    out.stability = i64::from(w.stability) * count(before - planning.before.iter().filter(kept).count());
    out.faces = i64::from(w.faces) * faces(planning, plan);
    out
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// How many guides a crew lacks: the empty places, or one when everybody is there and something is not mastered.
pub(super) fn missing(planning: &Planning, shift: usize, crew: &[usize]) -> u16 {
    let s = &planning.shifts[shift];
    let there = u16::try_from(crew.len()).unwrap_or(u16::MAX);
    let masters = |skill| crew.iter().any(|p| planning.people[*p].masters.contains(skill));
    match s.guides.saturating_sub(there) {
        0 if s.guides > 0 => u16::from(!s.skills.iter().all(masters)),
        n => n,
    }
}

/// How many pairs a crew lacks: those it asks for – half a crew of two lacks them too – and one when two who learn together are
/// not.
fn lacks_pair(planning: &Planning, shift: usize, crew: &[usize]) -> u8 {
    let s = &planning.shifts[shift];
    let any = |good: &dyn Fn(&super::Person) -> bool| crew.iter().any(|p| good(&planning.people[*p]));
    let experience = s.experienced_with_new && !(any(&|p| p.experienced) && any(&|p| !p.experienced));
    let age = s.young_with_old && !(any(&|p| p.pupil || p.under_18) && any(&|p| !(p.pupil || p.under_18)));
    let apart = |p: &usize| planning.people[*p].pair.is_some_and(|other| !crew.contains(&other));
    let split = s.guides > 1 && crew.iter().any(apart);
    u8::from(experience) + u8::from(age) + u8::from(split)
}

/// Shifts more and less than wished, of all people and weeks.
fn weeks(planning: &Planning, plan: &Plan) -> i64 {
    let all: BTreeSet<Date> = planning.shifts.iter().map(|s| monday(s.day)).collect();
    let mut number: BTreeMap<(usize, Date), i64> = BTreeMap::new();
    for g in plan.given() {
        *number.entry((g.person, monday(planning.shifts[g.shift].day))).or_default() += 1;
    }
    let wished = planning.people.iter().enumerate().filter_map(|(p, person)| Some((p, person.shifts_per_week?)));
    wished
        .map(|(p, wish)| {
            let of = |week: &Date| (number.get(&(p, *week)).copied().unwrap_or(0) - i64::from(wish)).abs();
            all.iter().map(of).sum::<i64>()
        })
        .sum()
}

/// Minutes on shift in this plan, person by person.
pub(super) fn minutes(planning: &Planning, plan: &Plan) -> Vec<u64> {
    let mut out = vec![0; planning.people.len()];
    for g in plan.given() {
        out[g.person] += u64::from(planning.shifts[g.shift].minutes());
    }
    out
}

/// Minutes outside what is fair, of all people.
fn unfair(planning: &Planning, plan: &Plan) -> i64 {
    let within = u64::from(planning.weights.fair_within);
    let loads = minutes(planning, plan);
    let fair = planning.fair_minutes();
    let off = planning.people.iter().zip(loads).zip(fair).filter_map(|((person, load), fair)| {
        let off = fair?.abs_diff(load + u64::from(person.carried_minutes));
        Some(off.saturating_sub(within))
    });
    i64::try_from(off.sum::<u64>()).unwrap_or(i64::MAX)
}

/// Faces beyond the largest crew, of all series that want few.
fn faces(planning: &Planning, plan: &Plan) -> i64 {
    let mut people: BTreeMap<usize, (BTreeSet<usize>, u16)> = BTreeMap::new();
    for (s, shift) in planning.shifts.iter().enumerate().filter(|(_, s)| s.same_face) {
        let (seen, most) = people.entry(shift.series).or_default();
        seen.extend(plan.crew(s));
        *most = (*most).max(shift.guides);
    }
    people.values().map(|(seen, most)| (count(seen.len()) - i64::from(*most)).max(0)).sum()
}

/// How good a plan is in words that people use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Places to fill.
    pub places: u32,
    /// Places that are filled.
    pub filled: u32,
    /// Filled places that nobody minds.
    pub wished: u32,
    /// The furthest anybody is from her fair part, in minutes.
    pub unfair_minutes: u32,
    /// The sum of everybody's distance from the fair part, in minutes.
    pub unfair_sum: u32,
    /// Assignments of before that are changed.
    pub changed: u32,
}

/// How good a plan is: filled places, kept wishes, fairness, changes.
#[must_use]
pub fn kept(planning: &Planning, plan: &Plan) -> Kept {
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let missing: u32 =
        planning.shifts.iter().enumerate().map(|(s, _)| u32::from(missing(planning, s, plan.crew(s)))).sum();
    let places: u32 = planning.shifts.iter().map(|s| u32::from(s.guides)).sum();
    let fair = planning.fair_minutes();
    let off: Vec<u64> = minutes(planning, plan)
        .into_iter()
        .zip(&planning.people)
        .zip(fair)
        .filter_map(|((load, person), fair)| Some(fair?.abs_diff(load + u64::from(person.carried_minutes))))
        .collect();
    let whole = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    Kept {
        places,
        filled: places.saturating_sub(missing),
        wished: small(plan.given().filter(|g| planning.reluctance(*g) == 0).count()),
        unfair_minutes: whole(off.iter().copied().max().unwrap_or(0)),
        unfair_sum: whole(off.iter().sum()),
        changed: small(planning.before.iter().filter(|g| !plan.crew(g.shift).contains(&g.person)).count()),
    }
}
