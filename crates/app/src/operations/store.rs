use crate::frame::AppError;
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
    let found = read(tx, "secret")?;
    if let Some(secret) = found.as_deref().and_then(from_hex) {
        return Ok(secret);
    }
    let secret = tx.random_bytes::<32>();
    let hex: String = secret.iter().map(|b| format!("{b:02x}")).collect();
    write(tx, "secret", &hex)?;
    Ok(secret)
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let mut out = [0u8; 32];
    for (i, slot) in out.iter_mut().enumerate() {
        *slot = u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    Some(out)
}
