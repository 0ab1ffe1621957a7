use super::{
    refusal::EquipmentRefusal,
    store::{self, Counts, Form, Hold, month_of},
};
use crate::{
    frame::{AppError, Refusal},
    testing::{
        TestApp,
        town::{id, read, trials, write},
    },
};
use ::store::{Query, params};
use axum::http::StatusCode;
use domain::{
    access::Role,
    equipment::{Equipment, EquipmentKind, LoanPeriod, cells},
    shared::{Id, Key, Locale},
};
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use std::ops::Range;

/// An installation where the library has some tablets.
async fn with_tablets(number: u16) -> (TestApp, Equipment) {
    let test = TestApp::bergen("2026-11-24T12:15");
    let published = test.app.published(test.tenant).await.unwrap();
    let place = published.place_id(&Key::parse("hovedbiblioteket").unwrap()).unwrap();
    let tablets = Equipment {
        id: id(1),
        kind: EquipmentKind::Tablet,
        name: "Nettbrett".to_owned(),
        place,
        number,
        lendable: true,
    };
    let put = tablets.clone();
    write(&test, move |tx| store::put(tx, &put)).unwrap();
    (test, tablets)
}

fn lend(test: &TestApp, loan: Id, items: u16, period: LoanPeriod) -> Result<u16, AppError> {
    let due = period.due(domain::shared::day_and_minute(test.now()).0);
    write(test, move |tx| store::lend(tx, loan, id(1), items, due, "Blå"))
}

fn is(result: &Result<impl std::fmt::Debug, AppError>, refusal: EquipmentRefusal) -> bool {
    matches!(result, Err(AppError::Refused(r)) if r.code() == refusal.code())
}

fn free_now(test: &TestApp, e: &Equipment) -> u16 {
    let (e, now) = (e.clone(), test.now());
    read(test, move |r| {
        store::free_units(r, &e, now, now, now.checked_add(1.minute()).unwrap())
    })
}

#[tokio::test]
async fn what_is_lent_is_counted_when_it_comes_back_and_nothing_else_is_kept() {
    let (test, tablets) = with_tablets(3).await;
    let slip = lend(&test, id(2), 2, LoanPeriod::Week).unwrap();
    assert!((100..1000).contains(&slip));
    assert_eq!(
        lend(&test, id(2), 2, LoanPeriod::Week).unwrap(),
        slip,
        "sent twice, lent once"
    );
    assert_eq!(free_now(&test, &tablets), 1);
    assert!(is(
        &lend(&test, id(3), 2, LoanPeriod::Today),
        EquipmentRefusal::NotEnough
    ));
    assert_eq!(
        read(&test, |r| store::holds(r)).len(),
        1,
        "what was refused left nothing behind"
    );
    write(&test, |tx| store::take_back(tx, id(2))).unwrap();
    write(&test, |tx| store::take_back(tx, id(2))).unwrap();
    assert_eq!(
        (free_now(&test, &tablets), read(&test, |r| store::holds(r)).len()),
        (3, 0)
    );
    let month = month_of(jiff::civil::date(2026, 11, 24));
    let one = Counts {
        loans: 1,
        items: 2,
        late: 0,
        reservations: 0,
    };
    assert_eq!(read(&test, move |r| store::counts(r, month, month)), [(id(1), one)]);
    let mut inside = tablets.clone();
    inside.lendable = false;
    write(&test, move |tx| store::put(tx, &inside)).unwrap();
    assert!(is(&lend(&test, id(4), 1, LoanPeriod::Today), EquipmentRefusal::NotLent));
    write(&test, |tx| store::end(tx, id(1))).unwrap();
    assert!(matches!(
        lend(&test, id(4), 1, LoanPeriod::Today),
        Err(AppError::Absent)
    ));
}

#[tokio::test]
async fn what_is_late_is_not_lent_to_somebody_else() {
    let (test, tablets) = with_tablets(1).await;
    lend(&test, id(2), 1, LoanPeriod::Today).unwrap();
    test.at("2026-11-26T10:00");
    assert_eq!(free_now(&test, &tablets), 0);
    assert!(is(
        &lend(&test, id(3), 1, LoanPeriod::Today),
        EquipmentRefusal::NotEnough
    ));
    test.at("2026-12-09T10:00");
    write(&test, super::tonight).unwrap();
    let holds = read(&test, |r| store::holds(r));
    assert!(
        matches!(&holds[0].form, Form::Loan { alias, .. } if alias.is_empty()),
        "the name goes after two weeks"
    );
    write(&test, |tx| store::take_back(tx, id(2))).unwrap();
    assert_eq!(free_now(&test, &tablets), 1);
    let month = month_of(jiff::civil::date(2026, 12, 9));
    assert_eq!(read(&test, move |r| store::counts(r, month, month))[0].1.late, 1);
}

#[tokio::test]
async fn slips_do_not_run_out_silently() {
    let (test, _) = with_tablets(200).await;
    let now = test.now();
    write(&test, move |tx| {
        for slip in 100u16..1000 {
            let mut bytes = [9; 16];
            bytes[..2].copy_from_slice(&slip.to_be_bytes());
            let tenant = tx.tenant();
            tx.exec(
                "INSERT INTO equipment_hold (tenant_id, id, equipment_id, items, starts_at, ends_at, slip, alias)
                 VALUES ($1, $2, $3, 1, $4, $5, $6, '')",
                &params![tenant, bytes, [1u8; 16], now.as_millisecond(), now.as_millisecond() + 1, i64::from(slip)],
            )?;
        }
        Ok(())
    })
    .unwrap();
    assert!(is(&lend(&test, id(5), 1, LoanPeriod::Today), EquipmentRefusal::NoSlip));
}

fn reservation(n: u8, items: u16, from: Timestamp, hours: i64) -> Hold {
    Hold {
        id: id(n),
        equipment: id(1),
        items,
        starts: from,
        ends: from.checked_add(hours.hours()).unwrap(),
        form: Form::Reserved {
            offering: Key::parse("datakafe").unwrap(),
            schedule: Key::parse("onsdag").unwrap(),
            original: None,
        },
    }
}

#[tokio::test]
async fn what_is_set_aside_is_not_lent_and_is_counted_when_it_is_over() {
    let (test, tablets) = with_tablets(2).await;
    let tomorrow: Timestamp = "2026-11-25T11:00:00Z".parse().unwrap();
    let aside = reservation(7, 1, tomorrow, 3);
    write(&test, move |tx| super::reserve(tx, &aside)).unwrap();
    assert_eq!(free_now(&test, &tablets), 2);
    assert!(is(
        &lend(&test, id(2), 2, LoanPeriod::Week),
        EquipmentRefusal::NotEnough
    ));
    lend(&test, id(2), 2, LoanPeriod::Today).unwrap();
    let other = reservation(8, 2, tomorrow, 1);
    assert!(is(
        &write(&test, move |tx| super::reserve(tx, &other)),
        EquipmentRefusal::NotEnough
    ));
    write(&test, |tx| super::release(tx, id(7))).unwrap();
    let other = reservation(8, 2, tomorrow, 1);
    write(&test, move |tx| super::reserve(tx, &other)).unwrap();
    test.at("2026-11-26T02:00");
    write(&test, super::tonight).unwrap();
    let month = month_of(jiff::civil::date(2026, 11, 25));
    assert_eq!(
        read(&test, move |r| store::counts(r, month, month))[0].1.reservations,
        1
    );
}

/// What somebody may do with a thing.
#[derive(Clone, Debug)]
enum Deed {
    Lend(u16, usize),
    Reserve { items: u16, hours: u16, length: u16 },
    Back(usize),
    Shrink(u16),
    Later(u16),
    Night,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        3 => (1u16..4, 0usize..4).prop_map(|(items, period)| Deed::Lend(items, period)),
        3 => (1u16..4, 0u16..200, 1u16..6).prop_map(|(items, hours, length)| Deed::Reserve { items, hours, length }),
        2 => (0usize..8).prop_map(Deed::Back),
        1 => (2u16..7).prop_map(Deed::Shrink),
        2 => (10u16..3000).prop_map(Deed::Later),
        1 => Just(Deed::Night),
    ]
}

fn act(test: &TestApp, step: u8, deed: &Deed) {
    let holder = Id([step.wrapping_add(50); 16]);
    match *deed {
        Deed::Lend(items, period) => drop(lend(test, holder, items, LoanPeriod::ALL[period])),
        Deed::Reserve { items, hours, length } => {
            let from = test.now().checked_add(i64::from(hours).hours()).unwrap();
            let mut aside = reservation(0, items, from, i64::from(length));
            aside.id = holder;
            drop(write(test, move |tx| super::reserve(tx, &aside)));
        }
        Deed::Back(nth) => {
            if let Some(one) = read(test, |r| store::holds(r)).get(nth).map(|h| h.id) {
                write(test, move |tx| {
                    store::take_back(tx, one)?;
                    store::release(tx, one)
                })
                .unwrap();
            }
        }
        Deed::Shrink(number) => {
            let mut e = read(test, |r| store::one(r, id(1)));
            e.number = number;
            write(test, move |tx| store::put(tx, &e)).unwrap();
        }
        Deed::Later(minutes) => test.later(i64::from(minutes)),
        Deed::Night => write(test, super::tonight).unwrap(),
    }
}

/// Every unit of every hold that is out or set aside, with its cells.
fn units(test: &TestApp) -> Vec<([u8; 16], u16, Range<i64>)> {
    let tenant = test.tenant;
    let rows = read(test, move |r| {
        Ok(r.rows(
            "SELECT h.id, u.lane, h.starts_at, h.ends_at FROM equipment_hold h
             JOIN equipment_unit u ON u.tenant_id = h.tenant_id AND u.hold_id = h.id WHERE h.tenant_id = $1",
            &params![tenant],
            |row| Ok((row.id(0)?, row.int(1)?, row.int(2)?, row.int(3)?)),
        )?)
    });
    let at = |ms| Timestamp::from_millisecond(ms).unwrap();
    rows.into_iter()
        .map(|(id, lane, from, to)| (id, u16::try_from(lane).unwrap(), cells(at(from), at(to))))
        .collect()
}

proptest! {
    // Each case is a whole installation that lives through dozens of deeds.
    #![proptest_config(trials(24))]

    /// In any order of lending, setting aside, returning, giving back, changing how many there are and letting time pass, no
    /// unit is in two places at once, and every hold has as many units as it says.
    #[test]
    fn no_unit_is_in_two_places(deeds in proptest::collection::vec(deed(), 1..50)) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let (test, _) = runtime.block_on(with_tablets(4));
        for (step, deed) in (0u8..).zip(&deeds) {
            act(&test, step, deed);
            let now = test.now();
            let units = units(&test);
            for (i, (a, lane, span)) in units.iter().enumerate() {
                for (b, other, there) in &units[i + 1..] {
                    let meets = span.start < there.end && there.start < span.end;
                    prop_assert!(!(a != b && lane == other && meets), "step {step}, {deed:?}: unit {lane} twice");
                }
            }
            for h in read(&test, |r| store::holds(r)) {
                let held = units.iter().filter(|(id, ..)| *id == h.id.0).count();
                prop_assert_eq!(held, usize::from(h.items), "step {}: {:?}", step, h);
            }
            let (e, late) = (read(&test, |r| store::one(r, id(1))), |h: &Hold| h.ends <= now && matches!(h.form, Form::Loan { .. }));
            let out: u16 = read(&test, |r| store::holds(r)).iter().filter(|h| late(h)).map(|h| h.items).sum();
            prop_assert!(free_now(&test, &e) <= e.number.saturating_sub(out.min(e.number)) || e.number < 4, "step {step}");
        }
    }
}

#[tokio::test]
async fn the_counter_lends_and_takes_back() {
    let (test, _) = with_tablets(2).await;
    let guide = test.signed_in(Role::Guide);
    let page = guide.get("/nb/skranke/utlan?sted=hovedbiblioteket").await.ok();
    assert!(page.says("Nettbrett") && page.says("2 av 2 ledige"), "{}", page.body);
    // The desk remembers where it stands; another desk is not shown what the library has until it asks.
    let cookie = format!("sted{}", test.tenant);
    guide.set_cookie(&cookie, "innbyggerservice");
    let elsewhere = guide.get("/nb/skranke/utlan").await.ok();
    assert!(
        !elsewhere.says("2 av 2 ledige") && elsewhere.says("Vis alle steder"),
        "{}",
        elsewhere.body
    );
    assert!(guide.get("/nb/skranke/utlan?sted=alle").await.ok().says("2 av 2 ledige"));
    guide.set_cookie(&cookie, "hovedbiblioteket");
    assert!(guide.get("/nb/skranke/utlan").await.ok().says("2 av 2 ledige"));
    let one = format!("/nb/skranke/utlan/ny?utstyr={}", id(1));
    assert!(guide.get(&one).await.ok().says("Lån ut: Nettbrett"));
    let thing = id(1).to_string();
    let loan = id(2).to_string();
    let fields = [
        ("id", loan.as_str()),
        ("utstyr", thing.as_str()),
        ("antall", "3"),
        ("til", ""),
        ("navn", "01017012345"),
    ];
    let wrong = guide.post("/nb/skranke/utlan/ny", &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
    let fields = [("id", loan.as_str()), ("utstyr", thing.as_str()), ("antall", "2"), ("til", "week"), ("navn", "Blå")];
    let done = guide.post("/nb/skranke/utlan/ny", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let told = guide.get(done.location()).await.ok();
    assert!(
        told.says("Skriv dette nummeret på lappen") && told.says("Tilbake tirsdag 1. desember"),
        "{}",
        told.body
    );
    let other = id(3).to_string();
    let fields = [("id", other.as_str()), ("utstyr", thing.as_str()), ("antall", "1"), ("til", "today"), ("navn", "")];
    let full = guide.post("/nb/skranke/utlan/ny", &fields).await;
    assert_eq!(full.status, StatusCode::CONFLICT);
    assert!(
        full.says(&EquipmentRefusal::NotEnough.text(Locale::Nb)),
        "{}",
        full.body
    );
    guide
        .post("/nb/skranke/utlan/levert", &[("id", loan.as_str())])
        .await
        .to("/nb/skranke/utlan?levert=1");
    assert!(guide.get("/nn/skranke/utlan?levert=1").await.ok().says("Alt er her."));
}

#[tokio::test]
async fn the_office_says_what_there_is_and_sets_aside() {
    let (test, _) = with_tablets(2).await;
    let office = test.signed_in(Role::Coordinator);
    assert!(office.get("/nb/kontor/utstyr").await.ok().says("2 av 2 ledige"));
    let new = id(9).to_string();
    let wrong = office
        .post(
            "/nb/kontor/utstyr",
            &[("id", &new), ("navn", ""), ("antall", "0"), ("sted", "borte")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [
        ("id", new.as_str()),
        ("navn", "Projektor"),
        ("slag", "projector"),
        ("antall", "1"),
        ("sted", "hovedbiblioteket"),
    ];
    let here = format!("/nb/kontor/utstyr/{new}");
    for _ in 0..2 {
        office.post("/nb/kontor/utstyr", &fields).await.to(&here);
    }
    let page = office.get(&here).await.ok();
    let at = page.body.find("<option value=\"").unwrap();
    let when = page.body[at..].split("name=\"nar\"").nth(1).unwrap_or_default();
    let when = when.split("<option value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let hold = id(10).to_string();
    office
        .post(
            &format!("{here}/sett-av"),
            &[("id", &hold), ("nar", &when), ("enheter", "1")],
        )
        .await
        .to(&here);
    assert!(office.get(&here).await.ok().says("Frigi"));
    let other = id(11).to_string();
    let full = office
        .post(
            &format!("{here}/sett-av"),
            &[("id", &other), ("nar", &when), ("enheter", "1")],
        )
        .await;
    assert!(
        full.says(&EquipmentRefusal::NotEnough.text(Locale::Nb)),
        "{}",
        full.body
    );
    office.post(&format!("{here}/frigi"), &[("id", &hold)]).await.to(&here);
    office.post(&here, &fields).await.to("/nb/kontor/utstyr");
    office.post(&format!("{here}/avslutt"), &[]).await.to("/nb/kontor/utstyr");
    assert_eq!(office.get(&here).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        test.signed_in(Role::Guide).get("/nb/kontor/utstyr").await.status,
        StatusCode::FORBIDDEN
    );
}
