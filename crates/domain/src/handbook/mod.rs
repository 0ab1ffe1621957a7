//! Håndboka: what a guide looks up while somebody waits. A topic card says how to help with a thing, step by step; a
//! dilemma card says what to do when it is hard: what you may, what you may not, and what to do instead.
//!
//! Cards ship with the product, one file each. A municipality may write its own version of a card, add cards, take them
//! out, and say that it has looked through them. What ships never writes over what the municipality has written.

mod card;
mod entry;
mod shipped;
#[cfg(test)]
mod tests;
mod written;

pub use card::{Card, CardKind, CardSource, CardText, Instead, Shelf};
pub use entry::{CardIndex, CardOrigin, HandbookEntry, KeptCard, Review, ReviewNeed, entries, entry};
pub use shipped::{ShippedCard, shipped};
pub use written::{from_toml, to_toml};
