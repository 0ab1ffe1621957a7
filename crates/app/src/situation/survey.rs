//! The survey: every question with its answer or its gap, one question a page, and what exists already.

use super::{evidence, figures_store, store, words};
use crate::{
    frame::{AppError, Cx, Refusal},
    offerings::Pairs,
    office::{
        editor,
        entered::{Entered, Problems, Reading},
    },
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use domain::{
    access::Permission,
    organisations::{Organisation, OrganisationKind},
    register::Register,
    schedule::day_in_words,
    shared::Locale,
    situation::{
        Ages, QuestionLead, SituationRefusal, SkillLevel, SurveyAnswer, SurveyArea, SurveyQuestion, competence_tasks,
        questions,
    },
    statistics::Cell,
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, args,
    forms::{self as fields, Field},
    parts::{self, Tone, Weight, button_link},
};

/// The longest answer, in characters.
const LONGEST_ANSWER: usize = 4_000;
/// The longest line.
const LONGEST_LINE: usize = 300;

fn crumbs(cx: &Cx, here: &str, in_list: bool) -> Markup {
    let l = cx.locale();
    let mut way = vec![("/kontor/grunnlag".to_owned(), l.t(T::SituationTitle))];
    if !in_list {
        way.push(("/kontor/grunnlag/kartlegging".to_owned(), l.t(T::SituationSurvey)));
    }
    editor::crumbs(cx, &way, here)
}

fn may_edit(cx: &Cx) -> bool {
    cx.session.as_ref().is_some_and(|s| s.may(Permission::EditRegister))
}

fn address(question: &SurveyQuestion) -> String {
    format!("/kontor/grunnlag/kartlegging/{}", question.code)
}

/// `/kontor/grunnlag/kartlegging`: the questions, part by part, the gaps plain to see.
///
/// # Errors
/// A fault of the database.
pub async fn list(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let answers = cx.read(|r| store::answers(r)).await?;
    let l = cx.locale();
    let of = |q: &SurveyQuestion| answers.iter().find(|a| a.question == q.code);
    let is_answered = |q: &SurveyQuestion| of(q).is_some_and(SurveyAnswer::is_answered);
    let answered = questions().iter().filter(|q| is_answered(q)).count();
    let next = questions().iter().find(|q| !is_answered(q)).filter(|_| may_edit(&cx));
    let done = l.ta(T::SituationAnswered, &args![("n", answered), ("of", questions().len())]);
    let body = html! {
        (crumbs(&cx, &l.t(T::SituationSurvey), true))
        h1 { (l.t(T::SituationSurvey)) }
        @if query.contains_key("lagret") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::SituationAllAsked)) } })) }
        p.lead { (l.t(T::SituationSurveyLead)) }
        div.steps { p { (done) } progress max=(questions().len()) value=(answered) aria-label=(done) {} }
        @if let Some(next) = next {
            (parts::actions(&[button_link(&l.t(T::SituationContinue), &cx.link(&address(next)), Weight::Primary)]))
        }
        @for area in SurveyArea::ALL {
            h2 { (words::area(area, l)) }
            ul.may-list {
                @for q in questions().iter().filter(|q| q.area == area) {
                    li { a href=(cx.link(&address(q))) {
                        span { (q.ask.get(l)) @if let Some(short) = of(q).map(|a| short(a, l)) { br; span.quiet { (short) } } }
                        (state_tag(of(q), l))
                    } }
                }
            }
        }
    };
    Ok(cx.html(&cx.shell(Audience::Office, l.t(T::SituationSurvey)), &body))
}

fn state_tag(answer: Option<&SurveyAnswer>, l: Locale) -> Markup {
    match answer {
        Some(a) if a.is_answered() && a.is_assumed() => parts::tag(Tone::Look, &l.t(T::SituationAssumed)),
        Some(a) if a.is_answered() => parts::tag(Tone::Good, &l.t(T::SituationIsAnswered)),
        _ => parts::tag(Tone::Info, &l.t(T::SituationGap)),
    }
}

/// The beginning of an answer with its source, or who is to find out.
fn short(a: &SurveyAnswer, l: Locale) -> String {
    if !a.is_answered() {
        return l.ta(T::SituationIsAsked, &args![("who", a.responsible.as_str())]);
    }
    let mut head: String = a.words.chars().take(120).collect();
    if head.len() < a.words.len() {
        head.push('…');
    }
    format!("{head} ({})", a.source)
}

fn question(code: &str) -> Result<(usize, &'static SurveyQuestion), AppError> {
    questions().iter().enumerate().find(|(_, q)| q.code == code).ok_or(AppError::Absent)
}

/// `/kontor/grunnlag/kartlegging/{code}`: one question. `?bruk=1` fills in what the product knows.
///
/// # Errors
/// Absent when there is no such question; a fault of the database.
pub async fn one(
    cx: Cx,
    Path(code): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, AppError> {
    let (_, q) = question(&code)?;
    let kept = cx.read(|r| store::answers(r)).await?.into_iter().find(|a| a.question == code);
    let entered = match known(&cx, q).await?.filter(|_| query.contains_key("bruk")) {
        Some(known) => Entered::default()
            .put("svar", known.words)
            .put("kilde", known.source)
            .put("dato", cx.today())
            .put("ansvarlig", kept.as_ref().map_or("", |a| a.responsible.as_str())),
        None => filled(kept.as_ref(), &cx),
    };
    show(&cx, q, &entered, &[], query.contains_key("lagret")).await
}

fn filled(kept: Option<&SurveyAnswer>, cx: &Cx) -> Entered {
    let Some(a) = kept else {
        return Entered::default().put("dato", cx.today());
    };
    Entered::default()
        .put("svar", &a.words)
        .put("kilde", &a.source)
        .put("dato", a.on.unwrap_or_else(|| cx.today()))
        .put("ansvarlig", &a.responsible)
        .put("vedlegg", &a.attachment)
        .put("adresse", &a.attachment_url)
        .put_ticked("antatt", a.is_assumed())
        .put_all("antatte", &a.assumed)
}

async fn show(
    cx: &Cx,
    q: &'static SurveyQuestion,
    entered: &Entered,
    problems: &[(String, String)],
    saved: bool,
) -> Result<Response, AppError> {
    let l = cx.locale();
    let known = known(cx, q).await?;
    let at = questions().iter().position(|x| x.code == q.code).unwrap_or(0);
    let after = questions().get(at + 1).map_or_else(|| "/kontor/grunnlag/kartlegging".to_owned(), address);
    let body = html! {
        (crumbs(cx, q.ask.get(l), false))
        h1 { (q.ask.get(l)) }
        (fields::error_summary(l, problems))
        @if saved { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::SituationSavedNext)) } })) }
        (parts::steps(l, at + 1, questions().len()))
        p.lead { (q.why.get(l)) }
        p { strong { (l.t(T::SituationAskThem)) } " " (q.who.get(l)) }
        @if let Some(known) = &known { (known_card(cx, q, known)) }
        (assumed_parts(entered, l))
        @if may_edit(cx) {
            (fields::form(&cx.link(&address(q)), &cx.csrf(), &form(cx, entered, problems)))
            p { a href=(cx.link(&after)) { (l.t(T::SituationSkip)) } }
        } @else {
            (reading(cx, entered))
        }
    };
    let mut response = cx.html(&cx.shell(Audience::Office, q.ask.get(l)), &body);
    if !problems.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// Which parts of the answer are assumed, when the answer itself is not all of it.
fn assumed_parts(entered: &Entered, l: Locale) -> Markup {
    let label = |code: &str| match code {
        "words" => Some(T::SituationAnswer),
        "source" => Some(T::SituationSource),
        "on" => Some(T::SituationSourceDay),
        "responsible" => Some(T::SituationResponsible),
        "attachment" | "attachment_url" => Some(T::SituationAttachment),
        _ => None,
    };
    let names: Vec<String> = entered.all("antatte").filter_map(label).map(|t| l.t(t)).collect();
    html! {
        @if !names.is_empty() {
            p { (parts::tag(Tone::Look, &l.ta(T::SituationAssumedParts, &args![("parts", names.join(", "))]))) }
        }
    }
}

/// The answer for those who may not change it.
fn reading(cx: &Cx, entered: &Entered) -> Markup {
    let l = cx.locale();
    html! {
        @if entered.get("svar").is_empty() {
            (parts::notice(Tone::Info, &html! { p { (l.t(T::SituationNobodyAnswered)) } }))
        } @else {
            section.card {
                p { (entered.get("svar")) }
                p.quiet { (l.t(T::SituationSource)) ": " (entered.get("kilde")) }
            }
        }
    }
}

fn form(cx: &Cx, entered: &Entered, problems: &[(String, String)]) -> Markup {
    let l = cx.locale();
    let field = |label, name| words::field(l, label, name, entered, problems);
    let more = ["ansvarlig", "vedlegg", "adresse"].iter().any(|n| !entered.get(n).is_empty());
    let wrong = problems.iter().any(|(n, _)| ["ansvarlig", "vedlegg", "adresse"].contains(&n.as_str()));
    html! {
        (fields::textarea(&field(T::SituationAnswer, "svar").hint(l.t(T::SituationAnswerHint)).guarded(), 6))
        (fields::text_field(&field(T::SituationSource, "kilde").hint(l.t(T::SituationSourceHint)).guarded()))
        (fields::date_field(&field(T::SituationSourceDay, "dato")))
        (fields::checkbox(&Field::new("antatt", l.t(T::SituationIsAssumed)), entered.get("antatt") == "1"))
        details.more open[more || wrong] {
            summary { span.link { (l.t(T::SituationMore)) } }
            (fields::text_field(&field(T::SituationResponsible, "ansvarlig").hint(l.t(T::SituationResponsibleHint)).optional(l).guarded()))
            (fields::text_field(&field(T::SituationAttachment, "vedlegg").hint(l.t(T::SituationAttachmentHint)).optional(l).guarded()))
            (fields::text_field(&field(T::SituationAttachmentUrl, "adresse").optional(l)))
        }
        (parts::actions(&[parts::button(&l.t(T::SituationSaveNext), Weight::Primary)]))
    }
}

fn read_form(l: Locale, code: &str, entered: &Entered, before: &SurveyAnswer) -> Result<SurveyAnswer, Problems> {
    let mut r = Reading::new(l, entered);
    let short = |r: &mut Reading<'_>, name: &str| {
        let text = r.line(name).split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().count() > LONGEST_LINE {
            r.problem(name, l.ta(T::SituationTooLong, &args![("n", LONGEST_LINE)]));
        }
        text
    };
    let mut answer = SurveyAnswer {
        question: code.to_owned(),
        words: r.line("svar"),
        source: short(&mut r, "kilde"),
        on: r.day("dato"),
        responsible: short(&mut r, "ansvarlig"),
        attachment: short(&mut r, "vedlegg"),
        attachment_url: short(&mut r, "adresse"),
        assumed: Vec::new(),
    };
    answer.assumed = still_assumed(before, &answer, r.ticked("antatt"));
    if answer.words.chars().count() > LONGEST_ANSWER {
        r.problem("svar", l.ta(T::SituationTooLong, &args![("n", LONGEST_ANSWER)]));
    }
    let told = |name: &str| r.problems.iter().any(|(n, _)| n == name);
    if answer.is_answered() && answer.source.is_empty() && !told("kilde") {
        let why = SituationRefusal::NoSource;
        r.problem("kilde", format!("{} {}", why.text(l), l.t(T::SituationOwnSource)));
    }
    if !(answer.attachment_url.is_empty() || answer.attachment_url.starts_with("https://")) {
        r.problem("adresse", l.t(T::SituationProblemAddress));
    }
    if r.problems.is_empty() {
        Ok(answer)
    } else {
        Err(r.problems)
    }
}

/// What is assumed of an answer: itself when it is said so, and the rest as long as it is not written anew.
fn still_assumed(before: &SurveyAnswer, after: &SurveyAnswer, words: bool) -> Vec<String> {
    let same = |field: &str| match field {
        "source" => before.source == after.source,
        "on" => before.on == after.on,
        "responsible" => before.responsible == after.responsible,
        "attachment" => before.attachment == after.attachment,
        "attachment_url" => before.attachment_url == after.attachment_url,
        _ => false,
    };
    let itself = words.then(|| "words".to_owned());
    itself.into_iter().chain(before.assumed.iter().filter(|f| same(f)).cloned()).collect()
}

/// Keeps the answer and goes on to the next question.
///
/// # Errors
/// Absent when there is no such question; a fault of the database.
pub async fn save(cx: Cx, Path(code): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let (at, q) = question(&code)?;
    let entered = Entered::of(pairs);
    let kept = cx.read(|r| store::answers(r)).await?.into_iter().find(|a| a.question == code);
    let before = kept.unwrap_or_else(|| SurveyAnswer::nothing(&code));
    match read_form(cx.locale(), &code, &entered, &before) {
        Err(problems) => show(&cx, q, &entered, &problems, false).await,
        Ok(answer) => {
            cx.write(move |tx| store::put_answer(tx, &answer)).await?;
            let next = questions().get(at + 1).map_or_else(|| "/kontor/grunnlag/kartlegging".to_owned(), address);
            Ok(cx.go(&format!("{next}?lagret=1")))
        }
    }
}

/// What the product knows that answers a question, in words and with its source.
struct Known {
    words: String,
    source: String,
}

async fn known(cx: &Cx, q: &SurveyQuestion) -> Result<Option<Known>, AppError> {
    let Some(lead) = q.leads_to else {
        return Ok(None);
    };
    let published = cx.published().await?;
    let register = &published.register;
    let (number, today, l) = (register.municipality.number.clone(), cx.today(), cx.locale());
    match lead {
        QuestionLead::Inventory => Ok(from_register(&q.code, register, l).map(|words| Known {
            words,
            source: l.t(T::SituationSourceRegister),
        })),
        QuestionLead::Figures => {
            let evidence = cx.read(move |r| evidence(r, &number, today)).await?;
            Ok(evidence.population.as_ref().and_then(|p| {
                let last = *p.trend().last()?;
                let words = l.ta(
                    T::SituationPopulationWords,
                    &args![
                        ("name", register.municipality.name.get(l)),
                        ("n", words::number(last.people(Ages::ALL)?, l)),
                        ("old", words::percent(last.share(Ages::over(67))?, l)),
                        ("oldest", words::percent(last.share(Ages::over(80))?, l)),
                        ("year", last.year.to_string())
                    ],
                );
                let source = last.source.clone();
                Some(Known { words, source })
            }))
        }
        QuestionLead::Facts => {
            let evidence = cx.read(move |r| evidence(r, &number, today)).await?;
            Ok(evidence.estimate("svake-eller-utenfor").and_then(|estimate| {
                let fact = evidence.fact(&estimate.fact)?;
                let words = format!("{} {}", words::formula(estimate, l), fact.title.get(l));
                let source = format!("{}; {}", words::source(fact), estimate.people.source);
                Some(Known { words, source })
            }))
        }
        QuestionLead::Competence => competence(cx).await,
    }
}

/// What most employees want training in, from the newest round that may be shown.
async fn competence(cx: &Cx) -> Result<Option<Known>, AppError> {
    let l = cx.locale();
    let rounds = cx.read(|r| figures_store::rounds(r)).await?;
    let Some(round) = rounds.iter().find(|r| r.shown().is_some()) else {
        return Ok(None);
    };
    let wants = SkillLevel::WantsTraining as usize;
    let shown = round.shown().unwrap_or_default();
    let of = |cells: &Vec<Cell>| cells.get(wants).and_then(|c| c.number()).unwrap_or(0);
    let most = shown.iter().max_by_key(|(_, cells)| of(cells)).filter(|(_, cells)| of(cells) > 0);
    let task = most.and_then(|(code, _)| competence_tasks().iter().find(|t| t.code == *code));
    let what = task.map_or_else(
        || l.t(T::SituationNoWish),
        |t| l.ta(T::SituationMostWanted, &args![("task", t.words.get(l))]),
    );
    Ok(Some(Known {
        words: format!(
            "{} {what}",
            l.ta(T::SituationRoundIsClosed, &args![("n", round.sheets)])
        ),
        source: l.t(T::SituationSourceRound),
    }))
}

fn known_card(cx: &Cx, q: &SurveyQuestion, known: &Known) -> Markup {
    let l = cx.locale();
    let see = match q.leads_to {
        Some(QuestionLead::Inventory) => "/kontor/grunnlag/tilbud",
        Some(QuestionLead::Figures) => "/kontor/grunnlag/tall",
        Some(QuestionLead::Facts) => "/kontor/grunnlag/fakta",
        _ => "/kontor/grunnlag/ansatte",
    };
    html! {
        section.card.soft {
            h2 { (l.t(T::SituationWeKnow)) }
            p { (known.words) }
            p.quiet { (l.t(T::SituationSource)) ": " (known.source) }
            p.links {
                @if may_edit(cx) { a href=(cx.link(&format!("{}?bruk=1", address(q)))) { (l.t(T::SituationUseIt)) } }
                a href=(cx.link(see)) { (l.t(T::SituationSeeIt)) }
            }
        }
    }
}

/// Whose an offering is, seen from the municipality.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Own,
    Voluntary,
    Others,
}

const SIDES: [(Side, T); 3] = [
    (Side::Own, T::SituationOwnOfferings),
    (Side::Voluntary, T::SituationVoluntaryOfferings),
    (Side::Others, T::SituationOtherOfferings),
];

const fn side(kind: OrganisationKind) -> Side {
    match kind {
        OrganisationKind::Municipal => Side::Own,
        OrganisationKind::Voluntary | OrganisationKind::Charity => Side::Voluntary,
        OrganisationKind::School | OrganisationKind::State | OrganisationKind::Private => Side::Others,
    }
}

/// The organisations of a side that are still here, with the names of their offerings.
fn of_side(register: &Register, wanted: Side, l: Locale) -> Vec<(&Organisation, Vec<&str>)> {
    let here = register.organisations.iter().filter(|o| o.ended.is_none() && side(o.kind) == wanted);
    here.map(|o| {
        let theirs = register.offerings.iter().filter(|x| x.ended.is_none() && x.organisation == o.key);
        (o, theirs.map(|x| x.name.get(l)).collect())
    })
    .collect()
}

/// What exists, in a sentence or three.
pub fn inventory_words(register: &Register, l: Locale) -> String {
    told(register, &SIDES, l).unwrap_or_else(|| l.t(T::SituationNoOfferings))
}

fn told(register: &Register, sides: &[(Side, T)], l: Locale) -> Option<String> {
    let of = |(wanted, title): &(Side, T)| {
        let names: Vec<&str> = of_side(register, *wanted, l).into_iter().flat_map(|(_, names)| names).collect();
        (!names.is_empty()).then(|| format!("{}: {}.", l.t(*title), names.join(", ")))
    };
    let all: Vec<String> = sides.iter().filter_map(of).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// What the register answers to a question: places, organisations or offerings. `None` when it has none of them.
fn from_register(question: &str, register: &Register, l: Locale) -> Option<String> {
    let listed = |names: Vec<&str>| (!names.is_empty()).then(|| format!("{}.", names.join(", ")));
    match question {
        "where" => listed(register.places.iter().filter(|p| p.ended.is_none()).map(|p| p.name.get(l)).collect()),
        "contributors" => {
            listed(register.organisations.iter().filter(|o| o.ended.is_none()).map(|o| o.name.get(l)).collect())
        }
        "volunteers" => told(register, &SIDES[1..2], l),
        _ => told(register, &SIDES, l),
    }
}

/// `/kontor/grunnlag/tilbud`: what exists – the municipality's own, the volunteers', others' – from the register.
///
/// # Errors
/// A fault of the database.
pub async fn inventory(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, today, register) = (cx.locale(), cx.today(), &published.register);
    let title = l.t(T::SituationInventory);
    let confirmed = |o: &Organisation| match o.last_confirmed {
        Some(day) => l.ta(T::SituationConfirmed, &args![("day", day_in_words(day, today, l))]),
        None => l.t(T::SituationNotConfirmed),
    };
    let body = html! {
        (crumbs(&cx, &title, true))
        h1 { (title) }
        p.lead { (l.t(T::SituationInventoryLead)) }
        @if may_edit(&cx) {
            (parts::actions(&[
                button_link(&l.t(T::SituationNewOrganisation), &cx.link("/kontor/aktorer/ny"), Weight::Primary),
                button_link(&l.t(T::SituationNewOffering), &cx.link("/kontor/tilbud/nytt"), Weight::Secondary),
            ]))
        }
        @for (wanted, heading) in SIDES {
            h2 { (l.t(heading)) }
            @let found = of_side(register, wanted, l);
            @if found.is_empty() { p.quiet { (l.t(T::SituationNobodyHere)) } }
            ul.rows {
                @for (organisation, names) in found {
                    li { span {
                        strong { (organisation.name.get(l)) } br;
                        @if names.is_empty() { span.quiet { (l.t(T::SituationNoneKnown)) } } @else { (names.join(", ")) }
                        br; span.quiet { (confirmed(organisation)) }
                    } }
                }
            }
        }
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}
