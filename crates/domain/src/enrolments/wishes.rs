use crate::shared::{Minute, PartOfDay};
use jiff::civil::{Date, Weekday};

/// Which times would suit somebody who waits for an appointment. Nothing chosen means that everything suits.
///
/// ```
/// use domain::{enrolments::Wishes, shared::{Minute, PartOfDay}};
/// use jiff::civil::{Weekday, date};
/// let wishes = Wishes::new(&[Weekday::Tuesday], &[PartOfDay::Morning]);
/// let (ten, two) = (Minute::parse("10:00").unwrap(), Minute::parse("14:00").unwrap());
/// assert!(wishes.fit(date(2026, 3, 3), ten));
/// assert!(!wishes.fit(date(2026, 3, 3), two));
/// assert!(!wishes.fit(date(2026, 3, 4), ten));
/// assert!(Wishes::default().fit(date(2026, 3, 4), two));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Wishes {
    days: u8,
    parts: u8,
}

impl Wishes {
    /// These weekdays and parts of the day.
    #[must_use]
    pub fn new(days: &[Weekday], parts: &[PartOfDay]) -> Self {
        Self {
            days: days.iter().fold(0, |bits, day| bits | day_bit(*day)),
            parts: parts.iter().fold(0, |bits, part| bits | part_bit(*part)),
        }
    }

    /// The wishes as one number for a table, 0–1023.
    #[must_use]
    pub fn bits(self) -> u16 {
        u16::from(self.parts) << 7 | u16::from(self.days)
    }

    /// Reads a number written by [`Wishes::bits`]; `None` for one that was not.
    #[must_use]
    pub fn from_bits(bits: u16) -> Option<Self> {
        let parts = u8::try_from(bits >> 7).ok().filter(|p| *p < 8)?;
        let days = u8::try_from(bits & 0x7f).ok()?;
        Some(Self { days, parts })
    }

    /// Whether a time suits.
    #[must_use]
    pub fn fit(self, day: Date, start: Minute) -> bool {
        let day_fits = self.days == 0 || self.days & day_bit(day.weekday()) != 0;
        day_fits && (self.parts == 0 || self.parts & part_bit(PartOfDay::of(start)) != 0)
    }

    /// The weekdays that were chosen, Monday first.
    #[must_use]
    pub fn days(self) -> Vec<Weekday> {
        Weekday::Monday.cycle_forward().take(7).filter(|day| self.days & day_bit(*day) != 0).collect()
    }

    /// The parts of the day that were chosen.
    #[must_use]
    pub fn parts(self) -> Vec<PartOfDay> {
        PartOfDay::ALL.into_iter().filter(|part| self.parts & part_bit(*part) != 0).collect()
    }
}

fn day_bit(day: Weekday) -> u8 {
    1 << day.to_monday_zero_offset().unsigned_abs()
}

const fn part_bit(part: PartOfDay) -> u8 {
    match part {
        PartOfDay::Morning => 1,
        PartOfDay::Afternoon => 2,
        PartOfDay::Evening => 4,
    }
}
