use super::{
    grant_store::{self, Responsible},
    made_up::made_up,
    night::tonight,
    store::{self, Grounds},
};
use crate::{
    access,
    frame::AppError,
    testing::{Browser, TestApp, town::written},
};
use ::store::{Query, params};
use axum::http::StatusCode;
use domain::{
    access::Role,
    anchoring::{ApplicationPart, Entry, GrantStatus},
    shared::{Id, Locale, day_and_minute},
    situation::SurveyAnswer,
};

const MORNING: &str = "2026-03-03T09:00";
const GRANTS: &str = "/kontor/forankring/tilskudd";

fn grounds(test: &TestApp) -> Grounds {
    let today = day_and_minute(test.now()).0;
    test.app.db().read_blocking(test.tenant, move |r| store::grounds(r, today)).unwrap()
}

/// What was written into the outbox: to whom, and what it says.
fn outbox(test: &TestApp) -> Vec<(String, String)> {
    let tenant = test.tenant;
    let sql = "SELECT contact, about FROM message WHERE tenant_id = $1 ORDER BY id";
    let read = move |r: &mut ::store::Read| r.rows(sql, &params![tenant], |row| Ok((row.text(0)?, row.text(1)?)));
    test.app.db().read_blocking::<_, ::store::Fault, _>(tenant, read).unwrap()
}

async fn answering(office: &Browser, test: &TestApp) -> (Id, String) {
    office.post(GRANTS, &[("utlysning", "kdd-2022")]).await.to(&format!("{GRANTS}?lagret=1"));
    let call = grounds(test).calls[0].1.name.clone();
    let fields = [
        ("navn", "Hjelp i bygda"),
        ("giver", "Departementet"),
        ("utlysning", call.as_str()),
        ("status", "drafting"),
        ("forste", "2026-08-01"),
        ("siste", "2027-07-31"),
    ];
    office.post("/kontor/forankring/ny/tilskudd", &fields).await;
    let id = grounds(test).grants[0].id;
    (id, format!("{GRANTS}/{id}"))
}

#[tokio::test]
async fn an_application_is_born_from_what_is_written_and_leads_back_to_it() {
    let test = TestApp::bergen(MORNING);
    let office = test.signed_in(Role::Coordinator);
    let answer = SurveyAnswer {
        words: "Mange i bygda har ikke noe sted å spørre.".to_owned(),
        source: "Innbyggerservice".to_owned(),
        on: Some("2026-01-15".parse().unwrap()),
        ..SurveyAnswer::nothing("settlement")
    };
    written(&test, move |tx| crate::situation::store::put_answer(tx, &answer));
    let (id, page) = answering(&office, &test).await;
    let need = office.get(&format!("{page}/soknad/need")).await.ok();
    for words in [
        "Mange i bygda har ikke noe sted å spørre.",
        "Hentet fra det dere har skrevet før",
        "Ikke besvart i kartleggingen",
    ] {
        assert!(need.says(words), "{words}: {}", need.body);
    }
    for path in [
        "/kontor/grunnlag/kartlegging/settlement",
        "/kontor/grunnlag/tall",
        "/kontor/grunnlag/kartlegging/reports",
    ] {
        assert!(need.body.contains(path), "{path}");
    }
    assert!(need.says("Bare hentet. Ingen har skrevet noe i egne ord."));
    let plan = office.get(&format!("{page}/soknad/plan")).await.ok();
    assert!(
        plan.says("Drop-in") && plan.body.contains("value=\"plan."),
        "{}",
        plan.body
    );
    let html = office.get(&format!("{page}/dokument/html")).await.ok();
    for words in [
        "Mange i bygda har ikke noe sted å spørre.",
        "Innbyggerservice",
        "Det utlysningen krever",
        "Ikke besvart i kartleggingen",
    ] {
        assert!(html.body.contains(words), "{words}");
    }

    // What is not ticked is left out, in this part only; what is as it was born follows what is known.
    let own = [
        (
            "ord",
            "Vi søker fordi folk står uten hjelp der de bor, og fordi bussen går to ganger om dagen.",
        ),
        ("med", "folketall"),
    ];
    office.post(&format!("{page}/soknad/need"), &own).await.to(&format!("{page}?lagret=1"));
    let kept = |test: &TestApp| test.app.db().read_blocking(test.tenant, |r| grant_store::chosen(r)).unwrap();
    assert_eq!(kept(&test)[&id][&ApplicationPart::Need], ["folketall"]);
    let html = office.get(&format!("{page}/dokument/html")).await.ok();
    assert!(!html.body.contains("Mange i bygda") && html.body.contains("folk står uten hjelp"));
    assert!(office.get(&page).await.ok().says("Er med"));
    let strange = office.post(&format!("{page}/soknad/need"), &[("med", "vedtak.noe-annet")]).await;
    assert_eq!(strange.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = office.get(&format!("{page}/soknad/need")).await.ok();
    assert!(form.body.contains("Vi søker fordi"), "{}", form.body);
    // Ticked as it was born, it is not kept: it goes on following what is known.
    let partners = office.get(&format!("{page}/soknad/partners")).await.ok();
    assert!(partners.body.contains("value=\"aktorer\" checked"), "{}", partners.body);
    office
        .post(&format!("{page}/soknad/partners"), &[("med", "aktorer")])
        .await
        .to(&format!("{page}?lagret=1"));
    assert!(!kept(&test)[&id].contains_key(&ApplicationPart::Partners));
    // With the grant goes what was chosen.
    office.post(&format!("/kontor/forankring/fjern/{id}"), &[]).await.to(&format!("{GRANTS}?fjernet=1"));
    assert!(kept(&test).is_empty());
}

#[tokio::test]
async fn a_call_says_which_of_its_requirements_are_there_and_whether_one_may_apply() {
    let test = TestApp::bergen(MORNING);
    let office = test.signed_in(Role::Coordinator);
    office.post(GRANTS, &[("utlysning", "kdd-2022")]).await.to(&format!("{GRANTS}?lagret=1"));
    let page = office.get(GRANTS).await.ok();
    for words in [
        "Kravene: 0 er med, 2 tynne, 0 mangler",
        "Slik ville søknaden vært i dag",
        "Vi vet ikke hvilken klasse kommunen er i.",
        "Første eller siste dag er ikke satt.",
        "Resten må dere vurdere selv",
    ] {
        assert!(page.says(words), "{words}: {}", page.body);
    }
    assert!(page.body.contains("https://www.ssb.no/klass/klassifikasjoner/128"));
    // A figure that was brought in says it; what the municipality has written goes before it.
    let file = serde_json::json!({
        "version": "2.0", "class": "dataset", "label": "Sentralitet", "source": "SSB",
        "id": ["Region", "Tid"], "size": [1, 1],
        "dimension": {
            "Region": { "category": { "index": ["4601"] } }, "Tid": { "category": { "index": ["2026"] } }
        },
        "value": [1]
    });
    office
        .post_file(
            "/kontor/grunnlag/tall/importer",
            &[("slag", "centrality")],
            file.to_string().as_bytes(),
        )
        .await;
    let page = office.get(GRANTS).await.ok();
    assert!(
        page.says("Ikke for klasse 1") && page.says("Kommunen er i klasse 1"),
        "{}",
        page.body
    );
    let frame = [("forste", "2026"), ("kjorer", "recommended"), ("sentralitet", "5")];
    office.post("/kontor/forankring/ny/ramme", &frame).await;
    let page = office.get(GRANTS).await.ok();
    for words in ["Ingenting i veien", "Kommunen er i klasse 5", "skrevet av dere, under budsjettet", "sier klasse 1"] {
        assert!(page.says(words), "{words}: {}", page.body);
    }
    let (_, grant) = answering(&office, &test).await;
    let page = office.get(GRANTS).await.ok();
    assert!(
        page.says("Se søknaden «Hjelp i bygda»") && !page.says("Slik ville søknaden vært"),
        "{}",
        page.body
    );
    let one = office.get(&grant).await.ok();
    assert!(one.says("Kreves") && one.says("Svarer på:"), "{}", one.body);
    let word = office.get(&format!("{grant}/dokument/docx")).await.ok();
    assert!(word.bytes.starts_with(b"PK"));
    let reader = test.signed_in(Role::PrivacyOfficer);
    let shown = reader.get(GRANTS).await.ok();
    assert!(!shown.body.contains("/ny/") && shown.says("Kravene:"), "{}", shown.body);
    // Called something else, the call is still the one that is answered.
    let call = grounds(&test).calls[0].0;
    let renamed = [("utgave", "1"), ("navn", "Ny runde"), ("eier", "Departementet"), ("deler", "need")];
    office.post(&format!("/kontor/forankring/endre/{call}"), &renamed).await;
    assert_eq!(grounds(&test).grants[0].grant.call, "Ny runde");
    for language in ["nn", "en"] {
        office.get(&format!("/{language}{GRANTS}")).await.ok();
        office.get(&format!("/{language}{grant}/soknad/afterwards")).await.ok();
    }
}

/// The grant of the demonstration, until this day.
fn until(test: &TestApp, day: &str) -> Id {
    written(test, made_up);
    let (id, last) = (grounds(test).grants[0].id, day.parse().unwrap());
    set(test, id, move |g| g.last_day = Some(last));
    id
}

fn set(test: &TestApp, id: Id, f: impl Fn(&mut domain::anchoring::Grant) + Send + 'static) {
    written(test, move |tx| {
        let s = store::one(tx, id)?;
        let Entry::Grant(mut grant) = s.entry else {
            return Err(AppError::Absent);
        };
        f(&mut grant);
        store::change(tx, id, s.revision, &Entry::Grant(grant))
    });
}

fn eva() -> Responsible {
    Responsible {
        name: "Eva".to_owned(),
        contact: crate::promise::keepers::read_contact("eva@eksempel.no").unwrap(),
        reads: Locale::Nn,
    }
}

/// The nights of these days; how many messages have been written after each.
fn nights(test: &TestApp, days: &[&str]) -> Vec<usize> {
    let night = |day: &&str| {
        test.at(&format!("{day}T03:00"));
        written(test, tonight);
        outbox(test).len()
    };
    days.iter().map(night).collect()
}

#[tokio::test]
async fn whoever_is_named_is_told_once_at_each_step_also_when_nights_were_skipped() {
    let test = TestApp::bergen("2026-01-05T09:00");
    let id = until(&test, "2027-06-30");
    let conditions: Vec<Id> = grounds(&test).grants[0].conditions.iter().map(|(id, _)| *id).collect();
    written(&test, move |tx| {
        conditions.iter().try_for_each(|id| store::remove(tx, *id).map(drop))?;
        grant_store::name_responsible(tx, id, &eva())
    });
    // Every night at first; then the server is down over the days of 6 and of 3 months.
    let told = nights(
        &test,
        &["2026-06-29", "2026-06-30", "2026-07-01", "2026-07-01", "2026-09-01"],
    );
    assert_eq!(told, [0, 1, 1, 1, 1]);
    let told = nights(
        &test,
        &["2027-01-20", "2027-01-21", "2027-05-05", "2027-05-06", "2027-06-30"],
    );
    assert_eq!(told, [2, 2, 3, 3, 3]);
    let said = outbox(&test);
    for ((to, text), months) in said.iter().zip(["12", "6", "3"]) {
        assert!(
            to == "eva@eksempel.no" && text.contains(&format!("Under {months} månader")),
            "{text}"
        );
        assert!(text.contains("Digihjelp i bydelene"), "{text}");
    }
    // Its last day has passed: it stands among what is due, and nobody is told of it again.
    assert_eq!(nights(&test, &["2027-07-01", "2027-08-01"]), [3, 3]);
    // It is to last longer: the steps of the new day begin.
    set(&test, id, |g| g.last_day = Some("2028-06-30".parse().unwrap()));
    assert_eq!(nights(&test, &["2027-08-02", "2027-08-03"]), [4, 4]);
    // Reported, nobody is told and nobody is remembered.
    set(&test, id, |g| g.status = GrantStatus::Closed);
    nights(&test, &["2028-01-05"]);
    assert_eq!(outbox(&test).len(), 0, "what was on its way is taken back");
    assert_eq!(nights(&test, &["2028-01-06", "2028-06-01"]), [0, 0]);
    assert!(
        test.app
            .db()
            .read_blocking(test.tenant, move |r| grant_store::responsible(r, id))
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn conditions_are_told_of_and_those_who_lead_are_told_where_nobody_is_named() {
    let test = TestApp::bergen(MORNING);
    let id = until(&test, "2027-12-31");
    // Nobody signs in with an e-mail address: nothing is told, and nothing is noted as told.
    let _ = test.signed_in(Role::Coordinator);
    assert_eq!(nights(&test, &["2026-03-03"]), [0]);
    written(&test, |tx| {
        for (login, role) in [("eva@eksempel.no", Role::Leader), ("per@eksempel.no", Role::Guide)] {
            access::store::create_account(tx, login, login, role, "")?;
        }
        Ok(())
    });
    // The condition of the demonstration is due on 23 March: a month before, and a week before.
    assert_eq!(
        nights(&test, &["2026-03-04", "2026-03-05", "2026-03-18", "2026-03-23"]),
        [1, 1, 2, 2]
    );
    let said = outbox(&test);
    assert!(said.iter().all(|(to, text)| to == "eva@eksempel.no" && text.contains("Send rapport med regnskap.")));
    let office = test.signed_in(Role::Coordinator);
    let page = office.get(&format!("{GRANTS}/{id}")).await.ok();
    assert!(
        page.says("Ingen er navngitt. Koordinatoren eller lederen"),
        "{}",
        page.body
    );
    let late = grounds(&test).grants[0].conditions[0].0;
    written(&test, move |tx| store::remove(tx, late).map(drop));
    assert_eq!(nights(&test, &["2026-03-24"]), [2], "removed, it is told of no more");
}

#[tokio::test]
async fn who_is_told_is_named_changed_and_forgotten() {
    let test = TestApp::bergen(MORNING);
    let office = test.signed_in(Role::Leader);
    let id = until(&test, "2026-12-31");
    let page = format!("{GRANTS}/{id}");
    assert!(office.get(&page).await.ok().says("Ingen får beskjed."));
    let form = format!("{page}/varsel");
    assert!(office.get(&form).await.ok().says("Hvem får beskjed?"));
    for (name, contact, reads) in [
        ("", "eva@eksempel.no", "nb"),
        ("Eva", "", "nb"),
        ("Eva", "55 55 55 55", "nb"),
        ("Eva", "eva@", "nb"),
        ("Eva", "eva@eksempel.no", "se"),
    ] {
        let wrong = office.post(&form, &[("navn", name), ("kontakt", contact), ("les", reads)]).await;
        assert_eq!(
            wrong.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{name} {contact} {reads}"
        );
    }
    for contact in ["900 00 000", "eva@eksempel.no"] {
        let named = [("navn", "Eva"), ("kontakt", contact), ("les", "en")];
        office.post(&form, &named).await.to(&format!("{page}?lagret=1"));
    }
    assert!(office.get(&page).await.ok().says("Eva får beskjed"));
    let filled = office.get(&form).await.ok();
    assert!(filled.body.contains("value=\"eva@eksempel.no\""), "{}", filled.body);
    nights(&test, &["2026-03-04"]);
    let office = test.signed_in(Role::Leader);
    assert!(outbox(&test)[0].1.contains("months"), "{:?}", outbox(&test));
    office.post(&form, &[("gjor", "fjern")]).await.to(&format!("{page}?lagret=1"));
    assert!(outbox(&test).is_empty());
    assert!(office.get(&page).await.ok().says("Ingen får beskjed."));
    let nobody = format!("{GRANTS}/{}/varsel", Id([7; 16]));
    assert_eq!(office.get(&nobody).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        office.post(&nobody, &[("gjor", "fjern")]).await.status,
        StatusCode::NOT_FOUND
    );
    let reader = test.signed_in(Role::PrivacyOfficer);
    assert_eq!(reader.get(&form).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_demonstrations_application_has_every_part_from_somewhere() {
    let test = TestApp::whole("bergen", MORNING);
    written(&test, made_up);
    let office = test.signed_in(Role::Coordinator);
    let id = grounds(&test).grants[0].id;
    for part in ApplicationPart::ALL {
        let page = office.get(&format!("{GRANTS}/{id}/soknad/{}", part.code())).await.ok();
        let filled = page.body.contains("checked") || page.says("Dette kommer med av seg selv");
        assert!(filled, "{}: {}", part.code(), page.body);
    }
}
