use super::{Dimension, Period};
use crate::visits::Visit;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What a visit is counted by: every dimension with each value the visit has in it.
#[must_use]
pub fn rollup_keys(visit: &Visit) -> Vec<(Dimension, String)> {
    let of = |dimension: Dimension| dimension.values(visit).into_iter().map(move |value| (dimension, value));
    Dimension::ALL.into_iter().flat_map(of).collect()
}

/// A change of one kept row of the figures ([`Dimension::keeps`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bump {
    /// The dimension.
    pub dimension: Dimension,
    /// The value.
    pub value: String,
    /// What is added; negative when a visit is undone.
    pub delta: i64,
}

/// The changes when a visit is registered.
#[must_use]
pub fn register_bumps(visit: &Visit) -> Vec<Bump> {
    bumps(visit, i64::from(visit.count))
}

/// The changes when a visit is undone: exactly the opposite of [`register_bumps`].
#[must_use]
pub fn undo_bumps(visit: &Visit) -> Vec<Bump> {
    bumps(visit, -i64::from(visit.count))
}

fn bumps(visit: &Visit, delta: i64) -> Vec<Bump> {
    let bump = |(dimension, value)| Bump {
        dimension,
        value,
        delta,
    };
    rollup_keys(visit)
        .into_iter()
        .filter(|(dimension, value)| dimension.keeps(value))
        .map(bump)
        .collect()
}

/// The rows of a dimension as they are shown, from those that are kept: with the rest that no row is kept for. `all` is how
/// many visits there are on each of the rows' days.
#[must_use]
pub fn whole(dimension: Dimension, kept: Vec<RollupRow>, all: &BTreeMap<Date, u64>) -> Vec<RollupRow> {
    let Some(rest) = dimension.rest() else {
        return kept;
    };
    let mut rows: Vec<RollupRow> = kept.into_iter().filter(|row| row.value != rest).collect();
    let mut left = all.clone();
    for row in &rows {
        let n = left.entry(row.day).or_default();
        *n = n.saturating_sub(row.n);
    }
    let of = |(day, n)| RollupRow {
        dimension,
        value: rest.to_owned(),
        day,
        n,
    };
    rows.extend(left.into_iter().filter(|(_, n)| *n > 0).map(of));
    rows
}

/// One row of the figures: so many visits with this value on this day, or in the month that begins on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollupRow {
    /// The dimension.
    pub dimension: Dimension,
    /// The value.
    pub value: String,
    /// The day, or the first day of the month the row stands for.
    pub day: Date,
    /// How many visits.
    pub n: u64,
}

/// The rows of a set of visits by day – for figures of one place or another choice that has no rows of its own.
#[must_use]
pub fn tally<'a>(visits: impl IntoIterator<Item = &'a Visit>) -> Vec<RollupRow> {
    let mut counts: BTreeMap<(Dimension, String, Date), u64> = BTreeMap::new();
    for visit in visits {
        for (dimension, value) in rollup_keys(visit) {
            *counts.entry((dimension, value, visit.day)).or_default() += u64::from(visit.count);
        }
    }
    let row = |((dimension, value, day), n)| RollupRow {
        dimension,
        value,
        day,
        n,
    };
    counts.into_iter().map(row).collect()
}

/// How many visits fall in each bucket: counted by place, which every visit has exactly one of.
#[must_use]
pub fn visits_per_bucket(rows: &[RollupRow], buckets: &[Period]) -> Vec<u64> {
    let by_place = || rows.iter().filter(|row| row.dimension == Dimension::Place);
    let visits = |bucket: &Period| by_place().filter(|row| bucket.contains(row.day)).map(|row| row.n).sum();
    buckets.iter().map(visits).collect()
}
