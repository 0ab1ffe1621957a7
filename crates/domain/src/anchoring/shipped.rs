use super::{ApplicationPart, Centrality, GrantCall, Strategy, StrategyLevel};
use crate::shared::{Key, Locale, Localized};
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::LazyLock;

/// A national strategy that ships with the product: facts with their source, the goals in our words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShippedStrategy {
    /// Its key.
    pub key: Key,
    /// Its name, as it is called.
    pub name: String,
    /// Who gave it out.
    pub owner: Localized,
    /// Its first year.
    pub first_year: i16,
    /// Its last year; `None` when it has none.
    pub last_year: Option<i16>,
    /// Its goals, in our words.
    pub goals: Vec<Localized>,
    /// Where it can be read.
    pub link: String,
}

impl ShippedStrategy {
    /// A strategy of the municipality's list, in a language. Its goals are entries of their own.
    #[must_use]
    pub fn taken(&self, l: Locale) -> Strategy {
        Strategy {
            shipped: Some(self.key.clone()),
            name: self.name.clone(),
            level: StrategyLevel::National,
            owner: self.owner.get(l).to_owned(),
            first_year: Some(self.first_year),
            last_year: self.last_year,
            replaced_by: String::new(),
            link: self.link.clone(),
        }
    }
}

/// A call for applications that ships with the product: what is known of a round that was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShippedCall {
    /// Its key.
    pub key: Key,
    /// Its name.
    pub name: Localized,
    /// Who gave the money.
    pub owner: Localized,
    /// The last day to apply; `None` when not known.
    pub deadline: Option<Date>,
    /// Who might apply, by centrality.
    pub centrality: Option<Centrality>,
    /// Who might apply and what was asked for.
    pub terms: Localized,
    /// What the money might be used for.
    pub pays_for: Localized,
    /// What an application had to have, as far as it is known.
    pub parts: Vec<ApplicationPart>,
    /// Where it can be read.
    pub link: String,
}

impl ShippedCall {
    /// A call of the municipality's list, in a language.
    #[must_use]
    pub fn taken(&self, l: Locale) -> GrantCall {
        GrantCall {
            shipped: Some(self.key.clone()),
            name: self.name.get(l).to_owned(),
            owner: self.owner.get(l).to_owned(),
            deadline: self.deadline,
            centrality: self.centrality,
            terms: self.terms.get(l).to_owned(),
            pays_for: self.pays_for.get(l).to_owned(),
            parts: self.parts.clone(),
            link: self.link.clone(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    nb: String,
    nn: String,
    en: String,
}

impl From<Words> for Localized {
    fn from(w: Words) -> Self {
        let Words { nb, nn, en } = w;
        Self { nb, nn, en }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Strategies {
    strategy: Vec<WrittenStrategy>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenStrategy {
    key: String,
    name: String,
    owner: Words,
    first_year: i16,
    last_year: Option<i16>,
    goals: Vec<Words>,
    link: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Calls {
    call: Vec<WrittenCall>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCall {
    key: String,
    name: Words,
    owner: Words,
    deadline: Option<String>,
    centrality: Option<Centrality>,
    terms: Words,
    pays_for: Words,
    parts: Vec<ApplicationPart>,
    link: String,
}

pub(super) fn read_strategies(text: &str) -> Option<Vec<ShippedStrategy>> {
    let file: Strategies = toml::from_str(text).ok()?;
    let one = |w: WrittenStrategy| {
        Some(ShippedStrategy {
            key: Key::parse(&w.key).ok()?,
            name: w.name,
            owner: w.owner.into(),
            first_year: w.first_year,
            last_year: w.last_year,
            goals: w.goals.into_iter().map(Localized::from).collect(),
            link: w.link,
        })
    };
    file.strategy.into_iter().map(one).collect()
}

pub(super) fn read_calls(text: &str) -> Option<Vec<ShippedCall>> {
    let file: Calls = toml::from_str(text).ok()?;
    let one = |w: WrittenCall| {
        Some(ShippedCall {
            key: Key::parse(&w.key).ok()?,
            name: w.name.into(),
            owner: w.owner.into(),
            deadline: match w.deadline {
                Some(day) => Some(day.parse().ok()?),
                None => None,
            },
            centrality: w.centrality,
            terms: w.terms.into(),
            pays_for: w.pays_for.into(),
            parts: w.parts,
            link: w.link,
        })
    };
    file.call.into_iter().map(one).collect()
}

pub(super) const STRATEGIES: &str = include_str!("strategies.toml");
pub(super) const CALLS: &str = include_str!("calls.toml");

/// Read once; a test sees to it that none is left out.
static READ_STRATEGIES: LazyLock<Vec<ShippedStrategy>> =
    LazyLock::new(|| read_strategies(STRATEGIES).unwrap_or_default());
/// Read once; a test sees to it that none is left out.
static READ_CALLS: LazyLock<Vec<ShippedCall>> = LazyLock::new(|| read_calls(CALLS).unwrap_or_default());

/// The national strategies that ship.
#[must_use]
pub fn shipped_strategies() -> &'static [ShippedStrategy] {
    &READ_STRATEGIES
}

/// The calls for applications that ship.
#[must_use]
pub fn shipped_calls() -> &'static [ShippedCall] {
    &READ_CALLS
}
