use crate::{frame::Refusal, texts::T};
use axum::http::StatusCode;

/// Why something with an event was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventRefusal {
    /// The poll or round is closed.
    Closed,
    /// A round of self-assessment has sheets already, so its tasks stay as they are.
    TasksInUse,
    /// There is no earlier plan to copy from.
    NothingToCopy,
    /// The event has not begun, so nobody can be counted.
    NotBegun,
}

impl Refusal for EventRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Closed => "events.closed",
            Self::TasksInUse => "events.tasks_in_use",
            Self::NothingToCopy => "events.nothing_to_copy",
            Self::NotBegun => "events.not_begun",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::Closed => (T::EventsRefusalClosed, T::EventsRefusalClosedHint),
            Self::TasksInUse => (T::EventsRefusalTasksInUse, T::EventsRefusalTasksInUseHint),
            Self::NothingToCopy => (T::EventsRefusalNothingToCopy, T::EventsRefusalNothingToCopyHint),
            Self::NotBegun => (T::EventsRefusalNotBegun, T::EventsRefusalNotBegunHint),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Closed | Self::TasksInUse => StatusCode::CONFLICT,
            Self::NothingToCopy | Self::NotBegun => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}
