//! Veilederne: de som møter folk ved skranken, enten de er ansatte, elever, frivillige, innleide eller kommer fra en partner.
//! Her står hva en veileder kan, hva hun ønsker, og hvilke grenser som gjelder, og porten inn til de åpne vaktene: ingen
//! veileder ute blant folk før papirene er i orden.

mod gate;
mod paper;
#[cfg(test)]
mod tests;

pub use gate::{
    Gate, GateRules, KindRules, MOST_OVERRIDE_DAYS, Override, RequiredTraining, WARNING_DAYS, Warning, agreements_of,
    gate, required, warnings,
};
pub use paper::{DocumentVersion, Paper, Requirement};

pub use crate::shared::GuideKind;

use crate::{
    messages::Contact,
    offerings::Topic,
    shared::{Id, Key, PartOfDay},
};
use jiff::civil::{Date, Weekday};

/// A guide (veileder): a person who guides, of whatever kind. Only staff see this; citizens never do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// Her identity. It stays in the rows of shifts after everything else about her is erased.
    pub id: Id,
    /// The name colleagues use. Empty only when it was erased.
    pub name: String,
    /// How she came to guide.
    pub kind: GuideKind,
    /// The organisation she comes from; `None` for the municipality's own.
    pub organisation: Option<Key>,
    /// How we reach her.
    pub contact: Contact,
    /// Languages she can guide in (BCP 47), Norwegian too.
    pub languages: Vec<String>,
    /// What she can help with; one entry a topic or service.
    pub competences: Vec<Competence>,
    /// What must not be asked of her.
    pub limits: Limits,
    /// What she would like.
    pub wishes: Wishes,
    /// Her account, when she signs in. Volunteers and pupils often use a personal link alone.
    pub account: Option<Id>,
    /// The first day she may guide.
    pub since: Date,
    /// The first day she no longer does.
    pub left: Option<Date>,
}

impl Guide {
    /// Whether she is one of ours on a day.
    #[must_use]
    pub fn is_here(&self, on: Date) -> bool {
        self.since <= on && self.left.is_none_or(|left| on < left)
    }

    /// How well she knows something on a day; `None` when she does not, or when what she knew has run out.
    #[must_use]
    pub fn level(&self, about: &About, on: Date) -> Option<Level> {
        let known = self.competences.iter().filter(|c| c.about == *about && c.holds(on));
        known.map(|c| c.level).max()
    }
}

/// A competence (kompetanse): what a guide can help with, how well, how we know it, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Competence {
    /// With what.
    pub about: About,
    /// How well.
    pub level: Level,
    /// How we know: a course, job shadowing, a colleague's word. May be empty.
    pub source: String,
    /// The last day it holds; `None` when it does not run out.
    pub valid_to: Option<Date>,
}

impl Competence {
    /// Whether it holds on a day: its last day is still good.
    #[must_use]
    pub fn holds(&self, on: Date) -> bool {
        self.valid_to.is_none_or(|last| on <= last)
    }
}

/// What a competence is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum About {
    /// A topic of the standard profile.
    Topic(Topic),
    /// A digital service of the register.
    Service(Key),
}

impl About {
    /// As it is kept and sent in forms: `topic:email`, `service:bostotte`.
    ///
    /// ```
    /// use domain::guides::About;
    /// let about = About::parse("topic:email").unwrap();
    /// assert_eq!(about.code(), "topic:email");
    /// assert!(About::parse("email").is_none());
    /// ```
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Topic(topic) => format!("topic:{}", topic.code()),
            Self::Service(key) => format!("service:{key}"),
        }
    }

    /// Reads what [`About::code`] wrote.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code.split_once(':')? {
            ("topic", topic) => Topic::parse(topic).map(Self::Topic),
            ("service", key) => Key::parse(key).ok().map(Self::Service),
            _ => None,
        }
    }
}

/// How well a guide knows something. The later the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Is learning it: not alone with it yet.
    Learning,
    /// Can help with it alone.
    Can,
    /// Teaches colleagues.
    Teaches,
}

impl Level {
    /// Every level, the lowest first.
    pub const ALL: [Self; 3] = [Self::Learning, Self::Can, Self::Teaches];

    /// Stable code used in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Learning => "learning",
            Self::Can => "can",
            Self::Teaches => "teaches",
        }
    }

    /// Reads a code written by [`Level::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }
}

/// What must not be asked of a guide. The roster never breaks these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// The most minutes on shift in a week (Monday to Sunday).
    pub minutes_per_week: Option<u32>,
    /// Goes to school: not on shift in school hours on school days.
    pub school_days: bool,
    /// Is under 18: an adult must be on the same shift, and late hours are out.
    pub under_18: bool,
    /// Only together with somebody experienced.
    pub needs_experienced: bool,
    /// The least number of minutes between two shifts; 0 when it does not matter.
    pub rest_minutes: u16,
}

/// What a guide would like. The roster keeps it where it can.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// How many shifts a week.
    pub shifts_per_week: Option<u8>,
    /// Places; empty when all are fine.
    pub places: Vec<Key>,
    /// Weekdays, no doubles; empty when all are fine.
    pub days: Vec<Weekday>,
    /// Parts of the day; empty when all are fine.
    pub parts: Vec<PartOfDay>,
}

/// The most minutes a week there are: seven days.
pub const MOST_MINUTES_PER_WEEK: u32 = 7 * 24 * 60;

/// The longest rest that can be asked for, in minutes: a week.
pub const MOST_REST_MINUTES: u16 = 7 * 24 * 60;
