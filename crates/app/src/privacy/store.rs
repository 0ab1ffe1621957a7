//! What the municipality has answered, what is in use, and what each night has removed. The tables are those that
//! `PRIVACY.toml` describes; only whether they have rows, and how many, is asked – never what is in them.

use crate::frame::{AppError, day_of, days};
use ::store::{Query, Tx, params};
use domain::privacy::ProcessingRecord;
use jiff::{ToSpan, civil::Date};
use std::collections::{BTreeMap, BTreeSet};

/// Answers by question.
pub type Answers = BTreeMap<String, String>;

/// How many days it is kept how much each night removed.
const NIGHTS_KEPT: i64 = 400;

/// Every answer.
///
/// # Errors
/// A fault of the database.
pub fn answers(q: &mut impl Query) -> Result<Answers, AppError> {
    let key = params![q.tenant()];
    let sql = "SELECT question, answer FROM privacy_answer WHERE tenant_id = $1";
    Ok(q.rows(sql, &key, |row| Ok((row.text(0)?, row.text(1)?)))?.into_iter().collect())
}

/// Keeps an answer; an empty one is taken away.
///
/// # Errors
/// A fault of the database.
pub fn answer(tx: &mut Tx, question: &str, text: &str, today: Date) -> Result<(), AppError> {
    let tenant = tx.tenant();
    if text.is_empty() {
        tx.exec(
            "DELETE FROM privacy_answer WHERE tenant_id = $1 AND question = $2",
            &params![tenant, question],
        )?;
    } else {
        tx.exec(
            "INSERT INTO privacy_answer (tenant_id, question, answer, answered_day) VALUES ($1, $2, $3, $4)
             ON CONFLICT (tenant_id, question) DO UPDATE SET answer = excluded.answer,
                 answered_day = excluded.answered_day",
            &params![tenant, question, text, days(today)],
        )?;
    }
    Ok(tx.history("privacy", "privacy_answer", question, "changed", None, None)?)
}

/// How many rows the municipality has in a table. The name comes from the record of processing, never from a request.
///
/// # Errors
/// A fault of the database.
pub fn rows_in(q: &mut impl Query, table: &str) -> Result<i64, AppError> {
    let sql = format!("SELECT COUNT(*) FROM {table} WHERE tenant_id = $1");
    let key = params![q.tenant()];
    Ok(q.one(&sql, &key, |row| row.int(0))?.unwrap_or_default())
}

/// The codes of the activities that are in use: something is kept in one of their tables, or is set up.
///
/// # Errors
/// A fault of the database.
pub fn used(q: &mut impl Query, record: &ProcessingRecord) -> Result<BTreeSet<String>, AppError> {
    let mut out = BTreeSet::new();
    for activity in &record.activities {
        for table in activity.tables.iter().chain(&activity.marks) {
            if rows_in(q, table)? > 0 {
                out.insert(activity.code.clone());
                break;
            }
        }
    }
    Ok(out)
}

/// Counts what a night has removed.
///
/// # Errors
/// A fault of the database.
pub fn keep_removed(tx: &mut Tx, night: Date, removed: &BTreeMap<String, u64>) -> Result<(), AppError> {
    let tenant = tx.tenant();
    for (table, n) in removed {
        tx.exec(
            "INSERT INTO erasure (tenant_id, night, from_table, n) VALUES ($1, $2, $3, $4)
             ON CONFLICT (tenant_id, night, from_table) DO UPDATE SET n = erasure.n + excluded.n",
            &params![tenant, days(night), table.as_str(), i64::try_from(*n).unwrap_or(i64::MAX)],
        )?;
    }
    Ok(())
}

/// Forgets how much was removed more than 400 nights ago.
///
/// # Errors
/// A fault of the database.
pub fn forget_old(tx: &mut Tx) -> Result<(), AppError> {
    let today = domain::shared::day_and_minute(tx.now()).0;
    let first = today.saturating_sub(NIGHTS_KEPT.days());
    tx.exec(
        "DELETE FROM erasure WHERE tenant_id = $1 AND night < $2",
        &params![tx.tenant(), days(first)],
    )?;
    Ok(())
}

/// The last nights that removed something, newest first, with how many rows by table.
///
/// # Errors
/// A fault of the database.
pub fn removed(q: &mut impl Query, since: Date) -> Result<Vec<(Date, String, i64)>, AppError> {
    let key = params![q.tenant(), days(since)];
    Ok(q.rows(
        "SELECT night, from_table, n FROM erasure WHERE tenant_id = $1 AND night >= $2 ORDER BY night DESC, n DESC",
        &key,
        |row| Ok((day_of(row.int(0)?), row.text(1)?, row.int(2)?)),
    )?)
}
