use super::{EventRefusal, course_store, store, theme_store};
use crate::{
    frame::{AppError, Refusal},
    testing::{Answer, Browser, TestApp},
};
use ::store::{Actor, Tx, WriteCtx};
use axum::http::StatusCode;
use domain::{
    access::Role,
    enrolments::Target,
    events::{Phase, SignUpMode},
    shared::{Id, Key, Locale},
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
            &[("program", "17.00 Vipps – Elever fra Metis\n17.45 Kaffe")],
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
    let words = [("emne", "payment"), ("navn-nb", "Vipps her hos oss"), ("utgatt", "1")];
    office.post(&format!("{bank}/vipps"), &words).await.to(&format!("{bank}?lagret=1"));
    let themes = test.app.db().read(test.tenant, |r| theme_store::themes(r)).await.unwrap();
    let keys: Vec<&str> = themes.iter().map(|t| t.key.as_str()).collect();
    assert!(keys.contains(&"slekt") && keys.contains(&"slekt-2"), "{keys:?}");
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
    content(&test, &office, last, &[("tema", "bilder"), ("om", "Ta med bilder")]).await;
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
