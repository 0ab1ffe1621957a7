//! The yearly table of events for the libraries' statistics (KOSTRA), as a page and as a file.

use super::{coming, store, views};
use crate::{
    frame::{AppError, Cx},
    office::editor,
    texts::{T, Words},
};
use axum::{
    extract::Query,
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    events::{EventType, HeldEvent, KostraCount, Organiser, in_library, kostra},
    shared::Locale,
};
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};
use std::collections::{BTreeMap, HashMap};
use ui::{
    Audience, Link, args,
    parts::{self, Column, Weight, button_link},
};

/// As far as a date is ever moved.
const MOVED_DAYS: i64 = 60;

type Table = BTreeMap<(EventType, Organiser, bool), KostraCount>;

async fn table(cx: &Cx, year: i16) -> Result<Table, AppError> {
    let published = cx.published().await?;
    let (Ok(first), Ok(last)) = (Date::new(year, 1, 1), Date::new(year, 12, 31)) else {
        return Ok(Table::new());
    };
    // One that was moved across New Year is counted in the year it was held.
    let (from, to) = (
        first.checked_sub(MOVED_DAYS.days()).unwrap_or(first),
        last.checked_add(MOVED_DAYS.days()).unwrap_or(last),
    );
    let plans = cx.read(move |r| store::plans(r, from, to)).await?;
    let register = &published.register;
    let held: Vec<HeldEvent> = plans
        .iter()
        .filter_map(|p| {
            let (participants, _) = p.after.held?;
            let occurrence = coming::find(register, &p.target).and_then(|(_, _, o)| o);
            let day = occurrence.as_ref().map(|o| o.date).or(p.target.original)?;
            let offering = register.offerings.iter().find(|o| o.key == p.target.offering)?;
            // The plan may have been taken away since; then it was where the offering's others are.
            let own = offering.schedules.iter().find(|s| s.key == p.target.schedule);
            let place =
                occurrence.map(|o| o.place).or_else(|| own.or(offering.schedules.first()).map(|s| s.place.clone()));
            (first..=last).contains(&day).then(|| HeldEvent {
                event_type: p.plan.event_type,
                organiser: p.plan.organiser,
                in_library: place.is_some_and(|place| in_library(register, &place)),
                participants,
            })
        })
        .collect();
    Ok(kostra(&held))
}

fn year(cx: &Cx, query: &HashMap<String, String>) -> i16 {
    let this = cx.today().year();
    query.get("ar").and_then(|y| y.parse().ok()).filter(|y| (2016..=this).contains(y)).unwrap_or(this)
}

/// `/kontor/arrangement/kostra`: the table.
pub async fn page(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let l = cx.locale();
    let (year, this) = (year(&cx, &query), cx.today().year());
    let table = table(&cx, year).await?;
    let title = l.ta(T::EventsKostraYear, &args![("year", year.to_string())]);
    let (events, people) = table.values().fold((0, 0), |(e, p), row| (e + row.events, p + row.participants));
    let rows: Vec<Vec<Markup>> = table
        .iter()
        .map(|((kind, organiser, library), count)| {
            vec![
                html! { (l.t(views::type_name(*kind))) },
                html! { (l.t(views::organiser_name(*organiser))) },
                html! { (library_words(*library, l)) },
                html! { (count.events) },
                html! { (count.participants) },
            ]
        })
        .collect();
    let columns = [
        Column::words(l.t(T::EventsType)),
        Column::words(l.t(T::EventsOrganiser)),
        Column::words(l.t(T::EventsInLibrary)),
        Column::numbers(l.t(T::EventsEvents)),
        Column::numbers(l.t(T::EventsParticipants)),
    ];
    let years: Vec<(Link, bool)> = (this - 3..=this)
        .map(|y| {
            (
                Link::new(cx.link(&format!("/kontor/arrangement/kostra?ar={y}")), y.to_string()),
                y == year,
            )
        })
        .collect();
    let body = html! {
        (editor::crumbs(&cx, &[("/kontor/arrangement".to_owned(), l.t(T::EventsOfficeTitle))], &title))
        h1 { (title) }
        (parts::filter_chips(&years))
        p.lead { (l.ta(T::EventsKostraSentence, &args![("events", events), ("people", people)])) }
        @if rows.is_empty() { (parts::empty_state(&l.t(T::EventsKostraEmpty), None)) } @else {
            (parts::data_table(&title, &columns, &rows))
            (parts::actions(&[button_link(&l.t(T::EventsDownload), &cx.link(&format!("/kontor/arrangement/kostra.csv?ar={year}")), Weight::Secondary)]))
        }
        details { summary { (l.t(T::EventsHowComputed)) } p { (l.t(T::EventsKostraHow)) } }
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

fn library_words(library: bool, l: Locale) -> String {
    l.t(if library { T::EventsYes } else { T::EventsNo })
}

/// `/kontor/arrangement/kostra.csv`: the same as a file.
pub async fn file(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let l = cx.locale();
    let year = year(&cx, &query);
    let table = table(&cx, year).await?;
    let head = [
        T::EventsYear,
        T::EventsType,
        T::EventsOrganiser,
        T::EventsInLibrary,
        T::EventsEvents,
        T::EventsParticipants,
    ];
    let mut out = String::from("\u{feff}");
    out.push_str(&head.map(|t| quoted(&l.t(t))).join(";"));
    out.push_str("\r\n");
    for ((kind, organiser, library), count) in &table {
        let cells = [
            year.to_string(),
            quoted(&l.t(views::type_name(*kind))),
            quoted(&l.t(views::organiser_name(*organiser))),
            quoted(&library_words(*library, l)),
            count.events.to_string(),
            count.participants.to_string(),
        ];
        out.push_str(&cells.join(";"));
        out.push_str("\r\n");
    }
    let name = format!("attachment; filename=\"kostra-arrangement-{year}.csv\"");
    Ok((
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)],
        out,
    )
        .into_response())
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
