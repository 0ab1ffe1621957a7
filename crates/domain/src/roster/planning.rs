use super::Skill;
use crate::{
    schedule::OccurrenceKey,
    shared::{Id, Minute},
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Everything a plan is made from (grunnlaget for en plan): people, shifts, what was before, what is locked, what weighs.
///
/// People and shifts are named by their place in the lists. Times are clock readings: a night when the clock changes is
/// counted as any other, an hour wrong twice a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planning {
    /// Who can be asked.
    pub people: Vec<Person>,
    /// What is to be filled, sorted by day and start.
    pub shifts: Vec<Shift>,
    /// Minutes between places, `travel[from][to]`; 0 between the rooms of one house. The way may not be shorter by a third place.
    pub travel: Vec<Vec<u16>>,
    /// How it was: leaving it costs.
    pub before: Vec<Given>,
    /// What may not be changed.
    pub locked: BTreeSet<Given>,
    /// What weighs how much.
    pub weights: Weights,
}

/// Somebody on a shift, both by their place in the lists of a [`Planning`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Given {
    /// The shift.
    pub shift: usize,
    /// The person.
    pub person: usize,
}

/// A person who can be put on shifts, as the plan sees her.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The guide.
    pub id: Option<Id>,
    /// Days when the gate is closed to her: she is not put on a shift.
    pub barred: BTreeSet<Date>,
    /// When she cannot, and why.
    pub busy: Vec<Busy>,
    /// The most minutes from Monday to Sunday.
    pub minutes_per_week: Option<u32>,
    /// Under 18: see [`super::young_hours`]; and always with an adult.
    pub under_18: bool,
    /// A pupil or apprentice.
    pub pupil: bool,
    /// Only together with somebody experienced.
    pub needs_experienced: bool,
    /// Counts as experienced for those who need it.
    pub experienced: bool,
    /// Whom she learns together with: they would be on the same shifts of two or more.
    pub pair: Option<usize>,
    /// The least minutes between the shifts of two days.
    pub rest_minutes: u16,
    /// What she masters.
    pub masters: BTreeSet<Skill>,
    /// How many shifts a week she would like.
    pub shifts_per_week: Option<u8>,
    /// How little she would like each shift, 0 (fine) to 9, one for each shift; a shorter list ends in zeros.
    pub reluctance: Vec<u8>,
    /// Her part of the work against that of others; 0 keeps her outside what is fair.
    pub share: u16,
    /// Minutes on shift in the time before that fairness counts.
    pub carried_minutes: u32,
}

/// When somebody cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy {
    /// Why.
    pub why: BusyWhy,
    /// The day.
    pub day: Date,
    /// From.
    pub start: Minute,
    /// Until.
    pub end: Minute,
}

/// Why somebody cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BusyWhy {
    /// She said no, or that she is busy.
    SaidNo,
    /// School hours.
    School,
    /// Ill, on leave.
    Absent,
    /// She is not one of ours that day.
    NotHere,
    /// She has said yes to an hour outside the roster.
    Elsewhere,
}

/// A shift (vakt): one occurrence that needs a crew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The occurrence.
    pub key: OccurrenceKey,
    /// Which series it is of; the same number for all of one schedule.
    pub series: usize,
    /// The day.
    pub day: Date,
    /// From.
    pub start: Minute,
    /// Until.
    pub end: Minute,
    /// Where: its place in [`Planning::travel`].
    pub place: usize,
    /// How many guides.
    pub guides: u16,
    /// What somebody of the crew must master, each.
    pub skills: Vec<Skill>,
    /// Somebody new with somebody experienced, where it can be had.
    pub experienced_with_new: bool,
    /// Somebody young with somebody older, where it can be had.
    pub young_with_old: bool,
    /// Pupils only with an adult.
    pub adult_with_pupils: bool,
    /// Few different people from time to time.
    pub same_face: bool,
}

impl Shift {
    /// How long it is, in minutes.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        u32::from(self.end.get().saturating_sub(self.start.get()))
    }

    /// When it begins, in minutes after the midnight that `day` began with.
    pub(super) fn begins(&self, first: Date) -> i64 {
        days_after(first, self.day) * 1440 + i64::from(self.start.get())
    }

    /// When it ends, counted as [`Shift::begins`].
    pub(super) fn ends(&self, first: Date) -> i64 {
        days_after(first, self.day) * 1440 + i64::from(self.end.get())
    }
}

/// Days from one day to another.
pub(super) fn days_after(first: Date, day: Date) -> i64 {
    first.until(day).map_or(0, |span| i64::from(span.get_days()))
}

/// What weighs how much in a plan (vekter), in points. What costs less in sum is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights {
    /// Each guide that is missing on a shift. More than anything else together.
    pub missing: u32,
    /// Each degree of reluctance.
    pub reluctance: u32,
    /// Each shift more or less than she would like, a week.
    pub shifts_per_week: u32,
    /// Each minute further from the fair part than [`Weights::fair_within`].
    pub fairness: u32,
    /// How many minutes from the fair part are still fair.
    pub fair_within: u32,
    /// Each assignment of before that is not kept.
    pub stability: u32,
    /// Each shift without the pair it asks for.
    pub pairing: u32,
    /// Each person more than the crew's number on a series that wants few faces.
    pub faces: u32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            missing: 30_000,
            reluctance: 60,
            shifts_per_week: 90,
            fairness: 1,
            fair_within: 120,
            stability: 240,
            pairing: 180,
            faces: 150,
        }
    }
}

/// A plan (vaktplan): who is on each shift, as places in the list of people, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// One crew for each shift.
    pub crews: Vec<Vec<usize>>,
}

impl Plan {
    /// Nobody on any of so many shifts.
    #[must_use]
    pub fn empty(shifts: usize) -> Self {
        Self {
            crews: vec![Vec::new(); shifts],
        }
    }

    /// A plan of these.
    #[must_use]
    pub fn of(shifts: usize, given: impl IntoIterator<Item = Given>) -> Self {
        let mut plan = Self::empty(shifts);
        for g in given {
            if let Some(crew) = plan.crews.get_mut(g.shift)
                && !crew.contains(&g.person)
            {
                crew.push(g.person);
            }
        }
        plan.crews.iter_mut().for_each(|crew| crew.sort_unstable());
        plan
    }

    /// Everybody on every shift, in order.
    pub fn given(&self) -> impl Iterator<Item = Given> + '_ {
        let all = self.crews.iter().enumerate();
        all.flat_map(|(shift, crew)| crew.iter().map(move |&person| Given { shift, person }))
    }

    /// The crew of a shift.
    #[must_use]
    pub fn crew(&self, shift: usize) -> &[usize] {
        self.crews.get(shift).map_or(&[], Vec::as_slice)
    }

    /// The plan with somebody more on a shift.
    #[must_use]
    pub fn with(&self, given: Given) -> Self {
        Self::of(self.crews.len(), self.given().chain([given]))
    }

    /// The plan without somebody on a shift.
    #[must_use]
    pub fn without(&self, given: Given) -> Self {
        Self::of(self.crews.len(), self.given().filter(|g| *g != given))
    }
}

/// Why a plan cannot be made from a [`Planning`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanningFault {
    /// A shift is not after the one before it in the list.
    NotSorted,
    /// A place without its row of travelling times, or a locked or earlier assignment of somebody or something not there.
    NotThere,
    /// More than 128 different skills are asked for.
    TooManySkills,
    /// More than 60 000 people or shifts.
    TooMany,
}

/// The most people, and the most shifts.
const MOST: usize = 60_000;

impl Planning {
    /// Whether a plan can be made from it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self) -> Result<(), PlanningFault> {
        if self.people.len() > MOST || self.shifts.len() > MOST {
            return Err(PlanningFault::TooMany);
        }
        if !self.shifts.is_sorted_by_key(|s| (s.day, s.start)) {
            return Err(PlanningFault::NotSorted);
        }
        let places = self.travel.len();
        let whole = self.travel.iter().all(|row| row.len() == places) && self.shifts.iter().all(|s| s.place < places);
        let named = |g: &Given| g.shift < self.shifts.len() && g.person < self.people.len();
        if !(whole && self.before.iter().chain(&self.locked).all(named)) {
            return Err(PlanningFault::NotThere);
        }
        let skills: BTreeSet<&Skill> = self.shifts.iter().flat_map(|s| &s.skills).collect();
        if skills.len() > 128 {
            return Err(PlanningFault::TooManySkills);
        }
        Ok(())
    }

    /// Minutes of all crews together.
    pub(super) fn needed_minutes(&self) -> u64 {
        self.shifts.iter().map(|s| u64::from(s.minutes()) * u64::from(s.guides)).sum()
    }

    /// The fair number of minutes for each person, those carried from before counted in; `None` for those outside it.
    pub(super) fn fair_minutes(&self) -> Vec<Option<u64>> {
        let shares: u64 = self.people.iter().map(|p| u64::from(p.share)).sum();
        let inside = self.people.iter().filter(|p| p.share > 0);
        let carried: u64 = inside.map(|p| u64::from(p.carried_minutes)).sum();
        let all = self.needed_minutes() + carried;
        let part = |p: &Person| (p.share > 0).then(|| all * u64::from(p.share) / shares.max(1));
        self.people.iter().map(part).collect()
    }

    /// How little somebody would like a shift.
    pub(super) fn reluctance(&self, given: Given) -> u8 {
        self.people[given.person].reluctance.get(given.shift).copied().unwrap_or(0)
    }
}
