//! What was asked for at the counters, counted by rule and month: outside the service, and further help because of a
//! disability. Nobody is in it.

use crate::frame::{AppError, days, stored_code};
use domain::{
    boundaries::{AskedKind, ExceptionHelp, ExceptionReason},
    shared::{Id, day_and_minute},
    statistics::NO_VALUE,
};
use jiff::{ToSpan, civil::Date};
use store::{Query, Tx, params};

/// How many days later a device may send a tap and have it counted in the month it was made in.
const LATE_DAYS: i32 = 31;

/// How many days it is known that a tap was counted.
const RECEIPTS_KEPT_DAYS: i32 = LATE_DAYS + 1;

/// How many years the counts are kept.
const KEPT_YEARS: i16 = 10;

/// A month as a number: 202611.
#[must_use]
pub fn month_of(day: Date) -> i64 {
    i64::from(day.year()) * 100 + i64::from(day.month())
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tap<'a> {
    /// A number the page was made with: the same tap sent again counts once.
    pub id: Id,
    /// The day it is counted on.
    pub day: Date,
    /// The boundary rule.
    pub rule: &'a str,
    /// What was done and why, for further help because of a disability; `None` for what stands outside.
    pub exception: Option<(ExceptionReason, ExceptionHelp)>,
}

/// The day a tap is counted on: the one its device gives where that can be, and else today.
#[must_use]
pub fn day_of_tap(given: Option<Date>, today: Date) -> Date {
    given.filter(|day| *day <= today && *day >= today.saturating_sub(LATE_DAYS.days())).unwrap_or(today)
}

/// Counts a tap; true when it was not counted before.
///
/// # Errors
/// A fault of the database.
pub fn count(tx: &mut Tx, tap: &Tap) -> Result<bool, AppError> {
    let tenant = tx.tenant();
    let today = day_and_minute(tx.now()).0;
    let fresh = tx.exec(
        "INSERT INTO boundary_receipt (tenant_id, id, day) VALUES ($1, $2, $3) ON CONFLICT (tenant_id, id) DO NOTHING",
        &params![tenant, tap.id.0, days(today)],
    )?;
    if fresh == 0 {
        return Ok(false);
    }
    let kind = if tap.exception.is_some() {
        AskedKind::Exception
    } else {
        AskedKind::Outside
    };
    let (reason, help) = tap.exception.map_or(("", ""), |(r, h)| (r.code(), h.code()));
    tx.exec(
        "INSERT INTO boundary_count (tenant_id, month, kind, rule, reason, help, n) VALUES ($1, $2, $3, $4, $5, $6, 1)
         ON CONFLICT (tenant_id, month, kind, rule, reason, help) DO UPDATE SET n = boundary_count.n + 1",
        &params![tenant, month_of(tap.day), kind.code(), tap.rule, reason, help],
    )?;
    Ok(true)
}

/// A row of the counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The month, as 202611.
    pub month: i64,
    /// What was counted.
    pub kind: AskedKind,
    /// The boundary rule.
    pub rule: String,
    /// Why, for further help.
    pub reason: Option<ExceptionReason>,
    /// What was done, for further help.
    pub help: Option<ExceptionHelp>,
    /// How many times.
    pub n: i64,
}

/// The counts from a month on, oldest first.
///
/// # Errors
/// A fault of the database.
pub fn since(q: &mut impl Query, month: i64) -> Result<Vec<Counted>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT month, kind, rule, reason, help, n FROM boundary_count WHERE tenant_id = $1 AND month >= $2
         ORDER BY month, kind, rule, reason, help",
        &params![tenant, month],
        |row| {
            Ok(Counted {
                month: row.int(0)?,
                kind: stored_code(row.str(1)?, AskedKind::parse)?,
                rule: row.text(2)?,
                reason: ExceptionReason::parse(row.str(3)?),
                help: ExceptionHelp::parse(row.str(4)?),
                n: row.int(5)?,
            })
        },
    )?)
}

/// How many visits named a boundary, by rule, in the months from that of a day on.
///
/// # Errors
/// A fault of the database.
pub fn in_visits(q: &mut impl Query, from: Date) -> Result<Vec<(String, i64)>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT value, CAST(SUM(n) AS BIGINT) FROM visit_month
         WHERE tenant_id = $1 AND month >= $2 AND dimension = 'boundary' AND value <> $3 GROUP BY value ORDER BY value",
        &params![tenant, days(from.first_of_month()), NO_VALUE],
        |row| Ok((row.text(0)?, row.int(1)?)),
    )?)
}

/// The night's work: receipts of taps and counts of long ago are forgotten.
///
/// # Errors
/// A fault of the database.
pub fn forget_old(tx: &mut Tx) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let today = day_and_minute(tx.now()).0;
    tx.exec(
        "DELETE FROM boundary_receipt WHERE tenant_id = $1 AND day < $2",
        &params![tenant, days(today.saturating_sub(RECEIPTS_KEPT_DAYS.days()))],
    )?;
    tx.exec(
        "DELETE FROM boundary_count WHERE tenant_id = $1 AND month < $2",
        &params![tenant, month_of(today.saturating_sub(i64::from(KEPT_YEARS).years()))],
    )?;
    Ok(())
}
