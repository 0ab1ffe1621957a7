//! The board on the wall: the number that is called, where to go, and who is next. It holds no names, works without script,
//! and is told of changes by a stream that carries nothing but the word that something changed.

use super::{store, views};
use crate::{
    frame::{AppError, Cx},
    texts::{T, Words},
};
use axum::{
    extract::Path,
    response::{
        Html, IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use domain::{
    places::Place,
    schedule::{self, Calendar, Occurrence, OpenState, clock, occurrence_in_words, place_state},
};
use futures_util::{Stream, stream};
use jiff::{SignedDuration, Timestamp};
use maud::Markup;
use std::{
    collections::BTreeMap,
    convert::Infallible,
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::{Semaphore, SemaphorePermit, broadcast, watch};
use ui::{Audience, args};

/// More open boards and desks than this on one installation are asked to refresh by themselves instead.
static STREAMS: Semaphore = Semaphore::const_new(1000);
/// The same for one address: a house with many desks behind one address has room, one who opens them for fun has not.
const STREAMS_OF_ONE: usize = 60;
/// How many each address has open.
static OPEN: Mutex<BTreeMap<IpAddr, usize>> = Mutex::new(BTreeMap::new());

/// A place among the streams of an address, given back when the stream ends.
struct Seat(IpAddr);

impl Seat {
    fn take(address: IpAddr) -> Option<Self> {
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address).or_default();
        if *count >= STREAMS_OF_ONE {
            return None;
        }
        *count += 1;
        Some(Self(address))
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.0) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.0);
            }
        }
    }
}

/// A line without content this often keeps the connection, and tells both ends when it is lost.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// So long after the last opening hour whoever was called then is still shown.
const AFTER_CLOSING: SignedDuration = SignedDuration::from_mins(30);

/// Seconds between refreshes where no script runs.
const REFRESH: u16 = 20;

async fn place(cx: &Cx, key: &str) -> Result<Place, AppError> {
    let published = cx.published().await?;
    published
        .place(key)
        .filter(|p| p.ended.is_none_or(|day| day > cx.today()))
        .cloned()
        .ok_or(AppError::Absent)
}

async fn made(cx: &Cx, place: &Place) -> Result<Markup, AppError> {
    let published = cx.published().await?;
    let id = published.place_id(&place.key).ok_or(AppError::Absent)?;
    let today = cx.today();
    let (day, settings) = cx.read(move |r| Ok((store::day(r, id, today)?, store::settings(r, id)?))).await?;
    let l = cx.locale();
    let state = place_state(&published.register, &place.key, cx.now);
    let open = matches!(state, OpenState::OpenNow { .. });
    let opens = match state {
        OpenState::OpenNow { until, .. } => l.ta(T::QueueBoardOpen, &args![("until", clock(until, l))]),
        OpenState::LaterToday { entry } => next_time(&entry.occurrence, cx),
        OpenState::CalledOffToday { next, .. } | OpenState::ClosedToday { next, .. } => {
            next.map(|e| next_time(&e.occurrence, cx)).unwrap_or_default()
        }
    };
    let calendar = Calendar::new(&published.register.municipality, &published.register.places);
    let here: Vec<Timestamp> = schedule::today(&published.register, cx.now)
        .iter()
        .filter(|e| calendar.is_inside(&e.occurrence.place, &place.key))
        .map(|e| e.occurrence.ends_at())
        .collect();
    let over = here.iter().max().and_then(|ends| ends.checked_add(AFTER_CLOSING).ok());
    let board = views::Board {
        closed_since: over.filter(|over| !open && *over <= cx.now),
        open,
        day: day.as_ref(),
        go_to: &settings.go_to,
        opens,
    };
    Ok(views::board(cx, &board))
}

fn next_time(occurrence: &Occurrence, cx: &Cx) -> String {
    let l = cx.locale();
    l.ta(
        T::QueueBoardOpens,
        &args![("when", occurrence_in_words(occurrence, cx.today(), l))],
    )
}

/// The board of a place.
pub async fn page(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    let place = place(&cx, &key).await?;
    let content = made(&cx, &place).await?;
    let l = cx.locale();
    let mut shell = cx.shell(
        Audience::Plain,
        l.ta(T::QueueBoardTitle, &args![("place", place.name.get(l))]),
    );
    shell.refresh_seconds = Some(REFRESH);
    shell.scripts.push(&ui::assets::BOARD_JS);
    Ok(cx.html(&shell, &views::board_page(&cx, &place, &content)))
}

/// The part of the board that changes.
pub async fn content(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    let place = place(&cx, &key).await?;
    Ok(Html(made(&cx, &place).await?.into_string()).into_response())
}

/// Says "changed" whenever the queue of a place changed.
pub async fn stream(cx: Cx, Path(key): Path<String>) -> Result<Response, AppError> {
    let place = place(&cx, &key).await?;
    let id = cx.published().await?.place_id(&place.key).ok_or(AppError::Absent)?.to_string();
    live(&cx, move |e| e.topic == "queue" && e.id == id || e.topic == "register")
}

/// A stream that says "changed" whenever something happened in the municipality that the page is about.
///
/// # Errors
/// Too many, when there is no room for one more.
pub fn live(cx: &Cx, wanted: impl Fn(&::store::Event) -> bool + Send + 'static) -> Result<Response, AppError> {
    let full = || AppError::TooMany { retry_after: 60 };
    let seat = Seat::take(cx.client).ok_or_else(full)?;
    let permit = STREAMS.try_acquire().map_err(|_| full())?;
    let follower = Follower {
        events: cx.app.db().subscribe(),
        stopping: cx.app.stopping(),
        tenant: cx.tenant().id,
        wanted: Box::new(wanted),
        _permit: permit,
        _seat: seat,
    };
    let mut response = Sse::new(changes(follower)).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response();
    // Proxies that gather answers before they pass them on would hold every change back.
    response.headers_mut().insert("x-accel-buffering", axum::http::HeaderValue::from_static("no"));
    Ok(response)
}

struct Follower {
    events: broadcast::Receiver<::store::Event>,
    stopping: watch::Receiver<bool>,
    tenant: i64,
    wanted: Box<dyn Fn(&::store::Event) -> bool + Send>,
    _permit: SemaphorePermit<'static>,
    _seat: Seat,
}

impl Follower {
    /// Waits for the next change; `None` when the installation stops.
    async fn next(&mut self) -> Option<()> {
        loop {
            if *self.stopping.borrow() {
                return None;
            }
            tokio::select! {
                _ = self.stopping.changed() => return None,
                event = self.events.recv() => match event {
                    Ok(e) if e.tenant == self.tenant && (self.wanted)(&e) => return Some(()),
                    Ok(_) => {}
                    // What was missed may have been ours.
                    Err(broadcast::error::RecvError::Lagged(_)) => return Some(()),
                    Err(broadcast::error::RecvError::Closed) => return None,
                },
            }
        }
    }
}

fn changes(follower: Follower) -> impl Stream<Item = Result<Event, Infallible>> {
    // The first line opens the connection at once, so that the page knows that it is followed.
    let hello = stream::once(async { Ok(Event::default().event("changed").data("1").retry(Duration::from_secs(3))) });
    let changed = stream::unfold(follower, |mut follower| async {
        follower.next().await?;
        Some((Ok(Event::default().event("changed").data("1")), follower))
    });
    futures_util::StreamExt::chain(hello, changed)
}
