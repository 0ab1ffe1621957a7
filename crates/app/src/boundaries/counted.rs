//! What was asked for at the counters, for the office: by rule, a year back. Small numbers are hidden, so that nobody can be
//! read out of a count.

use super::{
    counts::{self, Counted, month_of},
    views::{help_words, reason_words},
};
use crate::{
    frame::{AppError, Cx, documents::download},
    texts::{T, Words},
};
use axum::response::Response;
use domain::{
    boundaries::{AskedKind, Profile},
    register::Register,
    shared::Locale,
    statistics::no_formula,
};
use jiff::ToSpan;
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::{
    Audience, Link,
    parts::{self, Column},
};

/// The smallest number that is shown.
const SMALLEST: i64 = 5;

/// A rule with what was asked: in visits, by a tap alone, and helped further because of a disability.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Asked {
    visits: i64,
    taps: i64,
    exceptions: i64,
}

/// The counts of the last twelve months.
struct Year {
    by_rule: BTreeMap<String, Asked>,
    exceptions: Vec<(String, String, i64)>,
}

async fn year(cx: &Cx) -> Result<Year, AppError> {
    let from = cx.today().saturating_sub(11.months()).first_of_month();
    let (visits, taps) = cx.read(move |r| Ok((counts::in_visits(r, from)?, counts::since(r, month_of(from))?))).await?;
    let mut by_rule: BTreeMap<String, Asked> = BTreeMap::new();
    for (rule, n) in visits {
        by_rule.entry(rule).or_default().visits += n;
    }
    for c in &taps {
        let asked = by_rule.entry(c.rule.clone()).or_default();
        match c.kind {
            AskedKind::Outside => asked.taps += c.n,
            AskedKind::Exception => asked.exceptions += c.n,
        }
    }
    Ok(Year {
        by_rule,
        exceptions: exceptions(&taps, cx.locale()),
    })
}

/// What could not be done and what was done, all rules together.
fn exceptions(taps: &[Counted], l: Locale) -> Vec<(String, String, i64)> {
    let mut sums: BTreeMap<_, i64> = BTreeMap::new();
    for c in taps {
        if let (Some(reason), Some(help)) = (c.reason, c.help) {
            *sums.entry((reason, help)).or_default() += c.n;
        }
    }
    sums.into_iter().map(|((r, h), n)| (reason_words(r, l), help_words(h, l), n)).collect()
}

fn shown(n: i64, l: Locale) -> String {
    match n {
        0 => "0".to_owned(),
        n if n < SMALLEST => l.t(T::StatisticsFewerThanFive),
        n => n.to_string(),
    }
}

fn rule_title(code: &str, register: &Register, l: Locale) -> String {
    let profile = Profile::of_version(&register.municipality.standard_profile);
    profile.rule(code).map_or_else(|| code.to_owned(), |r| r.title.get(l).to_owned())
}

fn rows(year: &Year, register: &Register, l: Locale) -> Vec<[String; 4]> {
    let mut all: Vec<(&String, &Asked)> = year.by_rule.iter().collect();
    all.sort_by_key(|(code, a)| (-(a.visits + a.taps), (*code).clone()));
    all.into_iter()
        .map(|(code, a)| [rule_title(code, register, l), shown(a.visits, l), shown(a.taps, l), shown(a.exceptions, l)])
        .collect()
}

fn heads(l: Locale) -> [String; 4] {
    [
        l.t(T::BoundariesAskedRule),
        l.t(T::BoundariesAskedVisits),
        l.t(T::BoundariesAskedTaps),
        l.t(T::BoundariesAskedExceptions),
    ]
}

/// The page.
pub async fn page(cx: Cx) -> Result<Response, AppError> {
    let l = cx.locale();
    let year = year(&cx).await?;
    let published = cx.published().await?;
    let rows = rows(&year, &published.register, l);
    let title = l.t(T::BoundariesAskedTitle);
    let body = html! {
        (parts::breadcrumbs(l, &[Link::new(cx.link("/kontor/tall"), l.t(T::FrameNavFigures))], &title))
        h1 { (title) }
        p.lead { (l.t(T::BoundariesAskedLead)) }
        @if rows.is_empty() { (parts::empty_state(&l.t(T::BoundariesAskedNone), None)) }
        @else {
            (table(&title, &heads(l), &rows))
            p { a href=(cx.link("/kontor/grenser/spurt.csv")) download { (l.t(T::BoundariesAskedGet)) } }
        }
        @if !year.exceptions.is_empty() {
            h2 { (l.t(T::BoundariesAskedExceptions)) }
            p { (l.t(T::BoundariesExceptionsCounted)) }
            @let rows: Vec<[String; 3]> = year.exceptions.iter().map(|(r, h, n)| [r.clone(), h.clone(), shown(*n, l)]).collect();
            (table(&l.t(T::BoundariesAskedExceptions), &[l.t(T::BoundariesExceptionReason), l.t(T::BoundariesExceptionHelp), l.t(T::BoundariesAskedTimes)], &rows))
        }
        p.quiet { (l.t(T::BoundariesAskedHow)) }
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

fn table<const N: usize>(caption: &str, heads: &[String; N], rows: &[[String; N]]) -> Markup {
    let columns: Vec<Column> = heads.iter().map(|h| Column::words(h.clone())).collect();
    let cells: Vec<Vec<Markup>> = rows.iter().map(|row| row.iter().map(|cell| html! { (cell) }).collect()).collect();
    parts::data_table(caption, &columns, &cells)
}

/// The same as a file for a spreadsheet.
pub async fn csv(cx: Cx) -> Result<Response, AppError> {
    let l = cx.locale();
    let year = year(&cx).await?;
    let published = cx.published().await?;
    let mut text = String::from("\u{feff}");
    let mut put = |cells: &[String]| {
        let line: Vec<String> = cells.iter().map(|c| format!("\"{}\"", no_formula(c).replace('"', "\"\""))).collect();
        text.push_str(&line.join(";"));
        text.push_str("\r\n");
    };
    put(&heads(l));
    for row in rows(&year, &published.register, l) {
        put(&row);
    }
    Ok(download(text.into_bytes(), "text/csv; charset=utf-8", "spurt.csv"))
}
