use super::{
    gate_store::{self, Agreement},
    store::{self, Person},
};
use crate::{
    frame::AppError,
    testing::{
        TestApp,
        town::{id, key, read, somebody, write},
    },
};
use ::store::Read;
use domain::{
    access::Role,
    guides::{
        About, Competence, DocumentVersion, Gate, GateRules, GuideKind, Level, Limits, Override, Paper, Requirement,
        Wishes,
    },
    messages::{Contact, Email},
    offerings::Topic,
    shared::{Id, Locale, PartOfDay},
};
use jiff::civil::{Date, Weekday, date};

fn someone(n: u8, name: &str, kind: GuideKind) -> Person {
    let mut person = somebody(n, name, kind);
    person.guide.since = date(2026, 1, 1);
    person
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
    assert_eq!(read(&test, |r| super::all(r)).len(), 2, "until the night");
    write(&test, super::tonight).unwrap();
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
    let minutes: u32 = kept.iter().map(|k| k.minutes).sum();
    assert_eq!((kept.len(), minutes), (3, 90), "registered twice, kept once");
    // Papers of the same instant are in no order.
    let signed = |k: &&gate_store::KeptPaper| k.paper.requirement == Requirement::Confidentiality;
    let first = kept.iter().find(signed).map(|k| k.id).unwrap();
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

fn link_in(page: &str) -> String {
    let at = page.find("/veileder/").unwrap() + "/veileder/".len();
    page[at..].chars().take_while(char::is_ascii_hexdigit).collect()
}

/// What the form for somebody new sends.
fn new_form<'a>(id: &'a str, name: &'a str, kind: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("id", id),
        ("navn", name),
        ("slag", kind),
        ("organisasjon", ""),
        ("kontakt", "email"),
        ("adresse", "solveig@eksempel.no"),
        ("les", "nb"),
        ("fra", "2026-03-01"),
    ]
}

const SOLVEIG: &str = "11111111111111111111111111111111";

/// From invitation to ready, as the coordinator and the new guide do it.
#[tokio::test]
async fn somebody_new_comes_in_reads_signs_and_is_ready() {
    let test = TestApp::bergen("2026-03-03T12:00");
    let (office, nobody) = (test.signed_in(Role::Coordinator), test.anonymous());
    office.get("/kontor/folk").await.ok();
    office.get("/kontor/folk/ny").await.ok();
    let empty = office
        .post(
            "/kontor/folk/ny",
            &[("id", SOLVEIG), ("kontakt", "sms"), ("adresse", "12")],
        )
        .await;
    assert_eq!(empty.status, 422);
    assert!(read(&test, |r| super::all(r)).is_empty());
    let made = office.post("/kontor/folk/ny", &new_form(SOLVEIG, "Solveig", "hired")).await.ok();
    assert!(made.says("Solveig er lagt inn."));
    let again = office.post("/kontor/folk/ny", &new_form(SOLVEIG, "Solveig", "hired")).await.ok();
    assert_eq!(read(&test, |r| super::all(r)).len(), 1, "sent twice, in once");
    let token = link_in(&again.body);
    let mine = nobody.get(&format!("/veileder/{token}")).await.ok();
    assert!(mine.says("Hei, Solveig") && mine.says("Du mangler noe før du kan ha vakt."));
    nobody
        .post(&format!("/veileder/{token}/lest"), &[("versjon", "9")])
        .await
        .to(&format!("/veileder/{token}?lagret=1"));
    let solveig = Id::parse(SOLVEIG).unwrap();
    assert_eq!(
        read(&test, move |r| gate_store::papers(r, solveig)),
        [],
        "an old page asks again"
    );
    nobody
        .post(&format!("/veileder/{token}/lest"), &[("versjon", "")])
        .await
        .to(&format!("/veileder/{token}?lagret=1"));
    let here = format!("/kontor/folk/{SOLVEIG}");
    let form = [("krav", "confidentiality"), ("dag", "2026-03-04"), ("versjon", "")];
    assert_eq!(
        office.post(&format!("{here}/papir"), &form).await.status,
        422,
        "that day has not come"
    );
    for krav in ["confidentiality", "training:innforing"] {
        let form = [("krav", krav), ("dag", "2026-03-02"), ("versjon", ""), ("til", "")];
        office.post(&format!("{here}/papir"), &form).await.to(&format!("{here}?lagret=1"));
    }
    assert_eq!(gate_of(&test, solveig, date(2026, 3, 3)), Gate::Open);
    assert!(nobody.get(&format!("/veileder/{token}")).await.ok().says("Alt er i orden. Du er klar til vakt."));
    assert!(office.get("/kontor/folk").await.ok().says("Klar til vakt"));
    assert!(office.get(&here).await.ok().says("Klar til vakt"));
    let police = [("krav", "police_certificate"), ("dag", "2026-03-02"), ("versjon", "")];
    let refused = office.post(&format!("{here}/papir"), &police).await;
    assert!(refused.says(&refusal_text(super::GuidesRefusal::NoStatute)));
    let kept = read(&test, move |r| gate_store::papers(r, solveig));
    let paper = kept[0].id.to_string();
    office
        .post(&format!("{here}/papir/trekk"), &[("papir", &paper)])
        .await
        .to(&format!("{here}?lagret=1"));
    assert!(!gate_of(&test, solveig, date(2026, 3, 3)).may_guide());
    assert!(office.get("/kontor").await.ok().says("Solveig mangler"));
}

fn refusal_text(refusal: super::GuidesRefusal) -> String {
    use crate::frame::Refusal;
    refusal.text(Locale::Nb)
}

#[tokio::test]
async fn who_she_is_what_she_can_and_wishes_are_kept() {
    let test = TestApp::bergen("2026-03-03T12:00");
    let office = test.signed_in(Role::Coordinator);
    office.post("/kontor/folk/ny", &new_form(SOLVEIG, "Solveig", "pupil")).await.ok();
    let (here, solveig) = (format!("/kontor/folk/{SOLVEIG}"), Id::parse(SOLVEIG).unwrap());
    office.get(&format!("{here}/om")).await.ok();
    let mut form = new_form(SOLVEIG, "Solveig", "pupil");
    form.extend([
        ("sprak", "nb"),
        ("sprak", "ar"),
        ("timer", "7,5"),
        ("hvile", "11"),
        ("under18", "1"),
        ("skoledager", "1"),
    ]);
    let mut wrong = form.clone();
    wrong.push(("timer", "x"));
    wrong.retain(|(name, value)| *name != "timer" || *value == "x");
    assert_eq!(office.post(&format!("{here}/om"), &wrong).await.status, 422);
    office.post(&format!("{here}/om"), &form).await.to(&format!("{here}?lagret=1"));
    let wishes = [
        ("vakter", "2"),
        ("dag", "2"),
        ("dag", "4"),
        ("del", "morning"),
        ("sted", "hovedbiblioteket"),
        ("sted", "nowhere"),
    ];
    office.post(&format!("{here}/onsker"), &wishes).await.to(&format!("{here}/om"));
    assert_eq!(
        office.post(&format!("{here}/onsker"), &[("vakter", "99")]).await.status,
        422
    );
    office.get(&format!("{here}/kompetanse")).await.ok();
    let can = [("hva", "topic:email"), ("niva", "can"), ("kilde", "Veilederkurs"), ("til", "2026-12-31")];
    office.post(&format!("{here}/kompetanse"), &can).await.to(&format!("{here}/kompetanse"));
    assert_eq!(
        office.post(&format!("{here}/kompetanse"), &[("hva", ""), ("til", "2020-01-01")]).await.status,
        422
    );
    let g = read(&test, move |r| super::one(r, solveig)).unwrap();
    assert_eq!((g.limits.minutes_per_week, g.limits.rest_minutes), (Some(450), 660));
    assert!(g.limits.under_18 && g.limits.school_days);
    assert_eq!((g.languages.len(), g.competences.len()), (2, 1));
    assert_eq!(g.wishes.days, [Weekday::Tuesday, Weekday::Thursday]);
    assert_eq!(
        (g.wishes.places, g.wishes.shifts_per_week),
        (vec![key("hovedbiblioteket")], Some(2))
    );
    office
        .post(&format!("{here}/kompetanse/fjern"), &[("hva", "topic:email")])
        .await
        .to(&format!("{here}/kompetanse"));
    assert!(read(&test, move |r| super::one(r, solveig)).unwrap().competences.is_empty());
    assert_eq!(
        office.get("/kontor/folk/22222222222222222222222222222222").await.status,
        404
    );
}

#[tokio::test]
async fn a_leader_overrides_with_a_reason_also_for_herself_and_others_do_not() {
    let test = TestApp::bergen("2026-03-03T12:00");
    let (leader, account) = test.signed_in_at(test.tenant, Role::Leader);
    let office = test.signed_in(Role::Coordinator);
    leader.post("/kontor/folk/ny", &new_form(SOLVEIG, "Solveig", "employee")).await.ok();
    let (here, solveig) = (format!("/kontor/folk/{SOLVEIG}"), Id::parse(SOLVEIG).unwrap());
    let account = account.to_string();
    leader.post(&format!("{here}/konto"), &[("konto", &account)]).await.to(&format!("{here}?lagret=1"));
    let page = leader.get(&here).await.ok();
    assert!(page.says("Dette er deg selv."));
    assert_eq!(
        office.post(&format!("{here}/overstyr"), &[("grunn", "Ja")]).await.status,
        403
    );
    assert!(office.get(&here).await.ok().says("Bare en leder kan"));
    assert_eq!(
        leader.post(&format!("{here}/overstyr"), &[("grunn", "")]).await.status,
        422
    );
    assert_eq!(
        leader.post(&format!("{here}/overstyr"), &[("grunn", "Ja"), ("slutt", "2026-07-01")]).await.status,
        422
    );
    let form = [("id", "33333333333333333333333333333333"), ("grunn", "Kurset er neste uke"), ("slutt", "")];
    for _ in 0..2 {
        leader.post(&format!("{here}/overstyr"), &form).await.to(&format!("{here}?lagret=1"));
    }
    let Gate::Overridden { until, .. } = gate_of(&test, solveig, date(2026, 3, 3)) else {
        panic!()
    };
    assert_eq!(until, date(2026, 3, 17));
    let again = [("id", "44444444444444444444444444444444"), ("grunn", "En gang til")];
    let refused = leader.post(&format!("{here}/overstyr"), &again).await;
    assert!(refused.says(&refusal_text(super::GuidesRefusal::NothingMissing)));
    assert!(leader.get("/skranke/min-side").await.ok().says("Lederen lar deg ha vakt"));
    let end = [("id", "33333333333333333333333333333333")];
    leader.post(&format!("{here}/overstyr/avslutt"), &end).await.to(&format!("{here}?lagret=1"));
    assert!(!gate_of(&test, solveig, date(2026, 3, 3)).may_guide());
    let other = "55555555555555555555555555555555";
    leader.post("/kontor/folk/ny", &new_form(other, "Ali", "employee")).await.ok();
    let taken = leader.post(&format!("/kontor/folk/{other}/konto"), &[("konto", &account)]).await;
    assert!(taken.says(&refusal_text(super::GuidesRefusal::AccountTaken)));
}

#[tokio::test]
async fn leaving_closes_every_door_and_what_is_kept_can_be_had_and_erased() {
    let test = TestApp::bergen("2026-03-03T12:00");
    let office = test.signed_in(Role::Coordinator);
    let (hers, account) = test.signed_in_at(test.tenant, Role::Helper);
    let made = office.post("/kontor/folk/ny", &new_form(SOLVEIG, "Solveig", "volunteer")).await.ok();
    let (here, token) = (format!("/kontor/folk/{SOLVEIG}"), link_in(&made.body));
    let account = account.to_string();
    assert!(hers.get("/skranke/min-side").await.ok().says("Kontoen din er ikke knyttet"));
    for path in ["/skranke/min-side/onsker", "/skranke/min-side/opplysninger.json"] {
        hers.get(path).await.to("/skranke/min-side");
    }
    for path in ["/skranke/min-side/onsker", "/skranke/min-side/lest"] {
        hers.post(path, &[]).await.to("/skranke/min-side");
    }
    office.post(&format!("{here}/konto"), &[("konto", &account)]).await.to(&format!("{here}?lagret=1"));
    assert!(hers.get("/skranke/min-side").await.ok().says("Hei, Solveig"));
    hers.get("/skranke/min-side/onsker").await.ok();
    hers.post("/skranke/min-side/onsker", &[("vakter", "1")]).await.to("/skranke/min-side?lagret=1");
    let file = hers.get("/skranke/min-side/opplysninger.json").await.ok();
    let told: serde_json::Value = serde_json::from_str(&file.body).unwrap();
    assert_eq!(
        (told["navn"].as_str(), told["ønsker"]["vakter i uka"].as_i64()),
        (Some("Solveig"), Some(1))
    );
    assert_eq!(
        hers.get(&here).await.status,
        403,
        "colleagues' papers are not hers to see"
    );
    assert_eq!(office.post(&format!("{here}/ting"), &[("ting", "")]).await.status, 422);
    let item = "66666666666666666666666666666666";
    for _ in 0..2 {
        office
            .post(&format!("{here}/ting"), &[("id", item), ("ting", "Nøkkel")])
            .await
            .to(&format!("{here}/slutte"));
    }
    let early = office.post(&format!("{here}/slett"), &[]).await;
    assert!(early.says(&refusal_text(super::GuidesRefusal::StillHere)));
    assert_eq!(
        office.post(&format!("{here}/slutte"), &[("dag", "2026-02-01")]).await.status,
        422
    );
    office.post(&format!("{here}/slutte"), &[("dag", "2026-03-10")]).await.to(&format!("{here}/slutte"));
    assert!(office.get(&format!("{here}/slutte")).await.ok().says("Slutter tirsdag 10. mars"));
    hers.get("/skranke/min-side").await.ok();
    test.at("2026-03-10T01:00");
    write(&test, super::tonight).unwrap();
    write(&test, super::tonight).unwrap();
    assert_eq!(hers.get("/skranke/min-side").await.status, 303, "signed out");
    assert_eq!(test.anonymous().get(&format!("/veileder/{token}")).await.status, 404);
    let office = test.signed_in(Role::Coordinator);
    assert!(office.get("/kontor").await.ok().says("har nøkler eller utstyr ennå"));
    let refused = office.post(&format!("{here}/lenke"), &[("gjor", "lag")]).await;
    assert!(refused.says(&refusal_text(super::GuidesRefusal::HasLeft)));
    office.post(&format!("{here}/ting"), &[("tilbake", item)]).await.to(&format!("{here}/slutte"));
    office.get(&format!("{here}/opplysninger.json")).await.ok();
    office.post(&format!("{here}/slutte"), &[("gjor", "tilbake")]).await.to(&format!("{here}/slutte"));
    office.post(&format!("{here}/slutte"), &[("dag", "2026-03-10")]).await.to(&format!("{here}/slutte"));
    office.post(&format!("{here}/slett"), &[]).await.to("/kontor/folk");
    assert_eq!(office.get(&here).await.status, 404);
}

#[tokio::test]
async fn two_years_after_she_left_the_night_erases_her() {
    let test = TestApp::bergen("2026-03-03T12:00");
    let mut kari = someone(1, "Kari", GuideKind::Volunteer);
    kari.guide.left = Some(date(2026, 2, 1));
    put(&test, &kari);
    let late = |day| read(&test, move |r| super::left_before(r, day));
    assert_eq!((late(date(2026, 2, 1)), late(date(2026, 2, 2))), (0, 1));
    test.at("2028-02-01T02:00");
    write(&test, super::tonight).unwrap();
    assert_eq!((late(date(2028, 2, 1)), late(date(2028, 2, 2))), (0, 1));
    assert!(read(&test, |r| store::find(r, id(1))).is_some());
    test.at("2028-02-02T02:00");
    write(&test, super::tonight).unwrap();
    assert!(read(&test, |r| store::find(r, id(1))).is_none());
}

#[tokio::test]
async fn a_paper_that_runs_out_is_told_once_at_each_step() {
    let test = TestApp::bergen("2026-05-01T02:00");
    let mut kari = someone(1, "Kari", GuideKind::Employee);
    kari.guide.contact = Contact::Email(Email::parse("kari@eksempel.no").unwrap());
    put(&test, &kari);
    let mut lapsing = paper("confidentiality", date(2026, 1, 1));
    lapsing.valid_to = Some(date(2026, 6, 30));
    register(&test, id(1), lapsing);
    let told = || read(&test, |r| messages_of(r, id(1)));
    write(&test, super::tonight).unwrap();
    write(&test, super::tonight).unwrap();
    assert_eq!(told(), 1);
    test.at("2026-06-01T02:00");
    write(&test, super::tonight).unwrap();
    test.at("2026-06-25T02:00");
    write(&test, super::tonight).unwrap();
    test.at("2026-07-02T02:00");
    write(&test, super::tonight).unwrap();
    assert_eq!(told(), 4);
    let office = test.signed_in(Role::Coordinator);
    assert!(office.get("/kontor").await.ok().says("Kari: Taushetserklæring må ordnes senest"));
}

fn messages_of(r: &mut Read, subject: Id) -> Result<i64, AppError> {
    use ::store::{Query, params};
    let tenant = r.tenant();
    let sql = "SELECT COUNT(*) FROM message WHERE tenant_id = $1 AND subject = $2";
    Ok(r.one(sql, &params![tenant, subject.0], |row| row.int(0))?.unwrap_or_default())
}

#[tokio::test]
async fn a_leader_changes_the_rules_and_those_who_are_here_get_time() {
    let test = TestApp::bergen("2026-03-03T12:00");
    let (leader, office) = (test.signed_in(Role::Leader), test.signed_in(Role::Coordinator));
    assert!(office.get("/kontor/folk/regler").await.ok().says("En leder kan endre reglene."));
    leader.get("/kontor/folk/regler").await.ok();
    put(&test, &someone(1, "Kari", GuideKind::Pupil));
    let today = date(2026, 3, 3);
    for r in ["confidentiality", "service_description", "training:innforing"] {
        register(&test, id(1), paper(r, date(2026, 1, 2)));
    }
    let all = ["confidentiality", "service_description", "training:innforing"];
    let kinds = ["krav-employee", "krav-pupil", "krav-volunteer", "krav-hired", "krav-partner"];
    let mut form: Vec<(&str, &str)> = kinds.iter().flat_map(|k| all.iter().map(move |r| (*k, *r))).collect();
    form.push(("frist", "14"));
    assert_eq!(office.post("/kontor/folk/regler", &form).await.status, 403);
    let mut wrong = form.clone();
    wrong.extend([
        ("krav-pupil", "police_certificate"),
        ("adresse", "javascript:alert(1)"),
        ("maneder", "0"),
        ("opplaering", "Kurs"),
    ]);
    assert_eq!(leader.post("/kontor/folk/regler", &wrong).await.status, 422);
    let mut next = form.clone();
    next.extend([
        ("ny-confidentiality", "2"),
        ("fra-confidentiality", "2026-03-02"),
        ("opplaering", "Trygg på nett"),
        ("maneder", "12"),
    ]);
    leader.post("/kontor/folk/regler", &next).await.to("/kontor/folk/regler?lagret=1");
    assert!(matches!(gate_of(&test, id(1), today), Gate::Grace { until, .. } if until == date(2026, 3, 15)));
    let again = leader.post("/kontor/folk/regler", &next).await;
    assert_eq!(again.status, 422, "a version has one name");
    let mut required = form.clone();
    required.extend([
        ("krav-pupil", "training:trygg-pa-nett"),
        ("krav-pupil", "police_certificate"),
        ("hjemmel-pupil", "opplæringslova § 17-9"),
    ]);
    leader.post("/kontor/folk/regler", &required).await.to("/kontor/folk/regler?lagret=1");
    let rules = read(&test, |r| gate_store::settings(r)).rules;
    let pupils = &rules.kinds[&GuideKind::Pupil];
    assert_eq!(
        pupils.required[&Requirement::Confidentiality],
        None,
        "what was required keeps its day"
    );
    assert_eq!(pupils.required[&Requirement::PoliceCertificate], Some(today));
    assert!(matches!(gate_of(&test, id(1), today), Gate::Grace { .. }));
    let office_page = format!("/kontor/folk/{}", id(1));
    let seen = [("krav", "police_certificate"), ("dag", "2026-03-03"), ("versjon", "")];
    office.post(&format!("{office_page}/papir"), &seen).await.to(&format!("{office_page}?lagret=1"));
    assert!(office.get(&office_page).await.ok().says("opplæringslova § 17-9"));
}

#[tokio::test]
async fn agreements_are_registered_per_organisation() {
    let test = TestApp::bergen("2026-03-03T12:00");
    let office = test.signed_in(Role::Coordinator);
    let published = test.app.published(test.tenant).await.unwrap();
    let organisation = published.register.organisations[0].key.to_string();
    let mut form = new_form(SOLVEIG, "Solveig", "volunteer");
    form.retain(|(name, _)| *name != "organisasjon");
    form.push(("organisasjon", &organisation));
    office.post("/kontor/folk/ny", &form).await.ok();
    assert!(office.get("/kontor/folk/avtaler").await.ok().says("Mangler"));
    let signed = [("organisasjon", organisation.as_str()), ("dag", "2026-03-01"), ("til", "2026-12-31")];
    let wrong = [("organisasjon", organisation.as_str()), ("dag", "2026-03-05"), ("til", "2026-01-01")];
    assert_eq!(office.post("/kontor/folk/avtaler", &wrong).await.status, 422);
    office.post("/kontor/folk/avtaler", &signed).await.to("/kontor/folk/avtaler");
    assert_eq!(read(&test, |r| gate_store::agreements(r)).len(), 1);
    let gone = [("organisasjon", organisation.as_str()), ("dag", "2026-03-01"), ("gjor", "trekk")];
    office.post("/kontor/folk/avtaler", &gone).await.to("/kontor/folk/avtaler");
    assert!(read(&test, |r| gate_store::agreements(r)).is_empty());
    assert_eq!(
        office
            .post(
                "/kontor/folk/avtaler",
                &[("organisasjon", "ukjent"), ("dag", "2026-03-01")]
            )
            .await
            .status,
        404
    );
}

#[test]
fn the_demonstration_has_guides_and_one_paper_runs_out() {
    use super::made_up;
    let test = TestApp::bergen("2026-03-03T12:00");
    let (_, account) = test.signed_in_at(test.tenant, Role::Guide);
    let (first, today) = (date(2025, 1, 1), date(2026, 3, 3));
    write(&test, move |tx| {
        let ids = [(); made_up::NUMBER].map(|()| Id(tx.new_id()));
        made_up::made_up(tx, &[(Role::Guide, account)], &ids, first, today)
    })
    .unwrap();
    let gates = read(&test, move |r| super::gates(r, today));
    assert_eq!(
        gates.values().filter(|g| **g == Gate::Open).count(),
        made_up::NUMBER - 1
    );
    assert!(read(&test, move |r| super::of_account(r, account)).is_some());
    let later = read(&test, move |r| super::gates(r, date(2026, 4, 20)));
    assert_eq!(later.values().filter(|g| !g.may_guide()).count(), 2);
}

#[tokio::test]
async fn a_guide_asks_to_be_erased_and_the_office_is_told_until_she_is() {
    let test = TestApp::minimal("2026-03-03T12:00");
    put(&test, &someone(1, "Kari", GuideKind::Volunteer));
    let token = write(&test, |tx| store::make_link(tx, id(1))).unwrap();
    let (phone, mine) = (test.anonymous(), format!("/nb/veileder/{token}"));
    assert!(phone.get(&mine).await.ok().says("Be kontoret slette meg"));
    let ask = async |what: &str| phone.post(&format!("{mine}/slett-meg"), &[("gjor", what)]).await;
    for _ in 0..2 {
        ask("be").await.to(&format!("{mine}?lagret=1"));
    }
    assert_eq!(
        read(&test, |r| store::asks_erasure(r)),
        [(id(1), date(2026, 3, 3))].into()
    );
    assert!(phone.get(&mine).await.ok().says("Du ba i dag om å bli slettet"));
    let office = test.signed_in(Role::Coordinator);
    assert!(office.get("/nb/kontor").await.ok().says("Kari ba i dag om å bli slettet"));
    assert!(office.get(&format!("/nb/kontor/folk/{}/slutte", id(1))).await.ok().says("Svar innen en måned"));
    ask("angre").await.to(&format!("{mine}?lagret=1"));
    assert!(read(&test, |r| store::asks_erasure(r)).is_empty());
    assert_eq!(ask("").await.status, axum::http::StatusCode::NOT_FOUND);
    // Erased, the request goes with her.
    ask("be").await.to(&format!("{mine}?lagret=1"));
    let there = format!("/nb/kontor/folk/{}", id(1));
    office
        .post(&format!("{there}/slutte"), &[("dag", "2026-03-03")])
        .await
        .to(&format!("{there}/slutte"));
    office.post(&format!("{there}/slett"), &[]).await.to("/nb/kontor/folk");
    assert!(read(&test, |r| store::asks_erasure(r)).is_empty());
    assert_eq!(read(&test, |r| store::find(r, id(1))), None);
}
