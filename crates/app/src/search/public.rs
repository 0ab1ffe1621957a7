use super::views;
use crate::{
    frame::{AppError, Cx},
    texts::{T, Words},
};
use axum::{extract::Query, response::Response};
use ui::{Audience, Shell};

/// The most of a question that is shown again, in characters; as much as search itself reads.
const LONGEST: usize = 200;

/// `/sok?q=`: answers a question. Never kept and never logged: what people ask is their own.
pub async fn search_page(cx: Cx, Query(query): Query<Vec<(String, String)>>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let asked = query.into_iter().find(|(k, _)| k == "q").map(|(_, v)| v).unwrap_or_default();
    let question: String = asked.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    let shell = Shell {
        service_name: published.register.municipality.service_name.get(cx.locale()).to_owned(),
        noindex: true,
        ..cx.shell(Audience::Citizen, cx.locale().t(T::SearchTitle))
    };
    Ok(cx.html(&shell, &views::answer_page(&cx, &published, &question)))
}
