use crate::testing::TestApp;
use axum::http::StatusCode;
use domain::access::Role;

#[tokio::test]
async fn a_page_that_is_kept_is_nobody_elses_idea_of_who_we_are() {
    let test = TestApp::minimal("2026-03-03T12:15");
    let liar = test.anonymous().header("host", "evil.example");
    let _ = liar.get("/").await.ok();
    let page = test.anonymous().get("/").await.ok();
    assert!(!page.body.contains("evil.example"));
}

#[tokio::test]
async fn asking_only_for_the_head_does_not_leave_an_empty_page_behind() {
    let test = TestApp::minimal("2026-03-03T12:15");
    let head = test.anonymous().head("/").await;
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
    assert!(test.anonymous().get("/").await.ok().body.contains("<h1"));
}

#[tokio::test]
async fn a_kept_page_is_told_apart_by_language_and_answered_by_its_tag() {
    let test = TestApp::minimal("2026-03-03T12:15");
    let first = test.anonymous().get("/en").await.ok();
    let nynorsk = test.anonymous().get("/nn").await.ok();
    assert!(first.body.contains("lang=\"en\"") && nynorsk.body.contains("lang=\"nn\""));
    let tag = first.headers.get("etag").unwrap().to_str().unwrap().to_owned();
    let again = test.anonymous().header("if-none-match", &tag).get("/en").await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[tokio::test]
async fn you_have_it_already_says_how_to_keep_it_and_knows_a_tag_that_a_proxy_made_weak() {
    let test = TestApp::minimal("2026-03-03T12:15");
    let first = test.anonymous().get("/en").await.ok();
    let tag = first.headers.get("etag").unwrap().to_str().unwrap().to_owned();
    for tags in [format!("W/{tag}"), format!("\"other\", {tag}"), tag.clone()] {
        let again = test.anonymous().header("if-none-match", &tags).get("/en").await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{tags}");
        for name in ["cache-control", "vary", "etag"] {
            assert_eq!(again.headers.get(name), first.headers.get(name), "{name}");
        }
    }
    let nynorsk = test.anonymous().header("if-none-match", &tag).get("/nn").await;
    assert_eq!(nynorsk.status, StatusCode::OK);
}

#[tokio::test]
async fn what_can_be_no_host_is_not_let_in() {
    let test = TestApp::minimal("2026-03-03T12:15");
    for host in ["good.example/nb", "a\"><b", "user@good.example", "a b", &"x".repeat(300)] {
        let answer = test.anonymous().header("host", host).get("/tilbud").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{host}");
        assert!(!answer.body.contains("good.example"));
    }
    for host in ["bokn.example", "bokn.example:8443", "[::1]:8080", "127.0.0.1"] {
        test.anonymous().header("host", host).get("/tilbud").await.ok();
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_answered_with_a_page_in_words() {
    let test = TestApp::minimal("2026-03-03T12:15");
    let form = "application/x-www-form-urlencoded";
    let long = vec![b'a'; 3 * 1024 * 1024];
    let sent: [(&str, &[u8], StatusCode); 4] = [
        ("text/plain", b"login=a", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (form, b"login=a%00b&passord=x", StatusCode::BAD_REQUEST),
        (form, b"login=a\0b&passord=x", StatusCode::BAD_REQUEST),
        (form, &long, StatusCode::PAYLOAD_TOO_LARGE),
    ];
    for (kind, body, status) in sent {
        let answer = test.anonymous().post_raw("/logg-inn", kind, body).await;
        assert_eq!(answer.status, status);
        assert!(
            answer.says("Vi kunne ikkje ta imot det som vart sendt"),
            "{}",
            answer.body
        );
    }
    for path in ["/tilbud/%ff", "/sok?q=a%00b"] {
        let answer = test.anonymous().get(path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(answer.says("Vi kunne ikkje"), "{}", answer.body);
    }
}

#[tokio::test]
async fn every_cookie_is_secure_away_from_this_machine() {
    let test = TestApp::minimal("2026-03-03T12:15");
    let public = test.anonymous().header("host", "bokn.example").get("/en").await.ok();
    let set = public.headers.get("set-cookie").unwrap().to_str().unwrap();
    assert!(set.starts_with("sprak=en;") && set.ends_with("; Secure"), "{set}");
    let own = test.anonymous().get("/en").await.ok();
    assert!(!own.headers.get("set-cookie").unwrap().to_str().unwrap().contains("Secure"));
}

#[tokio::test]
async fn who_is_signed_in_finds_the_way_back_from_a_page_that_is_not_there() {
    let test = TestApp::bergen("2026-03-03T12:15");
    for (role, home) in [(Role::Guide, "/nb/skranke"), (Role::Coordinator, "/nb/kontor")] {
        let browser = test.signed_in(role);
        let absent = browser.get("/nb/finnes-ikke").await;
        assert_eq!(absent.status, StatusCode::NOT_FOUND);
        assert!(
            absent.body.contains("class=\"nav\"") && absent.body.contains(&format!("href=\"{home}\"")),
            "{}",
            absent.body
        );
        assert!(absent.says("Logg ut"));
    }
    let forbidden = test.signed_in(Role::Guide).get("/nb/kontor/kommunen").await;
    assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
    assert!(forbidden.body.contains("href=\"/nb/skranke\""), "{}", forbidden.body);
    let citizen = test.anonymous().get("/nb/finnes-ikke").await;
    assert!(
        !citizen.body.contains("class=\"nav\"") && !citizen.says("Logg ut"),
        "{}",
        citizen.body
    );
}

/// A database that hangs holds a request no longer than the frame's patience, and what comes is a page.
#[tokio::test]
async fn a_database_that_does_not_answer_gives_a_calm_page() {
    let test = TestApp::bergen("2026-03-03T12:15");
    test.app.db().close();
    test.app.forget(test.tenant);
    let answer = test.anonymous().get("/nb/arrangement").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
    assert!(
        answer.says("Vi bruker lengre tid enn vi skal") && answer.says("prøv igjen"),
        "{}",
        answer.body
    );
    assert_eq!(answer.headers["retry-after"], "30");
}
