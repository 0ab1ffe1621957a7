//! The pages of schedules: an offering's times and a house's opening hours, with the next dates beside each.

use super::forms::{EditException, EditExtra, EditPlan, Owner, Repeats, next_dates};
use crate::{
    frame::{AppError, Cx},
    offerings::Pairs,
    office::{
        editor,
        entered::{Entered, day_of},
    },
    promise::keepers,
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    response::Response,
};
use domain::{
    register::Register,
    schedule::{Change, Exception, ExtraDate, Schedule, day_in_words, schedule_in_words, time_range},
    shared::Locale,
};
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, forms as fields,
    parts::{self, Tone, Weight, button_link},
};

type Asked = Query<HashMap<String, String>>;

/// Whose schedules an address is about.
fn owner(cx: &Cx, key: String) -> Owner {
    if cx.scope.path.starts_with("/kontor/steder/") {
        Owner::Place(key)
    } else {
        Owner::Offering(key)
    }
}

/// Every schedule of an offering or a place.
///
/// # Errors
/// Absent when there is no such owner.
pub async fn list(cx: Cx, Path(key): Path<String>, Query(query): Asked) -> Result<Response, AppError> {
    let owner = owner(&cx, key);
    let published = cx.published().await?;
    let (l, register) = (cx.locale(), &published.register);
    let schedules = owner.schedules(register).ok_or(AppError::Absent)?;
    let (title, lead) = match owner {
        Owner::Offering(_) => (l.t(T::OfficeTimes), l.t(T::OfficeTimesLead)),
        Owner::Place(_) => (l.t(T::OfficeHouseHours), l.t(T::OfficeHouseHoursLead)),
    };
    let new = cx.link(&format!("{}/tider/ny", owner.page()));
    let body = html! {
        (editor::crumbs(&cx, &owner.way(register, l), &title))
        h1 { (title) }
        @if query.contains_key("lagret") { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } })) }
        p.lead { (lead) }
        (parts::actions(&[button_link(&l.t(T::OfficeNewPlan), &new, Weight::Primary)]))
        @if schedules.is_empty() { (parts::empty_state(&l.t(T::OfficeNoTimes), None)) }
        div.grid.plans { @for schedule in schedules { (plan_card(&cx, register, &owner, schedule)) } }
        p { a href=(cx.link("/kontor/stengt")) { (l.t(T::OfficeClosedDays)) } }
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

fn plan_card(cx: &Cx, register: &Register, owner: &Owner, schedule: &Schedule) -> Markup {
    let l = cx.locale();
    let base = format!("{}/tider/{}", owner.page(), schedule.key);
    let place = register.places.iter().find(|p| p.key == schedule.place).map_or("", |p| p.name.get(l));
    let words = schedule_in_words(schedule, l);
    html! {
        section.card {
            h2 { (words) }
            p.quiet { (place) @if let Some(until) = schedule.until { " · " (l.ta(T::OfficeUntilDay, &ui::args![("day", day_in_words(until, cx.today(), l))])) } }
            (next_dates(cx, register, schedule))
            (different_days(cx, schedule, &base))
            p.links {
                a href=(cx.link(&base)) { (l.ta(T::OfficeChange, &ui::args![("what", words.as_str())])) }
                a href=(cx.link(&format!("{base}/unntak"))) { (l.t(T::OfficeNewException)) span.sr-only { ": " (words) } }
                a href=(cx.link(&format!("{base}/ekstra"))) { (l.t(T::OfficeNewExtra)) span.sr-only { ": " (words) } }
            }
        }
    }
}

/// The days from today on that are different, each with the way to take it away.
fn different_days(cx: &Cx, schedule: &Schedule, base: &str) -> Markup {
    let today = cx.today();
    let l = cx.locale();
    let exceptions: Vec<_> = schedule.exceptions.iter().filter(|e| last_day(e) >= today).collect();
    let extra: Vec<_> = schedule.extra_dates.iter().filter(|e| e.date >= today).collect();
    html! {
        @if !exceptions.is_empty() || !extra.is_empty() {
            h3 { (l.t(T::OfficeDifferentDays)) }
            ul.rows {
                @for e in exceptions { li { (exception_words(e, today, l)) (remove(cx, base, "unntak", e.date)) } }
                @for e in extra { li { (extra_words(schedule, e, today, l)) (remove(cx, base, "ekstra", e.date)) } }
            }
        }
    }
}

fn last_day(e: &Exception) -> Date {
    match e.change {
        Change::Moved { date, .. } => e.date.max(date),
        Change::CalledOff => e.date,
    }
}

fn exception_words(e: &Exception, today: Date, l: Locale) -> Markup {
    let day = day_in_words(e.date, today, l);
    let what = match e.change {
        Change::CalledOff => l.ta(T::OfficeDayCalledOff, &ui::args![("day", day)]),
        Change::Moved { date, start, end } => {
            let to = format!("{} {}", day_in_words(date, today, l), time_range(start, end, l));
            l.ta(T::OfficeDayMoved, &ui::args![("day", day), ("to", to)])
        }
    };
    html! { span { (what) @if !e.reason.is_empty() { ": " (e.reason.get(l)) } } }
}

fn extra_words(s: &Schedule, e: &ExtraDate, today: Date, l: Locale) -> Markup {
    let time = time_range(e.start.unwrap_or(s.start), e.end.unwrap_or(s.end), l);
    let day = format!("{} {time}", day_in_words(e.date, today, l));
    html! { span { (l.ta(T::OfficeDayExtra, &ui::args![("day", day)])) @if !e.note.is_empty() { ": " (e.note.get(l)) } } }
}

fn remove(cx: &Cx, base: &str, what: &str, date: Date) -> Markup {
    let l = cx.locale();
    let day = day_in_words(date, cx.today(), l);
    let body = html! {
        (fields::hidden("hva", what))
        (fields::hidden("dag", &date.to_string()))
        button.ds-button data-variant="tertiary" type="submit" aria-label=(l.ta(T::OfficeRemoveDay, &ui::args![("day", day)])) { (l.t(T::OfficeRemove)) }
    };
    fields::form(&cx.link(&format!("{base}/fjern")), &cx.csrf(), &body)
}

async fn plan_editor(
    cx: &Cx,
    key: String,
    plan: String,
    query: &HashMap<String, String>,
) -> Result<EditPlan, AppError> {
    let owner = owner(cx, key);
    let keeper = match &owner {
        Owner::Offering(offering) => keepers::of_plan(cx, offering, &plan).await?,
        Owner::Place(_) => keepers::OfPlan::default(),
    };
    Ok(EditPlan {
        owner,
        plan,
        repeats: Repeats::parse(query.get("gjentas").map_or("", String::as_str)),
        today: cx.today(),
        keeper,
    })
}

/// The form of a new schedule.
///
/// # Errors
/// Absent when there is no such owner.
pub async fn new(cx: Cx, Path(key): Path<String>, Query(query): Asked) -> Result<Response, AppError> {
    let editor = plan_editor(&cx, key, String::new(), &query).await?;
    editor::show(&cx, &editor).await
}

/// Makes a schedule.
///
/// # Errors
/// Absent when there is no such owner.
pub async fn create(
    cx: Cx,
    Path(key): Path<String>,
    Query(query): Asked,
    Form(pairs): Pairs,
) -> Result<Response, AppError> {
    let editor = plan_editor(&cx, key, String::new(), &query).await?;
    editor::save(&cx, editor, pairs).await
}

/// The form of a schedule.
///
/// # Errors
/// Absent when there is no such schedule.
pub async fn edit(cx: Cx, Path((key, plan)): Path<(String, String)>) -> Result<Response, AppError> {
    let editor = plan_editor(&cx, key, plan, &HashMap::new()).await?;
    editor::show(&cx, &editor).await
}

/// Saves a schedule.
///
/// # Errors
/// Absent when there is no such schedule.
pub async fn save(cx: Cx, Path((key, plan)): Path<(String, String)>, Form(pairs): Pairs) -> Result<Response, AppError> {
    let editor = plan_editor(&cx, key, plan, &HashMap::new()).await?;
    editor::save(&cx, editor, pairs).await
}

/// The form for a different day (`unntak`) or a day more (`ekstra`).
///
/// # Errors
/// Absent when there is no such schedule or form.
pub async fn day(cx: Cx, Path((key, plan, what)): Path<(String, String, String)>) -> Result<Response, AppError> {
    let (owner, now) = (owner(&cx, key), cx.now);
    match what.as_str() {
        "unntak" => editor::show(&cx, &EditException { owner, plan, now }).await,
        "ekstra" => editor::show(&cx, &EditExtra { owner, plan }).await,
        _ => Err(AppError::Absent),
    }
}

/// Saves a different day, a day more, or takes one away (`fjern`).
///
/// # Errors
/// Absent when there is no such schedule or form.
pub async fn save_day(
    cx: Cx,
    Path((key, plan, what)): Path<(String, String, String)>,
    Form(pairs): Pairs,
) -> Result<Response, AppError> {
    let (owner, now) = (owner(&cx, key), cx.now);
    match what.as_str() {
        "unntak" => editor::save(&cx, EditException { owner, plan, now }, pairs).await,
        "ekstra" => editor::save(&cx, EditExtra { owner, plan }, pairs).await,
        "fjern" => {
            let back = format!("{}/tider?lagret=1", owner.page());
            take_away(&cx, owner, plan, &Entered::of(pairs)).await?;
            Ok(cx.go(&back))
        }
        _ => Err(AppError::Absent),
    }
}

async fn take_away(cx: &Cx, owner: Owner, plan: String, entered: &Entered) -> Result<(), AppError> {
    let date = day_of(entered.get("dag")).ok_or(AppError::Absent)?;
    let extra = entered.get("hva") == "ekstra";
    editor::change_register(cx, move |register| {
        let all = owner.schedules_mut(register).ok_or(AppError::Absent)?;
        let schedule = all.iter_mut().find(|s| s.key.as_str() == plan).ok_or(AppError::Absent)?;
        if extra {
            schedule.extra_dates.retain(|e| e.date != date);
        } else {
            schedule.exceptions.retain(|e| e.date != date);
        }
        // An exception for a day that is no longer there would stand in the way of every later change.
        let left = domain::schedule::check(schedule);
        schedule
            .exceptions
            .retain(|e| !left.contains(&domain::schedule::Problem::ExceptionNotAnOccurrence(e.date)));
        Ok(())
    })
    .await
}
