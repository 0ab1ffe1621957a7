use super::{
    content::{Giver, Service, document, hours},
    store,
};
use crate::{
    frame::AppError,
    guides::{self, store::Person},
    learning,
    testing::{Answer, TestApp, town::written},
};
use axum::http::StatusCode;
use documents::Block;
use domain::{
    access::Role,
    guides::{Guide, GuideKind, Limits, Wishes},
    learning::{Hours, Training, TrainingKind},
    messages::Contact,
    schedule::OccurrenceKey,
    shared::{Id, Key, Locale},
};
use jiff::civil::{Date, date};

const AMINA: Id = Id([1; 16]);

fn amina(kind: GuideKind, left: Option<Date>) -> Person {
    Person {
        guide: Guide {
            id: AMINA,
            name: "Amina".to_owned(),
            kind,
            organisation: None,
            contact: Contact::None,
            languages: vec!["nb".to_owned()],
            competences: Vec::new(),
            limits: Limits::default(),
            wishes: Wishes::default(),
            account: None,
            since: date(2026, 1, 12),
            left,
        },
        reads: Locale::Nb,
        erased: false,
    }
}

/// Bergen with one volunteer, who has been on a course for an hour and a half and waits for a yes for another.
fn with_amina() -> TestApp {
    let test = TestApp::bergen("2026-11-24T12:15");
    written(&test, |tx| {
        guides::store::put(tx, &amina(GuideKind::Volunteer, None))?;
        for (n, minutes, confirmed) in [(7, 90, true), (8, 600, false)] {
            let line = Training {
                id: Id([n; 16]),
                guide: AMINA,
                kind: TrainingKind::Course,
                on: date(2026, 3, 3),
                minutes,
                title: String::new(),
                gives: None,
                confirmed,
            };
            learning::store::add(tx, &line, learning::store::Origin::default())?;
        }
        Ok(())
    });
    test
}

fn is_certificate(answer: &Answer) -> bool {
    answer.bytes.starts_with(b"%PDF-1.7")
        && answer.headers["content-type"] == "application/pdf"
        && answer.headers["cache-control"] == "private, no-store"
        && answer.headers["content-disposition"] == "inline; filename=\"attest.pdf\""
}

#[tokio::test]
async fn a_coordinator_chooses_a_period_and_gets_a_certificate_that_is_in_the_history() {
    let test = with_amina();
    let anne = test.signed_in(Role::Coordinator);
    let page = anne.get(&format!("/nb/kontor/folk/{AMINA}/attest")).await.ok();
    assert!(page.body.contains("Til nå: 1,5 timer") && page.body.contains("value=\"2026-01-12\""));
    let path = format!("/nb/kontor/folk/{AMINA}/attest.pdf?fra=2026-02-01&til=2026-11-24&sprak=nn");
    assert!(is_certificate(&anne.get(&path).await.ok()));
    let told = test
        .app
        .db()
        .read_blocking(test.tenant, |r| {
            let tenant = ::store::Query::tenant(r);
            let sql = "SELECT after_json FROM history WHERE tenant_id = $1 AND verb = 'certificate issued'";
            ::store::Query::rows(r, sql, &::store::params![tenant], |row| row.text(0)).map_err(AppError::from)
        })
        .unwrap();
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("\"minutes\":90") && told[0].contains("2026-02-01") && !told[0].contains("Amina"));
}

#[tokio::test]
async fn a_guide_gets_her_own_and_nobody_elses() {
    let test = with_amina();
    let token = written(&test, |tx| guides::store::make_link(tx, AMINA));
    assert!(is_certificate(
        &test.anonymous().get(&format!("/nb/veileder/{token}/attest.pdf")).await.ok()
    ));
    let other = test.anonymous().get("/nb/veileder/ikke-en-lenke/attest.pdf").await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    let nobody = test.signed_in(Role::Helper).get("/nb/skranke/min-side/attest.pdf").await;
    assert_eq!(
        (nobody.status, nobody.location()),
        (StatusCode::SEE_OTHER, "/nb/skranke/min-side")
    );
    let absent = format!("/nb/kontor/folk/{}/attest.pdf", Id([9; 16]));
    assert_eq!(
        test.signed_in(Role::Coordinator).get(&absent).await.status,
        StatusCode::NOT_FOUND
    );
}

/// Days outside her time with us, days that are none, and a language that is none, are as if nothing was asked.
#[tokio::test]
async fn what_cannot_be_asked_for_is_held_within_her_time() {
    let test = with_amina();
    let anne = test.signed_in(Role::Leader);
    for asked in ["fra=1900-01-01&til=2100-01-01", "fra=x&til=%20&sprak=klingon", "fra=2026-11-24&til=2026-01-01"] {
        assert!(is_certificate(
            &anne.get(&format!("/nb/kontor/folk/{AMINA}/attest.pdf?{asked}")).await.ok()
        ));
    }
}

fn service(kind: GuideKind, guiding: Vec<(String, u32)>) -> Service {
    let mut training = Hours::default();
    training.add(TrainingKind::JobShadowing, 390);
    Service {
        guide: AMINA,
        name: "Amina #panic()".to_owned(),
        kind,
        from: date(2026, 3, 3),
        until: date(2026, 11, 22),
        guiding,
        training,
    }
}

fn giver() -> Giver {
    Giver {
        service: "Digihjelpen i Bergen".to_owned(),
        municipality: "Bergen".to_owned(),
    }
}

#[test]
fn every_kind_of_guide_is_told_of_in_every_language() {
    let now = "2026-11-22T08:00:00Z".parse().unwrap();
    for l in Locale::ALL {
        for kind in GuideKind::ALL {
            let made = document(&service(kind, vec![("Drop-in".to_owned(), 5760)]), &giver(), now, l);
            assert_eq!(made.language.tag(), l.code());
            let Block::Paragraph(_, lead) = &made.blocks[0] else {
                panic!("a lead first")
            };
            assert!(lead.words().contains("Amina #panic()") && lead.words().contains("Digihjelpen i Bergen"));
            let Some(Block::Table(table)) = made.blocks.iter().find(|b| matches!(b, Block::Table(_))) else {
                panic!("a table of hours")
            };
            let total = if l == Locale::En { "102.5" } else { "102,5" };
            assert_eq!(table.total.as_ref().unwrap()[1].words(), total);
        }
    }
    let nynorsk = document(&service(GuideKind::Volunteer, Vec::new()), &giver(), now, Locale::Nn);
    assert_eq!(
        nynorsk.subject,
        "Amina #panic() har vore frivillig rettleiar i Digihjelpen i Bergen frå 3. mars 2026 til 22. november 2026."
    );
}

#[test]
fn without_hours_there_is_no_table_of_nothing() {
    let mut none = service(GuideKind::Pupil, Vec::new());
    none.training = Hours::default();
    let made = document(&none, &giver(), "2026-11-22T08:00:00Z".parse().unwrap(), Locale::Nb);
    assert!(!made.blocks.iter().any(|b| matches!(b, Block::Table(_) | Block::Highlight(_))));
}

#[test]
fn hours_are_told_with_as_few_decimals_as_they_need() {
    for (minutes, nb, en) in
        [(0, "0", "0"), (60, "1", "1"), (90, "1,5", "1.5"), (375, "6,25", "6.25"), (20, "0,33", "0.33")]
    {
        assert_eq!(
            (hours(minutes, Locale::Nb), hours(minutes, Locale::En)),
            (nb.to_owned(), en.to_owned())
        );
    }
}

/// Only what took place and is over counts; what is no longer in the register counts as it was written down.
#[test]
fn shifts_that_were_called_off_or_are_to_come_do_not_count() {
    let register = crate::testing::example("bergen");
    let offering = register.offerings.iter().find(|o| !o.schedules.is_empty()).unwrap();
    let schedule = &offering.schedules[0];
    let calendar = domain::schedule::Calendar::new(&register.municipality, &register.places);
    let first = schedule.from.max(date(2026, 1, 1));
    let held = domain::schedule::occurrences(schedule, &calendar, first, date(2026, 12, 31));
    let now = held[1].ends_at();
    let key = |day: Date| OccurrenceKey {
        offering: offering.key.clone(),
        schedule: schedule.key.clone(),
        original: day,
    };
    let gone = OccurrenceKey {
        offering: Key::parse("nedlagt").unwrap(),
        schedule: Key::parse("nedlagt").unwrap(),
        original: first,
    };
    let shifts: Vec<(OccurrenceKey, u32)> =
        held.iter().take(4).map(|o| (key(o.original.date), 180)).chain([(gone, 60)]).collect();
    let days = (first, date(2026, 12, 31));
    let counted = store::by_offering(&shifts, &register, days, now, Locale::Nb);
    assert_eq!(counted, [(offering.name.nb.clone(), 360), ("nedlagt".to_owned(), 60)]);
}
