//! Attesten: hva en veileder har gjort og lært, med timer, på ett ark til å være stolt av. Koordinatoren lager den når som helst,
//! og veilederen henter sin egen. Timene kommer fra vaktene som er over og fra det som er bekreftet i opplæringsloggen.

mod content;
mod pages;
mod store;
#[cfg(test)]
mod tests;

use crate::frame::{Audience, Routes};
use domain::access::Permission;

/// The room's routes.
#[must_use]
pub fn routes() -> Routes {
    let manage = Audience::SignedIn(Permission::ManageGuides);
    let own = Audience::SignedIn(Permission::OwnAccount);
    Routes::default()
        .get("/kontor/folk/{id}/attest", manage, pages::choose)
        .get("/kontor/folk/{id}/attest.pdf", manage, pages::for_office)
        .get("/skranke/min-side/attest.pdf", own, pages::own)
        .get("/veileder/{token}/attest.pdf", Audience::Public, pages::by_link)
}
