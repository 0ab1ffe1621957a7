//! Where the service description is read: at the desk and by a guide's own link, with the button that says it is read, and by
//! everybody in plain words.

use super::{
    description::{body, shown_changes},
    versions::{self, Version},
};
use crate::{
    frame::{AppError, Cx, Who},
    guides::{self, gate_store},
    texts::{T, Words},
};
use ::store::Query;
use axum::{extract::Path, response::Response};
use domain::{boundaries::section_changes, guides::Requirement, schedule::day_in_words, shared::Id};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{
    Audience, args,
    forms::{form, hidden},
    parts::{self, Tone, Weight},
};

/// Where a guide reads the description that the gate asks for, below the address of her own page; `None` when the version in
/// force was not made here.
///
/// # Errors
/// A fault of the database.
pub fn link(q: &mut impl Query, base: &str, on: Date) -> Result<Option<String>, AppError> {
    let asked = gate_store::settings(q)?
        .rules
        .version_on(&Requirement::ServiceDescription, on)
        .map(|v| v.name.clone());
    let here = versions::in_force(q, on)?.filter(|v| Some(&v.name) == asked.as_ref());
    let path = if base.starts_with("/veileder/") {
        base
    } else {
        "/skranke"
    };
    Ok(here.map(|_| format!("{path}/tjenestebeskrivelse")))
}

/// Whether there is a description for everybody to read.
///
/// # Errors
/// A fault of the database.
pub async fn is_described(cx: &Cx) -> Result<bool, AppError> {
    let today = cx.today();
    Ok(cx.read(move |r| versions::in_force(r, today)).await?.is_some())
}

/// What a page of the description shows.
struct Shown {
    version: Option<Version>,
    before: Option<Version>,
    /// The guide who reads it, and whether she has said that she has.
    reader: Option<(Id, bool)>,
}

fn shown(q: &mut impl Query, reader: Option<Id>, on: Date) -> Result<Shown, AppError> {
    let all = versions::all(q)?;
    let at = all.iter().position(|v| v.from <= on);
    let version = at.and_then(|at| all.get(at)).cloned();
    let before = at.and_then(|at| all.get(at + 1)).cloned();
    let reader = match (&version, reader) {
        (Some(v), Some(id)) => {
            let papers = gate_store::papers(q, id)?;
            let read = |p: &gate_store::KeptPaper| {
                p.paper.requirement == Requirement::ServiceDescription && p.paper.version == v.name
            };
            Some((id, papers.iter().any(read)))
        }
        _ => None,
    };
    Ok(Shown {
        version,
        before,
        reader,
    })
}

/// `/skranke/tjenestebeskrivelse`: for everybody at the desk; who is a guide and signed in, may say that it is read.
pub async fn at_desk(cx: Cx) -> Result<Response, AppError> {
    let account = match cx.session.as_ref().map(|s| &s.who) {
        Some(Who::Person { account, .. }) => Some(*account),
        _ => None,
    };
    let today = cx.today();
    let shown = cx
        .read(move |r| {
            let reader = account.map_or(Ok(None), |a| guides::of_account(r, a))?;
            shown(r, reader, today)
        })
        .await?;
    let mut shell = cx.shell(Audience::Desk, cx.locale().t(T::BoundariesDescription));
    shell.noindex = true;
    Ok(cx.html(&shell, &page(&cx, &shown, "/skranke/min-side")))
}

/// `/veileder/{token}/tjenestebeskrivelse`: for a guide without an account.
pub async fn by_link(cx: Cx, Path(token): Path<String>) -> Result<Response, AppError> {
    let (asked, now, today) = (token.clone(), cx.now, cx.today());
    let shown = cx
        .read(move |r| {
            let reader = guides::by_link(r, &asked, now)?.ok_or(AppError::Absent)?;
            shown(r, Some(reader), today)
        })
        .await?;
    let mut shell = cx.shell(Audience::Citizen, cx.locale().t(T::BoundariesDescription));
    shell.noindex = true;
    Ok(cx.html(&shell, &page(&cx, &shown, &format!("/veileder/{token}"))))
}

fn page(cx: &Cx, s: &Shown, base: &str) -> Markup {
    let (l, today) = (cx.locale(), cx.today());
    let Some(v) = &s.version else {
        return html! {
            h1 { (l.t(T::BoundariesDescription)) }
            (parts::empty_state(&l.t(T::BoundariesNotApprovedDesk), None))
        };
    };
    let text = &v.texts.of(l).guide;
    let changes = s.before.as_ref().map(|b| section_changes(&b.texts.of(l).guide, text)).unwrap_or_default();
    html! {
        h1 { (text.title) }
        p.quiet { (l.ta(T::BoundariesVersion, &args![("name", v.name.as_str()), ("day", day_in_words(v.from, today, l))])) }
        @if !changes.is_empty() { section.card.soft { h2 { (l.t(T::BoundariesWhatChanged)) } (shown_changes(&changes, l)) } }
        (body(text, 2))
        @match s.reader {
            Some((_, true)) => (parts::notice(Tone::Good, &html! { p { (l.t(T::BoundariesYouHaveRead)) } })),
            Some((_, false)) => (form(&cx.link(&format!("{base}/lest")), &cx.csrf(), &html! {
                (hidden("versjon", &v.name))
                (parts::actions(&[parts::button(&l.t(T::GuidesMineRead), Weight::Primary)]))
            })),
            None => {},
        }
        (parts::actions(&[if base.starts_with("/veileder/") {
            parts::button_link(&l.t(T::GuidesMine), &cx.link(base), Weight::Quiet)
        } else {
            parts::button_link(&l.t(T::BoundariesBack), &cx.link("/skranke"), Weight::Quiet)
        }]))
    }
}

/// `/tjenestebeskrivelse`: for everybody, in plain words.
pub async fn public(cx: Cx) -> Result<Response, AppError> {
    let (l, today) = (cx.locale(), cx.today());
    let version = cx.read(move |r| versions::in_force(r, today)).await?;
    let phone = &cx.tenant().phone;
    let body = html! {
        @match &version {
            Some(v) => {
                h1 { (v.texts.of(l).public.title) }
                (body(&v.texts.of(l).public, 2))
                p.quiet { (l.ta(T::BoundariesPublicSince, &args![("day", day_in_words(v.from, today, l))])) }
            },
            None => {
                h1 { (l.t(T::BoundariesPublicPage)) }
                (parts::empty_state(&l.t(T::BoundariesPublicNotYet), None))
            },
        }
        @if ui::parts::can_be_called(phone) { p { (l.t(T::BoundariesPublicAsk)) " " (parts::phone(phone)) } }
        p { a href=(cx.link("/hva-vi-hjelper-med")) { (l.t(T::OfferingsWhatWeHelpWith)) } }
    };
    let shell = cx.shell(Audience::Citizen, l.t(T::BoundariesPublicPage));
    Ok(cx.html(&shell, &body))
}
