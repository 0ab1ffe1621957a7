use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::TimeZone,
};

/// The one time zone of every schedule (IANA name).
pub const TIME_ZONE: &str = "Europe/Oslo";

/// Minutes after local midnight, 0–1440 (1440 is the midnight that ends the day). A clock reading, not a duration:
/// on the day summer time begins, minutes 120–179 name the same instants as 180–239.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Minute(u16);

impl Minute {
    /// `00:00`, the start of a day.
    pub const MIDNIGHT: Self = Self(0);

    /// A minute of the day; `None` above 1440.
    #[must_use]
    pub const fn new(minute: u16) -> Option<Self> {
        if minute <= 1440 { Some(Self(minute)) } else { None }
    }

    /// Reads `HH:MM`, `00:00`–`24:00`.
    ///
    /// ```
    /// use domain::shared::Minute;
    /// assert_eq!(Minute::parse("09:30").unwrap().get(), 570);
    /// assert!(Minute::parse("24:01").is_none());
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (hours, minutes) = text.trim().split_once([':', '.'])?;
        let two = |s: &str| (1..=2).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
        if !two(hours) || minutes.len() != 2 || !two(minutes) {
            return None;
        }
        let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
        if minutes > 59 {
            return None;
        }
        Self::new(hours * 60 + minutes)
    }

    /// Minutes after midnight.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl std::fmt::Display for Minute {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// The only time of day that a visit keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartOfDay {
    /// Before 12.
    Morning,
    /// 12 to before 17.
    Afternoon,
    /// 17 and later.
    Evening,
}

impl PartOfDay {
    /// Every part, in the order of the day.
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    /// The part a minute falls in.
    #[must_use]
    pub const fn of(minute: Minute) -> Self {
        match minute.get() {
            0..720 => Self::Morning,
            720..1020 => Self::Afternoon,
            _ => Self::Evening,
        }
    }

    /// Stable code used in tables and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
        }
    }

    /// Reads a code written by [`PartOfDay::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }
}

fn zone() -> TimeZone {
    // The time zone database is built in, so the name is always there.
    TimeZone::get(TIME_ZONE).unwrap_or(TimeZone::UTC)
}

/// The local day and minute of an instant.
#[must_use]
pub fn day_and_minute(now: Timestamp) -> (Date, Minute) {
    let local = zone().to_datetime(now);
    let minute = u16::from(local.hour().unsigned_abs()) * 60 + u16::from(local.minute().unsigned_abs());
    (local.date(), Minute(minute))
}

/// The instant of a local day and minute. A clock reading that the spring change skips moves forward by the gap; one
/// that the autumn change repeats is the first of the two (RFC 5545 §3.3.5).
#[must_use]
pub fn instant_of(day: Date, minute: Minute) -> Timestamp {
    let (day, minute) = if minute.0 == 1440 {
        (day.tomorrow().unwrap_or(day), 0)
    } else {
        (day, minute.0)
    };
    let hour = i8::try_from(minute / 60).unwrap_or(0);
    let rest = i8::try_from(minute % 60).unwrap_or(0);
    let time = Time::new(hour, rest, 0, 0).unwrap_or(Time::midnight());
    zone().to_timestamp(DateTime::from_parts(day, time)).unwrap_or(Timestamp::UNIX_EPOCH)
}
