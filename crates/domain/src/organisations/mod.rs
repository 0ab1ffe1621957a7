//! Aktørene: everyone who helps – the library, citizen service, schools, volunteers, charities.

use crate::shared::{Key, Localized};
use jiff::civil::Date;

/// An organisation (aktør) that owns places or offerings, or contributes to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its key.
    pub key: Key,
    /// Its name.
    pub name: Localized,
    /// What sort of organisation it is.
    pub kind: OrganisationKind,
    /// The organisation it is a part of. Never a cycle.
    pub part_of: Option<Key>,
    /// A few sentences about it.
    pub about: Localized,
    /// Phone; empty when not known.
    pub phone: String,
    /// E-mail; empty when not known.
    pub email: String,
    /// Home page; empty when not known.
    pub website: String,
    /// When the organisation last confirmed that what stands here is true.
    pub last_confirmed: Option<Date>,
    /// Names of the fields that are assumptions, not known facts.
    pub assumed: Vec<String>,
    /// The day it ended; its things are then no longer shown.
    pub ended: Option<Date>,
}

/// The sort of an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrganisationKind {
    /// A unit of the municipality.
    Municipal,
    /// A school.
    School,
    /// A voluntary organisation.
    Voluntary,
    /// A charity.
    Charity,
    /// The state.
    State,
    /// A private business.
    Private,
}

impl OrganisationKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Municipal, Self::School, Self::Voluntary, Self::Charity, Self::State, Self::Private];

    /// Stable code used in tables and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Municipal => "municipal",
            Self::School => "school",
            Self::Voluntary => "voluntary",
            Self::Charity => "charity",
            Self::State => "state",
            Self::Private => "private",
        }
    }

    /// Reads a code written by [`OrganisationKind::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}
