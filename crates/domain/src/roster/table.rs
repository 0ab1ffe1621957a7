//! The planning laid out for the search: everything it asks for many million times is one look-up here.

use super::{Given, Planning, PlanningFault, check::monday, planning::days_after, young_hours};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Rows of bits, all of one length.
#[derive(Clone, Debug)]
pub(super) struct Bits {
    pub(super) words: usize,
    bits: Vec<u64>,
}

impl Bits {
    pub(super) fn new(rows: usize, columns: usize) -> Self {
        let words = columns.div_ceil(64).max(1);
        Self {
            words,
            bits: vec![0; rows * words],
        }
    }

    pub(super) fn row(&self, row: usize) -> &[u64] {
        &self.bits[row * self.words..(row + 1) * self.words]
    }

    pub(super) fn set(&mut self, row: usize, column: usize) {
        self.bits[row * self.words + column / 64] |= 1 << (column % 64);
    }

    pub(super) fn clear(&mut self, row: usize, column: usize) {
        self.bits[row * self.words + column / 64] &= !(1 << (column % 64));
    }

    pub(super) fn has(&self, row: usize, column: usize) -> bool {
        self.bits[row * self.words + column / 64] >> (column % 64) & 1 == 1
    }
}

/// One person, as the search sees her.
#[derive(Clone, Debug)]
pub(super) struct Who {
    pub(super) week_limit: u32,
    pub(super) day_limit: u32,
    pub(super) wish: Option<i32>,
    /// Fair minutes less those carried, when she is counted.
    pub(super) fair: Option<i64>,
    pub(super) masters: u128,
    pub(super) experienced: bool,
    pub(super) needs_experienced: bool,
    pub(super) young: bool,
    pub(super) under_18: bool,
    pub(super) pupil: bool,
    /// Whom she learns together with.
    pub(super) pair: Option<usize>,
    /// Which of the tables of conflicts holds for her.
    pub(super) rest: usize,
}

/// One shift, as the search sees it.
#[derive(Clone, Debug)]
pub(super) struct What {
    pub(super) guides: usize,
    pub(super) minutes: u32,
    pub(super) week: usize,
    pub(super) day: usize,
    pub(super) skills: u128,
    pub(super) experienced_with_new: bool,
    pub(super) young_with_old: bool,
    pub(super) adult_with_pupils: bool,
    /// Which series of few faces it is of.
    pub(super) club: Option<usize>,
}

#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) people: Vec<Who>,
    pub(super) shifts: Vec<What>,
    pub(super) weeks: usize,
    pub(super) days: usize,
    pub(super) clubs: Vec<i64>,
    /// What putting somebody on a shift costs by itself, `[shift][person]`.
    pub(super) own: Vec<i64>,
    /// Whom nothing of her own stands in the way of, shift by shift.
    pub(super) may: Vec<Vec<usize>>,
    pub(super) may_bits: Bits,
    locked: Bits,
    /// Shifts that one person cannot have both of: one table for each length of rest.
    pub(super) conflicts: Vec<Bits>,
    pub(super) weights: super::Weights,
    /// What every plan costs: assignments of before that are not possible any more count as lost.
    pub(super) before: i64,
}

impl Table {
    pub(super) fn new(planning: &Planning) -> Result<Self, PlanningFault> {
        planning.check()?;
        let skills: BTreeSet<_> = planning.shifts.iter().flat_map(|s| &s.skills).collect();
        let bit = |skill| skills.iter().position(|s| *s == skill).map_or(0, |at| 1u128 << at);
        let rests: BTreeSet<u16> = planning.people.iter().map(|p| p.rest_minutes).collect();
        let first = planning.shifts.first().map_or(Date::MIN, |s| monday(s.day));
        let fair = planning.fair_minutes();
        let people: Vec<Who> = planning
            .people
            .iter()
            .zip(fair)
            .map(|(p, fair)| Who {
                week_limit: p.minutes_per_week.unwrap_or(u32::MAX),
                day_limit: if p.under_18 { young_hours().2 } else { u32::MAX },
                wish: p.shifts_per_week.map(i32::from),
                fair: fair.map(|f| i64::try_from(f).unwrap_or(i64::MAX) - i64::from(p.carried_minutes)),
                masters: p.masters.iter().map(bit).fold(0, |all, one| all | one),
                experienced: p.experienced,
                needs_experienced: p.needs_experienced,
                young: p.under_18 || p.pupil,
                under_18: p.under_18,
                pupil: p.pupil,
                pair: p.pair,
                rest: rests.iter().position(|r| *r == p.rest_minutes).unwrap_or(0),
            })
            .collect();
        let mut series: BTreeMap<usize, (usize, u16)> = BTreeMap::new();
        for s in planning.shifts.iter().filter(|s| s.same_face) {
            let next = series.len();
            let club = series.entry(s.series).or_insert((next, 0));
            club.1 = club.1.max(s.guides);
        }
        let mut clubs = vec![0; series.len()];
        series.values().for_each(|(at, most)| clubs[*at] = i64::from(*most));
        let day = |s: &super::Shift| usize::try_from(days_after(first, s.day)).unwrap_or(0);
        let shifts: Vec<What> = planning
            .shifts
            .iter()
            .map(|s| What {
                guides: usize::from(s.guides),
                minutes: s.minutes(),
                week: day(s) / 7,
                day: day(s),
                skills: s.skills.iter().map(bit).fold(0, |all, one| all | one),
                experienced_with_new: s.experienced_with_new,
                young_with_old: s.young_with_old,
                adult_with_pupils: s.adult_with_pupils,
                club: s.same_face.then(|| series[&s.series].0),
            })
            .collect();
        let mut table = Self {
            weeks: shifts.iter().map(|s| s.week + 1).max().unwrap_or(0),
            days: shifts.iter().map(|s| s.day + 1).max().unwrap_or(0),
            clubs,
            own: vec![0; planning.people.len() * planning.shifts.len()],
            may: vec![Vec::new(); planning.shifts.len()],
            may_bits: Bits::new(planning.shifts.len(), planning.people.len()),
            locked: Bits::new(planning.shifts.len(), planning.people.len()),
            conflicts: rests.iter().map(|rest| conflicts(planning, first, *rest)).collect(),
            weights: planning.weights,
            before: i64::from(planning.weights.stability) * i64::try_from(planning.before.len()).unwrap_or(i64::MAX),
            people,
            shifts,
        };
        table.price(planning);
        Ok(table)
    }

    pub(super) fn is_locked(&self, given: Given) -> bool {
        self.locked.has(given.shift, given.person)
    }

    pub(super) fn own_price(&self, shift: usize, person: usize) -> i64 {
        self.own[shift * self.people.len() + person]
    }

    fn price(&mut self, planning: &Planning) {
        let people = planning.people.len();
        for shift in 0..planning.shifts.len() {
            for person in 0..people {
                let given = Given { shift, person };
                self.own[shift * people + person] =
                    i64::from(self.weights.reluctance) * i64::from(planning.reluctance(given));
                if may(planning, given) {
                    self.may[shift].push(person);
                    self.may_bits.set(shift, person);
                }
            }
        }
        for g in &planning.locked {
            self.locked.set(g.shift, g.person);
        }
        for g in &planning.before {
            self.own[g.shift * people + g.person] -= i64::from(self.weights.stability);
        }
    }
}

/// Whether nothing of her own stands in the way: gate, time, young hours.
fn may(planning: &Planning, given: Given) -> bool {
    let (person, shift) = (&planning.people[given.person], &planning.shifts[given.shift]);
    let (early, late, most) = young_hours();
    let busy = person.busy.iter().any(|b| b.day == shift.day && b.start < shift.end && shift.start < b.end);
    let young = person.under_18 && (shift.start < early || shift.end > late || shift.minutes() > most);
    let long = person.minutes_per_week.is_some_and(|limit| shift.minutes() > limit);
    !(busy || young || long || person.barred.contains(&shift.day))
}

fn conflicts(planning: &Planning, first: Date, rest: u16) -> Bits {
    let n = planning.shifts.len();
    let mut out = Bits::new(n, n);
    let farthest = planning.travel.iter().flatten().copied().max().unwrap_or(0).max(rest);
    for a in 0..n {
        let one = &planning.shifts[a];
        let until = one.ends(first) + i64::from(farthest);
        for b in a + 1..n {
            let two = &planning.shifts[b];
            if two.begins(first) >= until {
                break;
            }
            let gap = two.begins(first) - one.ends(first);
            let way = i64::from(planning.travel[one.place][two.place]);
            if gap < way.max(if one.day == two.day { 0 } else { i64::from(rest) }) {
                out.set(a, b);
                out.set(b, a);
            }
        }
    }
    out
}
