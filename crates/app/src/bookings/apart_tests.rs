//! Nobody can find out from the database what an appointment became: no value leads from those who booked to the visits they
//! made, and no order does.

use crate::testing::{Browser, TestApp};
use domain::{access::Role, offerings::Topic, shared::Id, visits::TopicSet};
use std::collections::{BTreeMap, HashMap};

/// What is stored of those who book, and what is stored of visits.
const BOOKED: [&str; 5] = ["booking", "appointment", "claim", "message", "booking_month"];
const VISITED: [&str; 5] = ["visit_open", "visit", "visit_receipt", "visit_month", "visit_day"];

/// How many appointments become visits.
const N: usize = 16;

fn values(body: &str, name: &str) -> Vec<String> {
    let mark = format!("name=\"{name}\" value=\"");
    body.split(&mark).skip(1).filter_map(|rest| rest.split('"').next()).map(ToOwned::to_owned).collect()
}

/// Four guides have four appointments each on Tuesday; the addresses of all of them, in the order they begin.
async fn book_all(test: &TestApp, guide: &Browser) -> Vec<String> {
    let mut all = Vec::new();
    for n in 0..N {
        let page = guide.get("/skranke/timer/ny?sted=innbyggerservice").await.ok();
        let (key, tid) = (
            values(&page.body, "nokkel").remove(0),
            values(&page.body, "tid").remove(0),
        );
        let (name, phone) = (format!("Gjest {n}"), format!("9000{:04}", 1000 + n * 7));
        let fields = [
            ("nokkel", key.as_str()),
            ("tilbud", "en-til-en"),
            ("hvordan", "phone"),
            ("tid", &tid),
            ("navn", &name),
            ("mate", "sms"),
            ("telefon", &phone),
        ];
        let sent = guide.post("/skranke/timer/ny", &fields).await;
        all.push(sent.location().split('?').next().unwrap().to_owned());
        test.later(1);
    }
    all
}

/// What is done for the `n`-th of all: no two alike, and in no order that follows the appointments.
fn topics(n: usize) -> Vec<Topic> {
    // 5 is without a common divisor with 17, so that this mixes 1 to 16.
    let mixed = (n + 1) * 5 % 17;
    Topic::ALL
        .into_iter()
        .take(5)
        .enumerate()
        .filter(|(bit, _)| mixed >> bit & 1 == 1)
        .map(|(_, t)| t)
        .collect()
}

/// Everybody comes, is helped, and is registered; how many visits that is.
async fn help_all(test: &TestApp, guide: &Browser, appointments: &[String]) -> usize {
    let published = test.app.published(test.tenant).await.unwrap();
    let offering = published.register.offerings.iter().find(|o| o.booking.is_some()).unwrap();
    let place = published.place_id(&offering.schedules[0].place).unwrap().to_string();
    let offering = published.offering_id(&offering.key).unwrap().to_string();
    for (n, address) in appointments.iter().enumerate() {
        guide.post(&format!("{address}/kom"), &[]).await;
        let text = Id(test.app.db().random_id()).to_string();
        let mut fields = vec![("id", text.as_str()), ("place", &place), ("offering", &offering), ("outcome", "solved")];
        fields.extend(topics(n).into_iter().map(|t| ("topic", t.code())));
        let sent = guide.post("/skranke/henvendelser", &fields).await;
        assert!(
            sent.status.is_redirection() || sent.status.is_success(),
            "{}",
            sent.body
        );
        test.later(3);
    }
    appointments.len()
}

/// The values of a column that stand in one row only, with the row.
fn single(rows: &[Vec<String>], column: usize) -> BTreeMap<&str, usize> {
    let mut seen: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        seen.entry(row[column].as_str()).and_modify(|one| *one = None).or_insert(Some(at));
    }
    seen.into_iter()
        .filter_map(|(value, one)| Some((value, one?)))
        .filter(|(value, _)| !value.is_empty())
        .collect()
}

/// Every pair of a column there and a column here that joins one row of people to one row of visits, with the value.
fn joins(test: &TestApp) -> Vec<String> {
    let schema = test.app.db().schema().unwrap();
    let names = |table: &str| -> Vec<String> { schema.tables[table].columns.keys().cloned().collect() };
    let mut found = Vec::new();
    for booked in BOOKED {
        let left = test.stored(&schema, booked);
        for visited in VISITED {
            let right = test.stored(&schema, visited);
            for (i, one) in names(booked).iter().enumerate() {
                let values = single(&left, i);
                for (j, other) in names(visited).iter().enumerate() {
                    let here = single(&right, j);
                    let both = values.keys().filter(|v| here.contains_key(**v) && left.len() > 1 && right.len() > 1);
                    found.extend(both.map(|v| format!("{booked}.{one} = {visited}.{other} ({v})")));
                }
            }
        }
    }
    found
}

/// How two orders of the same things go together: 1 alike, −1 the other way round, about 0 for none (Spearman).
fn correlation(of: &[(usize, usize)]) -> f64 {
    let n = of.len() as f64;
    let ranks = |mut all: Vec<usize>| -> HashMap<usize, f64> {
        all.sort_unstable();
        all.into_iter().enumerate().map(|(rank, value)| (value, rank as f64)).collect()
    };
    let (left, right) = (
        ranks(of.iter().map(|p| p.0).collect()),
        ranks(of.iter().map(|p| p.1).collect()),
    );
    let apart: f64 = of.iter().map(|(a, b)| (left[a] - right[b]).powi(2)).sum();
    1.0 - 6.0 * apart / (n * (n * n - 1.0))
}

#[tokio::test]
async fn nothing_joins_those_who_booked_to_the_visits_they_made() {
    let test = TestApp::bergen("2026-03-02T09:00");
    super::tests::change(&test, |o| o.schedules[0].guides = 4).await;
    let guide = test.signed_in(Role::Guide);
    let appointments = book_all(&test, &guide).await;
    test.at("2026-03-03T13:00");
    let guide = test.signed_in(Role::Guide);
    let visits = help_all(&test, &guide, &appointments).await;
    assert_eq!(joins(&test), Vec::<String>::new(), "the same day");

    test.at("2026-03-04T03:00");
    assert_eq!(
        crate::visits::seal_due(test.app.db(), test.tenant, test.now()).await.unwrap(),
        1
    );
    assert_eq!(joins(&test), Vec::<String>::new(), "after the night");

    // The orders in which the two are stored have nothing to do with one another.
    let schema = test.app.db().schema().unwrap();
    let at = |table: &str, column: &str| schema.tables[table].columns.keys().position(|c| c == column).unwrap();
    let (id, topic) = (at("appointment", "id"), at("visit", "topics"));
    let booked = test.stored(&schema, "appointment");
    let place_of: Vec<usize> =
        appointments.iter().map(|a| booked.iter().position(|row| a.ends_with(&row[id])).unwrap()).collect();
    let sealed = test.stored(&schema, "visit");
    assert_eq!(sealed.len(), N, "no two alike");
    let order: Vec<(usize, usize)> = (0..N)
        .map(|n| {
            let bits = TopicSet::of(&topics(n)).bits().to_string();
            (place_of[n], sealed.iter().position(|row| row[topic] == bits).unwrap())
        })
        .collect();
    let by_time: Vec<(usize, usize)> = order.iter().enumerate().map(|(n, (_, at))| (n, *at)).collect();
    for (what, pairs) in [("as stored", order), ("by time", by_time)] {
        // Of sixteen in no order, one in twenty is further from 0 than this.
        assert!(
            correlation(&pairs).abs() < 0.503,
            "{what}: {} {pairs:?}",
            correlation(&pairs)
        );
    }
    let receipts = test.stored(&schema, "visit_receipt");
    let hash = at("visit_receipt", "id_hash");
    assert_eq!(receipts.len(), visits);
    let mut sorted: Vec<&String> = receipts.iter().map(|row| &row[hash]).collect();
    sorted.sort_unstable();
    let by_hash = receipts.iter().map(|row| &row[hash]).collect::<Vec<_>>() == sorted;
    assert!(by_hash, "receipts stand in the order of their hashes");
}

#[test]
fn a_correlation_is_seen_when_there_is_one() {
    let alike: Vec<(usize, usize)> = (0..N).map(|n| (n, n)).collect();
    let round: Vec<(usize, usize)> = (0..N).map(|n| (n, N - n)).collect();
    assert!((correlation(&alike) - 1.0).abs() < 1e-9 && (correlation(&round) + 1.0).abs() < 1e-9);
}
