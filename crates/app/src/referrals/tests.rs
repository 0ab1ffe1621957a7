use crate::testing::TestApp;
use axum::http::StatusCode;
use domain::access::Role;

const OPEN: &str = "2026-03-03T12:15";

#[tokio::test]
async fn two_taps_lead_from_a_topic_to_a_slip_and_back_to_the_visit() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Helper);
    let first = guide.get("/skranke/vis-videre?csrf=hemmelig&kolapp=00112233445566778899aabbccddeeff").await.ok();
    assert!(first.says("Hva trenger personen hjelp til?"));
    assert!(
        !first.body.split_once("<main").unwrap().1.contains("hemmelig"),
        "the form token stays where it belongs"
    );
    let nav = "/skranke/vis-videre?topic=nav&amp;kolapp=00112233445566778899aabbccddeeff";
    assert!(first.body.contains(nav), "{}", first.body);
    let list = guide.get(&nav.replace("&amp;", "&")).await.ok();
    assert!(list.says("har ansvaret for dette"), "a reason is shown: {}", list.body);
    let slip = "/skranke/lapp/door/nav?topic=nav&amp;kolapp=00112233445566778899aabbccddeeff";
    assert!(list.body.contains(slip), "{}", list.body);
    let slip = guide.get(&slip.replace("&amp;", "&")).await.ok();
    assert!(slip.says("55 55 33 33") && slip.says("Ring samme morgen hvis du vil være sikker."));
    let back = "/skranke?referred_to=door:nav&amp;topic=nav&amp;kolapp=00112233445566778899aabbccddeeff";
    assert!(slip.body.contains(back), "{}", slip.body);
}

#[tokio::test]
async fn a_slip_is_in_the_citizens_language_and_says_nothing_of_her() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Guide);
    let slip = guide.get("/skranke/lapp/offering/drop-in-innbyggerservice?sprak=en&age_band=80p").await.ok();
    let body = slip.body.split_once("<article").unwrap().1.split_once("</article>").unwrap().0;
    assert!(
        body.contains("lang=\"en\"") && body.contains("You can just come."),
        "{body}"
    );
    assert!(!body.contains("80p"));
    let nn = guide.get("/skranke/lapp/door/nav?sprak=nn").await.ok();
    assert!(nn.says("Ring same morgonen om du vil vere sikker."));
    for absent in ["/skranke/lapp/door/ingen", "/skranke/lapp/person/kari", "/skranke/lapp/offering/ingen"] {
        assert_eq!(guide.get(absent).await.status, StatusCode::NOT_FOUND, "{absent}");
    }
}

#[tokio::test]
async fn plain_words_lead_to_a_door() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Guide);
    let found = guide.get("/skranke/vis-videre?q=bankid+virker+ikke").await.ok();
    assert!(found.body.contains("/skranke/lapp/door/"), "{}", found.body);
    let none = guide.get("/en/skranke/vis-videre?q=xyzzyx").await.ok();
    assert!(none.says("Where the person can go"));
}

/// What nobody has confirmed for half a year is flagged, with the month it was.
#[tokio::test]
async fn what_was_confirmed_long_ago_is_flagged() {
    let test = TestApp::bergen("2027-09-07T12:15");
    let guide = test.signed_in(Role::Guide);
    let list = guide.get("/skranke/vis-videre?topic=nav").await.ok();
    assert!(
        list.says("Sist bekreftet i november 2026 – ring først"),
        "{}",
        list.body
    );
    let slip = guide.get("/skranke/lapp/door/nav").await.ok();
    assert!(slip.says("Ring stedet før du gir fra deg lappen."));
}
