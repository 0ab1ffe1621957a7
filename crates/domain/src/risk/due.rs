use jiff::civil::Date;
use std::collections::BTreeMap;

/// What kind of thing is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DueKind {
    /// A scenario to be looked at anew, because something happened.
    Reopened,
    /// A measure to be done.
    Measure,
    /// A measure that is done: does it work?
    Effect,
    /// An analysis or a scenario to be looked at again.
    Review,
    /// A place to be walked through.
    PlaceCheck,
    /// A boundary otherwise than the national one, whose risk is not assessed.
    Deviation,
    /// What a guide has to learn or renew.
    Training,
    /// Somebody who guides has asked for everything about her to be erased.
    Erasure,
    /// Money of a grant that ends.
    GrantEnds,
    /// Something that the giver of a grant asks for.
    GrantCondition,
    /// A decision that no longer holds.
    CommitmentEnds,
    /// A strategy whose period ends.
    StrategyEnds,
    /// A benefit to be measured.
    BenefitMeasured,
}

/// Something that somebody has to do (frist).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// What kind of thing.
    pub kind: DueKind,
    /// Who sees to it; empty when nobody is named.
    pub owner: String,
    /// What it is.
    pub what: String,
    /// Where it belongs: the analysis, the place.
    pub about: String,
    /// By when; `None` when no day is set.
    pub day: Option<Date>,
    /// The path of the page where it is done.
    pub path: String,
}

impl Due {
    /// Whether the day has passed. What happened and was not looked at is always late.
    #[must_use]
    pub fn is_late(&self, today: Date) -> bool {
        self.kind == DueKind::Reopened || self.day.is_some_and(|day| day < today)
    }
}

/// What is due by owner: owners in alphabetical order, what has no owner first, and with each the earliest day first.
#[must_use]
pub fn by_owner(all: Vec<Due>) -> Vec<(String, Vec<Due>)> {
    let mut owners: BTreeMap<String, Vec<Due>> = BTreeMap::new();
    for due in all {
        owners.entry(due.owner.trim().to_owned()).or_default().push(due);
    }
    let mut out: Vec<(String, Vec<Due>)> = owners.into_iter().collect();
    for (_, mine) in &mut out {
        mine.sort_by_key(|d| (d.kind != DueKind::Reopened, d.day.is_none(), d.day, d.kind));
    }
    out
}
