use serde::Serialize;

/// How a document looks. The content does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Look {
    /// The kind of document.
    pub design: Design,
    /// The sheet.
    pub paper: Paper,
    /// Whether the sheet lies on its side.
    pub landscape: bool,
    /// The colour of headings and lines.
    pub accent: Colour,
    /// Who sends it, shown at the top: "Digihjelpen i Bergen".
    pub sender: String,
    /// A line at the foot of every page; may be empty.
    pub footer: String,
}

impl Look {
    /// A look on an upright A4 sheet in our own colours.
    #[must_use]
    pub fn new(design: Design, sender: impl Into<String>) -> Self {
        Self {
            design,
            paper: Paper::A4,
            landscape: design == Design::Wall,
            accent: Colour::FJORD,
            sender: sender.into(),
            footer: String::new(),
        }
    }

    /// With a municipality's own colour, when words in it can be read on white paper; else our own.
    #[must_use]
    pub fn with_accent(mut self, accent: Colour) -> Self {
        if accent.contrast_on_white() >= 4.5 {
            self.accent = accent;
        }
        self
    }

    /// With a line at the foot of every page.
    #[must_use]
    pub fn with_footer(mut self, footer: impl Into<String>) -> Self {
        self.footer = footer.into();
        self
    }
}

/// The kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Design {
    /// Pages to read and file: reports, cases, descriptions.
    Report,
    /// One sheet to be proud of.
    Certificate,
    /// A sheet for the wall, read from a step away.
    Wall,
}

/// A sheet of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// 297 × 420 mm.
    A3,
    /// 210 × 297 mm.
    A4,
    /// 148 × 210 mm.
    A5,
}

/// A colour as red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(u8, u8, u8);

impl Colour {
    /// The blue-green of our links.
    pub const FJORD: Self = Self(0x0B, 0x5C, 0x6B);

    /// Reads `#0B5C6B`; `None` for anything else.
    ///
    /// ```
    /// use documents::Colour;
    /// assert_eq!(Colour::parse("#0B5C6B"), Some(Colour::FJORD));
    /// assert_eq!(Colour::parse("fjord"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.is_ascii())?;
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Self(part(0)?, part(2)?, part(4)?))
    }

    /// The warm paper of our pages and posters.
    pub const PAPER: Self = Self(0xFB, 0xF8, 0xF3);
    const WHITE: Self = Self(0xFF, 0xFF, 0xFF);
    /// What words need against what they stand on (WCAG 2.2, 1.4.3).
    const NEEDED: f64 = 4.5;

    /// How well words in this colour are read on white, from 1 to 21 (WCAG 2.2, relative luminance).
    #[must_use]
    pub fn contrast_on_white(self) -> f64 {
        self.contrast(Self::WHITE)
    }

    /// How well one colour is read on another, from 1 to 21 (WCAG 2.2, relative luminance).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Whether words in this colour can be read on paper, and white words on it.
    #[must_use]
    pub fn is_readable(self) -> bool {
        self.contrast(Self::PAPER) >= Self::NEEDED && self.contrast_on_white() >= Self::NEEDED
    }

    /// The nearest colour of the same tone that [can be read](Self::is_readable): itself, or as little darker as it takes.
    ///
    /// ```
    /// use documents::Colour;
    /// let sun = Colour::parse("#F2B84B").unwrap();
    /// assert!(!sun.is_readable() && sun.nearest_readable().is_readable());
    /// assert_eq!(Colour::FJORD.nearest_readable(), Colour::FJORD);
    /// ```
    #[must_use]
    pub fn nearest_readable(self) -> Self {
        let darker = |hundredths: u32| {
            let part = |p: u8| u8::try_from(u32::from(p) * hundredths / 100).unwrap_or(p);
            Self(part(self.0), part(self.1), part(self.2))
        };
        (0..=100).rev().map(darker).find(|c| c.is_readable()).unwrap_or(Self::FJORD)
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let share = f64::from(part) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// As `#0B5C6B`.
    #[must_use]
    pub fn hex(self) -> String {
        format!("#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }
}

impl Serialize for Colour {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.hex())
    }
}

#[cfg(test)]
mod tests {
    use super::{Colour, Design, Look};

    #[test]
    fn a_colour_that_cannot_be_read_on_white_is_not_taken() {
        let look = Look::new(Design::Report, "Digihjelpen");
        let pale = Colour::parse("#F2B84B").unwrap();
        assert_eq!(look.clone().with_accent(pale).accent, Colour::FJORD);
        let brick = Colour::parse("#A63D2A").unwrap();
        assert_eq!(look.with_accent(brick).accent, brick);
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((Colour::parse("#000000").unwrap().contrast_on_white() - 21.0).abs() < 0.01);
        assert!((Colour::parse("#FFFFFF").unwrap().contrast_on_white() - 1.0).abs() < 0.01);
        assert!((Colour::parse("#767676").unwrap().contrast_on_white() - 4.54).abs() < 0.01);
    }

    #[test]
    fn the_nearest_colour_that_holds_is_the_same_when_it_holds_and_else_just_dark_enough() {
        for (given, nearest) in
            [("#0B5C6B", "#0B5C6B"), ("#FFFFFF", "#727272"), ("#FF0000", "#E50000"), ("#000000", "#000000")]
        {
            assert_eq!(
                Colour::parse(given).unwrap().nearest_readable().hex(),
                nearest,
                "{given}"
            );
        }
    }

    #[test]
    fn what_is_no_colour_is_none() {
        for text in ["", "#", "#12345", "#12345g", "#1234567", "0B5C6B", "#ååå"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }
}
