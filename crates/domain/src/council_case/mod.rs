//! Saksframlegget: what a council case consists of, in which order, and what is missing or hard to read in one.
//!
//! Nothing here writes a page. The rules know sections, facts with their sources, assessments that answer facts, and points of a
//! decision; the room that makes cases fills them, and the documents are made from the same parts.

mod lint;
mod pitch;
mod preset;

#[cfg(test)]
mod tests;

pub use lint::{CaseFinding, SUMMARY_LINES, abbreviations, lint};
pub use pitch::{CitizenStory, PITCH_SECONDS, PitchLength, PitchSentence, Timing, fit_pitch, pitch_length};
pub use preset::{CasePreset, OWN_ORDER, PlacedSection, SectionKind, all_sections, presets};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A council case (saksframlegg) as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CouncilCase {
    /// What it is called, with words people search for.
    pub title: String,
    /// The points of the proposed decision; a point's number is its place.
    pub points: Vec<DecisionPoint>,
    /// The sections that are written.
    pub sections: Vec<CaseSection>,
}

/// A point of the proposed decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionPoint {
    /// What is decided.
    pub text: String,
    /// Who does it; a role.
    pub responsible: String,
    /// When it is done.
    pub deadline: Option<Date>,
    /// How it is covered: a sum and a budget line, or that it costs nothing.
    pub cover: String,
}

/// A section that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseSection {
    /// The key of the section in the preset.
    pub key: String,
    /// What is in it.
    pub parts: Vec<CasePart>,
}

/// A paragraph of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CasePart {
    /// Neither fact nor assessment: why the case comes, who treats it.
    Words(String),
    /// Something that is so.
    Fact(CaseFact),
    /// What somebody thinks of facts.
    Assessment {
        /// What is thought.
        text: String,
        /// The keys of the facts that it answers.
        answers: Vec<String>,
    },
}

impl CasePart {
    /// What is read.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Words(text) | Self::Assessment { text, .. } => text,
            Self::Fact(fact) => &fact.text,
        }
    }
}

/// Something that is so, with where it is known from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFact {
    /// Its key within the case.
    pub key: String,
    /// What is so.
    pub text: String,
    /// Who says it and where; empty when nobody has said.
    pub source: String,
    /// The year it is true for; `None` when nobody has said.
    pub year: Option<i16>,
}

/// A step of the path of treatment (saksgang): a committee that treats the case, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreatmentStep {
    /// The committee, the council or the board.
    pub body: String,
    /// The day it meets; `None` when that is not known.
    pub on: Option<Date>,
}
