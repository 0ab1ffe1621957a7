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
    let kept = rollup_keys(&visit).into_iter().filter(|(dimension, value)| dimension.keeps(value));
    assert_eq!(once.len(), kept.count() + 1);
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
        page.says("Antallet må være fra 1 til 500") && page.says("Vi forsto ikke det som står i"),
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

/// Some visits that differ, in an order that depends on `turn`.
fn several(test: &TestApp, turn: usize) -> Vec<Visit> {
    let one = visit(test, "2026-03-03");
    let mut all: Vec<Visit> = (0..30)
        .map(|i| {
            let mut v = one.clone();
            v.day = day(if i % 2 == 0 { "2026-03-03" } else { "2026-03-02" });
            v.topics = TopicSet::of(&[Topic::ALL[i % 4]]);
            v.outcome = Outcome::ALL[i % 3];
            v
        })
        .collect();
    all.rotate_left(turn);
    all
}

/// How many days were sealed.
async fn seal(test: &TestApp) -> usize {
    super::seal_due(test.app.db(), test.tenant, test.now()).await.unwrap()
}

/// Every row of a table as the database gives it when no order is asked for, one text for each value.
fn stored(test: &TestApp, table: &str) -> Vec<Vec<String>> {
    test.stored(&test.app.db().schema().unwrap(), table)
}

#[tokio::test]
async fn sealing_keeps_every_visit_and_every_figure() {
    let test = TestApp::minimal(TUESDAY);
    for (id, visit) in (0..).zip(several(&test, 0)) {
        register(&test, &visit, id).unwrap();
    }
    register(&test, &visit(&test, "2026-03-03"), 99).unwrap();
    write(&test, |tx| store::undo(tx, Id([99; 16]), MINE)).unwrap();
    let before = figures(&test);
    assert_eq!(seal(&test).await, 0, "today is not over");
    test.at("2026-03-04T02:30");
    assert_eq!(seal(&test).await, 1);
    assert_eq!(seal(&test).await, 0);
    assert_eq!(figures(&test), before);
    let rows = stored(&test, "visit");
    let n = test.app.db().schema().unwrap().tables["visit"].columns.keys().position(|c| c == "n").unwrap();
    assert_eq!(rows.iter().map(|r| r[n].parse::<i64>().unwrap()).sum::<i64>(), 30);
    assert!(rows.len() < 30, "equal visits are put together: {}", rows.len());
    assert!(stored(&test, "visit_open").is_empty());
    // A device that never heard the answer sends again the next morning.
    assert_eq!(register(&test, &several(&test, 0)[1], 1).unwrap(), Registered::Already);
    assert_eq!(register(&test, &several(&test, 0)[0], 99).unwrap(), Registered::Already);
    assert_eq!(figures(&test), before);
    // One that comes for a sealed day is put together with those that are there.
    assert_eq!(register(&test, &several(&test, 0)[0], 77).unwrap(), Registered::New);
    test.at("2026-03-05T02:30");
    assert_eq!(seal(&test).await, 1);
    assert_eq!(stored(&test, "visit").len(), rows.len());
    test.at("2026-03-20T02:30");
    assert_eq!(seal(&test).await, 0);
    assert!(stored(&test, "visit_receipt").is_empty());
}

/// The tables that hold something about a person, as PRIVACY.toml says.
fn tables_about_people() -> Vec<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../PRIVACY.toml");
    let privacy: toml::Table = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let about = |columns: &toml::Value| {
        columns
            .as_table()
            .unwrap()
            .values()
            .any(|c| matches!(c["class"].as_str(), Some("personal" | "secret")))
    };
    privacy.iter().filter(|(_, columns)| about(columns)).map(|(name, _)| name.clone()).collect()
}

const SEALED: [&str; 4] = ["visit", "visit_receipt", "visit_month", "visit_day"];

#[tokio::test]
async fn no_value_of_a_sealed_visit_is_found_at_a_person() {
    let test = TestApp::minimal(TUESDAY);
    let guide = guide(&test);
    let mut form = fields(&test);
    form.push(("id", ID.into()));
    send(&guide, &form).await;
    for (id, visit) in (0..).zip(several(&test, 0)) {
        register(&test, &visit, id).unwrap();
    }
    test.at("2026-03-04T02:30");
    seal(&test).await;
    let (place, offering) = here(&test);
    let day = ["2026-03-02", "2026-03-03"].map(|d| crate::frame::days(day(d)).to_string());
    // What a visit is allowed to share: the municipality, where, which offering, which day – and small numbers, which
    // say nothing.
    let allowed = |value: &String| {
        value.is_empty()
            || value.parse::<i64>().is_ok_and(|n| n < 1000)
            || day.contains(value)
            || *value == place.to_string()
            || *value == offering.to_string()
    };
    let about = tables_about_people();
    assert!(about.iter().any(|t| t == "session") && about.iter().any(|t| t == "visit_open"));
    let schema = test.app.db().schema().unwrap();
    for sealed in SEALED {
        let values: std::collections::BTreeSet<String> =
            test.stored(&schema, sealed).into_iter().flatten().filter(|v| !allowed(v)).collect();
        assert!(!values.is_empty());
        assert!(
            !values.iter().any(|v| v.contains(ID)),
            "{sealed} keeps the id of a visit"
        );
        for table in &about {
            let shared: Vec<String> =
                test.stored(&schema, table).into_iter().flatten().filter(|v| values.contains(v)).collect();
            assert!(shared.is_empty(), "{sealed} and {table} share {shared:?}");
        }
    }
    for column in ["id", "actor_id", "entered_day", "created_at"] {
        assert!(SEALED.iter().all(|t| !schema.tables[*t].columns.contains_key(column)));
    }
}

/// How often a row of the monthly figures stands before one that comes first by what they count. PostgreSQL may put a row
/// in a hole that an earlier one left, so the figures need not be in perfect order; after each visit they would fall
/// about every second time.
fn falls(rows: &[Vec<String>]) -> usize {
    // dimension, month, n, offering, place, municipality, value
    let key = |row: &Vec<String>| (row[1].clone(), row[0].clone(), row[6].clone());
    rows.windows(2).filter(|two| key(&two[0]) > key(&two[1])).count()
}

#[tokio::test]
async fn the_order_of_what_is_stored_says_nothing_of_when_it_came() {
    let stored_after = async |turn: usize| {
        let test = TestApp::minimal(TUESDAY);
        for (i, visit) in several(&test, turn).iter().enumerate() {
            // The same visit has the same id in every run, so that receipts can be compared too.
            let id = u8::try_from((i + turn) % 30).unwrap();
            assert_eq!(register(&test, visit, id).unwrap(), Registered::New);
        }
        test.at("2026-03-04T02:30");
        seal(&test).await;
        let (place, offering) = here(&test);
        SEALED.map(|table| {
            let rows = stored(&test, table);
            // Places have other ids in each run.
            let same = |v: String| v.replace(&place.to_string(), "place").replace(&offering.to_string(), "offering");
            rows.into_iter().map(|r| r.into_iter().map(same).collect::<Vec<_>>()).collect::<Vec<_>>()
        })
    };
    let first = stored_after(0).await;
    for turn in [1, 13, 29] {
        let now = stored_after(turn).await;
        for at in [0, 1] {
            assert!(now[at] == first[at], "{} after a turn of {turn}", SEALED[at]);
        }
        assert!(falls(&now[2]) * 4 < now[2].len(), "{:?}", now[2]);
    }
}

#[tokio::test]
async fn one_tap_is_one_visit_in_tally_mode() {
    let test = TestApp::minimal(TUESDAY);
    let guide = guide(&test);
    let page = guide.get("/skranke/tell").await.ok();
    assert!(
        page.says("Ett trykk er én henvendelse.") && page.says("NAV"),
        "{}",
        page.body
    );
    let mut form = fields(&test);
    form[3] = ("source", "tally".into());
    form.push(("id", ID.into()));
    let to = format!("/skranke/tell?lagret={ID}");
    let _ = send(&guide, &form).await.to(&to);
    assert!(guide.get(&to).await.ok().says("+1 NAV"));
    let undo = format!("/skranke/henvendelser/{ID}/angre");
    let _ = guide.post(&undo, &[("source", "tally")]).await.to("/skranke/tell?angret=1");
    let _ = guide.post(&undo, &[("source", "tally")]).await.to("/skranke/tell?angret=1");
    assert!(figures(&test).is_empty());
}

#[tokio::test]
async fn a_paper_sheet_is_stored_whole_and_once() {
    let test = TestApp::minimal(TUESDAY);
    let guide = guide(&test);
    assert!(guide.get("/skranke/papir").await.ok().says("Ett ark er én dag"));
    let (place, offering) = here(&test);
    let (place, offering) = (place.to_string(), offering.to_string());
    let sheet = |day: &'static str, n: &'static str| {
        vec![
            ("id", ID),
            ("day", day),
            ("place", &*place),
            ("offering", &*offering),
            ("n.drop_in.nav.solved", n),
            ("n.drop_in.unknown.unknown", "3"),
        ]
    };
    let wrong = guide.post("/skranke/papir", &sheet("2026-02-20", "x")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains(r#"value="x""#));
    let late = guide.post("/skranke/papir", &sheet("2025-12-01", "4")).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        late.says("mer enn 60 dager siden"),
        "{} {}",
        VisitRefusal::PaperTooLate.code(),
        late.body
    );
    assert!(figures(&test).is_empty());
    let _ = guide.post("/skranke/papir", &sheet("2026-02-20", "4")).await.to("/skranke/papir?lagret=7");
    let _ = guide.post("/skranke/papir", &sheet("2026-02-20", "9")).await.to("/skranke/papir?fra-for=1");
    assert!(guide.get("/skranke/papir?lagret=7").await.ok().says("Lagret 7 henvendelser fra arket."));
    assert_eq!(figures(&test).get("day unknown 20504"), Some(&7));
    let helper = test.signed_in(Role::Helper);
    assert_eq!(helper.get("/skranke/papir").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_visit_of_today_can_be_corrected_in_its_form() {
    let test = TestApp::minimal(TUESDAY);
    let guide = guide(&test);
    let mut form = fields(&test);
    form.push(("id", ID.into()));
    send(&guide, &form).await;
    let address = format!("/skranke/henvendelser/{ID}");
    let page = guide.get(&address).await.ok();
    assert!(
        page.says("Rett henvendelsen") && page.body.contains(r#"value="solved" checked"#),
        "{}",
        page.body
    );
    let mut fields: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
    fields[3].1 = "partly";
    fields.push(("count", "0"));
    assert_eq!(
        guide.post(&address, &fields).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    fields.pop();
    let _ = guide.post(&address, &fields).await.to("/skranke?rettet=1");
    assert_eq!(figures(&test).get("outcome partly 20513"), Some(&1));
    assert_eq!(figures(&test).get("outcome solved 20513"), None);
    let other = test.signed_in(Role::Helper);
    assert_eq!(other.get(&address).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_desk_learns_what_is_usual() {
    let test = TestApp::minimal(TUESDAY);
    let guide = guide(&test);
    let mut usual = visit(&test, "2026-03-03");
    usual.behalf = domain::visits::Behalf::Relative;
    usual.count = 9;
    register(&test, &usual, 1).unwrap();
    assert!(!guide.get("/skranke").await.ok().body.contains(r#"value="relative" checked"#));
    register(&test, &usual, 2).unwrap();
    assert!(guide.get("/skranke").await.ok().body.contains(r#"value="relative" checked"#));
}

#[tokio::test]
async fn a_desk_stands_where_it_was_put() {
    let test = TestApp::bergen(TUESDAY);
    let guide = guide(&test);
    let _ = guide.get("/skranke").await.to("/skranke/velg-sted");
    let page = guide.get("/skranke/velg-sted").await.ok();
    assert!(page.says("Hvor står du i dag?"));
    assert_eq!(
        guide.post("/skranke/velg-sted", &[("place", "finnes-ikke")]).await.status,
        StatusCode::NOT_FOUND
    );
    let key = page.body.split("name=\"place\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let _ = guide.post("/skranke/velg-sted", &[("place", &key)]).await.to("/skranke");
    let _ = guide.get("/skranke").await.ok();
}

#[tokio::test]
async fn what_is_entered_goes_along_to_the_side_pages_and_back() {
    let test = TestApp::minimal(TUESDAY);
    let guide = guide(&test);
    let mut form = fields(&test);
    form.extend([("csrf", "secret".into()), ("til", "vis-videre".into())]);
    let answer = send(&guide, &form).await;
    assert!(
        answer.location().starts_with("/skranke/vis-videre?place="),
        "{}",
        answer.location()
    );
    assert!(answer.location().contains("topic=nav") && !answer.location().contains("secret"));
    let page = guide.get("/skranke?topic=nav&referred_to=door:nav&boundary=fill_in_application").await.ok();
    assert!(
        page.body.contains(r#"value="nav" checked"#) && page.says("Vist videre til NAV"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn the_coordinator_sets_what_the_form_shows() {
    let test = TestApp::minimal(TUESDAY);
    let coordinator = test.signed_in(Role::Coordinator);
    coordinator.set_cookie("sprak", "nb");
    assert!(!coordinator.get("/skranke").await.ok().says("Hva sto i veien?"));
    let place = here(&test).0.to_string();
    let set = [
        ("place", place.as_str()),
        ("age_bands", "coarse"),
        ("measuring_from", "2026-03-02"),
        ("measuring_to", "2026-03-08"),
    ];
    let page = coordinator.post("/skranke/skjema", &set).await;
    let page = coordinator.get(page.location()).await.ok();
    assert!(
        page.says("Hva sto i veien?") && page.body.contains(r#"value="60_79""#),
        "{}",
        page.body
    );
    test.at("2026-03-09T12:15");
    let coordinator = test.signed_in(Role::Coordinator);
    assert!(!coordinator.get("/nb/skranke").await.ok().says("Hva sto i veien?"));
    assert_eq!(
        guide(&test).post("/skranke/skjema", &set).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_visit_ends_the_ticket_it_was_for_and_keeps_nothing_of_it() {
    let test = TestApp::minimal(TUESDAY);
    let guide = guide(&test);
    let place = here(&test).0.to_string();
    let page = guide.get("/skranke").await.ok();
    let key = page.body.split("/skranke/ko?sted=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    guide.post("/skranke/ko/ny", &[("place", &place), ("sted", &key)]).await;
    guide.post("/skranke/ko/neste", &[("place", &place), ("sted", &key)]).await;
    let page = guide.get(&format!("/skranke?sted={key}")).await.ok();
    let ticket = page
        .body
        .split("name=\"kolapp\" value=\"")
        .nth(1)
        .expect("a ticket is called")
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let mut form = fields(&test);
    form.push(("kolapp", ticket));
    send(&guide, &form).await;
    let page = guide.get(&format!("/skranke?sted={key}")).await.ok();
    assert!(!page.body.contains("name=\"kolapp\""), "{}", page.body);
}
