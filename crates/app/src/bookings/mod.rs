//! Timene: den som vil, får en time med en veileder, på nett, på telefon eller ved skranken, og alle tar av de samme
//! tidene. Ingen trenger å si hvem de er; en kort kode på en lapp er nok for å flytte eller avbestille. Databasen avgjør
//! hvem som fikk timen, og alt som gjelder en time, slettes av seg selv noen dager etter at den er over.

#[cfg(test)]
mod apart_tests;
mod book;
pub mod claims;
mod counter;
mod desk;
mod follow;
mod forms;
mod guesses;
mod night;
mod office;
#[cfg(test)]
mod overlap_tests;
mod own_data;
pub mod plans;
mod public;
pub mod store;
mod tell;
#[cfg(test)]
mod tests;
mod views;

use crate::{
    frame::{AppError, Audience, Published, Refusal, Routes},
    operations,
    texts::T,
};
use ::store::{Query, Tx};
use axum::http::StatusCode;
use book::{Bookable, Chosen, Wish};
use domain::{
    access::Permission,
    bookings::{AppointmentState, Asked, BookingRefusal, By, MadeBy, Time},
    messages::Contact,
    offerings::Topic,
    shared::{Id, Key, Locale, day_and_minute},
};
use jiff::{Timestamp, ToSpan, civil::Date};

pub use book::from_list;
pub use desk::today as desk_today;
pub use follow::reconcile;
pub use guesses::Guesses;
pub use night::{left_before, tonight};
pub use office::{EditPlan, waits};
pub use store::Party;
pub use tell::{Teller, secret_code};

/// Where somebody who wants an appointment begins: the one offering one can book in, or the list of those by appointment.
#[must_use]
pub fn way_in(published: &Published, today: Date) -> String {
    match desk::bookables(published, today).as_slice() {
        [only] => format!("/bestill/{}", only.offering.key),
        _ => "/tilbud?form=time".to_owned(),
    }
}

/// The free times of the coming four weeks in an offering, as staff may book them; none when one cannot book in it.
///
/// # Errors
/// A fault of the database.
pub fn free_times(
    q: &mut impl Query,
    published: &Published,
    offering: &Key,
    now: Timestamp,
) -> Result<Vec<Time>, AppError> {
    let today = day_and_minute(now).0;
    let Some(b) = Bookable::find(published, offering.as_str(), today) else {
        return Ok(Vec::new());
    };
    let asked = Asked {
        minutes: b.minutes(&Wish::default()),
        by: By::Staff,
        now,
    };
    let last = today.checked_add(28.days()).unwrap_or(today);
    let mut all = b.times(q, &asked, today, last)?;
    all.retain(Time::is_free);
    Ok(all)
}

/// The guides of a schedule, as they are taken.
#[must_use]
pub fn guides_of(offering: Id, schedule: &Key) -> [u8; 16] {
    book::guides_of(offering, schedule)
}

/// A time as it is sent in forms: the schedule and the instant.
#[must_use]
pub fn time_value(time: &Time) -> String {
    forms::time_value(&time.schedule, time.starts_at)
}

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let (public, at_desk) = (Audience::Public, Audience::SignedIn(Permission::UseDesk));
    Routes::default()
        .get("/bestill/{slug}", public, public::need)
        .get("/bestill/{slug}/tid", public, public::when)
        .post("/bestill/{slug}/tid", public, public::choose)
        .get("/bestill/{slug}/kontakt", public, public::contact)
        .post("/bestill/{slug}/kontakt", public, public::confirm)
        .get("/time", public, public::ask_code)
        .post("/time", public, public::enter_code)
        .get("/time/{code}", public, public::show)
        .post("/time/{code}/avbestill", public, public::cancel)
        .get("/time/{code}/flytt", public, public::move_page)
        .post("/time/{code}/flytt", public, public::move_it)
        .get("/time/{code}/kalender.ics", public, public::calendar)
        .get("/time/{code}/opplysninger.json", public, public::own_data)
        .post("/time/{code}/slett", public, public::erase)
        .get("/skranke/timer", at_desk, desk::list)
        .get("/skranke/timer/ny", at_desk, desk::new)
        .post("/skranke/timer/ny", at_desk, desk::create)
        .get("/skranke/timer/ledig", at_desk, desk::explain)
        .post("/skranke/timer/finn", at_desk, desk::find)
        .get("/skranke/timer/{id}", at_desk, desk::one)
        .post("/skranke/timer/{id}/kom", at_desk, desk::came)
        .post("/skranke/timer/{id}/kom-ikke", at_desk, desk::no_show)
        .post("/skranke/timer/{id}/angre", at_desk, desk::undo)
        .post("/skranke/timer/{id}/avlys", at_desk, desk::call_off)
        .post("/skranke/timer/{id}/avbestill", at_desk, desk::cancel)
        .get("/skranke/timer/{id}/flytt", at_desk, desk::move_page)
        .post("/skranke/timer/{id}/flytt", at_desk, desk::move_it)
        .get(
            "/kontor/timer",
            Audience::SignedIn(Permission::SeeOffice),
            office::overview,
        )
}

impl Refusal for BookingRefusal {
    fn code(&self) -> &'static str {
        Self::code(*self)
    }

    fn texts(&self) -> (T, T) {
        match self {
            Self::Taken => (T::BookingsRefusalTaken, T::BookingsRefusalTakenHint),
            Self::NotOffered => (T::BookingsRefusalNotOffered, T::BookingsRefusalNotOfferedHint),
            Self::Begun => (T::BookingsRefusalBegun, T::BookingsRefusalBegunHint),
            Self::Gone => (T::BookingsRefusalGone, T::BookingsRefusalGoneHint),
            Self::UnknownCode => (T::BookingsRefusalUnknownCode, T::BookingsRefusalUnknownCodeHint),
            Self::Settled => (T::BookingsRefusalSettled, T::BookingsRefusalSettledHint),
            Self::TooMany => (T::BookingsRefusalTooMany, T::BookingsRefusalTooManyHint),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Taken | Self::NotOffered | Self::Gone | Self::Settled => StatusCode::CONFLICT,
            Self::UnknownCode => StatusCode::NOT_FOUND,
            Self::Begun => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
        }
    }
}

/// One appointment of the made-up year.
#[derive(Clone, Debug)]
pub struct MadeUp {
    /// Its identity.
    pub id: Id,
    /// Which of the free times of the day; counted round when there are fewer.
    pub nth: usize,
    /// What it is about.
    pub need: Option<Topic>,
    /// Who booked it.
    pub by: MadeBy,
    /// Whether they came, when it is over.
    pub came: bool,
}

/// Books free times of a day for the made-up year, by the command of the counter; none when none is free.
///
/// # Errors
/// A fault of the database.
pub fn make_up(
    tx: &mut Tx,
    published: &Published,
    secret: [u8; 32],
    (offering, day): (&Key, Date),
    wanted: &[MadeUp],
) -> Result<(), AppError> {
    let now = tx.now();
    let Some(b) = Bookable::find(published, offering.as_str(), day_and_minute(now).0) else {
        return Ok(());
    };
    let teller = Teller::of_service(published, operations::store::code_key(&secret, tx.tenant()));
    let party = Party {
        name: String::new(),
        contact: Contact::None,
        language: Locale::Nb.code().to_owned(),
    };
    for one in wanted {
        let wish = Wish {
            need: one.need,
            ..Wish::default()
        };
        let asked = Asked {
            minutes: b.minutes(&wish),
            by: book::by(one.by),
            now,
        };
        let free: Vec<Time> = b.times(tx, &asked, day, day)?.into_iter().filter(Time::is_free).collect();
        if let Some(time) = free.get(one.nth % free.len().max(1)) {
            let chosen = Chosen {
                schedule: time.schedule.clone(),
                starts_at: time.starts_at,
            };
            book::book(tx, &b, &teller, &wish, &chosen, one.by, (one.id, &party))?;
        }
    }
    Ok(())
}

/// Says who came of [`make_up`]'s appointments, when they are over.
///
/// # Errors
/// A fault of the database.
pub fn make_up_ends(tx: &mut Tx, made: &[MadeUp]) -> Result<(), AppError> {
    for one in made {
        if store::appointment(tx, one.id)?.is_some_and(|a| a.state == AppointmentState::Booked) {
            book::finish(tx, one.id, one.came)?;
        }
    }
    Ok(())
}
