use super::store;
use crate::testing::{TestApp, town::written};
use axum::http::StatusCode;
use domain::{access::Role, guides::GuideKind, shared::day_and_minute};

const MORNING: &str = "2026-03-03T09:00";

const FILE: &str = "navn;type;timer_per_uke;fra;til\nKari;ansatt;37,5;1.1.2026;\nAmina;elev;6;2026-01-01;2026-06-20\nJonas;innleid;20;;\n";

#[tokio::test]
async fn agreed_hours_come_in_all_or_none_and_go_out_the_same() {
    let test = TestApp::bergen(MORNING);
    let leader = test.signed_in(Role::Leader);
    let wrong = leader
        .post(
            "/kontor/baerekraft/timer",
            &[(
                "csv",
                "Kari;ansatt;37,5;;\nOla;sjef;5;;\nEva;elev;90;;\nLiv;elev;5;2.2.2026;1.1.2026\n;elev;4;;",
            )],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for line in ["Linje 2: Type", "Linje 3: Timer", "Linje 4: Dagene", "Linje 5: Navnet"] {
        assert!(wrong.says(line), "{line}: {}", wrong.body);
    }
    assert!(test.app.db().read_blocking(test.tenant, |r| store::workers(r)).unwrap().is_empty());
    for _ in 0..2 {
        leader
            .post("/kontor/baerekraft/timer", &[("csv", FILE)])
            .await
            .to("/kontor/baerekraft/timer?lagret=1");
    }
    let workers = test.app.db().read_blocking(test.tenant, |r| store::workers(r)).unwrap();
    let kinds: Vec<GuideKind> = workers.iter().map(|(_, w)| w.kind).collect();
    assert_eq!(kinds, [GuideKind::Pupil, GuideKind::Hired, GuideKind::Employee]);
    let out = leader.get("/kontor/baerekraft/timer.csv").await.ok().body;
    assert!(out.contains("Kari;employee;37,50;2026-01-01;"), "{out}");
    leader
        .post("/kontor/baerekraft/timer", &[("csv", &out)])
        .await
        .to("/kontor/baerekraft/timer?lagret=1");
    assert_eq!(
        test.app.db().read_blocking(test.tenant, |r| store::workers(r)).unwrap(),
        workers
    );
    let remove = format!("/kontor/baerekraft/timer/{}/fjern", workers[0].0);
    for _ in 0..2 {
        leader.post(&remove, &[]).await.to("/kontor/baerekraft/timer?lagret=1");
    }
    assert_eq!(
        test.app.db().read_blocking(test.tenant, |r| store::workers(r)).unwrap().len(),
        2
    );
    leader.get("/kontor/baerekraft/vaktliste.csv").await.ok();
}

#[tokio::test]
async fn the_year_is_shown_before_an_offering_is_published() {
    let test = TestApp::bergen(MORNING);
    let coordinator = test.signed_in(Role::Coordinator);
    assert!(coordinator.get("/kontor/baerekraft").await.ok().says("Skriv inn avtalte timer"));
    coordinator.post("/kontor/tilbud/datakafe/publiser", &[("publisert", "0")]).await;
    assert!(coordinator.get("/kontor/tilbud/datakafe/publiser").await.ok().says("Ingen avtalte timer"));
    coordinator
        .post("/kontor/baerekraft/timer", &[("csv", FILE)])
        .await
        .to("/kontor/baerekraft/timer?lagret=1");
    let before = coordinator.get("/kontor/tilbud/datakafe/publiser").await.ok();
    assert!(before.says("Med dette"), "{}", before.body);
    assert!(before.body.contains("/kontor/baerekraft?tilbud=datakafe"));
    for language in ["nb", "nn", "en"] {
        for path in ["/kontor/baerekraft", "/kontor/baerekraft?tilbud=datakafe", "/kontor/baerekraft/timer"] {
            let page = coordinator.get(&format!("/{language}{path}")).await.ok();
            assert!(path.ends_with("timer") || page.body.contains("<svg"), "{path}");
        }
    }
    assert_eq!(
        coordinator.get("/kontor/baerekraft?tilbud=finnes-ikke").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        test.signed_in(Role::Helper).get("/kontor/baerekraft").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        test.signed_in(Role::PrivacyOfficer).get("/kontor/baerekraft/timer").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn what_comes_on_top_can_be_changed_within_reason() {
    let test = TestApp::bergen(MORNING);
    let leader = test.signed_in(Role::Leader);
    let form = |absence: &'static str| {
        [("forberedelse", "10"), ("moter", "60"), ("opplaering", "60"), ("reise", "0"), ("fravaer", absence)]
    };
    let wrong = leader.post("/kontor/baerekraft", &form("95")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("fra 0 til 90"));
    for _ in 0..2 {
        leader.post("/kontor/baerekraft", &form("20")).await.to("/kontor/baerekraft?lagret=1");
    }
    assert_eq!(
        test.app.db().read_blocking(test.tenant, |r| store::rates(r)).unwrap().absence,
        20
    );
}

#[tokio::test]
async fn hours_that_ended_long_ago_are_forgotten() {
    let test = TestApp::bergen(MORNING);
    let leader = test.signed_in(Role::Leader);
    leader.post("/kontor/baerekraft/timer", &[("csv", FILE)]).await;
    test.at("2027-09-01T09:00");
    let today = day_and_minute(test.now()).0;
    let left =
        |test: &TestApp| test.app.db().read_blocking(test.tenant, move |r| super::left_before(r, today)).unwrap();
    assert_eq!(left(&test), 1);
    written(&test, super::tonight);
    assert_eq!(left(&test), 0);
    assert_eq!(
        test.app.db().read_blocking(test.tenant, |r| store::workers(r)).unwrap().len(),
        2
    );
}
