//! Arrangementene: what is planned for one occurrence of an offering – or for a whole course or closed club – from the
//! idea until it has been held, counted and evaluated.
//!
//! Everything here is about the event. Nobody who comes is known: those who sign up are in `enrolments`, and what is
//! left afterwards are counts.

mod sign_up;

pub use sign_up::{SignUp, SignUpMode, for_whole_series};
