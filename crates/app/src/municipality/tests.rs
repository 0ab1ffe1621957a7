use crate::testing::{TestApp, example};
use axum::http::StatusCode;

#[tokio::test]
async fn the_small_pages_are_there_in_three_languages() {
    let test = TestApp::bergen("2026-11-24T12:15");
    for path in ["/om", "/personvern", "/tilgjengelighet"] {
        for locale in ["nb", "nn", "en"] {
            let page = test.anonymous().get(&format!("/{locale}{path}")).await.ok();
            assert_eq!(page.body.matches("<h1").count(), 1, "{path}");
            assert!(page.body.contains(&format!(
                "rel=\"canonical\" href=\"http://127.0.0.1:8080/{locale}{path}\""
            )));
        }
    }
    assert!(
        test.anonymous().get("/nb/om").await.ok().says("2016"),
        "history is told"
    );
}

#[tokio::test]
async fn the_sitemap_names_every_page_in_every_language() {
    let mut register = example("bergen");
    register.offerings.iter_mut().find(|o| o.key.as_str() == "datakafe").unwrap().published = false;
    let test = TestApp::with(&register, "2026-11-24T12:15");
    let map = test.anonymous().get("/sitemap.xml").await.ok();
    assert_eq!(
        map.headers.get("content-type").unwrap(),
        "application/xml; charset=utf-8"
    );
    assert!(
        map.body.contains("<loc>http://127.0.0.1:8080/nn/tilbud/drop-in-biblioteket</loc>"),
        "{}",
        map.body
    );
    assert!(map.body.contains("hreflang=\"en\" href=\"http://127.0.0.1:8080/en/steder/hovedbiblioteket\""));
    assert!(!map.body.contains("datakafe"), "what is not published is not told");
    for address in map.body.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()) {
        let path = address.trim_start_matches("http://127.0.0.1:8080");
        assert_eq!(test.anonymous().get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn programs_find_what_they_look_for() {
    let test = TestApp::minimal("2026-03-04T13:15");
    let robots = test.anonymous().get("/robots.txt").await.ok();
    assert!(robots.body.contains("Disallow: /kontor\n"), "{}", robots.body);
    assert!(robots.body.contains("Sitemap: http://127.0.0.1:8080/sitemap.xml\n"));
    let manifest = test.anonymous().get("/en/app.webmanifest").await.ok();
    let manifest: serde_json::Value = serde_json::from_str(&manifest.body).unwrap();
    assert_eq!(
        (&manifest["name"], &manifest["start_url"]),
        (&"Digital help in Bokn".into(), &"/en".into())
    );
    let icon = manifest["icons"][0]["src"].as_str().unwrap();
    assert_eq!(test.anonymous().get(icon).await.status, StatusCode::OK);
}
