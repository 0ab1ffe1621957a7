//! The rows of figures that go with every visit: moved in the visit's own transaction, so that they are never behind.

use crate::frame::{AppError, days};
use domain::{
    shared::PartOfDay,
    statistics::{Bump, Dimension, UNKNOWN, register_bumps, undo_bumps},
    visits::Visit,
};
use std::{collections::BTreeSet, fmt::Write as _, sync::LazyLock};
use store::{Fault, Query, Tx, Value, params};

/// So many rows are moved by one statement; a visit with every topic needs two.
const AT_ONCE: usize = 24;

static MOVE_MONTH: LazyLock<Vec<String>> = LazyLock::new(|| (0..=AT_ONCE).map(move_month_sql).collect());

const MOVE_DAY: &str = "INSERT INTO visit_day (tenant_id, day, part_of_day, place_id, offering_id, n)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (tenant_id, day, part_of_day, place_id, offering_id) DO UPDATE SET n = visit_day.n + excluded.n";

fn move_month_sql(rows: usize) -> String {
    let mut sql =
        "INSERT INTO visit_month (tenant_id, month, place_id, offering_id, dimension, value, n) VALUES ".to_owned();
    for row in 0..rows {
        let comma = if row == 0 { "" } else { ", " };
        let at = 5 + row * 3;
        // Writing to a String cannot fail.
        let _ = write!(sql, "{comma}($1, $2, $3, $4, ${at}, ${}, ${})", at + 1, at + 2);
    }
    sql + " ON CONFLICT (tenant_id, month, place_id, offering_id, dimension, value) DO UPDATE SET n = visit_month.n + excluded.n"
}

/// Counts a visit in.
pub(super) fn add(tx: &mut Tx, visit: &Visit) -> Result<(), AppError> {
    move_by(tx, visit, &register_bumps(visit), i64::from(visit.count))
}

/// Counts a visit out again.
pub(super) fn take_away(tx: &mut Tx, visit: &Visit) -> Result<(), AppError> {
    move_by(tx, visit, &undo_bumps(visit), -i64::from(visit.count))
}

/// Two transactions meet the rows in the same order, because a visit gives its dimensions in one fixed order.
fn move_by(tx: &mut Tx, visit: &Visit, bumps: &[Bump], n: i64) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let month = days(visit.day.first_of_month());
    for some in bumps.chunks(AT_ONCE) {
        let mut values: Vec<Value> = Vec::with_capacity(4 + 3 * some.len());
        values.extend(params![tenant, month, visit.place.0, visit.offering.0]);
        for bump in some {
            values.extend([bump.dimension.code().into(), bump.value.as_str().into(), bump.delta.into()]);
        }
        tx.exec_later(&MOVE_MONTH[some.len()], values)?;
    }
    let part = visit.part_of_day.map_or(UNKNOWN, PartOfDay::code);
    tx.exec_later(
        MOVE_DAY,
        params![tenant, days(visit.day), part, visit.place.0, visit.offering.0, n],
    )?;
    Ok(())
}

/// Writes the rows of the months and days of these visits anew, in the order of what they count. A database may store a
/// row where it was last changed; without this the place of a row would tell which visit came last.
pub(super) fn settle(tx: &mut Tx, visits: &[Visit]) -> Result<(), AppError> {
    let months: BTreeSet<i64> = visits.iter().map(|v| days(v.day.first_of_month())).collect();
    for month in months {
        settle_month(tx, month)?;
    }
    let touched: BTreeSet<i64> = visits.iter().map(|v| days(v.day)).collect();
    for day in touched {
        settle_day(tx, day)?;
    }
    Ok(())
}

fn settle_month(tx: &mut Tx, month: i64) -> Result<(), Fault> {
    let tenant = tx.tenant();
    let mut rows = tx.rows(
        "DELETE FROM visit_month WHERE tenant_id = $1 AND month = $2 RETURNING place_id, offering_id, dimension, value, n",
        &params![tenant, month],
        |row| Ok((row.id(0)?, row.id(1)?, row.text(2)?, row.text(3)?, row.int(4)?)),
    )?;
    // Rows that earlier versions kept, and that follow from the others, go with this.
    rows.retain(|row| row.4 != 0 && Dimension::parse(&row.2).is_some_and(|dimension| dimension.keeps(&row.3)));
    rows.sort_unstable();
    let columns = "visit_month (tenant_id, month, place_id, offering_id, dimension, value, n)";
    let rows = rows
        .into_iter()
        .map(|(place, offering, dimension, value, n)| params![place, offering, dimension, value, n]);
    insert_all(tx, columns, month, rows.collect())
}

fn settle_day(tx: &mut Tx, day: i64) -> Result<(), Fault> {
    let tenant = tx.tenant();
    let mut rows = tx.rows(
        "DELETE FROM visit_day WHERE tenant_id = $1 AND day = $2 RETURNING part_of_day, place_id, offering_id, n",
        &params![tenant, day],
        |row| Ok((row.text(0)?, row.id(1)?, row.id(2)?, row.int(3)?)),
    )?;
    rows.retain(|row| row.3 != 0);
    rows.sort_unstable();
    let columns = "visit_day (tenant_id, day, part_of_day, place_id, offering_id, n)";
    let rows = rows.into_iter().map(|(part, place, offering, n)| params![part, place, offering, n]);
    insert_all(tx, columns, day, rows.collect())
}

/// Inserts rows whose first two columns are the municipality and the day or month.
fn insert_all(tx: &mut Tx, columns: &str, when: i64, rows: Vec<Vec<Value>>) -> Result<(), Fault> {
    for some in rows.chunks(AT_ONCE) {
        let mut values: Vec<Value> = params![tx.tenant(), when];
        let mut sql = format!("INSERT INTO {columns} VALUES ");
        for (at, row) in some.iter().enumerate() {
            let first = values.len() + 1;
            let marks: Vec<String> = (first..first + row.len()).map(|n| format!("${n}")).collect();
            // Writing to a String cannot fail.
            let _ = write!(sql, "{}($1, $2, {})", if at == 0 { "" } else { ", " }, marks.join(", "));
            values.extend_from_slice(row);
        }
        tx.exec_later(&sql, values)?;
    }
    Ok(())
}
