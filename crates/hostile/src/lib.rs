//! What strangers send us: one function for each reader of bytes from outside. Whatever the bytes are, a reader answers; it
//! never stops the service, and what it lets through keeps its promises.
//!
//! The same functions are run in three ways: over every file in `fuzz/corpus` and changes of it by an ordinary test (`make
//! test`), with other chance and for longer by `make shake`, and without end by cargo-fuzz (`fuzz/`), where that is installed.

mod bytes;
mod readers;
mod rules;
mod trial;

pub use readers::{calendar, card, codes, folder, form, programme, question, text};
pub use rules::{boundaries, schedule};
pub use trial::{Chance, over, survive};

/// A reader of bytes from outside.
pub type Body = fn(&[u8]);

/// Every reader: the name of its corpus and its cargo-fuzz target, the reader, and how many changes an ordinary test makes.
pub const BODIES: [(&str, Body, u32); 10] = [
    ("folder", folder, 60),
    ("calendar", calendar, 2000),
    ("boundaries", boundaries, 1500),
    ("schedule", schedule, 1500),
    ("text", text, 300),
    ("form", form, 4000),
    ("question", question, 1500),
    ("codes", codes, 6000),
    ("programme", programme, 3000),
    ("card", card, 600),
];

/// The readers that stand in rooms of `app`: each has a corpus, and is run by a test of its room. cargo-fuzz has no target for
/// them, for it would build the whole program.
pub const IN_ROOMS: [&str; 4] = ["address", "arms", "envelope", "upload"];
