//! Kalenderne som andre følger: hele tilbudet, ett sted, ett slag eller ett språk, i telefonen eller på PC-en. Blir en dag
//! flyttet eller avlyst, retter den seg selv hos alle som følger den. Her er også det som kommunens egne nettsider viser av
//! oss, og det vi henter fra kalenderen til en partner.

mod feed;
mod office;
mod public;
mod refusal;
pub mod store;
mod views;
mod widget;

#[cfg(test)]
mod tests;

pub use feed::reason;
pub use views::follow_section;

use crate::frame::{Audience, Routes};
use domain::access::Permission;

/// What anybody may read and follow, and where the office takes calendars in.
#[must_use]
pub fn routes() -> Routes {
    let edit = Audience::SignedIn(Permission::EditRegister);
    Routes::default()
        .get("/kalender.ics", Audience::Public, public::common)
        .get("/tilbud/{slug}/kalender.ics", Audience::Public, public::of_offering)
        .get("/steder/{slug}/kalender.ics", Audience::Public, public::of_place)
        .get("/kalender/abonner", Audience::Public, public::follow)
        .get("/kommer.atom", Audience::Public, public::web_feed)
        .get("/widget", Audience::Public, widget::page)
        .get("/widget.json", Audience::Public, widget::data)
        .get("/widget.js", Audience::Public, widget::script)
        .get("/kontor/kalender", edit, office::home)
        .get("/kontor/kalender/vis-pa-nettsiden", edit, office::embed)
        .get("/kontor/kalender/import", edit, office::import)
        .post("/kontor/kalender/import", edit, office::look)
        .post("/kontor/kalender/import/lagre", edit, office::save)
}
