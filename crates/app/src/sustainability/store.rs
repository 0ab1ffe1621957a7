//! Agreed hours, and what comes on top of the open ones.

use crate::frame::{AppError, day_of, days, stored_code};
use domain::{
    guides::GuideKind,
    shared::Id,
    sustainability::{Rates, Worker},
};
use jiff::civil::Date;
use store::{Fault, Query, Tx, params};

fn small(n: i64) -> Result<u16, Fault> {
    u16::try_from(n).map_err(|_| Fault::corrupt(format!("not a rate: {n}")))
}

/// Everybody with agreed hours, by name and first day.
///
/// # Errors
/// A fault of the database.
pub fn workers(q: &mut impl Query) -> Result<Vec<(Id, Worker)>, AppError> {
    let tenant = params![q.tenant()];
    let mut found = q.rows(
        "SELECT id, name, kind, minutes_per_week, from_day, until_day FROM agreed_hours WHERE tenant_id = $1",
        &tenant,
        |row| {
            let minutes = row.int(3)?;
            Ok((
                Id(row.id(0)?),
                Worker {
                    name: row.text(1)?,
                    kind: stored_code(row.str(2)?, GuideKind::parse)?,
                    minutes_per_week: u32::try_from(minutes)
                        .map_err(|_| Fault::corrupt(format!("not minutes: {minutes}")))?,
                    from: day_of(row.int(4)?),
                    until: row.opt_int(5)?.map(day_of),
                },
            ))
        },
    )?;
    found.sort_by(|a, b| (&a.1.name, a.1.from).cmp(&(&b.1.name, b.1.from)));
    Ok(found)
}

/// Keeps somebody's agreed hours; the same name and first day again, the last word counts.
///
/// # Errors
/// A fault of the database.
pub fn put(tx: &mut Tx, w: &Worker) -> Result<(), AppError> {
    let id = tx.new_id();
    tx.exec(
        "INSERT INTO agreed_hours (tenant_id, id, name, kind, minutes_per_week, from_day, until_day)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (tenant_id, name, from_day) DO UPDATE SET kind = excluded.kind,
             minutes_per_week = excluded.minutes_per_week, until_day = excluded.until_day",
        &params![tx.tenant(), id, w.name.as_str(), w.kind.code(), w.minutes_per_week, days(w.from), w.until.map(days)],
    )?;
    Ok(())
}

/// Forgets somebody's agreed hours.
///
/// # Errors
/// A fault of the database.
pub fn remove(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    tx.exec(
        "DELETE FROM agreed_hours WHERE tenant_id = $1 AND id = $2",
        &params![tx.tenant(), id.0],
    )?;
    Ok(())
}

/// Forgets agreed hours that ended before a day.
///
/// # Errors
/// A fault of the database.
pub fn forget_before(tx: &mut Tx, day: Date) -> Result<(), AppError> {
    tx.exec(
        "DELETE FROM agreed_hours WHERE tenant_id = $1 AND until_day < $2",
        &params![tx.tenant(), days(day)],
    )?;
    Ok(())
}

/// How many agreed hours that ended before a day are kept.
///
/// # Errors
/// A fault of the database.
pub fn left_before(q: &mut impl Query, day: Date) -> Result<i64, AppError> {
    let before = params![q.tenant(), days(day)];
    let left = q.one(
        "SELECT COUNT(*) FROM agreed_hours WHERE tenant_id = $1 AND until_day < $2",
        &before,
        |row| row.int(0),
    )?;
    Ok(left.unwrap_or_default())
}

/// What comes on top of the open hours; the usual until somebody says otherwise.
///
/// # Errors
/// A fault of the database.
pub fn rates(q: &mut impl Query) -> Result<Rates, AppError> {
    let tenant = params![q.tenant()];
    let found = q.one(
        "SELECT preparation, meetings, training, travel, absence FROM sustainability_rates WHERE tenant_id = $1",
        &tenant,
        |row| {
            Ok(Rates {
                preparation: small(row.int(0)?)?,
                meetings: small(row.int(1)?)?,
                training: small(row.int(2)?)?,
                travel: small(row.int(3)?)?,
                absence: small(row.int(4)?)?,
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}

/// Says what comes on top.
///
/// # Errors
/// A fault of the database.
pub fn set_rates(tx: &mut Tx, r: &Rates) -> Result<(), AppError> {
    tx.exec(
        "INSERT INTO sustainability_rates (tenant_id, preparation, meetings, training, travel, absence)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (tenant_id) DO UPDATE SET preparation = excluded.preparation, meetings = excluded.meetings,
             training = excluded.training, travel = excluded.travel, absence = excluded.absence",
        &params![tx.tenant(), r.preparation, r.meetings, r.training, r.travel, r.absence],
    )?;
    Ok(())
}
