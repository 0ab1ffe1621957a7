use jiff::Timestamp;

/// Hours from when a breach was known until the authority should have been told (GDPR art. 33 no. 1).
pub const BREACH_HOURS: i64 = 72;

/// How the clock of a breach stands (72-timersklokka). It runs day and night, also at weekends and holidays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreachClock {
    /// When the authority should have been told at the latest.
    pub due: Timestamp,
    /// Whole minutes left; below 0 when it is past.
    pub minutes_left: i64,
}

impl BreachClock {
    /// The clock at `now`, of a breach that was known at `known`.
    ///
    /// ```
    /// use domain::incidents::BreachClock;
    /// let known: jiff::Timestamp = "2026-03-06T12:00:00Z".parse().unwrap();
    /// let clock = BreachClock::at(known, known);
    /// assert_eq!(clock.minutes_left, 72 * 60);
    /// assert_eq!(clock.due.to_string(), "2026-03-09T12:00:00Z");
    /// ```
    #[must_use]
    pub fn at(known: Timestamp, now: Timestamp) -> Self {
        let hour = 3_600_000;
        let due = known.as_millisecond().saturating_add(BREACH_HOURS * hour);
        let due = Timestamp::from_millisecond(due).unwrap_or(Timestamp::MAX);
        Self {
            due,
            minutes_left: (due.as_millisecond() - now.as_millisecond()).div_euclid(60_000),
        }
    }

    /// Whether the 72 hours are over.
    #[must_use]
    pub const fn is_past(&self) -> bool {
        self.minutes_left < 0
    }
}

/// A question of the authority's form. What must be told is listed in GDPR art. 33 no. 3; whether those it is about are told,
/// in art. 34. In our order: what one knows first comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BreachQuestion {
    /// What happened to the data: known to others, changed, or gone.
    Nature,
    /// When it happened.
    When,
    /// How it was found out.
    Found,
    /// What kinds of people it is about.
    People,
    /// About how many they are.
    HowManyPeople,
    /// What kinds of data.
    Data,
    /// About how many records.
    HowManyRecords,
    /// What it may lead to for those it is about.
    Consequences,
    /// What has been done and will be done.
    Measures,
    /// Who can be asked: the data protection officer or another place.
    Contact,
    /// Whether those it is about have been told, and how.
    PeopleTold,
}

impl BreachQuestion {
    /// Every question, in order.
    pub const ALL: [Self; 11] = [
        Self::Nature,
        Self::When,
        Self::Found,
        Self::People,
        Self::HowManyPeople,
        Self::Data,
        Self::HowManyRecords,
        Self::Consequences,
        Self::Measures,
        Self::Contact,
        Self::PeopleTold,
    ];

    /// Stable code used in tables, forms and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nature => "nature",
            Self::When => "when",
            Self::Found => "found",
            Self::People => "people",
            Self::HowManyPeople => "how_many_people",
            Self::Data => "data",
            Self::HowManyRecords => "how_many_records",
            Self::Consequences => "consequences",
            Self::Measures => "measures",
            Self::Contact => "contact",
            Self::PeopleTold => "people_told",
        }
    }

    /// Reads a code written by [`BreachQuestion::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|q| q.code() == code)
    }
}

/// The questions that have no answer yet. The authority takes a notification with gaps, and the rest later (art. 33 no. 4),
/// so nothing waits for them.
#[must_use]
pub fn unanswered<'a>(answered: impl IntoIterator<Item = &'a BreachQuestion>) -> Vec<BreachQuestion> {
    let answered: Vec<BreachQuestion> = answered.into_iter().copied().collect();
    BreachQuestion::ALL.into_iter().filter(|q| !answered.contains(q)).collect()
}

/// What is decided about telling the authority (melde eller ikke).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notification {
    /// Told.
    Notify,
    /// Not told: it is unlikely that the breach means a risk to people (art. 33 no. 1).
    DoNot,
}

impl Notification {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Notify, Self::DoNot];

    /// Stable code used in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Notify => "notify",
            Self::DoNot => "do_not",
        }
    }

    /// Reads a code written by [`Notification::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|n| n.code() == code)
    }
}

/// What a decision about a breach lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotificationGap {
    /// Why it was decided so: always asked for, because a breach that is not notified is documented too (art. 33 no. 5).
    Reason,
    /// Why it is told after the 72 hours (art. 33 no. 1).
    WhyLate,
}

/// What is missing before a decision can stand. Empty when nothing is.
///
/// ```
/// use domain::incidents::{gaps, BreachClock, Notification, NotificationGap};
/// let known: jiff::Timestamp = "2026-03-06T12:00:00Z".parse().unwrap();
/// let late = BreachClock::at(known, "2026-03-10T12:00:00Z".parse().unwrap());
/// assert_eq!(gaps(Notification::Notify, "Passord på avveie", "", late), [NotificationGap::WhyLate]);
/// assert_eq!(gaps(Notification::DoNot, "", "", late), [NotificationGap::Reason]);
/// ```
#[must_use]
pub fn gaps(decision: Notification, reason: &str, why_late: &str, clock: BreachClock) -> Vec<NotificationGap> {
    let reason = reason.trim().is_empty().then_some(NotificationGap::Reason);
    let late = decision == Notification::Notify && clock.is_past() && why_late.trim().is_empty();
    reason.into_iter().chain(late.then_some(NotificationGap::WhyLate)).collect()
}
