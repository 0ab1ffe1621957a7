//! The municipality's arms: uploaded, looked at, exchanged and taken away.

use super::{PosterRefusal, store};
use crate::{
    frame::{AppError, Cx, Refusal, Upload},
    office::editor,
    texts::{T, Words},
};
use axum::{
    extract::{Query, Request},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use documents::Arms;
use domain::posters::PosterWord;
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, args,
    forms::{self as fields, Field},
    parts::{self, Tone, Weight},
};

const HERE: &str = "/kontor/plakatvapen";
/// What a form is beside its file.
const AROUND: usize = 64 * 1024;
/// How long the longest side is on the page.
const SHOWN: u32 = 160;

/// `/kontor/plakatvapen`.
///
/// # Errors
/// A fault of the database.
pub async fn page(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    show(&cx, query.contains_key("lagret"), None).await
}

async fn show(cx: &Cx, saved: bool, wrong: Option<PosterRefusal>) -> Result<Response, AppError> {
    let l = cx.locale();
    let (arms, said) = cx.read(move |r| Ok((store::arms(r)?, store::words(r, l.into())?))).await?;
    let published = cx.published().await?;
    let name = published.register.municipality.name.get(l);
    let title = l.t(T::PostersArms);
    let words = wrong.map(|w| format!("{} {}", w.text(l), w.hint(l)));
    let problems: Vec<(String, String)> = words.iter().map(|w| ("fil".to_owned(), w.clone())).collect();
    let way = [("/kontor/plakater".to_owned(), l.t(T::PostersTitle))];
    let field = Field::new("fil", l.t(T::PostersArmsFile)).hint(l.t(T::PostersArmsFileHint)).error(words);
    let do_it = if arms.is_some() {
        T::PostersArmsExchange
    } else {
        T::PostersArmsUpload
    };
    let body = html! {
        (editor::crumbs(cx, &way, &title))
        h1 { (title) }
        (fields::error_summary(l, &problems))
        @if saved { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::PostersArmsSaved)) } })) }
        p.lead { (l.t(T::PostersArmsLead)) }
        @if let Some(arms) = &arms { (picture_of(cx, arms, &said.filled(PosterWord::Arms, &[("name", name)]))) }
        (fields::upload_form(&cx.link(HERE), &cx.csrf(), &html! {
            (fields::file_field(&field, ".png,image/png"))
            p { (l.t(T::PostersArmsYes)) }
            (parts::actions(&[parts::button(&l.t(do_it), Weight::Primary)]))
        }))
        @if arms.is_some() {
            (fields::form(&cx.link(&format!("{HERE}/fjern")), &cx.csrf(), &parts::actions(&[
                parts::button(&l.t(T::PostersArmsRemove), Weight::Secondary),
            ])))
        }
    };
    let status = if wrong.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok((status, cx.html(&cx.shell(Audience::Office, title), &body)).into_response())
}

/// The arms, and the words that stand for them on posters.
fn picture_of(cx: &Cx, arms: &Arms, alternative: &str) -> Markup {
    let (width, height) = arms.size();
    let longest = width.max(height).max(1);
    let (width, height) = ((width * SHOWN / longest).max(1), (height * SHOWN / longest).max(1));
    html! {
        p { img src=(cx.link(&format!("{HERE}/bilde.png"))) width=(width) height=(height) alt=(alternative); }
        p.quiet { (cx.locale().ta(T::PostersArmsAlt, &args![("words", alternative)])) }
    }
}

/// The picture on the page, for the office alone.
///
/// # Errors
/// Absent until there are arms.
pub async fn picture(cx: Cx) -> Result<Response, AppError> {
    let arms = cx.read(|r| store::arms(r)).await?.ok_or(AppError::Absent)?;
    let mut response = arms.png().to_vec().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
    // They may be exchanged, and are shown at once when they are.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok(response)
}

/// Takes the arms, or those that come in the place of others.
///
/// # Errors
/// A fault of the database.
pub async fn set(cx: Cx, req: Request) -> Result<Response, AppError> {
    let upload = Upload::read(req, Arms::MOST_BYTES + AROUND).await;
    if upload.too_large {
        return show(&cx, false, Some(PosterRefusal::ArmsTooLarge)).await;
    }
    let Some(file) = upload.file else {
        return show(&cx, false, Some(PosterRefusal::ArmsMissing)).await;
    };
    // Reading is bounded, but not nothing: it is done beside what answers others.
    let read = tokio::task::spawn_blocking(move || Arms::read(&file)).await;
    match read.map_err(|e| AppError::Fault(e.to_string()))? {
        Err(fault) => show(&cx, false, Some(fault.into())).await,
        Ok(arms) => {
            cx.write(move |tx| store::set_arms(tx, Some(&arms))).await?;
            Ok(cx.go(&format!("{HERE}?lagret=1")))
        }
    }
}

/// Takes the arms away; posters have our sign in their place again.
///
/// # Errors
/// A fault of the database.
pub async fn remove(cx: Cx) -> Result<Response, AppError> {
    cx.write(|tx| store::set_arms(tx, None)).await?;
    Ok(cx.go(HERE))
}
