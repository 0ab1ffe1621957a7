//! Utstyret: nettbrett, PC-er, teleslynger og projektorer som står på et sted, brukes når noe skjer der, og lånes ut over
//! skranken. Her står hva som finnes, og hvor lenge noe kan lånes. Den som låner, har ikke noe navn her.

use crate::shared::{Id, Minute, instant_of};
use jiff::{Timestamp, ToSpan, civil::Date};
use std::ops::Range;

#[cfg(test)]
mod tests;

/// The most of one thing at a place.
pub const MOST_UNITS: u16 = 200;

/// How long a cell of a thing's calendar is, in minutes.
pub const CELL_MINUTES: i64 = 30;

/// The longest that something can be taken, in days.
pub const MOST_DAYS: i32 = 29;

/// What sort of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EquipmentKind {
    /// A PC.
    Computer,
    /// A tablet.
    Tablet,
    /// A telephone.
    Phone,
    /// A hearing loop that can be carried.
    HearingLoop,
    /// A projector or a screen.
    Projector,
    /// Something else.
    Other,
}

impl EquipmentKind {
    /// Every kind, in the order it is shown.
    pub const ALL: [Self; 6] =
        [Self::Computer, Self::Tablet, Self::Phone, Self::HearingLoop, Self::Projector, Self::Other];

    /// Stable code used in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Computer => "computer",
            Self::Tablet => "tablet",
            Self::Phone => "phone",
            Self::HearingLoop => "hearing_loop",
            Self::Projector => "projector",
            Self::Other => "other",
        }
    }

    /// Reads a code written by [`EquipmentKind::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// A thing (utstyr) that a place has some of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equipment {
    /// Its identity, which is also the resource that claims are made on.
    pub id: Id,
    /// The sort of thing.
    pub kind: EquipmentKind,
    /// What it is called here: "iPad med norsk tastatur". Never empty.
    pub name: String,
    /// The place that has it.
    pub place: Id,
    /// How many, 1 to [`MOST_UNITS`].
    pub number: u16,
    /// Whether it is lent over the counter, or only used at the place.
    pub lendable: bool,
}

/// How long something is lent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LoanPeriod {
    /// Back the same day.
    Today,
    /// A week.
    Week,
    /// Two weeks.
    TwoWeeks,
    /// Four weeks.
    FourWeeks,
}

impl LoanPeriod {
    /// Every period, the shortest first.
    pub const ALL: [Self; 4] = [Self::Today, Self::Week, Self::TwoWeeks, Self::FourWeeks];

    /// Stable code used in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Week => "week",
            Self::TwoWeeks => "two_weeks",
            Self::FourWeeks => "four_weeks",
        }
    }

    /// Reads a code written by [`LoanPeriod::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }

    /// The day it must be back, when it is lent on `today`.
    #[must_use]
    pub fn back_on(self, today: Date) -> Date {
        let days = match self {
            Self::Today => 0,
            Self::Week => 7,
            Self::TwoWeeks => 14,
            Self::FourWeeks => 28,
        };
        today.checked_add(days.days()).unwrap_or(today)
    }

    /// The instant it must be back: the end of that day.
    #[must_use]
    pub fn due(self, today: Date) -> Timestamp {
        let day = self.back_on(today);
        Minute::new(1440).map_or(Timestamp::MAX, |end| instant_of(day, end))
    }
}

/// The cells of a thing's calendar that a span touches: half-hours since 1970, so a change of the clocks takes and gives
/// none. Empty when it ends before it begins, or lasts longer than [`MOST_DAYS`].
#[must_use]
pub fn cells(from: Timestamp, to: Timestamp) -> Range<i64> {
    let length = CELL_MINUTES * 60;
    let (first, last) = (
        from.as_second().div_euclid(length),
        (to.as_second() - 1).div_euclid(length) + 1,
    );
    let most = i64::from(MOST_DAYS) * 24 * 60 / CELL_MINUTES;
    if to <= from || last - first > most {
        first..first
    } else {
        first..last
    }
}
