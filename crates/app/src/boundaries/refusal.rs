use crate::{frame::Refusal, texts::T};
use axum::http::StatusCode;

/// Why something about the boundaries or the service description was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoundariesRefusal {
    /// Somebody else approved a version after the page was opened.
    ApprovedMeanwhile,
    /// The draft is as the approved version.
    NothingNew,
}

impl Refusal for BoundariesRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::ApprovedMeanwhile => "boundaries.approved_meanwhile",
            Self::NothingNew => "boundaries.nothing_new",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::ApprovedMeanwhile => (
                T::BoundariesRefusalApprovedMeanwhile,
                T::BoundariesRefusalApprovedMeanwhileHint,
            ),
            Self::NothingNew => (T::BoundariesRefusalNothingNew, T::BoundariesRefusalNothingNewHint),
        }
    }

    fn status(&self) -> StatusCode {
        StatusCode::CONFLICT
    }
}
