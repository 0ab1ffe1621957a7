//! What every page is made of: layout, form fields, cards, notices, tables, charts, error pages, the machinery of texts
//! in three languages, and the embedded assets. Components are functions from plain data to [`maud::Markup`]; they
//! escape what they are given, know nothing of HTTP or storage, and never read a clock.

pub mod art;
pub mod assets;
pub mod charts;
pub mod forms;
pub mod layout;
pub mod parts;
pub mod preview;
pub mod texts;

pub use layout::{Audience, LanguageLink, Link, NavItem, Shell, User, page};
pub use texts::{TextKey, Words};
