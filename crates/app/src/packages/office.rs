//! The office's pages: the list, freezing, one package, its files.

use super::{
    choose::{self, Choice, choices},
    store::{self, Opened, Stored},
    views,
};
use crate::{
    frame::{AppError, Cx, Refusal, documents as made},
    office::entered::{Entered, Problems, Reading},
    referrals::asked,
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    access::Permission,
    packages::{LONGEST_NOTE, LONGEST_TITLE, MOST_DOCUMENTS, NewPackage},
    shared::Id,
};
use maud::Markup;
use std::sync::Arc;
use ui::Audience;

type Pairs = Vec<(String, String)>;

/// The longest reference, in characters.
pub const LONGEST_REFERENCE: usize = 120;

fn answer(cx: &Cx, status: StatusCode, title: impl Into<String>, body: &Markup) -> Response {
    let mut shell = cx.shell(Audience::Office, title);
    if status != StatusCode::OK {
        shell.language_links.clear();
    }
    (status, cx.html(&shell, body)).into_response()
}

/// Whether who asks may freeze.
pub fn edits(cx: &Cx) -> bool {
    cx.session.as_ref().is_some_and(|s| s.may(Permission::EditRegister))
}

fn id_of(text: &str) -> Result<Id, AppError> {
    Id::parse(text).ok_or(AppError::Absent)
}

/// `/kontor/arkivpakke`: every package.
pub async fn list(cx: Cx) -> Result<Response, AppError> {
    let all = cx.read(|r| store::all(r)).await?;
    let body = views::list(&cx, &all);
    Ok(answer(&cx, StatusCode::OK, cx.locale().t(T::PackagesTitle), &body))
}

/// What stands above the form of a new package.
pub enum Above {
    /// Nothing.
    Nothing,
    /// What is wrong with what was entered.
    Problems(Problems),
    /// Why it was not frozen.
    Refused(Arc<dyn Refusal>),
}

async fn new_page(cx: &Cx, former: Option<&Opened>, entered: &Entered, above: &Above) -> Result<Response, AppError> {
    let choices = choices(cx).await?;
    let status = match above {
        Above::Nothing => StatusCode::OK,
        Above::Problems(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Above::Refused(refusal) => refusal.status(),
    };
    let body = views::new(cx, &choices, former, entered, above);
    let title = cx.locale().t(if former.is_some() {
        T::PackagesNewVersion
    } else {
        T::PackagesNew
    });
    Ok(answer(cx, status, title, &body))
}

async fn former_of(cx: &Cx, text: &str) -> Result<Option<Opened>, AppError> {
    if text.is_empty() {
        return Ok(None);
    }
    let id = id_of(text)?;
    cx.read(move |r| store::open(r, id)).await.map(Some)
}

/// `/kontor/arkivpakke/ny`: what is to be frozen; `?av=` the package that this is a new version of.
pub async fn new(cx: Cx, Query(query): Query<Pairs>) -> Result<Response, AppError> {
    let former = former_of(&cx, asked(&query, "av")).await?;
    let entered = match &former {
        None => Entered::default(),
        Some(f) => {
            let origins = f.contents.documents.iter().map(|d| &d.origin);
            Entered::default().put("tittel", &f.stored.title).put_all("dokument", origins)
        }
    };
    new_page(&cx, former.as_ref(), &entered, &Above::Nothing).await
}

/// What was asked to be frozen.
struct Wanted {
    title: String,
    note: String,
    origins: Vec<String>,
}

fn read(cx: &Cx, entered: &Entered, choices: &[Choice], newer: bool) -> Result<Wanted, Problems> {
    let l = cx.locale();
    let mut reading = Reading::new(l, entered);
    let title = reading.needed("tittel");
    let note = if newer { reading.needed("nytt") } else { String::new() };
    let all: Vec<&str> = entered.all("dokument").collect();
    let chosen = choices.iter().filter(|c| all.contains(&c.origin.as_str()));
    let origins: Vec<String> = chosen.map(|c| c.origin.clone()).collect();
    if origins.is_empty() || all.iter().any(|o| !origins.iter().any(|c| c == o)) {
        reading.problem("dokument", l.t(T::PackagesProblemChoose));
    }
    if origins.len() > MOST_DOCUMENTS {
        reading.problem(
            "dokument",
            l.ta(T::PackagesProblemMany, &ui::args![("n", MOST_DOCUMENTS)]),
        );
    }
    for (name, text, most) in [("tittel", &title, LONGEST_TITLE), ("nytt", &note, LONGEST_NOTE)] {
        if text.chars().count() > most {
            reading.problem(name, l.t(T::OfficeProblemLong));
        }
    }
    if reading.problems.is_empty() {
        Ok(Wanted { title, note, origins })
    } else {
        Err(reading.problems)
    }
}

/// Makes the documents and freezes them.
pub async fn create(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let former = former_of(&cx, entered.get("av")).await?;
    let wanted = match read(&cx, &entered, &choices(&cx).await?, former.is_some()) {
        Ok(wanted) => wanted,
        Err(problems) => return new_page(&cx, former.as_ref(), &entered, &Above::Problems(problems)).await,
    };
    let documents = match choose::documents(&cx, &wanted.origins).await {
        Ok(documents) => documents,
        Err(AppError::Refused(why)) => return new_page(&cx, former.as_ref(), &entered, &Above::Refused(why)).await,
        Err(other) => return Err(other),
    };
    let package = NewPackage {
        title: wanted.title,
        sender: cx.tenant().service_name.clone(),
        language: cx.tenant().locale,
        documents,
        change_note: wanted.note,
        former: former.as_ref().map(|f| f.stored.id),
    };
    match cx.write(move |tx| store::freeze(tx, &package)).await {
        Ok(id) => Ok(cx.go(&format!("/kontor/arkivpakke/{id}?fryst=1"))),
        Err(AppError::Refused(why)) => new_page(&cx, former.as_ref(), &entered, &Above::Refused(why)).await,
        Err(other) => Err(other),
    }
}

/// A package with everything in it, and every package.
async fn opened(cx: &Cx, id: &str) -> Result<(Opened, Vec<Stored>), AppError> {
    let id = id_of(id)?;
    cx.read(move |r| Ok((store::open(r, id)?, store::all(r)?))).await
}

/// `/kontor/arkivpakke/{id}`: one package.
pub async fn one(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let (opened, all) = opened(&cx, &id).await?;
    let entered = Entered::default().put_if("referanse", opened.stored.reference.as_ref().map(|(text, _)| text));
    one_page(&cx, &opened, &all, &entered, &Problems::new())
}

fn one_page(
    cx: &Cx,
    opened: &Opened,
    all: &[Stored],
    entered: &Entered,
    problems: &Problems,
) -> Result<Response, AppError> {
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let body = views::one(cx, opened, all, entered, problems);
    Ok(answer(cx, status, opened.stored.title.clone(), &body))
}

/// Writes what the case system calls it.
pub async fn write_reference(cx: Cx, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let (opened, all) = opened(&cx, &id).await?;
    let entered = Entered::of(pairs);
    let mut reading = Reading::new(cx.locale(), &entered);
    let reference = reading.line("referanse");
    if reference.chars().count() > LONGEST_REFERENCE || reference.chars().any(char::is_control) {
        reading.problem("referanse", cx.locale().t(T::OfficeProblemLong));
    }
    let problems = reading.problems;
    if !problems.is_empty() {
        return one_page(&cx, &opened, &all, &entered, &problems);
    }
    let of = opened.stored.id;
    cx.write(move |tx| store::set_reference(tx, of, &reference)).await?;
    Ok(cx.go(&format!("/kontor/arkivpakke/{of}?lagret=1")))
}

/// What is handed out is what was frozen, so nothing on the way needs to keep it.
fn handed_out(bytes: Vec<u8>, media_type: &'static str, name: &str) -> Response {
    let mut response = made::download(bytes, media_type, name);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}

/// `/kontor/arkivpakke/{id}/pakke.zip`: all of it, the same bytes each time.
pub async fn zip(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let (opened, _) = opened(&cx, &id).await?;
    let name = format!("arkivpakke-{}-{}.zip", cx.tenant().number, opened.stored.number);
    let files: Vec<(String, Vec<u8>)> = opened.files.into_iter().map(|(f, bytes)| (f.path, bytes)).collect();
    let bytes = made::made(move || documents::packed(files)).await?;
    Ok(handed_out(bytes, "application/zip", &name))
}

/// `/kontor/arkivpakke/{id}/fil/{name}`: one file.
pub async fn file(cx: Cx, Path((id, name)): Path<(String, String)>) -> Result<Response, AppError> {
    let (opened, _) = opened(&cx, &id).await?;
    let (file, bytes) = opened.files.into_iter().find(|(f, _)| f.name() == name).ok_or(AppError::Absent)?;
    Ok(handed_out(bytes, file.media.media_type(), &name))
}
