use crate::{
    exchange::{self, store::load},
    frame::AppError,
    municipality,
    testing::{TestApp, example, whole_example},
};
use axum::http::StatusCode;
use domain::{
    anchoring::{AnchoredEntry, Entry, EntryKind},
    exchange::Folder,
    register::Register,
};
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

fn folder(test: &TestApp) -> Folder {
    test.app.db().read_blocking(test.tenant, |r| exchange::load_folder(r)).unwrap().unwrap()
}

fn save_folder(test: &TestApp, folder: Folder) -> exchange::Saved {
    let ctx = WriteCtx {
        tenant: test.tenant,
        actor: Actor::Import,
        now: test.now(),
    };
    let save = move |tx: &mut store::Tx| {
        municipality::store::bump_version(tx)?;
        exchange::save_folder(tx, &folder)
    };
    test.app.db().write_blocking::<_, AppError, _>(ctx, save).unwrap()
}

#[test]
fn the_survey_and_what_the_service_rests_on_come_back_as_they_were_read() {
    for name in ["minimal", "bergen"] {
        let test = TestApp::whole(name, "2026-03-03T12:15");
        let read = whole_example(name);
        assert_eq!(folder(&test), read, "{name}");
        // Later, so that what would be written anew would also be told of as new.
        test.later(60 * 24);
        assert_eq!(save_folder(&test, folder(&test)), exchange::Saved::default(), "{name}");
        assert_eq!(folder(&test), read, "{name}");
    }
}

#[test]
fn a_changed_folder_changes_what_is_called_the_same_and_takes_away_the_rest() {
    let test = TestApp::whole("bergen", "2026-03-03T12:15");
    let ids = |test: &TestApp| {
        let all = test.app.db().read_blocking(test.tenant, |r| crate::anchoring::store::all(r)).unwrap();
        all.into_iter().map(|s| s.id).collect::<Vec<_>>()
    };
    let before = ids(&test);
    let mut other = whole_example("bergen");
    let entries = other.anchoring.as_mut().unwrap();
    let kinds = |e: &AnchoredEntry| e.entry.kind();
    entries.retain(|e| kinds(e) != EntryKind::Benefit);
    let Entry::Commitment(c) = &mut entries.iter_mut().find(|e| kinds(e) == EntryKind::Commitment).unwrap().entry
    else {
        panic!()
    };
    "2026/1".clone_into(&mut c.case_number);
    entries.iter_mut().find(|e| kinds(e) == EntryKind::Strategy).unwrap().parts.clear();
    other.survey.as_mut().unwrap().remove(0);
    let saved = save_folder(&test, other.clone());
    assert_eq!((saved.created, saved.changed, saved.removed), (0, 2, 0));
    assert_eq!(folder(&test), other);
    let after = ids(&test);
    assert!(after.iter().all(|id| before.contains(id)), "nothing is made anew");
    assert_eq!(before.len() - after.len(), 3, "two benefits and a goal are gone");
    // A folder that says nothing of them leaves them alone; one that has the files empty takes everything away.
    assert_eq!(
        save_folder(&test, other.register.clone().into()),
        exchange::Saved::default()
    );
    assert_eq!(folder(&test), other);
    let emptied = Folder {
        survey: Some(vec![]),
        anchoring: Some(vec![]),
        ..other
    };
    assert_eq!(save_folder(&test, emptied).removed, 2);
    assert!(ids(&test).is_empty());
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
