use super::{
    FigureSource, evidence,
    fetch::{FetchTrouble, population_path},
    figures_store, store,
};
use crate::{
    frame::{AppError, Refusal},
    testing::{Answer, Browser, TestApp, example, town::write, whole_example},
};
use axum::http::StatusCode;
use domain::{
    access::Role,
    register::Register,
    shared::{Id, Locale, day_and_minute},
    situation::{EstablishmentStep, Evidence, FactWarning, SituationRefusal, questions},
};

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

const NOW: &str = "2026-11-24T12:15";
const QUESTION: &str = "/kontor/grunnlag/kartlegging/financed";

/// A municipality that has nothing but its name.
fn empty() -> Register {
    let mut register = example("minimal");
    register.offerings.clear();
    register.places.clear();
    register.organisations.clear();
    register.municipality.closed_periods.retain(|p| p.place.is_none());
    register
}

fn known(test: &TestApp, number: &'static str) -> Evidence {
    let today = day_and_minute(test.now()).0;
    test.app.db().read_blocking(test.tenant, move |r| evidence(r, number, today)).unwrap()
}

fn fact() -> Vec<(&'static str, &'static str)> {
    vec![
        ("setning", "9 prosent hos oss har bedt om brev på papir."),
        ("tall", "9 %"),
        ("slag", "other"),
        ("ar", "2025"),
        ("utgiver", "Bokn kommune"),
        ("utgivelse", "Egen telling"),
    ]
}

fn with<'a>(fields: &[(&'a str, &'a str)], name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let others = fields.iter().copied().filter(|(n, _)| *n != name);
    others.chain([(name, value)]).collect()
}

#[tokio::test]
async fn one_question_at_a_time_and_a_gap_stays_a_gap() {
    let test = TestApp::minimal(NOW);
    let office = test.signed_in(Role::Coordinator);
    let list = office.get("/nb/kontor/grunnlag/kartlegging").await.ok();
    assert!(
        list.says("0 av 22 spørsmål er besvart") && list.says("Mangler svar"),
        "{}",
        list.body
    );
    let page = office.get(&format!("/nb{QUESTION}")).await.ok();
    assert!(
        page.says("Hvordan er tilbudene betalt?") && page.says("Steg 7 av 22"),
        "{}",
        page.body
    );
    assert_eq!(page.body.matches("<textarea").count(), 1, "no wall of forms");

    let unsourced = office.post(&format!("/nb{QUESTION}"), &[("svar", "Av biblioteket"), ("kilde", "")]).await;
    assert_eq!(unsourced.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unsourced.says(&SituationRefusal::NoSource.text(Locale::Nb)) && unsourced.says("Av biblioteket"));
    let wrong = office
        .post(
            &format!("/nb{QUESTION}"),
            &[("svar", "Ring 12345678910"), ("kilde", "x"), ("dato", "i går"), ("adresse", "ftp://noe")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("En nettadresse begynner med https://"), "{}", wrong.body);

    let fields = [
        ("svar", "Av bibliotekets driftsbudsjett."),
        ("kilde", "Budsjettet for 2026"),
        ("dato", "2026-11-01"),
        ("ansvarlig", "Økonomi"),
        ("vedlegg", "Sak 26/1"),
        ("adresse", "https://www.bokn.kommune.no/sak"),
    ];
    for _ in 0..2 {
        office.post(QUESTION, &fields).await.to("/kontor/grunnlag/kartlegging/with-volunteers?lagret=1");
    }
    let asked = [("svar", ""), ("kilde", ""), ("dato", ""), ("ansvarlig", "Biblioteksjef")];
    office
        .post("/kontor/grunnlag/kartlegging/organised", &asked)
        .await
        .to("/kontor/grunnlag/kartlegging/where?lagret=1");
    let list = office.get("/nb/kontor/grunnlag/kartlegging").await.ok();
    assert!(list.says("1 av 22") && list.says("Biblioteksjef finner ut av det"));
    let known = known(&test, "1145");
    assert_eq!((known.answers.len(), known.gaps.len()), (1, questions().len() - 1));
    assert_eq!(known.answer("financed").unwrap().source, "Budsjettet for 2026");
    let organised = known.gaps.iter().find(|(q, _)| q.code == "organised").unwrap();
    assert_eq!(organised.1, "Biblioteksjef");
    let history = test.signed_in(Role::Leader).get("/nb/kontor/historikk").await.ok();
    assert!(
        history.says("svaret «Hvordan er tilbudene betalt?» i kartleggingen"),
        "{}",
        history.body
    );

    let privacy = test.signed_in(Role::PrivacyOfficer);
    let read = privacy.get(&format!("/nb{QUESTION}")).await.ok();
    assert!(read.says("Av bibliotekets driftsbudsjett.") && !read.body.contains("<textarea"));
    assert_eq!(privacy.post(QUESTION, &fields).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        office.get("/kontor/grunnlag/kartlegging/finnes-ikke").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        test.signed_in(Role::Helper).get("/kontor/grunnlag").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn what_the_product_knows_is_not_typed_again() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    let page = office.get("/kontor/grunnlag/kartlegging/population").await.ok();
    assert!(
        page.says("Dette vet vi allerede") && page.says("Statistisk sentralbyrå, tabell 07459"),
        "{}",
        page.body
    );
    let filled = office.get("/kontor/grunnlag/kartlegging/population?bruk=1").await.ok();
    let area = filled.body.split("<textarea").nth(1).unwrap().split("</textarea>").next().unwrap();
    assert!(area.contains("mennesker i Bergen (1. januar 2026)"), "{area}");
    assert!(filled.body.contains("value=\"Statistisk sentralbyrå, tabell 07459\""));
    let estimate = office.get("/kontor/grunnlag/kartlegging/digital-competence").await.ok();
    assert!(
        estimate.says("er om lag") && estimate.says("HK-dir"),
        "{}",
        estimate.body
    );
    let inventory = office.get("/kontor/grunnlag/tilbud").await.ok();
    assert!(inventory.says("Seniornett") && inventory.says("Datakafé") && inventory.says("Skoler, stat og private"));
}

#[tokio::test]
async fn a_fact_has_year_and_source_or_is_refused() {
    let test = TestApp::minimal(NOW);
    let office = test.signed_in(Role::Coordinator);
    let new = "/nb/kontor/grunnlag/fakta/ny";
    let fact = fact();
    let no_year = office.post(new, &with(&fact, "ar", "")).await;
    assert_eq!(no_year.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        no_year.says(&SituationRefusal::NoYear.text(Locale::Nb)),
        "{}",
        no_year.body
    );
    let no_source = office.post(new, &with(&fact, "utgivelse", " ")).await;
    assert!(no_source.says(&SituationRefusal::NoSource.text(Locale::Nb)));
    let odd = with(&with(&with(&fact, "andel", "mange"), "fra", "80"), "til", "67");
    let odd = office.post(new, &odd).await;
    assert!(
        odd.says("Skriv andelen som et tall") && odd.says("Skriv alderen fra yngst til eldst"),
        "{}",
        odd.body
    );
    assert!(
        known(&test, "1145").facts.iter().all(|(f, _)| !f.own),
        "nothing was stored"
    );

    let whole = with(&with(&fact, "andel", "9"), "fra", "67");
    let whole = with(&whole, "erstatter", "svake-eller-utenfor");
    let address = office.post("/kontor/grunnlag/fakta/ny", &whole).await.location().to_owned();
    assert!(
        address.starts_with("/kontor/grunnlag/fakta/9-prosent-hos-oss"),
        "{address}"
    );
    assert_eq!(
        office.post("/kontor/grunnlag/fakta/ny", &whole).await.location(),
        address,
        "sent twice, kept once"
    );
    let page = office.get(&address).await.ok();
    assert!(
        page.body.contains("9\u{a0}%") && page.body.contains("67+"),
        "{}",
        page.body
    );
    let old = office.get("/nb/kontor/grunnlag/fakta/svake-eller-utenfor").await.ok();
    assert!(
        old.says("Et nyere tall har tatt over") && old.says("Tallet er 6 år gammelt"),
        "{}",
        old.body
    );
    let kept = known(&test, "1145");
    let (_, warnings) = kept.facts.iter().find(|(f, _)| f.code == "svake-eller-utenfor").unwrap();
    assert!(matches!(
        &warnings[..],
        [FactWarning::Old(6), FactWarning::Superseded(_)]
    ));

    office.post("/kontor/grunnlag/fakta", &[("ar", "7")]).await.to("/kontor/grunnlag/fakta?lagret=1");
    assert!(!office.get("/nb/kontor/grunnlag/fakta/svake-eller-utenfor").await.ok().says("år gammelt"));
    assert_eq!(
        office.post("/kontor/grunnlag/fakta", &[("ar", "99")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    for _ in 0..2 {
        office.post(&format!("{address}/fjern"), &[]).await.to("/kontor/grunnlag/fakta?lagret=1");
    }
    assert_eq!(office.get(&address).await.status, StatusCode::NOT_FOUND);
    office.post("/kontor/grunnlag/fakta/sarbare/fjern", &[]).await.to("/kontor/grunnlag/fakta?lagret=1");
    assert!(
        office.get("/kontor/grunnlag/fakta/sarbare").await.ok().body.contains("850 000"),
        "what ships, stays"
    );
}

/// 14, 20 and 5.3 per cent are three things: the page says so, and so does what documents are made from.
#[tokio::test]
async fn kinds_are_never_mixed() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    let mixed = |a: &str, b: &str| format!("/kontor/grunnlag/fakta/sammen?a={a}&b={b}");
    for (a, b) in [
        ("svake-eller-utenfor", "sarbare"),
        ("sarbare", "trengte-men-brukte-ikke"),
        ("trengte-men-brukte-ikke", "svake-eller-utenfor"),
    ] {
        let page = office.get(&mixed(a, b)).await.ok();
        assert!(page.says(&SituationRefusal::KindsMixed.text(Locale::Nb)), "{a} and {b}");
        assert_eq!(
            known(&test, "4601").together(&[a, b]),
            Err(SituationRefusal::KindsMixed)
        );
    }
    let page = office.get(&mixed("bruker-ikke", "svake-ferdigheter")).await.ok();
    assert!(page.says("kan stå i samme setning"));
    assert_eq!(
        known(&test, "4601").together(&["bruker-ikke", "svake-ferdigheter"]).unwrap().len(),
        2
    );
    assert_eq!(
        known(&test, "4601").together(&["finnes-ikke"]),
        Err(SituationRefusal::NoSource)
    );
}

#[tokio::test]
async fn an_estimate_shows_its_formula_or_says_why_not() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    let page = office.get("/kontor/grunnlag/fakta/svake-eller-utenfor").await.ok();
    assert!(
        page.body.contains("Anslag: ") && page.body.contains("14\u{a0}%") && page.says("16+ år (1. januar 2026)"),
        "{}",
        page.body
    );
    let no_people = office.get("/kontor/grunnlag/fakta/sarbare").await.ok();
    assert!(no_people.says(&SituationRefusal::NoPopulation.text(Locale::Nb)));
    let no_share = office.get("/kontor/grunnlag/fakta/svake-over-60").await.ok();
    assert!(no_share.says(&SituationRefusal::NoShare.text(Locale::Nb)));
}

/// Table 07459 as PxWebApi answers, for Bokn, single years of age.
fn population_file() -> serde_json::Value {
    let ages: Vec<String> = (0..=105).map(|n| if n == 105 { "105+".to_owned() } else { format!("{n:03}") }).collect();
    let values: Vec<u32> = (0..212).map(|n| 4 + n % 2).collect();
    serde_json::json!({
        "version": "2.0", "class": "dataset", "label": "07459: Befolkning", "source": "Statistisk sentralbyrå",
        "updated": "2026-02-24T07:00:00Z", "id": ["Region", "Kjonn", "Alder", "ContentsCode", "Tid"],
        "size": [1, 2, 106, 1, 1], "role": { "time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"] },
        "dimension": {
            "Region": { "category": { "index": { "1145": 0 } } },
            "Kjonn": { "category": { "index": ["1", "2"] } },
            "Alder": { "category": { "index": ages } },
            "ContentsCode": { "category": { "index": ["Personer1"], "label": { "Personer1": "Personer" } } },
            "Tid": { "category": { "index": ["2026"] } }
        },
        "value": values
    })
}

async fn upload(office: &Browser, kind: &str, file: &[u8]) -> Answer {
    office.post_file("/nb/kontor/grunnlag/tall/importer", &[("slag", kind)], file).await
}

#[tokio::test]
async fn figures_come_in_from_a_file_and_every_wrong_file_is_told_apart() {
    let test = TestApp::minimal(NOW);
    let office = test.signed_in(Role::Coordinator);
    assert!(office.get("/nb/kontor/grunnlag/tall").await.ok().body.matches("<svg").count() >= 2);
    let form = office.get("/nb/kontor/grunnlag/tall/importer").await.ok();
    assert!(
        form.body.contains("valueCodes%5BRegion%5D=1145"),
        "a ready file for this municipality"
    );

    let good = population_file();
    let bytes = |v: &serde_json::Value| serde_json::to_vec(v).unwrap();
    let mut elsewhere = good.clone();
    elsewhere["dimension"]["Region"]["category"]["index"] = serde_json::json!({ "4601": 0 });
    let mut cut = good.clone();
    cut["value"].as_array_mut().unwrap().pop();
    let mut old = good.clone();
    old["class"] = serde_json::json!("collection");
    for (file, words) in [
        (b"ikke json".to_vec(), "Filen er ikke JSON"),
        (bytes(&old), "ikke JSON-stat 2"),
        (bytes(&cut), "Filen skulle hatt 212 tall, men har 211"),
        (bytes(&elsewhere), "Kommunen deres er ikke i filen"),
        (Vec::new(), "Filen er ikke JSON"),
    ] {
        let answer = upload(&office, "population_by_age", &file).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(answer.says(words), "{words}: {}", answer.body);
    }
    assert!(upload(&office, "noe-annet", &bytes(&good)).await.says("Velg en fil, og hva tallene handler om"));
    assert!(known(&test, "1145").figures.is_empty());

    for _ in 0..2 {
        upload(&office, "population_by_age", &bytes(&good)).await.to("/nb/kontor/grunnlag/tall?lagret=1");
    }
    let kept = test.app.db().read_blocking(test.tenant, |r| figures_store::figures(r)).unwrap();
    assert_eq!(
        (kept.len(), kept[0].series.len()),
        (1, 106),
        "the same again takes the place of it"
    );
    // Those who are 18 and over can be told now, and so an estimate of adults can be made.
    let made = known(&test, "1145");
    let adults = made.estimate("sarbare").unwrap();
    assert_eq!(adults.people.persons, 88 * 8 + 88);
    assert!(office.get("/nb/kontor/grunnlag/fakta/sarbare").await.ok().says("18+ år (1. januar 2026)"));
    let page = office.get("/nb/kontor/grunnlag/tall").await.ok();
    assert!(page.says("07459: Befolkning") && page.says("Lagt inn"), "{}", page.body);
    let remove = format!("/kontor/grunnlag/tall/{}/fjern", kept[0].id);
    for _ in 0..2 {
        office.post(&remove, &[]).await.to("/kontor/grunnlag/tall?lagret=1");
    }
    assert!(known(&test, "1145").estimate("sarbare").is_none());
    assert_eq!(
        office.post("/kontor/grunnlag/tall/xyz/fjern", &[]).await.status,
        StatusCode::NOT_FOUND
    );
    let history = test.signed_in(Role::Leader).get("/nb/kontor/historikk").await.ok();
    assert!(history.says("tall lagt inn fra en fil"));
}

#[tokio::test]
async fn markup_in_a_file_is_shown_as_words() {
    let test = TestApp::minimal(NOW);
    let office = test.signed_in(Role::Coordinator);
    let file = serde_json::json!({
        "version": "2.0", "class": "dataset", "label": "<script>alert(1)</script>", "source": "\u{202e}SSB",
        "id": ["Region", "Tid"], "size": [1, 1],
        "dimension": {
            "Region": { "category": { "index": ["1145"] } }, "Tid": { "category": { "index": ["2026"] } }
        },
        "value": [2.5]
    });
    upload(&office, "centrality", file.to_string().as_bytes())
        .await
        .to("/nb/kontor/grunnlag/tall?lagret=1");
    let page = office.get("/nb/kontor/grunnlag/tall").await.ok();
    assert!(!page.body.contains("<script>alert") && page.body.contains("&lt;script&gt;") && page.says("2,5"));
    assert_eq!(known(&test, "1145").figures.len(), 1);
}

fn link_of(body: &str) -> String {
    let token = body.split("/kartlegging/").find_map(|part| part.get(..32).and_then(Id::parse));
    format!("/nb/kartlegging/{}", token.unwrap())
}

#[tokio::test]
async fn employees_answer_without_names_and_small_sums_are_hidden() {
    let test = TestApp::minimal(NOW);
    let office = test.signed_in(Role::Coordinator);
    let page = "/nb/kontor/grunnlag/ansatte";
    assert!(office.get(page).await.ok().says("Lag en lenke"));
    office.post(page, &[("gjor", "apne")]).await.to("/nb/kontor/grunnlag/ansatte?lagret=1");
    let twice = office.post(page, &[("gjor", "apne")]).await;
    assert_eq!(twice.status, SituationRefusal::RoundOpen.status());
    let link = link_of(&office.get(page).await.ok().body);

    let employee = test.anonymous();
    let sheet = employee.get(&link).await.ok();
    assert!(
        sheet.says("Vi spør ikke hva du heter") && sheet.body.contains("noindex"),
        "{}",
        sheet.body
    );
    let nothing = employee.post(&link, &[("ark", &Id([9; 16]).to_string())]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.says("Svar på minst ett av spørsmålene"));
    for n in 0..12u8 {
        let ark = Id([n; 16]).to_string();
        let level = if n < 3 { "wants_training" } else { "can_show" };
        let fields = [("ark", ark.as_str()), ("devices", level), ("fraud", "manages"), ("privacy", "noe-annet")];
        for _ in 0..2 {
            employee.post(&link, &fields).await.to(&format!("{link}?takk=1"));
        }
    }
    let open = office.get(page).await.ok();
    assert!(
        open.says("En runde er åpen. 12 har svart.") && !open.says("færre enn 5"),
        "{}",
        open.body
    );
    let round = test.app.db().read_blocking(test.tenant, |r| figures_store::rounds(r)).unwrap().remove(0);
    assert!(round.shown().is_none());
    let close = [("gjor", "lukk"), ("runde", &*round.id.to_string())];
    office.post(page, &close).await.to("/nb/kontor/grunnlag/ansatte?lagret=1");
    let closed = office.get(page).await.ok();
    assert!(
        closed.says("færre enn 5") && closed.says("vises ikke") && closed.says("12"),
        "{}",
        closed.body
    );
    let late = employee.post(&link, &[("ark", &*Id([77; 16]).to_string()), ("devices", "manages")]).await;
    assert_eq!(late.status, SituationRefusal::RoundClosed.status());
    assert!(employee.get(&link).await.ok().says("Denne runden er lukket"));
    let suggestion = office.get("/nb/kontor/grunnlag/kartlegging/guide-competence").await.ok();
    assert!(suggestion.says("12 ansatte har svart."), "{}", suggestion.body);
    assert_eq!(
        test.anonymous().get("/kartlegging/tull").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        test.anonymous().get(&format!("/kartlegging/{}", Id([5; 16]))).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_way_works_in_an_empty_municipality_and_blocks_nothing() {
    let test = TestApp::with(&empty(), NOW);
    let office = test.signed_in(Role::Coordinator);
    for language in ["nb", "nn", "en"] {
        for path in ["veien", "grunnlag", "grunnlag/tilbud", "grunnlag/tall", "grunnlag/fakta", "grunnlag/fakta/sammen"]
        {
            office.get(&format!("/{language}/kontor/{path}")).await.ok();
        }
    }
    let page = office.get("/nb/kontor/veien").await.ok();
    assert!(
        page.says("0 av 10 steg er gjort") && page.says("Bare begynn"),
        "{}",
        page.body
    );
    assert!(
        page.body.contains("/kontor/aktorer/ny"),
        "the next thing to write for a first version"
    );
    let home = office.get("/nb/kontor").await.ok();
    assert!(
        home.says("Neste steg på veien: Se hvordan det står til"),
        "{}",
        home.body
    );
    for _ in 0..2 {
        office
            .post("/nb/kontor/veien", &[("steg", "decision"), ("gjort", "ja")])
            .await
            .to("/nb/kontor/veien?lagret=1");
    }
    let page = office.get("/nb/kontor/veien").await.ok();
    assert!(page.says("1 av 10 steg er gjort") && page.says("gjort et annet sted."));
    office
        .post("/nb/kontor/veien", &[("steg", "decision"), ("gjort", "nei")])
        .await
        .to("/nb/kontor/veien?lagret=1");
    assert!(office.get("/nb/kontor/veien").await.ok().says("0 av 10"));
    assert_eq!(
        office.post("/kontor/veien", &[("steg", "noe")]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        test.signed_in(Role::PrivacyOfficer).post("/kontor/veien", &[("steg", "risk")]).await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn the_way_sees_what_is_done_elsewhere() {
    let test = TestApp::minimal(NOW);
    let office = test.signed_in(Role::Coordinator);
    let page = office.get("/nb/kontor/veien").await.ok();
    assert!(!page.says("Bare begynn"), "the first version is out");
    assert!(page.says("1 av 1 tilbud har tid og sted."), "{}", page.body);
    assert!(!office.get("/nb/kontor").await.ok().says("Neste steg på veien"));
    let mut draft = example("minimal");
    draft.offerings.iter_mut().for_each(|o| o.published = false);
    let test = TestApp::with(&draft, NOW);
    let office = test.signed_in(Role::Coordinator);
    assert!(office.get("/nb/kontor/veien").await.ok().body.contains("/kontor/tilbud/digihjelp/publiser"));
}

#[tokio::test]
async fn the_demonstration_says_what_is_written_about_bergen_and_no_more() {
    let test = TestApp::whole("bergen", NOW);
    let known = known(&test, "4601");
    assert!(known.answers.iter().all(|(_, a)| a.source.starts_with("KS")));
    assert!(known.answer("financed").is_none(), "the article does not say");
    assert!(known.population.is_some() && known.estimates.len() >= 4);
    let leader = test.signed_in(Role::Leader);
    let page = leader.get("/kontor/grunnlag").await.ok();
    assert!(page.says("12 av 22 spørsmål er besvart"), "{}", page.body);
    let page = leader.get(QUESTION).await.ok();
    assert!(page.says("Antatt, ikke bekreftet:"), "{}", page.body);
    // What is written anew is no longer assumed; what stands is.
    let office = test.signed_in(Role::Coordinator);
    let asked = |who| [("svar", ""), ("kilde", ""), ("dato", "2026-11-24"), ("ansvarlig", who)];
    office
        .post(QUESTION, &asked("Økonomi"))
        .await
        .to("/kontor/grunnlag/kartlegging/with-volunteers?lagret=1");
    assert!(office.get(QUESTION).await.ok().says("Antatt, ikke bekreftet:"));
    office
        .post(QUESTION, &asked("Økonomisjefen"))
        .await
        .to("/kontor/grunnlag/kartlegging/with-volunteers?lagret=1");
    assert!(!office.get(QUESTION).await.ok().says("Antatt, ikke bekreftet:"));
}

#[tokio::test]
async fn the_store_refuses_what_has_no_source() {
    let test = TestApp::minimal(NOW);
    let mut answer = whole_example("minimal").survey.unwrap().remove(0);
    answer.source.clear();
    let refused = write(&test, move |tx| store::put_answer(tx, &answer));
    assert!(matches!(refused, Err(AppError::Refused(r)) if r.code() == SituationRefusal::NoSource.code()));
    let mut fact = known(&test, "1145").facts.remove(0).0;
    fact.year = 0;
    let refused = write(&test, move |tx| store::put_fact(tx, &fact, Locale::Nb));
    assert!(matches!(refused, Err(AppError::Refused(r)) if r.code() == SituationRefusal::NoYear.code()));
    write(&test, |tx| {
        store::mark(tx, EstablishmentStep::Risk, Some(jiff::civil::date(2026, 11, 1)))
    })
    .unwrap();
    let marks = test.app.db().read_blocking(test.tenant, |r| store::marks(r)).unwrap();
    assert_eq!(marks, [(EstablishmentStep::Risk, jiff::civil::date(2026, 11, 1))]);
}

/// A Statistics Norway that gives each that asks this answer, head and all – or nothing for as long as anybody waits; tells what it
/// was asked.
fn statistics_norway(answer: Option<Vec<u8>>) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/api/pxwebapi/v2", listener.local_addr().unwrap());
    let (tell, asked) = channel();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut head = vec![0; 4_096];
            let n = stream.read(&mut head).unwrap_or(0);
            let _ = tell.send(String::from_utf8_lossy(&head[..n]).into_owned());
            // Who asked may have heard enough, or gone.
            let _ = match &answer {
                Some(answer) => stream.write_all(answer).is_ok(),
                None => stream.read_to_end(&mut head).is_ok(),
            };
        }
    });
    (address, asked)
}

fn answered(status: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

const PATIENCE: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_secs(20);

#[tokio::test]
async fn figures_are_fetched_and_nothing_is_kept_of_what_goes_wrong() {
    let test = TestApp::minimal(NOW);
    let office = test.signed_in(Role::Coordinator);
    const FETCH: &str = "/nb/kontor/grunnlag/tall/hent";
    assert_eq!(
        office.post(FETCH, &[]).await.status,
        StatusCode::NOT_FOUND,
        "off until it is told where"
    );
    assert!(!office.get("/nb/kontor/grunnlag/tall/importer").await.ok().says("Hent folketallet"));
    let good = serde_json::to_vec(&population_file()).unwrap();
    let mut elsewhere = population_file();
    elsewhere["dimension"]["Region"]["category"]["index"] = serde_json::json!({ "4601": 0 });
    let mut no_ages = population_file();
    no_ages["id"][2] = serde_json::json!("Sivilstand");
    let cut_off = answered("200 OK", &good)[..1_000].to_vec();
    let moved =
        b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            .to_vec();
    let answers = [
        (
            answered("404 Not Found", b"{\"title\":\"Not found\"}"),
            "Tabellen finnes ikke der vi spør",
        ),
        (answered("429 Too Many Requests", b""), "for mange spørsmål herfra"),
        (answered("500 Internal Server Error", b"<html>"), "svarte med feil 500"),
        (answered("400 Bad Request", b"{}"), "svarte med feil 400"),
        (moved, "viser til en annen adresse"),
        (cut_off, "Svaret stoppet midt i"),
        (answered("200 OK", &good[..500]), "Filen er ikke JSON"),
        (answered("200 OK", b"{\"class\":\"dataset\""), "Filen er ikke JSON"),
        (
            answered("200 OK", &serde_json::to_vec(&elsewhere).unwrap()),
            "Kommunen deres er ikke i filen",
        ),
        (
            answered("200 OK", &serde_json::to_vec(&no_ages).unwrap()),
            "Inndelingen «Sivilstand»",
        ),
        (
            answered("200 OK", &vec![b' '; 50_000_000]),
            "Svaret var større enn det vi leser",
        ),
        (Vec::new(), "svarer ikke"),
    ];
    let slow = (None, "brukte for lang tid");
    for (answer, words) in answers.map(|(answer, words)| (Some(answer), words)).into_iter().chain([slow]) {
        // Only who never answers is given up on soon: a machine with much to do is not slow.
        let patience = if answer.is_some() { LONG } else { PATIENCE };
        let (address, _asked) = statistics_norway(answer);
        test.app.set_figure_source(Some(FigureSource::new(&address, patience)));
        let page = office.post(FETCH, &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(
            page.says("Ingenting er endret") && page.says(words),
            "{words}: {}",
            page.body
        );
        let kept = test.app.db().read_blocking(test.tenant, |r| figures_store::figures(r)).unwrap();
        assert!(kept.is_empty(), "{words}");
    }
    for (language, words) in [("nn", "Vi fekk ikkje henta tala"), ("en", "We could not fetch the figures")] {
        let page = office.post(&format!("/{language}/kontor/grunnlag/tall/hent"), &[]).await;
        assert!(page.says(words), "{}", page.body);
    }
    let (address, asked) = statistics_norway(Some(answered("200 OK", &good)));
    test.app.set_figure_source(Some(FigureSource::new(&address, LONG)));
    assert!(office.get("/nb/kontor/grunnlag/tall/importer").await.ok().says("Hent folketallet"));
    for _ in 0..2 {
        office.post(FETCH, &[]).await.to("/nb/kontor/grunnlag/tall?lagret=1");
    }
    let kept = test.app.db().read_blocking(test.tenant, |r| figures_store::figures(r)).unwrap();
    assert_eq!(
        (kept.len(), kept[0].series.len()),
        (1, 106),
        "the same again takes the place of it"
    );
    let request = asked.recv().unwrap();
    let line = format!("GET /api/pxwebapi/v2{} HTTP/1.1", population_path("1145"));
    assert!(request.starts_with(&line), "{request}");
    assert!(!request.to_lowercase().contains("cookie"), "{request}");
    let reader = test.signed_in(Role::PrivacyOfficer);
    assert_eq!(reader.post(FETCH, &[]).await.status, StatusCode::FORBIDDEN);
}

#[test]
fn where_figures_are_fetched_is_a_setting() {
    let of = |url: &str| {
        let settings = crate::operations::settings::Settings {
            statistics_url: url.to_owned(),
            ..Default::default()
        };
        FigureSource::of(&settings).map(|source| source.is_some())
    };
    assert_eq!(of(""), Ok(false));
    assert_eq!(of("https://data.ssb.no/api/pxwebapi/v2/"), Ok(true));
    assert!(of("file:///etc/passwd").is_err());
    let nobody = FigureSource::new("http://127.0.0.1:1", PATIENCE);
    assert_eq!(nobody.population("4601"), Err(FetchTrouble::Unreachable));
}

#[tokio::test]
async fn odd_answers_are_harmless_and_readable_and_too_long_ones_are_refused() {
    let test = TestApp::minimal(NOW);
    let office = test.signed_in(Role::Coordinator);
    let asked = |words: &str| -> Vec<(&'static str, String)> {
        let fields = [("svar", words), ("kilde", words), ("dato", "2026-11-24"), ("ansvarlig", words)];
        fields.map(|(name, value)| (name, value.to_owned())).into()
    };
    for odd in [
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "#let x = panic() $ \\ <w:p>",
        "snu \u{202e}drob om",
        "bre\u{200b}kker e\u{301}\u{301}",
    ] {
        let fields = asked(odd);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        office.post(QUESTION, &fields).await.to("/kontor/grunnlag/kartlegging/with-volunteers?lagret=1");
        for page in ["/nb/kontor/grunnlag/kartlegging", "/nb/kontor/grunnlag/kartlegging/financed"] {
            let body = office.get(page).await.ok().body;
            assert!(
                !body.contains("<script>alert") && !body.contains('\u{202e}'),
                "{page}: {odd}"
            );
            let shown: String = odd.chars().take_while(|c| !"<&\"'\u{202e}".contains(*c)).collect();
            assert!(body.contains(&shown), "{page}: {odd}");
        }
    }
    let long = "Et langt svar. ".repeat(7_000);
    let fields = [("svar", long.as_str()), ("kilde", "Egen"), ("dato", "2026-11-24")];
    assert_eq!(
        office.post(QUESTION, &fields).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let answer = domain::situation::SurveyAnswer {
        words: long,
        source: "Fra en mappe".to_owned(),
        ..domain::situation::SurveyAnswer::nothing("existing")
    };
    write(&test, move |tx| store::put_answer(tx, &answer)).unwrap();
    let list = office.get("/nb/kontor/grunnlag/kartlegging").await.ok();
    assert!(
        list.says("Et langt svar.") && list.body.len() < 100_000,
        "the list shows how it begins"
    );
    assert!(office.get("/nb/kontor/grunnlag/kartlegging/existing").await.ok().body.contains("Fra en mappe"));
}

#[tokio::test]
async fn a_recorded_decision_is_a_step_of_the_way_and_a_law_is_none() {
    use domain::anchoring::{Commitment, CommitmentKind, Entry, Standing};
    let test = TestApp::minimal(NOW);
    let office = test.signed_in(Role::Coordinator);
    let decided = |test: &TestApp| {
        let today = day_and_minute(test.now()).0;
        test.app.db().read_blocking(test.tenant, move |r| crate::anchoring::decided(r, today)).unwrap()
    };
    let commitment = |kind, valid_to| Commitment {
        title: "Vedtaket".to_owned(),
        kind,
        body: String::new(),
        on: None,
        year: None,
        case_number: String::new(),
        wording: String::new(),
        valid_to,
        whole_service: true,
        offerings: vec![],
        standing: Standing::NotSaid,
        standing_words: String::new(),
    };
    let before = office.get("/nb/kontor/veien").await.ok();
    assert!(before.body.contains("/kontor/forankring/vedtak"), "{}", before.body);
    for (kind, last, expected) in [
        (CommitmentKind::Law, None, false),
        (CommitmentKind::Council, Some(jiff::civil::date(2026, 1, 1)), false),
        (CommitmentKind::Council, None, true),
    ] {
        let entry = Entry::Commitment(commitment(kind, last));
        write(&test, move |tx| crate::anchoring::store::add(tx, &entry, None)).unwrap();
        assert_eq!(decided(&test), expected, "{kind:?} {last:?}");
    }
    let after = office.get("/nb/kontor/veien").await.ok();
    assert_ne!(before.body, after.body, "the step is done");
}
