use crate::testing::TestApp;
use axum::http::StatusCode;
use domain::access::Role;

const OPEN: &str = "2026-11-24T12:15";

#[tokio::test]
async fn a_question_in_plain_words_gets_an_answer_to_read_aloud() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Helper);
    let found = guide.get("/skranke/kan-jeg?q=betale+regningene+mine&topic=payment&csrf=x").await.ok();
    let link = found.body.split("href=\"/skranke/kan-jeg?svar=").nth(1).unwrap().split('"').next().unwrap();
    let answer = guide.get(&format!("/skranke/kan-jeg?svar={}", link.replace("&amp;", "&"))).await.ok();
    assert!(
        answer.says("Nei – gjør heller dette") && answer.says("Si for eksempel"),
        "{}",
        answer.body
    );
    assert!(
        answer.body.contains("/skranke/lapp/"),
        "somewhere to send people: {}",
        answer.body
    );
    assert!(answer.body.contains("topic=payment"), "what the visit knew is kept");
    let none = guide.get("/nn/skranke/kan-jeg?q=xyzzyx").await.ok();
    assert!(none.says("Det har vi ikkje eit svar på"));
    assert!(guide.get("/nb/skranke/kan-jeg?gruppe=money").await.ok().body.contains("svar="));
    assert_eq!(
        guide.get("/skranke/kan-jeg?svar=ingen").await.status,
        StatusCode::NOT_FOUND
    );
}

/// Bergen helps with applications: the answer here, why, and that the risk assessment is missing.
#[tokio::test]
async fn what_is_decided_here_is_shown_with_the_missing_risk_assessment() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Guide);
    let answer = guide.get("/skranke/kan-jeg?svar=fill_in_application").await.ok();
    assert!(answer.says("Ja, men vær varsom") && answer.says("ROS mangler – frist torsdag 31. desember"));
    assert!(
        !answer.says("Jeg kan ikke fylle ut for deg"),
        "words that refuse do not fit here"
    );
    test.at("2027-01-04T12:15");
    let guide = test.signed_in(Role::Guide);
    let late = guide.get("/en/skranke/kan-jeg?svar=fill_in_application").await.ok();
    assert!(late.says("it was due Thursday 31 December 2026"), "{}", late.body);
}

/// One tap: a visit outside the scope, without the form.
#[tokio::test]
async fn asked_for_and_outside_is_one_tap() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Guide);
    let published = test.app.published(test.tenant).await.unwrap();
    let id = |key: &str| domain::shared::Key::parse(key).unwrap();
    let place = published.place_id(&id("hovedbiblioteket")).unwrap();
    let offering = published.offering_id(&id("drop-in-biblioteket")).unwrap();
    let page = guide
        .get(&format!(
            "/skranke/kan-jeg?svar=enter_password&place={place}&offering={offering}&topic=electronic_id"
        ))
        .await
        .ok();
    let (_, form) = page.body.split_once("action=\"/skranke/henvendelser\"").unwrap();
    let form = form.split_once("</form>").unwrap().0;
    let fields: Vec<(&str, &str)> = form
        .split("name=\"")
        .skip(1)
        .map(|f| {
            let (name, rest) = f.split_once('"').unwrap();
            (name, rest.split_once("value=\"").unwrap().1.split_once('"').unwrap().0)
        })
        .collect();
    for wanted in [("outcome", "outside_scope"), ("boundary", "enter_password"), ("topic", "electronic_id")] {
        assert!(fields.contains(&wanted), "{fields:?}");
    }
    let saved = guide.post("/skranke/henvendelser", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    // Without a place the tap is not offered; the boundary goes into the form.
    let page = guide.get("/skranke/kan-jeg?svar=enter_password").await.ok();
    assert!(
        !page.body.contains("action=\"/skranke/henvendelser\"")
            && page.body.contains("/skranke?boundary=enter_password")
    );
}

#[tokio::test]
async fn a_deviation_needs_a_reason_an_owner_and_a_due_date() {
    let test = TestApp::bergen(OPEN);
    let office = test.signed_in(Role::Coordinator);
    let path = "/kontor/grenser/enter_password";
    assert!(office.get(path).await.ok().says("Svaret hos oss"));
    let wrong = office
        .post(
            path,
            &[("svar", "no"), ("eier", "Ring 912 34 567"), ("ros_frist", "2026-02-30")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["det samme som det nasjonale", "Skriv hvorfor", "peker på en person", "en dato som finnes"] {
        assert!(wrong.says(said), "{said}: {}", wrong.body);
    }
    assert!(wrong.body.contains("Ring 912 34 567"), "what was written is kept");
    let nothing = office.post(path, &[("begrunnelse_nb", &"x".repeat(601))]).await;
    for said in ["Velg hva vi svarer", "for lang", "Skriv hvem som har ansvaret", "Sett en frist"] {
        assert!(nothing.says(said), "{said}");
    }
    let right = [
        ("svar", "with_care"),
        ("begrunnelse_nb", "Noen klarer det ikke alene."),
        ("eier", "Biblioteksjefen"),
        ("ros_frist", "2027-03-01"),
    ];
    let _ = office.post(path, &right).await.to("/kontor/grenser");
    let list = office.get("/kontor/grenser").await.ok();
    assert!(
        list.says("Ansvarlig: Biblioteksjefen.") && list.says("frist mandag 1. mars 2027"),
        "{}",
        list.body
    );
    assert!(office.get(path).await.ok().body.contains("Noen klarer det ikke alene."));
    let guide = test.signed_in(Role::Guide);
    assert!(guide.get("/skranke/kan-jeg?svar=enter_password").await.ok().says("Ja, men vær varsom"));
    let _ = office.post(&format!("{path}/fjern"), &[]).await.to("/kontor/grenser");
    assert!(guide.get("/skranke/kan-jeg?svar=enter_password").await.ok().says("Nei – gjør heller dette"));
}

#[tokio::test]
async fn those_who_only_read_see_the_list_and_change_nothing() {
    let test = TestApp::bergen(OPEN);
    let reader = test.signed_in(Role::PrivacyOfficer);
    let list = reader.get("/kontor/grenser").await.ok();
    assert!(
        list.says("utgave 2024-1") && !list.body.contains("href=\"/kontor/grenser/"),
        "{}",
        list.body
    );
    assert_eq!(
        reader.get("/kontor/grenser/enter_password").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        test.signed_in(Role::Guide).get("/kontor/grenser").await.status,
        StatusCode::FORBIDDEN
    );
}
