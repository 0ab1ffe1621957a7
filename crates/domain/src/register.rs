//! The register: everything a municipality has written about its service, read as one value.
//!
//! It is what a whole-municipality folder holds, what the public pages are made from, and what search and referral
//! look in. It holds no person and no visit.

mod check;

pub use check::{Entity, RegisterFault, RegisterProblem, check};

use crate::{
    municipality::Municipality,
    offerings::{DigitalService, Offering, OfferingKind, Topic},
    organisations::Organisation,
    places::Place,
    shared::{GuideKind, Key, Localized},
};
use jiff::civil::Date;

/// Everything a municipality has written about its service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    /// The municipality itself.
    pub municipality: Municipality,
    /// Sorted by key.
    pub organisations: Vec<Organisation>,
    /// Sorted by key.
    pub places: Vec<Place>,
    /// Sorted by key.
    pub offerings: Vec<Offering>,
    /// Sorted by key.
    pub services: Vec<DigitalService>,
    /// Local doors to send people to, beside the national ones. Sorted by key.
    pub doors: Vec<Door>,
    /// Where the municipality does otherwise than the national profile. Sorted by key.
    pub deviations: Vec<Deviation>,
    /// How the service is made known. Sorted by key.
    pub channels: Vec<Channel>,
    /// Fixed meetings of those who help. Sorted by key.
    pub network_meetings: Vec<NetworkMeeting>,
    /// What happened before: ended and started things told as history. Sorted by key.
    pub milestones: Vec<Milestone>,
}

/// A door (dør): somewhere outside the service to send people – NAV, a bank, the issuer of an eID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// Its key.
    pub key: Key,
    /// Its name.
    pub name: Localized,
    /// What they help with, in words to read aloud.
    pub helps_with: Localized,
    /// Topic codes it answers.
    pub topics: Vec<crate::offerings::Topic>,
    /// Phone; empty when there is none.
    pub phone: String,
    /// When the phone is answered or the door is open, in words.
    pub hours: Localized,
    /// Web address; empty when there is none.
    pub website: String,
    /// When it was last confirmed.
    pub last_confirmed: Option<Date>,
    /// Names of the fields that are assumptions.
    pub assumed: Vec<String>,
}

/// A deviation (avvik fra standardprofilen): the municipality answers a boundary rule otherwise than the national profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// Its key.
    pub key: Key,
    /// The code of the rule in the standard profile, e.g. `fill_in_application`.
    pub rule: String,
    /// The answer here: `may`, `with_care` or `no`.
    pub answer: String,
    /// What it is decided for. Never topics.
    pub scope: BoundaryScope,
    /// Why.
    pub reason: Localized,
    /// Who owns the decision (a role, not a person).
    pub owner: String,
    /// The deadline for the risk assessment; past it the deviation is overdue, never unpublished.
    pub risk_assessment_due: Option<Date>,
    /// Reference to the risk assessment; empty shows "ROS mangler".
    pub risk_assessment: String,
    /// The day it is to be looked at again.
    pub review_on: Option<Date>,
    /// Names of the fields that are assumptions.
    pub assumed: Vec<String>,
}

/// What something is decided for (virkeområde): digital services, topics, forms of help and kinds of guides. An empty list
/// leaves that side open; a scope with four empty lists holds everywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoundaryScope {
    /// Keys of digital services.
    pub services: Vec<Key>,
    /// Topics that services belong to. Only the national profile uses these; a municipality names its services.
    pub topics: Vec<Topic>,
    /// Forms of help.
    pub forms: Vec<OfferingKind>,
    /// Kinds of guides.
    pub guides: Vec<GuideKind>,
}

/// A channel (kanal) the service is made known through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Its key.
    pub key: Key,
    /// Its name.
    pub name: Localized,
    /// Who uses it.
    pub organisation: Option<Key>,
    /// Issues a year, when it is published regularly.
    pub issues_per_year: Option<u16>,
    /// Whom it reaches and how, in words.
    pub about: Localized,
    /// Names of the fields that are assumptions.
    pub assumed: Vec<String>,
}

/// A fixed network meeting (nettverksmøte).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkMeeting {
    /// Its key.
    pub key: Key,
    /// Its name.
    pub name: Localized,
    /// Who takes part.
    pub participants: Vec<Key>,
    /// Meetings a year, 1–52.
    pub per_year: u16,
    /// What it is for.
    pub about: Localized,
    /// Names of the fields that are assumptions.
    pub assumed: Vec<String>,
}

/// A milestone: something the service did or decided, told as history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// Its key.
    pub key: Key,
    /// The year it began.
    pub year: i16,
    /// The year it ended, when it lasted and is over.
    pub until_year: Option<i16>,
    /// What happened.
    pub text: Localized,
    /// Names of the fields that are assumptions.
    pub assumed: Vec<String>,
}
