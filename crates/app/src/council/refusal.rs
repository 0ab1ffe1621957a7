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
    /// The own words of the pitch tell what a citizen has told: that cannot be frozen, for it could not be taken back.
    StoryInPitch,
}

impl Refusal for CouncilRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::ChangedMeanwhile => "council.changed_meanwhile",
            Self::NoSource => "council.no_source",
            Self::NoConsent => "council.no_consent",
            Self::OrderInUse => "council.order_in_use",
            Self::StoryInPitch => "council.story_in_pitch",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::ChangedMeanwhile => (T::CouncilRefusalChangedMeanwhile, T::CouncilRefusalChangedMeanwhileHint),
            Self::NoSource => (T::CouncilRefusalNoSource, T::CouncilRefusalNoSourceHint),
            Self::NoConsent => (T::CouncilRefusalNoConsent, T::CouncilRefusalNoConsentHint),
            Self::OrderInUse => (T::CouncilRefusalOrderInUse, T::CouncilRefusalOrderInUseHint),
            Self::StoryInPitch => (T::CouncilRefusalStoryInPitch, T::CouncilRefusalStoryInPitchHint),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::ChangedMeanwhile | Self::OrderInUse | Self::StoryInPitch => StatusCode::CONFLICT,
            Self::NoSource | Self::NoConsent => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}
