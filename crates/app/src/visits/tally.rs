//! Tally mode: one tap is one visit, for the hour when there is no time for more.

use super::{
    desk::{self, Here},
    forms::{self, Pairs},
    labels::Labelled,
    store::{self, OpenVisit},
    views,
};
use crate::{
    frame::{AppError, Cx},
    texts::{T, Words},
};
use axum::{extract::Query, http::HeaderMap, response::Response};
use domain::{offerings::Topic, shared::Id, visits::Source};
use maud::{Markup, html};
use ui::{
    forms::hidden,
    parts::{self, Tone},
};

/// The page with one button for each topic.
pub async fn page(cx: Cx, headers: HeaderMap, Query(asked): Query<Pairs>) -> Result<Response, AppError> {
    let Some(here) = desk::here(&cx, &headers, &asked).await? else {
        return Ok(cx.go("/skranke/velg-sted"));
    };
    let (place, today, asking) = (here.id, cx.today(), cx.asking());
    let (list, count) = cx
        .read(move |r| {
            Ok((
                store::list_today(r, place, today, asking)?,
                store::count_of_day(r, place, today)?,
            ))
        })
        .await?;
    let l = cx.locale();
    let title = l.ta(T::VisitsTallyTitle, &ui::args![("place", here.place.name.get(l))]);
    let body = html! {
        h1 { (title.as_str()) }
        p.lead { (l.t(T::VisitsTallyLead)) }
        div.desk-head { (views::unsent(&cx)) }
        (saved(&cx, &asked, &list))
        (buttons(&cx, &here, &asked))
        p.count { (l.ta(T::VisitsCountToday, &ui::args![("n", count)])) }
        p { a href=(cx.link("/skranke")) { (l.t(T::VisitsToDesk)) } }
    };
    let mut shell = cx.shell(ui::Audience::Desk, title);
    shell.scripts.push(&ui::assets::UNSENT_JS);
    Ok(cx.html(&shell, &body))
}

fn saved(cx: &Cx, asked: &Pairs, list: &[OpenVisit]) -> Markup {
    let l = cx.locale();
    let id = forms::value(asked, "lagret").and_then(Id::parse);
    let last = id.and_then(|id| list.iter().find(|v| v.id == id && v.mine));
    html! {
        @if let Some(last) = last {
            @let words = views::in_words(last, l);
            (parts::live_notice(Tone::Good, &html! {
                div.saved { p { "+1 " (words) } (views::undo_form(cx, last.id, &words, true)) }
            }))
        } @else if forms::value(asked, "angret").is_some() {
            (parts::live_notice(Tone::Info, &html! { p { (l.t(T::VisitsUndone)) } }))
        }
    }
}

/// Each button is a form with an id of its own: two quick taps on different topics are two visits, two on the same
/// before the page is back are one.
fn buttons(cx: &Cx, here: &Here, asked: &Pairs) -> Markup {
    let l = cx.locale();
    let offering = forms::value(asked, "tilbud")
        .and_then(Id::parse)
        .or_else(|| here.offerings().first().and_then(|o| here.published.offering_id(&o.key)));
    let words = |topic: Option<Topic>| topic.map_or_else(|| l.t(T::VisitsTallyUnknown), |t| t.label(l));
    html! {
        div.tally {
            @for topic in Topic::ALL.into_iter().map(Some).chain([None]) {
                form method="post" action=(cx.link("/skranke/henvendelser")) data-visit=(cx.link("/skranke/tell")) {
                    (hidden("csrf", &cx.csrf()))
                    (hidden("id", &Id(cx.app.db().random_id()).to_string()))
                    (hidden("place", &here.id.to_string()))
                    @if let Some(offering) = offering { (hidden("offering", &offering.to_string())) }
                    (hidden("source", Source::Tally.code()))
                    @if let Some(topic) = topic { (hidden("topic", topic.code())) }
                    button.ds-button data-variant="secondary" type="submit" { (words(topic)) }
                }
            }
        }
    }
}
