use crate::{
    exchange,
    frame::AppError,
    testing::{TestApp, example},
};
use axum::http::{StatusCode, header};
use domain::{
    register::Register,
    schedule::{Change, Exception},
    shared::{Locale, Localized},
};
use interop::ical;
use jiff::civil::date;
use store::{Actor, WriteCtx};

fn called_off(mut register: Register) -> Register {
    register.offerings[0].schedules[0].exceptions.push(Exception {
        date: date(2026, 3, 4),
        change: Change::CalledOff,
        reason: Localized::in_one(Locale::Nb, "Veilederen er syk"),
        decided_at: None,
    });
    register
}

fn save(test: &TestApp, register: &Register) {
    let ctx = WriteCtx {
        tenant: test.tenant,
        actor: Actor::System,
        now: test.now(),
    };
    let register = register.clone();
    test.app
        .db()
        .write_blocking(ctx, move |tx| {
            crate::municipality::store::bump_version(tx)?;
            exchange::save(tx, &register)?;
            Ok::<_, AppError>(())
        })
        .unwrap();
    test.app.forget(test.tenant);
}

fn unfolded(body: &str) -> String {
    body.replace("\r\n ", "")
}

#[tokio::test]
async fn the_feed_is_a_series_and_says_what_is_called_off() {
    let test = TestApp::with(&called_off(example("minimal")), "2026-03-03T12:15");
    let feed = test.anonymous().get("/nb/kalender.ics").await.ok();
    assert_eq!(feed.headers["content-type"], ical::CONTENT_TYPE);
    let text = unfolded(&feed.body);
    assert!(text.contains("UID:digihjelp.onsdag@1145.terskel\r\n"), "{text}");
    assert!(text.contains("DTSTART;TZID=Europe/Oslo:2026"), "{text}");
    assert!(text.contains("RECURRENCE-ID;TZID=Europe/Oslo:20260304T130000\r\n"));
    assert_eq!(text.matches("STATUS:CANCELLED").count(), 1);
    assert!(text.contains("Avlyst: Digihjelp på biblioteket") && text.contains("Veilederen er syk"));
    assert!(text.contains("SOURCE;VALUE=URI:http") && text.contains("/nb/kalender.ics\r\n"));
    test.at("2026-04-30T12:00");
    let later = test.anonymous().get("/nb/kalender.ics").await.ok();
    assert!(
        unfolded(&later.body).contains("STATUS:CANCELLED"),
        "what was called off is told for two months"
    );
    let one = test.anonymous().get("/nn/tilbud/digihjelp/kalender.ics").await.ok();
    assert!(
        one.body.contains("X-WR-CALNAME:Digihjelp på biblioteket – Digihjelpa"),
        "{}",
        one.body
    );
    assert_eq!(
        test.anonymous().get("/tilbud/annet/kalender.ics").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn only_when_and_where_count_as_a_change() {
    let mut register = example("minimal");
    let test = TestApp::with(&register, "2026-03-03T12:15");
    let asked = || async { unfolded(&test.anonymous().get("/nb/kalender.ics").await.ok().body) };
    let first = asked().await;
    assert!(
        first.contains("SEQUENCE:0\r\n") && first.contains("DTSTAMP:20260303T111500Z\r\n"),
        "{first}"
    );
    test.later(60);
    register.offerings[0].summary.nb = "Nye ord".to_owned();
    save(&test, &register);
    let reworded = asked().await;
    assert!(
        reworded.contains("Nye ord") && reworded.contains("SEQUENCE:0\r\n"),
        "{reworded}"
    );
    let off = called_off(register.clone());
    save(&test, &off);
    let changed = asked().await;
    assert_eq!(
        changed.matches("SEQUENCE:1\r\n").count(),
        2,
        "the series and the date that is different: {changed}"
    );
    assert!(changed.contains("LAST-MODIFIED:20260303T121500Z\r\n"));
    save(&test, &register);
    assert!(
        asked().await.contains("SEQUENCE:2\r\n"),
        "taking it back is a change too"
    );
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let test = TestApp::bergen("2026-11-24T08:15");
    let first = test.anonymous().get("/nb/kalender.ics").await.ok();
    let tag = first.headers[header::ETAG].to_str().unwrap().to_owned();
    assert_eq!(first.headers[header::CACHE_CONTROL], "public, max-age=900");
    assert_eq!(first.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    test.at("2026-11-24T20:15");
    let again = test.anonymous().header("if-none-match", &tag).get("/nb/kalender.ics").await;
    assert_eq!(
        (again.status, again.bytes.len()),
        (StatusCode::NOT_MODIFIED, 0),
        "the clock alone changes nothing"
    );
    assert_eq!(again.headers[header::CACHE_CONTROL], "public, max-age=900");
}

#[tokio::test]
async fn one_may_follow_a_place_a_kind_or_a_language() {
    let test = TestApp::bergen("2026-11-24T12:15");
    let count = |path: &'static str| {
        let browser = test.anonymous();
        async move {
            let text = unfolded(&browser.get(path).await.ok().body);
            let names: std::collections::BTreeSet<String> = text
                .split("\r\n")
                .filter_map(|l| l.strip_prefix("UID:").and_then(|u| u.split('.').next()).map(str::to_owned))
                .collect();
            names.into_iter().collect::<Vec<_>>()
        }
    };
    let all = count("/nb/kalender.ics").await;
    assert!(
        all.len() > 5 && !all.contains(&"datakurs-for-fredheim".to_owned()),
        "{all:?}"
    );
    let at_the_library = count("/nb/kalender.ics?sted=hovedbiblioteket").await;
    assert_eq!(at_the_library, count("/nb/steder/hovedbiblioteket/kalender.ics").await);
    assert!(at_the_library.len() < all.len() && at_the_library.contains(&"drop-in-biblioteket".to_owned()));
    assert_eq!(count("/nb/kalender.ics?type=data_cafe").await, ["datakafe"]);
    assert_eq!(
        count("/nb/kalender.ics?tilbud=datakafe&tilbud=kom-i-gang-klubben").await,
        ["datakafe", "kom-i-gang-klubben"]
    );
    assert!(count("/nb/kalender.ics?sprak=xx").await.is_empty());
    assert_eq!(
        count("/nb/kalender.ics?sted=&type=&sprak=").await,
        all,
        "empty choices choose nothing"
    );
    for wrong in ["sted=borte", "tilbud=borte", "type=borte"] {
        let answer = test.anonymous().get(&format!("/nb/kalender.ics?{wrong}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn the_page_says_how_to_follow() {
    let test = TestApp::bergen("2026-11-24T12:15");
    let page = test.anonymous().get("/nb/kalender/abonner?sted=hovedbiblioteket&type=&sprak=").await.ok();
    assert!(page.body.contains("webcal://"), "{}", page.body);
    assert!(page.says("/nb/kalender.ics?sted=hovedbiblioteket"), "{}", page.body);
    assert!(page.says("Hovedbiblioteket – Digihjelpen i Bergen"));
    assert!(page.body.contains("type=\"application/atom+xml\""));
    let week = test.anonymous().get("/nn/kalender").await.ok();
    assert!(
        week.body.contains("webcal://") && week.body.contains("/nn/kalender/abonner"),
        "{}",
        week.body
    );
}
