use crate::{frame::Refusal, texts::T};
use axum::http::StatusCode;

/// Why a change of a council case was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CouncilRefusal {
    /// Somebody else changed it after the form was opened.
    ChangedMeanwhile,
    /// What is known has no year or no source, and is no fact.
    NoSource,
    /// Nobody has written down that the citizen said yes.
    NoConsent,
    /// A case has the order of sections that would be taken away.
    OrderInUse,
}

impl Refusal for CouncilRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::ChangedMeanwhile => "council.changed_meanwhile",
            Self::NoSource => "council.no_source",
            Self::NoConsent => "council.no_consent",
            Self::OrderInUse => "council.order_in_use",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::ChangedMeanwhile => (T::CouncilRefusalChangedMeanwhile, T::CouncilRefusalChangedMeanwhileHint),
            Self::NoSource => (T::CouncilRefusalNoSource, T::CouncilRefusalNoSourceHint),
            Self::NoConsent => (T::CouncilRefusalNoConsent, T::CouncilRefusalNoConsentHint),
            Self::OrderInUse => (T::CouncilRefusalOrderInUse, T::CouncilRefusalOrderInUseHint),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::ChangedMeanwhile | Self::OrderInUse => StatusCode::CONFLICT,
            Self::NoSource | Self::NoConsent => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}
