use crate::{
    offerings::Topic,
    register::{Door, Register},
    shared::{Key, Localized},
};
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::OnceLock;

const SOURCE: &str = include_str!("doors.toml");

#[derive(Deserialize)]
struct File {
    door: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: String,
    name: Texts,
    helps_with: Texts,
    topics: Vec<String>,
    phone: String,
    #[serde(default)]
    hours: Texts,
    website: String,
    last_confirmed: Option<Date>,
    #[serde(default)]
    assumed: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Texts {
    nb: String,
    nn: String,
    en: String,
}

impl From<Texts> for Localized {
    fn from(t: Texts) -> Self {
        Self {
            nb: t.nb,
            nn: t.nn,
            en: t.en,
        }
    }
}

/// The doors every municipality has: NAV, Skatteetaten, Helsenorge, eID issuers, the bank … Read once.
///
/// A phone number or opening hours that nobody has made sure of are empty, and named in `assumed`.
#[must_use]
pub fn national_doors() -> &'static [Door] {
    static DOORS: OnceLock<Vec<Door>> = OnceLock::new();
    DOORS.get_or_init(|| read(SOURCE).unwrap_or_default())
}

/// Every door a municipality sends people to: its own first, then the national ones it has not replaced by a door
/// with the same key.
#[must_use]
pub fn doors_of(register: &Register) -> Vec<&Door> {
    let own = |key: &Key| register.doors.iter().any(|d| d.key == *key);
    register.doors.iter().chain(national_doors().iter().filter(|d| !own(&d.key))).collect()
}

/// `None` when the text is not a list of doors; the embedded one is, which a test sees to.
pub(super) fn read(source: &str) -> Option<Vec<Door>> {
    let file: File = toml::from_str(source).ok()?;
    file.door.into_iter().map(door).collect()
}

fn door(entry: Entry) -> Option<Door> {
    Some(Door {
        key: Key::parse(&entry.key).ok()?,
        name: entry.name.into(),
        helps_with: entry.helps_with.into(),
        topics: entry.topics.iter().map(|t| Topic::parse(t)).collect::<Option<_>>()?,
        phone: entry.phone,
        hours: entry.hours.into(),
        website: entry.website,
        last_confirmed: entry.last_confirmed,
        assumed: entry.assumed,
    })
}
