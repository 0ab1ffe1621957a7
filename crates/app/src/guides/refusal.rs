use crate::{frame::Refusal, texts::T};
use axum::http::StatusCode;

/// Why something about a guide was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuidesRefusal {
    /// No statute allows asking for a police certificate of this kind of guide.
    NoStatute,
    /// There is nothing for a leader to override.
    NothingMissing,
    /// The account belongs to another guide.
    AccountTaken,
    /// She has left.
    HasLeft,
    /// She has not left, so nothing is erased.
    StillHere,
}

impl Refusal for GuidesRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NoStatute => "guides.no_statute",
            Self::NothingMissing => "guides.nothing_missing",
            Self::AccountTaken => "guides.account_taken",
            Self::HasLeft => "guides.has_left",
            Self::StillHere => "guides.still_here",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::NoStatute => (T::GuidesRefusalNoStatute, T::GuidesRefusalNoStatuteHint),
            Self::NothingMissing => (T::GuidesRefusalNothingMissing, T::GuidesRefusalNothingMissingHint),
            Self::AccountTaken => (T::GuidesRefusalAccountTaken, T::GuidesRefusalAccountTakenHint),
            Self::HasLeft => (T::GuidesRefusalHasLeft, T::GuidesRefusalHasLeftHint),
            Self::StillHere => (T::GuidesRefusalStillHere, T::GuidesRefusalStillHereHint),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NoStatute => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::CONFLICT,
        }
    }
}
