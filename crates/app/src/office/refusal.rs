use crate::{frame::Refusal, texts::T};
use axum::http::StatusCode;

/// Why a change in the office was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficeRefusal {
    /// Somebody else changed the same thing after the form was opened.
    ChangedMeanwhile,
    /// There is no last change that can be taken back.
    NothingToUndo,
    /// The occurrence is not one that can be called off now.
    NotComing,
}

impl Refusal for OfficeRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::ChangedMeanwhile => "office.changed_meanwhile",
            Self::NothingToUndo => "office.nothing_to_undo",
            Self::NotComing => "office.not_coming",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::ChangedMeanwhile => (T::OfficeRefusalChangedMeanwhile, T::OfficeRefusalChangedMeanwhileHint),
            Self::NothingToUndo => (T::OfficeRefusalNothingToUndo, T::OfficeRefusalNothingToUndoHint),
            Self::NotComing => (T::OfficeRefusalNotComing, T::OfficeRefusalNotComingHint),
        }
    }

    fn status(&self) -> StatusCode {
        StatusCode::CONFLICT
    }
}
