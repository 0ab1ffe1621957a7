use super::{codes, maybe_key};
use crate::shared::Key;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Who gains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BenefitFor {
    /// Those who live here.
    Citizens,
    /// Those who work in the municipality.
    Employees,
    /// The municipality as a whole.
    Municipality,
    /// Partners and volunteers.
    Partners,
}
codes!(BenefitFor {
    Citizens => "citizens",
    Employees => "employees",
    Municipality => "municipality",
    Partners => "partners",
});

/// A benefit (gevinst): an effect that is expected, whose it is, and how it will be seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Benefit {
    /// The effect that is expected.
    pub effect: String,
    /// Who gains.
    pub whose: BenefitFor,
    /// How it is measured.
    pub how: String,
    /// How it was before; may be empty.
    pub before: String,
    /// What is aimed at; may be empty.
    pub target: String,
    /// Who sees to it: a role, not a person.
    pub owner: String,
    /// When it is measured next; `None` when no day is set.
    pub next: Option<Date>,
    /// The digital service whose gains depend on people managing to use it.
    #[serde(with = "maybe_key")]
    pub service: Option<Key>,
}

/// What was found when a benefit was measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measurement {
    /// The day.
    pub on: Date,
    /// What was found, in words.
    pub finding: String,
}

/// Other work in the municipality that this should go together with (beslektet prosjekt).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelatedProject {
    /// Its name.
    pub name: String,
    /// Who runs it: a department or a role.
    pub owner: String,
    /// What we have in common, and what to align.
    pub align: String,
    /// When it ends; `None` when it does not.
    pub until: Option<Date>,
}

/// Somebody was told about the service (orientering).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Briefing {
    /// The day.
    pub on: Date,
    /// Who was told: a body or a group, not a person.
    pub audience: String,
    /// With which presentation.
    pub with: String,
    /// What they said or asked for.
    pub answer: String,
}
