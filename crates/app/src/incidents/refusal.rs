use crate::{frame::Refusal, texts::T};
use axum::http::StatusCode;

/// Why something about an incident was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IncidentsRefusal {
    /// The envelope was not closed with this service's key.
    Unreadable,
    /// Something that must be done first is not done: a breach without a decision is not closed.
    Undecided,
    /// It is closed.
    Closed,
    /// The learning note does not say enough to be a card.
    NoteUnfinished,
}

impl Refusal for IncidentsRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable => "incidents.unreadable",
            Self::Undecided => "incidents.undecided",
            Self::Closed => "incidents.closed",
            Self::NoteUnfinished => "incidents.note_unfinished",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::Unreadable => (T::IncidentsRefusalUnreadable, T::IncidentsRefusalUnreadableHint),
            Self::Undecided => (T::IncidentsRefusalUndecided, T::IncidentsRefusalUndecidedHint),
            Self::Closed => (T::IncidentsRefusalClosed, T::IncidentsRefusalClosedHint),
            Self::NoteUnfinished => (T::IncidentsRefusalNoteUnfinished, T::IncidentsRefusalNoteUnfinishedHint),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Unreadable | Self::NoteUnfinished => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Undecided | Self::Closed => StatusCode::CONFLICT,
        }
    }
}
