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

/// How property tests that try fewer (or more) values than usual are set: `usual` in an ordinary run, and as many times more as
/// `PROPTEST_CASES` asks for above proptest's own 256 (`make shake`).
#[cfg(test)]
pub(crate) fn trials(usual: u32) -> proptest::test_runner::Config {
    let config = proptest::test_runner::Config::default();
    let cases = u64::from(usual) * u64::from(config.cases) / 256;
    proptest::test_runner::Config {
        cases: u32::try_from(cases).unwrap_or(u32::MAX).max(1),
        ..config
    }
}
