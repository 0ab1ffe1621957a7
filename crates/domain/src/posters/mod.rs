//! Plakatene: what is printed and shown to make an offering known – posters, flyers, cards for tables, handouts, pictures for
//! screens, advertisements – put together from the register as it is on the day it is made.

mod text;
mod words;

#[cfg(test)]
mod tests;

pub use text::{Making, PosterCall, PosterPart, PosterText, PosterTime, advertisement, can_be_announced, poster_text};
pub use words::{PosterLanguage, PosterWord, PosterWords, WORD_LENGTH, shipped_words};

use serde::{Serialize, Serializer};

/// What a poster is made for: the sheet, and how it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PosterFormat {
    /// 297 × 420 mm, for a wall that people pass.
    PosterA3,
    /// 210 × 297 mm, for any printer.
    PosterA4,
    /// 148 × 210 mm, to hand out.
    Flyer,
    /// An A4 sheet folded in the middle, read from both sides of a table.
    TableCard,
    /// 210 × 297 mm to take home: also what is helped with, what to bring and how to find the way.
    Handout,
    /// A picture of 1920 × 1080 for an information screen.
    Screen,
    /// Words alone, for a newspaper or a newsletter.
    Advertisement,
}

impl PosterFormat {
    /// Every format.
    pub const ALL: [Self; 7] = [
        Self::PosterA3,
        Self::PosterA4,
        Self::Flyer,
        Self::TableCard,
        Self::Handout,
        Self::Screen,
        Self::Advertisement,
    ];

    /// Stable code used in addresses and layouts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PosterA3 => "poster_a3",
            Self::PosterA4 => "poster_a4",
            Self::Flyer => "flyer",
            Self::TableCard => "table_card",
            Self::Handout => "handout",
            Self::Screen => "screen",
            Self::Advertisement => "advertisement",
        }
    }

    /// Reads a code written by [`PosterFormat::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }

    /// Whether it is cut from a larger sheet when a printing house makes it.
    #[must_use]
    pub const fn is_printed(self) -> bool {
        !matches!(self, Self::Screen | Self::Advertisement)
    }
}

impl Serialize for PosterFormat {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// How a poster looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PosterDesign {
    /// A door ajar, and its light across the sheet.
    Door,
    /// A field of the municipality's colour, and two people with a phone.
    Field,
    /// The colour of the sun, and a cup of coffee.
    Sun,
    /// White, with large words and little ink.
    Quiet,
}

impl PosterDesign {
    /// Every design.
    pub const ALL: [Self; 4] = [Self::Door, Self::Field, Self::Sun, Self::Quiet];

    /// Stable code used in addresses and layouts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Door => "door",
            Self::Field => "field",
            Self::Sun => "sun",
            Self::Quiet => "quiet",
        }
    }

    /// Reads a code written by [`PosterDesign::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.code() == code)
    }
}

impl Serialize for PosterDesign {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
