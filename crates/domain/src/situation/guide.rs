use crate::{
    register::Register,
    shared::{Key, Localized},
};
use jiff::civil::Date;

/// A step of the establishment guide: the way from "we ought to" to the first open day. No step blocks another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EstablishmentStep {
    /// The survey.
    Survey,
    /// Whom to begin with.
    TargetGroups,
    /// Offering, place and time.
    Offering,
    /// The people who guide.
    People,
    /// Partners.
    Partners,
    /// Risk assessment.
    Risk,
    /// Whether it can be carried next year.
    Sustainability,
    /// The council case.
    Case,
    /// The decision.
    Decision,
    /// The first open day.
    Launch,
}

impl EstablishmentStep {
    /// Every step, in order.
    pub const ALL: [Self; 10] = [
        Self::Survey,
        Self::TargetGroups,
        Self::Offering,
        Self::People,
        Self::Partners,
        Self::Risk,
        Self::Sustainability,
        Self::Case,
        Self::Decision,
        Self::Launch,
    ];

    /// Stable code used in tables and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Survey => "survey",
            Self::TargetGroups => "target_groups",
            Self::Offering => "offering",
            Self::People => "people",
            Self::Partners => "partners",
            Self::Risk => "risk",
            Self::Sustainability => "sustainability",
            Self::Case => "case",
            Self::Decision => "decision",
            Self::Launch => "launch",
        }
    }

    /// Reads a code written by [`EstablishmentStep::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// How far a step has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StepState {
    /// Nothing is done.
    NotBegun,
    /// Something is done.
    Begun,
    /// It is done, as far as can be seen – or somebody has said so.
    Done,
}

/// What is said about a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepText {
    /// What to do.
    pub title: Localized,
    /// Why.
    pub why: Localized,
    /// How long it takes.
    pub takes: Localized,
    /// Whom to ask.
    pub ask: Localized,
    /// What it is used for later.
    pub feeds: Localized,
}

/// What can be seen of how far the municipality has come, from what it has already written elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signs {
    /// Questions of the survey.
    pub questions: usize,
    /// Questions that are answered.
    pub answered: usize,
    /// Whether it is said whom the offering is for.
    pub target_group: bool,
    /// Offerings that have not ended.
    pub offerings: usize,
    /// Of those, how many have a time and a place.
    pub with_times: usize,
    /// Whether one with a time is published.
    pub published: bool,
    /// People who guide.
    pub guides: usize,
    /// Of those, how many have their papers in order.
    pub ready_guides: usize,
    /// Organisations outside the municipality.
    pub partners: usize,
    /// Of those, how many have confirmed what stands about them.
    pub confirmed_partners: usize,
    /// Whether a risk assessment is begun.
    pub risk_begun: bool,
    /// Whether one is approved.
    pub risk_approved: bool,
    /// Whether anybody's hours are agreed.
    pub hours: bool,
    /// Whether a council case is begun.
    pub case_begun: bool,
    /// Whether a decision is registered.
    pub decided: bool,
    /// The steps somebody has said are done elsewhere.
    pub marked: Vec<EstablishmentStep>,
}

impl Signs {
    /// What the register tells.
    #[must_use]
    pub fn of(register: &Register, today: Date) -> Self {
        let going: Vec<_> = register.offerings.iter().filter(|o| o.ended.is_none_or(|e| e > today)).collect();
        let outside: Vec<_> = register
            .organisations
            .iter()
            .filter(|o| o.ended.is_none() && o.kind != crate::organisations::OrganisationKind::Municipal)
            .collect();
        Self {
            target_group: going.iter().any(|o| !o.audience.is_empty()),
            offerings: going.len(),
            with_times: going.iter().filter(|o| !o.schedules.is_empty()).count(),
            published: going.iter().any(|o| o.published && !o.schedules.is_empty()),
            partners: outside.len(),
            confirmed_partners: outside.iter().filter(|o| o.last_confirmed.is_some()).count(),
            ..Self::default()
        }
    }
}

/// How far a step has come. What somebody has marked is done.
#[must_use]
pub fn state(step: EstablishmentStep, signs: &Signs) -> StepState {
    use EstablishmentStep as S;
    if signs.marked.contains(&step) {
        return StepState::Done;
    }
    let (begun, done) = match step {
        S::Survey => (
            signs.answered > 0,
            signs.questions > 0 && signs.answered >= signs.questions,
        ),
        S::TargetGroups => (signs.target_group, signs.target_group),
        S::Offering => (signs.offerings > 0, signs.with_times > 0),
        S::People => (signs.guides > 0, signs.ready_guides > 0),
        S::Partners => (signs.partners > 0, signs.confirmed_partners > 0),
        S::Risk => (signs.risk_begun, signs.risk_approved),
        S::Sustainability => (signs.hours, signs.hours && signs.with_times > 0),
        S::Case => (signs.case_begun || signs.decided, signs.decided),
        S::Decision => (signs.decided, signs.decided),
        S::Launch => (signs.published, signs.published),
    };
    match (begun, done) {
        (_, true) => StepState::Done,
        (true, false) => StepState::Begun,
        (false, false) => StepState::NotBegun,
    }
}

/// The first step that is not done.
#[must_use]
pub fn next(signs: &Signs) -> Option<EstablishmentStep> {
    EstablishmentStep::ALL.into_iter().find(|s| state(*s, signs) != StepState::Done)
}

/// What stands between the municipality and a first version that is out today: the next thing to write, and no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FirstVersion {
    /// Nobody is responsible yet.
    NoOrganisation,
    /// There is no place to come to.
    NoPlace,
    /// There is no offering.
    NoOffering,
    /// This offering has no time.
    NoTimes(Key),
    /// This one is ready to be published.
    NotPublished(Key),
    /// It is out.
    Out,
}

/// What stands between the municipality and a first version.
#[must_use]
pub fn first_version(register: &Register, today: Date) -> FirstVersion {
    let going = || register.offerings.iter().filter(|o| o.ended.is_none_or(|e| e > today));
    if going().any(|o| o.published && !o.schedules.is_empty()) {
        return FirstVersion::Out;
    }
    if register.organisations.iter().all(|o| o.ended.is_some()) {
        return FirstVersion::NoOrganisation;
    }
    if register.places.iter().all(|p| p.ended.is_some()) {
        return FirstVersion::NoPlace;
    }
    if let Some(ready) = going().find(|o| !o.schedules.is_empty()) {
        return FirstVersion::NotPublished(ready.key.clone());
    }
    going().next().map_or(FirstVersion::NoOffering, |o| FirstVersion::NoTimes(o.key.clone()))
}
