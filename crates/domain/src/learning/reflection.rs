use crate::shared::{Id, Key};
use jiff::civil::Date;

/// The longest answer of a reflection, in characters: two sentences.
pub const REFLECTION_LENGTH: u16 = 280;

/// How it felt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Feeling {
    /// It went well.
    Well,
    /// Some of it was hard.
    Mixed,
    /// It was hard.
    Hard,
}

impl Feeling {
    /// Every feeling, the brightest first.
    pub const ALL: [Self; 3] = [Self::Well, Self::Mixed, Self::Hard];

    /// Stable code used in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Well => "well",
            Self::Mixed => "mixed",
            Self::Hard => "hard",
        }
    }

    /// Reads a code written by [`Feeling::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.code() == code)
    }
}

/// A minute's thought after guiding (refleksjon): about oneself, never about a citizen. The guide's own, unless she shares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reflection {
    /// Its identity.
    pub id: Id,
    /// The guide.
    pub guide: Id,
    /// The day it is about.
    pub on: Date,
    /// The offering it is about, when she says so.
    pub offering: Option<Key>,
    /// How it felt.
    pub feeling: Feeling,
    /// What she would do again; up to [`REFLECTION_LENGTH`] characters.
    pub good: String,
    /// What she would do otherwise, or wants to learn; up to [`REFLECTION_LENGTH`] characters.
    pub next: String,
    /// Whether the coordinator may read it.
    pub shared: bool,
}

/// How many felt what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FeelingCounts {
    /// It went well.
    pub well: u32,
    /// Some of it was hard.
    pub mixed: u32,
    /// It was hard.
    pub hard: u32,
}

impl FeelingCounts {
    /// Counts feelings.
    pub fn of(feelings: impl IntoIterator<Item = Feeling>) -> Self {
        let mut out = Self::default();
        for feeling in feelings {
            match feeling {
                Feeling::Well => out.well += 1,
                Feeling::Mixed => out.mixed += 1,
                Feeling::Hard => out.hard += 1,
            }
        }
        out
    }

    /// All together.
    #[must_use]
    pub const fn total(&self) -> u32 {
        self.well + self.mixed + self.hard
    }
}
