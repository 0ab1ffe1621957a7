//! The throttle of sign-in attempts. It counts failures for a name *from one place*: the browser the person has signed in
//! with before, or else the network address. So nobody can lock another out of her own browser by guessing elsewhere.

use crate::frame::{AppError, Cx};
use sha2::{Digest, Sha256};
use std::net::{IpAddr, Ipv6Addr};
use store::{Query, params};

/// The length of a window, in milliseconds.
const WINDOW: i64 = 15 * 60 * 1000;
/// Failures for one name from one place in a window.
const PER_NAME: i64 = 8;
/// Failures from one network address in a window, whatever the name: a counter's many colleagues share one.
const PER_ADDRESS: i64 = 80;

/// The network address as one place. Whoever has one IPv6 address has the 2^64 around it too.
#[must_use]
pub fn place_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// The two counts that an attempt belongs to.
pub struct Attempt {
    buckets: [([u8; 32], i64); 2],
}

impl Attempt {
    /// An attempt at a name. `known` is the mark of a browser that the name has signed in with before, or of the session
    /// that she is signed in with now.
    #[must_use]
    pub fn new(cx: &Cx, login: &str, known: Option<&str>) -> Self {
        let address = place_of(cx.client).to_string();
        let place = known.unwrap_or(&address);
        let hash = |parts: [&str; 3]| -> [u8; 32] {
            let mut digest = Sha256::new();
            digest.update(cx.app.secret());
            for part in parts {
                digest.update(part.as_bytes());
                digest.update([0]);
            }
            digest.finalize().into()
        };
        let by_name = hash(["name", login, place]);
        // A known browser is not counted with its neighbours.
        let by_address = hash(["address", known.unwrap_or_default(), &address]);
        Self {
            buckets: [(by_name, PER_NAME), (by_address, PER_ADDRESS)],
        }
    }

    /// Counts the attempt as a failure before it is tried, so that many at once are counted too; refuses past the limit.
    ///
    /// # Errors
    /// [`AppError::TooMany`], or a fault of the database.
    pub async fn count(&self, cx: &Cx) -> Result<(), AppError> {
        let (buckets, now) = (self.buckets, cx.now.as_millisecond());
        let window = now - now.rem_euclid(WINDOW);
        let over = cx
            .write(move |tx| {
                let tenant = tx.tenant();
                tx.exec(
                    "DELETE FROM sign_in_attempt WHERE tenant_id = $1 AND window_start < $2",
                    &params![tenant, window - WINDOW],
                )?;
                let mut over = false;
                for (bucket, most) in buckets {
                    tx.exec(
                        "INSERT INTO sign_in_attempt (tenant_id, bucket, window_start, attempts) VALUES ($1, $2, $3, 1)
                         ON CONFLICT (tenant_id, bucket, window_start)
                         DO UPDATE SET attempts = sign_in_attempt.attempts + 1",
                        &params![tenant, bucket.to_vec(), window],
                    )?;
                    let attempts = tx.one(
                        "SELECT attempts FROM sign_in_attempt WHERE tenant_id = $1 AND bucket = $2 AND window_start = $3",
                        &params![tenant, bucket.to_vec(), window],
                        |row| row.int(0),
                    )?;
                    over |= attempts.unwrap_or_default() > most;
                }
                Ok(over)
            })
            .await?;
        let wait = u32::try_from((window + WINDOW - now) / 1000 + 1).unwrap_or(900);
        if over {
            Err(AppError::TooMany { retry_after: wait })
        } else {
            Ok(())
        }
    }

    /// Forgets the failures of the name from this place, after a success.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn succeeded(&self, cx: &Cx) -> Result<(), AppError> {
        let (bucket, _) = self.buckets[0];
        cx.write(move |tx| {
            let key = params![tx.tenant(), bucket.to_vec()];
            tx.exec("DELETE FROM sign_in_attempt WHERE tenant_id = $1 AND bucket = $2", &key)?;
            Ok(())
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::place_of;

    #[test]
    fn the_addresses_one_guesser_has_are_one_place() {
        let table = [
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true),
            ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
            ("::ffff:192.0.2.1", "192.0.2.1", true),
            ("::ffff:192.0.2.1", "::ffff:192.0.2.2", false),
        ];
        for (a, b, same) in table {
            let place = |text: &str| place_of(text.parse().unwrap());
            assert_eq!(place(a) == place(b), same, "{a} {b}");
        }
    }
}
