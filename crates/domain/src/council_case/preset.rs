use crate::shared::{Key, Localized};
use serde::Deserialize;
use std::sync::LazyLock;

/// What may stand in a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// Words.
    Plain,
    /// The points of the decision.
    Decision,
    /// The case in five lines.
    Summary,
    /// Facts, each with its source; no assessment.
    Fact,
    /// What somebody thinks about the facts; no facts that are new.
    Assessment,
}

/// An order of sections for a council case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CasePreset {
    /// Its key.
    pub key: Key,
    /// Its name.
    pub name: Localized,
    /// Whom it is for, in a sentence or two.
    pub lead: Localized,
    /// The sections from top to bottom.
    pub sections: Vec<PlacedSection>,
}

/// A section in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedSection {
    /// Its key, the same in every preset.
    pub key: Key,
    /// What may stand in it.
    pub kind: SectionKind,
    /// Its heading.
    pub title: Localized,
    /// The question it answers.
    pub prompt: Localized,
    /// Whether a case is unfinished without it.
    pub required: bool,
    /// The most words; `None` without a limit.
    pub words: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    section: Vec<Section>,
    preset: Vec<Preset>,
    own: Option<Own>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    name: Written,
    lead: Written,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    key: String,
    kind: SectionKind,
    title: Written,
    prompt: Written,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Preset {
    key: String,
    name: Written,
    lead: Written,
    sections: Vec<Place>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    key: String,
    required: bool,
    words: u32,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    nb: String,
    nn: String,
    en: String,
}

impl From<Written> for Localized {
    fn from(w: Written) -> Self {
        Self {
            nb: w.nb,
            nn: w.nn,
            en: w.en,
        }
    }
}

fn placed(place: &Place, sections: &[Section]) -> Option<PlacedSection> {
    let section = sections.iter().find(|s| s.key == place.key)?;
    Some(PlacedSection {
        key: Key::parse(&section.key).ok()?,
        kind: section.kind,
        title: section.title.clone().into(),
        prompt: section.prompt.clone().into(),
        required: place.required,
        words: (place.words > 0).then_some(place.words),
    })
}

/// `None` when a preset names a section that is not there, or something is no key.
pub(super) fn read(text: &str) -> Option<Vec<CasePreset>> {
    let file: File = toml::from_str(text).ok()?;
    let preset = |p: &Preset| {
        Some(CasePreset {
            key: Key::parse(&p.key).ok()?,
            name: p.name.clone().into(),
            lead: p.lead.clone().into(),
            sections: p.sections.iter().map(|place| placed(place, &file.section)).collect::<Option<_>>()?,
        })
    };
    file.preset.iter().map(preset).collect()
}

// A test reads the file: it is complete, or the program does not pass its tests.
static PRESETS: LazyLock<Vec<CasePreset>> = LazyLock::new(|| read(SHIPPED).unwrap_or_default());
static SECTIONS: LazyLock<Vec<PlacedSection>> = LazyLock::new(|| sections(SHIPPED).unwrap_or_default());

const SHIPPED: &str = include_str!("presets.toml");

/// The key of the order that a municipality has put together itself.
pub const OWN_ORDER: &str = "own";

/// Every section there is, without limits and none required.
fn sections(text: &str) -> Option<Vec<PlacedSection>> {
    let file: File = toml::from_str(text).ok()?;
    let alone = |s: &Section| Place {
        key: s.key.clone(),
        required: false,
        words: 0,
    };
    file.section.iter().map(|s| placed(&alone(s), &file.section)).collect()
}

/// Every section that an order can be put together from.
#[must_use]
pub fn all_sections() -> &'static [PlacedSection] {
    &SECTIONS
}

/// The orders of sections that this program comes with.
#[must_use]
pub fn presets() -> &'static [CasePreset] {
    &PRESETS
}

impl CasePreset {
    /// The municipality's own order: the keys of its sections from top to bottom, and whether each is required. A key that is no
    /// section, or stands there already, is passed over; `None` when nothing is left.
    #[must_use]
    pub fn own(order: &[(&str, bool)]) -> Option<Self> {
        let mut placed: Vec<PlacedSection> = Vec::new();
        for (key, required) in order {
            let there = placed.iter().any(|p| p.key.as_str() == *key);
            if let Some(section) = all_sections().iter().find(|s| s.key.as_str() == *key).filter(|_| !there) {
                placed.push(PlacedSection {
                    required: *required,
                    ..section.clone()
                });
            }
        }
        let file: File = toml::from_str(SHIPPED).ok()?;
        let own = file.own.filter(|_| !placed.is_empty())?;
        Some(Self {
            key: Key::parse(OWN_ORDER).ok()?,
            name: own.name.into(),
            lead: own.lead.into(),
            sections: placed,
        })
    }
}
