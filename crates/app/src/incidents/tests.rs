use super::{IncidentsRefusal, loop_, seal, store};
use crate::{
    frame::{AppError, Refusal},
    testing::{Browser, TestApp, town::analysis_approved},
};
use ::store::{Actor, Query as _, WriteCtx, params};
use axum::http::StatusCode;
use domain::{
    access::Role,
    incidents::{IncidentKind, Threshold},
    shared::{Id, Locale},
};

const NOW: &str = "2026-03-03T12:15";
const ID: &str = "00112233445566778899aabbccddeeff";

fn fields<'a>(id: &'a str, kind: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("id", id),
        ("slag", kind),
        ("sted", "hovedbiblioteket"),
        ("hendte", "En person ble sint.\nVi satte oss ned."),
        ("gjort", "Vi tok en pause."),
        ("varslet", "leader"),
        ("varslet", "colleague"),
    ]
}

async fn written(by: &Browser, id: &str, kind: &str) {
    let to = format!("/skranke/hendelse/takk?lagret={id}");
    by.post("/skranke/hendelse", &fields(id, kind)).await.to(&to);
}

fn number(n: u8) -> String {
    Id([n; 16]).to_string()
}

impl TestApp {
    fn incidents(&self, sql: &'static str) -> i64 {
        let tenant = self.tenant;
        let read = move |r: &mut ::store::Read| {
            Ok::<_, AppError>(r.one(sql, &params![tenant], |row| row.int(0))?.unwrap_or(0))
        };
        self.app.db().read_blocking(tenant, read).unwrap()
    }

    fn as_system<T>(&self, mut f: impl FnMut(&mut ::store::Tx) -> Result<T, AppError> + Send + 'static) -> T
    where
        T: Send + 'static,
    {
        let ctx = WriteCtx {
            tenant: self.tenant,
            actor: Actor::System,
            now: self.now(),
        };
        self.app.db().write_blocking(ctx, move |tx| f(tx)).unwrap()
    }
}

#[tokio::test]
async fn it_is_written_once_and_the_writer_and_the_leader_read_it() {
    let test = TestApp::bergen(NOW);
    let guide = test.signed_in(Role::Helper);
    let form = guide.get("/skranke/hendelse").await.ok();
    assert!(form.says("1. Hva slags hendelse var det?") && form.says("Skriv aldri hvem det gjaldt"));
    written(&guide, ID, "difficult").await;
    written(&guide, ID, "difficult").await;
    assert_eq!(test.incidents("SELECT COUNT(*) FROM incident WHERE tenant_id = $1"), 1);
    assert_eq!(
        test.incidents("SELECT CAST(SUM(n) AS BIGINT) FROM incident_month WHERE tenant_id = $1"),
        1
    );
    let thanks = guide.get(&format!("/skranke/hendelse/takk?lagret={ID}")).await.ok();
    assert!(thanks.says("Takk for at du skrev det ned") && !thanks.says("En person ble sint"));
    let page = format!("/kontor/hendelser/{ID}");
    let own = guide.get(&page).await.ok();
    assert!(
        own.says("En person ble sint.") && own.says("Hovedbiblioteket") && own.says("En kollega på vakt"),
        "{}",
        own.body
    );
    assert!(guide.get("/kontor/hendelser").await.ok().says("Vanskelig veiledning"));
    let leader = test.signed_in(Role::Leader);
    let home = leader.get("/kontor").await.ok();
    assert!(home.says("Én hendelse er ikke lukket."), "{}", home.body);
    assert!(leader.get("/nn/kontor/hendelser").await.ok().says("Vanskeleg rettleiing"));
    assert!(leader.get(&format!("/en{page}")).await.ok().says("Difficult guidance"));
}

/// Every role, with and without a need: what the page answers, and that every reading that was given is noted.
#[tokio::test]
async fn nobody_without_a_need_reads_and_every_reading_is_noted() {
    let test = TestApp::bergen(NOW);
    let (writer, _) = test.signed_in_at(test.tenant, Role::Helper);
    written(&writer, ID, "threat").await;
    let page = format!("/kontor/hendelser/{ID}");
    let leader = test.signed_in(Role::Leader);
    let mut given = 0;
    for role in Role::ALL {
        let (browser, account) = test.signed_in_at(test.tenant, role);
        let expected = if role == Role::Leader {
            StatusCode::OK
        } else {
            StatusCode::FORBIDDEN
        };
        let pages = [page.clone(), format!("{page}/laering")];
        for address in &pages {
            let answer = browser.get(address).await;
            assert_eq!(answer.status, expected, "{role:?} {address}");
            assert!(expected == StatusCode::OK || !answer.says("En person ble sint"));
            given += i64::from(expected == StatusCode::OK);
        }
        let listed = browser.get("/kontor/hendelser").await.ok();
        assert_eq!(listed.body.contains(ID), role == Role::Leader, "{role:?}");
        leader.post(&format!("{page}/tilgang"), &[("navngi", &account.to_string())]).await.to(&page);
        assert!(
            browser.get(&page).await.ok().says("En person ble sint"),
            "{role:?} is named"
        );
        given += 1;
        let archive = browser.get(&format!("{page}/arkiv.json")).await.status;
        assert_eq!(archive == StatusCode::OK, role == Role::Leader, "{role:?}");
        given += i64::from(role == Role::Leader);
        leader.post(&format!("{page}/tilgang"), &[("fjern", &account.to_string())]).await.to(&page);
        assert_eq!(browser.get(&page).await.status, expected, "{role:?} is no longer named");
        given += i64::from(expected == StatusCode::OK);
    }
    assert_eq!(
        test.incidents("SELECT COUNT(*) FROM incident_reading WHERE tenant_id = $1"),
        given
    );
    let shown = leader.get(&page).await.ok();
    assert!(shown.says(&format!("Hvem har lest det ({})", given + 1)) && shown.says("hentet ut til arkivet"));
    assert_eq!(test.anonymous().get(&page).await.status, StatusCode::SEE_OTHER);
    let none = leader.get(&format!("/kontor/hendelser/{}", number(1))).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let other = test.add(&crate::testing::example("minimal"));
    let (stranger, _) = test.signed_in_at(other, Role::Leader);
    let number = test.app.tenants().all().iter().find(|t| t.id == other).unwrap().number.clone();
    let there = stranger.get(&format!("/k/{number}{page}")).await;
    assert_ne!(there.status, StatusCode::OK, "another municipality's leader");
}

#[tokio::test]
async fn what_leads_to_a_person_is_not_stored() {
    let test = TestApp::bergen(NOW);
    let guide = test.signed_in(Role::Guide);
    let mut form = fields(ID, "breach");
    form[3].1 = "Passord: Vaar2026";
    form.push(("dag", "2026-03-04"));
    let answer = guide.post("/skranke/hendelse", &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.says("Den dagen har ikke vært ennå.") && answer.body.contains("Vi tok en pause."),
        "what was entered stays"
    );
    form[3].1 = "";
    assert_eq!(
        guide.post("/skranke/hendelse", &form).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(test.incidents("SELECT COUNT(*) FROM incident WHERE tenant_id = $1"), 0);
}

/// What a guide wrote without a network is sent in the next one's session: it is hers all the same, once, and the one who
/// sent it reads nothing.
#[tokio::test]
async fn an_envelope_belongs_to_the_one_who_wrote_it_and_is_opened_once() {
    let test = TestApp::bergen(NOW);
    let (writer, _) = test.signed_in_at(test.tenant, Role::Guide);
    let form = writer.get("/skranke/hendelse").await.ok();
    let after = |name: &str| form.body.split(name).nth(1).unwrap().split('"').nth(1).unwrap().to_owned();
    let (key, mark) = (after("data-key="), after("name=\"merke\" value="));
    let written_at = test.now().as_millisecond().to_string();
    let words = [
        ["slag", "breach"],
        ["hendte", "Lappen lå igjen. Passord: Vaar2026"],
        ["varslet", "leader"],
        ["merke", mark.as_str()],
        ["skrevet", written_at.as_str()],
    ];
    let envelope = seal::close(&key, ID, &serde_json::to_string(&words).unwrap());
    test.at("2026-03-03T15:00");
    let next = test.signed_in(Role::Helper);
    let sent = [("id", ID), ("forseglet", envelope.as_str()), ("day", "2026-03-03")];
    let first = next.post("/skranke/hendelse/forseglet", &sent).await;
    assert_eq!(
        (first.status, first.body.contains("stored")),
        (StatusCode::CREATED, true),
        "{}",
        first.body
    );
    let again = next.post("/skranke/hendelse/forseglet", &sent).await;
    assert_eq!((again.status, again.body.contains("already")), (StatusCode::OK, true));
    assert_eq!(test.incidents("SELECT COUNT(*) FROM incident WHERE tenant_id = $1"), 1);
    let page = format!("/kontor/hendelser/{ID}");
    assert_eq!(next.get(&page).await.status, StatusCode::FORBIDDEN);
    let own = writer.get(&page).await.ok();
    assert!(
        own.says("Lappen lå igjen.") && !own.says("Vaar2026") && own.says("forseglet på enheten"),
        "{}",
        own.body
    );
    assert!(
        own.says("69 timer og 15 minutter igjen"),
        "the 72 hours run from when it was written: {}",
        own.body
    );
    let other = [("id", "ff112233445566778899aabbccddeeff"), ("forseglet", envelope.as_str())];
    let refused = next.post("/skranke/hendelse/forseglet", &other).await;
    assert_eq!(refused.status, IncidentsRefusal::Unreadable.status());
    assert!(refused.body.contains("incidents.unreadable"));
    let bad = words.map(|[n, v]| if n == "merke" { [n, "nonsense"] } else { [n, v] });
    let unsigned = seal::close(&key, &number(9), &serde_json::to_string(&bad).unwrap());
    next.post(
        "/skranke/hendelse/forseglet",
        &[("id", &number(9)), ("forseglet", &unsigned)],
    )
    .await;
    let leader = test.signed_in(Role::Leader);
    let nobody = leader.get(&format!("/kontor/hendelser/{}", number(9))).await.ok();
    assert!(nobody.says("Hvem som skrev, er ikke kjent."));
}

#[tokio::test]
async fn a_breach_is_decided_with_a_reason_before_it_is_closed() {
    let test = TestApp::bergen(NOW);
    let guide = test.signed_in(Role::Guide);
    written(&guide, ID, "breach").await;
    let leader = test.signed_in(Role::Leader);
    let page = format!("/kontor/hendelser/{ID}");
    let shown = leader.get(&page).await.ok();
    assert!(
        shown.says("72 timer og 0 minutter igjen") && shown.says("11 av 11 spørsmål er ikke besvart"),
        "{}",
        shown.body
    );
    assert!(leader.get("/kontor").await.ok().says("Se på bruddet"));
    let closed = leader.post(&format!("{page}/lukk"), &[("gjor", "lukk")]).await;
    assert_eq!(closed.status, IncidentsRefusal::Undecided.status());
    assert!(closed.says(&IncidentsRefusal::Undecided.text(Locale::Nb)));
    let answers = [("kjent-dag", "2026-02-27"), ("kjent-kl", "08:00"), ("nature", "En lapp ble sett av en annen.")];
    leader.post(&format!("{page}/brudd"), &answers).await.to(&page);
    let form = leader.get(&format!("{page}/brudd")).await.ok();
    assert!(form.body.contains("En lapp ble sett av en annen.") && form.says("Hvordan ble det oppdaget?"));
    let bad = leader
        .post(
            &format!("{page}/brudd"),
            &[("kjent-dag", "2026-03-09"), ("people", "tlf 900 00 000")],
        )
        .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    let late = leader
        .post(
            &format!("{page}/melding"),
            &[("beslutning", "notify"), ("grunn", "Passord kan være sett")],
        )
        .await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("Skriv hvorfor det meldes etter 72 timer."), "{}", late.body);
    let decided = [
        ("beslutning", "notify"),
        ("grunn", "Passord kan være sett"),
        ("hvorfor-sent", "Vi forsto det først i dag"),
        ("saksnummer", "26/114"),
    ];
    assert_eq!(
        guide.post(&format!("{page}/melding"), &decided).await.status,
        StatusCode::FORBIDDEN
    );
    leader.post(&format!("{page}/melding"), &decided).await.to(&page);
    assert!(leader.get(&page).await.ok().says("Meldes til Datatilsynet"));
    leader.post(&format!("{page}/lukk"), &[("gjor", "lukk")]).await.to(&page);
    let steps = leader.post(&format!("{page}/etterarbeid"), &[("steg", "stop_leak")]).await;
    assert_eq!(steps.status, IncidentsRefusal::Closed.status());
    leader.post(&format!("{page}/lukk"), &[("gjor", "apne")]).await.to(&page);
    leader
        .post(
            &format!("{page}/etterarbeid"),
            &[("steg", "stop_leak"), ("steg", "talk_today")],
        )
        .await
        .to(&page);
    leader.post(&format!("{page}/etterarbeid"), &[("steg", "talk_today")]).await.to(&page);
    assert_eq!(
        test.incidents("SELECT COUNT(*) FROM incident_aftercare WHERE tenant_id = $1"),
        1
    );
    let json = leader.get(&format!("{page}/arkiv.json")).await.ok();
    let file: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(file["breach"]["authority_reference"], "26/114");
    assert_eq!(file["story"][0], "En person ble sint.");
    assert_eq!(json.headers["cache-control"], "private, no-store");
    let pdf = leader.get(&format!("{page}/arkiv.pdf")).await.ok();
    assert!(pdf.bytes.starts_with(b"%PDF-"));
    written(&guide, &number(3), "near_miss").await;
    let none = leader.get(&format!("/kontor/hendelser/{}/brudd", number(3))).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND, "no breach, no questions");
    let refused = leader.post(&format!("/kontor/hendelser/{}/brudd", number(3)), &answers).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_learnt_becomes_a_card_when_a_leader_says_so() {
    let test = TestApp::bergen(NOW);
    let guide = test.signed_in(Role::Guide);
    written(&guide, ID, "difficult").await;
    let leader = test.signed_in(Role::Leader);
    let page = format!("/kontor/hendelser/{ID}");
    let none = leader.post(&format!("{page}/godkjenn"), &[]).await;
    assert_eq!(none.status, IncidentsRefusal::NoteUnfinished.status());
    let note = [
        ("tittel", "Noen vil at du taster koden"),
        ("nar", "Noen rekker deg telefonen og sier koden høyt."),
        ("ikke", "Taste koden."),
        ("heller", "Gi telefonen tilbake og se bort."),
    ];
    guide.post(&format!("{page}/laering"), &note).await.to(&page);
    assert_eq!(
        guide.post(&format!("{page}/godkjenn"), &[]).await.status,
        StatusCode::FORBIDDEN
    );
    assert!(guide.get("/skranke/handbok/noen-vil-at-du-taster-koden").await.status == StatusCode::NOT_FOUND);
    leader.post(&format!("{page}/godkjenn"), &[]).await.to(&page);
    let card = guide.get("/skranke/handbok/noen-vil-at-du-taster-koden").await.ok();
    assert!(
        card.says("Gi telefonen tilbake og se bort.") && card.says("Når det er vanskelig"),
        "{}",
        card.body
    );
    guide
        .post(
            &format!("{page}/laering"),
            &[&note[..3], &[("heller", "Snu deg bort.")]].concat(),
        )
        .await
        .to(&page);
    assert!(
        leader.get(&page).await.ok().says("Godkjenn, og legg det i håndboka"),
        "a new text is approved anew"
    );
    leader.post(&format!("{page}/godkjenn"), &[]).await.to(&page);
    assert!(guide.get("/skranke/handbok/noen-vil-at-du-taster-koden").await.ok().says("Snu deg bort."));
    let bad = guide
        .post(
            &format!("{page}/laering"),
            &[("tittel", ""), ("si", "PIN-koden er 1234")],
        )
        .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// The round: so many of a kind, once each, open the matter for the network meeting by themselves.
#[tokio::test]
async fn so_many_of_a_kind_come_on_the_agenda_by_themselves_and_count_once() {
    let test = TestApp::bergen(NOW);
    let guide = test.signed_in(Role::Guide);
    let alarms = "SELECT COUNT(*) FROM incident_alarm WHERE tenant_id = $1";
    for n in 1..=2 {
        written(&guide, &number(n), "difficult").await;
    }
    written(&guide, &number(20), "near_miss").await;
    written(&guide, &number(2), "difficult").await;
    assert_eq!(
        test.incidents(alarms),
        0,
        "the same one twice, and another kind, do not count"
    );
    written(&guide, &number(3), "difficult").await;
    assert_eq!(test.incidents(alarms), 1);
    for n in 4..=5 {
        written(&guide, &number(n), "difficult").await;
    }
    assert_eq!(test.incidents(alarms), 1, "those that have counted do not count again");
    written(&guide, &number(6), "difficult").await;
    assert_eq!(test.incidents(alarms), 2);
    let coordinator = test.signed_in(Role::Coordinator);
    assert!(coordinator.get("/kontor").await.ok().says("2 saker har kommet på dagsordenen"));
    let agenda = coordinator.get("/kontor/nettverksmote").await.ok();
    assert!(
        agenda.says("Vanskelig veiledning: 3 hendelser på 90 dager") && !agenda.says("En person ble sint"),
        "{}",
        agenda.body
    );
    let line = agenda.body.split("name=\"sak\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let wrong = coordinator.post("/kontor/nettverksmote", &[("sak", &line), ("dag", "2026-04-01")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = [("sak", line.as_str()), ("dag", "2026-03-03"), ("bestemt", "Vi øver to og to.")];
    coordinator.post("/kontor/nettverksmote", &said).await.to("/kontor/nettverksmote");
    assert!(coordinator.get("/kontor/nettverksmote").await.ok().says("Vi øver to og to."));
    let officer = test.signed_in(Role::PrivacyOfficer);
    assert!(
        !officer.get("/kontor/nettverksmote").await.ok().body.contains("name=\"sak\""),
        "who reads may not change"
    );
}

#[tokio::test]
async fn the_leader_says_how_many_are_too_many_and_what_became_of_it() {
    let test = TestApp::bergen(NOW);
    let (guide, leader) = (test.signed_in(Role::Guide), test.signed_in(Role::Leader));
    let form = leader.get("/kontor/hendelser/terskler").await.ok();
    assert!(
        form.says("Når er det for mange?") && form.body.contains("name=\"antall-threat\" value=\"3\"")
            || form.body.contains("antall-threat")
    );
    let mut rules: Vec<(String, String)> = IncidentKind::ALL
        .iter()
        .flat_map(|k| {
            [(format!("antall-{}", k.code()), "1".to_owned()), (format!("dager-{}", k.code()), "30".to_owned())]
        })
        .collect();
    rules.push(("maneder".to_owned(), "12".to_owned()));
    let pairs = |rules: &[(String, String)]| rules.iter().map(|(n, v)| (n.clone(), v.clone())).collect::<Vec<_>>();
    let send = |rules: Vec<(String, String)>| async {
        let rules = rules;
        let borrowed: Vec<(&str, &str)> = rules.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        leader.post("/kontor/hendelser/terskler", &borrowed).await
    };
    send(pairs(&rules)).await.to("/kontor/hendelser");
    rules[0].1 = "0".to_owned();
    rules.last_mut().unwrap().1 = "3".to_owned();
    assert_eq!(send(pairs(&rules)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    written(&guide, ID, "threat").await;
    let found = test.as_system(|tx| loop_::risen_alarms(tx));
    assert_eq!(
        (found.len(), found[0].kind, found[0].threshold),
        (1, IncidentKind::Threat, Threshold::new(1, 30).unwrap())
    );
    let page = format!("/kontor/hendelser/{ID}");
    let round = [
        ("system", "hse"),
        ("referanse", "HMS-26-7"),
        ("tiltak", "Alltid to på kveldsvakt"),
        ("ble", "routine"),
        ("hvilken", "Vaktplanen"),
        ("vurdert", "2026-03-03"),
    ];
    leader.post(&format!("{page}/runden"), &round).await.to(&page);
    let shown = leader.get(&page).await.ok();
    assert!(
        shown.says("HMS-systemet HMS-26-7") && shown.says("En rutine: Vaktplanen"),
        "{}",
        shown.body
    );
    assert!(leader.get(&format!("{page}/runden")).await.ok().body.contains("Alltid to på kveldsvakt"));
    let bad = leader
        .post(
            &format!("{page}/runden"),
            &[("ble", "magic"), ("vurdert", "2027-01-01")],
        )
        .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(test.as_system(|tx| loop_::of_scenario(tx, [1; 16])), 0);
    let today = domain::shared::day_and_minute(test.now()).0;
    assert_eq!(
        test.as_system(move |tx| loop_::counts(tx, today, today)),
        [(IncidentKind::Threat, 1)]
    );
}

/// What was in an envelope is taken in whatever it says, and nothing that leads to a person is.
#[test]
fn whatever_was_sealed_is_taken_in() {
    fn body(bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        let masked = super::forms::masked(&text);
        let left = domain::privacy::check(&masked, domain::privacy::Expect::default());
        assert!(left.is_empty(), "{left:?} in {masked:?}");
        let Ok(pairs) = serde_json::from_slice::<Vec<(String, String)>>(bytes) else {
            return;
        };
        let circumstances = super::forms::Circumstances {
            id: Id([1; 16]),
            writer: None,
            place: None,
            written: "2026-03-03T11:15:00Z".parse().unwrap(),
        };
        let new = super::forms::unsealed(&crate::office::entered::Entered::of(pairs), &circumstances);
        assert!(new.day <= jiff::civil::date(2026, 3, 3) && new.known <= circumstances.written);
        assert!(new.story.chars().count() <= super::forms::LONGEST_STORY);
    }
    hostile::over("envelope", body, 250);
    hostile::over("text", body, 300);
}

/// The measure of an incident that is linked to a scenario stands in the risk assessment: once, and not again when it is done.
#[tokio::test]
async fn a_measure_goes_into_the_risk_assessment() {
    let test = TestApp::bergen("2026-11-24T12:15");
    let (guide, leader) = (test.signed_in(Role::Guide), test.signed_in(Role::Leader));
    analysis_approved(&test).await;
    let (scenario, ..) = test.as_system(|tx| crate::risk::scenarios(tx)).remove(0);
    written(&guide, ID, "difficult").await;
    let (page, scenario) = (format!("/kontor/hendelser/{ID}"), scenario.to_string());
    let said = |scenario: &str, measure: &str| {
        vec![("scenario".to_owned(), scenario.to_owned()), ("tiltak".to_owned(), measure.to_owned())]
    };
    let loose = || test.as_system(|tx| crate::risk::store::loose(tx));
    for (scenario, measure, there) in [
        ("", "Øve på å si nei", 0),
        (scenario.as_str(), "", 0),
        (&scenario, "Øve på å si nei", 1),
        (&scenario, "Øve på å si nei", 1),
    ] {
        let fields = said(scenario, measure);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        leader.post(&format!("{page}/runden"), &fields).await.to(&page);
        assert_eq!(loose().len(), there, "{scenario} {measure}");
    }
    let (measure, _) = loose().remove(0);
    assert_eq!(
        (measure.what.as_str(), measure.owner.as_str()),
        ("Øve på å si nei", "Leder for innbyggerservice")
    );
    assert!(leader.get("/kontor/frister").await.ok().says("Øve på å si nei"));
    assert!(leader.get(&format!("{page}/runden")).await.ok().says("kommer tiltaket inn i ROS-analysen"));
}

#[tokio::test]
async fn it_is_erased_by_itself_and_the_counts_stay() {
    let test = TestApp::bergen(NOW);
    let (guide, leader) = (test.signed_in(Role::Guide), test.signed_in(Role::Leader));
    written(&guide, ID, "difficult").await;
    written(&guide, &number(1), "breach").await;
    leader.get(&format!("/kontor/hendelser/{ID}")).await.ok();
    leader.post(&format!("/kontor/hendelser/{ID}/lukk"), &[("gjor", "lukk")]).await;
    test.as_system(|tx| store::set_keep_months(tx, 6));
    let left = |day: &str| {
        let day = day.parse().unwrap();
        test.as_system(move |tx| super::left_before(tx, day))
    };
    assert_eq!((left("2026-09-03"), left("2026-09-04")), (0, 1));
    test.at("2026-09-04T03:00");
    test.as_system(super::tonight);
    assert_eq!(
        test.incidents("SELECT COUNT(*) FROM incident WHERE tenant_id = $1"),
        1,
        "the open one stays"
    );
    test.at("2027-09-04T03:00");
    test.as_system(super::tonight);
    for (table, sql) in [
        ("incident", "SELECT COUNT(*) FROM incident WHERE tenant_id = $1"),
        ("told", "SELECT COUNT(*) FROM incident_told WHERE tenant_id = $1"),
        ("reading", "SELECT COUNT(*) FROM incident_reading WHERE tenant_id = $1"),
        ("breach", "SELECT COUNT(*) FROM incident_breach WHERE tenant_id = $1"),
    ] {
        assert_eq!(test.incidents(sql), 0, "{table}");
    }
    assert_eq!(
        test.incidents("SELECT CAST(SUM(n) AS BIGINT) FROM incident_month WHERE tenant_id = $1"),
        2
    );
}

#[test]
fn every_refusal_says_what_to_do_in_three_languages() {
    use IncidentsRefusal as R;
    for refusal in [R::Unreadable, R::Undecided, R::Closed, R::NoteUnfinished] {
        for l in Locale::ALL {
            assert_ne!(refusal.text(l), refusal.hint(l));
        }
    }
}
