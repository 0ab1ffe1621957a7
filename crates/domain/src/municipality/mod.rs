//! Kommunen: who runs the service, what it is called here, and the settings that everything else reads.

mod list;

pub use list::{ListedMunicipality, find_listed, listed, listed_by_number};

use crate::shared::{Key, Locale, Localized};
use jiff::civil::Date;

/// A municipality (kommune): the tenant. Its number is an attribute that can change; nothing is keyed on its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Municipality {
    /// Four digits, e.g. `4601`.
    pub number: String,
    /// The name, in the languages it has one in.
    pub name: Localized,
    /// What the service is called here, e.g. "Digihjelpen i Bergen".
    pub service_name: Localized,
    /// The municipality's own written language: what `/` shows.
    pub written_language: Locale,
    /// The phone number for the service, e.g. `55 00 00 00`; empty when there is none yet.
    pub phone: String,
    /// When the phone is answered, in words.
    pub phone_hours: Localized,
    /// The service's e-mail address; empty when there is none.
    pub email: String,
    /// The municipality's own home page (absolute https address).
    pub homepage: String,
    /// Two or three sentences about the service.
    pub about: Localized,
    /// The edition of the standard profile that the municipality has said yes to, e.g. `2026-1`.
    pub standard_profile: String,
    /// Names of the fields that are assumptions, not known facts.
    pub assumed: Vec<String>,
    /// Closed periods for the whole municipality or one place.
    pub closed_periods: Vec<ClosedPeriod>,
    /// The school's holidays, which schedules may follow.
    pub school_holidays: Vec<SchoolHoliday>,
}

/// A closed period: no occurrence takes place from the first to the last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedPeriod {
    /// Its key.
    pub key: Key,
    /// The place that is closed; `None` closes every place of the municipality.
    pub place: Option<Key>,
    /// First closed day.
    pub first: Date,
    /// Last closed day, not before the first.
    pub last: Date,
    /// Why, for the public.
    pub reason: Localized,
}

/// A period when the schools are closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolHoliday {
    /// Its key, e.g. `hostferie-2026`.
    pub key: Key,
    /// First day.
    pub first: Date,
    /// Last day, not before the first.
    pub last: Date,
    /// Its name.
    pub name: Localized,
}
