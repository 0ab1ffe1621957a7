use super::{Axis, Cell, Dimension, NO_VALUE, Table, UNKNOWN};
use std::cmp::Reverse;

/// Below this many, a change in percent would make chance look like a trend.
const PERCENT_FROM: u64 = 20;

/// A smaller change than this is not worth a sentence.
const WORTH_TELLING: i64 = 5;

/// A number against an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NumberChange {
    /// How many more; negative when fewer.
    pub absolute: i64,
    /// The change in whole percent, rounded; `None` when the earlier number is below 20.
    pub percent: Option<i64>,
    /// How to say it.
    pub words: ChangeWords,
}

/// How a change is said in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeWords {
    /// More than before.
    More,
    /// Fewer than before.
    Fewer,
    /// Exactly as many.
    Same,
    /// Some now, none before.
    FirstTime,
    /// None now, none before.
    Nothing,
}

impl ChangeWords {
    /// Every way.
    pub const ALL: [Self; 5] = [Self::More, Self::Fewer, Self::Same, Self::FirstTime, Self::Nothing];

    /// Stable key for the text.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::More => "more",
            Self::Fewer => "fewer",
            Self::Same => "same",
            Self::FirstTime => "first_time",
            Self::Nothing => "nothing",
        }
    }
}

/// Compares a number with an earlier one.
///
/// ```
/// use domain::statistics::{ChangeWords, compare};
/// let change = compare(214, 160);
/// assert_eq!((change.absolute, change.percent, change.words), (54, Some(34), ChangeWords::More));
/// assert_eq!(compare(6, 3).percent, None);
/// ```
#[must_use]
pub fn compare(now: u64, then: u64) -> NumberChange {
    let absolute = difference(now, then);
    let words = match (now, then) {
        (0, 0) => ChangeWords::Nothing,
        (_, 0) => ChangeWords::FirstTime,
        _ if absolute > 0 => ChangeWords::More,
        _ if absolute < 0 => ChangeWords::Fewer,
        _ => ChangeWords::Same,
    };
    NumberChange {
        absolute,
        percent: (then >= PERCENT_FROM).then(|| rounded_percent(absolute, signed(then))),
        words,
    }
}

fn signed(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn difference(now: u64, then: u64) -> i64 {
    signed(now).saturating_sub(signed(then))
}

/// Half a percent is rounded away from zero.
const fn rounded_percent(part: i64, whole: i64) -> i64 {
    let half = if part < 0 { -whole } else { whole };
    part.saturating_mul(200).saturating_add(half) / whole.saturating_mul(2)
}

/// Compares two figures of suppressed tables; `None` when either is hidden.
#[must_use]
pub fn compare_cells(now: Cell, then: Cell) -> Option<NumberChange> {
    Some(compare(now.number()?, then.number()?))
}

/// What the sentence above a chart says: «Flere spør om BankID enn i fjor: 214 mot 160».
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sentence {
    /// Nothing has been registered.
    Nothing,
    /// One value grew more than any other.
    Riser {
        /// The dimension.
        dimension: Dimension,
        /// The value.
        value: String,
        /// How many now.
        now: u64,
        /// How many then.
        then: u64,
    },
    /// No value grew, and one fell more than any other.
    Faller {
        /// The dimension.
        dimension: Dimension,
        /// The value.
        value: String,
        /// How many now.
        now: u64,
        /// How many then.
        then: u64,
    },
    /// Nothing to compare with, or no clear change: the most frequent value.
    Most {
        /// The dimension.
        dimension: Dimension,
        /// The value.
        value: String,
        /// How many.
        n: u64,
        /// Of how many visits; `None` when that is hidden.
        of: Option<u64>,
    },
    /// Only the total can be told.
    Total {
        /// How many visits.
        n: u64,
    },
    /// Something has been registered, but too little to show.
    TooFew,
}

impl Sentence {
    /// Stable key for the text.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Riser { .. } => "riser",
            Self::Faller { .. } => "faller",
            Self::Most { .. } => "most",
            Self::Total { .. } => "total",
            Self::TooFew => "too_few",
        }
    }
}

/// The sentence above a table, from tables that are already suppressed, so that it can tell no more than they do. A change
/// of fewer than five is not told; *not known* and *none* are never the subject.
#[must_use]
pub fn sentence(now: &Table, then: Option<&Table>) -> Sentence {
    if now.total == Cell::Number(0) {
        return Sentence::Nothing;
    }
    let only_total = now.total.number().map_or(Sentence::TooFew, |n| Sentence::Total { n });
    let Axis::Dimension(dimension) = now.lines_by else {
        return only_total;
    };
    let subjects = subjects(now);
    then.and_then(|then| clearest_change(dimension, &subjects, then))
        .or_else(|| most(dimension, &subjects, now.total))
        .unwrap_or(only_total)
}

fn subjects(table: &Table) -> Vec<(&str, u64)> {
    let told = table.line_totals().into_iter().filter(|(key, _)| *key != UNKNOWN && *key != NO_VALUE);
    told.filter_map(|(key, cell)| Some((key, cell.number()?))).collect()
}

fn most(dimension: Dimension, subjects: &[(&str, u64)], total: Cell) -> Option<Sentence> {
    let counted = subjects.iter().filter(|(_, n)| *n > 0);
    let (value, n) = counted.max_by_key(|(key, n)| (*n, Reverse(*key)))?;
    Some(Sentence::Most {
        dimension,
        value: (*value).to_owned(),
        n: *n,
        of: total.number(),
    })
}

fn clearest_change(dimension: Dimension, now: &[(&str, u64)], then: &Table) -> Option<Sentence> {
    let earlier = then.line_totals();
    // A value that the earlier table does not have is zero there; one that is hidden there cannot be compared.
    let before = |key: &str| earlier.iter().find(|(k, _)| *k == key).map_or(Some(0), |(_, cell)| cell.number());
    let pairs: Vec<_> = now.iter().filter_map(|(key, n)| Some((*key, *n, before(key)?))).collect();
    let clear = |sign: i64| {
        let changes = pairs.iter().filter(move |p| sign * difference(p.1, p.2) >= WORTH_TELLING);
        changes.max_by_key(|p| (sign * difference(p.1, p.2), Reverse(p.0)))
    };
    if let Some(&(value, now, then)) = clear(1) {
        let value = value.to_owned();
        return Some(Sentence::Riser {
            dimension,
            value,
            now,
            then,
        });
    }
    let &(value, now, then) = clear(-1)?;
    let value = value.to_owned();
    Some(Sentence::Faller {
        dimension,
        value,
        now,
        then,
    })
}
