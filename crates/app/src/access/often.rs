//! How often forms that anybody may send come from one address: a family and a library's shared PC never notice, and a machine
//! cannot fill everything by itself.

use super::throttle::place_of;
use crate::frame::{AppError, Cx};
use sha2::{Digest, Sha256};
use store::{Query, params};

/// The length of a window, in milliseconds.
const WINDOW: i64 = 60 * 60 * 1000;

/// Counts a form of a kind from the address that asks. `false` when more than `most` came from there in this hour. A request
/// from this very machine has no address of its own to count (a proxy that does not say whose it is), and is let through.
///
/// # Errors
/// A fault of the database.
pub async fn not_too_often(cx: &Cx, kind: &'static str, most: i64) -> Result<bool, AppError> {
    if cx.client.is_loopback() {
        return Ok(true);
    }
    let mut hash = Sha256::new();
    hash.update(cx.app.secret());
    hash.update(kind);
    hash.update(place_of(cx.client).to_string());
    let bucket: [u8; 32] = hash.finalize().into();
    let now = cx.now.as_millisecond();
    let window = now - now.rem_euclid(WINDOW);
    cx.write(move |tx| {
        let tenant = tx.tenant();
        tx.exec(
            "DELETE FROM form_count WHERE tenant_id = $1 AND window_start < $2",
            &params![tenant, window],
        )?;
        tx.exec(
            "INSERT INTO form_count (tenant_id, bucket, window_start, n) VALUES ($1, $2, $3, 1)
             ON CONFLICT (tenant_id, bucket, window_start) DO UPDATE SET n = form_count.n + 1",
            &params![tenant, bucket, window],
        )?;
        let n = tx.one(
            "SELECT n FROM form_count WHERE tenant_id = $1 AND bucket = $2 AND window_start = $3",
            &params![tenant, bucket, window],
            |row| row.int(0),
        )?;
        Ok(n.unwrap_or_default() <= most)
    })
    .await
}
