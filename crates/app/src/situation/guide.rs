//! The way: from "we ought to" to the first open day. Each step says why, how long it takes, whom to ask and what it is used
//! for, and tells by itself how far it has come.

use super::{store, words};
use crate::{
    anchoring, council,
    frame::{AppError, Cx},
    guides,
    offerings::Pairs,
    office::entered::Entered,
    risk, sustainability,
    texts::{T, Words},
};
use axum::{Form, extract::Query, response::Response};
use domain::{
    access::Permission,
    register::Register,
    situation::{
        EstablishmentStep, FirstVersion, Signs, StepState, StepText, first_version, next, questions, state, step_text,
    },
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, args, forms as fields,
    parts::{self, Tone, Weight, button_link},
};

const PAGE: &str = "/kontor/veien";

/// What can be seen of how far the municipality has come.
async fn signs(cx: &Cx, register: &Register) -> Result<Signs, AppError> {
    let today = cx.today();
    let mut signs = Signs::of(register, today);
    let (answers, marks, people, open, begun, approved, hours, decided, cases) = cx
        .read(move |r| {
            let people = guides::all(r)?;
            let gates = guides::gates(r, today)?;
            let open = people.iter().filter(|g| gates.get(&g.id).is_some_and(|gate| gate.may_guide())).count();
            Ok((
                store::answers(r)?,
                store::marks(r)?,
                people.len(),
                open,
                !risk::store::versions(r)?.is_empty(),
                !risk::approved(r)?.is_empty(),
                !sustainability::store::workers(r)?.is_empty(),
                anchoring::decided(r, today)?,
                council::cases(r)?.len(),
            ))
        })
        .await?;
    let answered = |code: &str| answers.iter().any(|a| a.question == code && a.is_answered());
    signs.questions = questions().len();
    signs.answered = answers.iter().filter(|a| a.is_answered()).count();
    signs.target_group |= answered("target-group");
    (signs.guides, signs.ready_guides) = (people, open);
    (signs.risk_begun, signs.risk_approved, signs.hours) = (begun, approved, hours);
    (signs.case_begun, signs.decided) = (cases > 0, decided);
    signs.marked = marks.into_iter().map(|(step, _)| step).collect();
    Ok(signs)
}

/// What waits in the office: the next step, while nothing is out. `None` when the doors are open.
///
/// # Errors
/// A fault of the database.
pub async fn waits(cx: &Cx) -> Result<Option<String>, AppError> {
    let published = cx.published().await?;
    if first_version(&published.register, cx.today()) == FirstVersion::Out {
        return Ok(None);
    }
    let signs = signs(cx, &published.register).await?;
    let l = cx.locale();
    let title = next(&signs).and_then(step_text).map(|text| text.title.get(l).to_owned());
    Ok(title.map(|title| l.ta(T::SituationWayNext, &args![("step", title)])))
}

/// `/kontor/veien`.
///
/// # Errors
/// A fault of the database.
pub async fn page(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let signs = signs(&cx, &published.register).await?;
    let l = cx.locale();
    let done = EstablishmentStep::ALL.into_iter().filter(|s| state(*s, &signs) == StepState::Done).count();
    let of = EstablishmentStep::ALL.len();
    let told = l.ta(T::SituationStepsDone, &args![("n", done), ("of", of)]);
    let now = next(&signs);
    let body = html! {
        h1 { (l.t(T::SituationWay)) }
        @if query.contains_key("lagret") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::SituationSaved)) } })) }
        p.lead { (l.t(T::SituationWayLead)) }
        div.steps { p { (told) } progress max=(of) value=(done) aria-label=(told) {} }
        @match now.and_then(|step| Some((step, step_text(step)?))) {
            Some((step, text)) => { (next_card(&cx, step, text)) }
            None => { (parts::notice(Tone::Good, &html! { p { (l.t(T::SituationWayDone)) } })) }
        }
        (just_begin(&cx, &published.register))
        h2 { (l.t(T::SituationAllSteps)) }
        ol.steps-list { @for step in EstablishmentStep::ALL { li { (one_step(&cx, step, &signs)) } } }
        p { a href=(cx.link("/kontor/grunnlag")) { (l.t(T::SituationTitle)) } }
    };
    Ok(cx.html(&cx.shell(Audience::Office, l.t(T::SituationWay)), &body))
}

fn may(cx: &Cx, permission: Permission) -> bool {
    cx.session.as_ref().is_some_and(|s| s.may(permission))
}

/// Where a step is done, and who may go there.
const fn place(step: EstablishmentStep) -> (&'static str, Permission) {
    match step {
        EstablishmentStep::Survey => ("/kontor/grunnlag/kartlegging", Permission::SeeOffice),
        EstablishmentStep::TargetGroups => ("/kontor/grunnlag/kartlegging/target-group", Permission::SeeOffice),
        EstablishmentStep::Offering | EstablishmentStep::Launch => ("/kontor/tilbud", Permission::EditRegister),
        EstablishmentStep::People => ("/kontor/folk", Permission::ManageGuides),
        EstablishmentStep::Partners => ("/kontor/aktorer", Permission::EditRegister),
        EstablishmentStep::Risk => ("/kontor/ros", Permission::SeeOffice),
        EstablishmentStep::Sustainability => ("/kontor/baerekraft", Permission::SeeOffice),
        EstablishmentStep::Case => ("/kontor/saksframlegg", Permission::SeeOffice),
        EstablishmentStep::Decision => ("/kontor/forankring/vedtak", Permission::SeeOffice),
    }
}

fn next_card(cx: &Cx, step: EstablishmentStep, text: &StepText) -> Markup {
    let l = cx.locale();
    let (path, permission) = place(step);
    html! {
        section.card {
            p { (parts::tag(Tone::Look, &l.t(T::SituationNext))) }
            h2 { (text.title.get(l)) }
            p { (text.why.get(l)) }
            (about(cx, text))
            @if may(cx, permission) {
                (parts::actions(&[button_link(&l.t(T::SituationGoThere), &cx.link(path), Weight::Primary)]))
            }
        }
    }
}

fn about(cx: &Cx, text: &StepText) -> Markup {
    let l = cx.locale();
    parts::facts(&[
        (l.t(T::SituationTakes), html! { (text.takes.get(l)) }),
        (l.t(T::SituationAskThem), html! { (text.ask.get(l)) }),
        (l.t(T::SituationFeeds), html! { (text.feeds.get(l)) }),
    ])
}

fn one_step(cx: &Cx, step: EstablishmentStep, signs: &Signs) -> Markup {
    let l = cx.locale();
    let (tone, words) = words::step_state(state(step, signs), l);
    let marked = signs.marked.contains(&step);
    let (path, permission) = place(step);
    html! {
        @if let Some(text) = step_text(step) {
            details {
                summary { strong { (text.title.get(l)) } " " (parts::tag(tone, &words)) }
                p { (text.why.get(l)) }
                (about(cx, text))
                @if let Some(seen) = seen(cx, step, signs) { p.quiet { (seen) } }
                @if may(cx, permission) { p { a href=(cx.link(path)) { (l.t(T::SituationGoThere)) } } }
                @if may(cx, Permission::EditRegister) && (marked || state(step, signs) != StepState::Done) {
                    (fields::form(&cx.link(PAGE), &cx.csrf(), &html! {
                        (fields::hidden("steg", step.code()))
                        @if marked { (parts::button_with(&l.t(T::SituationUnmark), Weight::Quiet, "gjort", "nei")) }
                        @else { (parts::button_with(&l.t(T::SituationMark), Weight::Quiet, "gjort", "ja")) }
                    }))
                }
            }
        }
    }
}

/// What a step's state is seen from.
fn seen(cx: &Cx, step: EstablishmentStep, s: &Signs) -> Option<String> {
    use EstablishmentStep as S;
    let l = cx.locale();
    if s.marked.contains(&step) {
        return Some(l.t(T::SituationMarked));
    }
    let two = |key, n: usize, of: usize| Some(l.ta(key, &args![("n", n), ("of", of)]));
    match step {
        S::Survey => two(T::SituationAnswered, s.answered, s.questions),
        S::Offering => two(T::SituationSeenOfferings, s.with_times, s.offerings),
        S::People => two(T::SituationSeenPeople, s.ready_guides, s.guides),
        S::Partners => two(T::SituationSeenPartners, s.confirmed_partners, s.partners),
        S::Case | S::Decision => Some(l.t(T::SituationCannotSee)),
        S::TargetGroups | S::Risk | S::Sustainability | S::Launch => None,
    }
}

/// A first version, today: the next thing to write and no more.
fn just_begin(cx: &Cx, register: &Register) -> Markup {
    let l = cx.locale();
    let (text, path) = match first_version(register, cx.today()) {
        FirstVersion::Out => return html! {},
        FirstVersion::NoOrganisation => (T::SituationBeginOrganisation, "/kontor/aktorer/ny".to_owned()),
        FirstVersion::NoPlace => (T::SituationBeginPlace, "/kontor/steder/nytt".to_owned()),
        FirstVersion::NoOffering => (T::SituationBeginOffering, "/kontor/tilbud/nytt".to_owned()),
        FirstVersion::NoTimes(key) => (T::SituationBeginTimes, format!("/kontor/tilbud/{key}/tider/ny")),
        FirstVersion::NotPublished(key) => (T::SituationBeginPublish, format!("/kontor/tilbud/{key}/publiser")),
    };
    html! {
        section.card.soft {
            h2 { (l.t(T::SituationJustBegin)) }
            p { (l.t(T::SituationJustBeginText)) }
            @if may(cx, Permission::EditRegister) {
                (parts::actions(&[button_link(&l.t(text), &cx.link(&path), Weight::Secondary)]))
            }
        }
    }
}

/// Says that a step is done elsewhere, or takes it back.
///
/// # Errors
/// Absent when there is no such step; a fault of the database.
pub async fn mark(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let step = EstablishmentStep::parse(entered.get("steg")).ok_or(AppError::Absent)?;
    let on = (entered.get("gjort") == "ja").then(|| cx.today());
    cx.write(move |tx| store::mark(tx, step, on)).await?;
    Ok(cx.go("/kontor/veien?lagret=1"))
}
