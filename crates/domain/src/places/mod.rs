//! Stedene: where one can come, how to get in, and what is there.

use crate::{
    schedule::Schedule,
    shared::{Key, Localized},
};
use jiff::civil::Date;

/// A place (sted): a physical address with opening hours and facilities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its key.
    pub key: Key,
    /// Its name.
    pub name: Localized,
    /// The organisation that runs it.
    pub organisation: Key,
    /// The place it is a part of, e.g. a learning centre in a library. Never a cycle.
    pub part_of: Option<Key>,
    /// Street and number; empty when not known.
    pub street: String,
    /// Four digits; empty when not known.
    pub postal_code: String,
    /// Postal town; empty when not known.
    pub town: String,
    /// District or part of town (bydel); empty when not used.
    pub district: String,
    /// Latitude and longitude in millionths of a degree (WGS 84).
    pub position: Option<(i32, i32)>,
    /// How to find the way, in words: entrance, floor, bus stop.
    pub directions: Localized,
    /// Phone; empty when not known.
    pub phone: String,
    /// What the place has.
    pub facilities: Facilities,
    /// When the house itself is open. Not a promise of guidance: only an offering's staffed hours are.
    pub hours: Vec<Schedule>,
    /// Names of the fields that are assumptions, not known facts.
    pub assumed: Vec<String>,
    /// The day it ended.
    pub ended: Option<Date>,
}

/// What a place has. `None` everywhere is "not known", which is shown as such.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facilities {
    /// Step-free from the street to the counter.
    pub step_free: Option<bool>,
    /// A hearing loop.
    pub hearing_loop: Option<bool>,
    /// An accessible toilet.
    pub accessible_toilet: Option<bool>,
    /// A corner or room where others neither see nor hear.
    pub private_corner: Option<bool>,
    /// Wireless network for visitors.
    pub wifi: Option<bool>,
    /// A printer for visitors.
    pub printer: Option<bool>,
    /// Number of machines visitors may use.
    pub machines: Option<u16>,
    /// The machines wipe what was done on them at restart.
    pub machines_wiped: Option<bool>,
}
