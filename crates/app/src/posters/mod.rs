//! Plakatene: det som henges opp, deles ut og vises for å gjøre tilbudene kjent. Koordinatoren velger tilbud, hva det skal brukes
//! til, utseende og språk, og får plakat, løpeseddel, bordkort, ark til å ta med, bilde til skjerm eller tekst til avisa. Tider og
//! steder er alltid de som gjelder den dagen det lages, og koden på plakaten leder dit endringer står.

mod arms;
mod colour;
mod files;
mod make;
mod refusal;
pub mod store;
mod words;

#[cfg(test)]
mod tests;

pub use refusal::PosterRefusal;

use crate::frame::{Audience, Routes};
use domain::access::Permission;

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let sees = Audience::SignedIn(Permission::SeeOffice);
    let edits = Audience::SignedIn(Permission::EditRegister);
    Routes::default()
        .get("/kontor/plakater", sees, make::list)
        .get("/kontor/plakater/{key}", sees, make::one)
        .get("/kontor/plakater/{key}/bilde.png", sees, files::picture)
        .get("/kontor/plakater/{key}/skjerm.png", sees, files::screen)
        .get("/kontor/plakater/{key}/plakat.pdf", sees, files::pdf)
        .get("/kontor/plakater/{key}/annonse.txt", sees, files::advertisement)
        .get("/kontor/plakatfarge", edits, colour::page)
        .post("/kontor/plakatfarge", edits, colour::set)
        .get("/kontor/plakatvapen", edits, arms::page)
        .post("/kontor/plakatvapen", edits, arms::set)
        .get("/kontor/plakatvapen/bilde.png", edits, arms::picture)
        .post("/kontor/plakatvapen/fjern", edits, arms::remove)
        .get("/kontor/plakatord/{language}", sees, words::page)
        .post("/kontor/plakatord/{language}", edits, words::read)
        .get("/kontor/plakatord/{language}/{word}", edits, words::one)
        .post("/kontor/plakatord/{language}/{word}", edits, words::set)
}
