use super::scale::RiskClass;
use crate::shared::{Key, Locale, Localized};
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Months until a place is walked through again.
const AGAIN_AFTER_MONTHS: i32 = 12;

/// A question of the checklist of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckItem {
    /// Its key.
    pub key: Key,
    /// What is asked; answered by yes or no.
    pub question: Localized,
    /// How to see it.
    pub help: Localized,
    /// How much it matters when the answer is no.
    pub weight: RiskClass,
}

/// The answer to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckAnswer {
    /// It is in order.
    Yes,
    /// It is not.
    No,
    /// It does not apply here.
    NotHere,
}

impl CheckAnswer {
    /// Every answer, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::NotHere];

    /// Stable code used in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotHere => "not_here",
        }
    }

    /// Reads a code written by [`CheckAnswer::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.code() == code)
    }
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckItemAnswer {
    /// The key of the question.
    pub item: String,
    /// The answer.
    pub answer: CheckAnswer,
    /// What was seen.
    pub note: String,
}

/// A walk through a place (sjekkliste for et sted): who went, when, and what was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceCheck {
    /// The place.
    pub place: Key,
    /// The day.
    pub on: Date,
    /// Who went: a role, or a name.
    pub by: String,
    /// What was answered.
    pub answers: Vec<CheckItemAnswer>,
}

impl PlaceCheck {
    /// The answer to a question.
    #[must_use]
    pub fn answer(&self, item: &Key) -> Option<&CheckItemAnswer> {
        self.answers.iter().find(|a| a.item == item.as_str())
    }

    /// Questions answered by no, in the order of the checklist.
    pub fn lacking(&self) -> impl Iterator<Item = (&'static CheckItem, &CheckItemAnswer)> {
        check_items()
            .iter()
            .filter_map(|i| Some((i, self.answer(&i.key).filter(|a| a.answer == CheckAnswer::No)?)))
    }
}

/// When a place is walked through again: twelve months after the last time; today when nobody has.
#[must_use]
pub fn next_check(last: Option<Date>, today: Date) -> Date {
    last.map_or(today, |day| day.saturating_add(AGAIN_AFTER_MONTHS.months()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    item: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    key: String,
    weight: String,
    question: Words,
    help: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    nb: String,
    nn: String,
    en: String,
}

impl From<Words> for Localized {
    fn from(w: Words) -> Self {
        let mut out = Self::default();
        for (locale, text) in [(Locale::Nb, w.nb), (Locale::Nn, w.nn), (Locale::En, w.en)] {
            text.trim().clone_into(out.get_mut(locale));
        }
        out
    }
}

pub(super) const ITEMS: &str = include_str!("checklist.toml");

pub(super) fn read_items(text: &str) -> Option<Vec<CheckItem>> {
    let file: File = toml::from_str(text).ok()?;
    let one = |w: Written| {
        Some(CheckItem {
            key: Key::parse(&w.key).ok()?,
            weight: match w.weight.as_str() {
                "low" => RiskClass::Low,
                "medium" => RiskClass::Medium,
                "high" => RiskClass::High,
                _ => return None,
            },
            question: w.question.into(),
            help: w.help.into(),
        })
    };
    file.item.into_iter().map(one).collect()
}

/// Read once; a test sees to it that none is left out.
static READ: LazyLock<Vec<CheckItem>> = LazyLock::new(|| read_items(ITEMS).unwrap_or_default());

/// The checklist of a place.
#[must_use]
pub fn check_items() -> &'static [CheckItem] {
    &READ
}
