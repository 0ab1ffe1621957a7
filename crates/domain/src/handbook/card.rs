use crate::{
    offerings::Topic,
    shared::{Key, Locale},
};

/// What a card is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CardKind {
    /// How to help with a thing, step by step.
    Topic,
    /// What to do when it is hard: may, may not, and what to do instead.
    Dilemma,
}

impl CardKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Topic, Self::Dilemma];

    /// Stable code used in tables and files: `topic`, `dilemma`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Dilemma => "dilemma",
        }
    }

    /// Reads a code written by [`CardKind::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// Where in the handbook a card stands (hylle).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shelf {
    /// Signing in, passwords, power of attorney.
    SignIn,
    /// The phone, the tablet, the computer, the network.
    Device,
    /// Apps, e-mail, maps, social media.
    Apps,
    /// Payment, shopping, the bank.
    Money,
    /// Public services and their letters.
    Public,
    /// Fraud and judging what is true.
    Safety,
    /// People: language, pressure, grief, threats.
    People,
}

impl Shelf {
    /// Every shelf, in the order shown.
    pub const ALL: [Self; 7] =
        [Self::SignIn, Self::Device, Self::Apps, Self::Money, Self::Public, Self::Safety, Self::People];

    /// Stable code used in tables and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Device => "device",
            Self::Apps => "apps",
            Self::Money => "money",
            Self::Public => "public",
            Self::Safety => "safety",
            Self::People => "people",
        }
    }

    /// Reads a code written by [`Shelf::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// Something the guide may not do, and what to do instead. Neither part is ever empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instead {
    /// What the guide may not do.
    pub not: String,
    /// What to do instead.
    pub instead: String,
}

/// A card's words in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardText {
    /// What it is about; empty when the card is not written in this language.
    pub title: String,
    /// When to use it; of a dilemma, the situation.
    pub when: String,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// What the guide may do.
    pub may: Vec<String>,
    /// What the guide may not do, each with what to do instead.
    pub instead: Vec<Instead>,
    /// Words to say aloud to the citizen.
    pub say: String,
}

impl CardText {
    /// Whether the card is written in this language: it has a title and says what to do.
    #[must_use]
    pub fn is_written(&self) -> bool {
        let says_nothing = self.steps.is_empty() && self.may.is_empty() && self.instead.is_empty();
        !self.title.is_empty() && !says_nothing
    }

    /// Every text of it, in the order read.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        [self.title.as_str(), self.when.as_str()]
            .into_iter()
            .chain(self.steps.iter().map(String::as_str))
            .chain(self.may.iter().map(String::as_str))
            .chain(self.instead.iter().flat_map(|i| [i.not.as_str(), i.instead.as_str()]))
            .chain([self.say.as_str()])
    }
}

/// Where a fact on a card comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardSource {
    /// The law, the norm or the page, in words.
    pub text: String,
    /// Its address; empty when it has none.
    pub url: String,
}

/// A card of the handbook (kort).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its key: the last part of its address.
    pub key: Key,
    /// What it is for.
    pub kind: CardKind,
    /// Where it stands.
    pub shelf: Shelf,
    /// Topics that places to send people are ranked by.
    pub topics: Vec<Topic>,
    /// Codes of the boundary rules it is about.
    pub rules: Vec<String>,
    /// Keys of digital services it is about; those the municipality does not have are left out on the page.
    pub services: Vec<Key>,
    /// Keys of doors to send people to, best first.
    pub doors: Vec<Key>,
    /// What people say, in any language; the search reads these.
    pub words: Vec<String>,
    /// In bokmål.
    pub nb: CardText,
    /// In nynorsk.
    pub nn: CardText,
    /// In English.
    pub en: CardText,
    /// Where facts come from.
    pub sources: Vec<CardSource>,
}

impl Card {
    /// The words in exactly this language.
    #[must_use]
    pub const fn exact(&self, locale: Locale) -> &CardText {
        match locale {
            Locale::Nb => &self.nb,
            Locale::Nn => &self.nn,
            Locale::En => &self.en,
        }
    }

    /// The place of this language, to write into.
    pub const fn text_mut(&mut self, locale: Locale) -> &mut CardText {
        match locale {
            Locale::Nb => &mut self.nb,
            Locale::Nn => &mut self.nn,
            Locale::En => &mut self.en,
        }
    }

    /// The best words for a reader of `locale`, whole: a card is never half in one language. With the language they are
    /// in, which pages mark.
    #[must_use]
    pub fn best(&self, locale: Locale) -> (&CardText, Locale) {
        let order = match locale {
            Locale::Nb => [Locale::Nb, Locale::Nn, Locale::En],
            Locale::Nn => [Locale::Nn, Locale::Nb, Locale::En],
            Locale::En => [Locale::En, Locale::Nb, Locale::Nn],
        };
        let written = order.into_iter().find(|l| self.exact(*l).is_written());
        let named = || order.into_iter().find(|l| !self.exact(*l).title.is_empty());
        let locale = written.or_else(named).unwrap_or(locale);
        (self.exact(locale), locale)
    }
}
