use crate::{
    offerings::Topic,
    shared::PartOfDay,
    visits::{
        AgeBand, Barrier, Behalf, DurationBand, Form, GuidanceLanguage, HeardOfUs, Outcome, ReferredTo, SentOn,
        UsedDevice, Visit,
    },
};

/// The value of a dimension that a visit says nothing about.
pub const UNKNOWN: &str = "unknown";

/// The value of service, referral and boundary when the visit had none.
pub const NO_VALUE: &str = "none";

/// Something visits are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// By place; values are ids.
    Place,
    /// By offering; values are ids.
    Offering,
    /// By how the visit came about.
    Form,
    /// By topic. A visit may have several.
    Topic,
    /// By how it went.
    Outcome,
    /// By age band, as chosen – coarse and fine bands stand beside each other.
    AgeBand,
    /// By whose behalf.
    Behalf,
    /// By the digital service that caused it; values are keys.
    Service,
    /// By where people were sent on; values are `offering:{key}` and `door:{key}`.
    Referral,
    /// By the boundary that was asked for.
    Boundary,
    /// By the device the guidance was given on.
    Device,
    /// By what stood in the way.
    Barrier,
    /// By how long it took.
    Duration,
    /// By how many others had sent the person on.
    SentOn,
    /// By how people had heard of the service.
    Heard,
    /// By the language of the guidance.
    Language,
    /// By the part of the day.
    PartOfDay,
    /// By weekday and part of the day together; values are `{1–7}.{part}`, Monday is 1.
    WeekdayPart,
}

impl Dimension {
    /// Every dimension, in the order it is offered.
    pub const ALL: [Self; 18] = [
        Self::Place,
        Self::Offering,
        Self::Form,
        Self::Topic,
        Self::Outcome,
        Self::AgeBand,
        Self::Behalf,
        Self::Service,
        Self::Referral,
        Self::Boundary,
        Self::Device,
        Self::Barrier,
        Self::Duration,
        Self::SentOn,
        Self::Heard,
        Self::Language,
        Self::PartOfDay,
        Self::WeekdayPart,
    ];

    /// Stable code used in tables, addresses and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Offering => "offering",
            Self::Form => "form",
            Self::Topic => "topic",
            Self::Outcome => "outcome",
            Self::AgeBand => "age_band",
            Self::Behalf => "behalf",
            Self::Service => "service",
            Self::Referral => "referral",
            Self::Boundary => "boundary",
            Self::Device => "device",
            Self::Barrier => "barrier",
            Self::Duration => "duration",
            Self::SentOn => "sent_on",
            Self::Heard => "heard",
            Self::Language => "language",
            Self::PartOfDay => "part_of_day",
            Self::WeekdayPart => "weekday_part",
        }
    }

    /// Reads a code written by [`Dimension::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.code() == code)
    }

    /// Whether a visit may have several values, so that the parts add up to more than the visits. The page must say so.
    #[must_use]
    pub const fn is_multi_valued(self) -> bool {
        matches!(self, Self::Topic)
    }

    /// The value that no row is kept for, in a dimension where every visit has exactly one value: what the others leave
    /// of all visits ([`super::whole`]). Most visits say nothing about most things, so this is most of the writing.
    #[must_use]
    pub const fn rest(self) -> Option<&'static str> {
        match self {
            Self::Service | Self::Referral | Self::Boundary => Some(NO_VALUE),
            Self::Outcome
            | Self::AgeBand
            | Self::Behalf
            | Self::Device
            | Self::Barrier
            | Self::Duration
            | Self::SentOn
            | Self::Heard
            | Self::Language => Some(UNKNOWN),
            Self::Place | Self::Offering | Self::Form | Self::Topic | Self::PartOfDay | Self::WeekdayPart => None,
        }
    }

    /// The dimension whose rows this one is read from; itself for most. Offerings are told by the rows of places, which
    /// name both, and parts of the day by weekdays and parts.
    #[must_use]
    pub const fn kept_in(self) -> Self {
        match self {
            Self::Offering => Self::Place,
            Self::PartOfDay => Self::WeekdayPart,
            other => other,
        }
    }

    /// Whether a row of the figures is kept for this value.
    #[must_use]
    pub fn keeps(self, value: &str) -> bool {
        self.kept_in() == self && self.rest() != Some(value)
    }

    /// The values in the order they are shown, for a dimension with a fixed list; empty for the others, which are shown
    /// with the largest first.
    #[must_use]
    pub fn fixed_values(self) -> Vec<&'static str> {
        match self {
            Self::Form => Form::ALL.map(Form::code).to_vec(),
            Self::Topic => Topic::ALL.map(Topic::code).into_iter().chain([UNKNOWN]).collect(),
            Self::Outcome => Outcome::ALL.map(Outcome::code).to_vec(),
            Self::AgeBand => AgeBand::ALL.map(AgeBand::code).to_vec(),
            Self::Behalf => Behalf::ALL.map(Behalf::code).to_vec(),
            Self::Device => UsedDevice::ALL.map(UsedDevice::code).to_vec(),
            Self::Barrier => Barrier::ALL.map(Barrier::code).to_vec(),
            Self::Duration => DurationBand::ALL.map(DurationBand::code).to_vec(),
            Self::SentOn => SentOn::ALL.map(SentOn::code).to_vec(),
            Self::Heard => HeardOfUs::ALL.map(HeardOfUs::code).to_vec(),
            Self::Language => GuidanceLanguage::ALL.map(GuidanceLanguage::code).to_vec(),
            Self::PartOfDay => PartOfDay::ALL.map(PartOfDay::code).into_iter().chain([UNKNOWN]).collect(),
            Self::Place | Self::Offering | Self::Service | Self::Referral | Self::Boundary | Self::WeekdayPart => {
                Vec::new()
            }
        }
    }

    /// The values a visit has: one, or for a multi-valued dimension one or more.
    #[must_use]
    pub fn values(self, visit: &Visit) -> Vec<String> {
        let part = visit.part_of_day.map_or(UNKNOWN, PartOfDay::code);
        let or_none = |text: Option<String>| text.unwrap_or_else(|| NO_VALUE.to_owned());
        let one = match self {
            Self::Topic => return topics(visit),
            Self::Place => visit.place.to_string(),
            Self::Offering => visit.offering.to_string(),
            Self::Service => or_none(visit.service.as_ref().map(ToString::to_string)),
            Self::Referral => or_none(visit.referred_to.as_ref().map(ReferredTo::code)),
            Self::Boundary => or_none(visit.boundary.clone()),
            Self::Form => visit.form.code().to_owned(),
            Self::Outcome => visit.outcome.code().to_owned(),
            Self::AgeBand => visit.age_band.code().to_owned(),
            Self::Behalf => visit.behalf.code().to_owned(),
            Self::Device => visit.device.code().to_owned(),
            Self::Barrier => visit.barrier.code().to_owned(),
            Self::Duration => visit.duration.code().to_owned(),
            Self::SentOn => visit.sent_on.code().to_owned(),
            Self::Heard => visit.heard.code().to_owned(),
            Self::Language => visit.language.code().to_owned(),
            Self::PartOfDay => part.to_owned(),
            Self::WeekdayPart => format!("{}.{part}", visit.day.weekday().to_monday_one_offset()),
        };
        vec![one]
    }
}

fn topics(visit: &Visit) -> Vec<String> {
    if visit.topics.is_empty() {
        return vec![UNKNOWN.to_owned()];
    }
    visit.topics.iter().map(|topic| topic.code().to_owned()).collect()
}
