use super::{
    generate::{self, Paper},
    record::{QUESTIONS, RECORD},
};
use crate::{
    operations::{demo, doctor, nightly, year::Span},
    testing::TestApp,
};
use ::store::{Query, params};
use domain::{access::Role, privacy::DataSubject};
use jiff::{Timestamp, ToSpan};

/// A demonstration with some made-up days, so that every room has something in it.
async fn demonstration(days: i64) -> TestApp {
    let make = move || {
        let test = TestApp::empty("2026-11-20T13:00");
        let span = Span::back_from(test.now(), days);
        demo::fill(test.app.db(), &demo::bergen().unwrap(), &span, 1).unwrap();
        test
    };
    let mut test = tokio::task::spawn_blocking(make).await.unwrap();
    test.app.reload_tenants().await.unwrap();
    test.tenant = test.app.tenants().by_number("4601").unwrap().id;
    test
}

#[tokio::test]
async fn the_papers_say_what_is_in_use_and_mark_what_only_the_municipality_can_answer() {
    let test = TestApp::bergen("2026-03-03T12:15");
    let officer = test.signed_in(Role::PrivacyOfficer);
    let home = officer.get("/kontor/personvern").await.ok();
    assert!(home.says(&format!("{} svar mangler", QUESTIONS.len())), "{}", home.body);
    for (language, to_fill, booked, unused) in [
        (
            "nb",
            "Dette må kommunen fylle ut",
            "Når du bestiller en time",
            "Ikke i bruk",
        ),
        (
            "nn",
            "Dette må kommunen fylle ut",
            "Når du bestiller ein time",
            "Ikkje i bruk",
        ),
        (
            "en",
            "The municipality must fill this in",
            "When you book an appointment",
            "Not in use",
        ),
    ] {
        let record = officer.get(&format!("/{language}/kontor/personvern/protokoll")).await.ok();
        for words in [to_fill, booked, unused] {
            assert!(record.says(words), "{language}: {words}");
        }
        let assessment = officer.get(&format!("/{language}/kontor/personvern/vurdering")).await.ok();
        assert!(assessment.says(to_fill) && assessment.says(booked), "{language}");
    }
    // A browser that has chosen no language.
    let officer = test.signed_in(Role::PrivacyOfficer);
    let question = officer.get("/kontor/personvern/svar/personvernombud").await.ok();
    assert!(question.says("alle kan lese"));
    let answer = [("svar", "Ombudet i Bergen, ombudet@bergen.example")];
    officer.post("/kontor/personvern/svar/personvernombud", &answer).await.to("/kontor/personvern");
    assert!(officer.get("/kontor/personvern/protokoll").await.ok().says("ombudet@bergen.example"));
    assert!(test.anonymous().get("/personvern").await.ok().says("ombudet@bergen.example"));
    // What is guarded, too long, or not a question is refused; an empty answer is taken away.
    let number = officer.post("/kontor/personvern/svar/hort", &[("svar", "Hørt: 01810150078")]).await;
    assert_eq!(number.status, 422, "{}", number.body);
    let inside = officer.post("/kontor/personvern/svar/hort", &[("svar", "ring 41234567")]).await;
    assert_eq!(inside.status, 422);
    let long = officer.post("/kontor/personvern/svar/hort", &[("svar", &"a".repeat(4001))]).await;
    assert!(long.says("Bruk høyst 4000 tegn"));
    assert_eq!(officer.get("/kontor/personvern/svar/ukjent").await.status, 404);
    officer
        .post("/kontor/personvern/svar/personvernombud", &[("svar", "")])
        .await
        .to("/kontor/personvern");
    assert!(!test.anonymous().get("/personvern").await.ok().says("ombudet@bergen.example"));
    // The leader reads; only the one who guards answers.
    let leader = test.signed_in(Role::Leader);
    assert!(leader.get("/kontor/personvern/protokoll").await.ok().says("behandlingsansvarlig"));
    assert_eq!(leader.get("/kontor/personvern/svar/hort").await.status, 403);
    assert_eq!(leader.get("/kontor/personvern/sletting").await.status, 403);
}

#[tokio::test]
async fn every_paper_is_a_pdf_a_word_file_and_a_page() {
    let test = TestApp::minimal("2026-03-03T12:15");
    let officer = test.signed_in(Role::PrivacyOfficer);
    for paper in Paper::ALL {
        let file = |kind: &str| format!("/kontor/personvern/{}/fil/{kind}", paper.address());
        let pdf = officer.get(&file("pdf")).await.ok();
        assert!(pdf.bytes.starts_with(b"%PDF"), "{paper:?}");
        let word = officer.get(&file("word")).await.ok();
        assert!(word.bytes.starts_with(b"PK"), "{paper:?}");
        assert!(
            officer.get(&file("nettside")).await.ok().body.contains("<h1"),
            "{paper:?}"
        );
    }
    assert_eq!(officer.get("/kontor/personvern/protokoll/fil/xlsx").await.status, 404);
    assert_eq!(officer.get("/kontor/personvern/ukjent").await.status, 404);
}

/// LIX: words per sentence and the share of words longer than six letters.
fn lix(text: &str) -> f64 {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let sentences = text.matches(['.', '?', '!', ':']).count().max(1);
    let long = words.iter().filter(|w| w.chars().count() > 6).count();
    let of = |n: usize| f64::from(u32::try_from(n).unwrap());
    of(words.len()) / of(sentences) + 100.0 * of(long) / of(words.len())
}

#[tokio::test]
async fn the_notices_are_for_everybody_and_easy_to_read() {
    let test = TestApp::bergen("2026-03-03T12:15");
    let browser = test.anonymous();
    let page = browser.get("/personvern").await.ok();
    assert!(page.says("Du kan få hjelp uten å si hvem du er.") && page.says("Når du bestiller en time"));
    assert!(page.says("14 dager etter den siste timen"), "{}", page.body);
    assert!(page.says("Klage til Datatilsynet."));
    assert!(browser.get("/personvern/veileder").await.ok().says("Sporet av hvem som så"));
    assert!(browser.get("/nn/personvern/samarbeid").await.ok().says("Personvern for dykk"));
    assert_eq!(browser.get("/personvern/protokoll").await.status, 404);
    assert_eq!(browser.get("/personvern/innbygger").await.status, 404);
    // A municipality that takes no bookings says nothing of them.
    let small = TestApp::minimal("2026-03-03T12:15");
    assert!(!small.anonymous().get("/personvern").await.ok().says("Når du bestiller en time"));
}

#[test]
fn what_a_citizen_reads_has_short_sentences_and_short_words() {
    use domain::shared::Locale;
    for l in [Locale::Nb, Locale::Nn] {
        for activity in RECORD.about(DataSubject::Citizen) {
            let mut text = format!(
                "{} {} {}",
                activity.name.exact(l),
                activity.purpose.exact(l),
                activity.data.exact(l)
            );
            text.push('.');
            assert!(lix(&text) <= 35.0, "{:.0} {} {}", lix(&text), l.code(), activity.code);
        }
    }
}

#[tokio::test]
async fn the_assessment_takes_its_risks_from_the_approved_analyses() {
    let test = TestApp::bergen("2026-03-03T12:15");
    let officer = test.signed_in(Role::PrivacyOfficer);
    let none = officer.get("/kontor/personvern/vurdering").await.ok();
    assert!(none.says("Ingen ROS-analyse er godkjent ennå"));
    let test = demonstration(3).await;
    let officer = test.signed_in(Role::PrivacyOfficer);
    let page = officer.get("/kontor/personvern/vurdering").await.ok();
    let scenarios = test.app.db().read_blocking(test.tenant, |r| crate::risk::scenarios(r)).unwrap();
    assert!(!scenarios.is_empty());
    for (_, title, analysis) in scenarios.iter().take(3) {
        assert!(page.says(title) && page.says(analysis), "{title}");
    }
    // The whole citizen's notice, as it is in the demonstration.
    let notice = test.anonymous().get("/personvern").await.ok();
    assert!(notice.says("Når du bestiller en time"));
    let ground = officer.get("/kontor/personvern/innbygger").await.ok();
    assert!(ground.says("Se siden som alle kan lese"));
}

#[tokio::test]
async fn the_night_is_told_beforehand_and_afterwards() {
    let test = demonstration(10).await;
    let officer = test.signed_in(Role::PrivacyOfficer);
    let page = officer.get("/kontor/personvern/sletting").await.ok();
    assert!(
        page.says("Det som er lagret om folk") && page.says("appointment"),
        "{}",
        page.body
    );
    let tomorrow = Timestamp::from_millisecond(test.now().as_millisecond() + 12 * 3_600_000).unwrap();
    let told = nightly::rehearse(test.app.db(), test.tenant, tomorrow).await.unwrap();
    let before = rows(&test);
    assert_eq!(rows(&test), before, "nothing is changed by trying");
    nightly::once(test.app.db(), test.tenant, tomorrow).await.unwrap();
    let sql = "SELECT from_table, n FROM erasure WHERE tenant_id = $1 AND night >= $2";
    let (tenant, night) = (
        test.tenant,
        crate::frame::days(domain::shared::day_and_minute(tomorrow).0),
    );
    let read = move |r: &mut ::store::Read| r.rows(sql, &params![tenant, night], |row| Ok((row.text(0)?, row.int(1)?)));
    let done = test.app.db().read_blocking::<_, ::store::Fault, _>(tenant, read).unwrap();
    for (table, n) in &done {
        assert_eq!(
            told.get(table).map(|n| i64::try_from(*n).unwrap()),
            Some(*n),
            "{table}: {told:?} {done:?}"
        );
    }
    let people: Vec<&String> = told.keys().filter(|t| RECORD.of_table(t).is_some()).collect();
    assert_eq!(people.len(), done.len(), "{told:?} {done:?}");
}

/// How many rows each table about people has.
fn rows(test: &TestApp) -> Vec<(&'static str, i64)> {
    let read = |r: &mut ::store::Read| {
        generate::tables()
            .map(|table| Ok((table, super::store::rows_in(r, table)?)))
            .collect::<Result<Vec<_>, _>>()
    };
    test.app.db().read_blocking::<_, crate::frame::AppError, _>(test.tenant, read).unwrap()
}

/// Kept as long as something lasts that a person ends: an account, an agreement, an answer, a poll, a text in force.
const UNTIL_SOMEBODY_ENDS_IT: [&str; 20] = [
    "history",
    "account",
    "device",
    "referral_receiver",
    "guide_agreement",
    "event_contributor",
    "event_crew",
    "assessment",
    "promise_keeper",
    "promise_kept_by",
    "promise_alarm_person",
    "learning_host",
    "privacy_answer",
    "risk_version",
    "description_version",
    "handbook_card",
    "handbook_version",
    "theme_ballot",
    "theme_vote",
    // What is not brought back is still lent; the name on the slip is gone.
    "equipment_hold",
];

/// Those who guide are kept while they do.
fn while_somebody_guides(table: &str) -> bool {
    RECORD.of_table(table).is_some_and(|a| ["guides", "learning"].contains(&a.code.as_str()))
}

#[tokio::test]
async fn twelve_years_later_nothing_that_had_a_time_is_left() {
    let test = demonstration(10).await;
    let held: Vec<&str> = rows(&test).into_iter().filter(|(_, n)| *n > 0).map(|(table, _)| table).collect();
    for table in ["appointment", "booking", "enrolment", "message", "visit_open", "ticket", "incident"] {
        assert!(held.contains(&table), "the demonstration has no {table}: {held:?}");
    }
    test.later(12 * 366 * 24 * 60);
    for _ in 0..3 {
        nightly::once(test.app.db(), test.tenant, test.now()).await.unwrap();
        test.later(24 * 60);
    }
    let left: Vec<(&str, i64)> = rows(&test)
        .into_iter()
        .filter(|(table, n)| *n > 0 && !UNTIL_SOMEBODY_ENDS_IT.contains(table) && !while_somebody_guides(table))
        .collect();
    assert_eq!(left, []);
    let found = doctor::examine(test.app.db(), test.now()).unwrap();
    let late: Vec<&str> = found.iter().filter(|f| f.wrong).map(|f| f.code).collect();
    assert_eq!(late, Vec::<&str>::new());
    let named = "SELECT COUNT(*) FROM equipment_hold WHERE tenant_id = $1 AND alias <> ''";
    let own = test.tenant;
    let read = move |r: &mut ::store::Read| r.one(named, &params![own], |row| row.int(0));
    assert_eq!(
        test.app.db().read_blocking::<_, ::store::Fault, _>(own, read).unwrap(),
        Some(0)
    );
    let content = "SELECT COUNT(*) FROM history WHERE tenant_id = $1 AND after_json IS NOT NULL AND at < $2";
    let (tenant, now) = (test.tenant, test.now().saturating_sub((731 * 24).hours()).unwrap());
    let read = move |r: &mut ::store::Read| r.one(content, &params![tenant, now], |row| row.int(0));
    assert_eq!(
        test.app.db().read_blocking::<_, ::store::Fault, _>(tenant, read).unwrap(),
        Some(0)
    );
}

#[tokio::test]
async fn what_a_room_forgot_to_look_for_stops_at_the_fence() {
    let test = TestApp::bergen("2026-03-03T12:15");
    let administrator = test.signed_in(Role::Administrator);
    let number = super::attack_tests::identity_number();
    let invite = [("navn", "Kari"), ("login", &number), ("rolle", "guide")];
    let refused = administrator.post("/kontor/kontoer", &invite).await;
    assert_eq!(
        refused.status,
        crate::frame::Refusal::status(&super::PrivacyRefusal::IdentityNumber)
    );
    let sql = "SELECT COUNT(*) FROM invitation WHERE tenant_id = $1";
    let tenant = test.tenant;
    let read = move |r: &mut ::store::Read| r.one(sql, &params![tenant], |row| row.int(0));
    assert_eq!(
        test.app.db().read_blocking::<_, ::store::Fault, _>(tenant, read).unwrap(),
        Some(0)
    );
}
