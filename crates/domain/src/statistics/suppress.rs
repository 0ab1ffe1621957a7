use super::{Axis, Cell, Dimension, PeriodKind, Table};

/// The largest number that is hidden in a breakdown.
pub const LARGEST_HIDDEN: u64 = 4;

/// Who will see a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Those who run the service, on a page inside it.
    Service,
    /// Anyone else: every file, every public page, the national view.
    Outside,
}

/// Hides small numbers – the one place where that is done.
///
/// - Inside the service, the totals per place (by week or longer) are shown as they are; they are the service's own count of
///   its own work. So are the visits in all under a table. In every other breakdown, and in everything that leaves, 1–4
///   becomes [`Cell::FewerThanFive`]. Zero stays zero.
/// - Where just one cell of a line or a column is hidden and its sum is shown, one more – the smallest that is left – is
///   withheld, so that the hidden one is not simply the difference.
///
/// This stops somebody who reads one sum of one table. It does not stop somebody who combines lines and columns, puts
/// several tables beside each other, or knows part of the numbers already; do not present it as more than it is.
#[must_use]
pub fn suppress(mut table: Table, audience: Audience) -> Table {
    let inside = audience == Audience::Service;
    if inside && is_own_totals(&table) {
        return table;
    }
    for line in &mut table.lines {
        line.cells.iter_mut().chain([&mut line.total]).for_each(hide);
    }
    if !inside {
        table.totals.iter_mut().chain([&mut table.total]).for_each(hide);
    }
    let mut totals: Vec<&mut Cell> = table.totals.iter_mut().collect();
    withhold_one(&mut totals, table.total);
    // Lines of a dimension where a visit may have several values do not add up to the visits: no difference to work out.
    if !table.several {
        withhold_in_columns(&mut table);
    }
    for line in &mut table.lines {
        let mut cells: Vec<&mut Cell> = line.cells.iter_mut().collect();
        withhold_one(&mut cells, line.total);
    }
    table
}

/// [`suppress`] for a line that stands alone and whose sum is known: one to four are hidden, and where that is one cell, the
/// smallest that is left is withheld with it.
#[must_use]
pub fn suppress_line(counts: &[u64]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = counts.iter().copied().map(Cell::Number).collect();
    cells.iter_mut().for_each(hide);
    withhold_one(
        &mut cells.iter_mut().collect::<Vec<_>>(),
        Cell::Number(counts.iter().sum()),
    );
    cells
}

fn is_own_totals(table: &Table) -> bool {
    let long_enough = matches!(
        table.columns_by,
        Axis::Time(PeriodKind::Week | PeriodKind::Month | PeriodKind::Year)
    );
    table.lines_by == Axis::Dimension(Dimension::Place) && long_enough
}

fn hide(cell: &mut Cell) {
    if cell.number().is_some_and(|n| (1..=LARGEST_HIDDEN).contains(&n)) {
        *cell = Cell::FewerThanFive;
    }
}

fn withhold_in_columns(table: &mut Table) {
    for (column, sum) in table.totals.iter().enumerate() {
        let mut cells: Vec<&mut Cell> = table.lines.iter_mut().filter_map(|l| l.cells.get_mut(column)).collect();
        withhold_one(&mut cells, *sum);
    }
    let mut totals: Vec<&mut Cell> = table.lines.iter_mut().map(|l| &mut l.total).collect();
    withhold_one(&mut totals, table.total);
}

/// Withholds the smallest shown cell above zero when exactly one is hidden and the sum is shown.
fn withhold_one(cells: &mut [&mut Cell], sum: Cell) {
    if sum.is_hidden() || cells.iter().filter(|c| c.is_hidden()).count() != 1 {
        return;
    }
    let shown = cells.iter_mut().filter(|c| c.number().is_some_and(|n| n > 0));
    if let Some(smallest) = shown.min_by_key(|c| c.number()) {
        **smallest = Cell::Withheld;
    }
}
