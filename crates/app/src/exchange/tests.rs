use crate::{
    exchange::{self, store::load},
    frame::AppError,
    municipality,
    testing::{TestApp, example},
};
use axum::http::StatusCode;
use domain::register::Register;
use store::{Actor, WriteCtx};

fn stored(test: &TestApp) -> Register {
    test.app.db().read_blocking(test.tenant, |r| load(r)).unwrap().unwrap().into_register()
}

fn save(test: &TestApp, register: Register) -> exchange::Saved {
    let ctx = WriteCtx {
        tenant: test.tenant,
        actor: Actor::Import,
        now: test.now(),
    };
    let save = move |tx: &mut store::Tx| {
        municipality::store::bump_version(tx)?;
        exchange::save(tx, &register)
    };
    test.app.db().write_blocking::<_, AppError, _>(ctx, save).unwrap()
}

#[test]
fn what_is_stored_is_what_was_read() {
    for name in ["minimal", "bergen"] {
        let register = example(name);
        let test = TestApp::with(&register, "2026-03-03T12:15");
        assert_eq!(stored(&test), register, "{name}");
        assert_eq!(
            save(&test, register),
            exchange::Saved::default(),
            "a second import of {name} changes nothing"
        );
    }
}

#[test]
fn what_is_missing_has_ended_and_keeps_its_address() {
    let mut register = example("minimal");
    let test = TestApp::with(&register, "2026-03-03T12:15");
    let gone = register.offerings.remove(0);
    let saved = save(&test, register);
    assert_eq!((saved.created, saved.changed, saved.removed), (0, 1, 0));
    let after = stored(&test);
    let ended = after.offerings.iter().find(|o| o.key == gone.key).unwrap();
    assert_eq!(ended.ended, Some("2026-03-03".parse().unwrap()));
    assert_eq!((&ended.name, &ended.schedules), (&gone.name, &gone.schedules));
}

#[tokio::test]
async fn an_address_nobody_has_is_answered_in_the_readers_language() {
    let test = TestApp::minimal("2026-03-03T12:15");
    let page = test.anonymous().get("/en/finnes-ikke").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("lang=\"en\""), "{}", page.body);
    assert_eq!(page.headers.get("x-content-type-options").unwrap(), "nosniff");
}
