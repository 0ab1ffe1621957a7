use super::{Dimension, Period, PeriodKind, RollupRow, UNKNOWN};
use crate::shared::PartOfDay;
use std::{cmp::Reverse, collections::BTreeMap};

/// One figure of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cell {
    /// The number as it is; zero is zero.
    Number(u64),
    /// Fewer than five, but not zero: one to four, hidden.
    FewerThanFive,
    /// Five or more, hidden because a hidden neighbour could otherwise be worked out from the sum.
    Withheld,
}

impl Cell {
    /// The number, when it is shown.
    #[must_use]
    pub const fn number(self) -> Option<u64> {
        match self {
            Self::Number(n) => Some(n),
            Self::FewerThanFive | Self::Withheld => None,
        }
    }

    /// Whether the number is hidden.
    #[must_use]
    pub const fn is_hidden(self) -> bool {
        self.number().is_none()
    }
}

/// What the lines or columns of a table stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Axis {
    /// Values of a dimension.
    Dimension(Dimension),
    /// Periods; keys are [`Period::code`].
    Time(PeriodKind),
    /// Weekdays; keys are `1` (Monday) to `7`.
    Weekday,
}

/// One line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableLine {
    /// The value or period it stands for.
    pub key: String,
    /// One cell for each column.
    pub cells: Vec<Cell>,
    /// The sum of the cells.
    pub total: Cell,
}

/// A table of figures: lines, columns and sums, in keys that the page turns into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What the lines stand for.
    pub lines_by: Axis,
    /// What the columns stand for.
    pub columns_by: Axis,
    /// The keys of the columns.
    pub columns: Vec<String>,
    /// The lines.
    pub lines: Vec<TableLine>,
    /// For each column how many visits – which is the sum of the lines unless `several`.
    pub totals: Vec<Cell>,
    /// How many visits in all.
    pub total: Cell,
    /// A visit may stand in several lines, so that the lines add up to more than the visits. The page must say so.
    pub several: bool,
}

impl Table {
    /// The sums of the lines.
    #[must_use]
    pub fn line_totals(&self) -> Vec<(&str, Cell)> {
        self.lines.iter().map(|line| (line.key.as_str(), line.total)).collect()
    }

    /// The figures of one line by column, for a chart; empty when there is no such line.
    #[must_use]
    pub fn series(&self, key: &str) -> Vec<(&str, Cell)> {
        let line = self.lines.iter().find(|line| line.key == key);
        line.map_or(Vec::new(), |line| self.with_columns(&line.cells))
    }

    /// The visits by column, for a chart.
    #[must_use]
    pub fn total_series(&self) -> Vec<(&str, Cell)> {
        self.with_columns(&self.totals)
    }

    fn with_columns(&self, cells: &[Cell]) -> Vec<(&str, Cell)> {
        self.columns.iter().map(String::as_str).zip(cells.iter().copied()).collect()
    }

    /// Whether anything is hidden, so that the page says why.
    #[must_use]
    pub fn hides_something(&self) -> bool {
        let lines = self.lines.iter().flat_map(|line| line.cells.iter().chain([&line.total]));
        lines.chain(&self.totals).chain([&self.total]).any(|cell| cell.is_hidden())
    }
}

/// A line that is being counted: its key and one number for each column.
type Counted = (String, Vec<u64>);

/// A table of one dimension by time: a line for each value that occurs, a column for each bucket. Rows of other dimensions
/// and of days outside every bucket are left out. `visits` is how many visits each bucket holds
/// ([`super::visits_per_bucket`]); for a dimension with one value a visit, that is the sum of the lines.
#[must_use]
pub fn pivot(dimension: Dimension, rows: &[RollupRow], buckets: &[Period], visits: &[u64]) -> Table {
    let mut counts: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.dimension == dimension && row.n > 0) {
        for (i, _) in buckets.iter().enumerate().filter(|(_, b)| b.contains(row.day)) {
            counts.entry(&row.value).or_insert_with(|| vec![0; buckets.len()])[i] += row.n;
        }
    }
    let mut lines: Vec<Counted> = counts.into_iter().map(|(key, cells)| (key.to_owned(), cells)).collect();
    put_in_order(dimension, &mut lines);
    let axes = (
        Axis::Dimension(dimension),
        Axis::Time(buckets.first().map_or(PeriodKind::Custom, |b| b.kind())),
    );
    let columns = buckets.iter().map(|b| b.code()).collect();
    build(axes, columns, lines, visits, dimension.is_multi_valued())
}

fn put_in_order(dimension: Dimension, lines: &mut [Counted]) {
    let fixed = dimension.fixed_values();
    if fixed.is_empty() {
        lines.sort_by_key(|(key, cells)| (Reverse(cells.iter().sum::<u64>()), key.clone()));
    } else {
        lines.sort_by_key(|(key, _)| fixed.iter().position(|v| v == key).unwrap_or(usize::MAX));
    }
}

/// The table of the week: a line for each weekday, a column for each part of the day – and one for *not known* when it
/// occurs. Reads the rows of [`Dimension::WeekdayPart`] in the period.
#[must_use]
pub fn week_table(rows: &[RollupRow], period: Period) -> Table {
    let mut counts: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for row in rows.iter().filter(|r| r.dimension == Dimension::WeekdayPart && period.contains(r.day) && r.n > 0) {
        if let Some(key) = row.value.split_once('.') {
            *counts.entry(key).or_default() += row.n;
        }
    }
    let mut parts = PartOfDay::ALL.map(PartOfDay::code).to_vec();
    if counts.keys().any(|(_, part)| *part == UNKNOWN) {
        parts.push(UNKNOWN);
    }
    let count = |weekday, part| counts.get(&(weekday, part)).copied().unwrap_or(0);
    let line = |weekday: &'static str| {
        (
            weekday.to_owned(),
            parts.iter().map(|part| count(weekday, part)).collect(),
        )
    };
    let lines: Vec<Counted> = ["1", "2", "3", "4", "5", "6", "7"].map(line).into();
    let visits: Vec<u64> = (0..parts.len()).map(|i| lines.iter().map(|(_, cells)| cells[i]).sum()).collect();
    let columns = parts.into_iter().map(str::to_owned).collect();
    build(
        (Axis::Weekday, Axis::Dimension(Dimension::PartOfDay)),
        columns,
        lines,
        &visits,
        false,
    )
}

fn build(axes: (Axis, Axis), columns: Vec<String>, lines: Vec<Counted>, visits: &[u64], several: bool) -> Table {
    let numbers = |cells: &[u64]| cells.iter().copied().map(Cell::Number).collect::<Vec<_>>();
    let line = |(key, cells): Counted| TableLine {
        key,
        cells: numbers(&cells),
        total: Cell::Number(cells.iter().sum()),
    };
    Table {
        lines_by: axes.0,
        columns_by: axes.1,
        columns,
        lines: lines.into_iter().map(line).collect(),
        totals: numbers(visits),
        total: Cell::Number(visits.iter().sum()),
        several,
    }
}
