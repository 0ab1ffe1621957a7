//! The sheet for the wall, a week at a time: as a page to print, and as a PDF that the house can hang up as it is. First names
//! and shifts, nothing else.

use super::{
    crew,
    ground::{Duty, duties, week_of},
    office::crumbs,
};
use crate::{
    frame::{AppError, Cx, Published, documents},
    guides,
    texts::{T, Words},
};
use ::documents::{Block, Column as Heading, Design, Document, Look, Table, Text, pdf};
use axum::{extract::Query, response::Response};
use domain::shared::capital;
use domain::{
    schedule::{time_range, weekday_name},
    shared::Locale,
};
use jiff::{ToSpan, civil::Date};
use maud::html;
use std::{collections::HashMap, sync::Arc};
use ui::{
    Audience, args,
    parts::{self, Column},
};

type Asked = Query<HashMap<String, String>>;

/// One shift on the sheet.
struct Line {
    duty: Duty,
    who: Vec<String>,
    place: String,
}

/// A week on a sheet.
struct Week {
    monday: Date,
    title: String,
    lines: Vec<Line>,
}

fn after(day: Date, days: i64) -> Date {
    day.checked_add(days.days()).unwrap_or(day)
}

async fn week(cx: &Cx, asked: &HashMap<String, String>) -> Result<(Week, Arc<Published>), AppError> {
    let published = cx.published().await?;
    let l = cx.locale();
    let day = asked.get("uke").and_then(|d| d.parse::<Date>().ok()).unwrap_or_else(|| cx.today());
    let (monday, sunday) = week_of(day);
    let about = published.clone();
    let lines = cx
        .read(move |r| {
            let on = crew::shifts_between(r, after(monday, -60), after(sunday, 60))?;
            let names = guides::names(r)?;
            let place = |d: &Duty| about.place(d.occurrence.place.as_str()).map_or("", |p| p.name.get(l)).to_owned();
            let who = |d: &Duty| {
                let here = on.iter().filter(|s| s.key == d.key);
                here.filter_map(|s| names.get(&s.guide)).filter(|n| !n.is_empty()).cloned().collect()
            };
            let all = duties(r, &about.register, monday, sunday)?.into_iter();
            Ok(all
                .map(|duty| Line {
                    who: who(&duty),
                    place: place(&duty),
                    duty,
                })
                .collect())
        })
        .await?;
    let title = l.ta(T::RosterWallTitle, &args![("n", monday.iso_week_date().week())]);
    Ok((Week { monday, title, lines }, published))
}

fn day_words(line: &Line, l: Locale) -> String {
    let day = line.duty.occurrence.date;
    format!(
        "{} {}.{}.",
        capital(weekday_name(day.weekday(), l)),
        day.day(),
        day.month()
    )
}

fn clock(line: &Line, l: Locale) -> String {
    time_range(line.duty.occurrence.start, line.duty.occurrence.end, l)
}

/// `/kontor/vaktplan/utskrift`: the sheet as a page.
///
/// # Errors
/// A fault of the database.
pub async fn page(cx: Cx, Query(asked): Asked) -> Result<Response, AppError> {
    let (week, _) = week(&cx, &asked).await?;
    let l = cx.locale();
    let rows = week.lines.iter().map(|line| {
        vec![
            html! { (day_words(line, l)) },
            html! { (clock(line, l)) },
            html! { (line.duty.name.get(l)) br; (line.place) },
            html! { @if line.who.is_empty() { (l.t(T::RosterNobody)) } @else { strong { (line.who.join(", ")) } } },
        ]
    });
    let rows: Vec<Vec<maud::Markup>> = rows.collect();
    let columns = [T::RosterDay, T::RosterTime, T::RosterWhere, T::RosterWho].map(|t| Column::words(l.t(t)));
    let other = |days: i64, to: &str| cx.link(&format!("/kontor/vaktplan/{to}?uke={}", after(week.monday, days)));
    let body = html! {
        (crumbs(&cx, &week.title))
        h1 { (week.title) }
        p.no-print {
            a href=(other(-7, "utskrift")) { (l.t(T::RosterWeekBefore)) } " · "
            a href=(other(7, "utskrift")) { (l.t(T::RosterWeekAfter)) } " · "
            a href=(other(0, "utskrift.pdf")) { (l.t(T::RosterWallPdf)) } " · "
            (l.t(T::RosterPrintHint))
        }
        @if rows.is_empty() { p { (l.t(T::RosterWallEmpty)) } } @else { (parts::data_table(&week.title, &columns, &rows)) }
    };
    Ok(cx.html(&cx.shell(Audience::Office, week.title.clone()), &body))
}

/// `/kontor/vaktplan/utskrift.pdf`: the sheet as a PDF.
///
/// # Errors
/// A fault of the database, or of the document.
pub async fn file(cx: Cx, Query(asked): Asked) -> Result<Response, AppError> {
    let (week, published) = week(&cx, &asked).await?;
    let l = cx.locale();
    let municipality = published.register.municipality.name.get(l).to_owned();
    let document = sheet(&week, &municipality, cx.now, l);
    let service = cx.tenant().service_name.clone();
    let footer = format!("{} · {}", service, ui::parts::phone_text(&cx.tenant().phone));
    let look = Look::new(Design::Wall, service).with_footer(footer);
    let bytes = documents::made(move || pdf(&document, &look)).await?;
    Ok(documents::pdf_file(bytes, &format!("vaktplan-{}.pdf", week.monday)))
}

fn sheet(week: &Week, municipality: &str, now: jiff::Timestamp, l: Locale) -> Document {
    let mut last = String::new();
    let rows = week.lines.iter().map(|line| {
        // A day is written once, where it begins.
        let day = day_words(line, l);
        let shown = if day == last { String::new() } else { day.clone() };
        last = day;
        let where_ = if line.place.is_empty() {
            Text::from(line.duty.name.get(l))
        } else {
            Text::from(format!("{}, {}", line.duty.name.get(l), line.place))
        };
        let who = if line.who.is_empty() {
            Text::from(l.t(T::RosterNobody))
        } else {
            Text::default().strong(line.who.join(", "))
        };
        vec![Text::default().strong(shown), Text::from(clock(line, l)), where_, who]
    });
    let rows: Vec<Vec<Text>> = rows.collect();
    let blocks = if rows.is_empty() {
        vec![Block::paragraph(l.t(T::RosterWallEmpty))]
    } else {
        vec![Block::Table(Table {
            caption: String::new(),
            columns: [T::RosterDay, T::RosterTime, T::RosterWhere, T::RosterWho]
                .map(|t| Heading::words(l.t(t)))
                .to_vec(),
            named_rows: false,
            rows,
            total: None,
        })]
    };
    Document {
        title: week.title.clone(),
        language: l.into(),
        subject: week.title.clone(),
        author: municipality.to_owned(),
        made: now,
        id: format!("vaktplan-{}-{}", week.monday, l.code()),
        blocks,
    }
}
