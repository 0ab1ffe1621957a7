use crate::{frame::Refusal, texts::T};
use axum::http::StatusCode;

/// Why a change of the handbook was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandbookRefusal {
    /// Somebody else wrote a version after the form was opened.
    ChangedMeanwhile,
    /// There is no card that ships to go back to: the municipality wrote it.
    NothingShips,
}

impl Refusal for HandbookRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::ChangedMeanwhile => "handbook.changed_meanwhile",
            Self::NothingShips => "handbook.nothing_ships",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::ChangedMeanwhile => (
                T::HandbookRefusalChangedMeanwhile,
                T::HandbookRefusalChangedMeanwhileHint,
            ),
            Self::NothingShips => (T::HandbookRefusalNothingShips, T::HandbookRefusalNothingShipsHint),
        }
    }

    fn status(&self) -> StatusCode {
        StatusCode::CONFLICT
    }
}
