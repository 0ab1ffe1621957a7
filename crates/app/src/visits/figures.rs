//! The rows of figures that go with every visit: moved in the visit's own transaction, so that they are never behind.

use crate::frame::{AppError, days};
use domain::{
    shared::PartOfDay,
    statistics::{Bump, UNKNOWN, register_bumps, undo_bumps},
    visits::Visit,
};
use std::{fmt::Write as _, sync::LazyLock};
use store::{Query, Tx, Value, params};

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
        let mut values: Vec<Value> = params![tenant, month, visit.place.0, visit.offering.0].to_vec();
        for bump in some {
            values.extend(params![bump.dimension.code(), bump.value.as_str(), bump.delta].iter().cloned());
        }
        tx.exec(&MOVE_MONTH[some.len()], &values)?;
    }
    let part = visit.part_of_day.map_or(UNKNOWN, PartOfDay::code);
    tx.exec(
        MOVE_DAY,
        &params![tenant, days(visit.day), part, visit.place.0, visit.offering.0, n],
    )?;
    Ok(())
}
