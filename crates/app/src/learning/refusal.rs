use crate::{frame::Refusal, texts::T};
use axum::http::StatusCode;

/// Why something about learning was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LearningRefusal {
    /// The place has no spot left.
    Full,
    /// Somebody else has agreed on the wish, or it was taken back.
    AlreadyAgreed,
    /// The place does not take anybody in on that day.
    NotOpen,
    /// The day has not come.
    NotYet,
    /// It was called off.
    CalledOff,
}

impl LearningRefusal {
    /// Every refusal.
    #[cfg(test)]
    pub const ALL: [Self; 5] = [Self::Full, Self::AlreadyAgreed, Self::NotOpen, Self::NotYet, Self::CalledOff];
}

impl Refusal for LearningRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Full => "learning.full",
            Self::AlreadyAgreed => "learning.already_agreed",
            Self::NotOpen => "learning.not_open",
            Self::NotYet => "learning.not_yet",
            Self::CalledOff => "learning.called_off",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::Full => (T::LearningRefusalFull, T::LearningRefusalFullHint),
            Self::AlreadyAgreed => (T::LearningRefusalAlreadyAgreed, T::LearningRefusalAlreadyAgreedHint),
            Self::NotOpen => (T::LearningRefusalNotOpen, T::LearningRefusalNotOpenHint),
            Self::NotYet => (T::LearningRefusalNotYet, T::LearningRefusalNotYetHint),
            Self::CalledOff => (T::LearningRefusalCalledOff, T::LearningRefusalCalledOffHint),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Full | Self::AlreadyAgreed | Self::CalledOff => StatusCode::CONFLICT,
            Self::NotOpen | Self::NotYet => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}
