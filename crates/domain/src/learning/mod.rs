//! Læring: hva veilederne har lært og hvordan – kurs, opplæringsvakter, to på vakt, hospitering, nettverksmøter – med mål for
//! timer, kurs som krysses av del for del, hospitering begge veier, par av yngre og eldre, og en kort refleksjon etter økta.
//!
//! Nothing here is about a citizen. Hours are for the municipality's plan and the guide's certificate; they say what somebody
//! has taken part in, never how good she is.

mod course;
mod job_shadowing;
mod pairs;
mod reflection;
mod steps;

#[cfg(test)]
mod tests;

pub use course::{CourseModule, MOST_MODULES, ModuleCourse, ShippedCourse, shipped_courses};
pub use job_shadowing::{
    Agreement, AgreementState, Colleague, Host, HostState, JobWish, MatchReason, ShadowingWay, Suggestion, free_spots,
    suggest,
};
pub use pairs::{Pair, PairCandidate, PairSuggestion, suggest_pairs};
pub use reflection::{Feeling, FeelingCounts, REFLECTION_LENGTH, Reflection};
pub use steps::{Step, StepRule, step};

use crate::shared::{Id, Key};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The longest that one line of the training log can last, in minutes: a week of work. Longer courses are several lines.
pub const MOST_MINUTES: u16 = 2400;

/// A way to learn (opplæringstype).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TrainingKind {
    /// A course, a gathering or an online course.
    Course,
    /// Following an experienced guide on a shift, without guiding oneself (opplæringsvakt).
    Shadowing,
    /// Two on a shift, learning from each other (to på vakt).
    TwoOnShift,
    /// Visiting another service for some hours (hospitering).
    JobShadowing,
    /// A network meeting with those one refers to and who refer to us (nettverksmøte).
    NetworkMeeting,
    /// Ethics and the duty of confidentiality (etikk og taushetsplikt).
    Ethics,
    /// A refresher in safe use of the net, for guides (oppfriskning i sikkerhet).
    Security,
    /// Something else.
    Other,
}

impl TrainingKind {
    /// Every kind, in the order it is shown.
    pub const ALL: [Self; 8] = [
        Self::Course,
        Self::Shadowing,
        Self::TwoOnShift,
        Self::JobShadowing,
        Self::NetworkMeeting,
        Self::Ethics,
        Self::Security,
        Self::Other,
    ];

    /// Stable code used in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Course => "course",
            Self::Shadowing => "shadowing",
            Self::TwoOnShift => "two_on_shift",
            Self::JobShadowing => "job_shadowing",
            Self::NetworkMeeting => "network_meeting",
            Self::Ethics => "ethics",
            Self::Security => "security",
            Self::Other => "other",
        }
    }

    /// Reads a code written by [`TrainingKind::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// A line of the training log (opplæringslogg): who took part in what, when, for how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Training {
    /// Its identity.
    pub id: Id,
    /// The guide.
    pub guide: Id,
    /// The way of learning.
    pub kind: TrainingKind,
    /// The day.
    pub on: Date,
    /// Minutes, 1 to [`MOST_MINUTES`].
    pub minutes: u16,
    /// What it was called; may be empty where the kind says it.
    pub title: String,
    /// The required training that it is, by the key the onboarding gate knows it by.
    pub gives: Option<Key>,
    /// Whether the municipality vouches for it. What a guide enters herself waits for a yes and counts from then.
    pub confirmed: bool,
}

/// Minutes of training, by kind.
///
/// ```
/// use domain::learning::{Hours, TrainingKind};
/// let mut hours = Hours::default();
/// hours.add(TrainingKind::Course, 90);
/// assert_eq!((hours.total(), hours.of(TrainingKind::Ethics)), (90, 0));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    /// Minutes of each kind; a kind without any is not among them.
    pub by_kind: BTreeMap<TrainingKind, u32>,
}

impl Hours {
    /// Adds minutes.
    pub fn add(&mut self, kind: TrainingKind, minutes: u32) {
        if minutes > 0 {
            *self.by_kind.entry(kind).or_default() += minutes;
        }
    }

    /// Minutes of one kind.
    #[must_use]
    pub fn of(&self, kind: TrainingKind) -> u32 {
        self.by_kind.get(&kind).copied().unwrap_or(0)
    }

    /// Minutes of all kinds.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.by_kind.values().sum()
    }
}

/// The confirmed minutes from one day to another, both among them.
#[must_use]
pub fn hours(log: &[Training], from: Date, until: Date) -> Hours {
    let mut out = Hours::default();
    for t in log.iter().filter(|t| t.confirmed && from <= t.on && t.on <= until) {
        out.add(t.kind, u32::from(t.minutes));
    }
    out
}

/// How much training a calendar year should have (timemål), in all or of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrainingTarget {
    /// The kind of training; `None` for all together.
    pub kind: Option<TrainingKind>,
    /// Minutes a year, at least 1.
    pub minutes: u32,
}

/// How far somebody has come towards a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The target.
    pub target: TrainingTarget,
    /// Minutes so far.
    pub done: u32,
}

impl Progress {
    /// Whether the target is reached.
    #[must_use]
    pub const fn is_reached(&self) -> bool {
        self.done >= self.target.minutes
    }

    /// Minutes that are left.
    #[must_use]
    pub const fn left(&self) -> u32 {
        self.target.minutes.saturating_sub(self.done)
    }
}

/// Every target with what has been done towards it, the one for all kinds first.
#[must_use]
pub fn progress(targets: &[TrainingTarget], hours: &Hours) -> Vec<Progress> {
    let mut out: Vec<Progress> = targets
        .iter()
        .map(|target| Progress {
            target: *target,
            done: target.kind.map_or_else(|| hours.total(), |k| hours.of(k)),
        })
        .collect();
    out.sort_by_key(|p| p.target.kind);
    out
}

/// The first and last day of a day's calendar year.
#[must_use]
pub fn year_of(day: Date) -> (Date, Date) {
    (day.first_of_year(), day.last_of_year())
}
