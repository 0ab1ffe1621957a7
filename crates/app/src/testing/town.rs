//! What tests of several rooms begin with: reading and writing as the system, somebody who guides and is ready to, the shifts of
//! the library, and a risk analysis that is approved.

use super::{Answer, Browser, TestApp};
use crate::{
    frame::AppError,
    guides::{
        gate_store,
        store::{Person, put},
    },
    roster::{self, How, Target, put_demand},
};
use axum::http::StatusCode;
use domain::{
    access::Role,
    guides::{Guide, GuideKind, Limits, Paper, Requirement, Wishes},
    messages::{Contact, Email},
    roster::Demand,
    schedule::OccurrenceKey,
    shared::{Id, Key, Locale},
};
use jiff::civil::{Date, date};
use store::{Actor, Read, Tx, WriteCtx};

/// Who writes, where and when, when a test does it by itself.
pub fn ctx(test: &TestApp) -> WriteCtx {
    WriteCtx {
        tenant: test.tenant,
        actor: Actor::System,
        now: test.now(),
    }
}

/// Writes as the system, now.
pub fn write<T: Send + 'static>(
    test: &TestApp,
    f: impl FnMut(&mut Tx) -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    test.app.db().write_blocking(ctx(test), f)
}

/// [`write`], where nothing is refused.
pub fn written<T: Send + 'static>(test: &TestApp, f: impl FnMut(&mut Tx) -> Result<T, AppError> + Send + 'static) -> T {
    write(test, f).unwrap()
}

/// Reads.
pub fn read<T: Send + 'static>(test: &TestApp, f: impl FnMut(&mut Read) -> Result<T, AppError> + Send + 'static) -> T {
    test.app.db().read_blocking(test.tenant, f).unwrap()
}

/// A key.
pub fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

/// An id that is easy to tell from others.
pub fn id(n: u8) -> Id {
    Id([n; 16])
}

/// The code of a refusal.
pub fn refused(result: &Result<impl std::fmt::Debug, AppError>) -> &'static str {
    match result {
        Err(AppError::Refused(r)) => r.code(),
        other => panic!("{other:?}"),
    }
}

/// Somebody who guides, with the id of a number and nothing written about her but the name.
pub fn somebody(n: u8, name: &str, kind: GuideKind) -> Person {
    Person {
        guide: Guide {
            id: id(n),
            name: name.to_owned(),
            kind,
            organisation: None,
            contact: Contact::None,
            languages: vec!["nb".to_owned()],
            competences: Vec::new(),
            limits: Limits::default(),
            wishes: Wishes::default(),
            account: None,
            since: date(2025, 1, 1),
            left: None,
        },
        reads: Locale::Nb,
        erased: false,
    }
}

/// An address that nobody has, made of a name.
pub fn mail(name: &str) -> Contact {
    Contact::Email(Email::parse(&format!("{}@eksempel.no", name.to_lowercase())).unwrap())
}

/// Registers every paper her kind asks for; those that run out, after a day.
pub fn papers(tx: &mut Tx, person: &Person, valid_to: Option<Date>) -> Result<(), AppError> {
    let rules = gate_store::settings(tx)?.rules;
    for requirement in rules.kinds[&person.guide.kind].required.keys().filter(|r| **r != Requirement::Agreement) {
        let paper = Paper {
            requirement: requirement.clone(),
            version: String::new(),
            on: date(2025, 1, 1),
            valid_to,
            statute: String::new(),
        };
        gate_store::register(tx, person.guide.id, &paper, 0)?;
    }
    Ok(())
}

/// Puts somebody in whose papers are in order.
pub fn ready(test: &TestApp, person: &Person) {
    let person = person.clone();
    write(test, move |tx| {
        put(tx, &person)?;
        papers(tx, &person, None)
    })
    .unwrap();
}

/// A shift at the library, open for drop-in on weekdays.
pub fn library(day: Date) -> OccurrenceKey {
    OccurrenceKey {
        offering: key("drop-in-biblioteket"),
        schedule: key("hverdager"),
        original: day,
    }
}

/// Says how many every shift of a schedule needs.
pub fn demand(test: &TestApp, key: &OccurrenceKey, demand: Demand) {
    let target = Target::of(key).whole();
    write(test, move |tx| put_demand(tx, &target, &demand)).unwrap();
}

/// A number of guides, and nothing else.
pub fn so_many(guides: u16) -> Demand {
    Demand {
        guides,
        ..Demand::default()
    }
}

/// Gives somebody a shift by hand.
pub fn give(test: &TestApp, key: &OccurrenceKey, n: u8) -> Result<(), AppError> {
    let key = key.clone();
    write(test, move |tx| roster::give(tx, &key, id(n), How::Hand))
}

/// The id in an address such as `/kontor/ros/{id}/bibliotek`.
pub fn id_in(path: &str) -> Id {
    path.split('/').find_map(Id::parse).unwrap_or_else(|| panic!("no id in {path}"))
}

/// The value of a field of a form.
pub fn value_of(page: &Answer, name: &str) -> String {
    let after = page.body.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
    after.split('"').next().unwrap().to_owned()
}

/// A risk analysis that is begun.
pub async fn analysis_begun(coordinator: &Browser) -> Id {
    let made = coordinator
        .post(
            "/kontor/ros/ny",
            &[("tittel", "Hjelp med søknader"), ("omfang", "Skranken"), ("storrelse", "5x5")],
        )
        .await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    id_in(made.location())
}

/// One with two scenarios of the library: the first red, the second green.
pub async fn analysis_rated(coordinator: &Browser) -> (Id, Id, Id) {
    let id = analysis_begun(coordinator).await;
    let chosen = [("hendelse", "innsyn-i-soknad"), ("hendelse", "stengt-dor")];
    coordinator
        .post(&format!("/kontor/ros/{id}/bibliotek"), &chosen)
        .await
        .to(&format!("/kontor/ros/{id}"));
    let page = coordinator.get(&format!("/kontor/ros/{id}")).await.ok();
    let (first, second) = (scenario_at(&page, 1), scenario_at(&page, 2));
    for (scenario, p, k) in [(first, "4", "4"), (second, "1", "1")] {
        let to = format!("/kontor/ros/{id}/scenario/{scenario}");
        let form = coordinator.get(&format!("{to}/vurdering")).await.ok();
        let rating = [
            ("laget-av", value_of(&form, "laget-av")),
            ("for-s", p.into()),
            ("for-k", k.into()),
            ("kunnskap", "medium".into()),
        ];
        let rating: Vec<(&str, &str)> = rating.iter().map(|(n, v)| (*n, v.as_str())).collect();
        coordinator.post(&format!("{to}/vurdering"), &rating).await.to(&to);
    }
    (id, first, second)
}

/// The scenario with a number in the table of an analysis's page.
pub fn scenario_at(page: &Answer, number: usize) -> Id {
    let row = page.body.split("<tr>").find(|r| r.contains(&format!("scope=\"row\">{number}<"))).unwrap();
    id_in(row.split("/scenario/").nth(1).unwrap().split('"').next().unwrap())
}

/// Says who was there and who owns it.
pub async fn analysis_about(coordinator: &Browser, id: Id) {
    let said = [
        ("tittel", "Hjelp med søknader"),
        ("omfang", "Skranken"),
        ("deltakere", "Fagleder\nVerneombud"),
        ("holdt", "2026-11-24"),
        ("eier", "Leder for innbyggerservice"),
        ("neste", "2027-11-24"),
    ];
    coordinator.post(&format!("/kontor/ros/{id}/om"), &said).await.to(&format!("/kontor/ros/{id}"));
}

/// An approved analysis of two scenarios, made with the forms on or after 24 November 2026.
pub async fn analysis_approved(test: &TestApp) -> Id {
    let (coordinator, leader) = (test.signed_in(Role::Coordinator), test.signed_in(Role::Leader));
    let (id, red, _) = analysis_rated(&coordinator).await;
    analysis_about(&coordinator, id).await;
    let page = format!("/kontor/ros/{id}");
    let measure = [("gjor", "tiltak"), ("hva", "Øve på det"), ("hvem", "Fagleder"), ("frist", "2026-12-01")];
    coordinator.post(&format!("{page}/scenario/{red}/tiltak"), &measure).await;
    leader
        .post(
            &format!("{page}/scenario/{red}/aksept"),
            &[("hvem", "Leder"), ("hvorfor", "Hjelpen er viktigere.")],
        )
        .await;
    coordinator.post(&format!("{page}/status"), &[("gjor", "holdt")]).await.to(&page);
    leader.post(&format!("{page}/godkjenn"), &[]).await.to(&page);
    id
}

/// How property tests that try few values are set: `usual` in an ordinary run, and as many times more as `PROPTEST_CASES` asks
/// for above proptest's own 256 (`make shake`).
pub fn trials(usual: u32) -> proptest::test_runner::Config {
    let config = proptest::test_runner::Config::default();
    proptest::test_runner::Config {
        cases: (usual.saturating_mul(config.cases) / 256).max(1),
        ..config
    }
}
