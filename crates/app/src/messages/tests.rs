use super::{
    Invitation, Letter, Post, Round, Sms, forget, forget_old, left_before, post,
    sink::Sink,
    store::{Taken, take},
    tell, tell_with, withdraw, work_once,
};
use crate::{
    frame::AppError,
    operations::settings::Settings,
    testing::{TestApp, town::written},
};
use domain::{
    access::Role,
    messages::{
        About, Contact, Email, Means, Notice, Occasion, Phone, SendFailure, fill, sms_size, standard_text, values,
    },
    shared::{Locale, Minute},
};
use jiff::civil::date;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    sync::{Arc, Mutex},
    thread::JoinHandle,
};
use store::{Query, params};

fn notice(test: &TestApp, occasion: Occasion, to: Contact) -> Notice {
    Notice {
        occasion,
        to,
        language: "nb".to_owned(),
        about: About {
            offering: "Digital hjelp".to_owned(),
            place: "Hovedbiblioteket".to_owned(),
            day: date(2026, 3, 5),
            start: Minute::parse("12:30").unwrap(),
            end: Minute::parse("13:00").unwrap(),
            code: "K7MP-3QTX".to_owned(),
            link: "https://digihjelpen.eksempel.no/time/K7MP-3QTX".to_owned(),
            phone: "53 03 00 00".to_owned(),
            name: "Rune".to_owned(),
            deadline: None,
            was: None,
            reason: String::new(),
            instead: Vec::new(),
            changes: Vec::new(),
        },
        subject: [7; 16],
        due: test.now(),
    }
}

fn channels(test: &TestApp) -> Vec<String> {
    let tenant = test.tenant;
    test.app
        .db()
        .read_blocking(tenant, move |r| {
            Ok::<_, AppError>(r.rows(
                "SELECT channel FROM message WHERE tenant_id = $1 ORDER BY id",
                &params![tenant],
                |row| row.text(0),
            )?)
        })
        .unwrap()
}

#[test]
fn what_is_told_stands_in_the_outbox_and_can_be_withdrawn() {
    let test = TestApp::minimal("2026-03-03T12:15");
    let phone = Phone::parse("900 00 000").unwrap();
    let email = Email::parse("kari@eksempel.no").unwrap();
    let told = [
        notice(&test, Occasion::Receipt, Contact::Sms(phone.clone())),
        notice(&test, Occasion::Receipt, Contact::Email(email)),
        notice(&test, Occasion::Receipt, Contact::None),
        notice(&test, Occasion::CalledOff, Contact::None),
        notice(&test, Occasion::Reminder, Contact::Call(phone)),
    ];
    written(&test, move |tx| told.iter().try_for_each(|n| tell(tx, n)));
    assert_eq!(channels(&test), ["sms", "email", "call_list", "call_list"]);
    written(&test, |tx| withdraw(tx, [8; 16]));
    assert_eq!(channels(&test).len(), 4);
    written(&test, |tx| withdraw(tx, [7; 16]));
    assert!(channels(&test).is_empty());
    let late = Notice {
        due: notice(&test, Occasion::Receipt, Contact::None).about.starts(),
        ..notice(&test, Occasion::CalledOff, Contact::None)
    };
    written(&test, move |tx| tell(tx, &late));
    assert!(channels(&test).is_empty(), "what is too late is not told");
}

// ---- the worker, with a real mail server and gateways that answer as they were recorded ----

fn settings(sink: &Sink) -> Settings {
    Settings {
        mail_server: sink.url().as_str().into(),
        mail_from: "Digihjelpen <digihjelpen@eksempel.no>".to_owned(),
        ..Settings::default()
    }
}

fn with_mail(test: &TestApp) -> Sink {
    let sink = Sink::start();
    test.app.set_post(Post::of(&settings(&sink)).unwrap());
    sink
}

fn email(address: &str) -> Contact {
    Contact::Email(Email::parse(address).unwrap())
}

fn sms() -> Contact {
    Contact::sms("900 00 000").unwrap()
}

fn told(test: &TestApp, notices: Vec<Notice>) {
    written(test, move |tx| notices.iter().try_for_each(|n| tell(tx, n)));
}

async fn work(test: &TestApp) -> Round {
    work_once(&test.app, test.now()).await.unwrap()
}

/// State, contact and code of what went wrong, of every message, in the order they were written.
fn states(test: &TestApp) -> Vec<(String, String, String)> {
    let tenant = test.tenant;
    test.app
        .db()
        .read_blocking(tenant, move |r| {
            Ok::<_, AppError>(r.rows(
                "SELECT state, contact, problem, about FROM message WHERE tenant_id = $1 ORDER BY id",
                &params![tenant],
                |row| {
                    let (state, contact, about) = (row.text(0)?, row.text(1)?, row.text(3)?);
                    assert_eq!(
                        contact.is_empty() && state != "waiting" && state != "dead",
                        about.is_empty(),
                        "{state}"
                    );
                    Ok((state, contact, row.text(2)?))
                },
            )?)
        })
        .unwrap()
}

fn state(test: &TestApp) -> (String, String, String) {
    states(test).pop().unwrap()
}

#[tokio::test]
async fn an_e_mail_reaches_a_real_server_and_its_address_is_gone() {
    let test = TestApp::bergen("2026-03-03T12:15");
    let sink = with_mail(&test);
    let invitation = Invitation {
        method: "REQUEST".to_owned(),
        ics: "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n".to_owned(),
    };
    let receipt = notice(&test, Occasion::Receipt, email("kari@eksempel.no"));
    written(&test, move |tx| tell_with(tx, &receipt, Some(&invitation)));
    assert_eq!(work(&test).await, Round { sent: 1, failed: 0 });
    let letter = sink.received.recv().unwrap();
    assert_eq!(letter.to, "kari@eksempel.no");
    assert_eq!(letter.header("Auto-Submitted"), "auto-generated");
    assert!(
        letter.header("Message-ID").ends_with("@eksempel.no>"),
        "{}",
        letter.header("Message-ID")
    );
    assert_eq!(
        letter.header("List-Unsubscribe"),
        "",
        "a receipt is nothing to say no to"
    );
    for part in ["text/plain", "text/html", "text/calendar; charset=utf-8; method=REQUEST", "BEGIN:VCALENDAR"] {
        assert!(letter.data.contains(part), "{part}");
    }
    assert_eq!(state(&test), ("sent".to_owned(), String::new(), String::new()));
    assert_eq!(work(&test).await, Round::default(), "once is enough");
    // A thank-you is something one may say no to; a letter to a guide has its own words.
    told(
        &test,
        vec![notice(&test, Occasion::ThankYou, email("kari@eksempel.no"))],
    );
    let to_guide = Letter {
        to: Email::parse("veileder@eksempel.no").unwrap(),
        heading: "Du er satt opp".to_owned(),
        text: "Torsdag kl. 12".to_owned(),
        invitation: None,
        unsubscribe: String::new(),
        subject: [9; 16],
    };
    written(&test, move |tx| post(tx, &to_guide));
    assert_eq!(work(&test).await.sent, 2);
    let mut both = [sink.received.recv().unwrap(), sink.received.recv().unwrap()];
    both.sort_by(|a, b| a.to.cmp(&b.to));
    assert!(both[0].header("List-Unsubscribe").starts_with("<mailto:digihjelpen@eksempel.no"));
    assert!(both[1].header("Subject").contains("Du er satt opp") && both[1].data.contains("Torsdag kl. 12"));
}

#[tokio::test]
async fn a_stopped_mail_server_is_waited_for() {
    let test = TestApp::bergen("2026-03-03T12:15");
    let sink = with_mail(&test);
    *sink.answer.lock().unwrap() = "451 come back";
    told(
        &test,
        vec![
            notice(&test, Occasion::Receipt, email("kari@eksempel.no")),
            notice(&test, Occasion::Receipt, email("ola@eksempel.no")),
        ],
    );
    // The second is not tried in the round the first failed in.
    assert_eq!(work(&test).await, Round { sent: 0, failed: 1 });
    assert_eq!(work(&test).await, Round { sent: 0, failed: 1 });
    assert_eq!(work(&test).await, Round::default(), "not before a minute");
    *sink.answer.lock().unwrap() = "250 ok";
    test.later(2);
    assert_eq!(work(&test).await, Round { sent: 2, failed: 0 });
    assert_eq!(sink.received.iter().take(2).count(), 2);
    // Nobody listens at all.
    let gone = Settings {
        mail_server: "smtp://127.0.0.1:1".into(),
        ..settings(&sink)
    };
    test.app.set_post(Post::of(&gone).unwrap());
    told(&test, vec![notice(&test, Occasion::Receipt, email("kari@eksempel.no"))]);
    assert_eq!(work(&test).await.failed, 1);
    assert_eq!(state(&test).0, "waiting");
    assert_eq!(state(&test).2, "later");
    // It stays away until it is too late.
    test.at("2026-03-05T12:30");
    assert_eq!(work(&test).await, Round::default());
    assert_eq!((state(&test).0.as_str(), state(&test).2.as_str()), ("dead", "too_late"));
}

#[tokio::test]
async fn what_is_refused_is_seen_rung_and_sent_again() {
    let test = TestApp::bergen("2026-03-03T12:15");
    let sink = with_mail(&test);
    *sink.answer.lock().unwrap() = "550 no such user";
    told(&test, vec![notice(&test, Occasion::Moved, email("kari@eksempel.no"))]);
    assert_eq!(work(&test).await.failed, 1);
    assert_eq!((state(&test).0.as_str(), state(&test).2.as_str()), ("dead", "never"));
    let coordinator = test.signed_in(Role::Coordinator);
    let office = coordinator.get("/kontor/meldinger").await.ok();
    assert!(office.says("Kom aldri fram") && office.says("Adressen eller nummeret ble avvist"));
    assert!(!office.body.contains("kari@"), "the office needs no address");
    assert!(coordinator.get("/kontor").await.ok().says("Én melding kom ikke fram"));
    let list = coordinator.get("/skranke/ringeliste").await.ok();
    assert!(list.says("kari@eksempel.no") && list.says("Vi har måttet flytte tiden din"));
    let again = office
        .body
        .split("/kontor/meldinger/")
        .find_map(|s| s.split_once("/igjen").map(|(id, _)| id))
        .unwrap();
    let path = format!("/kontor/meldinger/{again}/igjen");
    *sink.answer.lock().unwrap() = "250 ok";
    coordinator.post(&path, &[]).await.to("/kontor/meldinger?sendt=1");
    assert_eq!(work(&test).await.sent, 1);
    coordinator.post(&path, &[]).await.to("/kontor/meldinger");
    assert_eq!(sink.received.iter().take(1).count(), 1);
    // Two attempts, one name.
    assert_eq!(state(&test).0, "sent");
    assert_eq!(test.signed_in(Role::Leader).get("/kontor/meldinger").await.status, 200);
    assert_eq!(test.signed_in(Role::Guide).get("/kontor/meldinger").await.status, 403);
    assert_eq!(test.signed_in(Role::PrivacyOfficer).post(&path, &[]).await.status, 403);
}

#[tokio::test]
async fn a_message_belongs_to_one_worker_at_a_time() {
    let test = TestApp::bergen("2026-03-03T12:15");
    told(&test, vec![notice(&test, Occasion::Receipt, email("kari@eksempel.no"))]);
    let both = Means::ALL;
    let first = written(&test, move |tx| Ok(matches!(take(tx, both, both, "x")?, Taken::Job(_))));
    let second = written(&test, move |tx| {
        Ok(matches!(take(tx, both, both, "x")?, Taken::Nothing))
    });
    assert!(first && second);
    // The first worker died: after two minutes the message is anybody's again, under the same name.
    test.later(3);
    let name = written(&test, move |tx| match take(tx, both, both, "x")? {
        Taken::Job(job) => Ok(job.reference),
        _ => Ok(String::new()),
    });
    assert_eq!(name.len(), 32);
    written(&test, |tx| forget(tx, [7; 16]));
}

#[tokio::test]
async fn nobody_is_woken_but_by_what_breaks_today() {
    let test = TestApp::bergen("2026-03-03T22:15");
    let sink = with_mail(&test);
    told(&test, vec![notice(&test, Occasion::Receipt, email("kari@eksempel.no"))]);
    assert_eq!(work(&test).await, Round::default());
    test.at("2026-03-04T07:59");
    assert_eq!(work(&test).await, Round::default());
    test.at("2026-03-04T08:00");
    assert_eq!(work(&test).await.sent, 1);
    test.at("2026-03-05T06:00");
    told(
        &test,
        vec![notice(&test, Occasion::CalledOff, email("kari@eksempel.no"))],
    );
    assert_eq!(work(&test).await.sent, 1, "it is today");
    assert_eq!(sink.received.iter().take(2).count(), 2);
}

#[tokio::test]
async fn without_mail_and_text_messages_people_are_rung() {
    let test = TestApp::bergen("2026-03-03T12:15");
    told(
        &test,
        vec![
            notice(&test, Occasion::Receipt, email("kari@eksempel.no")),
            notice(&test, Occasion::CalledOff, sms()),
            notice(&test, Occasion::CalledOff, Contact::None),
        ],
    );
    let to_guide = Letter {
        to: Email::parse("veileder@eksempel.no").unwrap(),
        heading: "Du er satt opp".to_owned(),
        text: "Torsdag kl. 12".to_owned(),
        invitation: None,
        unsubscribe: String::new(),
        subject: [9; 16],
    };
    written(&test, move |tx| post(tx, &to_guide));
    assert_eq!(work(&test).await, Round::default());
    let mut kept: Vec<String> = states(&test).into_iter().map(|s| s.0).collect();
    kept.sort();
    // The receipt is in their hand already; the letter is seen by the office.
    assert_eq!(kept, ["dead", "waiting", "waiting"]);
    assert!(
        test.signed_in(Role::Coordinator)
            .get("/kontor/meldinger")
            .await
            .ok()
            .says("E-post er ikke satt opp")
    );

    let guide = test.signed_in(Role::Guide);
    let list = guide.get("/skranke/ringeliste").await.ok();
    assert!(list.says("Ring 90 00 00 00") && list.says("Vi har ikke noe nummer. Si fra når de kommer."));
    assert!(list.says("Vi må dessverre avlyse torsdag 5. mars klokka 12.30, Hovedbiblioteket"));
    let ids: Vec<String> = list
        .body
        .split("action=\"/skranke/ringeliste/")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 2);
    let card = guide.get(&format!("/skranke/ringeliste?kort={}", ids[0])).await.ok();
    assert!(card.says("Avlyst: torsdag 5. mars kl. 12.30") && card.says("Vennlig hilsen"));

    let path = format!("/skranke/ringeliste/{}", ids[0]);
    guide.post(&path, &[("hva", "ikke-svar")]).await.to("/skranke/ringeliste");
    assert!(guide.get("/skranke/ringeliste").await.ok().says("Prøv igjen i dag kl. 14.15."));
    guide.post(&path, &[("hva", "sagt")]).await.to("/skranke/ringeliste");
    guide.post(&path, &[("hva", "sagt")]).await.to("/skranke/ringeliste");
    assert_eq!(
        guide.get(&format!("/skranke/ringeliste?kort={}", ids[0])).await.status,
        404,
        "emptied"
    );
    guide
        .post(&format!("/skranke/ringeliste/{}", ids[1]), &[("hva", "gi-opp")])
        .await
        .to("/skranke/ringeliste");
    assert!(guide.get("/skranke/ringeliste").await.ok().says("Ingen å ringe nå"));
    assert_eq!(guide.post(&path, &[("hva", "noe annet")]).await.status, 404);
    assert_eq!(test.anonymous().get("/skranke/ringeliste").await.status, 303);
}

#[tokio::test]
async fn a_card_for_somebody_we_cannot_reach_says_how_to_be_sure() {
    let test = TestApp::bergen("2026-03-03T12:15");
    told(&test, vec![notice(&test, Occasion::Moved, Contact::None)]);
    let guide = test.signed_in(Role::Guide);
    let list = guide.get("/skranke/ringeliste").await.ok();
    let id = list.body.split("action=\"/skranke/ringeliste/").nth(1).unwrap().split('"').next().unwrap();
    let card = guide.get(&format!("/skranke/ringeliste?kort={id}")).await.ok();
    assert!(card.says("Ring oss samme morgen på 53 03 00 00."), "{}", card.body);
    assert!(card.says("Ny tid: torsdag 5. mars kl. 12.30"));
}

#[tokio::test]
async fn a_reader_gets_her_own_language() {
    let test = TestApp::bergen("2026-03-03T12:15");
    let with = |language: &str| Notice {
        language: language.to_owned(),
        ..notice(&test, Occasion::CalledOff, Contact::None)
    };
    told(&test, vec![with("nn"), with("uk")]);
    let list = test.signed_in(Role::Guide).get("/skranke/ringeliste").await.ok();
    assert!(list.says("Vi må diverre avlyse torsdag 5. mars") && list.body.contains("lang=\"nn\""));
    assert!(list.says("we have to call off Thursday 5 March at 12:30"));

    // A municipality adds Ukrainian, approved by those who know it; nobody changes it by accident.
    let coordinator = test.signed_in(Role::Coordinator);
    coordinator
        .post("/kontor/meldinger/sprak", &[("sprak", "uk")])
        .await
        .to("/kontor/meldinger/tekster/receipt/uk");
    let path = "/kontor/meldinger/tekster/called_off/uk";
    let text = [
        ("emne", "Скасовано {dag} {start}"),
        ("sms", "Скасовано: {dag} {start}, {sted}"),
        ("brev", "Скасовано: {dag} {start}, {sted}"),
        ("muntlig", "Скасовано: {dag} {start}, {sted}"),
        ("gjor", "lagre"),
    ];
    let refused = coordinator.post(path, &text).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("Skriv hvem som har godkjent teksten") && refused.body.contains("Скасовано: {dag}"));
    let mut approved = text.to_vec();
    approved.push(("godkjent", "Tolketjenesten, mars 2026"));
    coordinator.post(path, &approved).await.to("/kontor/meldinger/tekster/called_off/uk?lagret=1");
    let page = coordinator.get(path).await.ok();
    assert!(page.says("godkjent av Tolketjenesten, mars 2026, og låst") && !page.body.contains("name=\"sms\""));
    assert!(page.says("av 70 tegn, én SMS"));
    approved[1] = ("sms", "{dag} {start} {sted}");
    coordinator.post(path, &approved).await.to(path);
    assert!(coordinator.get(path).await.ok().says("Скасовано: 10.3. 12:30, Hovedbiblioteket"));
    assert!(test.signed_in(Role::Guide).get("/skranke/ringeliste").await.ok().says("Скасовано: 5.3. 12:30"));
    coordinator.post(path, &[("gjor", "las-opp")]).await.to(path);
    assert!(coordinator.get(path).await.ok().body.contains("name=\"sms\""));
    coordinator
        .post(path, &[("gjor", "tilbake")])
        .await
        .to("/kontor/meldinger/tekster/called_off/uk?lagret=1");
    assert!(!coordinator.get("/kontor/meldinger").await.ok().body.contains("/called_off/uk\""));
    for nowhere in [
        "/kontor/meldinger/tekster/receipt/..",
        "/kontor/meldinger/tekster/x/nb",
        "/kontor/meldinger/tekster/receipt/UK",
    ] {
        assert_eq!(coordinator.get(nowhere).await.status, 404, "{nowhere}");
    }
    written(&test, |tx| forget(tx, [7; 16]));
}

/// Who reads Arabic books in three pages as everybody else, and is told in Arabic, from the right.
#[tokio::test]
async fn a_citizen_chooses_a_language_with_approved_texts() {
    let test = TestApp::bergen("2026-03-02T09:00");
    let coordinator = test.signed_in(Role::Coordinator);
    assert!(
        coordinator
            .get("/kontor/meldinger")
            .await
            .ok()
            .body
            .contains("/kontor/meldinger/tekster/receipt/ar")
    );
    // What comes with the system is a draft, and no promise to anybody before it is approved.
    let draft = coordinator.get("/kontor/meldinger/tekster/receipt/pl").await.ok();
    assert!(
        draft.says("ingen har godkjent det") && draft.says("Do zobaczenia"),
        "{}",
        draft.body
    );
    // A letter that can be written otherwise is named; letters of another script cannot.
    let moved = coordinator.get("/kontor/meldinger/tekster/reminder/se").await.ok();
    assert!(
        moved.says("Tegnet á gjør at det bare er plass til 70 tegn"),
        "{}",
        moved.body
    );
    let ukrainian = coordinator.get("/kontor/meldinger/tekster/reminder/uk").await.ok();
    assert!(!ukrainian.says("bare er plass til 70 tegn"), "{}", ukrainian.body);
    let citizen = test.anonymous();
    let approve = async |occasion: &str| {
        let words = "موعدك {dag} {start} {sted} {kode}";
        let fields = [
            ("emne", words),
            ("sms", words),
            ("brev", words),
            ("muntlig", words),
            ("gjor", "lagre"),
            ("godkjent", "Tolketjenesten"),
        ];
        let path = format!("/kontor/meldinger/tekster/{occasion}/ar");
        coordinator.post(&path, &fields).await.to(&format!("{path}?lagret=1"));
        assert!(coordinator.get(&path).await.ok().body.contains("lang=\"ar\" dir=\"rtl\""));
    };
    approve("receipt").await;
    approve("moved").await;
    let value = |page: &str, name: &str| {
        let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("{name}: {page}"));
        rest.split('"').next().unwrap().to_owned()
    };
    let contact = async || {
        let page = citizen.get("/bestill/en-til-en/tid?behov=email").await.ok().body;
        let (hold, tid) = (value(&page, "hold"), value(&page, "tid"));
        let sent = citizen
            .post(
                "/bestill/en-til-en/tid",
                &[("hold", &hold), ("behov", "email"), ("tid", &tid)],
            )
            .await;
        citizen.get(sent.location()).await.ok().body
    };
    assert!(
        !contact().await.contains("meldingssprak"),
        "not before one can be told that it is called off"
    );
    approve("called_off").await;
    let page = contact().await;
    assert!(
        page.contains("name=\"meldingssprak\"") && page.contains("العربية"),
        "{page}"
    );
    let (hold, chosen, need) = (value(&page, "hold"), value(&page, "valgt"), value(&page, "behov"));
    let fields = [
        ("hold", hold.as_str()),
        ("valgt", &chosen),
        ("behov", &need),
        ("mate", "email"),
        ("epost", "a@eksempel.no"),
        ("meldingssprak", "ar"),
    ];
    let sent = citizen.post("/bestill/en-til-en/kontakt", &fields).await;
    let receipt = citizen.get(sent.location()).await.ok();
    assert!(
        receipt.body.contains("lang=\"ar\" dir=\"rtl\"") && receipt.says("موعدك"),
        "{}",
        receipt.body
    );
    let sink = with_mail(&test);
    assert_eq!(work(&test).await.sent, 1);
    let letter = sink.received.recv().unwrap();
    assert_eq!(letter.header("Content-Language"), "ar");
    // Signing up for a course offers the same, and nonsense is the page's own language.
    let form = test.anonymous().get("/venteliste/en-til-en").await;
    assert!(
        form.body.contains("meldingssprak") || form.status != 200,
        "{}",
        form.body
    );
}

#[tokio::test]
async fn a_text_is_changed_shown_first_and_set_back() {
    let test = TestApp::bergen("2026-03-03T12:15");
    let sink = with_mail(&test);
    let coordinator = test.signed_in(Role::Coordinator);
    test.later(1);
    let path = "/kontor/meldinger/tekster/receipt/nb";
    let page = coordinator.get(path).await.ok();
    assert!(
        page.body.contains("id=\"sms-deler\"") && page.body.contains("{parts} SMS-er"),
        "{}",
        page.body
    );
    assert!(page.says("Vi ses tirsdag 10. mars kl. 12.30, Hovedbiblioteket") && page.says("tegn, én SMS"));
    let text = |sms: &'static str, what: &'static str| {
        [
            ("emne", "Time {dag}"),
            ("sms", sms),
            ("brev", "Time {dag} {start}\r\n\r\n{sted} {kode}"),
            ("muntlig", "Time {dag} {start} {sted}"),
            ("gjor", what),
        ]
    };
    let shown = coordinator.post(path, &text("Time – {dag} {start} {sted} {lenke}", "vis")).await.ok();
    assert!(shown.says("Tegnet – gjør at det bare er plass til 70 tegn") && shown.says("2 SMS-er"));
    let refused = coordinator.post(path, &text("Time {dag} {stad} [", "lagre")).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("En parentes mangler"));
    let refused = coordinator.post(path, &text("Time {dag} {stad}", "lagre")).await;
    assert!(refused.says("Vi kjenner ikke {stad}") && refused.says("Teksten må ha med {sted}"));
    coordinator
        .post(path, &text("Time {dag} {start} {sted} {kode}", "lagre"))
        .await
        .to("/kontor/meldinger/tekster/receipt/nb?lagret=1");
    told(&test, vec![notice(&test, Occasion::Receipt, email("kari@eksempel.no"))]);
    work(&test).await;
    assert_eq!(sink.received.recv().unwrap().header("Subject"), "Time torsdag 5. mars");
    coordinator.post(path, &[("gjor", "tilbake")]).await;
    assert!(coordinator.get(path).await.ok().says("Vi ses tirsdag 10. mars"));
    let history = test.signed_in(Role::Administrator).get("/kontor/historikk").await.ok();
    assert!(history.says("teksten i en melding"));
    assert_eq!(
        test.signed_in(Role::PrivacyOfficer).post(path, &[("gjor", "tilbake")]).await.status,
        403
    );
    assert!(!test.signed_in(Role::PrivacyOfficer).get(path).await.ok().body.contains("name=\"sms\""));
}

#[tokio::test]
async fn the_office_sets_when_and_tries_that_it_works() {
    let test = TestApp::bergen("2026-03-03T12:15");
    let sink = with_mail(&test);
    let coordinator = test.signed_in(Role::Coordinator);
    let page = coordinator.get("/kontor/meldinger").await.ok();
    assert!(page.says("E-post er satt opp.") && page.says("SMS er ikke satt opp."));
    let wrong = coordinator
        .post(
            "/kontor/meldinger/oppsett",
            &[("stille-fra", "25:00"), ("stille-til", "08:00"), ("avsender", "Æ")],
        )
        .await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("Skriv et klokkeslett") && wrong.says("Avsenderen kan ha") && wrong.body.contains("25:00"));
    let right = [("stille-fra", "12:00"), ("stille-til", "13:00"), ("avsender", "Digihjelp")];
    coordinator.post("/kontor/meldinger/oppsett", &right).await.to("/kontor/meldinger?lagret=1");
    told(&test, vec![notice(&test, Occasion::Receipt, email("kari@eksempel.no"))]);
    assert_eq!(work(&test).await, Round::default(), "quiet");
    let wrong = coordinator.post("/kontor/meldinger/prove", &[("til", "55 56 00 00")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("går det ikke an å sende SMS"));
    coordinator
        .post("/kontor/meldinger/prove", &[("til", "meg@eksempel.no")])
        .await
        .to("/kontor/meldinger?prove=1");
    assert_eq!(work(&test).await.sent, 1, "a test does not wait for the morning");
    assert!(sink.received.recv().unwrap().data.contains("Dette er en pr"));
    test.later(60);
    assert_eq!(work(&test).await.sent, 1);
}

#[tokio::test]
async fn what_is_told_is_forgotten() {
    let test = TestApp::bergen("2026-03-03T12:15");
    told(&test, vec![notice(&test, Occasion::CalledOff, sms())]);
    test.at("2026-03-12T12:00");
    let late = |test: &TestApp| {
        let now = test.now();
        test.app.db().read_blocking(test.tenant, move |r| left_before(r, now)).unwrap()
    };
    written(&test, forget_old);
    assert_eq!(states(&test).len(), 1, "still within seven days");
    test.at("2026-03-12T12:31");
    assert_eq!(late(&test), 1);
    written(&test, forget_old);
    assert_eq!((states(&test).len(), late(&test)), (0, 0));
}

#[tokio::test]
async fn nothing_about_a_person_is_logged() {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let to = kept.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || Log(to.clone()))
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let test = TestApp::bergen("2026-03-03T12:15");
    let sink = with_mail(&test);
    let coordinator = test.signed_in(Role::Coordinator);
    for answer in ["250 ok", "451 kari@eksempel.no is busy", "550 kari@eksempel.no is unknown"] {
        *sink.answer.lock().unwrap() = answer;
        told(
            &test,
            vec![notice(&test, Occasion::CalledOff, email("kari@eksempel.no"))],
        );
        work(&test).await;
        test.later(1);
    }
    told(&test, vec![notice(&test, Occasion::CalledOff, sms())]);
    work(&test).await;
    coordinator.get("/skranke/ringeliste").await.ok();
    coordinator.post("/kontor/meldinger/prove", &[("til", "kari@eksempel")]).await;
    drop(guard);
    let log = String::from_utf8(kept.lock().unwrap().clone()).unwrap();
    assert!(log.contains("a message was not taken"), "{log}");
    for personal in ["kari", "90000000", "90 00 00 00", "Rune", "K7MP", "3QTX"] {
        assert!(!log.contains(personal), "{personal}\n{log}");
    }
    written(&test, |tx| forget(tx, [7; 16]));
}

struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A gateway that answers once, as it was recorded; gives what it was asked.
fn gateway(status: &'static str, body: &'static str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/SMS/SendMessage", listener.local_addr().unwrap());
    let asked = std::thread::spawn(move || {
        let mut stream = BufReader::new(listener.accept().unwrap().0);
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).unwrap();
            if let Some(n) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = n.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
            head.push_str(&line);
        }
        let mut body_in = vec![0; length];
        stream.read_exact(&mut body_in).unwrap();
        let answer = format!(
            "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
        stream.get_mut().write_all(answer.as_bytes()).unwrap();
        format!("{head}\n{}", String::from_utf8(body_in).unwrap())
    });
    (url, asked)
}

fn one_sms() -> Sms {
    Sms {
        to: Phone::parse("900 00 000").unwrap(),
        text: "Vi ses på \"Ås\" & {to}".to_owned(),
        reference: "0123".to_owned(),
        sender: String::new(),
    }
}

fn sent_by(settings: &Settings) -> Result<(), SendFailure> {
    Post::of(settings).unwrap().sms.unwrap().send(&one_sms())
}

#[test]
fn sveve_s_interface_is_spoken_as_it_is_documented() {
    let of = |url: &str| Settings {
        sms_gateway: "sveve".to_owned(),
        sms_url: url.to_owned(),
        sms_user: "kommunen".to_owned(),
        sms_password: "hemmelig".into(),
        sms_sender: "Digihjelp".to_owned(),
        ..Settings::default()
    };
    let (url, asked) = gateway(
        "200 OK",
        r#"{"response":{"msgOkCount":1,"stdSMSCount":1,"ids":[44123]}}"#,
    );
    assert_eq!(sent_by(&of(&url)), Ok(()));
    let asked = asked.join().unwrap();
    assert!(asked.starts_with("POST /SMS/SendMessage HTTP/1.1"), "{asked}");
    let body: serde_json::Value = serde_json::from_str(asked.rsplit_once("\n\n").unwrap().1).unwrap();
    assert_eq!(
        body,
        serde_json::json!({"user": "kommunen", "passwd": "hemmelig", "to": "4790000000", "msg": "Vi ses på \"Ås\" & {to}",
            "from": "Digihjelp", "f": "json", "ref": "0123"})
    );
    for (status, answer, result) in [
        (
            "200 OK",
            r#"{"response":{"msgOkCount":0,"stdSMSCount":0,"errors":[{"number":"4790000000","message":"Ugyldig"}]}}"#,
            Err(SendFailure::Never),
        ),
        (
            "200 OK",
            r#"{"response":{"msgOkCount":0,"stdSMSCount":0,"fatalError":"Feil brukernavn/passord"}}"#,
            Err(SendFailure::Later),
        ),
        ("200 OK", "<html>", Err(SendFailure::Later)),
        ("503 Busy", "", Err(SendFailure::Later)),
    ] {
        let (url, asked) = gateway(status, answer);
        assert_eq!(sent_by(&of(&url)), result, "{answer}");
        asked.join().unwrap();
    }
    assert_eq!(
        sent_by(&of("http://127.0.0.1:1/")),
        Err(SendFailure::Later),
        "nobody there"
    );
}

#[test]
fn any_gateway_can_be_described() {
    let of = |url: &str| Settings {
        sms_gateway: "http".to_owned(),
        sms_url: format!("{url}?id={{reference}}"),
        sms_password: "nøkkel".into(),
        sms_sender: "Digihjelp".to_owned(),
        sms_headers: vec!["Content-Type: application/json".to_owned(), "X-Key: {user}-1".to_owned()],
        sms_user: "u".to_owned(),
        sms_body: r#"{"to":"{to}","text":"{text}","from":"{sender}"}"#.to_owned(),
        sms_success: "queued".to_owned(),
        ..Settings::default()
    };
    let (url, asked) = gateway("202 Accepted", r#"{"status":"queued"}"#);
    assert_eq!(sent_by(&of(&url)), Ok(()));
    let asked = asked.join().unwrap();
    assert!(
        asked.starts_with("POST /SMS/SendMessage?id=0123 HTTP/1.1") && asked.contains("u-1"),
        "{asked}"
    );
    assert!(
        asked.ends_with(r#"{"to":"+4790000000","text":"Vi ses på \"Ås\" & {to}","from":"Digihjelp"}"#),
        "{asked}"
    );
    for (status, answer, result) in [
        ("200 OK", "no credit", SendFailure::Later),
        ("400 Bad", "queued", SendFailure::Never),
        ("401 No", "queued", SendFailure::Later),
    ] {
        let (url, asked) = gateway(status, answer);
        assert_eq!(sent_by(&of(&url)), Err(result), "{answer}");
        asked.join().unwrap();
    }
    for (kind, body, sent) in [
        (
            "application/x-www-form-urlencoded",
            "m={text}",
            "m=Vi%20ses%20p%C3%A5%20%22%C3%85s%22%20%26%20%7Bto%7D",
        ),
        (
            "text/xml",
            "<m>{text}</m>",
            "<m>Vi ses på &quot;Ås&quot; &amp; {to}</m>",
        ),
        ("text/plain", "{text}{x}", "Vi ses på \"Ås\" & {to}{x}"),
    ] {
        let (url, asked) = gateway("200 OK", "queued");
        let settings = Settings {
            sms_headers: vec![format!("content-type: {kind}")],
            sms_body: body.to_owned(),
            sms_method: "put".to_owned(),
            ..of(&url)
        };
        assert_eq!(sent_by(&settings), Ok(()));
        let asked = asked.join().unwrap();
        assert!(asked.starts_with("PUT ") && asked.ends_with(sent), "{asked}");
    }
}

#[test]
fn wrong_settings_are_named_and_passwords_never() {
    let base = || Settings {
        sms_user: "u".to_owned(),
        sms_password: "hemmelig".into(),
        ..Settings::default()
    };
    for (settings, said) in [
        (
            Settings {
                sms_gateway: "sveve".to_owned(),
                sms_user: String::new(),
                ..base()
            },
            "sms_user",
        ),
        (
            Settings {
                sms_gateway: "sveve".to_owned(),
                sms_password: "".into(),
                ..base()
            },
            "sms_password",
        ),
        (
            Settings {
                sms_gateway: "http".to_owned(),
                ..base()
            },
            "sms_url",
        ),
        (
            Settings {
                sms_gateway: "http".to_owned(),
                sms_url: "http://x".to_owned(),
                sms_method: "DELETE".to_owned(),
                ..base()
            },
            "sms_method",
        ),
        (
            Settings {
                sms_gateway: "http".to_owned(),
                sms_url: "http://x".to_owned(),
                sms_headers: vec!["x".to_owned()],
                ..base()
            },
            "sms_headers",
        ),
        (
            Settings {
                sms_gateway: "pigeon".to_owned(),
                ..base()
            },
            "sms_gateway",
        ),
        (
            Settings {
                sms_sender: "Digihjelpen i Bergen".to_owned(),
                ..base()
            },
            "sms_sender",
        ),
        (
            Settings {
                mail_server: "hemmelig".into(),
                mail_from: "a@b.no".to_owned(),
                ..base()
            },
            "mail_server",
        ),
        (
            Settings {
                mail_server: "smtp://x".into(),
                ..base()
            },
            "mail_from",
        ),
    ] {
        let error = Post::of(&settings).err().unwrap();
        assert!(error.contains(said) && !error.contains("hemmelig"), "{error}");
        assert!(!format!("{settings:?}").contains("hemmelig"));
    }
    let none = Post::of(&Settings::default()).unwrap();
    assert_eq!(none.means(), Means::default());
}

#[tokio::test]
async fn a_text_message_goes_out_in_one_part() {
    let test = TestApp::bergen("2026-03-03T12:15");
    let (url, asked) = gateway("200 OK", "ok");
    let settings = Settings {
        sms_gateway: "http".to_owned(),
        sms_url: url,
        sms_body: "{to} {sender} {reference} {text}".to_owned(),
        sms_sender: "Digihjelp".to_owned(),
        ..Settings::default()
    };
    test.app.set_post(Post::of(&settings).unwrap());
    told(&test, vec![notice(&test, Occasion::Receipt, sms())]);
    assert_eq!(work(&test).await.sent, 1);
    let asked = asked.join().unwrap();
    assert!(asked.contains("+4790000000 Digihjelp "), "{asked}");
    assert!(
        asked.ends_with("Vi ses torsdag 5. mars kl. 12.30, Hovedbiblioteket. Endre eller avlyse? https://digihjelpen.eksempel.no/time/K7MP-3QTX"),
        "{asked}"
    );
    assert_eq!(state(&test), ("sent".to_owned(), String::new(), String::new()));
}

/// Every place of the examples, in every language: what comes with Terskel fits one text message there.
#[test]
fn every_text_fits_one_text_message_at_every_place() {
    for folder in ["bergen", "minimal"] {
        let register = crate::testing::example(folder);
        let test = TestApp::minimal("2026-03-03T12:15");
        for place in &register.places {
            for locale in Locale::ALL {
                for occasion in Occasion::ALL {
                    let about = About {
                        place: place.name.get(locale).to_owned(),
                        day: date(2026, 9, 24),
                        deadline: Some(test.now()),
                        ..notice(&test, occasion, Contact::None).about
                    };
                    let said = fill(
                        &standard_text(occasion, locale).sms,
                        &values(&about, locale.code(), "Digihjelpen"),
                    );
                    let size = sms_size(&said);
                    let parts = if place.name.get(locale).chars().count() > 34 {
                        2
                    } else {
                        1
                    };
                    assert!(size.plain && size.parts <= parts, "{size:?} {said}");
                }
            }
        }
    }
}
