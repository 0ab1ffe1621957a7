use crate::frame::{
    AppError, day_of, days, stored_code, stored_key,
    written::{self, Written},
};
use domain::{
    boundaries::BoundaryScope,
    guides::GuideKind,
    offerings::OfferingKind,
    register::Deviation,
    shared::{Id, Key},
};
use std::collections::BTreeMap;
use store::{Fault, Query, Row, Tx, params};

/// Every deviation.
///
/// # Errors
/// A fault of the database.
pub fn load_deviations(q: &mut impl Query, written: &Written) -> Result<Vec<(Id, Deviation)>, AppError> {
    let tenant = q.tenant();
    let mut scopes = scopes(q)?;
    Ok(q.rows(
        "SELECT id, key, rule, answer, owner, risk_assessment_due_day, risk_assessment, review_day
         FROM deviation WHERE tenant_id = $1 ORDER BY id",
        &params![tenant],
        |row| {
            let id = Id(row.id(0)?);
            let deviation = Deviation {
                key: stored_key(row.str(1)?)?,
                rule: row.text(2)?,
                answer: row.text(3)?,
                scope: scopes.remove(&id).unwrap_or_default(),
                reason: written.text(id, "reason"),
                owner: row.text(4)?,
                risk_assessment_due: row.opt_int(5)?.map(day_of),
                risk_assessment: row.text(6)?,
                review_on: row.opt_int(7)?.map(day_of),
                assumed: written.assumed(id),
            };
            Ok((id, deviation))
        },
    )?)
}

fn scopes(q: &mut impl Query) -> Result<BTreeMap<Id, BoundaryScope>, AppError> {
    let tenant = q.tenant();
    let mut found: BTreeMap<Id, BoundaryScope> = BTreeMap::new();
    let sql = "SELECT deviation_id, side, code FROM deviation_scope WHERE tenant_id = $1
               ORDER BY deviation_id, side, position";
    let rows = q.rows(sql, &params![tenant], |row| Ok((Id(row.id(0)?), one_of_scope(row)?)))?;
    for (id, part) in rows {
        let scope = found.entry(id).or_default();
        match part {
            Part::Service(key) => scope.services.push(key),
            Part::Form(form) => scope.forms.push(form),
            Part::Guide(guide) => scope.guides.push(guide),
        }
    }
    Ok(found)
}

enum Part {
    Service(Key),
    Form(OfferingKind),
    Guide(GuideKind),
}

fn one_of_scope(row: &Row) -> Result<Part, Fault> {
    let code = row.str(2)?;
    Ok(match row.str(1)? {
        "service" => Part::Service(stored_key(code)?),
        "form" => Part::Form(stored_code(code, OfferingKind::parse)?),
        _ => Part::Guide(stored_code(code, GuideKind::parse)?),
    })
}

/// Writes a deviation.
///
/// # Errors
/// A fault of the database.
pub fn put_deviation(tx: &mut Tx, id: Id, d: &Deviation) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "INSERT INTO deviation (tenant_id, id, key, rule, answer, owner, risk_assessment_due_day, risk_assessment,
             review_day)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (tenant_id, id) DO UPDATE SET rule = excluded.rule, answer = excluded.answer,
             owner = excluded.owner, risk_assessment_due_day = excluded.risk_assessment_due_day,
             risk_assessment = excluded.risk_assessment, review_day = excluded.review_day",
        &params![
            tenant,
            id.0,
            d.key.as_str(),
            d.rule.as_str(),
            d.answer.as_str(),
            d.owner.as_str(),
            d.risk_assessment_due.map(days),
            d.risk_assessment.as_str(),
            d.review_on.map(days)
        ],
    )?;
    forget_scope(tx, id)?;
    put_side(tx, id, "service", d.scope.services.iter().map(Key::as_str))?;
    put_side(tx, id, "form", d.scope.forms.iter().map(|f| f.code()))?;
    put_side(tx, id, "guide", d.scope.guides.iter().map(|g| g.code()))?;
    written::put(tx, id, &[("reason", &d.reason)], &d.assumed)
}

fn put_side<'c>(tx: &mut Tx, id: Id, side: &str, codes: impl Iterator<Item = &'c str>) -> Result<(), AppError> {
    let tenant = tx.tenant();
    for (position, code) in (0i64..).zip(codes) {
        tx.exec(
            "INSERT INTO deviation_scope (tenant_id, deviation_id, side, position, code) VALUES ($1, $2, $3, $4, $5)",
            &params![tenant, id.0, side, position, code],
        )?;
    }
    Ok(())
}

fn forget_scope(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    tx.exec(
        "DELETE FROM deviation_scope WHERE tenant_id = $1 AND deviation_id = $2",
        &params![tx.tenant(), id.0],
    )?;
    Ok(())
}

/// Removes a deviation.
///
/// # Errors
/// A fault of the database.
pub fn remove_deviation(tx: &mut Tx, id: Id) -> Result<(), AppError> {
    forget_scope(tx, id)?;
    tx.exec(
        "DELETE FROM deviation WHERE tenant_id = $1 AND id = $2",
        &params![tx.tenant(), id.0],
    )?;
    written::forget(tx, id)
}

/// The risk analyses that deviations rest on, by the deviation's key.
///
/// # Errors
/// A fault of the database.
pub fn analyses(q: &mut impl Query) -> Result<BTreeMap<Key, Id>, AppError> {
    let tenant = q.tenant();
    let sql = "SELECT key, analysis FROM deviation WHERE tenant_id = $1 AND analysis IS NOT NULL ORDER BY key";
    let rows = q.rows(sql, &params![tenant], |row| {
        Ok((stored_key(row.str(0)?)?, Id(row.id(1)?)))
    })?;
    Ok(rows.into_iter().collect())
}

/// Says which risk analysis a deviation rests on; nothing when there is no such deviation. The written reference is the
/// deviation's own.
///
/// # Errors
/// A fault of the database.
pub fn link_analysis(tx: &mut Tx, deviation: &Key, analysis: Option<Id>) -> Result<(), AppError> {
    tx.exec(
        "UPDATE deviation SET analysis = $3 WHERE tenant_id = $1 AND key = $2",
        &params![tx.tenant(), deviation.as_str(), analysis.map(|id| id.0)],
    )?;
    Ok(())
}
