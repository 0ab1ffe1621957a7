//! Køen ved skranken: den som kommer, får en lapp med et nummer eller et dyr, aldri med navn. Veilederen roper opp neste,
//! tavla viser hvem det er, og ventetiden vi viser, er regnet ut av hvor fort det går i dag. Alt slettes dagen etter.

mod board;
mod desk;
mod forms;
pub mod store;
#[cfg(test)]
mod tests;
mod views;

use crate::{
    frame::{AppError, Audience, Cx, Refusal, Routes, Who},
    texts::{T, Words},
};
use ::store::Tx;
use axum::http::StatusCode;
use domain::{
    access::Permission,
    queue::{QueueRefusal, TicketLabel, TicketState, estimate},
    schedule::{OpenState, place_state},
    shared::{Id, Locale},
};
use jiff::Timestamp;
use maud::Markup;

pub use board::live;
pub use store::{forget_old, left_before};

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let at_desk = Audience::SignedIn(Permission::UseDesk);
    Routes::default()
        .get("/skranke/ko", at_desk, desk::column)
        .post("/skranke/ko/ny", at_desk, desk::give)
        .post("/skranke/ko/neste", at_desk, desk::next)
        .post("/skranke/ko/kall/{id}", at_desk, desk::call)
        .post("/skranke/ko/parker/{id}", at_desk, desk::park)
        .post("/skranke/ko/gjenoppta/{id}", at_desk, desk::resume)
        .post("/skranke/ko/ferdig/{id}", at_desk, desk::finish)
        .post("/skranke/ko/gikk/{id}", at_desk, desk::leave)
        .post("/skranke/ko/steng", at_desk, desk::close)
        .post("/skranke/ko/apne", at_desk, desk::open)
        .post("/skranke/ko/oppsett", at_desk, desk::set)
        .get("/skranke/ko/stengt", at_desk, desk::closed)
        .get("/skranke/ko/{id}/lapp", at_desk, desk::ticket)
        .get("/tavle/{place}", Audience::Public, board::page)
        .get("/tavle/{place}/innhold", Audience::Public, board::content)
        .get("/tavle/{place}/strom", Audience::Public, board::stream)
}

impl Refusal for QueueRefusal {
    fn code(&self) -> &'static str {
        Self::code(*self)
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::Closed => (T::QueueRefusalClosed, T::QueueRefusalClosedHint),
            Self::AlreadyCalled => (T::QueueRefusalAlreadyCalled, T::QueueRefusalAlreadyCalledHint),
            Self::AlreadyParked => (T::QueueRefusalAlreadyParked, T::QueueRefusalAlreadyParkedHint),
            Self::NotParked => (T::QueueRefusalNotParked, T::QueueRefusalNotParkedHint),
            Self::NotCalled => (T::QueueRefusalNotCalled, T::QueueRefusalNotCalledHint),
            Self::Over => (T::QueueRefusalOver, T::QueueRefusalOverHint),
            Self::NobodyWaiting => (T::QueueRefusalNobodyWaiting, T::QueueRefusalNobodyWaitingHint),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::AlreadyCalled => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// The ticket that the one who is signed in helps now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Current {
    /// The ticket.
    pub id: Id,
    /// What it is called.
    pub label: TicketLabel,
    /// When it was called.
    pub since: Timestamp,
}

/// The queue column of the desk for a place.
///
/// # Errors
/// A fault of the database; [`AppError::Absent`] when the place is not published.
pub async fn desk_column(cx: &Cx, place: Id) -> Result<Markup, AppError> {
    let view = desk::view(cx, place).await?;
    Ok(views::column(cx, &view, None))
}

/// The ticket the one who is signed in called last at a place, when it is not over.
///
/// # Errors
/// A fault of the database.
pub async fn current(cx: &Cx, place: Id) -> Result<Option<Current>, AppError> {
    let today = cx.today();
    let day = cx.read(move |r| store::day(r, place, today)).await?;
    let me = cx.session.as_ref().map(|s| match &s.who {
        Who::Person { account, .. } => *account,
        Who::Device { device, .. } => *device,
    });
    let tickets = day.map(|d| d.tickets).unwrap_or_default();
    let mine = tickets.into_iter().filter(|t| t.state == TicketState::Called && t.called_by == me);
    Ok(mine.max_by_key(|t| t.called_at).map(|t| Current {
        id: t.id,
        label: t.label,
        since: t.called_at.unwrap_or(t.issued_at),
    }))
}

/// Ends a ticket in the transaction that saves its visit. One that is over or forgotten is left alone, so that a visit can
/// always be saved. Nothing of the ticket is kept with the visit.
///
/// # Errors
/// A fault of the database.
pub fn ticket_done(tx: &mut Tx, ticket_id: Id) -> Result<(), AppError> {
    store::done(tx, ticket_id)
}

/// The expected wait at a place as a sentence for the public, e.g. "Ventetid ca. 10–15 minutter". `None` when nobody is
/// there now, when no queue is running, or when too little is known of today's pace.
///
/// # Errors
/// A fault of the database.
pub async fn wait_in_words(cx: &Cx, place: Id) -> Result<Option<String>, AppError> {
    let published = cx.published().await?;
    let Some(found) = published.place_by_id(place) else {
        return Ok(None);
    };
    if !matches!(
        place_state(&published.register, &found.key, cx.now),
        OpenState::OpenNow { .. }
    ) {
        return Ok(None);
    }
    let today = cx.today();
    let day = cx.read(move |r| store::day(r, place, today)).await?;
    Ok(day.and_then(|day| wait_of(&day, cx.locale())))
}

/// The wait of somebody who comes now.
fn wait_of(day: &store::Day, locale: Locale) -> Option<String> {
    if day.closed || day.issued == 0 {
        return None;
    }
    let busy = u32::try_from(day.in_state(TicketState::Called).count()).unwrap_or(u32::MAX);
    if day.waiting() == 0 && busy < day.pace.guides {
        return Some(locale.t(T::QueueNoWait));
    }
    let range = estimate(&day.pace, day.waiting())?;
    Some(views::wait(range, locale))
}
