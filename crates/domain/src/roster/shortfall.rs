use super::{Block, BusyWhy, Given, Plan, Planning, Skill, check::personal, cost};

/// A promise that the plan cannot keep (manko): a shift that lacks guides, why, and the smallest thing that would help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortfall {
    /// The shift.
    pub shift: usize,
    /// How many guides are missing.
    pub missing: u16,
    /// What nobody of the crew masters and somebody must.
    pub lacking: Vec<Skill>,
    /// True when nobody at all could be there, whatever the rest of the plan; false when no way was found.
    pub certain: bool,
    /// What would make it possible, the smallest first.
    pub remedies: Vec<Remedy>,
}

/// Something that would make it possible to fill a place (utvei). The order is that of how little it asks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remedy {
    /// Ask somebody who said she cannot.
    Ask {
        /// Whom.
        person: usize,
    },
    /// Move her from another shift, which then lacks her.
    Move {
        /// Whom.
        person: usize,
        /// From which.
        from: usize,
    },
    /// Complete what the gate asks of her.
    OpenGate {
        /// Whom.
        person: usize,
    },
    /// Agree on more hours that week.
    MoreHours {
        /// With whom.
        person: usize,
        /// Minutes more.
        minutes: u32,
    },
    /// Teach somebody who is free what is missing.
    Teach {
        /// Whom.
        person: usize,
        /// What.
        skills: Vec<Skill>,
    },
    /// Get somebody experienced to be there with somebody who is new.
    Experienced {
        /// Who is new, and free.
        person: usize,
    },
    /// Get an adult to be there with somebody who is young.
    Adult {
        /// Who is young, and free.
        person: usize,
    },
    /// One guide more, who masters this.
    Recruit {
        /// What she must master.
        skills: Vec<Skill>,
    },
}

/// The shifts that a plan leaves short, in order, each with what would help.
#[must_use]
pub fn shortfalls(planning: &Planning, plan: &Plan) -> Vec<Shortfall> {
    (0..planning.shifts.len()).filter_map(|shift| shortfall(planning, plan, shift)).collect()
}

fn shortfall(planning: &Planning, plan: &Plan, shift: usize) -> Option<Shortfall> {
    let crew = plan.crew(shift);
    let missing = cost::missing(planning, shift, crew);
    if missing == 0 {
        return None;
    }
    let s = &planning.shifts[shift];
    let masters = |skill: &Skill| crew.iter().any(|p| planning.people[*p].masters.contains(skill));
    let lacking: Vec<Skill> = s.skills.iter().filter(|k| !masters(k)).cloned().collect();
    let others: Vec<usize> = (0..planning.people.len()).filter(|p| !crew.contains(p)).collect();
    let alone = Plan::empty(planning.shifts.len());
    let certain = others.iter().all(|&person| !personal(planning, &alone, Given { shift, person }).is_empty());
    let mut remedies: Vec<Remedy> = others
        .iter()
        .filter_map(|&person| {
            let verdict = super::explain(planning, plan, Given { shift, person });
            match verdict.blocks.as_slice() {
                [only] => remedy(person, only),
                _ => None,
            }
        })
        .collect();
    remedies.push(Remedy::Recruit {
        skills: lacking.clone(),
    });
    remedies.sort();
    Some(Shortfall {
        shift,
        missing,
        lacking,
        certain,
        remedies,
    })
}

/// What takes one thing out of the way. Nothing takes away that she is not one of ours, or ill, or at school, or the law.
fn remedy(person: usize, block: &Block) -> Option<Remedy> {
    Some(match block {
        Block::Busy(BusyWhy::SaidNo) => Remedy::Ask { person },
        Block::Clash { with } | Block::Travel { with, .. } | Block::Rest { with } => {
            Remedy::Move { person, from: *with }
        }
        Block::Gate => Remedy::OpenGate { person },
        Block::WeekFull { over } => Remedy::MoreHours { person, minutes: *over },
        Block::Lacking { skills } => Remedy::Teach {
            person,
            skills: skills.clone(),
        },
        Block::NeedsExperienced => Remedy::Experienced { person },
        Block::NeedsAdult => Remedy::Adult { person },
        Block::Busy(_)
        | Block::YoungHours
        | Block::DayFull { .. }
        | Block::Full
        | Block::AlreadyThere
        | Block::Locked => return None,
    })
}
