use crate::{frame::Refusal, texts::T};
use axum::http::StatusCode;

/// Why a slip's code was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferralsRefusal {
    /// No such code: never given, run out, or for another door. Which of them is not told.
    UnknownCode,
    /// It has been told how it went.
    AlreadyUsed,
}

impl Refusal for ReferralsRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownCode => "referrals.unknown_code",
            Self::AlreadyUsed => "referrals.already_used",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::UnknownCode => (T::ReferralsRefusalUnknownCode, T::ReferralsRefusalUnknownCodeHint),
            Self::AlreadyUsed => (T::ReferralsRefusalAlreadyUsed, T::ReferralsRefusalAlreadyUsedHint),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::UnknownCode => StatusCode::NOT_FOUND,
            Self::AlreadyUsed => StatusCode::CONFLICT,
        }
    }
}
