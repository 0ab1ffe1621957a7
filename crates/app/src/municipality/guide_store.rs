//! What the set-up guide keeps between two pages, and the one-time code that opens it. Everything belongs to the
//! installation (tenant 0): the municipality is not there yet.

use crate::{frame::AppError, office::entered::Entered};
use store::{Query, Tx, params};

const CODE: &str = "setup_code";
/// Is there while something is to be set up, and stays the same when the code is made anew.
const ROUND: &str = "setup_round";

/// Makes a new code, which replaces the one before; only its hash is kept.
///
/// # Errors
/// A fault of the database.
pub fn new_code(tx: &mut Tx) -> Result<String, AppError> {
    let code: String = tx.random_bytes::<12>().iter().map(|b| format!("{b:02x}")).collect();
    tx.exec(
        "INSERT INTO setting (tenant_id, key, value) VALUES (0, $1, $2)
         ON CONFLICT (tenant_id, key) DO UPDATE SET value = excluded.value",
        &params![CODE, hash(&code)],
    )?;
    let round: String = tx.random_bytes::<12>().iter().map(|b| format!("{b:02x}")).collect();
    tx.exec(
        "INSERT INTO setting (tenant_id, key, value) VALUES (0, $1, $2) ON CONFLICT (tenant_id, key) DO NOTHING",
        &params![ROUND, round],
    )?;
    Ok(code)
}

fn hash(code: &str) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(code.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}

/// Whether this is the code.
///
/// # Errors
/// A fault of the database.
pub fn is_code(q: &mut impl Query, code: &str) -> Result<bool, AppError> {
    Ok(setting(q, CODE)?.is_some_and(|stored| stored == hash(code)))
}

/// What a browser that has shown the code is known by; `None` when there is nothing to set up.
///
/// # Errors
/// A fault of the database.
pub fn round(q: &mut impl Query) -> Result<Option<String>, AppError> {
    setting(q, ROUND)
}

fn setting(q: &mut impl Query, key: &str) -> Result<Option<String>, AppError> {
    Ok(q.one(
        "SELECT value FROM setting WHERE tenant_id = 0 AND key = $1",
        &params![key],
        |row| row.text(0),
    )?)
}

/// Every answer so far.
///
/// # Errors
/// A fault of the database.
pub fn answers(q: &mut impl Query) -> Result<Entered, AppError> {
    let rows = q.rows(
        "SELECT field, value FROM setup_answer WHERE tenant_id = 0 ORDER BY field, position",
        &params![],
        |row| Ok((row.text(0)?, row.text(1)?)),
    )?;
    Ok(Entered::of(rows))
}

/// Keeps the answers to some fields in place of what was answered before. When somebody else has finished the guide in the
/// meantime there is nobody left to ask, and nothing is kept.
///
/// # Errors
/// A fault of the database.
pub fn keep(tx: &mut Tx, fields: &[String], entered: &Entered) -> Result<(), AppError> {
    if !is_open(tx)? {
        return Ok(());
    }
    for field in fields {
        tx.exec(
            "DELETE FROM setup_answer WHERE tenant_id = 0 AND field = $1",
            &params![field.as_str()],
        )?;
        for (position, value) in (0i64..).zip(entered.all(field)) {
            tx.exec(
                "INSERT INTO setup_answer (tenant_id, field, position, value) VALUES (0, $1, $2, $3)",
                &params![field.as_str(), position, value],
            )?;
        }
    }
    Ok(())
}

/// Whether there is something to set up. Takes the round's row, which [`forget`] removes: whoever answers at the same
/// instant is either before it, and forgotten with the rest, or after, and sees it.
///
/// # Errors
/// A fault of the database.
pub fn is_open(tx: &mut Tx) -> Result<bool, AppError> {
    let rows = tx.exec(
        "UPDATE setting SET value = value WHERE tenant_id = 0 AND key = $1",
        &params![ROUND],
    )?;
    Ok(rows == 1)
}

/// The guide is finished: answers and code are gone.
///
/// # Errors
/// A fault of the database.
pub fn forget(tx: &mut Tx) -> Result<(), AppError> {
    tx.exec(
        "DELETE FROM setting WHERE tenant_id = 0 AND key IN ($1, $2)",
        &params![CODE, ROUND],
    )?;
    tx.exec("DELETE FROM setup_answer WHERE tenant_id = 0", &params![])?;
    Ok(())
}
