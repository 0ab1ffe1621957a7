use super::{DocumentVersion, Guide, GuideKind, Paper, Requirement};
use crate::shared::{Id, Key};
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeMap;

/// How many days before something runs out the guide and the office are told.
pub const WARNING_DAYS: [i32; 3] = [60, 30, 7];

/// The most days ahead that an override may hold.
pub const MOST_OVERRIDE_DAYS: i32 = 90;

/// The rules of the gate (reglene for porten) in a municipality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateRules {
    /// How many days the door stays open after a new version, a new rule or a lapsed paper. 0–90.
    pub grace_days: u16,
    /// Versions of the declaration of confidentiality, by first day. Without any, every signed one is good.
    pub declaration: Vec<DocumentVersion>,
    /// Versions of the service description, by first day. Without any, every read one is good.
    pub description: Vec<DocumentVersion>,
    /// The trainings that can be required.
    pub trainings: Vec<RequiredTraining>,
    /// What is required of each kind. Of a kind that is not there nothing is required.
    pub kinds: BTreeMap<GuideKind, KindRules>,
}

/// A training that can be required (påkrevd opplæring).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredTraining {
    /// Its key, by which the training log tells that it is done.
    pub key: Key,
    /// What it is called.
    pub name: String,
    /// How many months it holds; `None` when it does not run out.
    pub months: Option<u16>,
}

/// What is required of a kind of guide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindRules {
    /// The requirements, each with the first day it was required; `None` when it always was. Those who guided before
    /// that day have the grace period to meet it.
    pub required: BTreeMap<Requirement, Option<Date>>,
    /// The statute that allows asking for a police certificate; empty when there is none. Without it the certificate is
    /// not required, whatever `required` says.
    pub statute: String,
}

/// The training that is required until a municipality says otherwise.
const INTRODUCTION: &str = "innforing";

impl Default for GateRules {
    /// Declaration and service description of all, an introduction of all, an agreement for volunteers and partners; no
    /// police certificate; 14 days of grace.
    fn default() -> Self {
        let introduction = Key::parse(INTRODUCTION).ok();
        let trainings = introduction.clone().map(|key| RequiredTraining {
            key,
            name: "Innføring før første vakt".to_owned(),
            months: None,
        });
        let of_kind = |kind| {
            let mut required =
                BTreeMap::from([(Requirement::Confidentiality, None), (Requirement::ServiceDescription, None)]);
            required.extend(introduction.clone().map(|key| (Requirement::Training(key), None)));
            if matches!(kind, GuideKind::Volunteer | GuideKind::Partner) {
                required.insert(Requirement::Agreement, None);
            }
            let statute = String::new();
            (kind, KindRules { required, statute })
        };
        Self {
            grace_days: 14,
            declaration: Vec::new(),
            description: Vec::new(),
            trainings: trainings.into_iter().collect(),
            kinds: GuideKind::ALL.into_iter().map(of_kind).collect(),
        }
    }
}

impl GateRules {
    /// The versions of the document that a requirement is about.
    fn versions(&self, requirement: &Requirement) -> &[DocumentVersion] {
        match requirement {
            Requirement::Confidentiality => &self.declaration,
            Requirement::ServiceDescription => &self.description,
            _ => &[],
        }
    }

    /// The version in force on a day: the newest that has begun.
    #[must_use]
    pub fn version_on(&self, requirement: &Requirement, on: Date) -> Option<&DocumentVersion> {
        self.versions(requirement).iter().filter(|v| v.from <= on).max_by_key(|v| v.from)
    }
}

/// A leader's decision that a guide may guide although something is missing (overstyring). It covers what was missing when
/// it was made, and nothing that lapses later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// The account of the leader.
    pub by: Id,
    /// Why. Never empty.
    pub reason: String,
    /// The first day it holds.
    pub from: Date,
    /// The last day it holds, at most [`MOST_OVERRIDE_DAYS`] later.
    pub until: Date,
    /// What it covers. Never empty.
    pub covers: Vec<Requirement>,
}

/// Whether a guide may be on a shift where citizens come, on a day (porten).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Everything is in order.
    Open,
    /// Something is new or has lapsed, and there is still time to mend it.
    Grace {
        /// The last day the door is open.
        until: Date,
        /// What is to be mended.
        missing: Vec<Requirement>,
    },
    /// A leader lets her guide all the same.
    Overridden {
        /// The account of the leader.
        by: Id,
        /// Why.
        reason: String,
        /// The last day.
        until: Date,
        /// What is missing.
        missing: Vec<Requirement>,
    },
    /// She may not.
    Closed {
        /// What is missing; empty when she has not begun or has left.
        missing: Vec<Requirement>,
    },
}

impl Gate {
    /// Whether she may be put on a shift where citizens come. False only when the gate is closed.
    #[must_use]
    pub const fn may_guide(&self) -> bool {
        !matches!(self, Self::Closed { .. })
    }

    /// What is missing, whether or not the door is open.
    #[must_use]
    pub fn missing(&self) -> &[Requirement] {
        match self {
            Self::Open => &[],
            Self::Grace { missing, .. } | Self::Overridden { missing, .. } | Self::Closed { missing } => missing,
        }
    }
}

/// How one requirement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// Met; the last day it is, when that is known.
    Met(Option<Date>),
    /// Was met, or is newly required: the last day of grace.
    Grace(Date),
    /// Not met.
    Missing,
}

/// What is required of a guide, with the first day it was.
pub fn required<'r>(guide: &Guide, rules: &'r GateRules) -> impl Iterator<Item = (&'r Requirement, Option<Date>)> {
    let kind = rules.kinds.get(&guide.kind);
    let statute = kind.is_some_and(|k| !k.statute.is_empty());
    kind.into_iter()
        .flat_map(|k| &k.required)
        .filter(move |(r, _)| **r != Requirement::PoliceCertificate || statute)
        .map(|(r, since)| (r, *since))
}

/// The papers that count for a guide: her own, and the agreements of her organisation. Where she comes from one, only
/// that one's agreement counts.
#[must_use]
pub fn agreements_of(guide: &Guide, own: Vec<Paper>, agreements: &[(Key, Paper)]) -> Vec<Paper> {
    let Some(organisation) = &guide.organisation else {
        return own;
    };
    let of_organisation = agreements.iter().filter(|(key, _)| key == organisation).map(|(_, paper)| paper.clone());
    own.into_iter().filter(|p| p.requirement != Requirement::Agreement).chain(of_organisation).collect()
}

/// Whether a guide may be on a shift where citizens come, on a day.
///
/// `papers` are those that count for her ([`agreements_of`]). A requirement that was never met closes the gate at once. One
/// that was met and is not any longer – a new version, a lapsed paper – or that is required of her since she began, gives
/// `grace_days` from that day. A paper counts from its own day. The answer follows from the arguments alone.
#[must_use]
pub fn gate(guide: &Guide, papers: &[Paper], overrides: &[Override], rules: &GateRules, on: Date) -> Gate {
    if !guide.is_here(on) {
        return Gate::Closed { missing: Vec::new() };
    }
    let (mut missing, mut grace, mut closed) = (Vec::new(), None::<Date>, Vec::new());
    for (requirement, since) in required(guide, rules) {
        match standing(guide, papers, rules, requirement, since, on) {
            Standing::Met(_) => {}
            Standing::Grace(until) => {
                missing.push(requirement.clone());
                grace = Some(grace.map_or(until, |g| g.min(until)));
            }
            Standing::Missing => {
                missing.push(requirement.clone());
                closed.push(requirement.clone());
            }
        }
    }
    if closed.is_empty() {
        return grace.map_or(Gate::Open, |until| Gate::Grace { until, missing });
    }
    let covering = overrides.iter().filter(|o| o.from <= on && on <= o.until);
    let covering = covering.filter(|o| closed.iter().all(|r| o.covers.contains(r)));
    match covering.max_by_key(|o| o.until) {
        Some(o) => Gate::Overridden {
            by: o.by,
            reason: o.reason.clone(),
            until: grace.map_or(o.until, |g| g.min(o.until)),
            missing,
        },
        None => Gate::Closed { missing },
    }
}

fn days_later(day: Date, days: u16) -> Date {
    day.checked_add(i32::from(days).days()).unwrap_or(day)
}

/// The day before a day.
fn before(day: Date) -> Date {
    day.yesterday().unwrap_or(day)
}

/// The last day a paper meets its requirement by itself; `None` when no such day is known.
fn last_good_day(paper: &Paper, rules: &GateRules) -> Option<Date> {
    let versions = rules.versions(&paper.requirement);
    // A version that is not known any more is older than all that are.
    let own = versions.iter().find(|v| v.name == paper.version).map(|v| v.from);
    let newer = versions.iter().map(|v| v.from).filter(|from| own.is_none_or(|own| *from > own)).min().map(before);
    match (newer, paper.valid_to) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn standing(
    guide: &Guide,
    papers: &[Paper],
    rules: &GateRules,
    requirement: &Requirement,
    since: Option<Date>,
    on: Date,
) -> Standing {
    let counting = papers.iter().filter(|p| p.requirement == *requirement && p.on <= on);
    let counting = counting.filter(|p| p.requirement != Requirement::PoliceCertificate || !p.statute.is_empty());
    // A paper that was out of date already when it was signed was never good.
    let lasts = counting
        .map(|p| (p.on, last_good_day(p, rules)))
        .filter(|(day, last)| last.is_none_or(|l| *day <= l));
    let lasts: Vec<Option<Date>> = lasts.map(|(_, last)| last).collect();
    if lasts.contains(&None) {
        return Standing::Met(None);
    }
    let last = lasts.into_iter().flatten().max();
    if let Some(last) = last.filter(|last| on <= *last) {
        return Standing::Met(Some(last));
    }
    let newly = since.filter(|since| guide.since < *since).map(before);
    let from = last.max(newly);
    match from.map(|day| days_later(day, rules.grace_days)) {
        Some(until) if on <= until => Standing::Grace(until),
        _ => Standing::Missing,
    }
}

/// Something that will close the gate unless it is mended (varsel).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What.
    pub requirement: Requirement,
    /// The last day it is in order. Past when the grace period runs.
    pub last_good: Date,
    /// The last day the gate is open for this requirement's sake.
    pub closes_after: Date,
    /// Which of [`WARNING_DAYS`] is reached: the smallest that is not below the days left until `last_good`; 0 in the
    /// grace period.
    pub step: i32,
}

/// What will close a guide's gate within the longest of [`WARNING_DAYS`], the most pressing first. What is closed already
/// is no warning, nor is what lasts until she leaves.
#[must_use]
pub fn warnings(guide: &Guide, papers: &[Paper], rules: &GateRules, today: Date) -> Vec<Warning> {
    let mut found: Vec<Warning> = required(guide, rules)
        .filter_map(|(requirement, since)| {
            let (last_good, closes_after) = match standing(guide, papers, rules, requirement, since, today) {
                Standing::Met(Some(last)) => (last, days_later(last, rules.grace_days)),
                // Where the grace comes from is the day before it began.
                Standing::Grace(until) => (until.checked_sub(i32::from(rules.grace_days).days()).ok()?, until),
                Standing::Met(None) | Standing::Missing => return None,
            };
            if guide.left.is_some_and(|gone| gone <= today || gone <= last_good) {
                return None;
            }
            let left = today.until(last_good).ok()?.get_days();
            let step = if left < 0 {
                0
            } else {
                WARNING_DAYS.into_iter().filter(|days| left <= *days).min()?
            };
            Some(Warning {
                requirement: requirement.clone(),
                last_good,
                closes_after,
                step,
            })
        })
        .collect();
    found.sort_by(|a, b| (a.closes_after, &a.requirement).cmp(&(b.closes_after, &b.requirement)));
    found
}
