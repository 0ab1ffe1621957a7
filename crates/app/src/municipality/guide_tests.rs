use super::{
    guide::{code_for_new_installation, new_code},
    guide_store,
};
use crate::testing::{Browser, TestApp};
use axum::http::StatusCode;

const MORNING: &str = "2026-03-03T09:15";

fn opened(test: &TestApp) -> (Browser, String) {
    let app = test.app.clone();
    let code = code_for_new_installation(&app).unwrap().unwrap();
    (test.anonymous(), code)
}

async fn answer(browser: &Browser, step: &str, fields: &[(&str, &str)], next: &str) {
    let way = format!("/kom-i-gang/{next}");
    browser.post(&format!("/kom-i-gang/{step}"), fields).await.to(&way);
    browser.get(&way).await.ok();
}

#[tokio::test]
async fn a_new_municipality_goes_from_nothing_to_a_published_weekly_hour() {
    let test = TestApp::empty(MORNING);
    let (browser, code) = opened(&test);
    assert_eq!(browser.get("/kom-i-gang?kode=feil").await.status, StatusCode::FORBIDDEN);
    browser.get("/kom-i-gang/kommune").await.to("/kom-i-gang");
    browser.get(&format!("/kom-i-gang?kode={code}")).await.to("/kom-i-gang/kommune");
    assert!(browser.get("/kom-i-gang/kommune?sok=guovda").await.ok().says("Kautokeino"));
    browser.get("/kom-i-gang/sted").await.to("/kom-i-gang/kommune");
    answer(&browser, "kommune", &[("number", "1145")], "navn").await;
    assert!(
        browser.get("/kom-i-gang/navn").await.ok().says("Kva heiter tenesta?"),
        "the municipality's language"
    );
    answer(&browser, "navn", &[("vei", "hopp")], "sted").await;
    let empty = browser.post("/kom-i-gang/sted", &[("place", ""), ("postal_code", "55")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        empty.body.contains("f-place-error") && empty.body.contains("value=\"55\""),
        "{}",
        empty.body
    );
    let place = [("kind", "library_drop_in"), ("place", "Biblioteket"), ("street", "Føresvik 1"), ("town", "Bokn")];
    answer(&browser, "sted", &place, "tider").await;
    // Going back keeps what was written, and another browser with the code goes on where this one stopped.
    let hours = [("weekdays", "3"), ("start", "13:00"), ("end", "14:00")];
    let mut back = hours.to_vec();
    back.push(("vei", "tilbake"));
    answer(&browser, "tider", &back, "sted").await;
    let other = test.anonymous();
    other.get(&format!("/kom-i-gang?kode={code}")).await.to("/kom-i-gang/navn");
    assert!(other.get("/kom-i-gang/tider").await.ok().body.contains("value=\"13:00\""));
    answer(&other, "tider", &hours, "kontakt").await;
    answer(&other, "kontakt", &[("phone", "52 12 34 56")], "hjelp").await;
    answer(&other, "hjelp", &[("topics", "nav"), ("topics", "passwords")], "deg").await;
    let you = [("your_name", "Kari"), ("login", "kari@bokn.example")];
    let short = [you[0], you[1], ("password", "kort"), ("password-again", "kort")];
    assert_eq!(
        other.post("/kom-i-gang/deg", &short).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let words = "blå kopp på bordet";
    let good = [you[0], you[1], ("password", words), ("password-again", words)];
    answer(&other, "deg", &good, "se-over").await;
    let stored = test.app.db().read_blocking(0, |r| guide_store::answers(r)).unwrap();
    assert!(stored.get("password").starts_with("$argon2id$"));
    assert!(other.get("/kom-i-gang/se-over").await.ok().says("Onsdag kl. 13\u{2060}–\u{2060}14"));
    other.post("/kom-i-gang/se-over", &[]).await.to("/kontor/klar");
    assert!(other.get("/kontor/klar").await.ok().says("Sida er ute"));
    let public = test.anonymous().get("/tilbud/kom-innom").await.ok();
    assert!(public.says("Kom innom og få hjelp"), "{}", public.body);
    test.anonymous().get("/").await.ok();
    assert!(other.get("/kontor/plakater/kom-innom").await.ok().says("Last ned PDF"));
    // Nothing of the guide is left, and a second tap does no harm.
    assert_eq!(
        test.app.db().read_blocking(0, |r| guide_store::answers(r)).unwrap().get("login"),
        ""
    );
    other.post("/kom-i-gang/se-over", &[]).await.to("/kontor");
    // Nor does an answer that was on its way while another finished: what it says is kept nowhere.
    let ctx = store::WriteCtx {
        tenant: 0,
        actor: store::Actor::Anonymous,
        now: test.now(),
    };
    let late = crate::office::entered::Entered::of(vec![("login".to_owned(), "per@bokn.example".to_owned())]);
    let keep = move |tx: &mut store::Tx| guide_store::keep(tx, &["login".to_owned()], &late);
    test.app.db().write_blocking(ctx, keep).unwrap();
    assert_eq!(
        test.app.db().read_blocking(0, |r| guide_store::answers(r)).unwrap().get("login"),
        ""
    );
    browser.get(&format!("/kom-i-gang?kode={code}")).await.to("/kontor");
    assert!(code_for_new_installation(&test.app).unwrap().is_none());
    let sign_in = [("login", "kari@bokn.example"), ("passord", words)];
    assert_eq!(
        test.anonymous().post("/logg-inn", &sign_in).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn what_is_skipped_leaves_a_draft_and_says_so() {
    let test = TestApp::empty(MORNING);
    let (browser, code) = opened(&test);
    browser.get(&format!("/kom-i-gang?kode={code}")).await.to("/kom-i-gang/kommune");
    let no = browser.post("/kom-i-gang/kommune", &[]).await;
    assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer(&browser, "kommune", &[("number", "4601")], "navn").await;
    for (step, next) in
        [("navn", "sted"), ("sted", "tider"), ("tider", "kontakt"), ("kontakt", "hjelp"), ("hjelp", "deg")]
    {
        answer(&browser, step, &[("vei", "hopp")], next).await;
    }
    browser.post("/kom-i-gang/se-over", &[]).await.to("/kom-i-gang/deg");
    let words = "blå kopp på bordet";
    let you = [
        ("your_name", "Ola"),
        ("login", "ola@bergen.example"),
        ("password", words),
        ("password-again", words),
    ];
    answer(&browser, "deg", &you, "se-over").await;
    let id = [("your_name", "15076500565"), ("login", "ola@bergen.example"), ("vei", "tilbake")];
    browser.post("/kom-i-gang/deg", &id).await.to("/kom-i-gang/hjelp");
    let stored = test.app.db().read_blocking(0, |r| guide_store::answers(r)).unwrap();
    assert_eq!(stored.get("your_name"), "Ola", "an identity number is stored nowhere");
    browser.post("/kom-i-gang/se-over", &[]).await.to("/kontor/klar");
    assert!(browser.get("/kontor/klar").await.ok().says("Nesten ferdig"));
    assert_eq!(
        test.anonymous().get("/tilbud/kom-innom").await.status,
        StatusCode::NOT_FOUND
    );
    assert!(browser.get("/kontor").await.ok().says("Gjør ferdig"));
}

#[tokio::test]
async fn an_installation_takes_in_one_municipality_more() {
    let test = TestApp::bergen(MORNING);
    let (owner, stranger) = (test.anonymous(), test.anonymous());
    owner.get("/kom-i-gang").await.to("/kontor");
    let first = new_code(test.app.db(), test.now()).unwrap();
    let code = new_code(test.app.db(), test.now()).unwrap();
    for wrong in [first.as_str(), ""] {
        let answer = stranger.get(&format!("/kom-i-gang?kode={wrong}")).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "only the newest code opens");
    }
    owner.get(&format!("/kom-i-gang?kode={code}")).await.to("/kom-i-gang/kommune");
    let here = owner.post("/kom-i-gang/kommune", &[("number", "4601")]).await;
    assert_eq!(here.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(here.says("allerede satt opp"), "{}", here.body);
    answer(&owner, "kommune", &[("number", "1145")], "navn").await;
    for (step, next) in
        [("navn", "sted"), ("sted", "tider"), ("tider", "kontakt"), ("kontakt", "hjelp"), ("hjelp", "deg")]
    {
        answer(&owner, step, &[("vei", "hopp")], next).await;
    }
    let words = "blå kopp på bordet";
    let you = [("your_name", "Kari"), ("login", "kari"), ("password", words), ("password-again", words)];
    answer(&owner, "deg", &you, "se-over").await;
    owner.post("/kom-i-gang/se-over", &[]).await.to("/k/1145/kontor/klar");
    owner.get("/k/1145/kontor/klar").await.ok();
    assert_ne!(
        owner.get("/k/4601/kontor").await.status,
        StatusCode::OK,
        "Bergen's office stays Bergen's"
    );
    assert!(test.anonymous().get("/k/4601/").await.ok().says("Bergen"));
    // The browser that set it up can't set up the next one without a new code.
    let next = new_code(test.app.db(), test.now()).unwrap();
    assert_eq!(owner.get("/kom-i-gang").await.status, StatusCode::FORBIDDEN);
    owner.get(&format!("/kom-i-gang?kode={next}")).await.to("/kom-i-gang/kommune");
}
