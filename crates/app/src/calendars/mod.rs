//! Kalenderne som andre følger: hele tilbudet, ett sted, ett slag eller ett språk, i telefonen eller på PC-en. Blir en dag
//! flyttet eller avlyst, retter den seg selv hos alle som følger den. Her er også det som kommunens egne nettsider viser av
//! oss, og det vi henter fra kalenderen til en partner.

mod feed;
mod public;
pub mod store;
mod views;

#[cfg(test)]
mod tests;

pub use views::follow_section;

use crate::frame::{Audience, Routes};

/// What anybody may read and follow.
#[must_use]
pub fn routes() -> Routes {
    Routes::default()
        .get("/kalender.ics", Audience::Public, public::common)
        .get("/tilbud/{slug}/kalender.ics", Audience::Public, public::of_offering)
        .get("/steder/{slug}/kalender.ics", Audience::Public, public::of_place)
        .get("/kalender/abonner", Audience::Public, public::follow)
}
