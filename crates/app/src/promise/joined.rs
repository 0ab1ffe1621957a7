//! Promises and the roster together: who has the shift keeps the hour, and nobody gets there past the gate.

use super::{
    PromiseRefusal, acts,
    state::{self, Stand},
    store::{self, Absence, Answer, Person as Who},
    substitute,
};
use crate::{
    frame::{AppError, Refusal},
    guides::{
        self, gate_store,
        store::{Person, put},
    },
    roster::{self, How, RosterRefusal},
    testing::{
        TestApp,
        town::{ctx, demand, give, id, key, library, mail, papers, read, ready, refused, so_many, somebody, write},
    },
};
use ::store::{Query as _, Tx};
use axum::http::StatusCode;
use domain::{
    access::Role,
    guides::{Guide, GuideKind, Override},
    promise::{Cause, Standing},
    schedule::{Change, OccurrenceKey},
    shared::{Id, Locale, Localized, Minute},
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};

/// A Tuesday, before the library opens.
const MORNING: &str = "2026-03-03T07:00";
const TUESDAY: Date = date(2026, 3, 3);

/// An employee with an address.
fn guide(n: u8, name: &str) -> Person {
    let mut person = somebody(n, name, GuideKind::Employee);
    person.guide.contact = mail(name);
    person
}

/// The library needs two; Kari (1), Ola (2) and Amina (3) are ready.
fn town() -> TestApp {
    let test = TestApp::bergen(MORNING);
    demand(&test, &library(TUESDAY), so_many(2));
    for (n, name) in [(1, "Kari"), (2, "Ola"), (3, "Amina")] {
        ready(&test, &guide(n, name));
    }
    test
}

fn on(test: &TestApp, day: Date) -> Vec<(Id, How)> {
    read(test, move |r| {
        Ok(roster::on(r, &library(day))?.into_iter().map(|s| (s.guide, s.how)).collect())
    })
}

async fn stand(test: &TestApp, key: &OccurrenceKey) -> Stand {
    let (published, now, key) = (test.app.published(test.tenant).await.unwrap(), test.now(), key.clone());
    test.app
        .db()
        .read(test.tenant, move |r| state::stand(r, &published.register, &key, now))
        .await
        .unwrap()
        .unwrap()
}

async fn standing(test: &TestApp, day: Date) -> Standing {
    stand(test, &library(day)).await.standing
}

/// What is in the outbox: address, what it says, and the calendar that goes with it.
fn outbox(test: &TestApp) -> Vec<(String, String, String)> {
    read(test, |r| {
        let tenant = r.tenant();
        Ok(r.rows(
            "SELECT contact, about, calendar FROM message WHERE tenant_id = $1 ORDER BY id",
            &[tenant.into()],
            |row| Ok((row.text(0)?, row.text(1)?, row.text(2)?)),
        )?)
    })
}

fn link_in(text: &str) -> String {
    let from = text.find("/vikar/").unwrap();
    text[from..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect()
}

fn withdraw_all(tx: &mut Tx, guide: Id) -> Result<(), AppError> {
    for paper in gate_store::papers(tx, guide)? {
        gate_store::withdraw(tx, guide, paper.id)?;
    }
    Ok(())
}

#[tokio::test]
async fn the_roster_decides_how_its_hours_stand_and_a_keeper_those_outside_it() {
    let test = town();
    assert_eq!(standing(&test, TUESDAY).await, Standing::Uncrewed);
    give(&test, &library(TUESDAY), 1).unwrap();
    assert_eq!(standing(&test, TUESDAY).await, Standing::Short { missing: 1 });
    give(&test, &library(TUESDAY), 2).unwrap();
    assert_eq!(standing(&test, TUESDAY).await, Standing::Crewed);
    assert_eq!(stand(&test, &library(TUESDAY)).await.names(), ["Kari", "Ola"]);
    // A paper that is withdrawn takes her off nothing by itself, but she no longer counts, and the office is told.
    write(&test, |tx| withdraw_all(tx, id(1))).unwrap();
    assert_eq!(standing(&test, TUESDAY).await, Standing::Short { missing: 1 });
    let browser = test.signed_in(Role::Coordinator);
    let home = browser.get("/kontor").await.ok();
    assert!(
        home.says("Kari står på en vakt i dag, men papirene er ikke i orden da"),
        "{}",
        home.body
    );
    let page = browser.get(&stand(&test, &library(TUESDAY)).await.path()).await.ok();
    assert!(
        page.says("Kari står på vakten, men kan ikke være der slik det er nå"),
        "{}",
        page.body
    );
    assert!(browser.get("/kontor/vaktplan").await.ok().says("papirene er ikke i orden"));
    // The list for the personnel system knows who is there.
    let list = browser.get("/kontor/baerekraft/vaktliste.csv").await.ok();
    assert!(
        list.body.contains("Ola;2026-03-03") && !list.body.contains("Kari;2026-03-03"),
        "{}",
        list.body
    );
    // The keepers' page asks of the others alone; nobody is named for the library, and nobody has to be.
    let page = browser.get("/kontor/lofte/holdere").await.ok();
    assert!(
        !page.body.contains("holder-drop-in-biblioteket/hverdager\"") && page.says("Tider som er med i vaktplanen")
    );
    let other = OccurrenceKey {
        offering: key("drop-in-innbyggerservice"),
        ..library(TUESDAY)
    };
    let of = other.clone();
    write(&test, move |tx| {
        let keeper = store::keeper_named(tx, "Eva")?;
        store::keep(tx, &of.offering, &of.schedule, &store::KeptBy::Keeper(keeper))
    })
    .unwrap();
    assert_eq!(stand(&test, &other).await.standing, Standing::Crewed);
}

/// The gate of one who keeps an hour by name is asked for on the day itself, not only when she is named.
#[tokio::test]
async fn a_keeper_whose_papers_are_gone_keeps_nothing() {
    let test = town();
    let key = OccurrenceKey {
        offering: key("drop-in-innbyggerservice"),
        ..library(TUESDAY)
    };
    let of = key.clone();
    write(&test, move |tx| {
        let keeper = store::keeper_named(tx, "Kari")?;
        store::keep(tx, &of.offering, &of.schedule, &store::KeptBy::Keeper(keeper))
    })
    .unwrap();
    assert_eq!(stand(&test, &key).await.standing, Standing::Crewed);
    write(&test, |tx| withdraw_all(tx, id(1))).unwrap();
    let stood = stand(&test, &key).await;
    assert_eq!((stood.standing, stood.names().len()), (Standing::Uncrewed, 0));
    let page = test.signed_in(Role::Coordinator).get(&stood.path()).await.ok();
    assert!(
        page.says("Papirene til Kari er ikke i orden denne dagen"),
        "{}",
        page.body
    );
    // Nor is she one to ask for another's hour.
    let of = key.clone();
    write(&test, move |tx| {
        let keeper = store::keeper_named(tx, "Eva")?;
        store::keep(tx, &of.offering, &of.schedule, &store::KeptBy::Keeper(keeper))
    })
    .unwrap();
    let (published, evas) = (test.app.published(test.tenant).await.unwrap(), stand(&test, &key).await);
    assert_eq!(evas.names(), ["Eva"], "who is no guide has no papers to be in order");
    let now = test.now();
    let asked = read(&test, move |r| {
        substitute::candidates(r, &published.register, &evas, now)
    });
    let kari = asked.iter().find(|c| c.name == "Kari");
    assert!(asked.iter().any(|c| c.name == "Ola"));
    assert!(
        kari.is_none_or(|c| matches!(c.who, Who::Guide(_)) && !c.can()),
        "{kari:?}"
    );
}

#[tokio::test]
async fn illness_of_a_guide_takes_four_taps_and_the_first_yes_has_the_shift() {
    let test = town();
    give(&test, &library(TUESDAY), 1).unwrap();
    give(&test, &library(TUESDAY), 2).unwrap();
    let phone = test.signed_in(Role::Coordinator);
    let kari = id(1).to_string();
    let who = format!("/kontor/syk?hvem={kari}");
    assert!(phone.get("/kontor/syk").await.ok().body.contains(&who));
    assert!(phone.get(&who).await.ok().says("Hvor lenge?"));
    phone.post("/kontor/syk", &[("hvem", &kari), ("til", "i-dag")]).await.to(&format!("{who}&lagret=1"));
    assert_eq!(on(&test, TUESDAY), [(id(2), How::Hand)]);
    assert_eq!(standing(&test, TUESDAY).await, Standing::Short { missing: 1 });
    let page = phone.get(&who).await.ok();
    assert!(
        page.says("Mangler 1") && page.says("Én time trenger noen andre"),
        "{}",
        page.body
    );
    // Ranked and explained by the roster: Kari is away, Ola has the shift.
    phone.post("/kontor/syk/spor", &[("hvem", &kari)]).await.to(&format!("{who}&spurt=1"));
    let asked = outbox(&test).into_iter().find(|(_, text, _)| text.contains("/vikar/")).unwrap();
    assert!(asked.0.contains("amina"), "{asked:?}");
    let link = link_in(&asked.1);
    let reader = test.anonymous();
    reader.post(&link, &[("svar", "ja")]).await.to(&format!("{link}?svart=1"));
    assert!(reader.get(&link).await.ok().says("Timen er din"));
    assert_eq!(on(&test, TUESDAY), [(id(3), How::Substitute), (id(2), How::Hand)]);
    assert_eq!(standing(&test, TUESDAY).await, Standing::Crewed);
    assert!(phone.get(&who).await.ok().says("Alle timene er ordnet"));
    // A yes that is taken back leaves the place again, and when Kari comes after all it is hers.
    reader.post(&link, &[("svar", "nei")]).await.to(&format!("{link}?svart=1"));
    assert_eq!(standing(&test, TUESDAY).await, Standing::Short { missing: 1 });
    phone.post("/kontor/syk/tilbake", &[("hvem", &kari)]).await.to("/kontor/syk");
    assert_eq!(standing(&test, TUESDAY).await, Standing::Crewed);
    assert!(on(&test, TUESDAY).iter().any(|(guide, _)| *guide == id(1)));
    assert!(read(&test, |r| roster::freed(r, TUESDAY)).is_empty());
}

#[tokio::test]
async fn of_any_number_of_guides_who_say_yes_at_once_one_has_the_shift() {
    let test = town();
    give(&test, &library(TUESDAY), 1).unwrap();
    for n in 10..18 {
        ready(&test, &guide(n, &format!("Nummer{n}")));
        let name = format!("Nummer{n}");
        write(&test, move |tx| {
            store::ask(tx, &library(TUESDAY), Who::Guide(id(n)), &name, &[n; 32]).map(drop)
        })
        .unwrap();
    }
    let published = test.app.published(test.tenant).await.unwrap();
    let all: Vec<_> = (10..18)
        .map(|n| {
            let (db, published, ctx) = (test.app.db().clone(), published.clone(), ctx(&test));
            std::thread::spawn(move || {
                db.write_blocking(ctx, move |tx| {
                    let question = store::question(tx, &[n; 32])?.unwrap();
                    substitute::reply(tx, &published.register, &question, true)
                })
                .unwrap()
            })
        })
        .collect();
    let answers: Vec<Answer> = all.into_iter().map(|t| t.join().unwrap()).collect();
    assert_eq!(answers.iter().filter(|a| **a == Answer::Yes).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|a| matches!(a, Answer::Yes | Answer::Late)));
    assert_eq!(on(&test, TUESDAY).len(), 2);
    assert_eq!(standing(&test, TUESDAY).await, Standing::Crewed);
}

#[tokio::test]
async fn the_coordinator_puts_on_who_is_in_the_list_and_nobody_else() {
    let test = town();
    let browser = test.signed_in(Role::Coordinator);
    let path = stand(&test, &library(TUESDAY)).await.path();
    let page = browser.get(&path).await.ok();
    assert!(
        page.says("Sett opp") && !page.body.contains("name=\"navn\""),
        "{}",
        page.body
    );
    let put_on = |who: String| {
        let (browser, path) = (&browser, &path);
        async move { browser.post(&format!("{path}/tar"), &[("hvem", &who)]).await }
    };
    put_on(Who::Guide(id(1)).code()).await.to(&format!("{path}?lagret=1"));
    put_on(Who::Guide(id(1)).code()).await.to(&format!("{path}?lagret=1"));
    put_on(Who::Guide(id(2)).code()).await.to(&format!("{path}?lagret=1"));
    put_on(Who::Guide(id(3)).code()).await.to(&format!("{path}?opptatt=1"));
    assert_eq!(standing(&test, TUESDAY).await, Standing::Crewed);
    let unknown = browser.post(&format!("{path}/tar"), &[("navn", "Nina")]).await;
    assert_eq!(unknown.status, PromiseRefusal::NotAGuide.status());
    assert!(unknown.says(&PromiseRefusal::NotAGuide.text(Locale::Nb)));
}

#[tokio::test]
async fn calling_off_and_moving_tell_those_who_have_the_shift() {
    let test = town();
    let next = TUESDAY.checked_add(7.days()).unwrap();
    for day in [TUESDAY, next] {
        give(&test, &library(day), 1).unwrap();
    }
    let letters = |word: &str| {
        let all = outbox(&test).into_iter();
        all.filter(|(to, _, ics)| to.contains("kari") && ics.contains(&format!("METHOD:{word}"))).count()
    };
    assert_eq!((letters("REQUEST"), letters("CANCEL")), (2, 0));
    write(&test, move |tx| {
        crate::municipality::store::bump_version(tx)?;
        acts::call_off(
            tx,
            &library(TUESDAY),
            &Localized::in_one(Locale::Nb, "Huset er stengt"),
            Cause::Building,
        )
    })
    .unwrap();
    assert_eq!((letters("REQUEST"), letters("CANCEL")), (2, 1));
    assert!(on(&test, TUESDAY).is_empty());
    assert_eq!(standing(&test, TUESDAY).await, Standing::CalledOff);
    let to = Change::Moved {
        date: next,
        start: Minute::parse("12:00").unwrap(),
        end: Minute::parse("13:00").unwrap(),
    };
    write(&test, move |tx| {
        crate::municipality::store::bump_version(tx)?;
        acts::move_to(tx, &library(next), to, &Localized::default())
    })
    .unwrap();
    assert_eq!((letters("REQUEST"), letters("CANCEL")), (3, 1));
    assert_eq!(
        read(&test, move |r| roster::shifts_of(r, id(1), TUESDAY, next)),
        [(library(next), 60)]
    );
    // A schedule that is taken out of the plan takes its shifts with it.
    write(&test, move |tx| {
        crate::municipality::store::bump_version(tx)?;
        let mut register = crate::exchange::store::load(tx)?.unwrap().into_register();
        for offering in &mut register.offerings {
            if offering.key == key("drop-in-biblioteket") {
                offering.schedules.retain(|s| s.key != key("hverdager"));
            }
        }
        crate::exchange::save(tx, &register).map(drop)
    })
    .unwrap();
    assert!(on(&test, next).is_empty());
    assert!(outbox(&test).iter().any(|(to, text, _)| to.contains("kari") && text.contains("er avlyst")));
}

#[tokio::test]
async fn who_cannot_be_there_after_a_move_is_taken_off_and_told() {
    let test = town();
    let wednesday = date(2026, 3, 4);
    for (day, n) in [(TUESDAY, 1), (TUESDAY, 2), (wednesday, 1)] {
        give(&test, &library(day), n).unwrap();
    }
    let to = Change::Moved {
        date: wednesday,
        start: Minute::parse("12:00").unwrap(),
        end: Minute::parse("13:00").unwrap(),
    };
    write(&test, move |tx| {
        crate::municipality::store::bump_version(tx)?;
        acts::move_to(tx, &library(TUESDAY), to, &Localized::default())
    })
    .unwrap();
    // Kari is at the library already at that time; Ola is not.
    assert_eq!(on(&test, TUESDAY), [(id(2), How::Hand)]);
    assert_eq!(on(&test, wednesday), [(id(1), How::Hand)]);
    let cancelled = outbox(&test).into_iter().filter(|(_, _, ics)| ics.contains("METHOD:CANCEL"));
    assert_eq!(cancelled.filter(|(to, ..)| to.contains("kari")).count(), 1);
    assert!(matches!(standing(&test, TUESDAY).await, Standing::Short { .. }));
}

#[tokio::test]
async fn who_leaves_frees_her_shifts_and_the_office_sees_which() {
    let test = town();
    let friday = date(2026, 3, 6);
    for day in [TUESDAY, friday] {
        give(&test, &library(day), 1).unwrap();
    }
    let browser = test.signed_in(Role::Coordinator);
    let page = format!("/kontor/folk/{}/slutte", id(1));
    browser.post(&page, &[("dag", "2026-03-05")]).await.to(&page);
    assert_eq!(on(&test, TUESDAY).len(), 1, "she is there until then");
    assert!(on(&test, friday).is_empty());
    let shown = browser.get(&page).await.ok();
    assert!(
        shown.says("Vaktene fra den dagen er frie for andre") && shown.says("Trenger noen"),
        "{}",
        shown.body
    );
    assert!(shown.body.contains("/kontor/lofte/drop-in-biblioteket/hverdager/2026-03-06"));
    assert_eq!(refused(&give(&test, &library(friday), 1)), RosterRefusal::Gate.code());
    let data = browser.get(&format!("/kontor/folk/{}/opplysninger.json", id(1))).await.ok();
    assert!(
        data.body.contains("2026-03-03") && data.body.contains("\"vakter\""),
        "{}",
        data.body
    );
    browser.post(&page, &[("gjor", "tilbake")]).await.to(&page);
    assert_eq!(on(&test, friday).len(), 1, "nobody had taken it");
    // Erased, what was told is gone, and what is over stays without a name.
    write(&test, |tx| {
        guides::leaving::leave(tx, id(1), TUESDAY)?;
        roster::erase(tx, id(1))?;
        guides::store::erase(tx, id(1))
    })
    .unwrap();
    assert!(read(&test, |r| roster::freed(r, TUESDAY)).is_empty());
    assert_eq!(
        read(&test, |r| guides::names(r)).get(&id(1)).map_or("", String::as_str),
        ""
    );
}

/// What is done to somebody who was ready.
type Undoing = fn(&mut Tx, Id) -> Result<(), AppError>;

/// Ways in which somebody is not ready on the day of the shift.
fn not_ready() -> Vec<(&'static str, Undoing)> {
    fn with(tx: &mut Tx, id: Id, change: impl FnOnce(&mut Guide)) -> Result<Person, AppError> {
        let mut person = guide(1, "Lars");
        person.guide.id = id;
        change(&mut person.guide);
        put(tx, &person)?;
        Ok(person)
    }
    vec![
        ("no papers", |tx, id| with(tx, id, |_| ()).map(drop)),
        ("papers that ran out", |tx, id| {
            let person = with(tx, id, |_| ())?;
            papers(tx, &person, Some(date(2025, 6, 1)))
        }),
        ("papers that were withdrawn", |tx, id| {
            let person = with(tx, id, |_| ())?;
            papers(tx, &person, None)?;
            withdraw_all(tx, id)
        }),
        ("not begun", |tx, id| {
            let person = with(tx, id, |g| g.since = date(2026, 5, 1))?;
            papers(tx, &person, None)
        }),
        ("left", |tx, id| {
            let person = with(tx, id, |g| g.left = Some(TUESDAY))?;
            papers(tx, &person, None)
        }),
        ("an override that is over", |tx, id| {
            with(tx, id, |_| ())?;
            let rules = gate_store::settings(tx)?.rules;
            let leader = crate::access::store::accounts(tx)?.first().ok_or(AppError::Absent)?.id;
            let given = Override {
                by: leader,
                reason: "Kurset er neste uke".to_owned(),
                from: date(2026, 2, 1),
                until: date(2026, 2, 20),
                covers: rules.kinds[&GuideKind::Employee].required.keys().cloned().collect(),
            };
            gate_store::put_override(tx, Id([201; 16]), id, &given)
        }),
        ("no guide at all", |_, _| Ok(())),
    ]
}

type Command = fn(&mut Tx, &domain::register::Register, Id) -> Result<(), AppError>;

/// Every command that can put a person on an hour, in the roster and outside it.
fn commands() -> Vec<(&'static str, Command)> {
    fn question(tx: &mut Tx, id: Id, key: &OccurrenceKey) -> Result<store::Asked, AppError> {
        store::ask(tx, key, Who::Guide(id), "Lars", &[9; 32])?;
        store::question(tx, &[9; 32])?.ok_or(AppError::Absent)
    }
    vec![
        ("give, by hand", |tx, _, id| {
            roster::give(tx, &library(TUESDAY), id, How::Hand)
        }),
        ("give, as substitute", |tx, _, id| {
            roster::give(tx, &library(TUESDAY), id, How::Substitute)
        }),
        ("give, as swap", |tx, _, id| {
            roster::give(tx, &library(TUESDAY), id, How::Swap)
        }),
        ("give, as plan", |tx, _, id| {
            roster::give(tx, &library(TUESDAY), id, How::Plan)
        }),
        ("step in", |tx, register, id| {
            substitute::step_in(tx, register, &library(TUESDAY), Who::Guide(id), "Lars").map(drop)
        }),
        ("her own yes", |tx, register, id| {
            let asked = question(tx, id, &library(TUESDAY))?;
            substitute::reply(tx, register, &asked, true).map(drop)
        }),
        (
            "named by the coordinator",
            |tx, register, _| match substitute::person_named(tx, "lars ", TUESDAY)? {
                Some(who) => substitute::step_in(tx, register, &library(TUESDAY), who, "Lars").map(drop),
                None => {
                    let who = Who::Keeper(store::keeper_named(tx, "Lars")?);
                    substitute::step_in(tx, register, &library(TUESDAY), who, "Lars").map(drop)
                }
            },
        ),
        ("her shifts back after an absence", |tx, _, id| {
            roster::absent(tx, id, TUESDAY, TUESDAY)?;
            roster::back(tx, id, TUESDAY).map(drop)
        }),
        ("her yes to an hour outside the roster", |tx, register, id| {
            let asked = question(tx, id, &outside())?;
            substitute::reply(tx, register, &asked, true).map(drop)
        }),
        ("stepping in outside the roster", |tx, register, id| {
            substitute::step_in(tx, register, &outside(), Who::Guide(id), "Lars").map(drop)
        }),
    ]
}

fn outside() -> OccurrenceKey {
    OccurrenceKey {
        offering: key("drop-in-innbyggerservice"),
        ..library(TUESDAY)
    }
}

/// No path puts an invalid person on a public shift: every way of not being ready against every command, in the engine under
/// test. Plans, swaps one for one and the coordinator's yes are tried so in the roster's own tests.
#[tokio::test]
async fn no_command_puts_somebody_on_an_hour_who_is_not_ready() {
    let test = town();
    write(&test, |tx| {
        let keeper = store::keeper_named(tx, "Eva")?;
        let of = outside();
        store::keep(tx, &of.offering, &of.schedule, &store::KeptBy::Keeper(keeper))?;
        store::away(
            tx,
            Absence {
                keeper,
                first: TUESDAY,
                last: TUESDAY,
            },
        )
    })
    .unwrap();
    let published = test.app.published(test.tenant).await.unwrap();
    let browser = test.signed_in(Role::Leader);
    let mut n = 20;
    for (how, make) in not_ready() {
        for (what, command) in commands() {
            n += 1;
            let (who, about) = (id(n), published.clone());
            // She is made, the command is tried, and what it did is looked at in one transaction that is then undone.
            let tried: Result<(), AppError> = write(&test, move |tx| {
                make(tx, who)?;
                let done = command(tx, &about.register, who);
                if let Err(AppError::Fault(fault)) = &done {
                    // An unknown person cannot even be written as absent.
                    assert_eq!(how, "no guide at all", "{what}: {fault}");
                    return Err(AppError::Absent);
                }
                let on_shift = roster::on(tx, &library(TUESDAY))?;
                assert!(on_shift.iter().all(|s| s.guide != who), "{how}: {what}");
                let seats = store::substitutes(tx, TUESDAY, TUESDAY)?;
                let seat = |(p, _): &(Who, String)| *p == Who::Guide(who);
                assert!(!seats.values().flatten().any(seat), "{how}: {what}");
                Err(AppError::Absent)
            });
            assert!(matches!(tried, Err(AppError::Absent)), "{how}: {what}: {tried:?}");
        }
    }
    // Through the pages, too.
    write(&test, |tx| put(tx, &guide(9, "Lars"))).unwrap();
    let path = stand(&test, &library(TUESDAY)).await.path();
    let put_on = browser.post(&format!("{path}/tar"), &[("hvem", &Who::Guide(id(9)).code())]).await;
    assert_eq!(put_on.status, PromiseRefusal::NotReady.status());
    let by_name = browser.post(&format!("{path}/tar"), &[("navn", "Lars")]).await;
    assert_eq!(by_name.status, PromiseRefusal::NotReady.status());
    let by_hand = browser
        .post(
            "/kontor/vaktplan/vakt/drop-in-biblioteket/hverdager/2026-03-03",
            &[("veileder", &id(9).to_string()), ("handling", "pa")],
        )
        .await;
    assert_eq!(by_hand.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = browser.get(&path).await.ok();
    assert!(page.says("papirene er ikke i orden"), "{}", page.body);
    assert!(on(&test, TUESDAY).is_empty());
}

#[tokio::test]
async fn who_has_come_lately_is_not_alone_before_the_steps_are_taken() {
    let test = town();
    demand(&test, &library(TUESDAY), so_many(1));
    let mut new = guide(5, "Noor");
    new.guide.since = date(2026, 2, 20);
    write(&test, move |tx| {
        put(tx, &new)?;
        papers(tx, &new, None)
    })
    .unwrap();
    assert_eq!(refused(&give(&test, &library(TUESDAY), 5)), RosterRefusal::Alone.code());
    demand(&test, &library(TUESDAY), so_many(2));
    give(&test, &library(TUESDAY), 1).unwrap();
    give(&test, &library(TUESDAY), 5).unwrap();
    assert_eq!(standing(&test, TUESDAY).await, Standing::Crewed);
    // Who she leans on falls ill: she is not left alone, so nobody keeps the hour.
    write(&test, |tx| roster::absent(tx, id(1), TUESDAY, TUESDAY).map(drop)).unwrap();
    assert_eq!(standing(&test, TUESDAY).await, Standing::Uncrewed);
    write(&test, |tx| crate::learning::store::decide_alone(tx, id(5), true)).unwrap();
    assert_eq!(standing(&test, TUESDAY).await, Standing::Short { missing: 1 });
    demand(&test, &library(TUESDAY), so_many(1));
    assert_eq!(standing(&test, TUESDAY).await, Standing::Crewed);
}
