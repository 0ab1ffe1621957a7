use super::{
    gate_store::{self, Agreement},
    store::{self, Person},
};
use crate::{frame::AppError, testing::TestApp};
use ::store::{Actor, Read, Tx, WriteCtx};
use domain::{
    access::Role,
    guides::{
        About, Competence, DocumentVersion, Gate, GateRules, Guide, GuideKind, Level, Limits, Override, Paper,
        Requirement, Wishes,
    },
    messages::{Contact, Email},
    offerings::Topic,
    shared::{Id, Key, Locale, PartOfDay},
};
use jiff::civil::{Date, Weekday, date};

fn write<T: Send + 'static>(
    test: &TestApp,
    f: impl FnMut(&mut Tx) -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let ctx = WriteCtx {
        tenant: test.tenant,
        actor: Actor::System,
        now: test.now(),
    };
    test.app.db().write_blocking(ctx, f)
}

fn read<T: Send + 'static>(test: &TestApp, f: impl FnMut(&mut Read) -> Result<T, AppError> + Send + 'static) -> T {
    test.app.db().read_blocking(test.tenant, f).unwrap()
}

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn id(n: u8) -> Id {
    Id([n; 16])
}

fn someone(n: u8, name: &str, kind: GuideKind) -> Person {
    Person {
        guide: Guide {
            id: id(n),
            name: name.to_owned(),
            kind,
            organisation: None,
            contact: Contact::None,
            languages: vec!["nb".to_owned()],
            competences: Vec::new(),
            limits: Limits::default(),
            wishes: Wishes::default(),
            account: None,
            since: date(2026, 1, 1),
            left: None,
        },
        reads: Locale::Nb,
        erased: false,
    }
}

fn put(test: &TestApp, p: &Person) {
    let p = p.clone();
    write(test, move |tx| store::put(tx, &p)).unwrap();
}

fn paper(requirement: &str, on: Date) -> Paper {
    Paper {
        requirement: Requirement::parse(requirement).unwrap(),
        version: String::new(),
        on,
        valid_to: None,
        statute: String::new(),
    }
}

fn register(test: &TestApp, guide: Id, paper: Paper) {
    write(test, move |tx| gate_store::register(tx, guide, &paper, 0)).unwrap();
}

fn gate_of(test: &TestApp, guide: Id, on: Date) -> Gate {
    read(test, move |r| super::gate_of(r, guide, on))
}

#[test]
fn a_guide_is_read_back_as_she_was_written() {
    let test = TestApp::minimal("2026-03-03T12:00");
    let mut kari = someone(1, "Kari", GuideKind::Volunteer);
    kari.guide.organisation = Some(key("seniornett"));
    kari.guide.contact = Contact::Email(Email::parse("kari@eksempel.no").unwrap());
    kari.guide.languages = vec!["ar".to_owned(), "nb".to_owned()];
    kari.guide.competences = vec![
        Competence {
            about: About::Service(key("bostotte")),
            level: Level::Learning,
            source: "Hospitering".to_owned(),
            valid_to: None,
        },
        Competence {
            about: About::Topic(Topic::Email),
            level: Level::Teaches,
            source: String::new(),
            valid_to: Some(date(2026, 12, 31)),
        },
    ];
    kari.guide.limits = Limits {
        minutes_per_week: Some(360),
        school_days: true,
        under_18: true,
        needs_experienced: true,
        rest_minutes: 660,
    };
    kari.guide.wishes = Wishes {
        shifts_per_week: Some(2),
        places: vec![key("biblioteket")],
        days: vec![Weekday::Tuesday, Weekday::Thursday],
        parts: vec![PartOfDay::Morning, PartOfDay::Evening],
    };
    kari.reads = Locale::Nn;
    put(&test, &kari);
    put(&test, &kari);
    assert_eq!(read(&test, |r| store::find(r, id(1))), Some(kari.clone()));
    put(&test, &someone(2, "Ali", GuideKind::Pupil));
    let all: Vec<String> = read(&test, |r| super::all(r)).into_iter().map(|g| g.name).collect();
    assert_eq!(all, ["Ali", "Kari"]);
    assert_eq!(read(&test, |r| super::one(r, id(3))), None);
    kari.guide.left = Some(date(2026, 3, 3));
    put(&test, &kari);
    assert_eq!(read(&test, |r| super::all(r)).len(), 1);
    assert_eq!(read(&test, |r| store::names(r)).len(), 2);
    let about = About::Topic(Topic::Email);
    write(&test, move |tx| store::remove_competence(tx, id(1), &about)).unwrap();
    assert_eq!(read(&test, |r| super::one(r, id(1))).unwrap().competences.len(), 1);
}

#[test]
fn the_gate_opens_when_the_papers_are_there_and_closes_when_one_is_withdrawn() {
    let test = TestApp::minimal("2026-03-03T12:00");
    put(&test, &someone(1, "Kari", GuideKind::Employee));
    let today = date(2026, 3, 3);
    assert!(!gate_of(&test, id(1), today).may_guide());
    assert!(!gate_of(&test, id(9), today).may_guide(), "nobody");
    register(&test, id(1), paper("confidentiality", today));
    register(&test, id(1), paper("confidentiality", today));
    register(&test, id(1), paper("service_description", today));
    write(&test, move |tx| super::trained(tx, id(1), "innforing", today, 90)).unwrap();
    write(&test, move |tx| super::trained(tx, id(1), "Not A Key", today, 90)).unwrap();
    assert_eq!(gate_of(&test, id(1), today), Gate::Open);
    assert_eq!(read(&test, move |r| super::gates(r, today))[&id(1)], Gate::Open);
    let kept = read(&test, |r| gate_store::papers(r, id(1)));
    assert_eq!((kept.len(), kept[2].minutes), (3, 90), "registered twice, kept once");
    let first = kept[0].id;
    write(&test, move |tx| gate_store::withdraw(tx, id(1), first)).unwrap();
    write(&test, move |tx| gate_store::withdraw(tx, id(1), first)).unwrap();
    assert_eq!(
        gate_of(&test, id(1), today),
        Gate::Closed {
            missing: vec![Requirement::Confidentiality]
        }
    );
}

#[test]
fn a_volunteer_needs_her_organisations_agreement() {
    let test = TestApp::minimal("2026-03-03T12:00");
    let today = date(2026, 3, 3);
    let mut ola = someone(1, "Ola", GuideKind::Volunteer);
    ola.guide.organisation = Some(key("seniornett"));
    put(&test, &ola);
    for r in ["confidentiality", "service_description", "training:innforing", "agreement"] {
        register(&test, id(1), paper(r, today));
    }
    assert!(
        !gate_of(&test, id(1), today).may_guide(),
        "her own word is not her organisation's"
    );
    let agreement = Agreement {
        organisation: key("seniornett"),
        on: today,
        valid_to: Some(date(2026, 12, 31)),
    };
    let signed = agreement.clone();
    write(&test, move |tx| gate_store::agree(tx, &signed)).unwrap();
    assert_eq!(read(&test, |r| gate_store::agreements(r)), [agreement]);
    assert_eq!(gate_of(&test, id(1), today), Gate::Open);
    assert!(matches!(gate_of(&test, id(1), date(2027, 1, 14)), Gate::Grace { .. }));
    assert!(!gate_of(&test, id(1), date(2027, 1, 15)).may_guide());
    write(&test, move |tx| gate_store::disagree(tx, &key("seniornett"), today)).unwrap();
    assert!(!gate_of(&test, id(1), today).may_guide());
}

#[test]
fn an_override_holds_until_it_ends() {
    let test = TestApp::minimal("2026-03-03T12:00");
    let today = date(2026, 3, 3);
    let (_, leader) = test.signed_in_at(test.tenant, Role::Leader);
    put(&test, &someone(1, "Kari", GuideKind::Pupil));
    register(&test, id(1), paper("confidentiality", today));
    let given = Override {
        by: leader,
        reason: "Kurset er i morgen".to_owned(),
        from: today,
        until: date(2026, 3, 17),
        covers: vec![Requirement::ServiceDescription, Requirement::parse("training:innforing").unwrap()],
    };
    let written = given.clone();
    write(&test, move |tx| gate_store::put_override(tx, id(7), id(1), &written)).unwrap();
    let written = given.clone();
    write(&test, move |tx| gate_store::put_override(tx, id(7), id(1), &written)).unwrap();
    assert_eq!(read(&test, |r| gate_store::overrides(r, id(1))), [(id(7), given)]);
    assert!(matches!(gate_of(&test, id(1), today), Gate::Overridden { by, .. } if by == leader));
    write(&test, move |tx| gate_store::end_override(tx, id(1), id(7), today)).unwrap();
    assert!(!gate_of(&test, id(1), today).may_guide());
}

#[test]
fn rules_are_read_back_and_certificates_without_a_statute_are_forgotten() {
    let test = TestApp::minimal("2026-03-03T12:00");
    let today = date(2026, 3, 3);
    let standard = read(&test, |r| gate_store::settings(r));
    assert_eq!(standard.rules, GateRules::default());
    let mut own = standard;
    own.description_address = "https://eksempel.kommune.no/tjenestebeskrivelse".to_owned();
    own.rules.grace_days = 21;
    own.rules.declaration = vec![
        DocumentVersion {
            name: "1".to_owned(),
            from: date(2025, 1, 1),
        },
        DocumentVersion {
            name: "2".to_owned(),
            from: today,
        },
    ];
    let pupils = own.rules.kinds.get_mut(&GuideKind::Pupil).unwrap();
    pupils.statute = "opplæringslova § 17-9".to_owned();
    pupils.required.insert(Requirement::PoliceCertificate, Some(today));
    let written = own.clone();
    write(&test, move |tx| gate_store::put_settings(tx, &written)).unwrap();
    assert_eq!(read(&test, |r| gate_store::settings(r)), own);
    put(&test, &someone(1, "Kari", GuideKind::Pupil));
    let mut seen = paper("police_certificate", today);
    seen.statute = "opplæringslova § 17-9".to_owned();
    register(&test, id(1), seen);
    assert_eq!(read(&test, |r| gate_store::papers(r, id(1))).len(), 1);
    let pupils = own.rules.kinds.get_mut(&GuideKind::Pupil).unwrap();
    pupils.statute.clear();
    pupils.required.remove(&Requirement::PoliceCertificate);
    write(&test, move |tx| gate_store::put_settings(tx, &own)).unwrap();
    assert_eq!(read(&test, |r| gate_store::papers(r, id(1))), []);
}

#[test]
fn a_personal_link_can_be_renewed_and_revoked_and_ends_with_leaving() {
    let test = TestApp::minimal("2026-03-03T12:00");
    let mut kari = someone(1, "Kari", GuideKind::Volunteer);
    put(&test, &kari);
    let finds = |token: &str| {
        let (token, now) = (token.to_owned(), test.now());
        read(&test, move |r| super::by_link(r, &token, now))
    };
    let first = write(&test, |tx| store::make_link(tx, id(1))).unwrap();
    assert_eq!(finds(&first), Some(id(1)));
    assert!(read(&test, |r| store::link_made(r, id(1))).is_some());
    let second = write(&test, |tx| store::make_link(tx, id(1))).unwrap();
    assert_eq!((finds(&first), finds(&second)), (None, Some(id(1))));
    kari.guide.left = Some(date(2026, 3, 3));
    put(&test, &kari);
    assert_eq!(finds(&second), None);
    kari.guide.left = None;
    put(&test, &kari);
    assert!(write(&test, |tx| store::revoke_link(tx, id(1))).unwrap());
    assert!(!write(&test, |tx| store::revoke_link(tx, id(1))).unwrap());
    assert_eq!(finds(&second), None);
}

#[test]
fn erasing_leaves_the_identity_alone() {
    let test = TestApp::minimal("2026-03-03T12:00");
    let today = date(2026, 3, 3);
    let (_, account) = test.signed_in_at(test.tenant, Role::Guide);
    let mut kari = someone(1, "Kari", GuideKind::Employee);
    kari.guide.account = Some(account);
    put(&test, &kari);
    assert_eq!(read(&test, move |r| super::of_account(r, account)), Some(id(1)));
    register(&test, id(1), paper("confidentiality", today));
    let item = store::Item {
        id: id(5),
        guide: id(1),
        name: "Nøkkel".to_owned(),
        given: today,
        returned: None,
    };
    let given = item.clone();
    write(&test, move |tx| store::give(tx, &given)).unwrap();
    assert_eq!(read(&test, |r| store::items(r, id(1))), [item]);
    write(&test, move |tx| store::take_back(tx, id(1), id(5), today)).unwrap();
    assert_eq!(read(&test, |r| store::items(r, id(1)))[0].returned, Some(today));
    write(&test, |tx| store::erase(tx, id(1))).unwrap();
    assert_eq!(read(&test, |r| store::find(r, id(1))), None);
    assert_eq!(read(&test, move |r| super::of_account(r, account)), None);
    assert_eq!(read(&test, |r| store::names(r))[&id(1)], "");
    assert_eq!(read(&test, |r| gate_store::papers(r, id(1))), []);
    assert!(!gate_of(&test, id(1), today).may_guide());
}
