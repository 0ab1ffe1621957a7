//! Påmelding: en plass på et kurs, en klubb eller en kafé, på nett, på telefon eller ved skranken. Er det fullt, står man på
//! venteliste, og en plass som blir ledig, tilbys én om gangen med en frist det går an å rekke. Ingen må si hvem de er;
//! navn og nummer slettes etter noen dager, og bare tallene blir igjen.

mod dates;
mod desk;
mod follow;
mod forms;
mod office;
mod public;
pub mod store;
#[cfg(test)]
mod tests;
mod views;
mod waiters;

use crate::{
    events,
    frame::{AppError, Audience, Refusal, Routes},
    texts::T,
};
use ::store::Tx;
use axum::http::StatusCode;
use domain::{
    access::Permission,
    bookings::MadeBy,
    enrolments::{EnrolmentRefusal, Target, Wishes},
    messages::{Contact, Phone},
    offerings::Offering,
    queue::Creature,
    schedule::Occurrence,
    shared::{Id, Locale},
};

pub use dates::{Choice, choices};
pub use follow::reconcile;
pub use store::{Time, counts, freed, is_due, lapse_due, left_before, time_freed, tonight};

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let at_desk = Audience::SignedIn(Permission::UseDesk);
    Routes::default()
        .get("/meld-pa/{slug}", Audience::Public, public::which)
        .post("/meld-pa/{slug}", Audience::Public, public::sign_up)
        .get("/venteliste/{slug}", Audience::Public, public::wait_page)
        .post("/venteliste/{slug}", Audience::Public, public::wait)
        .get("/pamelding", Audience::Public, public::ask_code)
        .get("/pamelding/{code}", Audience::Public, public::receipt)
        .get("/pamelding/{code}/kalender.ics", Audience::Public, public::calendar)
        .post("/pamelding/{code}/avmeld", Audience::Public, public::leave)
        .post("/pamelding/{code}/svar", Audience::Public, public::answer_offer)
        .get("/skranke/pamelding", at_desk, desk::overview)
        .get("/skranke/pamelding/{slug}/{which}", at_desk, desk::list)
        .post("/skranke/pamelding/{slug}/{which}", at_desk, desk::sign_up)
        .post("/skranke/pamelding/{slug}/{which}/oppmote", at_desk, desk::attendance)
        .get("/skranke/pamelding/{slug}/{which}/ark", at_desk, desk::sheet)
        .get(
            "/skranke/pamelding/{slug}/{which}/navneliste",
            Audience::SignedIn(Permission::OthersBookings),
            desk::names,
        )
        .post("/skranke/pamelding/{slug}/{which}/gjor/{id}/{act}", at_desk, desk::act)
        .get("/skranke/venteliste", at_desk, waiters::which)
        .get("/skranke/venteliste/{slug}", at_desk, waiters::list)
        .post("/skranke/venteliste/{slug}", at_desk, waiters::sign_up)
        .post("/skranke/venteliste/{slug}/gjor/{id}", at_desk, waiters::act)
        .post(
            "/kontor/pamelding",
            Audience::SignedIn(Permission::EditRegister),
            office::keep,
        )
        .get(
            "/kontor/pamelding",
            Audience::SignedIn(Permission::SeeOffice),
            office::page,
        )
}

impl Refusal for EnrolmentRefusal {
    fn code(&self) -> &'static str {
        Self::code(*self)
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::Begun => (T::EnrolmentsRefusalBegun, T::EnrolmentsRefusalBegunHint),
            Self::TooLate => (T::EnrolmentsRefusalTooLate, T::EnrolmentsRefusalTooLateHint),
            Self::NotOffered => (T::EnrolmentsRefusalNotOffered, T::EnrolmentsRefusalNotOfferedHint),
            Self::NotNext => (T::EnrolmentsRefusalNotNext, T::EnrolmentsRefusalNotNextHint),
            Self::Over => (T::EnrolmentsRefusalOver, T::EnrolmentsRefusalOverHint),
            Self::Closed => (T::EnrolmentsRefusalClosed, T::EnrolmentsRefusalClosedHint),
            Self::TooMany => (T::EnrolmentsRefusalTooMany, T::EnrolmentsRefusalTooManyHint),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// For the demonstration: fills a date with made-up people, lets two wait and one leave, so that the first in line has an
/// offer to be told on the phone. Everybody goes by a creature's name.
///
/// # Errors
/// A fault of the database.
pub fn made_up(tx: &mut Tx, offering: &Offering, date: &Occurrence, place: &str, forms: &[Id]) -> Result<(), AppError> {
    let of_date = Target {
        offering: offering.key.clone(),
        schedule: date.schedule.clone(),
        original: Some(date.original.date),
    };
    let list = store::List {
        what: store::What::Places(events::target(tx, &of_date)?),
        starts: date.starts_at(),
        ends: date.ends_at(),
        called_off: false,
    };
    let mut made = Vec::new();
    for (n, form) in (0u32..).zip(forms) {
        let new = store::Newcomer {
            form: *form,
            name: Creature::of(date.date, 0, n).name(Locale::Nb),
            to: Phone::parse("53 03 00 00").map_or(Contact::None, Contact::Call),
            language: Locale::Nb,
            size: 1,
            origin: MadeBy::Phone,
            wishes: Wishes::default(),
            words: store::Said {
                offering: offering.name.get(Locale::Nb).to_owned(),
                place: place.to_owned(),
                ..store::Said::default()
            },
        };
        made.extend(store::sign_up(tx, &list, &new, true)?.map(|m| m.id));
    }
    made.first().map_or(Ok(()), |first| store::act(tx, *first, store::Act::Leave))
}
