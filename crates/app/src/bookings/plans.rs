//! The booking plans of offerings, as parts of the register.

use crate::frame::{AppError, Written, stored_code};
use ::store::{Fault, Query, Row, Tx, params};
use domain::{
    offerings::{BookingNeed, BookingPlan, Kept, Topic},
    shared::Id,
};
use std::collections::HashMap;

/// The field that the reason for keeping longer is written under.
pub const KEEP_REASON: &str = "booking_keep_reason";

fn small<T: TryFrom<i64>>(n: i64) -> Result<T, Fault> {
    T::try_from(n).map_err(|_| Fault::corrupt(format!("not in a booking plan: {n}")))
}

/// Every plan, by offering.
///
/// # Errors
/// A fault of the database.
pub fn load(q: &mut impl Query, written: &Written) -> Result<HashMap<Id, BookingPlan>, AppError> {
    let tenant = params![q.tenant()];
    let plans = q.rows(
        "SELECT offering_id, minutes, buffer, step, extra_long, interpreter, kept_number, kept_per_cent, notice_hours,
             horizon_days, hold_minutes, rooms, machines, keep_days FROM booking_plan WHERE tenant_id = $1",
        &tenant,
        |row| plan_of(row, written),
    )?;
    let mut plans: HashMap<Id, BookingPlan> = plans.into_iter().collect();
    let needs = q.rows(
        "SELECT offering_id, topic, minutes FROM booking_need WHERE tenant_id = $1 ORDER BY offering_id, position",
        &tenant,
        |row| {
            let (topic, minutes) = (stored_code(row.str(1)?, Topic::parse)?, small(row.int(2)?)?);
            Ok((Id(row.id(0)?), BookingNeed { topic, minutes }))
        },
    )?;
    for (offering, need) in needs {
        if let Some(plan) = plans.get_mut(&offering) {
            plan.needs.push(need);
        }
    }
    Ok(plans)
}

fn plan_of(row: &Row, written: &Written) -> Result<(Id, BookingPlan), Fault> {
    let offering = Id(row.id(0)?);
    let kept = match (row.opt_int(6)?, row.opt_int(7)?) {
        (Some(number), _) => Kept::Number(small(number)?),
        (None, Some(per_cent)) => Kept::PerCent(small(per_cent)?),
        (None, None) => Kept::Nothing,
    };
    let plan = BookingPlan {
        minutes: small(row.int(1)?)?,
        needs: vec![],
        buffer: small(row.int(2)?)?,
        step: small(row.int(3)?)?,
        extra_long: row.bool(4)?,
        interpreter: row.bool(5)?,
        kept,
        notice_hours: small(row.int(8)?)?,
        horizon_days: small(row.int(9)?)?,
        hold_minutes: small(row.int(10)?)?,
        rooms: row.opt_int(11)?.map(small).transpose()?,
        machines: row.opt_int(12)?.map(small).transpose()?,
        keep_days: small(row.int(13)?)?,
        keep_reason: written.text(offering, KEEP_REASON),
    };
    Ok((offering, plan))
}

/// Writes an offering's plan anew, or removes it. The text of [`KEEP_REASON`] is written with the offering's other texts.
///
/// # Errors
/// A fault of the database.
pub fn put(tx: &mut Tx, offering: Id, plan: Option<&BookingPlan>) -> Result<(), AppError> {
    let key = params![tx.tenant(), offering.0];
    tx.exec(
        "DELETE FROM booking_need WHERE tenant_id = $1 AND offering_id = $2",
        &key,
    )?;
    tx.exec(
        "DELETE FROM booking_plan WHERE tenant_id = $1 AND offering_id = $2",
        &key,
    )?;
    let Some(plan) = plan else { return Ok(()) };
    let (number, per_cent) = match plan.kept {
        Kept::Nothing => (None, None),
        Kept::Number(n) => (Some(n), None),
        Kept::PerCent(n) => (None, Some(n)),
    };
    tx.exec(
        "INSERT INTO booking_plan (tenant_id, offering_id, minutes, buffer, step, extra_long, interpreter, kept_number,
             kept_per_cent, notice_hours, horizon_days, hold_minutes, rooms, machines, keep_days)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        &params![
            tx.tenant(),
            offering.0,
            plan.minutes,
            plan.buffer,
            plan.step,
            plan.extra_long,
            plan.interpreter,
            number,
            per_cent,
            plan.notice_hours,
            plan.horizon_days,
            plan.hold_minutes,
            plan.rooms,
            plan.machines,
            plan.keep_days
        ],
    )?;
    for (position, need) in (0i64..).zip(&plan.needs) {
        tx.exec(
            "INSERT INTO booking_need (tenant_id, offering_id, position, topic, minutes) VALUES ($1, $2, $3, $4, $5)",
            &params![tx.tenant(), offering.0, position, need.topic.code(), need.minutes],
        )?;
    }
    Ok(())
}

/// How many days after an appointment what was stored is kept: the least and the most of the offerings that can be booked.
///
/// # Errors
/// A fault of the database.
pub fn kept_days(q: &mut impl Query) -> Result<(u16, u16), AppError> {
    let key = params![q.tenant()];
    let sql = "SELECT MIN(keep_days), MAX(keep_days) FROM booking_plan WHERE tenant_id = $1";
    let found = q.one(sql, &key, |row| Ok(row.opt_int(0)?.zip(row.opt_int(1)?)))?.flatten();
    let days = |n: i64| u16::try_from(n).unwrap_or(u16::MAX);
    Ok(found.map_or(
        (BookingPlan::DEFAULT_KEEP_DAYS, BookingPlan::DEFAULT_KEEP_DAYS),
        |(least, most)| (days(least), days(most)),
    ))
}
