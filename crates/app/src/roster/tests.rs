use super::{
    RosterRefusal, crew,
    crew::How,
    plans::{self, Drafted, Stage},
    store::{self, Span, Target},
};
use crate::{
    frame::{AppError, Refusal},
    guides::store::{Person, put},
    testing::{
        TestApp,
        town::{demand, give, id, key, library, read, ready, refused, so_many, somebody, write},
    },
};
use domain::{
    guides::{Guide, GuideKind, Limits},
    messages::{Contact, Email},
    roster::{Block, BusyWhy, Demand, Willingness, breaches},
    schedule::OccurrenceKey,
    shared::{Id, Key, Minute},
};
use jiff::civil::{Date, Weekday, date};

/// Monday morning.
const NOW: &str = "2026-03-02T07:00";
const MONDAY: Date = date(2026, 3, 2);
const TUESDAY: Date = date(2026, 3, 3);

fn clock(hour: u16) -> Minute {
    Minute::new(hour * 60).unwrap()
}

fn service(day: Date) -> OccurrenceKey {
    OccurrenceKey {
        offering: key("drop-in-innbyggerservice"),
        schedule: key(SERVICE),
        original: day,
    }
}

const LIBRARY: &str = "hverdager";
const SERVICE: &str = "hverdager";

/// Two schedules of two guides each, and Kari (1), Ola (2) and Amina (3), who are ready.
fn town() -> TestApp {
    let test = TestApp::bergen(NOW);
    demand(&test, &library(TUESDAY), so_many(2));
    demand(&test, &service(TUESDAY), so_many(2));
    for (n, name) in [(1, "Kari"), (2, "Ola"), (3, "Amina")] {
        ready(&test, &somebody(n, name, GuideKind::Employee));
    }
    test
}

fn on(test: &TestApp, key: &OccurrenceKey) -> Vec<Id> {
    let key = key.clone();
    read(test, move |r| {
        Ok(crew::on(r, &key)?.into_iter().map(|s| s.guide).collect())
    })
}

#[test]
fn a_shift_is_given_once_and_every_rule_is_asked() {
    let test = town();
    let tuesday = library(TUESDAY);
    give(&test, &tuesday, 1).unwrap();
    give(&test, &tuesday, 1).unwrap();
    assert_eq!(on(&test, &tuesday), [id(1)]);
    // Nobody gets in without papers.
    let lars = somebody(9, "Lars", GuideKind::Employee);
    write(&test, move |tx| put(tx, &lars)).unwrap();
    assert_eq!(refused(&give(&test, &tuesday, 9)), RosterRefusal::Gate.code());
    assert_eq!(refused(&give(&test, &tuesday, 77)), RosterRefusal::Gate.code());
    // Two places at once.
    assert_eq!(refused(&give(&test, &service(TUESDAY), 1)), RosterRefusal::Clash.code());
    give(&test, &tuesday, 2).unwrap();
    assert_eq!(refused(&give(&test, &tuesday, 3)), RosterRefusal::Full.code());
    // What is over, or not in the roster.
    assert_eq!(
        refused(&give(&test, &library(date(2026, 2, 24)), 3)),
        RosterRefusal::Gone.code()
    );
    let nothing = OccurrenceKey {
        schedule: key("ingenting"),
        ..library(TUESDAY)
    };
    assert!(give(&test, &nothing, 3).is_err());
    // Answers, absence, school, hours, rest, age.
    let wednesday = library(date(2026, 3, 4));
    let no = wednesday.clone();
    write(&test, move |tx| store::answer(tx, id(3), &no, Some(Willingness::No))).unwrap();
    assert_eq!(refused(&give(&test, &wednesday, 3)), RosterRefusal::Busy.code());
    let no = wednesday.clone();
    write(&test, move |tx| store::answer(tx, id(3), &no, None)).unwrap();
    let limited = |n: u8, limits: Limits| {
        ready(
            &test,
            &Person {
                guide: Guide {
                    limits,
                    ..somebody(n, "Lea", GuideKind::Employee).guide
                },
                ..somebody(n, "Lea", GuideKind::Employee)
            },
        )
    };
    limited(
        4,
        Limits {
            minutes_per_week: Some(30),
            ..Limits::default()
        },
    );
    assert_eq!(refused(&give(&test, &wednesday, 4)), RosterRefusal::Hours.code());
    limited(
        5,
        Limits {
            needs_experienced: true,
            ..Limits::default()
        },
    );
    assert_eq!(refused(&give(&test, &wednesday, 5)), RosterRefusal::Alone.code());
    give(&test, &wednesday, 3).unwrap();
    give(&test, &wednesday, 5).unwrap();
    limited(
        6,
        Limits {
            rest_minutes: 40 * 60,
            ..Limits::default()
        },
    );
    let thursday = library(date(2026, 3, 5));
    give(&test, &thursday, 6).unwrap();
    assert_eq!(
        refused(&give(&test, &library(date(2026, 3, 6)), 6)),
        RosterRefusal::Rest.code()
    );
    demand(
        &test,
        &tuesday,
        Demand {
            guides: 2,
            languages: vec!["ar".to_owned()],
            ..Demand::default()
        },
    );
    assert_eq!(refused(&give(&test, &thursday, 1)), RosterRefusal::Lacking.code());
    // Somebody who leans on another is told of when the other goes.
    let key = wednesday.clone();
    write(&test, move |tx| crew::take_off(tx, &key, id(3))).unwrap();
    let crews = read(&test, |r| super::crew(r, MONDAY, date(2026, 3, 8)));
    assert_eq!(
        (
            crews[&wednesday].needed,
            &crews[&wednesday].on[..],
            &crews[&wednesday].alone[..]
        ),
        (2, &[id(5)][..], &[id(5)][..])
    );
    let codes: Vec<&str> = [Block::YoungHours, Block::WeekFull { over: 1 }, Block::Gate]
        .iter()
        .map(|b| RosterRefusal::of(b).code())
        .collect();
    assert_eq!(
        codes,
        [RosterRefusal::Young.code(), RosterRefusal::Hours.code(), RosterRefusal::Gate.code()]
    );
}

#[test]
fn a_shift_of_an_offering_that_only_the_neighbour_has_is_gone() {
    let test = town();
    let theirs = OccurrenceKey {
        offering: key("nabo-drop-in"),
        ..library(TUESDAY)
    };
    assert_eq!(refused(&give(&test, &theirs, 1)), RosterRefusal::Gone.code());
}

#[test]
fn pupils_are_at_school() {
    let test = town();
    let pupil = Person {
        guide: Guide {
            kind: GuideKind::Pupil,
            limits: Limits {
                school_days: true,
                ..Limits::default()
            },
            ..somebody(8, "Noor", GuideKind::Employee).guide
        },
        ..somebody(8, "Noor", GuideKind::Employee)
    };
    ready(&test, &pupil);
    // The first week of March is a holiday at her school, the next is not.
    let (tuesday, wednesday) = (library(date(2026, 3, 10)), library(date(2026, 3, 11)));
    give(&test, &library(TUESDAY), 8).unwrap();
    assert_eq!(refused(&give(&test, &tuesday, 8)), RosterRefusal::Busy.code());
    // With school hours of her own, those are what counts.
    let span = Span {
        id: id(50),
        guide: id(8),
        why: BusyWhy::School,
        first: MONDAY,
        last: date(2026, 6, 19),
        weekday: Some(Weekday::Wednesday),
        start: clock(8),
        end: clock(15),
    };
    let kept = span.clone();
    write(&test, move |tx| store::put_span(tx, &kept)).unwrap();
    assert_eq!(read(&test, |r| store::spans(r, MONDAY)), [span]);
    give(&test, &tuesday, 8).unwrap();
    assert_eq!(refused(&give(&test, &wednesday, 8)), RosterRefusal::Busy.code());
    write(&test, |tx| store::remove_span(tx, id(8), id(50))).unwrap();
    assert!(read(&test, |r| store::spans(r, MONDAY)).is_empty());
}

#[test]
fn illness_uncrews_every_shift_of_the_days() {
    let test = town();
    for day in [TUESDAY, date(2026, 3, 4), date(2026, 3, 9)] {
        give(&test, &library(day), 1).unwrap();
    }
    let gone = write(&test, |tx| crew::absent(tx, id(1), MONDAY, date(2026, 3, 8))).unwrap();
    assert_eq!(gone, [library(TUESDAY), library(date(2026, 3, 4))]);
    assert_eq!(
        write(&test, |tx| crew::absent(tx, id(1), MONDAY, date(2026, 3, 8))).unwrap(),
        []
    );
    assert_eq!(on(&test, &library(date(2026, 3, 9))), [id(1)]);
    assert_eq!(refused(&give(&test, &library(TUESDAY), 1)), RosterRefusal::Busy.code());
    let now = test.now();
    let who = read(&test, move |r| super::candidates(r, &library(TUESDAY), now));
    assert!(who[0].blocked.is_empty() && who.last().unwrap().guide == id(1));
}

#[test]
fn a_swap_goes_through_every_rule_and_the_first_yes_has_it() {
    let test = town();
    let (tuesday, wednesday) = (library(TUESDAY), library(date(2026, 3, 4)));
    give(&test, &tuesday, 1).unwrap();
    give(&test, &wednesday, 2).unwrap();
    let take = |from: u8, taker: u8, key: &OccurrenceKey, back: Option<&OccurrenceKey>| {
        let (key, back) = (key.clone(), back.cloned());
        write(&test, move |tx| {
            crew::take(tx, &key, id(from), id(taker), back.as_ref())
        })
    };
    assert_eq!(
        refused(&take(1, 3, &tuesday, None)),
        RosterRefusal::Taken.code(),
        "it was not offered"
    );
    let offer = |n: u8, key: &OccurrenceKey| {
        let key = key.clone();
        write(&test, move |tx| crew::give_up(tx, &key, id(n)))
    };
    assert_eq!(
        refused(&offer(2, &tuesday)),
        RosterRefusal::Gone.code(),
        "it is not hers"
    );
    offer(1, &tuesday).unwrap();
    offer(1, &tuesday).unwrap();
    assert_eq!(on(&test, &tuesday), [id(1)], "she has it until another does");
    let lars = somebody(9, "Lars", GuideKind::Employee);
    write(&test, move |tx| put(tx, &lars)).unwrap();
    assert_eq!(refused(&take(1, 9, &tuesday, None)), RosterRefusal::Gate.code());
    // One for one: Ola takes Tuesday, Kari gets Wednesday.
    assert!(!take(1, 2, &tuesday, Some(&wednesday)).unwrap());
    assert_eq!((on(&test, &tuesday), on(&test, &wednesday)), (vec![id(2)], vec![id(1)]));
    assert_eq!(refused(&take(1, 3, &tuesday, None)), RosterRefusal::Taken.code());
    // Where the coordinator's yes is wanted it waits.
    demand(
        &test,
        &tuesday,
        Demand {
            coordinator_agrees: true,
            ..so_many(2)
        },
    );
    offer(2, &tuesday).unwrap();
    assert!(take(2, 3, &tuesday, None).unwrap());
    assert_eq!(on(&test, &tuesday), [id(2)]);
    assert_eq!(refused(&take(2, 1, &tuesday, None)), RosterRefusal::Taken.code());
    let key = tuesday.clone();
    write(&test, move |tx| crew::keep(tx, &key, id(2), true)).unwrap();
    assert!(take(2, 3, &tuesday, None).unwrap());
    // By then Amina's papers may be gone: the yes asks again.
    let key = tuesday.clone();
    write(&test, move |tx| crew::absent(tx, id(3), TUESDAY, TUESDAY).map(drop)).unwrap();
    assert_eq!(
        refused(&write(&test, move |tx| crew::agree(tx, &key, id(2)))),
        RosterRefusal::Busy.code()
    );
    let span = read(&test, |r| store::spans(r, MONDAY))[0].id;
    write(&test, move |tx| store::remove_span(tx, id(3), span)).unwrap();
    let key = tuesday.clone();
    write(&test, move |tx| crew::agree(tx, &key, id(2))).unwrap();
    assert_eq!(on(&test, &tuesday), [id(3)]);
    assert!(read(&test, |r| crew::offers(r)).is_empty());
    let key = tuesday.clone();
    offer(3, &tuesday).unwrap();
    write(&test, move |tx| crew::keep(tx, &key, id(3), false)).unwrap();
    assert!(read(&test, |r| crew::offers(r)).is_empty());
}

/// Many at once: each place is there once, and nobody is on two shifts at a time.
#[test]
fn races_for_a_place_and_for_a_person_have_one_winner_each() {
    let test = town();
    for n in 10..20 {
        ready(&test, &somebody(n, "Per", GuideKind::Employee));
    }
    let (tuesday, other) = (library(TUESDAY), service(TUESDAY));
    let race = |jobs: Vec<Box<dyn Fn() -> bool + Send + Sync + '_>>| -> usize {
        std::thread::scope(|scope| {
            let all: Vec<_> = jobs.iter().map(|job| scope.spawn(job)).collect();
            all.into_iter().filter(|_| true).map(|t| usize::from(t.join().unwrap())).sum()
        })
    };
    let (t, key) = (&test, &tuesday);
    let won = race(
        (10..20)
            .map(|n| Box::new(move || give(t, key, n).is_ok()) as Box<dyn Fn() -> bool + Send + Sync>)
            .collect(),
    );
    assert_eq!((won, on(&test, &tuesday).len()), (2, 2));
    let free: Vec<OccurrenceKey> = vec![library(date(2026, 3, 4)), service(date(2026, 3, 4))];
    let won = race(
        free.iter()
            .map(|key| Box::new(move || give(t, key, 1).is_ok()) as Box<dyn Fn() -> bool + Send + Sync>)
            .collect(),
    );
    assert_eq!(won, 1, "one person, two places at the same time");
    // Everybody wants the shift that is offered.
    let owner = on(&test, &tuesday)[0];
    let offered = tuesday.clone();
    write(&test, move |tx| crew::give_up(tx, &offered, owner)).unwrap();
    let takers: Vec<Id> = (10..20).map(id).filter(|g| !on(&test, &tuesday).contains(g)).collect();
    let won = race(
        takers
            .iter()
            .map(|taker| {
                let key = tuesday.clone();
                Box::new(move || {
                    let key = key.clone();
                    let taker = *taker;
                    write(t, move |tx| crew::take(tx, &key, owner, taker, None)).is_ok()
                }) as Box<dyn Fn() -> bool + Send + Sync>
            })
            .collect(),
    );
    let crew = on(&test, &tuesday);
    assert_eq!((won, crew.len(), crew.contains(&owner)), (1, 2, false));
    let crew = on(&test, &other);
    assert!(crew.is_empty());
}

fn made(test: &TestApp) -> Id {
    let plan = write(test, |tx| plans::begin(tx, MONDAY, date(2026, 3, 15), 7)).unwrap();
    plans::work(&test.app, test.tenant, plan, 200).unwrap();
    plan
}

#[test]
fn a_plan_is_made_changed_and_published_and_only_then_do_guides_have_shifts() {
    let test = town();
    let mail = Email::parse("kari@eksempel.no").unwrap();
    ready(
        &test,
        &Person {
            guide: Guide {
                contact: Contact::Email(mail),
                ..somebody(1, "Kari", GuideKind::Employee).guide
            },
            ..somebody(1, "Kari", GuideKind::Employee)
        },
    );
    let plan = made(&test);
    let now = test.now();
    let draft = read(&test, move |r| plans::one(r, plan));
    assert_eq!(
        (draft.stage, draft.first, draft.last),
        (Stage::Made, MONDAY, date(2026, 3, 15))
    );
    assert!(draft.steps > 0 && draft.horizon >= draft.steps);
    let rows = read(&test, move |r| plans::drafted(r, plan));
    assert!(!rows.is_empty() && on(&test, &library(TUESDAY)).is_empty());
    let about = draft.clone();
    let bad = read(&test, move |r| {
        let ground = plans::ground_of(r, &about, now)?;
        Ok(breaches(&ground.planning, &ground.plan).len())
    });
    assert_eq!(bad, 0);
    // The same again with the same seed.
    let again = write(&test, |tx| plans::begin(tx, MONDAY, date(2026, 3, 15), 7)).unwrap();
    assert_eq!(
        refused(&write(&test, |tx| plans::begin(tx, MONDAY, MONDAY, 1))),
        RosterRefusal::Making.code()
    );
    plans::work(&test.app, test.tenant, again, 200).unwrap();
    assert_eq!(read(&test, move |r| plans::drafted(r, again)), rows);
    write(&test, move |tx| plans::throw_away(tx, again)).unwrap();
    // Locked ones stay when it is made better.
    let locked = Drafted {
        locked: true,
        ..rows[0].clone()
    };
    let put = locked.clone();
    write(&test, move |tx| plans::put(tx, plan, &put)).unwrap();
    write(&test, move |tx| plans::begin_again(tx, plan)).unwrap();
    plans::work(&test.app, test.tenant, plan, 200).unwrap();
    assert!(read(&test, move |r| plans::drafted(r, plan)).contains(&locked));
    write(&test, move |tx| plans::publish(tx, plan)).unwrap();
    write(&test, move |tx| plans::publish(tx, plan)).unwrap();
    let rows = read(&test, move |r| plans::drafted(r, plan));
    let there = read(&test, |r| crew::shifts_between(r, MONDAY, date(2026, 3, 15)));
    assert_eq!(there.len(), rows.len());
    assert!(there.iter().any(|s| s.locked) && there.iter().all(|s| s.seen_at.is_none()));
    write(&test, |tx| crew::seen(tx, id(1))).unwrap();
    let seen = read(&test, |r| crew::shifts_between(r, MONDAY, date(2026, 3, 15)));
    assert!(seen.iter().all(|s| s.seen_at.is_some() == (s.guide == id(1))));
    let letters = test.app.db().read_blocking(test.tenant, |r| {
        use ::store::{Query, params};
        let tenant = r.tenant();
        r.rows(
            "SELECT calendar FROM message WHERE tenant_id = $1",
            &params![tenant],
            |row| row.text(0),
        )
        .map_err(AppError::from)
    });
    let letters = letters.unwrap();
    assert_eq!(letters.len(), seen.iter().filter(|s| s.guide == id(1)).count());
    assert!(letters.iter().all(|l| l.contains("METHOD:REQUEST")));
}

#[test]
fn a_plan_that_breaks_a_rule_by_now_is_not_published() {
    let test = town();
    let plan = made(&test);
    let someone = read(&test, move |r| plans::drafted(r, plan))[0].clone();
    // She turned ill after the plan was made.
    write(&test, move |tx| {
        crew::absent(tx, someone.guide, MONDAY, date(2026, 3, 15)).map(drop)
    })
    .unwrap();
    assert_eq!(
        refused(&write(&test, move |tx| plans::publish(tx, plan))),
        RosterRefusal::Broken.code()
    );
    write(&test, move |tx| plans::begin_again(tx, plan)).unwrap();
    plans::work(&test.app, test.tenant, plan, 200).unwrap();
    write(&test, move |tx| plans::publish(tx, plan)).unwrap();
    let there = read(&test, |r| crew::shifts_between(r, MONDAY, date(2026, 3, 15)));
    assert!(!there.is_empty() && there.iter().all(|s| s.guide != someone.guide));
}

/// Every command that can put somebody on a shift, with somebody whose papers are not in order: none does.
#[test]
fn no_command_puts_somebody_without_papers_on_a_shift() {
    let test = town();
    let lars = somebody(9, "Lars", GuideKind::Employee);
    write(&test, move |tx| put(tx, &lars)).unwrap();
    let tuesday = library(TUESDAY);
    for how in [How::Hand, How::Substitute, How::Swap, How::Plan] {
        let key = tuesday.clone();
        assert_eq!(
            refused(&write(&test, move |tx| crew::give(tx, &key, id(9), how))),
            RosterRefusal::Gate.code()
        );
    }
    // By a plan that somebody wrote by hand.
    let plan = write(&test, |tx| plans::begin(tx, MONDAY, MONDAY, 1)).unwrap();
    let row = Drafted {
        key: tuesday.clone(),
        guide: id(9),
        locked: true,
    };
    write(&test, move |tx| {
        plans::put(tx, plan, &row)?;
        plans::stop(tx, plan)
    })
    .unwrap();
    assert_eq!(
        refused(&write(&test, move |tx| plans::publish(tx, plan))),
        RosterRefusal::Broken.code()
    );
    // By a swap, a swap one for one, and the coordinator's yes.
    give(&test, &tuesday, 1).unwrap();
    let key = tuesday.clone();
    write(&test, move |tx| crew::give_up(tx, &key, id(1))).unwrap();
    let key = tuesday.clone();
    assert_eq!(
        refused(&write(&test, move |tx| crew::take(tx, &key, id(1), id(9), None))),
        RosterRefusal::Gate.code()
    );
    demand(
        &test,
        &tuesday,
        Demand {
            coordinator_agrees: true,
            ..so_many(2)
        },
    );
    let (key, back) = (tuesday.clone(), library(date(2026, 3, 4)));
    give(&test, &back, 2).unwrap();
    write(&test, move |tx| crew::take(tx, &key, id(1), id(2), Some(&back))).unwrap();
    // Ola leaves the house before the yes.
    let gone = Person {
        guide: Guide {
            left: Some(MONDAY),
            ..somebody(2, "Ola", GuideKind::Employee).guide
        },
        ..somebody(2, "Ola", GuideKind::Employee)
    };
    write(&test, move |tx| put(tx, &gone)).unwrap();
    let key = tuesday.clone();
    assert_eq!(
        refused(&write(&test, move |tx| crew::agree(tx, &key, id(1)))),
        RosterRefusal::Gate.code()
    );
    let there = read(&test, |r| crew::shifts_between(r, MONDAY, date(2026, 3, 15)));
    assert!(there.iter().all(|s| s.guide != id(9)));
    assert_eq!(on(&test, &tuesday), [id(1)]);
    // And the search itself never does.
    let made = made(&test);
    assert!(read(&test, move |r| plans::drafted(r, made)).iter().all(|d| d.guide != id(9)));
}

#[test]
fn what_cannot_be_planned_says_so() {
    let test = town();
    let many: Vec<Key> = (0..129).map(|n| key(&format!("tjeneste-{n}"))).collect();
    demand(
        &test,
        &library(TUESDAY),
        Demand {
            guides: 2,
            services: many,
            ..Demand::default()
        },
    );
    let plan = write(&test, |tx| plans::begin(tx, MONDAY, MONDAY, 1)).unwrap();
    assert_eq!(
        refused(&plans::work(&test.app, test.tenant, plan, 10)),
        RosterRefusal::TooMuch.code()
    );
    assert_eq!(read(&test, move |r| plans::one(r, plan)).stage, Stage::Made);
}

#[test]
fn the_night_forgets_what_is_old_and_erasing_what_she_told() {
    let test = town();
    give(&test, &library(TUESDAY), 1).unwrap();
    write(&test, |tx| {
        store::answer(tx, id(1), &library(TUESDAY), Some(Willingness::Gladly))?;
        let token = store::make_feed(tx, id(1))?;
        assert_eq!(store::by_feed(tx, &token)?, Some(id(1)));
        assert!(store::has_feed(tx, id(1))?);
        crew::absent(tx, id(3), TUESDAY, TUESDAY).map(drop)
    })
    .unwrap();
    let _plan = made(&test);
    test.at("2026-06-01T03:00");
    write(&test, super::tonight).unwrap();
    assert!(
        read(&test, |r| store::answers(r, MONDAY)).is_empty() && read(&test, |r| store::spans(r, MONDAY)).is_empty()
    );
    assert!(read(&test, |r| plans::all(r)).is_empty());
    assert_eq!(on(&test, &library(TUESDAY)), [id(1)]);
    write(&test, |tx| super::erase(tx, id(1))).unwrap();
    assert!(!read(&test, |r| store::has_feed(r, id(1))));
    write(&test, |tx| store::tidy(tx, date(2028, 6, 1))).unwrap();
    assert!(on(&test, &library(TUESDAY)).is_empty());
    let target = Target::of(&library(TUESDAY)).whole();
    assert!(read(&test, |r| super::is_rostered(
        r,
        &key("drop-in-biblioteket"),
        &key(LIBRARY)
    )));
    write(&test, move |tx| store::remove_demand(tx, &target)).unwrap();
    assert!(!read(&test, |r| super::is_rostered(
        r,
        &key("drop-in-biblioteket"),
        &key(LIBRARY)
    )));
}

#[tokio::test]
async fn the_sheet_for_the_wall_is_a_page_and_a_file() {
    let test = town();
    give(&test, &library(TUESDAY), 1).unwrap();
    let browser = test.signed_in(domain::access::Role::Coordinator);
    let page = browser.get("/nb/kontor/vaktplan/utskrift?uke=2026-03-04").await.ok();
    assert!(page.says("Vaktplan uke 10") && page.says("Kari") && page.body.contains("utskrift.pdf?uke=2026-03-02"));
    for language in ["nb", "nn", "en"] {
        let file = browser.get(&format!("/{language}/kontor/vaktplan/utskrift.pdf?uke=2026-03-04")).await.ok();
        assert!(file.bytes.starts_with(b"%PDF-1.7") && file.headers["content-type"] == "application/pdf");
    }
    // A week without shifts is a sheet too.
    let empty = browser.get("/kontor/vaktplan/utskrift.pdf?uke=2020-01-01").await.ok();
    assert!(empty.bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(
        test.anonymous().get("/kontor/vaktplan/utskrift.pdf").await.status,
        axum::http::StatusCode::SEE_OTHER
    );
}

/// Swaps and illness at once: whatever comes first, no shift has more than it needs, nobody is twice on one, and each rule holds.
#[test]
fn swaps_gifts_and_illness_at_once_leave_no_rule_broken() {
    let test = town();
    for n in 10..16 {
        ready(&test, &somebody(n, "Per", GuideKind::Employee));
    }
    let days = [TUESDAY, date(2026, 3, 4), date(2026, 3, 5)];
    for (at, day) in days.iter().enumerate() {
        give(&test, &library(*day), 1 + u8::try_from(at).unwrap()).unwrap();
        let key = library(*day);
        let owner = id(1 + u8::try_from(at).unwrap());
        write(&test, move |tx| crew::give_up(tx, &key, owner)).unwrap();
    }
    let t = &test;
    std::thread::scope(|scope| {
        for n in 10..16u8 {
            scope.spawn(move || {
                for (at, day) in days.iter().enumerate() {
                    let (key, owner) = (library(*day), id(1 + u8::try_from(at).unwrap()));
                    match n % 3 {
                        0 => drop(write(t, move |tx| crew::take(tx, &key, owner, id(n), None))),
                        1 => drop(give(t, &key, n)),
                        _ => drop(write(t, move |tx| crew::absent(tx, id(n - 1), days[at], days[at]))),
                    }
                }
            });
        }
    });
    let now = test.now();
    let (bad, crews) = read(&test, move |r| {
        let register = crew::register(r)?;
        let ground = super::ground::ground(r, &register, MONDAY, date(2026, 3, 8))?.only(MONDAY, date(2026, 3, 8), now);
        let bad = breaches(&ground.planning, &ground.plan).into_iter();
        let bad = bad.filter(|b| !matches!(b.block, Block::Lacking { .. })).count();
        Ok((bad, super::crew(r, MONDAY, date(2026, 3, 8))?))
    });
    assert_eq!(bad, 0);
    for crew in crews.values() {
        let mut once = crew.on.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), crew.on.len());
        assert!(crew.on.len() <= usize::from(crew.needed.max(2)));
    }
}
