//! Kontoret: der de som styrer tilbudet, ser hva som venter, og endrer det innbyggerne leser. Her er hjemsiden og det som er
//! felles for alle skjemaer: spørsmål tegnes, svar kontrolleres, to som endrer det samme får se begges ord, og siste endring
//! kan angres. Skjemaene for tilbud, steder, aktører, tider og kommunen ligger i rommene sine.

pub mod editor;
pub mod entered;
mod home;
pub mod questions;
mod refusal;
pub mod undo;
mod waiting;
pub mod words;

#[cfg(test)]
mod tests;

pub use refusal::OfficeRefusal;

use crate::{
    frame::{Audience, Routes},
    municipality::office as municipality,
    offerings::{office as offerings, services},
    organisations::office as organisations,
    places::office as places,
    schedule::{notice, office as schedule},
};
use domain::access::Permission;

/// The pages where what is published is written.
pub fn routes() -> Routes {
    let edit = Audience::SignedIn(Permission::EditRegister);
    let see = Audience::SignedIn(Permission::SeeOffice);
    let desk = Audience::SignedIn(Permission::UseDesk);
    Routes::default()
        .get("/kontor", see, home::page)
        .get("/kontor/oppsett", see, municipality::set_up)
        .and(of_offerings(edit))
        .and(of_schedules(edit))
        .and(of_the_rest(edit))
        .get("/kontor/beskjed", edit, notice::office)
        .post("/kontor/beskjed", edit, notice::call_off_office)
        .post("/kontor/beskjed/angre", edit, notice::undo_office)
        .get("/skranke/beskjed", desk, notice::desk)
        .post("/skranke/beskjed", desk, notice::call_off_desk)
        .post("/skranke/beskjed/angre", desk, notice::undo_desk)
}

fn of_offerings(edit: Audience) -> Routes {
    Routes::default()
        .get("/kontor/tilbud", edit, offerings::list)
        .get("/kontor/tilbud/nytt", edit, offerings::new)
        .post("/kontor/tilbud/nytt", edit, offerings::create)
        .get("/kontor/tilbud/{key}", edit, offerings::one)
        .get("/kontor/tilbud/{key}/publiser", edit, offerings::publish_page)
        .post("/kontor/tilbud/{key}/publiser", edit, offerings::publish)
        .get("/kontor/tilbud/{key}/avslutt", edit, offerings::end_page)
        .post("/kontor/tilbud/{key}/avslutt", edit, offerings::end)
        .get("/kontor/tilbud/{key}/plakat", edit, offerings::poster)
        .post("/kontor/tilbud/{key}/bekreft", edit, offerings::confirm)
        .post("/kontor/tilbud/{key}/angre", edit, offerings::take_back)
        .get("/kontor/tilbud/{key}/{part}", edit, offerings::part)
        .post("/kontor/tilbud/{key}/{part}", edit, offerings::save_part)
        .get("/kontor/tjenester", edit, services::list)
        .get("/kontor/tjenester/ny", edit, services::new)
        .post("/kontor/tjenester/ny", edit, services::create)
        .get("/kontor/tjenester/{key}", edit, services::edit)
        .post("/kontor/tjenester/{key}", edit, services::save)
}

fn of_schedules(edit: Audience) -> Routes {
    Routes::default()
        .get("/kontor/tilbud/{key}/tider", edit, schedule::list)
        .get("/kontor/tilbud/{key}/tider/ny", edit, schedule::new)
        .post("/kontor/tilbud/{key}/tider/ny", edit, schedule::create)
        .get("/kontor/tilbud/{key}/tider/{plan}", edit, schedule::edit)
        .post("/kontor/tilbud/{key}/tider/{plan}", edit, schedule::save)
        .get("/kontor/tilbud/{key}/tider/{plan}/{what}", edit, schedule::day)
        .post("/kontor/tilbud/{key}/tider/{plan}/{what}", edit, schedule::save_day)
        .get("/kontor/steder/{key}/tider", edit, schedule::list)
        .get("/kontor/steder/{key}/tider/ny", edit, schedule::new)
        .post("/kontor/steder/{key}/tider/ny", edit, schedule::create)
        .get("/kontor/steder/{key}/tider/{plan}", edit, schedule::edit)
        .post("/kontor/steder/{key}/tider/{plan}", edit, schedule::save)
        .get("/kontor/steder/{key}/tider/{plan}/{what}", edit, schedule::day)
        .post("/kontor/steder/{key}/tider/{plan}/{what}", edit, schedule::save_day)
}

fn of_the_rest(edit: Audience) -> Routes {
    Routes::default()
        .get("/kontor/steder", edit, places::list)
        .get("/kontor/steder/nytt", edit, places::new)
        .post("/kontor/steder/nytt", edit, places::create)
        .get("/kontor/steder/{key}", edit, places::one)
        .get("/kontor/steder/{key}/endre", edit, places::edit)
        .post("/kontor/steder/{key}/endre", edit, places::save)
        .post("/kontor/steder/{key}/angre", edit, places::take_back)
        .get("/kontor/aktorer", edit, organisations::list)
        .get("/kontor/aktorer/ny", edit, organisations::new)
        .post("/kontor/aktorer/ny", edit, organisations::create)
        .get("/kontor/aktorer/{key}", edit, organisations::edit)
        .post("/kontor/aktorer/{key}", edit, organisations::save)
        .post("/kontor/aktorer/{key}/bekreft", edit, organisations::confirm)
        .get("/kontor/kommunen", edit, municipality::edit)
        .post("/kontor/kommunen", edit, municipality::save)
        .get("/kontor/stengt", edit, municipality::closings)
        .get("/kontor/stengt/ny", edit, municipality::new_closed)
        .post("/kontor/stengt/ny", edit, municipality::create_closed)
        .get("/kontor/stengt/skoleferie", edit, municipality::new_school)
        .post("/kontor/stengt/skoleferie", edit, municipality::create_school)
        .post("/kontor/stengt/fjern", edit, municipality::remove_closing)
}
