//! What is scarce – a guide, a room, a seat, a projector – is taken here, and the database decides who gets it: a lane of a
//! resource has each five-minute cell once. There is no check before the insert that has to be right; the reads here only
//! save work.

use crate::frame::AppError;
use ::store::{Fault, Query, Row, Tx, Value, params};
use domain::{
    bookings::cells,
    shared::{Minute, instant_of},
};
use jiff::{Timestamp, civil::Date};
use std::{collections::HashSet, ops::Range};

/// So many cells are taken by one statement, so that there are few texts of it. A long appointment needs one statement, a
/// month's loan some.
const AT_ONCE: i64 = 48;

/// A cell of a lane that somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The lane.
    pub lane: u16,
    /// The cell.
    pub cell: i64,
    /// Until when it is held; `None` when it is kept.
    pub held_until: Option<Timestamp>,
}

/// Takes one lane of a resource in all these cells, the lowest there is, for `holder`. `None` when every lane is taken in
/// some cell. A hold past its time does not count.
///
/// Of any number who ask at once, as many get a lane as there are lanes.
///
/// # Errors
/// A fault of the database.
pub fn take(
    tx: &mut Tx,
    resource: [u8; 16],
    lanes: Range<u16>,
    cells: Range<i64>,
    holder: [u8; 16],
    held_until: Option<Timestamp>,
) -> Result<Option<u16>, AppError> {
    if cells.is_empty() {
        return Ok(None);
    }
    clear_expired(tx, resource, &cells)?;
    let busy: HashSet<u16> = taken(tx, resource, cells.clone())?.into_iter().map(|t| t.lane).collect();
    for lane in lanes.filter(|lane| !busy.contains(lane)) {
        if insert(tx, resource, lane, &cells, holder, held_until)? {
            return Ok(Some(lane));
        }
    }
    Ok(None)
}

/// Whether every cell of the lane was got; what was got of a lane that somebody else was quicker in is given back.
fn insert(
    tx: &mut Tx,
    resource: [u8; 16],
    lane: u16,
    cells: &Range<i64>,
    holder: [u8; 16],
    held_until: Option<Timestamp>,
) -> Result<bool, AppError> {
    let mut all = true;
    let mut from = cells.start;
    while all && from < cells.end {
        let some = from..cells.end.min(from + AT_ONCE);
        from = some.end;
        let mut values = params![tx.tenant(), resource, lane, holder, held_until];
        let rows: Vec<String> = some.map(|cell| row(&mut values, cell)).collect();
        let sql = format!(
            "INSERT INTO claim (tenant_id, resource, lane, holder, held_until, cell) VALUES {}
             ON CONFLICT (tenant_id, resource, lane, cell) DO NOTHING",
            rows.join(", ")
        );
        let got = tx.exec(&sql, &values)?;
        all = usize::try_from(got).is_ok_and(|got| got == rows.len());
    }
    if all {
        return Ok(true);
    }
    tx.exec(
        "DELETE FROM claim WHERE tenant_id = $1 AND resource = $2 AND lane = $3 AND holder = $4 AND cell >= $5 AND cell < $6",
        &params![tx.tenant(), resource, lane, holder, cells.start, cells.end],
    )?;
    Ok(false)
}

fn row(values: &mut Vec<Value>, cell: i64) -> String {
    values.push(Value::Int(cell));
    format!("($1, $2, $3, $4, $5, ${})", values.len())
}

fn clear_expired(tx: &mut Tx, resource: [u8; 16], cells: &Range<i64>) -> Result<(), AppError> {
    tx.exec(
        "DELETE FROM claim WHERE tenant_id = $1 AND resource = $2 AND cell >= $3 AND cell < $4 AND held_until <= $5",
        &params![tx.tenant(), resource, cells.start, cells.end, tx.now()],
    )?;
    Ok(())
}

/// Makes everything that `holder` holds its own for good. Returns how many cells that was; 0 when the hold had ended and
/// somebody else came.
///
/// # Errors
/// A fault of the database.
pub fn keep(tx: &mut Tx, holder: [u8; 16]) -> Result<u64, AppError> {
    hold_until(tx, holder, None)
}

/// Lets everything that `holder` holds be held until another instant, or for good. Returns how many cells that was.
///
/// # Errors
/// A fault of the database.
pub fn hold_until(tx: &mut Tx, holder: [u8; 16], until: Option<Timestamp>) -> Result<u64, AppError> {
    let changed = tx.exec(
        "UPDATE claim SET held_until = $3 WHERE tenant_id = $1 AND holder = $2",
        &params![tx.tenant(), holder, until],
    )?;
    Ok(changed)
}

/// Gives everything back that `holder` has. Returns how many cells that was.
///
/// # Errors
/// A fault of the database.
pub fn free(tx: &mut Tx, holder: [u8; 16]) -> Result<u64, AppError> {
    let freed = tx.exec(
        "DELETE FROM claim WHERE tenant_id = $1 AND holder = $2",
        &params![tx.tenant(), holder],
    )?;
    Ok(freed)
}

/// Gives back what `holder` has of one resource. Returns how many cells that was.
///
/// # Errors
/// A fault of the database.
pub fn free_of(tx: &mut Tx, resource: [u8; 16], holder: [u8; 16]) -> Result<u64, AppError> {
    let freed = tx.exec(
        "DELETE FROM claim WHERE tenant_id = $1 AND holder = $2 AND resource = $3",
        &params![tx.tenant(), holder, resource],
    )?;
    Ok(freed)
}

/// The cells of a resource that somebody has, by lane and cell. Holds past their time are among them until somebody takes
/// there; their `held_until` says so.
///
/// # Errors
/// A fault of the database.
pub fn taken(q: &mut impl Query, resource: [u8; 16], cells: Range<i64>) -> Result<Vec<Taken>, AppError> {
    let span = params![q.tenant(), resource, cells.start, cells.end];
    let found = q.rows(
        "SELECT lane, cell, held_until FROM claim
         WHERE tenant_id = $1 AND resource = $2 AND cell >= $3 AND cell < $4 ORDER BY lane, cell",
        &span,
        taken_of,
    )?;
    Ok(found)
}

/// The cells of guides that are taken by somebody who has no appointment there: from the waiting list. Holds past their
/// time are left out.
///
/// # Errors
/// A fault of the database.
pub fn of_others(
    q: &mut impl Query,
    resource: [u8; 16],
    cells: Range<i64>,
    now: Timestamp,
) -> Result<Vec<Taken>, AppError> {
    let span = params![q.tenant(), resource, cells.start, cells.end, now];
    let found = q.rows(
        "SELECT c.lane, c.cell, c.held_until FROM claim c
         WHERE c.tenant_id = $1 AND c.resource = $2 AND c.cell >= $3 AND c.cell < $4
             AND (c.held_until IS NULL OR c.held_until > $5)
             AND NOT EXISTS (SELECT 1 FROM appointment a WHERE a.tenant_id = c.tenant_id AND a.id = c.holder)
         ORDER BY c.lane, c.cell",
        &span,
        taken_of,
    )?;
    Ok(found)
}

fn taken_of(row: &Row) -> Result<Taken, Fault> {
    let held_until = row.opt_int(2)?.map(Timestamp::from_millisecond).transpose();
    Ok(Taken {
        lane: u16::try_from(row.int(0)?).map_err(|_| Fault::corrupt("not a lane"))?,
        cell: row.int(1)?,
        held_until: held_until.map_err(|_| Fault::corrupt("not an instant"))?,
    })
}

/// Forgets holds past their time that nobody has taken over.
///
/// # Errors
/// A fault of the database.
pub fn forget_expired(tx: &mut Tx) -> Result<u64, AppError> {
    let gone = tx.exec(
        "DELETE FROM claim WHERE tenant_id = $1 AND held_until <= $2",
        &params![tx.tenant(), tx.now()],
    )?;
    Ok(gone)
}

/// Deletes what was taken of days that are over. Seats are of no day: they are in cell 0.
///
/// # Errors
/// A fault of the database.
pub fn forget_past(tx: &mut Tx, today: Date) -> Result<u64, AppError> {
    let midnight = instant_of(today, Minute::MIDNIGHT);
    let gone = tx.exec(
        "DELETE FROM claim WHERE tenant_id = $1 AND cell > 0 AND cell < $2",
        &params![tx.tenant(), cells(midnight, midnight).start],
    )?;
    Ok(gone)
}
