use super::{BoundariesRefusal, versions};
use crate::{
    frame::Refusal,
    testing::{
        TestApp,
        town::{analysis_approved, read, somebody, write},
    },
    texts::Words,
};
use ::store::Read;
use axum::http::StatusCode;
use domain::{
    access::Role,
    boundaries::AskedKind,
    guides::{GuideKind, Requirement},
    shared::{Id, Locale},
};

const OPEN: &str = "2026-11-24T12:15";

fn refusal_text(refusal: BoundariesRefusal) -> String {
    Locale::Nb.t(refusal.texts().0)
}

fn put_guide(test: &TestApp, n: u8, kind: GuideKind, account: Option<Id>) {
    let mut person = somebody(n, &format!("Veileder {n}"), kind);
    person.guide.account = account;
    write(test, move |tx| crate::guides::store::put(tx, &person)).unwrap();
}

/// Approves the draft of Bergen as it is.
fn approve(test: &TestApp) {
    let register = crate::testing::example("bergen");
    let today = domain::shared::day_and_minute(test.now()).0;
    write(test, move |tx| {
        let rules = domain::boundaries::effective(&register, today);
        let own = versions::own(tx)?;
        let texts = super::generate::draft(&super::generate::Material {
            register: &register,
            rules: &rules,
            own: &own,
            today,
        });
        let approval = versions::Approval {
            by: "Leif Leder",
            role: "leder",
            from: today,
            seen: 0,
        };
        versions::approve(tx, &texts, "2026-1", &approval).map(|_| ())
    })
    .unwrap();
}

#[tokio::test]
async fn a_question_in_plain_words_gets_an_answer_to_read_aloud() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Helper);
    let found = guide.get("/skranke/kan-jeg?q=betale+regningene+mine&topic=payment&csrf=x").await.ok();
    let link = found.body.split("href=\"/skranke/kan-jeg?svar=").nth(1).unwrap().split('"').next().unwrap();
    let answer = guide.get(&format!("/skranke/kan-jeg?svar={}", link.replace("&amp;", "&"))).await.ok();
    assert!(
        answer.says("Nei – gjør heller dette") && answer.says("Si for eksempel"),
        "{}",
        answer.body
    );
    assert!(
        answer.body.contains("/skranke/lapp/"),
        "somewhere to send people: {}",
        answer.body
    );
    assert!(answer.body.contains("topic=payment"), "what the visit knew is kept");
    let none = guide.get("/nn/skranke/kan-jeg?q=xyzzyx").await.ok();
    assert!(none.says("Det har vi ikkje eit svar på"));
    assert!(guide.get("/nb/skranke/kan-jeg?gruppe=money").await.ok().body.contains("svar="));
    assert_eq!(
        guide.get("/skranke/kan-jeg?svar=ingen").await.status,
        StatusCode::NOT_FOUND
    );
}

/// Bergen helps with applications: the answer here, why, and that the risk assessment is missing.
#[tokio::test]
async fn what_is_decided_here_is_shown_with_the_missing_risk_assessment() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Guide);
    let answer = guide.get("/skranke/kan-jeg?svar=fill_in_application").await.ok();
    assert!(answer.says("Ja, men vær varsom") && answer.says("ROS mangler – frist torsdag 31. desember"));
    assert!(
        !answer.says("Jeg kan ikke fylle ut for deg"),
        "words that refuse do not fit here"
    );
    test.at("2027-01-04T12:15");
    let guide = test.signed_in(Role::Guide);
    let late = guide.get("/en/skranke/kan-jeg?svar=fill_in_application").await.ok();
    assert!(late.says("it was due Thursday 31 December 2026"), "{}", late.body);
}

/// One tap: a visit outside the scope, without the form.
#[tokio::test]
async fn asked_for_and_outside_is_one_tap() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Guide);
    let published = test.app.published(test.tenant).await.unwrap();
    let id = |key: &str| domain::shared::Key::parse(key).unwrap();
    let place = published.place_id(&id("hovedbiblioteket")).unwrap();
    let offering = published.offering_id(&id("drop-in-biblioteket")).unwrap();
    let page = guide
        .get(&format!(
            "/skranke/kan-jeg?svar=enter_password&place={place}&offering={offering}&topic=electronic_id"
        ))
        .await
        .ok();
    let (_, form) = page.body.split_once("action=\"/skranke/henvendelser\"").unwrap();
    let form = form.split_once("</form>").unwrap().0;
    let fields: Vec<(&str, &str)> = form
        .split("name=\"")
        .skip(1)
        .map(|f| {
            let (name, rest) = f.split_once('"').unwrap();
            (name, rest.split_once("value=\"").unwrap().1.split_once('"').unwrap().0)
        })
        .collect();
    for wanted in [("outcome", "outside_scope"), ("boundary", "enter_password"), ("topic", "electronic_id")] {
        assert!(fields.contains(&wanted), "{fields:?}");
    }
    let saved = guide.post("/skranke/henvendelser", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    // Without a place the tap is not offered; the boundary goes into the form.
    let page = guide.get("/skranke/kan-jeg?svar=enter_password").await.ok();
    assert!(
        !page.body.contains("action=\"/skranke/henvendelser\"")
            && page.body.contains("/skranke?boundary=enter_password")
    );
}

#[tokio::test]
async fn a_deviation_needs_a_reason_an_owner_a_risk_assessment_and_a_review() {
    let test = TestApp::bergen(OPEN);
    let office = test.signed_in(Role::Coordinator);
    let path = "/kontor/grenser/enter_password";
    assert!(office.get(path).await.ok().says("Svaret hos oss"));
    let wrong = office
        .post(
            path,
            &[("svar", "no"), ("eier", "Ring 912 34 567"), ("gjennomgang", "2027-02-30")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["det samme som det nasjonale", "Skriv hvorfor", "peker på en person", "en dato som finnes"] {
        assert!(wrong.says(said), "{said}: {}", wrong.body);
    }
    assert!(wrong.body.contains("Ring 912 34 567"), "what was written is kept");
    let nothing = office.post(path, &[("begrunnelse_nb", &"x".repeat(601))]).await;
    for said in [
        "Velg hva vi svarer",
        "for lang",
        "Skriv hvem som har ansvaret",
        "trenger en risikovurdering",
        "Sett en dag",
    ] {
        assert!(nothing.says(said), "{said}");
    }
    let mut right = vec![
        ("svar", "with_care"),
        ("begrunnelse_nb", "Noen klarer det ikke alene."),
        ("eier", "Biblioteksjefen"),
        ("gjennomgang", "2027-06-30"),
        ("ros_frist", "2027-03-01"),
    ];
    // A deadline is not enough for something new.
    assert_eq!(office.post(path, &right).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    right.push(("ros", "Sak 26/9"));
    let _ = office.post(path, &right).await.to("/kontor/grenser");
    let list = office.get("/kontor/grenser").await.ok();
    assert!(
        list.says("Ansvarlig: Biblioteksjefen.") && list.says("Vurderes på nytt onsdag 30. juni 2027"),
        "{}",
        list.body
    );
    assert!(office.get(path).await.ok().body.contains("Noen klarer det ikke alene."));
    let guide = test.signed_in(Role::Guide);
    assert!(guide.get("/skranke/kan-jeg?svar=enter_password").await.ok().says("Ja, men vær varsom"));
    let gone = [("avvik", "enter-password")];
    let _ = office.post(&format!("{path}/fjern"), &gone).await.to("/kontor/grenser");
    assert!(guide.get("/skranke/kan-jeg?svar=enter_password").await.ok().says("Nei – gjør heller dette"));
}

/// Whoever points to an approved analysis need not write where it is; one that nobody approved is none.
#[tokio::test]
async fn a_deviation_rests_on_an_approved_analysis() {
    let test = TestApp::bergen(OPEN);
    let office = test.signed_in(Role::Coordinator);
    let path = "/kontor/grenser/enter_password";
    assert!(
        !office.get(path).await.ok().body.contains("name=\"analyse\""),
        "there is none to choose"
    );
    let made = analysis_approved(&test).await;
    let analysis = read(&test, |r| crate::risk::approved(r))[0].id.to_string();
    let page = office.get(&format!("{path}?analyse={analysis}&ros=ROS+2026")).await.ok();
    assert!(
        page.body.contains("ROS 2026") && page.says("Hjelp med søknader – godkjent i dag"),
        "{}",
        page.body
    );
    let said = |analysis: &'static str| {
        [
            ("svar", "with_care"),
            ("begrunnelse_nb", "Noen klarer det ikke alene."),
            ("eier", "Biblioteksjefen"),
            ("gjennomgang", "2027-06-30"),
            ("analyse", analysis),
        ]
    };
    let wrong = office.post(path, &said("0123456789abcdef0123456789abcdef")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("Velg en av analysene som er godkjent."), "{}", wrong.body);
    let _ = office.post(path, &said(analysis.clone().leak())).await.to("/kontor/grenser");
    let linked = || read(&test, |r| super::store::analyses(r));
    assert_eq!(
        linked().values().map(ToString::to_string).collect::<Vec<_>>(),
        [analysis]
    );
    let page = office.get(path).await.ok();
    assert!(page.body.contains(&format!("/kontor/ros/{made}\"")) && page.says("Se analysen «Hjelp med søknader»"));
    assert!(
        page.body.contains("value=\"Hjelp med søknader\""),
        "the reference is its title"
    );
    // It can be chosen away again; the reference stands.
    let mut none = said("").to_vec();
    none.extend([("avvik", "enter-password"), ("ros", "Sak 26/9")]);
    let _ = office.post(path, &none).await.to("/kontor/grenser");
    assert!(linked().is_empty());
}

#[tokio::test]
async fn a_deviation_that_is_to_be_looked_at_again_waits_for_somebody() {
    let test = TestApp::bergen(OPEN);
    let office = test.signed_in(Role::Coordinator);
    let path = "/kontor/grenser/enter_password";
    let decided = [
        ("svar", "with_care"),
        ("veileder", "volunteer"),
        ("begrunnelse_nb", "Noen klarer det ikke alene."),
        ("eier", "Biblioteksjefen"),
        ("ros", "Sak 26/9"),
        ("gjennomgang", "2026-12-01"),
    ];
    let _ = office.post(path, &decided).await.to("/kontor/grenser");
    let here = "/kontor/grenser/enter_password?avvik=enter-password";
    assert!(
        !office.get("/kontor").await.ok().body.contains(here),
        "its day has not come"
    );
    let due = office.get("/kontor/frister").await.ok();
    assert!(
        due.body.contains(here) && due.says("Se på avviket igjen"),
        "{}",
        due.body
    );
    test.at("2026-12-01T09:00");
    let home = test.signed_in(Role::Coordinator).get("/kontor").await.ok();
    assert!(
        home.body.contains(here) && home.says("Dere skulle se på avviket igjen"),
        "{}",
        home.body
    );
}

/// What was decided before there was a risk assessment stands, with a deadline; it can be changed without one.
#[tokio::test]
async fn what_stood_before_waits_for_its_risk_assessment_with_a_deadline() {
    let test = TestApp::bergen(OPEN);
    let office = test.signed_in(Role::Coordinator);
    let path = "/kontor/grenser/fill_in_application";
    let mut fields = vec![
        ("avvik", "hjelp-med-soknader"),
        ("svar", "with_care"),
        ("begrunnelse_nb", "Noen søknader finnes bare på nett."),
        ("eier", "Leder"),
        ("gjennomgang", "2027-06-30"),
    ];
    let without = office.post(path, &fields).await;
    assert!(without.says("Sett en frist for risikovurderingen"), "{}", without.body);
    fields.push(("ros_frist", "2027-01-31"));
    let _ = office.post(path, &fields).await.to("/kontor/grenser");
    assert!(office.get("/kontor/grenser").await.ok().says("ROS mangler – frist søndag 31. januar 2027"));
}

/// Decided for some: the desk knows who guides, in what and with what.
#[tokio::test]
async fn the_answer_hangs_on_who_guides_and_on_the_service() {
    let test = TestApp::bergen(OPEN);
    let (pupil, account) = test.signed_in_at(test.tenant, Role::Helper);
    put_guide(&test, 1, GuideKind::Pupil, Some(account));
    let answer = pupil.get("/skranke/kan-jeg?svar=digital_post").await.ok();
    assert!(
        answer.says("Nei – gjør heller dette") && answer.says("Hent en ansatt"),
        "{}",
        answer.body
    );
    let employee = test.signed_in(Role::Guide);
    let answer = employee.get("/skranke/kan-jeg?svar=digital_post").await.ok();
    assert!(
        answer.says("Det kommer an på") && answer.says("Forvaltningsloven § 13"),
        "{}",
        answer.body
    );
    assert!(
        employee
            .get("/skranke/kan-jeg?svar=digital_post&topic=health")
            .await
            .ok()
            .says("Ja, men vær varsom")
    );
    let office = test.signed_in(Role::Coordinator);
    let path = "/kontor/grenser/translate_letters";
    let decided = [
        ("svar", "no"),
        ("veileder", "volunteer"),
        ("form", "one_to_one"),
        ("tjeneste", "bostotte"),
        ("tjeneste", "nothing"),
        ("begrunnelse_nb", "Dette tar vi på Innbyggerservice."),
        ("eier", "Leder"),
        ("ros", "ROS 2026"),
        ("gjennomgang", "2027-06-30"),
    ];
    let _ = office.post(path, &decided).await.to("/kontor/grenser");
    let list = office.get("/kontor/grenser").await.ok();
    assert!(list.says("Bostøtte · "), "{}", list.body);
    let published = test.app.published(test.tenant).await.unwrap();
    let made = published.register.deviations.iter().find(|d| d.rule == "translate_letters").unwrap();
    assert_eq!(made.scope.services.len(), 1);
    let (volunteer, account) = test.signed_in_at(test.tenant, Role::Helper);
    put_guide(&test, 2, GuideKind::Volunteer, Some(account));
    let one_to_one = published.offering_id(&domain::shared::Key::parse("en-til-en").unwrap()).unwrap();
    let asked = format!("/skranke/kan-jeg?svar=translate_letters&service=bostotte&offering={one_to_one}");
    assert!(volunteer.get(&asked).await.ok().says("Dette tar vi på Innbyggerservice."));
    assert!(!employee.get(&asked).await.ok().says("Dette tar vi på Innbyggerservice."));
    // A second decision about the same rule, and the first taken back.
    let page = office.get(&format!("{path}?avvik=ny")).await.ok();
    assert!(page.says("Dette er også bestemt"));
    let _ = office.post(&format!("{path}/fjern"), &[("avvik", "translate-letters")]).await.to("/kontor/grenser");
    assert!(
        test.app
            .published(test.tenant)
            .await
            .unwrap()
            .register
            .deviations
            .iter()
            .all(|d| d.rule != "translate_letters")
    );
}

/// A new edition of the standard profile changes nothing until somebody says yes, and nothing that is decided here ever.
#[tokio::test]
async fn a_new_edition_asks_and_unpublishes_nothing() {
    let mut register = crate::testing::example("bergen");
    register.municipality.standard_profile = "2024-1".to_owned();
    let test = TestApp::with(&register, OPEN);
    let office = test.signed_in(Role::Coordinator);
    assert!(office.get("/kontor/grenser").await.ok().says("Ingenting er endret hos dere før dere sier ja."));
    let (pupil, account) = test.signed_in_at(test.tenant, Role::Helper);
    put_guide(&test, 1, GuideKind::Pupil, Some(account));
    let ask = "/skranke/kan-jeg?svar=digital_post";
    assert!(!pupil.get(ask).await.ok().says("Nei – gjør heller dette"));
    let changes = office.get("/kontor/grenser/utgave").await.ok();
    assert!(changes.says("Dere følger utgave 2024-1") && changes.says("Svaret blir et annet for noen veiledere"));
    assert_eq!(
        office.post("/kontor/grenser/utgave", &[("utgave", "1999-1")]).await.status,
        StatusCode::NOT_FOUND
    );
    let _ = office.post("/kontor/grenser/utgave", &[("utgave", "2026-1")]).await.to("/kontor/grenser");
    assert!(pupil.get(ask).await.ok().says("Nei – gjør heller dette"));
    assert!(pupil.get("/skranke/kan-jeg?svar=fill_in_application").await.ok().says("Ja, men vær varsom"));
    assert!(office.get("/kontor/grenser/utgave").await.ok().says("Dere følger den nyeste utgaven, 2026-1."));
}

fn field_of(page: &str, name: &str) -> String {
    let after = page.split(&format!("name=\"{name}\"")).nth(1).unwrap();
    after.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// A device without a network keeps the tap and sends it later: it counts once, in the month it was made in.
#[tokio::test]
async fn a_tap_that_comes_late_is_counted_once_in_its_own_month() {
    let test = TestApp::bergen(OPEN);
    let page = test.signed_in(Role::Guide).get("/skranke/kan-jeg/alle").await.ok();
    assert!(page.says("Spurt om, men utenfor – tell") && page.body.contains("data-asked=\"\""));
    let guide = test.signed_in(Role::Guide).header("accept", "application/json");
    let send = async |rule: &str, id: &str, day: &str| {
        guide
            .post(
                "/skranke/kan-jeg/tell",
                &[("svar", rule), ("tell", id), ("id", id), ("day", day)],
            )
            .await
    };
    let ids = ["1", "2", "3"].map(|n| n.repeat(32));
    assert!(send("pay_bills", &ids[0], "2026-10-30").await.ok().body.contains("stored"));
    assert!(send("pay_bills", &ids[0], "2026-10-30").await.ok().body.contains("already"));
    // A day that cannot be – to come, or long ago – is today.
    assert!(send("pay_bills", &ids[1], "2027-01-01").await.ok().body.contains("stored"));
    assert!(send("pay_bills", &ids[2], "2026-01-01").await.ok().body.contains("stored"));
    let counted = read(&test, |r| super::counts::since(r, 202_601));
    assert_eq!(
        counted.iter().map(|c| (c.month, c.n)).collect::<Vec<_>>(),
        [(202_610, 1), (202_611, 2)]
    );
    let gone = send("no_such", &"4".repeat(32), "").await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        gone.body.contains("refused") && gone.body.contains("Dette blir ikke telt"),
        "{}",
        gone.body
    );
}

/// A tap without a visit: counted by rule and month, once, and nobody in it.
#[tokio::test]
async fn what_is_asked_for_is_counted_once_and_holds_nobody() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Guide);
    let page = guide.get("/skranke/kan-jeg?svar=pay_bills&topic=payment").await.ok();
    let id = field_of(&page.body, "tell");
    assert!(page.body.contains("data-asked=\"/skranke/kan-jeg?svar=pay_bills&amp;talt=1&amp;topic=payment\""));
    let tap = [("svar", "pay_bills"), ("tell", id.as_str()), ("topic", "payment")];
    let to = "/skranke/kan-jeg?svar=pay_bills&talt=1&topic=payment";
    let _ = guide.post("/skranke/kan-jeg/tell", &tap).await.to(to);
    let _ = guide.post("/skranke/kan-jeg/tell", &tap).await.to(to);
    assert!(guide.get(to).await.ok().says("Telt. Ingen er skrevet ned."));
    let counted = read(&test, |r| super::counts::since(r, 202_611));
    assert_eq!(
        counted.iter().map(|c| (c.rule.as_str(), c.n)).collect::<Vec<_>>(),
        [("pay_bills", 1)]
    );
    assert_eq!(
        guide.post("/skranke/kan-jeg/tell", &[("svar", "no_such"), ("tell", &id)]).await.status,
        StatusCode::NOT_FOUND
    );
    // Further help because of a disability: both questions, or nothing is counted.
    let other = "22222222222222222222222222222222";
    let half = [("svar", "pay_bills"), ("tell", other), ("hva", "unntak"), ("grunn", "hands")];
    let back = guide.post("/skranke/kan-jeg/tell", &half).await.to("/skranke/kan-jeg?svar=pay_bills&mangler=1");
    assert!(guide.get(back.location()).await.ok().says("Velg ett svar på hvert spørsmål."));
    let mut whole = half.to_vec();
    whole.push(("gjort", "typed"));
    let _ = guide.post("/skranke/kan-jeg/tell", &whole).await.to("/skranke/kan-jeg?svar=pay_bills&talt=1");
    let counted = read(&test, |r| super::counts::since(r, 202_611));
    assert_eq!(
        counted.iter().map(|c| (c.kind, c.n)).collect::<Vec<_>>(),
        [(AskedKind::Exception, 1), (AskedKind::Outside, 1)]
    );
    let office = test.signed_in(Role::Coordinator);
    let figures = office.get("/kontor/grenser/spurt").await.ok();
    assert!(
        figures.says("Betale") && figures.says("Bruke hendene til det"),
        "{}",
        figures.body
    );
    assert!(office.get("/kontor/grenser/spurt.csv").await.ok().body.contains("\"Hva det gjaldt\";"));
    // Receipts are forgotten within weeks, counts after ten years.
    test.at("2026-12-28T03:00");
    write(&test, super::tonight).unwrap();
    let receipts = |r: &mut Read| {
        let tenant = ::store::Query::tenant(r);
        let sql = "SELECT COUNT(*) FROM boundary_receipt WHERE tenant_id = $1";
        Ok(::store::Query::one(r, sql, &::store::params![tenant], |row| row.int(0))?.unwrap_or_default())
    };
    assert_eq!(read(&test, receipts), 0);
    assert_eq!(read(&test, |r| super::counts::since(r, 202_611)).len(), 2);
    test.at("2036-12-02T03:00");
    write(&test, super::tonight).unwrap();
    assert!(read(&test, |r| super::counts::since(r, 0)).is_empty());
}

/// What the tap with a visit counts is in the same figures.
#[tokio::test]
async fn visits_with_a_boundary_are_in_the_figures() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Guide);
    let published = test.app.published(test.tenant).await.unwrap();
    let key = |key: &str| domain::shared::Key::parse(key).unwrap();
    let place = published.place_id(&key("hovedbiblioteket")).unwrap().to_string();
    let offering = published.offering_id(&key("drop-in-biblioteket")).unwrap().to_string();
    for n in 0..6 {
        let id = format!("{n:032x}");
        let visit = [
            ("id", id.as_str()),
            ("place", &place),
            ("offering", &offering),
            ("topic", "payment"),
            ("outcome", "outside_scope"),
            ("boundary", "pay_bills"),
        ];
        assert_eq!(
            guide.post("/skranke/henvendelser", &visit).await.status,
            StatusCode::SEE_OTHER
        );
    }
    let today = domain::shared::day_and_minute(test.now()).0;
    assert_eq!(
        read(&test, move |r| super::counts::in_visits(r, today)),
        [("pay_bills".to_owned(), 6)]
    );
}

#[tokio::test]
async fn every_answer_stands_on_one_page_for_the_desk_without_a_network() {
    let test = TestApp::bergen(OPEN);
    let guide = test.signed_in(Role::Guide);
    for locale in ["nb", "nn", "en"] {
        let page = guide.get(&format!("/{locale}/skranke/kan-jeg/alle")).await.ok();
        for rule in &domain::boundaries::Profile::standard().rules {
            assert!(page.body.contains(&format!("id=\"{}\"", rule.code)), "{}", rule.code);
        }
        assert!(page.body.contains("handbook") && page.body.contains("data-book"));
    }
}

/// From draft to read-confirmed: a leader approves by name, guides read it – at the desk or by their link – and a new version
/// shows what changed and gives them time.
#[tokio::test]
async fn the_description_goes_from_draft_to_read() {
    let test = TestApp::bergen(OPEN);
    let (leader, office, nobody) = (
        test.signed_in(Role::Leader),
        test.signed_in(Role::Coordinator),
        test.anonymous(),
    );
    let (guide, account) = test.signed_in_at(test.tenant, Role::Guide);
    put_guide(&test, 1, GuideKind::Employee, Some(account));
    assert!(nobody.get("/tjenestebeskrivelse").await.ok().says("Denne siden er ikke klar ennå."));
    assert!(guide.get("/skranke/tjenestebeskrivelse").await.ok().says("ikke godkjent ennå"));
    let home = office.get("/kontor/tjenestebeskrivelse").await.ok();
    assert!(home.says("Ingen utgave er godkjent") && home.says("Lederen godkjenner."));
    let draft = office.get("/kontor/tjenestebeskrivelse/utkast").await.ok();
    for said in [
        "Dette er et utkast",
        "Taushetsplikt",
        "Når du er i tvil",
        "Dette gjør vi ikke",
        "Datakafé",
        "Slik har vi bestemt det her",
    ] {
        assert!(draft.says(said), "{said}");
    }
    // Own words, guarded.
    let words = "/kontor/tjenestebeskrivelse/ord/doubt";
    office.get(words).await.ok();
    assert_eq!(
        office.get("/kontor/tjenestebeskrivelse/ord/annet").await.status,
        StatusCode::NOT_FOUND
    );
    let wrong = office.post(words, &[("ord-nb", "Ring 912 34 567")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
    let _ = office.post(words, &[("ord-nb", "Fagleder svarer alltid.")]).await.to("/kontor/tjenestebeskrivelse");
    // Only a leader approves, with a name, a role and a day that is not past.
    let approve = "/kontor/tjenestebeskrivelse/godkjenn";
    assert_eq!(office.post(approve, &[]).await.status, StatusCode::FORBIDDEN);
    let form = leader.get(approve).await.ok();
    assert!(form.says("De har 14 dager"), "{}", form.body);
    assert_eq!(field_of(&form.body, "sett"), "0");
    let bad = leader.post(approve, &[("sett", "0"), ("fra", "2026-11-01")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.says("Velg i dag eller en dag som kommer."));
    let good = [
        ("sett", "0"),
        ("navn", "Leif Leder"),
        ("rolle", "leder for Innbyggerservice"),
        ("fra", "2026-11-24"),
    ];
    let _ = leader.post(approve, &good).await.to("/kontor/tjenestebeskrivelse");
    let again = leader.post(approve, &good).await;
    assert!(
        again.says(&refusal_text(BoundariesRefusal::ApprovedMeanwhile)),
        "{}",
        again.body
    );
    let mut seen = good;
    seen[0].1 = "1";
    let same = leader.post(approve, &seen).await;
    assert!(same.says(&refusal_text(BoundariesRefusal::NothingNew)), "{}", same.body);
    let home = office.get("/kontor/tjenestebeskrivelse").await.ok();
    assert!(
        home.says("Godkjent av Leif Leder, leder for Innbyggerservice") && home.says("0 av 1 veiledere har lest den."),
        "{}",
        home.body
    );
    // At the desk, and on her own page.
    let mine = guide.get("/skranke/min-side").await.ok();
    assert!(mine.body.contains("/skranke/tjenestebeskrivelse\""), "{}", mine.body);
    let page = guide.get("/skranke/tjenestebeskrivelse").await.ok();
    assert!(
        page.says("Fagleder svarer alltid.") && page.says("Jeg har lest"),
        "{}",
        page.body
    );
    assert_eq!(field_of(&page.body, "versjon"), "1");
    let _ = guide.post("/skranke/min-side/lest", &[("versjon", "1")]).await.to("/skranke/min-side?lagret=1");
    assert!(
        guide
            .get("/skranke/tjenestebeskrivelse")
            .await
            .ok()
            .says("Du har sagt at du har lest denne utgaven.")
    );
    assert!(office.get("/kontor/tjenestebeskrivelse").await.ok().says("1 av 1 veiledere har lest den."));
    // A device shows it and asks nobody.
    assert!(
        !test
            .signed_in(Role::Guide)
            .get("/skranke/tjenestebeskrivelse")
            .await
            .ok()
            .body
            .contains("name=\"versjon\"")
    );
    // A new version: what changed, and time to read it.
    test.at("2026-12-01T12:00");
    let (leader, office) = (test.signed_in(Role::Leader), test.signed_in(Role::Coordinator));
    let _ = office
        .post(words, &[("ord-nb", "Fagleder svarer alltid på telefon.")])
        .await
        .to("/kontor/tjenestebeskrivelse");
    assert!(office.get("/kontor/tjenestebeskrivelse").await.ok().says("Utkastet er et annet"));
    let next = [("sett", "1"), ("navn", "Leif Leder"), ("rolle", "leder"), ("fra", "2026-12-01")];
    let _ = leader.post(approve, &next).await.to("/kontor/tjenestebeskrivelse");
    let gate = read(&test, |r| {
        crate::guides::gate_of(r, Id([1; 16]), jiff::civil::date(2026, 12, 1))
    });
    assert!(
        matches!(&gate, domain::guides::Gate::Closed { missing } | domain::guides::Gate::Grace { missing, .. } if missing.contains(&Requirement::ServiceDescription)),
        "{gate:?}"
    );
    let newer = office.get("/kontor/tjenestebeskrivelse/2").await.ok();
    assert!(
        newer.says("Dette er nytt") && newer.body.contains("<ins>"),
        "{}",
        newer.body
    );
    assert!(
        office.get("/kontor/tjenestebeskrivelse/1").await.ok().says("Fagleder svarer alltid."),
        "the old one stands"
    );
    assert_eq!(
        office.get("/kontor/tjenestebeskrivelse/9").await.status,
        StatusCode::NOT_FOUND
    );
    let public = nobody.get("/tjenestebeskrivelse").await.ok();
    assert!(
        public.says("Passordet og koden din er bare dine.") && !public.body.contains("<script src"),
        "{}",
        public.body
    );
    // Names are forgotten three years after.
    test.at("2030-01-01T03:00");
    write(&test, super::tonight).unwrap();
    let kept = read(&test, |r| super::versions::all(r));
    assert_eq!(
        kept.iter().map(|v| v.by.as_str()).collect::<Vec<_>>(),
        ["Leif Leder", ""]
    );
}

/// A volunteer without an account reads it by her link, and the button there registers it.
#[tokio::test]
async fn a_volunteer_reads_by_her_link() {
    let test = TestApp::bergen(OPEN);
    put_guide(&test, 1, GuideKind::Volunteer, None);
    approve(&test);
    let office = test.signed_in(Role::Coordinator);
    let id = Id([1; 16]);
    let made = office.post(&format!("/kontor/folk/{id}/lenke"), &[("gjor", "ny")]).await;
    let page = if made.status == StatusCode::SEE_OTHER {
        office.get(made.location()).await
    } else {
        made
    };
    let page = if page.body.contains("/veileder/") {
        page
    } else {
        office.get(&format!("/kontor/folk/{id}")).await
    };
    let at = page.body.find("/veileder/").unwrap() + "/veileder/".len();
    let token: String = page.body[at..].chars().take_while(char::is_ascii_hexdigit).collect();
    let nobody = test.anonymous();
    let base = format!("/veileder/{token}");
    assert!(nobody.get(&base).await.ok().body.contains(&format!("{base}/tjenestebeskrivelse")));
    let page = nobody.get(&format!("{base}/tjenestebeskrivelse")).await.ok();
    assert_eq!(field_of(&page.body, "versjon"), "1");
    let _ = nobody.post(&format!("{base}/lest"), &[("versjon", "1")]).await.to(&format!("{base}?lagret=1"));
    assert!(nobody.get(&format!("{base}/tjenestebeskrivelse")).await.ok().says("Du har sagt at du har lest"));
    assert_eq!(
        nobody.get("/veileder/0000/tjenestebeskrivelse").await.status,
        StatusCode::NOT_FOUND
    );
}

/// PDF, Word and a page of its own, in every language; and the poster on one sheet.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_description_comes_on_paper_in_three_languages() {
    let test = TestApp::bergen(OPEN);
    approve(&test);
    let office = test.signed_in(Role::Coordinator);
    for l in ["nb", "nn", "en"] {
        for (kind, begins) in [("pdf", "%PDF"), ("word", "PK"), ("nettside", "<!")] {
            let file = office.get(&format!("/{l}/kontor/tjenestebeskrivelse/1/fil/{kind}")).await.ok();
            assert!(
                file.body.to_lowercase().starts_with(&begins.to_lowercase()),
                "{l} {kind}"
            );
        }
        let poster = office.get(&format!("/{l}/kontor/tjenestebeskrivelse/plakat.pdf")).await.ok();
        assert!(
            poster.body.starts_with("%PDF") && poster.body.contains("/Count 1"),
            "one sheet in {l}"
        );
    }
    let draft = office.get("/kontor/tjenestebeskrivelse/utkast/fil/pdf").await.ok();
    assert!(draft.body.starts_with("%PDF"));
    assert_eq!(
        office.get("/kontor/tjenestebeskrivelse/1/fil/epost").await.status,
        StatusCode::NOT_FOUND
    );
}

/// LIX: words per sentence and the share of words longer than six letters.
fn lix(text: &str) -> f64 {
    let words: Vec<&str> = text.split_whitespace().collect();
    let sentences = text.matches(['.', '!', '?', ':']).count().max(1);
    let long = words.iter().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 6).count();
    words.len() as f64 / sentences as f64 + 100.0 * long as f64 / words.len() as f64
}

#[test]
fn what_everybody_reads_is_easy() {
    let register = crate::testing::example("bergen");
    let today = jiff::civil::date(2026, 11, 24);
    let rules = domain::boundaries::effective(&register, today);
    let own = super::generate::Own::new();
    let texts = super::generate::draft(&super::generate::Material {
        register: &register,
        rules: &rules,
        own: &own,
        today,
    });
    for l in [Locale::Nb, Locale::Nn] {
        let public = &texts.of(l).public;
        for section in public.sections.iter().filter(|s| s.code != "about") {
            let text = section.lines().iter().map(|line| format!("{line} ")).collect::<String>();
            assert!(lix(&text) <= 35.0, "{:.0} {}", lix(&text), section.title);
        }
    }
    for l in Locale::ALL {
        for pair in [&texts.of(l).guide, &texts.of(l).public] {
            let blank = |s: &&domain::boundaries::DescriptionSection| {
                s.title.is_empty() || s.lines().iter().any(String::is_empty)
            };
            assert!(pair.sections.iter().find(blank).is_none(), "{l:?}");
        }
    }
}

#[tokio::test]
async fn those_who_only_read_see_the_list_and_change_nothing() {
    let test = TestApp::bergen(OPEN);
    let reader = test.signed_in(Role::PrivacyOfficer);
    let list = reader.get("/kontor/grenser").await.ok();
    assert!(
        list.says("utgave 2026-1") && !list.body.contains("href=\"/kontor/grenser/"),
        "{}",
        list.body
    );
    assert_eq!(
        reader.get("/kontor/grenser/enter_password").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        test.signed_in(Role::Guide).get("/kontor/grenser").await.status,
        StatusCode::FORBIDDEN
    );
}
