use crate::{
    offerings::{Offering, OfferingKind},
    places::Place,
    register::Register,
    shared::Key,
};
use std::collections::BTreeMap;

/// What type of event it is in the libraries' yearly statistics (arrangementstype), which KOSTRA is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventType {
    /// Training: courses, workshops, clubs, Datakafé.
    Training,
    /// Talk and debate: somebody tells, people ask.
    Talk,
    /// A group that meets: language café, reading group.
    Gathering,
    /// Something else.
    Other,
}

impl EventType {
    /// Every one, in the order it is shown.
    pub const ALL: [Self; 4] = [Self::Training, Self::Talk, Self::Gathering, Self::Other];

    /// Stable code used in tables, forms and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Training => "training",
            Self::Talk => "talk",
            Self::Gathering => "gathering",
            Self::Other => "other",
        }
    }

    /// Reads a code written by [`EventType::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.code() == code)
    }
}

impl EventType {
    /// What a kind of offering usually is.
    #[must_use]
    pub const fn of_kind(kind: OfferingKind) -> Self {
        match kind {
            OfferingKind::Club | OfferingKind::DataCafe | OfferingKind::TailoredCourse | OfferingKind::Course => {
                Self::Training
            }
            OfferingKind::CitizenDay => Self::Talk,
            OfferingKind::OpenGroup => Self::Gathering,
            _ => Self::Other,
        }
    }
}

/// Who arranges an event (arrangør).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Organiser {
    /// The one that is responsible for the offering, alone.
    Own,
    /// Together with somebody else.
    WithPartner,
    /// A partner alone.
    Partner,
}

impl Organiser {
    /// Every one, in the order it is shown.
    pub const ALL: [Self; 3] = [Self::Own, Self::WithPartner, Self::Partner];

    /// Stable code used in tables, forms and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::WithPartner => "with_partner",
            Self::Partner => "partner",
        }
    }

    /// Reads a code written by [`Organiser::code`].
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.code() == code)
    }
}

impl Organiser {
    /// What an offering's own list of contributors says.
    #[must_use]
    pub fn of_offering(offering: &Offering) -> Self {
        if offering.kind == OfferingKind::PartnerOffering {
            Self::Partner
        } else if offering.contributors.is_empty() {
            Self::Own
        } else {
            Self::WithPartner
        }
    }
}

/// An event that was held, with what the yearly statistics ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldEvent {
    /// Its type.
    pub event_type: EventType,
    /// Who arranged it.
    pub organiser: Organiser,
    /// Whether it was in a library.
    pub in_library: bool,
    /// How many came.
    pub participants: u32,
}

/// A row of the yearly table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KostraCount {
    /// How many events.
    pub events: u32,
    /// How many came, in all.
    pub participants: u32,
}

/// The yearly table (KOSTRA): how many events and participants by type, organiser and whether it was in a library. Only
/// group events are counted; guidance one by one is not an event. Rows without events are left out.
///
/// Source: Nasjonalbibliotekets bibliotekstatistikk, "arrangementer" by type and organiser since 2016.
#[must_use]
pub fn kostra(held: &[HeldEvent]) -> BTreeMap<(EventType, Organiser, bool), KostraCount> {
    let mut table: BTreeMap<_, KostraCount> = BTreeMap::new();
    for event in held {
        let row = table.entry((event.event_type, event.organiser, event.in_library)).or_default();
        row.events += 1;
        row.participants += event.participants;
    }
    table
}

/// Whether a place is in a library: it, or a house it is part of, is run by an organisation with a library's drop-in.
#[must_use]
pub fn in_library(register: &Register, place: &Key) -> bool {
    let library = |organisation: &Key| {
        register
            .offerings
            .iter()
            .any(|o| o.kind == OfferingKind::LibraryDropIn && o.organisation == *organisation)
    };
    let find = |key: &Key| -> Option<&Place> { register.places.iter().find(|p| p.key == *key) };
    let mut at = find(place);
    // A cycle is refused on import; the bound keeps a wrong register from hanging a page.
    for _ in 0..=register.places.len() {
        match at {
            Some(p) if library(&p.organisation) => return true,
            Some(p) => at = p.part_of.as_ref().and_then(find),
            None => return false,
        }
    }
    false
}
