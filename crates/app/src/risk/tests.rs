use super::{
    refusal::RiskRefusal,
    store::{self, Part},
};
use crate::{
    frame::{AppError, Refusal},
    testing::{
        Browser, TestApp,
        town::{analysis_about, analysis_approved, analysis_begun, analysis_rated, id_in, read, value_of, write},
    },
};
use axum::http::StatusCode;
use domain::{
    access::Role,
    risk::{AnalysisStatus, MeasureEvent, Rating},
    shared::{Id, Locale, day_and_minute},
};
use std::io::Read as _;

const NOW: &str = "2026-11-24T10:00";

fn refused<T: std::fmt::Debug>(result: Result<T, AppError>, with: RiskRefusal) {
    match result {
        Err(AppError::Refused(refusal)) => assert_eq!(refusal.code(), with.code()),
        other => panic!("{other:?} instead of {}", with.code()),
    }
}

/// From nothing to approved: what it says on the way, who may do what.
#[tokio::test]
async fn an_analysis_goes_from_the_library_to_approved() {
    let test = TestApp::bergen(NOW);
    let (coordinator, leader) = (test.signed_in(Role::Coordinator), test.signed_in(Role::Leader));
    // What is done here comes after what was imported, also in the history.
    test.later(5);
    assert!(coordinator.get("/kontor/ros").await.ok().says("Dere har ingen ROS-analyse ennå"));
    let wrong = coordinator.post("/kontor/ros/ny", &[("tittel", ""), ("storrelse", "5x5")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (id, red, _) = analysis_rated(&coordinator).await;
    let page = format!("/kontor/ros/{id}");
    let shown = coordinator.get(&page).await.ok();
    assert!(shown.says("Høy risiko 16") && shown.says("Lav risiko 1") && shown.says("Skriv hvem som var med."));
    // The drawing says the same to those who do not see it.
    assert!(shown.body.contains("aria-label=\"Risikoen i dag. 1: høy risiko, 2: lav risiko.\""));
    let holding = coordinator.post(&format!("{page}/status"), &[("gjor", "holdt")]).await;
    assert_eq!(holding.status, StatusCode::CONFLICT);
    assert!(holding.says("Det mangler noe før dere kan gå videre."));
    analysis_about(&coordinator, id).await;
    coordinator.post(&format!("{page}/status"), &[("gjor", "holdt")]).await.to(&page);
    // Red without measures and without anybody who stands for it.
    let held = leader.get(&page).await.ok();
    assert!(
        held.says("Høy risiko uten tiltak: hendelse 1")
            && held.says("Noen må stå for risikoen som er igjen i hendelse 1")
    );
    assert_eq!(
        leader.post(&format!("{page}/godkjenn"), &[]).await.status,
        StatusCode::CONFLICT
    );
    let measures = format!("{page}/scenario/{red}/tiltak");
    let missing = coordinator.post(&measures, &[("gjor", "tiltak"), ("hva", "")]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let proposed = [("gjor", "forslag"), ("hvem", "Fagleder"), ("frist", "2027-01-15")];
    coordinator.post(&measures, &proposed).await.to(&measures);
    coordinator.post(&measures, &proposed).await.to(&measures);
    assert_eq!(
        read(&test, move |r| store::one(r, id)).analysis.scenario(red).unwrap().measures.len(),
        1
    );
    // Only a leader accepts, and with a reason.
    let accept = format!("{page}/scenario/{red}/aksept");
    assert_eq!(
        coordinator.post(&accept, &[("hvem", "Jeg"), ("hvorfor", "Ja")]).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(coordinator.get(&accept).await.status, StatusCode::FORBIDDEN);
    let without = leader.post(&accept, &[("hvem", "Leder"), ("hvorfor", "")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    leader.get(&accept).await.ok();
    leader
        .post(&accept, &[("hvem", "Leder"), ("hvorfor", "Hjelpen er viktigere.")])
        .await
        .to(&format!("{page}/scenario/{red}"));
    assert!(
        leader
            .get(&format!("{page}/scenario/{red}"))
            .await
            .ok()
            .says("Godtatt av Leder, i dag: Hjelpen er viktigere.")
    );
    assert_eq!(
        coordinator.post(&format!("{page}/godkjenn"), &[]).await.status,
        StatusCode::FORBIDDEN
    );
    leader.post(&format!("{page}/godkjenn"), &[]).await.to(&page);
    assert!(leader.get(&page).await.ok().says("Godkjent"));
    // From here on it stays as it is.
    let change = coordinator.post(&format!("{page}/om"), &[("tittel", "Noe annet")]).await;
    assert!(change.status == StatusCode::CONFLICT && change.says("Denne utgaven er godkjent"));
    assert_eq!(read(&test, |r| super::approved(r)).len(), 1);
    assert_eq!(read(&test, |r| super::scenarios(r)).len(), 2);
    leader.get(&format!("/kontor/ros/scenario/{red}")).await.to(&format!("{page}/scenario/{red}"));
    let history = leader.get("/kontor/historikk").await.ok();
    assert!(history.says("ROS-analyse"));
}

/// An approved version is copied, compared, and looks as it did though measures go on.
#[tokio::test]
async fn old_versions_look_as_they_did() {
    let test = TestApp::bergen(NOW);
    let id = analysis_approved(&test).await;
    let coordinator = test.signed_in(Role::Coordinator);
    let first = read(&test, move |r| store::one(r, id));
    let scenario = first.analysis.scenarios[0].id;
    let measure = first.analysis.scenarios[0].measures[0].id;
    let loose = write(&test, move |tx| {
        super::add_measure(tx, scenario, "Snakke om det", "Fagleder", None)
    })
    .unwrap();
    let again = write(&test, move |tx| {
        super::add_measure(tx, scenario, "Snakke om det", "Fagleder", None)
    })
    .unwrap();
    assert_eq!(loose, again, "told twice, it is one measure");
    assert!(coordinator.get(&format!("/kontor/ros/{id}/scenario/{scenario}")).await.ok().says("Snakke om det"));
    test.later(24 * 60);
    // Sessions have ended overnight.
    let (coordinator, leader) = (test.signed_in(Role::Coordinator), test.signed_in(Role::Leader));
    let made = coordinator.post(&format!("/kontor/ros/{id}/status"), &[("gjor", "ny-utgave")]).await;
    let next = id_in(made.location());
    let twice = coordinator.post(&format!("/kontor/ros/{id}/status"), &[("gjor", "ny-utgave")]).await;
    assert_eq!(id_in(twice.location()), next, "one draft at a time");
    let draft = read(&test, move |r| store::one(r, next));
    let taken: Vec<Id> = draft.analysis.scenarios[0].measures.iter().map(|m| m.id).collect();
    assert_eq!(taken, [measure, loose], "what came since is taken in");
    assert_eq!(
        (draft.number, draft.status, draft.analysis.held_on),
        (2, AnalysisStatus::Draft, None)
    );
    let scale = format!("/kontor/ros/{next}/skala");
    coordinator.post(&scale, &[("gjor", "storrelse"), ("storrelse", "4x4")]).await.to(&scale);
    let compared = coordinator.get(&format!("/kontor/ros/{next}/sammenlign")).await.ok();
    assert!(compared.says("Skalaen er en annen") && compared.says("Tiltak: 1 før, 2 i denne utgaven."));
    assert!(leader.get(&format!("/kontor/ros/{id}")).await.ok().says("Det finnes en nyere utgave:"));
    write(&test, move |tx| store::happened(tx, measure, MeasureEvent::Done, "")).unwrap();
    assert_eq!(
        read(&test, move |r| store::one(r, id)),
        first,
        "the approved one is as it was"
    );
    // While the next is made, the approved one is in force.
    assert_eq!(
        read(&test, |r| store::in_force(r)).iter().map(|v| v.id).collect::<Vec<_>>(),
        [id]
    );
    coordinator.post(&format!("/kontor/ros/{next}/status"), &[("gjor", "kast")]).await.to("/kontor/ros");
    // What was taken into a draft that is thrown away is not lost.
    assert_eq!(read(&test, |r| store::loose(r)).len(), 1);
    refused(write(&test, move |tx| store::discard(tx, id)), RiskRefusal::Approved);
}

/// Who is in the room says from a phone what could go wrong: by a code of the day, without a name.
#[tokio::test]
async fn a_phone_in_the_workshop_adds_what_could_go_wrong() {
    let test = TestApp::bergen(NOW);
    let coordinator = test.signed_in(Role::Coordinator);
    let (id, ..) = analysis_rated(&coordinator).await;
    let workshop = coordinator.get(&format!("/kontor/ros/{id}/verksted")).await.ok();
    let from = workshop.body.rfind("/verksted/").unwrap();
    let join: String = workshop.body[from..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
    let phone = test.anonymous();
    let page = phone.get(&join).await.ok();
    assert!(
        page.says("Hva kan gå galt?") && page.says("Hjelp med søknader"),
        "{}",
        page.body
    );
    let titles = || {
        let v = read(&test, move |r| store::one(r, id));
        v.analysis.scenarios.into_iter().map(|s| s.title).collect::<Vec<_>>()
    };
    let before = titles();
    for _ in 0..2 {
        phone.post(&join, &[("hva", "Noen tar bilde av skjermen")]).await.to(&format!("{join}?takk=1"));
    }
    assert_eq!(
        titles()[before.len()..],
        ["Noen tar bilde av skjermen"],
        "said twice, it is one"
    );
    assert!(phone.get(&format!("{join}?takk=1")).await.ok().says("Det står nå sist på lista"));
    for said in ["", "Ring 912 34 567"] {
        assert_eq!(
            phone.post(&join, &[("hva", said)]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{said}"
        );
    }
    for n in titles().len()..60 {
        let said = format!("Ting nummer {n}");
        phone.post(&join, &[("hva", said.as_str())]).await.to(&format!("{join}?takk=1"));
    }
    assert!(phone.post(&join, &[("hva", "En til")]).await.says("Det er mange nok nå."));
    assert_eq!(phone.get("/verksted/K7MP3QTX").await.status, StatusCode::NOT_FOUND);
    test.later(24 * 60);
    assert_eq!(
        phone.get(&join).await.status,
        StatusCode::NOT_FOUND,
        "tomorrow it is another"
    );
}

#[tokio::test]
async fn what_is_refused_is_said() {
    let test = TestApp::bergen(NOW);
    let coordinator = test.signed_in(Role::Coordinator);
    let (id, first, _) = analysis_rated(&coordinator).await;
    refused(
        write(&test, move |tx| store::approve(tx, id, "Leder")),
        RiskRefusal::NotHeld,
    );
    refused(write(&test, move |tx| store::hold(tx, id)), RiskRefusal::NotReady);
    // Two who write at the same time see each other.
    let to = format!("/kontor/ros/{id}/scenario/{first}/hva");
    let form = coordinator.get(&to).await.ok();
    let mark = value_of(&form, "laget-av");
    coordinator
        .post(
            &to,
            &[("laget-av", &mark), ("tittel", "Første"), ("merke", "integrity")],
        )
        .await;
    let second = coordinator.post(&to, &[("laget-av", &mark), ("tittel", "Andre")]).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.says("Noen andre endret dette mens du skrev.") && second.body.contains("Andre"));
    let meanwhile = RiskRefusal::ChangedMeanwhile;
    assert_eq!(
        (meanwhile.code(), meanwhile.status()),
        ("risk.changed_meanwhile", StatusCode::CONFLICT)
    );
    for l in Locale::ALL {
        assert!(!meanwhile.text(l).is_empty() && !meanwhile.hint(l).is_empty());
    }
    // Nothing that leads to a citizen is kept.
    let personal = coordinator.post(&to, &[("laget-av", &mark), ("tittel", "Ola, ola@example.no")]).await;
    assert_eq!(personal.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        coordinator.get(&format!("/kontor/ros/{}", Id([9; 16]))).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        coordinator.get(&format!("/kontor/ros/{id}/scenario/{first}/noe")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        coordinator.get(&format!("/kontor/ros/{id}/dokument/exe")).await.status,
        StatusCode::NOT_FOUND
    );
    assert!(matches!(
        write(&test, |tx| super::reopen(tx, Id([9; 16]), "x")),
        Err(AppError::Absent)
    ));
    assert!(matches!(
        write(&test, |tx| super::add_measure(tx, Id([9; 16]), "x", "y", None)),
        Err(AppError::Absent)
    ));
}

/// The scale has other words and limits, which are stored with this analysis alone.
#[tokio::test]
async fn the_scale_is_the_analysis_own() {
    let test = TestApp::bergen(NOW);
    let coordinator = test.signed_in(Role::Coordinator);
    let id = analysis_begun(&coordinator).await;
    let to = format!("/kontor/ros/{id}/skala");
    coordinator.get(&to).await.ok();
    let words: Vec<(String, String)> = ["s", "k"]
        .iter()
        .flat_map(|n| (1..=5).map(move |i| (format!("{n}-{i}"), format!("Ord {i}"))))
        .collect();
    let with = |yellow: &'static str, red: &'static str| {
        let mut all: Vec<(&str, &str)> = words.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        all.extend([("gul", yellow), ("rod", red), ("aldri", "0")]);
        all
    };
    let wrong = coordinator.post(&to, &with("12", "4")).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.says("Grensene passer ikke."));
    coordinator.post(&to, &with("6", "15")).await.to(&format!("/kontor/ros/{id}"));
    let scale = read(&test, move |r| store::one(r, id)).analysis.scale;
    assert_eq!((scale.medium_from, scale.high_from, scale.never_low_from), (6, 15, 0));
    assert_eq!(scale.probability_word(3), "Ord 3");
    let next = begun_another(&coordinator).await;
    assert_eq!(read(&test, move |r| store::one(r, next)).analysis.scale.high_from, 12);
}

async fn begun_another(coordinator: &Browser) -> Id {
    let made = coordinator.post("/kontor/ros/ny", &[("tittel", "En annen"), ("storrelse", "5x5")]).await;
    id_in(made.location())
}

/// Buttons of the workshop work without script; what one screen chooses, another shows.
#[tokio::test]
async fn the_workshop_goes_scenario_by_scenario() {
    let test = TestApp::bergen(NOW);
    let (coordinator, officer) = (test.signed_in(Role::Coordinator), test.signed_in(Role::PrivacyOfficer));
    let id = analysis_begun(&coordinator).await;
    let page = format!("/kontor/ros/{id}/verksted");
    assert!(coordinator.get(&page).await.ok().says("Det er ingen hendelser å snakke om ennå."));
    let chosen = [("hendelse", "frist-glipper"), ("hendelse", "delt-bankid")];
    coordinator.post(&format!("/kontor/ros/{id}/bibliotek"), &chosen).await;
    let first = coordinator.get(&page).await.ok();
    let (here, other) = {
        let all = read(&test, move |r| store::one(r, id)).analysis.scenarios;
        (all[0].id.to_string(), all[1].id)
    };
    assert!(first.says("Hendelse 1 av 2 – I dag") && first.says("Hvor ofte kan det skje?"));
    let press = async |part: &str, name: &str, value: &str| {
        coordinator.post(&page, &[("hendelse", &here), ("er", part), (name, value)]).await
    };
    press("before", "s", "3").await.to(&page);
    // Half a rating is kept, and is no rating yet.
    let half = read(&test, move |r| store::one(r, id));
    assert_eq!(
        half.analysis.scenarios[0].before,
        Some(Rating {
            probability: 3,
            consequence: 0
        })
    );
    assert_eq!(half.analysis.class_before(&half.analysis.scenarios[0]), None);
    press("before", "k", "4").await.to(&page);
    press("before", "k", "9").await.to(&page);
    let screen = officer.get(&page).await.ok();
    assert!(screen.says("H – Høy risiko") && screen.body.contains("grade-choice chosen"));
    assert!(!screen.body.contains("<button"), "who may not change has no buttons");
    assert_eq!(
        officer.post(&page, &[("hendelse", &here), ("er", "before"), ("s", "1")]).await.status,
        StatusCode::FORBIDDEN
    );
    press("before", "gjor", "neste").await.to(&page);
    let measures = coordinator.get(&format!("{page}/del")).await.ok();
    assert!(measures.says("Hva vil vi gjøre?") && measures.says("Forslag:") && !measures.body.contains("<html"));
    press("measures", "gjor", "forslag").await.to(&page);
    let empty = press("measures", "gjor", "tiltak").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let script = test.signed_in(Role::Coordinator).header("x-terskel-del", "1");
    let part = script.post(&page, &[("hendelse", &here), ("er", "measures"), ("del", "after")]).await.ok();
    assert!(part.says("Hvor sikre er vi på dette?") && !part.body.contains("<html"));
    press("after", "s", "2").await.to(&page);
    press("after", "k", "2").await.to(&page);
    press("after", "kunnskap", "weak").await.to(&page);
    press("after", "gjor", "neste").await.to(&page);
    let now = read(&test, move |r| store::one(r, id));
    assert_eq!((now.on_stage().unwrap().id, now.part), (other, Part::Before));
    assert_eq!(
        now.analysis.scenarios[0].after,
        Some(Rating {
            probability: 2,
            consequence: 2
        })
    );
    assert_eq!(now.analysis.scenarios[0].measures.len(), 1);
    let shown = coordinator.get(&format!("{page}?skjerm=1")).await.ok();
    assert!(shown.says("Hendelse 2 av 2") && !shown.body.contains("<button"));
}

/// A live screen is told when another one chooses.
#[tokio::test]
async fn a_screen_is_told_of_changes() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let test = TestApp::bergen(NOW);
    let coordinator = test.signed_in(Role::Coordinator);
    let (id, first, _) = analysis_rated(&coordinator).await;
    let address = test.listen().await;
    let mut line = tokio::net::TcpStream::connect(address).await.unwrap();
    let cookie = coordinator.cookie(crate::frame::cx::SESSION_COOKIE).unwrap();
    let ask = format!(
        "GET /kontor/ros/{id}/verksted/strom HTTP/1.1\r\nHost: {address}\r\nCookie: {}={cookie}\r\n\r\n",
        crate::frame::cx::SESSION_COOKIE
    );
    line.write_all(ask.as_bytes()).await.unwrap();
    let mut heard = String::new();
    let mut buffer = [0; 2048];
    while heard.matches("event: changed").count() < 1 {
        let n = line.read(&mut buffer).await.unwrap();
        assert!(n > 0, "{heard}");
        heard.push_str(&String::from_utf8_lossy(&buffer[..n]));
    }
    write(&test, move |tx| store::set_stage(tx, id, first, Part::After)).unwrap();
    while heard.matches("event: changed").count() < 2 {
        let n = line.read(&mut buffer).await.unwrap();
        assert!(n > 0, "{heard}");
        heard.push_str(&String::from_utf8_lossy(&buffer[..n]));
    }
}

/// What happened reopens a scenario; looking at it, or a new approved version, settles it.
#[tokio::test]
async fn a_reopened_scenario_waits_until_somebody_looks() {
    let test = TestApp::bergen(NOW);
    let id = analysis_approved(&test).await;
    let coordinator = test.signed_in(Role::Coordinator);
    let scenario = read(&test, move |r| store::one(r, id)).analysis.scenarios[1].id;
    for _ in 0..2 {
        write(&test, move |tx| {
            super::reopen(tx, scenario, "Fire hendelser på en måned")
        })
        .unwrap();
    }
    assert_eq!(
        read(&test, |r| store::reopenings(r)).len(),
        1,
        "the same reason is said once"
    );
    assert!(coordinator.get("/kontor/ros").await.ok().says("1 må ses på igjen"));
    let due = coordinator.get("/kontor/frister").await.ok();
    assert!(due.says("Se på igjen:") && due.says("Fire hendelser på en måned"));
    assert!(coordinator.get("/kontor").await.ok().says("Frister"));
    let at = format!("/kontor/ros/{id}/scenario/{scenario}");
    assert!(coordinator.get(&at).await.ok().says("Fire hendelser på en måned"));
    assert_eq!(
        coordinator.post(&format!("{at}/sett"), &[("funn", "")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    coordinator.post(&format!("{at}/sett"), &[("funn", "Vurderingen står seg.")]).await.to(&at);
    assert_eq!(read(&test, |r| store::reopenings(r)), []);
    // The same may happen again; then a new approved version is the answer.
    write(&test, move |tx| {
        super::reopen(tx, scenario, "Fire hendelser på en måned")
    })
    .unwrap();
    let next = write(&test, move |tx| store::next_version(tx, id)).unwrap();
    write(&test, move |tx| {
        let today = day_and_minute(tx.now()).0;
        store::change(tx, next, |a| {
            (a.held_on, a.review) = (Some(today), today.checked_add(jiff::Span::new().years(1)).ok());
            Ok(())
        })?;
        store::hold(tx, next)?;
        store::approve(tx, next, "Leder")
    })
    .unwrap();
    assert_eq!(read(&test, |r| store::reopenings(r)), []);
}

/// A measure: how far it has come, and whether it works, are two questions.
#[tokio::test]
async fn a_measure_is_due_until_it_is_done_and_seen_to_work() {
    let test = TestApp::bergen(NOW);
    let id = analysis_approved(&test).await;
    let coordinator = test.signed_in(Role::Coordinator);
    let measure = read(&test, move |r| store::one(r, id)).analysis.scenarios[0].measures[0].id;
    let at = format!("/kontor/ros/tiltak/{measure}");
    let kinds = async |browser: &Browser| {
        let page = browser.get("/kontor/frister").await.ok();
        ["Tiltak: Øve på det", "Virker tiltaket?: Øve på det"].map(|t| page.says(t))
    };
    assert_eq!(kinds(&coordinator).await, [true, false]);
    assert!(coordinator.get(&at).await.ok().says("Ikke begynt"));
    assert_eq!(
        coordinator.post(&at, &[("hendte", "")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    for event in ["begun", "done"] {
        coordinator.post(&at, &[("hendte", event), ("merknad", "Greit")]).await.to(&at);
        coordinator.post(&at, &[("hendte", event), ("merknad", "Greit")]).await.to(&at);
    }
    assert_eq!(read(&test, |r| store::log(r)).len(), 2, "told twice, it happened once");
    assert_eq!(kinds(&coordinator).await, [false, true]);
    test.later(24 * 60);
    // Sessions have ended overnight.
    let coordinator = test.signed_in(Role::Coordinator);
    coordinator.post(&at, &[("hendte", "works")]).await.to(&at);
    assert_eq!(kinds(&coordinator).await, [false, false]);
    assert!(coordinator.get(&at).await.ok().says("Gjort, og det virker"));
    coordinator.post(&at, &[("hendte", "reopened")]).await.to(&at);
    assert_eq!(kinds(&coordinator).await, [true, false]);
}

/// A place is walked through with the checklist; what is lacking becomes a measure.
#[tokio::test]
async fn a_place_is_walked_through() {
    let test = TestApp::bergen(NOW);
    let coordinator = test.signed_in(Role::Coordinator);
    assert!(coordinator.get("/kontor/ros/steder").await.ok().says("Ikke gått gjennom"));
    let at = "/kontor/ros/steder/hovedbiblioteket";
    assert!(
        coordinator
            .get("/kontor/frister")
            .await
            .ok()
            .says("Sjekk av sted: Gå gjennom sjekklistenHovedbiblioteket")
    );
    coordinator.get(&format!("{at}/runde")).await.ok();
    let missing = coordinator
        .post(
            &format!("{at}/runde"),
            &[("hvem", "Driftsansvarlig"), ("dato", "2026-11-24")],
        )
        .await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let names: Vec<String> = domain::risk::check_items().iter().map(|i| format!("svar-{}", i.key)).collect();
    let mut walk: Vec<(&str, &str)> =
        vec![("hvem", "Driftsansvarlig"), ("dato", "2026-11-24"), ("merknad-alarm", "Virker ikke")];
    walk.extend(names.iter().map(|n| (n.as_str(), if n == "svar-alarm" { "no" } else { "yes" })));
    for _ in 0..2 {
        coordinator.post(&format!("{at}/runde"), &walk).await.to(at);
    }
    assert_eq!(read(&test, |r| store::walks(r)).len(), 1);
    let page = coordinator.get(at).await.ok();
    assert!(page.says("Kan veilederen få hjelp uten å rope?") && page.says("Virker ikke"));
    let measure = [("hva", "Reparere alarmen"), ("hvem", "Driftsansvarlig"), ("frist", "2026-11-01")];
    coordinator.post(&format!("{at}/tiltak"), &measure).await.to(at);
    assert_eq!(
        coordinator.post(&format!("{at}/tiltak"), &[("hva", "")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let due = coordinator.get("/kontor/frister").await.ok();
    assert!(due.says("Driftsansvarlig") && due.says("Tiltak: Reparere alarmen") && due.says("Over fristen"));
    assert!(!due.says("Gå gjennom sjekklistenHovedbiblioteket"));
    let loose = read(&test, |r| store::loose(r));
    let found = coordinator.get(&format!("/kontor/ros/tiltak/{}", loose[0].0.id)).await.ok();
    assert!(found.says("Reparere alarmen") && found.says("Hovedbiblioteket"));
}

/// The four documents, in the language the analysis is written in.
#[tokio::test]
async fn an_analysis_is_taken_away() {
    let test = TestApp::bergen(NOW);
    let id = analysis_approved(&test).await;
    let leader = test.signed_in(Role::Leader);
    let file = async |form: &str| leader.get(&format!("/kontor/ros/{id}/dokument/{form}")).await.ok();
    let page = file("html").await;
    assert!(
        page.says("ROS-analyse: Hjelp med søknader, utgave 1")
            && page.says("Øve på det")
            && page.says("Leder for innbyggerservice")
    );
    let pdf = file("pdf").await;
    assert!(pdf.bytes.starts_with(b"%PDF-"));
    for (form, part) in [("docx", "word/document.xml"), ("xlsx", "xl/sharedStrings.xml")] {
        let bytes = file(form).await.bytes;
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        zip.by_name(part).unwrap().read_to_string(&mut text).unwrap();
        assert!(text.contains("Øve på det"), "{form}");
    }
    // An approved document is the same another day.
    let again = pdf.bytes;
    test.later(60);
    assert_eq!(file("pdf").await.bytes, again);
}

/// The night deletes what is past its time, and the doctor sees when it has not.
#[tokio::test]
async fn what_is_old_is_deleted() {
    let test = TestApp::bergen(NOW);
    let first = analysis_approved(&test).await;
    test.later(24 * 60);
    let coordinator = test.signed_in(Role::Coordinator);
    write(&test, super::made_up::made_up).unwrap();
    let made = coordinator.post(&format!("/kontor/ros/{first}/status"), &[("gjor", "ny-utgave")]).await;
    let next = id_in(made.location());
    write(&test, move |tx| {
        let today = day_and_minute(tx.now()).0;
        store::change(tx, next, |a| {
            (a.held_on, a.review) = (Some(today), today.checked_add(jiff::Span::new().years(1)).ok());
            Ok(())
        })?;
        store::hold(tx, next)?;
        store::approve(tx, next, "Leder")
    })
    .unwrap();
    let late = |test: &TestApp| {
        let today = day_and_minute(test.now()).0;
        read(test, move |r| super::left_before(r, today))
    };
    assert_eq!(late(&test), 0);
    test.later(11 * 366 * 24 * 60);
    assert!(late(&test) > 0);
    write(&test, super::tonight).unwrap();
    assert_eq!(late(&test), 0);
    let left = read(&test, |r| store::versions(r));
    assert!(left.iter().all(|v| v.id != first), "the replaced one is gone");
    assert!(left.iter().any(|v| v.id == next), "the one in force stays");
    assert_eq!(read(&test, |r| store::walks(r)), []);
}

/// The demonstration has one held analysis that says it is made up.
#[tokio::test]
async fn the_demonstration_has_an_analysis() {
    let test = TestApp::bergen(NOW);
    write(&test, super::made_up::made_up).unwrap();
    let versions = read(&test, |r| store::versions(r));
    assert_eq!(
        versions.iter().map(|v| v.status).collect::<Vec<_>>(),
        [AnalysisStatus::Held]
    );
    assert_eq!(versions[0].analysis.scenarios.len(), 8);
    assert!(versions[0].analysis.scope.contains("diktet"));
    let leader = test.signed_in(Role::Leader);
    let page = leader.get(&format!("/kontor/ros/{}", versions[0].id)).await.ok();
    assert!(page.says("Hjelp med søknader") && page.says("Godkjenn analysen"));
    for path in ["/nn/kontor/ros", "/en/kontor/ros", "/nn/kontor/frister", "/en/kontor/ros/steder"] {
        leader.get(path).await.ok();
    }
}
