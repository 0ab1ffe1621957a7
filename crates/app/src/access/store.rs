use crate::frame::{AppError, SessionInfo, Who};
use domain::{
    access::Role,
    shared::{Id, day_and_minute},
};
use jiff::Timestamp;
use store::{Fault, Query, Read, Row, Tx, params};

/// How long a person's session lasts, in hours: a working day, so that a shared machine is asked for a name each morning.
pub const SESSION_HOURS: i64 = 14;

/// Finds the session of a cookie's hash, when it is neither ended nor expired and its owner is still here.
///
/// # Errors
/// A fault of the database.
pub fn session(r: &mut Read, token_hash: &[u8; 32], now: Timestamp) -> Result<Option<SessionInfo>, AppError> {
    let tenant = r.tenant();
    let found = r.one(
        "SELECT s.account_id, a.name, a.role, s.device_id, d.name FROM session s
         LEFT JOIN account a ON a.tenant_id = s.tenant_id AND a.id = s.account_id AND a.closed_at IS NULL
         LEFT JOIN device d ON d.tenant_id = s.tenant_id AND d.id = s.device_id AND d.removed_at IS NULL
         WHERE s.tenant_id = $1 AND s.token_hash = $2 AND s.expires_at > $3 AND s.ended_at IS NULL",
        &params![tenant, token_hash.to_vec(), now.as_millisecond()],
        |row| {
            Ok((
                row.opt_id(0)?,
                row.opt_text(1)?,
                row.opt_text(2)?,
                row.opt_id(3)?,
                row.opt_text(4)?,
            ))
        },
    )?;
    let who = match found {
        Some((Some(account), Some(name), Some(role), _, _)) => match Role::parse(&role) {
            Some(role) => Who::Person {
                account: Id(account),
                name,
                role,
            },
            None => return Ok(None),
        },
        Some((_, _, _, Some(device), Some(name))) => {
            let on_duty = on_duty(r, Id(device), now)?;
            Who::Device {
                device: Id(device),
                name,
                on_duty,
            }
        }
        _ => return Ok(None),
    };
    Ok(Some(SessionInfo {
        who,
        token_hash: *token_hash,
    }))
}

fn name_of(row: &Row) -> Result<(Id, String), Fault> {
    Ok((Id(row.id(0)?), row.text(1)?))
}

/// Those who chose that they are on duty at a device today.
///
/// # Errors
/// A fault of the database.
pub fn on_duty(r: &mut impl Query, device: Id, now: Timestamp) -> Result<Vec<(Id, String)>, AppError> {
    let tenant = r.tenant();
    let day = crate::frame::days(day_and_minute(now).0);
    Ok(r.rows(
        "SELECT a.id, a.name FROM device_duty u
         JOIN account a ON a.tenant_id = u.tenant_id AND a.id = u.account_id
         WHERE u.tenant_id = $1 AND u.device_id = $2 AND u.day = $3 AND a.closed_at IS NULL ORDER BY a.id",
        &params![tenant, device.0, day],
        name_of,
    )?)
}

/// A new account. `password` is an argon2id hash, or empty when the person has not chosen one yet.
///
/// # Errors
/// A fault of the database, e.g. when the login is taken.
pub fn create_account(tx: &mut Tx, login: &str, name: &str, role: Role, password: &str) -> Result<Id, AppError> {
    let (tenant, id, now) = (tx.tenant(), tx.new_id(), tx.now().as_millisecond());
    tx.exec(
        "INSERT INTO account (tenant_id, id, login, name, role, password, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &params![tenant, id, login, name, role.code(), password, now],
    )?;
    tx.history(
        "access",
        "account",
        id,
        "created",
        None,
        Some(format!("{{\"role\":\"{}\"}}", role.code())),
    )?;
    Ok(Id(id))
}

/// A new session for a person; returns the cookie's value, which is stored nowhere.
///
/// # Errors
/// A fault of the database.
pub fn create_session(tx: &mut Tx, account: Id, label: &str) -> Result<String, AppError> {
    let (tenant, now) = (tx.tenant(), tx.now().as_millisecond());
    let (cookie, hash) = new_token(tx);
    let expires = now + SESSION_HOURS * 3_600_000;
    tx.exec(
        "INSERT INTO session (tenant_id, token_hash, account_id, label, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
        &params![tenant, hash.to_vec(), account.0, label, now, expires],
    )?;
    tx.exec(
        "UPDATE account SET signed_in_at = $3 WHERE tenant_id = $1 AND id = $2",
        &params![tenant, account.0, now],
    )?;
    Ok(cookie)
}

/// A token of 32 random bytes as hexadecimal digits, and its SHA-256.
pub fn new_token(tx: &mut Tx) -> (String, [u8; 32]) {
    use sha2::Digest;
    let token: String = tx.random_bytes::<32>().iter().map(|b| format!("{b:02x}")).collect();
    let hash = sha2::Sha256::digest(token.as_bytes()).into();
    (token, hash)
}
