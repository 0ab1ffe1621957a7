//! Agreed hours in and out as text, and the roster of the coming weeks for the personnel system. Ours is a list of shifts; the legal
//! plan of working hours stays there.

use super::store;
use crate::{
    frame::{AppError, Cx},
    offerings::Pairs,
    office::{
        editor,
        entered::{Entered, day_of, guard, refused_words},
    },
    promise::state::stands,
    texts::{T, Words},
};
use axum::{
    Form,
    extract::{Path, Query},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    guides::GuideKind,
    promise::horizon,
    schedule::day_in_words,
    shared::{Id, Locale},
    statistics::no_formula,
    sustainability::Worker,
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience,
    forms::{self as fields, Field},
    parts::{self, Column, Tone, Weight},
};

/// The heading of the file, both ways.
const HEAD: [&str; 5] = ["navn", "type", "timer_per_uke", "fra", "til"];

/// A kind in words.
pub(super) fn kind_words(kind: GuideKind, l: Locale) -> String {
    l.t(match kind {
        GuideKind::Employee => T::SustainabilityKindEmployee,
        GuideKind::Pupil => T::SustainabilityKindPupil,
        GuideKind::Volunteer => T::SustainabilityKindVolunteer,
        GuideKind::Hired => T::SustainabilityKindHired,
        GuideKind::Partner => T::SustainabilityKindPartner,
    })
}

/// What is wrong with a line of the file.
struct WrongLine {
    line: usize,
    text: String,
}

/// Reads the file: one person a line, separated by semicolon, tab or comma. All lines or none.
fn read(text: &str, cx: &Cx) -> Result<Vec<Worker>, Vec<WrongLine>> {
    let l = cx.locale();
    let (mut out, mut wrong) = (Vec::new(), Vec::new());
    for (n, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let parts = cells(line);
        let first = parts.first().map_or("", String::as_str);
        if first.is_empty() && parts.iter().all(String::is_empty) || (n == 0 && first.eq_ignore_ascii_case(HEAD[0])) {
            continue;
        }
        match worker(&parts, cx) {
            Ok(worker) => out.push(worker),
            Err(problem) => wrong.push(WrongLine {
                line: n + 1,
                text: match problem {
                    Problem::Text(text) => l.t(text),
                    Problem::Guarded(words) => words,
                },
            }),
        }
    }
    if wrong.is_empty() { Ok(out) } else { Err(wrong) }
}

fn cells(line: &str) -> Vec<String> {
    let by = [';', '\t', ','].into_iter().find(|c| line.contains(*c)).unwrap_or(';');
    line.split(by).map(|cell| cell.trim().trim_matches('"').trim().to_owned()).collect()
}

enum Problem {
    Text(T),
    Guarded(String),
}

fn worker(parts: &[String], cx: &Cx) -> Result<Worker, Problem> {
    let at = |n: usize| parts.get(n).map_or("", String::as_str);
    let name = at(0);
    if name.is_empty() || name.chars().count() > 60 {
        return Err(Problem::Text(T::SustainabilityWrongName));
    }
    if let Some(kind) = guard(name, false) {
        return Err(Problem::Guarded(refused_words(kind, cx.locale())));
    }
    let word = at(1).to_lowercase();
    let named = |kind: &GuideKind| Locale::ALL.iter().any(|l| kind_words(*kind, *l).to_lowercase() == word);
    let kind = GuideKind::parse(&word).or_else(|| GuideKind::ALL.into_iter().find(named));
    let hours: Option<f64> = at(2).replace(',', ".").parse().ok();
    let minutes = hours.map(|h| (h * 60.0).round()).filter(|m| (1.0..=2400.0).contains(m));
    let from = if at(3).is_empty() {
        Some(cx.today())
    } else {
        day_of(at(3))
    };
    let until = if at(4).is_empty() {
        Some(None)
    } else {
        day_of(at(4)).map(Some)
    };
    let (Some(from), Some(until)) = (from, until) else {
        return Err(Problem::Text(T::SustainabilityWrongDay));
    };
    if until.is_some_and(|until| until < from) {
        return Err(Problem::Text(T::SustainabilityWrongDay));
    }
    Ok(Worker {
        name: name.to_owned(),
        kind: kind.ok_or(Problem::Text(T::SustainabilityWrongKind))?,
        // Between 1 and 2400, so it fits.
        minutes_per_week: minutes.ok_or(Problem::Text(T::SustainabilityWrongHours))? as u32,
        from,
        until,
    })
}

/// Everybody with agreed hours, and the field to paste more into.
///
/// # Errors
/// A fault of the database.
pub async fn page(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    show(&cx, "", &[], query.contains_key("lagret")).await
}

async fn show(cx: &Cx, entered: &str, wrong: &[WrongLine], saved: bool) -> Result<Response, AppError> {
    let workers = cx.read(|r| store::workers(r)).await?;
    let l = cx.locale();
    let title = l.t(T::SustainabilityHoursTitle);
    let lines: Vec<String> = wrong
        .iter()
        .map(|w| {
            l.ta(
                T::SustainabilityWrongLine,
                &ui::args![("line", w.line), ("what", w.text.as_str())],
            )
        })
        .collect();
    let problems: Vec<(String, String)> = lines.iter().map(|text| ("csv".to_owned(), text.clone())).collect();
    let field = Field::new("csv", l.t(T::SustainabilityPaste))
        .hint(l.t(T::SustainabilityPasteHint))
        .guarded()
        .value(entered)
        .error((!lines.is_empty()).then(|| lines.join(" ")));
    let body = html! {
        (editor::crumbs(cx, &[("/kontor/baerekraft".to_owned(), l.t(T::SustainabilityTitle))], &title))
        h1 { (title) }
        (fields::error_summary(l, &problems))
        @if saved { (parts::live_notice(Tone::Good, &html! { p { (l.t(T::OfficeSaved)) } })) }
        p.lead { (l.t(T::SustainabilityHoursLead)) }
        (parts::notice(Tone::Info, &html! { p { (l.t(T::SustainabilityNotTheLegalPlan)) } }))
        @if workers.is_empty() { (parts::empty_state(&l.t(T::SustainabilityNobody), None)) } @else { (table(cx, &workers)) }
        (fields::form(&cx.link("/kontor/baerekraft/timer"), &cx.csrf(), &html! {
            (fields::textarea(&field, 6))
            (parts::actions(&[parts::button(&l.t(T::SustainabilityImport), Weight::Primary)]))
        }))
        p.links {
            a href=(cx.link("/kontor/baerekraft/timer.csv")) { (l.t(T::SustainabilityExport)) }
            a href=(cx.link("/kontor/baerekraft/vaktliste.csv")) { (l.t(T::SustainabilityRoster)) }
        }
    };
    let mut response = cx.html(&cx.shell(Audience::Office, title), &body);
    if !wrong.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn table(cx: &Cx, workers: &[(Id, Worker)]) -> Markup {
    let l = cx.locale();
    let columns = [
        Column::words(l.t(T::SustainabilityName)),
        Column::words(l.t(T::SustainabilityKind)),
        Column::numbers(l.t(T::SustainabilityPerWeek)),
        Column::words(l.t(T::SustainabilityPeriod)),
        Column::words(l.t(T::OfficeRemove)),
    ];
    let rows: Vec<Vec<Markup>> = workers
        .iter()
        .map(|(id, w)| {
            let until = w.until.map(|day| day_in_words(day, cx.today(), l)).unwrap_or_default();
            let label = l.ta(T::SustainabilityRemove, &ui::args![("name", w.name.as_str())]);
            vec![
                html! { (w.name) },
                html! { (kind_words(w.kind, l)) },
                html! { (hours(w.minutes_per_week, l)) },
                html! { (day_in_words(w.from, cx.today(), l)) " – " (until) },
                fields::form(
                    &cx.link(&format!("/kontor/baerekraft/timer/{id}/fjern")),
                    &cx.csrf(),
                    &html! { button.ds-button data-variant="tertiary" type="submit" aria-label=(label) { (l.t(T::OfficeRemove)) } },
                ),
            ]
        })
        .collect();
    parts::data_table(&l.t(T::SustainabilityHoursTitle), &columns, &rows)
}

/// Minutes as hours: `7,5`.
pub(super) fn hours(minutes: u32, l: Locale) -> String {
    let (whole, tenths) = (minutes / 60, minutes % 60 / 6);
    match (tenths, l) {
        (0, _) => whole.to_string(),
        (_, Locale::En) => format!("{whole}.{tenths}"),
        _ => format!("{whole},{tenths}"),
    }
}

/// Takes the lines in, all or none.
///
/// # Errors
/// A fault of the database.
pub async fn import(cx: Cx, Form(pairs): Pairs) -> Result<Response, AppError> {
    let entered = Entered::of(pairs);
    let text = entered.get("csv").to_owned();
    match read(&text, &cx) {
        Err(wrong) => show(&cx, &text, &wrong, false).await,
        Ok(workers) => {
            cx.write(move |tx| workers.iter().try_for_each(|w| store::put(tx, w))).await?;
            Ok(cx.go("/kontor/baerekraft/timer?lagret=1"))
        }
    }
}

/// Forgets somebody's agreed hours. Done twice, it is the same.
///
/// # Errors
/// Absent when the address is none.
pub async fn remove(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let id = Id::parse(&id).ok_or(AppError::Absent)?;
    cx.write(move |tx| store::remove(tx, id)).await?;
    Ok(cx.go("/kontor/baerekraft/timer?lagret=1"))
}

fn file(name: &str, head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Response {
    let mut text = format!("\u{feff}{}\r\n", head.join(";"));
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| no_formula(cell).replace([';', '"', '\r', '\n'], " ")).collect();
        text.push_str(&cells.join(";"));
        text.push_str("\r\n");
    }
    let disposition = format!("attachment; filename=\"{name}\"");
    (
        [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        text,
    )
        .into_response()
}

/// Agreed hours as the file that [`import`] takes.
///
/// # Errors
/// A fault of the database.
pub async fn export(cx: Cx) -> Result<Response, AppError> {
    let workers = cx.read(|r| store::workers(r)).await?;
    let rows = workers.into_iter().map(|(_, w)| {
        vec![
            w.name,
            w.kind.code().to_owned(),
            format!("{:.2}", f64::from(w.minutes_per_week) / 60.0).replace('.', ","),
            w.from.to_string(),
            w.until.map(|day| day.to_string()).unwrap_or_default(),
        ]
    });
    Ok(file("avtalte-timer.csv", &HEAD, rows))
}

/// Who is where in the coming four weeks: for the personnel system, or the wall.
///
/// # Errors
/// A fault of the database.
pub async fn roster(cx: Cx) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, today, now) = (cx.locale(), cx.today(), cx.now);
    let all = published.clone();
    let stands = cx.read(move |r| stands(r, &all.register, today, horizon(today), now)).await?;
    let clock = |m: domain::shared::Minute| format!("{:02}:{:02}", m.get() / 60, m.get() % 60);
    let rows = stands.iter().filter(|s| s.occurrence.takes_place()).flat_map(|s| {
        s.names().into_iter().map(|name| {
            vec![
                name.to_owned(),
                s.occurrence.date.to_string(),
                clock(s.occurrence.start),
                clock(s.occurrence.end),
                s.place(&published.register, l).to_owned(),
                s.name(&published.register, l).to_owned(),
            ]
        })
    });
    Ok(file(
        "vaktliste.csv",
        &["navn", "dag", "fra", "til", "sted", "tilbud"],
        rows.collect::<Vec<_>>().into_iter(),
    ))
}
