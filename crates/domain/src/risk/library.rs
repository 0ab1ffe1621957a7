use super::{
    analysis::{RiskScenario, RiskTag},
    checklist::Words,
};
use crate::shared::{Id, Key, Locale, Localized};
use serde::Deserialize;
use std::sync::LazyLock;

/// A scenario to begin from, written for guidance in general. What is right for one municipality is decided in its workshop:
/// the library rates nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LibraryScenario {
    /// Its key.
    pub key: Key,
    /// The shelf it stands on: one of [`LibraryScenario::SHELVES`].
    pub shelf: String,
    /// What is at stake.
    pub tags: Vec<RiskTag>,
    /// What happens.
    pub title: Localized,
    /// Why it can happen.
    pub cause: Localized,
    /// What many have in place.
    pub controls: Localized,
    /// A measure to talk about.
    pub measure: Localized,
}

impl LibraryScenario {
    /// The shelves, in the order they are shown.
    pub const SHELVES: [&'static str; 6] = ["codes", "data", "advice", "people", "room", "running"];

    /// A scenario of an analysis, in its language, rated by nobody. The measure stays in the library until somebody takes it.
    #[must_use]
    pub fn begin(&self, id: Id, l: Locale) -> RiskScenario {
        RiskScenario {
            origin: Some(self.key.clone()),
            cause: self.cause.get(l).to_owned(),
            controls: self.controls.get(l).to_owned(),
            tags: self.tags.clone(),
            ..RiskScenario::titled(id, self.title.get(l))
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    scenario: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    key: String,
    shelf: String,
    tags: Vec<RiskTag>,
    title: Words,
    cause: Words,
    controls: Words,
    measure: Words,
}

pub(super) const SCENARIOS: &str = include_str!("library.toml");

pub(super) fn read(text: &str) -> Option<Vec<LibraryScenario>> {
    let file: File = toml::from_str(text).ok()?;
    let one = |w: Written| {
        Some(LibraryScenario {
            key: Key::parse(&w.key).ok()?,
            shelf: w.shelf,
            tags: w.tags,
            title: w.title.into(),
            cause: w.cause.into(),
            controls: w.controls.into(),
            measure: w.measure.into(),
        })
    };
    file.scenario.into_iter().map(one).collect()
}

/// Read once; a test sees to it that none is left out.
static READ: LazyLock<Vec<LibraryScenario>> = LazyLock::new(|| read(SCENARIOS).unwrap_or_default());

/// The library of scenarios for guidance.
#[must_use]
pub fn library() -> &'static [LibraryScenario] {
    &READ
}
