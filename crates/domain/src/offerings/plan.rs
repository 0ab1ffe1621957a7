use super::Topic;
use crate::shared::Localized;

/// A booking plan (timeplan): how appointments are made in an offering. When they are, and with how many guides, stands
/// in the offering's schedules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingPlan {
    /// Minutes of an ordinary appointment, 10–240 in fives.
    pub minutes: u16,
    /// What people may choose that they need, each with its own length. Empty: the offering's topics, all of them with the
    /// ordinary length. "I don't know" may always be chosen.
    pub needs: Vec<BookingNeed>,
    /// Minutes the guide has between two appointments, 0–60 in fives.
    pub buffer: u16,
    /// Minutes between the times that are offered, 5–240 in fives, counted from when the occurrence begins.
    pub step: u16,
    /// Whether one may ask for double length.
    pub extra_long: bool,
    /// Whether one may ask for an interpreter.
    pub interpreter: bool,
    /// What cannot be booked on the web, so that those who ring or come are never last.
    pub kept: Kept,
    /// Hours before it begins that an appointment must be booked on the web, 0–336. Staff may book until it begins.
    pub notice_hours: u16,
    /// How many days ahead times are shown, 1–365.
    pub horizon_days: u16,
    /// Minutes a time is held while the form is filled in, 2–60.
    pub hold_minutes: u16,
    /// How many rooms the appointments at a place share, when each needs one of its own.
    pub rooms: Option<u16>,
    /// How many machines the appointments at a place share, when each needs one.
    pub machines: Option<u16>,
    /// Days after the appointment that everything about who booked is deleted, 1–365.
    pub keep_days: u16,
    /// Why longer than [`BookingPlan::DEFAULT_KEEP_DAYS`] is needed; empty when it is not.
    pub keep_reason: Localized,
}

/// Something people choose that they need, and how long it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookingNeed {
    /// What it is about.
    pub topic: Topic,
    /// Minutes, 10–240 in fives.
    pub minutes: u16,
}

/// What of each occurrence is kept for those who ring or come to the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Nothing.
    Nothing,
    /// So many ordinary appointments.
    Number(u16),
    /// So many per cent of the ordinary appointments, rounded up; 1–100.
    PerCent(u8),
}

impl Kept {
    /// How many of `appointments` are kept; never more than there are.
    ///
    /// ```
    /// use domain::offerings::Kept;
    /// assert_eq!(Kept::PerCent(25).of(5), 2);
    /// assert_eq!(Kept::Number(3).of(2), 2);
    /// ```
    #[must_use]
    pub fn of(self, appointments: u16) -> u16 {
        let kept = match self {
            Self::Nothing => 0,
            Self::Number(n) => n,
            Self::PerCent(p) => {
                u16::try_from((u32::from(appointments) * u32::from(p)).div_ceil(100)).unwrap_or(u16::MAX)
            }
        };
        kept.min(appointments)
    }
}

impl BookingPlan {
    /// How long it is kept who booked, unless the municipality needs it longer and says why.
    pub const DEFAULT_KEEP_DAYS: u16 = 14;

    /// What a municipality begins with: 45 minutes every hour, one in four kept for those who ring or come.
    #[must_use]
    pub fn usual() -> Self {
        Self {
            minutes: 45,
            needs: vec![],
            buffer: 15,
            step: 60,
            extra_long: true,
            interpreter: true,
            kept: Kept::PerCent(25),
            notice_hours: 2,
            horizon_days: 60,
            hold_minutes: 10,
            rooms: None,
            machines: None,
            keep_days: Self::DEFAULT_KEEP_DAYS,
            keep_reason: Localized::default(),
        }
    }

    /// Minutes of an appointment about this; the ordinary length when it is not among the needs, or not known.
    #[must_use]
    pub fn minutes_for(&self, need: Option<Topic>) -> u16 {
        let own = self.needs.iter().find(|n| Some(n.topic) == need);
        own.map_or(self.minutes, |n| n.minutes)
    }

    /// What people may choose between, of an offering that helps with `topics`.
    #[must_use]
    pub fn choices(&self, topics: &[Topic]) -> Vec<Topic> {
        if self.needs.is_empty() {
            topics.to_vec()
        } else {
            self.needs.iter().map(|n| n.topic).collect()
        }
    }
}
