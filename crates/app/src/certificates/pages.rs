//! Where the period is chosen, and the certificate itself, through three doors.

use super::{
    content::{self, Giver, Service},
    store,
};
use crate::{
    frame::{AppError, Cx, Who, documents},
    guides,
    office::editor,
    texts::{T, Words},
};
use ::documents::{Design, Look, pdf};
use axum::{
    extract::{Path, Query},
    response::Response,
};
use domain::{
    guides::Guide,
    shared::{Id, Locale},
};
use jiff::civil::Date;
use maud::html;
use std::collections::HashMap;
use ui::{
    Audience, args,
    forms::{self as fields, Choice, Field},
};

type Asked = Query<HashMap<String, String>>;

/// The days and the language that were asked for.
struct Choices {
    from: Date,
    until: Date,
    locale: Locale,
}

impl Choices {
    /// What was asked for, held within the time she has been with us. What is no date is as if nothing was asked.
    fn read(asked: &HashMap<String, String>, guide: &Guide, today: Date, locale: Locale) -> Self {
        let day = |name: &str| asked.get(name).and_then(|text| text.parse::<Date>().ok());
        let last = guide.left.and_then(|left| left.yesterday().ok()).map_or(today, |left| left.min(today));
        let until = day("til").unwrap_or(last).min(last).max(guide.since);
        let from = day("fra").unwrap_or(guide.since).max(guide.since).min(until);
        let locale = asked.get("sprak").and_then(|code| Locale::parse(code)).unwrap_or(locale);
        Self { from, until, locale }
    }
}

/// Which days and which language.
///
/// # Errors
/// Absent when there is no such guide.
pub async fn choose(cx: Cx, Path(id): Path<String>, Query(asked): Asked) -> Result<Response, AppError> {
    let guide = find(&cx, Id::parse(&id).ok_or(AppError::Absent)?).await?;
    let l = cx.locale();
    let choices = Choices::read(&asked, &guide, cx.today(), l);
    let service = service(&cx, &guide, &choices).await?;
    let own = format!("/kontor/folk/{}", guide.id);
    let languages: Vec<Choice> = Locale::ALL
        .into_iter()
        .map(|one| Choice::new(one.code(), ui::layout::language_name(one), one == choices.locale))
        .collect();
    let way = [("/kontor/folk".to_owned(), l.t(T::GuidesTitle)), (own.clone(), guide.name.clone())];
    let body = html! {
        (editor::crumbs(&cx, &way, &l.t(T::CertificatesTitle)))
        h1 { (l.ta(T::CertificatesFor, &args![("name", guide.name.as_str())])) }
        p.lead { (l.t(T::CertificatesIntro)) }
        p { strong { (l.ta(T::CertificatesSoFar, &args![("hours", content::hours(service.minutes(), l))])) } }
        (fields::get_form(&cx.link(&format!("{own}/attest.pdf")), &html! {
            (fields::date_field(&Field::new("fra", l.t(T::CertificatesFrom)).value(choices.from.to_string())))
            (fields::date_field(&Field::new("til", l.t(T::CertificatesUntil)).value(choices.until.to_string())))
            (fields::radios_across(&Field::new("sprak", l.t(T::CertificatesLanguage)), &languages))
            (fields::submit(&l.t(T::CertificatesMake)))
        }))
    };
    Ok(cx.html(&cx.shell(Audience::Office, l.t(T::CertificatesTitle)), &body))
}

/// The certificate, for whoever leads.
///
/// # Errors
/// Absent when there is no such guide.
pub async fn for_office(cx: Cx, Path(id): Path<String>, Query(asked): Asked) -> Result<Response, AppError> {
    let guide = find(&cx, Id::parse(&id).ok_or(AppError::Absent)?).await?;
    give(&cx, &guide, &asked).await
}

/// The certificate of whoever is signed in; somebody who is no guide is sent to the page that says so.
///
/// # Errors
/// A fault of the database, or of the document.
pub async fn own(cx: Cx, Query(asked): Asked) -> Result<Response, AppError> {
    let Some(Who::Person { account, .. }) = cx.session.as_ref().map(|s| &s.who) else {
        return Err(AppError::Absent);
    };
    let account = *account;
    match cx.read(move |r| guides::of_account(r, account)).await? {
        Some(id) => give(&cx, &find(&cx, id).await?, &asked).await,
        // Her page says what it takes to have one.
        None => Ok(cx.go("/skranke/min-side")),
    }
}

/// The certificate of whoever has the personal link.
///
/// # Errors
/// Absent for a link that is not (any more) somebody's.
pub async fn by_link(cx: Cx, Path(token): Path<String>, Query(asked): Asked) -> Result<Response, AppError> {
    let now = cx.now;
    let id = cx.read(move |r| guides::by_link(r, &token, now)).await?.ok_or(AppError::Absent)?;
    give(&cx, &find(&cx, id).await?, &asked).await
}

async fn find(cx: &Cx, id: Id) -> Result<Guide, AppError> {
    cx.read(move |r| guides::one(r, id)).await?.ok_or(AppError::Absent)
}

async fn service(cx: &Cx, guide: &Guide, choices: &Choices) -> Result<Service, AppError> {
    let published = cx.published().await?;
    let (guide, days, now, l) = (guide.clone(), (choices.from, choices.until), cx.now, choices.locale);
    cx.read(move |r| store::service(r, &guide, &published.register, days, now, l)).await
}

async fn give(cx: &Cx, guide: &Guide, asked: &HashMap<String, String>) -> Result<Response, AppError> {
    let choices = Choices::read(asked, guide, cx.today(), cx.locale());
    let service = service(cx, guide, &choices).await?;
    let by = Giver {
        service: cx.tenant().service_name.clone(),
        municipality: cx.published().await?.register.municipality.name.get(choices.locale).to_owned(),
    };
    let document = content::document(&service, &by, cx.now, choices.locale);
    let footer = format!("{} · {}", by.service, ui::parts::phone_text(&cx.tenant().phone));
    let look = Look::new(Design::Certificate, by.service).with_footer(footer);
    let bytes = documents::made(move || pdf(&document, &look)).await?;
    let (id, minutes) = (guide.id, service.minutes());
    let (from, until) = (choices.from, choices.until);
    cx.write(move |tx| store::issued(tx, id, from, until, minutes)).await?;
    Ok(documents::pdf_file(bytes, "attest.pdf"))
}
