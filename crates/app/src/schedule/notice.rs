//! Short notice: "stengt i dag, vi er syke" in two taps – choose what, choose why – at once everywhere, and taken back as
//! easily. The office may for today and tomorrow, the desk for today.

use crate::{
    frame::{AppError, Cx},
    offerings::Pairs,
    office::{
        OfficeRefusal, editor,
        entered::{Entered, day_of, guard, refused_words},
    },
    promise,
    texts::{T, Words},
};
use axum::{Form, extract::Query, response::Response};
use domain::{
    promise::Cause,
    register::Register,
    schedule::{Entry, Exception, Moment, OccurrenceKey, Status, occurrence_in_words, week},
    shared::{Key, Locale, Localized},
};
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, forms as fields,
    parts::{self, Tone, Weight},
};

/// Where the page stands: what may be called off from there, and how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Office,
    Desk,
}

impl Side {
    const fn path(self) -> &'static str {
        match self {
            Self::Office => "/kontor/beskjed",
            Self::Desk => "/skranke/beskjed",
        }
    }

    const fn audience(self) -> Audience {
        match self {
            Self::Office => Audience::Office,
            Self::Desk => Audience::Desk,
        }
    }

    /// How many days ahead.
    const fn days(self) -> usize {
        match self {
            Self::Office => 2,
            Self::Desk => 1,
        }
    }
}

/// Reasons that are one tap.
const REASONS: [(&str, T); 4] = [
    ("syk", T::OfficeReasonIll),
    ("kurs", T::OfficeReasonCourse),
    ("bygg", T::OfficeReasonBuilding),
    ("annet", T::OfficeReasonOther),
];

/// The occurrence that a page or form names.
#[derive(Clone, Debug)]
struct Which {
    offering: String,
    plan: String,
    date: Date,
}

impl Which {
    fn read(get: impl Fn(&str) -> String) -> Option<Self> {
        Some(Self {
            offering: get("tilbud"),
            plan: get("plan"),
            date: day_of(&get("dag"))?,
        })
    }

    fn is(&self, entry: &Entry) -> bool {
        let o = &entry.occurrence;
        entry.offering.as_str() == self.offering && o.schedule.as_str() == self.plan && o.original.date == self.date
    }
}

/// What is on the plan for the days that the side may change, that is not over.
fn coming(cx: &Cx, register: &Register, side: Side, place: Option<&Key>) -> Vec<Entry> {
    let calendar = domain::schedule::Calendar::new(&register.municipality, &register.places);
    let days = week(register, cx.today(), cx.now).into_iter().take(side.days());
    let all = days.flat_map(|day| day.entries).filter(|e| cx.now < e.occurrence.ends_at());
    all.filter(|e| place.is_none_or(|p| calendar.is_inside(&e.occurrence.place, p))).collect()
}

/// The office's page.
///
/// # Errors
/// A fault of the database.
pub async fn office(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    page(&cx, Side::Office, &query).await
}

/// The desk's page.
///
/// # Errors
/// A fault of the database.
pub async fn desk(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    page(&cx, Side::Desk, &query).await
}

async fn page(cx: &Cx, side: Side, query: &HashMap<String, String>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, register) = (cx.locale(), &published.register);
    let place = query.get("sted").and_then(|k| Key::parse(k).ok());
    let entries = coming(cx, register, side, place.as_ref());
    let which = Which::read(|name| query.get(name).cloned().unwrap_or_default());
    if let Some(which) = which {
        let entry = entries.iter().find(|e| which.is(e)).ok_or_else(|| AppError::refused(OfficeRefusal::NotComing))?;
        return Ok(why_page(cx, side, register, entry, None));
    }
    let title = l.t(T::OfficeShortNotice);
    let body = html! {
        @if side == Side::Office { (editor::crumbs(cx, &[], &title)) }
        h1 { (title) }
        @if query.contains_key("lagret") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeNoticeDone)) } })) }
        p.lead { (l.t(T::OfficeNoticeLead)) }
        @if entries.is_empty() { (parts::empty_state(&l.t(T::OfficeNoticeNothing), None)) }
        div.grid { @for entry in &entries { (entry_card(cx, side, register, entry)) } }
    };
    Ok(cx.html(&cx.shell(side.audience(), title), &body))
}

fn names<'r>(register: &'r Register, entry: &Entry, l: Locale) -> (&'r str, &'r str) {
    let offering = register.offerings.iter().find(|o| o.key == entry.offering).map_or("", |o| o.name.get(l));
    let place = register.places.iter().find(|p| p.key == entry.occurrence.place).map_or("", |p| p.name.get(l));
    (offering, place)
}

fn entry_card(cx: &Cx, side: Side, register: &Register, entry: &Entry) -> Markup {
    let l = cx.locale();
    let (offering, place) = names(register, entry, l);
    let o = &entry.occurrence;
    let when = occurrence_in_words(o, cx.today(), l);
    let ask = format!(
        "{}?tilbud={}&plan={}&dag={}",
        side.path(),
        entry.offering,
        o.schedule,
        o.original.date
    );
    html! {
        section.card {
            h2 { (offering) }
            p { (ui::parts::keep_together(&when)) ", " (place) }
            @if let Status::CalledOff { reason, .. } = &o.status {
                (parts::status_plain(l, parts::Open::CalledOff))
                p { (reason.get(l)) }
                (fields::form(&cx.link(&format!("{}/angre", side.path())), &cx.csrf(), &html! {
                    (which_fields(entry))
                    (parts::actions(&[parts::button(&l.t(T::OfficeNoticeUndo), Weight::Secondary)]))
                }))
            } @else {
                (parts::actions(&[parts::button_link(&l.t(if entry.moment == Moment::OpenNow { T::OfficeNoticeCloseNow } else { T::OfficeNoticeCallOff }), &cx.link(&ask), Weight::Secondary)]))
            }
        }
    }
}

fn which_fields(entry: &Entry) -> Markup {
    html! {
        (fields::hidden("tilbud", entry.offering.as_str()))
        (fields::hidden("plan", entry.occurrence.schedule.as_str()))
        (fields::hidden("dag", &entry.occurrence.original.date.to_string()))
    }
}

fn why_page(cx: &Cx, side: Side, register: &Register, entry: &Entry, wrong: Option<(String, String)>) -> Response {
    let l = cx.locale();
    let (offering, place) = names(register, entry, l);
    let title = l.t(T::OfficeNoticeWhy);
    let problems: Vec<(String, String)> = wrong.iter().map(|(_, text)| ("tekst".to_owned(), text.clone())).collect();
    let buttons: Vec<Markup> = REASONS
        .iter()
        .map(|(code, text)| parts::button_with(&l.t(*text), Weight::Secondary, "grunn", code))
        .collect();
    let form = html! {
        (which_fields(entry))
        (parts::actions(&buttons))
        details open[wrong.is_some()] {
            summary { (l.t(T::OfficeNoticeOwnWords)) }
            (fields::text_field(&fields::Field::new("tekst", l.t(T::OfficeReason)).hint(l.t(T::OfficeReasonHint)).guarded().max_length(200)
                .value(wrong.as_ref().map_or("", |(value, _)| value)).error(wrong.as_ref().map(|(_, text)| text.as_str()))))
            (parts::actions(&[parts::button_with(&l.t(T::OfficeNoticeCallOff), Weight::Stop, "grunn", "egne")]))
        }
    };
    let body = html! {
        @if side == Side::Office { (editor::crumbs(cx, &[(side.path().to_owned(), l.t(T::OfficeShortNotice))], &title)) }
        h1 { (title) }
        (fields::error_summary(l, &problems))
        p.lead { (offering) ", " (ui::parts::keep_together(&occurrence_in_words(&entry.occurrence, cx.today(), l))) ", " (place) }
        p { (l.t(T::OfficeNoticeWhyLead)) }
        (fields::form(&cx.link(side.path()), &cx.csrf(), &form))
        p { a href=(cx.link(side.path())) { (l.t(T::OfficeBack)) } }
    };
    let mut response = cx.html(&cx.shell(side.audience(), title), &body);
    if wrong.is_some() {
        *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// Calls off, from the office.
///
/// # Errors
/// A refusal when it is not one of the coming ones.
pub async fn call_off_office(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    call_off(&cx, Side::Office, &Entered::of(pairs)).await
}

/// Calls off, from the desk.
///
/// # Errors
/// A refusal when it is not one of today's.
pub async fn call_off_desk(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    call_off(&cx, Side::Desk, &Entered::of(pairs)).await
}

fn reason(entered: &Entered, l: Locale) -> Localized {
    match REASONS.iter().find(|(code, _)| *code == entered.get("grunn")) {
        Some((_, text)) => Localized {
            nb: Locale::Nb.t(*text),
            nn: Locale::Nn.t(*text),
            en: Locale::En.t(*text),
        },
        None => Localized::in_one(l, entered.get("tekst")),
    }
}

/// What is counted of the reason that was tapped.
fn cause(entered: &Entered) -> Cause {
    match entered.get("grunn") {
        "syk" => Cause::Absence,
        "kurs" => Cause::Course,
        "bygg" => Cause::Building,
        _ => Cause::Other,
    }
}

async fn call_off(cx: &Cx, side: Side, entered: &Entered) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let not_coming = || AppError::refused(OfficeRefusal::NotComing);
    let which = Which::read(|name| entered.get(name).to_owned()).ok_or_else(not_coming)?;
    let entries = coming(cx, &published.register, side, None);
    let entry = entries.into_iter().find(|e| which.is(e)).ok_or_else(not_coming)?;
    if let Some(kind) = guard(entered.get("tekst"), false) {
        let wrong = (entered.get("tekst").to_owned(), refused_words(kind, cx.locale()));
        return Ok(why_page(cx, side, &published.register, &entry, Some(wrong)));
    }
    let (reason, cause) = (reason(entered, cx.locale()), cause(entered));
    let key = OccurrenceKey::of(&entry.offering, &entry.occurrence);
    // A second tap on the same button finds it called off already and changes nothing.
    if entry.occurrence.takes_place() {
        cx.write_register(move |tx| promise::call_off(tx, &key, &reason, cause)).await?;
    }
    Ok(cx.go(&format!("{}?lagret=1", side.path())))
}

async fn change(
    cx: &Cx,
    which: Which,
    change: impl Fn(&mut Vec<Exception>) + Send + Sync + 'static,
) -> Result<(), AppError> {
    editor::change_register(cx, move |register| {
        let offering = register.offerings.iter_mut().find(|o| o.key.as_str() == which.offering);
        let schedules = offering.map(|o| &mut o.schedules).ok_or(AppError::Absent)?;
        let schedule = schedules.iter_mut().find(|s| s.key.as_str() == which.plan).ok_or(AppError::Absent)?;
        change(&mut schedule.exceptions);
        Ok(())
    })
    .await
}

/// Takes a short notice back, from the office.
///
/// # Errors
/// A refusal when it is not one of the coming ones.
pub async fn undo_office(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    undo(&cx, Side::Office, &Entered::of(pairs)).await
}

/// Takes a short notice back, from the desk.
///
/// # Errors
/// A refusal when it is not one of today's.
pub async fn undo_desk(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    undo(&cx, Side::Desk, &Entered::of(pairs)).await
}

async fn undo(cx: &Cx, side: Side, entered: &Entered) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let not_coming = || AppError::refused(OfficeRefusal::NotComing);
    let which = Which::read(|name| entered.get(name).to_owned()).ok_or_else(not_coming)?;
    if !coming(cx, &published.register, side, None).iter().any(|e| which.is(e)) {
        return Err(not_coming());
    }
    let date = which.date;
    change(cx, which, move |exceptions| exceptions.retain(|e| e.date != date)).await?;
    Ok(cx.go(&format!("{}?lagret=1", side.path())))
}
