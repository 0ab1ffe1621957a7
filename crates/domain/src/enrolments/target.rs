use crate::shared::Key;
use jiff::civil::Date;

/// What one signs up for: one date of a schedule, or the whole series (a closed club, a course).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Target {
    /// The offering.
    pub offering: Key,
    /// The schedule of it.
    pub schedule: Key,
    /// The day the rule gives, also when the date is moved; `None` is the whole series.
    pub original: Option<Date>,
}

impl Target {
    /// The target as one text, for addresses and for the identity of its seats: `tirsdag` or `tirsdag.2026-03-03`
    /// after the offering's key and a stroke.
    ///
    /// ```
    /// use domain::{enrolments::Target, shared::Key};
    /// use jiff::civil::date;
    /// let key = |text| Key::parse(text).unwrap();
    /// let target = Target { offering: key("kurs"), schedule: key("tirsdag"), original: Some(date(2026, 3, 3)) };
    /// assert_eq!(target.text(), "kurs/tirsdag.2026-03-03");
    /// assert_eq!(Target::parse("kurs", "tirsdag.2026-03-03"), Some(target));
    /// assert_eq!(Target::parse("kurs", "tirsdag.i-morgen"), None);
    /// ```
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}/{}", self.offering, self.which())
    }

    /// The part of [`Target::text`] that says which of the offering's dates.
    #[must_use]
    pub fn which(&self) -> String {
        match self.original {
            Some(day) => format!("{}.{day}", self.schedule),
            None => self.schedule.to_string(),
        }
    }

    /// Reads an offering's key and what [`Target::which`] wrote.
    #[must_use]
    pub fn parse(offering: &str, which: &str) -> Option<Self> {
        let (schedule, day) = match which.split_once('.') {
            Some((schedule, day)) => (schedule, Some(day.parse().ok()?)),
            None => (which, None),
        };
        Some(Self {
            offering: Key::parse(offering).ok()?,
            schedule: Key::parse(schedule).ok()?,
            original: day,
        })
    }
}

/// How it stands with the places of a target, in people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Enrolled {
    /// Places that somebody has.
    pub taken: u32,
    /// Places that are kept for somebody who has been offered one.
    pub held: u32,
    /// People on the waiting list who have no offer.
    pub waiting: u32,
    /// All places.
    pub capacity: u32,
}

impl Enrolled {
    /// Places that nobody has and nobody has been offered.
    #[must_use]
    pub const fn free(&self) -> u32 {
        self.capacity.saturating_sub(self.taken.saturating_add(self.held))
    }
}

/// What is counted of a target. The counts are numbers without names, and stay when the names are deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tick {
    /// People who signed up and got a place at once.
    SignedUp,
    /// People who got a place from the waiting list.
    FromList,
    /// People who were put on the waiting list.
    Queued,
    /// People who gave their place back.
    Left,
    /// People on the list who never got a place, or said no.
    OffList,
    /// People who came.
    Came,
    /// People with a place who did not come. A number, never a mark on a person.
    NoShow,
}

impl Tick {
    /// Everything that is counted.
    pub const ALL: [Self; 7] =
        [Self::SignedUp, Self::FromList, Self::Queued, Self::Left, Self::OffList, Self::Came, Self::NoShow];

    /// Stable code used in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignedUp => "signed_up",
            Self::FromList => "from_list",
            Self::Queued => "queued",
            Self::Left => "left",
            Self::OffList => "off_list",
            Self::Came => "came",
            Self::NoShow => "no_show",
        }
    }

    /// Reads a code written by [`Tick::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.code() == code)
    }
}
