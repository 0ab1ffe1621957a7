use crate::testing::TestApp;

#[tokio::test]
async fn questions_in_plain_words_lead_to_the_right_help() {
    let test = TestApp::bergen("2026-11-24T12:15");
    let table = [
        (
            "/nb/sok?q=f%C3%A5r+ikke+logget+inn+p%C3%A5+helsenorge",
            "Helsenorge",
            "23 32 70 00",
        ),
        (
            "/nb/sok?q=bankid+virker+ikke",
            "BankID: Vi kan vise deg",
            "Drop-in på biblioteket",
        ),
        (
            "/nb/sok?q=mobilen+min+er+full",
            "Drop-in på biblioteket",
            "Åpent nå, til kl. 15",
        ),
        (
            "/nb/sok?q=s%C3%B8ke+bost%C3%B8tte",
            "Bostøtte: Du søker hos Husbanken",
            "22 96 16 00",
        ),
        (
            "/nn/sok?q=vipps",
            "Vi kan vise deg korleis Vipps verkar",
            "Kva treng du hjelp til?",
        ),
    ];
    for (path, first, second) in table {
        let page = test.anonymous().get(path).await.ok();
        assert!(page.says(first) && page.says(second), "{path}: {}", page.body);
    }
}

#[tokio::test]
async fn the_question_is_kept_and_never_trusted() {
    let test = TestApp::minimal("2026-03-04T13:15");
    let page = test.anonymous().get("/nb/sok?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").await.ok();
    assert!(!page.body.contains("<script>alert"), "{}", page.body);
    assert!(page.body.contains("value=\"&quot;&gt;&lt;script&gt;"), "{}", page.body);
    assert_eq!(page.headers.get("cache-control").unwrap(), "no-store");
    let long = format!("/nb/sok?q={}&q=x", "a".repeat(5000));
    assert!(test.anonymous().get(&long).await.ok().says("Digihjelp på biblioteket"));
}

#[tokio::test]
async fn the_answer_is_never_empty() {
    let test = TestApp::minimal("2026-03-04T13:15");
    let page = test.anonymous().get("/nb/sok?q=xyzzy").await.ok();
    assert!(
        page.says("Vi er ikke sikre på hva du mener") && page.says("Digihjelp på biblioteket"),
        "{}",
        page.body
    );
    let page = test.anonymous().get("/en/sok").await.ok();
    assert!(
        page.says("Write in your own words") && page.body.contains("/en/sok?q=BankID"),
        "{}",
        page.body
    );
}
