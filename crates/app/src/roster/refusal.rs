use crate::{frame::Refusal, texts::T};
use axum::http::StatusCode;
use domain::roster::Block;

/// Why somebody was not put on a shift, or a plan was not made or published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RosterRefusal {
    /// The gate is closed to her.
    Gate,
    /// She cannot, or is at school.
    Busy,
    /// She has another shift then, or cannot get from one to the other.
    Clash,
    /// Too little rest.
    Rest,
    /// More than her limit.
    Hours,
    /// Under 18, and too early, too late or too long.
    Young,
    /// She may not be there without somebody experienced, or an adult.
    Alone,
    /// There are enough.
    Full,
    /// The last place is for somebody who masters what is missing.
    Lacking,
    /// It is over, called off, or not in the roster.
    Gone,
    /// Somebody else came first.
    Taken,
    /// A plan is being made already.
    Making,
    /// The plan breaks a rule as things are today.
    Broken,
    /// The plan cannot be made: it asks for too much at once.
    TooMuch,
}

impl RosterRefusal {
    /// The refusal that says what stands in the way.
    pub(super) const fn of(block: &Block) -> Self {
        match block {
            Block::Gate => Self::Gate,
            Block::Busy(_) => Self::Busy,
            Block::Clash { .. } | Block::Travel { .. } => Self::Clash,
            Block::Rest { .. } => Self::Rest,
            Block::WeekFull { .. } => Self::Hours,
            Block::YoungHours | Block::DayFull { .. } => Self::Young,
            Block::NeedsExperienced | Block::NeedsAdult => Self::Alone,
            Block::Lacking { .. } => Self::Lacking,
            Block::Full | Block::AlreadyThere | Block::Locked => Self::Full,
        }
    }
}

impl Refusal for RosterRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Gate => "roster.gate",
            Self::Busy => "roster.busy",
            Self::Clash => "roster.clash",
            Self::Rest => "roster.rest",
            Self::Hours => "roster.hours",
            Self::Young => "roster.young",
            Self::Alone => "roster.alone",
            Self::Full => "roster.full",
            Self::Lacking => "roster.lacking",
            Self::Gone => "roster.gone",
            Self::Taken => "roster.taken",
            Self::Making => "roster.making",
            Self::Broken => "roster.broken",
            Self::TooMuch => "roster.too_much",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::Gate => (T::RosterRefusalGate, T::RosterRefusalGateHint),
            Self::Busy => (T::RosterRefusalBusy, T::RosterRefusalBusyHint),
            Self::Clash => (T::RosterRefusalClash, T::RosterRefusalClashHint),
            Self::Rest => (T::RosterRefusalRest, T::RosterRefusalRestHint),
            Self::Hours => (T::RosterRefusalHours, T::RosterRefusalHoursHint),
            Self::Young => (T::RosterRefusalYoung, T::RosterRefusalYoungHint),
            Self::Alone => (T::RosterRefusalAlone, T::RosterRefusalAloneHint),
            Self::Full => (T::RosterRefusalFull, T::RosterRefusalFullHint),
            Self::Lacking => (T::RosterRefusalLacking, T::RosterRefusalLackingHint),
            Self::Gone => (T::RosterRefusalGone, T::RosterRefusalGoneHint),
            Self::Taken => (T::RosterRefusalTaken, T::RosterRefusalTakenHint),
            Self::Making => (T::RosterRefusalMaking, T::RosterRefusalMakingHint),
            Self::Broken => (T::RosterRefusalBroken, T::RosterRefusalBrokenHint),
            Self::TooMuch => (T::RosterRefusalTooMuch, T::RosterRefusalTooMuchHint),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Full | Self::Taken | Self::Making => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}
