use crate::frame::AppError;
use store::{Query, Tx, params};

/// The installation's secret; made the first time it is asked for.
///
/// # Errors
/// A fault of the database.
pub fn installation_secret(tx: &mut Tx) -> Result<[u8; 32], AppError> {
    let found = tx.one(
        "SELECT value FROM setting WHERE tenant_id = $1 AND key = $2",
        &params![0, "secret"],
        |row| row.text(0),
    )?;
    if let Some(secret) = found.as_deref().and_then(from_hex) {
        return Ok(secret);
    }
    let secret = tx.random_bytes::<32>();
    let hex: String = secret.iter().map(|b| format!("{b:02x}")).collect();
    tx.exec(
        "INSERT INTO setting (tenant_id, key, value) VALUES ($1, $2, $3)",
        &params![0, "secret", hex],
    )?;
    Ok(secret)
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let mut out = [0u8; 32];
    for (i, slot) in out.iter_mut().enumerate() {
        *slot = u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    Some(out)
}
