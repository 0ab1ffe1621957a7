use super::OfficeRefusal;
use crate::{
    frame::Refusal,
    testing::{Answer, Browser, TestApp},
};
use axum::http::StatusCode;
use domain::{access::Role, shared::Locale};

const MORNING: &str = "2026-03-03T09:15";

/// The value of a hidden field on a page.
fn hidden(page: &Answer, name: &str) -> String {
    let from = page.body.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name}"));
    let rest = &page.body[from..];
    let value = rest.split("value=\"").nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}

async fn made_from(browser: &Browser, path: &str) -> String {
    hidden(&browser.get(path).await.ok(), "made-from")
}

#[tokio::test]
async fn every_page_of_the_office_opens_in_three_languages() {
    let test = TestApp::bergen(MORNING);
    let browser = test.signed_in(Role::Coordinator);
    let paths = [
        "/kontor",
        "/kontor/oppsett",
        "/kontor/tilbud",
        "/kontor/tilbud/nytt",
        "/kontor/tilbud/datakafe",
        "/kontor/tilbud/datakafe/tekster",
        "/kontor/tilbud/datakafe/hjelp",
        "/kontor/tilbud/datakafe/hva",
        "/kontor/tilbud/datakafe/publiser",
        "/kontor/tilbud/datakafe/avslutt",
        "/kontor/tilbud/datakafe/tider",
        "/kontor/tilbud/datakafe/tider/ny?gjentas=maned",
        "/kontor/tilbud/datakafe/tider/annenhver-torsdag",
        "/kontor/tilbud/datakafe/tider/annenhver-torsdag/unntak",
        "/kontor/tilbud/datakafe/tider/annenhver-torsdag/ekstra",
        "/kontor/steder",
        "/kontor/steder/nytt",
        "/kontor/steder/hovedbiblioteket",
        "/kontor/steder/hovedbiblioteket/endre",
        "/kontor/steder/hovedbiblioteket/tider",
        "/kontor/aktorer",
        "/kontor/aktorer/ny",
        "/kontor/aktorer/seniornett",
        "/kontor/tjenester",
        "/kontor/tjenester/ny",
        "/kontor/tjenester/bostotte",
        "/kontor/kommunen",
        "/kontor/stengt",
        "/kontor/stengt/ny",
        "/kontor/stengt/skoleferie",
        "/kontor/beskjed",
        "/skranke/beskjed",
    ];
    for path in paths {
        for language in ["nb", "nn", "en"] {
            let page = browser.get(&format!("/{language}{path}")).await;
            assert_eq!(page.status, StatusCode::OK, "{language}{path}: {}", page.body);
        }
        let nobody = test.anonymous().get(path).await;
        assert_eq!(nobody.status, StatusCode::SEE_OTHER, "{path}");
    }
    assert_eq!(
        browser.get("/kontor/tilbud/finnes-ikke").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        browser.get("/kontor/tilbud/datakafe/finnes-ikke").await.status,
        StatusCode::NOT_FOUND
    );
    let helper = test.signed_in(Role::Helper);
    assert_eq!(helper.get("/kontor/tilbud").await.status, StatusCode::FORBIDDEN);
    helper.get("/skranke/beskjed").await.ok();
}

#[tokio::test]
async fn the_home_says_what_the_register_says_and_nothing_else() {
    let test = TestApp::bergen("2026-11-20T09:15");
    let page = test.signed_in(Role::Coordinator).get("/kontor").await.ok();
    assert!(page.says("Dette venter på deg"));
    assert!(page.says("ROS mangler"), "{}", page.body);
    assert!(page.says("Ikke bekreftet på et halvt år"));
    assert!(!page.says("Mangler på Bokmål"));
}

#[tokio::test]
async fn a_saved_text_is_on_the_public_page_at_once_and_can_be_taken_back() {
    let test = TestApp::minimal(MORNING);
    let browser = test.signed_in(Role::Coordinator);
    // The import was at this very instant; what is done in the same millisecond has no order.
    test.later(1);
    let from = made_from(&browser, "/kontor/tilbud/digihjelp/tekster").await;
    let fields = [
        ("made-from", from.as_str()),
        ("name-nb", "Kom innom"),
        ("name-nn", "Kom innom oss"),
        ("name-en", "Drop in"),
        ("summary-nb", "Vi hjelper deg."),
    ];
    browser
        .post("/kontor/tilbud/digihjelp/tekster", &fields)
        .await
        .to("/kontor/tilbud/digihjelp?lagret=1");
    assert!(test.anonymous().get("/tilbud/digihjelp").await.ok().says("Kom innom oss"));
    test.later(1);
    browser.post("/kontor/tilbud/digihjelp/angre", &[]).await.to("/kontor/tilbud/digihjelp?lagret=1");
    assert!(test.anonymous().get("/tilbud/digihjelp").await.ok().says("Digihjelp på biblioteket"));
    let nothing = browser.post("/kontor/steder/biblioteket/angre", &[]).await;
    assert_eq!(nothing.status, StatusCode::CONFLICT);
    assert!(nothing.says(&OfficeRefusal::NothingToUndo.text(Locale::Nn)));
}

#[tokio::test]
async fn two_who_change_the_same_both_see_both_and_nothing_is_lost() {
    let test = TestApp::minimal(MORNING);
    let (one, two) = (test.signed_in(Role::Coordinator), test.signed_in(Role::Leader));
    let path = "/kontor/steder/biblioteket/endre";
    let from = made_from(&one, path).await;
    let place = |street| {
        [
            ("made-from", from.as_str()),
            ("name-nn", "Biblioteket"),
            ("street", street),
            ("organisation", "biblioteket"),
        ]
    };
    two.post(path, &place("Storgata 2")).await.to("/kontor/steder/biblioteket?lagret=1");
    let refused = one.post(path, &place("Storgata 3")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.says(&OfficeRefusal::ChangedMeanwhile.text(Locale::Nn)));
    assert!(
        refused.says("Storgata 2") && refused.body.contains("value=\"Storgata 3\""),
        "{}",
        refused.body
    );
    let again = hidden(&refused, "made-from");
    let mut fields = place("Storgata 3").to_vec();
    fields[0] = ("made-from", &again);
    one.post(path, &fields).await.to("/kontor/steder/biblioteket?lagret=1");
    // A change of something else is no conflict.
    let other = made_from(&one, "/kontor/tilbud/digihjelp/hjelp").await;
    two.post("/kontor/aktorer/biblioteket/bekreft", &[]).await.to("/kontor/aktorer?lagret=1");
    let help = [("made-from", other.as_str()), ("topics", "nav"), ("languages", "nn")];
    one.post("/kontor/tilbud/digihjelp/hjelp", &help).await.to("/kontor/tilbud/digihjelp?lagret=1");
}

#[tokio::test]
async fn what_does_not_belong_in_a_text_is_refused_kindly_and_kept_in_the_form() {
    let test = TestApp::minimal(MORNING);
    let browser = test.signed_in(Role::Coordinator);
    let fields = [("name-nn", ""), ("summary-nn", "Passord: Vaar2026"), ("name-nb", "")];
    let page = browser.post("/kontor/tilbud/digihjelp/tekster", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.body.contains("Passord: Vaar2026") && page.body.contains("error-summary"),
        "{}",
        page.body
    );
    assert!(page.says("Her manglar det noko"));
    let phone = [("service_name-nn", "Digihjelpa"), ("phone", "55 12 34 56"), ("written_language", "nn")];
    browser.post("/kontor/kommunen", &phone).await.to("/kontor/oppsett?lagret=1");
    let wrong = [("service_name-nn", "Ring 55 12 34 56"), ("written_language", "nn")];
    assert_eq!(
        browser.post("/kontor/kommunen", &wrong).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn an_offering_goes_from_draft_to_published_to_ended_with_a_successor() {
    let test = TestApp::minimal(MORNING);
    let browser = test.signed_in(Role::Coordinator);
    let fields = [
        ("name-nn", "Kveldshjelp"),
        ("summary-nn", "Hjelp om kvelden"),
        ("kind", "library_drop_in"),
        ("organisation", "biblioteket"),
    ];
    browser.post("/kontor/tilbud/nytt", &fields).await.to("/kontor/tilbud/kveldshjelp?lagret=1");
    let twice = browser.post("/kontor/tilbud/nytt", &fields).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        test.anonymous().get("/tilbud/kveldshjelp").await.status,
        StatusCode::NOT_FOUND
    );
    let plan = [
        ("weekdays", "4"),
        ("start", "17:00"),
        ("end", "19:00"),
        ("place", "biblioteket"),
        ("staffing", "staffed"),
        ("guides", "1"),
        ("from", "2026-03-01"),
        ("every", "1"),
        ("keeper", "Kari"),
    ];
    let mut look = plan.to_vec();
    look.push(("forhandsvis", "1"));
    let path = "/kontor/tilbud/kveldshjelp/tider/ny?gjentas=uke";
    assert!(browser.post(path, &look).await.ok().says("Torsdag kl. 17–19"));
    browser.post(path, &plan).await.to("/kontor/tilbud/kveldshjelp/tider?lagret=1");
    let publish = browser.get("/kontor/tilbud/kveldshjelp/publiser").await.ok();
    assert!(publish.says("torsdag 5. mars kl. 17–19"), "{}", publish.body);
    browser
        .post("/kontor/tilbud/kveldshjelp/publiser", &[("publisert", "1")])
        .await
        .to("/kontor/tilbud/kveldshjelp?lagret=1");
    assert!(test.anonymous().get("/tilbud/kveldshjelp").await.ok().says("Kveldshjelp"));
    let end = [("ended", "3.3.2026"), ("successor", "digihjelp")];
    browser.post("/kontor/tilbud/kveldshjelp/avslutt", &end).await.to("/kontor/tilbud");
    let old = test.anonymous().get("/tilbud/kveldshjelp").await;
    assert!(
        old.location().ends_with("/tilbud/digihjelp") || old.body.contains("/tilbud/digihjelp"),
        "{old:?}"
    );
}

#[tokio::test]
async fn a_wrong_time_is_told_at_its_field() {
    let test = TestApp::minimal(MORNING);
    let browser = test.signed_in(Role::Coordinator);
    let plan = [("start", "17:00"), ("end", "16:00"), ("place", "biblioteket"), ("staffing", "staffed")];
    let page = browser.post("/kontor/tilbud/digihjelp/tider/ny", &plan).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.body.contains("f-end-error") && page.body.contains("f-weekdays-error"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_day_is_moved_added_and_taken_away() {
    let test = TestApp::minimal(MORNING);
    let browser = test.signed_in(Role::Coordinator);
    let base = "/kontor/tilbud/digihjelp/tider/onsdag";
    let back = "/kontor/tilbud/digihjelp/tider?lagret=1";
    let off = [("date", "2026-03-11"), ("change", "called_off"), ("reason-nn", "Kurs")];
    browser.post(&format!("{base}/unntak"), &off).await.to(back);
    browser
        .post(
            &format!("{base}/ekstra"),
            &[("date", "2026-03-12"), ("note-nn", "Tema")],
        )
        .await
        .to(back);
    let page = browser.get("/kontor/tilbud/digihjelp/tider").await.ok();
    assert!(
        page.says("onsdag 11. mars: avlyst") && page.says("Ekstra: torsdag 12. mars 13–14"),
        "{}",
        page.body
    );
    let not_a_day = browser
        .post(
            &format!("{base}/unntak"),
            &[("date", "2026-03-10"), ("change", "called_off")],
        )
        .await;
    assert_eq!(not_a_day.status, StatusCode::UNPROCESSABLE_ENTITY);
    browser.post(&format!("{base}/fjern"), &[("hva", "unntak"), ("dag", "2026-03-11")]).await.to(back);
    browser.post(&format!("{base}/fjern"), &[("hva", "ekstra"), ("dag", "2026-03-12")]).await.to(back);
    assert!(!browser.get("/kontor/tilbud/digihjelp/tider").await.ok().says("avlyst"));
}

#[tokio::test]
async fn closed_today_is_two_taps_and_one_back() {
    let test = TestApp::minimal("2026-03-04T12:30");
    let desk = test.signed_in(Role::Helper);
    let which = [("tilbud", "digihjelp"), ("plan", "onsdag"), ("dag", "2026-03-04")];
    assert!(desk.get("/skranke/beskjed").await.ok().says("Digihjelp på biblioteket"));
    desk.get("/skranke/beskjed?tilbud=digihjelp&plan=onsdag&dag=2026-03-04").await.ok();
    let mut off = which.to_vec();
    off.push(("grunn", "syk"));
    desk.post("/skranke/beskjed", &off).await.to("/skranke/beskjed?lagret=1");
    assert!(test.anonymous().get("/tilbud/digihjelp").await.ok().says("Sjukdom"));
    desk.post("/skranke/beskjed", &off).await.to("/skranke/beskjed?lagret=1");
    desk.post("/skranke/beskjed/angre", &which).await.to("/skranke/beskjed?lagret=1");
    assert!(!test.anonymous().get("/tilbud/digihjelp").await.ok().says("Sjukdom"));
    // The desk may only for today, and not when it is over.
    test.at("2026-03-04T15:00");
    let late = desk.post("/skranke/beskjed", &off).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.says(&OfficeRefusal::NotComing.text(Locale::Nn)));
    let mut own = which.to_vec();
    own.extend([("grunn", "egne"), ("tekst", "Ring 55 12 34 56")]);
    test.at("2026-03-03T12:00");
    let office = test.signed_in(Role::Coordinator);
    assert_eq!(
        office.post("/kontor/beskjed", &own).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn closed_days_and_services_are_added_and_removed() {
    let test = TestApp::minimal(MORNING);
    let browser = test.signed_in(Role::Coordinator);
    let closed = [("first", "2026-03-09"), ("last", "2026-03-13"), ("place", ""), ("reason-nn", "Vinterferie")];
    browser.post("/kontor/stengt/ny", &closed).await.to("/kontor/stengt?lagret=1");
    let page = browser.get("/kontor/stengt").await.ok();
    assert!(page.says("Vinterferie"));
    let wrong = [("first", "2026-03-13"), ("last", "2026-03-09"), ("name-nn", "Ferie")];
    assert_eq!(
        browser.post("/kontor/stengt/skoleferie", &wrong).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let school = [("first", "2026-03-09"), ("last", "2026-03-13"), ("name-nn", "Ferie")];
    browser.post("/kontor/stengt/skoleferie", &school).await.to("/kontor/stengt?lagret=1");
    browser
        .post("/kontor/stengt/fjern", &[("hva", "stengt-2026-03-09")])
        .await
        .to("/kontor/stengt?lagret=1");
    assert!(!browser.get("/kontor/stengt").await.ok().says("Vinterferie"));
    let service = [("name-nn", "Bustøtte"), ("owner-nn", "NAV"), ("topic", "nav"), ("digital_only", "1")];
    browser.post("/kontor/tjenester/ny", &service).await.to("/kontor/tjenester?lagret=1");
    assert!(browser.get("/kontor/tjenester").await.ok().says("Bustøtte"));
    let organisation = [("name-nn", "Seniornett"), ("kind", "voluntary"), ("phone", "55 12 34 56")];
    browser.post("/kontor/aktorer/ny", &organisation).await.to("/kontor/aktorer?lagret=1");
    browser
        .post(
            "/kontor/steder/nytt",
            &[("name-nn", "Rådhuset"), ("postal_code", "5561")],
        )
        .await
        .to("/kontor/steder/radhuset?lagret=1");
}
