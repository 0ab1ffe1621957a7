//! Tilbudene: alt innbyggerne kan komme til, slik det vises på de åpne sidene. Her er forsiden, tilbudssidene,
//! stedssidene, kalenderen og oversikten over alle som hjelper.

mod calendar;
pub mod forms;
mod front;
mod help;
mod list;
mod offering;
pub mod office;
mod overview;
mod place;
mod public;
mod screen;
pub mod services;
pub mod store;
mod views;
mod words;

#[cfg(test)]
mod tests;

pub use forms::{draft, new_key, way};
pub use offering::address as street_address;
pub use offering::{address, qr};
pub use office::Pairs;
pub use views::Reading;
pub use words::{access_sentence, language_name, list as list_of, main_topic_name, organisation_kind_name, topic_name};

use crate::frame::{Audience, Routes};
use domain::access::Permission;

/// The public pages about offerings and places.
#[must_use]
pub fn routes() -> Routes {
    Routes::default()
        .get("/", Audience::Public, public::front_page)
        .get("/tilbud", Audience::Public, public::offerings)
        .get("/tilbud/{slug}", Audience::Public, public::offering_page)
        .get("/tilbud/{slug}/utskrift", Audience::Public, public::offering_sheet)
        .get("/steder", Audience::Public, public::places)
        .get("/steder/{slug}", Audience::Public, public::place_page)
        .get("/hva-vi-hjelper-med", Audience::Public, public::help_page)
        .get("/tema/{code}", Audience::Public, public::topic_page)
        .get("/laringskart", Audience::Public, public::map_page)
        .get("/kalender", Audience::Public, public::calendar_page)
        .get("/skjerm/{place}", Audience::Public, public::screen_page)
}

/// A text as a value in the query of an address.
#[must_use]
pub fn url_encoded(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}

/// The pages where offerings and digital services are written.
#[must_use]
pub fn office_routes() -> Routes {
    let edit = Audience::SignedIn(Permission::EditRegister);
    Routes::default()
        .get("/kontor/tilbud", edit, office::list)
        .get("/kontor/tilbud/nytt", edit, office::new)
        .post("/kontor/tilbud/nytt", edit, office::create)
        .get("/kontor/tilbud/{key}", edit, office::one)
        .get("/kontor/tilbud/{key}/publiser", edit, office::publish_page)
        .post("/kontor/tilbud/{key}/publiser", edit, office::publish)
        .get("/kontor/tilbud/{key}/avslutt", edit, office::end_page)
        .post("/kontor/tilbud/{key}/avslutt", edit, office::end)
        .post("/kontor/tilbud/{key}/bekreft", edit, office::confirm)
        .post("/kontor/tilbud/{key}/angre", edit, office::take_back)
        .get("/kontor/tilbud/{key}/{part}", edit, office::part)
        .post("/kontor/tilbud/{key}/{part}", edit, office::save_part)
        .get("/kontor/tjenester", edit, services::list)
        .get("/kontor/tjenester/ny", edit, services::new)
        .post("/kontor/tjenester/ny", edit, services::create)
        .get("/kontor/tjenester/{key}", edit, services::edit)
        .post("/kontor/tjenester/{key}", edit, services::save)
}
