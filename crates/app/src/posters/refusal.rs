use crate::{frame::Refusal, texts::T};

/// Why something on posters was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PosterRefusal {
    /// It is not written as a colour.
    NotAColour,
    /// Words in the colour cannot be read.
    Unreadable,
    /// A place where something is put in, as a date, is missing or stands twice.
    HoleMissing,
}

impl Refusal for PosterRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAColour => "posters.not_a_colour",
            Self::Unreadable => "posters.unreadable",
            Self::HoleMissing => "posters.hole_missing",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::NotAColour => (T::PostersRefusalNotAColour, T::PostersRefusalNotAColourHint),
            Self::Unreadable => (T::PostersRefusalUnreadable, T::PostersRefusalUnreadableHint),
            Self::HoleMissing => (T::PostersRefusalHoleMissing, T::PostersRefusalHoleMissingHint),
        }
    }
}
