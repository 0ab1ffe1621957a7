use crate::frame::AppError;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use store::{Query, Tx, params};

/// A setting of the installation; `None` when it is not set.
///
/// # Errors
/// A fault of the database.
pub fn read(q: &mut impl Query, key: &str) -> Result<Option<String>, AppError> {
    Ok(q.one(
        "SELECT value FROM setting WHERE tenant_id = $1 AND key = $2",
        &params![0, key],
        |row| row.text(0),
    )?)
}

/// Sets a setting of the installation.
///
/// # Errors
/// A fault of the database.
pub fn write(tx: &mut Tx, key: &str, value: &str) -> Result<(), AppError> {
    tx.exec(
        "INSERT INTO setting (tenant_id, key, value) VALUES ($1, $2, $3)
         ON CONFLICT (tenant_id, key) DO UPDATE SET value = excluded.value",
        &params![0, key, value],
    )?;
    Ok(())
}

/// The installation's secret; made the first time it is asked for.
///
/// # Errors
/// A fault of the database.
pub fn installation_secret(tx: &mut Tx) -> Result<[u8; 32], AppError> {
    if let Some(secret) = read(tx, "secret")?.as_deref().and_then(from_hex) {
        return Ok(secret);
    }
    let secret = tx.random_bytes::<32>();
    write(tx, "secret", &hex(&secret))?;
    Ok(secret)
}

/// The key that a municipality's codes are made with: it follows from the installation's secret, and nothing else can be
/// opened or signed with it.
#[must_use]
pub fn code_key(secret: &[u8; 32], tenant: i64) -> [u8; 32] {
    // A key of 32 bytes is always accepted; the other arm cannot be reached.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else {
        return [0; 32];
    };
    mac.update(b"codes ");
    mac.update(&tenant.to_be_bytes());
    mac.finalize().into_bytes().into()
}

/// Keeps the key of a municipality among its own settings, so that a change of its own data can make the codes that messages
/// carry: on PostgreSQL a municipality's transaction does not see the installation's settings.
///
/// # Errors
/// A fault of the database.
pub fn keep_code_key(tx: &mut Tx, secret: &[u8; 32]) -> Result<(), AppError> {
    let key = code_key(secret, tx.tenant());
    if kept_code_key(tx)? == Some(key) {
        return Ok(());
    }
    tx.exec(
        "INSERT INTO setting (tenant_id, key, value) VALUES ($1, 'code_key', $2)
         ON CONFLICT (tenant_id, key) DO UPDATE SET value = excluded.value",
        &params![tx.tenant(), hex(&key)],
    )?;
    Ok(())
}

/// The key that [`keep_code_key`] kept; `None` when it has not.
///
/// # Errors
/// A fault of the database.
pub fn kept_code_key(q: &mut impl Query) -> Result<Option<[u8; 32]>, AppError> {
    let own = params![q.tenant()];
    let found = q.one(
        "SELECT value FROM setting WHERE tenant_id = $1 AND key = 'code_key'",
        &own,
        |row| row.text(0),
    )?;
    Ok(found.as_deref().and_then(from_hex))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let mut out = [0u8; 32];
    for (i, slot) in out.iter_mut().enumerate() {
        *slot = u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    Some(out)
}
