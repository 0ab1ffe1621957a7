//! A small municipality for the tests of this room and of search.

use crate::{
    municipality::Municipality,
    offerings::{Access, DigitalService, DropInRule, Offering, OfferingKind, Topic},
    organisations::{Organisation, OrganisationKind},
    places::{Facilities, Place},
    register::Register,
    schedule::{Rule, Schedule, Staffing},
    shared::{Key, Locale, Localized, Minute},
};
use jiff::civil::{Weekday, date};

pub(crate) fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn text(nb: &str) -> Localized {
    Localized::in_one(Locale::Nb, nb)
}

fn place(name: &str, position: (i32, i32)) -> Place {
    Place {
        key: Key::from_name(name).unwrap(),
        name: text(name),
        organisation: key("kommunen"),
        part_of: None,
        street: "Storgata 1".to_owned(),
        postal_code: "5003".to_owned(),
        town: "Prøveby".to_owned(),
        district: "Sentrum".to_owned(),
        position: Some(position),
        directions: text("Inn fra torget."),
        phone: String::new(),
        facilities: Facilities::default(),
        hours: vec![],
        assumed: vec![],
        ended: None,
    }
}

fn schedule(place: &str) -> Schedule {
    Schedule {
        key: key("tirsdag"),
        place: key(place),
        rule: Rule::Weekly {
            every: 1,
            weekdays: vec![Weekday::Tuesday],
        },
        start: Minute::new(720).unwrap(),
        end: Minute::new(900).unwrap(),
        from: date(2026, 1, 1),
        until: None,
        staffing: Staffing::Staffed,
        guides: 1,
        on_public_holidays: false,
        on_school_holidays: true,
        exceptions: vec![],
        extra_dates: vec![],
    }
}

fn offering(name: &str, kind: OfferingKind, place: &str, topics: &[Topic]) -> Offering {
    Offering {
        key: Key::from_name(name).unwrap(),
        name: text(name),
        summary: Localized::default(),
        description: Localized::default(),
        kind,
        organisation: key("kommunen"),
        contributors: vec![],
        topics: topics.to_vec(),
        services: vec![],
        languages: vec!["nb".to_owned()],
        audience: Localized::default(),
        bring: text("Ta med mobilen."),
        price: Localized::default(),
        access: if kind.is_drop_in() {
            Access::JustCome
        } else {
            Access::SignUp
        },
        drop_in_rule: DropInRule::HelpIfTimeElseRefer,
        refers_to: vec![],
        schedules: vec![schedule(place)],
        booking: None,
        published: true,
        last_confirmed: Some(date(2026, 11, 1)),
        ended: None,
        successor: None,
        assumed: vec![],
    }
}

fn service(name: &str, topic: Topic, website: &str, words: &[&str]) -> DigitalService {
    DigitalService {
        key: Key::from_name(name).unwrap(),
        name: text(name),
        owner: text("Kommunen"),
        topic,
        digital_only: false,
        search_words: words.iter().map(|w| (*w).to_owned()).collect(),
        website: website.to_owned(),
        assumed: vec![],
    }
}

const DEVICES: [Topic; 8] = [
    Topic::PhoneTablet,
    Topic::Computer,
    Topic::Internet,
    Topic::Email,
    Topic::Photos,
    Topic::AppsMaps,
    Topic::SocialMedia,
    Topic::Passwords,
];
const PUBLIC: [Topic; 7] = [
    Topic::ElectronicId,
    Topic::MunicipalApplications,
    Topic::MunicipalPages,
    Topic::Nav,
    Topic::Tax,
    Topic::Health,
    Topic::DigitalPost,
];

fn offerings() -> Vec<Offering> {
    use OfferingKind as K;
    let mut library_topics = DEVICES.to_vec();
    library_topics.extend([Topic::ElectronicId, Topic::Payment, Topic::Fraud]);
    let mut library = offering(
        "Drop-in på biblioteket",
        K::LibraryDropIn,
        "biblioteket",
        &library_topics,
    );
    library.refers_to = vec![key("en-til-en"), key("datakafe")];
    let mut counter = offering(
        "Drop-in på innbyggerservice",
        K::CitizenServiceDropIn,
        "innbyggerservice",
        &PUBLIC,
    );
    counter.services = vec![key("redusert-foreldrebetaling"), key("vrakpant")];
    let mut one = offering("En-til-en", K::OneToOne, "innbyggerservice", &PUBLIC);
    one.topics.extend([Topic::PhoneTablet, Topic::Computer, Topic::Email]);
    let cafe_topics = [Topic::SocialMedia, Topic::AppsMaps, Topic::Payment, Topic::Passwords, Topic::Fraud];
    let mut partner = offering("Seniornett Prøveby", K::PartnerOffering, "grendahuset", &DEVICES);
    partner.last_confirmed = Some(date(2026, 1, 10));
    let mut group = offering("Språkkafé", K::OpenGroup, "biblioteket", &[Topic::Other]);
    group.languages = vec!["nb".to_owned(), "ar".to_owned()];
    let mut over = offering("Gammelt kurs", K::Course, "biblioteket", &DEVICES);
    over.ended = Some(date(2025, 6, 1));
    let mut draft = offering("Kladd", K::LibraryDropIn, "biblioteket", &DEVICES);
    draft.published = false;
    let mut all = vec![
        library,
        counter,
        one,
        offering(
            "Kom i gang-klubben",
            K::Club,
            "biblioteket",
            &[Topic::PhoneTablet, Topic::Internet],
        ),
        offering("Datakafé", K::DataCafe, "biblioteket", &cafe_topics),
        offering(
            "Innbyggerdager",
            K::CitizenDay,
            "innbyggerservice",
            &[Topic::MunicipalPages],
        ),
        offering(
            "Robin Hood Huset",
            K::PartnerOffering,
            "grendahuset",
            &[Topic::Computer, Topic::Nav],
        ),
        partner,
        group,
        over,
        draft,
    ];
    all.sort_by(|a, b| a.key.cmp(&b.key));
    all
}

fn services() -> Vec<DigitalService> {
    let mut all = vec![
        service(
            "Redusert foreldrebetaling",
            Topic::MunicipalApplications,
            "",
            &["barnehage", "SFO", "moderasjon"],
        ),
        service(
            "HC-parkering",
            Topic::MunicipalApplications,
            "",
            &["parkeringsbevis", "handikapparkering"],
        ),
        service("Vrakpant", Topic::MunicipalApplications, "", &["vrake bilen"]),
        service(
            "Bostøtte",
            Topic::MunicipalApplications,
            "https://husbanken.no/bostotte",
            &[],
        ),
        service(
            "Tilskudd til nytt ildsted",
            Topic::MunicipalApplications,
            "",
            &["vedovn"],
        ),
    ];
    all.sort_by(|a, b| a.key.cmp(&b.key));
    all
}

pub(crate) fn register() -> Register {
    Register {
        municipality: Municipality {
            number: "9999".to_owned(),
            name: text("Prøveby"),
            service_name: text("Digihjelpen i Prøveby"),
            written_language: Locale::Nb,
            phone: "55 00 00 00".to_owned(),
            phone_hours: text("Hverdager kl. 9–15"),
            email: String::new(),
            homepage: String::new(),
            about: Localized::default(),
            standard_profile: "2026-1".into(),
            assumed: vec![],
            closed_periods: vec![],
            school_holidays: vec![],
        },
        organisations: vec![Organisation {
            key: key("kommunen"),
            name: text("Prøveby kommune"),
            kind: OrganisationKind::Municipal,
            part_of: None,
            about: Localized::default(),
            phone: String::new(),
            email: String::new(),
            website: String::new(),
            last_confirmed: None,
            assumed: vec![],
            ended: None,
        }],
        places: vec![
            place("Biblioteket", (60_390_000, 5_330_000)),
            place("Grendahuset", (60_420_000, 5_330_000)),
            place("Innbyggerservice", (60_391_000, 5_330_000)),
        ],
        offerings: offerings(),
        services: services(),
        doors: vec![],
        deviations: vec![],
        channels: vec![],
        network_meetings: vec![],
        milestones: vec![],
    }
}
