use super::{
    claims::{self, Taken},
    store,
};
use crate::{
    frame::{AppError, Refusal},
    testing::{Answer, Browser, TestApp},
};
use ::store::{Actor, Query, Tx, WriteCtx, params};
use axum::http::StatusCode;
use domain::{
    access::Role,
    bookings::BookingRefusal,
    offerings::Offering,
    schedule::{Change, Exception, Rule},
    shared::{Id, Locale, Localized, Minute},
};
use futures_util::future::join_all;
use jiff::{
    ToSpan,
    civil::{Date, Weekday, date},
};
use std::ops::Range;

const GUIDES: [u8; 16] = [7; 16];

fn holder(n: u16) -> [u8; 16] {
    let mut id = [0; 16];
    id[..2].copy_from_slice(&n.to_be_bytes());
    id
}

async fn write<T, F>(test: &TestApp, f: F) -> Result<T, AppError>
where
    T: Send + 'static,
    F: FnMut(&mut Tx) -> Result<T, AppError> + Send + 'static,
{
    let ctx = WriteCtx {
        tenant: test.tenant,
        actor: Actor::Anonymous,
        now: test.now(),
    };
    test.app.db().write(ctx, f).await
}

async fn taken(test: &TestApp, cells: Range<i64>) -> Vec<Taken> {
    let read = move |r: &mut ::store::Read| claims::taken(r, GUIDES, cells.clone());
    test.app.db().read(test.tenant, read).await.unwrap()
}

#[tokio::test]
async fn five_hundred_at_once_and_one_gets_the_last_lane() {
    let test = TestApp::minimal("2026-03-03T12:00");
    write(&test, |tx| claims::take(tx, GUIDES, 0..3, 100..110, holder(1000), None)).await.unwrap();
    write(&test, |tx| claims::take(tx, GUIDES, 0..3, 104..112, holder(1001), None)).await.unwrap();
    let attempts = (0..500u16).map(|n| {
        // They overlap in all ways, so that none of them is decided by its first cell alone.
        let from = 103 + i64::from(n % 4);
        write(&test, move |tx| {
            claims::take(tx, GUIDES, 0..3, from..from + 5, holder(n), None)
        })
    });
    let got: Vec<Option<u16>> = join_all(attempts).await.into_iter().map(Result::unwrap).collect();
    let winners: Vec<usize> = (0..500).filter(|n| got[*n].is_some()).collect();
    assert_eq!(winners.len(), 1, "{winners:?}");
    assert_eq!(got[winners[0]], Some(2));
    let left = taken(&test, 0..1000).await;
    assert_eq!(left.len(), 10 + 8 + 5, "those who lost left nothing behind");
}

#[tokio::test]
async fn a_hold_is_taken_while_it_lasts_and_can_be_kept_or_given_back() {
    let test = TestApp::minimal("2026-03-03T12:00");
    let until = test.now() + 10.minutes();
    let take = |n: u16, until| move |tx: &mut Tx| claims::take(tx, GUIDES, 0..1, 100..106, holder(n), until);
    assert_eq!(write(&test, take(1, Some(until))).await.unwrap(), Some(0));
    assert_eq!(write(&test, take(2, None)).await.unwrap(), None);
    test.later(10);
    assert_eq!(
        write(&test, take(3, Some(test.now() + 10.minutes()))).await.unwrap(),
        Some(0)
    );
    assert_eq!(
        write(&test, |tx| claims::keep(tx, holder(1))).await.unwrap(),
        0,
        "came too late"
    );
    assert_eq!(write(&test, |tx| claims::keep(tx, holder(3))).await.unwrap(), 6);
    test.later(60);
    assert_eq!(write(&test, take(4, None)).await.unwrap(), None, "kept for good");
    assert_eq!(write(&test, |tx| claims::free(tx, holder(3))).await.unwrap(), 6);
    assert_eq!(write(&test, take(4, None)).await.unwrap(), Some(0));
}

#[tokio::test]
async fn a_partly_taken_lane_is_left_as_it_was() {
    let test = TestApp::minimal("2026-03-03T12:00");
    write(&test, |tx| claims::take(tx, GUIDES, 0..1, 103..104, holder(1), None)).await.unwrap();
    let second = write(&test, |tx| claims::take(tx, GUIDES, 0..2, 100..106, holder(2), None)).await.unwrap();
    assert_eq!(second, Some(1));
    assert_eq!(taken(&test, 100..103).await.iter().filter(|t| t.lane == 0).count(), 0);
    let nothing = write(&test, |tx| claims::take(tx, GUIDES, 0..2, 5..5, holder(3), None)).await.unwrap();
    assert_eq!(nothing, None);
}

#[tokio::test]
async fn holds_past_their_time_are_forgotten() {
    let test = TestApp::minimal("2026-03-03T12:00");
    let until = Some(test.now() + 10.minutes());
    write(&test, move |tx| claims::take(tx, GUIDES, 0..1, 0..4, holder(1), until)).await.unwrap();
    write(&test, move |tx| claims::hold_until(tx, holder(1), until)).await.unwrap();
    assert_eq!(write(&test, claims::forget_expired).await.unwrap(), 0);
    test.later(11);
    assert_eq!(write(&test, claims::forget_expired).await.unwrap(), 4);
    let read = |r: &mut ::store::Read| Ok::<_, AppError>(r.one("SELECT COUNT(*) FROM claim", &[], |row| row.int(0))?);
    assert_eq!(test.app.db().read(test.tenant, read).await.unwrap(), Some(0));
}

/// Monday before the one-to-one of Tuesday and Thursday 10–14.
const MONDAY: &str = "2026-03-02T09:00";

/// The values of the fields of this name on a page, hidden ones and buttons alike.
fn values(page: &Answer, name: &str) -> Vec<String> {
    let mark = format!("name=\"{name}\" value=\"");
    page.body
        .split(&mark)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(ToOwned::to_owned)
        .collect()
}

fn first(page: &Answer, name: &str) -> String {
    values(page, name).into_iter().next().unwrap_or_else(|| panic!("no {name} in {}", page.body))
}

/// A page without the marks that keep times together at the end of a line.
fn plain(mut page: Answer) -> Answer {
    page.body = page.body.replace('\u{2060}', "");
    page
}

/// Chooses the n-th free time; the address of the third page.
async fn hold(browser: &Browser, n: usize) -> String {
    let page = browser.get("/bestill/en-til-en/tid?behov=e-post").await.ok();
    let (id, tid) = (first(&page, "hold"), values(&page, "tid")[n].clone());
    let sent = browser
        .post(
            "/bestill/en-til-en/tid",
            &[("hold", &id), ("behov", "email"), ("tid", &tid)],
        )
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    sent.location().to_owned()
}

/// The fields of the third page, as a browser sends them.
async fn contact_fields(browser: &Browser, address: &str) -> Vec<(String, String)> {
    let page = browser.get(address).await.ok();
    ["hold", "valgt", "behov"].map(|name| (name.to_owned(), first(&page, name))).into()
}

async fn send(browser: &Browser, fields: &[(String, String)], more: &[(&str, &str)]) -> Answer {
    let mut all: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    all.extend(more);
    browser.post("/bestill/en-til-en/kontakt", &all).await
}

/// Books the n-th free time; the address of the receipt.
async fn book(browser: &Browser, n: usize, more: &[(&str, &str)]) -> String {
    let address = hold(browser, n).await;
    let fields = contact_fields(browser, &address).await;
    let sent = send(browser, &fields, more).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    sent.location().to_owned()
}

async fn rows(test: &TestApp, sql: &'static str) -> i64 {
    let read = move |r: &mut ::store::Read| Ok::<_, AppError>(r.one(sql, &[], |row| row.int(0))?.unwrap_or_default());
    test.app.db().read(test.tenant, read).await.unwrap()
}

async fn night(test: &TestApp) {
    write(test, super::tonight).await.unwrap();
}

#[tokio::test]
async fn a_citizen_books_in_three_pages_without_saying_who() {
    let test = TestApp::bergen(MONDAY);
    let browser = test.anonymous();
    let need = browser.get("/bestill/en-til-en").await.ok();
    assert!(need.says("Hva vil du ha hjelp til?"));
    assert!(need.says("Jeg vet ikke, eller noe annet"));
    let address = hold(&browser, 0).await;
    let contact = browser.get(&address).await.ok();
    assert!(contact.says("I morgen kl. 10"), "{}", contact.body);
    assert!(contact.says("Vi holder av tiden til deg til kl. 9.10"));
    let fields = contact_fields(&browser, &address).await;
    let sent = send(&browser, &fields, &[("navn", "Kari")]).await;
    let receipt = browser.get(sent.location()).await.ok();
    assert!(receipt.says("Velkommen, Kari. Timen er din"));
    assert!(receipt.says("Ring samme morgen hvis du vil være sikker."));
    assert!(receipt.says("Koden din"));
    // The back button and a double click give the same booking.
    let again = send(&browser, &fields, &[("navn", "Kari")]).await;
    assert_eq!(again.location(), sent.location());
    assert_eq!(rows(&test, "SELECT COUNT(*) FROM booking").await, 1);
    let code = sent.location().trim_start_matches("/time/").to_lowercase();
    browser.post("/time", &[("kode", &code)]).await.to(sent.location());
    let calendar = browser.get(&format!("{}/kalender.ics", sent.location())).await.ok();
    assert!(calendar.body.contains("DTSTART:20260303T090000Z"), "{}", calendar.body);
    assert!(!calendar.body.contains("Kari"));
}

#[tokio::test]
async fn two_want_the_last_time_and_the_second_gets_another_at_once() {
    let test = TestApp::bergen(MONDAY);
    let (one, two) = (test.anonymous(), test.anonymous());
    let page = two.get("/bestill/en-til-en/tid?behov=email").await.ok();
    let (id, tid) = (first(&page, "hold"), first(&page, "tid"));
    book(&one, 0, &[]).await;
    let late = two
        .post(
            "/bestill/en-til-en/tid",
            &[("hold", &id), ("behov", "email"), ("tid", &tid)],
        )
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.says("Noen rakk den tiden før deg"));
    assert!(late.says("De nærmeste ledige tidene"));
    assert!(!values(&late, "tid").contains(&tid));
    let next = first(&late, "tid");
    let fields = [("hold", first(&late, "hold")), ("behov", "email".to_owned()), ("tid", next)];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    assert_eq!(
        two.post("/bestill/en-til-en/tid", &fields).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn what_was_written_is_never_lost_even_when_the_hold_is() {
    let test = TestApp::bergen(MONDAY);
    let (slow, quick) = (test.anonymous(), test.anonymous());
    let address = hold(&slow, 0).await;
    let fields = contact_fields(&slow, &address).await;
    let wrong = send(&slow, &fields, &[("navn", "Åse"), ("mate", "sms"), ("telefon", "123")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("Skriv et mobilnummer med 8 siffer.") && wrong.body.contains("value=\"Åse\""));
    test.later(5);
    let longer = send(&slow, &fields, &[("navn", "Åse"), ("handling", "forleng")]).await.ok();
    assert!(longer.says("til kl. 9.15") && longer.body.contains("value=\"Åse\""));
    test.later(11);
    book(&quick, 0, &[]).await;
    let lost = send(&slow, &fields, &[("navn", "Åse")]).await;
    assert_eq!(lost.status, StatusCode::CONFLICT, "{}", lost.body);
    assert!(lost.body.contains("value=\"Åse\"") && lost.says("Det du har skrevet, står her fortsatt."));
    let other = first(&lost, "tid");
    let done = send(&slow, &fields, &[("navn", "Åse"), ("tid", &other)]).await;
    assert!(slow.get(done.location()).await.ok().says("Velkommen, Åse."));
}

#[tokio::test]
async fn a_hold_that_ended_is_no_hindrance_while_nobody_else_came() {
    let test = TestApp::bergen(MONDAY);
    let browser = test.anonymous();
    let address = hold(&browser, 0).await;
    let fields = contact_fields(&browser, &address).await;
    test.later(90);
    night(&test).await;
    assert_eq!(rows(&test, "SELECT COUNT(*) FROM claim").await, 0);
    let sent = send(&browser, &fields, &[]).await;
    assert!(browser.get(sent.location()).await.ok().says("Timen er din"));
}

#[tokio::test]
async fn moving_and_giving_up_are_one_step_each() {
    let test = TestApp::bergen(MONDAY);
    let browser = test.anonymous();
    let receipt = book(&browser, 0, &[("mate", "sms"), ("telefon", "900 00 000")]).await;
    assert_eq!(
        rows(&test, "SELECT COUNT(*) FROM message WHERE occasion = 'receipt'").await,
        1
    );
    let page = browser.get(&format!("{receipt}/flytt")).await.ok();
    let moved = browser.post(&format!("{receipt}/flytt"), &[("tid", &values(&page, "tid")[1])]).await;
    moved.to(&receipt);
    assert_eq!(
        rows(&test, "SELECT COUNT(*) FROM message WHERE occasion = 'moved'").await,
        1
    );
    assert_eq!(rows(&test, "SELECT COUNT(DISTINCT holder) FROM claim").await, 1);
    browser.post(&format!("{receipt}/avbestill"), &[]).await.to(&receipt);
    browser.post(&format!("{receipt}/avbestill"), &[]).await.to(&receipt);
    assert!(browser.get(&receipt).await.ok().says("Du har ingen time nå"));
    assert_eq!(rows(&test, "SELECT COUNT(*) FROM claim").await, 0);
    assert_eq!(
        rows(&test, "SELECT n FROM booking_month WHERE what = 'cancelled'").await,
        1
    );
    let late = browser.post(&format!("{receipt}/flytt"), &[("tid", &values(&page, "tid")[2])]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.says(&Refusal::text(&BookingRefusal::Gone, Locale::Nb)));
}

#[tokio::test]
async fn some_times_are_kept_for_those_who_ring() {
    let test = TestApp::bergen(MONDAY);
    // Four appointments a day with one guide, and one in four kept: three of Tuesday's can be had on the web.
    for _ in 0..3 {
        book(&test.anonymous(), 0, &[]).await;
    }
    let page = test.anonymous().get("/bestill/en-til-en/tid?behov=email").await.ok();
    assert!(!page.says("I morgen kl."), "{}", page.body);
    assert_eq!(
        rows(&test, "SELECT COUNT(*) FROM appointment WHERE state = 'booked'").await,
        3
    );
}

#[tokio::test]
async fn five_hundred_browsers_want_the_same_time_and_one_gets_it() {
    let test = TestApp::bergen(MONDAY);
    let page = test.anonymous().get("/bestill/en-til-en/tid?behov=email").await.ok();
    let tid = first(&page, "tid");
    let attempts = (0..500u16).map(|n| {
        let (browser, tid) = (test.anonymous(), tid.clone());
        async move {
            let id = Id(holder(n)).to_string();
            let fields = [("hold", id.as_str()), ("behov", "email"), ("valgt", &tid), ("navn", "")];
            browser.post("/bestill/en-til-en/kontakt", &fields).await
        }
    });
    let answers = join_all(attempts).await;
    let won = answers.iter().filter(|a| a.status == StatusCode::SEE_OTHER).count();
    let lost = answers
        .iter()
        .filter(|a| a.status == StatusCode::CONFLICT && a.says("De nærmeste ledige tidene"))
        .count();
    assert_eq!((won, lost), (1, 499));
    assert_eq!(rows(&test, "SELECT COUNT(*) FROM booking").await, 1);
}

#[tokio::test]
async fn guessing_codes_is_stopped() {
    let test = TestApp::bergen(MONDAY);
    let browser = test.anonymous().from([10, 0, 0, 9]);
    let unknown = browser.get("/time/K7MP3QTX").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(unknown.says(&Refusal::text(&BookingRefusal::UnknownCode, Locale::Nb)));
    for _ in 0..29 {
        browser.post("/time", &[("kode", "K7MP-3QTX")]).await;
    }
    assert_eq!(
        browser.get("/time/K7MP3QTX").await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    let elsewhere = test.anonymous().from([10, 0, 0, 10]);
    assert_eq!(elsewhere.get("/time/K7MP3QTX").await.status, StatusCode::NOT_FOUND);
    test.later(16);
    assert_eq!(browser.get("/time/K7MP3QTX").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn everything_about_a_booking_is_gone_in_time_and_the_counts_stay() {
    let test = TestApp::bergen(MONDAY);
    let browser = test.anonymous();
    book(
        &browser,
        0,
        &[("navn", "Kari"), ("mate", "email"), ("epost", "kari@eksempel.no")],
    )
    .await;
    test.at("2026-03-04T01:00");
    night(&test).await;
    assert_eq!(rows(&test, "SELECT COUNT(*) FROM claim").await, 0, "the day is over");
    assert_eq!(rows(&test, "SELECT COUNT(*) FROM booking").await, 1);
    test.at("2026-03-18T01:00");
    let left = |day| move |r: &mut ::store::Read| store::left_before(r, day);
    let db = test.app.db();
    assert_eq!(db.read(test.tenant, left(date(2026, 3, 18))).await.unwrap(), 2);
    night(&test).await;
    assert_eq!(db.read(test.tenant, left(date(2026, 3, 18))).await.unwrap(), 0);
    for table in ["SELECT COUNT(*) FROM booking", "SELECT COUNT(*) FROM appointment", "SELECT COUNT(*) FROM message"] {
        assert_eq!(rows(&test, table).await, 0, "{table}");
    }
    assert_eq!(rows(&test, "SELECT n FROM booking_month WHERE what = 'web'").await, 1);
}

#[test]
fn every_refusal_says_what_happened_and_what_to_do() {
    for refusal in BookingRefusal::ALL {
        for locale in Locale::ALL {
            assert!(!refusal.text(locale).is_empty() && !refusal.hint(locale).is_empty());
        }
        assert!(Refusal::code(&refusal).starts_with("bookings."));
    }
}

/// Books by phone on the one screen; the address of the appointment.
async fn book_at_desk(guide: &Browser, n: usize, more: &[(&str, &str)]) -> String {
    let page = guide.get("/skranke/timer/ny?sted=innbyggerservice").await.ok();
    let (key, tid) = (first(&page, "nokkel"), values(&page, "tid")[n].clone());
    let mut fields =
        vec![("nokkel", key.as_str()), ("tilbud", "en-til-en"), ("hvordan", "phone"), ("tid", tid.as_str())];
    fields.extend(more);
    let sent = guide.post("/skranke/timer/ny", &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let again = guide.post("/skranke/timer/ny", &fields).await;
    assert_eq!(
        again.location().split('?').next(),
        sent.location().split('?').next(),
        "a double click"
    );
    sent.location().to_owned()
}

#[tokio::test]
async fn staff_book_on_one_screen_also_what_is_kept_for_the_phone() {
    let test = TestApp::bergen(MONDAY);
    for _ in 0..3 {
        book(&test.anonymous(), 0, &[]).await;
    }
    let guide = test.signed_in(Role::Guide);
    let one = book_at_desk(
        &guide,
        0,
        &[("navn", "Olav"), ("mate", "call"), ("telefon", "55 00 00 00")],
    )
    .await;
    let page = plain(guide.get(&one).await.ok());
    assert!(
        page.says("I morgen kl. 13–13.45") && page.says("Koden din") && page.says("Olav"),
        "{}",
        page.body
    );
    assert_eq!(rows(&test, "SELECT n FROM booking_month WHERE what = 'phone'").await, 1);
    let code = page.body.split("class=\"code\">").nth(1).unwrap()[..9].to_owned();
    let found = guide.post("/skranke/timer/finn", &[("kode", &code)]).await;
    assert_eq!(Some(found.location()), one.split('?').next());
    let list = guide.get("/skranke/timer?sted=innbyggerservice").await.ok();
    assert!(list.says("Olav") && list.says("Uten navn"));
    let helper = test.signed_in(Role::Helper);
    let seen = plain(helper.get("/skranke/timer?sted=innbyggerservice").await.ok());
    assert!(!seen.says("Olav") && seen.says("13–13.45"));
    let why = guide.get("/skranke/timer/ledig?tilbud=en-til-en&dag=2026-03-03").await.ok();
    assert!(why.says("Alle veiledere er opptatt"));
}

#[tokio::test]
async fn six_tuesdays_have_one_code_and_a_follow_up_joins_them() {
    let test = TestApp::bergen(MONDAY);
    let guide = test.signed_in(Role::Guide);
    // Somebody has the second Tuesday already.
    let page = guide.get("/skranke/timer/ny?sted=innbyggerservice").await.ok();
    let eighth = values(&page, "tid")[8].clone();
    let fields = [("nokkel", "0123456789abcdef0123456789abcdef"), ("tilbud", "en-til-en"), ("tid", &eighth)];
    assert_eq!(
        guide.post("/skranke/timer/ny", &fields).await.status,
        StatusCode::SEE_OTHER
    );
    let one = book_at_desk(&guide, 0, &[("antall", "6")]).await;
    assert!(one.contains("uten=2026-03-10"), "{one}");
    let page = guide.get(&one).await.ok();
    assert!(page.says("Disse dagene var det ikke ledig.") && page.says("tirsdag 7. april kl. 10"));
    assert_eq!(rows(&test, "SELECT COUNT(*) FROM booking").await, 2);
    // 31 March is in the week before Easter, when the place is closed.
    assert!(one.contains("2026-03-31"), "{one}");
    assert_eq!(rows(&test, "SELECT COUNT(*) FROM appointment").await, 5);
    let id = one.trim_start_matches("/skranke/timer/").split('?').next().unwrap().to_owned();
    let follow = guide.get(&format!("/skranke/timer/ny?tilbud=en-til-en&etter={id}")).await.ok();
    assert!(follow.says("Ny time etter denne"));
    let fields = [
        ("nokkel", first(&follow, "nokkel")),
        ("tilbud", "en-til-en".to_owned()),
        ("etter", id),
        ("tid", first(&follow, "tid")),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    assert_eq!(
        guide.post("/skranke/timer/ny", &fields).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(rows(&test, "SELECT COUNT(*) FROM booking").await, 2);
    assert_eq!(rows(&test, "SELECT COUNT(*) FROM appointment").await, 6);
}

#[tokio::test]
async fn whether_somebody_came_is_a_count_and_no_mark() {
    let test = TestApp::bergen(MONDAY);
    let guide = test.signed_in(Role::Guide);
    let one = book_at_desk(&guide, 0, &[]).await;
    let base = one.split('?').next().unwrap().to_owned();
    let early = guide.post(&format!("{base}/kom-ikke"), &[]).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "it is tomorrow");
    assert!(early.says(&Refusal::text(&BookingRefusal::NotOffered, Locale::Nb)));
    test.at("2026-03-03T10:30");
    let guide = test.signed_in(Role::Guide);
    let id = base.trim_start_matches("/skranke/timer/").to_owned();
    let counted = format!("/skranke/timer?talt={id}&som=kom-ikke");
    guide.post(&format!("{base}/kom-ikke"), &[]).await.to(&counted);
    guide.post(&format!("{base}/kom"), &[]).await;
    assert_eq!(
        rows(&test, "SELECT n FROM booking_month WHERE what = 'no_show'").await,
        1
    );
    assert_eq!(
        rows(&test, "SELECT COUNT(*) FROM booking_month WHERE what = 'came'").await,
        0
    );
    assert_eq!(
        rows(&test, "SELECT COUNT(*) FROM appointment WHERE state = 'over'").await,
        1
    );
    let late = guide.post(&format!("{base}/avbestill"), &[]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says(&Refusal::text(&BookingRefusal::Begun, Locale::Nb)));
    let desk = guide.get("/skranke?sted=innbyggerservice").await.ok();
    assert!(desk.says("Uten navn Ferdig"), "{}", desk.body);
    let office = test.signed_in(Role::Coordinator).get("/kontor/timer").await.ok();
    assert!(office.says("Kom ikke1"), "{}", office.body);
    assert!(office.says("Tallet gjelder timer, aldri personer."));
}

#[tokio::test]
async fn when_a_day_is_called_off_everyone_who_booked_is_told() {
    let test = TestApp::bergen(MONDAY);
    let browser = test.anonymous();
    let receipt = book(&browser, 0, &[("mate", "sms"), ("telefon", "900 00 000")]).await;
    let held = hold(&test.anonymous(), 0).await;
    write(&test, |tx| {
        crate::municipality::store::bump_version(tx)?;
        let mut register = crate::exchange::store::load(tx)?.unwrap().into_register();
        let offering = register.offerings.iter_mut().find(|o| o.booking.is_some()).unwrap();
        offering.schedules[0].exceptions.push(Exception {
            date: date(2026, 3, 3),
            change: Change::CalledOff,
            reason: Localized::in_one(Locale::Nb, "Sykdom"),
            decided_at: None,
        });
        crate::exchange::save(tx, &register).map(|_| ())
    })
    .await
    .unwrap();
    test.app.forget(test.tenant);
    assert!(browser.get(&receipt).await.ok().says("Avlyst av oss"));
    assert_eq!(
        rows(&test, "SELECT COUNT(*) FROM message WHERE occasion = 'called_off'").await,
        1
    );
    assert_eq!(
        rows(
            &test,
            "SELECT COUNT(*) FROM message WHERE occasion IN ('receipt', 'reminder')"
        )
        .await,
        0
    );
    assert_eq!(rows(&test, "SELECT COUNT(*) FROM claim").await, 0);
    assert_eq!(browser.get(&held).await.location(), "/bestill/en-til-en");
    assert!(!browser.get("/bestill/en-til-en/tid").await.ok().says("I morgen kl."));
}

#[tokio::test]
async fn the_office_edits_the_plan_and_can_close_booking() {
    let test = TestApp::bergen(MONDAY);
    let office = test.signed_in(Role::Coordinator);
    let page = office.get("/kontor/tilbud/en-til-en/timer").await.ok();
    assert!(page.says("Innbyggere kan bestille time"));
    let mut fields = vec![
        ("on", "1"),
        ("minutes", "42"),
        ("buffer", "0"),
        ("step", "30"),
        ("kept_per_cent", "0"),
        ("notice_hours", "0"),
        ("horizon_days", "30"),
        ("hold_minutes", "10"),
        ("keep_days", "14"),
    ];
    let wrong = office.post("/kontor/tilbud/en-til-en/timer", &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    fields[1] = ("minutes", "30");
    office.post("/kontor/tilbud/en-til-en/timer", &fields).await.to("/kontor/tilbud/en-til-en?lagret=1");
    let times = plain(test.anonymous().get("/bestill/en-til-en/tid").await.ok());
    assert!(times.says("10.30–11"), "{}", times.body);
    fields[0] = ("on", "");
    office.post("/kontor/tilbud/en-til-en/timer", &fields).await.to("/kontor/tilbud/en-til-en?lagret=1");
    assert_eq!(
        test.anonymous().get("/bestill/en-til-en").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_freed_time_goes_to_the_one_who_waits_and_is_not_shown_to_others() {
    let test = TestApp::bergen(MONDAY);
    let browser = test.anonymous();
    let receipt = book(&browser, 8, &[]).await;
    let tenth = "Tirsdag 10. mars 10–10.45";
    let times = async || plain(test.anonymous().get("/bestill/en-til-en/tid").await.ok());
    assert!(!times().await.says(tenth) && times().await.says("Tirsdag 10. mars 11–11.45"));
    let joined = test.anonymous().post("/venteliste/en-til-en", &[]).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.body);
    browser.post(&format!("{receipt}/avbestill"), &[]).await.to(&receipt);
    assert!(!times().await.says(tenth), "it is offered to the one who waits");
}

/// What is taken, less what appointments have taken.
const CLAIMED_TOO_MUCH: &str = "SELECT COUNT(*) - (SELECT CAST(SUM(claims) AS BIGINT) FROM appointment
    WHERE state IN ('booked', 'held')) FROM claim";

/// Changes what is published, as a folder that is read in does: nobody's browser is there to say where receipts are.
pub async fn change(test: &TestApp, f: impl Fn(&mut Offering) + Send + Sync + 'static) {
    write(test, move |tx| {
        crate::municipality::store::bump_version(tx)?;
        let mut register = crate::exchange::store::load(tx)?.unwrap().into_register();
        f(register.offerings.iter_mut().find(|o| o.booking.is_some()).unwrap());
        crate::exchange::save(tx, &register).map(|_| ())
    })
    .await
    .unwrap();
    test.app.forget(test.tenant);
}

/// The Tuesday of the one-to-one is different.
fn different(offering: &mut Offering, change: Option<Change>) {
    let schedule = &mut offering.schedules[0];
    schedule.exceptions.retain(|e| e.date != date(2026, 3, 3));
    schedule.exceptions.extend(change.map(|change| Exception {
        date: date(2026, 3, 3),
        change,
        reason: Localized {
            nb: "Rommet er opptatt".to_owned(),
            en: "The room is taken".to_owned(),
            ..Localized::default()
        },
        decided_at: None,
    }));
}

fn moved_to(day: Date, start: &str, end: &str) -> Option<Change> {
    let at = |time| Minute::parse(time).unwrap();
    let (start, end) = (at(start), at(end));
    Some(Change::Moved { date: day, start, end })
}

/// What the messages of an occasion say, as they are kept, in the order they were written.
async fn abouts(test: &TestApp, occasion: &'static str) -> Vec<String> {
    let read = move |r: &mut ::store::Read| {
        Ok::<_, AppError>(r.rows(
            "SELECT about FROM message WHERE occasion = $1 ORDER BY id",
            &params![occasion],
            |row| row.text(0),
        )?)
    };
    test.app.db().read(test.tenant, read).await.unwrap()
}

const SMS: [(&str, &str); 2] = [("mate", "sms"), ("telefon", "900 00 000")];

#[tokio::test]
async fn a_moved_day_moves_its_appointments_and_what_does_not_fit_is_called_off_with_other_times() {
    let test = TestApp::bergen(MONDAY);
    let browser = test.anonymous();
    let mut receipts = Vec::new();
    for _ in 0..3 {
        receipts.push(book(&browser, 0, &SMS).await);
    }
    let guide = test.signed_in(Role::Guide);
    let last = book_at_desk(&guide, 0, &SMS).await;
    let held = hold(&test.anonymous(), 0).await;
    change(&test, |o| different(o, moved_to(date(2026, 3, 4), "12:00", "15:00"))).await;
    for (receipt, hours) in receipts.iter().zip(["12–12.45", "13–13.45", "14–14.45"]) {
        let page = plain(browser.get(receipt).await.ok());
        assert!(
            page.says(&format!("Onsdag 4. mars kl. {hours}")),
            "{hours}: {}",
            page.body
        );
    }
    let told = abouts(&test, "moved").await;
    assert_eq!(told.len(), 3);
    let code = receipts[0].trim_start_matches("/time/");
    assert!(
        told[0].contains(&format!("http://127.0.0.1:8080/time/{code}")),
        "{}",
        told[0]
    );
    assert!(
        told[0].contains("\"was\":[20515,600]") && told[0].contains("Rommet er opptatt"),
        "{}",
        told[0]
    );
    // The fourth would end at a quarter to four: called off, and the next free times are told with it.
    let off = plain(guide.get(&last).await.ok());
    assert!(off.says("Avlyst av oss"), "{}", off.body);
    let told = abouts(&test, "called_off").await;
    assert!(
        told.len() == 1 && told[0].contains("\"instead\":[[") && told[0].contains("/time/"),
        "{told:?}"
    );
    assert_eq!(
        rows(&test, "SELECT COUNT(DISTINCT holder) FROM claim").await,
        4,
        "three, and the one who writes"
    );
    assert!(
        browser.get(&held).await.ok().says("Vi holder av tiden"),
        "who holds a time on another day keeps it"
    );
    // Reminders are for the new day.
    assert_eq!(
        rows(&test, "SELECT COUNT(*) FROM message WHERE occasion = 'reminder'").await,
        3
    );
    // Moved back: everybody is where she was, and the one who was called off has her time again.
    write(&test, |tx| {
        tx.exec(
            "UPDATE message SET state = 'sent' WHERE tenant_id = $1",
            &params![tx.tenant()],
        )?;
        Ok(())
    })
    .await
    .unwrap();
    change(&test, |o| different(o, None)).await;
    let page = plain(browser.get(&receipts[0]).await.ok());
    assert!(page.says("I morgen kl. 10–10.45"), "{}", page.body);
    let back = plain(guide.get(&last).await.ok());
    assert!(
        back.says("I morgen kl. 13–13.45") && !back.says("Avlyst av oss"),
        "{}",
        back.body
    );
    assert_eq!(abouts(&test, "reinstated").await.len(), 1);
    assert_eq!(
        rows(&test, "SELECT n FROM booking_month WHERE what = 'called_off'").await,
        0
    );
    assert_eq!(
        rows(&test, "SELECT CAST(SUM(web_units) AS BIGINT) FROM appointment").await,
        4
    );
    assert_eq!(rows(&test, CLAIMED_TOO_MUCH).await, 0, "the web's share is taken again");
}

#[tokio::test]
async fn two_days_can_change_places() {
    let test = TestApp::bergen(MONDAY);
    change(&test, |o| {
        o.schedules.truncate(1);
        o.schedules[0].rule = Rule::Weekly {
            every: 1,
            weekdays: vec![Weekday::Tuesday, Weekday::Thursday],
        };
    })
    .await;
    let browser = test.anonymous();
    let (tuesday, thursday) = (book(&browser, 0, &[]).await, book(&browser, 3, &[]).await);
    let on = plain(browser.get(&thursday).await.ok());
    assert!(on.says("Torsdag 5. mars kl. 10–10.45"), "{}", on.body);
    change(&test, |o| {
        different(o, moved_to(date(2026, 3, 5), "10:00", "14:00"));
        o.schedules[0].exceptions.push(Exception {
            date: date(2026, 3, 5),
            change: moved_to(date(2026, 3, 3), "10:00", "14:00").unwrap(),
            reason: Localized::default(),
            decided_at: None,
        });
    })
    .await;
    let (one, other) = (
        plain(browser.get(&tuesday).await.ok()),
        plain(browser.get(&thursday).await.ok()),
    );
    assert!(one.says("Torsdag 5. mars kl. 10–10.45"), "{}", one.body);
    assert!(other.says("I morgen kl. 10–10.45"), "{}", other.body);
}

#[tokio::test]
async fn narrower_hours_leave_alone_those_who_still_fit() {
    let test = TestApp::bergen(MONDAY);
    let browser = test.anonymous();
    let (ten, eleven) = (book(&browser, 0, &SMS).await, book(&browser, 0, &SMS).await);
    change(&test, |o| o.schedules[0].start = Minute::parse("11:00").unwrap()).await;
    assert!(plain(browser.get(&eleven).await.ok()).says("I morgen kl. 11–11.45"));
    let off = plain(browser.get(&ten).await.ok());
    assert!(
        off.says("Avlyst av oss") && off.says("Velg en ny tid med ett trykk."),
        "{}",
        off.body
    );
    assert_eq!(abouts(&test, "moved").await.len(), 0);
    // One press on the receipt, and the code is the same.
    let tid = first(&off, "tid");
    let fields = [("time", first(&off, "time")), ("tid", tid)];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    for _ in 0..2 {
        browser.post(&format!("{ten}/flytt"), &fields).await.to(&ten);
    }
    let again = browser.get(&ten).await.ok();
    assert!(
        again.says("Timen er din") && !again.says("Avlyst av oss"),
        "{}",
        again.body
    );
    assert_eq!(rows(&test, "SELECT n FROM booking_month WHERE what = 'web'").await, 3);
    assert_eq!(
        rows(&test, "SELECT n FROM booking_month WHERE what = 'called_off'").await,
        1
    );
    assert_eq!(rows(&test, "SELECT COUNT(*) FROM appointment").await, 2);
}

#[tokio::test]
async fn a_calling_off_that_is_taken_back_is_told_in_words_of_its_own() {
    let test = TestApp::bergen(MONDAY);
    let browser = test.anonymous();
    let (told, untold) = (book(&browser, 0, &SMS).await, book(&browser, 0, &SMS).await);
    change(&test, |o| different(o, Some(Change::CalledOff))).await;
    assert!(browser.get(&told).await.ok().says("Avlyst av oss"));
    let called_off = abouts(&test, "called_off").await;
    assert!(
        called_off[0].contains("Rommet er opptatt") && called_off[0].contains("/time/"),
        "{called_off:?}"
    );
    // One of the two has been told by then.
    write(&test, |tx| {
        tx.exec(
            "UPDATE message SET state = 'sent' WHERE tenant_id = $1 AND id IN
                 (SELECT id FROM message WHERE occasion = 'called_off' ORDER BY id LIMIT 1)",
            &params![tx.tenant()],
        )?;
        Ok(())
    })
    .await
    .unwrap();
    change(&test, |o| different(o, None)).await;
    for receipt in [told, untold] {
        assert!(browser.get(&receipt).await.ok().says("Timen er din"));
    }
    assert_eq!(abouts(&test, "reinstated").await.len(), 1);
    assert_eq!(abouts(&test, "moved").await.len(), 0);
    assert_eq!(abouts(&test, "reminder").await.len(), 2);
    assert_eq!(rows(&test, "SELECT COUNT(DISTINCT holder) FROM claim").await, 2);
}

#[tokio::test]
async fn fewer_guides_leave_nobody_in_silence() {
    let test = TestApp::bergen(MONDAY);
    change(&test, |o| o.schedules[0].guides = 2).await;
    let browser = test.anonymous();
    let (ten, other) = (
        book(&browser, 0, &[("navn", "Ask")]).await,
        book(&browser, 0, &SMS).await,
    );
    for receipt in [&ten, &other] {
        assert!(plain(browser.get(receipt).await.ok()).says("I morgen kl. 10–10.45"));
    }
    // At eleven the second lane alone is taken: somebody in the first has given up.
    let (eleven, alone) = (book(&browser, 0, &[]).await, book(&browser, 0, &[]).await);
    browser.post(&format!("{eleven}/avbestill"), &[]).await.to(&eleven);
    assert_eq!(
        rows(
            &test,
            "SELECT COUNT(*) FROM appointment WHERE state = 'booked' AND lane = 1"
        )
        .await,
        2
    );
    change(&test, |o| o.schedules[0].guides = 1).await;
    // The one at eleven has a guide still; of the two at ten one has none. Nobody is told anything yet.
    assert_eq!(
        rows(
            &test,
            "SELECT COUNT(*) FROM appointment WHERE state = 'booked' AND lane = 1"
        )
        .await,
        1
    );
    assert!(plain(browser.get(&alone).await.ok()).says("I morgen kl. 11–11.45"));
    assert_eq!(
        abouts(&test, "moved").await.len() + abouts(&test, "called_off").await.len(),
        0
    );
    let office = test.signed_in(Role::Coordinator);
    let home = office.get("/kontor").await.ok();
    assert!(home.says("Én time har ingen veileder lenger"), "{}", home.body);
    let page = plain(office.get("/kontor/timer").await.ok());
    assert!(page.says("i morgen kl. 10–10.45"), "{}", page.body);
    let id = page.body.split("/skranke/timer/").nth(1).unwrap()[..32].to_owned();
    let guide = test.signed_in(Role::Guide);
    let desk = guide.get("/skranke/timer?sted=innbyggerservice").await.ok();
    assert!(
        desk.says("Én time har ingen veileder lenger") && desk.says("Ring 90 00 00 00"),
        "{}",
        desk.body
    );
    assert!(desk.body.contains(&format!("/skranke/timer/{id}/flytt")));
    let one = guide.get(&format!("/skranke/timer/{id}")).await.ok();
    assert!(one.says("Avlys og si fra"), "{}", one.body);
    let helper = test.signed_in(Role::Helper);
    let seen = helper.get("/skranke/timer?sted=innbyggerservice").await.ok();
    assert!(seen.says("Én time har ingen veileder lenger") && !seen.says("90 00 00 00"));
    // Somebody else gives up: there is a guide again, and nothing is left to do.
    browser.post(&format!("{ten}/avbestill"), &[]).await.to(&ten);
    assert!(!office.get("/kontor").await.ok().says("har ingen veileder lenger"));
    assert_eq!(
        rows(
            &test,
            "SELECT COUNT(*) FROM appointment WHERE state = 'booked' AND lane = 1"
        )
        .await,
        0
    );
    assert_eq!(rows(&test, CLAIMED_TOO_MUCH).await, 0);
    // None at all can be taken by hand: called off, with a new time one press away.
    guide.post(&format!("/skranke/timer/{id}/avlys"), &[]).await.to(&format!("/skranke/timer/{id}"));
    guide.post(&format!("/skranke/timer/{id}/avlys"), &[]).await.to(&format!("/skranke/timer/{id}"));
    assert!(browser.get(&other).await.ok().says("Velg en ny tid med ett trykk."));
    assert_eq!(abouts(&test, "called_off").await.len(), 1);
    // What was called off by hand is not put back by the next change of the plan.
    change(&test, |o| o.schedules[0].guides = 3).await;
    assert!(browser.get(&other).await.ok().says("Avlyst av oss"));
}

#[tokio::test]
async fn lanes_are_shuffled_when_that_gives_everybody_a_guide() {
    let test = TestApp::bergen(MONDAY);
    change(&test, |o| {
        o.schedules[0].guides = 3;
        let plan = o.booking.as_mut().unwrap();
        (plan.minutes, plan.buffer, plan.step) = (60, 0, 30);
    })
    .await;
    let guide = test.signed_in(Role::Guide);
    // 10–11 and 10.30–11.30 and 11–12 each in a lane of their own, as things went.
    let mut ids = Vec::new();
    for start in ["10–11", "10.30–11.30", "11–12"] {
        let page = plain(guide.get("/skranke/timer/ny?sted=innbyggerservice").await.ok());
        let at = page.body.find(start).unwrap();
        let tid = page.body[..at].rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned();
        let fields = [("nokkel", first(&page, "nokkel")), ("tilbud", "en-til-en".to_owned()), ("tid", tid)];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let sent = guide.post("/skranke/timer/ny", &fields).await;
        ids.push(sent.location()["/skranke/timer/".len()..][..32].to_owned());
    }
    let last = Id::parse(&ids[2]).unwrap();
    write(&test, move |tx| {
        for sql in [
            "UPDATE claim SET lane = 2 WHERE tenant_id = $1 AND holder = $2",
            "UPDATE appointment SET lane = 2 WHERE tenant_id = $1 AND id = $2",
        ] {
            tx.exec(sql, &params![tx.tenant(), last.0])?;
        }
        Ok(())
    })
    .await
    .unwrap();
    change(&test, |o| o.schedules[0].guides = 2).await;
    assert_eq!(rows(&test, "SELECT COUNT(*) FROM appointment WHERE lane < 2").await, 3);
    assert_eq!(rows(&test, "SELECT COUNT(*) FROM claim WHERE lane > 1").await, 0);
}

#[tokio::test]
async fn what_was_counted_can_be_taken_back_the_same_day() {
    let test = TestApp::bergen(MONDAY);
    let guide = test.signed_in(Role::Guide);
    let (one, two) = (book_at_desk(&guide, 0, &[]).await, book_at_desk(&guide, 0, &[]).await);
    let base = |at: &str| at.split('?').next().unwrap().to_owned();
    let (one, two) = (base(&one), base(&two));
    test.at("2026-03-03T10:30");
    let guide = test.signed_in(Role::Guide);
    let sent = guide.post(&format!("{one}/kom-ikke"), &[]).await;
    let page = guide.get(&format!("{}&sted=innbyggerservice", sent.location())).await.ok();
    assert!(page.says("Telt som «Kom ikke».") && page.says("Angre"), "{}", page.body);
    let counted = "SELECT COALESCE(SUM(n), 0) FROM booking_month WHERE what IN ('came', 'no_show')";
    assert_eq!(rows(&test, counted).await, 1);
    // It was not counted as "came", and nothing says what it was: that is not taken back.
    let wrong = guide.post(&format!("{one}/angre"), &[("som", "kom")]).await;
    assert_eq!(wrong.status, StatusCode::CONFLICT);
    assert!(
        wrong.says(&Refusal::text(&BookingRefusal::Settled, Locale::Nb)),
        "{}",
        wrong.body
    );
    assert_eq!(rows(&test, counted).await, 1);
    for _ in 0..2 {
        guide.post(&format!("{one}/angre"), &[("som", "kom-ikke")]).await.to("/skranke/timer");
    }
    assert_eq!(rows(&test, counted).await, 0);
    assert_eq!(
        rows(&test, "SELECT COUNT(*) FROM appointment WHERE state = 'booked'").await,
        2
    );
    guide.post(&format!("{one}/kom"), &[]).await;
    guide.post(&format!("{two}/kom-ikke"), &[]).await;
    assert_eq!(rows(&test, "SELECT n FROM booking_month WHERE what = 'came'").await, 1);
    let page = guide.get(&one).await.ok();
    assert!(page.says("Det står ikke skrevet noe sted"), "{}", page.body);
    // The two rows say the same but for who and when: no mark on anybody.
    assert_eq!(rows(&test, "SELECT COUNT(DISTINCT state) FROM appointment").await, 1);
    test.at("2026-03-04T09:00");
    let guide = test.signed_in(Role::Guide);
    let late = guide.post(&format!("{two}/angre"), &[("som", "kom-ikke")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "another day");
    assert_eq!(rows(&test, counted).await, 2);
}

#[tokio::test]
async fn each_need_has_a_length_that_the_office_sets() {
    let test = TestApp::bergen(MONDAY);
    let office = test.signed_in(Role::Coordinator);
    let page = office.get("/kontor/tilbud/en-til-en/timer").await.ok();
    assert!(
        page.says("Hvor lenge varer en time om dette, i minutter?"),
        "{}",
        page.body
    );
    let fields = |more: [(&'static str, &'static str); 2]| {
        let plan = [
            ("on", "1"),
            ("minutes", "30"),
            ("buffer", "0"),
            ("step", "30"),
            ("kept_per_cent", "0"),
            ("notice_hours", "0"),
            ("horizon_days", "30"),
            ("hold_minutes", "10"),
            ("keep_days", "14"),
        ];
        [&plan[..], &more[..]].concat()
    };
    for wrong in ["42", "5", "300"] {
        let sent = office
            .post(
                "/kontor/tilbud/en-til-en/timer",
                &fields([("needs-email", wrong), ("needs-nav", "")]),
            )
            .await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(
            sent.says("Skriv fra 10 til 240 minutter, et tall som går opp i fem."),
            "{}",
            sent.body
        );
        assert!(sent.body.contains(&format!("value=\"{wrong}\"")));
    }
    let right = fields([("needs-email", "60"), ("needs-nav", "45")]);
    office.post("/kontor/tilbud/en-til-en/timer", &right).await.to("/kontor/tilbud/en-til-en?lagret=1");
    let citizen = test.anonymous();
    let need = citizen.get("/bestill/en-til-en").await.ok();
    assert_eq!(values(&need, "behov").len(), 3, "those two, and «I don't know»");
    let times = plain(citizen.get("/bestill/en-til-en/tid?behov=email").await.ok());
    assert!(times.says("10–11") && times.says("60 minutter"), "{}", times.body);
    let times = plain(citizen.get("/bestill/en-til-en/tid?behov=vet-ikke").await.ok());
    assert!(times.says("10–10.30"), "{}", times.body);
    let page = office.get("/kontor/tilbud/en-til-en/timer").await.ok();
    assert!(page.body.contains("name=\"needs-email\" value=\"60\""), "{}", page.body);
    let empty = fields([("needs-email", ""), ("needs-nav", "")]);
    office.post("/kontor/tilbud/en-til-en/timer", &empty).await.to("/kontor/tilbud/en-til-en?lagret=1");
    assert!(values(&citizen.get("/bestill/en-til-en").await.ok(), "behov").len() > 3);
}

#[tokio::test]
async fn the_slip_says_where_one_can_change_it() {
    let test = TestApp::bergen(MONDAY);
    let guide = test.signed_in(Role::Guide);
    let one = book_at_desk(&guide, 0, &[]).await;
    let page = guide.get(&one).await.ok();
    assert!(
        page.says("Flytt eller avbestill selv: 127.0.0.1:8080/time"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_machine_cannot_hold_every_time() {
    let test = TestApp::bergen(MONDAY);
    let machine = test.anonymous().from([10, 9, 8, 7]);
    for _ in 0..120 {
        machine.post("/bestill/en-til-en/tid", &[("tid", "x~1"), ("behov", "email")]).await;
    }
    let page = machine.get("/bestill/en-til-en/tid").await.ok();
    let tid = first(&page, "tid");
    let stopped = machine.post("/bestill/en-til-en/tid", &[("tid", &tid), ("behov", "email")]).await;
    assert_eq!(stopped.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(
        stopped.says(&Refusal::text(&BookingRefusal::TooMany, Locale::Nb)) && stopped.says("00 00 00 00"),
        "{}",
        stopped.body
    );
    let neighbour = test.anonymous().from([10, 9, 8, 6]);
    let sent = neighbour.post("/bestill/en-til-en/tid", &[("tid", &tid), ("behov", "email")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_helper_who_books_gets_the_slip_and_no_other_code() {
    let test = TestApp::bergen(MONDAY);
    let helper = test.signed_in(Role::Helper);
    let one = book_at_desk(&helper, 0, &[("navn", "Olav")]).await;
    assert!(helper.get(&one).await.ok().body.contains("class=\"code\""));
    let guide = test.signed_in(Role::Guide);
    let other = book_at_desk(&guide, 0, &[("navn", "Kari")]).await;
    let bare = other.split('?').next().unwrap();
    for address in [bare.to_owned(), format!("{bare}?ny=1"), one.replace(one.split('?').next().unwrap(), bare)] {
        assert!(
            !helper.get(&address).await.ok().body.contains("class=\"code\""),
            "{address}"
        );
    }
    assert!(guide.get(bare).await.ok().body.contains("class=\"code\""));
}

#[tokio::test]
async fn a_name_leads_nobody_anywhere() {
    let test = TestApp::bergen(MONDAY);
    let browser = test.anonymous();
    let address = hold(&browser, 0).await;
    let fields = contact_fields(&browser, &address).await;
    let sent = send(&browser, &fields, &[("navn", "gratis på eksempel.no")]).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", sent.body);
}

#[tokio::test]
async fn links_in_messages_begin_with_the_municipalitys_own_host() {
    let test = TestApp::bergen(MONDAY);
    write(&test, |tx| {
        tx.exec(
            "UPDATE tenant SET host = 'digihjelpen.eksempel.no' WHERE tenant_id = $1",
            &params![tx.tenant()],
        )?;
        Ok(())
    })
    .await
    .unwrap();
    test.app.reload_tenants().await.unwrap();
    let browser = test.anonymous().header("host", "ondsinnet.eksempel.com");
    book(&browser, 0, &SMS).await;
    let told = abouts(&test, "receipt").await;
    assert!(told[0].contains("https://digihjelpen.eksempel.no/time/"), "{}", told[0]);
}

#[tokio::test]
async fn whoever_has_the_code_gets_all_we_have_and_has_it_erased_at_once() {
    let test = TestApp::bergen(MONDAY);
    let browser = test.anonymous();
    let more = [("navn", "Rev"), ("mate", "sms"), ("telefon", "900 00 000")];
    let receipt = book(&browser, 0, &more).await;
    let file = browser.get(&format!("{receipt}/opplysninger.json")).await.ok();
    let all: serde_json::Value = serde_json::from_str(&file.body).unwrap();
    assert_eq!(
        (all["name"].as_str(), all["contact_by"].as_str()),
        (Some("Rev"), Some("sms"))
    );
    assert_eq!(all["appointments"].as_array().map(Vec::len), Some(1), "{all}");
    assert!(all["appointments"][0]["day"].as_str().is_some_and(|day| day.len() == 10));
    assert!(browser.get(&receipt).await.ok().says("Hent alt vi har"));
    let erased = browser.post(&format!("{receipt}/slett"), &[]).await.ok();
    assert!(erased.says("Alt om bestillingen er slettet."), "{}", erased.body);
    for sql in [
        "SELECT COUNT(*) FROM booking",
        "SELECT COUNT(*) FROM appointment WHERE booking_id IS NOT NULL",
        "SELECT COUNT(*) FROM message",
    ] {
        assert_eq!(rows(&test, sql).await, 0, "{sql}");
    }
    let told = "SELECT COUNT(*) FROM history WHERE entity = 'booking' AND entity_id = '' AND verb = 'erased'";
    assert_eq!(rows(&test, told).await, 1);
    assert_eq!(
        browser.get(&format!("{receipt}/opplysninger.json")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        browser.post(&format!("{receipt}/slett"), &[]).await.status,
        StatusCode::NOT_FOUND
    );
}
