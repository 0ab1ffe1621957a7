use crate::{
    offerings::{MainTopic, OfferingKind, Topic},
    shared::{Key, Localized},
};
use serde::Deserialize;
use std::sync::LazyLock;

const SOURCE: &str = include_str!("standard-profile.toml");

static STANDARD: LazyLock<Profile> = LazyLock::new(|| read(SOURCE).unwrap_or_default());

/// May the guide help with it?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BoundaryAnswer {
    /// Yes.
    May,
    /// Yes, but with care.
    WithCare,
    /// No – do something else instead.
    No,
}

impl BoundaryAnswer {
    /// Every answer, the freest first.
    pub const ALL: [Self; 3] = [Self::May, Self::WithCare, Self::No];

    /// Stable code used in tables and files: `may`, `with_care`, `no`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::May => "may",
            Self::WithCare => "with_care",
            Self::No => "no",
        }
    }

    /// Reads a code written by [`BoundaryAnswer::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.code() == code)
    }
}

/// A standard profile (standardprofil): the national recommendation as one version of data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Its version, e.g. `2024-1`.
    pub version: String,
    /// The document it follows, in words.
    pub source: String,
    /// The six topics, in the recommendation's order.
    pub topics: Vec<(MainTopic, Localized)>,
    /// The two minimum requirements.
    pub requirements: Vec<Requirement>,
    /// What rules are grouped by, in the order shown.
    pub categories: Vec<Category>,
    /// The rules, grouped by category.
    pub rules: Vec<BoundaryRule>,
}

/// One of the two minimum requirements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// `physical_place` or `competent_employees`.
    pub code: String,
    /// What is required.
    pub text: Localized,
}

/// A group of rules to tap on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Stable code, e.g. `money`.
    pub code: String,
    /// Its name.
    pub name: Localized,
}

/// A boundary rule (grense): something people ask for, and whether the guide may help with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundaryRule {
    /// Stable code, e.g. `fill_in_application`.
    pub code: String,
    /// The code of its category.
    pub category: String,
    /// The answer nationally.
    pub answer: BoundaryAnswer,
    /// What people ask for, in their own words.
    pub asked: Asked,
    /// What it is about.
    pub title: Localized,
    /// Why the answer is so.
    pub why: Localized,
    /// Words to read aloud to the citizen.
    pub words_to_say: Localized,
    /// What the guide does (instead).
    pub do_instead: Localized,
    /// Where to send people.
    pub send_to: SendTo,
    /// Where the rule comes from: `national_definition`, `privacy_guidance` or `practice`.
    pub source: String,
}

/// What people ask for, in their own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Bokmål.
    pub nb: Vec<String>,
    /// Nynorsk.
    pub nn: Vec<String>,
    /// English.
    pub en: Vec<String>,
}

/// Where to send people; the first that exists and is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SendTo {
    /// Keys of doors, best first.
    pub doors: Vec<Key>,
    /// Kinds of offerings.
    pub kinds: Vec<OfferingKind>,
    /// Topics that offerings and doors are ranked by.
    pub topics: Vec<Topic>,
}

impl SendTo {
    /// Whether nothing is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.doors.is_empty() && self.kinds.is_empty() && self.topics.is_empty()
    }
}

impl Profile {
    /// The standard profile that ships with the product. Read once.
    #[must_use]
    pub fn standard() -> &'static Self {
        &STANDARD
    }

    /// The rule with this code.
    #[must_use]
    pub fn rule(&self, code: &str) -> Option<&BoundaryRule> {
        self.rules.iter().find(|r| r.code == code)
    }

    /// The rules of a category, in order.
    pub fn in_category(&self, category: &str) -> impl Iterator<Item = &BoundaryRule> {
        self.rules.iter().filter(move |r| r.category == category)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: String,
    source: String,
    topic: Vec<Entry>,
    requirement: Vec<Entry>,
    category: Vec<Entry>,
    rule: Vec<RuleEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: String,
    text: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    nb: String,
    nn: String,
    en: String,
}

impl From<Texts> for Localized {
    fn from(t: Texts) -> Self {
        Self {
            nb: t.nb,
            nn: t.nn,
            en: t.en,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleEntry {
    code: String,
    category: String,
    answer: String,
    source: String,
    asked: Asked,
    title: Texts,
    why: Texts,
    say: Texts,
    instead: Texts,
    #[serde(default)]
    doors: Vec<String>,
    #[serde(default)]
    kinds: Vec<String>,
    #[serde(default)]
    topics: Vec<String>,
}

/// `None` when the text is not a profile; the embedded one is, which a test sees to.
pub(super) fn read(source: &str) -> Option<Profile> {
    let file: File = toml::from_str(source).ok()?;
    Some(Profile {
        version: file.version,
        source: file.source,
        topics: file.topic.into_iter().map(|e| Some((main_topic(&e.code)?, e.text.into()))).collect::<Option<_>>()?,
        requirements: file
            .requirement
            .into_iter()
            .map(|e| Requirement {
                code: e.code,
                text: e.text.into(),
            })
            .collect(),
        categories: file
            .category
            .into_iter()
            .map(|e| Category {
                code: e.code,
                name: e.text.into(),
            })
            .collect(),
        rules: file.rule.into_iter().map(rule).collect::<Option<_>>()?,
    })
}

fn rule(e: RuleEntry) -> Option<BoundaryRule> {
    Some(BoundaryRule {
        answer: BoundaryAnswer::parse(&e.answer)?,
        send_to: SendTo {
            doors: e.doors.iter().map(|k| Key::parse(k).ok()).collect::<Option<_>>()?,
            kinds: e.kinds.iter().map(|k| OfferingKind::parse(k)).collect::<Option<_>>()?,
            topics: e.topics.iter().map(|t| Topic::parse(t)).collect::<Option<_>>()?,
        },
        code: e.code,
        category: e.category,
        asked: e.asked,
        title: e.title.into(),
        why: e.why.into(),
        words_to_say: e.say.into(),
        do_instead: e.instead.into(),
        source: e.source,
    })
}

fn main_topic(code: &str) -> Option<MainTopic> {
    Some(match code {
        "devices" => MainTopic::Devices,
        "municipal_services" => MainTopic::MunicipalServices,
        "state_services" => MainTopic::StateServices,
        "judgement" => MainTopic::Judgement,
        "security" => MainTopic::Security,
        "privacy" => MainTopic::Privacy,
        _ => return None,
    })
}
