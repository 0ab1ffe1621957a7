use super::{
    CouncilRefusal, Loaded, documents,
    made_up::made_up,
    paper::public_link,
    sources,
    store::{self, Content, Head, Stored},
};
use crate::{
    anchoring,
    frame::{AppError, Refusal},
    risk,
    testing::{Answer, Browser, TestApp, example, town::written},
};
use ::documents::{Block, Weight};
use ::store::{Actor, WriteCtx};
use axum::http::StatusCode;
use domain::{
    access::Role,
    council_case::{CitizenStory, Timing, pitch_length},
    shared::{Id, Locale, day_and_minute},
};

const MORNING: &str = "2026-03-03T09:00";
const PAGE: &str = "/kontor/saksframlegg";

fn heads(test: &TestApp) -> Vec<Head> {
    test.app.db().read_blocking(test.tenant, |r| store::heads(r)).unwrap()
}

fn stored(test: &TestApp, id: Id) -> Stored {
    test.app.db().read_blocking(test.tenant, move |r| store::one(r, id)).unwrap()
}

/// Bergen with everything a case is made from.
fn furnished() -> TestApp {
    let test = TestApp::whole("bergen", MORNING);
    written(&test, |tx| {
        risk::made_up::made_up(tx)?;
        anchoring::made_up::made_up(tx)
    });
    test
}

async fn begin(browser: &Browser, preset: &str) -> String {
    let fields = [("rekkefolge", preset), ("tittel", "Fast tilbud om digital hjelp")];
    let answer = browser.post(&format!("{PAGE}/ny"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().trim_end_matches("?ny=1").to_owned()
}

fn id_in(page: &str) -> Id {
    Id::parse(page.rsplit('/').next().unwrap()).unwrap()
}

async fn put(browser: &Browser, page: &str, section: &str, fields: &[(&str, &str)]) -> Answer {
    browser.post(&format!("{page}/del/{section}"), fields).await
}

#[tokio::test]
async fn an_empty_municipality_gets_a_case_that_says_what_is_missing() {
    let test = TestApp::minimal(MORNING);
    let leader = test.signed_in(Role::Leader);
    let office = test.signed_in(Role::Coordinator);
    assert!(leader.get(&format!("/nb{PAGE}")).await.ok().says("Ingen saker ennå"));
    assert!(office.get(&format!("/nb{PAGE}/ny")).await.ok().says("Et kapittel i noe annet"));
    let nothing = office.post(&format!("{PAGE}/ny"), &[("tittel", ""), ("rekkefolge", "fins-ikke")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    for preset in ["summary-first", "path-first", "short", "chapter"] {
        let page = begin(&office, preset).await;
        let case = office.get(&format!("/nb{page}?ny=1")).await.ok();
        assert!(
            case.says("Dette må ordnes") && case.says("Saken er fylt med det som er kjent"),
            "{}",
            case.body
        );
        assert!(case.says("spørsmål i kartleggingen mangler svar"));
        for part in ["les", "kilder", "presentasjon", "heistale"] {
            leader.get(&format!("{page}/{part}")).await.ok();
        }
        let read = leader.get(&format!("/nb{page}/les")).await.ok();
        assert!(
            !read.says("har brukt internett"),
            "how many use the internet is no need, and does not come by itself"
        );
        assert!(
            read.says("Ikke skrevet ennå:") && read.says("Ikke besvart i kartleggingen"),
            "{}",
            read.body
        );
        let whole = stored(&test, id_in(&page));
        let sections = whole.preset.sections.iter().map(|s| s.key.to_string()).chain(["treatment".to_owned()]);
        for (section, language) in sections.zip(["nb", "nn", "en"].into_iter().cycle()) {
            office.get(&format!("/{language}{page}/del/{section}")).await.ok();
        }
        assert!(
            whole.taken().any(|key| key == "folketall"),
            "people are known everywhere"
        );
    }
    let page = begin(&office, "short").await;
    for strange in ["del/fins-ikke", "del/hearing", "bit/00000000000000000000000000000000", "dokument/odt"] {
        assert_eq!(
            office.get(&format!("{page}/{strange}")).await.status,
            StatusCode::NOT_FOUND,
            "{strange}"
        );
    }
}

#[tokio::test]
async fn a_case_is_born_with_what_is_written_and_a_figure_leads_back_to_its_source() {
    let test = furnished();
    let office = test.signed_in(Role::Coordinator);
    let page = begin(&office, "summary-first").await;
    let whole = stored(&test, id_in(&page));
    let taken: Vec<&str> = whole.taken().collect();
    for key in ["folketall", "budsjett.recommended", "budsjett.nothing", "tilbud"] {
        assert!(taken.contains(&key), "{key} in {taken:?}");
    }
    for start in ["anslag.", "risiko.", "strategi.", "svar.", "orientering."] {
        assert!(taken.iter().any(|key| key.starts_with(start)), "{start} in {taken:?}");
    }
    assert!(
        whole
            .pieces
            .iter()
            .any(|p| matches!(&p.content, Content::Point(point) if point.cover.contains("kr")))
    );
    let alternatives = whole.of("alternatives").count();
    assert_eq!(alternatives, 3, "alternative 0, reduced and recommended");
    for preset in ["path-first", "short", "chapter"] {
        let other = begin(&office, preset).await;
        let case = office.get(&other).await.ok();
        for wrong in ["som ikke er med i saken", "mangler kilde:", "mangler år:", "står om hverandre"] {
            assert!(!case.says(wrong), "{preset}: {wrong}: {}", case.body);
        }
    }
    let facts = office.get(&format!("{page}/del/facts")).await.ok();
    assert!(
        facts.body.contains("/kontor/grunnlag/tall") && facts.says("Statistisk sentralbyrå"),
        "{}",
        facts.body
    );
    let read = office.get(&format!("{page}/les")).await.ok();
    assert!(read.body.contains("/kontor/grunnlag/fakta/") && read.body.contains("class=\"fact\""));
    assert!(read.body.contains("class=\"assessment\"") && read.body.contains("data:image/svg+xml"));
    let sheet = office.get(&format!("{page}/kilder")).await.ok();
    assert!(sheet.says("Budsjettet for tilbudet i Bergen"), "{}", sheet.body);
}

#[tokio::test]
async fn a_fact_without_year_and_source_is_refused_and_answers_are_to_facts_of_the_case() {
    let test = furnished();
    let office = test.signed_in(Role::Coordinator);
    let page = begin(&office, "path-first").await;
    // Bergen's answers have no day: they are words in the background, and no facts.
    let refused = put(
        &office,
        &page,
        "facts",
        &[("slag", "fakta"), ("fakta", "svar.volunteers")],
    )
    .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("mangler kilde eller år"), "{}", refused.body);
    assert_eq!(CouncilRefusal::NoSource.code(), "council.no_source");
    for fields in [&[("slag", "fakta")][..], &[("slag", "fakta"), ("fakta", "funnet-pa")]] {
        assert_eq!(
            put(&office, &page, "facts", fields).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
    put(
        &office,
        &page,
        "facts",
        &[("slag", "fakta"), ("fakta", "fakta.sarbare")],
    )
    .await
    .to(&format!("{page}/del/facts?lagret=1"));
    let here = office.get(&format!("{page}/del/assessment?svar=fakta.sarbare")).await.ok();
    assert!(here.says("fakta er ikke svart på ennå"), "{}", here.body);
    let wrong = put(
        &office,
        &page,
        "assessment",
        &[("slag", "vurdering"), ("tekst", "Mye."), ("svarer", "fakta.ukjent")],
    )
    .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answered = [("slag", "vurdering"), ("tekst", "Det taler for et fast sted."), ("svarer", "fakta.sarbare")];
    put(&office, &page, "assessment", &answered).await.to(&format!("{page}/del/assessment?lagret=1"));
    // What does not belong in a section is not there to be written, and a number that leads to a person is kept out.
    assert_eq!(
        put(&office, &page, "assessment", &[("slag", "punkt"), ("tekst", "x")]).await.status,
        StatusCode::NOT_FOUND
    );
    let number = put(
        &office,
        &page,
        "background",
        &[("slag", "ord"), ("tekst", "Kari, 01010750160, sa det.")],
    )
    .await;
    assert_eq!(number.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn points_path_and_words_are_written_moved_changed_and_taken_out() {
    let test = furnished();
    let office = test.signed_in(Role::Coordinator);
    let page = begin(&office, "short").await;
    let id = id_in(&page);
    let point = [
        ("slag", "punkt"),
        ("tekst", "Biblioteket åpner i mars."),
        ("ansvarlig", "Biblioteksjefen"),
        ("frist", "2026-09-01"),
        ("dekning", "Innenfor rammen"),
    ];
    for _ in 0..2 {
        put(&office, &page, "decision", &point).await.to(&format!("{page}/del/decision?lagret=1"));
    }
    let points: Vec<_> = stored(&test, id).of("decision").cloned().collect();
    assert_eq!(points.len(), 3, "two it is born with, and one sent twice");
    let last = format!("{page}/bit/{}", points[2].id);
    office.post(&format!("{last}/opp"), &[]).await.to(&format!("{page}/del/decision?lagret=1"));
    let case = stored(&test, id);
    assert_eq!(case.of("decision").nth(1).unwrap().id, points[2].id);
    assert!(office.get(&last).await.ok().body.contains("Biblioteket åpner i mars."));
    let mut changed = point.to_vec();
    changed[1] = ("tekst", "Biblioteket åpner i april.");
    let stale = [changed.clone(), vec![("utgave", "7")]].concat();
    let conflict = office.post(&last, &stale).await;
    assert_eq!(conflict.status, CouncilRefusal::ChangedMeanwhile.status());
    assert!(
        conflict.says("Noen andre endret dette") && conflict.body.contains("i april"),
        "{}",
        conflict.body
    );
    let fresh = [changed, vec![("utgave", "1")]].concat();
    office.post(&last, &fresh).await.to(&format!("{page}/del/decision?lagret=1"));
    office.post(&format!("{last}/fjern"), &[]).await.to(&format!("{page}/del/decision?lagret=1"));
    assert_eq!(stored(&test, id).of("decision").count(), 2);

    for (body, day) in [("Eldrerådet", "2026-04-01"), ("Kommunestyret", "")] {
        put(
            &office,
            &page,
            "treatment",
            &[("slag", "utvalg"), ("organ", body), ("dag", day)],
        )
        .await
        .to(&format!("{page}/del/treatment?lagret=1"));
    }
    let read = office.get(&format!("{page}/les")).await.ok();
    assert!(
        read.says("Eldrerådet") && read.says("ikke bestemt ennå"),
        "{}",
        read.body
    );
    put(
        &office,
        &page,
        "summary",
        &[("slag", "ord"), ("tekst", "Saken gjelder bl.a. DPIA.")],
    )
    .await;
    let shown = office.get(&page).await.ok();
    assert!(
        shown.says("skriv «bl.a.» helt ut") && shown.says("Punkt 1 har ingen frist"),
        "{}",
        shown.body
    );
    let wrong = office.post(&page, &[("tittel", "")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    office.post(&page, &[("tittel", "Et nytt navn")]).await.to(&format!("{page}?lagret=1"));
    assert_eq!(heads(&test)[0].title, "Et nytt navn");
    office.post(&format!("{page}/fjern"), &[]).await.to(&format!("{PAGE}?fjernet=1"));
    assert!(heads(&test).is_empty());
}

#[test]
fn a_figure_that_stands_large_on_a_slide_says_where_it_is_from() {
    let test = furnished();
    let register = example("bergen");
    let of = register.clone();
    written(&test, move |tx| made_up(tx, &of));
    let (id, now) = (heads(&test)[0].id, test.now());
    for l in Locale::ALL {
        let of = register.clone();
        let read = move |r: &mut ::store::Read| Loaded::of(r, id, &of, l, now);
        let loaded = test.app.db().read_blocking::<_, AppError, _>(test.tenant, read).unwrap();
        let deck = loaded.whole(&register, l).deck("Digihjelpen", now, &public_link);
        let mut large = 0;
        for pair in deck.slides.iter().flat_map(|s| s.blocks.windows(2)) {
            if matches!(pair[0], Block::Highlight(_)) {
                large += 1;
                assert!(matches!(&pair[1], Block::Paragraph(Weight::Small, from) if from.words().contains("07459")));
            }
        }
        let all = deck.slides.iter().flat_map(|s| &s.blocks).filter(|b| matches!(b, Block::Highlight(_))).count();
        assert_eq!((large, all), (2, 2), "{l:?}");
    }
}

#[tokio::test]
async fn the_files_are_there_in_every_form() {
    let test = furnished();
    let register = example("bergen");
    written(&test, move |tx| made_up(tx, &register));
    let leader = test.signed_in(Role::Leader);
    let page = format!("{PAGE}/{}", heads(&test)[0].id);
    for (path, begins, kind) in [
        ("dokument/pdf", &b"%PDF"[..], "application/pdf"),
        ("dokument/word", b"PK", "wordprocessingml"),
        ("dokument/nettside", b"<!DOCTYPE", "text/html"),
        ("presentasjon/pptx", b"PK", "presentationml"),
        ("presentasjon/nettside", b"<!DOCTYPE", "text/html"),
    ] {
        let file = leader.get(&format!("{page}/{path}")).await.ok();
        assert!(file.bytes.starts_with(begins), "{path}");
        assert!(file.headers["content-type"].to_str().unwrap().contains(kind), "{path}");
    }
    let slides = leader.get(&format!("{page}/presentasjon")).await.ok();
    for words in ["Slik er det i dag", "Hvem det er for", "Er det trygt?", "Dette ber vi om", "Dette sier du"] {
        assert!(slides.says(words), "{words}");
    }
    assert!(leader.get(&page).await.ok().says("Eksempel: diktet for demonstrasjonen"));
    assert_eq!(
        leader.get(&format!("{page}/presentasjon/odp")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_pitch_is_a_minute_from_local_facts_and_a_story_needs_a_yes() {
    let test = furnished();
    let office = test.signed_in(Role::Coordinator);
    let page = begin(&office, "summary-first").await;
    let id = id_in(&page);
    let now = test.now();
    let pitch = |l: Locale| {
        let register = example("bergen");
        let papers = move |r: &mut ::store::Read<'_>| documents(r, id, &register, "Bergen", l, now);
        let (name, document) = test.app.db().read_blocking(test.tenant, papers).unwrap().remove(1);
        assert_eq!(name, "heistale");
        let said = document.blocks.iter().rev().skip(1).rev();
        said.map(|b| {
            if let ::documents::Block::Paragraph(_, text) = b {
                text.words()
            } else {
                String::new()
            }
        })
        .collect::<Vec<_>>()
        .join("\n\n")
    };
    for l in Locale::ALL {
        assert_eq!(pitch_length(&pitch(l)).timing, Timing::Good, "{}", pitch(l));
    }
    let shown = office.get(&format!("{page}/heistale")).await.ok();
    assert!(
        shown.says("Det er passe") && shown.body.contains("pitch-clock"),
        "{}",
        shown.body
    );

    let story = |ja: &'static str, day: &'static str| {
        vec![("ord", "Nå slipper jeg å spørre naboen."), ("spurt", day), ("hvem", "Koordinatoren"), ("ja", ja)]
    };
    for (ja, day) in [("", "2026-03-02"), ("1", ""), ("1", "2026-03-09")] {
        let refused = office.post(&format!("{page}/fortelling"), &story(ja, day)).await;
        assert_eq!(refused.status, CouncilRefusal::NoConsent.status());
        assert!(refused.says("ingen har skrevet at personen sa ja"), "{}", refused.body);
        assert!(stored(&test, id).story.is_none());
    }
    office
        .post(&format!("{page}/fortelling"), &story("1", "2026-03-02"))
        .await
        .to(&format!("{page}/heistale?lagret=1"));
    assert!(pitch(Locale::Nb).contains("Nå slipper jeg å spørre naboen."));
    office
        .post(&format!("{page}/fortelling"), &[("fjern", "1")])
        .await
        .to(&format!("{page}/heistale?lagret=1"));
    assert!(stored(&test, id).story.is_none());
    let today = day_and_minute(now).0;
    let unsaid = CitizenStory {
        words: "Noe".to_owned(),
        asked_on: None,
        asked_by: String::new(),
        said_yes: true,
    };
    let ctx = WriteCtx {
        tenant: test.tenant,
        actor: Actor::System,
        now,
    };
    let kept = test.app.db().write_blocking(ctx, move |tx| store::set_story(tx, id, &unsaid, today));
    assert!(matches!(kept, Err(AppError::Refused(why)) if why.code() == "council.no_consent"));

    let own = [("tale", "Kort og egen."), ("utgave", "1")];
    office.post(&format!("{page}/heistale"), &own).await.to(&format!("{page}/heistale?lagret=1"));
    assert!(office.get(&format!("{page}/heistale")).await.ok().says("Den kan være litt lengre"));
    let late = office.post(&format!("{page}/heistale"), &[("tale", "En annen."), ("utgave", "1")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let long = "ord ".repeat(400);
    let long = office.post(&format!("{page}/heistale"), &[("tale", &long), ("utgave", "2")]).await;
    assert_eq!(long.status, StatusCode::SEE_OTHER);
    assert!(office.get(&format!("{page}/heistale")).await.ok().says("Kort den ned"));
}

#[tokio::test]
async fn a_municipality_has_its_own_order_of_sections() {
    let test = TestApp::minimal(MORNING);
    let office = test.signed_in(Role::Coordinator);
    let order = format!("{PAGE}/rekkefolge");
    assert!(office.get(&format!("/nb{order}")).await.ok().says("Skriv et tall ved delene dere bruker"));
    let wrong = office.post(&order, &[("plass-facts", "sist")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    office
        .post(
            &order,
            &[("plass-facts", "2"), ("plass-decision", "1"), ("ma-decision", "1")],
        )
        .await
        .to(&format!("{order}?lagret=1"));
    assert!(office.get(&format!("/nb{PAGE}/ny")).await.ok().says("Delene i den rekkefølgen dere selv har valgt"));
    let page = begin(&office, "own").await;
    let keys: Vec<String> = stored(&test, id_in(&page)).preset.sections.iter().map(|s| s.key.to_string()).collect();
    assert_eq!(keys, ["decision", "facts"]);
    let emptied = office.post(&format!("/nb{order}"), &[]).await;
    assert_eq!(emptied.status, CouncilRefusal::OrderInUse.status());
    assert!(emptied.says("En sak bruker denne rekkefølgen"), "{}", emptied.body);
}

#[tokio::test]
async fn every_figure_tells_other_rooms_where_it_is_from_and_neighbours_see_nothing() {
    let test = furnished();
    let register = example("bergen");
    let made = register.clone();
    written(&test, move |tx| made_up(tx, &made));
    let (id, now) = (heads(&test)[0].id, test.now());
    let of = register.clone();
    let all = test.app.db().read_blocking(test.tenant, move |r| sources(r, id, &of, Locale::Nb, now)).unwrap();
    assert!(
        !all.is_empty()
            && all.iter().all(|s| !s.source.is_empty() && !s.dated.is_empty() && s.path.starts_with("/kontor/"))
    );
    let papers = test.app.db().read_blocking(test.tenant, move |r| {
        documents(r, id, &register, "Bergen", Locale::Nn, now)
    });
    assert_eq!(papers.unwrap().len(), 2);
    let neighbour = test.add(&example("minimal"));
    let there = test.app.db().read_blocking(neighbour, move |r| store::one(r, id));
    assert!(matches!(there, Err(AppError::Absent)));
}

#[tokio::test]
async fn a_decision_that_is_known_by_its_year_alone_is_a_fact() {
    use domain::anchoring::{Commitment, CommitmentKind, Entry, Standing};
    let test = TestApp::bergen(MORNING);
    let commitment = |year| Commitment {
        title: "Plan for digital inkludering".to_owned(),
        kind: CommitmentKind::Plan,
        body: "Bystyret".to_owned(),
        on: None,
        year,
        case_number: String::new(),
        wording: String::new(),
        valid_to: None,
        whole_service: true,
        offerings: vec![],
        standing: Standing::Kept,
        standing_words: String::new(),
    };
    let register = example("bergen");
    let today = day_and_minute(test.now()).0;
    let known = |test: &TestApp| {
        let (of, number) = (register.clone(), register.municipality.number.clone());
        let read = move |r: &mut ::store::Read| {
            let ground = super::known::ground(r, &number, today)?;
            Ok::<_, AppError>(super::known::known(&ground, &of, Locale::Nb))
        };
        let all = test.app.db().read_blocking(test.tenant, read).unwrap();
        all.into_iter().find(|k| k.key.starts_with("vedtak.")).unwrap()
    };
    let without = Entry::Commitment(commitment(None));
    let id = written(&test, move |tx| anchoring::store::add(tx, &without, None));
    assert!(!known(&test).is_fact());
    let with = Entry::Commitment(commitment(Some(2019)));
    written(&test, move |tx| anchoring::store::change(tx, id, 1, &with));
    let fact = known(&test);
    assert!(fact.is_fact());
    assert_eq!((fact.dated.as_str(), fact.source.as_str()), ("2019", "Bystyret"));
    let office = test.signed_in(Role::Coordinator);
    let page = begin(&office, "summary-first").await;
    let key = format!("vedtak.{id}");
    let case = id_in(&page);
    let born = stored(&test, case);
    let section = born
        .preset
        .sections
        .iter()
        .find(|s| ["law", "background", "facts"].contains(&s.key.as_str()))
        .unwrap();
    if !born.taken().any(|k| k == key) {
        let taken = Content::Known(key);
        let place = section.key.to_string();
        written(&test, move |tx| store::add(tx, case, &place, &taken).map(drop));
    }
    let shown = office.get(&format!("{page}/kilder")).await.ok();
    assert!(
        shown.says("Plan for digital inkludering") && shown.body.contains("2019"),
        "{}",
        shown.body
    );
}
