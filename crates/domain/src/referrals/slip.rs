use super::{Opening, Target, Way, doors_of};
use crate::{
    offerings::{Access, Offering},
    places::Place,
    register::Register,
    shared::{Key, Localized},
};

/// The slip (lapp) somebody carries to the next door. It holds where and when, and nothing about the one who carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// What one is sent to.
    pub to: Localized,
    /// What they help with, in one sentence.
    pub helps_with: Localized,
    /// The name of the house; empty for a door.
    pub place: Localized,
    /// Street, postal code and town; empty when not known.
    pub address: String,
    /// How to find the way.
    pub directions: Localized,
    /// When it is open next.
    pub opens: Opening,
    /// A door's hours in words; empty for an offering.
    pub hours: Localized,
    /// The number to ring: the place's, else the organisation's, else the service's. Empty when there is none.
    pub phone: String,
    /// Web address; empty when there is none.
    pub website: String,
    /// What to bring.
    pub bring: Localized,
    /// How one gets a place; `None` for a door.
    pub access: Option<Access>,
    /// "Ring samme morgen hvis du vil være sikker"; empty when there is no number to ring.
    pub ring_first: Localized,
    /// Whether it should be made sure of before it is handed over.
    pub stale: bool,
}

/// The slip for a target; `None` when the register no longer has it.
#[must_use]
pub fn slip(register: &Register, target: &Target) -> Option<Slip> {
    match &target.way {
        Way::Offering(key) => {
            register.offerings.iter().find(|o| o.key == *key).map(|o| for_offering(register, target, o))
        }
        Way::Door(key) => for_door(register, target, key),
    }
}

fn for_offering(register: &Register, target: &Target, offering: &Offering) -> Slip {
    let place = place_of(register, target, offering);
    let phone = phone_of(register, offering, place);
    Slip {
        to: offering.name.clone(),
        helps_with: offering.summary.clone(),
        place: place.map(|p| p.name.clone()).unwrap_or_default(),
        address: place.map(address).unwrap_or_default(),
        directions: place.map(|p| p.directions.clone()).unwrap_or_default(),
        opens: target.opens.clone(),
        hours: Localized::default(),
        ring_first: ring_first(&phone),
        phone,
        website: String::new(),
        bring: offering.bring.clone(),
        access: Some(offering.access),
        stale: target.stale,
    }
}

fn for_door(register: &Register, target: &Target, key: &Key) -> Option<Slip> {
    let door = doors_of(register).into_iter().find(|d| d.key == *key)?;
    Some(Slip {
        to: door.name.clone(),
        helps_with: door.helps_with.clone(),
        place: Localized::default(),
        address: String::new(),
        directions: Localized::default(),
        opens: target.opens.clone(),
        hours: door.hours.clone(),
        phone: door.phone.clone(),
        website: door.website.clone(),
        bring: Localized::default(),
        access: None,
        ring_first: ring_first(&door.phone),
        stale: target.stale,
    })
}

fn place_of<'a>(register: &'a Register, target: &Target, offering: &Offering) -> Option<&'a Place> {
    let key = match &target.opens {
        Opening::OpenNow { place, .. } | Opening::Later { place, .. } => Some(place),
        Opening::InWords | Opening::NotKnown => offering.schedules.first().map(|s| &s.place),
    }?;
    register.places.iter().find(|p| p.key == *key)
}

fn phone_of(register: &Register, offering: &Offering, place: Option<&Place>) -> String {
    let organisation = register.organisations.iter().find(|o| o.key == offering.organisation);
    [place.map(|p| &p.phone), organisation.map(|o| &o.phone), Some(&register.municipality.phone)]
        .into_iter()
        .flatten()
        .find(|phone| !phone.is_empty())
        .cloned()
        .unwrap_or_default()
}

fn address(place: &Place) -> String {
    let town = format!("{} {}", place.postal_code, place.town);
    let parts = [place.street.trim(), town.trim()];
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
}

fn ring_first(phone: &str) -> Localized {
    if phone.is_empty() {
        return Localized::default();
    }
    Localized {
        nb: "Ring samme morgen hvis du vil være sikker.".to_owned(),
        nn: "Ring same morgonen om du vil vere sikker.".to_owned(),
        en: "Call the same morning if you want to be sure.".to_owned(),
    }
}
