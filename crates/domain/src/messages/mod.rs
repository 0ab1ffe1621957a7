//! What people are told about a time or an event, and how: the occasion, the way to reach them, and the matrix between.
//!
//! A message says when, where, a code and a link – never what somebody wants help with.

mod contact;
mod languages;
mod matrix;
mod sms;
#[cfg(test)]
mod tests;
mod texts;
mod times;

pub use contact::{Contact, ContactProblem, Email, Phone, has_address};
pub use languages::{CITIZEN_LANGUAGES, is_right_to_left, own_name};
pub use matrix::{Carrier, Means, channel};
pub use sms::{SmsSize, outside_gsm, sms_size};
pub use texts::{
    MessageText, PLACEHOLDERS, TextProblem, check_heading, check_text, draft_text, fill, nearest, ring_to_be_sure,
    standard_text, values,
};
pub use times::{QuietHours, SendFailure, TRIES, try_again};

use crate::shared::{Minute, instant_of};
use jiff::{Timestamp, ToSpan, civil::Date};

/// Why somebody is told something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Occasion {
    /// A time or place was taken: this is it.
    Receipt,
    /// It is soon.
    Reminder,
    /// The time is another.
    Moved,
    /// We called it off.
    CalledOff,
    /// They gave it up themselves.
    Cancelled,
    /// A place on the waiting list: theirs, if they answer in time.
    WaitingOffer,
    /// A place came free and is theirs.
    PlaceFreed,
    /// An event is at another time or place.
    EventMoved,
    /// It was called off, and takes place after all.
    Reinstated,
    /// Several dates of a series are different.
    SeriesChanged,
    /// Afterwards: thank you, and how was it?
    ThankYou,
}

impl Occasion {
    /// Every occasion, in the order they are met.
    pub const ALL: [Self; 11] = [
        Self::Receipt,
        Self::Reminder,
        Self::Moved,
        Self::CalledOff,
        Self::Cancelled,
        Self::WaitingOffer,
        Self::PlaceFreed,
        Self::EventMoved,
        Self::Reinstated,
        Self::SeriesChanged,
        Self::ThankYou,
    ];

    /// Stable code used in tables and addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Reminder => "reminder",
            Self::Moved => "moved",
            Self::CalledOff => "called_off",
            Self::Cancelled => "cancelled",
            Self::WaitingOffer => "waiting_offer",
            Self::PlaceFreed => "place_freed",
            Self::EventMoved => "event_moved",
            Self::Reinstated => "reinstated",
            Self::SeriesChanged => "series_changed",
            Self::ThankYou => "thank_you",
        }
    }

    /// Reads a code written by [`Occasion::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.code() == code)
    }

    /// Whether it breaks what was promised: then it may be told in quiet hours, when it is about today.
    #[must_use]
    pub const fn is_urgent(self) -> bool {
        matches!(
            self,
            Self::Moved | Self::CalledOff | Self::EventMoved | Self::Reinstated | Self::SeriesChanged
        )
    }
}

/// A date of a series that is different from what was told before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateChange {
    /// When it was to be.
    pub was: (Date, Minute),
    /// When it is now: another time, or the same when it takes place after all; `None` when it is called off.
    pub now: Option<(Date, Minute)>,
}

/// What a message may say. Whatever is not known is empty and left out of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The offering's title: for staff who ring, never in what is sent.
    pub offering: String,
    /// The place's name.
    pub place: String,
    /// The local day.
    pub day: Date,
    /// When it begins.
    pub start: Minute,
    /// When it ends.
    pub end: Minute,
    /// The code to change or give up with, as people read it: `K7MP-3QTX`.
    pub code: String,
    /// The full address of the receipt.
    pub link: String,
    /// The service's phone number.
    pub phone: String,
    /// First name or alias; may be empty.
    pub name: String,
    /// Until when an offer stands.
    pub deadline: Option<Timestamp>,
    /// When it was before it was moved.
    pub was: Option<(Date, Minute)>,
    /// Why it was called off or moved, in our own words about ourselves; may be empty.
    pub reason: String,
    /// Times that are free instead, soonest first.
    pub instead: Vec<(Date, Minute)>,
    /// What is different in a series, in the order of the calendar.
    pub changes: Vec<DateChange>,
}

impl About {
    /// When it begins.
    #[must_use]
    pub fn starts(&self) -> Timestamp {
        instant_of(self.day, self.start)
    }

    fn last_change(&self) -> Timestamp {
        let times = self.changes.iter().flat_map(|c| std::iter::once(c.was).chain(c.now));
        times.map(|(day, at)| instant_of(day, at)).max().unwrap_or_else(|| self.starts())
    }
}

/// Something somebody is to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Why.
    pub occasion: Occasion,
    /// How they wish to be reached.
    pub to: Contact,
    /// The language they read (BCP 47).
    pub language: String,
    /// What about.
    pub about: About,
    /// The booking or enrolment; what is not sent of it can be withdrawn and forgotten.
    pub subject: [u8; 16],
    /// When it shall be told; what is past means at once.
    pub due: Timestamp,
}

impl Notice {
    /// When it is too late to tell: at the start, when an offer runs out, at the last of several changed dates, or for a
    /// thank-you a week after it was due.
    #[must_use]
    pub fn useless_after(&self) -> Timestamp {
        let day_later = |t: Timestamp, days: i64| t.saturating_add((24 * days).hours()).unwrap_or(t);
        match self.occasion {
            Occasion::ThankYou => day_later(self.due, 7),
            Occasion::WaitingOffer => self.about.deadline.unwrap_or_else(|| self.about.starts()),
            Occasion::Cancelled => day_later(self.due, 1),
            Occasion::SeriesChanged => self.about.last_change(),
            _ => self.about.starts(),
        }
    }
}
