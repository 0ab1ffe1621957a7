//! The judge of the hard rules. It reads the planning itself and shares nothing with the search, so that one cannot hide
//! the other's mistakes.

use super::{Block, Given, Plan, Planning, Shift, young_hours};
use jiff::civil::{Date, Weekday};

/// A hard rule that a plan breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// Who, where.
    pub given: Given,
    /// Which rule.
    pub block: Block,
}

/// Every hard rule that a plan breaks, shift by shift. Shifts that lack guides are no breach: see [`super::shortfalls`].
#[must_use]
pub fn breaches(planning: &Planning, plan: &Plan) -> Vec<Breach> {
    let mut out: Vec<Breach> = (0..plan.crews.len()).flat_map(|shift| of_shift(planning, plan, shift)).collect();
    for given in &planning.locked {
        if !plan.crew(given.shift).contains(&given.person) {
            out.push(Breach {
                given: *given,
                block: Block::Locked,
            });
        }
    }
    out
}

/// The hard rules that are broken on one shift.
pub(super) fn of_shift(planning: &Planning, plan: &Plan, shift: usize) -> Vec<Breach> {
    let mut out = Vec::new();
    for &person in plan.crew(shift) {
        let given = Given { shift, person };
        let blocks = personal(planning, plan, given).into_iter().chain(among_the_crew(planning, plan, given));
        out.extend(blocks.map(|block| Breach { given, block }));
    }
    out
}

/// What stands in the way of somebody herself, whoever she is with.
pub(super) fn personal(planning: &Planning, plan: &Plan, given: Given) -> Vec<Block> {
    let (person, shift) = (&planning.people[given.person], &planning.shifts[given.shift]);
    let mut out = Vec::new();
    if person.barred.contains(&shift.day) {
        out.push(Block::Gate);
    }
    let hits = |b: &&super::Busy| b.day == shift.day && b.start < shift.end && shift.start < b.end;
    if let Some(busy) = person.busy.iter().find(hits) {
        out.push(Block::Busy(busy.why));
    }
    let (early, late, most) = young_hours();
    if person.under_18 && (shift.start < early || shift.end > late) {
        out.push(Block::YoungHours);
    }
    let others: Vec<usize> = plan
        .given()
        .filter(|g| g.person == given.person && g.shift != given.shift)
        .map(|g| g.shift)
        .collect();
    for other in &others {
        out.extend(between(planning, person.rest_minutes, given.shift, *other));
    }
    let sum = |same: &dyn Fn(&Shift) -> bool| {
        let with = others.iter().map(|o| &planning.shifts[*o]).filter(|s| same(s)).map(Shift::minutes);
        with.sum::<u32>() + shift.minutes()
    };
    let week = monday(shift.day);
    let over = |limit: u32, minutes: u32| minutes.checked_sub(limit).filter(|over| *over > 0);
    if let Some(over) = person.minutes_per_week.and_then(|l| over(l, sum(&|s| monday(s.day) == week))) {
        out.push(Block::WeekFull { over });
    }
    if person.under_18
        && let Some(over) = over(most, sum(&|s| s.day == shift.day))
    {
        out.push(Block::DayFull { over });
    }
    out
}

/// What stands between two shifts of one person.
fn between(planning: &Planning, rest: u16, one: usize, two: usize) -> Option<Block> {
    let (first, then) = if planning.shifts[one].day <= planning.shifts[two].day {
        (one, two)
    } else {
        (two, one)
    };
    let (a, b) = (&planning.shifts[first], &planning.shifts[then]);
    let from = a.day;
    let gap = (b.begins(from) - a.ends(from)).max(a.begins(from) - b.ends(from));
    let way = if a.begins(from) <= b.begins(from) {
        planning.travel[a.place][b.place]
    } else {
        planning.travel[b.place][a.place]
    };
    if gap < 0 {
        Some(Block::Clash { with: two })
    } else if gap < i64::from(way) {
        Some(Block::Travel {
            with: two,
            minutes: way,
        })
    } else if a.day != b.day && gap < i64::from(rest) {
        Some(Block::Rest { with: two })
    } else {
        None
    }
}

/// What stands in the way among those who are there.
fn among_the_crew(planning: &Planning, plan: &Plan, given: Given) -> Vec<Block> {
    let (person, shift, crew) = (
        &planning.people[given.person],
        &planning.shifts[given.shift],
        plan.crew(given.shift),
    );
    let any = |good: &dyn Fn(&super::Person) -> bool| crew.iter().any(|p| good(&planning.people[*p]));
    let mut out = Vec::new();
    if person.needs_experienced && !any(&|p| p.experienced) {
        out.push(Block::NeedsExperienced);
    }
    let young = person.under_18 || (person.pupil && shift.adult_with_pupils);
    if young && !any(&|p| !(p.under_18 || p.pupil && shift.adult_with_pupils)) {
        out.push(Block::NeedsAdult);
    }
    if crew.len() > usize::from(shift.guides) {
        out.push(Block::Full);
    }
    if crew.len() == usize::from(shift.guides) {
        let lacking: Vec<super::Skill> =
            shift.skills.iter().filter(|s| !any(&|p| p.masters.contains(s))).cloned().collect();
        if !lacking.is_empty() {
            out.push(Block::Lacking { skills: lacking });
        }
    }
    out
}

/// The Monday of a day's week.
pub(super) fn monday(day: Date) -> Date {
    use jiff::ToSpan;
    let back = day.weekday().since(Weekday::Monday);
    day.checked_sub(i64::from(back).days()).unwrap_or(day)
}
