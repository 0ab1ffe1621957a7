//! The texts of all rooms as one enum, made from the `texts.*.ftl` files in the rooms' folders.

pub use ui::texts::Words;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));
