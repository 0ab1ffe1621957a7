//! Guessing of codes is stopped before a code is looked up: past the limit not even the right one is answered.

use super::store;
use crate::{
    access::place_of,
    frame::{AppError, Cx},
};
use sha2::{Digest, Sha256};

/// Wrong codes from one address in a quarter of an hour.
const WRONG_CODES: i64 = 30;
const WINDOW: i64 = 15 * 60 * 1000;

/// The wrong codes from the address that asks, of bookings and sign-ups alike.
pub struct Guesses {
    bucket: [u8; 32],
    window: i64,
}

impl Guesses {
    /// Those of the request that is answered.
    #[must_use]
    pub fn of(cx: &Cx) -> Self {
        let now = cx.now.as_millisecond();
        let mut hash = Sha256::new();
        hash.update(cx.app.secret());
        hash.update(place_of(cx.client).to_string());
        Self {
            bucket: hash.finalize().into(),
            window: now - now.rem_euclid(WINDOW),
        }
    }

    /// Whether a code may be looked up.
    ///
    /// # Errors
    /// [`AppError::TooMany`] past the limit, or a fault of the database.
    pub async fn may_go_on(&self, cx: &Cx) -> Result<(), AppError> {
        let (bucket, window) = (self.bucket, self.window);
        if cx.read(move |r| store::wrong_codes(r, bucket, window)).await? < WRONG_CODES {
            return Ok(());
        }
        let retry_after = u32::try_from((window + WINDOW - cx.now.as_millisecond()) / 1000 + 1).unwrap_or(900);
        Err(AppError::TooMany { retry_after })
    }

    /// Counts a code that stands for nothing.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn wrong(&self, cx: &Cx) -> Result<(), AppError> {
        let (bucket, window) = (self.bucket, self.window);
        cx.write(move |tx| store::count_wrong_code(tx, bucket, window)).await
    }
}
