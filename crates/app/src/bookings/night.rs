//! What happens to appointments at night: they are forgotten in time.

use super::{claims, store};
use crate::{frame::AppError, messages};
use ::store::{Query, Tx};
use domain::shared::day_and_minute;
use jiff::civil::Date;

/// The night's work: holds past their time, claims of days that are over, and everything about appointments whose last day
/// is past. What is counted stays.
///
/// # Errors
/// A fault of the database.
pub fn tonight(tx: &mut Tx) -> Result<(), AppError> {
    let (today, now) = (day_and_minute(tx.now()).0, tx.now());
    claims::forget_expired(tx)?;
    claims::forget_past(tx, today)?;
    store::forget_counts(tx)?;
    for id in store::due(tx, today, now)? {
        messages::forget(tx, id.0)?;
        claims::free(tx, id.0)?;
        store::delete(tx, id)?;
    }
    store::delete_old(tx, today)
}

/// How many rows are kept longer than was promised.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, day: Date) -> Result<i64, AppError> {
    store::left_before(q, day)
}
