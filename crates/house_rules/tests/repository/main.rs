//! The house rules that need nothing but the files of the repository. What each demands stands above its test.

mod architecture;
mod code;
mod direction;
mod glossary;
mod hygiene;
mod licences;
mod pages;
mod refusals;
mod rooms;
mod texts;
