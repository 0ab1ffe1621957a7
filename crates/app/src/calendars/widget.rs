//! The small window on the municipality's own site: whether somebody is there now, and the next times. As a page in a frame,
//! which needs no script, and as data for the element that a line of script gives.

use super::{
    feed::{self, Choice, full_address},
    public::{Asked, FOR_PROGRAMS, kept},
};
use crate::{
    frame::{AppError, Cx, Framed, Published},
    texts::{T, Words},
};
use axum::{
    extract::Query,
    http::header,
    response::{IntoResponse, Response},
};
use domain::schedule::{self, OpenState, clock};
use maud::html;
use serde_json::json;
use ui::{
    Audience, args,
    parts::{self, Open, keep_together},
};

/// How many of the next times it has room for.
const NEXT: usize = 4;
/// How many days ahead it looks for them.
const DAYS: i32 = 60;

struct Window {
    name: String,
    open: Open,
    words: String,
    items: Vec<Item>,
}

struct Item {
    when: String,
    what: String,
    place: String,
    path: String,
    off: bool,
}

fn window(cx: &Cx, published: &Published, choice: &Choice) -> Window {
    let (l, register) = (cx.locale(), &published.register);
    let state = match &choice.place {
        Some(place) => schedule::place_state(register, place, cx.now),
        None => schedule::municipality_state(register, cx.now),
    };
    let (open, words) = match &state {
        OpenState::OpenNow { until, .. } => (
            Open::Now,
            l.ta(T::OfferingsOpenUntil, &args![("until", clock(*until, l))]),
        ),
        OpenState::LaterToday { entry } => {
            let start = clock(entry.occurrence.start, l);
            (Open::Soon, l.ta(T::OfferingsOpensToday, &args![("start", start)]))
        }
        OpenState::CalledOffToday { .. } => (Open::CalledOff, l.t(T::OfferingsCalledOffToday)),
        OpenState::ClosedToday { .. } => (Open::Closed, l.t(T::OfferingsNobodyNow)),
    };
    let items = feed::coming(published, choice, cx.now, DAYS).into_iter().take(NEXT).map(|c| Item {
        when: feed::when_words(&c.occurrence, cx.today(), l),
        what: feed::title(c.offering, Some(&c.occurrence), l),
        place: published.place(c.occurrence.place.as_str()).map_or("", |p| p.name.get(l)).to_owned(),
        path: format!("/tilbud/{}", c.offering.key),
        off: !c.occurrence.takes_place(),
    });
    Window {
        name: feed::name(published, choice, l),
        open,
        words: keep_together(&words),
        items: items.collect(),
    }
}

/// `/widget`: the page for a frame. Links open in the whole window, not in the frame.
///
/// # Errors
/// Absent when what is chosen is not here.
pub async fn page(cx: Cx, Query(query): Asked) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let choice = Choice::read(&query, &published)?;
    let (l, shown) = (cx.locale(), window(&cx, &published, &choice));
    let body = html! {
        section.card {
            h1 { (shown.name) }
            (parts::status(shown.open, &shown.words))
            ul.day {
                @for item in &shown.items {
                    li {
                        span.hours { (item.when) }
                        div {
                            a href=(full_address(&cx, &item.path)) target="_top" { (item.what) }
                            br; (item.place)
                            @if item.off { " " (parts::status_plain(l, Open::CalledOff)) }
                        }
                    }
                }
            }
            @if shown.items.is_empty() { p { (l.t(T::OfferingsNoDates)) } }
            p { a href=(full_address(&cx, "/kalender")) target="_top" { (l.t(T::CalendarsWidgetAll)) } }
        }
    };
    let shell = ui::Shell {
        noindex: true,
        manifest: None,
        service_name: shown.name.clone(),
        ..cx.shell(Audience::Framed, shown.name.clone())
    };
    let mut response = cx.html(&shell, &body);
    response.extensions_mut().insert(Framed);
    let until = schedule::next_change(&published.register, cx.now);
    Ok(cx.keep(response, published.version, until))
}

/// `/widget.json`: the same for the element.
///
/// # Errors
/// Absent when what is chosen is not here.
pub async fn data(cx: Cx, Query(query): Asked) -> Result<Response, AppError> {
    let published = cx.published().await?;
    let choice = Choice::read(&query, &published)?;
    let (l, shown) = (cx.locale(), window(&cx, &published, &choice));
    let called_off = l.t(T::OfferingsCalledOff);
    let items = shown.items.iter().map(|item| {
        let when = if item.off { format!("{} – {called_off}", item.when) } else { item.when.clone() };
        json!({ "when": when, "what": item.what, "where": item.place, "url": full_address(&cx, &item.path), "off": item.off })
    });
    let state = match shown.open {
        Open::Now => "open",
        Open::Soon => "soon",
        _ => "closed",
    };
    let all = json!({ "words": l.t(T::CalendarsWidgetAll), "url": full_address(&cx, "/kalender") });
    let text = json!({ "name": shown.name, "state": state, "words": shown.words, "items": items.collect::<Vec<_>>(), "all": all });
    Ok(kept(&cx, &published, "application/json", text.to_string()))
}

/// `/widget.js`: the element, at an address that never changes: it is written into other sites.
///
/// # Errors
/// None.
pub async fn script() -> Result<Response, AppError> {
    let script = &ui::assets::WIDGET_JS;
    Ok((
        FOR_PROGRAMS,
        [(header::CONTENT_TYPE, script.content_type)],
        script.bytes,
    )
        .into_response())
}
