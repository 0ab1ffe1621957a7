use super::Occasion;
use crate::shared::{Minute, day_and_minute, instant_of};
use jiff::{Timestamp, ToSpan, civil::Date};

/// The hours when nobody is woken by a message: from the evening to the morning, in Norway's time. Equal ends mean none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    /// From when nothing is sent.
    pub from: Minute,
    /// When sending begins again.
    pub until: Minute,
}

impl Default for QuietHours {
    /// 21–08.
    fn default() -> Self {
        let at = |minute| Minute::new(minute).unwrap_or(Minute::MIDNIGHT);
        Self {
            from: at(21 * 60),
            until: at(8 * 60),
        }
    }
}

impl QuietHours {
    /// The first instant, `now` or later, when something may be sent.
    #[must_use]
    pub fn next(self, now: Timestamp) -> Timestamp {
        let (day, minute) = day_and_minute(now);
        let over_midnight = self.from > self.until;
        let quiet = if over_midnight {
            minute >= self.from || minute < self.until
        } else {
            minute >= self.from && minute < self.until
        };
        if !quiet {
            return now;
        }
        let ends = if over_midnight && minute >= self.from {
            day.tomorrow().unwrap_or(day)
        } else {
            day
        };
        instant_of(ends, self.until).max(now)
    }

    /// When a message about `day` may be sent: at once when what was promised for today breaks, otherwise outside the quiet
    /// hours.
    #[must_use]
    pub fn send_at(self, occasion: Occasion, day: Date, now: Timestamp) -> Timestamp {
        if occasion.is_urgent() && day == day_and_minute(now).0 {
            now
        } else {
            self.next(now)
        }
    }
}

/// Why a message was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendFailure {
    /// Nobody answered, or asked us to come back: worth trying again.
    Later,
    /// The address or the message was refused: trying again brings nothing.
    Never,
}

impl SendFailure {
    /// Stable code. What a server said may hold an address, and is never kept.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Later => "later",
            Self::Never => "never",
        }
    }
}

/// How many times a message is tried.
pub const TRIES: u32 = 48;

/// When to try again after the `tries`-th attempt failed: after 1, 2, 4 … at most 60 minutes. `None` gives it up: refused for
/// good, tried [`TRIES`] times, or too late to be of use.
#[must_use]
pub fn try_again(tries: u32, failure: SendFailure, now: Timestamp, useless_after: Timestamp) -> Option<Timestamp> {
    if failure == SendFailure::Never || tries >= TRIES {
        return None;
    }
    let minutes = 1i64 << tries.saturating_sub(1).min(6);
    let next = now.saturating_add(minutes.min(60).minutes()).ok()?;
    (next < useless_after).then_some(next)
}
