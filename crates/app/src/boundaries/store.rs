use crate::frame::{
    AppError, day_of, days, stored_key,
    written::{self, Written},
};
use domain::{register::Deviation, shared::Id};
use store::{Query, Tx, params};

/// Every deviation.
///
/// # Errors
/// A fault of the database.
pub fn load_deviations(q: &mut impl Query, written: &Written) -> Result<Vec<(Id, Deviation)>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT id, key, rule, answer, owner, risk_assessment_due_day, risk_assessment
         FROM deviation WHERE tenant_id = $1 ORDER BY id",
        &params![tenant],
        |row| {
            let id = Id(row.id(0)?);
            let deviation = Deviation {
                key: stored_key(row.str(1)?)?,
                rule: row.text(2)?,
                answer: row.text(3)?,
                reason: written.text(id, "reason"),
                owner: row.text(4)?,
                risk_assessment_due: row.opt_int(5)?.map(day_of),
                risk_assessment: row.text(6)?,
                assumed: written.assumed(id),
            };
            Ok((id, deviation))
        },
    )?)
}

/// Writes a deviation.
///
/// # Errors
/// A fault of the database.
pub fn put_deviation(tx: &mut Tx, id: Id, d: &Deviation) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO deviation (tenant_id, id, key, rule, answer, owner, risk_assessment_due_day, risk_assessment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (tenant_id, id) DO UPDATE SET rule = excluded.rule, answer = excluded.answer,
             owner = excluded.owner, risk_assessment_due_day = excluded.risk_assessment_due_day,
             risk_assessment = excluded.risk_assessment",
        &params![
            tenant,
            id.0,
            d.key.as_str(),
            d.rule.as_str(),
            d.answer.as_str(),
            d.owner.as_str(),
            d.risk_assessment_due.map(days),
            d.risk_assessment.as_str()
        ],
    )?;
    written::put(tx, id, &[("reason", &d.reason)], &d.assumed)
}

/// Removes a deviation.
///
/// # Errors
/// A fault of the database.
pub fn remove_deviation(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    tx.exec(
        "DELETE FROM deviation WHERE tenant_id = $1 AND id = $2",
        &params![tx.tenant(), id.0],
    )?;
    written::forget(tx, id)
}
