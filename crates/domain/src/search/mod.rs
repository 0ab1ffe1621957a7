//! Søk med vanlige ord: somebody writes what is wrong, in bokmål, nynorsk or English, and is shown who can help.
//!
//! The word list is data (`words.toml`), its tests too (`cases.txt`). The index is built once for each version of the
//! register; a question is answered from memory.

mod answer;
mod chips;
mod index;
mod normal;
#[cfg(test)]
mod tests;
mod texts;
mod vocabulary;
mod words;

pub use answer::{Answer, Headline, Hit, HitKind, Why};
pub use chips::{Chip, suggest_chips};
pub use index::SearchIndex;
pub use texts::TextIndex;
pub use words::{Concept, concepts};
