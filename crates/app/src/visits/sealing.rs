//! The nightly sealing: what was entered on a day loses id, owner and order, and equal visits become one row.

use super::{
    figures,
    record::{self, columns},
    store::id_hash,
};
use crate::frame::{AppError, day_of, days};
use domain::{
    shared::day_and_minute,
    visits::{self, DAYS_BACK, Visit},
};
use jiff::{Timestamp, civil::Date};
use store::{Actor, Db, Fault, Query, Tx, Value, WriteCtx, params};

/// How many receipts one statement writes.
const RECEIPTS_AT_ONCE: usize = 50;

const INSERT: &str = concat!(
    "INSERT INTO visit (tenant_id, ",
    columns!(),
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
     ON CONFLICT (tenant_id, day, place_id, offering_id, part_of_day, form, age_band, behalf, topics, service, device, \
     barrier, duration, outcome, referred_to, boundary, sent_on, heard, language, source)
     DO UPDATE SET n = visit.n + excluded.n"
);

/// Seals what was entered on a day: puts equal visits together into rows without id, in the order of what they say, keeps a
/// hash of each id so that a device that sends a visit again is told it is here, and deletes the open rows. The figures
/// keep their numbers, but lose the order they were last moved in.
///
/// # Errors
/// A fault of the database; then nothing of the day is sealed.
fn seal(tx: &mut Tx, entered: Date) -> Result<(), AppError> {
    let (tenant, day) = (tx.tenant(), days(entered));
    // Taken and deleted in one statement, so that two servers that seal at once do not both count the day.
    let open = tx.rows(
        concat!(
            "DELETE FROM visit_open WHERE tenant_id = $1 AND entered_day = $2 RETURNING id, undone, ",
            columns!()
        ),
        &params![tenant, day],
        |row| Ok((row.id(0)?, row.bool(1)?, record::read(row, 2)?)),
    )?;
    let kept: Vec<Visit> = open.iter().filter(|(_, undone, _)| !undone).map(|(_, _, visit)| visit.clone()).collect();
    figures::settle(tx, &kept)?;
    for visit in visits::seal(kept) {
        let mut values: Vec<Value> = params![tenant];
        values.extend(record::values(&visit));
        tx.exec(INSERT, &values)?;
    }
    keep_receipts(tx, open.iter().map(|(id, ..)| *id).collect(), day)?;
    Ok(())
}

/// A visit may be sent until a week after its day; nobody asks for a receipt after that.
fn keep_receipts(tx: &mut Tx, ids: Vec<[u8; 16]>, entered: i64) -> Result<(), Fault> {
    let tenant = tx.tenant();
    let last_day = entered + i64::from(DAYS_BACK) + 1;
    let mut hashes: Vec<Vec<u8>> = ids.into_iter().map(id_hash).collect();
    // Written in their own order, so that it tells nothing about the order of anything else.
    hashes.sort_unstable();
    for some in hashes.chunks(RECEIPTS_AT_ONCE) {
        let rows: Vec<String> = (3..some.len() + 3).map(|at| format!("($1, ${at}, $2)")).collect();
        let mut values: Vec<Value> = params![tenant, last_day];
        values.extend(some.iter().cloned().map(Value::from));
        tx.exec(
            &format!(
                "INSERT INTO visit_receipt (tenant_id, id_hash, last_day) VALUES {} ON CONFLICT (tenant_id, id_hash) DO NOTHING",
                rows.join(", ")
            ),
            &values,
        )?;
    }
    Ok(())
}

/// The oldest day before today that something open was entered on.
fn next_due(q: &mut impl Query, today: Date) -> Result<Option<Date>, Fault> {
    let tenant = q.tenant();
    q.one(
        "SELECT entered_day FROM visit_open WHERE tenant_id = $1 AND entered_day < $2 ORDER BY entered_day LIMIT 1",
        &params![tenant, days(today)],
        |row| row.int(0),
    )
    .map(|day| day.map(day_of))
}

/// Seals the oldest day that is over; `false` when there is none, and then the receipts that are out of date are forgotten.
///
/// # Errors
/// A fault of the database; then nothing is changed.
pub fn seal_one(tx: &mut Tx) -> Result<bool, AppError> {
    let (today, _) = day_and_minute(tx.now());
    match next_due(tx, today)? {
        Some(day) => {
            seal(tx, day)?;
            Ok(true)
        }
        None => {
            forget_receipts(tx, today)?;
            Ok(false)
        }
    }
}

/// Seals every day that is over, each in a transaction of its own. May be run at any time and as often as one likes. Says
/// how many days were sealed.
///
/// # Errors
/// A fault of the database; days that were sealed before it stay sealed.
pub async fn seal_due(db: &Db, tenant: i64, now: Timestamp) -> Result<usize, AppError> {
    let ctx = WriteCtx {
        tenant,
        actor: Actor::System,
        now,
    };
    let mut sealed = 0;
    while db.write(ctx.clone(), seal_one).await? {
        sealed += 1;
    }
    Ok(sealed)
}

fn forget_receipts(tx: &mut Tx, today: Date) -> Result<(), Fault> {
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM visit_receipt WHERE tenant_id = $1 AND last_day < $2",
        &params![tenant, days(today)],
    )?;
    Ok(())
}
