//! What the employees say they can: a link without names, sums, and nothing shown of few.

use super::{figures_store, words};
use crate::{
    frame::{AppError, Cx},
    offerings::Pairs,
    office::{
        editor,
        entered::{Entered, Reading},
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
    schedule::day_in_words,
    shared::{Id, Locale},
    situation::{CompetenceRound, FEWEST_ANSWERS, SkillLevel, competence_tasks},
    statistics::Cell,
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, Shell, args,
    forms::{self as fields, Choice, Field},
    parts::{self, Column, Tone, Weight},
};

const PAGE: &str = "/kontor/grunnlag/ansatte";

/// `/kontor/grunnlag/ansatte`: the rounds, the open one's link, and what may be shown.
///
/// # Errors
/// A fault of the database.
pub async fn page(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let rounds = cx.read(|r| figures_store::rounds(r)).await?;
    let l = cx.locale();
    let may = cx.session.as_ref().is_some_and(|s| s.may(Permission::EditRegister));
    let title = l.t(T::SituationEmployees);
    let open = rounds.iter().find(|r| r.closed.is_none());
    let body = html! {
        (editor::crumbs(&cx, &[("/kontor/grunnlag".to_owned(), l.t(T::SituationTitle))], &title))
        h1 { (title) }
        @if query.contains_key("lagret") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::SituationSaved)) } })) }
        p.lead { (l.ta(T::SituationEmployeesLead, &args![("n", FEWEST_ANSWERS)])) }
        @match open {
            Some(round) => { (open_card(&cx, round, may)) }
            None if may => {
                (fields::form(&cx.link(PAGE), &cx.csrf(), &parts::actions(&[parts::button_with(&l.t(T::SituationOpenRound), Weight::Primary, "gjor", "apne")])))
            }
            None => { (parts::empty_state(&l.t(T::SituationNoRound), None)) }
        }
        @for round in rounds.iter().filter(|r| r.closed.is_some()) { (result(&cx, round)) }
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

fn open_card(cx: &Cx, round: &CompetenceRound, may: bool) -> Markup {
    let l = cx.locale();
    html! {
        section.card {
            h2 { (l.ta(T::SituationRoundIsOpen, &args![("n", round.sheets)])) }
            @if may {
                p { (l.t(T::SituationRoundLink)) br; code.address { (cx.full_address(&format!("/kartlegging/{}", round.token))) } }
                p.quiet { (l.t(T::SituationRoundHidden)) }
                (fields::form(&cx.link(PAGE), &cx.csrf(), &html! {
                    (fields::hidden("runde", &round.id.to_string()))
                    (parts::actions(&[parts::button_with(&l.t(T::SituationCloseRound), Weight::Primary, "gjor", "lukk")]))
                }))
            }
        }
    }
}

fn cell(value: Cell, l: Locale) -> Markup {
    html! { @match value {
        Cell::Number(n) => { (words::number(n, l)) }
        Cell::FewerThanFive => { (l.t(T::SituationFewerThanFive)) }
        Cell::Withheld => { (l.t(T::SituationWithheld)) }
    } }
}

fn result(cx: &Cx, round: &CompetenceRound) -> Markup {
    let l = cx.locale();
    let day = day_in_words(round.closed.unwrap_or(round.opened), cx.today(), l);
    let heading = l.ta(T::SituationRoundOf, &args![("day", day), ("n", round.sheets)]);
    let Some(shown) = round.shown() else {
        return html! { section.card { h2 { (heading) } p { (l.ta(T::SituationTooFew, &args![("n", FEWEST_ANSWERS)])) } } };
    };
    let columns: Vec<Column> = std::iter::once(Column::words(l.t(T::SituationTask)))
        .chain(SkillLevel::ALL.map(|level| Column::numbers(words::level(level, l))))
        .collect();
    let rows_of = |guiding: bool| -> Vec<Vec<Markup>> {
        let tasks = competence_tasks().iter().filter(|t| t.guiding == guiding);
        tasks
            .filter_map(|t| {
                let (_, cells) = shown.iter().find(|(code, _)| *code == t.code)?;
                let name = html! { (t.words.get(l)) };
                Some(std::iter::once(name).chain(cells.iter().map(|c| cell(*c, l))).collect())
            })
            .collect()
    };
    html! {
        section {
            h2 { (heading) }
            (parts::data_table(&l.t(T::SituationGuiding), &columns, &rows_of(true)))
            (parts::data_table(&l.t(T::SituationTechnical), &columns, &rows_of(false)))
            p.quiet { (l.t(T::SituationHiddenNote)) }
        }
    }
}

/// Opens a round, or closes the open one.
///
/// # Errors
/// A refusal when one is open already; a fault of the database.
pub async fn act(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let today = cx.today();
    match entered.get("gjor") {
        "apne" => cx.write(move |tx| figures_store::open_round(tx, today)).await?,
        "lukk" => {
            let id = Id::parse(entered.get("runde")).ok_or(AppError::Absent)?;
            cx.write(move |tx| figures_store::close_round(tx, id, today)).await?;
        }
        _ => return Err(AppError::Absent),
    }
    Ok(cx.go("/kontor/grunnlag/ansatte?lagret=1"))
}

async fn round(cx: &Cx, token: &str) -> Result<CompetenceRound, AppError> {
    let token = Id::parse(token).ok_or(AppError::Absent)?;
    cx.read(move |r| figures_store::round_by_token(r, token)).await?.ok_or(AppError::Absent)
}

/// `/kartlegging/{token}`: the questions an employee answers, without a name and without signing in.
///
/// # Errors
/// Absent when the link leads nowhere; a fault of the database.
pub async fn sheet(
    cx: Cx,
    Path(token): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, AppError> {
    let round = round(&cx, &token).await?;
    let entered = Entered::default().put("ark", Id(cx.app.db().random_id()));
    Ok(sheet_page(&cx, &round, &entered, &[], query.contains_key("takk")))
}

fn sheet_page(
    cx: &Cx,
    round: &CompetenceRound,
    entered: &Entered,
    problems: &[(String, String)],
    sent: bool,
) -> Response {
    let l = cx.locale();
    let title = l.t(T::SituationSheetTitle);
    let one = |code: &str, words: &str| {
        let choices: Vec<Choice> = SkillLevel::ALL
            .into_iter()
            .map(|level| Choice::new(level.code(), words::level(level, l), entered.get(code) == level.code()))
            .collect();
        let error = problems.iter().find(|(n, _)| n == code).map(|(_, text)| text.clone());
        fields::radios_across(&Field::new(code, words).error(error), &choices)
    };
    let part = |guiding: bool, heading: T| {
        html! {
            h2 { (l.t(heading)) }
            @for task in competence_tasks().iter().filter(|t| t.guiding == guiding) { (one(&task.code, task.words.get(l))) }
        }
    };
    let body = html! {
        h1 { (title) }
        (fields::error_summary(l, problems))
        @if sent {
            (parts::live_notice(Tone::Good, &html! { p { (l.t(T::SituationSheetThanks)) } }))
        } @else if round.closed.is_some() {
            (parts::notice(Tone::Look, &html! { p { (l.t(T::SituationSheetClosed)) } }))
        } @else {
            p.lead { (l.t(T::SituationSheetLead)) }
            (fields::form(&cx.link(&format!("/kartlegging/{}", round.token)), &cx.csrf(), &html! {
                (fields::hidden("ark", entered.get("ark")))
                (part(true, T::SituationGuiding))
                (part(false, T::SituationTechnical))
                (parts::actions(&[parts::button(&l.t(T::SituationSheetSend), Weight::Primary)]))
            }))
        }
    };
    let shell = Shell {
        noindex: true,
        ..cx.shell(Audience::Citizen, title)
    };
    let mut response = cx.html(&shell, &body);
    if !problems.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// Adds the answers to the sums. A question may be passed over; not all of them.
///
/// # Errors
/// Absent when the link leads nowhere; a refusal when the round is closed; a fault of the database.
pub async fn take(cx: Cx, Path(token): Path<String>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let round = round(&cx, &token).await?;
    let entered = Entered::of(pairs);
    let mut r = Reading::new(cx.locale(), &entered);
    let chosen: Vec<(String, SkillLevel)> = competence_tasks()
        .iter()
        .filter_map(|t| Some((t.code.clone(), SkillLevel::parse(entered.get(&t.code))?)))
        .collect();
    let first = competence_tasks().first().map_or("", |t| t.code.as_str());
    if chosen.is_empty() {
        r.problem(first, r.locale.t(T::SituationSheetEmpty));
        return Ok(sheet_page(&cx, &round, &entered, &r.problems, false));
    }
    let sheet = Id::parse(entered.get("ark")).ok_or(AppError::Absent)?;
    let secret = round.token;
    cx.write(move |tx| figures_store::add_answers(tx, secret, sheet, &chosen)).await?;
    Ok(cx.go(&format!("/kartlegging/{}?takk=1", round.token)))
}
