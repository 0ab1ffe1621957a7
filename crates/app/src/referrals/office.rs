//! The receivers' links, and the figures: how often a door helped, and how many told.

use super::{
    back,
    codes::{self, By, Counts},
    forms::{Pairs, asked},
};
use crate::{
    frame::{AppError, Cx, Published},
    office::editor,
    texts::{T, Words},
};
use axum::{
    extract::{Form, Query},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    access::Permission,
    referrals::{FEWEST_BACK, SlipCounts, Way, doors_of},
    schedule::day_in_words,
    shared::{Locale, day_and_minute},
    statistics::{Period, PeriodKind, no_formula},
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Audience, args,
    forms::{Choice, Field, form, hidden, select},
    parts::{self, Column, Tone, Weight, button},
};

/// `/kontor/henvisninger`: which doors have a link of their own.
pub async fn links(cx: Cx) -> Result<Response, AppError> {
    links_page(&cx, None).await
}

/// Makes, renews or takes back a link. The link itself is shown now and never again.
pub async fn change_link(cx: Cx, Form(pairs): Form<Pairs>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (kind, key) = asked(&pairs, "dor").split_once(':').ok_or(AppError::Absent)?;
    let way = Way::of_parts(kind, key).ok_or(AppError::Absent)?;
    if back::name_of(&published, &way).is_empty() {
        return Err(AppError::Absent);
    }
    if asked(&pairs, "gjor") == "ta" {
        cx.write(move |tx| codes::revoke_link(tx, &way)).await?;
        return Ok(cx.go("/kontor/henvisninger"));
    }
    let made = way.clone();
    let token = cx.write(move |tx| codes::make_link(tx, &made)).await?;
    links_page(&cx, Some((way, cx.own_address(&format!("/motta/{token}"))))).await
}

fn code_of(way: &Way) -> String {
    let (kind, key) = way.parts();
    format!("{kind}:{key}")
}

async fn links_page(cx: &Cx, made: Option<(Way, String)>) -> Result<Response, AppError> {
    let (l, published) = (cx.locale(), cx.published().await?);
    let links = cx.read(|r| codes::links(r)).await?;
    let edits = cx.session.as_ref().is_some_and(|s| s.may(Permission::EditRegister));
    let named = |way: &Way| back::name_of(&published, way).get(l).to_owned();
    let title = l.t(T::ReferralsLinksTitle);
    let doors = doors_of(&published.register).into_iter().map(|d| Way::Door(d.key.clone()));
    let offerings = published.register.offerings.iter().filter(|o| o.published).map(|o| Way::Offering(o.key.clone()));
    let choices: Vec<Choice> =
        doors.chain(offerings).map(|way| Choice::new(code_of(&way), named(&way), false)).collect();
    let body = html! {
        (editor::crumbs(cx, &[("/kontor/oppsett".to_owned(), l.t(T::OfficeSetUp))], &title))
        h1 { (title) }
        p.lead { (l.t(T::ReferralsLinksLead)) }
        @if let Some((way, address)) = &made {
            (parts::live_notice(Tone::Good, &html! {
                p { strong { (l.ta(T::ReferralsLinkMade, &args![("name", named(way))])) } }
                p.link-once { (address) }
                p { (l.t(T::ReferralsLinkOnce)) }
            }))
        }
        @if links.is_empty() { (parts::empty_state(&l.t(T::ReferralsLinksNone), None)) }
        div.stack {
            @for (way, since) in &links {
                section.card {
                    h2 { (named(way)) }
                    p { (l.ta(T::ReferralsLinkSince, &args![("day", day_in_words(day_and_minute(*since).0, cx.today(), l))])) }
                    @if edits {
                        (form(&cx.link("/kontor/henvisninger"), &cx.csrf(), &html! {
                            (hidden("dor", &code_of(way)))
                            div.actions {
                                (parts::button_with(&l.t(T::ReferralsLinkRenew), Weight::Secondary, "gjor", "ny"))
                                (parts::button_with(&l.t(T::ReferralsLinkRevoke), Weight::Quiet, "gjor", "ta"))
                            }
                        }))
                    }
                }
            }
        }
        @if edits {
            section.card {
                h2 { (l.t(T::ReferralsLinkNew)) }
                (form(&cx.link("/kontor/henvisninger"), &cx.csrf(), &html! {
                    (select(&Field::new("dor", l.t(T::ReferralsLinkWho)), &choices))
                    (parts::actions(&[button(&l.t(T::ReferralsLinkMake), Weight::Primary)]))
                }))
            }
        }
        p { a href=(cx.link("/kontor/tall/vist-videre")) { (l.t(T::ReferralsFiguresTitle)) } }
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

fn period(cx: &Cx, query: &HashMap<String, String>) -> Period {
    let asked = query.get("periode").and_then(|code| Period::parse(code));
    asked.unwrap_or_else(|| Period::of(PeriodKind::Year, cx.today()))
}

/// Thousandths as a percentage without decimals: the numbers behind are small.
fn percent(thousandths: u32) -> String {
    format!("{} %", (thousandths + 5) / 10)
}

fn name_of(published: &Published, by: By, key: &str, l: Locale) -> String {
    let found = match by {
        By::Door => key
            .split_once(':')
            .and_then(|(kind, key)| Way::of_parts(kind, key))
            .map(|way| back::name_of(published, &way).get(l).to_owned()),
        By::Service => {
            published.register.services.iter().find(|s| s.key.as_str() == key).map(|s| s.name.get(l).to_owned())
        }
        By::Place => published.place(key).map(|p| p.name.get(l).to_owned()),
    };
    match found.filter(|name| !name.is_empty()) {
        Some(name) => name,
        None if key.is_empty() => l.t(T::ReferralsNotKnown),
        None => key.replace('-', " "),
    }
}

fn by_words(by: By, l: Locale) -> String {
    l.t(match by {
        By::Door => T::ReferralsByDoor,
        By::Service => T::ReferralsByService,
        By::Place => T::ReferralsByPlace,
    })
}

async fn counted(cx: &Cx, period: Period) -> Result<Vec<(By, Counts)>, AppError> {
    let (from, to) = (period.first(), period.last());
    cx.read(move |r| By::ALL.into_iter().map(|by| Ok((by, codes::counts(r, from, to, by)?))).collect())
        .await
}

fn sum(counts: &Counts) -> SlipCounts {
    let mut all = SlipCounts::default();
    counts.values().for_each(|c| all.add_all(*c));
    all
}

/// `/kontor/tall/vist-videre`: how often a door helped, and how many told.
pub async fn figures(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, period) = (cx.locale(), period(&cx, &query));
    let all = counted(&cx, period).await?;
    let whole = all.first().map(|(_, counts)| sum(counts)).unwrap_or_default();
    let title = l.t(T::ReferralsFiguresTitle);
    let this_year = Period::of(PeriodKind::Year, cx.today());
    let years: Vec<(String, String, bool)> = [this_year.previous(), this_year]
        .into_iter()
        .map(|year| {
            let code = year.code();
            let address = cx.link(&format!("/kontor/tall/vist-videre?periode={code}"));
            (address, code, period == year)
        })
        .collect();
    let body = html! {
        (editor::crumbs(&cx, &[("/kontor/tall".to_owned(), l.t(T::StatisticsTitle))], &title))
        h1 { (title) }
        (parts::tabs(&l.t(T::ReferralsPeriod), &years))
        @if whole.given == 0 {
            (parts::empty_state(&l.t(T::ReferralsFiguresNone), None))
        } @else {
            p.lead { (lead(&whole, l)) }
            @for (by, counts) in &all { (table(&published, *by, counts, l)) }
            p { a href=(cx.link(&format!("/kontor/tall/vist-videre.csv?periode={}", period.code()))) { (l.t(T::ReferralsFiguresCsv)) } }
        }
        details { summary { (l.t(T::ReferralsFiguresHow)) } p { (l.ta(T::ReferralsFiguresHowText, &args![("n", i64::from(FEWEST_BACK))])) } }
        p { a href=(cx.link("/kontor/henvisninger")) { (l.t(T::ReferralsLinksTitle)) } }
    };
    Ok(cx.html(&cx.shell(Audience::Office, title), &body))
}

fn lead(whole: &SlipCounts, l: Locale) -> String {
    let values = args![
        ("given", i64::from(whole.given)),
        ("back", i64::from(whole.back())),
        ("bounced", i64::from(whole.bounced())),
        ("share", whole.coverage().map_or_else(|| "–".to_owned(), percent))
    ];
    l.ta(T::ReferralsFiguresLead, &values)
}

fn table(published: &Published, by: By, counts: &Counts, l: Locale) -> Markup {
    let columns = [
        Column::words(by_words(by, l)),
        Column::numbers(l.t(T::ReferralsColumnGiven)),
        Column::numbers(l.t(T::ReferralsColumnBack)),
        Column::numbers(l.t(T::ReferralsColumnCoverage)),
        Column::numbers(l.t(T::ReferralsColumnSolved)),
        Column::numbers(l.t(T::ReferralsColumnCame)),
        Column::numbers(l.t(T::ReferralsColumnSentOn)),
        Column::numbers(l.t(T::ReferralsColumnClosedDoor)),
        Column::numbers(l.t(T::ReferralsColumnBounce)),
    ];
    let cell = |text: String| html! { (text) };
    let rows: Vec<Vec<Markup>> = counts
        .iter()
        .map(|(key, c)| {
            vec![
                cell(name_of(published, by, key, l)),
                cell(c.given.to_string()),
                cell(c.back().to_string()),
                cell(c.coverage().map_or_else(|| "–".to_owned(), percent)),
                cell(c.solved.to_string()),
                cell(c.came.to_string()),
                cell(c.sent_on.to_string()),
                cell(c.closed_door.to_string()),
                cell(c.bounce_rate().map_or_else(|| l.t(T::ReferralsTooFew), percent)),
            ]
        })
        .collect();
    html! { (parts::data_table(&by_words(by, l), &columns, &rows)) }
}

/// The same figures as a file.
pub async fn csv(cx: Cx, Query(query): Query<HashMap<String, String>>) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let (l, period) = (cx.locale(), period(&cx, &query));
    let mut text = "\u{feff}by;key;name;given;back;coverage;solved;came;sent_on;closed_door;bounce_rate\r\n".to_owned();
    let share = |value: Option<u32>| value.map_or_else(String::new, |v| format!("{:.3}", f64::from(v) / 1000.0));
    for (by, counts) in counted(&cx, period).await? {
        for (key, c) in counts {
            let name = no_formula(&name_of(&published, by, &key, l)).replace(['"', ';', '\r', '\n'], " ");
            text.push_str(&format!(
                "{};{key};\"{name}\";{};{};{};{};{};{};{};{}\r\n",
                by.code(),
                c.given,
                c.back(),
                share(c.coverage()),
                c.solved,
                c.came,
                c.sent_on,
                c.closed_door,
                share(c.bounce_rate())
            ));
        }
    }
    let name = format!(
        "attachment; filename=\"vist-videre-{}.csv\"",
        period.code().replace("..", "-")
    );
    Ok((
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)],
        text,
    )
        .into_response())
}
