use super::{
    PromiseRefusal, acts, alarm, keepers,
    state::{self, Stand},
    store::{self, Absence, Answer, KeptBy, Person},
    substitute,
};
use crate::{
    frame::{AppError, Refusal},
    testing::{
        Answer as Page, Browser, TestApp,
        town::{ctx, written},
    },
};
use ::store::Query as _;
use axum::http::StatusCode;
use domain::{
    access::Role,
    messages::Contact,
    promise::{Cause, Standing},
    schedule::OccurrenceKey,
    shared::{Id, Key, Locale, day_and_minute},
};
use jiff::{ToSpan, civil::Date};

/// A Tuesday, an hour before the drop-in opens at noon.
const MORNING: &str = "2026-03-03T08:00";

fn today(test: &TestApp) -> Date {
    day_and_minute(test.now()).0
}

/// Every promise from today on, for so many days.
async fn stands(test: &TestApp, days: i64) -> Vec<Stand> {
    let (published, now, first) = (test.app.published(test.tenant).await.unwrap(), test.now(), today(test));
    let last = first.checked_add(days.days()).unwrap();
    let read = move |r: &mut ::store::Read| state::stands(r, &published.register, first, last, now);
    test.app.db().read(test.tenant, read).await.unwrap()
}

async fn stand(test: &TestApp, key: &OccurrenceKey) -> Stand {
    let (published, now, key) = (test.app.published(test.tenant).await.unwrap(), test.now(), key.clone());
    let read = move |r: &mut ::store::Read| state::stand(r, &published.register, &key, now);
    test.app.db().read(test.tenant, read).await.unwrap().unwrap()
}

/// The first promise of today that has not begun.
async fn first(test: &TestApp) -> Stand {
    let now = test.now();
    stands(test, 0).await.into_iter().find(|s| s.occurrence.starts_at() > now).unwrap()
}

/// Names a keeper of an occurrence's schedule, and how she is reached.
fn name_keeper(test: &TestApp, key: &OccurrenceKey, name: &str, contact: &str) -> Id {
    let (key, name, contact) = (key.clone(), name.to_owned(), keepers::read_contact(contact).unwrap());
    written(test, move |tx| {
        let id = store::keeper_named(tx, &name)?;
        store::keep(tx, &key.offering, &key.schedule, &KeptBy::Keeper(id))?;
        store::set_contact(tx, id, &contact)?;
        Ok(id)
    })
}

fn colleague(test: &TestApp, name: &str, contact: &str) -> Person {
    let (name, contact) = (name.to_owned(), keepers::read_contact(contact).unwrap());
    written(test, move |tx| {
        let id = store::keeper_named(tx, &name)?;
        store::set_contact(tx, id, &contact)?;
        Ok(Person::Keeper(id))
    })
}

/// What is in the outbox: address and what it says.
fn outbox(test: &TestApp) -> Vec<(String, String)> {
    test.app
        .db()
        .read_blocking(test.tenant, |r| {
            let tenant = r.tenant();
            r.rows(
                "SELECT contact, about FROM message WHERE tenant_id = $1 ORDER BY id",
                &[tenant.into()],
                |row| Ok((row.text(0)?, row.text(1)?)),
            )
            .map_err(AppError::from)
        })
        .unwrap()
}

/// The link in a message, without where the installation is.
fn link_in(text: &str) -> String {
    let from = text.find("/vikar/").unwrap();
    text[from..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect()
}

fn path(stand: &Stand, to: &str) -> String {
    format!("{}/{to}", stand.path())
}

#[tokio::test]
async fn every_page_opens_in_three_languages() {
    let test = TestApp::bergen(MORNING);
    let of = first(&test).await;
    name_keeper(&test, &of.key, "Kari", "kari@eksempel.no");
    let browser = test.signed_in(Role::Coordinator);
    let pages = [
        "/kontor".to_owned(),
        "/kontor/lofte".to_owned(),
        "/kontor/lofte/holdere".to_owned(),
        "/kontor/lofte/varsel".to_owned(),
        of.path(),
        "/kontor/syk".to_owned(),
        "/skranke/syk".to_owned(),
        "/kontor/tall/forutsigbarhet".to_owned(),
        "/kontor/tall/forutsigbarhet.csv".to_owned(),
    ];
    for page in pages {
        for language in ["nb", "nn", "en"] {
            browser.get(&format!("/{language}{page}")).await.ok();
        }
        assert_eq!(
            test.anonymous().get(&page).await.status,
            StatusCode::SEE_OTHER,
            "{page}"
        );
    }
    assert_eq!(test.anonymous().get("/vikar/0123").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        test.signed_in(Role::Helper).get("/kontor/lofte").await.status,
        StatusCode::FORBIDDEN
    );
    test.signed_in(Role::Helper).get("/skranke/syk").await.ok();
}

#[tokio::test]
async fn what_is_published_is_kept_from_the_first_day_and_follows_the_plan_until_it_is_over() {
    let test = TestApp::bergen(MORNING);
    let (from, to) = (today(&test), today(&test).checked_add(40.days()).unwrap());
    let read = move |r: &mut ::store::Read| store::published(r, from, to);
    let published = test.app.db().read_blocking(test.tenant, read).unwrap();
    let last = domain::promise::horizon(from);
    assert!(!published.is_empty());
    assert!(published.iter().all(|p| from <= p.first.day && p.first.day <= last && p.changed_at.is_none()));
    // In the nights after, days further ahead become promises.
    test.at("2026-03-14T03:00");
    written(&test, super::tonight);
    let more = test.app.db().read_blocking(test.tenant, read).unwrap();
    assert!(more.iter().any(|p| p.first.day > last) && more.len() > published.len());
    // What is called off stays as it was first published.
    let key = stands(&test, 7).await.remove(0).key;
    let gone = key.clone();
    written(&test, move |tx| {
        crate::municipality::store::bump_version(tx)?;
        acts::call_off(
            tx,
            &gone,
            &domain::shared::Localized::in_one(Locale::Nb, "Huset er stengt"),
            Cause::Building,
        )
    });
    let now = test.app.db().read_blocking(test.tenant, read).unwrap();
    let p = now.iter().find(|p| p.key == key).unwrap();
    assert_eq!(
        (p.called_off, p.cause, p.first),
        (true, Some(Cause::Building), p.latest)
    );
}

#[tokio::test]
async fn illness_in_the_morning_takes_four_taps_and_the_first_yes_has_the_hour() {
    let test = TestApp::bergen(MORNING);
    let of = first(&test).await;
    assert_eq!(of.standing, Standing::Promised);
    let keeper = name_keeper(&test, &of.key, "Kari", "");
    colleague(&test, "Jonas", "jonas@eksempel.no");
    colleague(&test, "Amina", "900 00 000");
    colleague(&test, "Per", "");
    written(&test, |tx| {
        store::add_alarm_person(tx, "Eva", &keepers::read_contact("eva@eksempel.no").unwrap())
    });
    assert_eq!(stand(&test, &of.key).await.standing, Standing::Crewed);

    let phone = test.signed_in(Role::Coordinator);
    // One: "Noen er borte". Two: who.
    assert!(phone.get("/kontor").await.ok().body.contains("href=\"/kontor/syk\""));
    let who = format!("/kontor/syk?hvem={keeper}");
    assert!(phone.get("/kontor/syk").await.ok().body.contains(&who));
    assert!(phone.get(&who).await.ok().says("Hvor lenge?"));
    // Three: how long.
    let away = phone.post("/kontor/syk", &[("hvem", &keeper.to_string()), ("til", "i-dag")]).await;
    away.to(&format!("{who}&lagret=1"));
    assert_eq!(stand(&test, &of.key).await.standing, Standing::Uncrewed);
    assert_eq!(outbox(&test).len(), 1, "the named person is warned at once");
    // Four: ask everybody.
    phone.post("/kontor/syk/spor", &[("hvem", &keeper.to_string())]).await.to(&format!("{who}&spurt=2"));
    phone.post("/kontor/syk/spor", &[("hvem", &keeper.to_string())]).await.to(&format!("{who}&spurt=0"));
    let links: Vec<(String, String)> = outbox(&test)
        .into_iter()
        .filter(|(_, text)| text.contains("/vikar/"))
        .map(|(to, text)| (to, link_in(&text)))
        .collect();
    assert_eq!(links.len(), 2);
    let jonas = links.iter().find(|(to, _)| to.contains("jonas")).unwrap();
    let amina = links.iter().find(|(to, _)| to.contains("900")).unwrap();
    let reader = test.anonymous();
    assert!(
        reader.get(&jonas.1).await.ok().says("Ja, jeg tar den"),
        "opening a link answers nothing"
    );
    assert_eq!(stand(&test, &of.key).await.standing, Standing::Uncrewed);
    reader.post(&jonas.1, &[("svar", "ja")]).await.to(&format!("{}?svart=1", jonas.1));
    assert!(reader.get(&jonas.1).await.ok().says("Timen er din"));
    assert!(reader.get(&amina.1).await.ok().says("Noen har tatt timen"));
    reader.post(&amina.1, &[("svar", "ja")]).await.to(&format!("{}?svart=1", amina.1));
    let settled = stand(&test, &of.key).await;
    assert_eq!(settled.standing, Standing::Crewed);
    assert_eq!(
        settled.substitutes.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(),
        ["Jonas"]
    );
    let said = outbox(&test);
    assert!(said.iter().any(|(to, text)| to.contains("eva") && text.contains("Jonas tar timen")));
    // A yes that is taken back is an alarm again.
    reader.post(&jonas.1, &[("svar", "nei")]).await.to(&format!("{}?svart=1", jonas.1));
    assert_eq!(stand(&test, &of.key).await.standing, Standing::Uncrewed);
    // She is back before it begins.
    phone.post("/kontor/syk/tilbake", &[("hvem", &keeper.to_string())]).await.to("/kontor/syk");
    assert_eq!(stand(&test, &of.key).await.standing, Standing::Crewed);
    assert!(!stands(&test, 0).await.iter().any(|s| s.missing() > 0));
}

#[tokio::test]
async fn the_desk_may_say_that_somebody_is_away_and_call_off_what_is_today() {
    let test = TestApp::bergen(MORNING);
    let of = first(&test).await;
    let keeper = name_keeper(&test, &of.key, "Kari", "").to_string();
    let desk = test.signed_in(Role::Helper);
    desk.post("/skranke/syk", &[("hvem", &keeper), ("til", "to-uker")])
        .await
        .to(&format!("/skranke/syk?hvem={keeper}&lagret=1"));
    let page = desk.get(&format!("/skranke/syk?hvem={keeper}")).await.ok();
    assert!(page.says("Ingen kan") && page.says("Avlys timen"));
    let form = |key: &OccurrenceKey| {
        vec![
            ("hvem".to_owned(), keeper.clone()),
            ("tilbud".to_owned(), key.offering.to_string()),
            ("plan".to_owned(), key.schedule.to_string()),
            ("dag".to_owned(), key.original.to_string()),
            ("grunn".to_owned(), "syk".to_owned()),
        ]
    };
    let send = async |key: &OccurrenceKey| {
        let form = form(key);
        let pairs: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        desk.post("/skranke/syk/avlys", &pairs).await
    };
    send(&of.key).await.to(&format!("/skranke/syk?hvem={keeper}&lagret=1"));
    assert_eq!(stand(&test, &of.key).await.standing, Standing::CalledOff);
    assert!(test.anonymous().get(&format!("/tilbud/{}", of.key.offering)).await.ok().says("Avlyst"));
    let next = OccurrenceKey {
        original: of.key.original.checked_add(7.days()).unwrap(),
        ..of.key.clone()
    };
    let refused = send(&next).await;
    assert_eq!(refused.status, PromiseRefusal::Over.status());
    assert!(refused.says(&PromiseRefusal::Over.text(Locale::Nb)));
    let page = desk.get("/skranke/syk").await.ok();
    assert!(page.says("Borte"));
}

#[tokio::test]
async fn a_ticket_a_visit_or_an_open_desk_shows_that_the_hour_was_held() {
    for by in ["desk", "ticket", "visit"] {
        let test = TestApp::bergen(MORNING);
        let published = test.app.published(test.tenant).await.unwrap();
        let is_drop_in = |s: &Stand| published.offering(s.key.offering.as_str()).unwrap().kind.is_drop_in();
        let of = stands(&test, 0).await.into_iter().find(is_drop_in).unwrap();
        let place = of.occurrence.place.to_string();
        let start = of.occurrence.start.get() + 10;
        test.at(&format!("2026-03-03T{:02}:{:02}", start / 60, start % 60));
        let desk = test.signed_in(Role::Guide);
        let offering = published.offering_id(&of.key.offering).unwrap().to_string();
        let place_id = published.place_id(&of.occurrence.place).unwrap().to_string();
        for _ in 0..2 {
            let answer = match by {
                "desk" => desk.get(&format!("/skranke?sted={place}")).await,
                "ticket" => desk.post("/skranke/ko/ny", &[("sted", &place), ("etter", "0")]).await,
                _ => {
                    desk.post(
                        "/skranke/henvendelser",
                        &[("place", &place_id), ("offering", &offering)],
                    )
                    .await
                }
            };
            assert!(
                answer.status.is_success() || answer.status.is_redirection(),
                "{by}: {}",
                answer.body
            );
        }
        assert_eq!(stand(&test, &of.key).await.standing, Standing::Held, "{by}");
        let (first, key) = (today(&test), of.key.clone());
        let kept = move |r: &mut ::store::Read| store::evidence(r, first, first);
        let kept = test.app.db().read_blocking(test.tenant, kept).unwrap();
        assert_eq!(kept.get(&key), Some(&true));
    }
}

#[tokio::test]
async fn what_nothing_shows_is_asked_about_the_day_after_and_never_broken_by_itself() {
    let test = TestApp::bergen(MORNING);
    let of = first(&test).await;
    let (key, day) = (of.key.clone(), today(&test));
    let browser = test.signed_in(Role::Coordinator);
    let early = browser.post(&path(&of, "svar"), &[("svar", "ja")]).await;
    assert_eq!(
        early.status,
        StatusCode::CONFLICT,
        "an hour to come is not said anything of"
    );
    test.at("2026-03-04T08:00");
    let browser = test.signed_in(Role::Coordinator);
    assert_eq!(stand(&test, &key).await.standing, Standing::Unknown);
    assert!(browser.get("/kontor").await.ok().says("Var vi der?"));
    browser.post(&path(&of, "svar"), &[("svar", "nobody")]).await.to(&format!("{}?lagret=1", of.path()));
    assert_eq!(stand(&test, &key).await.standing, Standing::Broken);
    let figures = browser.get("/kontor/tall/forutsigbarhet").await.ok();
    assert!(figures.says("Vi fant ingen: 1"), "{}", figures.body);
    browser.post(&path(&of, "svar"), &[("svar", "ja"), ("til", "kontor")]).await.to("/kontor");
    assert_eq!(stand(&test, &key).await.standing, Standing::Held);
    // A fact outweighs what is said later.
    let fact = key.clone();
    written(&test, move |tx| store::hold(tx, &fact));
    let said = key.clone();
    written(&test, move |tx| store::say(tx, &said, false));
    assert_eq!(stand(&test, &key).await.standing, Standing::Held);
    let read = move |r: &mut ::store::Read| store::evidence(r, day, day);
    assert_eq!(
        test.app.db().read_blocking(test.tenant, read).unwrap().get(&key),
        Some(&true)
    );
    let csv = browser.get("/kontor/tall/forutsigbarhet.csv?periode=2026").await.ok();
    assert!(
        csv.body.contains("cause_absence") && csv.body.lines().count() > 2,
        "{}",
        csv.body
    );
}

#[tokio::test]
async fn a_new_hour_on_a_published_offering_needs_somebody_or_the_leaders_reason() {
    let test = TestApp::bergen(MORNING);
    let offering = first(&test).await.key.offering;
    let form = |extra: &'static [(&'static str, &'static str)]| {
        let mut all = vec![
            ("weekdays", "6"),
            ("every", "1"),
            ("start", "10:00"),
            ("end", "11:00"),
            ("place", "hovedbiblioteket"),
            ("guides", "1"),
            ("staffing", "staffed"),
            ("from", "2026-03-03"),
            ("on_school_holidays", "1"),
        ];
        all.extend_from_slice(extra);
        all
    };
    let to = format!("/kontor/tilbud/{offering}/tider/ny?gjentas=uke");
    let coordinator = test.signed_in(Role::Coordinator);
    let nobody = coordinator.post(&to, &form(&[("without", "Vi prøver")])).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.says("kan bare lederen publisere"), "{}", nobody.body);
    let done = format!("/kontor/tilbud/{offering}/tider?lagret=1");
    coordinator.post(&to, &form(&[("keeper", "Kari")])).await.to(&done);
    let kept = test.app.db().read_blocking(test.tenant, |r| store::kept_by(r)).unwrap();
    assert_eq!(kept.len(), 1);
    let (_, plan) = kept.keys().next().unwrap().clone();
    let page = coordinator.get(&format!("/kontor/tilbud/{offering}/tider/{plan}")).await.ok();
    assert!(page.body.contains("value=\"Kari\""));
    let leader = test.signed_in(Role::Leader);
    let mut other = form(&[("without", "Vi prøver i tre uker")]);
    other[0] = ("weekdays", "7");
    leader.post(&to, &other).await.to(&done);
    let kept = test.app.db().read_blocking(test.tenant, |r| store::kept_by(r)).unwrap();
    assert!(kept.values().any(|by| *by == KeptBy::Nobody("Vi prøver i tre uker".to_owned())));
}

#[tokio::test]
async fn publishing_asks_who_keeps_each_schedule() {
    let test = TestApp::bergen(MORNING);
    let of = first(&test).await;
    let offering = of.key.offering.clone();
    let to = format!("/kontor/tilbud/{offering}/publiser");
    let browser = test.signed_in(Role::Coordinator);
    browser.post(&to, &[("publisert", "0")]).await.to(&format!("/kontor/tilbud/{offering}?lagret=1"));
    let page = browser.post(&to, &[("publisert", "1")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let published = test.app.published(test.tenant).await.unwrap();
    let plans: Vec<Key> =
        published.offering(offering.as_str()).unwrap().schedules.iter().map(|s| s.key.clone()).collect();
    let names: Vec<String> = plans.iter().map(|plan| format!("holder-{plan}")).collect();
    let mut form = vec![("publisert", "1")];
    form.extend(names.iter().map(|name| (name.as_str(), "Kari")));
    browser.post(&to, &form).await.to(&format!("/kontor/tilbud/{offering}?lagret=1"));
    assert_eq!(stand(&test, &of.key).await.standing, Standing::Crewed);
    // Taken down and put out again, nothing is asked.
    browser.post(&to, &[("publisert", "0")]).await.to(&format!("/kontor/tilbud/{offering}?lagret=1"));
    browser.post(&to, &[("publisert", "1")]).await.to(&format!("/kontor/tilbud/{offering}?lagret=1"));
}

#[tokio::test]
async fn an_hour_is_moved_shortened_called_off_or_taken_by_somebody_the_coordinator_found() {
    let test = TestApp::bergen(MORNING);
    let of = first(&test).await;
    name_keeper(&test, &of.key, "Kari", "");
    let browser = test.signed_in(Role::Coordinator);
    let day = of.occurrence.date.to_string();
    let bad = browser
        .post(
            &path(&of, "flytt"),
            &[("dag", &day), ("fra", "14:00"), ("til", "13:00")],
        )
        .await;
    assert_eq!(bad.status, PromiseRefusal::BadTime.status());
    assert!(bad.says(&PromiseRefusal::BadTime.text(Locale::Nb)));
    let clock = |m: domain::shared::Minute| format!("{:02}:{:02}", m.get() / 60, m.get() % 60);
    let start = clock(of.occurrence.start);
    let end = clock(domain::shared::Minute::new(of.occurrence.end.get() - 30).unwrap());
    browser
        .post(&path(&of, "flytt"), &[("dag", &day), ("fra", &start), ("til", &end)])
        .await
        .to(&format!("{}?lagret=1", of.path()));
    let shorter = stand(&test, &of.key).await;
    assert_eq!(clock(shorter.occurrence.end), end);
    let (from, key) = (today(&test), of.key.clone());
    let read = move |r: &mut ::store::Read| store::published(r, from, from);
    let kept = test.app.db().read_blocking(test.tenant, read).unwrap();
    let p = kept.iter().find(|p| p.key == key).unwrap();
    assert_eq!((p.first.end, p.cause), (of.occurrence.end, Some(Cause::Moved)));

    let keeper = shorter.keeper.unwrap().id;
    let away = Absence {
        keeper,
        first: from,
        last: from,
    };
    written(&test, move |tx| store::away(tx, away));
    let empty = browser.post(&path(&of, "tar"), &[("navn", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    browser.post(&path(&of, "tar"), &[("navn", "Nina")]).await.to(&format!("{}?lagret=1", of.path()));
    browser.post(&path(&of, "tar"), &[("navn", "Ola")]).await.to(&format!("{}?opptatt=1", of.path()));
    assert_eq!(stand(&test, &of.key).await.standing, Standing::Crewed);
    for _ in 0..2 {
        browser.post(&path(&of, "avlys"), &[("grunn", "bygg")]).await.to(&format!("{}?lagret=1", of.path()));
    }
    assert_eq!(stand(&test, &of.key).await.standing, Standing::CalledOff);
    let over = browser.post(&path(&of, "tar"), &[("navn", "Nina")]).await;
    assert_eq!(over.status, PromiseRefusal::Over.status());
}

#[tokio::test]
async fn of_any_number_who_say_yes_at_once_one_has_the_hour() {
    let test = TestApp::bergen(MORNING);
    let of = first(&test).await;
    let keeper = name_keeper(&test, &of.key, "Kari", "");
    let day = today(&test);
    written(&test, move |tx| {
        store::away(
            tx,
            Absence {
                keeper,
                first: day,
                last: day,
            },
        )
    });
    let mut asked = Vec::new();
    for n in 0..8u8 {
        let who = colleague(&test, &format!("Nummer {n}"), "");
        let (key, name) = (of.key.clone(), format!("Nummer {n}"));
        written(&test, move |tx| store::ask(tx, &key, who, &name, &[n; 32]).map(|_| ()));
        asked.push(n);
    }
    let published = test.app.published(test.tenant).await.unwrap();
    let all: Vec<_> = asked
        .into_iter()
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
    assert_eq!(stand(&test, &of.key).await.substitutes.len(), 1);
}

#[tokio::test]
async fn substitutes_are_ranked_with_reasons_and_those_who_are_busy_or_away_last() {
    let test = TestApp::bergen(MORNING);
    let of = first(&test).await;
    let keeper = name_keeper(&test, &of.key, "Kari", "");
    let other = stands(&test, 6)
        .await
        .into_iter()
        .find(|s| s.key.offering == of.key.offering && s.key.schedule != of.key.schedule);
    if let Some(other) = &other {
        name_keeper(&test, &other.key, "Jonas", "jonas@eksempel.no");
    }
    colleague(&test, "Amina", "amina@eksempel.no");
    let sick = colleague(&test, "Syver", "syver@eksempel.no");
    let day = today(&test);
    let Person::Keeper(sick) = sick else { unreachable!() };
    for who in [keeper, sick] {
        written(&test, move |tx| {
            store::away(
                tx,
                Absence {
                    keeper: who,
                    first: day,
                    last: day,
                },
            )
        });
    }
    let (published, now, of) = (
        test.app.published(test.tenant).await.unwrap(),
        test.now(),
        stand(&test, &of.key).await,
    );
    let read = move |r: &mut ::store::Read| substitute::candidates(r, &published.register, &of, now);
    let names: Vec<(String, bool)> = test
        .app
        .db()
        .read_blocking(test.tenant, read)
        .unwrap()
        .into_iter()
        .map(|c| (c.name.clone(), c.can()))
        .collect();
    let mut expected = vec![("Amina".to_owned(), true), ("Syver".to_owned(), false)];
    if other.is_some() {
        expected.insert(0, ("Jonas".to_owned(), true));
    }
    assert_eq!(names, expected);
}

#[tokio::test]
async fn alarms_are_given_once_to_the_named_people_and_people_are_forgotten_in_time() {
    let test = TestApp::bergen(MORNING);
    let of = first(&test).await;
    let keeper = name_keeper(&test, &of.key, "Kari", "");
    let browser = test.signed_in(Role::Coordinator);
    let save = |fields: &'static [(&'static str, &'static str)]| browser.post("/kontor/lofte/varsel", fields);
    assert_eq!(save(&[("dager", "40")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        save(&[("dager", "5"), ("navn", "Eva")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        save(&[("dager", "5"), ("kontakt", "eva@eksempel.no")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        save(&[("dager", "5"), ("navn", "Eva"), ("kontakt", "53 03 00 00")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        save(&[("dager", "5"), ("navn", "Eva"), ("kontakt", "eva")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    save(&[("dager", "5"), ("navn", "Eva"), ("kontakt", "eva@eksempel.no")])
        .await
        .to("/kontor/lofte/varsel?lagret=1");
    let day = today(&test);
    written(&test, move |tx| {
        store::away(
            tx,
            Absence {
                keeper,
                first: day,
                last: day.checked_add(20.days()).unwrap(),
            },
        )
    });
    for _ in 0..2 {
        written(&test, super::tonight);
    }
    let told = outbox(&test);
    assert_eq!(told.len(), 1, "{told:?}");
    let people = test.app.db().read_blocking(test.tenant, |r| store::alarm_people(r)).unwrap();
    assert!(matches!(people.as_slice(), [one] if one.name == "Eva" && matches!(one.contact, Contact::Email(_))));
    let remove = format!("/kontor/lofte/varsel/{}/fjern", people[0].id);
    for _ in 0..2 {
        browser.post(&remove, &[]).await.to("/kontor/lofte/varsel?lagret=1");
    }
    let left = |test: &TestApp| {
        let today = today(test);
        test.app.db().read_blocking(test.tenant, move |r| super::left_before(r, today)).unwrap()
    };
    test.at("2026-05-20T08:00");
    assert_eq!(left(&test), 1);
    written(&test, super::tonight);
    assert_eq!(left(&test), 0);
}

#[tokio::test]
async fn keepers_are_written_on_one_page_and_contacts_are_checked() {
    let test = TestApp::minimal(MORNING);
    let of = stands(&test, 13).await.remove(0);
    let browser = test.signed_in(Role::Coordinator);
    assert!(browser.get("/nb/kontor").await.ok().says("Hvem holder timene?"));
    let name = format!("holder-{}/{}", of.key.offering, of.key.schedule);
    let save = async |fields: &[(&str, &str)]| browser.post("/kontor/lofte/holdere", fields).await;
    save(&[(&name, "Kari")]).await.to("/kontor/lofte/holdere?lagret=1");
    assert_eq!(stand(&test, &of.key).await.standing, Standing::Crewed);
    let keepers = test.app.db().read_blocking(test.tenant, |r| store::keepers(r)).unwrap();
    let reach = format!("nar-{}", keepers[0].id);
    let wrong = save(&[(&name, "Kari"), (&reach, "123")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let id_number = save(&[(&name, "13 05 70 12 34 5"), (&reach, "")]).await;
    assert!(matches!(
        id_number.status,
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::SEE_OTHER
    ));
    save(&[(&name, "Kari"), (&reach, "kari@eksempel.no")]).await.to("/kontor/lofte/holdere?lagret=1");
    save(&[(&name, ""), (&reach, "")]).await.to("/kontor/lofte/holdere?lagret=1");
    assert_eq!(stand(&test, &of.key).await.standing, Standing::Promised);
}

#[tokio::test]
async fn every_refusal_says_what_happened_and_what_to_do_in_three_languages() {
    for refusal in [PromiseRefusal::Over, PromiseRefusal::BadTime, PromiseRefusal::NotReady, PromiseRefusal::NotAGuide]
    {
        assert!(refusal.code().starts_with("promise."));
        for l in Locale::ALL {
            assert!(!refusal.text(l).is_empty() && !refusal.hint(l).is_empty());
        }
    }
}

#[tokio::test]
async fn a_question_about_one_person_is_asked_by_the_coordinator() {
    let test = TestApp::bergen(MORNING);
    let of = first(&test).await;
    let keeper = name_keeper(&test, &of.key, "Kari", "");
    let jonas = colleague(&test, "Jonas", "jonas@eksempel.no");
    let day = today(&test);
    written(&test, move |tx| {
        store::away(
            tx,
            Absence {
                keeper,
                first: day,
                last: day,
            },
        )
    });
    let browser: Browser = test.signed_in(Role::Coordinator);
    browser
        .post(&path(&of, "spor"), &[("hvem", &jonas.code())])
        .await
        .to(&format!("{}?spurt=1", of.path()));
    let page: Page = browser.get(&format!("{}?spurt=1", of.path())).await.ok();
    assert!(page.says("Spurt, har ikke svart"));
    let unknown = Person::Keeper(Id([9; 16])).code();
    assert_eq!(
        browser.post(&path(&of, "spor"), &[("hvem", &unknown)]).await.status,
        StatusCode::NOT_FOUND
    );
    // The alarm is given with the hour's own name.
    let published = test.app.published(test.tenant).await.unwrap();
    written(&test, move |tx| {
        alarm::give(tx, &published.register, "https://eksempel.no/kontor/lofte")
    });
    let alarms = test.app.db().read_blocking(test.tenant, move |r| store::alarms(r, day)).unwrap();
    assert!(alarms.contains(&of.key));
}

#[tokio::test]
async fn no_way_puts_a_guide_without_her_papers_on_an_hour() {
    use domain::guides::{Guide, GuideKind, Limits, Wishes};
    let test = TestApp::bergen(MORNING);
    let of = first(&test).await;
    let keeper = name_keeper(&test, &of.key, "Kari", "");
    let day = today(&test);
    let id = Id([7; 16]);
    written(&test, move |tx| {
        let guide = Guide {
            id,
            name: "Jonas".to_owned(),
            kind: GuideKind::Volunteer,
            organisation: None,
            contact: keepers::read_contact("jonas@eksempel.no").unwrap(),
            languages: vec!["nb".to_owned()],
            competences: Vec::new(),
            limits: Limits::default(),
            wishes: Wishes::default(),
            account: None,
            since: day,
            left: None,
        };
        crate::guides::store::put(
            tx,
            &crate::guides::store::Person {
                guide,
                reads: Locale::Nb,
                erased: false,
            },
        )?;
        assert!(!crate::guides::gate_of(tx, id, day)?.may_guide());
        store::away(
            tx,
            Absence {
                keeper,
                first: day,
                last: day,
            },
        )?;
        Ok(())
    });
    let browser = test.signed_in(Role::Coordinator);
    let page = browser.get(&of.path()).await.ok();
    assert!(page.says("papirene er ikke i orden"), "{}", page.body);
    // Asked by name, written by hand, named as the one who keeps it, or by her own yes: each is refused.
    let ask = browser.post(&path(&of, "spor"), &[("hvem", &Person::Guide(id).code())]).await;
    assert_eq!(ask.status, StatusCode::NOT_FOUND);
    let refused = |page: &Page| {
        assert_eq!(page.status, PromiseRefusal::NotReady.status(), "{}", page.body);
        assert!(page.says(&PromiseRefusal::NotReady.text(Locale::Nb)));
    };
    refused(&browser.post(&path(&of, "tar"), &[("navn", "Jonas")]).await);
    let field = format!("holder-{}/{}", of.key.offering, of.key.schedule);
    refused(&browser.post("/kontor/lofte/holdere", &[(&field, "Jonas")]).await);
    let key = of.key.clone();
    written(&test, move |tx| {
        store::ask(tx, &key, Person::Guide(id), "Jonas", &substitute::token_hash("a")).map(|_| ())
    });
    refused(&test.anonymous().post("/vikar/a", &[("svar", "ja")]).await);
    assert_eq!(stand(&test, &of.key).await.standing, Standing::Uncrewed);
}
