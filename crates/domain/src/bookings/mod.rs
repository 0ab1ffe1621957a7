//! Timene: appointments that a person takes with a guide, on the web, by phone or at the counter.
//!
//! The free times follow from the opening plan, how many guides there are, how long the help takes and what is taken
//! already, and each time says why it is free or not. The one who books keeps a short code and nothing else; no name and
//! no contact is needed.

mod cells;
mod code;
#[cfg(test)]
mod tests;

pub use cells::{CELL, cells};
pub use code::Code;
