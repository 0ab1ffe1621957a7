//! Personvernet på kontoret: the papers made from what is true, what only the municipality can answer, one question at a time,
//! and the way to what is removed and to the trail.

use super::{
    generate::{self, Paper},
    record::{Ground, QUESTIONS, Question},
    store, views,
};
use crate::{
    frame::{AppError, Cx, documents as made},
    office::entered::{Entered, guard, refused_words},
    texts::{T, Words},
};
use axum::{
    Form,
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use documents::{Design, Look};

/// The longest answer, in characters.
pub const LONGEST_ANSWER: usize = 4000;

/// `/kontor/personvern`
pub async fn home(cx: Cx) -> Result<Response, AppError> {
    let ground = Ground::of(&cx).await?;
    Ok(views::home(&cx, &ground))
}

fn paper_of(address: &str) -> Result<Paper, AppError> {
    Paper::parse(address).ok_or(AppError::Absent)
}

/// `/kontor/personvern/{paper}`
pub async fn paper(cx: Cx, Path(address): Path<String>) -> Result<Response, AppError> {
    let paper = paper_of(&address)?;
    let ground = Ground::of(&cx).await?;
    Ok(views::paper(&cx, paper, &generate::blocks(paper, &ground)))
}

/// `/kontor/personvern/{paper}/fil/{kind}`: `pdf`, `word` or `nettside`.
pub async fn file(cx: Cx, Path((address, kind)): Path<(String, String)>) -> Result<Response, AppError> {
    let paper = paper_of(&address)?;
    let ground = Ground::of(&cx).await?;
    let document = generate::document(paper, &ground);
    let service = cx.tenant().service_name.clone();
    let look = Look::new(Design::Report, service.clone()).with_footer(service);
    let name = format!("{address}-{}", cx.locale().code());
    made::file(&kind, document, look, &name).await
}

fn question_of(code: &str) -> Result<&'static Question, AppError> {
    QUESTIONS.iter().find(|q| q.code == code).ok_or(AppError::Absent)
}

/// `/kontor/personvern/svar/{question}`
pub async fn question(cx: Cx, Path(code): Path<String>) -> Result<Response, AppError> {
    let question = question_of(&code)?;
    let answers = cx.read(|r| store::answers(r)).await?;
    let text = answers.get(question.code).cloned().unwrap_or_default();
    Ok(views::question(&cx, question, &text, None))
}

/// Keeps an answer. A name and a contact belong in those that everybody may read; numbers that lead to a person never do.
pub async fn answer(
    cx: Cx,
    Path(code): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let question = question_of(&code)?;
    let text = Entered::of(pairs).get("svar").to_owned();
    let l = cx.locale();
    let problem = if text.chars().count() > LONGEST_ANSWER {
        Some(l.t(T::PrivacyAnswerLong))
    } else {
        guard(&text, question.public).map(|kind| refused_words(kind, l))
    };
    if problem.is_some() {
        let page = views::question(&cx, question, &text, problem);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let today = cx.today();
    cx.write(move |tx| store::answer(tx, question.code, &text, today)).await?;
    Ok(cx.go("/kontor/personvern"))
}
