//! Predictability: how much of what was published was held, per place, offering and month, and why not the rest. Counted from
//! what was published and what is known; nobody writes it.

use super::{store, views};
use crate::{
    frame::{AppError, Cx, Published},
    office::editor,
    texts::{T, Words},
};
use axum::{
    extract::Query,
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    promise::{Cause, Predictability, Promise},
    schedule::{OccurrenceKey, month_name},
    shared::Locale,
    statistics::{Period, PeriodKind, no_formula},
};
use maud::{Markup, html};
use std::collections::{BTreeMap, HashMap};
use ui::{
    Audience,
    parts::{self, Column},
};

/// What promises are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Place,
    Offering,
    Month,
}

impl By {
    const ALL: [Self; 3] = [Self::Place, Self::Offering, Self::Month];

    const fn code(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Offering => "offering",
            Self::Month => "month",
        }
    }

    fn words(self, l: Locale) -> String {
        l.t(match self {
            Self::Place => T::PromiseByPlace,
            Self::Offering => T::PromiseByOffering,
            Self::Month => T::PromiseByMonth,
        })
    }

    fn of(self, p: &Promise) -> String {
        match self {
            Self::Place => p.place.to_string(),
            Self::Offering => p.key.offering.to_string(),
            Self::Month => p.first.day.strftime("%Y-%m").to_string(),
        }
    }

    fn name(self, published: &Published, key: &str, l: Locale) -> String {
        let name = match self {
            Self::Place => published.place(key).map(|p| p.name.get(l).to_owned()),
            Self::Offering => published.offering(key).map(|o| o.name.get(l).to_owned()),
            Self::Month => key
                .split_once('-')
                .and_then(|(year, month)| Some(format!("{} {year}", month_name(month.parse::<i8>().ok()?, l)))),
        };
        name.unwrap_or_else(|| key.to_owned())
    }
}

/// The promises of a period with what is known of each.
struct Facts {
    promises: Vec<Promise>,
    held: BTreeMap<OccurrenceKey, bool>,
}

async fn facts(cx: &Cx, period: Period) -> Result<Facts, AppError> {
    let (first, last) = (period.first(), period.last().min(cx.today()));
    let mut facts = cx
        .read(move |r| {
            Ok(Facts {
                promises: store::published(r, first, last)?,
                held: store::evidence(r, first, last)?,
            })
        })
        .await?;
    facts.promises.retain(|p| first <= p.first.day && p.first.day <= last);
    Ok(facts)
}

impl Facts {
    fn sum(&self, cx: &Cx) -> Predictability {
        let mut sum = Predictability::default();
        for p in &self.promises {
            sum.add(p, self.held.get(&p.key).copied(), cx.now);
        }
        sum
    }

    fn by(&self, cx: &Cx, by: By) -> BTreeMap<String, Predictability> {
        let mut out: BTreeMap<String, Predictability> = BTreeMap::new();
        for p in &self.promises {
            out.entry(by.of(p)).or_default().add(p, self.held.get(&p.key).copied(), cx.now);
        }
        out.retain(|_, sum| sum.published > 0);
        out
    }
}

fn period(cx: &Cx, query: &HashMap<String, String>) -> Period {
    let asked = query.get("periode").and_then(|code| Period::parse(code));
    asked.unwrap_or_else(|| Period::of(PeriodKind::Year, cx.today()))
}

/// Thousandths as a percentage: `97,5 %`.
fn percent(thousandths: u32, l: Locale) -> String {
    let mark = if l == Locale::En { "." } else { "," };
    let (whole, tenths) = (thousandths / 10, thousandths % 10);
    if tenths == 0 {
        format!("{whole} %")
    } else {
        format!("{whole}{mark}{tenths} %")
    }
}

/// The share in words: one figure, or from–to while something is unknown.
fn share(sum: &Predictability, l: Locale) -> String {
    match (sum.at_least(), sum.at_most()) {
        (Some(least), Some(most)) if least == most => percent(least, l),
        (Some(least), Some(most)) => format!("{}–{}", percent(least, l).trim_end_matches(" %"), percent(most, l)),
        _ => "–".to_owned(),
    }
}

fn hours(minutes: u32) -> String {
    minutes.div_ceil(60).to_string()
}

/// The page.
///
/// # Errors
/// A fault of the database.
pub async fn page(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, period) = (cx.locale(), period(&cx, &query));
    let facts = facts(&cx, period).await?;
    let sum = facts.sum(&cx);
    let title = l.t(T::PromiseFiguresTitle);
    let this_year = Period::of(PeriodKind::Year, cx.today());
    let years: Vec<(String, String, bool)> = [this_year.previous(), this_year]
        .into_iter()
        .map(|year| {
            let code = year.code();
            (
                cx.link(&format!("/kontor/tall/forutsigbarhet?periode={code}")),
                code,
                period == year,
            )
        })
        .collect();
    let body = html! {
        (editor::crumbs(&cx, &[("/kontor/tall".to_owned(), l.t(T::StatisticsTitle))], &title))
        h1 { (title) }
        (parts::tabs(&l.t(T::PromisePeriod), &years))
        @if sum.published == 0 {
            (parts::empty_state(&l.t(T::PromiseFiguresNone), None))
        } @else {
            p.lead { (lead(&sum, l)) }
            (causes(&sum, l))
            @for by in By::ALL { (table(&published, by, &facts.by(&cx, by), l)) }
            p { a href=(cx.link(&format!("/kontor/tall/forutsigbarhet.csv?periode={}", period.code()))) { (l.t(T::PromiseFiguresCsv)) } }
        }
        details {
            summary { (l.t(T::PromiseFiguresHow)) }
            p { (l.t(T::PromiseFiguresHowText)) }
        }
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

fn lead(sum: &Predictability, l: Locale) -> String {
    l.ta(
        T::PromiseFiguresLead,
        &ui::args![
            ("share", share(sum, l)),
            ("held", hours(sum.held_minutes)),
            ("published", hours(sum.published_minutes)),
            ("unknown", i64::from(sum.unknown))
        ],
    )
}

fn causes(sum: &Predictability, l: Locale) -> Markup {
    let mut all: Vec<(Cause, u32)> = sum.causes.iter().map(|(cause, n)| (*cause, *n)).collect();
    all.sort_by_key(|(cause, n)| (std::cmp::Reverse(*n), *cause));
    html! {
        @if !all.is_empty() {
            h2 { (l.t(T::PromiseFiguresCauses)) }
            ul { @for (cause, n) in all { li { (views::cause(cause, l)) ": " (n) } } }
        }
    }
}

fn table(published: &Published, by: By, rows: &BTreeMap<String, Predictability>, l: Locale) -> Markup {
    let columns = [
        Column::words(by.words(l)),
        Column::numbers(l.t(T::PromiseColumnShare)),
        Column::numbers(l.t(T::PromiseColumnPublished)),
        Column::numbers(l.t(T::PromiseColumnHeld)),
        Column::numbers(l.t(T::PromiseStandingCalledOff)),
        Column::numbers(l.t(T::PromiseStandingBroken)),
        Column::numbers(l.t(T::PromiseStandingUnknown)),
    ];
    let cell = |text: String| html! { (text) };
    let rows: Vec<Vec<Markup>> = rows
        .iter()
        .map(|(key, sum)| {
            vec![
                cell(by.name(published, key, l)),
                cell(share(sum, l)),
                cell(hours(sum.published_minutes)),
                cell(hours(sum.held_minutes)),
                cell(sum.called_off.to_string()),
                cell(sum.broken.to_string()),
                cell(sum.unknown.to_string()),
            ]
        })
        .collect();
    html! { (parts::data_table(&by.words(l), &columns, &rows)) }
}

/// The same figures as a file: a line for each place, offering and month.
///
/// # Errors
/// A fault of the database.
pub async fn csv(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, period) = (cx.locale(), period(&cx, &query));
    let facts = facts(&cx, period).await?;
    let heads = "by;key;name;published_hours;held_hours;published;held;called_off;broken;unknown";
    let mut text = format!(
        "\u{feff}{heads};{}\r\n",
        Cause::ALL.map(|c| format!("cause_{}", c.code())).join(";")
    );
    for by in By::ALL {
        for (key, sum) in facts.by(&cx, by) {
            let name = no_formula(&by.name(&published, &key, l)).replace(['"', ';', '\r', '\n'], " ");
            let causes = Cause::ALL.map(|c| sum.causes.get(&c).copied().unwrap_or_default().to_string()).join(";");
            text.push_str(&format!(
                "{};{key};\"{name}\";{:.1};{:.1};{};{};{};{};{};{causes}\r\n",
                by.code(),
                f64::from(sum.published_minutes) / 60.0,
                f64::from(sum.held_minutes) / 60.0,
                sum.published,
                sum.held,
                sum.called_off,
                sum.broken,
                sum.unknown
            ));
        }
    }
    let name = format!(
        "attachment; filename=\"forutsigbarhet-{}.csv\"",
        period.code().replace("..", "-")
    );
    Ok((
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)],
        text,
    )
        .into_response())
}
