use crate::{
    offerings::Topic,
    shared::{Key, Localized},
};

/// What search answers. Never empty: there is always a headline, and a hit where the municipality has anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Sentences that answer, best first; one or two.
    pub headlines: Vec<Headline>,
    /// Where to go, best first; at most twelve.
    pub hits: Vec<Hit>,
    /// The question as it was read, when it was read otherwise than written.
    pub did_you_mean: Option<String>,
    /// `false` when nothing matched and the answer is the general one: come by, or call.
    pub understood: bool,
}

/// A sentence that answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// The key of the concept; `None` for the general answer.
    pub concept: Option<&'static str>,
    /// What we can do, and who does the rest.
    pub text: Localized,
}

/// One place to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What sort of thing it is.
    pub kind: HitKind,
    /// Its key in the register, or of the national door.
    pub key: Key,
    /// Higher is better; only good for comparing within one answer.
    pub score: i32,
    /// Why it was found.
    pub why: Why,
}

/// What sort of thing a hit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HitKind {
    /// An offering.
    Offering,
    /// A door outside the service.
    Door,
    /// A place.
    Place,
    /// A digital service.
    DigitalService,
    /// An organisation.
    Organisation,
}

/// Why something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its own words match.
    Name,
    /// It helps with this topic.
    Topic(Topic),
    /// It is the right kind of help.
    Kind,
    /// It owns the matter.
    Owner,
    /// It helps with a digital service that was asked for.
    Service,
    /// Nothing matched; this is where somebody can look further.
    Fallback,
}
