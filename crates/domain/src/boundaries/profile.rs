use super::{BoundaryCase, BoundaryScope};
use crate::{
    offerings::{MainTopic, OfferingKind, Topic},
    shared::{GuideKind, Key, Localized},
};
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::LazyLock;

const FIRST: &str = include_str!("standard-profile.toml");

/// What each later edition adds, oldest first.
const LATER: [&str; 1] = [include_str!("standard-profile-2026-1.toml")];

static EDITIONS: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    let mut editions: Vec<Profile> = read(FIRST).into_iter().collect();
    for text in LATER {
        editions.extend(edition(text, &editions));
    }
    editions
});

static NONE: LazyLock<Profile> = LazyLock::new(Profile::default);

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
    /// Where they are known from.
    pub sources: Vec<RuleSource>,
}

/// Where rules are known from (kilde): a recommendation, an act, a norm, or practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSource {
    /// Stable code, e.g. `national_definition`.
    pub code: String,
    /// What it is called.
    pub title: Localized,
    /// Who gave it out.
    pub publisher: String,
    /// Its address; empty when it has none.
    pub url: String,
    /// The first day it holds, when that is known.
    pub from: Option<Date>,
    /// The last day it holds, when that is known.
    pub until: Option<Date>,
    /// The day somebody last looked it up.
    pub checked: Date,
}

impl RuleSource {
    /// Whether it holds on a day, as far as is known.
    #[must_use]
    pub fn holds(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from <= on) && self.until.is_none_or(|until| on <= until)
    }
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
    /// Codes of further sources.
    pub grounds: Vec<String>,
    /// Where the answer is another.
    pub cases: Vec<BoundaryCase>,
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
    /// The newest edition of the standard profile that ships with the product. Read once.
    #[must_use]
    pub fn standard() -> &'static Self {
        EDITIONS.last().unwrap_or(&NONE)
    }

    /// Every edition that was ever given out, oldest first. None is taken away: a municipality follows the one it has said
    /// yes to.
    #[must_use]
    pub fn editions() -> &'static [Self] {
        &EDITIONS
    }

    /// The edition of this version; the newest when there is no such.
    #[must_use]
    pub fn of_version(version: &str) -> &'static Self {
        EDITIONS.iter().find(|p| p.version == version).unwrap_or_else(Self::standard)
    }

    /// The sources of a rule, the first one first.
    pub fn sources_of<'p>(&'p self, rule: &'p BoundaryRule) -> impl Iterator<Item = &'p RuleSource> {
        let codes = std::iter::once(&rule.source).chain(&rule.grounds);
        codes.filter_map(|code| self.sources.iter().find(|s| s.code == *code))
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
        sources: Vec::new(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Addition {
    version: String,
    based_on: String,
    #[serde(default)]
    source: Vec<SourceEntry>,
    #[serde(default)]
    ground: Vec<GroundEntry>,
    #[serde(default)]
    case: Vec<CaseEntry>,
    /// Rules that are new or written anew.
    #[serde(default)]
    rule: Vec<RuleEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceEntry {
    code: String,
    title: Texts,
    publisher: String,
    url: String,
    from: Option<toml::value::Datetime>,
    until: Option<toml::value::Datetime>,
    checked: toml::value::Datetime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroundEntry {
    source: String,
    rules: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseEntry {
    rules: Vec<String>,
    #[serde(default)]
    topics: Vec<String>,
    #[serde(default)]
    forms: Vec<String>,
    #[serde(default)]
    guides: Vec<String>,
    answer: String,
    why: Texts,
    say: Texts,
    instead: Texts,
}

/// The edition that `text` makes of an older one; `None` when the text is no edition.
pub(super) fn edition(text: &str, older: &[Profile]) -> Option<Profile> {
    let file: Addition = toml::from_str(text).ok()?;
    let mut made = older.iter().find(|p| p.version == file.based_on)?.clone();
    made.version = file.version;
    for entry in file.rule {
        let new = rule(entry)?;
        match made.rules.iter_mut().find(|r| r.code == new.code) {
            Some(old) => *old = new,
            None => made.rules.push(new),
        }
    }
    for entry in file.source {
        let new = source(entry)?;
        made.sources.retain(|s| s.code != new.code);
        made.sources.push(new);
    }
    for entry in file.ground {
        for code in &entry.rules {
            made.rules.iter_mut().find(|r| r.code == *code)?.grounds.push(entry.source.clone());
        }
    }
    for entry in file.case {
        let rules = entry.rules.clone();
        let new = case(entry)?;
        for code in &rules {
            made.rules.iter_mut().find(|r| r.code == *code)?.cases.push(new.clone());
        }
    }
    Some(made)
}

fn source(e: SourceEntry) -> Option<RuleSource> {
    let day = |text: toml::value::Datetime| text.to_string().parse::<Date>().ok();
    let maybe = |text: Option<toml::value::Datetime>| text.map_or(Some(None), |t| day(t).map(Some));
    Some(RuleSource {
        from: maybe(e.from)?,
        until: maybe(e.until)?,
        checked: day(e.checked)?,
        code: e.code,
        title: e.title.into(),
        publisher: e.publisher,
        url: e.url,
    })
}

fn case(e: CaseEntry) -> Option<BoundaryCase> {
    Some(BoundaryCase {
        scope: BoundaryScope {
            services: Vec::new(),
            topics: e.topics.iter().map(|t| Topic::parse(t)).collect::<Option<_>>()?,
            forms: e.forms.iter().map(|f| OfferingKind::parse(f)).collect::<Option<_>>()?,
            guides: e.guides.iter().map(|g| GuideKind::parse(g)).collect::<Option<_>>()?,
        },
        answer: BoundaryAnswer::parse(&e.answer)?,
        why: e.why.into(),
        words_to_say: e.say.into(),
        do_instead: e.instead.into(),
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
        grounds: Vec::new(),
        cases: Vec::new(),
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
