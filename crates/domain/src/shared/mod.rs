//! Words that every room uses: languages, texts in several languages, keys, days and parts of a day.

mod guide_kind;
mod key;
mod plain;
mod text;
mod time;

pub use guide_kind::GuideKind;
pub use key::{Id, Key, KeyError};
pub use plain::Readability;
pub use text::{Locale, Localized, capital};
pub use time::{Minute, PartOfDay, TIME_ZONE, day_and_minute, instant_of};
