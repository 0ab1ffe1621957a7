//! The service description as it is stored: the municipality's own words, and every version that was approved.

use super::{
    generate::{Own, Texts},
    refusal::BoundariesRefusal,
};
use crate::{
    frame::{AppError, day_of, days},
    guides::gate_store,
};
use domain::{
    guides::{DocumentVersion, Requirement},
    shared::Locale,
};
use jiff::{Timestamp, ToSpan, civil::Date};
use store::{Fault, Query, Row, Tx, params};

/// How long it is known by name who approved a version that is no longer in force.
const NAMES_KEPT_DAYS: i64 = 3 * 365;

/// An approved version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1.
    pub number: i64,
    /// Its name in the rules for guides.
    pub name: String,
    /// What is read.
    pub texts: Texts,
    /// The edition of the standard profile it was made from.
    pub profile: String,
    /// Who approved; empty when that is no longer known.
    pub by: String,
    /// In what role.
    pub role: String,
    /// When.
    pub at: Timestamp,
    /// The first day it is in force.
    pub from: Date,
}

fn version(row: &Row) -> Result<Version, Fault> {
    let texts =
        serde_json::from_str(row.str(2)?).map_err(|e| Fault::corrupt(format!("not a service description: {e}")))?;
    Ok(Version {
        number: row.int(0)?,
        name: row.text(1)?,
        texts,
        profile: row.text(3)?,
        by: row.text(4)?,
        role: row.text(5)?,
        at: row.timestamp(6)?,
        from: day_of(row.int(7)?),
    })
}

/// Every approved version, the newest first.
///
/// # Errors
/// A fault of the database.
pub fn all(q: &mut impl Query) -> Result<Vec<Version>, AppError> {
    let tenant = q.tenant();
    Ok(q.rows(
        "SELECT number, name, content, standard_profile, approved_by, role, approved_at, from_day
         FROM description_version WHERE tenant_id = $1 ORDER BY number DESC",
        &params![tenant],
        version,
    )?)
}

/// The version in force on a day; `None` when none is.
///
/// # Errors
/// A fault of the database.
pub fn in_force(q: &mut impl Query, on: Date) -> Result<Option<Version>, AppError> {
    let tenant = q.tenant();
    Ok(q.one(
        "SELECT number, name, content, standard_profile, approved_by, role, approved_at, from_day
         FROM description_version WHERE tenant_id = $1 AND from_day <= $2 ORDER BY number DESC LIMIT 1",
        &params![tenant, days(on)],
        version,
    )?)
}

/// The municipality's own words.
///
/// # Errors
/// A fault of the database.
pub fn own(q: &mut impl Query) -> Result<Own, AppError> {
    let tenant = q.tenant();
    let rows = q.rows(
        "SELECT section, language, content FROM description_word WHERE tenant_id = $1 ORDER BY section, language",
        &params![tenant],
        |row| Ok((row.text(0)?, row.text(1)?, row.text(2)?)),
    )?;
    let mut own = Own::new();
    for (section, language, content) in rows {
        if let Some(locale) = Locale::parse(&language) {
            *own.entry(section).or_default().get_mut(locale) = content;
        }
    }
    Ok(own)
}

/// Writes the own words of a section; empty ones are taken away.
///
/// # Errors
/// A fault of the database.
pub fn put_own(tx: &mut Tx, section: &str, words: &domain::shared::Localized) -> Result<(), AppError> {
    let tenant = tx.tenant();
    tx.exec(
        "DELETE FROM description_word WHERE tenant_id = $1 AND section = $2",
        &params![tenant, section],
    )?;
    for locale in Locale::ALL.into_iter().filter(|l| !words.exact(*l).is_empty()) {
        tx.exec(
            "INSERT INTO description_word (tenant_id, section, language, content) VALUES ($1, $2, $3, $4)",
            &params![tenant, section, locale.code(), words.exact(locale)],
        )?;
    }
    tx.history("boundaries", "description", section, "changed", None, None)?;
    Ok(())
}

/// Who approves, and from when.
pub struct Approval<'a> {
    /// The name.
    pub by: &'a str,
    /// The role.
    pub role: &'a str,
    /// The first day it is in force.
    pub from: Date,
    /// The number of the newest version that was seen.
    pub seen: i64,
}

/// Approves a description: it is kept as it is, and from its first day on guides are asked to read it. Their grace is that of
/// the gate's rules.
///
/// # Errors
/// [`BoundariesRefusal::ApprovedMeanwhile`] when another version was approved after the page was opened;
/// [`BoundariesRefusal::NothingNew`] when it is as the newest one; a fault of the database.
pub fn approve(tx: &mut Tx, texts: &Texts, profile: &str, a: &Approval) -> Result<Version, AppError> {
    // Two who approve at once come one after the other.
    crate::municipality::store::bump_version(tx)?;
    let older = all(tx)?;
    let newest = older.first();
    if newest.map_or(0, |v| v.number) != a.seen {
        return Err(AppError::refused(BoundariesRefusal::ApprovedMeanwhile));
    }
    if newest.is_some_and(|v| v.texts == *texts) {
        return Err(AppError::refused(BoundariesRefusal::NothingNew));
    }
    let mut settings = gate_store::settings(tx)?;
    let taken = |n: i64| settings.rules.description.iter().any(|v| v.name == n.to_string());
    let mut number = a.seen + 1;
    while taken(number) {
        number += 1;
    }
    let made = Version {
        number,
        name: number.to_string(),
        texts: texts.clone(),
        profile: profile.to_owned(),
        by: a.by.to_owned(),
        role: a.role.to_owned(),
        at: tx.now(),
        from: a.from,
    };
    insert(tx, &made)?;
    // What would have begun later, or begins on the same day, never comes into force.
    settings.rules.description.retain(|v| v.from < a.from);
    settings.rules.description.push(DocumentVersion {
        name: made.name.clone(),
        from: made.from,
    });
    gate_store::put_settings(tx, &settings)?;
    let after = serde_json::json!({"name": made.name, "from": made.from.to_string()}).to_string();
    tx.history(
        "boundaries",
        "description",
        made.name.as_str(),
        "approved",
        None,
        Some(after),
    )?;
    Ok(made)
}

fn insert(tx: &mut Tx, v: &Version) -> Result<(), AppError> {
    let tenant = tx.tenant();
    let content = serde_json::to_string(&v.texts).map_err(|e| AppError::Fault(e.to_string()))?;
    tx.exec(
        "INSERT INTO description_version (tenant_id, number, name, content, standard_profile, approved_by, role,
             approved_at, from_day)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &params![
            tenant,
            v.number,
            v.name.as_str(),
            content.as_str(),
            v.profile.as_str(),
            v.by.as_str(),
            v.role.as_str(),
            v.at.as_millisecond(),
            days(v.from)
        ],
    )?;
    Ok(())
}

/// How many of the guides who are here have read the version that is in force, and how many they are.
///
/// # Errors
/// A fault of the database.
pub fn readers(q: &mut impl Query, on: Date) -> Result<(usize, usize), AppError> {
    let everybody = crate::guides::all(q)?;
    let here: Vec<_> = everybody.into_iter().filter(|g| g.is_here(on)).collect();
    let gates = crate::guides::gates(q, on)?;
    let missing = |g: &domain::guides::Guide| {
        gates.get(&g.id).is_some_and(|gate| gate.missing().contains(&Requirement::ServiceDescription))
    };
    let read = here.iter().filter(|g| !missing(g)).count();
    Ok((read, here.len()))
}

/// Forgets who approved versions that have long been replaced.
///
/// # Errors
/// A fault of the database.
pub fn forget_names(tx: &mut Tx) -> Result<(), AppError> {
    let (tenant, now) = (tx.tenant(), tx.now());
    let old = now.checked_sub((24 * NAMES_KEPT_DAYS).hours()).unwrap_or(now);
    tx.exec(
        "UPDATE description_version SET approved_by = '' WHERE tenant_id = $1 AND approved_by <> '' AND number <
             (SELECT MAX(v.number) FROM description_version v WHERE v.tenant_id = $1 AND v.approved_at < $2)",
        &params![tenant, old.as_millisecond()],
    )?;
    Ok(())
}
