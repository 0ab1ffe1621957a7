use super::store::{self, Act, Newcomer, Said, Time};
use crate::{
    bookings::claims,
    frame::{AppError, Refusal},
    testing::{Answer, Browser, TestApp, example, town::key},
};
use ::store::{Actor, Query, Tx, WriteCtx, params};
use axum::http::StatusCode;
use domain::{
    access::Role,
    bookings::{Code, MadeBy, cells},
    enrolments::{Enrolled, EnrolmentRefusal, State, Target, Tick, Wishes},
    messages::{Contact, Phone},
    offerings::{Access, OfferingKind},
    schedule::{Change, Exception},
    shared::{Id, Locale, Localized, Minute, PartOfDay, instant_of},
};
use jiff::{
    Timestamp,
    civil::{Date, Weekday, date},
};

/// A Tuesday; the next Datakafé is on Thursday in two weeks.
const NOW: &str = "2026-03-10T10:00";
const CAFE: &str = "datakafe";
const WHICH: &str = "annenhver-torsdag.2026-03-19";
const PLACES: u32 = 10;

fn said_why(text: &str) -> Localized {
    Localized::in_one(Locale::Nb, text)
}

fn target() -> Target {
    Target::parse(CAFE, WHICH).unwrap()
}

fn at(day: Date, time: &str) -> Timestamp {
    instant_of(day, Minute::parse(time).unwrap())
}

/// Bergen, where one signs up for the Datakafé; ten places, as nothing else is planned.
fn bergen(local: &str) -> TestApp {
    let mut register = example("bergen");
    for offering in &mut register.offerings {
        if offering.key.as_str() == CAFE {
            offering.access = Access::SignUp;
        }
    }
    TestApp::with(&register, local)
}

async fn write<T: Send + 'static>(
    test: &TestApp,
    f: impl FnMut(&mut Tx) -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let ctx = WriteCtx {
        tenant: test.tenant,
        actor: Actor::System,
        now: test.now(),
    };
    test.app.db().write(ctx, f).await
}

async fn number(test: &TestApp, sql: &'static str) -> i64 {
    let tenant = test.tenant;
    let read = move |r: &mut ::store::Read| Ok::<_, AppError>(r.one(sql, &params![tenant], |row| row.int(0))?);
    test.app.db().read(tenant, read).await.unwrap().unwrap()
}

async fn counts(test: &TestApp) -> Enrolled {
    test.app.db().read(test.tenant, |r| super::counts(r, &target())).await.unwrap()
}

async fn list(test: &TestApp) -> store::List {
    let published = test.app.published(test.tenant).await.unwrap();
    let now = test.now();
    let one = test.app.db().read(test.tenant, move |r| super::dates::one(r, &published, &target(), now));
    one.await.unwrap().unwrap().list()
}

fn newcomer(n: u8, to: Contact) -> Newcomer {
    Newcomer {
        form: Id([n; 16]),
        name: format!("Gjest {n}"),
        to,
        language: Locale::Nb,
        size: 1,
        origin: MadeBy::Counter,
        wishes: Wishes::default(),
        words: Said::default(),
    }
}

/// Signs up so many, by SMS; returns who they are, in order.
async fn sign_up(test: &TestApp, numbers: std::ops::RangeInclusive<u8>) -> Vec<Id> {
    let list = list(test).await;
    write(test, move |tx| {
        let phone = Contact::Sms(Phone::parse("900 00 000").unwrap());
        let made = numbers.clone().map(|n| store::sign_up(tx, &list, &newcomer(n, phone.clone()), true));
        made.map(|m| m.map(|m| m.unwrap().id)).collect()
    })
    .await
    .unwrap()
}

async fn state(test: &TestApp, id: Id) -> State {
    test.app.db().read(test.tenant, move |r| store::enrolment(r, id)).await.unwrap().entry.state
}

async fn act(test: &TestApp, id: Id, act: Act) -> Result<(), AppError> {
    write(test, move |tx| store::act(tx, id, act)).await
}

fn hidden(answer: &Answer, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    answer
        .body
        .split_once(&mark)
        .unwrap_or_else(|| panic!("{}", answer.body))
        .1
        .split_once('"')
        .unwrap()
        .0
        .to_owned()
}

/// Fills in the form of the date as a citizen does.
async fn fill_in(browser: &Browser, more: &[(&str, &str)]) -> Answer {
    let page = browser.get(&format!("/meld-pa/{CAFE}?dato={WHICH}")).await.ok();
    let form = hidden(&page, "skjema");
    let mut fields = vec![("dato", WHICH), ("skjema", form.as_str()), ("antall", "1"), ("kontakt", "none")];
    fields.extend(more);
    browser.post(&format!("/meld-pa/{CAFE}"), &fields).await
}

#[tokio::test]
async fn a_citizen_signs_up_in_two_pages_and_leaves_in_one_step() {
    let test = bergen(NOW);
    let citizen = test.anonymous();
    let dates = citizen.get(&format!("/meld-pa/{CAFE}")).await.ok();
    assert!(
        dates.says("10 ledige plasser") && dates.body.contains(WHICH),
        "{}",
        dates.body
    );
    let answer = fill_in(&citizen, &[("navn", "Rev")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let address = answer.location().to_owned();
    let code = address.strip_prefix("/pamelding/").unwrap();
    let receipt = citizen.get(&address).await.ok();
    assert!(
        receipt.says("Du er påmeldt") && receipt.says("Torsdag 19. mars"),
        "{}",
        receipt.body
    );
    assert!(receipt.says(&Code::parse(code).unwrap().to_string()) && receipt.says("Ring samme morgen"));
    assert_eq!(receipt.headers["cache-control"], "no-store");
    let file = citizen.get(&format!("{address}/kalender.ics")).await.ok();
    assert!(file.body.contains("DTSTART:20260319T103000Z"), "{}", file.body);
    assert!(!file.body.contains(code), "the code stays out of the calendar");
    assert_eq!(counts(&test).await.taken, 1);
    for _ in 0..2 {
        let _ = citizen.post(&format!("{address}/avmeld"), &[]).await.to(&address);
    }
    let left = citizen.get(&address).await.ok();
    assert!(left.says("Du er meldt av") && !left.says("Rev"), "{}", left.body);
    assert_eq!(counts(&test).await.free(), PLACES);
    let by_code = citizen.get(&format!("/pamelding?kode={}", code.to_lowercase())).await;
    assert_eq!(by_code.location(), address);
    let wrong = citizen.get("/pamelding?kode=abc").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("Koden skal ha åtte tegn"));
    assert!(citizen.get("/pamelding").await.ok().says("Finn påmeldingen din"));
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_sign_up() {
    let test = bergen(NOW);
    let citizen = test.anonymous();
    let form = Id([9; 16]).to_string();
    let fields = [("dato", WHICH), ("skjema", form.as_str()), ("antall", "2")];
    let first = citizen.post(&format!("/meld-pa/{CAFE}"), &fields).await;
    let second = citizen.post(&format!("/meld-pa/{CAFE}"), &fields).await;
    assert_eq!(first.location(), second.location());
    assert_eq!(counts(&test).await.taken, 2, "two who come together have two places");
    assert_eq!(
        number(&test, "SELECT COUNT(*) FROM claim WHERE tenant_id = $1").await,
        2
    );
}

#[tokio::test]
async fn every_problem_is_told_at_once_and_what_was_written_is_kept() {
    let test = bergen(NOW);
    let long = "x".repeat(41);
    for (fields, words) in [
        (vec![("navn", long.as_str())], "høyst 40 tegn"),
        (vec![("navn", "Ring 912 34 567")], "telefonnummer"),
        (vec![("kontakt", "sms"), ("adresse", "")], "eller velg «Ikke si fra»"),
        (vec![("kontakt", "call"), ("adresse", "12")], "Skriv åtte sifre"),
        (vec![("kontakt", "sms"), ("adresse", "53 03 00 00")], "kan ikke få SMS"),
        (vec![("kontakt", "email"), ("adresse", "kari")], "krøllalfa"),
    ] {
        let mut all = vec![("dato", WHICH), ("antall", "1")];
        all.extend(fields.iter().copied());
        let answer = test.anonymous().post(&format!("/meld-pa/{CAFE}"), &all).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(answer.says(words), "{words}: {}", answer.body);
        assert!(fields.iter().all(|(_, v)| answer.body.contains(v)), "{fields:?}");
    }
    let both = [("dato", WHICH), ("navn", long.as_str()), ("kontakt", "call"), ("adresse", "1")];
    let answer = test.anonymous().post(&format!("/meld-pa/{CAFE}"), &both).await;
    assert!(answer.says("høyst 40 tegn") && answer.says("Skriv åtte sifre"));
    assert_eq!(counts(&test).await.taken, 0);
}

/// The whole way of a freed place: told by message, answered with the code that came with it, or passed on when the deadline
/// is over.
#[tokio::test]
async fn a_freed_place_goes_down_the_list() {
    let test = bergen(NOW);
    let citizen = test.anonymous();
    let with_place = sign_up(&test, 1..=10).await;
    let full = citizen.get(&format!("/meld-pa/{CAFE}?dato={WHICH}")).await.ok();
    assert!(
        full.says("Fullt nå") && full.says("Stå på venteliste") && full.says("kl. 18 neste virkedag"),
        "{}",
        full.body
    );
    let answer = fill_in(&citizen, &[("venteliste", "1")]).await;
    let receipt = citizen.get(answer.location()).await.ok();
    assert!(
        receipt.says("Du står på venteliste") && receipt.says("Du er nummer 1 i rekken"),
        "{}",
        receipt.body
    );
    let (first, second) = (answer.location().to_owned(), sign_up(&test, 12..=12).await[0]);
    act(&test, with_place[0], Act::Leave).await.unwrap();
    let offered = citizen.get(&first).await.ok();
    assert!(offered.says("Det er en ledig plass til deg"), "{}", offered.body);
    assert!(offered.says("Svar før i morgen kl. 18"), "{}", offered.body);
    assert_eq!(
        counts(&test).await,
        Enrolled {
            taken: 9,
            held: 1,
            waiting: 1,
            capacity: 10
        }
    );
    // Nobody answers: the place goes to the next, and the first stands last.
    test.at("2026-03-11T18:00");
    let late = citizen.post(&format!("{first}/svar"), &[("svar", "ja")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("Svarfristen er gått ut"), "{}", late.body);
    let now = test.now();
    write(&test, move |tx| super::lapse_due(tx, now)).await.unwrap();
    assert!(citizen.get(&first).await.ok().says("Du er nummer 1 i rekken"));
    assert!(matches!(state(&test, second).await, State::Offered { .. }));
    // The message has a code of its own, which opens the same sign-up.
    let about = test
        .app
        .db()
        .read(test.tenant, move |r| {
            let key = params![r.tenant(), second.0];
            Ok::<_, AppError>(r.one(
                "SELECT about FROM message WHERE tenant_id = $1 AND subject = $2 AND occasion = 'waiting_offer'",
                &key,
                |row| row.text(0),
            )?)
        })
        .await
        .unwrap()
        .unwrap();
    let link = about.split_once("/pamelding/").unwrap().1[..8].to_owned();
    let _ = citizen
        .post(&format!("/pamelding/{link}/svar"), &[("svar", "ja")])
        .await
        .to(&format!("/pamelding/{link}"));
    assert_eq!(state(&test, second).await, State::Accepted);
    assert_eq!(
        counts(&test).await,
        Enrolled {
            taken: 10,
            held: 0,
            waiting: 1,
            capacity: 10
        }
    );
    let _ = citizen.post(&format!("{first}/svar"), &[("svar", "ja")]).await;
    let none = citizen.post(&format!("/en{first}/svar"), &[("svar", "ja")]).await;
    assert!(
        none.says("There is no offer to answer"),
        "EnrolmentRefusal::NotOffered: {}",
        none.body
    );
    assert_eq!(
        number(&test, "SELECT COUNT(*) FROM claim WHERE tenant_id = $1").await,
        10,
        "one seat each"
    );
}

#[tokio::test]
async fn a_place_is_not_taken_from_those_who_wait() {
    let test = bergen(NOW);
    let people = sign_up(&test, 1..=11).await;
    act(&test, people[3], Act::Leave).await.unwrap();
    assert!(matches!(state(&test, people[10]).await, State::Offered { .. }));
    // Whoever comes now and does not say that she will wait is asked, and signed up for nothing.
    let answer = fill_in(&test.anonymous(), &[("navn", "Kari")]).await.ok();
    assert!(
        answer.says("Plassen ble tatt akkurat nå") && answer.body.contains("value=\"Kari\""),
        "{}",
        answer.body
    );
    assert_eq!(hidden(&answer, "venteliste"), "1");
    act(&test, people[10], Act::Decline).await.unwrap();
    assert_eq!(counts(&test).await.free(), 1);
    assert_eq!(fill_in(&test.anonymous(), &[]).await.status, StatusCode::SEE_OTHER);
}

/// Five hundred at once for the last place: one gets it, the others are asked whether they will wait, and nobody sees an
/// error.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_five_hundred_at_once_one_gets_the_last_place() {
    let test = bergen(NOW);
    sign_up(&test, 1..=9).await;
    let citizen = test.anonymous();
    let forms: Vec<String> = (0..500u32).map(|n| format!("{n:032x}")).collect();
    let path = format!("/meld-pa/{CAFE}");
    let tries = forms.iter().map(|form| {
        let (citizen, path) = (&citizen, &path);
        async move { citizen.post(path, &[("dato", WHICH), ("skjema", form), ("antall", "1")]).await }
    });
    let answers = futures_util::future::join_all(tries).await;
    let won = answers.iter().filter(|a| a.status == StatusCode::SEE_OTHER).count();
    let asked = answers.iter().filter(|a| a.status == StatusCode::OK && a.says("Vil du stå på venteliste?")).count();
    assert_eq!((won, asked), (1, 499));
    assert_eq!(
        counts(&test).await,
        Enrolled {
            taken: 10,
            held: 0,
            waiting: 0,
            capacity: 10
        }
    );
    assert_eq!(
        number(&test, "SELECT COUNT(*) FROM claim WHERE tenant_id = $1").await,
        10
    );
}

/// Leaving, answering and signing up at the same moment: seats and people still agree.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whatever_happens_at_once_the_places_add_up() {
    let test = bergen(NOW);
    let people = sign_up(&test, 1..=16).await;
    let list = list(&test).await;
    let leave = people[..6].iter().map(|id| act(&test, *id, Act::Leave));
    let come = (40..60u8).map(|n| {
        let list = list.clone();
        write(&test, move |tx| {
            store::sign_up(tx, &list, &newcomer(n, Contact::None), true)
        })
    });
    let (left, came) = tokio::join!(
        futures_util::future::join_all(leave),
        futures_util::future::join_all(come)
    );
    assert!(left.iter().all(Result::is_ok) && came.iter().all(Result::is_ok));
    let accept = people[10..].iter().map(|id| act(&test, *id, Act::Accept));
    assert!(
        futures_util::future::join_all(accept).await.iter().all(Result::is_ok),
        "those who waited came first"
    );
    assert_eq!(
        counts(&test).await,
        Enrolled {
            taken: 10,
            held: 0,
            waiting: 20,
            capacity: 10
        }
    );
    assert_eq!(
        number(&test, "SELECT COUNT(*) FROM claim WHERE tenant_id = $1").await,
        10
    );
}

#[tokio::test]
async fn staff_sign_up_and_take_off_in_one_step_each() {
    let test = bergen(NOW);
    let guide = test.signed_in(Role::Guide);
    let path = format!("/skranke/pamelding/{CAFE}/{WHICH}");
    assert!(guide.get("/skranke/pamelding").await.ok().body.contains(&path));
    let page = guide.get(&path).await.ok();
    let form = hidden(&page, "skjema");
    let fields = [
        ("skjema", form.as_str()),
        ("hvordan", "phone"),
        ("navn", "Kari"),
        ("kontakt", "call"),
        ("adresse", "53 03 00 00"),
    ];
    let made = guide.post(&path, &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let shown = guide.get(made.location()).await.ok();
    assert!(
        shown.says("Påmeldt. Koden din:") && shown.says("Kari") && shown.says("53 03 00 00"),
        "{}",
        shown.body
    );
    assert!(shown.says("1 av 10 plasser tatt"));
    let wrong = guide.post(&path, &[("kontakt", "call"), ("adresse", "x")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    // A helper and a shared tablet see numbers, not names.
    let helper = test.signed_in(Role::Helper);
    let seen = helper.get(&path).await.ok();
    assert!(
        !seen.says("Kari") && !seen.says("53 03 00 00") && seen.says("Uten navn, nr. 1"),
        "{}",
        seen.body
    );
    assert_eq!(
        helper.get(&format!("{path}/navneliste")).await.status,
        StatusCode::FORBIDDEN
    );
    let names = guide.get(&format!("{path}/navneliste")).await.ok();
    assert!(
        names.says("Kari") && names.says("Navnene slettes torsdag 2. april"),
        "{}",
        names.body
    );
    let sheet = helper.get(&format!("{path}/ark")).await.ok();
    assert!(sheet.says("Ikke skriv navn") && !sheet.says("Kari"));
    let act = shown.body.split_once("/gjor/").unwrap().1.split_once('"').unwrap().0.to_owned();
    let _ = guide.post(&format!("{path}/gjor/{act}"), &[]).await.to(&path);
    assert_eq!(counts(&test).await.taken, 0);
    let over = guide.post(&format!("{path}/gjor/{}", act.replace("avmeld", "ja")), &[]).await;
    assert!(
        over.says("Denne påmeldingen er avsluttet"),
        "EnrolmentRefusal::Over: {}",
        over.body
    );
    assert_eq!(
        guide.post(&format!("{path}/gjor/{}", act.replace("avmeld", "hopp")), &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn in_the_last_hours_staff_ring_down_the_list() {
    let test = bergen(NOW);
    let people = sign_up(&test, 1..=12).await;
    test.at("2026-03-19T09:00");
    act(&test, people[0], Act::Leave).await.unwrap();
    assert_eq!(
        state(&test, people[10]).await,
        State::Waiting,
        "no time for an offer by message"
    );
    let guide = test.signed_in(Role::Coordinator);
    let path = format!("/skranke/pamelding/{CAFE}/{WHICH}");
    let page = guide.get(&path).await.ok();
    assert!(
        page.says("Ring den neste på lista") && page.says("Gjest 11"),
        "{}",
        page.body
    );
    let not_next = guide.post(&format!("{path}/gjor/{}/gi", people[11]), &[]).await;
    assert!(
        not_next.says("Noen andre står før på lista"),
        "EnrolmentRefusal::NotNext: {}",
        not_next.body
    );
    let _ = guide.post(&format!("{path}/gjor/{}/ikke-svar", people[10]), &[]).await.to(&path);
    assert!(guide.get(&path).await.ok().says("Gjest 12"));
    let _ = guide.post(&format!("{path}/gjor/{}/gi", people[11]), &[]).await.to(&path);
    assert_eq!(state(&test, people[11]).await, State::Accepted);
    test.at("2026-03-19T11:30");
    let begun = fill_in_late(&test).await;
    assert!(
        begun.says("Dette har begynt"),
        "EnrolmentRefusal::Begun: {}",
        begun.body
    );
    assert!(guide.get(&path).await.ok().says("Ingen flere kan meldes på"));
    let came = guide.post(&format!("{path}/oppmote"), &[("kom", "8"), ("kom-ikke", "2")]).await;
    let _ = came.to(&path);
    let again = guide.post(&format!("{path}/oppmote"), &[("kom", "9"), ("kom-ikke", "1")]).await;
    let _ = again.to(&path);
    assert!(guide.get(&path).await.ok().body.contains("value=\"9\""));
    let wrong = guide.post(&format!("{path}/oppmote"), &[("kom", "mange")]).await;
    assert!(wrong.says("fra 0 til 999"));
    let office = guide.get("/kontor/pamelding?ar=2026").await.ok();
    assert!(
        office.says("I 2026 fikk 11 en plass, 1 av dem fra venteliste. 1 hadde plass, men kom ikke."),
        "{}",
        office.body
    );
}

async fn fill_in_late(test: &TestApp) -> Answer {
    test.anonymous().post(&format!("/meld-pa/{CAFE}"), &[("dato", WHICH), ("antall", "1")]).await
}

#[tokio::test]
async fn everybody_is_told_of_what_is_called_off_and_moved() {
    let test = bergen(NOW);
    let people = sign_up(&test, 1..=11).await;
    let (starts, ends) = (at(date(2026, 3, 20), "12:00"), at(date(2026, 3, 20), "14:00"));
    let told = write(&test, move |tx| {
        store::moved(tx, &target(), starts, ends, &said_why("Rommet er opptatt"))
    })
    .await
    .unwrap();
    assert_eq!(told, 11);
    let moved = "SELECT COUNT(*) FROM message WHERE tenant_id = $1 AND occasion = 'event_moved'";
    assert_eq!(number(&test, moved).await, 11);
    let told = write(&test, |tx| store::called_off(tx, &target(), &said_why("Vi er syke"))).await.unwrap();
    assert_eq!(told, 11);
    let called_off = "SELECT COUNT(*) FROM message WHERE tenant_id = $1 AND occasion = 'called_off'";
    assert_eq!(number(&test, called_off).await, 11);
    // Nobody is offered a place at something that does not take place.
    act(&test, people[0], Act::Leave).await.unwrap();
    assert_eq!(state(&test, people[10]).await, State::Waiting);
    assert_eq!(
        write(&test, |tx| store::called_off(
            tx,
            &Target::parse("datakafe", "temadager").unwrap(),
            &said_why("")
        ))
        .await
        .unwrap(),
        0
    );
}

const CALLED_OFF: &str = "SELECT COUNT(*) FROM message WHERE tenant_id = $1 AND occasion = 'called_off'";

#[tokio::test]
async fn everybody_is_told_wherever_a_date_is_called_off_and_once() {
    let test = bergen(NOW);
    sign_up(&test, 1..=3).await;
    test.at("2026-03-18T10:00");
    let office = test.signed_in(Role::Coordinator);
    let date = [("tilbud", CAFE), ("plan", "annenhver-torsdag"), ("dag", "2026-03-19")];
    let off = [&date[..], &[("grunn", "syk")]].concat();
    office.post("/kontor/beskjed", &off).await.to("/kontor/beskjed?lagret=1");
    assert_eq!(number(&test, CALLED_OFF).await, 3);
    // What else is changed afterwards says nothing anew.
    let other = [("tilbud", "kom-i-gang-klubben"), ("plan", "onsdag"), ("dag", "2026-03-18"), ("grunn", "syk")];
    office.post("/kontor/beskjed", &other).await.to("/kontor/beskjed?lagret=1");
    assert_eq!(number(&test, CALLED_OFF).await, 3);
    // It takes place after all: those who have heard of it are told that too, in words of its own.
    told(&test, 2).await;
    office.post("/kontor/beskjed/angre", &date).await.to("/kontor/beskjed?lagret=1");
    assert_eq!(
        number(&test, REINSTATED).await,
        2,
        "the third never heard that it was called off"
    );
    assert_eq!(number(&test, CALLED_OFF).await, 2, "and is not told now");
    let moved = "SELECT COUNT(*) FROM message WHERE tenant_id = $1 AND occasion = 'event_moved'";
    assert_eq!(number(&test, moved).await, 0);
    assert_eq!(counts(&test).await.taken, 3);
}

const REINSTATED: &str = "SELECT COUNT(*) FROM message WHERE tenant_id = $1 AND occasion = 'reinstated'";

/// The first so many of those who were to be told that it is called off have been.
async fn told(test: &TestApp, n: i64) {
    write(test, move |tx| {
        let key = params![tx.tenant(), n];
        tx.exec(
            "UPDATE message SET state = 'sent' WHERE tenant_id = $1 AND id IN (SELECT id FROM message
                 WHERE tenant_id = $1 AND occasion = 'called_off' ORDER BY id LIMIT $2)",
            &key,
        )?;
        Ok(())
    })
    .await
    .unwrap();
}

/// What the newest message of an occasion says, as it is kept.
async fn about(test: &TestApp, occasion: &'static str) -> String {
    let tenant = test.tenant;
    let read = move |r: &mut ::store::Read| {
        Ok::<_, AppError>(r.one(
            "SELECT about FROM message WHERE tenant_id = $1 AND occasion = $2 ORDER BY id DESC LIMIT 1",
            &params![tenant, occasion],
            |row| row.text(0),
        )?)
    };
    test.app.db().read(tenant, read).await.unwrap().unwrap_or_default()
}

/// Changes what is published, as a folder that is read in does: nobody's browser is there to say where receipts are.
async fn change(test: &TestApp, f: impl Fn(&mut domain::register::Register) + Send + Sync + 'static) {
    write(test, move |tx| {
        crate::municipality::store::bump_version(tx)?;
        let mut register = crate::exchange::store::load(tx)?.unwrap().into_register();
        f(&mut register);
        crate::exchange::save(tx, &register).map(|_| ())
    })
    .await
    .unwrap();
    test.app.forget(test.tenant);
}

#[tokio::test]
async fn a_message_that_follows_from_a_new_plan_has_a_code_and_a_link_and_the_same_each_time() {
    let test = bergen(NOW);
    let citizen = test.anonymous();
    let receipt = fill_in(
        &citizen,
        &[("navn", "Rev"), ("kontakt", "sms"), ("adresse", "900 00 000")],
    )
    .await;
    let mut links = Vec::new();
    for hour in ["12:00", "13:00"] {
        let (start, end) = (Minute::parse(hour).unwrap(), Minute::parse("15:00").unwrap());
        change(&test, move |register| {
            let cafe = register.offerings.iter_mut().find(|o| o.key.as_str() == CAFE).unwrap();
            let schedule = cafe.schedules.iter_mut().find(|s| s.key.as_str() == "annenhver-torsdag").unwrap();
            schedule.exceptions.retain(|e| e.date != date(2026, 3, 19));
            schedule.exceptions.push(Exception {
                date: date(2026, 3, 19),
                change: Change::Moved {
                    date: date(2026, 3, 20),
                    start,
                    end,
                },
                reason: Localized::default(),
                decided_at: None,
            });
        })
        .await;
        let said = about(&test, "event_moved").await;
        let code = said.split_once("http://127.0.0.1:8080/pamelding/").unwrap().1[..8].to_owned();
        assert!(said.contains(&Code::parse(&code).unwrap().to_string()), "{said}");
        links.push(code);
    }
    assert_eq!(links[0], links[1], "an older message still leads to the receipt");
    let seen = citizen.get(&format!("/pamelding/{}", links[0])).await.ok();
    assert!(seen.says("Du er påmeldt") && seen.says("Rev"), "{}", seen.body);
    let seen = citizen.get(receipt.location()).await.ok();
    assert!(
        seen.says("20. mars") && seen.body.replace('\u{2060}', "").contains("13–15"),
        "{}",
        seen.body
    );
    // Nothing that is stored is a code.
    let stored = "SELECT COUNT(*) FROM enrolment WHERE tenant_id = $1 AND LENGTH(later_hash) = 32";
    assert_eq!(number(&test, stored).await, 1);
}

#[tokio::test]
async fn many_changed_dates_of_a_series_are_told_in_one_message() {
    let mut register = example("bergen");
    for offering in &mut register.offerings {
        if offering.key.as_str() == "kom-i-gang-klubben" {
            offering.access = Access::SignUp;
        }
    }
    let test = TestApp::with(&register, NOW);
    let published = test.app.published(test.tenant).await.unwrap();
    let (club, now) = (Target::parse("kom-i-gang-klubben", "onsdag").unwrap(), test.now());
    let found = test.app.db().read(test.tenant, move |r| super::dates::one(r, &published, &club, now));
    let list = found.await.unwrap().unwrap().list();
    let phone = Contact::Sms(Phone::parse("900 00 000").unwrap());
    write(&test, move |tx| {
        store::sign_up(tx, &list, &newcomer(1, phone.clone()), false)
    })
    .await
    .unwrap();
    let off = |register: &mut domain::register::Register, days: &[i8]| {
        let club = register.offerings.iter_mut().find(|o| o.key.as_str() == "kom-i-gang-klubben").unwrap();
        let schedule = club.schedules.iter_mut().find(|s| s.key.as_str() == "onsdag").unwrap();
        schedule.exceptions = days
            .iter()
            .map(|day| Exception {
                date: date(2026, 3, *day),
                change: Change::CalledOff,
                reason: Localized::in_one(Locale::Nb, "Kurs for de ansatte"),
                decided_at: None,
            })
            .collect();
    };
    change(&test, move |register| off(register, &[11, 18, 25])).await;
    let all = "SELECT COUNT(*) FROM message WHERE tenant_id = $1 AND occasion = 'series_changed'";
    assert_eq!(number(&test, all).await, 1);
    assert_eq!(number(&test, CALLED_OFF).await, 0);
    let said = about(&test, "series_changed").await;
    assert_eq!(said.matches("],null]").count(), 3, "{said}");
    assert!(
        said.contains("Kurs for de ansatte") && said.contains("/pamelding/"),
        "{said}"
    );
    // One date of them on after all is told in its own words.
    change(&test, move |register| off(register, &[11, 18])).await;
    assert_eq!((number(&test, all).await, number(&test, REINSTATED).await), (1, 1));
}

#[tokio::test]
async fn names_are_kept_as_long_as_the_municipality_says_and_longer_needs_a_reason() {
    let test = bergen(NOW);
    sign_up(&test, 1..=1).await;
    let office = test.signed_in(Role::Coordinator);
    let page = office.get("/kontor/pamelding").await.ok();
    assert!(
        page.says("Navn og kontakt slettes 14 dager etter at det er over."),
        "{}",
        page.body
    );
    for (days, reason, words) in [
        ("0", "", "Skriv et helt tall fra 1 til 365."),
        ("30", "", "Skriv hvorfor 14 dager ikke er nok."),
        ("30", "Ring Kari på 912 34 567", "telefonnummer"),
        ("30", &*"x".repeat(301), "høyst 300 tegn"),
    ] {
        let wrong = office.post("/kontor/pamelding", &[("dager", days), ("grunn", reason)]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.says(words), "{words}: {}", wrong.body);
    }
    let fields = [("dager", "30"), ("grunn", "Kursbevis deles ut tre uker etter")];
    office.post("/kontor/pamelding", &fields).await.to("/kontor/pamelding?lagret=1");
    let page = office.get("/kontor/pamelding?lagret=1").await.ok();
    assert!(
        page.says("30 dager etter at det er over. Kursbevis deles ut tre uker etter"),
        "{}",
        page.body
    );
    let form = test.anonymous().get(&format!("/meld-pa/{CAFE}?dato={WHICH}")).await.ok();
    assert!(form.says("Det du skriver, sletter vi 30 dager etter."), "{}", form.body);
    let left = "SELECT COUNT(*) FROM enrolment WHERE tenant_id = $1";
    for (day, n) in [("2026-04-10T03:00", 1), ("2026-04-18T15:00", 0)] {
        test.at(day);
        write(&test, super::tonight).await.unwrap();
        assert_eq!(number(&test, left).await, n, "{day}");
    }
    let leader = test.signed_in(Role::PrivacyOfficer);
    assert_eq!(
        leader.post("/kontor/pamelding", &fields).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_family_and_a_shared_pc_are_never_stopped_and_a_machine_is() {
    let test = bergen(NOW);
    let pc = test.anonymous().from([10, 1, 2, 3]);
    for n in 0..60 {
        let sent = fill_in(&pc, &[("venteliste", "1")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{n}: {}", sent.body);
    }
    let stopped = fill_in(&pc, &[("navn", "Rev"), ("venteliste", "1")]).await;
    assert_eq!(stopped.status, StatusCode::TOO_MANY_REQUESTS);
    let many = EnrolmentRefusal::TooMany;
    assert!(stopped.says(&many.text(Locale::Nb)), "{}", stopped.body);
    assert!(
        stopped.body.contains("value=\"Rev\"") && stopped.says("00 00 00 00"),
        "{}",
        stopped.body
    );
    let elsewhere = test.anonymous().from([10, 1, 2, 4]);
    assert_eq!(
        fill_in(&elsewhere, &[("venteliste", "1")]).await.status,
        StatusCode::SEE_OTHER
    );
    let wait = pc.post("/venteliste/en-til-en", &[("navn", "Ulv")]).await;
    assert_eq!(wait.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(wait.body.contains("value=\"Ulv\""));
    test.later(60);
    assert_eq!(fill_in(&pc, &[("venteliste", "1")]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn names_and_numbers_are_for_those_who_may_see_who_has_booked() {
    let test = bergen(NOW);
    sign_up(&test, 1..=1).await;
    let (guide, helper) = (test.signed_in(Role::Guide), test.signed_in(Role::Helper));
    let list = format!("/skranke/pamelding/{CAFE}/{WHICH}");
    assert!(guide.get(&list).await.ok().says("Gjest 1"));
    assert!(!helper.get(&list).await.ok().says("Gjest 1"));
    for path in [&format!("{list}/navneliste"), "/skranke/ringeliste"] {
        assert_eq!(helper.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        guide.get(path).await.ok();
    }
    assert!(!helper.get("/skranke?sted=hovedbiblioteket").await.ok().body.contains("/skranke/ringeliste"));
}

/// The number of appointments in a state.
const BOOKED: &str = "SELECT COUNT(*) FROM appointment WHERE tenant_id = $1 AND state = 'booked' AND made_by = 'list'";

#[tokio::test]
async fn the_list_for_appointments_is_rung_down_at_the_desk() {
    let test = bergen("2026-03-02T09:00");
    let (guide, list) = (test.signed_in(Role::Guide), "/skranke/venteliste/en-til-en");
    guide.get("/skranke/venteliste").await.to(list);
    assert!(guide.get(list).await.ok().says("Ingen venter på en time nå."));
    // Three ring, and are put on the list in one step each.
    for (n, (name, day)) in [("Ask", "to"), ("Bjørk", "ti"), ("Gran", "ti")].into_iter().enumerate() {
        let form = Id([u8::try_from(n).unwrap() + 1; 16]).to_string();
        let fields = [
            ("skjema", form.as_str()),
            ("hvordan", "phone"),
            ("navn", name),
            ("kontakt", "call"),
            ("adresse", "55 00 00 00"),
            ("dag", day),
        ];
        let sent = guide.post(list, &fields).await;
        assert!(sent.location().starts_with(&format!("{list}?kode=")), "{}", sent.body);
        assert!(guide.get(sent.location()).await.ok().says("Satt på venteliste."));
    }
    let wrong = guide.post(list, &[("kontakt", "call"), ("adresse", "1")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = guide.get(list).await.ok();
    assert!(
        page.says("3 venter, 0 er tilbudt en time") && page.says("Ring den neste på lista"),
        "{}",
        page.body
    );
    let ids: Vec<String> = page.body.split("/gjor/").skip(1).map(|rest| rest[..32].to_owned()).collect();
    let (ask, bjork, gran) = (ids[0].clone(), ids[2].clone(), ids[4].clone());
    let to = |id: &str| format!("{list}/gjor/{id}");
    // The first does not answer: last in line.
    guide.post(&to(&ask), &[("hva", "ikke-svar")]).await.to(list);
    let page = guide.get(list).await.ok();
    let options: Vec<String> = page
        .body
        .split("<option value=\"")
        .skip(1)
        .filter_map(|o| o.split('"').next())
        .map(str::to_owned)
        .collect();
    // The second says yes to a time: booked in one step, and she is off the list.
    let booked = guide.post(&to(&bjork), &[("hva", "gi"), ("tid", &options[0])]).await;
    assert!(
        booked.location().starts_with(&format!("{list}?time=")),
        "{}",
        booked.body
    );
    assert!(guide.get(booked.location()).await.ok().says("Timen er bestilt."));
    assert_eq!(number(&test, BOOKED).await, 1);
    let again = guide.post(&to(&bjork), &[("hva", "gi"), ("tid", &options[0])]).await;
    assert_eq!(
        again.status,
        StatusCode::CONFLICT,
        "pressed twice: the time is hers already"
    );
    // The third wants to think about it: the time is held for her, and she is told.
    guide.post(&to(&gran), &[("hva", "tilby"), ("tid", &options[1])]).await.to(list);
    let offered = "SELECT COUNT(*) FROM message WHERE tenant_id = $1 AND occasion = 'waiting_offer'";
    assert_eq!(number(&test, offered).await, 1);
    assert!(guide.get(list).await.ok().says("Tilbudt en time – venter på svar"));
    let taken = guide.post(&to(&ask), &[("hva", "tilby"), ("tid", &options[1])]).await;
    assert_eq!(taken.status, StatusCode::CONFLICT);
    // She rings back and says yes: one step.
    let yes = guide.post(&to(&gran), &[("hva", "ja")]).await;
    assert!(yes.location().starts_with(&format!("{list}?time=")), "{}", yes.body);
    assert_eq!(number(&test, BOOKED).await, 2);
    // The first has had enough of waiting.
    guide.post(&to(&ask), &[("hva", "avmeld")]).await.to(list);
    guide.post(&to(&ask), &[("hva", "avmeld")]).await.to(list);
    assert!(guide.get(list).await.ok().says("Ingen venter på en time nå."));
    let names = "SELECT COUNT(*) FROM enrolment WHERE tenant_id = $1 AND (name <> '' OR contact <> '')";
    assert_eq!(
        number(&test, names).await,
        0,
        "who has an appointment stands there, and not here"
    );
    // Nobody else's list can be reached by an id.
    let elsewhere = guide.post(&format!("/skranke/venteliste/{CAFE}/gjor/{ask}"), &[("hva", "ja")]).await;
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    let helper = test.signed_in(Role::Helper);
    assert!(!helper.get(list).await.ok().says("55 00 00 00"));
}

#[tokio::test]
async fn those_in_a_closed_club_are_told_of_the_one_date_and_keep_their_places() {
    let mut register = example("bergen");
    for offering in &mut register.offerings {
        if offering.key.as_str() == "kom-i-gang-klubben" {
            offering.access = Access::SignUp;
        }
    }
    let test = TestApp::with(&register, NOW);
    let published = test.app.published(test.tenant).await.unwrap();
    let (club, now) = (Target::parse("kom-i-gang-klubben", "onsdag").unwrap(), test.now());
    let found = test.app.db().read(test.tenant, move |r| super::dates::one(r, &published, &club, now));
    let list = found.await.unwrap().unwrap().list();
    let somebody = write(&test, move |tx| {
        let phone = Contact::Call(Phone::parse("55 56 57 58").unwrap());
        store::sign_up(tx, &list, &newcomer(1, phone), false)
    });
    let id = somebody.await.unwrap().unwrap().id;
    let office = test.signed_in(Role::Coordinator);
    let off = [("tilbud", "kom-i-gang-klubben"), ("plan", "onsdag"), ("dag", "2026-03-11"), ("grunn", "syk")];
    office.post("/kontor/beskjed", &off).await.to("/kontor/beskjed?lagret=1");
    assert_eq!(number(&test, CALLED_OFF).await, 1);
    assert!(state(&test, id).await.has_place());
}

#[tokio::test]
async fn an_offer_cant_be_taken_when_it_is_called_off() {
    let test = bergen(NOW);
    let people = sign_up(&test, 1..=11).await;
    act(&test, people[0], Act::Leave).await.unwrap();
    write(&test, |tx| store::called_off(tx, &target(), &said_why(""))).await.unwrap();
    let refused = act(&test, people[10], Act::Accept).await;
    assert!(matches!(refused, Err(AppError::Refused(r)) if r.code() == "enrolments.closed"));
}

#[tokio::test]
async fn more_places_go_to_those_who_wait() {
    let test = bergen(NOW);
    let people = sign_up(&test, 1..=12).await;
    let resource = store::What::Places(target()).resource();
    // Nothing came free, so nothing happens.
    write(&test, move |tx| super::freed(tx, resource)).await.unwrap();
    assert_eq!(state(&test, people[11]).await, State::Waiting);
    write(&test, |tx| super::freed(tx, [7; 16])).await.unwrap();
}

#[tokio::test]
async fn two_weeks_after_names_are_gone_and_numbers_stay() {
    let test = bergen(NOW);
    let people = sign_up(&test, 1..=11).await;
    act(&test, people[1], Act::Leave).await.unwrap();
    let counted = |sql| number(&test, sql);
    let named = "SELECT COUNT(*) FROM enrolment WHERE tenant_id = $1 AND name <> ''";
    assert_eq!(counted(named).await, 10, "who left has no name any more");
    test.at("2026-04-02T14:29");
    write(&test, super::tonight).await.unwrap();
    assert_eq!(counted(named).await, 10);
    test.at("2026-04-02T14:31");
    let now = test.now();
    let late = |at| test.app.db().read(test.tenant, move |r| super::left_before(r, at));
    assert_eq!(late(now).await.unwrap(), 10);
    write(&test, super::tonight).await.unwrap();
    assert_eq!(late(now).await.unwrap(), 0);
    for sql in [
        "SELECT COUNT(*) FROM enrolment WHERE tenant_id = $1",
        "SELECT COUNT(*) FROM enrolment_list WHERE tenant_id = $1 AND schedule <> ''",
        "SELECT COUNT(*) FROM claim WHERE tenant_id = $1",
        "SELECT COUNT(*) FROM message WHERE tenant_id = $1",
    ] {
        assert_eq!(counted(sql).await, 0, "{sql}");
    }
    let kept = test.app.db().read(test.tenant, |r| store::counted(r, 2026)).await.unwrap();
    let of = |tick| kept.iter().filter(|c| c.tick == tick).map(|c| c.people).sum::<u32>();
    assert_eq!((of(Tick::SignedUp), of(Tick::Queued), of(Tick::Left)), (10, 1, 1));
}

#[tokio::test]
async fn nobody_can_go_through_the_codes() {
    let test = bergen(NOW);
    let guesser = test.anonymous().from([198, 51, 100, 7]);
    assert_eq!(guesser.get("/pamelding/ABCDEFGH").await.status, StatusCode::NOT_FOUND);
    let mut last = StatusCode::OK;
    for _ in 0..30 {
        last = guesser.get("/pamelding/ABCDEFGH").await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    // Not even the right one is answered then; elsewhere it is.
    let citizen = test.anonymous();
    let receipt = fill_in(&citizen, &[]).await.location().to_owned();
    assert_eq!(guesser.get(&receipt).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        guesser.post(&format!("{receipt}/avmeld"), &[]).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    citizen.get(&receipt).await.ok();
    test.later(16);
    guesser.get(&receipt).await.ok();
}

#[tokio::test]
async fn a_name_leads_nobody_anywhere() {
    let test = bergen(NOW);
    for name in ["se eksempel.no", "https://x.no", "<b>Rev</b>", "rev@skogen"] {
        let sent = fill_in(&test.anonymous(), &[("navn", name)]).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(!sent.body.contains("<b>Rev"), "{}", sent.body);
    }
    let sent = fill_in(&test.anonymous(), &[("navn", "Ole-Jan (sønn), J. P.")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nobody_is_reached_through_a_list_she_is_not_on() {
    let test = bergen(NOW);
    let id = sign_up(&test, 1..=1).await[0];
    let guide = test.signed_in(Role::Guide);
    for which in ["annenhver-torsdag.2026-04-02", "%0D%0ASet-Cookie:x"] {
        let sent = guide.post(&format!("/skranke/pamelding/{CAFE}/{which}/gjor/{id}/avmeld"), &[]).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND, "{which}");
    }
    assert!(state(&test, id).await.has_place());
}

#[tokio::test]
async fn what_is_closed_is_refused_and_what_is_not_there_is_absent() {
    let test = TestApp::bergen(NOW);
    let citizen = test.anonymous();
    assert!(citizen.get(&format!("/meld-pa/{CAFE}")).await.ok().says("ingen datoer å melde seg på"));
    assert_eq!(citizen.get("/meld-pa/finnes-ikke").await.status, StatusCode::NOT_FOUND);
    let _ = citizen.get("/meld-pa/en-til-en").await.to("/bestill/en-til-en");
    assert_eq!(
        citizen.get(&format!("/venteliste/{CAFE}")).await.status,
        StatusCode::NOT_FOUND
    );
    let mut register = example("bergen");
    for offering in &mut register.offerings {
        if offering.key.as_str() == CAFE {
            offering.access = Access::Closed;
        }
    }
    let test = TestApp::with(&register, NOW);
    let closed = fill_in_late(&test).await;
    assert!(
        closed.says("Påmeldingen er stengt"),
        "EnrolmentRefusal::Closed: {}",
        closed.body
    );
    let which = test.anonymous().get(&format!("/meld-pa/{CAFE}")).await.ok();
    assert!(which.says("Påmeldingen er ikke åpen"), "{}", which.body);
}

/// A closed club is one thing to sign up for, all its days.
#[tokio::test]
async fn a_series_is_signed_up_for_as_a_whole() {
    let mut register = example("bergen");
    for offering in &mut register.offerings {
        if offering.key.as_str() == CAFE {
            offering.access = Access::SignUp;
            offering.kind = OfferingKind::Club;
            offering.schedules.truncate(1);
        }
    }
    let test = TestApp::with(&register, NOW);
    let page = test.anonymous().get(&format!("/meld-pa/{CAFE}")).await.ok();
    assert!(page.says("møter. Du melder deg på alle."), "{}", page.body);
    assert_eq!(hidden(&page, "dato"), "annenhver-torsdag");
    let fields = [("dato", "annenhver-torsdag"), ("antall", "1")];
    let made = test.anonymous().post(&format!("/meld-pa/{CAFE}"), &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
}

fn freed(day: i8, time: &str) -> Time {
    let starts = at(date(2026, 3, day), time);
    Time {
        schedule: key("tirsdag"),
        place: key("innbyggerservice"),
        resource: [3; 16],
        lanes: 1,
        starts,
        ends: starts.checked_add(jiff::ToSpan::minutes(30)).unwrap(),
    }
}

async fn wait_for_times(test: &TestApp, fields: &[(&str, &str)]) -> Answer {
    test.anonymous().post("/venteliste/en-til-en", fields).await
}

#[tokio::test]
async fn a_time_that_comes_free_is_offered_to_the_first_it_suits() {
    let test = bergen(NOW);
    let page = test.anonymous().get("/venteliste/en-til-en").await.ok();
    assert!(page.says("Hvilke dager passer?"));
    let wrong = wait_for_times(&test, &[("kontakt", "call"), ("adresse", ""), ("dag", "ti")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fridays = wait_for_times(&test, &[("dag", "fr")]).await.location().to_owned();
    let mornings = wait_for_times(&test, &[("dag", "ti"), ("del", PartOfDay::Morning.code())])
        .await
        .location()
        .to_owned();
    let any = wait_for_times(&test, &[]).await.location().to_owned();
    let receipt = test.anonymous().get(&mornings).await.ok();
    assert!(
        receipt.says("tirsdag; ") && receipt.says("Du er nummer 2 i rekken"),
        "{}",
        receipt.body
    );
    let give = |t: Time| write(&test, move |tx| super::time_freed(tx, &key("en-til-en"), &t));
    assert!(give(freed(17, "10:00")).await.unwrap());
    let held = |t: Time| {
        let cells = cells(t.starts, t.ends);
        test.app.db().read(test.tenant, move |r| claims::taken(r, [3; 16], cells.clone()))
    };
    assert_eq!(
        held(freed(17, "10:00")).await.unwrap().len(),
        6,
        "the time is held while it is offered"
    );
    let offered = test.anonymous().get(&mornings).await.ok();
    assert!(
        offered.says("Det er en ledig plass til deg") && offered.says("Tirsdag 17. mars kl. 10"),
        "{}",
        offered.body
    );
    assert!(test.anonymous().get(&fridays).await.ok().says("Du er nummer 1 i rekken"));
    let _ = test.anonymous().post(&format!("{mornings}/svar"), &[("svar", "nei")]).await.to(&mornings);
    assert!(
        test.anonymous().get(&any).await.ok().says("Det er en ledig plass til deg"),
        "it went to the next it suits"
    );
    let _ = test.anonymous().post(&format!("{any}/avmeld"), &[]).await.to(&any);
    assert!(
        held(freed(17, "10:00")).await.unwrap().is_empty(),
        "nobody else wanted it: it is free again"
    );
    assert!(!give(freed(17, "12:00")).await.unwrap());
    assert!(!write(&test, |tx| super::time_freed(tx, &key("datakafe"), &freed(20, "10:00"))).await.unwrap());
    // Said yes to, it is an appointment.
    let late = wait_for_times(&test, &[]).await.location().to_owned();
    assert!(give(freed(24, "10:00")).await.unwrap());
    let booked = test.anonymous().post(&format!("{late}/svar"), &[("svar", "ja")]).await;
    assert!(
        booked.location().starts_with("/time/"),
        "{} {}",
        booked.status,
        booked.body
    );
    assert!(test.anonymous().get(booked.location()).await.ok().says("24. mars kl. 10"));
    assert!(held(freed(24, "10:00")).await.unwrap().is_empty());
    let wishes = Wishes::new(&[Weekday::Friday], &[]);
    assert!(wishes.fit(date(2026, 3, 20), Minute::parse("10:00").unwrap()));
}

#[tokio::test]
async fn an_offered_time_that_is_called_off_is_taken_back_and_told() {
    let test = bergen("2026-03-02T09:00");
    let (guide, list) = (test.signed_in(Role::Guide), "/skranke/venteliste/en-til-en");
    let form = Id([1; 16]).to_string();
    let fields = [("skjema", form.as_str()), ("kontakt", "call"), ("adresse", "55 00 00 00"), ("dag", "to")];
    guide.post(list, &fields).await;
    let page = guide.get(list).await.ok();
    let id = page.body.split("/gjor/").nth(1).unwrap()[..32].to_owned();
    let tid = page.body.split("<option value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    guide.post(&format!("{list}/gjor/{id}"), &[("hva", "tilby"), ("tid", &tid)]).await.to(list);
    write(&test, |tx| {
        tx.exec(
            "UPDATE message SET state = 'told' WHERE tenant_id = $1",
            &params![tx.tenant()],
        )?;
        Ok(())
    })
    .await
    .unwrap();
    change(&test, |register| {
        let offering = register.offerings.iter_mut().find(|o| o.key.as_str() == "en-til-en").unwrap();
        let thursday = offering.schedules.iter_mut().find(|s| s.key.as_str() == "torsdag").unwrap();
        thursday.exceptions.push(Exception {
            date: date(2026, 3, 5),
            change: Change::CalledOff,
            reason: Localized::default(),
            decided_at: None,
        });
    })
    .await;
    assert_eq!(number(&test, CALLED_OFF).await, 1);
    assert_eq!(
        number(&test, "SELECT COUNT(*) FROM claim WHERE tenant_id = $1").await,
        0
    );
    assert_eq!(state(&test, Id::parse(&id).unwrap()).await, State::Waiting);
    assert!(guide.get(list).await.ok().says("1 venter, 0 er tilbudt en time"));
}
