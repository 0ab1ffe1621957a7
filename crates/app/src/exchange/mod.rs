//! Hele kommunen som en mappe: registeret leses fra filer, lagres, og skrives ut igjen. Alt kontoret endrer, går samme vei:
//! et nytt register sammenlignes med det gamle, og bare det som er annerledes, skrives – med en historikkrad for hver fil.

pub mod store;

pub use store::{Saved, load_folder, save, save_folder};

#[cfg(test)]
mod tests;
