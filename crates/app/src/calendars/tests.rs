use super::refusal::CalendarsRefusal;
use crate::{
    exchange,
    frame::{AppError, Refusal},
    testing::{TestApp, example},
};
use axum::http::{StatusCode, header};
use domain::{
    access::Role,
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
async fn a_plan_that_is_taken_away_is_called_off_until_its_dates_are_past() {
    let mut register = example("minimal");
    let extra = domain::schedule::ExtraDate {
        date: date(2026, 3, 14),
        start: domain::shared::Minute::parse("10:00"),
        end: domain::shared::Minute::parse("12:00"),
        note: Localized::default(),
    };
    register.offerings[0].schedules[0].extra_dates.push(extra);
    let register = called_off(register);
    let test = TestApp::with(&register, "2026-03-03T12:15");
    let asked = |path: &'static str| {
        let browser = test.anonymous();
        async move { unfolded(&browser.get(path).await.ok().body) }
    };
    assert!(!asked("/nb/kalender.ics").await.contains("Avlyst: Digihjelp på biblioteket\r\nSTATUS:CONFIRMED"));
    let mut without = register.clone();
    without.offerings[0].schedules.clear();
    test.later(60);
    save(&test, &without);
    let gone = asked("/nb/kalender.ics").await;
    assert!(!gone.contains("FREQ=WEEKLY"), "{gone}");
    assert!(
        gone.contains("RECURRENCE-ID;TZID=Europe/Oslo:20260311T130000\r\n"),
        "{gone}"
    );
    assert!(
        gone.contains("UID:digihjelp.onsdag@1145.terskel\r\n") && gone.contains("SEQUENCE:1\r\n"),
        "{gone}"
    );
    assert!(
        gone.contains("UID:digihjelp.onsdag.2026-03-14T1000@1145.terskel\r\n"),
        "the date beside the rule: {gone}"
    );
    let (all, off) = (
        gone.matches("BEGIN:VEVENT").count(),
        gone.matches("STATUS:CANCELLED").count(),
    );
    assert!(all > 20 && all == off, "every date is called off: {off} of {all}");
    for path in ["/nb/tilbud/digihjelp/kalender.ics", "/nb/steder/biblioteket/kalender.ics"] {
        assert!(asked(path).await.contains("STATUS:CANCELLED"), "{path}");
    }
    assert!(!asked("/nb/kalender.ics?type=course").await.contains("STATUS:CANCELLED"));
    // A day that is past says nothing any more, and leaves no row.
    test.at("2026-03-20T03:00");
    let night = |test: &TestApp| {
        let ctx = WriteCtx {
            tenant: test.tenant,
            actor: Actor::System,
            now: test.now(),
        };
        test.app.db().write_blocking(ctx, super::store::forget_gone).unwrap();
    };
    night(&test);
    test.app.forget(test.tenant);
    let later = asked("/nb/kalender.ics").await;
    assert!(
        !later.contains("20260311T130000") && later.contains("20260325T130000"),
        "{later}"
    );
    // It comes back: the same series, a number higher, and nothing of it called off but what was.
    save(&test, &register);
    let back = asked("/nb/kalender.ics").await;
    assert!(
        back.contains("FREQ=WEEKLY") && back.contains("SEQUENCE:2\r\n"),
        "{back}"
    );
    assert_eq!(back.matches("STATUS:CANCELLED").count(), 1, "{back}");
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

#[tokio::test]
async fn the_web_feed_tells_what_comes() {
    let test = TestApp::with(&called_off(example("minimal")), "2026-03-03T12:15");
    let feed = test.anonymous().get("/nb/kommer.atom").await.ok();
    assert_eq!(feed.headers["content-type"], "application/atom+xml; charset=utf-8");
    assert!(
        feed.body.contains("<title>Avlyst: Digihjelp på biblioteket, onsdag 4. mars 2026 kl.\u{a0}13"),
        "{}",
        feed.body
    );
    assert!(feed.body.contains("Veilederen er syk") && feed.body.contains("#onsdag.2026-03-04T1300</id>"));
    assert!(feed.body.contains("<updated>2026-03-03T11:15:00Z</updated>"));
    assert_eq!(
        feed.body.matches("<entry>").count(),
        feed.body.matches("</entry>").count()
    );
    assert!(
        test.anonymous().get("/nb").await.ok().body.contains("href=\"/nb/kommer.atom\""),
        "every page leads to it"
    );
}

#[tokio::test]
async fn only_the_window_may_be_shown_by_others() {
    let test = TestApp::bergen("2026-11-24T12:15");
    for _ in 0..2 {
        let page = test.anonymous().get("/nb/widget?sted=hovedbiblioteket").await.ok();
        let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(
            policy.contains("frame-ancestors *") && !policy.contains("script-src"),
            "{policy}"
        );
        assert!(
            !page.headers.contains_key(header::X_FRAME_OPTIONS),
            "made anew and kept alike"
        );
        assert!(page.says("Åpent nå, til kl. 15"), "{}", page.body);
        assert!(page.body.contains("target=\"_top\"") && !page.body.contains("<script"));
        assert!(!page.body.contains("<header") && !page.body.contains("<form"));
    }
    let other = test.anonymous().get("/nb/kalender").await.ok();
    assert_eq!(other.headers[header::X_FRAME_OPTIONS], "DENY");
    assert_eq!(
        test.anonymous().get("/nb/widget?sted=borte").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_element_gets_its_data_and_its_script() {
    let test = TestApp::bergen("2026-11-24T12:15");
    let data = test.anonymous().get("/nn/widget.json?sted=hovedbiblioteket").await.ok();
    assert_eq!(data.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    let json: serde_json::Value = serde_json::from_str(&data.body).unwrap();
    assert_eq!(json["state"], "open");
    assert!(json["items"].as_array().unwrap().len() > 1, "{json}");
    assert!(json["items"][0]["url"].as_str().unwrap().contains("/nn/tilbud/"));
    let script = test.anonymous().get("/nn/widget.js").await.ok();
    assert!(script.body.contains("terskel-apent"));
    assert_eq!(script.headers[header::CONTENT_TYPE], "text/javascript; charset=utf-8");
}

#[tokio::test]
async fn the_office_gets_code_to_paste() {
    let test = TestApp::bergen("2026-11-24T12:15");
    let coordinator = test.signed_in(Role::Coordinator);
    let page = coordinator.get("/nb/kontor/kalender/vis-pa-nettsiden?sted=hovedbiblioteket").await.ok();
    assert!(
        page.body.contains("&lt;iframe src=") && page.body.contains("/nb/widget?sted=hovedbiblioteket"),
        "{}",
        page.body
    );
    assert!(page.body.contains("&lt;terskel-apent sted="));
    let home = coordinator.get("/nb/kontor/kalender").await.ok();
    assert!(home.body.contains("/nb/kontor/kalender/import"));
}

const SENIORNETT: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n\
    BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Oslo:20261201T140000\r\nDTEND;TZID=Europe/Oslo:20261201T160000\r\n\
    RRULE:FREQ=WEEKLY;COUNT=2\r\nSUMMARY:Nettbrett for nybegynnere\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:2\r\nDTSTART;TZID=Europe/Oslo:20261203T140000\r\nDURATION:PT1H\r\n\
    SUMMARY:Ring Kari på 900 00 000\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:3\r\nDTSTART;VALUE=DATE:20261224\r\nSUMMARY:Julaften\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:4\r\nDTSTART;TZID=Europe/Oslo:20261201T110000\r\nDURATION:PT2H\r\nSUMMARY:Som vanlig\r\nEND:VEVENT\r\n\
    END:VCALENDAR\r\n";

const TO: [(&str, &str); 2] = [("tilbud", "dataopplaring-seniornett"), ("sted", "seniornett")];

#[tokio::test]
async fn a_partners_calendar_is_looked_at_and_taken_in() {
    let test = TestApp::bergen("2026-11-24T12:15");
    let coordinator = test.signed_in(Role::Coordinator);
    let form = coordinator.get("/nb/kontor/kalender/import").await.ok();
    assert!(
        form.body.find("dataopplaring-seniornett") < form.body.find("\"datakafe\""),
        "partners' own first"
    );
    let page = coordinator.post_file("/nb/kontor/kalender/import", &TO, SENIORNETT.as_bytes()).await.ok();
    assert!(
        page.says("Nye datoer: 3") && page.says("Nettbrett for nybegynnere"),
        "{}",
        page.body
    );
    assert!(
        !page.body.contains("900 00 000"),
        "what must not be stored is not shown as if it would be"
    );
    assert!(
        page.says("Julaften: Gjelder hele dagen") && page.says("Står her fra før: 1"),
        "{}",
        page.body
    );
    let none = coordinator.post("/nb/kontor/kalender/import/lagre", &TO).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.says("Ingen datoer er valgt."));
    let mut fields = TO.to_vec();
    fields.extend([
        ("dato", "2026-12-01|14:00|16:00|Nettbrett for nybegynnere"),
        ("dato", "2026-12-03|14:00|15:00|"),
        ("dato", "2020-01-01|14:00|15:00|for lenge siden"),
        ("dato", "tull"),
        ("dato", "2026-12-04|14:00|12:00|baklengs"),
    ]);
    for _ in 0..2 {
        coordinator
            .post("/nb/kontor/kalender/import/lagre", &fields)
            .await
            .to("/nb/kontor/tilbud/dataopplaring-seniornett/tider");
    }
    let text = unfolded(&test.anonymous().get("/nb/tilbud/dataopplaring-seniornett/kalender.ics").await.ok().body);
    let uid = "UID:dataopplaring-seniornett.kalender.2026-12-01T1400@4601.terskel\r\n";
    assert_eq!(text.matches(uid).count(), 1, "sent twice, it is there once: {text}");
    assert_eq!(
        text.matches("UID:dataopplaring-seniornett.kalender.").count(),
        2,
        "{text}"
    );
    let smaller = SENIORNETT.replace(
        "UID:2\r\nDTSTART;TZID=Europe/Oslo:20261203",
        "UID:2\r\nDTSTART;TZID=Europe/Oslo:20200103",
    );
    let again = coordinator.post_file("/nb/kontor/kalender/import", &TO, smaller.as_bytes()).await.ok();
    assert!(
        again.says("Disse står her, men ikke i fila") && again.says("torsdag 3. desember"),
        "{}",
        again.body
    );
    let mut fields = TO.to_vec();
    fields.push(("fjern", "2026-12-03|14:00|15:00|"));
    coordinator.post("/nb/kontor/kalender/import/lagre", &fields).await;
    let text = unfolded(&test.anonymous().get("/nb/tilbud/dataopplaring-seniornett/kalender.ics").await.ok().body);
    assert_eq!(
        text.matches("UID:dataopplaring-seniornett.kalender.").count(),
        1,
        "{text}"
    );
}

#[tokio::test]
async fn a_hostile_calendar_is_refused_with_words() {
    let test = TestApp::bergen("2026-11-24T12:15");
    let coordinator = test.signed_in(Role::Coordinator);
    let line = "a".repeat(100_000);
    let events = "BEGIN:VEVENT\r\nEND:VEVENT\r\n".repeat(2000);
    let whole = |inside: &str| format!("BEGIN:VCALENDAR\r\n{inside}END:VCALENDAR\r\n").into_bytes();
    let table: [(CalendarsRefusal, Vec<u8>, &str); 7] = [
        (CalendarsRefusal::NoFile, Vec::new(), "Fila slutter"),
        (CalendarsRefusal::TooLarge, vec![b'x'; 3 * 512 * 1024], "inntil 1 MB"),
        (
            CalendarsRefusal::NotText,
            b"BEGIN:VCALENDAR\n\xff\n".to_vec(),
            "(Linje 2.)",
        ),
        (CalendarsRefusal::NotACalendar, b"hei".to_vec(), "BEGIN:VCALENDAR"),
        (
            CalendarsRefusal::LineTooLong,
            whole(&format!("X:{line}\r\n")),
            "(Linje 2.)",
        ),
        (CalendarsRefusal::WrongNesting, whole("END:VEVENT\r\n"), "(Linje 2.)"),
        (
            CalendarsRefusal::TooMany,
            whole(&events),
            "bare kalenderen for dette tilbudet",
        ),
    ];
    for (refusal, bytes, says) in table {
        let answer = if refusal == CalendarsRefusal::NoFile {
            coordinator.post("/nb/kontor/kalender/import", &TO).await
        } else {
            coordinator.post_file("/nb/kontor/kalender/import", &TO, &bytes).await
        };
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{refusal:?}");
        assert!(answer.says(&refusal.text(Locale::Nb)), "{refusal:?}: {}", answer.body);
        assert!(
            refusal == CalendarsRefusal::NoFile || answer.says(says),
            "{refusal:?}: {}",
            answer.body
        );
        assert!(refusal.code().starts_with("calendars."));
    }
    let huge = coordinator.post_file("/nb/kontor/kalender/import", &TO, &vec![b'x'; 10 * 1024 * 1024]).await;
    assert_eq!(huge.status, StatusCode::PAYLOAD_TOO_LARGE, "10 MB is not even read");
    assert!(huge.body.contains("<h1"), "{}", huge.body);
    let absent = [("tilbud", "borte"), ("sted", "seniornett")];
    let answer = coordinator.post_file("/nb/kontor/kalender/import", &absent, SENIORNETT.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(
        test.signed_in(Role::Helper).get("/nb/kontor/kalender/import").await.status,
        StatusCode::FORBIDDEN
    );
}
