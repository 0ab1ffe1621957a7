use super::{
    measure::RiskMeasure,
    scale::{Rating, RiskClass, RiskScale},
};
use crate::shared::{Id, Key, Locale};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How far an analysis has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnalysisStatus {
    /// Being made.
    Draft,
    /// The workshop has been held.
    Held,
    /// Approved by somebody with that right: never changed again.
    Approved,
}

impl AnalysisStatus {
    /// Every status, in order.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Held, Self::Approved];

    /// Stable code used in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Held => "held",
            Self::Approved => "approved",
        }
    }

    /// Reads a code written by [`AnalysisStatus::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// What is at stake: confidentiality, integrity or availability (konfidensialitet, integritet, tilgjengelighet).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RiskTag {
    /// Somebody gets to see what they should not.
    Confidentiality,
    /// Something becomes wrong.
    Integrity,
    /// Somebody does not get the help, or the service stands still.
    Availability,
}

impl RiskTag {
    /// All three, in the order they are usually said.
    pub const ALL: [Self; 3] = [Self::Confidentiality, Self::Integrity, Self::Availability];

    /// Stable code used in files and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Confidentiality => "confidentiality",
            Self::Integrity => "integrity",
            Self::Availability => "availability",
        }
    }

    /// Reads a code written by [`RiskTag::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.code() == code)
    }
}

/// How well it is known what was rated (kunnskapsstyrke).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Knowledge {
    /// A guess by those who were there.
    Weak,
    /// Experience of some, or of a few times.
    Medium,
    /// Counted, or the same experience by many.
    Strong,
}

impl Knowledge {
    /// Every strength, the weakest first.
    pub const ALL: [Self; 3] = [Self::Weak, Self::Medium, Self::Strong];

    /// Stable code used in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Weak => "weak",
            Self::Medium => "medium",
            Self::Strong => "strong",
        }
    }

    /// Reads a code written by [`Knowledge::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// That a risk owner takes what is left. It is about one rating: rated otherwise, it has lapsed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// What was accepted.
    pub rating: Rating,
    /// Who accepts.
    pub owner: String,
    /// Why.
    pub reason: String,
    /// When.
    pub on: Date,
}

/// Something that can go wrong (uønsket hendelse).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskScenario {
    /// Stays the same from version to version.
    #[serde(with = "id_text")]
    pub id: Id,
    /// The scenario of the library it was made from.
    #[serde(default, with = "key_text", skip_serializing_if = "Option::is_none")]
    pub origin: Option<Key>,
    /// What happens.
    pub title: String,
    /// Why it can happen.
    pub cause: String,
    /// What is already done against it.
    pub controls: String,
    /// What is at stake.
    pub tags: Vec<RiskTag>,
    /// Where it lies today. A grade of 0 is one that nobody has chosen yet: such a rating is not on any scale.
    pub before: Option<Rating>,
    /// Where it will lie with the measures; as before when nobody has said otherwise.
    pub after: Option<Rating>,
    /// How well that is known.
    pub knowledge: Option<Knowledge>,
    /// What will be done.
    pub measures: Vec<RiskMeasure>,
    /// Who takes what is left.
    pub acceptance: Option<Acceptance>,
    /// When this one is looked at again, if sooner than the analysis.
    pub review: Option<Date>,
}

impl RiskScenario {
    /// A scenario with no more than its title.
    #[must_use]
    pub fn titled(id: Id, title: impl Into<String>) -> Self {
        Self {
            id,
            origin: None,
            title: title.into(),
            cause: String::new(),
            controls: String::new(),
            tags: Vec::new(),
            before: None,
            after: None,
            knowledge: None,
            measures: Vec::new(),
            acceptance: None,
            review: None,
        }
    }

    /// What is left when the measures are in place: rated after, or as before where nobody has.
    #[must_use]
    pub fn residual(&self) -> Option<Rating> {
        self.after.or(self.before)
    }

    /// The acceptance, when it is about what is left now.
    #[must_use]
    pub fn valid_acceptance(&self) -> Option<&Acceptance> {
        let residual = self.residual()?;
        let named = |a: &&Acceptance| !a.owner.trim().is_empty() && !a.reason.trim().is_empty();
        self.acceptance.as_ref().filter(|a| a.rating == residual).filter(named)
    }
}

/// An analysis: what was looked at, by whom, on which scale, and what was found. Written in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskAnalysis {
    /// What it is called.
    pub title: String,
    /// What it is about, and what it leaves out.
    pub scope: String,
    /// The language it is written in.
    #[serde(with = "locale_text")]
    pub language: Locale,
    /// Its scale.
    pub scale: RiskScale,
    /// Who took part: roles, or names the municipality writes.
    pub participants: Vec<String>,
    /// When the workshop was held.
    pub held_on: Option<Date>,
    /// The risk owner: the leader who answers for the results.
    pub owner: String,
    /// When it is looked at again.
    pub review: Option<Date>,
    /// What can go wrong.
    pub scenarios: Vec<RiskScenario>,
}

impl RiskAnalysis {
    /// One scenario.
    #[must_use]
    pub fn scenario(&self, id: Id) -> Option<&RiskScenario> {
        self.scenarios.iter().find(|s| s.id == id)
    }

    /// One scenario, to be changed.
    pub fn scenario_mut(&mut self, id: Id) -> Option<&mut RiskScenario> {
        self.scenarios.iter_mut().find(|s| s.id == id)
    }

    /// What a scenario calls for today.
    #[must_use]
    pub fn class_before(&self, s: &RiskScenario) -> Option<RiskClass> {
        s.before.filter(|r| self.scale.holds(*r)).map(|r| self.scale.class(r))
    }

    /// What is left of it with the measures.
    #[must_use]
    pub fn class_residual(&self, s: &RiskScenario) -> Option<RiskClass> {
        s.residual().filter(|r| self.scale.holds(*r)).map(|r| self.scale.class(r))
    }

    /// The number a scenario has in the matrix, from 1.
    #[must_use]
    pub fn number(&self, id: Id) -> Option<usize> {
        self.scenarios.iter().position(|s| s.id == id).map(|at| at + 1)
    }

    /// How many lie in each class with the measures: low, medium, high, and not rated.
    #[must_use]
    pub fn counts(&self) -> [usize; 4] {
        let mut out = [0; 4];
        for s in &self.scenarios {
            let at = match self.class_residual(s) {
                Some(RiskClass::Low) => 0,
                Some(RiskClass::Medium) => 1,
                Some(RiskClass::High) => 2,
                None => 3,
            };
            out[at] += 1;
        }
        out
    }
}

pub(super) mod id_text {
    use crate::shared::Id;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(id: &Id, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(id)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Id, D::Error> {
        let text = String::deserialize(d)?;
        Id::parse(&text).ok_or_else(|| D::Error::custom("not an id"))
    }
}

mod key_text {
    use crate::shared::Key;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(key: &Option<Key>, s: S) -> Result<S::Ok, S::Error> {
        match key {
            Some(key) => s.collect_str(key),
            None => s.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Key>, D::Error> {
        Ok(Option::<String>::deserialize(d)?.and_then(|text| Key::parse(&text).ok()))
    }
}

mod locale_text {
    use crate::shared::Locale;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(l: &Locale, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(l.code())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Locale, D::Error> {
        let text = String::deserialize(d)?;
        Locale::parse(&text).ok_or_else(|| D::Error::custom("not a language"))
    }
}
