use super::{demo, doctor, nightly, year::Span};
use crate::testing::TestApp;
use domain::access::Role;
use store::{Actor, Query, WriteCtx, params};

fn count(test: &TestApp, sql: &'static str) -> i64 {
    let tenant = test.app.tenants().all().first().map_or(1, |t| t.id);
    let n = test.app.db().read_blocking(tenant, move |r| r.one(sql, &params![tenant], |row| row.int(0)));
    n.unwrap().unwrap()
}

fn demo(days: i64, seed: u64) -> (TestApp, super::year::Made) {
    let test = TestApp::empty("2026-11-20T13:00");
    let span = Span::back_from(test.now(), days);
    let made = demo::fill(test.app.db(), &demo::bergen().unwrap(), &span, seed).unwrap();
    (test, made)
}

#[test]
fn a_made_up_fortnight_has_visits_on_open_days_and_the_same_ones_each_time() {
    let (test, made) = demo(14, 1);
    assert!((200..900).contains(&made.visits), "{made:?}");
    assert!((11..=13).contains(&made.days), "{made:?}");
    let counted = "SELECT CAST(SUM(n) AS BIGINT) FROM visit_day WHERE tenant_id = $1";
    assert_eq!(count(&test, counted), i64::from(made.visits));
    let on_sundays = "SELECT COUNT(*) FROM visit_day WHERE tenant_id = $1 AND (day + 3) % 7 = 6";
    assert_eq!(count(&test, on_sundays), 0);
    assert_eq!(demo(14, 1).1, made);
    assert_ne!(demo(14, 2).1, made);
}

#[tokio::test]
async fn each_role_of_the_demonstration_can_sign_in_and_pages_say_what_it_is() {
    let (test, _) = tokio::task::spawn_blocking(|| demo(3, 1)).await.unwrap();
    test.app.reload_tenants().await.unwrap();
    assert!(test.anonymous().get("/").await.ok().says("demonstrasjon"));
    assert_eq!(demo::PEOPLE.each_ref().map(|p| p.role), Role::ALL);
    for person in &demo::PEOPLE {
        let browser = test.anonymous();
        let fields = [("login", person.login), ("passord", &person.password())];
        assert_eq!(browser.post("/logg-inn", &fields).await.status, 303, "{}", person.login);
    }
}

#[tokio::test]
async fn whoever_watches_the_server_is_answered_in_any_municipality_or_none() {
    let test = TestApp::empty("2026-11-20T13:00");
    for path in ["/healthz", "/readyz"] {
        assert_eq!(test.anonymous().get(path).await.ok().body, "ok\n");
    }
    test.app.db().close();
    assert_eq!(test.anonymous().get("/healthz").await.status, 200);
    assert_eq!(test.anonymous().get("/readyz").await.status, 503);
}

#[tokio::test]
async fn the_night_removes_what_was_promised_to_be_short_lived() {
    let test = TestApp::bergen("2026-03-03T12:00");
    let _guide = test.signed_in(Role::Guide);
    let sessions = "SELECT COUNT(*) FROM session WHERE tenant_id = $1";
    nightly::once(test.app.db(), test.tenant, test.now()).await.unwrap();
    assert_eq!(count(&test, sessions), 1);
    test.later(40 * 24 * 60);
    nightly::once(test.app.db(), test.tenant, test.now()).await.unwrap();
    assert_eq!(count(&test, sessions), 0);
}

#[test]
fn a_demonstration_on_an_open_day_has_a_queue_going() {
    let (test, _) = demo(1, 1);
    assert_eq!(
        count(
            &test,
            "SELECT COUNT(*) FROM ticket WHERE tenant_id = $1 AND state = 'called'"
        ),
        2
    );
    assert!(
        count(
            &test,
            "SELECT COUNT(*) FROM ticket WHERE tenant_id = $1 AND state = 'waiting'"
        ) >= 4
    );
    assert!(
        count(
            &test,
            "SELECT COUNT(*) FROM ticket WHERE tenant_id = $1 AND state = 'done'"
        ) >= 5
    );
}

#[test]
fn the_doctor_finds_nothing_wrong_in_a_demonstration_and_says_what_is_assumed() {
    let (test, _) = demo(10, 1);
    let found = doctor::examine(test.app.db(), test.now()).unwrap();
    assert!(found.iter().all(|f| !f.wrong), "{found:?}");
    assert!(
        found.iter().any(|f| f.code == "assumed" && f.municipality == "4601"),
        "{found:?}"
    );
}

#[test]
fn the_doctor_sees_late_nights_and_figures_that_do_not_fit() {
    let (test, _) = demo(3, 1);
    let ctx = WriteCtx {
        tenant: 1,
        actor: Actor::System,
        now: test.now(),
    };
    test.app
        .db()
        .write_blocking(ctx, |tx| {
            tx.exec("UPDATE visit_day SET n = n + 1 WHERE tenant_id = $1", &params![1])
        })
        .unwrap();
    test.later(50 * 24 * 60);
    let found = doctor::examine(test.app.db(), test.now()).unwrap();
    let codes: Vec<_> = found.iter().filter(|f| f.wrong).map(|f| f.code).collect();
    assert_eq!(
        codes,
        [
            "figures_differ",
            "sealing_late",
            "receipts_late",
            "enrolments_late",
            "tickets_late",
            "promises_late",
            "bookings_late",
            "learning_late",
            "slips_late",
            "messages_late",
            "retention_late"
        ]
    );
}
