//! Henvendelsene: what is kept about one guidance – enough to see what people need, never who they were.
//!
//! A guide registers a visit after the person has left, from what she already knows. Nothing but the day, the place and
//! the offering has to be known. During the day a visit can be corrected or undone; at night the visits are sorted by
//! what they say, equal ones are put together, and no order or number leads back to a person or a moment.

mod codes;
mod form;
mod paper;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod topic_set;

pub use codes::{
    AgeBand, AgeBandSet, Barrier, Behalf, DurationBand, Form, GuidanceLanguage, HeardOfUs, Outcome, SentOn, Source,
    UsedDevice,
};
pub use form::{ProblemKind, VisitDefaults, VisitDraft, VisitProblem, parse_form, taps};
pub use paper::{PaperLine, PaperSheet};
pub use rules::{DAYS_BACK, DAYS_BACK_PAPER, VisitRefusal, check_change, check_day, content_key, seal};
pub use topic_set::TopicSet;

use crate::shared::{Id, Key, PartOfDay};
use jiff::civil::Date;

/// The largest number of equal visits that one registration may stand for.
pub const MAX_COUNT: u32 = 500;

/// A visit (henvendelse): one guidance given, or several equal ones, anonymous.
///
/// No gender, no name, no contact, no free text, no guide, and no time finer than the part of the day – by
/// construction, there is no field for it. Source: product description §4, after Digdir's model for registering help.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Visit {
    /// The local day.
    pub day: Date,
    /// The part of the day; `None` when not known, as on a paper sheet for a whole day.
    pub part_of_day: Option<PartOfDay>,
    /// The place.
    pub place: Id,
    /// The offering.
    pub offering: Id,
    /// How it came about.
    pub form: Form,
    /// The age band that was chosen.
    pub age_band: AgeBand,
    /// On whose behalf.
    pub behalf: Behalf,
    /// What it was about; empty when not known.
    pub topics: TopicSet,
    /// The digital service that caused it; `None` when none or not known.
    pub service: Option<Key>,
    /// What the guidance was given on.
    pub device: UsedDevice,
    /// What stood in the way.
    pub barrier: Barrier,
    /// How long it took.
    pub duration: DurationBand,
    /// How it went.
    pub outcome: Outcome,
    /// Where the person was sent on.
    pub referred_to: Option<ReferredTo>,
    /// The boundary that was asked for and stands outside the service: its code.
    pub boundary: Option<String>,
    /// How many others had sent the person on before.
    pub sent_on: SentOn,
    /// How the person had heard of the service.
    pub heard: HeardOfUs,
    /// The language of the guidance.
    pub language: GuidanceLanguage,
    /// How it was registered.
    pub source: Source,
    /// How many equal visits this stands for: 1–500 when registered, any positive number when sealed.
    pub count: u32,
}

impl Visit {
    /// One visit of which only day, place and offering are known.
    #[must_use]
    pub fn blank(day: Date, place: Id, offering: Id) -> Self {
        Self {
            day,
            part_of_day: None,
            place,
            offering,
            form: Form::DropIn,
            age_band: AgeBand::Unknown,
            behalf: Behalf::Unknown,
            topics: TopicSet::EMPTY,
            service: None,
            device: UsedDevice::Unknown,
            barrier: Barrier::Unknown,
            duration: DurationBand::Unknown,
            outcome: Outcome::Unknown,
            referred_to: None,
            boundary: None,
            sent_on: SentOn::Unknown,
            heard: HeardOfUs::Unknown,
            language: GuidanceLanguage::Unknown,
            source: Source::Desk,
            count: 1,
        }
    }
}

/// Where a person was sent on: an offering in the municipality's register, or a door outside the service.
///
/// ```
/// use domain::visits::ReferredTo;
/// assert_eq!(ReferredTo::parse("door:nav").unwrap().code(), "door:nav");
/// assert!(ReferredTo::parse("NAV").is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReferredTo {
    /// An offering, by its key.
    Offering(Key),
    /// A door, by its key.
    Door(Key),
}

impl ReferredTo {
    /// Stable code: `offering:{key}` or `door:{key}`.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Offering(key) => format!("offering:{key}"),
            Self::Door(key) => format!("door:{key}"),
        }
    }

    /// Reads a code written by [`ReferredTo::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let (kind, key) = code.split_once(':')?;
        let key = Key::parse(key).ok()?;
        match kind {
            "offering" => Some(Self::Offering(key)),
            "door" => Some(Self::Door(key)),
            _ => None,
        }
    }
}
