use crate::{
    offerings::{OfferingKind, Topic},
    shared::{Key, Localized},
};
use serde::Deserialize;
use std::sync::OnceLock;

const SOURCE: &str = include_str!("words.toml");

/// A concept (begrep) of the word list: what people say, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    /// Its key.
    pub key: String,
    /// Topics it belongs to, the most important first.
    pub topics: Vec<Topic>,
    /// Doors that own the matter, best first.
    pub doors: Vec<Key>,
    /// Kinds of offering that fit best.
    pub kinds: Vec<OfferingKind>,
    /// A wide concept gives way to a narrower one that the same words point to.
    pub general: bool,
    /// Words and phrases in Norwegian.
    pub norwegian: Vec<String>,
    /// Words and phrases in English.
    pub english: Vec<String>,
    /// What we can do, and who does the rest: one to three sentences.
    pub answer: Localized,
}

#[derive(Deserialize)]
struct File {
    concept: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: String,
    #[serde(default)]
    topics: Vec<String>,
    #[serde(default)]
    doors: Vec<String>,
    #[serde(default)]
    kinds: Vec<String>,
    #[serde(default)]
    general: bool,
    nb: String,
    #[serde(default)]
    nn: String,
    en: String,
    answer: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    nb: String,
    nn: String,
    en: String,
}

/// The word list that ships with the product. Read once.
#[must_use]
pub fn concepts() -> &'static [Concept] {
    static CONCEPTS: OnceLock<Vec<Concept>> = OnceLock::new();
    CONCEPTS.get_or_init(|| read(SOURCE).unwrap_or_default())
}

/// `None` when the text is not a word list; the embedded one is, which a test sees to.
pub(super) fn read(source: &str) -> Option<Vec<Concept>> {
    let file: File = toml::from_str(source).ok()?;
    file.concept.into_iter().map(concept).collect()
}

fn concept(entry: Entry) -> Option<Concept> {
    let mut norwegian = phrases(&entry.nb);
    norwegian.extend(phrases(&entry.nn));
    Some(Concept {
        key: entry.key,
        topics: entry.topics.iter().map(|t| Topic::parse(t)).collect::<Option<_>>()?,
        doors: entry.doors.iter().map(|d| Key::parse(d).ok()).collect::<Option<_>>()?,
        kinds: entry.kinds.iter().map(|k| OfferingKind::parse(k)).collect::<Option<_>>()?,
        general: entry.general,
        norwegian,
        english: phrases(&entry.en),
        answer: Localized {
            nb: entry.answer.nb,
            nn: entry.answer.nn,
            en: entry.answer.en,
        },
    })
}

fn phrases(list: &str) -> Vec<String> {
    list.split(',').map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect()
}
