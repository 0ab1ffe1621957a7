use crate::{frame::Refusal, texts::T};
use documents::ArmsFault;

/// Why something on posters was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PosterRefusal {
    /// It is not written as a colour.
    NotAColour,
    /// Words in the colour cannot be read.
    Unreadable,
    /// A place where something is put in, as a date, is missing or stands twice.
    HoleMissing,
    /// No file was chosen.
    ArmsMissing,
    /// The file has more bytes than arms may have.
    ArmsTooLarge,
    /// The file is no PNG, whatever it is called.
    ArmsNotPng,
    /// A side of the picture is too short or too long.
    ArmsSides,
    /// The file begins as a PNG and cannot be read to its end.
    ArmsBroken,
}

impl Refusal for PosterRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAColour => "posters.not_a_colour",
            Self::Unreadable => "posters.unreadable",
            Self::HoleMissing => "posters.hole_missing",
            Self::ArmsMissing => "posters.arms_missing",
            Self::ArmsTooLarge => "posters.arms_too_large",
            Self::ArmsNotPng => "posters.arms_not_png",
            Self::ArmsSides => "posters.arms_sides",
            Self::ArmsBroken => "posters.arms_broken",
        }
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::NotAColour => (T::PostersRefusalNotAColour, T::PostersRefusalNotAColourHint),
            Self::Unreadable => (T::PostersRefusalUnreadable, T::PostersRefusalUnreadableHint),
            Self::HoleMissing => (T::PostersRefusalHoleMissing, T::PostersRefusalHoleMissingHint),
            Self::ArmsMissing => (T::PostersRefusalArmsMissing, T::PostersRefusalArmsMissingHint),
            Self::ArmsTooLarge => (T::PostersRefusalArmsTooLarge, T::PostersRefusalArmsTooLargeHint),
            Self::ArmsNotPng => (T::PostersRefusalArmsNotPng, T::PostersRefusalArmsNotPngHint),
            Self::ArmsSides => (T::PostersRefusalArmsSides, T::PostersRefusalArmsSidesHint),
            Self::ArmsBroken => (T::PostersRefusalArmsBroken, T::PostersRefusalArmsBrokenHint),
        }
    }
}

impl From<ArmsFault> for PosterRefusal {
    fn from(fault: ArmsFault) -> Self {
        match fault {
            ArmsFault::TooLarge => Self::ArmsTooLarge,
            ArmsFault::NotPng => Self::ArmsNotPng,
            ArmsFault::Sides => Self::ArmsSides,
            ArmsFault::Broken => Self::ArmsBroken,
        }
    }
}
