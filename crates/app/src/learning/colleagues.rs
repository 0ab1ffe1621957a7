//! The page for colleagues in other services: wish to visit the guidance, or offer to take a guide in. Reached by a link that
//! the coordinator shares; an agreement has a link of its own.

use super::{
    forms, job_shadowing,
    shadowing_store::{self, Diary},
    store, tell, views,
};
use crate::{
    frame::{AppError, Cx},
    offerings::Pairs,
    office::entered::{Entered, Problems, Reading},
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    learning::{Agreement, AgreementState, Colleague, Host, HostState, JobWish, ShadowingWay},
    messages::Email,
    shared::Id,
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, Shell,
    forms::{self as fields, Choice, Kind},
    parts::{self, Weight, button},
};

type Asked = Query<HashMap<String, String>>;

/// The most wishes and offers from outside that wait at a time: a link that has gone astray fills no list.
const MOST_WAITING: usize = 60;

fn answer(cx: &Cx, title: String, problems: &Problems, body: &Markup) -> Response {
    let shell = Shell {
        noindex: true,
        ..cx.shell(Audience::Citizen, title.clone())
    };
    let body = html! {
        h1 { (title) }
        (fields::error_summary(cx.locale(), problems))
        (body)
    };
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    (status, cx.html(&shell, &body)).into_response()
}

/// The places where colleagues may visit, when the link is the one that is shared.
async fn known(cx: &Cx, token: &str) -> Result<Vec<Host>, AppError> {
    let token = Id::parse(token).ok_or(AppError::Absent)?;
    let today = cx.today();
    cx.read(move |r| {
        if store::settings(r)?.link != Some(token) {
            return Err(AppError::Absent);
        }
        let hosts = shadowing_store::hosts(r)?.into_iter();
        Ok(hosts.filter(|h| h.way == ShadowingWay::In && h.is_open(today)).collect())
    })
    .await
}

/// `/hospitering/{token}`: both forms, each folded out by itself.
///
/// # Errors
/// Absent when the link is not the one that is shared.
pub async fn page(cx: Cx, Path(token): Path<String>, Query(asked): Asked) -> Result<Response, AppError> {
    let hosts = known(&cx, &token).await?;
    let entered = Entered::default().put("id", Id(cx.app.db().random_id())).put("antall", 1);
    let said = asked.contains_key("takk");
    Ok(both(&cx, &token, &hosts, &entered, &Vec::new(), said))
}

fn both(cx: &Cx, token: &str, hosts: &[Host], entered: &Entered, problems: &Problems, thanks: bool) -> Response {
    let l = cx.locale();
    let offers = entered.get("skjema") == "plass";
    let (wished, offered) = if offers {
        (Vec::new(), problems.clone())
    } else {
        (problems.clone(), Vec::new())
    };
    let body = html! {
        (views::done(thanks, T::LearningColleagueThanks, cx))
        p.lead { (l.t(T::LearningColleagueLead)) }
        details.card open[!offers] {
            summary { (l.t(T::LearningVisitUs)) }
            @if hosts.is_empty() { p { (l.t(T::LearningVisitUsNone)) } } @else {
                (fields::form(&cx.link(&format!("/hospitering/{token}/onske")), &cx.csrf(), &wish_form(cx, hosts, entered, &wished)))
            }
        }
        details.card open[offers || hosts.is_empty()] {
            summary { (l.t(T::LearningTakeUsIn)) }
            (fields::form(&cx.link(&format!("/hospitering/{token}/plass")), &cx.csrf(), &offer_form(cx, entered, &offered)))
        }
        p.quiet { (l.t(T::LearningColleaguePrivacy)) }
    };
    answer(cx, l.t(T::LearningJobShadowing), problems, &body)
}

fn wish_form(cx: &Cx, hosts: &[Host], entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let mut places: Vec<Choice> = hosts
        .iter()
        .map(|h| {
            Choice::new(
                h.id.to_string(),
                h.name.as_str(),
                entered.get("plass") == h.id.to_string(),
            )
            .hint(format!("{} {}", h.about, h.times))
        })
        .collect();
    places.push(Choice::new(
        "",
        l.t(T::LearningAnyPlace),
        entered.get("plass").is_empty(),
    ));
    html! {
        (fields::hidden("id", entered.get("id")))
        (fields::hidden("skjema", "onske"))
        (fields::radios(&forms::field(l, T::LearningWhere, "plass", entered, problems), &places))
        (fields::text_field(&forms::field(l, T::LearningYourName, "navn", entered, problems).max_length(80).autocomplete("name")))
        (fields::text_field(&forms::field(l, T::LearningYourService, "tjeneste", entered, problems).max_length(120).autocomplete("organization")))
        (fields::input(&forms::field(l, T::LearningYourEmail, "epost", entered, problems).max_length(120).autocomplete("email"), Kind::Email))
        (fields::textarea(&forms::field(l, T::LearningWants, "onske", entered, problems).hint(l.t(T::LearningWantsHint)).optional(l).max_length(400).guarded(), 3))
        (parts::actions(&[button(&l.t(T::LearningWishDo), Weight::Primary)]))
    }
}

fn offer_form(cx: &Cx, entered: &Entered, problems: &Problems) -> Markup {
    let l = cx.locale();
    let own = |label: T, name: &str| forms::field(l, label, name, entered, problems).id(format!("p-{name}"));
    html! {
        (fields::hidden("id", entered.get("id")))
        (fields::hidden("skjema", "plass"))
        (fields::text_field(&own(T::LearningYourService, "navnet").max_length(120)))
        (fields::textarea(&own(T::LearningHostAbout, "om").hint(l.t(T::LearningHostAboutHint)).optional(l).max_length(600).guarded(), 3))
        (fields::text_field(&own(T::LearningHostTimes, "nar").hint(l.t(T::LearningHostTimesHint)).optional(l).max_length(200)))
        (fields::text_field(&own(T::LearningHostContact, "kontakt").hint(l.t(T::LearningHostContactHint)).max_length(200)))
        (fields::number_field(&own(T::LearningSpots, "antall"), 1, 20))
        (parts::actions(&[button(&l.t(T::LearningOfferDo), Weight::Secondary)]))
    }
}

/// Takes a colleague's wish.
///
/// # Errors
/// Absent when the link is not the one that is shared.
pub async fn wish(cx: Cx, Path(token): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let hosts = known(&cx, &token).await?;
    let entered = Entered::of(pairs);
    let mut reading = Reading::new(cx.locale(), &entered);
    let colleague = Colleague {
        name: forms::needed(&mut reading, "navn", 80),
        service: forms::needed(&mut reading, "tjeneste", 120),
        email: email(&mut reading),
    };
    let wants = forms::text(&mut reading, "onske", 400);
    let problems = reading.problems;
    if !problems.is_empty() {
        return Ok(both(&cx, &token, &hosts, &entered, &problems, false));
    }
    let host = Id::parse(entered.get("plass")).filter(|id| hosts.iter().any(|h| h.id == *id));
    let made = JobWish {
        id: Id::parse(entered.get("id")).unwrap_or_else(|| Id(cx.app.db().random_id())),
        way: ShadowingWay::In,
        guide: None,
        colleague: Some(colleague),
        host,
        wants,
        made: cx.today(),
    };
    cx.write(move |tx| {
        let waiting = shadowing_store::wishes(tx)?.iter().filter(|w| w.way == ShadowingWay::In).count();
        if waiting >= MOST_WAITING {
            return Err(AppError::TooMany { retry_after: 3600 });
        }
        shadowing_store::put_wish(tx, &made)
    })
    .await?;
    Ok(cx.go(&format!("/hospitering/{token}?takk=1")))
}

fn email(reading: &mut Reading<'_>) -> String {
    let l = reading.locale;
    match Email::parse(reading.entered.get("epost")) {
        Ok(email) => email.as_str().to_owned(),
        Err(problem) => {
            reading.problem("epost", crate::messages::contact_problem(problem, l));
            String::new()
        }
    }
}

/// Takes an offer to take a guide in; it waits for the coordinator.
///
/// # Errors
/// Absent when the link is not the one that is shared.
pub async fn offer(cx: Cx, Path(token): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let hosts = known(&cx, &token).await?;
    let entered = Entered::of(pairs);
    let mut reading = Reading::new(cx.locale(), &entered);
    let offered = Host {
        id: Id::parse(entered.get("id")).unwrap_or_else(|| Id(cx.app.db().random_id())),
        way: ShadowingWay::Out,
        name: forms::needed(&mut reading, "navnet", 120),
        place: None,
        about: forms::text(&mut reading, "om", 600),
        times: reading.line("nar"),
        contact: reading.contact("kontakt"),
        spots: forms::range(&mut reading, "antall", 1, 20),
        last: None,
        state: HostState::Proposed,
    };
    if offered.contact.is_empty() && !reading.problems.iter().any(|(n, _)| n == "kontakt") {
        reading.problem("kontakt", cx.locale().t(T::OfficeProblemMissing));
    }
    let problems = reading.problems;
    if !problems.is_empty() {
        return Ok(both(&cx, &token, &hosts, &entered, &problems, false));
    }
    cx.write(move |tx| {
        let waiting = shadowing_store::hosts(tx)?.iter().filter(|h| h.state == HostState::Proposed).count();
        if waiting >= MOST_WAITING {
            return Err(AppError::TooMany { retry_after: 3600 });
        }
        shadowing_store::propose(tx, &offered)
    })
    .await?;
    Ok(cx.go(&format!("/hospitering/{token}?takk=1")))
}

/// An agreement that a colleague has the link of.
async fn own(cx: &Cx, code: &str) -> Result<(Agreement, Host, Diary), AppError> {
    let id = Id::parse(code).ok_or(AppError::Absent)?;
    cx.read(move |r| {
        let agreement = shadowing_store::agreement(r, id)?;
        if agreement.way != ShadowingWay::In {
            return Err(AppError::Absent);
        }
        let host = shadowing_store::host(r, agreement.host)?;
        Ok((
            agreement,
            host,
            shadowing_store::diaries(r)?.remove(&id).unwrap_or_default(),
        ))
    })
    .await
}

/// `/hospiteringsavtale/{code}`: when, where, whom to meet, and afterwards what was learnt.
///
/// # Errors
/// Absent when there is no such.
pub async fn agreement(cx: Cx, Path(code): Path<String>, Query(asked): Asked) -> Result<Response, AppError> {
    let (a, host, diary) = own(&cx, &code).await?;
    let entered = Entered::default().put("laert", &diary.learnt).put("videre", &diary.passes_on);
    Ok(agreement_page(
        &cx,
        &a,
        &host,
        &entered,
        &Vec::new(),
        asked.contains_key("lagret"),
    ))
}

fn agreement_page(
    cx: &Cx,
    a: &Agreement,
    host: &Host,
    entered: &Entered,
    problems: &Problems,
    saved: bool,
) -> Response {
    let (l, today) = (cx.locale(), cx.today());
    let path = format!("/hospiteringsavtale/{}", a.id);
    let body = html! {
        (views::done(saved, T::LearningDiarySaved, cx))
        p.lead { (views::when_words(a, today, l)) " " (views::state_tag(a.state, l)) }
        (views::said(&a.meet))
        (views::said(&host.contact))
        (views::said(&host.about))
        @if a.state != AgreementState::CalledOff && a.on <= today {
            (fields::form(&cx.link(&path), &cx.csrf(), &forms::diary_fields(l, entered, problems)))
        }
        @if a.state == AgreementState::Agreed && a.on > today {
            (fields::form(&cx.link(&format!("{path}/avlys")), &cx.csrf(), &parts::actions(&[button(&l.t(T::LearningCannotCome), Weight::Stop)])))
        }
    };
    answer(cx, host.name.clone(), problems, &body)
}

/// Keeps what a colleague learnt.
///
/// # Errors
/// Absent when there is no such; a fault of the database.
pub async fn write_diary(cx: Cx, Path(code): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (a, host, _) = own(&cx, &code).await?;
    let (entered, l) = (Entered::of(pairs), cx.locale());
    let problems = match forms::diary(l, &entered) {
        Ok(diary) => {
            let id = a.id;
            match cx.write(move |tx| shadowing_store::hold(tx, id, Some(&diary))).await {
                Ok(()) => return Ok(cx.go(&format!("/hospiteringsavtale/{id}?lagret=1"))),
                Err(AppError::Refused(refusal)) => {
                    vec![("laert".to_owned(), format!("{} {}", refusal.text(l), refusal.hint(l)))]
                }
                Err(other) => return Err(other),
            }
        }
        Err(problems) => problems,
    };
    Ok(agreement_page(&cx, &a, &host, &entered, &problems, false))
}

/// The colleague cannot come; the office sees that the wish waits again.
///
/// # Errors
/// Absent when there is no such.
pub async fn call_off(cx: Cx, Path(code): Path<String>) -> Result<Response, AppError> {
    let (a, ..) = own(&cx, &code).await?;
    let sender = tell::Sender::of(&cx, &*cx.published().await?);
    let id = a.id;
    cx.write(move |tx| job_shadowing::call_off(tx, &sender, id)).await?;
    Ok(cx.go(&format!("/hospiteringsavtale/{id}")))
}
