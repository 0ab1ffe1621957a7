use super::store::{self, Asking, Registered};
use crate::{
    frame::AppError,
    testing::{Answer, Browser, TestApp, example},
};
use axum::http::StatusCode;
use domain::{
    access::Role,
    offerings::Topic,
    shared::Id,
    statistics::{Dimension, rollup_keys},
    visits::{Outcome, Source, TopicSet, Visit, VisitRefusal},
};
use jiff::civil::Date;
use std::collections::BTreeMap;

use ::store::{self as engine, Actor, Query, WriteCtx, params};

const TUESDAY: &str = "2026-03-03T12:15";
const ID: &str = "0123456789abcdef0123456789abcdef";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The municipality's first place and offering.
fn here(test: &TestApp) -> (Id, Id) {
    let tenant = test.tenant;
    let first = |table: &'static str| {
        test.app
            .db()
            .read_blocking(tenant, move |r| {
                let sql = format!("SELECT id FROM {table} WHERE tenant_id = $1 ORDER BY key");
                r.one(&sql, &params![tenant], |row| row.id(0))
            })
            .map_err(AppError::from)
            .unwrap()
            .unwrap()
    };
    (Id(first("place")), Id(first("offering")))
}

fn visit(test: &TestApp, on: &str) -> Visit {
    let (place, offering) = here(test);
    let mut visit = Visit::blank(day(on), place, offering);
    visit.topics = TopicSet::of(&[Topic::Nav, Topic::ElectronicId]);
    visit.outcome = Outcome::Solved;
    visit
}

fn write<T: Send + 'static>(
    test: &TestApp,
    work: impl FnMut(&mut engine::Tx) -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let ctx = WriteCtx {
        tenant: test.tenant,
        actor: Actor::Person([7; 16]),
        now: test.now(),
    };
    test.app.db().write_blocking(ctx, work)
}

fn register(test: &TestApp, visit: &Visit, id: u8) -> Result<Registered, AppError> {
    let visit = visit.clone();
    write(test, move |tx| store::register(tx, &visit, Id([id; 16])))
}

/// Every row of the figures that is not zero, both tables.
fn figures(test: &TestApp) -> BTreeMap<String, i64> {
    let tenant = test.tenant;
    test.app
        .db()
        .read_blocking::<_, AppError, _>(tenant, move |r| {
            let mut all = r.rows(
                "SELECT dimension, value, month, n FROM visit_month WHERE tenant_id = $1 AND n <> 0",
                &params![tenant],
                |row| {
                    Ok((
                        format!("{} {} {}", row.text(0)?, row.text(1)?, row.int(2)?),
                        row.int(3)?,
                    ))
                },
            )?;
            all.extend(r.rows(
                "SELECT part_of_day, day, n FROM visit_day WHERE tenant_id = $1 AND n <> 0",
                &params![tenant],
                |row| Ok((format!("day {} {}", row.text(0)?, row.int(1)?), row.int(2)?)),
            )?);
            Ok(all.into_iter().collect())
        })
        .unwrap()
}

fn refused(result: Result<impl std::fmt::Debug, AppError>) -> &'static str {
    match result {
        Err(AppError::Refused(refusal)) => refusal.code(),
        other => panic!("{other:?}"),
    }
}

fn fields(test: &TestApp) -> Vec<(&'static str, String)> {
    let (place, offering) = here(test);
    vec![
        ("place", place.to_string()),
        ("offering", offering.to_string()),
        ("topic", "nav".into()),
        ("outcome", "solved".into()),
    ]
}

async fn send(browser: &Browser, fields: &[(&str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    browser.post("/skranke/henvendelser", &fields).await
}

fn guide(test: &TestApp) -> Browser {
    let guide = test.signed_in(Role::Guide);
    guide.set_cookie("sprak", "nb");
    guide
}

const MINE: Asking = Asking {
    actor: Some([7; 16]),
    any: false,
};

#[test]
fn the_same_id_is_stored_once_and_counted_once() {
    let test = TestApp::minimal(TUESDAY);
    let visit = visit(&test, "2026-03-03");
    assert_eq!(register(&test, &visit, 1).unwrap(), Registered::New);
    let once = figures(&test);
    assert_eq!(register(&test, &visit, 1).unwrap(), Registered::Already);
    assert_eq!(figures(&test), once);
    assert_eq!(once.len(), rollup_keys(&visit).len() + 1);
    assert!(once.values().all(|n| *n == 1));
    assert!(
        once.contains_key(&format!("{} nav 20513", Dimension::Topic.code())),
        "{once:?}"
    );
}

#[test]
fn what_is_undone_leaves_no_figure_and_does_not_come_back() {
    let test = TestApp::minimal(TUESDAY);
    let visit = visit(&test, "2026-03-03");
    register(&test, &visit, 1).unwrap();
    write(&test, |tx| store::undo(tx, Id([1; 16]), MINE)).unwrap();
    assert!(figures(&test).is_empty());
    assert_eq!(register(&test, &visit, 1).unwrap(), Registered::Already);
    assert!(figures(&test).is_empty());
    assert!(matches!(
        write(&test, |tx| store::undo(tx, Id([1; 16]), MINE)),
        Err(AppError::Absent)
    ));
}

#[test]
fn a_correction_moves_the_figures() {
    let test = TestApp::minimal(TUESDAY);
    let mut visit = visit(&test, "2026-03-03");
    register(&test, &visit, 1).unwrap();
    visit.outcome = Outcome::Partly;
    visit.count = 3;
    visit.day = day("2026-02-27");
    let changed = visit.clone();
    write(&test, move |tx| store::correct(tx, Id([1; 16]), &changed, MINE)).unwrap();
    let moved = figures(&test);
    register(&test, &visit, 2).unwrap();
    assert!(moved.values().all(|n| *n == 3), "{moved:?}");
    assert!(figures(&test).values().all(|n| *n == 6));
}

#[test]
fn another_persons_visit_is_changed_by_her_or_a_coordinator() {
    let test = TestApp::minimal(TUESDAY);
    register(&test, &visit(&test, "2026-03-03"), 1).unwrap();
    let other = Asking {
        actor: Some([8; 16]),
        any: false,
    };
    assert_eq!(
        refused(write(&test, move |tx| store::undo(tx, Id([1; 16]), other))),
        VisitRefusal::NotYours.code()
    );
    let coordinator = Asking { any: true, ..other };
    write(&test, move |tx| store::undo(tx, Id([1; 16]), coordinator)).unwrap();
}

#[test]
fn days_that_are_refused() {
    let test = TestApp::minimal(TUESDAY);
    assert_eq!(
        refused(register(&test, &visit(&test, "2026-03-04"), 1)),
        VisitRefusal::FutureDay.code()
    );
    assert_eq!(
        refused(register(&test, &visit(&test, "2026-02-23"), 1)),
        VisitRefusal::TooLate.code()
    );
    assert_eq!(
        register(&test, &visit(&test, "2026-02-24"), 1).unwrap(),
        Registered::New
    );
    test.at("2026-03-04T09:00");
    assert_eq!(
        refused(write(&test, |tx| store::undo(tx, Id([1; 16]), MINE))),
        VisitRefusal::DayIsOver.code()
    );
}

#[tokio::test]
async fn a_visit_is_registered_from_the_desk_and_is_in_the_figures() {
    let test = TestApp::minimal(TUESDAY);
    let guide = guide(&test);
    let page = guide.get("/skranke").await.ok();
    assert!(
        page.says("Hva gjaldt det?") && page.says("0 henvendelser hittil"),
        "{}",
        page.body
    );
    let mut form = fields(&test);
    form.push(("id", ID.into()));
    let back = format!("/skranke?lagret={ID}");
    let _ = send(&guide, &form).await.to(&back);
    let _ = send(&guide, &form).await.to(&back);
    let page = guide.get(&back).await.ok();
    assert!(
        page.says("1 henvendelse hittil") && page.says("Lagret."),
        "{}",
        page.body
    );
    assert_eq!(figures(&test).get("outcome solved 20513"), Some(&1));
    let undone = guide.post(&format!("/skranke/henvendelser/{ID}/angre"), &[]).await.to("/skranke?angret=1");
    assert!(guide.get(undone.location()).await.ok().says("0 henvendelser hittil"));
    assert!(figures(&test).is_empty());
}

#[tokio::test]
async fn a_form_with_problems_keeps_what_was_entered() {
    let test = TestApp::minimal(TUESDAY);
    let guide = guide(&test);
    let mut form = fields(&test);
    form.extend([("count", "900".into()), ("day", "2026-02-30".into())]);
    let page = send(&guide, &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.says("Antallet må være fra 1 til 500") && page.says("Vi forstod ikke verdien"),
        "{}",
        page.body
    );
    assert!(
        page.body.contains(r#"value="nav" checked"#) && page.body.contains(r#"value="900""#),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn another_municipalitys_place_is_not_here() {
    let test = TestApp::minimal(TUESDAY);
    let mut form = fields(&test);
    form[0].1 = Id([9; 16]).to_string();
    let mut other = example("minimal");
    other.municipality.number = "4602".into();
    test.add(&other);
    let (guide, _) = test.signed_in_at(test.tenant, Role::Guide);
    let fields: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let number = example("minimal").municipality.number;
    let answer = guide.post(&format!("/k/{number}/skranke/henvendelser"), &fields).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.body);
}

#[tokio::test]
async fn a_device_sends_what_it_kept() {
    let test = TestApp::minimal(TUESDAY);
    let device = guide(&test).header("accept", "application/json");
    let mut form = fields(&test);
    form.extend([
        ("id", ID.into()),
        ("day", "2026-02-25".into()),
        ("part_of_day", "morning".into()),
        ("source", "desk".into()),
    ]);
    assert_eq!(send(&device, &form).await.status, StatusCode::CREATED);
    assert_eq!(send(&device, &form).await.status, StatusCode::OK);
    form[4].1 = "1123456789abcdef0123456789abcdef".into();
    form[5].1 = "2026-03-30".into();
    let answer = send(&device, &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("visit.future_day"), "{}", answer.body);
    form[5].1 = "tomorrow".into();
    form.push(("service", "12345678901".into()));
    let answer = send(&device, &form).await;
    assert!(answer.body.contains("visit.field_unreadable"), "{}", answer.body);
    form[7].1 = Source::Paper.code().into();
    assert_eq!(send(&device, &form).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let nobody = test.anonymous().header("accept", "application/json");
    let _ = send(&nobody, &form).await.to("/logg-inn");
}
