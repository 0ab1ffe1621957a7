use crate::{frame::Refusal, texts::T};
use axum::http::StatusCode;

/// Why a change of what the service rests on was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchoringRefusal {
    /// Somebody else changed it after the form was opened.
    ChangedMeanwhile,
    /// It has parts, which would be lost with it.
    HasParts,
}

impl Refusal for AnchoringRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::ChangedMeanwhile => "anchoring.changed_meanwhile",
            Self::HasParts => "anchoring.has_parts",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::ChangedMeanwhile => (
                T::AnchoringRefusalChangedMeanwhile,
                T::AnchoringRefusalChangedMeanwhileHint,
            ),
            Self::HasParts => (T::AnchoringRefusalHasParts, T::AnchoringRefusalHasPartsHint),
        }
    }

    fn status(&self) -> StatusCode {
        StatusCode::CONFLICT
    }
}
