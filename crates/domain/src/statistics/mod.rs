//! Tallene: how much is asked for, where, when and about what – without telling anything about one person.
//!
//! Each registered visit is added to a row for every dimension; pages and files are tables made from those rows. Small
//! numbers are hidden in one place, [`suppress`], before anything is shown or written.

mod compare;
mod dimension;
mod period;
mod rollup;
mod sheet;
mod suppress;
mod table;
#[cfg(test)]
mod tests;

pub use compare::{ChangeWords, NumberChange, Sentence, compare, compare_cells, sentence};
pub use dimension::{Dimension, NO_VALUE, UNKNOWN};
pub use period::{Period, PeriodKind};
pub use rollup::{Bump, RollupRow, register_bumps, rollup_keys, tally, undo_bumps, visits_per_bucket, whole};
pub use sheet::{CsvFlavour, Sheet, SheetCell, SheetWords, no_formula, write_csv};
pub use suppress::{Audience, LARGEST_HIDDEN, suppress, suppress_line};
pub use table::{Axis, Cell, Table, TableLine, pivot, week_table};
