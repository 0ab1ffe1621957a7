//! Kommunen: hvem som driver tjenesten, hva den heter her, og når den er stengt. Her er også kanalene den gjøres kjent i,
//! møtene de som hjelper har, og det som har hendt før.

pub mod guide;
mod guide_steps;
mod guide_store;
mod guide_views;
pub mod office;
mod public;
pub mod store;
pub mod story;
mod views;

#[cfg(test)]
mod guide_tests;
#[cfg(test)]
mod tests;

use crate::frame::{Audience, Routes};
use domain::access::Permission;

/// The small pages about the service, and what programs read about it.
#[must_use]
pub fn routes() -> Routes {
    Routes::default()
        .get("/kom-i-gang", Audience::Public, guide::begin)
        .get("/kom-i-gang/{step}", Audience::Public, guide::question)
        .post("/kom-i-gang/{step}", Audience::Public, guide::answer)
        .get("/kontor/klar", Audience::SignedIn(Permission::SetUp), guide::ready)
        .get("/om", Audience::Public, public::about_page)
        .get("/tilgjengelighet", Audience::Public, public::accessibility_page)
        .get("/robots.txt", Audience::Public, public::robots)
        .get("/sitemap.xml", Audience::Public, public::sitemap)
        .get("/app.webmanifest", Audience::Public, public::manifest)
}

/// The pages where the municipality's own words and closed days are written.
#[must_use]
pub fn office_routes() -> Routes {
    let edit = Audience::SignedIn(Permission::EditRegister);
    Routes::default()
        .get(
            "/kontor/oppsett",
            Audience::SignedIn(Permission::SeeOffice),
            office::set_up,
        )
        .get("/kontor/kommunen", edit, office::edit)
        .post("/kontor/kommunen", edit, office::save)
        .get("/kontor/stengt", edit, office::closings)
        .get("/kontor/stengt/ny", edit, office::new_closed)
        .post("/kontor/stengt/ny", edit, office::create_closed)
        .get("/kontor/stengt/skoleferie", edit, office::new_school)
        .post("/kontor/stengt/skoleferie", edit, office::create_school)
        .post("/kontor/stengt/fjern", edit, office::remove_closing)
}
