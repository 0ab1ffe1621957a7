use jiff::{ToSpan, civil::Date};

/// How many of a kind, within how many days, are so many that the risk is looked at anew (terskel). At least one, within
/// at least one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// How many, 1–50.
    pub incidents: u16,
    /// Within how many days, 1–730.
    pub days: u16,
}

impl Threshold {
    /// What a municipality begins with: three within ninety days.
    pub const USUAL: Self = Self { incidents: 3, days: 90 };

    /// A threshold that makes sense; `None` outside the ranges.
    #[must_use]
    pub const fn new(incidents: u16, days: u16) -> Option<Self> {
        if matches!(incidents, 1..=50) && matches!(days, 1..=730) {
            Some(Self { incidents, days })
        } else {
            None
        }
    }

    /// The first day that still counts on `today`.
    #[must_use]
    pub fn since(&self, today: Date) -> Date {
        let back = i64::from(self.days.max(1)) - 1;
        today.checked_sub(back.days()).unwrap_or(Date::MIN)
    }

    /// Whether so many of the days lie within the last days up to and with `today`. An incident counts towards a threshold
    /// once: the caller gives only those that have not set it off before.
    ///
    /// ```
    /// use domain::incidents::Threshold;
    /// use jiff::civil::date;
    /// let three = Threshold::new(3, 30).unwrap();
    /// let days = [date(2026, 3, 1), date(2026, 3, 12), date(2026, 3, 30)];
    /// assert!(three.is_reached(&days, date(2026, 3, 30)));
    /// assert!(!three.is_reached(&days, date(2026, 3, 31)));
    /// ```
    #[must_use]
    pub fn is_reached(&self, days: &[Date], today: Date) -> bool {
        let since = self.since(today);
        days.iter().filter(|day| since <= **day && **day <= today).count() >= usize::from(self.incidents)
    }
}

/// The last day an incident is kept: so many months after it was closed; one that is never closed, a year more after it was
/// written.
#[must_use]
pub fn erase_on(written: Date, closed: Option<Date>, months: u16) -> Date {
    let after = |day: Date, months: u16| day.checked_add(i32::from(months).months()).unwrap_or(Date::MAX);
    closed.map_or_else(|| after(written, months.saturating_add(12)), |day| after(day, months))
}

/// A step of the way from an incident to a service that is safer (runden).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// A scenario of the risk assessment is about this.
    Linked,
    /// Something is to be done.
    Measure,
    /// It has become training, or a boundary that was changed.
    Settled,
    /// The risk was scored anew.
    Scored,
}

impl Stage {
    /// Every step, in order.
    pub const ALL: [Self; 4] = [Self::Linked, Self::Measure, Self::Settled, Self::Scored];
}

/// What is known of an incident's way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StageFacts {
    /// A scenario is linked.
    pub scenario: bool,
    /// A measure is written.
    pub measure: bool,
    /// It is said what the measure became.
    pub settled: bool,
    /// The day the risk was scored anew is known.
    pub scored: bool,
}

/// The steps that are taken, and the next one. A step counts only when all before it are taken.
#[must_use]
pub fn stages(facts: StageFacts) -> (Vec<Stage>, Option<Stage>) {
    let is = [facts.scenario, facts.measure, facts.settled, facts.scored];
    let taken = is.iter().take_while(|t| **t).count();
    (Stage::ALL[..taken].to_vec(), Stage::ALL.get(taken).copied())
}
