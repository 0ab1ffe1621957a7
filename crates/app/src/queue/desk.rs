//! The queue at the counter: the column of the desk, what its buttons do, and the ticket to show or print.

use super::{
    forms::{self, Fields, Problem, field, of_query},
    store::{self, Caller, Day, PlaceSettings, Ticket},
    views,
};
use crate::{
    frame::{AppError, Cx, Who},
    promise::evidence,
    texts::{T, Words},
};
use axum::{
    Form,
    extract::Path,
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Response},
};
use domain::{
    places::Place,
    queue::TicketAction,
    schedule::{OpenState, place_state},
    shared::{Id, Key, day_and_minute},
};
use maud::Markup;
use sha2::{Digest, Sha256};
use ui::Audience;

/// What the queue column shows.
pub struct View {
    /// The place's key, for addresses.
    pub key: Key,
    /// The queue; `None` before the first ticket of the day.
    pub day: Option<Day>,
    /// How the place calls.
    pub settings: PlaceSettings,
    /// A ticket that was just given, to be told.
    pub given: Option<Ticket>,
    /// Minutes until the place closes; `None` when it is not open.
    pub remaining: Option<u32>,
    /// Whether the form for settings was sent with problems.
    pub problems: Vec<Problem>,
    /// What was written in it then.
    pub entered: Fields,
}

/// Reads what the column shows.
pub async fn view(cx: &Cx, place: Id) -> Result<View, AppError> {
    let published = cx.published().await?;
    let found = published.place_by_id(place).ok_or(AppError::Absent)?;
    let (today, given) = (cx.today(), Id::parse(of_query(&cx.scope.query, "lapp")));
    let (day, settings, given) = cx
        .read(move |r| {
            let given = match given {
                Some(id) => store::ticket(r, id, today).ok().filter(|t| t.place == place),
                None => None,
            };
            Ok((store::day(r, place, today)?, store::settings(r, place)?, given))
        })
        .await?;
    let remaining = match place_state(&published.register, &found.key, cx.now) {
        OpenState::OpenNow { until, .. } => Some(u32::from(until.get().saturating_sub(day_and_minute(cx.now).1.get()))),
        _ => None,
    };
    Ok(View {
        key: found.key.clone(),
        day,
        settings,
        given,
        remaining,
        problems: Vec::new(),
        entered: Vec::new(),
    })
}

/// The place a form or address names.
async fn place(cx: &Cx, key: &str) -> Result<(Place, Id), AppError> {
    let published = cx.published().await?;
    let place = published.place(key).ok_or(AppError::Absent)?;
    let id = published.place_id(&place.key).ok_or(AppError::Absent)?;
    Ok((place.clone(), id))
}

/// Whether the page's own script asks for the column alone.
fn wants_column(headers: &HeaderMap) -> bool {
    headers.contains_key("x-terskel-del")
}

fn caller(cx: &Cx) -> Caller {
    match cx.session.as_ref().map(|s| &s.who) {
        Some(Who::Person { name, .. }) => Caller {
            name: name.clone(),
            counter: String::new(),
        },
        Some(Who::Device { name, on_duty, .. }) => Caller {
            name: match on_duty.as_slice() {
                [(_, only)] => only.clone(),
                _ => name.clone(),
            },
            counter: name.clone(),
        },
        None => Caller {
            name: String::new(),
            counter: String::new(),
        },
    }
}

/// How many are on duty at this desk; one where nobody has said.
fn guides(cx: &Cx) -> u32 {
    match cx.session.as_ref().map(|s| &s.who) {
        Some(Who::Device { on_duty, .. }) => u32::try_from(on_duty.len()).unwrap_or(1).clamp(1, 50),
        _ => 1,
    }
}

/// The column alone, as a page of its own or as the part that the desk's script puts in.
pub async fn column(cx: Cx, headers: HeaderMap) -> Result<Response, AppError> {
    let (place, id) = place(&cx, of_query(&cx.scope.query, "sted")).await?;
    let view = view(&cx, id).await?;
    if wants_column(&headers) {
        return Ok(fragment(StatusCode::OK, &views::column(&cx, &view, None)));
    }
    let mut shell = cx.shell(Audience::Desk, cx.locale().t(T::QueueTitle));
    shell.scripts.push(&ui::assets::LIVE_JS);
    Ok(cx.html(&shell, &views::alone(&cx, &place, &views::column(&cx, &view, None))))
}

fn fragment(status: StatusCode, part: &Markup) -> Response {
    (status, Html(part.clone().into_string())).into_response()
}

/// After a change: the column to the script, the desk to everybody else. A refusal is told where one stands.
async fn after(
    cx: &Cx,
    headers: &HeaderMap,
    place: Id,
    result: Result<String, AppError>,
) -> Result<Response, AppError> {
    let key = cx.published().await?.place_by_id(place).ok_or(AppError::Absent)?.key.clone();
    match result {
        Ok(query) => {
            cx.app.touch_live(cx.tenant().id);
            if wants_column(headers) {
                let mut view = view(cx, place).await?;
                if let Some(id) = query.strip_prefix("&lapp=").and_then(Id::parse) {
                    let today = cx.today();
                    view.given = cx.read(move |r| store::ticket(r, id, today)).await.ok();
                }
                return Ok(fragment(StatusCode::OK, &views::column(cx, &view, None)));
            }
            Ok(cx.go(&format!("/skranke?sted={key}{query}")))
        }
        Err(AppError::Refused(refusal)) => {
            tracing::info!(code = refusal.code(), "refused");
            let view = view(cx, place).await?;
            let said = views::refused(cx, &key, &*refusal);
            let column = views::column(cx, &view, Some(&said));
            if wants_column(headers) {
                return Ok(fragment(refusal.status(), &column));
            }
            let mut shell = cx.shell(Audience::Desk, refusal.text(cx.locale()));
            // A change has no page in another language.
            shell.language_links.clear();
            let page = cx.html(&shell, &views::refused_page(cx, &key, &*refusal, &column));
            Ok((refusal.status(), page).into_response())
        }
        Err(other) => Err(other),
    }
}

/// A ticket's identity: made from who gives it and the last number she saw, so that a double click gives one ticket. It
/// cannot be guessed, and stands in no other table.
fn ticket_id(cx: &Cx, place: Id, seen: &str) -> Id {
    let mut hash = Sha256::new();
    hash.update(cx.app.secret());
    hash.update(cx.session.as_ref().map_or([0; 32], |s| s.token_hash));
    hash.update(place.0);
    hash.update(crate::frame::days(cx.today()).to_be_bytes());
    hash.update(seen.as_bytes());
    let mut id = [0; 16];
    id.copy_from_slice(&hash.finalize()[..16]);
    Id(id)
}

/// Gives a ticket.
pub async fn give(cx: Cx, headers: HeaderMap, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    let (here, place) = place(&cx, field(&fields, "sted")).await?;
    let (id, guides) = (ticket_id(&cx, place, field(&fields, "etter")), guides(&cx));
    let held = evidence::of_ticket(&cx, &*cx.published().await?, &here.key);
    let written = held.clone();
    let given = cx
        .write(move |tx| {
            evidence::write(tx, &written)?;
            store::issue(tx, place, id, guides)
        })
        .await;
    if given.is_ok() {
        cx.app.said().remember(cx.tenant().id, &held);
    }
    after(&cx, &headers, place, given.map(|t| format!("&lapp={}", t.id))).await
}

/// Calls the one who has waited longest.
pub async fn next(cx: Cx, headers: HeaderMap, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    let (_, place) = place(&cx, field(&fields, "sted")).await?;
    let (seen, caller) = (forms::id(&fields, "neste"), caller(&cx));
    let called = cx.write(move |tx| store::call_next(tx, place, seen, &caller)).await;
    after(&cx, &headers, place, called.map(|t| format!("&kolapp={}", t.id))).await
}

/// Calls one ticket.
pub async fn call(cx: Cx, headers: HeaderMap, Path(id): Path<String>) -> Result<Response, AppError> {
    let (id, place) = found(&cx, &id).await?;
    let caller = caller(&cx);
    let called = cx.write(move |tx| store::call(tx, id, &caller)).await;
    after(&cx, &headers, place, called.map(|t| format!("&kolapp={}", t.id))).await
}

async fn found(cx: &Cx, id: &str) -> Result<(Id, Id), AppError> {
    let (id, today) = (Id::parse(id).ok_or(AppError::Absent)?, cx.today());
    let ticket = cx.read(move |r| store::ticket(r, id, today)).await?;
    Ok((id, ticket.place))
}

async fn act(cx: Cx, headers: HeaderMap, id: &str, action: TicketAction) -> Result<Response, AppError> {
    let (id, place) = found(&cx, id).await?;
    let done = cx.write(move |tx| store::act(tx, id, action)).await;
    after(&cx, &headers, place, done.map(|_| String::new())).await
}

/// Sets a ticket aside.
pub async fn park(cx: Cx, headers: HeaderMap, Path(id): Path<String>) -> Result<Response, AppError> {
    act(cx, headers, &id, TicketAction::Park).await
}

/// Puts a ticket back into the queue.
pub async fn resume(cx: Cx, headers: HeaderMap, Path(id): Path<String>) -> Result<Response, AppError> {
    act(cx, headers, &id, TicketAction::Resume).await
}

/// Ends a ticket without a visit.
pub async fn finish(cx: Cx, headers: HeaderMap, Path(id): Path<String>) -> Result<Response, AppError> {
    act(cx, headers, &id, TicketAction::Finish).await
}

/// The person went.
pub async fn leave(cx: Cx, headers: HeaderMap, Path(id): Path<String>) -> Result<Response, AppError> {
    act(cx, headers, &id, TicketAction::Leave).await
}

/// Closes the queue, and goes on to what to say to those who come now.
pub async fn close(cx: Cx, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    let (found, place) = place(&cx, field(&fields, "sted")).await?;
    cx.write(move |tx| store::close(tx, place, true)).await?;
    cx.app.touch_live(cx.tenant().id);
    Ok(cx.go(&format!("/skranke/ko/stengt?sted={}", found.key)))
}

/// Opens the queue again.
pub async fn open(cx: Cx, headers: HeaderMap, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    let (_, place) = place(&cx, field(&fields, "sted")).await?;
    let opened = cx.write(move |tx| store::close(tx, place, false)).await;
    after(&cx, &headers, place, opened.map(|()| String::new())).await
}

/// Keeps how the place calls people forward.
pub async fn set(cx: Cx, headers: HeaderMap, Form(fields): Form<Fields>) -> Result<Response, AppError> {
    let (found, place) = place(&cx, field(&fields, "sted")).await?;
    match forms::settings(&fields) {
        Ok((style, guides, go_to)) => {
            let settings = PlaceSettings { style, go_to };
            let kept = cx.write(move |tx| store::set(tx, place, &settings, guides)).await;
            after(&cx, &headers, place, kept.map(|()| String::new())).await
        }
        Err(problems) => {
            let mut view = view(&cx, place).await?;
            view.problems = problems;
            view.entered = fields;
            let column = views::column(&cx, &view, None);
            if wants_column(&headers) {
                return Ok(fragment(StatusCode::UNPROCESSABLE_ENTITY, &column));
            }
            let mut shell = cx.shell(Audience::Desk, cx.locale().t(T::QueueTitle));
            shell.language_links.clear();
            let page = cx.html(&shell, &views::alone(&cx, &found, &column));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// What to say when the queue is closed: who else is open, best first.
pub async fn closed(cx: Cx) -> Result<Response, AppError> {
    let (place, id) = place(&cx, of_query(&cx.scope.query, "sted")).await?;
    let today = cx.today();
    let day = cx.read(move |r| store::day(r, id, today)).await?;
    let published = cx.published().await?;
    let shell = cx.shell(Audience::Desk, cx.locale().t(T::QueueClosedTitle));
    let elsewhere = crate::referrals::elsewhere(&cx, &published, &place.key);
    Ok(cx.html(&shell, &views::closed(&cx, &place, day.as_ref(), &elsewhere)))
}

/// The ticket in large type, to show or print.
pub async fn ticket(cx: Cx, Path(id): Path<String>) -> Result<Response, AppError> {
    let (id, place) = found(&cx, &id).await?;
    let published = cx.published().await?;
    let place_found = published.place_by_id(place).ok_or(AppError::Absent)?;
    let today = cx.today();
    let (ticket, day) = cx.read(move |r| Ok((store::ticket(r, id, today)?, store::day(r, place, today)?))).await?;
    let l = cx.locale();
    let mut shell = cx.shell(Audience::Desk, l.t(T::QueueTicketTitle));
    shell.scripts.push(&ui::assets::LIVE_JS);
    Ok(cx.html(&shell, &views::ticket(&cx, place_found, &ticket, day.as_ref())))
}
