use super::{doors::read, sample::*, *};
use crate::{
    offerings::{Access, Offering, Topic},
    register::Door,
    shared::{Key, Locale},
};
use jiff::{Timestamp, civil::date};

fn now() -> Timestamp {
    "2026-11-24T11:30:00Z".parse().unwrap()
}

fn unknown(_: &Offering) -> Opening {
    Opening::NotKnown
}

fn ways(targets: &[Target]) -> Vec<&str> {
    targets
        .iter()
        .map(|t| match &t.way {
            Way::Offering(k) | Way::Door(k) => k.as_str(),
        })
        .collect()
}

fn at<'a>(targets: &'a [Target], key: &str) -> &'a Target {
    let of = |t: &&Target| matches!(&t.way, Way::Offering(k) | Way::Door(k) if k.as_str() == key);
    targets.iter().find(of).unwrap()
}

fn need(topics: &[Topic]) -> Need {
    Need {
        topics: topics.to_vec(),
        ..Need::default()
    }
}

#[test]
fn every_national_door_is_complete_in_three_languages() {
    let doors = read(include_str!("doors.toml")).unwrap();
    assert!(doors.len() >= 20);
    for d in &doors {
        for locale in Locale::ALL {
            assert!(
                !d.name.exact(locale).is_empty() && !d.helps_with.exact(locale).is_empty(),
                "{}",
                d.key
            );
        }
        assert!(!d.topics.is_empty(), "{}", d.key);
        assert!(
            !d.phone.is_empty() || d.assumed.contains(&"phone".to_owned()),
            "{} lacks a phone",
            d.key
        );
        assert!(
            !d.hours.is_empty() || d.assumed.contains(&"hours".to_owned()),
            "{} lacks hours",
            d.key
        );
        assert!(d.website.is_empty() || d.website.starts_with("https://"), "{}", d.key);
    }
    let mut keys: Vec<&Key> = doors.iter().map(|d| &d.key).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), doors.len());
    assert_eq!(national_doors(), doors);
}

#[test]
fn a_local_door_replaces_the_national_one_with_the_same_key() {
    let mut register = register();
    let own = Door {
        phone: "11 11 11 11".to_owned(),
        ..national_doors()[0].clone()
    };
    register.doors = vec![own];
    let doors = doors_of(&register);
    assert_eq!(doors.len(), national_doors().len());
    assert_eq!(doors[0].phone, "11 11 11 11");
}

#[test]
fn the_owner_of_a_state_matter_is_among_the_first() {
    for (topic, door) in [(Topic::Nav, "nav"), (Topic::Tax, "skatteetaten"), (Topic::Health, "helsenorge")] {
        let targets = rank(&register(), &need(&[topic]), now(), &unknown);
        assert!(ways(&targets)[..3].contains(&door), "{topic:?}: {:?}", ways(&targets));
    }
}

#[test]
fn a_service_leads_to_the_door_whose_pages_it_is_done_on() {
    let need = Need {
        digital_service: Some(key("bostotte")),
        ..Need::default()
    };
    let targets = rank(&register(), &need, now(), &unknown);
    assert_eq!(ways(&targets)[0], "husbanken");
    assert!(at(&targets, "husbanken").reasons.contains(&Reason::Owner));
}

#[test]
fn an_offering_that_helps_with_the_very_service_comes_first() {
    let need = Need {
        digital_service: Some(key("vrakpant")),
        ..Need::default()
    };
    let targets = rank(&register(), &need, now(), &unknown);
    assert_eq!(ways(&targets)[0], "drop-in-pa-innbyggerservice");
    assert_eq!(targets[0].reasons[0], Reason::Service);
}

#[test]
fn ended_unpublished_and_closed_offerings_are_never_suggested() {
    let mut register = register();
    let club = register.offerings.iter_mut().find(|o| o.key.as_str() == "kom-i-gang-klubben").unwrap();
    club.access = Access::Closed;
    for need in [need(&[Topic::PhoneTablet]), Need::default()] {
        let targets = rank(&register, &need, now(), &unknown);
        for gone in ["gammelt-kurs", "kladd", "kom-i-gang-klubben"] {
            assert!(!ways(&targets).contains(&gone));
        }
    }
    register.organisations[0].ended = Some(date(2026, 11, 24));
    let targets = rank(&register, &need(&[Topic::PhoneTablet]), now(), &unknown);
    assert!(targets.iter().all(|t| matches!(t.way, Way::Door(_))));
}

#[test]
fn open_now_comes_before_open_next_month() {
    let opening = |o: &Offering| {
        let place = o.schedules[0].place.clone();
        if o.key.as_str() == "en-til-en" {
            Opening::OpenNow { place, until: now() }
        } else {
            Opening::Later {
                place,
                at: "2026-12-24T11:30:00Z".parse().unwrap(),
            }
        }
    };
    let targets = rank(&register(), &need(&[Topic::Email]), now(), &opening);
    assert_eq!(ways(&targets)[0], "en-til-en");
    assert!(targets[0].reasons.contains(&Reason::OpenNow));
}

#[test]
fn what_the_municipality_has_chosen_counts_in_its_order() {
    let need = Need {
        topics: vec![Topic::Email, Topic::Passwords],
        from_offering: Some(key("drop-in-pa-biblioteket")),
        from_place: Some(key("biblioteket")),
        ..Need::default()
    };
    let targets = rank(&register(), &need, now(), &unknown);
    assert!(!ways(&targets).contains(&"drop-in-pa-biblioteket"));
    assert!(at(&targets, "en-til-en").reasons.contains(&Reason::Chosen));
    assert!(at(&targets, "datakafe").reasons.contains(&Reason::SamePlace));
    assert!(at(&targets, "en-til-en").reasons.contains(&Reason::Near(111)));
}

#[test]
fn the_language_asked_for_counts() {
    let need = Need {
        language: Some("ar".to_owned()),
        ..need(&[Topic::Other])
    };
    let targets = rank(&register(), &need, now(), &unknown);
    assert_eq!(ways(&targets)[0], "sprakkafe");
    assert!(targets[0].reasons.contains(&Reason::Language));
}

#[test]
fn a_partner_not_confirmed_for_half_a_year_is_flagged() {
    let targets = rank(&register(), &need(&[Topic::Photos]), now(), &unknown);
    let partner = at(&targets, "seniornett-proveby");
    assert!(partner.stale && partner.reasons.contains(&Reason::Stale));
    assert!(!at(&targets, "drop-in-pa-biblioteket").stale);
    assert!(!is_stale(Some(date(2026, 1, 1)), date(2026, 6, 30)));
    assert!(is_stale(Some(date(2026, 1, 1)), date(2026, 7, 1)));
    assert!(is_stale(None, date(2026, 7, 1)));
}

#[test]
fn a_need_nobody_has_leads_to_the_drop_ins() {
    let mut register = register();
    register.offerings.retain(|o| o.kind.is_drop_in());
    let targets = rank(&register, &need(&[Topic::Sources]), now(), &unknown);
    assert!(ways(&targets).contains(&"drop-in-pa-biblioteket"));
}

#[test]
fn the_distance_is_measured_along_the_earth() {
    // Bergen – Oslo is about 305 km in a straight line.
    let metres = metres_between((60_392_000, 5_324_000), (59_913_000, 10_739_000));
    assert!((300_000..310_000).contains(&metres), "{metres}");
    assert_eq!(metres_between((60_392_000, 5_324_000), (60_392_000, 5_324_000)), 0);
}

#[test]
fn reasons_have_words_in_three_languages() {
    assert_eq!(Reason::Near(1234).words(Locale::Nb), "1,2 km herfra");
    assert_eq!(Reason::Near(120).words(Locale::Nn), "150 m herifrå");
    assert_eq!(Reason::OpenNow.words(Locale::En), "open now");
}

#[test]
fn the_slip_says_where_when_and_whom_to_ring() {
    let register = register();
    let targets = rank(&register, &need(&[Topic::Nav]), now(), &unknown);
    let offering = slip(&register, at(&targets, "en-til-en")).unwrap();
    assert_eq!(offering.address, "Storgata 1, 5003 Prøveby");
    assert_eq!(offering.phone, "55 00 00 00");
    assert!(offering.ring_first.nb.starts_with("Ring samme morgen"));
    let door = slip(&register, at(&targets, "nav")).unwrap();
    assert_eq!((door.phone.as_str(), door.access), ("55 55 33 33", None));
    let gone = Target {
        way: Way::Offering(key("finnes-ikke")),
        ..targets[0].clone()
    };
    assert_eq!(slip(&register, &gone), None);
}
