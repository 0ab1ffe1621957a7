use crate::testing::TestApp;
use axum::http::StatusCode;

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
