use super::{
    attack_forms::read_page,
    generate::{self, Paper},
    record::{COLUMNS, QUESTIONS, RECORD},
};
use crate::{
    operations::{demo, doctor, nightly, year::Span},
    testing::{TestApp, town},
};
use ::store::{Query, params};
use domain::{access::Role, privacy::DataSubject, shared::Id};
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeSet;

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
const UNTIL_SOMEBODY_ENDS_IT: [&str; 28] = [
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
    "anchoring_entry",
    "council_case",
    "council_piece",
    "message_text",
    "poster_word",
    "theme_ballot",
    "theme_vote",
    // Hours that nobody has said the last day of.
    "agreed_hours",
    // That a visit was held, without whoever held it.
    "learning_agreement",
    // The identity that past shifts name, and nothing else.
    "guide",
    // What is not brought back is still lent; the name on the slip is gone.
    "equipment_hold",
];

/// Kept as long as the municipality uses the product, as all that is said of its columns about people has it.
fn as_long_as_it_is_used(table: &str) -> bool {
    let all: toml::Table = COLUMNS.parse().unwrap();
    let of =
        |column: &toml::Value, key: &str| column.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
    let columns = all[table].as_table().unwrap().values();
    columns
        .filter(|c| matches!(of(c, "class").as_str(), "personal" | "secret") || c.get("names").is_some())
        .all(|c| of(c, "retention").starts_with("as long as the municipality uses"))
}

/// The ids of those who guide, as they stand in addresses.
fn guides(test: &TestApp) -> Vec<String> {
    let tenant = test.tenant;
    let read = move |r: &mut ::store::Read| {
        let sql = "SELECT id FROM guide WHERE tenant_id = $1 AND erased = 0 ORDER BY id";
        r.rows(sql, &params![tenant], |row| Ok(Id(row.id(0)?).to_string()))
    };
    test.app.db().read_blocking::<_, ::store::Fault, _>(tenant, read).unwrap()
}

#[tokio::test]
async fn twelve_years_later_nothing_that_had_a_time_is_left() {
    let test = demonstration(10).await;
    let held: Vec<&str> = rows(&test).into_iter().filter(|(_, n)| *n > 0).map(|(table, _)| table).collect();
    for table in ["appointment", "booking", "enrolment", "message", "visit_open", "ticket", "incident"] {
        assert!(held.contains(&table), "the demonstration has no {table}: {held:?}");
    }
    // Everybody who guides holds a key, and leaves.
    let office = test.signed_in(Role::Coordinator);
    for id in guides(&test) {
        let there = format!("/kontor/folk/{id}");
        office.post(&format!("{there}/ting"), &[("ting", "Nøkkel")]).await.to(&format!("{there}/slutte"));
        office
            .post(&format!("{there}/slutte"), &[("dag", "2026-11-20")])
            .await
            .to(&format!("{there}/slutte"));
    }
    for table in ["guide_language", "guide_competence", "guide_paper", "learning_training", "roster_shift"] {
        assert!(held.contains(&table), "the demonstration has no {table}: {held:?}");
    }
    test.later(12 * 366 * 24 * 60);
    for _ in 0..3 {
        nightly::once(test.app.db(), test.tenant, test.now()).await.unwrap();
        test.later(24 * 60);
    }
    let left: Vec<(&str, i64)> = rows(&test)
        .into_iter()
        .filter(|(table, n)| *n > 0 && !UNTIL_SOMEBODY_ENDS_IT.contains(table) && !as_long_as_it_is_used(table))
        .collect();
    assert_eq!(left, []);
    let found = doctor::examine(test.app.db(), test.now()).unwrap();
    let late: Vec<&str> = found.iter().filter(|f| f.wrong).map(|f| f.code).collect();
    assert_eq!(late, Vec::<&str>::new());
    assert_eq!(guides(&test), Vec::<String>::new());
    // What is left of a loan and of a visit names nobody.
    for named in [
        "SELECT COUNT(*) FROM equipment_hold WHERE tenant_id = $1 AND alias <> ''",
        "SELECT COUNT(*) FROM learning_agreement WHERE tenant_id = $1
             AND (colleague <> '' OR email <> '' OR meet <> '' OR guide_id IS NOT NULL)",
        "SELECT COUNT(*) FROM guide WHERE tenant_id = $1 AND (name <> '' OR contact <> '' OR account_id IS NOT NULL)",
    ] {
        let own = test.tenant;
        let read = move |r: &mut ::store::Read| r.one(named, &params![own], |row| row.int(0));
        let left = test.app.db().read_blocking::<_, ::store::Fault, _>(own, read).unwrap();
        assert_eq!(left, Some(0), "{named}");
    }
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

/// The table, the column and the value of everything that is stored in the municipality. Bytes are in hexadecimal digits.
fn everything(test: &TestApp) -> Vec<(String, String, String)> {
    let schema = test.app.db().schema().unwrap();
    let mut out = Vec::new();
    for (table, shape) in schema.tables.iter().filter(|(_, t)| t.columns.contains_key("tenant_id")) {
        for row in test.stored(&schema, table) {
            let cells = shape.columns.keys().zip(row);
            out.extend(cells.map(|(column, value)| (table.clone(), column.clone(), value)));
        }
    }
    out
}

/// Where the identity of an erased guide may stand: in the row that past shifts and hours that were kept name, and in the trail,
/// where it leads to nobody.
const ONLY_THE_IDENTITY: [&str; 4] =
    ["guide.id", "roster_shift.guide_id", "promise_substitute.person", "history.entity_id"];

#[tokio::test]
async fn a_guide_who_asks_for_it_is_gone_from_every_column() {
    const NAME: &str = "Quixolda Brønnmo";
    let test = demonstration(10).await;
    let tenant = test.tenant;
    let read = move |r: &mut ::store::Read| {
        let sql =
            "SELECT guide_id FROM roster_shift WHERE tenant_id = $1 GROUP BY guide_id ORDER BY COUNT(*) DESC, guide_id";
        r.one(sql, &params![tenant], |row| row.id(0))
    };
    let id = Id(test.app.db().read_blocking::<_, ::store::Fault, _>(tenant, read).unwrap().unwrap());
    let (office, there) = (test.signed_in(Role::Coordinator), format!("/kontor/folk/{id}"));
    // She has another name than anybody, a number, a key, and has been asked to step in and did.
    let page = office.get(&format!("{there}/om")).await.ok();
    let forms = read_page(&there, &page.body).0;
    let form = forms.iter().find(|f| f.action.ends_with("/om")).unwrap();
    let mut fields = form.filled(usize::MAX, "", 0, 0);
    for (name, value) in [("navn", NAME), ("kontakt", "sms"), ("adresse", "412 76 398")] {
        fields.iter_mut().find(|(n, _)| n == name).unwrap().1 = value.to_owned();
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    assert_eq!(office.post(&format!("{there}/om"), &fields).await.status, 303);
    office.post(&format!("{there}/ting"), &[("ting", "Nøkkel")]).await.to(&format!("{there}/slutte"));
    town::write(&test, move |tx| {
        let day = crate::frame::days(domain::shared::day_and_minute(tx.now()).0);
        let (key, now, token) = (tx.new_id(), tx.now(), vec![7u8; 32]);
        tx.exec(
            "INSERT INTO promise_question (tenant_id, id, offering, schedule, original_day, person_kind, person, name,
                 token_hash, asked_at, answer)
             VALUES ($1, $2, 'drop-in-biblioteket', 'hverdager', $3, 'guide', $4, $5, $6, $7, 'yes')",
            &params![tx.tenant(), key, day, id.0, NAME, token, now],
        )?;
        tx.exec(
            "INSERT INTO promise_substitute (tenant_id, offering, schedule, original_day, seat, person_kind, person, name)
             VALUES ($1, 'drop-in-biblioteket', 'hverdager', $2, 7, 'guide', $3, $4)",
            &params![tx.tenant(), day - 1, id.0, NAME],
        )?;
        Ok(())
    })
    .unwrap();
    let link = office.post(&format!("{there}/lenke"), &[("gjor", "ny")]).await.body;
    let token: String = link
        .split_once("/veileder/")
        .map_or("", |(_, rest)| rest)
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    assert!(everything(&test).iter().filter(|(_, _, value)| value.contains(NAME)).count() > 2);
    // She asks on her own page, the office is told by when, and does it.
    let mine = format!("/veileder/{token}");
    test.anonymous()
        .post(&format!("{mine}/slett-meg"), &[("gjor", "be")])
        .await
        .to(&format!("{mine}?lagret=1"));
    assert!(office.get("/kontor").await.ok().says(&format!("{NAME} ba i dag om å bli slettet")));
    assert!(office.get("/kontor/frister").await.ok().says(&format!("Slett det som er lagret om {NAME}")));
    office
        .post(&format!("{there}/slutte"), &[("dag", "2026-11-20")])
        .await
        .to(&format!("{there}/slutte"));
    office.post(&format!("{there}/slett"), &[]).await.to("/kontor/folk");
    let everything = everything(&test);
    let named: Vec<_> = everything.iter().filter(|(_, _, v)| v.contains(NAME) || v.contains("41276398")).collect();
    assert!(named.is_empty(), "{named:?}");
    let her = id.to_string();
    let left: BTreeSet<String> = everything
        .iter()
        .filter(|(_, _, v)| v.contains(&her))
        .map(|(table, column, _)| format!("{table}.{column}"))
        .collect();
    let more: Vec<&String> = left.iter().filter(|at| !ONLY_THE_IDENTITY.contains(&at.as_str())).collect();
    assert!(more.is_empty(), "{more:?}");
    assert!(!office.get("/kontor/frister").await.ok().says(NAME));
}

#[tokio::test]
async fn who_wrote_an_incident_is_told_to_those_who_handle_them_alone() {
    let test = demonstration(10).await;
    let incident = "01a0b0c0d0e0f0000102030405060708";
    let written = [
        ("id", incident),
        ("slag", "difficult"),
        ("sted", "hovedbiblioteket"),
        ("hendte", "Det ble høylytt."),
        ("gjort", "Vi ba om hjelp."),
        ("varslet", "leader"),
    ];
    assert_eq!(
        test.signed_in(Role::Guide).post("/skranke/hendelse", &written).await.status,
        303
    );
    let of_it = format!("/kontor/historikk?ting={incident}");
    assert!(test.signed_in(Role::Leader).get(&of_it).await.ok().says("guide"));
    for role in [Role::Coordinator, Role::Administrator, Role::PrivacyOfficer] {
        let page = test.signed_in(role).get(&of_it).await.ok();
        assert!(
            !page.body.contains("<strong>guide") && !page.says("guide"),
            "{role:?}: {}",
            page.body
        );
    }
}
