//! A plan under work: who is where, with every sum the cost needs kept up to date.

use super::{
    Given, Plan,
    table::{Bits, Table, What},
};

#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) crews: Vec<Vec<usize>>,
    pub(super) has: Bits,
    week_minutes: Vec<u32>,
    week_number: Vec<i32>,
    day_minutes: Vec<u32>,
    total: Vec<i64>,
    faces: Vec<u16>,
    seen: Vec<i64>,
    pub(super) cost: i64,
}

impl State {
    pub(super) fn new(t: &Table, plan: &Plan) -> Self {
        let n = t.people.len();
        let mut state = Self {
            crews: t.shifts.iter().map(|s| Vec::with_capacity(s.guides)).collect(),
            has: Bits::new(n, t.shifts.len()),
            week_minutes: vec![0; n * t.weeks],
            week_number: vec![0; n * t.weeks],
            day_minutes: vec![0; n * t.days],
            total: vec![0; n],
            faces: vec![0; n * t.clubs.len()],
            seen: vec![0; t.clubs.len()],
            cost: 0,
        };
        state.cost = t.before + state.empty_cost(t);
        for given in plan.given() {
            state.add(t, given);
        }
        state
    }

    /// What it costs that nobody is on any shift.
    fn empty_cost(&self, t: &Table) -> i64 {
        let shifts: i64 = (0..t.shifts.len()).map(|s| self.crew_cost(t, s)).sum();
        let people = t.people.iter().enumerate().map(|(p, who)| {
            let weeks = i64::try_from(t.weeks).unwrap_or(0);
            i64::from(who.wish.unwrap_or(0)) * weeks * i64::from(t.weights.shifts_per_week) + self.unfair(t, p)
        });
        shifts + people.sum::<i64>()
    }

    fn unfair(&self, t: &Table, person: usize) -> i64 {
        t.people[person].fair.map_or(0, |fair| {
            let off = (fair - self.total[person]).abs();
            i64::from(t.weights.fairness) * (off - i64::from(t.weights.fair_within)).max(0)
        })
    }

    fn week_cost(&self, t: &Table, person: usize, week: usize) -> i64 {
        t.people[person].wish.map_or(0, |wish| {
            let off = (self.week_number[person * t.weeks + week] - wish).abs();
            i64::from(off) * i64::from(t.weights.shifts_per_week)
        })
    }

    /// How many guides a shift lacks; one when everybody is there and something is not mastered.
    pub(super) fn missing(&self, t: &Table, shift: usize) -> usize {
        let (what, crew) = (&t.shifts[shift], &self.crews[shift]);
        match what.guides.saturating_sub(crew.len()) {
            0 if what.guides > 0 => usize::from(self.lacks_skill(t, shift)),
            n => n,
        }
    }

    pub(super) fn lacks_skill(&self, t: &Table, shift: usize) -> bool {
        let mastered = self.crews[shift].iter().fold(0, |all, p| all | t.people[*p].masters);
        t.shifts[shift].skills & !mastered != 0
    }

    fn crew_cost(&self, t: &Table, shift: usize) -> i64 {
        let (what, crew) = (&t.shifts[shift], &self.crews[shift]);
        let mut missing = i64::try_from(self.missing(t, shift)).unwrap_or(0);
        // Somebody of a whole crew that does not master what is asked for is sent home in the end: it is no plan to aim at.
        missing += i64::from(missing > 0 && crew.len() >= what.guides);
        let mut lacking = 0;
        if what.experienced_with_new || what.young_with_old {
            let experienced = crew.iter().filter(|p| t.people[**p].experienced).count();
            let young = crew.iter().filter(|p| t.people[**p].young).count();
            let mixed = |n: usize| n > 0 && n < crew.len();
            lacking += i64::from(what.experienced_with_new && !mixed(experienced));
            lacking += i64::from(what.young_with_old && !mixed(young));
        }
        if what.guides > 1 {
            let apart = |p: &usize| t.people[*p].pair.is_some_and(|other| !crew.contains(&other));
            lacking += i64::from(crew.iter().any(apart));
        }
        missing * i64::from(t.weights.missing) + i64::from(t.weights.pairing) * lacking
    }

    fn club_cost(&self, t: &Table, club: usize) -> i64 {
        i64::from(t.weights.faces) * (self.seen[club] - t.clubs[club]).max(0)
    }

    /// Whether she can be put on a shift, the crew apart.
    pub(super) fn can_add(&self, t: &Table, given: Given) -> bool {
        let (who, what) = (&t.people[given.person], &t.shifts[given.shift]);
        t.may_bits.has(given.shift, given.person)
            && !self.has.has(given.person, given.shift)
            && self.week_minutes[given.person * t.weeks + what.week].saturating_add(what.minutes) <= who.week_limit
            && self.day_minutes[given.person * t.days + what.day].saturating_add(what.minutes) <= who.day_limit
            && !self.collides(t, given)
    }

    fn collides(&self, t: &Table, given: Given) -> bool {
        let conflicts = t.conflicts[t.people[given.person].rest].row(given.shift);
        self.has.row(given.person).iter().zip(conflicts).any(|(a, b)| a & b != 0)
    }

    /// Her shifts that stand in the way of one more.
    pub(super) fn in_the_way(&self, t: &Table, given: Given, out: &mut Vec<usize>) {
        out.clear();
        let conflicts = t.conflicts[t.people[given.person].rest].row(given.shift);
        for (at, (a, b)) in self.has.row(given.person).iter().zip(conflicts).enumerate() {
            let mut both = a & b;
            while both != 0 {
                out.push(at * 64 + usize::try_from(both.trailing_zeros()).unwrap_or(0));
                both &= both - 1;
            }
        }
    }

    /// Her shifts of a week, in order.
    pub(super) fn of_week(&self, t: &Table, person: usize, week: usize, out: &mut Vec<usize>) {
        out.clear();
        for (at, word) in self.has.row(person).iter().enumerate() {
            let mut left = *word;
            while left != 0 {
                let shift = at * 64 + usize::try_from(left.trailing_zeros()).unwrap_or(0);
                if t.shifts[shift].week == week {
                    out.push(shift);
                }
                left &= left - 1;
            }
        }
    }

    /// Whether those who are there may be there together.
    pub(super) fn crew_is_safe(&self, t: &Table, shift: usize) -> bool {
        let (what, crew) = (&t.shifts[shift], &self.crews[shift]);
        if crew.len() > what.guides {
            return false;
        }
        let new = crew.iter().any(|p| t.people[*p].needs_experienced);
        if new && !crew.iter().any(|p| t.people[*p].experienced) {
            return false;
        }
        let watched = |p: &usize| is_watched(t, what, *p);
        !crew.iter().any(watched) || !crew.iter().all(watched)
    }

    pub(super) fn add(&mut self, t: &Table, given: Given) {
        self.change(t, given, true);
    }

    pub(super) fn remove(&mut self, t: &Table, given: Given) {
        self.change(t, given, false);
    }

    fn change(&mut self, t: &Table, given: Given, on: bool) {
        let Given { shift, person } = given;
        let what = &t.shifts[shift];
        let club = |state: &Self| what.club.map_or(0, |club| state.club_cost(t, club));
        let counted = |state: &Self| {
            state.crew_cost(t, shift) + state.week_cost(t, person, what.week) + state.unfair(t, person) + club(state)
        };
        let before = counted(self);
        self.put(t, given, on);
        let own = t.own[shift * t.people.len() + person];
        self.cost += counted(self) - before + if on { own } else { -own };
    }

    /// Puts somebody on a shift or takes her off it without counting what it costs.
    pub(super) fn put(&mut self, t: &Table, Given { shift, person }: Given, on: bool) {
        let what = &t.shifts[shift];
        let week = person * t.weeks + what.week;
        let sign = if on { 1 } else { -1 };
        if on {
            self.crews[shift].push(person);
            self.has.set(person, shift);
            self.week_minutes[week] += what.minutes;
            self.day_minutes[person * t.days + what.day] += what.minutes;
        } else {
            self.crews[shift].retain(|p| *p != person);
            self.has.clear(person, shift);
            self.week_minutes[week] -= what.minutes;
            self.day_minutes[person * t.days + what.day] -= what.minutes;
        }
        self.week_number[week] += sign;
        self.total[person] += i64::from(sign) * i64::from(what.minutes);
        if let Some(club) = what.club {
            let times = &mut self.faces[club * t.people.len() + person];
            if on {
                self.seen[club] += i64::from(*times == 0);
                *times += 1;
            } else {
                *times -= 1;
                self.seen[club] -= i64::from(*times == 0);
            }
        }
    }

    pub(super) fn plan(&self) -> Plan {
        let mut crews = self.crews.clone();
        crews.iter_mut().for_each(|crew| crew.sort_unstable());
        Plan { crews }
    }
}

/// Whether somebody may only be there with an adult.
fn is_watched(t: &Table, what: &What, person: usize) -> bool {
    let who = &t.people[person];
    who.under_18 || (who.pupil && what.adult_with_pupils)
}
