//! Training mode: the whole program believes that it is another time, and time goes on from there. For trying out next
//! Tuesday's desk, for teaching a new guide on a Sunday, and for tests in the browser.

use domain::shared::{Minute, instant_of};
use jiff::{SignedDuration, Timestamp, civil::DateTime};
use std::sync::OnceLock;

/// The real clock, and how far the program's is from it. Set once, before anything else runs.
static MOVED: OnceLock<(fn() -> Timestamp, SignedDuration)> = OnceLock::new();

/// A clock that shows the local time `at` now, and goes on from there.
///
/// # Errors
/// Words about a time that can't be read.
pub fn clock(real: fn() -> Timestamp, at: &str) -> Result<fn() -> Timestamp, String> {
    let by = instant(at)?.duration_since(real());
    MOVED.get_or_init(|| (real, by));
    Ok(|| {
        let (real, by) = MOVED.get().copied().unwrap_or((|| Timestamp::UNIX_EPOCH, SignedDuration::ZERO));
        real().checked_add(by).unwrap_or(Timestamp::UNIX_EPOCH)
    })
}

fn instant(at: &str) -> Result<Timestamp, String> {
    let wrong = || format!("--at {at}: write it as 2026-03-03T12:15");
    let local: DateTime = at.parse().map_err(|_| wrong())?;
    let minutes = u16::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).map_err(|_| wrong())?;
    Ok(instant_of(local.date(), Minute::new(minutes).ok_or_else(wrong)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::unwrap_used, reason = "a date that is written here")]
    fn real() -> Timestamp {
        "2026-11-22T08:00:30Z".parse().unwrap()
    }

    #[test]
    fn shows_the_time_it_was_told_and_refuses_what_is_none() {
        let now = clock(real, "2026-03-03T12:15").expect("a time");
        assert_eq!(now().to_string(), "2026-03-03T11:15:00Z");
        assert!(clock(real, "i morgen").is_err_and(|text| text.contains("2026-03-03T12:15")));
    }
}
