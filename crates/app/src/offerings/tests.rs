use crate::{
    queue::{self, store::Caller},
    testing::{TestApp, example},
};
use axum::http::StatusCode;
use domain::{
    register::Register,
    schedule::{Change, Exception},
    shared::{Id, Key, Locale, Localized},
};
use store::{Actor, Tx, WriteCtx};

/// A Wednesday with guidance 13–14 in the smallest municipality.
const OPEN: &str = "2026-03-04T13:15";

#[tokio::test]
async fn the_front_page_says_who_is_there_now() {
    let test = TestApp::minimal("2026-03-04T10:00");
    let page = test.anonymous().get("/nb").await.ok();
    assert!(page.says("Åpner i dag kl. 13"), "{}", page.body);
    test.at(OPEN);
    let page = test.anonymous().get("/nb").await.ok();
    assert!(
        page.says("Åpent nå") && page.says("Biblioteket, til kl. 14"),
        "{}",
        page.body
    );
    assert!(page.says("Finn frem til Biblioteket"));
    assert!(
        page.body.contains("<title>Digihjelpen i Bokn</title>"),
        "the name in the reader's language"
    );
    test.at("2026-03-04T15:00");
    let page = test.anonymous().get("/nb").await.ok();
    assert!(
        page.says("Ingen som hjelper akkurat nå") && page.says("onsdag 11. mars"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_phone_that_cannot_be_called_is_no_link() {
    let test = TestApp::minimal(OPEN);
    let page = test.anonymous().get("/nb").await.ok();
    assert!(page.says("Nummeret er et eksempel og kan ikke ringes."));
    assert!(!page.body.contains("tel:"), "{}", page.body);
    let mut register = example("minimal");
    register.municipality.phone = String::new();
    let test = TestApp::with(&register, OPEN);
    assert!(test.anonymous().get("/nb").await.ok().says("Vi har ikke et telefonnummer ennå"));
    register.municipality.phone = "53030000".to_owned();
    let test = TestApp::with(&register, OPEN);
    assert!(test.anonymous().get("/nb").await.ok().body.contains("tel:+4753030000"));
}

fn called_off(mut register: Register) -> Register {
    register.offerings[0].schedules[0].exceptions.push(Exception {
        date: "2026-03-04".parse().unwrap(),
        change: Change::CalledOff,
        reason: Localized::in_one(Locale::Nb, "Veilederen er syk"),
        decided_at: None,
    });
    register
}

#[tokio::test]
async fn a_day_called_off_is_said_at_once_everywhere() {
    let test = TestApp::with(&called_off(example("minimal")), OPEN);
    for path in ["/nb", "/nb/tilbud/digihjelp", "/nb/steder/biblioteket"] {
        let page = test.anonymous().get(path).await.ok();
        assert!(
            page.says("Avlyst i dag") && page.says("Veilederen er syk"),
            "{path}: {}",
            page.body
        );
        assert!(!page.says("Åpent nå"), "{path}");
    }
    let nynorsk = test.anonymous().get("/nn").await.ok();
    assert!(
        nynorsk.body.contains("lang=\"nb\">Veilederen er syk"),
        "the language of a text is marked"
    );
}

#[tokio::test]
async fn every_page_is_there_in_three_languages() {
    let test = TestApp::bergen("2026-11-24T12:15");
    let paths = [
        "",
        "/tilbud",
        "/tilbud/drop-in-biblioteket",
        "/tilbud/drop-in-biblioteket/utskrift",
        "/steder",
        "/steder/hovedbiblioteket",
        "/hva-vi-hjelper-med",
        "/tema/electronic_id",
    ];
    for path in paths {
        for (locale, other) in [("nb", " ikkje "), ("nn", " ikke "), ("en", " ikke ")] {
            let page = test.anonymous().get(&format!("/{locale}{path}")).await.ok();
            assert!(page.body.contains(&format!("<html lang=\"{locale}\"")), "{path}");
            assert_eq!(page.body.matches("<h1").count(), 1, "{path}");
            assert!(!page.says(other), "{locale}{path} has {other}");
        }
    }
}

#[tokio::test]
async fn an_ended_offering_leads_on() {
    let mut register = example("bergen");
    let key = |s: &str| Key::parse(s).unwrap();
    let ended = register.offerings.iter_mut().find(|o| o.key == key("datakafe")).unwrap();
    ended.ended = Some("2026-02-01".parse().unwrap());
    ended.successor = Some(key("kom-i-gang-klubben"));
    let over = register.offerings.iter_mut().find(|o| o.key == key("en-til-en")).unwrap();
    over.ended = Some("2026-02-01".parse().unwrap());
    let test = TestApp::with(&register, "2026-11-24T12:15");
    let page = test.anonymous().get("/nn/tilbud/datakafe").await;
    assert_eq!(
        (page.status, page.location()),
        (StatusCode::MOVED_PERMANENTLY, "/nn/tilbud/kom-i-gang-klubben")
    );
    let page = test.anonymous().get("/nb/tilbud/en-til-en").await.ok();
    assert!(page.says("Dette tilbudet er avsluttet."), "{}", page.body);
    assert_eq!(
        test.anonymous().get("/tilbud/finnes-ikke").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        test.anonymous().get("/steder/finnes-ikke").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn another_municipalitys_things_are_not_here() {
    let test = TestApp::minimal(OPEN);
    test.add(&example("bergen"));
    assert_eq!(
        test.anonymous().get("/k/1145/tilbud/datakafe").await.status,
        StatusCode::NOT_FOUND
    );
    let page = test.anonymous().get("/k/4601/nb/tilbud/datakafe").await.ok();
    assert!(
        page.body.contains("href=\"/k/4601/nb/steder/hovedbiblioteket\""),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn the_front_page_is_small() {
    let test = TestApp::bergen("2026-11-24T12:15");
    let page = test.anonymous().header("accept-encoding", "br").get("/").await.ok();
    let style = ui::assets::CITIZEN_CSS.br.map_or(0, <[u8]>::len);
    assert!(page.bytes.len() + style < 20_000, "{} + {style}", page.bytes.len());
}

#[tokio::test]
async fn the_list_is_narrowed_by_what_one_needs() {
    let test = TestApp::bergen("2026-11-24T12:15");
    let page = test.anonymous().get("/nb/tilbud?form=time").await.ok();
    assert!(
        page.says("Én til én") && !page.body.contains("/nb/tilbud/datakafe\""),
        "{}",
        page.body
    );
    let page = test.anonymous().get("/nb/tilbud?dag=lordag").await.ok();
    assert!(page.body.contains("/tilbud/drop-in-biblioteket\"") && !page.body.contains("/tilbud/en-til-en\""));
    let page = test.anonymous().get("/nb/tilbud?dag=%3Cscript%3E&form=x&form=y").await.ok();
    assert!(page.body.contains("/tilbud/en-til-en\"") && !page.body.contains("<script>"));
}

#[tokio::test]
async fn the_calendar_turns_week_by_week_and_names_holidays() {
    let test = TestApp::bergen("2026-11-24T12:15");
    let page = test.anonymous().get("/nb/kalender").await.ok();
    assert!(
        page.says("Kalender, uke 48") && page.says("I dag, tirsdag 24. november"),
        "{}",
        page.body
    );
    assert!(page.says("Ingenting denne dagen."), "Sunday has nothing, and says so");
    assert!(page.body.contains("/nb/kalender?uke=2026-W49"));
    let page = test.anonymous().get("/nn/kalender?uke=2026-W53").await.ok();
    assert!(
        page.says("Første juledag") || page.says("Første nyttårsdag"),
        "{}",
        page.body
    );
    for nonsense in ["2026-W99", "%3Cb%3E", "9999-W01", "-1-W02"] {
        let page = test.anonymous().get(&format!("/nb/kalender?uke={nonsense}")).await.ok();
        assert!(page.says("Kalender, uke 48"), "{nonsense}");
    }
}

#[tokio::test]
async fn the_map_has_everybody_who_helps() {
    let test = TestApp::bergen("2026-11-24T12:15");
    let page = test.anonymous().get("/nb/laringskart").await.ok();
    let register = example("bergen");
    for organisation in register.organisations.iter().filter(|o| o.ended.is_none()) {
        assert!(page.says(&organisation.name.nb), "{}", organisation.key);
    }
}

#[tokio::test]
async fn the_screen_says_since_when_it_is_true() {
    let test = TestApp::bergen("2026-11-24T12:15");
    let page = test.anonymous().get("/nb/skjerm/hovedbiblioteket").await.ok();
    assert!(
        page.says("Oppdatert kl. 12.15") && page.says("Åpent nå, til kl. 15. Bare kom!"),
        "{}",
        page.body
    );
    assert!(page.body.contains("<noscript><meta http-equiv=\"refresh\" content=\"60\">"));
    assert_eq!(
        test.anonymous().get("/skjerm/finnes-ikke").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn what_we_cannot_do_leads_to_who_can() {
    let test = TestApp::bergen("2026-11-24T12:15");
    let page = test.anonymous().get("/nb/hva-vi-hjelper-med").await.ok();
    assert!(
        page.says("Dette kan vi ikke gjøre for deg") && page.body.contains("href=\"tel:"),
        "{}",
        page.body
    );
    let page = test.anonymous().get("/nb/tema/electronic_id").await.ok();
    assert!(page.says("BankID og innlogging") && page.says("Drop-in på biblioteket"));
    assert_eq!(test.anonymous().get("/tema/x").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_assumed_is_said_and_the_code_on_paper_leads_back() {
    let test = TestApp::minimal(OPEN);
    let page = test.anonymous().get("/nb/tilbud/digihjelp").await.ok();
    assert!(
        page.says("Dette er ikke bekreftet ennå: beskrivelsen, hva vi hjelper med"),
        "{}",
        page.body
    );
    assert!(page.body.contains("application/ld+json") && page.body.contains("GovernmentService"));
    let paper = test.anonymous().get("/nb/tilbud/digihjelp/utskrift").await.ok();
    assert!(paper.says("http://127.0.0.1:8080/nb/tilbud/digihjelp") && paper.body.contains("shape-rendering"));
}

#[tokio::test]
async fn a_page_is_kept_until_the_clock_makes_it_untrue() {
    let test = TestApp::minimal(OPEN);
    let first = test.anonymous().get("/nb").await.ok();
    assert!(first.headers.contains_key("etag"));
    test.at("2026-03-04T14:00");
    assert!(
        !test.anonymous().get("/nb").await.ok().says("Åpent nå"),
        "at 14 it is over"
    );
}

#[tokio::test]
async fn the_wait_is_told_while_a_queue_is_running() {
    let test = TestApp::bergen("2026-11-24T12:15");
    let browser = test.anonymous();
    assert!(
        !browser.get("/nb").await.ok().says("ventetid"),
        "nothing is said when no queue is running"
    );
    let (key, ticket) = (Key::parse("hovedbiblioteket").unwrap(), Id([7; 16]));
    let place = test.app.published(test.tenant).await.unwrap().place_id(&key).unwrap();
    let ctx = WriteCtx {
        tenant: test.tenant,
        actor: Actor::System,
        now: test.now(),
    };
    let caller = Caller {
        name: String::new(),
        counter: String::new(),
    };
    let give_and_call = move |tx: &mut Tx| {
        queue::store::issue(tx, place, ticket, 2)?;
        queue::store::call(tx, ticket, &caller)
    };
    test.app.db().write(ctx, give_and_call).await.unwrap();
    test.app.touch_live(test.tenant);
    for path in ["/nb/steder/hovedbiblioteket", "/nb/skjerm/hovedbiblioteket"] {
        let page = browser.get(path).await.ok();
        assert!(page.says("Ingen ventetid nå"), "{path}: {}", page.body);
    }
}
