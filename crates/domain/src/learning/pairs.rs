use crate::shared::{Id, Key};
use jiff::civil::{Date, Weekday};
use std::collections::BTreeSet;

/// A younger and an older guide who are on shift together and learn from each other (par).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Its identity.
    pub id: Id,
    /// The younger.
    pub younger: Id,
    /// The older.
    pub older: Id,
    /// From this day.
    pub from: Date,
    /// The last day; `None` until somebody ends it.
    pub until: Option<Date>,
    /// What they want to learn from each other; may be empty.
    pub note: String,
}

impl Pair {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds(&self, on: Date) -> bool {
        self.from <= on && self.until.is_none_or(|last| on <= last)
    }
}

/// What is looked at when two are to be paired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairCandidate {
    /// The guide.
    pub id: Id,
    /// Whether she is among the younger.
    pub younger: bool,
    /// Places she wishes to be.
    pub places: Vec<Key>,
    /// Days she wishes to be there.
    pub days: Vec<Weekday>,
    /// Languages she guides in.
    pub languages: Vec<String>,
}

/// Two who could be a pair, and what they have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairSuggestion {
    /// The younger.
    pub younger: Id,
    /// The older.
    pub older: Id,
    /// Places that both wish.
    pub places: Vec<Key>,
    /// Days that both wish.
    pub days: Vec<Weekday>,
    /// Languages that both guide in.
    pub languages: Vec<String>,
}

/// Suggests pairs among those who are in none: who have most in common first, each person once. Somebody who has said neither
/// place nor day can be anywhere.
#[must_use]
pub fn suggest_pairs(people: &[PairCandidate], standing: &[Pair], today: Date) -> Vec<PairSuggestion> {
    let paired: BTreeSet<Id> = standing.iter().filter(|p| p.holds(today)).flat_map(|p| [p.younger, p.older]).collect();
    let free = |p: &&PairCandidate| !paired.contains(&p.id);
    let younger = people.iter().filter(|p| p.younger).filter(free);
    let mut all: Vec<PairSuggestion> = younger
        .flat_map(|y| people.iter().filter(|p| !p.younger).filter(free).filter_map(|o| together(y, o)))
        .collect();
    all.sort_by_key(|s| {
        let common = s.places.len() + s.days.len() + s.languages.len();
        (std::cmp::Reverse(common), s.younger, s.older)
    });
    let mut used = BTreeSet::new();
    all.retain(|s| {
        let both = !used.contains(&s.younger) && !used.contains(&s.older);
        if both {
            used.extend([s.younger, s.older]);
        }
        both
    });
    all
}

/// What two have in common; `None` when they never wish to be at the same place, or on the same day.
fn together(younger: &PairCandidate, older: &PairCandidate) -> Option<PairSuggestion> {
    let places = both(&younger.places, &older.places)?;
    let days = both(&younger.days, &older.days)?;
    let shared = |l: &&String| older.languages.contains(l);
    Some(PairSuggestion {
        younger: younger.id,
        older: older.id,
        places,
        days,
        languages: younger.languages.iter().filter(shared).cloned().collect(),
    })
}

/// What stands in both lists; an empty list is everything. `None` when nothing does.
fn both<V: Clone + PartialEq>(one: &[V], other: &[V]) -> Option<Vec<V>> {
    if one.is_empty() || other.is_empty() {
        return Some(Vec::new());
    }
    let common: Vec<V> = one.iter().filter(|v| other.contains(v)).cloned().collect();
    (!common.is_empty()).then_some(common)
}
