use super::{AccessRefusal, hash_password, store};
use crate::{
    frame::{AppError, Refusal, cx::SESSION_COOKIE},
    testing::{Browser, TestApp},
};
use ::store::{Actor, Query, WriteCtx, params};
use axum::http::StatusCode;
use domain::{
    access::Role,
    shared::{Id, Locale},
};

const PASSWORD: &str = "blå kopp på bordet";

fn account(test: &TestApp, login: &str, role: Role) -> Id {
    account_in(test, test.tenant, login, role)
}

fn account_in(test: &TestApp, tenant: i64, login: &str, role: Role) -> Id {
    let (login, hash) = (login.to_owned(), hash_password(PASSWORD).unwrap());
    let ctx = WriteCtx {
        tenant,
        actor: Actor::System,
        now: test.now(),
    };
    let make = move |tx: &mut ::store::Tx| store::create_account(tx, &login, "Kari", role, &hash);
    test.app.db().write_blocking::<_, AppError, _>(ctx, make).unwrap()
}

async fn sign_in(browser: &Browser, login: &str, password: &str) -> crate::testing::Answer {
    browser.post("/logg-inn", &[("login", login), ("passord", password)]).await
}

#[tokio::test]
async fn signing_in_leads_where_one_was_going_and_out_again() {
    let test = TestApp::minimal("2026-03-03T12:15");
    account(&test, "kari@bokn.example", Role::Coordinator);
    let browser = test.anonymous();
    browser.get("/kontor/historikk").await.to("/logg-inn?til=/kontor/historikk");
    let fields = [("login", " Kari@Bokn.example "), ("passord", PASSWORD), ("til", "/kontor/historikk")];
    browser.post("/logg-inn", &fields).await.to("/kontor/historikk");
    assert!(browser.get("/kontor/historikk").await.ok().says("Historikk"));
    let elsewhere = [("login", "kari@bokn.example"), ("passord", PASSWORD), ("til", "//evil.example/x")];
    test.anonymous().post("/logg-inn", &elsewhere).await.to("/skranke");
    let old = browser.cookie(SESSION_COOKIE).unwrap();
    browser.post("/logg-ut", &[]).await.to("/logg-inn");
    let thief = test.anonymous();
    thief.set_cookie(SESSION_COOKIE, &old);
    thief.get("/konto").await.to("/logg-inn?til=/konto");
}

#[tokio::test]
async fn a_session_ends_by_itself_and_is_nobodys_in_another_municipality() {
    let test = TestApp::minimal("2026-03-03T07:00");
    let browser = test.signed_in(Role::Guide);
    browser.get("/konto").await.ok();
    test.later(15 * 60);
    browser.get("/konto").await.to("/logg-inn?til=/konto");
    let other = test.add(&crate::testing::example("bergen"));
    let (elsewhere, _) = test.signed_in_at(other, Role::Administrator);
    elsewhere.get("/k/4601/konto").await.ok();
    let number = crate::testing::example("minimal").municipality.number;
    let here = format!("/k/{number}");
    elsewhere.get(&format!("{here}/konto")).await.to(&format!("{here}/logg-inn?til=/konto"));
}

#[tokio::test]
async fn who_works_for_two_municipalities_is_signed_in_at_both() {
    let test = TestApp::minimal("2026-03-03T12:15");
    test.add(&crate::testing::example("bergen"));
    let number = crate::testing::example("minimal").municipality.number;
    let (here, there) = (format!("/k/{number}"), "/k/4601".to_owned());
    let browser = test.anonymous();
    for (base, login) in [(&here, "kari"), (&there, "kari.b")] {
        let tenant = test.app.tenants().by_number(&base[3..]).unwrap().id;
        account_in(&test, tenant, login, Role::Guide);
        let form = [("login", login), ("passord", PASSWORD)];
        browser.post(&format!("{base}/logg-inn"), &form).await.to(&format!("{base}/skranke"));
    }
    for base in [&here, &there] {
        browser.get(&format!("{base}/konto")).await.ok();
    }
    browser.post(&format!("{here}/logg-ut"), &[]).await.to(&format!("{here}/logg-inn"));
    browser.get(&format!("{here}/konto")).await.to(&format!("{here}/logg-inn?til=/konto"));
    browser.get(&format!("{there}/konto")).await.ok();
}

#[tokio::test]
async fn guessing_is_slowed_for_the_guesser_and_not_for_the_owner() {
    let test = TestApp::minimal("2026-03-03T12:15");
    account(&test, "kari", Role::Guide);
    let own = test.anonymous().from([10, 0, 0, 1]);
    sign_in(&own, "kari", PASSWORD).await.to("/skranke");
    own.post("/logg-ut", &[]).await;
    let guesser = test.anonymous().from([10, 0, 0, 1]);
    for _ in 0..8 {
        let answer = sign_in(&guesser, "kari", "gjett på noe annet").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.says("Navnet og passordet hører ikke sammen") || answer.says("Namnet og passordet"));
    }
    let stopped = sign_in(&guesser, "kari", PASSWORD).await;
    assert_eq!(stopped.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(stopped.headers.contains_key("retry-after"));
    sign_in(&own, "kari", PASSWORD).await.to("/skranke");
    test.later(16);
    sign_in(&guesser, "kari", PASSWORD).await.to("/skranke");
}

#[tokio::test]
async fn a_machine_left_open_does_not_give_the_password_away() {
    let test = TestApp::minimal("2026-03-03T12:15");
    account(&test, "kari", Role::Guide);
    let own = test.anonymous();
    sign_in(&own, "kari", PASSWORD).await.to("/skranke");
    let new = "rød sykkel i skogen";
    for _ in 0..8 {
        let form = [("gammelt", "gjett på noe annet"), ("passord", new), ("igjen", new)];
        let answer = own.post("/konto/passord", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let right = [("gammelt", PASSWORD), ("passord", new), ("igjen", new)];
    assert_eq!(
        own.post("/konto/passord", &right).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    test.later(16);
    own.post("/konto/passord", &right).await.ok();
}

#[tokio::test]
async fn signing_in_anew_ends_the_session_the_browser_had() {
    let test = TestApp::minimal("2026-03-03T12:15");
    account(&test, "kari", Role::Guide);
    let browser = test.anonymous();
    sign_in(&browser, "kari", PASSWORD).await.to("/skranke");
    let thief = test.anonymous();
    thief.set_cookie(SESSION_COOKIE, &browser.cookie(SESSION_COOKIE).unwrap());
    thief.get("/konto").await.ok();
    sign_in(&browser, "kari", PASSWORD).await.to("/skranke");
    browser.get("/konto").await.ok();
    thief.get("/konto").await.to("/logg-inn?til=/konto");
}

#[tokio::test]
async fn an_invitation_is_used_once() {
    let test = TestApp::minimal("2026-03-03T12:15");
    let admin = test.signed_in(Role::Administrator);
    let form = [("navn", "Jonas"), ("login", "jonas"), ("rolle", "helper")];
    let page = admin.post("/kontor/kontoer", &form).await.ok();
    let at = page.body.find("/invitasjon/").unwrap();
    let link: String = page.body[at..].chars().take_while(|c| *c != '<').collect();
    let guest = test.anonymous();
    assert!(guest.get(&link).await.ok().says("Jonas"));
    for (password, again, refusal) in [
        ("kort", "kort", AccessRefusal::PasswordShort),
        ("passord123456", "passord123456", AccessRefusal::PasswordEasy),
        (PASSWORD, "noe helt annet her", AccessRefusal::PasswordsDiffer),
    ] {
        let answer = guest.post(&link, &[("passord", password), ("igjen", again)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.says(&refusal.text(Locale::Nn)), "{}", refusal.code());
    }
    guest.post(&link, &[("passord", PASSWORD), ("igjen", PASSWORD)]).await.to("/skranke");
    let late = test.anonymous().get(&link).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says(&AccessRefusal::InvitationGone.text(Locale::Nn)));
    let again = admin.post("/kontor/kontoer", &form).await;
    assert!(again.says(&AccessRefusal::LoginTaken.text(Locale::Nn)));
    let empty = admin.post("/kontor/kontoer", &[("navn", "")]).await;
    let said = empty.body.matches(&AccessRefusal::FieldMissing.text(Locale::Nn)).count();
    assert_eq!(said, 6, "every problem at once, in the summary and beside its field");
}

#[tokio::test]
async fn a_forgotten_password_is_mended_by_closing_the_account_and_inviting_again() {
    let test = TestApp::minimal("2026-03-03T12:15");
    let admin = test.signed_in(Role::Administrator);
    let old = account(&test, "eva", Role::Guide);
    admin.post(&format!("/kontor/kontoer/{old}/lukk"), &[]).await.to("/kontor/kontoer");
    let form = [("navn", "Eva"), ("login", "eva"), ("rolle", "guide")];
    let page = admin.post("/kontor/kontoer", &form).await.ok();
    let at = page.body.find("/invitasjon/").unwrap();
    let link: String = page.body[at..].chars().take_while(|c| *c != '<').collect();
    let eva = test.anonymous();
    let password = "tre helt andre ord";
    eva.post(&link, &[("passord", password), ("igjen", password)]).await.to("/skranke");
    assert_ne!(
        sign_in(&test.anonymous(), "eva", PASSWORD).await.status,
        StatusCode::SEE_OTHER
    );
    sign_in(&test.anonymous(), "eva", password).await.to("/skranke");
}

#[tokio::test]
async fn somebody_is_always_left_to_let_others_in() {
    let test = TestApp::minimal("2026-03-03T12:15");
    let (admin, id) = test.signed_in_at(test.tenant, Role::Administrator);
    let refused = admin.post(&format!("/kontor/kontoer/{id}/lukk"), &[]).await;
    assert!(refused.says(&AccessRefusal::LastAdministrator.text(Locale::Nn)));
    let other = account(&test, "eva", Role::Guide);
    admin
        .post(&format!("/kontor/kontoer/{other}/rolle"), &[("rolle", "administrator")])
        .await
        .to("/kontor/kontoer");
    admin.post(&format!("/kontor/kontoer/{id}/lukk"), &[]).await.to("/kontor/kontoer");
    admin.get("/kontor/kontoer").await.to("/logg-inn?til=/kontor/kontoer");
}

#[tokio::test]
async fn roles_see_only_what_is_theirs() {
    let test = TestApp::minimal("2026-03-03T12:15");
    let guide = test.signed_in(Role::Guide);
    for path in ["/kontor/kontoer", "/kontor/enheter", "/kontor/historikk"] {
        assert_eq!(guide.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let mine = test.signed_in(Role::PrivacyOfficer);
    mine.get("/kontor/historikk").await.ok();
    assert_eq!(mine.get("/kontor/kontoer").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_form_from_elsewhere_changes_nothing() {
    let test = TestApp::minimal("2026-03-03T12:15");
    let admin = test.signed_in(Role::Administrator);
    let form = [("navn", "Jonas"), ("login", "jonas"), ("rolle", "helper")];
    let cookie = admin.cookie(SESSION_COOKIE).unwrap();
    let foreign = test.anonymous().header("sec-fetch-site", "cross-site");
    foreign.set_cookie(SESSION_COOKIE, &cookie);
    assert_eq!(
        foreign.post("/kontor/kontoer", &form).await.status,
        StatusCode::FORBIDDEN
    );
    let old_tablet = test.anonymous().header("sec-fetch-site", "");
    old_tablet.set_cookie(SESSION_COOKIE, &cookie);
    assert_eq!(
        old_tablet.post("/kontor/kontoer", &form).await.status,
        StatusCode::FORBIDDEN
    );
    let page = old_tablet.get("/kontor/kontoer").await.ok();
    let at = page.body.find("name=\"csrf\" value=\"").unwrap() + 19;
    let token: String = page.body[at - 1..].trim_start_matches('"').chars().take_while(|c| *c != '"').collect();
    let with_token = [form.as_slice(), &[("csrf", token.as_str())]].concat();
    old_tablet.post("/kontor/kontoer", &with_token).await.ok();
}

#[tokio::test]
async fn a_shared_tablet_is_signed_in_once_and_knows_who_is_on_duty() {
    let test = TestApp::minimal("2026-03-03T08:00");
    let tablet = test.signed_in(Role::Coordinator);
    let kari = account(&test, "kari", Role::Guide);
    let unnamed = tablet.post("/kontor/enheter", &[("navn", "")]).await;
    assert_eq!(unnamed.status, StatusCode::UNPROCESSABLE_ENTITY);
    let personal = tablet.post("/kontor/enheter", &[("navn", "passord: Grevling-77x")]).await;
    assert_eq!(personal.status, AccessRefusal::NotADevice.status());
    assert!(personal.says(&AccessRefusal::NotADevice.text(Locale::Nn)));
    tablet.post("/kontor/enheter", &[("navn", "Skranke 1")]).await.to("/logg-inn");
    tablet.get("/konto").await.to("/logg-inn?til=/konto");
    sign_in(&tablet, "kari", PASSWORD).await.to("/skranke/vakt");
    assert_eq!(
        tablet.get("/konto").await.status,
        StatusCode::FORBIDDEN,
        "a device has no account of its own"
    );
    let duty = tablet.get("/skranke/vakt").await.ok();
    assert!(duty.body.contains(&format!("value=\"{kari}\" checked")) || duty.body.contains("checked"));
    tablet.post("/skranke/vakt", &[("vakt", &kari.to_string()), ("vakt", "tull")]).await.to("/skranke");
    let admin = test.signed_in(Role::Administrator);
    let list = admin.get("/kontor/enheter").await.ok();
    assert!(list.says("Skranke 1"));
    let at = list.body.find("/kontor/enheter/").unwrap();
    let action: String = list.body[at..].chars().take_while(|c| *c != '"').collect();
    admin.post(&action, &[]).await.to("/kontor/enheter");
    tablet.get("/skranke/vakt").await.to("/logg-inn?til=/skranke/vakt");
}

#[tokio::test]
async fn a_changed_password_ends_every_other_session() {
    let test = TestApp::minimal("2026-03-03T12:15");
    account(&test, "kari", Role::Guide);
    let (here, there) = (test.anonymous(), test.anonymous());
    sign_in(&here, "kari", PASSWORD).await;
    sign_in(&there, "kari", PASSWORD).await;
    let new = "grønn stol ved vinduet";
    let wrong = [("gammelt", "feil passord her"), ("passord", new), ("igjen", new)];
    assert_eq!(
        here.post("/konto/passord", &wrong).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    here.post(
        "/konto/passord",
        &[("gammelt", PASSWORD), ("passord", new), ("igjen", new)],
    )
    .await
    .ok();
    here.get("/konto").await.ok();
    there.get("/konto").await.to("/logg-inn?til=/konto");
}

#[test]
fn every_refusal_has_words_in_every_language() {
    for refusal in AccessRefusal::ALL {
        for locale in Locale::ALL {
            assert!(
                !refusal.text(locale).is_empty() && !refusal.hint(locale).is_empty(),
                "{}",
                refusal.code()
            );
        }
    }
}

#[tokio::test]
async fn who_is_signed_out_on_one_node_is_so_on_the_others_in_a_moment() {
    let test = TestApp::minimal("2026-03-03T12:15");
    let (here, account) = test.signed_in_at(test.tenant, Role::Coordinator);
    let there = test.on_another_node(&here);
    there.get("/kontor/folk").await.ok();
    let mut heard_there = there.hears();
    let ctx = WriteCtx {
        tenant: test.tenant,
        actor: Actor::System,
        now: test.now(),
    };
    let lower = move |tx: &mut ::store::Tx| store::set_role(tx, account, Role::Coordinator, Role::Helper);
    test.app.db().write_blocking::<_, AppError, _>(ctx, lower).unwrap();
    assert_eq!(
        here.get("/kontor/folk").await.status,
        StatusCode::FORBIDDEN,
        "at once here"
    );
    // The clock of both stands still, so that it is the word that ends it and not time that passes.
    tokio::time::timeout(std::time::Duration::from_secs(20), heard_there.recv()).await.unwrap().unwrap();
    assert_eq!(
        there.get("/kontor/folk").await.status,
        StatusCode::FORBIDDEN,
        "and there"
    );
}

/// Who is signed in is remembered for a moment: what changes it must say so, or somebody goes on as who she was.
#[test]
fn every_change_of_who_is_signed_in_is_told() {
    const CHANGES: [&str; 8] = [
        "UPDATE session SET",
        "DELETE FROM session WHERE tenant_id = $1 AND token_hash",
        "UPDATE account SET role",
        "UPDATE account SET closed_at",
        "UPDATE account SET name = $",
        "UPDATE device SET",
        "INSERT INTO device_duty",
        "DELETE FROM device_duty WHERE tenant_id = $1 AND device_id",
    ];
    let functions = include_str!("store.rs").split("\n}\n");
    let changing: Vec<&str> = functions.filter(|body| CHANGES.iter().any(|change| body.contains(change))).collect();
    assert!(
        changing.len() >= 7,
        "the source is read as it is written: {}",
        changing.len()
    );
    for body in changing {
        assert!(body.contains("who_changed(tx);"), "{body}");
    }
}

#[tokio::test]
async fn two_years_after_an_account_is_closed_nobody_remembers_whose_it_was() {
    let test = TestApp::minimal("2026-03-03T12:15");
    let admin = test.signed_in(Role::Administrator);
    let kari = account(&test, "kari", Role::Guide);
    let browser = test.anonymous();
    sign_in(&browser, "kari", PASSWORD).await.to("/skranke");
    browser
        .post(
            "/konto/passord",
            &[("gammelt", PASSWORD), ("passord", "grønn stol ved vinduet"), ("igjen", "grønn stol ved vinduet")],
        )
        .await
        .ok();
    admin.post(&format!("/kontor/kontoer/{kari}/lukk"), &[]).await.to("/kontor/kontoer");
    let forget = |test: &TestApp| {
        let ctx = WriteCtx {
            tenant: test.tenant,
            actor: Actor::System,
            now: test.now(),
        };
        test.app.db().write_blocking::<_, AppError, _>(ctx, store::forget_old).unwrap();
    };
    test.later(729 * 24 * 60);
    forget(&test);
    assert!(test.signed_in(Role::Administrator).get("/kontor/historikk").await.ok().says("Kari"));
    test.later(2 * 24 * 60);
    forget(&test);
    let history = test.signed_in(Role::Administrator).get("/kontor/historikk").await.ok();
    assert!(!history.says("Kari") && history.says("Nokon som har slutta"));
}

/// Every entry of the trail: kind of actor, entity, id and verb.
fn trail(test: &TestApp) -> Vec<(String, String, String, String)> {
    let tenant = test.tenant;
    let sql = "SELECT actor_kind, entity, entity_id, verb FROM history WHERE tenant_id = $1 ORDER BY seq";
    let read = move |r: &mut ::store::Read| {
        r.rows(sql, &params![tenant], |row| {
            Ok((row.text(0)?, row.text(1)?, row.text(2)?, row.text(3)?))
        })
    };
    test.app.db().read_blocking::<_, ::store::Fault, _>(tenant, read).unwrap()
}

#[tokio::test]
async fn a_change_in_the_office_that_says_nothing_of_itself_is_told_by_its_page() {
    let test = TestApp::bergen("2026-03-03T12:15");
    let (leader, account) = test.signed_in_at(test.tenant, Role::Coordinator);
    let before = trail(&test).len();
    leader.post("/kontor/pamelding", &[("dager", "10")]).await.to("/kontor/pamelding?lagret=1");
    let new = trail(&test).split_off(before);
    assert_eq!(new.len(), 1, "{new:?}");
    assert_eq!(new[0].1, "/kontor/pamelding");
    assert_eq!((new[0].0.as_str(), new[0].3.as_str()), ("person", "changed"));
    // What is done at the desk with visits and tickets leaves nothing.
    let guide = test.signed_in(Role::Guide);
    let before = trail(&test).len();
    guide.get("/skranke/ko").await;
    guide.get("/skranke/tell").await;
    assert_eq!(trail(&test).len(), before);
    // Signing in and out, and a wrong password, are told; also for a name that is not here.
    let browser = test.anonymous();
    sign_in(&browser, "ingen", "hest-batteri-stift").await;
    let last = trail(&test).pop().unwrap();
    assert_eq!(
        (last.1.as_str(), last.2.as_str(), last.3.as_str()),
        ("session", "", "refused")
    );
    leader.post("/logg-ut", &[]).await;
    let last = trail(&test).pop().unwrap();
    assert_eq!(
        (last.1, last.2, last.3),
        ("session".to_owned(), account.to_string(), "signed out".to_owned())
    );
}

#[tokio::test]
async fn who_saw_a_page_about_people_is_told_once_a_day_and_what_is_taken_out_every_time() {
    let test = TestApp::bergen("2026-03-03T12:15");
    let coordinator = test.signed_in(Role::Coordinator);
    let before = trail(&test).len();
    for _ in 0..3 {
        coordinator.get("/kontor/folk").await.ok();
        coordinator.get("/kontor/baerekraft/timer.csv").await.ok();
    }
    coordinator.get("/kontor/folk/ikke-her").await;
    let new: Vec<(String, String)> = trail(&test).split_off(before).into_iter().map(|e| (e.1, e.3)).collect();
    let read = ("/kontor/folk".to_owned(), "read".to_owned());
    let taken = ("/kontor/baerekraft/timer.csv".to_owned(), "exported".to_owned());
    assert_eq!(new, [read.clone(), taken.clone(), taken.clone(), taken]);
    test.later(24 * 60);
    let coordinator = test.signed_in(Role::Coordinator);
    coordinator.get("/kontor/folk").await.ok();
    let last = trail(&test).pop().unwrap();
    assert_eq!((last.1, last.3), read);
}

#[tokio::test]
async fn the_privacy_officer_sees_the_trail_verifies_it_and_signs_for_removing_what_is_old() {
    let test = TestApp::bergen("2026-03-03T12:15");
    assert_eq!(test.signed_in(Role::Leader).get("/kontor/spor").await.status, 403);
    let (coordinator, id) = test.signed_in_at(test.tenant, Role::Coordinator);
    coordinator.get("/kontor/folk").await.ok();
    let officer = test.signed_in(Role::PrivacyOfficer);
    let page = officer.get("/kontor/spor").await.ok();
    assert!(page.says("Sporet er ikke kontrollert ennå"), "{}", page.body);
    assert!(page.says("siden /kontor/folk"), "{}", page.body);
    officer.post("/kontor/spor/kontroller", &[]).await.to("/kontor/spor");
    assert!(officer.get("/kontor/spor").await.ok().says("Sporet er helt."));
    let hers = officer.get(&format!("/kontor/spor?person={id}")).await.ok();
    assert!(
        hers.says("siden /kontor/folk") && !hers.says("Hordvik"),
        "{}",
        hers.body
    );
    assert!(officer.get("/kontor/spor?dag=2026-03-02").await.ok().says("Ingenting å vise."));
    let thing = officer.get("/kontor/spor?ting=kommune.toml").await.ok();
    assert!(!thing.says("siden /kontor/folk"), "{}", thing.body);
    // Five years later.
    test.at("2032-03-03T12:15");
    let officer = test.signed_in(Role::PrivacyOfficer);
    let page = officer.get("/kontor/spor").await.ok();
    assert!(page.says("er eldre enn 5 år"), "{}", page.body);
    let refused = officer.post("/kontor/spor/kutt", &[]).await;
    assert_eq!(refused.status, AccessRefusal::NotSigned.status());
    assert!(refused.says("Kryss av for at du svarer for det"));
    officer.post("/kontor/spor/kutt", &[("godkjent", "1")]).await.to("/kontor/spor");
    let left = trail(&test);
    assert!(left.len() < 6, "{left:?}");
    assert_eq!(left.iter().filter(|e| e.3 == "cut").count(), 1);
    let chain = crate::operations::audit::of(test.app.db(), test.tenant, None, test.now()).unwrap();
    assert_eq!(chain.broken, None);
    assert!(chain.cut > 0);
    assert!(crate::operations::audit::words(&chain).starts_with("helt: "));
    // Whoever makes the accounts sees the trail, and removes nothing of it.
    let administrator = test.signed_in(Role::Administrator);
    administrator.get("/kontor/spor").await.ok();
    assert_eq!(
        administrator.post("/kontor/spor/kutt", &[("godkjent", "1")]).await.status,
        403
    );
}

#[tokio::test]
async fn a_trail_that_somebody_tampered_with_is_found_by_the_night_the_page_and_the_doctor() {
    let test = TestApp::bergen("2026-03-03T12:15");
    let officer = test.signed_in(Role::PrivacyOfficer);
    super::trail::verify_daily(test.app.db(), test.tenant, test.now()).await.unwrap();
    assert!(officer.get("/kontor/spor").await.ok().says("Sporet er helt."));
    let ctx = WriteCtx {
        tenant: test.tenant,
        actor: Actor::System,
        now: test.now(),
    };
    let tenant = test.tenant;
    let forged = move |tx: &mut ::store::Tx| {
        tx.exec(
            "UPDATE history SET verb = 'read' WHERE tenant_id = $1 AND seq = 2",
            &params![tenant],
        )
    };
    test.app.db().write_blocking::<_, ::store::Fault, _>(ctx, forged).unwrap();
    // The same day it has been looked through already; the next night sees it.
    super::trail::verify_daily(test.app.db(), test.tenant, test.now()).await.unwrap();
    assert!(officer.get("/kontor/spor").await.ok().says("Sporet er helt."));
    test.later(24 * 60);
    super::trail::verify_daily(test.app.db(), test.tenant, test.now()).await.unwrap();
    let officer = test.signed_in(Role::PrivacyOfficer);
    assert!(officer.get("/kontor/spor").await.ok().says("Sporet er brutt ved linje 2."));
    let found = crate::operations::doctor::examine(test.app.db(), test.now()).unwrap();
    assert!(found.iter().any(|f| f.wrong && f.code == "trail_broken"), "{found:?}");
    let chain = crate::operations::audit::of(test.app.db(), test.tenant, None, test.now()).unwrap();
    assert_eq!(
        crate::operations::audit::words(&chain),
        "BRUTT ved linje 2: linjen er endret eller flyttet [changed]"
    );
}
