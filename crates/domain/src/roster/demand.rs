use crate::{
    offerings::Topic,
    shared::{Key, Minute},
};

/// What a shift needs (behov): of a whole schedule, or of one occurrence that is different.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// How many guides, 0–20.
    pub guides: u16,
    /// Topics that somebody of the crew must be able to help with.
    pub topics: Vec<Topic>,
    /// Digital services that somebody of the crew must be able to help with.
    pub services: Vec<Key>,
    /// Languages that somebody of the crew must speak (BCP 47).
    pub languages: Vec<String>,
    /// Somebody new together with somebody experienced, where it can be had.
    pub experienced_with_new: bool,
    /// Somebody young together with somebody older, where it can be had.
    pub young_with_old: bool,
    /// Pupils only together with an adult, whatever their age. Those under 18 always are.
    pub adult_with_pupils: bool,
    /// Few different people from time to time, as a club wants.
    pub same_face: bool,
    /// A swap waits for the coordinator's yes.
    pub coordinator_agrees: bool,
}

impl Demand {
    /// The most guides one shift can ask for.
    pub const MOST_GUIDES: u16 = 20;

    /// What somebody of the crew must master, as skills.
    #[must_use]
    pub fn skills(&self) -> Vec<Skill> {
        let topics = self.topics.iter().map(|t| Skill::topic(*t));
        let services = self.services.iter().map(Skill::service);
        topics.chain(services).chain(self.languages.iter().map(|l| Skill::language(l))).collect()
    }
}

/// Something that somebody of a crew must master: a topic, a digital service or a language.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Skill(String);

impl Skill {
    /// A topic.
    #[must_use]
    pub fn topic(topic: Topic) -> Self {
        Self(format!("topic:{}", topic.code()))
    }

    /// A digital service.
    #[must_use]
    pub fn service(key: &Key) -> Self {
        Self(format!("service:{key}"))
    }

    /// A language.
    #[must_use]
    pub fn language(code: &str) -> Self {
        Self(format!("language:{code}"))
    }

    /// As text: `topic:email`, `service:bostotte`, `language:ar`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a guide answers when she is asked about one occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Willingness {
    /// She would like to.
    Gladly,
    /// If nobody else can.
    RatherNot,
    /// She cannot.
    No,
}

impl Willingness {
    /// Every answer.
    pub const ALL: [Self; 3] = [Self::Gladly, Self::RatherNot, Self::No];

    /// Stable code used in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Gladly => "gladly",
            Self::RatherNot => "rather_not",
            Self::No => "no",
        }
    }

    /// Reads a code written by [`Willingness::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.code() == code)
    }
}

/// The hours somebody under 18 may be on shift, and the most minutes a day: not before 06:00, not after 20:00, 8 hours.
///
/// These are the strictest night limit of arbeidsmiljøloven § 11-3 (that of pupils in compulsory school) and the day's
/// limit of § 11-2 for those between 15 and 18. A municipality that has younger pupils sets their weekly limit itself.
#[must_use]
pub fn young_hours() -> (Minute, Minute, u32) {
    let clock = |h: u16| Minute::new(h * 60).unwrap_or(Minute::MIDNIGHT);
    (clock(6), clock(20), 8 * 60)
}
