use super::store::{Side, disagreements};
use crate::{
    frame::AppError,
    testing::{TestApp, example},
    visits::{
        self,
        counts::{self, Choice},
    },
};
use axum::http::StatusCode;
use domain::{
    access::Role,
    offerings::Topic,
    register::Register,
    shared::{Id, Locale, Minute, PartOfDay, instant_of},
    statistics::{Audience, Dimension, Period, PeriodKind},
    visits::{AgeBand, Outcome, ReferredTo, TopicSet, Visit},
};
use jiff::{ToSpan, civil::Date};
use std::{collections::BTreeMap, io::Read as _};

use ::store::{Actor, Query as _, WriteCtx, params};

const TODAY: &str = "2026-05-12T12:15";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The stored identities of the first place and the first offering.
async fn here(test: &TestApp) -> (Id, Id) {
    let published = test.app.published(test.tenant).await.unwrap();
    let place = published.place_id(&published.register.places[0].key).unwrap();
    let offering = published.offering_id(&published.register.offerings[0].key).unwrap();
    (place, offering)
}

/// Registers visits, each on its own day, through the visits' own door.
fn register(test: &TestApp, visits: &[Visit]) {
    let mut by_day: BTreeMap<Date, Vec<Visit>> = BTreeMap::new();
    for visit in visits {
        by_day.entry(visit.day).or_default().push(visit.clone());
    }
    for (day, visits) in by_day {
        let ctx = WriteCtx {
            tenant: test.tenant,
            actor: Actor::Person([7; 16]),
            now: instant_of(day, Minute::new(720).unwrap()),
        };
        let work = move |tx: &mut ::store::Tx| {
            for visit in &visits {
                let id = Id(tx.random_id());
                visits::store::register(tx, visit, id)?;
            }
            Ok::<_, AppError>(())
        };
        test.app.db().write_blocking(ctx, work).unwrap();
    }
}

/// The beginning of a line of a table.
fn row(name: &str, figure: &str) -> String {
    format!("<th scope=\"row\">{name}</th><td class=\"n\">{figure}</td>")
}

/// So many equal visits on a day about a topic.
fn about(at: (Id, Id), on: &str, topic: Topic, count: u32) -> Visit {
    let mut visit = Visit::blank(day(on), at.0, at.1);
    visit.topics = TopicSet::of(&[topic]);
    visit.part_of_day = Some(PartOfDay::Morning);
    visit.outcome = Outcome::Solved;
    visit.count = count;
    visit
}

/// Visits that vary in everything, over a year and a bit.
fn mixed(at: (Id, Id)) -> Vec<Visit> {
    let varied = |i: i32| {
        let pick = |n: usize| usize::try_from(i).unwrap() % n;
        let mut visit = Visit::blank(day("2025-01-05").saturating_add((i * 7).days()), at.0, at.1);
        visit.part_of_day = [None, Some(PartOfDay::Morning), Some(PartOfDay::Evening)][pick(3)];
        visit.topics =
            [TopicSet::EMPTY, TopicSet::of(&[Topic::Nav, Topic::Email]), TopicSet::of(&[Topic::Tax])][pick(3)];
        visit.age_band = AgeBand::ALL[pick(10)];
        visit.outcome = Outcome::ALL[pick(7)];
        visit.referred_to = [None, ReferredTo::parse("door:nav")][pick(2)].clone();
        visit.boundary = [None, Some("fill_in_application".to_owned())][pick(2)].clone();
        visit.count = u32::try_from(i % 5).unwrap() + 1;
        visit
    };
    (0..70).map(varied).collect()
}

fn read<T: Send + 'static>(
    test: &TestApp,
    f: impl FnMut(&mut ::store::Read) -> Result<T, ::store::Fault> + Send + 'static,
) -> T {
    test.app.db().read_blocking(test.tenant, f).unwrap()
}

#[tokio::test]
async fn only_those_who_may_see_figures_do() {
    let test = TestApp::minimal(TODAY);
    let pages = [
        "/kontor/tall",
        "/kontor/tall.csv",
        "/kontor/tall.xlsx",
        "/kontor/tall/topic",
        "/kontor/tall/topic.csv",
    ];
    for page in pages {
        assert_eq!(test.anonymous().get(page).await.status, StatusCode::SEE_OTHER, "{page}");
        for (role, status) in [
            (Role::Guide, StatusCode::FORBIDDEN),
            (Role::PrivacyOfficer, StatusCode::FORBIDDEN),
            (Role::Coordinator, StatusCode::OK),
            (Role::Leader, StatusCode::OK),
        ] {
            assert_eq!(test.signed_in(role).get(page).await.status, status, "{page} {role:?}");
        }
    }
    assert_eq!(
        test.signed_in(Role::Guide).get("/kontor/dekning").await.status,
        StatusCode::FORBIDDEN
    );
    let nothing = test.signed_in(Role::Coordinator).get("/kontor/tall/navn").await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_overview_says_what_it_shows() {
    let test = TestApp::bergen(TODAY);
    let at = here(&test).await;
    register(
        &test,
        &[
            about(at, "2025-01-07", Topic::ElectronicId, 60),
            about(at, "2025-03-04", Topic::ElectronicId, 100),
            about(at, "2025-11-04", Topic::ElectronicId, 90),
            about(at, "2026-03-03", Topic::ElectronicId, 214),
            about(at, "2026-03-03", Topic::Nav, 4),
            about(at, "2026-04-07", Topic::Email, 5),
        ],
    );
    let page = test.signed_in(Role::Coordinator).get("/kontor/tall").await.ok();
    assert!(
        page.says("223 henvendelser, 63 flere enn på samme tid i fjor."),
        "{}",
        page.body
    );
    assert!(page.says("Flere spør om «BankID og innlogging» enn på samme tid i fjor: 214 mot 160."));
    assert!(page.says("Travlest var mars 2026, med 218 henvendelser."));
    assert!(page.says("Flest kommer tirsdag før kl. 12, med 223 henvendelser."));
    assert!(page.body.contains(&row("NAV", "færre enn 5")), "{}", page.body);
    assert!(page.body.contains(&row("E-post", "5")));
    for (locale, words) in [("nn", "223 førespurnader"), ("en", "223 visits")] {
        let page = test.signed_in(Role::Coordinator).get(&format!("/{locale}/kontor/tall")).await.ok();
        assert!(page.says(words), "{}", page.body);
    }
    let full = test.signed_in(Role::Leader).get("/kontor/tall?periode=2025").await.ok();
    assert!(full.says("250 henvendelser") && !full.says("året før"), "{}", full.body);
}

#[tokio::test]
async fn a_service_is_not_compared_with_the_time_before_it_was() {
    let test = TestApp::bergen(TODAY);
    let at = here(&test).await;
    let leader = test.signed_in(Role::Leader);
    register(
        &test,
        &[about(at, "2025-11-04", Topic::ElectronicId, 12), about(at, "2026-03-03", Topic::ElectronicId, 1400)],
    );
    for page in ["/kontor/tall?periode=2026", "/kontor/tall/topic?periode=2026", "/kontor/tall?periode=2025"] {
        let page = leader.get(page).await.ok();
        assert!(
            !page.body.contains("\u{a0}%") && !page.says("enn samme tid"),
            "{}",
            page.body
        );
    }
    let months = leader.get("/kontor/tall?periode=2026-03&mot=2025-11").await.ok();
    assert!(
        months.says("1 388 flere") || months.says("1\u{a0}388 flere"),
        "{}",
        months.body
    );
}

#[tokio::test]
async fn four_is_hidden_and_five_is_not() {
    let test = TestApp::minimal(TODAY);
    let at = here(&test).await;
    register(
        &test,
        &[about(at, "2026-05-05", Topic::Nav, 4), about(at, "2026-05-05", Topic::Email, 5)],
    );
    let leader = test.signed_in(Role::Leader);
    let csv = leader.get("/kontor/tall/topic.csv?periode=2026-05-05").await.ok();
    let lines: Vec<&str> = csv.body.lines().collect();
    assert!(lines.contains(&"E-post,5,5"), "{}", csv.body);
    assert!(lines.contains(&"NAV,færre enn 5,færre enn 5"), "{}", csv.body);
    let semicolons = leader.get("/kontor/tall/topic.csv?periode=2026-05-05&skille=semikolon").await.ok();
    assert!(semicolons.body.starts_with("\u{feff}Tema;"), "{}", semicolons.body);
    assert_eq!(
        semicolons.headers.get("content-disposition").unwrap(),
        "attachment; filename=\"tall-topic-2026-05-05.csv\""
    );
}

#[tokio::test]
async fn own_totals_are_shown_inside_and_hidden_in_what_leaves() {
    let test = TestApp::minimal(TODAY);
    let at = here(&test).await;
    register(&test, &[about(at, "2026-05-05", Topic::Nav, 3)]);
    let leader = test.signed_in(Role::Leader);
    let page = leader.get("/kontor/tall/place?periode=2026-W19").await.ok();
    let (inside, paper) = page.body.split_once("class=\"print-only\"").unwrap();
    assert!(inside.contains("<td class=\"n\">3</td>"), "{inside}");
    assert!(
        !paper.contains("<td class=\"n\">3</td>") && paper.contains("færre enn 5"),
        "{paper}"
    );
    let by_day = leader.get("/kontor/tall/place?periode=2026-05-05").await.ok();
    assert!(by_day.says("færre enn 5"), "{}", by_day.body);
    for file in ["/kontor/tall.csv?periode=2026-W19", "/kontor/tall/place.csv?periode=2026-W19"] {
        let csv = leader.get(file).await.ok();
        assert!(
            csv.body.contains("færre enn 5") && !csv.body.contains(",3"),
            "{}",
            csv.body
        );
    }
}

#[tokio::test]
async fn nothing_in_a_file_is_a_formula() {
    let mut minimal = example("minimal");
    for locale in Locale::ALL {
        *minimal.places[0].name.get_mut(locale) = "=HYPERLINK(\"https://example.org\")".to_owned();
    }
    let test = TestApp::with(&minimal, TODAY);
    let at = here(&test).await;
    register(&test, &[about(at, "2026-05-05", Topic::Nav, 30)]);
    let leader = test.signed_in(Role::Leader);
    let csv = leader.get("/kontor/tall.csv").await.ok();
    assert!(
        csv.body.contains("\r\n\"'=HYPERLINK(\"\"https://example.org\"\")\""),
        "{}",
        csv.body
    );
    let book = unpack(&leader.get("/kontor/tall.xlsx").await.ok().bytes);
    assert!(book.values().all(|text| !text.contains("<f>")));
    assert!(book["xl/sharedStrings.xml"].contains("=HYPERLINK"));
}

/// The parts of a workbook.
fn unpack(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).unwrap();
        let mut text = String::new();
        let name = file.name().unwrap().into_owned();
        file.read_to_string(&mut text).unwrap();
        parts.insert(name, text);
    }
    parts
}

/// Whether every element that is opened is closed, in order.
fn is_well_formed(xml: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for tag in xml.split('<').skip(1) {
        let Some((tag, _)) = tag.split_once('>') else {
            return false;
        };
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        if tag.starts_with('?') || tag.ends_with('/') {
            continue;
        }
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else {
            open.push(name);
        }
    }
    open.is_empty()
}

#[tokio::test]
async fn the_workbook_opens() {
    let test = TestApp::bergen(TODAY);
    let at = here(&test).await;
    register(&test, &mixed(at));
    let answer = test.signed_in(Role::Coordinator).get("/kontor/tall.xlsx?periode=2025").await.ok();
    assert!(answer.headers.get("content-type").unwrap().to_str().unwrap().contains("spreadsheetml"));
    let book = unpack(&answer.bytes);
    assert!(book.iter().all(|(name, xml)| !name.ends_with("xml") || is_well_formed(xml)));
    let sheets = book.keys().filter(|name| name.starts_with("xl/worksheets/sheet")).count();
    assert_eq!(sheets, Dimension::ALL.len() + 1);
    assert!(book["xl/worksheets/sheet2.xml"].contains("state=\"frozen\""));
    assert!(book["xl/styles.xml"].contains("#,##0"), "{}", book["xl/styles.xml"]);
    assert!(book["docProps/core.xml"].contains("Tall – 2025"));
    assert!(book["docProps/custom.xml"].contains("nb-NO"));
    assert!(book["xl/workbook.xml"].contains("name=\"Tema\""));
}

#[tokio::test]
async fn the_kept_rows_and_the_visits_give_the_same_figures() {
    let test = TestApp::bergen(TODAY);
    let at = here(&test).await;
    let list = mixed(at);
    register(&test, &list);
    let in_2025: u64 = list.iter().filter(|v| v.day.year() == 2025).map(|v| u64::from(v.count)).sum();
    let (first, last) = (day("2025-01-01"), day("2025-12-31"));
    for choice in [
        Choice::default(),
        Choice {
            place: Some(at.0),
            offering: Some(at.1),
        },
    ] {
        for dimension in Dimension::ALL {
            let (months, days) = read(&test, move |r| {
                let months = counts::by_month(r, first, last.first_of_month(), choice, &[dimension])?;
                Ok((months, counts::by_day(r, first, last, choice, dimension)?))
            });
            let sums = |rows: &[domain::statistics::RollupRow]| {
                let mut sums: BTreeMap<(Date, String), u64> = BTreeMap::new();
                for row in rows {
                    *sums.entry((row.day.first_of_month(), row.value.clone())).or_default() += row.n;
                }
                sums
            };
            assert_eq!(sums(&months), sums(&days), "{dimension:?}");
            if !dimension.is_multi_valued() {
                assert_eq!(months.iter().map(|r| r.n).sum::<u64>(), in_2025, "{dimension:?}");
            }
        }
    }
    let nowhere = Choice {
        place: Some(Id([9; 16])),
        offering: None,
    };
    assert!(
        read(&test, move |r| counts::by_month(
            r,
            first,
            last,
            nowhere,
            &Dimension::ALL
        ))
        .is_empty()
    );
    assert!(read(&test, move |r| counts::by_month(r, first, last, Choice::default(), &[])).is_empty());
}

#[tokio::test]
async fn a_period_that_begins_inside_a_month_counts_every_day_once() {
    let test = TestApp::bergen(TODAY);
    let at = here(&test).await;
    let list = mixed(at);
    register(&test, &list);
    for code in [
        "2025",
        "2025-03",
        "2025-W10",
        "2025-02-10..2025-11-20",
        "2025-03-03..2025-03-05",
        "2025-02-20..2025-03-10",
    ] {
        let period = Period::parse(code).unwrap();
        let expected: u64 = list.iter().filter(|v| period.contains(v.day)).map(|v| u64::from(v.count)).sum();
        for kind in [PeriodKind::Week, PeriodKind::Month, PeriodKind::Custom] {
            let side = read(&test, move |r| {
                Side::read(r, period, period.buckets(kind), Choice::default(), &Dimension::ALL)
            });
            for dimension in Dimension::ALL.into_iter().filter(|d| !d.is_multi_valued()) {
                let table = side.over_time(dimension, Audience::Service);
                assert_eq!(table.total.number(), Some(expected), "{code} {kind:?} {dimension:?}");
            }
            assert_eq!(side.total(Audience::Service).number(), Some(expected), "{code}");
        }
    }
}

#[tokio::test]
async fn the_figures_agree_with_the_visits_or_it_is_said_where_not() {
    let test = TestApp::bergen(TODAY);
    let at = here(&test).await;
    register(&test, &mixed(at));
    assert_eq!(read(&test, |r| disagreements(r)), []);
    let ctx = WriteCtx {
        tenant: test.tenant,
        actor: Actor::System,
        now: test.now(),
    };
    let spoil = |tx: &mut ::store::Tx| {
        let sql =
            "UPDATE visit_month SET n = n + 2 WHERE tenant_id = $1 AND dimension = $2 AND value = $3 AND month = $4";
        let month = crate::frame::days(day("2025-02-01"));
        assert_eq!(tx.exec(sql, &params![tx.tenant(), "topic", "nav", month])?, 1);
        tx.exec(
            "DELETE FROM visit_day WHERE tenant_id = $1 AND day = $2",
            &params![tx.tenant(), crate::frame::days(day("2025-01-12"))],
        )
    };
    test.app.db().write_blocking::<_, ::store::Fault, _>(ctx, spoil).unwrap();
    let found = read(&test, |r| disagreements(r));
    let told: Vec<_> = found.iter().map(|d| (d.key.period.code(), d.key.value.as_str(), d.kept - d.counted)).collect();
    assert_eq!(
        told,
        [("2025-01-12".to_owned(), "morning", -2), ("2025-02".to_owned(), "nav", 2)]
    );
}

fn elsewhere() -> Register {
    let mut other = example("minimal");
    other.municipality.number = example("bergen").municipality.number;
    other
}

#[tokio::test]
async fn another_municipalitys_figures_are_never_shown() {
    let mut test = TestApp::with(&example("minimal"), TODAY);
    let first = test.tenant;
    let other = test.add(&elsewhere());
    test.tenant = other;
    let at = here(&test).await;
    register(&test, &[about(at, "2026-05-05", Topic::Nav, 77)]);
    test.tenant = first;
    let at = here(&test).await;
    register(&test, &[about(at, "2026-05-05", Topic::Nav, 12)]);
    let number = |t: i64| test.app.tenants().all().iter().find(|x| x.id == t).map(|x| x.number.clone()).unwrap();
    let leader = test.signed_in(Role::Leader);
    let own = leader.get(&format!("/k/{}/kontor/tall.csv", number(first))).await.ok();
    assert!(own.body.contains("12") && !own.body.contains("77"), "{}", own.body);
    let theirs = leader.get(&format!("/k/{}/kontor/tall", number(other))).await;
    assert_eq!(theirs.status, StatusCode::SEE_OTHER);
    assert_eq!(read(&test, |r| disagreements(r)), []);
}

#[tokio::test]
async fn every_page_of_figures_answers_in_every_language() {
    let test = TestApp::bergen(TODAY);
    let at = here(&test).await;
    register(&test, &mixed(at));
    let leader = test.signed_in(Role::Leader);
    for language in ["", "/nn", "/en"] {
        for dimension in Dimension::ALL {
            let page = leader
                .get(&format!(
                    "{language}/kontor/tall/{}?periode=2025&per=uke",
                    dimension.code()
                ))
                .await
                .ok();
            assert_eq!(page.body.matches("<h1").count(), 1);
            assert!(!page.body.contains("statistics-"), "{dimension:?}");
        }
    }
    for odd in [
        "periode=2030",
        "periode=x&mot=y&sted=z&tilbud=q&per=r&skille=s",
        "fra=2026-03-01&til=2026-01-01",
        "mot=forrige&periode=2026-05",
        "mot=2025-W10&periode=2026-W10",
        "mot_fra=2025-01-01&mot_til=2025-02-01&periode=2026-05-12",
        "periode=2026-05-12&mot=forrige",
    ] {
        leader.get(&format!("/kontor/tall?{odd}")).await.ok();
        leader.get(&format!("/kontor/tall/age_band?{odd}")).await.ok();
    }
    let place = test.app.published(test.tenant).await.unwrap().register.places[0].key.clone();
    let narrowed = leader.get(&format!("/nb/kontor/tall?sted={place}")).await.ok();
    assert!(narrowed.says("Bare "), "{}", narrowed.body);
}

#[tokio::test]
async fn what_is_missing_of_the_recommendation_is_named() {
    let test = TestApp::bergen(TODAY);
    let page = test.signed_in(Role::Coordinator).get("/kontor/dekning").await.ok();
    assert!(
        page.says("Kommunen har ikke bekreftet at de ansatte har kompetansen."),
        "{}",
        page.body
    );
    assert!(page.says("7 av 8 er på plass."), "{}", page.body);
    let coordinator = test.signed_in(Role::Coordinator);
    for _ in 0..2 {
        let _ = coordinator.post("/kontor/dekning", &[("holder", "ja")]).await.to("/kontor/dekning");
    }
    let page = coordinator.get("/kontor/dekning").await.ok();
    assert!(
        page.says("Alt er på plass: 8 av 8.") && page.says("av koordinatoren."),
        "{}",
        page.body
    );
    let _ = coordinator.post("/kontor/dekning", &[("holder", "nei")]).await.to("/kontor/dekning");
    assert!(coordinator.get("/kontor/dekning").await.ok().says("7 av 8 er på plass."));
    let reader = test.signed_in(Role::PrivacyOfficer);
    assert!(!reader.get("/kontor/dekning").await.ok().body.contains("name=\"holder\""));
    assert_eq!(
        reader.post("/kontor/dekning", &[("holder", "ja")]).await.status,
        StatusCode::FORBIDDEN
    );
    let mut closed = example("minimal");
    closed.offerings.iter_mut().for_each(|o| o.published = false);
    let test = TestApp::with(&closed, TODAY);
    let page = test.signed_in(Role::Coordinator).get("/nn/kontor/dekning").await.ok();
    assert!(
        page.says("Kommunen har tilbod, men ingen av dei er publiserte."),
        "{}",
        page.body
    );
    assert!(page.body.contains("/nn/kontor/tilbud"));
}
