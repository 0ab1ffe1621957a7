use super::{
    BusyWhy, Cost, Given, Plan, Planning, Skill,
    check::{of_shift, personal},
    cost,
};

/// What stands in the way of putting somebody on a shift (sperre).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The gate is closed to her that day.
    Gate,
    /// She cannot, or is not here.
    Busy(BusyWhy),
    /// Under 18, and too early or too late.
    YoungHours,
    /// She has another shift at the same time.
    Clash {
        /// The other.
        with: usize,
    },
    /// She cannot get from one to the other in time.
    Travel {
        /// The other.
        with: usize,
        /// How long the way is.
        minutes: u16,
    },
    /// Too little rest between two days.
    Rest {
        /// The other.
        with: usize,
    },
    /// More than her limit in the week.
    WeekFull {
        /// Minutes too many.
        over: u32,
    },
    /// Under 18, and more than the law allows in a day.
    DayFull {
        /// Minutes too many.
        over: u32,
    },
    /// New, and nobody experienced is there.
    NeedsExperienced,
    /// Young, and no adult is there.
    NeedsAdult,
    /// There are enough already.
    Full,
    /// The last place, and what somebody must master would still be missing.
    Lacking {
        /// What.
        skills: Vec<Skill>,
    },
    /// She is there already.
    AlreadyThere,
    /// It is locked, and not so in the plan.
    Locked,
}

/// The answer to "why not her?".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// About whom.
    pub person: usize,
    /// What stands in the way; empty when nothing does.
    pub blocks: Vec<Block>,
    /// Whose place she would take; `None` when there is an empty one.
    pub instead_of: Option<usize>,
    /// What the plan would cost with her.
    pub then: Cost,
    /// What it costs as it is.
    pub now: Cost,
}

impl Verdict {
    /// How many points it would cost; less than 0 when the plan would be better.
    #[must_use]
    pub const fn price(&self) -> i64 {
        self.then.total() - self.now.total()
    }
}

/// Why somebody is not on a shift: which rules stand in the way, or what it would cost to put her there – in an empty place, or
/// in the place that is cheapest to give up. Locked places are not given up.
#[must_use]
pub fn explain(planning: &Planning, plan: &Plan, given: Given) -> Verdict {
    let now = cost(planning, plan);
    let crew = plan.crew(given.shift);
    let mut verdict = Verdict {
        person: given.person,
        blocks: Vec::new(),
        instead_of: None,
        then: now,
        now,
    };
    if crew.contains(&given.person) {
        verdict.blocks.push(Block::AlreadyThere);
        return verdict;
    }
    let room = crew.len() < usize::from(planning.shifts[given.shift].guides);
    let ways: Vec<Option<usize>> = if room {
        vec![None]
    } else {
        let free = |p: &&usize| {
            !planning.locked.contains(&Given {
                shift: given.shift,
                person: **p,
            })
        };
        crew.iter().filter(free).map(|p| Some(*p)).collect()
    };
    let mut found: Option<(usize, i64, Verdict)> = None;
    for instead_of in ways {
        let base = instead_of.map_or_else(
            || plan.clone(),
            |person| {
                plan.without(Given {
                    shift: given.shift,
                    person,
                })
            },
        );
        let with = base.with(given);
        let blocks = blocks(planning, &with, given);
        let then = cost(planning, &with);
        let rank = (blocks.len(), then.total());
        if found.as_ref().is_none_or(|(n, total, _)| rank < (*n, *total)) {
            let verdict = Verdict {
                blocks,
                instead_of,
                then,
                ..verdict.clone()
            };
            found = Some((rank.0, rank.1, verdict));
        }
    }
    match found {
        Some((_, _, verdict)) => verdict,
        None => {
            verdict.blocks = personal(planning, plan, given);
            verdict.blocks.push(Block::Full);
            verdict
        }
    }
}

/// What a plan with her there breaks that it concerns her or those she is with.
fn blocks(planning: &Planning, with: &Plan, given: Given) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for breach in of_shift(planning, with, given.shift) {
        // Others may have been against the rules before she came; what the crew as a whole breaks is said once.
        let about_all = matches!(
            breach.block,
            Block::NeedsExperienced | Block::NeedsAdult | Block::Lacking { .. } | Block::Full
        );
        if (breach.given.person == given.person || about_all) && !out.contains(&breach.block) {
            out.push(breach.block);
        }
    }
    out
}

/// Everybody who is not on a shift, the best first: those nothing stands in the way of by price, then the others by how little
/// does.
#[must_use]
pub fn candidates(planning: &Planning, plan: &Plan, shift: usize) -> Vec<Verdict> {
    let crew = plan.crew(shift);
    let others = (0..planning.people.len()).filter(|p| !crew.contains(p));
    let mut out: Vec<Verdict> = others.map(|person| explain(planning, plan, Given { shift, person })).collect();
    out.sort_by_key(|v| (v.blocks.len(), v.price(), v.person));
    out
}
