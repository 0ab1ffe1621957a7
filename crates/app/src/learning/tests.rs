use super::{
    LearningRefusal, course_store,
    shadowing_store::{self, Diary, Plan},
    store,
};
use crate::{
    frame::{AppError, Refusal},
    guides::{self, store::Person},
    testing::{
        Browser, TestApp,
        town::{id, read, somebody, write},
    },
};
use ::store::{Actor, WriteCtx};
use axum::http::StatusCode;
use domain::{
    access::Role,
    guides::{GuideKind, Requirement},
    learning::{
        Agreement, AgreementState, Colleague, CourseModule, Feeling, Host, HostState, JobWish, ModuleCourse, Pair,
        Reflection, ShadowingWay, Step, Training, TrainingKind, TrainingTarget,
    },
    messages::{Contact, Email},
    shared::{Id, Key, Locale, Minute},
};
use jiff::civil::{Date, date};
use std::collections::BTreeSet;

const TODAY: Date = date(2026, 11, 24);

fn is<T: std::fmt::Debug>(result: &Result<T, AppError>, refusal: LearningRefusal) -> bool {
    matches!(result, Err(AppError::Refused(r)) if r.code() == refusal.code())
}

fn person(n: u8, name: &str, kind: GuideKind, contact: Contact, account: Option<Id>) -> Person {
    let mut person = somebody(n, name, kind);
    person.guide.contact = contact;
    person.guide.account = account;
    person.guide.since = date(2026, 1, 1);
    person
}

/// An installation with two guides: Kari, a volunteer with e-mail, and Jonas, a pupil.
fn with_guides() -> TestApp {
    let test = TestApp::bergen("2026-11-24T12:15");
    let email = Contact::Email(Email::parse("kari@eksempel.no").unwrap());
    let people = [
        person(1, "Kari", GuideKind::Volunteer, email, None),
        person(2, "Jonas", GuideKind::Pupil, Contact::None, None),
    ];
    write(&test, move |tx| {
        people.iter().try_for_each(|p| guides::store::put(tx, p))
    })
    .unwrap();
    test
}

fn kari_by_link(test: &TestApp) -> (Browser, String) {
    let token = write(test, |tx| guides::store::make_link(tx, id(1))).unwrap();
    (test.anonymous(), format!("/nb/veileder/{token}/laering"))
}

fn training(n: u8, guide: u8, kind: TrainingKind, minutes: u16, confirmed: bool) -> Training {
    Training {
        id: id(n),
        guide: id(guide),
        kind,
        on: TODAY,
        minutes,
        title: String::new(),
        gives: None,
        confirmed,
    }
}

fn add(test: &TestApp, t: &Training) {
    let t = t.clone();
    write(test, move |tx| store::add(tx, &t, store::Origin::default())).unwrap();
}

fn host(n: u8, way: ShadowingWay, name: &str, spots: u16) -> Host {
    Host {
        id: id(n),
        way,
        name: name.to_owned(),
        place: (way == ShadowingWay::In).then(|| Key::parse("hovedbiblioteket").unwrap()),
        about: "Mottaket en formiddag".to_owned(),
        times: String::new(),
        contact: "Ola, 55 00 00 00".to_owned(),
        spots,
        last: None,
        state: HostState::Open,
    }
}

fn wish(n: u8, guide: u8) -> JobWish {
    JobWish {
        id: id(n),
        way: ShadowingWay::Out,
        guide: Some(id(guide)),
        colleague: None,
        host: None,
        wants: String::new(),
        made: TODAY,
    }
}

fn plan(on: Date) -> Plan {
    Plan {
        on,
        start: Minute::new(540).unwrap(),
        end: Minute::new(690).unwrap(),
        meet: "Hovedinngangen".to_owned(),
    }
}

/// NAV takes one guide in at a time; Kari and Jonas wish to go there.
fn with_places(spots: u16) -> TestApp {
    let test = with_guides();
    write(&test, move |tx| {
        shadowing_store::put_host(tx, &host(11, ShadowingWay::Out, "NAV-kontoret", spots))?;
        shadowing_store::put_wish(tx, &wish(21, 1))?;
        shadowing_store::put_wish(tx, &wish(21, 1))?;
        shadowing_store::put_wish(tx, &wish(22, 2))
    })
    .unwrap();
    test
}

fn agree(test: &TestApp, agreement: u8, wish: u8, on: Date) -> Result<Agreement, AppError> {
    write(test, move |tx| {
        shadowing_store::agree(tx, id(agreement), id(wish), id(11), &plan(on))
    })
}

/// What goes into the calendars of those who were written to.
fn calendars(test: &TestApp) -> Vec<String> {
    use ::store::Query as _;
    read(test, |r| {
        let tenant = r.tenant();
        let sql = "SELECT calendar FROM message WHERE tenant_id = $1 AND calendar <> '' ORDER BY id";
        Ok(r.rows(sql, &[tenant.into()], |row| row.text(0))?)
    })
}

fn two_parts() -> ModuleCourse {
    let part = |number| CourseModule {
        number,
        title: String::new(),
    };
    ModuleCourse {
        id: id(40),
        name: "Kurs".to_owned(),
        about: String::new(),
        link: String::new(),
        source: String::new(),
        modules: vec![part(1), part(2)],
        minutes: 60,
        gives: None,
        confirm: false,
        ended: false,
    }
}

#[test]
fn refusals_have_words_in_every_language() {
    for refusal in LearningRefusal::ALL {
        for l in Locale::ALL {
            assert!(!refusal.text(l).is_empty() && !refusal.hint(l).is_empty());
        }
    }
}

#[tokio::test]
async fn what_a_guide_enters_counts_when_somebody_has_said_yes_and_then_the_gate_knows() {
    let test = with_guides();
    let mut line = training(5, 1, TrainingKind::Ethics, 90, false);
    line.gives = Some(Key::parse("innforing").unwrap());
    add(&test, &line);
    add(&test, &line);
    let hours = |test: &TestApp| read(test, |r| super::hours(r, id(1), date(2026, 1, 1), TODAY));
    let papers = |test: &TestApp| {
        let wanted = Requirement::Training(Key::parse("innforing").unwrap());
        let kept = read(test, |r| guides::gate_store::papers(r, id(1)));
        kept.iter().filter(|p| p.paper.requirement == wanted).map(|p| p.minutes).collect::<Vec<_>>()
    };
    assert_eq!((hours(&test).total(), papers(&test).len()), (0, 0));
    write(&test, |tx| store::confirm(tx, id(5))).unwrap();
    write(&test, |tx| store::confirm(tx, id(5))).unwrap();
    assert_eq!((hours(&test).of(TrainingKind::Ethics), papers(&test)), (90, vec![90]));
    assert!(matches!(
        write(&test, |tx| store::confirm(tx, id(6))),
        Err(AppError::Absent)
    ));
    write(&test, |tx| store::remove(tx, id(5), Some(id(1)))).unwrap();
    assert_eq!(hours(&test).total(), 90, "a guide does not take out what is confirmed");
    write(&test, |tx| store::remove(tx, id(5), None)).unwrap();
    assert_eq!(hours(&test).total(), 0);
}

#[tokio::test]
async fn steps_follow_from_the_log_or_the_coordinators_word() {
    let test = with_guides();
    let step = |test: &TestApp, n: u8| read(test, |r| super::steps(r))[&id(n)];
    assert_eq!(step(&test, 1), Step::Follows(1));
    add(&test, &training(5, 1, TrainingKind::Shadowing, 180, true));
    assert_eq!(step(&test, 1), Step::Beside(1));
    add(&test, &training(6, 1, TrainingKind::TwoOnShift, 180, true));
    assert_eq!((step(&test, 1), step(&test, 2)), (Step::Alone, Step::Follows(1)));
    let office = test.signed_in(Role::Coordinator);
    let here = format!("/nb/kontor/laering/veileder/{}", id(2));
    assert!(office.get(&here).await.ok().says("Følger en erfaren veileder én gang til"));
    office.post(&format!("{here}/alene"), &[("kan", "1")]).await.to(&format!("{here}?lagret=1"));
    assert_eq!(step(&test, 2), Step::Alone);
    office.post(&format!("{here}/alene"), &[("kan", "0")]).await.to(&format!("{here}?lagret=1"));
    assert_eq!(step(&test, 2), Step::Follows(1));
}

#[tokio::test]
async fn a_course_is_ticked_part_by_part_and_logged_once() {
    let test = with_guides();
    let office = test.signed_in(Role::Coordinator);
    let page = office.get("/nb/kontor/laering/kurs").await.ok();
    assert!(
        page.says("23 offentlige ting") && page.says("nettkurs.webloft.no"),
        "{}",
        page.body
    );
    let taken = office.post("/nb/kontor/laering/kurs", &[("kurs", "23-offentlige-ting")]).await;
    let here = taken.location().to_owned();
    office.post("/nb/kontor/laering/kurs", &[("kurs", "23-offentlige-ting")]).await.to(&here);
    let shown = office.get(&here).await.ok();
    assert!(shown.says("22 deler uten tittel"), "{}", shown.body);
    let course = Id::parse(here.rsplit('/').next().unwrap()).unwrap();
    let (phone, mine) = kari_by_link(&test);
    let path = format!("{mine}/kurs/{course}");
    assert!(phone.get(&path).await.ok().says("Del 2"));
    phone
        .post(&path, &[("del", "1"), ("del", "2"), ("del", "77")])
        .await
        .to(&format!("{path}?lagret=1"));
    assert!(phone.get(&path).await.ok().says("2 av 23 deler er gjort"));
    let all: Vec<String> = (1..=23).map(|n| n.to_string()).collect();
    let fields: Vec<(&str, &str)> = all.iter().map(|n| ("del", n.as_str())).collect();
    for _ in 0..2 {
        phone.post(&path, &fields).await.to(&format!("{path}?lagret=1"));
    }
    let log = read(&test, |r| store::log_of(r, id(1)));
    assert_eq!(
        (log.len(), log[0].confirmed, log[0].title.as_str()),
        (1, true, "23 offentlige ting")
    );
    phone.post(&path, &[("del", "1")]).await;
    let ticked = read(&test, |r| course_store::ticks_of(r, id(1)));
    assert_eq!(ticked[&course], BTreeSet::from([1]));
    let page = office.get("/nn/kontor/laering").await.ok();
    assert!(page.says("Kari"));
    // The menu says where one is: among the people.
    let marked = page.body.split("aria-current=\"page\"").nth(1).and_then(|rest| rest.split('<').next());
    assert_eq!(marked, Some(">Folk"), "{}", page.body);
    assert!(office.get("/nn/kontor/folk").await.ok().body.contains("/kontor/laering"));
}

#[tokio::test]
async fn the_municipality_writes_its_own_courses() {
    let test = with_guides();
    let office = test.signed_in(Role::Coordinator);
    let new = id(40).to_string();
    let wrong = office
        .post(
            "/nb/kontor/laering/kurs/nytt",
            &[("id", &new), ("navn", ""), ("deler", "0"), ("timer", "0"), ("minutter", "0"), ("lenke", "http://x")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [
        ("id", new.as_str()),
        ("navn", "Sikkerhet for veiledere"),
        ("deler", "2"),
        ("del-1", "Svindel"),
        ("timer", "1"),
        ("minutter", "0"),
        ("gir", "innforing"),
        ("bekreft", "1"),
    ];
    for _ in 0..2 {
        office.post("/nb/kontor/laering/kurs/nytt", &fields).await.to("/nb/kontor/laering/kurs?lagret=1");
    }
    let stored = read(&test, |r| course_store::one(r, id(40)));
    let expected = ModuleCourse {
        id: id(40),
        name: "Sikkerhet for veiledere".to_owned(),
        about: String::new(),
        link: String::new(),
        source: String::new(),
        modules: vec![
            CourseModule {
                number: 1,
                title: "Svindel".to_owned(),
            },
            CourseModule {
                number: 2,
                title: String::new(),
            },
        ],
        minutes: 60,
        gives: Some(Key::parse("innforing").unwrap()),
        confirm: true,
        ended: false,
    };
    assert_eq!(stored, expected);
    assert!(office.get(&format!("/nb/kontor/laering/kurs/{new}")).await.ok().says("1 del uten tittel"));
    write(&test, |tx| {
        course_store::tick(tx, id(1), id(40), &BTreeSet::from([1, 2]))
    })
    .unwrap();
    let log = read(&test, |r| store::log_of(r, id(1)));
    assert!(!log[0].confirmed, "a course with a test waits for somebody");
    assert!(read(&test, |r| course_store::ticks(r)).contains_key(&(id(1), id(40))));
}

#[tokio::test]
async fn a_visit_is_agreed_once_and_the_last_spot_goes_to_one() {
    let test = with_places(1);
    let made = agree(&test, 31, 21, date(2026, 12, 1)).unwrap();
    assert_eq!(
        agree(&test, 31, 21, date(2026, 12, 1)).unwrap(),
        made,
        "sent twice, agreed once"
    );
    assert!(is(
        &agree(&test, 32, 21, date(2026, 12, 2)),
        LearningRefusal::AlreadyAgreed
    ));
    assert!(is(&agree(&test, 32, 22, date(2026, 12, 2)), LearningRefusal::Full));
    assert_eq!(
        read(&test, |r| shadowing_store::wishes(r)).len(),
        1,
        "what was refused still waits"
    );
    assert!(write(&test, |tx| shadowing_store::call_off(tx, id(31))).unwrap());
    assert!(!write(&test, |tx| shadowing_store::call_off(tx, id(31))).unwrap());
    assert_eq!(
        read(&test, |r| shadowing_store::wishes(r)).len(),
        2,
        "a wish that was called off waits again"
    );
    let late = write(&test, |tx| shadowing_store::hold(tx, id(31), None));
    assert!(is(&late, LearningRefusal::NotYet));
    test.at("2026-12-02T10:00");
    let off = write(&test, |tx| shadowing_store::hold(tx, id(31), None));
    assert!(is(&off, LearningRefusal::CalledOff));
    let mut ended = host(11, ShadowingWay::Out, "NAV-kontoret", 1);
    ended.state = HostState::Ended;
    write(&test, move |tx| shadowing_store::put_host(tx, &ended)).unwrap();
    assert!(is(&agree(&test, 33, 22, date(2026, 12, 5)), LearningRefusal::NotOpen));
    assert!(matches!(
        write(&test, |tx| shadowing_store::agree(
            tx,
            id(34),
            id(22),
            id(99),
            &plan(TODAY)
        )),
        Err(AppError::Absent)
    ));
    write(&test, |tx| shadowing_store::withdraw_wish(tx, id(22), Some(id(1)))).unwrap();
    assert_eq!(read(&test, |r| shadowing_store::wishes(r)).len(), 2, "only her own");
    write(&test, |tx| shadowing_store::withdraw_wish(tx, id(22), None)).unwrap();
    assert_eq!(read(&test, |r| shadowing_store::wishes(r)).len(), 1);
}

/// Two coordinators agree at the same moment on the last spot.
#[tokio::test]
async fn two_at_once_do_not_both_get_the_last_spot() {
    let test = with_places(1);
    let both = [(31, 21), (32, 22)].map(|(agreement, wish)| {
        let (db, tenant, now) = (test.app.db().clone(), test.tenant, test.now());
        std::thread::spawn(move || {
            let ctx = WriteCtx {
                tenant,
                actor: Actor::System,
                now,
            };
            db.write_blocking(ctx, move |tx| {
                shadowing_store::agree(tx, id(agreement), id(wish), id(11), &plan(date(2026, 12, 1)))
            })
        })
    });
    let results = both.map(|thread| thread.join().unwrap());
    assert_eq!(results.iter().filter(|r| r.is_ok()).count(), 1, "{results:?}");
    assert!(results.iter().any(|r| is(r, LearningRefusal::Full)));
}

#[tokio::test]
async fn hospitering_from_wish_to_what_was_learnt() {
    let test = with_guides();
    let office = test.signed_in(Role::Coordinator);
    let new = id(11).to_string();
    let place = [
        ("id", new.as_str()),
        ("vei", "out"),
        ("navn", "NAV-kontoret"),
        ("om", "Mottaket"),
        ("antall", "1"),
        ("kontakt", "Ola, 55 00 00 00"),
    ];
    for _ in 0..2 {
        office
            .post("/nb/kontor/laering/hospitering/plass/ny", &place)
            .await
            .to("/nb/kontor/laering/hospitering?lagret=1");
    }
    let (phone, mine) = kari_by_link(&test);
    assert!(phone.get(&format!("{mine}/hospitering")).await.ok().says("NAV-kontoret"));
    let wished = id(21).to_string();
    let guarded = [("id", wished.as_str()), ("plass", ""), ("onske", "ring meg på 900 00 000")];
    let wrong = phone.post(&format!("{mine}/hospitering"), &guarded).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("900 00 000"), "what was entered is kept");
    let fields = [("id", wished.as_str()), ("plass", new.as_str()), ("onske", "Mottaket, gjerne tirsdag")];
    for _ in 0..2 {
        phone
            .post(&format!("{mine}/hospitering"), &fields)
            .await
            .to(&format!("{mine}/hospitering?lagret=1"));
    }
    assert!(office.get("/nb/kontor").await.ok().says("1 ønske om hospitering kan avtales"));
    let page = office.get("/nb/kontor/laering/hospitering").await.ok();
    assert!(
        page.says("Kari besøker NAV-kontoret") && page.says("Stedet det er spurt om"),
        "{}",
        page.body
    );
    let form = format!("/nb/kontor/laering/hospitering/avtal?onske={wished}&plass={new}");
    assert!(office.get(&form).await.ok().says("NAV-kontoret"));
    let agreed = id(31).to_string();
    let mut plan = vec![
        ("id", agreed.as_str()),
        ("onske", wished.as_str()),
        ("plass", new.as_str()),
        ("dag", "2026-11-01"),
        ("fra", "09:00"),
        ("til", "11:30"),
        ("mote", "Hovedinngangen"),
    ];
    let past = office.post("/nb/kontor/laering/hospitering/avtal", &plan).await;
    assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY);
    plan[3].1 = "2026-12-01";
    let here = format!("/nb/kontor/laering/hospitering/avtale/{agreed}");
    for _ in 0..2 {
        office.post("/nb/kontor/laering/hospitering/avtal", &plan).await.to(&format!("{here}?lagret=1"));
    }
    let again = office
        .post(
            "/nb/kontor/laering/hospitering/avtal",
            &[("id", &id(32).to_string()), plan[1], plan[2], plan[3], plan[4], plan[5]],
        )
        .await;
    assert!(
        again.says(&LearningRefusal::AlreadyAgreed.text(Locale::Nb)),
        "{}",
        again.body
    );
    assert!(phone.get(&mine).await.ok().says("tirsdag 1. desember"));
    // The letter puts the visit in her calendar, once.
    let in_calendar = calendars(&test);
    assert_eq!(in_calendar.len(), 1);
    for part in ["METHOD:REQUEST", "Hospitering: NAV-kontoret", "DTSTART:20261201T080000Z", "kari@eksempel.no"] {
        assert!(in_calendar[0].contains(part), "{part}: {}", in_calendar[0]);
    }
    let diary = format!("{mine}/hospitering/{agreed}");
    let early = phone.post(&diary, &[("laert", "Mye")]).await;
    assert!(early.says(&LearningRefusal::NotYet.text(Locale::Nb)), "{}", early.body);
    test.at("2026-12-01T14:00");
    let office = test.signed_in(Role::Coordinator);
    assert!(phone.get(&mine).await.ok().says("Hva lærte du hos NAV-kontoret?"));
    let empty = phone.post(&diary, &[("laert", ""), ("videre", "Ta med legitimasjon")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.says("Ta med legitimasjon"));
    let words = [("laert", "Hvordan mottaket tar imot uten time"), ("videre", "Åpent 12–14")];
    for _ in 0..2 {
        phone.post(&diary, &words).await.to(&format!("{diary}?lagret=1"));
    }
    let hours = read(&test, |r| super::hours(r, id(1), date(2026, 1, 1), date(2026, 12, 31)));
    assert_eq!(
        hours.of(TrainingKind::JobShadowing),
        150,
        "the hours are in the log, once"
    );
    let page = office.get("/nb/kontor/laering/hospitering").await.ok();
    assert!(
        page.says("I år har veilederne vært på 1 besøk") && page.says("tar imot uten time"),
        "{}",
        page.body
    );
    assert!(office.get(&here).await.ok().says("Gjennomført"));
}

#[tokio::test]
async fn colleagues_from_other_services_wish_offer_and_write_by_link() {
    let test = with_guides();
    let office = test.signed_in(Role::Coordinator);
    let shadowing = "/nb/kontor/laering/hospitering";
    let ours = id(12).to_string();
    let place = [("id", ours.as_str()), ("vei", "in"), ("sted", "hovedbiblioteket"), ("antall", "2")];
    office.post(&format!("{shadowing}/plass/ny"), &place).await.to(&format!("{shadowing}?lagret=1"));
    office
        .post(&format!("{shadowing}/lenke"), &[("gjor", "ny")])
        .await
        .to(&format!("{shadowing}?lagret=1"));
    let token = read(&test, |r| store::settings(r)).link.unwrap();
    let page = format!("/nb/hospitering/{token}");
    let colleague = test.anonymous();
    assert!(colleague.get(&page).await.ok().says("Besøk veiledningen"));
    assert_eq!(
        colleague.get(&format!("/nb/hospitering/{}", id(3))).await.status,
        StatusCode::NOT_FOUND
    );
    let wrong = colleague
        .post(
            &format!("{page}/onske"),
            &[("navn", "Mona"), ("tjeneste", ""), ("epost", "mona")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Mona"));
    let wished = id(23).to_string();
    let fields = [
        ("id", wished.as_str()),
        ("navn", "Mona"),
        ("tjeneste", "Hjemmetjenesten"),
        ("epost", "mona@eksempel.no"),
        ("plass", ours.as_str()),
    ];
    for _ in 0..2 {
        colleague.post(&format!("{page}/onske"), &fields).await.to(&format!("{page}?takk=1"));
    }
    let theirs = id(13).to_string();
    let offer = [("id", theirs.as_str()), ("navnet", "Legevakta"), ("antall", "1"), ("kontakt", "vakt@eksempel.no")];
    for _ in 0..2 {
        colleague.post(&format!("{page}/plass"), &offer).await.to(&format!("{page}?takk=1"));
    }
    assert!(office.get("/nb/kontor").await.ok().says("1 tjeneste har tilbudt en plass"));
    assert!(
        office
            .get(&format!("{shadowing}/plass/{theirs}"))
            .await
            .ok()
            .says("En annen tjeneste har tilbudt plassen")
    );
    let approved = [("navn", "Legevakta"), ("antall", "1"), ("tilstand", "open")];
    office
        .post(&format!("{shadowing}/plass/{theirs}"), &approved)
        .await
        .to(&format!("{shadowing}?lagret=1"));
    assert!(office.get(shadowing).await.ok().says("Mona, Hjemmetjenesten besøker"));
    let agreed = id(33).to_string();
    let plan = [
        ("id", agreed.as_str()),
        ("onske", wished.as_str()),
        ("plass", ours.as_str()),
        ("dag", "2026-11-25"),
        ("fra", "12:00"),
        ("til", "14:00"),
        ("mote", "Skranken"),
    ];
    office
        .post(&format!("{shadowing}/avtal"), &plan)
        .await
        .to(&format!("{shadowing}/avtale/{agreed}?lagret=1"));
    let own = format!("/nb/hospiteringsavtale/{agreed}");
    assert!(colleague.get(&own).await.ok().says("Jeg kan ikke komme"));
    test.at("2026-11-25T15:00");
    let office = test.signed_in(Role::Coordinator);
    colleague.post(&own, &[("laert", "Hvor mye en time betyr")]).await.to(&format!("{own}?lagret=1"));
    let page = office.get(shadowing).await.ok();
    assert!(page.says("1 kollega har besøkt oss"), "{}", page.body);
    test.at("2027-01-10T03:00");
    write(&test, super::tonight).unwrap();
    let kept = read(&test, |r| shadowing_store::agreement(r, id(33))).colleague.unwrap();
    assert_eq!(
        (kept.name.as_str(), kept.service.as_str(), kept.email.as_str()),
        ("", "Hjemmetjenesten", "")
    );
    assert_eq!(read(&test, |r| super::left_before(r, date(2027, 1, 10))), 0);
    let office = test.signed_in(Role::Coordinator);
    office
        .post(&format!("{shadowing}/lenke"), &[("gjor", "steng")])
        .await
        .to(&format!("{shadowing}?lagret=1"));
    assert_eq!(
        colleague.get(&format!("/nb/hospitering/{token}")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_colleague_can_call_off_and_the_wish_waits_again() {
    let test = with_guides();
    let asked = JobWish {
        way: ShadowingWay::In,
        guide: None,
        colleague: Some(Colleague {
            name: "Mona".to_owned(),
            service: "Hjemmetjenesten".to_owned(),
            email: "mona@eksempel.no".to_owned(),
        }),
        ..wish(23, 0)
    };
    write(&test, move |tx| {
        shadowing_store::put_host(tx, &host(12, ShadowingWay::In, "Hovedbiblioteket", 1))?;
        shadowing_store::put_wish(tx, &asked)?;
        shadowing_store::agree(tx, id(33), id(23), id(12), &plan(date(2026, 12, 1)))
    })
    .unwrap();
    let own = format!("/nb/hospiteringsavtale/{}", id(33));
    let colleague = test.anonymous();
    for _ in 0..2 {
        colleague.post(&format!("{own}/avlys"), &[]).await.to(&own);
    }
    assert!(colleague.get(&own).await.ok().says("Avlyst"));
    let taken_out = calendars(&test);
    assert_eq!(taken_out.len(), 1);
    assert!(taken_out[0].contains("METHOD:CANCEL") && taken_out[0].contains("mona@eksempel.no"));
    assert_eq!(read(&test, |r| shadowing_store::wishes(r)).len(), 1);
    let office = test.signed_in(Role::Coordinator);
    let removed = office.post("/nb/kontor/laering/hospitering/fjern", &[("id", &id(23).to_string())]).await;
    removed.to("/nb/kontor/laering/hospitering?lagret=1");
    assert!(read(&test, |r| shadowing_store::wishes(r)).is_empty());
    let guides_own = format!("/nb/hospiteringsavtale/{}", id(31));
    assert_eq!(colleague.get(&guides_own).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn reflections_are_ones_own_unless_shared_and_go_after_a_year() {
    let test = with_guides();
    let (phone, mine) = kari_by_link(&test);
    let path = format!("{mine}/refleksjon");
    assert!(phone.get(&path).await.ok().says("Hvordan gikk det?"));
    let one = id(50).to_string();
    let wrong = phone
        .post(
            &path,
            &[("id", &one), ("dag", "2026-11-24"), ("bra", "Hun heter noe og har 01017012345")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for old in ["2026-12-24", "2025-01-01"] {
        let wrong = phone.post(&path, &[("id", &one), ("dag", old), ("folelse", "well")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{old}");
    }
    let fields = [
        ("id", one.as_str()),
        ("dag", "2026-11-24"),
        ("folelse", "mixed"),
        ("bra", "Ga det tid"),
        ("neste", "Lære mer om Helsenorge"),
    ];
    for _ in 0..2 {
        phone.post(&path, &fields).await.to(&format!("{mine}?takk=1"));
    }
    let office = test.signed_in(Role::Coordinator);
    let page = office.get("/nb/kontor/laering/refleksjoner").await.ok();
    assert!(
        page.says("skrevet 1 refleksjon i år") && !page.says("Ga det tid"),
        "{}",
        page.body
    );
    let mut shared = fields.to_vec();
    shared.extend([("del", "1"), ("tilbud", "datakafe")]);
    phone.post(&path, &shared).await.to(&format!("{mine}?takk=1"));
    let page = office.get("/nb/kontor/laering/refleksjoner").await.ok();
    assert!(
        page.says("Ga det tid") && page.says("Kari") && page.says("Datakafé"),
        "{}",
        page.body
    );
    // Somebody else's identity changes nothing.
    let stolen = Reflection {
        id: id(50),
        guide: id(2),
        on: TODAY,
        offering: None,
        feeling: Feeling::Hard,
        good: String::new(),
        next: String::new(),
        shared: false,
    };
    write(&test, move |tx| store::put_reflection(tx, &stolen)).unwrap();
    write(&test, |tx| store::remove_reflection(tx, id(2), id(50))).unwrap();
    assert_eq!(
        read(&test, |r| store::reflections_of(r, id(1)))[0].feeling,
        Feeling::Mixed
    );
    test.at("2027-11-25T03:00");
    assert_eq!(read(&test, |r| super::left_before(r, date(2027, 11, 25))), 1);
    write(&test, super::tonight).unwrap();
    assert!(read(&test, |r| store::reflections_of(r, id(1))).is_empty());
    test.at("2026-11-24T12:00");
    phone.post(&path, &fields).await;
    phone.post(&format!("{path}/slett"), &[("id", &one)]).await.to(&path);
    assert!(read(&test, |r| store::shared_reflections(r)).is_empty());
}

#[tokio::test]
async fn a_guide_enters_training_and_the_office_says_yes() {
    let test = with_guides();
    let (phone, mine) = kari_by_link(&test);
    assert!(phone.get(&mine).await.ok().says("Du følger en erfaren veileder én gang til"));
    let one = id(60).to_string();
    let wrong = phone.post(&format!("{mine}/ny"), &[("id", &one), ("dag", ""), ("timer", "x")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [
        ("id", one.as_str()),
        ("slag", "course"),
        ("navn", "Seniornetts kurs"),
        ("dag", "2026-11-20"),
        ("timer", "2"),
        ("minutter", "30"),
    ];
    for _ in 0..2 {
        phone.post(&format!("{mine}/ny"), &fields).await.to(&format!("{mine}?lagret=1"));
    }
    assert!(phone.get(&mine).await.ok().says("1 linje venter på ja"));
    let office = test.signed_in(Role::Coordinator);
    assert!(office.get("/nb/kontor").await.ok().says("1 linje i loggen venter på ja"));
    assert!(office.get("/nb/kontor/laering").await.ok().says("Seniornetts kurs"));
    let fields = [("linje", one.as_str()), ("linje", &id(99).to_string())];
    office.post("/nb/kontor/laering/bekreft", &fields).await.to("/nb/kontor/laering?lagret=1");
    assert!(office.get("/nb/kontor/laering").await.ok().says("2 t 30 min"));
    phone.post(&format!("{mine}/fjern"), &[("id", &one)]).await.to(&mine);
    assert_eq!(read(&test, |r| store::log_of(r, id(1))).len(), 1);
    let strange = "/nb/veileder/0000/laering";
    assert_eq!(phone.get(strange).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        test.signed_in(Role::Guide).get("/nb/kontor/laering").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn signed_in_it_is_the_same_page() {
    let test = with_guides();
    let (browser, account) = test.signed_in_at(test.tenant, Role::Guide);
    browser.get("/nb/skranke/min-side/laering").await.to("/nb/skranke/min-side");
    let person = person(3, "Åse", GuideKind::Employee, Contact::None, Some(account));
    write(&test, move |tx| guides::store::put(tx, &person)).unwrap();
    let page = browser.get("/nb/skranke/min-side/laering").await.ok();
    assert!(page.says("Opplæringen min"));
    for part in ["/ny", "/hospitering", "/refleksjon"] {
        browser.get(&format!("/nn/skranke/min-side/laering{part}")).await.ok();
    }
    let fields = [("id", ""), ("dag", "2026-11-24"), ("folelse", "well")];
    browser
        .post("/nb/skranke/min-side/laering/refleksjon", &fields)
        .await
        .to("/nb/skranke/min-side/laering?takk=1");
    assert_eq!(read(&test, |r| store::reflections_of(r, id(3))).len(), 1);
    let own = read(&test, |r| super::mine(r, id(3), TODAY)).unwrap();
    assert_eq!((own.step, own.waiting()), (Step::Follows(1), 0));
    assert!(read(&test, |r| super::mine(r, id(9), TODAY)).is_none());
}

#[tokio::test]
async fn several_learn_together_and_targets_are_shown() {
    let test = with_guides();
    let office = test.signed_in(Role::Leader);
    let (kari, jonas, strange) = (id(1).to_string(), id(2).to_string(), id(77).to_string());
    let nobody = office
        .post(
            "/nb/kontor/laering/felles",
            &[("slag", "ethics"), ("dag", "2026-11-24"), ("timer", "1")],
        )
        .await;
    assert!(nobody.says("Kryss av for hvem som var med"), "{}", nobody.body);
    let one = id(70).to_string();
    let fields = [
        ("id", one.as_str()),
        ("slag", "ethics"),
        ("navn", "Taushetsplikt"),
        ("dag", "2026-11-24"),
        ("timer", "1"),
        ("gir", "innforing"),
        ("hvem", kari.as_str()),
        ("hvem", jonas.as_str()),
        ("hvem", strange.as_str()),
    ];
    for _ in 0..2 {
        office.post("/nb/kontor/laering/felles", &fields).await.to("/nb/kontor/laering?lagret=1");
    }
    assert_eq!(
        read(&test, |r| store::log(r)).len(),
        2,
        "each once, and nobody who is not here"
    );
    let wrong = office
        .post(
            "/nb/kontor/laering/mal",
            &[("folge", "21"), ("to", "1"), ("volunteer-alt", "mange")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("folge", "2"), ("to", "0"), ("volunteer-alt", "8"), ("volunteer-ethics", "1"), ("pupil-alt", "0")];
    office.post("/nb/kontor/laering/mal", &fields).await.to("/nb/kontor/laering/mal?lagret=1");
    let targets = read(&test, |r| store::targets(r));
    let eight = TrainingTarget {
        kind: None,
        minutes: 480,
    };
    assert!(targets[&GuideKind::Volunteer].contains(&eight) && !targets.contains_key(&GuideKind::Pupil));
    assert!(office.get("/nb/kontor/laering/mal").await.ok().body.contains("value=\"8\""));
    let page = office.get(&format!("/nb/kontor/laering/veileder/{kari}")).await.ok();
    assert!(
        page.says("1 t av 8 t") && page.says("Følger en erfaren veileder 2 ganger til"),
        "{}",
        page.body
    );
    let line = read(&test, |r| store::log_of(r, id(1)))[0].id.to_string();
    let here = format!("/nb/kontor/laering/veileder/{kari}");
    office.post(&format!("{here}/fjern"), &[("id", &line)]).await.to(&format!("{here}?lagret=1"));
    let more = [("id", ""), ("slag", "two_on_shift"), ("dag", "2026-11-24"), ("timer", "3")];
    office.post(&here, &more).await.to(&format!("{here}?lagret=1"));
    let wrong = office
        .post(
            &here,
            &[("slag", "two_on_shift"), ("dag", "2027-11-24"), ("timer", "3")],
        )
        .await;
    assert!(wrong.says("Dagen har ikke kommet ennå"));
    assert_eq!(
        office.get(&format!("/nb/kontor/laering/veileder/{strange}")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn young_and_old_become_a_pair() {
    let test = with_guides();
    let office = test.signed_in(Role::Coordinator);
    let page = office.get("/nb/kontor/laering/par").await.ok();
    assert!(page.says("Jonas og Kari"), "{}", page.body);
    let (one, kari, jonas) = (id(80).to_string(), id(1).to_string(), id(2).to_string());
    let wrong = office
        .post(
            "/nb/kontor/laering/par",
            &[("id", &one), ("yngre", &kari), ("eldre", &kari)],
        )
        .await;
    assert!(wrong.says("Velg to ulike personer"), "{}", wrong.body);
    let fields = [
        ("id", one.as_str()),
        ("yngre", jonas.as_str()),
        ("eldre", kari.as_str()),
        ("notat", "Vipps mot tålmodighet"),
    ];
    for _ in 0..2 {
        office.post("/nb/kontor/laering/par", &fields).await.to("/nb/kontor/laering/par?lagret=1");
    }
    assert_eq!(read(&test, |r| super::pairs(r, TODAY)), [(id(2), id(1))]);
    let (phone, mine) = kari_by_link(&test);
    assert!(phone.get(&mine).await.ok().says("Du er par med Jonas"));
    test.at("2026-11-26T09:00");
    let office = test.signed_in(Role::Coordinator);
    office
        .post("/nb/kontor/laering/par/avslutt", &[("id", &one)])
        .await
        .to("/nb/kontor/laering/par?lagret=1");
    assert!(read(&test, |r| super::pairs(r, date(2026, 11, 26))).is_empty());
    let began = Pair {
        id: id(81),
        younger: id(2),
        older: id(1),
        from: date(2026, 11, 26),
        until: None,
        note: String::new(),
    };
    write(&test, move |tx| store::put_pair(tx, &began)).unwrap();
    write(&test, |tx| store::end_pair(tx, id(81))).unwrap();
    assert_eq!(
        read(&test, |r| store::pairs(r)).len(),
        1,
        "one that began today was never a pair"
    );
}

#[tokio::test]
async fn what_is_kept_about_a_guide_is_told_and_goes_with_her() {
    let test = with_places(2);
    add(&test, &training(5, 1, TrainingKind::Course, 60, true));
    agree(&test, 31, 21, TODAY).unwrap();
    let diary = Diary {
        learnt: "Køen".to_owned(),
        passes_on: String::new(),
    };
    write(&test, move |tx| shadowing_store::hold(tx, id(31), Some(&diary))).unwrap();
    agree(&test, 32, 22, date(2026, 12, 1)).unwrap();
    let pair = Pair {
        id: id(80),
        younger: id(2),
        older: id(1),
        from: TODAY,
        until: None,
        note: "Kart".to_owned(),
    };
    let thought = Reflection {
        id: id(50),
        guide: id(1),
        on: TODAY,
        offering: None,
        feeling: Feeling::Well,
        good: "Ro".to_owned(),
        next: String::new(),
        shared: true,
    };
    write(&test, move |tx| {
        store::put_pair(tx, &pair)?;
        store::decide_alone(tx, id(1), true)?;
        store::put_reflection(tx, &thought)?;
        course_store::put(tx, &two_parts())?;
        course_store::tick(tx, id(1), id(40), &BTreeSet::from([1]))
    })
    .unwrap();
    let told = read(&test, |r| super::export(r, id(1), Locale::Nb));
    let kinds: BTreeSet<&str> = told.iter().map(|(what, _)| what.as_str()).collect();
    assert_eq!(
        kinds,
        BTreeSet::from(["Hospitering", "Kurs", "Logg", "Paret ditt", "Refleksjoner", "Steg"])
    );
    assert!(told.iter().any(|(_, words)| words.contains("Køen")));
    let (phone, mine) = kari_by_link(&test);
    let own = mine.strip_suffix("/laering").unwrap();
    assert!(phone.get(own).await.ok().says("Opplæringen min"));
    assert!(phone.get(&format!("{own}/opplysninger.json")).await.ok().body.contains("Køen"));
    write(&test, |tx| super::forget(tx, id(1))).unwrap();
    assert!(read(&test, |r| super::export(r, id(1), Locale::Nb)).is_empty());
    let held = read(&test, |r| shadowing_store::agreement(r, id(31)));
    assert_eq!(
        (held.guide, held.state),
        (None, AgreementState::Held),
        "that it was held still counts"
    );
    assert!(read(&test, |r| shadowing_store::diaries(r)).is_empty());
    write(&test, |tx| super::forget(tx, id(2))).unwrap();
    assert_eq!(
        read(&test, |r| shadowing_store::agreement(r, id(32))).state,
        AgreementState::CalledOff
    );
}
