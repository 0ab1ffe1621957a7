//! The written form of a card: the file it ships in, and what is stored when a municipality writes its own. One line for
//! each sentence and language, so that two versions can be compared line by line.

use super::card::{Card, CardKind, CardSource, CardText, Instead, Shelf};
use crate::{
    offerings::Topic,
    shared::{Key, Locale},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A text in the three languages; what is not written is left out.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Words {
    #[serde(skip_serializing_if = "String::is_empty")]
    nb: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    nn: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    en: String,
}

impl Words {
    fn of(at: impl Fn(Locale) -> String) -> Self {
        Self {
            nb: at(Locale::Nb),
            nn: at(Locale::Nn),
            en: at(Locale::En),
        }
    }

    fn get(&self, locale: Locale) -> String {
        let text = match locale {
            Locale::Nb => &self.nb,
            Locale::Nn => &self.nn,
            Locale::En => &self.en,
        };
        text.trim().to_owned()
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Limit {
    not: Words,
    instead: Words,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stated {
    text: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    url: String,
}

/// What people say; the languages are kept apart in a file that ships, together in what a municipality writes.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Said {
    Together(Vec<String>),
    Apart {
        nb: Vec<String>,
        nn: Vec<String>,
        en: Vec<String>,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: String,
    shelf: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    good_for_months: Option<u8>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    topics: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rules: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    doors: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    services: Vec<String>,
    words: Said,
    title: Words,
    when: Words,
    say: Words,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    step: Vec<Words>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    may: Vec<Words>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    limit: Vec<Limit>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    source: Vec<Stated>,
}

/// When a card that ships was written, and for how long it is good.
pub(super) struct Facts {
    pub version: u32,
    pub written: Date,
    pub good_for_months: u8,
}

/// A card from its written form. `None` when the text is not a card, or names a topic, a key or a shelf that there is
/// not; what the municipality has stored was written by [`to_toml`], and the cards that ship are read by a test.
#[must_use]
pub fn from_toml(key: &Key, text: &str) -> Option<Card> {
    read(key, text).map(|(card, _)| card)
}

pub(super) fn read(key: &Key, text: &str) -> Option<(Card, Option<Facts>)> {
    let file: File = toml::from_str(text).ok()?;
    let facts = match (file.version, file.written, file.good_for_months) {
        (Some(version), Some(written), Some(good_for_months)) => Some(Facts {
            version,
            written,
            good_for_months,
        }),
        _ => None,
    };
    let keys = |all: &[String]| all.iter().map(|k| Key::parse(k).ok()).collect::<Option<Vec<Key>>>();
    let card = Card {
        key: key.clone(),
        kind: CardKind::parse(&file.kind)?,
        shelf: Shelf::parse(&file.shelf)?,
        topics: file.topics.iter().map(|t| Topic::parse(t)).collect::<Option<_>>()?,
        services: keys(&file.services)?,
        doors: keys(&file.doors)?,
        nb: text_in(&file, Locale::Nb),
        nn: text_in(&file, Locale::Nn),
        en: text_in(&file, Locale::En),
        rules: file.rules,
        words: match file.words {
            Said::Together(all) => all,
            Said::Apart { nb, nn, en } => together([nb, nn, en].concat()),
        },
        sources: file
            .source
            .into_iter()
            .map(|s| CardSource {
                text: s.text,
                url: s.url,
            })
            .collect(),
    };
    Some((card, facts))
}

/// The same words are often said in two of the languages.
fn together(all: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in all {
        if !out.contains(&word) {
            out.push(word);
        }
    }
    out
}

fn text_in(file: &File, l: Locale) -> CardText {
    let lines = |all: &[Words]| all.iter().map(|w| w.get(l)).filter(|t| !t.is_empty()).collect();
    let pairs = file.limit.iter().map(|p| Instead {
        not: p.not.get(l),
        instead: p.instead.get(l),
    });
    CardText {
        title: file.title.get(l),
        when: file.when.get(l),
        steps: lines(&file.step),
        may: lines(&file.may),
        instead: pairs.filter(|p| !(p.not.is_empty() && p.instead.is_empty())).collect(),
        say: file.say.get(l),
    }
}

/// The written form of a card, without its key. `from_toml(key, &to_toml(card))` is the card.
#[must_use]
pub fn to_toml(card: &Card) -> String {
    let strings = |keys: &[Key]| keys.iter().map(|k| k.as_str().to_owned()).collect();
    let longest =
        |count: fn(&CardText) -> usize| Locale::ALL.into_iter().map(|l| count(card.exact(l))).max().unwrap_or(0);
    let line = |at: usize, list: fn(&CardText) -> &Vec<String>| {
        Words::of(|l| list(card.exact(l)).get(at).cloned().unwrap_or_default())
    };
    let pair = |at: usize, part: fn(&Instead) -> &String| {
        Words::of(|l| card.exact(l).instead.get(at).map(part).cloned().unwrap_or_default())
    };
    let file = File {
        kind: card.kind.code().to_owned(),
        shelf: card.shelf.code().to_owned(),
        version: None,
        written: None,
        good_for_months: None,
        topics: card.topics.iter().map(|t| t.code().to_owned()).collect(),
        rules: card.rules.clone(),
        doors: strings(&card.doors),
        services: strings(&card.services),
        words: Said::Together(card.words.clone()),
        title: Words::of(|l| card.exact(l).title.clone()),
        when: Words::of(|l| card.exact(l).when.clone()),
        say: Words::of(|l| card.exact(l).say.clone()),
        step: (0..longest(|t| t.steps.len())).map(|at| line(at, |t| &t.steps)).collect(),
        may: (0..longest(|t| t.may.len())).map(|at| line(at, |t| &t.may)).collect(),
        limit: (0..longest(|t| t.instead.len()))
            .map(|at| Limit {
                not: pair(at, |i| &i.not),
                instead: pair(at, |i| &i.instead),
            })
            .collect(),
        source: card
            .sources
            .iter()
            .map(|s| Stated {
                text: s.text.clone(),
                url: s.url.clone(),
            })
            .collect(),
    };
    // Strings, numbers and tables in the order that the format asks for: nothing here can fail to be written.
    toml::to_string(&file).unwrap_or_default()
}
