use super::{EventRefusal, course_store, invites, store, theme_store};
use crate::{
    equipment::store::Hold,
    frame::{AppError, Refusal},
    messages::{self, Post, sink::Sink},
    operations::settings::Settings,
    testing::{Answer, Browser, TestApp},
};
use ::store::{Actor, Query, Tx, WriteCtx, params};
use axum::http::StatusCode;
use domain::{
    access::Role,
    enrolments::Target,
    equipment::{Equipment, EquipmentKind},
    events::{Phase, SignUpMode},
    register::Register,
    schedule::ExtraDate,
    shared::{Id, Key, Locale, Localized, Minute},
};

/// A Sunday with an Innbyggerdag on the Wednesday after and a Datakafé on 1 December.
const NOW: &str = "2026-11-22T10:00";
const CAFE: &str = "datakafe/temadager.2026-12-01";
const DAY: &str = "innbyggerdager/innbyggerdag.2026-11-25";
const CLUB: &str = "kom-i-gang-klubben/onsdag";

async fn write<T: Send + 'static>(
    test: &TestApp,
    f: impl FnMut(&mut Tx) -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let ctx = WriteCtx {
        tenant: test.tenant,
        actor: Actor::System,
        now: test.now(),
    };
    test.app.db().write(ctx, f).await
}

fn target(text: &str) -> Target {
    let (offering, which) = text.split_once('/').unwrap();
    Target::parse(offering, which).unwrap()
}

async fn planned(test: &TestApp, text: &str) -> Option<store::Planned> {
    let target = target(text);
    test.app.db().read(test.tenant, move |r| store::plan(r, &target)).await.unwrap()
}

async fn content(test: &TestApp, office: &Browser, text: &str, more: &[(&str, &str)]) -> Answer {
    let mut fields = vec![("niva", "any"), ("type", "training"), ("arrangor", "with_partner")];
    fields.extend_from_slice(more);
    let answer = office.post(&format!("/kontor/arrangement/{text}/innhold"), &fields).await;
    test.app.forget(test.tenant);
    answer
}

#[tokio::test]
async fn a_cafe_is_planned_until_nothing_is_missing_and_citizens_see_it() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    let page = format!("/kontor/arrangement/{CAFE}");
    let empty = office.get(&page).await.ok();
    assert!(empty.says("Dette mangler:") && empty.says("Tema mangler") && empty.says("Ingen innleder ennå"));
    content(
        &test,
        &office,
        CAFE,
        &[("tema", "vipps"), ("tema", "passord"), ("kaffe", "1"), ("ark", "Vipps steg for steg")],
    )
    .await
    .to(&format!("{page}?lagret=1"));
    let crew = [
        ("introduces-gruppe", "Elever fra Metis"),
        ("introduces-antall", "2"),
        ("guides-gruppe", "Elever"),
        ("guides-antall", "4"),
    ];
    office.post(&format!("{page}/folk"), &crew).await.to(&format!("{page}?lagret=1"));
    office
        .post(
            &format!("{page}/program"),
            &[("program-nb", "17.00 Vipps – Elever fra Metis\n17.45 Kaffe")],
        )
        .await;
    let full = office.get(&page).await.ok();
    assert!(
        full.says("Planen er klar.") && full.says("Elever fra Metis (2)"),
        "{}",
        full.body
    );
    let citizen = test.anonymous();
    let shown = citizen.get(&format!("/arrangement/{CAFE}")).await.ok();
    for words in ["Vipps · Gode passord", "Sende og be om et beløp", "17.45 Kaffe", "Vi byr på kaffe.", "Bare kom"] {
        assert!(
            shown.says(words) || shown.says(&words.to_lowercase()),
            "{words}: {}",
            shown.body
        );
    }
    assert!(citizen.get("/arrangement").await.ok().says("Datakafé – unge lærer voksne"));
    assert!(citizen.get("/tilbud/datakafe").await.ok().status == StatusCode::OK);
}

#[tokio::test]
async fn the_list_is_narrowed_by_kind_place_and_language() {
    let test = TestApp::bergen(NOW);
    let citizen = test.anonymous();
    let all = citizen.get("/arrangement").await.ok();
    assert!(all.says("Innbyggerdag") && all.says("Kom i gang-klubben"));
    assert!(!all.says("Datakurs for Fredheim"), "a closed group is not for everyone");
    let days = citizen.get("/arrangement?slag=citizen_day").await.ok();
    assert!(
        days.body.contains("/arrangement/innbyggerdager/") && !days.body.contains("/arrangement/kom-i-gang-klubben/")
    );
    let there = citizen.get("/arrangement?sted=laringssenteret").await.ok();
    assert!(
        there.body.contains("/arrangement/kom-i-gang-klubben/") && !there.body.contains("/arrangement/innbyggerdager/")
    );
    let english = citizen.get("/arrangement?sprak=en").await.ok();
    assert!(english.body.contains("/arrangement/datakafe/") && !english.body.contains("/arrangement/innbyggerdager/"));
    let nothing = citizen.get("/arrangement?slag=course").await.ok();
    assert!(nothing.says("Vi fant ingenting her."));
    assert_eq!(
        citizen.get("/arrangement/drop-in-biblioteket/x").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_department_is_invited_answers_by_its_link_and_stands_on_the_page() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    let guests = format!("/kontor/arrangement/{DAY}/gjester");
    let refused = office.post(&guests, &[("navn", ""), ("emne", "Bostøtte")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    office.post(&guests, &[("navn", "Boligkontoret"), ("emne", "Bostøtte")]).await.to(&guests);
    office.post(&guests, &[("navn", "Boligkontoret"), ("emne", "Bostøtte")]).await.to(&guests);
    let id = planned(&test, DAY).await.unwrap().id;
    let invited = test.app.db().read(test.tenant, move |r| store::invitations(r, id)).await.unwrap();
    assert_eq!(invited.len(), 1, "a second press invites nobody twice");
    let link = format!("/bidra/{}", invited[0].token);
    let guest = test.anonymous();
    assert!(guest.get(&link).await.ok().says("Boligkontoret: Bostøtte"));
    assert_eq!(
        guest.post(&link, &[("svar", "")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    guest.post(&link, &[("svar", "other"), ("annet", "Startlån")]).await.to(&format!("{link}?svart=1"));
    let shown = guest.get(&format!("/arrangement/{DAY}")).await.ok();
    assert!(shown.says("Boligkontoret – Startlån"), "{}", shown.body);
    let unknown = guest.get(&format!("/bidra/{}", Id([7; 16]))).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    office.post(&guests, &[("fjern", &invited[0].id.to_string())]).await.to(&guests);
    assert_eq!(guest.get(&link).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn one_date_is_moved_and_called_off_and_its_plan_follows() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    content(&test, &office, CAFE, &[("tema", "vipps")]).await;
    let date = format!("/kontor/arrangement/{CAFE}/dato");
    let wrong = office
        .post(
            &date,
            &[("gjor", "flytt"), ("dag", "2026-12-03"), ("fra", "19:00"), ("til", "17:00"), ("grunn", "")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let moved = [
        ("gjor", "flytt"),
        ("dag", "2026-12-03"),
        ("fra", "18:00"),
        ("til", "20:00"),
        ("grunn", "Huset er opptatt"),
    ];
    office.post(&date, &moved).await.to(&format!("/kontor/arrangement/{CAFE}?lagret=1"));
    let shown = test.anonymous().get(&format!("/arrangement/{CAFE}")).await.ok();
    assert!(
        shown.says("Flyttet") && shown.says("Huset er opptatt") && shown.says("3. desember"),
        "{}",
        shown.body
    );
    assert!(shown.says("Vipps"));
    office
        .post(&date, &[("gjor", "avlys"), ("grunn", "Vi er syke")])
        .await
        .to(&format!("/kontor/arrangement/{CAFE}?lagret=1"));
    let shown = test.anonymous().get(&format!("/arrangement/{CAFE}")).await.ok();
    assert!(shown.says("Avlyst") && shown.says("Vi er syke"), "{}", shown.body);
}

#[tokio::test]
async fn what_came_of_an_event_is_counted_at_the_desk_and_adds_up_in_the_yearly_table() {
    let test = TestApp::bergen("2026-11-25T11:00");
    let desk = test.signed_in(Role::Helper);
    let path = format!("/skranke/arrangement/{DAY}");
    let early = desk.post(&path, &[("antall", "12")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.says("Dette kan ikke telles nå."));
    test.at("2026-11-25T14:05");
    assert!(desk.get("/skranke/arrangement").await.ok().says("Tell og spør"));
    let wrong = desk.post(&path, &[("antall", "3"), ("useful-yes", "5")]).await;
    assert!(wrong.says("Det er flere svar enn folk."), "{}", wrong.body);
    let secret = desk.post(&path, &[("antall", "3"), ("laert", "Ring 900 00 000")]).await;
    assert_eq!(secret.status, StatusCode::UNPROCESSABLE_ENTITY);
    let good = [
        ("antall", "12"),
        ("veiledere", "2"),
        ("useful-yes", "8"),
        ("useful-partly", "2"),
        ("again-yes", "9"),
        ("laert", "Skriv ut flere ark"),
    ];
    desk.post(&path, &good).await.to("/skranke/arrangement?lagret=1");
    desk.post(&path, &good).await.to("/skranke/arrangement?lagret=1");
    let office = test.signed_in(Role::Coordinator);
    let plan = office.get(&format!("/kontor/arrangement/{DAY}")).await.ok();
    assert!(plan.says("12 kom.") && plan.says("Skriv ut flere ark"), "{}", plan.body);
    let more = [("antall", "13"), ("folge-opp", "Be dem igjen")];
    office
        .post(&format!("/kontor/arrangement/{DAY}/etterpa"), &more)
        .await
        .to(&format!("/kontor/arrangement/{DAY}?lagret=1"));
    let table = office.get("/kontor/arrangement/kostra").await.ok();
    assert!(table.says("1 arrangement med 13 deltakere er talt."), "{}", table.body);
    // A Datakafé that is moved across New Year is counted in the year it is held.
    let moved = [("gjor", "flytt"), ("dag", "2027-01-07"), ("fra", "17:00"), ("til", "19:00"), ("grunn", "")];
    office.post(&format!("/kontor/arrangement/{CAFE}/dato"), &moved).await;
    test.at("2027-01-08T10:00");
    let office = test.signed_in(Role::Coordinator);
    office.post(&format!("/kontor/arrangement/{CAFE}/etterpa"), &[("antall", "7")]).await;
    let next = office.get("/kontor/arrangement/kostra?ar=2027").await.ok();
    assert!(next.says("1 arrangement med 7 deltakere er talt."), "{}", next.body);
    let file = office.get("/kontor/arrangement/kostra.csv?ar=2026").await.ok();
    assert!(
        file.body.contains("2026;\"Foredrag og debatt\";\"Vi alene\";\"Nei\";1;13\r\n"),
        "{}",
        file.body
    );
    assert!(
        office
            .get("/kontor/arrangement/kostra?ar=2025")
            .await
            .ok()
            .says("Ingen arrangement er talt dette året.")
    );
}

#[tokio::test]
async fn pupils_choose_and_propose_themes_with_a_code_each() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    let polls = "/kontor/arrangement/temavalg";
    let wrong = office.post(polls, &[("tilbud", "datakafe"), ("tema", "vipps"), ("koder", "0")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let opened = office
        .post(
            polls,
            &[("tilbud", "datakafe"), ("tema", "vipps"), ("tema", "kart"), ("koder", "3")],
        )
        .await;
    let id = Id::parse(opened.location().rsplit('/').next().unwrap()).unwrap();
    let read = move |test: &TestApp| {
        let (db, tenant) = (test.app.db().clone(), test.tenant);
        async move { db.read(tenant, move |r| theme_store::poll(r, id)).await.unwrap().unwrap() }
    };
    let codes = read(&test).await.codes;
    assert_eq!(codes.len(), 3);
    let pupil = test.anonymous();
    let ballot = format!("/temavalg/{}", codes[0]);
    pupil.get(&format!("/temavalg?kode={}", codes[0].to_lowercase())).await.to(&ballot);
    assert_eq!(
        pupil.get("/temavalg?kode=nei").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert!(pupil.get(&ballot).await.ok().says("Google Maps"));
    pupil
        .post(&ballot, &[("tema", "1"), ("forslag", "Kalenderen")])
        .await
        .to(&format!("{ballot}?lagret=1"));
    pupil.post(&ballot, &[("tema", "1"), ("tema", "2")]).await.to(&format!("{ballot}?lagret=1"));
    let many = pupil
        .post(
            &ballot,
            &[("tema", "0"), ("tema", "1"), ("tema", "2"), ("tema", "0"), ("forslag", "a@b.no")],
        )
        .await;
    assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY);
    let second = format!("/temavalg/{}", codes[1]);
    pupil.post(&second, &[("tema", "1")]).await.to(&format!("{second}?lagret=1"));
    let poll = read(&test).await;
    assert_eq!((poll.used, poll.votes.len(), poll.options.len()), (2, 3, 3));
    let page = office.get(&format!("{polls}/{id}")).await.ok();
    assert!(
        page.says("Google Maps – 2") && page.says("Kalenderen – 1 foreslått"),
        "{}",
        page.body
    );
    assert!(office.get(polls).await.ok().says("2 har svart"));
    let into_bank = [("til-banken", "2")];
    for _ in 0..2 {
        office.post(&format!("{polls}/{id}"), &into_bank).await.to(&format!("{polls}/{id}"));
    }
    let themes = test.app.db().read(test.tenant, |r| theme_store::themes(r)).await.unwrap();
    let made: Vec<&str> =
        themes.iter().filter(|t| t.key.starts_with("kalenderen")).map(|t| t.name.nb.as_str()).collect();
    assert_eq!(made, ["Kalenderen"]);
    assert!(office.get(&format!("{polls}/{id}")).await.ok().says("I temabanken"));
    assert!(pupil.get(&ballot).await.ok().says("Kalenderen"));
    let nothing = office.post(&format!("{polls}/{id}"), &[("til-banken", "77")]).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    office.post(&format!("{polls}/{id}"), &[]).await.to(&format!("{polls}/{id}"));
    let late = pupil.post(&second, &[("tema", "0")]).await;
    assert_eq!(
        (late.status, late.says("Dette er stengt.")),
        (StatusCode::CONFLICT, true)
    );
    write(&test, theme_store::forget_old).await.unwrap();
    assert_eq!(read(&test).await.codes.len(), 3, "kept for a month");
    test.later(32 * 24 * 60);
    write(&test, theme_store::forget_old).await.unwrap();
    let poll = read(&test).await;
    assert!(poll.codes.is_empty() && poll.votes.is_empty());
    assert_eq!(pupil.get(&ballot).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn self_assessment_is_shown_as_sums_when_five_have_answered_and_the_round_is_closed() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    let page = format!("/kontor/arrangement/{CLUB}/vurdering");
    let few = office.post(&page, &[("gjor", "oppgaver"), ("oppgaver", "Lade\nSkru av")]).await;
    assert!(few.says("Skriv 5–8 oppgaver"), "{}", few.body);
    office
        .post(
            &page,
            &[("gjor", "oppgaver"), ("oppgaver", "Lade\nSkru av\nRinge\nSende\nSlette")],
        )
        .await
        .to(&format!("{page}?lagret=1"));
    let event = planned(&test, CLUB).await.unwrap().id;
    let read = move |test: &TestApp| {
        let (db, tenant) = (test.app.db().clone(), test.tenant);
        async move { db.read(tenant, move |r| course_store::assessment(r, event)).await.unwrap() }
    };
    let token = read(&test).await.round(Phase::Before).unwrap().1;
    let link = format!("/vurdering/{token}");
    let person = test.anonymous();
    let sheet = person.get(&link).await.ok();
    let number = sheet.body.split("name=\"ark\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut answers = vec![("ark", number.as_str())];
    answers.extend(["oppgave-0", "oppgave-1", "oppgave-2", "oppgave-3"].map(|n| (n, "alone")));
    assert_eq!(
        person.post(&link, &answers).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    answers.push(("oppgave-4", "not_yet"));
    person.post(&link, &answers).await.to(&format!("{link}?takk=1"));
    person.post(&link, &answers).await.to(&format!("{link}?takk=1"));
    assert_eq!(
        read(&test).await.round(Phase::Before).unwrap().2.sheets,
        1,
        "a second press counts once"
    );
    let over = [("gjor", "papir"), ("runde", "before"), ("before-ark", "4"), ("before-0-alone", "5")];
    assert!(office.post(&page, &over).await.says("Noen oppgaver har flere svar enn ark."));
    let paper = [
        ("gjor", "papir"),
        ("runde", "before"),
        ("before-ark", "4"),
        ("before-0-alone", "3"),
        ("before-0-not_yet", "1"),
    ];
    office.post(&page, &paper).await.to(&format!("{page}?lagret=1"));
    assert!(
        !office.get(&page).await.ok().says("Hvor mange som klarer oppgaven selv."),
        "open rounds show nothing"
    );
    office.post(&page, &[("gjor", "lukk"), ("runde", "before")]).await.to(&format!("{page}?lagret=1"));
    let shown = office.get(&page).await.ok();
    assert!(
        shown.says("Hvor mange som klarer oppgaven selv.") && shown.says("Lade4"),
        "{}",
        shown.body
    );
    assert!(person.get(&link).await.ok().says("Vi tar ikke imot flere svar nå."));
    let late = office.post(&page, &paper).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let tasks = office.post(&page, &[("gjor", "oppgaver"), ("oppgaver", "A\nB\nC\nD\nE")]).await;
    assert!(tasks.says("Noen har svart på oppgavene alt."));
}

#[tokio::test]
async fn themes_are_rewritten_and_added_by_the_municipality() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    let bank = "/kontor/arrangement/temaer";
    assert!(office.get(bank).await.ok().says("Gode passord"));
    let nameless = office.post(&format!("{bank}/nytt"), &[("emne", "photos")]).await;
    assert!(nameless.says("Temaet må ha et navn."));
    let own = [
        ("emne", "photos"),
        ("navn-nb", "Slekt"),
        ("mal-nb", "Finne folketellingen"),
        ("opplegg-nb", "Vis sammen"),
    ];
    office.post(&format!("{bank}/nytt"), &own).await.to(&format!("{bank}?lagret=1"));
    office.post(&format!("{bank}/nytt"), &own).await.to(&format!("{bank}?lagret=1"));
    let another = [("emne", "photos"), ("navn-nb", "Slekt"), ("mal-nb", "Tegne et slektstre")];
    office.post(&format!("{bank}/nytt"), &another).await.to(&format!("{bank}?lagret=1"));
    let words = [("emne", "payment"), ("navn-nb", "Vipps her hos oss"), ("utgatt", "1")];
    office.post(&format!("{bank}/vipps"), &words).await.to(&format!("{bank}?lagret=1"));
    let themes = test.app.db().read(test.tenant, |r| theme_store::themes(r)).await.unwrap();
    let keys: Vec<&str> = themes.iter().map(|t| t.key.as_str()).collect();
    assert!(keys.contains(&"slekt") && keys.contains(&"slekt-2"), "{keys:?}");
    assert!(!keys.contains(&"slekt-3"), "a second press makes nothing new");
    let vipps = themes.iter().find(|t| t.key == "vipps").unwrap();
    assert_eq!((vipps.name.get(Locale::Nb), vipps.retired), ("Vipps her hos oss", true));
    assert!(office.get(&format!("{bank}/slekt")).await.ok().says("Finne folketellingen"));
}

#[tokio::test]
async fn sign_up_follows_the_plan_of_the_date_then_of_the_series_then_the_offering() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    let ask = |text: &str| {
        let (target, db, tenant) = (target(text), test.app.db().clone(), test.tenant);
        async move {
            db.read(tenant, move |r| {
                Ok::<_, AppError>((store::sign_up(r, &target)?, store::target(r, &target)?))
            })
            .await
            .unwrap()
        }
    };
    let date = "kom-i-gang-klubben/onsdag.2026-11-25";
    let (before, what) = ask(date).await;
    assert_eq!((before.unwrap().mode, what), (SignUpMode::Open, target(date)));
    let wrong = office
        .post(
            &format!("/kontor/arrangement/{CLUB}/pamelding"),
            &[("mate", "sign_up"), ("plasser", "0"), ("apner", "2026-12-03"), ("stenger", "2026-12-01")],
        )
        .await;
    assert!(
        wrong.says("Skriv et tall fra 1 til 2") && wrong.says("Påmeldingen må stenge"),
        "{}",
        wrong.body
    );
    let closed = [
        ("mate", "sign_up"),
        ("plasser", "8"),
        ("per-veileder", "4"),
        ("pris", "0"),
        ("stenger", "2026-12-01"),
    ];
    office.post(&format!("/kontor/arrangement/{CLUB}/pamelding"), &closed).await;
    let (series, what) = ask(date).await;
    let series = series.unwrap();
    assert_eq!(
        (series.mode, series.capacity, what),
        (SignUpMode::SignUp, 8, target(CLUB))
    );
    assert!(series.until.is_some());
    let own = [("mate", "open"), ("plasser", "30"), ("pris", "0")];
    office.post(&format!("/kontor/arrangement/{date}/pamelding"), &own).await;
    assert_eq!(ask(date).await.0.unwrap().capacity, 30);
    assert_eq!(ask("finnes-ikke/x").await.0, None);
}

#[tokio::test]
async fn the_plan_of_last_time_is_copied() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    let page = format!("/kontor/arrangement/{CAFE}");
    let none = office.post(&format!("{page}/kopier"), &[]).await;
    assert!(none.says("Det er ingen tidligere plan å kopiere."));
    let last = "datakafe/temadager.2026-10-27";
    content(&test, &office, last, &[("tema", "bilder"), ("om-nb", "Ta med bilder")]).await;
    office.post(&format!("{page}/kopier"), &[]).await.to(&format!("{page}?lagret=1"));
    assert_eq!(planned(&test, CAFE).await.unwrap().plan.themes, ["bilder"]);
    let list = office.get("/kontor/arrangement").await.ok();
    assert!(list.says("Ikke talt ennå") && list.says("mangler noe"), "{}", list.body);
}

#[tokio::test]
async fn lessons_are_written_and_a_link_must_be_whole() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    let page = format!("/kontor/arrangement/{CLUB}/okter");
    let wrong = office.post(&page, &[("okt-0-tittel", "Passord"), ("okt-0-lenke", "example.org")]).await;
    assert!(wrong.says("Skriv hele adressen"), "{}", wrong.body);
    let good = [
        ("okt-0-tittel", "Passord"),
        ("okt-0-lenke", "https://example.org/passord"),
        ("okt-0-minutter", "45"),
        ("okt-1-tittel", "Bilder"),
    ];
    office.post(&page, &good).await.to(&format!("/kontor/arrangement/{CLUB}?lagret=1"));
    let plan = planned(&test, CLUB).await.unwrap().plan;
    assert_eq!(plan.lessons.len(), 2);
    assert!(office.get(&format!("/kontor/arrangement/{CLUB}")).await.ok().says("1 lenker bør sjekkes"));
    let shown = test.anonymous().get(&format!("/arrangement/{CLUB}")).await.ok();
    assert!(shown.says("Stoff til «Passord»"), "{}", shown.body);
}

#[tokio::test]
async fn lessons_have_the_dates_of_the_plan_and_a_link_is_checked_with_one_tap() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    let plan = "/kontor/arrangement/datakurs-for-fredheim/kurs";
    let lessons = [
        ("okt-0-tittel", "Passord"),
        ("okt-0-mal", "lage et godt passord"),
        ("okt-0-lenke", "https://example.org/passord"),
        ("okt-1-tittel", "Bilder"),
    ];
    office.post(&format!("{plan}/okter"), &lessons).await.to(&format!("{plan}?lagret=1"));
    let page = office.get(plan).await.ok();
    assert!(
        page.says("Lenken virker") && page.says("10. mars 2025"),
        "{}",
        page.body
    );
    let wrong = [("okt", "0"), ("adresse", "https://example.org/annet")];
    office.post(&format!("{plan}/lenke"), &wrong).await.to(&format!("{plan}?lagret=1"));
    assert_eq!(
        planned(&test, "datakurs-for-fredheim/kurs").await.unwrap().plan.lessons[0].checked,
        None
    );
    let seen = [("okt", "0"), ("adresse", "https://example.org/passord")];
    office.post(&format!("{plan}/lenke"), &seen).await.to(&format!("{plan}?lagret=1"));
    let page = office.get(plan).await.ok();
    assert!(
        page.says("Lenken ble sjekket i dag.") && !page.says("Lenken virker"),
        "{}",
        page.body
    );
    let shown = test.anonymous().get("/arrangement/datakurs-for-fredheim/kurs.2025-03-10").await.ok();
    for words in ["denne gangen", "Etterpå kan du: lage et godt passord", "Lenken ble sjekket i dag.", "17. mars 2025"]
    {
        assert!(shown.says(words), "{words}: {}", shown.body);
    }
    let many: Vec<(String, String)> = (0..9).map(|i| (format!("okt-{i}-tittel"), format!("Nummer {i}"))).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    office.post(&format!("{plan}/okter"), &many).await.to(&format!("{plan}?lagret=1"));
    assert!(office.get(plan).await.ok().says("1 økter har ingen dato ennå"));
}

#[tokio::test]
async fn a_plan_is_read_in_the_readers_language_and_else_in_the_best_there_is() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    let texts = [
        ("tittel-nb", "Trygg på nett"),
        ("tittel-en", "Safe online"),
        ("om-nb", "Vi ser på svindel."),
        ("om-nn", "Vi ser på svindel saman."),
        ("ta-med-en", "Your phone"),
    ];
    content(&test, &office, CAFE, &texts).await;
    let programme = [("program-nb", "17.00 Svindel – Elever"), ("program-en", "17.00 Fraud – Pupils\n18.00 Coffee")];
    office.post(&format!("/kontor/arrangement/{CAFE}/program"), &programme).await;
    let plan = office.get(&format!("/kontor/arrangement/{CAFE}")).await.ok();
    assert!(
        plan.says("Ikke alt er skrevet på Bokmål, Nynorsk og English"),
        "{}",
        plan.body
    );
    let form = office.get(&format!("/kontor/arrangement/{CAFE}/innhold")).await.ok();
    assert!(
        form.body.contains("name=\"tittel-en\"") && form.body.contains("Safe online"),
        "{}",
        form.body
    );
    let citizen = test.anonymous();
    for (language, there, absent) in [
        (
            "nb",
            ["Trygg på nett", "Vi ser på svindel.", "17.00 Svindel"],
            "Safe online",
        ),
        (
            "nn",
            ["Trygg på nett", "Vi ser på svindel saman.", "17.00 Svindel"],
            "Coffee",
        ),
        ("en", ["Safe online", "Your phone", "18:00 Coffee"], "Trygg på nett"),
    ] {
        let shown = citizen.get(&format!("/{language}/arrangement/{CAFE}")).await.ok();
        for words in there {
            assert!(shown.says(words), "{language} {words}: {}", shown.body);
        }
        assert!(!shown.says(absent), "{language} {absent}");
    }
    let nynorsk = citizen.get(&format!("/nn/arrangement/{CAFE}")).await.ok();
    assert!(
        nynorsk.body.contains("<ul class=\"rows\" lang=\"nb\">"),
        "{}",
        nynorsk.body
    );
    let english = citizen.get(&format!("/en/arrangement/{CAFE}")).await.ok();
    assert!(
        english.body.contains("<span lang=\"nb\">Vi ser på svindel.</span>"),
        "{}",
        english.body
    );
}

/// What waits to be sent to contributors: the address, and the calendar file with its lines whole.
async fn waiting(test: &TestApp) -> Vec<(String, String)> {
    let tenant = test.tenant;
    let found = test.app.db().read(tenant, move |r| {
        Ok::<_, AppError>(r.rows(
            "SELECT contact, calendar FROM message WHERE tenant_id = $1 AND state = 'waiting' ORDER BY id",
            &params![tenant],
            |row| Ok((row.text(0)?, row.text(1)?.replace("\r\n ", ""))),
        )?)
    });
    found.await.unwrap()
}

fn has(ics: &str, lines: &[&str]) {
    for line in lines {
        assert!(ics.contains(line), "{line}: {ics}");
    }
}

/// The folder's register, without its Innbyggerdag plan when it is taken away.
fn without(register: &Register, schedule: &str) -> Register {
    let mut out = register.clone();
    for offering in &mut out.offerings {
        offering.schedules.retain(|s| s.key.as_str() != schedule);
    }
    out
}

#[tokio::test]
async fn those_who_gave_an_address_are_invited_and_told_of_what_changes() {
    let test = TestApp::bergen(NOW);
    let sink = Sink::start();
    test.app.set_post(
        Post::of(&Settings {
            mail_server: sink.url().as_str().into(),
            mail_from: "Digihjelpen <digihjelpen@eksempel.no>".to_owned(),
            ..Settings::default()
        })
        .unwrap(),
    );
    let office = test.signed_in(Role::Coordinator);
    let guests = format!("/kontor/arrangement/{CAFE}/gjester");
    let wrong = office.post(&guests, &[("navn", "Boligkontoret"), ("epost", "boligkontoret")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
    let guest = [("navn", "Boligkontoret"), ("emne", "Bostøtte"), ("epost", "bolig@eksempel.no")];
    for _ in 0..2 {
        office.post(&guests, &guest).await.to(&guests);
    }
    let asked = waiting(&test).await;
    assert_eq!(asked.len(), 1, "a second press invites nobody twice");
    has(
        &asked[0].1,
        &[
            "METHOD:REQUEST\r\n",
            "SEQUENCE:0\r\n",
            "DTSTART:20261201T160000Z\r\n",
            "DTEND:20261201T180000Z\r\n",
            "RSVP=FALSE:mailto:bolig@eksempel.no\r\n",
            "STATUS:CONFIRMED\r\n",
        ],
    );
    messages::work_once(&test.app, test.now()).await.unwrap();
    let letter = sink.received.recv().unwrap();
    assert_eq!(letter.to, "bolig@eksempel.no");
    assert!(
        letter.data.contains("text/calendar; charset=utf-8; method=REQUEST"),
        "{}",
        letter.data
    );
    let uid = asked[0].1.split("UID:").nth(1).unwrap().split("\r\n").next().unwrap().to_owned();

    // Moved: the same invitation, a number higher.
    let date = format!("/kontor/arrangement/{CAFE}/dato");
    let moved = [
        ("gjor", "flytt"),
        ("dag", "2026-12-03"),
        ("fra", "18:00"),
        ("til", "20:00"),
        ("grunn", "Huset er opptatt"),
    ];
    office.post(&date, &moved).await;
    let told = waiting(&test).await;
    assert_eq!(told.len(), 1);
    has(
        &told[0].1,
        &["METHOD:REQUEST\r\n", "SEQUENCE:1\r\n", "DTSTART:20261203T170000Z\r\n", &format!("UID:{uid}\r\n")],
    );
    // A heading is something to know of; how many the house holds is not.
    content(&test, &office, CAFE, &[("tema", "vipps")]).await;
    has(&waiting(&test).await[0].1, &["SEQUENCE:2\r\n", "Vipps"]);
    let places = [("mate", "open"), ("plasser", "30"), ("pris", "0")];
    office.post(&format!("/kontor/arrangement/{CAFE}/pamelding"), &places).await;
    let still = waiting(&test).await;
    assert_eq!(still.len(), 1, "what has not left yet is replaced, not added to");
    has(&still[0].1, &["SEQUENCE:2\r\n"]);
    messages::work_once(&test.app, test.now()).await.unwrap();
    assert!(sink.received.recv().unwrap().header("Subject").contains("Endret"));

    // Called off, and put back on.
    office.post(&date, &[("gjor", "avlys"), ("grunn", "Vi er syke")]).await;
    has(
        &waiting(&test).await[0].1,
        &["METHOD:CANCEL\r\n", "SEQUENCE:3\r\n", "STATUS:CANCELLED\r\n", &format!("UID:{uid}\r\n")],
    );
    messages::work_once(&test.app, test.now()).await.unwrap();
    let off = sink.received.recv().unwrap();
    assert!(
        off.data.contains("method=CANCEL") && off.header("Subject").contains("Avlyst"),
        "{}",
        off.data
    );
    office.post(&date, &moved).await;
    has(&waiting(&test).await[0].1, &["METHOD:REQUEST\r\n", "SEQUENCE:4\r\n"]);

    // The whole plan is taken away.
    let register = test.app.published(test.tenant).await.unwrap().register.clone();
    let gone = without(&register, "temadager");
    write(&test, move |tx| crate::exchange::save(tx, &gone)).await.unwrap();
    has(&waiting(&test).await[0].1, &["METHOD:CANCEL\r\n", "SEQUENCE:5\r\n"]);
}

#[tokio::test]
async fn who_says_no_is_told_no_more_and_who_is_taken_off_is_told_once() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    let guests = format!("/kontor/arrangement/{CAFE}/gjester");
    let asked = [("navn", "Boligkontoret"), ("emne", "Bostøtte"), ("epost", "bolig@eksempel.no")];
    office.post(&guests, &asked).await;
    let id = planned(&test, CAFE).await.unwrap().id;
    let invited = test.app.db().read(test.tenant, move |r| store::invitations(r, id)).await.unwrap();
    assert!(invited[0].link.starts_with("http") && invited[0].link.ends_with(&format!("/bidra/{}", invited[0].token)));
    let link = format!("/bidra/{}", invited[0].token);
    let guest = test.anonymous();
    guest.post(&link, &[("svar", "no")]).await.to(&format!("{link}?svart=1"));
    let date = format!("/kontor/arrangement/{CAFE}/dato");
    let moved = [("gjor", "flytt"), ("dag", "2026-12-03"), ("fra", "18:00"), ("til", "20:00"), ("grunn", "")];
    office.post(&date, &moved).await;
    has(&waiting(&test).await[0].1, &["SEQUENCE:0\r\n"]);
    guest.post(&link, &[("svar", "yes")]).await.to(&format!("{link}?svart=1"));
    has(
        &waiting(&test).await[0].1,
        &["SEQUENCE:1\r\n", "DTSTART:20261203T170000Z\r\n"],
    );
    // Another address: the old one is told that nothing comes of it, the new one is asked.
    let other = [("navn", "Boligkontoret"), ("emne", "Bostøtte"), ("epost", "ny@eksempel.no")];
    office.post(&guests, &other).await.to(&guests);
    assert!(
        waiting(&test)
            .await
            .iter()
            .any(|(to, ics)| to == "ny@eksempel.no" && ics.contains("METHOD:REQUEST"))
    );
    office.post(&guests, &[("fjern", &invited[0].id.to_string())]).await.to(&guests);
    has(&waiting(&test).await[0].1, &["METHOD:CANCEL\r\n"]);
    assert_eq!(guest.get(&link).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn addresses_are_forgotten_a_month_after_the_event() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    let guests = format!("/kontor/arrangement/{CAFE}/gjester");
    office.post(&guests, &[("navn", "Boligkontoret"), ("epost", "bolig@eksempel.no")]).await;
    let left = |test: &TestApp| {
        let (db, tenant, now) = (test.app.db().clone(), test.tenant, test.now());
        async move {
            db.read(tenant, move |r| {
                Ok::<_, AppError>((store::with_email(r)?.len(), invites::left_before(r, now)?))
            })
            .await
            .unwrap()
        }
    };
    test.at("2026-12-30T10:00");
    write(&test, super::tonight).await.unwrap();
    assert_eq!(left(&test).await, (1, 0), "30 days from the last date");
    test.at("2027-01-01T10:00");
    assert_eq!(left(&test).await, (1, 1));
    write(&test, super::tonight).await.unwrap();
    assert_eq!(left(&test).await, (0, 0));
    assert!(waiting(&test).await.is_empty());
}

#[tokio::test]
async fn a_course_is_one_invitation_with_all_its_dates() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    let guests = "/kontor/arrangement/datakurs-for-fredheim/kurs/gjester";
    assert!(office.get(guests).await.ok().says("De som pleier å være med:"));
    assert!(office.get(&format!("{guests}?hvem=fredheim")).await.ok().body.contains("value=\"Fredheim"));
    office.post(guests, &[("navn", "Fredheim"), ("epost", "fredheim@eksempel.no")]).await.to(guests);
    let asked = waiting(&test).await;
    has(
        &asked[0].1,
        &["DTSTART:20261123T090000Z\r\n", "RDATE:20261130T090000Z\r\n", "SEQUENCE:0\r\n"],
    );
    assert_eq!(asked[0].1.matches("BEGIN:VEVENT").count(), 1);
}

async fn things(test: &TestApp) -> Vec<Hold> {
    test.app.db().read(test.tenant, |r| crate::equipment::store::holds(r)).await.unwrap()
}

#[tokio::test]
async fn equipment_is_set_aside_from_the_plan_and_follows_the_date() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    let place = test
        .app
        .published(test.tenant)
        .await
        .unwrap()
        .place_id(&Key::parse("hovedbiblioteket").unwrap())
        .unwrap();
    let tablets = Equipment {
        id: Id([1; 16]),
        kind: EquipmentKind::Tablet,
        name: "Nettbrett".to_owned(),
        place,
        number: 4,
        lendable: true,
    };
    write(&test, move |tx| crate::equipment::store::put(tx, &tablets)).await.unwrap();
    let page = format!("/kontor/arrangement/{CAFE}/utstyr");
    assert!(office.get(&page).await.ok().says("4 av 4 er ledige da."));
    let thing = Id([1; 16]).to_string();
    let field = format!("antall-{thing}");
    let wrong = office.post(&page, &[("utstyr", &thing), (&field, "5")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = Id([9; 16]).to_string();
    for _ in 0..2 {
        office.post(&page, &[("id", &form), ("utstyr", &thing), (&field, "3")]).await.to(&page);
    }
    assert_eq!(things(&test).await.len(), 1, "sent twice, set aside once");
    assert!(office.get(&format!("/kontor/arrangement/{CAFE}")).await.ok().says("3 × Nettbrett"));
    // Another event at the same hour meets the clash, and sees who has them.
    let extra = ExtraDate {
        date: jiff::civil::date(2026, 12, 1),
        start: Minute::parse("18:00"),
        end: Minute::parse("20:00"),
        note: Localized::default(),
    };
    let mut register = test.app.published(test.tenant).await.unwrap().register.clone();
    let club = register.offerings.iter_mut().find(|o| o.key.as_str() == "kom-i-gang-klubben").unwrap();
    club.schedules[0].extra_dates.push(extra);
    write(&test, move |tx| crate::exchange::save(tx, &register)).await.unwrap();
    test.app.forget(test.tenant);
    let club = format!("/kontor/arrangement/{CLUB}.2026-12-01/utstyr");
    let clash = office.get(&club).await.ok();
    assert!(
        clash.says("1 av 4 er ledige da.") && clash.says("3 til Datakafé"),
        "{}",
        clash.body
    );
    let form = Id([8; 16]).to_string();
    let full = office.post(&club, &[("id", &form), ("utstyr", &thing), (&field, "2")]).await;
    assert!(full.says("Det er ikke så mange ledige hele tiden."), "{}", full.body);
    // Moved: the tablets go along. Called off: they are free.
    let date = format!("/kontor/arrangement/{CAFE}/dato");
    let moved = [("gjor", "flytt"), ("dag", "2026-12-03"), ("fra", "18:00"), ("til", "20:00"), ("grunn", "")];
    office.post(&date, &moved).await;
    assert_eq!(things(&test).await[0].starts.to_string(), "2026-12-03T17:00:00Z");
    office.post(&club, &[("id", &form), ("utstyr", &thing), (&field, "2")]).await.to(&club);
    // Back to the hour where too few are left: they stay where they are, to be looked at.
    let back = [("gjor", "flytt"), ("dag", "2026-12-01"), ("fra", "18:00"), ("til", "20:00"), ("grunn", "")];
    office.post(&date, &back).await;
    let starts: Vec<String> = things(&test).await.iter().map(|h| h.starts.to_string()).collect();
    assert_eq!(starts, ["2026-12-01T17:00:00Z", "2026-12-03T17:00:00Z"]);
    office.post(&date, &[("gjor", "avlys"), ("grunn", "")]).await;
    assert_eq!(things(&test).await.len(), 1);
    office.post(&club, &[("frigi", &thing)]).await.to(&club);
    assert!(things(&test).await.is_empty());
}

#[tokio::test]
async fn names_of_employees_stay_inside() {
    let test = TestApp::bergen(NOW);
    let (office, account) = test.signed_in_at(test.tenant, Role::Coordinator);
    let page = format!("/kontor/arrangement/{CAFE}");
    office
        .post(
            &format!("{page}/folk"),
            &[("introduces-konto", &account.to_string()), ("guides-gruppe", "Elever")],
        )
        .await;
    assert!(office.get(&page).await.ok().says("coordinator"));
    let shown = test.anonymous().get(&format!("/arrangement/{CAFE}")).await.ok();
    assert!(
        !shown.body.contains("coordinator") && shown.says("Elever"),
        "{}",
        shown.body
    );
}

#[tokio::test]
async fn every_refusal_says_what_to_do_in_three_languages() {
    use EventRefusal as R;
    for (refusal, code) in [
        (R::Closed, "events.closed"),
        (R::TasksInUse, "events.tasks_in_use"),
        (R::NothingToCopy, "events.nothing_to_copy"),
        (R::NotBegun, "events.not_begun"),
    ] {
        assert_eq!(refusal.code(), code);
        for l in Locale::ALL {
            assert!(!refusal.text(l).is_empty() && !refusal.hint(l).is_empty());
        }
    }
}

/// What somebody sends who does not use our pages: too much, what is not there, and what is not theirs.
#[tokio::test]
async fn what_a_hostile_client_sends_is_refused_in_words() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    let page = format!("/kontor/arrangement/{CAFE}");
    let huge = "a".repeat(300_000);
    let long = content(&test, &office, CAFE, &[("om-nb", &huge)]).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(long.says("Dette er for langt."), "too long");
    content(
        &test,
        &office,
        CAFE,
        &[("tema", "vipps"), ("tema", "../../etc"), ("vert", "finnes-ikke")],
    )
    .await;
    let plan = planned(&test, CAFE).await.unwrap().plan;
    assert_eq!((plan.themes, plan.host), (vec!["vipps".to_owned()], None));
    let guests = format!("{page}/gjester");
    for (name, email) in [("x".repeat(81), ""), ("Boligkontoret".to_owned(), "a@b.no\r\nBcc: alle@b.no")] {
        let refused = office.post(&guests, &[("navn", &name), ("epost", email)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
    }
    // A name that would like to be more lines than one in a calendar.
    office
        .post(
            &guests,
            &[("navn", "Bolig\r\nATTENDEE:mailto"), ("emne", "a;b,c"), ("epost", "bolig@eksempel.no")],
        )
        .await;
    for (_, ics) in waiting(&test).await {
        assert_eq!(ics.matches("\r\nATTENDEE").count(), 1, "{ics}");
    }
    // Another municipality's invitation, plan and thing are not here, whatever the numbers are.
    let other = test.add(&crate::testing::example("minimal"));
    let (stranger, _) = test.signed_in_at(other, Role::Coordinator);
    let id = planned(&test, CAFE).await.unwrap().id;
    let invited = test.app.db().read(test.tenant, move |r| store::invitations(r, id)).await.unwrap();
    let here = format!("/k/1145/bidra/{}", invited[0].token);
    assert_eq!(stranger.get(&here).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        stranger.post(&here, &[("svar", "yes")]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        stranger.get(&format!("/k/1145{page}")).await.status,
        StatusCode::NOT_FOUND
    );
    let theirs = stranger.get(&format!("/k/4601{page}")).await;
    assert_ne!(
        theirs.status,
        StatusCode::OK,
        "a session is good in its own municipality only"
    );
    let guest = test.anonymous();
    let own = format!("/k/4601/bidra/{}", invited[0].token);
    let refused = guest.post(&own, &[("svar", "other"), ("annet", &"b".repeat(121))]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    for part in ["utstyr", "lenke", "gjester", "dato", "finnes-ikke"] {
        let answer = office
            .post(
                &format!("/k/4601{page}/{part}"),
                &[("okt", "-1"), ("utstyr", "x"), ("gjor", "x")],
            )
            .await;
        assert!(
            answer.status.is_client_error() || answer.status == StatusCode::SEE_OTHER,
            "{part}: {}",
            answer.status
        );
    }
    assert_eq!(
        guest.post(&format!("/k/4601{page}/gjester"), &[("navn", "x")]).await.location(),
        "/k/4601/logg-inn"
    );
}

#[tokio::test]
async fn a_plan_of_another_municipality_is_not_here() {
    let test = TestApp::bergen(NOW);
    let office = test.signed_in(Role::Coordinator);
    content(&test, &office, CAFE, &[("tema", "vipps")]).await;
    let other = test.add(&crate::testing::example("minimal"));
    let own = target(CAFE);
    let there = test.app.db().read(other, move |r| store::plan(r, &own)).await.unwrap();
    assert_eq!(there, None);
    assert!(Key::parse("datakafe").is_ok());
}
