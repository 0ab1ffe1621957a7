use super::analysis::id_text;
use crate::shared::Id;
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

/// Months after a measure is done until somebody looks whether it works.
const EFFECT_AFTER_MONTHS: i32 = 3;

/// A measure (tiltak): what is done, who sees to it, and by when. Its state is a log beside it, so that an approved analysis
/// stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskMeasure {
    /// Stays the same from version to version.
    #[serde(with = "id_text")]
    pub id: Id,
    /// What is done.
    pub what: String,
    /// Who sees to it: a role, or a name the municipality writes.
    pub owner: String,
    /// By when.
    pub due: Option<Date>,
}

/// Something that happened to a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureEvent {
    /// Somebody has begun.
    Begun,
    /// It is in place.
    Done,
    /// It will not be done.
    Dropped,
    /// It is taken up again.
    Reopened,
    /// It was looked at: it works.
    Works,
    /// It was looked at: it works in part.
    WorksPartly,
    /// It was looked at: it does not work.
    DoesNotWork,
}

impl MeasureEvent {
    /// Every event, in the order it usually comes.
    pub const ALL: [Self; 7] = [
        Self::Begun,
        Self::Done,
        Self::Dropped,
        Self::Reopened,
        Self::Works,
        Self::WorksPartly,
        Self::DoesNotWork,
    ];

    /// Stable code used in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Begun => "begun",
            Self::Done => "done",
            Self::Dropped => "dropped",
            Self::Reopened => "reopened",
            Self::Works => "works",
            Self::WorksPartly => "works_partly",
            Self::DoesNotWork => "does_not_work",
        }
    }

    /// Reads a code written by [`MeasureEvent::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|e| e.code() == code)
    }

    /// Whether it says how the measure works, and not how far it has come.
    #[must_use]
    pub const fn is_effect(self) -> bool {
        matches!(self, Self::Works | Self::WorksPartly | Self::DoesNotWork)
    }
}

/// A line of a measure's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureLog {
    /// The measure.
    pub measure: Id,
    /// What happened.
    pub event: MeasureEvent,
    /// In words, when somebody wrote some.
    pub note: String,
    /// When.
    pub on: Date,
}

/// How far a measure has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeasureProgress {
    /// The last thing that happened to the work; `None` when nobody has begun.
    pub state: Option<MeasureLog>,
    /// The last look at whether it works, since it was done.
    pub effect: Option<MeasureLog>,
}

impl MeasureProgress {
    /// Whether there is nothing left to do but to see whether it works.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.state.as_ref().is_some_and(|s| s.event == MeasureEvent::Done)
    }

    /// Whether it was given up.
    #[must_use]
    pub fn is_dropped(&self) -> bool {
        self.state.as_ref().is_some_and(|s| s.event == MeasureEvent::Dropped)
    }

    /// The day somebody should look whether it works: three months after it was done, unless somebody has.
    #[must_use]
    pub fn effect_due(&self) -> Option<Date> {
        let done = self.state.as_ref().filter(|_| self.is_done() && self.effect.is_none())?;
        Some(done.on.saturating_add(EFFECT_AFTER_MONTHS.months()))
    }
}

/// How far a measure has come on a day, from the lines of the log, those of one measure in the order they were written.
#[must_use]
pub fn progress(log: &[MeasureLog], measure: Id, until: Date) -> MeasureProgress {
    let mut out = MeasureProgress::default();
    for line in log.iter().filter(|l| l.measure == measure && l.on <= until) {
        if line.event.is_effect() {
            out.effect = Some(line.clone());
        } else {
            out.state = Some(line.clone());
            out.effect = None;
        }
    }
    out
}
