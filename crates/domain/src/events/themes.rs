use crate::{
    offerings::Topic,
    shared::{Locale, Localized},
};
use serde::Deserialize;
use std::sync::LazyLock;

const SOURCE: &str = include_str!("themes.toml");

static SHIPPED: LazyLock<Vec<Theme>> = LazyLock::new(|| read(SOURCE).unwrap_or_default());

/// A theme of a Datakafé (tema): what one can do afterwards, and how it can be held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Its key, never reused.
    pub key: String,
    /// The topic it is about.
    pub topic: Topic,
    /// What it is called.
    pub name: Localized,
    /// What one can do afterwards: a line for each.
    pub goals: Localized,
    /// How it can be held: a line for each step.
    pub outline: Localized,
    /// Whether it is no longer put up for choice.
    pub retired: bool,
}

/// The lines of a text, without empty ones.
#[must_use]
pub fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// The themes that come with the product. A municipality may write its own words for them.
#[must_use]
pub fn shipped_themes() -> &'static [Theme] {
    &SHIPPED
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    theme: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: String,
    topic: String,
    name: Words,
    goals: Words,
    outline: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    nb: String,
    nn: String,
    en: String,
}

impl From<Words> for Localized {
    fn from(words: Words) -> Self {
        let mut out = Self::default();
        for (locale, text) in [(Locale::Nb, words.nb), (Locale::Nn, words.nn), (Locale::En, words.en)] {
            text.trim().clone_into(out.get_mut(locale));
        }
        out
    }
}

fn read(source: &str) -> Option<Vec<Theme>> {
    let file: File = toml::from_str(source).ok()?;
    file.theme
        .into_iter()
        .map(|e| {
            Some(Theme {
                topic: Topic::parse(&e.topic)?,
                key: e.key,
                name: e.name.into(),
                goals: e.goals.into(),
                outline: e.outline.into(),
                retired: false,
            })
        })
        .collect()
}
