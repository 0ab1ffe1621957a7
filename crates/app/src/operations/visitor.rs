//! One made-up visit: what people could bring to an offering of a kind on a day of the year. The shares are chosen so that
//! the figures look like those a service of this kind tells about: mostly older people, mostly the phone and signing in,
//! the tax return in April, grants in autumn.

use super::chance::Chance;
use domain::{
    offerings::{Offering, OfferingKind, Topic},
    register::Register,
    shared::{Id, Key, Minute, PartOfDay},
    visits::{
        AgeBand, Barrier, Behalf, DurationBand, Form, GuidanceLanguage, HeardOfUs, Outcome, ReferredTo, SentOn, Source,
        TopicSet, UsedDevice, Visit,
    },
};
use jiff::civil::Date;

/// Where and when somebody came.
pub struct Arrival<'r> {
    /// What is written about the service.
    pub register: &'r Register,
    /// The offering.
    pub offering: &'r Offering,
    /// Its identity.
    pub offering_id: Id,
    /// The place's identity.
    pub place_id: Id,
    /// The local day.
    pub day: Date,
    /// The clock reading.
    pub minute: Minute,
}

const LIBRARY: [(Topic, f64); 18] = [
    (Topic::PhoneTablet, 22.0),
    (Topic::Computer, 10.0),
    (Topic::Internet, 5.0),
    (Topic::Email, 8.0),
    (Topic::Photos, 6.0),
    (Topic::AppsMaps, 7.0),
    (Topic::SocialMedia, 4.0),
    (Topic::ElectronicId, 12.0),
    (Topic::MunicipalPages, 2.0),
    (Topic::Nav, 2.0),
    (Topic::Tax, 1.0),
    (Topic::Health, 4.0),
    (Topic::DigitalPost, 2.0),
    (Topic::Payment, 7.0),
    (Topic::Fraud, 4.0),
    (Topic::Passwords, 6.0),
    (Topic::PrivacySettings, 2.0),
    (Topic::Other, 2.0),
];

const CITIZEN_SERVICE: [(Topic, f64); 14] = [
    (Topic::ElectronicId, 20.0),
    (Topic::MunicipalApplications, 16.0),
    (Topic::MunicipalPages, 10.0),
    (Topic::Nav, 13.0),
    (Topic::Tax, 2.5),
    (Topic::Health, 8.0),
    (Topic::DigitalPost, 8.0),
    (Topic::Payment, 4.0),
    (Topic::Email, 5.0),
    (Topic::Passwords, 5.0),
    (Topic::PhoneTablet, 4.0),
    (Topic::Computer, 3.0),
    (Topic::Fraud, 2.0),
    (Topic::Other, 2.0),
];

/// How much more often a topic comes in a month than it does on average.
fn season(topic: Topic, month: i8) -> f64 {
    match (topic, month) {
        (Topic::Tax, 4) => 8.0,
        (Topic::Tax, 3) => 2.5,
        (Topic::MunicipalApplications, 9..=11) => 1.7,
        (Topic::Nav, 1 | 10) | (Topic::Health, 9 | 10) | (Topic::Fraud, 12) => 1.5,
        (Topic::AppsMaps, 5..=7) | (Topic::Photos | Topic::PhoneTablet, 1) => 1.4,
        _ => 1.0,
    }
}

/// Makes up one visit.
pub fn visit(at: &Arrival<'_>, chance: &mut Chance) -> Visit {
    let mut visit = Visit::blank(at.day, at.place_id, at.offering_id);
    visit.part_of_day = Some(PartOfDay::of(at.minute));
    visit.form = form(at.offering.kind, chance);
    let topic = topic(at, chance);
    visit.topics = topics(topic, at, chance);
    visit.service = service(topic, at, chance);
    visit.age_band = chance.pick(&ages(at.offering.kind));
    visit.behalf = chance.pick(&BEHALF);
    visit.device = chance.pick(&DEVICE);
    visit.language = chance.pick(&LANGUAGE);
    visit.duration = chance.pick(&duration(visit.form));
    visit.outcome = chance.pick(&outcome(at.offering.kind));
    send_on(&mut visit, topic, at, chance);
    if is_measuring_week(at.day) {
        measure(&mut visit, chance);
    }
    visit.source = chance.pick(&[(Source::Desk, 90.0), (Source::Afterwards, 10.0)]);
    visit
}

fn form(kind: OfferingKind, chance: &mut Chance) -> Form {
    match kind {
        OfferingKind::OneToOne => Form::Appointment,
        OfferingKind::CitizenServiceDropIn => chance.pick(&[(Form::DropIn, 94.0), (Form::Phone, 6.0)]),
        OfferingKind::LibraryDropIn | OfferingKind::OpenGroup => Form::DropIn,
        OfferingKind::Outreach => Form::Outreach,
        _ => Form::Event,
    }
}

fn topic(at: &Arrival<'_>, chance: &mut Chance) -> Topic {
    let month = at.day.month();
    let weighed = |list: &[(Topic, f64)]| -> Vec<(Topic, f64)> {
        list.iter().map(|(t, weight)| (*t, weight * season(*t, month))).collect()
    };
    match at.offering.kind {
        OfferingKind::CitizenServiceDropIn | OfferingKind::OneToOne | OfferingKind::CitizenDay => {
            chance.pick(&weighed(&CITIZEN_SERVICE))
        }
        _ => chance.pick(&weighed(&LIBRARY)),
    }
}

fn topics(first: Topic, at: &Arrival<'_>, chance: &mut Chance) -> TopicSet {
    if first == Topic::ElectronicId && chance.often(0.25) {
        TopicSet::of(&[first, Topic::Passwords])
    } else if chance.often(0.15) {
        TopicSet::of(&[first, topic(at, chance)])
    } else {
        TopicSet::of(&[first])
    }
}

/// The digital service that brought somebody, where the register has it and the topic says it.
fn service(topic: Topic, at: &Arrival<'_>, chance: &mut Chance) -> Option<Key> {
    let month = at.day.month();
    let of_season = |months: std::ops::RangeInclusive<i8>, most: f64| if months.contains(&month) { most } else { 1.0 };
    let key = match topic {
        Topic::ElectronicId => chance.pick(&[("elektronisk-id", 6.0), ("", 4.0)]),
        Topic::Email => chance.pick(&[("e-post", 5.0), ("", 5.0)]),
        Topic::Nav => chance.pick(&[("nav-soknader", 7.0), ("", 3.0)]),
        Topic::MunicipalPages => chance.pick(&[("min-side", 5.0), ("kommunens-nettsider", 3.0), ("", 2.0)]),
        Topic::MunicipalApplications => chance.pick(&[
            ("utskifting-av-ildsted", of_season(9..=11, 8.0)),
            ("foreldrebetaling-barnehage", of_season(3..=5, 4.0)),
            ("foreldrebetaling-sfo", of_season(4..=6, 3.0)),
            ("bostotte", 5.0),
            ("vrakpant", 1.5),
            ("hc-parkering", 2.5),
            ("tilskuddsordninger", 1.5),
            ("", 1.0),
        ]),
        _ => "",
    };
    at.register.services.iter().map(|s| &s.key).find(|k| k.as_str() == key).cloned()
}

const fn ages(kind: OfferingKind) -> [(AgeBand, f64); 8] {
    // Daytime meetings at a fixed hour draw those who no longer work.
    let older = match kind {
        OfferingKind::Club | OfferingKind::DataCafe | OfferingKind::TailoredCourse => 2.0,
        _ => 1.0,
    };
    [
        (AgeBand::To15, 0.3),
        (AgeBand::From16, 4.0),
        (AgeBand::From25, 13.0),
        (AgeBand::From45, 15.0),
        (AgeBand::From60, 13.0 * older),
        (AgeBand::From67, 33.0 * older),
        (AgeBand::From80, 15.0 * older),
        (AgeBand::Unknown, 5.0),
    ]
}

const BEHALF: [(Behalf, f64); 4] = [
    (Behalf::OneSelf, 82.0),
    (Behalf::Relative, 9.0),
    (Behalf::Professional, 2.0),
    (Behalf::Unknown, 7.0),
];

const DEVICE: [(UsedDevice, f64); 6] = [
    (UsedDevice::OwnPhone, 52.0),
    (UsedDevice::OwnTablet, 8.0),
    (UsedDevice::OwnPc, 14.0),
    (UsedDevice::PublicPc, 14.0),
    (UsedDevice::NoDevice, 5.0),
    (UsedDevice::Unknown, 7.0),
];

const LANGUAGE: [(GuidanceLanguage, f64); 9] = [
    (GuidanceLanguage::Norwegian, 78.0),
    (GuidanceLanguage::English, 7.0),
    (GuidanceLanguage::Ukrainian, 4.0),
    (GuidanceLanguage::Arabic, 3.0),
    (GuidanceLanguage::Polish, 2.0),
    (GuidanceLanguage::Somali, 1.5),
    (GuidanceLanguage::Tigrinya, 1.0),
    (GuidanceLanguage::Other, 1.5),
    (GuidanceLanguage::Unknown, 2.0),
];

const fn duration(form: Form) -> [(DurationBand, f64); 6] {
    let (short, long) = match form {
        Form::Appointment => (0.1, 6.0),
        _ => (1.0, 1.0),
    };
    [
        (DurationBand::Under5, 12.0 * short),
        (DurationBand::From5, 40.0 * short),
        (DurationBand::From15, 27.0),
        (DurationBand::From30, 8.0 * long),
        (DurationBand::From60, 1.0 * long),
        (DurationBand::Unknown, 12.0),
    ]
}

const fn outcome(kind: OfferingKind) -> [(Outcome, f64); 7] {
    // Where people practise, more of them can do it alone next time.
    let practice = match kind {
        OfferingKind::Club | OfferingKind::DataCafe | OfferingKind::OneToOne => 2.0,
        _ => 1.0,
    };
    [
        (Outcome::Solved, 45.0),
        (Outcome::CanRepeat, 19.0 * practice),
        (Outcome::Partly, 14.0),
        (Outcome::NotSolved, 4.0),
        (Outcome::OutsideScope, 3.5),
        (Outcome::AnalogueRoute, 2.5),
        (Outcome::Unknown, 12.0),
    ]
}

/// Where somebody was sent, and what was asked for that is outside the service.
fn send_on(visit: &mut Visit, topic: Topic, at: &Arrival<'_>, chance: &mut Chance) {
    if visit.outcome == Outcome::OutsideScope && chance.often(0.8) {
        visit.boundary = Some(boundary(topic, chance).to_owned());
    }
    let share = match visit.outcome {
        Outcome::Partly | Outcome::NotSolved | Outcome::OutsideScope => 0.5,
        Outcome::AnalogueRoute => 0.3,
        _ => 0.05,
    };
    if chance.often(share) {
        visit.referred_to = referral(topic, at, chance);
    }
}

fn boundary(topic: Topic, chance: &mut Chance) -> &'static str {
    match topic {
        Topic::Payment => chance.pick(&[("pay_bills", 3.0), ("private_purchases", 1.0), ("use_vipps", 1.0)]),
        Topic::ElectronicId | Topic::Passwords => {
            chance.pick(&[("enter_password", 3.0), ("hold_phone_while_signing_in", 1.0)])
        }
        Topic::Tax => "tax_return",
        Topic::Nav | Topic::MunicipalApplications => {
            chance.pick(&[("submit_for_someone", 2.0), ("write_complaint", 2.0), ("legal_advice", 1.0)])
        }
        Topic::Health => "medical_content",
        _ => chance.pick(&[
            ("install_at_home", 3.0),
            ("repair_equipment", 3.0),
            ("home_visit", 2.0),
            ("buy_a_phone", 1.0),
            ("book_travel", 1.0),
        ]),
    }
}

fn referral(topic: Topic, at: &Arrival<'_>, chance: &mut Chance) -> Option<ReferredTo> {
    let door = match topic {
        Topic::Nav => Some("nav"),
        Topic::Tax => Some("skatteetaten"),
        Topic::Health => Some("helsenorge"),
        Topic::Payment => Some("banken-din"),
        Topic::ElectronicId => Some(chance.pick(&[("banken-din", 3.0), ("bankid", 2.0), ("buypass", 1.0)])),
        Topic::Fraud => Some(chance.pick(&[("banken-din", 2.0), ("politiet", 1.0), ("nettvett", 1.0)])),
        Topic::DigitalPost => Some(chance.pick(&[("digipost", 2.0), ("e-boks", 1.0), ("altinn", 1.0)])),
        _ => None,
    };
    match door.filter(|_| chance.often(0.6)).and_then(|key| Key::parse(key).ok()) {
        Some(key) => Some(ReferredTo::Door(key)),
        None if at.offering.refers_to.is_empty() => None,
        None => {
            // The first of the list is the best, so it is chosen most often.
            let first = chance.below(at.offering.refers_to.len());
            let at_most = chance.below(first + 1);
            at.offering.refers_to.get(at_most).cloned().map(ReferredTo::Offering)
        }
    }
}

/// Two weeks a year the rare fields are filled in too.
fn is_measuring_week(day: Date) -> bool {
    matches!(day.iso_week_date().week(), 10 | 41)
}

fn measure(visit: &mut Visit, chance: &mut Chance) {
    visit.barrier = chance.pick(&[
        (Barrier::Access, 16.0),
        (Barrier::Skill, 38.0),
        (Barrier::Administration, 14.0),
        (Barrier::Language, 8.0),
        (Barrier::Usability, 12.0),
        (Barrier::Other, 3.0),
        (Barrier::Unknown, 9.0),
    ]);
    visit.sent_on = chance.pick(&[
        (SentOn::Never, 55.0),
        (SentOn::Once, 20.0),
        (SentOn::TwiceOrMore, 8.0),
        (SentOn::Unknown, 17.0),
    ]);
    visit.heard = chance.pick(&[
        (HeardOfUs::BeenBefore, 34.0),
        (HeardOfUs::WordOfMouth, 18.0),
        (HeardOfUs::InTheBuilding, 16.0),
        (HeardOfUs::Poster, 5.0),
        (HeardOfUs::Newspaper, 6.0),
        (HeardOfUs::Web, 5.0),
        (HeardOfUs::PublicOffice, 8.0),
        (HeardOfUs::Organisation, 3.0),
        (HeardOfUs::Unknown, 5.0),
    ]);
}

#[cfg(test)]
mod tests {
    use super::{boundary, season};
    use crate::operations::chance::Chance;
    use domain::offerings::Topic;

    #[test]
    fn the_tax_return_comes_in_april() {
        assert!(season(Topic::Tax, 4) > 5.0 * season(Topic::Tax, 11));
    }

    #[test]
    fn every_boundary_that_is_made_up_is_in_the_national_profile() {
        let mut chance = Chance::new(1);
        for topic in Topic::ALL {
            for _ in 0..50 {
                let code = boundary(topic, &mut chance);
                assert!(domain::boundaries::Profile::standard().rule(code).is_some(), "{code}");
            }
        }
    }
}
