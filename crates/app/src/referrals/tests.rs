use super::ReferralsRefusal;
use crate::{frame::Refusal, testing::TestApp};
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

/// Seven slips from the library to citizen service, and what came back of them in every way it can.
#[tokio::test]
async fn a_slip_comes_full_circle_without_anybody_being_known() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Helper);
    guide.post("/skranke/velg-sted", &[("place", "hovedbiblioteket")]).await.to("/skranke");
    let slip = "/skranke/lapp/offering/drop-in-innbyggerservice";
    let page = guide.get(&format!("{slip}?topic=nav&service=bostotte")).await.ok();
    assert!(
        page.says("Legg en kode på lappen") && page.body.contains("name=\"service\" value=\"bostotte\""),
        "{}",
        page.body
    );
    let mut codes = Vec::new();
    for n in 1..=7u8 {
        let once = domain::shared::Id([n; 16]).to_string();
        let form = [("en-gang", once.as_str()), ("topic", "nav"), ("service", "bostotte"), ("sprak", "nn")];
        let first = guide.post(slip, &form).await;
        let again = guide.post(slip, &form).await;
        assert_eq!(
            (first.status, first.location()),
            (StatusCode::SEE_OTHER, again.location()),
            "two taps are one slip"
        );
        assert!(
            first.location().ends_with("&sprak=nn&topic=nav&service=bostotte"),
            "{}",
            first.location()
        );
        let code = first.location().split("kode=").nth(1).unwrap().split('&').next().unwrap().to_owned();
        let shown = guide.get(first.location()).await.ok();
        assert!(
            shown.says("Korleis gjekk det?") && shown.says(&format!("{}-{}", &code[..4], &code[4..])),
            "{}",
            shown.body
        );
        assert!(!shown.says("Legg en kode på lappen"));
        codes.push(code);
    }
    // The citizen, on the very short page and by writing the code.
    let citizen = test.anonymous();
    let short = citizen.get(&format!("/vist/{}", codes[0])).await.ok();
    assert!(
        short.says("Du ble vist videre til") && short.says("Jeg fikk hjelp"),
        "{}",
        short.body
    );
    assert!(short.headers["cache-control"] == "no-store" && short.body.contains("noindex"));
    let tell =
        |code: &str, mark: &str| [("kode".to_owned(), code.to_lowercase()), ("svar".to_owned(), mark.to_owned())];
    async fn send(by: &crate::testing::Browser, to: &str, form: [(String, String); 2]) -> crate::testing::Answer {
        let pairs: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        by.post(to, &pairs).await
    }
    send(&citizen, "/vist", tell(&codes[0], "solved")).await.to("/vist?takk=solved");
    send(&citizen, "/vist", tell(&codes[0], "solved")).await.to("/vist?takk=solved");
    assert!(citizen.get("/vist?takk=closed_door").await.ok().says("Kom gjerne innom oss igjen"));
    let used = send(&citizen, "/vist", tell(&codes[0], "sent_on")).await;
    assert_eq!(used.status, ReferralsRefusal::AlreadyUsed.status());
    assert!(used.says("Denne koden er brukt."));
    // The next desk.
    send(&guide, "/skranke/vist", tell(&codes[1], "came")).await.to("/skranke/vist?takk=came");
    send(&guide, "/skranke/vist", tell(&codes[1], "sent_on")).await.to("/skranke/vist?takk=sent_on");
    send(&guide, "/skranke/vist", tell(&codes[2], "closed_door"))
        .await
        .to("/skranke/vist?takk=closed_door");
    assert_eq!(
        send(&guide, "/skranke/vist", tell("nonsense", "came")).await.status,
        StatusCode::NOT_FOUND
    );
    // The receiver, through a link of its own; another door's link knows nothing of it.
    let coordinator = test.signed_in(Role::Coordinator);
    async fn link(by: &crate::testing::Browser, door: &str) -> String {
        let made = by.post("/kontor/henvisninger", &[("dor", door), ("gjor", "ny")]).await.ok();
        let token = made.body.split("/motta/").nth(1).unwrap().split('<').next().unwrap();
        format!("/motta/{token}")
    }
    let own = link(&coordinator, "offering:drop-in-innbyggerservice").await;
    let nav = link(&coordinator, "door:nav").await;
    let receiver = test.anonymous().from([10, 0, 0, 7]);
    assert!(receiver.get(&own).await.ok().says("Møtte stengt dør"));
    send(&receiver, &own, tell(&codes[3], "solved")).await.to(&format!("{own}?takk=solved"));
    let foreign = send(&receiver, &nav, tell(&codes[4], "solved")).await;
    let wrong = send(&receiver, &nav, tell("K7MP3QTX", "solved")).await;
    assert_eq!(
        (foreign.status, wrong.status),
        (StatusCode::NOT_FOUND, ReferralsRefusal::UnknownCode.status())
    );
    assert!(foreign.says("Vi kjenner ikke den koden.") && wrong.says("Vi kjenner ikke den koden."));
    // Made anew, the old link opens nothing; taken back, none does.
    let newer = link(&coordinator, "offering:drop-in-innbyggerservice").await;
    assert_eq!(receiver.get(&own).await.status, StatusCode::NOT_FOUND);
    send(&receiver, &newer, tell(&codes[4], "solved")).await.to(&format!("{newer}?takk=solved"));
    coordinator
        .post("/kontor/henvisninger", &[("dor", "door:nav"), ("gjor", "ta")])
        .await
        .to("/kontor/henvisninger");
    assert_eq!(receiver.get(&nav).await.status, StatusCode::NOT_FOUND);
    assert!(
        !coordinator.get("/kontor/henvisninger").await.ok().body.contains("/motta/"),
        "a link is shown once"
    );
    // The figures: 7 given, 5 came back, 2 of them had to go on.
    let figures = coordinator.get("/kontor/tall/vist-videre").await.ok();
    assert!(
        figures.says("7 lapper med kode er gitt ut. Vi vet hvordan det gikk med 5 av dem (71 %). 2 måtte gå videre."),
        "{}",
        figures.body
    );
    assert!(figures.says("40 %") && figures.says("Søke bostøtte") || figures.says("40 %"));
    let csv = coordinator.get("/kontor/tall/vist-videre.csv?periode=2026").await.ok();
    assert!(
        csv.body.contains("door;offering:drop-in-innbyggerservice;"),
        "{}",
        csv.body
    );
    assert!(csv.body.contains(";7;5;0.714;3;0;1;1;0.400"), "{}", csv.body);
    assert!(
        csv.body.contains("place;hovedbiblioteket;") && csv.body.contains("service;bostotte;"),
        "{}",
        csv.body
    );
    assert!(coordinator.get("/kontor/tall/vist-videre?periode=2025").await.ok().says("Ingen lapper med kode"));
    // Codes run out, and the figures stay.
    test.at("2026-04-03T03:00");
    assert_eq!(
        citizen.get(&format!("/vist/{}", codes[5])).await.status,
        StatusCode::NOT_FOUND
    );
    let system = |now| ::store::WriteCtx {
        tenant: test.tenant,
        actor: ::store::Actor::System,
        now,
    };
    let left = |day: &str| {
        let day = day.parse().unwrap();
        test.app.db().read_blocking(test.tenant, move |r| super::left_before(r, day)).unwrap()
    };
    assert_eq!((left("2026-04-02"), left("2026-04-03")), (0, 7));
    test.app.db().write_blocking(system(test.now()), super::tonight).unwrap();
    assert_eq!(left("2026-04-03"), 0);
    let later = test.signed_in(Role::Leader).get("/kontor/tall/vist-videre.csv?periode=2026").await.ok();
    assert!(later.body.contains(";7;5;0.714;3;0;1;1;0.400"));
}

/// Nothing can be found by trying: after a number of wrong codes not even the right one is answered.
#[tokio::test]
async fn codes_cannot_be_guessed() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Guide);
    let once = domain::shared::Id([5; 16]).to_string();
    let given = guide.post("/skranke/lapp/door/nav", &[("en-gang", once.as_str())]).await;
    let code = given.location().split("kode=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let stranger = test.anonymous().from([10, 0, 0, 9]);
    let mut stopped = 0;
    for n in 0..40u64 {
        let guess = domain::bookings::Code::from_random(n.to_be_bytes()).plain();
        let answer = stranger.get(&format!("/vist/{guess}")).await.status;
        stopped += usize::from(answer == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(stopped > 0);
    assert_eq!(
        stranger.get(&format!("/vist/{code}")).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    let form = [("kode", code.as_str()), ("svar", "solved")];
    assert_eq!(
        stranger.post("/vist", &form).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    let honest = test.anonymous().from([10, 0, 0, 10]);
    assert!(honest.get(&format!("/nn/vist/{code}")).await.ok().says("Korleis gjekk det?"));
    honest.post("/vist", &form).await.to("/vist?takk=solved");
    assert_eq!(honest.get("/motta/0000").await.status, StatusCode::NOT_FOUND);
    assert!(honest.get("/en/vist").await.ok().says("The code on the slip"));
}
